"""Descriptive and local methods: by hand, against a second way, and refused where they cannot answer."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np  # noqa: TID253
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray  # noqa: TID253
from scipy.stats import binom, chi2, chisquare, kurtosis, linregress, rankdata, skew  # noqa: TID253

from saylau.checks.forensics.described import bands, fingerprints, slopes
from saylau.checks.forensics.result import SHELVES, Shelf, Verdict
from saylau.checks.forensics.study import METHODS, Options, study
from saylau.checks.forensics.usable import counted
from saylau.checks.forensics.zeros_result import zero_one_two
from saylau.methods.results import band as shpilkin
from saylau.methods.results.band import Refusal, Turnouts, band, turnouts, user_window, window
from saylau.methods.results.digits import SECOND, digit_pairs, last_digit, second_digit
from saylau.methods.results.excess import benjamini_hochberg, upper_poisson_binomial
from saylau.methods.results.fingerprint import fingerprint
from saylau.methods.results.neighbours import difference, is_small, standardised
from saylau.methods.results.rates import above, line, log_rate, shape
from saylau.methods.results.stations import Stations
from saylau.methods.results.zero_one_two import few_zeros, lower_tails, pairs
from tests.methods.results.elections import clean, stations_of

Ints = NDArray[np.int64]


def of(*numbers: int) -> Ints:
    return np.array(numbers, np.int64)


# Fingerprint


def test_a_station_stands_in_the_bin_of_its_turnout_and_share_and_the_upper_edge_in_the_last() -> None:
    cells = fingerprint(of(200, 200, 1_000), of(100, 200, 999), of(100, 200, 50), of(29, 200, 0))
    assert (cells[50, 29], cells[99, 99], cells[99, 0], cells.sum()) == (1, 1, 1, 3)


def test_a_weighted_fingerprint_sums_its_weights() -> None:
    n = of(200, 400)
    cells = fingerprint(n, n // 2, n // 2, n // 4, n)
    assert cells[50, 50] == 600


def test_turnout_above_95_is_counted_without_its_edge() -> None:
    assert above(of(100, 100, 1_000), of(95, 96, 951)) == 2


# Logarithmic vote rate and slope


@given(st.lists(st.floats(-5, 5, width=32), min_size=4, max_size=60).filter(lambda v: np.std(v) > 0.1))
def test_moments_agree_with_scipy(values: list[float]) -> None:
    found = shape(np.array(values))
    assert found.skewness == pytest.approx(float(skew(values)), abs=1e-9)
    assert found.kurtosis == pytest.approx(float(kurtosis(values)), abs=1e-9)


def test_the_logarithmic_rate_of_a_quarter_is_the_log_of_three() -> None:
    assert float(log_rate(of(400), of(100))[0]) == pytest.approx(math.log(3))


def test_equal_rates_have_no_shape() -> None:
    assert (shape(np.ones(5)).skewness, shape(np.ones(5)).kurtosis) == (0.0, 0.0)


def test_the_slope_agrees_with_scipy() -> None:
    table = counted(clean(5, 400))
    n, g, v, w = table.registered, table.issued, table.valid, table.votes
    found, other = line(n, g, v, w), linregress(g / n, w / n)
    assert (found.slope, found.intercept) == pytest.approx((other.slope, other.intercept))
    assert found.correlation == pytest.approx(float(np.corrcoef(g / n, w / v)[0, 1]))
    assert found.share == w.sum() / g.sum()


def test_one_turnout_has_no_slope() -> None:
    with pytest.raises(ValueError, match="no slope"):
        line(of(100, 200), of(50, 100), of(50, 100), of(10, 30))
    n = np.full(200, 400)
    assert slopes(stations_of(n, n // 2, n // 2, n // 8)).verdict is Verdict.UNKNOWN


# Band after Shpilkin


def by_bin(option: dict[int, int], others: dict[int, int]) -> Turnouts:
    a, b = np.zeros(101, np.int64), np.zeros(101, np.int64)
    for place, number in option.items():
        a[place] = number
    for place, number in others.items():
        b[place] = number
    return Turnouts(2 * (a + b), a + b, a, b)


def test_votes_beyond_a_window_by_hand() -> None:
    sums = by_bin({49: 30, 50: 70, 90: 500}, {49: 50, 50: 150, 90: 100})
    found = window(sums, 20, 50)
    assert found is not None
    assert (found.clean_share, found.beyond) == pytest.approx((1 / 3, 500 - 0.5 * 100))


def test_a_half_point_belongs_to_the_even_bin() -> None:
    sums = turnouts(of(200, 200), of(101, 103), of(100, 100), of(40, 40))
    assert (sums.issued[50], sums.issued[52]) == (101, 103)


def test_a_homogeneous_electorate_has_nothing_beyond_its_windows() -> None:
    others = {place: 1_000 - 20 * abs(place - 50) for place in range(20, 81)}
    found = band(by_bin({place: 2 * number for place, number in others.items()}, others))
    assert found.peak == 50
    assert [w.beyond for w in found.windows] == pytest.approx([0, 0, 0], abs=1e-6)


def test_the_band_is_refused_where_the_other_votes_peak_above_75() -> None:
    others = {place: 1_000 - 20 * abs(place - 80) for place in range(40, 101)}
    found = band(by_bin({place: 2 * number for place, number in others.items()}, others))
    assert Refusal.PEAK in found.refused


def test_a_corrected_turnout_above_the_official_one_is_refused() -> None:
    others = {place: 1_000 - 20 * abs(place - 50) for place in range(20, 81)}
    fading = {place: number * (100 - place) // 50 for place, number in others.items()}
    assert Refusal.TURNOUT in band(by_bin(fading, others)).refused


def test_few_voters_left_of_a_window_or_windows_that_differ_much_are_refused() -> None:
    assert Refusal.FEW in band(by_bin({50: 10, 90: 5_000}, {50: 30, 90: 25})).refused
    assert Refusal.EMPTY in band(by_bin({50: 10, 90: 5_000}, {50: 30, 90: 25})).refused
    assert Refusal.WIDE in band(by_bin({40: 10, 50: 900, 60: 1_000}, {40: 90, 50: 1_000, 60: 500})).refused


def test_the_window_of_the_user_takes_stations_by_their_own_turnout() -> None:
    found = user_window(of(100, 100, 100), of(52, 53, 90), of(52, 53, 90), of(26, 43, 80), 51)
    assert found is not None
    assert (found.clean_share, found.beyond) == pytest.approx((0.5, (43 + 80) - (10 + 10)))


def test_a_refused_band_tells_no_votes() -> None:
    n = np.full(300, 1_000)
    issued = np.linspace(500, 1_000, 300).astype(np.int64)
    result = bands(stations_of(n, issued, issued, issued // 3))
    assert result.verdict is Verdict.UNKNOWN
    assert result.tables == ()
    assert any(str(why).startswith("the other votes peak") for why in result.refused)


def test_added_ballots_are_found_by_the_band() -> None:
    draw = np.random.default_rng(8)
    n = np.full(4_000, 1_000)
    turnout = draw.normal(0.45, 0.06, 4_000).clip(0.25, 0.7)
    issued = draw.binomial(n, turnout)
    votes = draw.binomial(issued, 0.4)
    added = np.where(draw.random(4_000) < 0.2, draw.integers(200, 350, 4_000), 0)
    found = bands(stations_of(n, issued + added, issued + added, votes + added), clean_to=40)
    assert found.verdict is Verdict.NOTED
    low, high = (int(found.says.values[key]) for key in ("low", "high"))  # type: ignore[arg-type]
    assert low < added.sum() * 1.05
    assert high > added.sum() * 0.85
    assert len(found.tables[1].rows) == 4


# Small stations


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=60))
def test_small_stations_agree_with_mean_ranks_of_scipy(rows: list[tuple[int, int]]) -> None:
    area, registered = of(*(a for a, _ in rows)), of(*(n for _, n in rows))
    found = is_small(registered, area)
    for code in set(area.tolist()):
        inside = area == code
        ranks = rankdata(registered[inside])
        assert found[inside].tolist() == [10 * r <= 2 * inside.sum() + 1e-9 for r in ranks]


def test_rates_are_standardised_within_their_district() -> None:
    z = standardised(np.array([0.1, 0.3, 0.2, 0.5, 0.5]), of(0, 0, 0, 1, 1))
    assert z[:3] == pytest.approx([-1, 1, 0])
    assert np.isnan(z[3:]).all()


def test_the_difference_and_its_error_by_hand() -> None:
    z = np.array([2.0, 0.0, 0.0, 4.0, 1.0, 1.0])
    small, area = np.array([True, False, False, True, False, False]), of(0, 0, 0, 1, 1, 1)
    found = difference(z, small, area)
    assert found is not None
    assert found.value == pytest.approx(3 - 0.5)
    assert found.error == pytest.approx(float(np.std([2, 3], ddof=1)) / math.sqrt(2))


def test_no_difference_without_both_kinds() -> None:
    assert difference(np.ones(3), np.ones(3, bool), of(0, 0, 0)) is None


# Zero, one, two


def test_the_rule_wants_over_20_ones_over_20_twos_and_under_10_zeros() -> None:
    def votes(zeros: int, ones: int, twos: int) -> Ints:
        return np.repeat(of(0, 1, 2), [zeros, ones, twos])

    assert [(p.zeros, p.ones, p.twos) for p in pairs(votes(9, 21, 21), np.zeros(51, np.int64))] == [(9, 21, 21)]
    for zeros, ones, twos in ((10, 21, 21), (9, 20, 21), (9, 21, 20)):
        assert pairs(votes(zeros, ones, twos), np.zeros(zeros + ones + twos, np.int64)) == ()


def test_lower_tails_agree_with_the_exact_upper_tail_and_with_the_binomial() -> None:
    draw = np.random.default_rng(1)
    sizes = of(30, 24)
    chances = draw.uniform(0.05, 0.9, 54)
    found = lower_tails(chances, of(0, 30), sizes, of(8, 5))
    other = [upper_poisson_binomial(1 - chances[:30], 30 - 8), upper_poisson_binomial(1 - chances[30:], 24 - 5)]
    assert found == pytest.approx(other, rel=1e-9)
    same = lower_tails(np.full(30, 0.3), of(0), of(30), of(4))
    assert float(same[0]) == pytest.approx(float(binom.cdf(4, 30, 0.3)), rel=1e-9)


def test_honest_small_parties_have_too_few_zeros_no_more_often_than_the_level_even_where_stations_differ() -> None:
    draw = np.random.default_rng(6)
    area = np.repeat(np.arange(400), 40)
    valid = draw.integers(300, 900, len(area))
    for spread in (200.0, 1.5):
        rate = draw.beta(spread, spread * 300, len(area))
        found = few_zeros(draw.binomial(valid, rate), valid, area)
        assert found is not None
        p = found.p.tolist()
        assert len(p) > 300
        assert sum(one <= 0.05 for one in p) / len(p) < 0.07
        assert not any(benjamini_hochberg(p))


def small_parties(written: int | None) -> Stations:
    draw = np.random.default_rng(12)
    n = np.full(1_600, 1_000)
    valid = draw.integers(400, 700, 1_600)
    party = draw.binomial(valid, 0.003)
    if written is not None:
        party[written * 80 : written * 80 + 80] = draw.integers(1, 3, 80)
    big = draw.binomial(valid - party, 0.6)
    return stations_of(
        n, valid, valid, big, regions=2, districts=10, valid=valid, a=big, b=party, c=valid - big - party
    )


def test_the_rule_may_name_an_honest_commission_where_the_null_does_not() -> None:
    by_rule, asked, few = (row[1] for row in zero_one_two(small_parties(None)).tables[0].rows)
    assert (by_rule, asked, few) == (1, 20, 0)


def test_a_commission_of_ones_and_twos_is_named_by_the_rule_and_against_the_null() -> None:
    result = zero_one_two(small_parties(3))
    assert (("R00", "D03", "b"), 0) in [(row[:3], row[3]) for row in result.tables[1].rows]
    assert [row[:3] for row in result.tables[2].rows] == [("R00", "D03", "b")]


def test_a_table_without_small_parties_is_unknown() -> None:
    assert zero_one_two(clean(1, 600, regions=2)).verdict is Verdict.UNKNOWN


# Digits


def test_second_digits_of_the_reference() -> None:
    table = (0.11968, 0.11389, 0.10882, 0.10433, 0.10031, 0.09668, 0.09337, 0.09035, 0.08757, 0.08500)
    assert pytest.approx(table, abs=5e-6) == SECOND


def test_second_digits_by_hand() -> None:
    found = second_digit(of(9, 10, 123, 4_567, 99))
    assert found is not None
    assert (found.counts, found.mean) == (4, (0 + 2 + 5 + 9) / 4)
    assert found.z == pytest.approx((4 - 4.18739) / (2.87294 / 2), abs=1e-4)


@given(st.lists(st.integers(100, 5_000), min_size=1, max_size=200))
def test_last_digits_agree_with_scipy(counts: list[int]) -> None:
    found = last_digit(np.array(counts, np.int64))
    assert found is not None
    other = chisquare(np.bincount(np.array(counts) % 10, minlength=10))
    assert found.chi_square == pytest.approx(float(other.statistic))
    assert found.p == pytest.approx(float(chi2.sf(found.chi_square, 9)))


def test_pairs_of_last_digits_by_hand() -> None:
    found = digit_pairs(of(111, 112, 190, 114, 15))
    assert found is not None
    assert (found.counts, found.equal, found.adjacent, found.distant) == (4, 0.25, 0.5, 0.25)
    assert digit_pairs(of(99)) is None
    assert last_digit(of(99)) is None
    assert second_digit(of(9)) is None


def test_the_disputed_shelf_is_off_unless_asked_for_and_says_what_it_is() -> None:
    table = clean(1, 700)
    assert "digits" not in {r.method for r in study(table).results}
    result = study(table, Options(disputed=True)).result("digits")
    assert (result.shelf, result.verdict) == (Shelf.DISPUTED, Verdict.NOTED)
    assert result.title.startswith("Disputed")
    assert result.controls
    assert "not evidence" in SHELVES[result.shelf]


# All of them


def test_no_descriptive_or_local_result_is_ever_a_concern() -> None:
    for table in (small_parties(3), clean(4, 900, regions=3, districts=4)):
        results = study(table, Options(disputed=True)).results
        assert {r.verdict for r in results if r.shelf not in (Shelf.PRIMARY, Shelf.ARITHMETIC)} <= {
            Verdict.NOTED, Verdict.UNKNOWN,
        }  # fmt: skip
        assert len(results) == len(METHODS) + 2


def test_every_row_is_used_or_accounted_for() -> None:
    table = clean(4, 900, regions=3, districts=4)
    for result in study(table, Options(disputed=True)).results:
        used = result.data.used
        assert used.number + sum(out.rows for out in used.excluded) == 900
        assert int(used.mask.sum()) == used.number


def test_aggregates_and_few_stations_are_refused() -> None:
    assert fingerprints(replace(clean(1, 400), aggregate=True)).verdict is Verdict.UNKNOWN
    assert fingerprints(clean(1, 60)).verdict is Verdict.UNKNOWN
    assert shpilkin.peak(of(0, 5, 9, 5, 0, 9, 4, 0)) == 2
