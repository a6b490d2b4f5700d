"""Figures of the bundled cases worked out a second time by plain arithmetic, and sentences that say no more than them.

The numbers are those of the sources; nothing was copied from a finding. What `test_independent_figures` holds is not
repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from saylau.assessment.confidence import confidence
from saylau.checks.finding import Finding, Level, Outcome
from saylau.checks.run import run_checks
from saylau.records.case import Case
from saylau.records.folder import read_folder
from saylau.records.locate import find_case
from saylau.values import Count
from saylau.values.message import OutOf, Percent, Value
from tests.checks.english import english
from tests.checks.found import measure

POLL = date(2019, 6, 9)
CAST = 9_274_110
TURNOUT = {  # region: announced at 20:00, announced last, in per cent
    "region-akmola": ("83.0", "83.4"), "region-aktobe": ("84.6", "84.9"), "region-almaty-region": ("89.0", "89.0"),
    "region-atyrau": ("71.2", "71.2"), "region-east-kazakhstan": ("84.5", "84.9"), "region-zhambyl": ("81.3", "81.3"),
    "region-west-kazakhstan": ("66.2", "66.3"), "region-karaganda": ("77.1", "77.3"),
    "region-kyzylorda": ("77.6", "81.6"), "region-kostanay": ("84.0", "84.1"), "region-mangystau": ("68.3", "68.9"),
    "region-pavlodar": ("79.5", "81.2"), "region-north-kazakhstan": ("79.8", "79.8"),
    "region-turkistan": ("84.8", "84.8"), "city-nur-sultan": ("68.3", "68.9"), "city-almaty": ("52.2", "52.2"),
    "city-shymkent": ("67.1", "67.6"),
}  # fmt: skip

Found = dict[str, Finding]
Figure = Callable[[str, str], Value]


@pytest.fixture(scope="module")
def found(kazakhstan: Case) -> Found:
    return {f.id: f for f in run_checks(kazakhstan)}


@pytest.fixture(scope="module")
def figure(found: Found) -> Figure:
    return lambda finding, name: measure(found[finding], name)


@pytest.fixture(scope="module")
def estonia() -> Case:
    return read_folder(find_case("estonia-2019"))


@pytest.fixture(scope="module")
def abroad(estonia: Case) -> Found:
    """The findings of the case of Estonia."""
    return {f.id: f for f in run_checks(estonia)}


def near(value: Value, expected: float, digits: int = 2) -> bool:
    assert isinstance(value, Decimal | Fraction | float | int)
    return round(float(value), digits) == round(expected, digits)


def share(value: Value) -> Fraction:
    assert isinstance(value, Percent)
    return value.share


def bounds(value: Value) -> str:
    assert isinstance(value, Count)
    return value.text


# Calendar and law


@pytest.mark.parametrize(
    ("who", "compliance", "exact"),
    [
        ("tokayev", date(2019, 4, 27), False),  # "by 27 April": 3 + 11 = 14 days or more
        ("espayeva", date(2019, 4, 27), False),
        ("tugel", date(2019, 4, 27), False),
        ("taspikhov", date(2019, 4, 27), True),
        ("akhmetbekov", date(2019, 4, 29), True),  # 1 + 11 = 12
        ("rakhimbekov", date(2019, 4, 29), True),
        ("kosanov", date(2019, 4, 30), True),  # 11
    ],
)
def test_days_from_compliance_to_the_end_of_registration(
    who: str, compliance: date, exact: bool, found: Found, kazakhstan: Case
) -> None:
    days = (date(2019, 5, 11) - compliance).days
    least = "" if exact else "at least "
    says = english(found[f"calendar.time_left:{who}"].message, kazakhstan)
    assert says.endswith(f": {least}{days}; with the first day counted: {least}{days + 1}.")


def test_the_ruling_came_two_days_after_the_request_and_45_before_the_poll(found: Found, kazakhstan: Case) -> None:
    # 23 to 25 April = 2; 25 April to 9 June: 5 + 31 + 9 = 45
    assert (date(2019, 4, 25) - date(2019, 4, 23)).days == 2
    assert (POLL - date(2019, 4, 25)).days == 5 + 31 + 9
    says = english(found["law.ruling_timing:ruling-residence"].message, kazakhstan)
    assert "request to the ruling: 2; days from the ruling to voting day: 45." in says


# Power, commissions, observers


def test_more_than_half_of_107_seats_is_54_and_of_47_or_49_24_or_25(figure: Figure) -> None:
    # 107 / 2 = 53.5; 47 / 2 = 23.5; 49 / 2 = 24.5; a majority of all seats is the next whole number
    assert figure("power.blocking_share:majilis", "adopt") == 107 // 2 + 1 == 54
    assert figure("power.blocking_share:senate", "adopt") == 47 // 2 + 1 == 24
    assert figure("power.blocking_share:senate", "adopt_2") == 49 // 2 + 1 == 25


def test_four_powers_were_gained_and_the_chair_for_life_began_after_4_july_2018(figure: Figure) -> None:
    # coordination, appointments, reports, binding
    assert figure("power.dated_powers:security-council", "gained") == 4


def test_the_mission_was_there_for_33_days(found: Found, kazakhstan: Case) -> None:
    # 8 to 31 May, both counted: 24; 1 to 9 June: 9
    assert (POLL - date(2019, 5, 8)).days + 1 == 24 + 9 == 33
    assert "both included: 33." in english(found["observers.missions:odihr-mission"].message, kazakhstan)


# Campaign and money


def test_an_event_filed_for_on_the_first_day_left_18_of_28_days_or_17_with_clear_days(
    found: Found, kazakhstan: Case
) -> None:
    # 11 May + 10 = 21 May; 21 to 31 May = 11, 1 to 7 June = 7; the campaign: 21 + 7 = 28
    days = (date(2019, 6, 7) - date(2019, 5, 11)).days + 1
    left = (date(2019, 6, 7) - date(2019, 5, 21)).days + 1
    assert (days, left) == (28, 18)
    says = english(found["campaign.usable_days:case"].message, kazakhstan)
    assert "18 of 28 (64.3\xa0%)" in says  # 18 / 28 = .6429
    assert "17 of 28 (60.7\xa0%)" in says  # 17 / 28 = .6071


def test_the_deposit_was_fifty_minimum_wages(figure: Figure) -> None:
    assert str(figure("candidacy.deposit:kosanov", "deposit")) == f"{50 * 42_500} KZT"


# Detentions and cases


def test_fines_of_120_to_200_euro_are_20_to_33_base_units_at_the_rate_of_the_fine_in_both_currencies(
    figure: Figure,
) -> None:
    rate = Fraction(37_875, 90)  # 420.83
    assert figure("detentions.fines:fined-2019-05-01", "rate") == rate
    assert 120 * rate / 2_525 == 20 == figure("detentions.fines:fined-2019-05-01", "units_low")
    # 200 * 420.833 = 84,166.667, to the tiyn outward 84,166.67; / 2,525 = 33.33
    assert near(figure("detentions.fines:fined-2019-05-01", "units_high"), float(200 * rate / 2_525), 4)


def test_fines_at_the_lowest_and_highest_rate_of_the_report(figure: Figure) -> None:
    # 7,500,000 / 18,000 = 416.67 is the lowest of the pairs, 310,000,000 / 724,000 = 428.18,
    # 128,000,480 / 300,000 = 426.67, 20,200,000 / 47,000 = 429.79 the highest
    assert near(figure("detentions.fines:fined-2019-05-01", "units_low_any_rate"), 120 * 7_500_000 / 18_000 / 2_525)
    assert near(figure("detentions.fines:fined-2019-05-01", "units_high_any_rate"), 200 * 20_200_000 / 47_000 / 2_525)


def test_957_sanctioned_were_at_least_23_9_and_at_most_19_1_per_cent_of_two_totals_that_cannot_both_be_of_them(
    figure: Figure,
) -> None:
    # fewer than 4,000: 957 / 3,999 or more; more than 5,000: 957 / 5,001 or less
    tallies = "detentions.june_tallies:sanctioned-2019-06"
    assert round(float(share(figure(tallies, "share_low:detained-2019-06-minister"))), 3) == 0.239
    assert round(float(share(figure(tallies, "share_high:detained-2019-06-defenders"))), 3) == 0.191


def test_eleven_numbers_make_55_pairs_and_the_two_of_1_may_have_one_scope(found: Found, kazakhstan: Case) -> None:
    assert 11 * 10 // 2 == 55
    says = english(found["detentions.scopes:case"].message, kazakhstan)
    assert "Of 55 pairs" in says
    assert "1 had one scope; of 1 the numbers exclude each other, if both counted the same." in says


def test_summonses_came_9_to_35_days_after_the_act(figure: Figure) -> None:
    # 21 April to 17 May: 9 + 17 = 26; 6 to 15 May: 9; 1 May to the call-up on 5 June: 30 + 5 = 35
    days = [(date(2019, 5, 17) - date(2019, 4, 21)).days, 15 - 6, (date(2019, 6, 5) - date(2019, 5, 1)).days]
    assert sorted(days) == [9, 26, 35]
    assert bounds(figure("reprisals.draft:case", "days")) == f"{min(days)}..{max(days)}"
    assert figure("reprisals.draft:case", "exempt") == OutOf(3, 6)  # unfit, unfit, student


def test_house_arrest_of_two_months_from_1_june_covers_the_poll_for_three_and_perhaps_a_fourth(figure: Figure) -> None:
    assert date(2019, 6, 1) <= POLL <= date(2019, 8, 1)
    assert bounds(figure("prosecutions.poll_day_overlap:case", "on_voting_day")) == "3..4"
    assert figure("prosecutions.poll_day_overlap:case", "no_measure_stated") == 2


# Results


def test_participation_is_77_54_or_77_62_or_on_the_january_list_78_50_per_cent(figure: Figure) -> None:
    assert share(figure("results.turnout_base:case", "turnout")) == Fraction(CAST, 11_960_364)
    assert share(figure("results.turnout_base:case", "turnout_2")) == Fraction(CAST, 11_947_995)
    assert share(figure("results.turnout_base:case", "beside")) == Fraction(CAST, 11_814_019)


def test_the_list_grew_by_1_24_or_1_13_per_cent_from_january_to_the_poll(figure: Figure) -> None:
    # 146,345 / 11,814,019 = 1.239 %; 133,976 / 11,814,019 = 1.134 %; the two differ by 12,369
    assert share(figure("voters.totals:case", "growth_within")) == Fraction(146_345, 11_814_019)
    assert share(figure("voters.totals:case", "growth_within:2")) == Fraction(133_976, 11_814_019)
    assert figure("voters.totals:case", "gap:voters-2019-06-09") == 146_345 - 133_976


def test_the_leader_had_more_than_half_of_those_who_voted(figure: Figure) -> None:
    assert share(figure("results.majority:case", "of_cast")) == Fraction(6_539_715, CAST)
    assert share(figure("results.majority:case", "of_valid")) == Fraction(6_539_715, CAST - 57_700)


@pytest.mark.parametrize("region", TURNOUT)
def test_turnout_changed_by_the_later_less_the_earlier_announcement(region: str, figure: Figure) -> None:
    first, last = TURNOUT[region]
    assert figure("results.late_change:case", f"change:{region}") == Decimal(last) - Decimal(first)


def test_no_region_is_past_the_test_for_outliers(figure: Figure, found: Found) -> None:
    last = [float(pair[1]) for pair in TURNOUT.values()]
    mean = sum(last) / 17
    squares = sum((x - mean) ** 2 for x in last)
    population, sample = (squares / 17) ** 0.5, (squares / 16) ** 0.5
    outliers = "results.turnout_outliers:case"
    assert near(figure(outliers, "z:city-almaty"), (52.2 - mean) / population)  # -2.66
    assert near(figure(outliers, "z:region-almaty-region"), (89.0 - mean) / population)  # 1.30
    assert near(figure(outliers, "sample:city-almaty"), (52.2 - mean) / sample)  # -2.58
    assert near(figure(outliers, "sample:region-almaty-region"), (89.0 - mean) / sample)  # 1.26
    median = sorted(last)[8]
    spread = sorted(abs(x - median) for x in last)[8]
    assert near(figure(outliers, "robust:city-almaty"), (52.2 - median) / (1.4826 * spread), 1)  # -5.3
    assert figure(outliers, "spread") == Decimal("36.8")  # 89.0 - 52.2
    # the table of Grubbs' test gives 2.620 for 17 values at 5 per cent, two-sided
    assert near(figure(outliers, "critical"), 2.62)
    assert found[outliers].outcome is Outcome.NOTED


def test_effective_numbers_of_contestants_are_one_over_squared_shares(figure: Figure) -> None:
    votes = (6_539_715, 1_495_401, 465_714, 280_451, 182_898, 167_649, 84_582)
    index = Fraction(sum(v * v for v in votes), sum(votes) ** 2)
    assert figure("results.competitiveness:election-2019", "effective_number") == 1 / index  # 1.87
    earlier = (7_850_958, 159_036, 111_924, 94_452)
    index = Fraction(sum(v * v for v in earlier), 8_216_370**2)
    assert figure("results.competitiveness:past-2011", "effective_number") == 1 / index  # 1.09


def test_97_per_cent_as_printed_leaves_an_effective_number_between_1_04_and_1_07(figure: Figure) -> None:
    # cut off, the share was below 98 %: .98² + .02² = .9608, 1 / .9608 = 1.041; rounded, it was at least 96.5 %, and
    # the other two shared the rest alike: .965² + 2 * .0175² = .9318, 1 / .9318 = 1.073
    assert near(figure("results.competitiveness:past-2015", "effective_number_low"), 1 / 0.9608)
    assert near(figure("results.competitiveness:past-2015", "effective_number_high"), 1 / 0.9318375)


def test_exit_polls_lay_0_83_and_1_02_points_below_the_official_share(figure: Figure) -> None:
    # 6,539,715 / 9,216,410 = 70.957 %, less 70.13 and less 69.94
    official = 6_539_715 / 9_216_410 * 100
    assert near(figure("results.exit_poll_gap:tokayev", "gap:exit-poll-1"), official - 70.13)
    assert near(figure("results.exit_poll_gap:tokayev", "gap:exit-poll-2"), official - 69.94)


# Estonia: shares of 561,141 votes, 101 seats


def test_seats_and_votes_of_estonia_stand_5_28_apart_by_the_least_squares_index(abroad: Found) -> None:
    # Gallagher 1991: the root of half the sum of squared differences between shares of votes and of seats, in points
    seated = {162_363: 34, 129_618: 26, 99_671: 19, 64_219: 12, 55_175: 10}
    without = (24_448, 10_227, 6_858, 6_461, 1_590, 511)
    votes = sum(seated) + sum(without)
    assert (votes, sum(seated.values()), sum(without)) == (561_141, 101, 50_095)
    apart = [100 * v / votes - 100 * s / 101 for v, s in seated.items()] + [100 * v / votes for v in without]
    found = abroad["results.proportionality:case"]
    assert near(measure(found, "index"), (sum(d * d for d in apart) / 2) ** 0.5)
    assert share(measure(found, "without_seats")) == Fraction(50_095, 561_141)


# Sentences that say no more than their facts


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        ("results.published_by_station:case", "As OSCE Office for Democratic Institutions and Human Rights stated,"),
        ("internet.comparison:comparison-venezuela", "As Open Dialogue Foundation stated,"),
        ("internet.court_order:case", "By the rule as reported:"),
        ("candidacy.independents:case", "By the rule as reported:"),
        ("candidacy.withdrawal_by_nominator:case", "could withdraw its nomination after registration"),
        ("power.interested_members:constitutional-council", "had a power to decide on elections"),
        ("detentions.tally:detained-2019-06-minister", "almost 4,000"),
        ("detentions.tally:detained-2019-05-01", "for slogans of a banned organisation"),
        ("minorities.women:case", "between 0 and 4 of 5"),
        ("voters.exclusions:case", "some or all had no vote"),
        ("minorities.languages:case", "asked for Kazakh, while languages in official use were Kazakh and Russian"),
    ],
)
def test_a_sentence_names_who_states_what_is_not_known_otherwise(
    finding: str, says: str, found: Found, kazakhstan: Case
) -> None:
    assert says in english(found[finding].message, kazakhstan)


def test_that_the_law_was_unclear_rests_on_the_one_source_that_says_so(found: Found, kazakhstan: Case) -> None:
    # another source says who verified, and not whether the rule was clear
    assert confidence(kazakhstan, found["signatures.verification_clarity:case"]).level is Level.LOW


def test_a_run_of_early_elections_is_not_told_where_none_was_early(abroad: Found, estonia: Case) -> None:
    assert "none is stated to have been early" in english(abroad["calendar.early_run:case"].message, estonia)


def test_shares_that_print_alike_stand_once_and_two_tellings_under_their_tellers(abroad: Found, estonia: Case) -> None:
    turnout = english(abroad["results.turnout_base:case"].message, estonia)
    assert turnout.count("63.67") == 1  # 565,040 / 887,420 = 63.672 %; 565,028 / 887,419 = 63.671 %
    women = english(abroad["minorities.women:case"].message, estonia)
    assert "people elected (Balticword) and people elected (ERR News)" in women
