"""Strata with too few reports, silent stations, proportions of stations, and several statements at once."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.quickcount.collapse import collapse
from saylau.methods.quickcount.estimate import Estimate, Totals, covariance, ratio, totals
from saylau.methods.quickcount.missing import Bounds, Silence, bounds, expanded, likely_caps, tipping_point
from saylau.methods.quickcount.proportions import proportion
from saylau.methods.quickcount.quantiles import normal, student, together
from saylau.methods.quickcount.statements import Side, joint_quantile, leads_all, side

ORDER = ("a", "b", "c", "d", "e")
REGION = {"a": "west", "b": "west", "c": "east", "d": "east", "e": "south"}
STATIONS = dict.fromkeys(ORDER, 10)


def joined(**reports: int) -> tuple[tuple[str, ...], ...]:
    return collapse(ORDER, REGION, STATIONS, reports).joined


def test_strata_with_two_reports_stay_as_they_are() -> None:
    assert joined(a=2, b=2, c=2, d=2, e=2) == ()


def test_a_stratum_with_one_report_is_joined_with_the_next_of_its_region() -> None:
    assert joined(a=1, b=2, c=2, d=2, e=2) == (("a", "b"),)


def test_the_last_of_a_region_is_joined_with_the_one_before_it() -> None:
    assert joined(a=2, b=0, c=2, d=2, e=2) == (("a", "b"),)


def test_a_region_with_too_few_reports_is_joined_with_a_neighbour() -> None:
    assert joined(a=2, b=2, c=2, d=2, e=1) == (("d", "e"),)
    assert joined(a=1, b=0, c=2, d=2, e=2) == (("a", "b", "c"),)


def test_joining_tells_which_strata_were_silent_and_which_had_one_report() -> None:
    used = collapse(ORDER, REGION, STATIONS, {"a": 1, "c": 2, "d": 2, "e": 2})
    assert (used.silent, used.lonely) == (("b",), ("a",))


def test_a_stratum_of_which_every_station_reported_needs_no_neighbour() -> None:
    assert collapse(("a", "b"), REGION, {"a": 1, "b": 9}, {"a": 1, "b": 2}).joined == ()


def test_fewer_than_two_reports_estimate_nothing() -> None:
    with pytest.raises(ValueError, match="fewer than two reports"):
        joined(a=1)


@given(st.lists(st.integers(0, 4), min_size=5, max_size=5))
def test_joining_ends_with_groups_that_tell_a_variance_and_lose_no_stratum(counts: list[int]) -> None:
    reports = dict(zip(ORDER, counts, strict=True))
    if sum(counts) < 2:
        return
    used = collapse(ORDER, REGION, STATIONS, reports)
    assert sorted(name for group in used.groups for name in group) == list(ORDER)
    assert all(sum(reports[name] for name in group) >= 2 for group in used.groups)


def test_bounds_by_hand() -> None:
    """Two strata: 10 stations, 2 drawn, 1 reported; 6 stations, 3 drawn, all reported."""
    top = expanded([0, 1, 1, 1], [60, 10, 20, 30], [10, 6], [2, 3])
    base = expanded([0, 1, 1, 1], [100, 50, 50, 50], [10, 6], [2, 3])
    most = expanded([0], [200], [10, 6], [2, 3])
    assert [top, base, most] == [5 * 60 + 2 * 60, 5 * 100 + 2 * 150, 1000]
    assert bounds(top, base, most) == Bounds(Fraction(420, 1800), Fraction(1420, 1800))
    assert bounds(top, base, most, lead=True).low == Fraction(420 - 1000, 1800)
    assert Bounds(Fraction(1, 4), Fraction(1, 2)).band(0.05) == pytest.approx((0.2, 0.55))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 60))
def test_no_result_of_a_silent_station_lies_outside_the_bounds(top: int, rest: int, most: int) -> None:
    if top + rest == 0:
        return
    limits = bounds(Fraction(top), Fraction(top + rest), Fraction(most))
    apart = bounds(Fraction(top - rest), Fraction(top + rest), Fraction(most), lead=True)
    for votes, others in product(range(0, most + 1, 7), repeat=2):
        if votes + others <= most:
            whole = top + rest + votes + others
            assert limits.low <= Fraction(top + votes, whole) <= limits.high
            assert apart.low <= Fraction(top + votes - rest - others, whole) <= apart.high


def test_with_no_silent_station_the_bounds_are_the_estimate_and_nothing_tips() -> None:
    assert bounds(Fraction(3), Fraction(4), Fraction(0)) == Bounds(Fraction(3, 4), Fraction(3, 4))
    nobody = Silence(Fraction(4), Fraction(0), Fraction(0))
    assert tipping_point(Fraction(3, 4), 0.01, Fraction(1, 2), nobody) is None


def test_bounds_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="hold a vote"):
        bounds(Fraction(0), Fraction(0), Fraction(0))


def test_the_tipping_point_solves_its_equation() -> None:
    """R = 0.54, threshold 0.5, margin 0.01, a quarter silent: 0.54 + delta / 4 = 0.51."""
    silence = Silence(Fraction(300), Fraction(200), Fraction(100))
    assert tipping_point(Fraction(54, 100), 0.01, Fraction(1, 2), silence) == pytest.approx(-0.12)
    assert tipping_point(Fraction(46, 100), 0.01, Fraction(1, 2), silence) == pytest.approx(0.12)


def test_the_likely_cap_is_the_highest_turnout_of_the_stratum() -> None:
    caps = likely_caps([(0, 200), (1, 100)], [(0, 100, 40), (0, 100, 70), (0, 0, 30)])
    assert list(map(int, caps)) == [140, 100]
    assert likely_caps([(0, 200)], [(0, 100, 140)])[0] == 200


def sample(yes: list[list[int]], stations: list[int]) -> Totals:
    import numpy as np

    strata = [h for h, rows in enumerate(yes) for _ in rows]
    return totals(np.array(strata), np.array([[one, 1] for rows in yes for one in rows]), stations)


def test_a_proportion_without_strata_is_clopper_and_pearson_s_for_a_small_sampling_share() -> None:
    """Of 50 of very many stations 3: scipy's exact binomial interval, nearly."""
    from scipy.stats import binomtest

    found = proportion(sample([[1] * 3 + [0] * 47], [10**9]), 0, 1, 0.95)
    exact = binomtest(3, 50).proportion_ci(0.95, "exact")
    # The effective number is 49 here: V(p) has n - 1 under it.
    assert found.effective == pytest.approx(49, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=0.004)
    assert found.yes == 3


