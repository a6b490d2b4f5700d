"""The estimator: the worked example by hand, a direct formula, a full count, and any order of rows."""

from __future__ import annotations

import random
from fractions import Fraction
from math import sqrt
from statistics import mean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.quickcount.estimate import Totals, covariance, design_effects, ratio, total, totals
from saylau.methods.quickcount.quantiles import beta, normal, student, together

HAND = ([0, 0, 1, 1, 1], [[60, 100], [30, 100], [80, 100], [70, 100], [90, 150]], [4, 6])
"""Two strata of 4 and 6 stations; votes and denominator of two and three reports."""
TOP, BASE = {0: 1}, {1: 1}


def made(strata: list[int], numbers: list[list[int]], stations: list[int]) -> Totals:
    import numpy as np

    return totals(np.array(strata, dtype=np.int64), np.array(numbers, dtype=np.int64), stations)


def test_the_worked_example_by_hand() -> None:
    of = made(*HAND)
    found = ratio(of, TOP, BASE)
    assert tuple(map(int, of.total)) == (660, 1100)
    assert found.value == Fraction(3, 5)
    assert found.variance == Fraction(2400, 1_210_000)
    assert found.error == pytest.approx(0.0445362, abs=5e-8)
    assert found.freedom == 3
    assert student(0.95, 3) == pytest.approx(3.182446, abs=5e-7)
    assert found.margin(0.95) == pytest.approx(0.141734, abs=5e-7)
    assert found.interval(0.95) == pytest.approx((0.6 - 0.141734, 0.6 + 0.141734), abs=5e-7)


def test_the_covariance_of_a_share_with_itself_is_its_variance_and_with_the_rest_its_opposite() -> None:
    of = made([0, 0, 1, 1, 1], [[60, 40, 100], [30, 70, 100], [80, 20, 100], [70, 30, 100], [90, 60, 150]], [4, 6])
    one, rest, whole = {0: 1}, {1: 1}, {2: 1}
    assert covariance(of, (one, whole), (one, whole)) == ratio(of, one, whole).variance
    assert covariance(of, (one, whole), (rest, whole)) == -ratio(of, one, whole).variance


def test_a_lead_is_one_estimate_and_not_two_margins_added() -> None:
    of = made([0, 0, 1, 1, 1], [[60, 40, 100], [30, 70, 100], [80, 20, 100], [70, 30, 100], [90, 60, 150]], [4, 6])
    lead = ratio(of, {0: 1, 1: -1}, {2: 1})
    assert lead.value == Fraction(1, 5)
    # a + b = 1 everywhere, so a - b = 2 a - 1
    assert lead.variance == 4 * ratio(of, {0: 1}, {2: 1}).variance


def test_when_all_stations_reported_the_estimate_is_the_full_count_and_its_margin_nothing() -> None:
    one = random.Random(3)
    strata = [h for h in range(5) for _ in range(4 + h)]
    numbers = [[one.randint(0, 400), one.randint(400, 900)] for _ in strata]
    found = ratio(made(strata, numbers, [4, 5, 6, 7, 8]), TOP, BASE)
    assert found.value == Fraction(sum(y for y, _ in numbers), sum(x for _, x in numbers))
    assert found.variance == 0
    assert found.margin(0.99) == 0.0


def test_a_stratum_with_one_station_that_reported_adds_no_variance_and_no_freedom() -> None:
    found = ratio(made([*HAND[0], 2], [*HAND[1], [50, 100]], [*HAND[2], 1]), TOP, BASE)
    assert found.freedom == 3
    assert found.value == Fraction(660 + 50, 1100 + 100)


@pytest.mark.parametrize(
    ("strata", "stations", "why"),
    [
        ([0, 0, 0], [2], "3 reports of 2 stations"),
        ([0, 0], [4, 3], "stratum 1: no report"),
        ([0, 0, 1], [4, 3], "one report of 3 stations"),
        ([0, 0, 1, 1], [4], "there are 1 strata"),
        ([], [], "there is no stratum"),
    ],
)
def test_strata_that_tell_no_variance_are_refused_and_named(strata: list[int], stations: list[int], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made(strata, [[1, 2] for _ in strata], stations)


def test_a_denominator_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="denominator"):
        ratio(made([0, 0], [[0, 0], [0, 0]], [3]), TOP, BASE)


def test_votes_too_large_for_machine_numbers_are_still_exact() -> None:
    factor = 3 * 10**9
    large = made(HAND[0], [[y * factor, x * factor] for y, x in HAND[1]], HAND[2])
    assert ratio(large, TOP, BASE) == ratio(made(*HAND), TOP, BASE)


samples = st.integers(1, 4).flatmap(
    lambda strata: st.tuples(
        *(
            st.tuples(
                st.lists(st.tuples(st.integers(0, 300), st.integers(1, 400)), min_size=2, max_size=7), st.integers(0, 9)
            )
            for _ in range(strata)
        )
    )
)


def flat(sample: tuple[tuple[list[tuple[int, int]], int], ...]) -> tuple[list[int], list[list[int]], list[int]]:
    strata = [h for h, (rows, _) in enumerate(sample) for _ in rows]
    numbers = [[min(y, x), x] for rows, _ in sample for y, x in rows]
    return strata, numbers, [len(rows) + more for rows, more in sample]


