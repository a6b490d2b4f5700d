"""Results in total: the numbers of 2019 and 2011 added by hand, and small invented elections."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import results
from saylau.checks.ask import lawyer
from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, PastElection, Person, Result, ResultTotal, VoterTotal
from saylau.records.source import Grade
from saylau.values import Count
from saylau.values.message import From, Name, Percent
from tests.cases import case_of, election, fact, source, template
from tests.checks.found import found, measure, one, without

THIS = "election-2019"


def row(kind: type[Record], thing: str, claim: str = "", **fields: Any) -> Fact[Record]:
    return fact(kind.model_validate(fields), thing, claim)


def stood(*people: str) -> list[Fact[Record]]:
    return [
        made
        for who in people
        for made in (
            row(Person, who, name=who.upper(), public="yes"),
            row(Candidacy, f"{who}-2019", person=who, election=THIS),
        )
    ]


def votes(who: str, number: str, claim: str = "") -> Fact[Record]:
    return row(Result, f"votes-{who}", claim, election=THIS, candidacy=f"{who}-2019", votes=number)


def total(claim: str = "", **numbers: str) -> Fact[Record]:
    return row(ResultTotal, "total", claim, election=THIS, **numbers)


def voters(number: str, as_of: str | None, claim: str) -> Fact[Record]:
    return row(VoterTotal, claim, election=THIS, voters=number, as_of=as_of)


def two(*facts: Fact[Record], a: str = "60", b: str = "40") -> Case:
    """Two people who stood in an invented election, with their votes."""
    return case_of(election(), *stood("a", "b"), votes("a", a), votes("b", b), *facts)


def past(name: str, registered: str | None, numbers: Sequence[int], **totals: str) -> list[Fact[Record]]:
    fields: dict[str, Any] = {"name": name, "level": "presidential", "held": "2011", "early": "yes"}
    listed = [row(Result, f"{name}-{n}", election=name, votes=str(v)) for n, v in enumerate(numbers)]
    return [
        row(PastElection, name, registered=registered, **fields),
        *listed,
        row(ResultTotal, f"{name}-all", election=name, **totals),
    ]


# Arithmetic


def test_the_votes_of_2019_add_up_to_the_valid_votes_and_with_the_invalid_ones_to_those_cast(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results.arithmetic)
    assert finding.outcome is Outcome.IN_LINE
    # 6,539,715 + 1,495,401 + 465,714 + 280,451 + 182,898 + 167,649 + 84,582
    assert measure(finding, "votes") == measure(finding, "valid") == Count.of(9_216_410)
    # 9,216,410 + 57,700
    assert measure(finding, "ballots") == measure(finding, "cast") == Count.of(9_274_110)
    assert not finding.questions


def test_the_votes_of_2011_add_up_to_the_valid_votes_and_those_cast_are_asked_for(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results.arithmetic, "past-2011")
    assert finding.outcome is Outcome.IN_LINE
    # 7,850,958 + 159,036 + 111,924 + 94,452
    assert measure(finding, "votes") == measure(finding, "valid") == Count.of(8_216_370)
    assert finding.message.values["election"] == Name("past-2011")
    assert "cast" in template(finding.questions[0].asks)


@pytest.mark.parametrize(
    ("valid", "invalid", "cast", "outcome"),
    [
        ("100", "5", "105", Outcome.IN_LINE),
        ("101", "5", "106", Outcome.CONCERN),
        ("100", "5", "106", Outcome.CONCERN),
        ("100", "~5", "105", Outcome.IN_LINE),
        ("~100", "5", "~105", Outcome.UNKNOWN),
        ("~200", "5", "~205", Outcome.CONCERN),
    ],
)
def test_a_sum_that_bounds_exclude_is_a_concern_and_one_that_they_leave_open_is_not(
    valid: str, invalid: str, cast: str, outcome: Outcome
) -> None:
    assert one(two(total(valid=valid, invalid=invalid, cast=cast)), results.arithmetic).outcome is outcome


def test_a_sum_right_by_one_source_and_wrong_by_another_is_disputed() -> None:
    numbers = {"valid": "100", "invalid": "5", "cast": "105"}
    finding = one(two(total(**numbers), total("other", **{**numbers, "cast": "110"})), results.arithmetic)
    assert finding.outcome is Outcome.DISPUTED
    assert [r.outcome for r in finding.readings].count(Outcome.CONCERN) == 1


def test_votes_of_one_contestant_told_in_two_ways_make_two_sums() -> None:
    finding = one(two(votes("b", "41", "b.2"), total(valid="100")), results.arithmetic)
    assert finding.outcome is Outcome.DISPUTED
    assert (measure(finding, "votes"), measure(finding, "votes_2")) == (Count.of(100), Count.of(101))


def test_a_list_without_some_contestants_may_fall_short_of_the_valid_votes_and_not_exceed_them() -> None:
    case = case_of(election(), *stood("a", "b"), votes("a", "60"))
    short = one(Case(case.info, case.sources, (*case.facts, total(valid="100"))), results.arithmetic)
    assert short.outcome is Outcome.UNKNOWN
    assert "missing from the list" in template(short.questions[0].asks)
    over = one(Case(case.info, case.sources, (*case.facts, total(valid="50"))), results.arithmetic)
    assert over.outcome is Outcome.CONCERN


def test_an_earlier_election_is_tested_where_its_numbers_are_known_and_only_there() -> None:
    case = case_of(
        election(),
        *past("past-2005", "2", [6, 3], valid="10"),
        *past("past-2011", None, [6, 3], valid="10"),
        *past("past-2015", "2", [6, 3]),
        row(PastElection, "past-2018", name="Past", level="presidential", held="2018", early="no"),
    )
    outcomes = {subject: f.outcome for subject, f in found(case, results.arithmetic).items()}
    assert outcomes == {
        "case": Outcome.UNKNOWN,
        "past-2005": Outcome.CONCERN,  # both contestants are listed, and 6 + 3 is not 10
        "past-2011": Outcome.UNKNOWN,  # a third contestant may have had the tenth vote
        "past-2015": Outcome.UNKNOWN,  # there is nothing to add up to
    }


# Majority


def test_the_leader_had_70_5_per_cent_of_the_votes_cast_and_71_0_of_the_valid_ones(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results.majority)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "of_cast") == Percent(Fraction(6_539_715, 9_274_110), 1)
    assert measure(finding, "of_valid") == Percent(Fraction(6_539_715, 9_216_410), 1)
    assert finding.message.values["leader"] == Name("tokayev-2019")
    assert lawyer(kazakhstan) in [q.who for q in finding.questions]


def test_half_of_the_votes_reached_by_one_source_and_not_by_another_is_disputed() -> None:
    sure = two(total(cast="119", valid="100"))
    assert one(sure, results.majority).outcome is Outcome.NOTED
    assert one(two(total(cast="119"), total("other", cast="121")), results.majority).outcome is Outcome.DISPUTED


def test_shares_keep_the_bounds_of_the_votes() -> None:
    finding = one(two(total(cast="100..120")), results.majority)
    assert measure(finding, "of_cast:low") == Percent(Fraction(60, 120), 1)
    assert measure(finding, "of_cast:high") == Percent(Fraction(60, 100), 1)


def test_a_total_without_an_upper_bound_gives_no_share() -> None:
    assert one(two(total(cast=">=100")), results.majority).outcome is Outcome.UNKNOWN


def test_a_leader_whom_no_record_names_is_told_by_the_result() -> None:
    case = case_of(election(), row(Result, "first", election=THIS, votes="60"), total(valid="100"))
    assert one(case, results.majority).message.values["leader"] == "first"


# Turnout


def test_turnout_of_2019_stands_on_two_lists_of_voting_day_and_a_register_of_january(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results.turnout_base)
    assert finding.outcome is Outcome.DISPUTED
    figures = {
        "turnout": ("77.54", 11_960_364),
        "turnout_2": ("77.62", 11_947_995),
        "beside": ("78.50", 11_814_019),
    }
    for name, (printed, base) in figures.items():
        value = measure(finding, name)
        assert value == Percent(Fraction(9_274_110, base), 2)
        assert f"{float(Fraction(9_274_110, base)) * 100:.2f}" == printed
    assert len(finding.readings) == 2
    assert finding.questions


@pytest.mark.parametrize(
    ("other", "outcome"),
    [("10000", Outcome.NOTED), ("10006", Outcome.NOTED), ("10007", Outcome.DISPUTED), ("9000", Outcome.DISPUTED)],
)
def test_totals_of_voting_day_are_disputed_when_turnout_differs_by_half_a_tenth_of_a_per_cent(
    other: str, outcome: Outcome
) -> None:
    # 8,000 of 10,000 is 80 %; of 10,006 it is 79.952 %, of 10,007 it is 79.944 %, 0.056 points less
    case = two(total(cast="8000"), voters("10000", "2019-06-09", "v1"), voters(other, "2019-06-09", "v2"))
    assert one(case, results.turnout_base).outcome is outcome


def test_a_register_of_another_day_stands_beside_the_list_of_voting_day_and_disputes_nothing() -> None:
    case = two(total(cast="80"), voters("100", "2019-06-09", "list"), voters("90", "2019-01-01", "register"))
    finding = one(case, results.turnout_base)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "beside") == Percent(Fraction(80, 90), 2)
    assert finding.facts == ("total", "list")
    assert "register" in finding.context


def test_without_a_list_of_voting_day_every_total_is_a_base() -> None:
    case = two(total(cast="80"), voters("100", "2019-01-01", "v1"), voters("90", None, "v2"))
    assert one(case, results.turnout_base).outcome is Outcome.DISPUTED


def test_turnout_as_printed_stands_beside_what_was_worked_out() -> None:
    finding = one(two(total(cast="80", turnout="80.1"), voters("100", "2019-06-09", "v1")), results.turnout_base)
    assert measure(finding, "stated") == Percent(Fraction(801, 1000), 2)
    assert finding.message.values["turnout"] == (From(Percent(Fraction(80, 100), 2), ("total", "v1")),)


# What is missing


@pytest.mark.parametrize("check", results.CHECKS, ids=lambda check: check.id)
def test_a_case_without_results_leaves_it_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize("check", results.CHECKS, ids=lambda check: check.id)
def test_the_bundled_case_without_its_results_is_unknown_too(kazakhstan: Case, check: Check) -> None:
    (finding,) = found(without(kazakhstan, Result, ResultTotal), check).values()
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_results_known_only_from_a_weak_source_decide_nothing() -> None:
    case = two(total(valid="100", invalid="5", cast="105"))
    weak = Case(case.info, {"s1": source("s1", Grade.C)}, case.facts)
    finding = one(weak, results.arithmetic)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.IN_LINE


def test_a_weak_total_is_left_out_where_a_better_one_is_told() -> None:
    numbers = {"valid": "100", "invalid": "5", "cast": "105"}
    other = fact(ResultTotal.model_validate({"election": THIS, **numbers, "cast": "110"}), "total", "weak", "s2")
    case = two(total(**numbers), other)
    case = Case(case.info, {"s1": source(), "s2": source("s2", Grade.C)}, case.facts)
    finding: Finding = one(case, results.arithmetic)
    assert finding.outcome is Outcome.IN_LINE
    assert "weak" in finding.context


def test_every_finding_says_that_polling_stations_were_not_tested(kazakhstan: Case) -> None:
    findings = (results.arithmetic, results.majority)
    assert findings
    for check in findings:
        for finding in found(kazakhstan, check).values():
            assert any("polling stations" in template(limit) for limit in finding.limits)
