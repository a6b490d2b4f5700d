"""Signatures beside the number required: 1 % of 251,340 is 2,513.4, rounded up 2,514; of 248,900 it is 2,489."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.checks.signatures import ceiling_standard, spread, threshold
from saylau.checks.signatures_counts import margin, valid_share
from saylau.checks.signatures_pace import collectors, rate
from saylau.records.case import Case
from saylau.records.kinds import CandidacyStep, SignatureRequirement, VoterTotal
from saylau.values import Count
from saylau.values.message import Name, Percent
from tests.cases import case_of, fact, template
from tests.checks.english import all_english
from tests.checks.found import changed, found, measure, one, without
from tests.checks.ruled import ruled, signed, stood, voters

REQUIRED = {"number": "2500", "name": "signatures.total", "form": "threshold"}


def asked(finding: Finding) -> str:
    return all_english((question.asks for question in finding.questions), case_of())


def case_with(*numbers: str, stage: str = "registered", total: str = "251340") -> Case:
    """One candidate, with one claim of valid signatures a source."""
    claims = [signed("ann", f"claim-{n}", f"s{n}", valid=number) for n, number in enumerate(numbers, 1)]
    return ruled(voters(total), *stood("ann", stage), *claims)


# The base


def test_a_total_before_the_call_goes_before_one_that_is_nearer() -> None:
    case = ruled(voters("251340", "2019-01-01"), voters("900000", "2019-04-10", "later"))
    finding = one(case, threshold)
    assert measure(finding, "required:text") == 2_514
    assert not finding.assumptions


@pytest.mark.parametrize("day", ["2019-04-09", "2019-04-10", "2019-04"])
def test_without_a_total_before_the_call_the_nearest_is_assumed_to_be_the_base(day: str) -> None:
    case = ruled(voters("900000", "2019-06-09", "lists"), voters("251340", day), *stood("ann"),
                 signed("ann", valid="2600"))  # fmt: skip
    for finding in (one(case, threshold), one(case, margin, "ann")):
        assert any("nearest one was taken" in template(text) for text in finding.assumptions)
    assert measure(one(case, threshold), "required:text") == 2_514


def test_a_total_without_a_day_is_a_base_that_is_assumed() -> None:
    finding = one(ruled(voters("251340", "")), threshold)
    assert measure(finding, "required:text") == 2_514
    assert any("no date" in template(text) for text in finding.assumptions)


@pytest.mark.parametrize("same_thing", [True, False])
def test_two_totals_of_one_day_lead_to_two_numbers_which_are_disputed(same_thing: bool) -> None:
    case = ruled(voters("251340"), voters("248900", thing="voters" if same_thing else "other", claim="second"))
    finding = one(case, threshold)
    assert finding.outcome is Outcome.DISPUTED
    values = [m.value for m in finding.measures if m.name.startswith("required")]
    assert sorted(v for v in values if isinstance(v, int)) == [2_489, 2_514]
    assert {"voters", "second"} <= set(finding.facts)
    assert "{low} or {high}" in finding.message.template


def test_two_totals_that_lead_to_one_number_are_no_dispute() -> None:
    finding = one(ruled(voters("251340"), voters("251350", claim="second")), threshold)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "required:text") == 2_514


def test_a_total_known_within_bounds_is_not_said_to_be_missing() -> None:
    finding = one(ruled(voters("250000..252000")), threshold)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.message.values["voters"]
    assert "to the unit" in asked(finding)


# What is asked


@pytest.mark.parametrize("check", [margin, rate, collectors])
def test_where_the_rule_is_known_and_the_voters_are_not_the_voters_are_asked_for(check: Check) -> None:
    case = ruled(*stood("ann"), signed("ann", valid="2600"))
    finding = one(case, check, "ann")
    assert finding.outcome is Outcome.UNKNOWN
    assert "How many voters are the base" in asked(finding)
    assert "Which provision" not in asked(finding)
    unruled = one(ruled(*case.facts[2:], rules=()), check, "ann")
    assert "Which provision" in asked(unruled)
    assert "How many voters" not in asked(unruled)


def test_a_rule_that_states_a_number_needs_no_voters() -> None:
    finding = one(ruled(rules=(REQUIRED,)), threshold)
    assert (finding.outcome, measure(finding, "required:text")) == (Outcome.NOTED, 2_500)
    assert finding.facts == ("act-1",)


def test_the_share_of_a_stated_number_is_worked_out_from_the_voters() -> None:
    finding = one(ruled(voters("249000"), rules=(REQUIRED,)), ceiling_standard)
    assert (finding.outcome, measure(finding, "share")) == (Outcome.AT_ODDS, Percent(Fraction(2_500, 249_000), 3))
    assert "How many voters" in asked(one(ruled(rules=(REQUIRED,)), ceiling_standard))


# Nothing compared, nothing in line


def test_one_reading_that_is_compared_with_nothing_is_noted() -> None:
    case = ruled(voters("251340"))
    assert one(case, threshold).outcome is Outcome.NOTED
    record = SignatureRequirement.model_validate({"election": "election-2019", "number": "2514"})
    same = ruled(voters("251340"), fact(record, "required"))
    assert one(same, threshold).outcome is Outcome.IN_LINE
    other = one(changed(same, "required", number=Count("2500")), threshold)
    assert other.outcome is Outcome.DISPUTED
    assert "rounded" not in other.message.template


# Above and below


@pytest.mark.parametrize(
    ("valid", "stage", "outcome"),
    [
        (("2514",), "registered", Outcome.NOTED),
        (("2514", "2498"), "registered", Outcome.DISPUTED),
        (("2513",), "registered", Outcome.CONTRARY),
        (("2513", "2498"), "registered", Outcome.CONTRARY),
        (("2498", "~2500"), "registered", Outcome.DISPUTED),
        (("2377",), "refused", Outcome.NOTED),
        (("2514",), "refused", Outcome.CONCERN),
        (("2514", "2498"), "refused", Outcome.DISPUTED),
        (("2377",), "", Outcome.NOTED),
    ],
)
def test_the_side_of_the_number_on_which_signatures_lie_decides(
    valid: tuple[str, ...], stage: str, outcome: Outcome
) -> None:
    assert one(case_with(*valid, stage=stage), margin, "ann").outcome is outcome


def test_totals_that_put_signatures_on_both_sides_of_the_number_are_disputed() -> None:
    both = ruled(voters("251340"), voters("248900", claim="second"), *stood("ann"), signed("ann", valid="2498"))
    finding = one(both, margin, "ann")
    assert finding.outcome is Outcome.DISPUTED
    assert (finding.message.values["low"], finding.message.values["high"]) == (2_489, 2_514)


def test_registration_below_the_number_rests_on_the_claim_that_it_took_place() -> None:
    finding = one(case_with("2513"), margin, "ann")
    assert "ann-REGISTERED" in finding.facts
    assert measure(finding, "margin") == Percent(Fraction(-1, 2_514), 2)


def test_registration_below_a_number_that_rests_on_an_assumed_base_is_a_concern() -> None:
    case = ruled(voters("251340", "2019-06-09"), *stood("ann"), signed("ann", valid="2513"))
    assert one(case, margin, "ann").outcome is Outcome.CONCERN


def test_signatures_handed_in_do_not_stand_beside_those_accepted() -> None:
    case = ruled(voters("251340"), *stood("ann"), signed("ann", "one", valid="2498"), signed("ann", "two", "s2",
                 collected="2700"))  # fmt: skip
    assert one(case, margin, "ann").outcome is Outcome.CONTRARY


def test_a_refused_candidate_is_tested_where_signatures_are_stated() -> None:
    case = ruled(voters("251340"), *stood("ann"), *stood("bob", "refused"), *stood("cem", "withdrew"),
                 signed("bob", collected="2600", valid="2377", regions="3"))  # fmt: skip
    for check in (margin, valid_share, rate, spread):
        assert found(case, check).keys() == {"ann", "bob"}
    finding = one(case, margin, "bob")
    assert "refused" in finding.message.template
    assert "bob-REFUSED" in finding.facts
    assert any("other grounds" in template(limit) for limit in finding.limits)


def test_too_few_regions_are_contrary_for_the_registered_and_noted_for_the_refused() -> None:
    rule = {"name": "signatures.spread", "form": "threshold", "number": "4"}
    people = [c for n, s in (("ann", "registered"), ("bob", "refused"))
              for c in (*stood(n, s), signed(n, regions="3"))]  # fmt: skip
    outcomes = {name: f.outcome for name, f in found(ruled(*people, rules=(rule,)), spread).items()}
    assert outcomes == {"ann": Outcome.CONTRARY, "bob": Outcome.NOTED}


def test_only_several_readings_say_that_a_margin_may_be_smaller(kazakhstan: Case) -> None:
    assert any("requires more" in template(limit) for limit in one(kazakhstan, margin, "tugel").limits)
    assert not any("requires more" in template(limit) for limit in one(case_with("2600"), margin, "ann").limits)


# Pace


@pytest.mark.parametrize(
    ("days", "lacking"),
    [
        ({}, "first and last day"),
        ({"collection started": "2019-04-20"}, "the last day"),
        ({"collection ended": "2019-04-20"}, "the first day"),
        ({"collection started": "2019-04-21", "collection ended": "2019-04-20"}, "leave no period"),
    ],
)
def test_a_pace_that_is_not_known_says_which_day_is_missing(days: dict[str, str], lacking: str) -> None:
    steps = [
        fact(CandidacyStep.model_validate({"candidacy": "ann-2019", "stage": stage, "on": day}), stage)
        for stage, day in days.items()
    ]
    finding = one(ruled(voters("251340"), *stood("ann"), *steps), rate, "ann")
    assert lacking in finding.message.template
    assert finding.message.values["person"] == Name("ann")


def test_a_pace_without_the_number_required_says_so(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, VoterTotal), rate, "kosanov")
    assert "number of signatures required is not known" in finding.message.template


def test_the_pace_carries_the_number_required(kazakhstan: Case) -> None:
    assert measure(one(kazakhstan, rate, "kosanov"), "required") == 118_140
