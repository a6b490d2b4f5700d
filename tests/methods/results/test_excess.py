"""Tails of sums of independent events, exact and normal; false discoveries."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np  # noqa: TID253
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control, norm  # noqa: TID253

from saylau.methods.results.areas import by_area
from saylau.methods.results.excess import (
    benjamini_hochberg,
    excess,
    of_largest,
    upper_normal,
    upper_poisson_binomial,
    weighted_excess,
)


@settings(max_examples=60)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.integers(-1, 9))
def test_the_exact_tail_is_the_sum_over_all_outcomes(chances: list[float], least: int) -> None:
    outcomes = product((0, 1), repeat=len(chances))
    expected = sum(
        prod(p if x else 1 - p for x, p in zip(outcome, chances, strict=True))
        for outcome in outcomes
        if sum(outcome) >= least
    )
    assert upper_poisson_binomial(np.array(chances), least) == pytest.approx(expected, abs=1e-12)


def test_equal_chances_give_the_binomial_tail() -> None:
    assert upper_poisson_binomial(np.full(60, 0.19), 20) == pytest.approx(float(binom.sf(19, 60, 0.19)), rel=1e-10)


def test_below_a_variance_of_25_the_tail_is_exact_and_above_normal() -> None:
    few, many = np.full(100, 0.2), np.full(400, 0.2)
    happened = np.arange(100) < 30
    assert excess(happened, few).p == pytest.approx(float(binom.sf(29, 100, 0.2)))
    found = excess(np.arange(400) < 100, many)
    assert found.p == pytest.approx(float(norm.sf(found.z)))
    assert [found.excess, found.variance] == pytest.approx([20, 64])


def test_certain_events_leave_no_room() -> None:
    found = excess(np.ones(5, bool), np.ones(5))
    assert (found.z, found.p) == (0.0, 1.0)


def test_weights_count_voters_by_hand() -> None:
    found = weighted_excess(np.array([True, False]), np.array([0.5, 0.25]), np.array([10, 40]))
    assert (found.observed, found.expected) == (10, 15.0)
    assert found.variance == 100 * 0.25 + 1600 * 0.1875


@given(st.floats(-8, 8))
def test_the_normal_tail_is_that_of_scipy(z: float) -> None:
    assert upper_normal(z) == pytest.approx(float(norm.sf(z)), rel=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discoveries_are_controlled_as_scipy_does(chances: list[float]) -> None:
    adjusted = false_discovery_control(chances, method="bh")
    clear = np.abs(adjusted - 0.05) > 1e-9
    found = np.array(benjamini_hochberg(chances))
    assert np.array_equal(found[clear], (adjusted <= 0.05)[clear])


def test_the_largest_of_many_is_compared_with_the_largest_of_many() -> None:
    assert of_largest(0.01, 83) == pytest.approx(1 - 0.99**83)
    assert of_largest(1.0, 3) == 1.0


def test_no_area_stands_out_where_the_level_above_does_not() -> None:
    chances, codes = np.full(400, 0.2), np.repeat([0, 1], 200)
    happened = np.concatenate((np.arange(200) < 120, np.arange(200) < 40))
    assert [a.code for a in by_area(happened, chances, codes).standing_out] == [0]
    assert by_area(happened, chances, codes, parent_rejected=False).standing_out == ()


def test_an_area_with_little_variance_is_not_tested() -> None:
    level = by_area(np.ones(30, bool), np.full(30, 0.2), np.zeros(30, np.int64))
    assert (level.areas, level.too_small, level.chance_of_largest) == ((), 1, None)
