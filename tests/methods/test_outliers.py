"""Outliers: published critical values, hand arithmetic, and properties."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gamma, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods import outliers
from saylau.methods.outliers import (
    farthest,
    grubbs_critical,
    median,
    past_test,
    robust_scores,
    scores,
    student_quantile,
)


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


VALUES = st.lists(st.decimals("0", "100", places=1), min_size=3, max_size=20)


@pytest.mark.parametrize(
    ("n", "critical"), [(4, "1.481"), (5, "1.715"), (10, "2.290"), (17, "2.620"), (20, "2.709"), (50, "3.128")]
)
def test_critical_values_are_those_of_the_published_two_sided_table_at_5_per_cent(n: int, critical: str) -> None:
    assert abs(grubbs_critical(n) - Decimal(critical)) <= Decimal("0.001")


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (10, 2.2281), (30, 2.0423)]
)
def test_quantiles_of_student_are_those_of_the_table(freedom: int, quantile: float) -> None:
    assert student_quantile(0.025, freedom) == pytest.approx(quantile, abs=5e-5)


@pytest.mark.parametrize("freedom", [1, 2, 15, 16])
def test_beyond_the_quantile_lies_the_tail_by_simpson_s_rule_over_the_density(freedom: int) -> None:
    tail, steps = 0.05 / 34, 20_000
    width = student_quantile(tail, freedom) / steps
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    heights = [scale * (1 + (at * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for at in range(steps + 1)]
    area = width / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1::2]) + 2 * sum(heights[2:-1:2]))
    assert 1 / 2 - area == pytest.approx(tail, rel=1e-5)


def test_fewer_than_three_numbers_have_no_test() -> None:
    with pytest.raises(ValueError, match="at least three"):
        grubbs_critical(2)
    assert farthest(decimals("1", "9")) is None


def test_one_two_three_by_hand() -> None:
    values = decimals("1", "2", "3")
    # population variance 2/3, sample variance 1
    assert list(scores(values, sample=True)) == [-1, 0, 1]
    assert [float(score) for score in scores(values, sample=False)] == pytest.approx([-sqrt(3 / 2), 0, sqrt(3 / 2)])
    # median 2, absolute deviations 1, 0, 1: median 1
    assert list(robust_scores(values)) == [-1 / Fraction("1.4826"), 0, 1 / Fraction("1.4826")]


def test_the_median_of_four_is_the_mean_of_the_middle_two() -> None:
    assert median(decimals("9", "1", "2", "4")) == 3


def test_equal_numbers_have_no_scores_and_nothing_past_the_test() -> None:
    same = decimals("7", "7", "7", "7")
    assert scores(same, sample=True) == ()
    assert robust_scores(same) == ()
    assert farthest(same) is None
    assert past_test(same) == ()


def test_two_far_numbers_are_both_past_the_test_farthest_first() -> None:
    values = decimals("1", "2", "1.5", "1.2", "1.8", "1.1", "1.9", "1.4", "20", "60")
    assert past_test(values) == (9, 8)


def test_no_values_have_no_middle_and_one_is_no_sample() -> None:
    with pytest.raises(ValueError, match="no median"):
        median([])
    with pytest.raises(ValueError, match="two data points"):
        scores(decimals("1"), sample=True)


@given(VALUES)
def test_sample_scores_add_up_to_nothing(values: list[Decimal]) -> None:
    assert abs(float(sum(scores(values, sample=True), Fraction(0)))) < 1e-9


@given(VALUES, st.decimals("-50", "50", places=1))
def test_moving_all_numbers_moves_no_score(values: list[Decimal], by: Decimal) -> None:
    moved = [value + by for value in values]
    assert robust_scores(values) == robust_scores(moved)
    assert past_test(values) == past_test(moved)


def test_the_largest_possible_score_is_never_reached_by_few_numbers() -> None:
    # (n - 1) / sqrt(n) bounds every sample score
    values = decimals("0", "0", "0", "1")
    found = farthest(values)
    assert found is not None
    assert float(found[1]) == pytest.approx(3 / 2)
    assert outliers.past_test(values) == (3,)
