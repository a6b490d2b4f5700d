"""Integer percentages: events in whole numbers, exact chances against scipy and against simulation."""

from __future__ import annotations

from fractions import Fraction

import numpy as np  # noqa: TID253
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom  # noqa: TID253

from saylau.methods.results.integers import LARGEST, either, integer_chances, is_integer


def one(count: int, base: int, period: int = 1) -> bool:
    return bool(is_integer(np.array([count]), np.array([base]), period)[0])


def chance(count: int, base: int) -> tuple[float, float]:
    every, fifth = integer_chances(np.array([count]), np.array([base]))
    return float(every[0]), float(fifth[0])


@pytest.mark.parametrize(
    ("count", "base", "integer"),
    [(0, 7, True), (7, 7, True), (1, 3, False), (37, 100, True), (335, 1_000, False), (1_001, 2_000, True),
     (999, 2_000, True), (1_002, 2_000, False), (1_003, 4_000, False), (1_002, 4_000, True)],
)  # fmt: skip
def test_a_percentage_is_integer_within_a_twentieth_of_a_point_boundary_included(
    count: int, base: int, integer: bool
) -> None:
    assert one(count, base) is integer


def test_multiples_of_five_are_a_part_of_the_integers() -> None:
    assert one(55, 100, 5)
    assert one(56, 100)
    assert not one(56, 100, 5)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from((1, 5)))
def test_whole_numbers_decide_as_exact_fractions_do(station: tuple[int, int], period: int) -> None:
    count, base = station
    points = Fraction(100 * count, base)
    nearest = round(points / period) * period
    assert one(count, base, period) == (abs(points - nearest) <= Fraction(1, 20))


@settings(max_examples=40)
@given(st.integers(1, 1_500).flatmap(lambda n: st.tuples(st.integers(1, max(n - 1, 1)), st.just(n))))
def test_the_chance_is_the_sum_of_all_binomial_probabilities(station: tuple[int, int]) -> None:
    count, base = station
    if count == base:
        return
    every_count = np.arange(base + 1)
    probabilities = binom.pmf(every_count, base, count / base)
    bases = np.full(base + 1, base)
    expected = [float(probabilities[is_integer(every_count, bases, period)].sum()) for period in (1, 5)]
    assert chance(count, base) == pytest.approx(expected, abs=2e-9)


def test_nothing_or_everything_observed_is_certain() -> None:
    assert chance(0, 640) == (1.0, 1.0)
    assert chance(640, 640) == (1.0, 1.0)


def test_with_a_hundred_ballots_every_count_is_integer() -> None:
    assert chance(43, 100)[0] == pytest.approx(1, abs=1e-9)


def test_exact_and_simulated_chances_agree() -> None:
    draw = np.random.default_rng(11)
    base = draw.integers(100, 2_500, 60)
    count = draw.binomial(base, draw.uniform(0.1, 0.9, 60))
    every, _ = integer_chances(count, base)
    times = 20_000
    replicates = draw.binomial(base, count / base, (times, 60))
    seen = is_integer(replicates.ravel(), np.tile(base, times)).reshape(times, 60).mean(axis=0)
    off = (seen - every) / np.sqrt(every * (1 - every) / times + 1e-12)
    assert np.abs(off[every < 1]).max() < 4.5


def test_the_number_of_threads_and_the_order_of_stations_change_no_bit() -> None:
    draw = np.random.default_rng(3)
    base = draw.integers(100, 900, 70_000)
    count = draw.binomial(base, 0.6)
    order = draw.permutation(len(base))
    alone, beside = integer_chances(count, base, 1)[0], integer_chances(count, base, 2)[0]
    assert np.array_equal(alone, beside)
    assert np.array_equal(integer_chances(count[order], base[order], 2)[0], alone[order])


def test_a_denominator_that_no_station_has_is_refused() -> None:
    with pytest.raises(ValueError, match="not polling stations"):
        integer_chances(np.array([1]), np.array([LARGEST + 1]))


@given(st.floats(0, 1), st.floats(0, 1))
def test_either_of_two_independent_events(a: float, b: float) -> None:
    found = either(np.array([a]), np.array([b]))[0]
    assert found == pytest.approx(1 - (1 - a) * (1 - b), abs=1e-12)
