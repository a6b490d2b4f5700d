"""Figures of the bundled case worked out by hand from its sources, beside what the checks find.

Nothing here was copied from a finding: amounts, counts and dates are those of the sources, and the arithmetic stands in
the comments. Only plain fractions and calendar days are used.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from saylau.checks.finding import Finding, Outcome
from saylau.checks.run import run_checks
from saylau.records.case import Case
from saylau.values import Count, Money
from saylau.values.message import OutOf, Percent, Value
from tests.checks.found import measure

POLL = date(2019, 6, 9)
THRESHOLD = 118_140  # 11,814,019 / 100 = 118,140.19: nearest 118,140, up 118,141
DONATIONS = {
    "tokayev": 624_824_570,
    "tugel": 102_272_000,
    "akhmetbekov": 128_000_480,
    "espayeva": 250_865_000,
    "taspikhov": 272_856_000,
    "rakhimbekov": 94_290_300,
    "kosanov": 35_974_855,
}
OWN = {
    "tokayev": 510_000_000,
    "tugel": 20_200_000,
    "akhmetbekov": 310_000_000,
    "espayeva": 0,
    "taspikhov": 3_200_000,
    "rakhimbekov": 124_046_818,
    "kosanov": 76_000_000,
}
TOTALS = {who: DONATIONS[who] + OWN[who] for who in DONATIONS}
ALL_RECEIPTS = 2_552_530_023  # 1,509,083,205 + 1,043,446,818
VOTES = {
    "tokayev": 6_539_715,
    "kosanov": 1_495_401,
    "espayeva": 465_714,
    "rakhimbekov": 280_451,
    "taspikhov": 182_898,
    "akhmetbekov": 167_649,
    "tugel": 84_582,
}
CAST, VALID = 9_274_110, 9_216_410  # 9,216,410 + 57,700 invalid = 9,274,110

PAIRS = {  # tenge and euro as printed, and the unit of the last digit that is not a trailing zero
    "euro-tokayev-donations": (624_824_570, 1_500_000, 100_000),
    "euro-tokayev-own": (510_000_000, 1_200_000, 100_000),
    "euro-tugel-donations": (102_272_000, 240_000, 10_000),
    "euro-tugel-own": (20_200_000, 47_000, 1_000),
    "euro-akhmetbekov-donations": (128_000_480, 300_000, 100_000),
    "euro-akhmetbekov-own": (310_000_000, 724_000, 1_000),
    "euro-espayeva-donations": (250_865_000, 586_000, 1_000),
    "euro-taspikhov-donations": (272_856_000, 637_000, 1_000),
    "euro-taspikhov-own": (3_200_000, 7_500, 100),
    "euro-rakhimbekov-donations": (94_290_300, 220_000, 10_000),
    "euro-rakhimbekov-own": (124_046_818, 290_000, 10_000),
    "euro-kosanov-donations": (35_974_855, 84_000, 1_000),
    "euro-kosanov-own": (76_000_000, 180_000, 10_000),
    "euro-cap-510": (510_000_000, 1_200_000, 100_000),
    "euro-cap-638": (638_000_000, 1_500_000, 100_000),
    "euro-state-funding": (7_500_000, 18_000, 1_000),
}
FINE = (37_875, 90, 10)  # the seventeenth pair: a fine, never printed by itself

Figure = Callable[[str, str], Value]


@pytest.fixture(scope="module")
def findings(kazakhstan: Case) -> dict[str, Finding]:
    return {f.id: f for f in run_checks(kazakhstan)}


@pytest.fixture(scope="module")
def figure(findings: dict[str, Finding]) -> Figure:
    return lambda finding, name: measure(findings[finding], name)


def share(value: Value) -> Fraction:
    assert isinstance(value, Percent)
    return value.share


def bounds(value: Value) -> str:
    assert isinstance(value, Count)
    return value.text


def kzt(amount: int) -> Money:
    return Money.of(amount, "KZT")


def interval(tenge: int, euro: int, unit: int) -> tuple[Fraction, Fraction]:
    """The rates that a printed pair allows, the euro figure being rounded to a unit."""
    return tenge / (euro + Fraction(unit, 2)), tenge / (euro - Fraction(unit, 2))


def test_the_poll_stood_sixty_one_days_after_the_call_on_the_last_day_of_two_calendar_months(figure: Figure) -> None:
    # 9 April to 9 June: 21 days left of April, 31 of May, 9 of June = 61
    assert (POLL - date(2019, 4, 9)).days == 21 + 31 + 9
    assert bounds(figure("calendar.early_poll_deadline:case", "days")) == "61"
    assert figure("calendar.early_poll_deadline:case", "deadline") == POLL


def test_nomination_lasted_nineteen_days_with_both_ends(figure: Figure) -> None:
    assert bounds(figure("calendar.nomination_length:case", "days")) == str(28 - 10 + 1)


def test_changes_of_the_electoral_law_lay_345_and_163_days_before_the_poll_and_those_of_2017_between_525_and_889(
    figure: Figure,
) -> None:
    # 29 June 2018 is 20 days after 9 June 2018: 365 - 20. 28 December 2018: 3 + 31 + 28 + 31 + 30 + 31 + 9.
    # 2017, to the year: 31 December 2017 is 365 + 160 days before, 1 January 2017 364 more.
    assert bounds(figure("law.stability:case", "change-162-constituencies")) == str(365 - 20)
    assert bounds(figure("law.stability:case", "change-edition-2018-12-28")) == str(3 + 31 + 28 + 31 + 30 + 31 + 9)
    for change in ("change-self-nomination", "change-experience"):
        assert bounds(figure("law.stability:case", change)) == f"{365 + 160}..{365 + 160 + 364}"


def test_fifteen_of_47_seats_as_stated_are_fifteen_of_49_with_two_for_each_of_17_regions(figure: Figure) -> None:
    assert figure("power.senate_seats:case", "appointed") == OutOf(15, 47)
    assert figure("power.senate_seats:case", "appointed_2") == OutOf(15, 17 * 2 + 15)


def test_nine_of_107_seats_were_not_elected_and_the_largest_faction_held_84_of_107_or_of_98(figure: Figure) -> None:
    assert figure("power.majilis_seats:case", "not_elected:assembly-of-people") == OutOf(9, 107)
    assert figure("power.majilis_seats:case", "faction:nur-otan") == OutOf(84, 107)
    assert figure("power.majilis_seats:case", "faction_of_others:nur-otan") == OutOf(84, 107 - 9)


def test_three_and_two_and_two_make_the_seven_members_of_the_commission(figure: Figure) -> None:
    assert figure("commissions.cec_composition:case", "by:president") == OutOf(1 + 2, 7)
    assert figure("commissions.cec_composition:case", "by:senate") == OutOf(2, 7)
    assert figure("commissions.cec_composition:case", "by:majilis") == OutOf(2, 7)
    assert bounds(figure("commissions.cec_composition:case", "total")) == "7"


def test_the_chair_stood_two_steps_from_the_family_three_from_the_senate_and_four_from_the_first_president(
    figure: Figure,
) -> None:
    # chair - daughter T01 - her husband T02 - his mother - her father
    assert figure("commissions.kinship:case", "family_steps:nazarbayev") == 2
    assert figure("commissions.kinship:case", "steps:dariga-nazarbayeva") == 3
    assert figure("commissions.kinship:case", "steps:nazarbayev") == 4


def test_fifteen_years_before_the_poll_hold_5478_days_of_which_935_to_965_or_882_to_912_were_abroad(
    figure: Figure,
) -> None:
    # 15 * 365 = 5,475, and 29 February of 2008, 2012 and 2016
    window = (POLL - date(2004, 6, 9)).days
    assert window == 5_475 + 3
    low, high = date(2013, 10, 1), date(2013, 10, 31)  # "October 2013"
    for suffix, first in (("", date(2011, 3, 11)), ("_2", date(2011, 5, 3))):
        least, most = (low - first).days, (high - first).days
        assert bounds(figure("candidacy.residence:tokayev", f"days_abroad{suffix}")) == f"{least}..{most}"
        assert share(figure("candidacy.residence:tokayev", f"share_low{suffix}")) == Fraction(least, window)
        assert share(figure("candidacy.residence:tokayev", f"share_high{suffix}")) == Fraction(most, window)
    # 11 March to 1 October 2011: 204; then 366 + 365 to 1 October 2013 = 935; 53 days later in spring = 882
    assert (low - date(2011, 3, 11)).days == 204 + 366 + 365 == 935
    assert (low - date(2011, 5, 3)).days == 935 - 53


def test_the_return_lay_2047_to_2077_days_before_the_poll(figure: Figure) -> None:
    year = Fraction(1461, 4)
    assert figure("candidacy.residence:tokayev", "years_since_return_low") == 2047 / year
    assert figure("candidacy.residence:tokayev", "years_since_return_high") == 2077 / year


@pytest.mark.parametrize("who", VOTES)
def test_the_deposit_is_tested_on_those_who_voted_and_the_valid_votes_stand_beside(who: str, figure: Figure) -> None:
    assert sum(VOTES.values()) == VALID == CAST - 57_700
    assert share(figure(f"candidacy.deposit_refund:{who}", "share_participants")) == Fraction(VOTES[who], CAST)
    assert share(figure(f"candidacy.deposit_refund:{who}", "share_valid")) == Fraction(VOTES[who], VALID)


def test_three_candidates_stood_above_five_per_cent_of_those_who_voted(findings: dict[str, Finding]) -> None:
    # 5 % of 9,274,110 = 463,705.5; the third had 465,714, that is 2,008.5 more; the fourth 280,451
    above = {who for who, votes in VOTES.items() if votes * 20 >= CAST}
    assert above == {"tokayev", "kosanov", "espayeva"}
    for who in VOTES:
        (reading,) = findings[f"candidacy.deposit_refund:{who}"].readings
        assert reading.explanation is not None
        assert reading.explanation.verdict.value == ("yes" if who in above else "no")


def test_seven_of_nine_were_registered_and_three_of_27_in_2015(figure: Figure) -> None:
    assert figure("candidacy.funnel:case", "registered") == OutOf(9 - 1 - 1, 9)
    assert figure("candidacy.funnel:case", "registered_2015") == OutOf(3, 27)
    assert figure("candidacy.women:case", "registered") == OutOf(1, 7)


def test_one_per_cent_of_the_voters_is_118140_or_118141_signatures(figure: Figure) -> None:
    assert figure("signatures.threshold:case", "exact") == Fraction(11_814_019, 100)
    assert figure("signatures.threshold:case", "required:cec") == THRESHOLD
    assert figure("signatures.threshold:case", "required:at-least") == THRESHOLD + 1


def test_twelve_equal_shares_of_the_threshold_are_9845_or_9846_signatures(findings: dict[str, Finding]) -> None:
    # 118,140 / 12 = 9,845 exactly; 118,141 / 12 = 9,845.08, so 9,846; two thirds of 17 regions = 11.3, so 12
    assert THRESHOLD == 12 * 9_845
    for who in ("tokayev", "espayeva", "rakhimbekov"):
        (reading,) = (r for r in findings[f"signatures.spread:{who}"].readings if r.name == "equal-share")
        assert reading.explanation is not None
        assert reading.explanation.values["least_each"] == 9_845
        assert reading.explanation.values["least_each_at_least"] == 9_846


@pytest.mark.parametrize(
    ("who", "days", "handed_in", "rate", "rate_of_count"),
    [
        ("rakhimbekov", 6, 122_309, 19_690, 20_385),  # 118,140 / 6 = 19,690 exactly; 122,309 / 6 = 20,384.8
        ("espayeva", 7, 144_098, 16_877, 20_585),  # 16,877.1; 20,585.4
        ("taspikhov", 7, 119_577, 16_877, 17_082),  # 16,877.1; 17,082.4
        ("kosanov", 4, None, 29_535, None),  # 29,535 exactly; no number handed in was found
    ],
)
def test_signatures_a_day_are_the_threshold_and_the_count_over_days_with_both_ends(
    who: str, days: int, handed_in: int | None, rate: int, rate_of_count: int | None, figure: Figure
) -> None:
    assert round(Fraction(THRESHOLD, days)) == rate
    assert figure(f"signatures.rate:{who}", "days") == days
    assert figure(f"signatures.rate:{who}", "rate") == rate
    if handed_in is not None:
        assert round(Fraction(handed_in, days)) == rate_of_count
        assert figure(f"signatures.rate:{who}", "rate_of_count") == rate_of_count


@pytest.mark.parametrize(
    ("who", "required", "required_for_count"),
    [
        ("rakhimbekov", 124, 128),  # 19,690 / 160 = 123.1; 20,384.8 / 160 = 127.4
        ("espayeva", 106, 129),  # 16,877.1 / 160 = 105.5; 20,585.4 / 160 = 128.7
        ("taspikhov", 106, 107),  # 105.5; 17,082.4 / 160 = 106.8
        ("kosanov", 185, None),  # 29,535 / 160 = 184.6
    ],
)
def test_collectors_at_160_signatures_a_day_are_rounded_up(
    who: str, required: int, required_for_count: int | None, figure: Figure
) -> None:
    assert figure(f"signatures.collectors:{who}", "required") == required
    if required_for_count is not None:
        assert figure(f"signatures.collectors:{who}", "required_for_count") == required_for_count


@pytest.mark.parametrize(
    ("who", "signatures"),
    [
        ("tugel", 118_140),  # 0 above 118,140, 1 below 118,141
        ("taspikhov", 119_577),  # 1,437 above
        ("rakhimbekov", 120_754),  # valid ones: 2,614 above
        ("espayeva", 139_541),  # valid ones: 21,401 above
        ("tokayev", 313_653),  # 195,513 above
    ],
)
def test_the_margin_stands_over_either_threshold(who: str, signatures: int, figure: Figure) -> None:
    over, over_one_more = signatures - THRESHOLD, signatures - THRESHOLD - 1
    assert share(figure(f"signatures.margin:{who}", "margin")) == Fraction(over, THRESHOLD)
    assert share(figure(f"signatures.margin:{who}", "margin:at-least:1")) == Fraction(over_one_more, THRESHOLD + 1)


def test_the_second_count_for_one_candidate_lies_2000_higher(figure: Figure) -> None:
    assert 315_910 - 257 - 313_653 == 2_000
    assert figure("signatures.source_agreement:tokayev", "difference") == 2_000
    assert share(figure("signatures.margin:tokayev", "margin:cec:2")) == Fraction(315_653 - 118_140, 118_140)
    assert share(figure("signatures.margin:tokayev", "margin:at-least:2")) == Fraction(315_653 - 118_141, 118_141)


def test_accepted_signatures_leave_out_4557_and_1555(figure: Figure) -> None:
    assert share(figure("signatures.valid_share:espayeva", "share")) == 1 - Fraction(4_557, 144_098)
    assert share(figure("signatures.valid_share:rakhimbekov", "share")) == 1 - Fraction(1_555, 122_309)


@pytest.mark.parametrize("who", DONATIONS)
def test_each_fund_is_measured_against_12000_and_15000_minimum_wages(who: str, figure: Figure) -> None:
    assert share(figure(f"finance.cap_use:{who}", "use_own_and_nominator")) == Fraction(OWN[who], 12_000 * 42_500)
    assert share(figure(f"finance.cap_use:{who}", "use_donations")) == Fraction(DONATIONS[who], 15_000 * 42_500)
    assert share(figure("finance.cap_distance:case", f"use:{who}")) == Fraction(TOTALS[who], 27_000 * 42_500)
    assert share(figure("finance.shares:case", f"share:{who}")) == Fraction(TOTALS[who], ALL_RECEIPTS)


def test_receipts_add_up_and_one_candidate_stands_near_a_limit(figure: Figure) -> None:
    assert figure("finance.shares:case", "donations") == kzt(1_509_083_205) == kzt(sum(DONATIONS.values()))
    assert figure("finance.shares:case", "own_and_nominator") == kzt(1_043_446_818) == kzt(sum(OWN.values()))
    assert figure("finance.shares:case", "total") == kzt(ALL_RECEIPTS)
    # 95 % of 510,000,000 = 484,500,000; of 637,500,000 = 605,625,000: only the first fund reaches either
    near = [w for w in OWN if OWN[w] >= 484_500_000 or DONATIONS[w] >= 605_625_000]
    assert figure("finance.cap_distance:case", "near_cap") == OutOf(len(near), 7) == OutOf(1, 7)


def test_concentration_is_the_sum_of_squared_shares_of_receipts(figure: Figure) -> None:
    # .4446² + .1716² + .1081² + .0983² + .0855² + .0480² + .0439² = .2600; 1 / .2600 = 3.846
    index = Fraction(sum(total**2 for total in TOTALS.values()), ALL_RECEIPTS**2)
    assert round(float(index), 4) == 0.26
    assert figure("finance.concentration:case", "index") == index
    assert figure("finance.concentration:case", "effective_number") == 1 / index
    # the fourth of seven totals is 250,865,000; 1,134,824,570 / 250,865,000 = 4.524
    assert figure("finance.concentration:case", "top_to_median") == Fraction(1_134_824_570, 250_865_000)


def test_donations_to_others_were_between_2_62_and_17_37_times_the_smallest(figure: Figure) -> None:
    for who in set(DONATIONS) - {"kosanov"}:
        ratio = figure("finance.donations_comparison:case", f"ratio:{who}")
        assert ratio == Fraction(DONATIONS[who], 35_974_855)


def test_seven_equal_amounts_of_public_money_were_1181600_lower_than_announced(figure: Figure) -> None:
    # items 5,250,000 + 200,000 + 810,000 + 200,000 + 400,000 + 471,200 = 7,331,200, that is 168,800 less
    assert 5_250_000 + 200_000 + 810_000 + 200_000 + 400_000 + 471_200 == 7_500_000 - 168_800
    assert figure("finance.subsidy_equal:case", "each:adopted") == kzt(7_331_200)
    assert figure("finance.subsidy_equal:case", "total:planned") == kzt(52_500_000)
    assert figure("finance.subsidy_equal:case", "total:adopted") == kzt(52_500_000 - 7 * 168_800) == kzt(51_318_400)


@pytest.mark.parametrize("pair", PAIRS)
def test_each_pair_of_amounts_allows_the_rates_between_its_rounding_bounds(pair: str, figure: Figure) -> None:
    tenge, euro, unit = PAIRS[pair]
    assert figure("finance.conversion:case", f"rate:{pair}") == Fraction(tenge, euro)
    assert figure("finance.conversion:case", f"rate:{pair}:trailing_zeros") == interval(tenge, euro, unit)
    assert figure("finance.conversion:case", f"rate:{pair}:to_the_thousand") == interval(tenge, euro, min(unit, 1_000))


def test_one_rate_fits_all_17_pairs_with_trailing_zeros_as_rounding_and_none_to_the_thousand(figure: Figure) -> None:
    pairs = [*PAIRS.values(), FINE]
    wide = [interval(*pair) for pair in pairs]
    low, high = max(a for a, _ in wide), min(b for _, b in wide)
    # 272,856,000 / 637,500 = 428.009; 250,865,000 / 585,500 = 428.463
    assert (low, high) == (Fraction(272_856_000, 637_500), Fraction(250_865_000, 585_500))
    assert low < high
    assert figure("finance.conversion:case", "common:trailing_zeros:low") == low
    assert figure("finance.conversion:case", "common:trailing_zeros:high") == high
    narrow = [interval(t, e, min(u, 1_000)) for t, e, u in pairs]
    # 624,824,570 / 1,499,500 = 416.69 at most, against 428.01 at least
    assert max(a for a, _ in narrow) > min(b for _, b in narrow)
    most = max(sum(a <= at <= b for a, b in narrow) for at, _ in narrow)
    assert figure("finance.conversion:case", "left_out:to_the_thousand") == 17 - most == 7


def test_eight_of_thirteen_clock_times_in_four_passages_have_no_zone(figure: Figure) -> None:
    # blocking 2, custody 3, a hearing 2, another hearing 1; with a zone: blocking 2, a second day 2, streaming 1
    assert figure("data.time_zone:case", "times") == 2 + 3 + 2 + 1
    assert figure("data.time_zone:case", "passages") == 4
    assert figure("data.time_zone:case", "all") == 8 + 5


def test_ten_stated_sums_add_up(findings: dict[str, Finding], figure: Figure) -> None:
    # 13 + 10 = 23; 5 + 5 = 10; 7 + 1 + 1 = 9; 1 + 2 + 2 + 2 = 7; items 7,331,200; 315,653 + 257 = 315,910;
    # valid 9,216,410; cast 9,274,110; 7,850,958 + 159,036 + 111,924 + 94,452 = 8,216,370; 670 + 115 + 172 = 957
    assert 7_850_958 + 159_036 + 111_924 + 94_452 == 8_216_370
    assert 670 + 115 + 172 == 957
    assert figure("data.parts_sum:case", "sums") == 10
    assert figure("data.parts_sum:case", "wrong") == 0
    assert findings["data.parts_sum:case"].outcome is Outcome.IN_LINE


def test_five_references_and_three_tables_or_charts_are_missing_and_17_pairs_lack_a_rate(figure: Figure) -> None:
    assert bounds(figure("data.source_and_date:case", "references")) == str(2 + 3)
    assert bounds(figure("data.announced_table:case", "missing")) == str(1 + 2)
    assert figure("data.conversion_rate:case", "pairs") == 17
    assert figure("data.conversion_rate:case", "distinct") == 16  # 510,000,000 = 1,200,000 stands twice


def test_the_last_registration_came_five_days_before_the_campaign(figure: Figure) -> None:
    assert (date(2019, 5, 11) - date(2019, 5, 6)).days == 5
    assert bounds(figure("signatures.checks_before_campaign:case", "days")) == "5"