@given(samples)
def test_it_agrees_with_the_formula_written_out_with_residuals(
    sample: tuple[tuple[list[tuple[int, int]], int], ...],
) -> None:
    strata, numbers, stations = flat(sample)
    found = ratio(made(strata, numbers, stations), TOP, BASE)
    groups = [[row for h, row in zip(strata, numbers, strict=True) if h == place] for place in range(len(stations))]
    pairs = list(zip(groups, stations, strict=True))
    x = sum(n / len(rows) * sum(b for _, b in rows) for rows, n in pairs)
    share = sum(n / len(rows) * sum(a for a, _ in rows) for rows, n in pairs) / x
    spread = sum(
        n**2 * (1 - len(rows) / n) * variance([a - share * b for a, b in rows]) / len(rows) for rows, n in pairs
    )
    assert float(found.value) == pytest.approx(share, abs=1e-10)
    assert float(found.variance) == pytest.approx(spread / x**2, abs=1e-10, rel=1e-9)


@given(samples, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_that_of_strata_changes_a_digit(
    sample: tuple[tuple[list[tuple[int, int]], int], ...], chance: random.Random
) -> None:
    strata, numbers, stations = flat(sample)
    rows = list(zip(strata, numbers, strict=True))
    chance.shuffle(rows)
    renamed = list(range(len(stations)))
    chance.shuffle(renamed)
    moved = [stations[renamed.index(place)] for place in range(len(stations))]
    again = made([renamed[h] for h, _ in rows], [row for _, row in rows], moved)
    assert again == made(strata, numbers, stations)


def test_a_bootstrap_of_strata_gives_the_standard_error_of_the_formula() -> None:
    """J. N. K. Rao and C. F. J. Wu 1988: in each stratum n - 1 stations with replacement, small sampling share."""
    one = random.Random(11)
    strata = [h for h in range(6) for _ in range(20)]
    numbers = [[one.randint(20 + 30 * h, 120 + 30 * h), 300 + one.randint(-60, 60)] for h in strata]
    formula = ratio(made(strata, numbers, [4000] * 6), TOP, BASE).error
    drawn = []
    for _ in range(2000):
        rows = [numbers[20 * h + one.randrange(20)] for h in range(6) for _ in range(19)]
        drawn.append(sum(y for y, _ in rows) / sum(x for _, x in rows))
    assert sqrt(mean((d - mean(drawn)) ** 2 for d in drawn)) == pytest.approx(formula, rel=0.06)


def test_the_design_effects_of_a_sample_without_strata_are_one_against_itself() -> None:
    one = random.Random(5)
    numbers = [[one.randint(0, 200), 200 + one.randint(0, 100)] for _ in range(60)]
    of = made([0] * 60, numbers, [900])
    effects = design_effects(of, TOP, BASE)
    assert effects.stations == pytest.approx(1, rel=1e-9)
    share, seen = sum(y for y, _ in numbers) / sum(x for _, x in numbers), sum(x for _, x in numbers)
    plain = share * (1 - share) / seen * (1 - 60 / 900)
    assert effects.voters == pytest.approx(float(ratio(of, TOP, BASE).variance) / plain, rel=1e-9)


def test_a_full_count_has_no_design_effect() -> None:
    effects = design_effects(made([0, 0], [[5, 10], [1, 10]], [2]), TOP, BASE)
    assert effects.voters is None
    assert effects.stations is None


def test_a_total_is_in_units_of_its_column() -> None:
    found = total(made(*HAND), {0: 1})
    assert found.value == 660
    assert found.variance == 16 * Fraction(1, 2) * 450 / 2 + 36 * Fraction(1, 2) * 100 / 3


@given(st.floats(0.5, 0.999), st.integers(1, 400))
def test_quantiles_are_those_of_scipy(level: float, freedom: int) -> None:
    from scipy import stats

    middle = float(stats.t.ppf(1 - (1 - level) / 2, freedom))
    assert student(level, freedom) == pytest.approx(middle, rel=1e-7, abs=1e-9)
    assert student(level, freedom, sides=1) == pytest.approx(float(stats.t.ppf(level, freedom)), rel=1e-7, abs=1e-9)
    assert normal(level) == pytest.approx(float(stats.norm.ppf(1 - (1 - level) / 2)), rel=1e-9, abs=1e-9)
    assert beta(level, 2.5, 7.0) == pytest.approx(float(stats.beta.ppf(level, 2.5, 7.0)), rel=1e-9)


def test_six_statements_at_95_per_cent_each_need_more() -> None:
    assert together(0.95, 6) == pytest.approx(1 - 0.05 / 6)


@pytest.mark.parametrize("level", [0.0, 0.3, 1.0, 95.0])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="write a level"):
        student(level, 10)
    with pytest.raises(ValueError, match="no degree of freedom"):
        student(0.95, 0)
    with pytest.raises(ValueError, match="no statement"):
        together(0.95, 0)


ORACLE = [
    (0, 129, 403), (0, 108, 314), (0, 76, 300), (0, 158, 398), (0, 84, 333), (1, 144, 318), (1, 93, 235),
    (1, 165, 407), (1, 219, 502), (1, 69, 163), (1, 153, 371), (2, 165, 356), (2, 179, 301), (2, 253, 582),
    (2, 143, 324), (2, 177, 340), (2, 291, 539), (2, 226, 550), (3, 280, 515), (3, 148, 269), (3, 137, 216),
    (3, 269, 397), (3, 89, 157), (3, 181, 307), (3, 87, 153), (3, 201, 327),
]  # fmt: skip


def test_it_agrees_with_another_program() -> None:
    """samplics 0.6.1, TaylorEstimator of a ratio with strata, weights and finite-population correction."""
    found = ratio(made([h for h, _, _ in ORACLE], [[y, x] for _, y, x in ORACLE], [40, 55, 70, 85]), TOP, BASE)
    assert float(found.value) == pytest.approx(0.47428163181516064, abs=1e-10)
    assert found.error == pytest.approx(0.011446238913653305, abs=1e-10)
    assert found.freedom == 22
    assert found.interval(0.95) == pytest.approx((0.45054358520334004, 0.49801967842698125), abs=1e-10)
