"""Joining exports by a common term, and how interest was spread: by hand, and against a fine grid."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.methods.batches import SAME, Ratio, Refusal, ratio, spread
from saylau.methods.trends import HALF, Value


def whole(*numbers: int) -> list[Value | None]:
    return [Value(Fraction(0), HALF) if n == 0 else Value(n - HALF, min(Fraction(100), n + HALF)) for n in numbers]


def box(low: str, high: str) -> Value:
    return Value(Fraction(low), Fraction(high))


def test_an_anchor_twice_as_high_gives_a_ratio_of_two_with_bounds() -> None:
    found = ratio(whole(*[80] * 10), whole(*[40] * 10))
    assert isinstance(found, Ratio)
    # 800 / 400; (800 - 5) / (400 + 5) and (800 + 5) / (400 - 5)
    assert found == Ratio(Fraction(795, 405), Fraction(2), Fraction(805, 395))
    assert not found.uneven
    assert found.scaled(box("10", "11")) == Value(Fraction(7950, 405), Fraction(8855, 395))


def test_two_joints_in_a_row_multiply_their_bounds() -> None:
    one = Ratio(Fraction(1), Fraction(2), Fraction(3))
    assert one.then(one) == Ratio(Fraction(1), Fraction(4), Fraction(9))
    assert one.then(SAME) == one


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        ([50] * 7, [50] * 7, Refusal.FEW_TIMES),
        ([50] * 10, [9] * 10, Refusal.LOW),
        ([100] * 10, [90] * 5 + [1] * 5, Refusal.FEW_TIMES),
        ([100] * 9 + [100], [10] * 10, None),
    ],
)
def test_an_anchor_that_is_too_low_or_too_rare_joins_nothing(
    mine: list[int], theirs: list[int], why: Refusal | None
) -> None:
    found = ratio(whole(*mine), whole(*theirs))
    assert found is why if why else isinstance(found, Ratio)


def test_peaks_that_differ_more_than_tenfold_are_refused() -> None:
    high, low = [Value(Fraction(200), Fraction(200))] * 10, whole(*[15] * 10)
    assert ratio(high, low) is Refusal.PEAKS


def test_ratios_that_differ_by_more_than_a_tenth_are_uneven() -> None:
    found = ratio(whole(*[20] * 9, 100), whole(*[20] * 9, 20))
    # sums 280 / 200 = 1.4, median of ratios 1
    assert isinstance(found, Ratio)
    assert found.uneven


def test_one_holder_has_index_one_and_two_equal_ones_a_half() -> None:
    assert spread([box("50", "50"), box("0", "0")]) == (Fraction(1), Fraction(1))
    assert spread([box("50", "50"), box("50", "50")]) == (HALF, HALF)


def test_the_greatest_index_may_need_two_values_at_their_upper_ends() -> None:
    # 1, 4, 4: 33 / 81 is more than 1, 4, 3: 26 / 64
    found = spread([box("1", "1"), box("3", "4"), box("3", "4")])
    assert found is not None
    assert found[1] == Fraction(33, 81)


def test_of_many_values_the_bound_is_wider_and_still_holds() -> None:
    found = spread([box("3", "4")] * 20)
    assert found is not None
    assert found[0] == Fraction(1, 20)
    assert Fraction(1, 20) < found[1] < Fraction(1, 10)


def test_all_below_one_is_undefined_and_not_zero() -> None:
    assert spread([box("0", "1"), box("0", "0.5")]) is None
    assert spread([]) is None


BOXES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 6)).map(lambda t: Value(Fraction(t[0]), Fraction(t[0] + t[1]))),
    min_size=2,
    max_size=3,
).filter(lambda values: any(v.low > 1 for v in values))


@settings(max_examples=40)
@given(BOXES)
def test_no_point_of_the_box_lies_outside_the_bounds_and_a_point_reaches_them(values: list[Value]) -> None:
    found = spread(values)
    assert found is not None
    low, high = found
    grids = [[v.low + (v.high - v.low) * Fraction(step, 4) for step in range(5)] for v in values]
    points = [sum((n / sum(p)) ** 2 for n in p) for p in product(*grids) if sum(p)]
    assert low <= min(points)
    assert max(points) <= high
    assert high == max(points)
    assert float(min(points)) - float(low) < 0.05
