"""Money: the table of the reference page, 12,000 and 15,000 times 42,500, and hand arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import finance
from saylau.checks.finance_caps import cap_use
from saylau.checks.finance_disclosure import conversion, subsidy_equal
from saylau.checks.finance_reporting import reporting
from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import (
    Candidacy,
    Conversion,
    Declaration,
    FundReceipt,
    Person,
    SearchForEvidence,
    StateFunding,
)
from saylau.values import Money, Truth, When
from saylau.values.message import OutOf, Percent
from tests.cases import case_of, election, fact
from tests.checks.english import all_english, english
from tests.checks.found import added, changed, found, measure, one, without

OWN_CAP, DONATION_CAP = 12_000 * 42_500, 15_000 * 42_500
RECEIVED = {  # donations, own and nominator's money, share, use of either limit, as the reference page prints them
    "tokayev": (624_824_570, 510_000_000, 44.46, 100.00, 98.01),
    "akhmetbekov": (128_000_480, 310_000_000, 17.16, 60.78, 20.08),
    "taspikhov": (272_856_000, 3_200_000, 10.81, 0.63, 42.80),
    "espayeva": (250_865_000, 0, 9.83, 0.00, 39.35),
    "rakhimbekov": (94_290_300, 124_046_818, 8.55, 24.32, 14.79),
    "tugel": (102_272_000, 20_200_000, 4.80, 3.96, 16.04),
    "kosanov": (35_974_855, 76_000_000, 4.39, 14.90, 5.64),
}
JOINT = {
    "tokayev": 98.9,
    "akhmetbekov": 38.2,
    "taspikhov": 24.1,
    "espayeva": 21.9,
    "rakhimbekov": 19.0,
    "tugel": 10.7,
    "kosanov": 9.8,
}


def kzt(amount: int) -> Money:
    return Money.of(amount, "KZT")


def percent(finding: Finding, name: str) -> float:
    """A measure in per cent, rounded to two digits."""
    value = measure(finding, name)
    assert isinstance(value, Percent)
    return round(float(value.share * 100), 2)


def candidate(name: str) -> tuple[Fact[Record], ...]:
    person = Person.model_validate({"name": name.title(), "public": "yes"})
    candidacy = Candidacy.model_validate({"person": name, "election": "election-2019"})
    return fact(person, name), fact(candidacy, f"{name}-2019")


def receipt(
    name: str, origin: str, amount: str, claim: str = "", as_of: str = "2019-05-29", **more: Any
) -> Fact[Record]:
    record = FundReceipt.model_validate(
        {"candidacy": f"{name}-2019", "origin": origin, "amount": amount, "as_of": as_of}
    )
    return fact(record, f"{name}-{origin.replace(' ', '-')}{more.pop('mark', '')}", claim, **more)


def kz(*facts: Fact[Record]) -> Case:
    """An invented candidate under the law of Kazakhstan."""
    return case_of(election(), *candidate("ann"), *facts, country="kz")


def pair(original: str, converted: str, name: str, **more: Any) -> Fact[Record]:
    return fact(Conversion.model_validate({"original": original, "converted": converted}), name, **more)


# Use of the caps


@pytest.mark.parametrize("person", list(RECEIVED))
def test_receipts_over_caps_are_those_of_the_reference_page(kazakhstan: Case, person: str) -> None:
    donations, own, _, own_use, donation_use = RECEIVED[person]
    finding = one(kazakhstan, cap_use, person)
    assert measure(finding, "donations") == kzt(donations)
    assert measure(finding, "own_and_nominator") == kzt(own)
    assert measure(finding, "cap_own_and_nominator") == kzt(OWN_CAP) == kzt(510_000_000)
    assert measure(finding, "cap_donations") == kzt(DONATION_CAP) == kzt(637_500_000)
    assert percent(finding, "use_own_and_nominator") == own_use
    assert percent(finding, "use_donations") == donation_use
    assert finding.provisional


def test_the_leader_stands_exactly_at_the_cap_and_all_others_below(kazakhstan: Case) -> None:
    outcomes = {name: finding.outcome for name, finding in found(kazakhstan, cap_use).items()}
    assert outcomes.pop("case") is Outcome.DISPUTED
    assert outcomes.pop("tokayev") is Outcome.NOTED
    assert set(outcomes.values()) == {Outcome.IN_LINE}
    leader = one(kazakhstan, cap_use, "tokayev")
    assert "does not in itself indicate a breach" in all_english(leader.limits, case_of())


def test_a_label_that_names_the_party_alone_is_read_as_the_partys_money_by_the_edition_of_2017(
    kazakhstan: Case,
) -> None:
    # 7,000 x 42,500 = 297,500,000 for the nominator: 510,000,000 from the party is above it, 310,000,000 is not split.
    readings = {
        person: {english(r.name, kazakhstan): r.outcome for r in one(kazakhstan, cap_use, person).readings}
        for person in ("tokayev", "akhmetbekov", "tugel")
    }
    old = {person: by_name["own and nominator: text-2017"] for person, by_name in readings.items()}
    assert old == {"tokayev": Outcome.CONCERN, "akhmetbekov": Outcome.UNKNOWN, "tugel": Outcome.IN_LINE}


def test_the_edition_of_2017_is_shown_and_never_decides(kazakhstan: Case) -> None:
    readings = {english(r.name, kazakhstan): r for r in one(kazakhstan, cap_use, "akhmetbekov").readings}
    old = readings["own and nominator: text-2017"]
    assert (old.decides, old.outcome) == (False, Outcome.UNKNOWN)
    assert readings["donations: report"].outcome is Outcome.IN_LINE


def test_one_tenge_above_the_cap_would_be_contrary_and_is_held_back_as_a_concern(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "kosanov-donations", amount=kzt(DONATION_CAP + 1)), cap_use, "kosanov")
    outcomes = {english(r.name, kazakhstan): r.outcome for r in finding.readings}
    assert outcomes["donations: practice-2019"] is Outcome.CONCERN
    assert finding.outcome is Outcome.DISPUTED  # the report's reading knows no limit on donations


def test_own_money_above_the_cap_under_every_reading_is_a_provisional_concern() -> None:
    case = kz(
        receipt("ann", "own", "700000000 KZT"),
        receipt("ann", "nominator", "0 KZT"),
        receipt("ann", "donations", "1 KZT"),
    )
    finding = one(case, cap_use, "ann")
    assert (finding.outcome, finding.would_be) == (Outcome.CONCERN, Outcome.CONTRARY)


def test_own_and_nominators_money_stated_apart_are_added() -> None:
    case = kz(
        receipt("ann", "own", "100 KZT"), receipt("ann", "nominator", "23 KZT"), receipt("ann", "donations", "1 KZT")
    )
    assert measure(one(case, cap_use, "ann"), "own_and_nominator") == kzt(123)


def test_two_claims_around_the_cap_are_disputed_and_two_below_it_are_not() -> None:
    own, donations = receipt("ann", "own and nominator", "5 KZT"), "donations"
    around = kz(own, receipt("ann", donations, "637500000 KZT"), receipt("ann", donations, "637500001 KZT", "second"))
    below = kz(own, receipt("ann", donations, "100 KZT"), receipt("ann", donations, "200 KZT", "second"))
    assert one(around, cap_use, "ann").outcome is Outcome.DISPUTED
    finding = one(below, cap_use, "ann")
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "donations") == Money.parse("100..200 KZT")


def test_receipts_of_different_days_or_currencies_are_never_added() -> None:
    later = kz(receipt("ann", "own and nominator", "5 KZT"), receipt("ann", "donations", "1 KZT", as_of="2019-06-01"))
    other = kz(receipt("ann", "own and nominator", "5 KZT"), receipt("ann", "donations", "1 EUR"))
    for case in (later, other):
        finding = one(case, cap_use, "ann")
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


# Shares and concentration


def test_totals_and_shares_are_those_of_the_reference_page(kazakhstan: Case) -> None:
    finding = one(kazakhstan, finance.shares)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "total") == kzt(2_552_530_023)
    assert measure(finding, "donations") == kzt(1_509_083_205)
    assert measure(finding, "own_and_nominator") == kzt(1_043_446_818)
    for person, (donations, own, share, _, _) in RECEIVED.items():
        assert measure(finding, f"total:{person}") == kzt(donations + own)
        assert percent(finding, f"share:{person}") == share


def test_concentration_agrees_with_a_second_way_of_reckoning(kazakhstan: Case) -> None:
    totals = [donations + own for donations, own, *_ in RECEIVED.values()]
    mean = Fraction(sum(totals), 7)
    variance = sum((total - mean) ** 2 for total in totals) / 7
    index = (1 + variance / mean**2) / 7  # from the coefficient of variation: (1 + v^2) / n
    finding = one(kazakhstan, finance.concentration)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "index") == index
    assert measure(finding, "effective_number") == 1 / index
    assert measure(finding, "top_to_median") == Fraction(sorted(totals)[-1], sorted(totals)[3])


def test_a_total_within_bounds_leaves_a_share_within_bounds() -> None:
    case = case_of(
        election(),
        *candidate("ann"),
        *candidate("bob"),
        *(receipt(name, "own and nominator", "0 KZT") for name in ("ann", "bob")),
        receipt("ann", "donations", "100..300 KZT"),
        receipt("bob", "donations", "100 KZT"),
    )
    finding = one(case, finance.shares)
    assert measure(finding, "share:ann:low") == Percent(Fraction(1, 2))
    assert measure(finding, "share:ann:high") == Percent(Fraction(3, 4))
    assert measure(one(case, finance.concentration), "index:high") == Fraction(9, 16) + Fraction(1, 4)


def test_a_missing_fund_leaves_shares_unknown(kazakhstan: Case) -> None:
    case = without(kazakhstan, "tugel-donations")
    for check in (finance.shares, finance.concentration, finance.cap_distance, finance.donations_comparison):
        finding = one(case, check)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


def test_the_caps_bind_for_one_of_seven(kazakhstan: Case) -> None:
    finding = one(kazakhstan, finance.cap_distance)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "joint_cap") == kzt(27_000 * 42_500) == kzt(1_147_500_000)
    assert measure(finding, "near_cap") == OutOf(1, 7)
    for person, use in JOINT.items():
        assert round(percent(finding, f"use:{person}"), 1) == use
        assert percent(finding, f"distance:{person}") == pytest.approx(
            100 - percent(finding, f"use:{person}"), abs=0.011
        )
    assert "no provision" in all_english(finding.assumptions, case_of())


@pytest.mark.parametrize(("amount", "near"), [(605_624_999, 1), (605_625_000, 2)])
def test_a_cap_binds_from_95_per_cent_of_it_on(kazakhstan: Case, amount: int, near: int) -> None:
    case = changed(kazakhstan, "kosanov-donations", amount=kzt(amount))
    assert measure(one(case, finance.cap_distance), "near_cap") == OutOf(near, 7)


def test_donations_of_the_others_are_2_62_to_17_37_times_the_smallest(kazakhstan: Case) -> None:
    finding = one(kazakhstan, finance.donations_comparison)
    ratios = [m.value for m in finding.measures if isinstance(m.value, Fraction)]
    assert sorted(round(float(r), 2) for r in ratios) == [2.62, 2.84, 3.56, 6.97, 7.58, 17.37]
    assert "no evidence of popularity" in all_english(finding.limits, case_of())


# Public money and disclosure


def test_public_money_was_equal_and_its_amount_is_told_in_two_ways(kazakhstan: Case) -> None:
    finding = one(kazakhstan, subsidy_equal)
    assert finding.outcome is Outcome.DISPUTED
    outcomes = {r.name: r.outcome for r in finding.readings}
    assert outcomes["equality"] is Outcome.IN_LINE
    assert measure(finding, "each:planned") == kzt(7_500_000)
    assert measure(finding, "each:adopted") == kzt(7_331_200)
    assert measure(finding, "total:adopted") == kzt(51_318_400)
    assert finding.message.values["apart"] == kzt(168_800)


def test_one_amount_for_all_is_in_line_and_unequal_receipts_are_at_odds() -> None:
    record = StateFunding.model_validate({"election": "election-2019", "stage": "adopted", "each": "100 KZT"})
    people = (*candidate("ann"), *candidate("bob"))
    equal = case_of(election(), *people, fact(record, "state"))
    assert one(equal, subsidy_equal).outcome is Outcome.IN_LINE
    unequal = added(equal, receipt("ann", "state", "100 KZT"), receipt("bob", "state", "90 KZT"))
    assert one(unequal, subsidy_equal).outcome is Outcome.AT_ODDS


def test_seven_of_seven_filed_and_none_published_is_at_odds_with_the_standard(kazakhstan: Case) -> None:
    finding = one(kazakhstan, reporting)
    assert finding.outcome is Outcome.AT_ODDS
    assert (measure(finding, "filed"), measure(finding, "not_published")) == (OutOf(7, 7), OutOf(7, 7))
    assert not any(m.name == "published" for m in finding.measures)
    assert finding.message.values["who"] == ("Open Dialogue Foundation",)
    assert "report" not in finding.message.template
    assert "search-declarations" in finding.context
    assert all(not reading.decides for reading in finding.readings)


def test_without_a_recorded_search_its_place_and_day_are_asked_for(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, SearchForEvidence), reporting)
    assert finding.outcome is Outcome.AT_ODDS
    assert any("looked for" in english(question.asks, kazakhstan) for question in finding.questions)


@pytest.mark.parametrize(("published", "outcome"), [(Truth.YES, Outcome.IN_LINE), (Truth.UNKNOWN, Outcome.UNKNOWN)])
def test_disclosure_changes_with_what_was_published(kazakhstan: Case, published: Truth, outcome: Outcome) -> None:
    case = kazakhstan
    for person in RECEIVED:
        case = changed(case, f"{person}-declaration", published=published)
    assert one(case, reporting).outcome is outcome


def test_a_candidate_without_a_declaration_leaves_disclosure_unknown() -> None:
    record = Declaration.model_validate(
        {"candidacy": "ann-2019", "sort": "income and property", "filed": "yes", "published": "yes"}
    )
    case = case_of(election(), *candidate("ann"), *candidate("bob"), fact(record, "ann-declaration"))
    assert one(case, reporting).outcome is Outcome.UNKNOWN


# Exchange rates


def test_one_rate_fits_under_trailing_zeros_and_none_under_thousands(kazakhstan: Case) -> None:
    finding = one(kazakhstan, conversion)
    assert finding.outcome is Outcome.DISPUTED
    assert {r.name: r.outcome for r in finding.readings} == {
        "trailing zeros": Outcome.IN_LINE,
        "to the thousand": Outcome.CONCERN,
    }
    # The narrowest ends: 272,856,000 over 637,500 below, 250,865,000 over 585,500 above.
    assert measure(finding, "common:trailing_zeros:low") == Fraction(272_856_000, 637_500)
    assert measure(finding, "common:trailing_zeros:high") == Fraction(250_865_000, 585_500)
    assert measure(finding, "left_out:to_the_thousand") == 7
    assert len(finding.facts) == 17
    assert len(finding.assumptions) == 2


def test_the_common_rate_reproduces_every_printed_figure(kazakhstan: Case) -> None:
    pairs = kazakhstan.all(Conversion)
    assert len(pairs) == 17
    for rate in (Fraction(4281, 10), Fraction(4284, 10)):
        for pair_fact in pairs:
            printed = int(pair_fact.record.converted.major_low)
            digits = len(str(printed)) - len(str(printed).rstrip("0"))
            converted = Fraction(pair_fact.record.original.major_low) / rate
            assert round(converted / 10**digits) * 10**digits == printed, pair_fact.fact


def test_point_rates_are_original_over_printed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, conversion)
    assert measure(finding, "rate:euro-tokayev-own") == 425
    assert measure(finding, "rate:euro-state-funding") == Fraction(7_500_000, 18_000)


def test_the_rate_of_a_private_persons_fine_counts_and_is_not_printed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, conversion)
    assert kazakhstan.fact("euro-poll-fine").display is not Display.PUBLIC
    assert "euro-poll-fine" in finding.facts
    assert not any("euro-poll-fine" in m.name or "37875" in m.how for m in finding.measures)


@pytest.mark.parametrize(("second", "outcome"), [("200 EUR", Outcome.IN_LINE), ("251 EUR", Outcome.CONCERN)])
def test_two_pairs_that_no_rate_fits_are_a_concern(second: str, outcome: Outcome) -> None:
    case = case_of(election(), pair("40000 KZT", "101 EUR", "one"), pair("80000 KZT", second, "two"))
    assert one(case, conversion).outcome is outcome


def test_one_pair_alone_has_nothing_to_agree_with() -> None:
    assert one(case_of(election(), pair("40000 KZT", "101 EUR", "one")), conversion).outcome is Outcome.UNKNOWN


# What is missing


@pytest.mark.parametrize("check", finance.CHECKS, ids=lambda c: c.id)
def test_in_a_country_without_law_and_facts_each_check_asks(check: Check) -> None:
    for case in (case_of(election()), case_of(election(), *candidate("ann"))):
        for finding in found(case, check).values():
            assert finding.outcome is Outcome.UNKNOWN
            assert finding.questions


def test_without_a_law_the_provision_is_asked_for() -> None:
    receipts = (receipt("ann", "own and nominator", "5 KZT"), receipt("ann", "donations", "1 KZT"))
    case = case_of(election(), *candidate("ann"), *receipts)
    for finding in found(case, cap_use).values():
        assert finding.outcome is Outcome.UNKNOWN
        assert any("Which provision" in english(question.asks, case) for question in finding.questions)
    assert one(case, finance.cap_distance).outcome is Outcome.UNKNOWN


def test_the_day_of_the_receipts_is_printed(kazakhstan: Case) -> None:
    assert one(kazakhstan, cap_use, "tokayev").message.values["day"] == When("2019-05-29")
