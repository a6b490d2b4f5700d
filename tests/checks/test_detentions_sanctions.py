"""Arrests, fines, parts and wholes, scopes: figures by hand arithmetic, and what changes when an input does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import detentions, detentions_arrests, detentions_fines, detentions_force, detentions_scopes
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Conversion, Practice, Step, Tally
from saylau.values import Count, Money
from saylau.values.message import Percent
from tests.cases import case_of, election, fact, source
from tests.checks.found import added, changed, found, made, measure, one, template, without
from tests.checks.ruled import ruled

ARRESTED, FINED = "arrested-2019-05-01", "fined-2019-05-01"


def tally(thing: str, of: str, number: str, **more: Any) -> Fact[Record]:
    by = more.pop("by", "")
    given = {"of": of, "number": number, "unit": "people", "during": "2019-05-01", **more}
    return fact(Tally.model_validate(given), thing, said_by=by)


# Arrests


def test_arrests_of_10_to_15_days_keep_to_15_and_13_and_10_are_23(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_arrests.arrests, ARRESTED)
    assert finding.outcome is Outcome.IN_LINE
    assert finding.provisional
    assert measure(finding, "people") == Count("23")
    assert measure(finding, "sum") == Count("23")
    assert measure(finding, "limit:repeated-breach") == 15
    assert finding.limits
    assert finding.questions


def test_an_arrest_longer_than_the_limit_is_no_longer_in_line(kazakhstan: Case) -> None:
    longer = changed(kazakhstan, ARRESTED, each_days=Count("16"))
    finding = one(longer, detentions_arrests.arrests, ARRESTED)
    assert finding.outcome is Outcome.CONCERN  # the text of 2019 was not read, so no breach is asserted
    assert finding.would_be is Outcome.CONTRARY
    unsure = changed(kazakhstan, ARRESTED, each_days=Count("10..20"))
    assert one(unsure, detentions_arrests.arrests, ARRESTED).outcome is Outcome.UNKNOWN


def test_parts_that_do_not_make_the_whole_are_disputed(kazakhstan: Case) -> None:
    other = changed(kazakhstan, f"{ARRESTED}-almaty", number=Count("9"))
    assert one(other, detentions_arrests.arrests, ARRESTED).outcome is Outcome.DISPUTED


def test_arrests_of_single_people_are_a_range_over_all_of_them(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_arrests.arrests)
    assert measure(finding, "people_single") == 5
    assert measure(finding, "days_single") == Count("2..15")
    fewer = without(kazakhstan, *(f.fact for f in kazakhstan.all(Step) if f.record.days == Count("2")))
    assert measure(one(fewer, detentions_arrests.arrests), "days_single") == Count("15")


def test_arrests_in_a_country_without_a_rule_ask_for_the_provision() -> None:
    case = case_of(election(), tally("a", "people arrested by a court", "5", each_days="10"))
    finding = one(case, detentions_arrests.arrests, "a")
    assert finding.outcome is Outcome.UNKNOWN
    assert "Which provision" in template(finding.questions[0].asks)


def test_without_arrests_the_question_is_put() -> None:
    finding = one(case_of(election()), detentions_arrests.arrests)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# Fines: 120 and 200 EUR at 37,875 KZT for 90 EUR are 50,500 and 84,166.67 KZT: 20 and 33 1/3 units of 2,525


def test_fines_of_120_to_200_eur_are_20_to_33_units_at_the_reports_own_pair(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_fines.fines, FINED)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "units_low") == 20
    high = measure(finding, "units_high")
    assert isinstance(high, Fraction)
    assert abs(high - Fraction(100, 3)) < Fraction(1, 10_000)
    assert measure(finding, "rate") == Fraction(37_875, 90)
    outcomes = {r.name: r.outcome for r in finding.readings}
    assert outcomes == {"first-breach": Outcome.UNKNOWN, "repeated-breach": Outcome.IN_LINE}


def test_the_range_over_all_pairs_of_the_material_stands_beside(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_fines.fines, FINED)
    low, high = measure(finding, "units_low_any_rate"), measure(finding, "units_high_any_rate")
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)
    assert low == Fraction(120 * 624_824_570, 1_500_000 * 2_525)  # the lowest of the pairs
    assert low < 20
    assert high > Fraction(100, 3)


def test_a_smaller_fine_is_in_line_and_a_larger_one_is_beyond_every_limit(kazakhstan: Case) -> None:
    small = changed(kazakhstan, FINED, each_amount=Money("100 EUR"))
    assert one(small, detentions_fines.fines, FINED).outcome is Outcome.IN_LINE
    large = one(changed(kazakhstan, FINED, each_amount=Money("400 EUR")), detentions_fines.fines, FINED)
    assert (large.outcome, large.would_be) == (Outcome.CONCERN, Outcome.CONTRARY)


def test_a_fine_in_the_currency_of_the_country_needs_no_rate(kazakhstan: Case) -> None:
    own = changed(without(kazakhstan, Conversion), FINED, each_amount=Money("50500 KZT"))
    finding = one(own, detentions_fines.fines, FINED)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "units_low") == measure(finding, "units_high") == 20
    assert not finding.assumptions


def test_without_a_rate_or_a_rule_or_a_fine_it_is_unknown_and_asked(kazakhstan: Case) -> None:
    for case, subject in (
        (without(kazakhstan, Conversion), FINED),
        (case_of(election(), tally("f", "people fined", "5", each_amount="100 EUR")), "f"),
        (case_of(election()), "case"),
    ):
        finding = one(case, detentions_fines.fines, subject)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


# Parts and wholes, and other claimants: 670 + 115 + 172 = 957


def test_957_are_670_and_115_and_172_and_others_state_677_and_305(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_scopes.june_tallies, "sanctioned-2019-06")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "sum") == Count("957")
    assert measure(finding, "other:arrested-2019-06-minister") == Count("677")
    assert measure(finding, "other:fined-2019-06-minister") == Count("305")
    assert measure(finding, "share_low:detained-2019-06-minister") == Percent(Fraction(957, 3999))


def test_parts_and_other_claimants_that_agree_are_noted(kazakhstan: Case) -> None:
    alone = without(kazakhstan, "arrested-2019-06-minister", "fined-2019-06-minister")
    assert one(alone, detentions_scopes.june_tallies, "sanctioned-2019-06").outcome is Outcome.NOTED
    broken = changed(alone, "warned-2019-06-prosecutor", number=Count("171"))
    assert one(broken, detentions_scopes.june_tallies, "sanctioned-2019-06").outcome is Outcome.DISPUTED


def test_without_a_whole_and_its_parts_the_question_is_put(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Tally), detentions_scopes.june_tallies)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# Scopes


def test_of_55_pairs_of_numbers_of_people_detained_ten_are_part_and_whole_and_no_sum_is_formed(
    kazakhstan: Case,
) -> None:
    finding = one(kazakhstan, detentions_scopes.scopes)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "contained") == 10
    assert measure(finding, "disputed") == 1  # 80 and about 200 of one day and two cities
    assert measure(finding, "not_comparable") == 44
    assert len(finding.questions) == 4  # the numbers of June whose places are not stated


def test_a_part_that_is_more_than_its_whole_is_disputed(kazakhstan: Case) -> None:
    small = changed(kazakhstan, "detained-since-2018-03", number=Count("100"))
    assert one(small, detentions_scopes.scopes).outcome is Outcome.DISPUTED


def test_fewer_than_two_numbers_cannot_be_compared() -> None:
    finding = one(case_of(election(), tally("d", "people detained", "5")), detentions_scopes.scopes)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# Before assemblies, and force


def test_preventive_practices_are_told_without_a_number_and_people_are_counted(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_force.preventive)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "practices") == 3
    assert measure(finding, "people_single") == 1
    numbered = changed(kazakhstan, "practice-preventive", number=Count(">=7"))
    assert measure(one(numbered, detentions_force.preventive), "practice:practice-preventive") == Count(">=7")


def test_warnings_alone_are_noted_and_nothing_is_unknown() -> None:
    warning = made(Practice, "w", sort="warnings of liability before an assembly")
    assert one(case_of(election(), warning), detentions_force.preventive).outcome is Outcome.NOTED
    assert one(case_of(election()), detentions_force.preventive).outcome is Outcome.UNKNOWN


def test_force_or_injury_is_told_of_eight_people_and_a_remedy_of_one(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_force.force)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "people") == 8
    assert measure(finding, "injured") == 5
    assert measure(finding, "remedies") == 1
    fewer = without(kazakhstan, "consequence-02")
    assert measure(one(fewer, detentions_force.force), "people") == 7
    assert one(case_of(election()), detentions_force.force).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("check", detentions.CHECKS, ids=lambda check: check.id)
def test_no_finding_is_about_a_private_person(kazakhstan: Case, check: Any) -> None:
    private = {f.id for f in kazakhstan.facts if f.display is not Display.PUBLIC}
    assert not private & set(found(kazakhstan, check))


def test_a_withheld_number_is_not_used() -> None:
    hidden = fact(
        Tally.model_validate({"of": "people fined", "number": "5", "unit": "people", "each_amount": "100 EUR"}),
        "f", display=Display.WITHHELD,
    )  # fmt: skip
    assert set(found(added(case_of(election()), hidden), detentions_fines.fines)) == {"case"}


def test_a_part_of_a_number_of_all_people_sanctioned_keeps_its_own_length_and_amount() -> None:
    everyone = tally("all", "people arrested, fined or warned", "50")
    arrested = tally("arrested", "people arrested by a court", "20", each_days="16", whole="all")
    fined = tally("fined", "people fined", "30", each_amount="1000.01 EUR", whole="all")
    limits = (
        {"name": "protests.arrest", "form": "cap", "days": "15"},
        {"name": "protests.fine", "form": "cap", "amount": "1000 EUR"},
    )
    case = ruled(everyone, arrested, fined, rules=limits)
    assert one(case, detentions_arrests.arrests, "arrested").outcome is Outcome.CONTRARY
    assert one(case, detentions_fines.fines, "fined").outcome is Outcome.CONTRARY
    kept = changed(changed(case, "arrested", each_days=Count("15")), "fined", each_amount=Money("1000 EUR"))
    assert one(kept, detentions_arrests.arrests, "arrested").outcome is Outcome.IN_LINE
    assert one(kept, detentions_fines.fines, "fined").outcome is Outcome.IN_LINE


def test_two_tellings_of_one_number_of_people_give_a_finding_each(kazakhstan: Case) -> None:
    again = made(
        Tally,
        ARRESTED,
        f"{ARRESTED}.press",
        of="people arrested by a court",
        number="23",
        unit="people",
        each_days="16",
    )
    both = found(added(kazakhstan, again), detentions_arrests.arrests)
    assert both[ARRESTED].outcome is Outcome.IN_LINE
    assert both[f"{ARRESTED}.press"].would_be is Outcome.CONTRARY
    fined = made(Tally, FINED, f"{FINED}.press", of="people fined", number="9", unit="people", each_amount="90 EUR")
    assert {FINED, f"{FINED}.press"} <= set(found(added(kazakhstan, fined), detentions_fines.fines))


def test_two_tellings_of_a_part_are_not_added_up() -> None:
    whole = tally("all", "people arrested, fined or warned", "50")
    parts = (tally("a", "people arrested by a court", "20", whole="all"), tally("f", "people fined", "30", whole="all"))
    press = made(Tally, "a", "a.press", "s2", of="people arrested by a court", number="25", unit="people", whole="all")
    case = case_of(election(), press, whole, *parts, sources=(source(), source("s2")))
    finding = one(case, detentions_scopes.june_tallies, "all")
    assert measure(finding, "sum") == Count.of(50)
    again = replace(case, facts=(*case.facts, replace(whole, fact="all.press", source="s2")))
    assert measure(one(again, detentions_scopes.june_tallies, "all.press"), "sum") == Count.of(55)
