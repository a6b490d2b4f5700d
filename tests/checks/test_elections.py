"""Elections before: assessments by body, and effective numbers of contestants by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from saylau.checks import elections, results_competitiveness
from saylau.checks.finding import Outcome
from saylau.records.case import Case
from saylau.records.kinds import ElectionAssessment, PastElection, Result, ResultTotal
from saylau.records.kinds.elections import Assessment
from saylau.values import Count, Truth
from saylau.values.message import Message
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import changed, found, made, measure, one, without


def test_two_earlier_elections_both_assessed_and_two_assessments_in_general(kazakhstan: Case) -> None:
    finding = one(kazakhstan, elections.register)
    assert finding.outcome is Outcome.NOTED
    values = finding.message.values
    assert (values["early"], values["judged"], values["general"]) == (1, 2, 2)
    assert "past-2019" not in finding.facts
    assert measure(finding, "put_forward:past-2015") == Count.of(27)
    assert measure(finding, "registered:past-2015") == Count.of(3)
    assert measure(finding, "leading:past-2011") == Decimal("95.55")


def test_an_assessment_names_the_body_and_never_ours(kazakhstan: Case) -> None:
    finding = one(kazakhstan, elections.register)
    said = measure(finding, "assessment:assessment-earlier-osce")
    assert isinstance(said, Message)
    assert english(said, kazakhstan).startswith("Organization for Security and Co-operation in Europe: ")
    case = changed(kazakhstan, "assessment-earlier-osce", assessment=Assessment.PARTLY)
    said = measure(one(case, elections.register), "assessment:assessment-earlier-osce")
    assert isinstance(said, Message)
    assert "partly in line" in english(said, case)


def test_an_election_without_an_assessment_is_asked_about(kazakhstan: Case) -> None:
    case = changed(without(kazakhstan, "assessment-2011-observers"), "past-2011", early=Truth.NO)
    finding = one(case, elections.register)
    assert finding.message.values["judged"] == 1
    assert len(finding.questions) == 1
    assert "observed" in english(finding.questions[0].asks, case)


def test_without_a_register_elections_are_asked_for(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, PastElection, ElectionAssessment), elections.register)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def _number(case: Case, subject: str, name: str = "effective_number") -> float:
    value = measure(one(case, results_competitiveness.competitiveness, subject), name)
    assert isinstance(value, Fraction)
    return float(value)


def test_effective_numbers_of_2011_and_2019(kazakhstan: Case) -> None:
    # By a second way: total squared over the sum of squares.
    votes_2011 = (7_850_958, 159_036, 111_924, 94_452)
    assert _number(kazakhstan, "past-2011") == pytest.approx(8_216_370**2 / sum(v * v for v in votes_2011))
    votes_2019 = (6_539_715, 1_495_401, 465_714, 280_451, 182_898, 167_649, 84_582)
    assert _number(kazakhstan, "election-2019") == pytest.approx(9_216_410**2 / sum(v * v for v in votes_2019))
    assert round(_number(kazakhstan, "election-2019"), 2) == 1.87


def test_97_per_cent_and_three_contestants_leave_bounds(kazakhstan: Case) -> None:
    # 97 as printed: 96.5 to 98; the other two share the rest equally, or one has it all.
    assert _number(kazakhstan, "past-2015", "effective_number_low") == pytest.approx(1 / (0.98**2 + 0.02**2))
    high = 1 / (0.965**2 + 2 * 0.0175**2)
    assert _number(kazakhstan, "past-2015", "effective_number_high") == pytest.approx(high)
    finding = one(kazakhstan, results_competitiveness.competitiveness, "past-2015")
    assert finding.questions
    assert finding.assumptions


def test_the_outside_figures_of_2015_lie_within_the_bounds(kazakhstan: Case) -> None:
    votes = (8_833_250, 145_756, 57_718)
    true = sum(votes) ** 2 / sum(v * v for v in votes)
    low, high = (_number(kazakhstan, "past-2015", f"effective_number_{end}") for end in ("low", "high"))
    assert low <= true <= high


def test_four_equal_contestants_count_four() -> None:
    rows = [made(Result, f"r{n}", election="election-2019", votes="25") for n in range(4)]
    total = made(ResultTotal, "all", election="election-2019", valid="100")
    assert _number(case_of(election(), *rows, total), "election-2019") == 4


def test_votes_that_do_not_add_up_to_the_total_give_no_number() -> None:
    rows = [made(Result, f"r{n}", election="election-2019", votes="25") for n in range(3)]
    total = made(ResultTotal, "all", election="election-2019", valid="100")
    finding = one(case_of(election(), *rows, total), results_competitiveness.competitiveness)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_leading_share_of_half_or_less_gives_no_bounds() -> None:
    row = made(Result, "r", election="election-2019", percent="50")
    case = case_of(election(), row)
    assert one(case, results_competitiveness.competitiveness).outcome is Outcome.UNKNOWN


def test_an_election_without_results_is_left_out(kazakhstan: Case) -> None:
    assert "past-2015" not in found(without(kazakhstan, "nazarbayev-result-2015"),
                                    results_competitiveness.competitiveness)  # fmt: skip