def test_a_proportion_of_none_stays_between_0_and_1_and_tells_the_rule_of_three() -> None:
    found = proportion(sample([[0] * 30, [0] * 30], [500, 500]), 0, 1, 0.95)
    assert found.low == 0
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 60))
    every = proportion(sample([[1] * 30, [1] * 30], [500, 500]), 0, 1, 0.95)
    assert [every.low, every.high] == pytest.approx([0.025 ** (1 / 60), 1])


def test_fewer_than_twenty_stations_are_a_fraction() -> None:
    assert proportion(sample([[1, 0] * 9], [100]), 0, 1, 0.95).few
    assert not proportion(sample([[1, 0] * 10], [100]), 0, 1, 0.95).few


def test_a_proportion_of_all_stations_is_a_point() -> None:
    found = proportion(sample([[1, 0, 0]], [3]), 0, 1, 0.95)
    assert [found.low, found.high] == pytest.approx([1 / 3, 1 / 3])


def estimate(value: str, error: float, freedom: int = 1000) -> Estimate:
    return Estimate(Fraction(value), Fraction(error) ** 2, freedom)


@pytest.mark.parametrize(("value", "told"), [("0.53", Side.ABOVE), ("0.515", Side.UNTOLD), ("0.47", Side.BELOW)])
def test_a_threshold_is_one_sided_and_may_stay_untold(value: str, told: Side) -> None:
    assert side(estimate(value, 0.01), Fraction(1, 2), 0.95) is told


def test_a_full_count_at_the_threshold_is_neither_above_nor_below() -> None:
    assert side(Estimate(Fraction(1, 2), Fraction(0), 0), Fraction(1, 2), 0.95) is Side.UNTOLD
    assert side(Estimate(Fraction(501, 1000), Fraction(0), 0), Fraction(1, 2), 0.95) is Side.ABOVE


def test_one_is_first_only_if_every_lead_is_above_nothing() -> None:
    assert leads_all([estimate("0.05", 0.01), estimate("0.02", 0.01)], 0.95)
    assert not leads_all([estimate("0.05", 0.01), estimate("0.01", 0.01)], 0.95)
    assert not leads_all([], 0.95)


def test_the_joint_quantile_of_one_statement_is_that_of_t() -> None:
    assert joint_quantile([[Fraction(4)]], 25, 0.95) == pytest.approx(student(0.95, 25), abs=0.01)


def test_the_joint_quantile_of_statements_that_know_nothing_of_each_other() -> None:
    """Independent normals: the quantile of their greatest is that of a level to the power 1 / m (Sidak)."""
    matrix = [[Fraction(int(i == j)) for j in range(5)] for i in range(5)]
    assert joint_quantile(matrix, 10**6, 0.95) == pytest.approx(normal(0.95 ** (1 / 5)), abs=0.01)


def test_the_joint_quantile_of_the_same_statement_twice_is_that_of_one() -> None:
    matrix = [[Fraction(3), Fraction(3)], [Fraction(3), Fraction(3)]]
    assert joint_quantile(matrix, 40, 0.95) == pytest.approx(student(0.95, 40), abs=0.01)


def test_statements_without_variance_need_no_quantile_and_too_many_have_no_points() -> None:
    assert joint_quantile([[Fraction(0)]], 5, 0.95) == 0
    with pytest.raises(ValueError, match="Bonferroni"):
        joint_quantile([[Fraction(int(i == j)) for j in range(30)] for i in range(30)], 5, 0.95)


def test_the_joint_quantile_lies_between_one_statement_and_bonferroni() -> None:
    of = sample([[1, 0, 1, 0, 1], [0, 0, 1, 1, 0]], [90, 70])
    pairs = [({0: 1}, {1: 1}), ({0: 1, 1: 1}, {1: 1})]
    matrix = [[covariance(of, one, other) for other in pairs] for one in pairs]
    found = joint_quantile(matrix, of.freedom, 0.95)
    assert matrix[0][0] == ratio(of, *pairs[0]).variance
    assert student(0.95, of.freedom) - 0.01 <= found <= student(together(0.95, 2), of.freedom) + 0.01
