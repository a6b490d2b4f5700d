"""What rounded figures may stand for: by hand, and against a search over all points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.rounding import Interval, common, decimals, fewest_to_leave_out, printed, ratio, trailing_unit

INTERVALS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 15)).map(lambda p: Interval(Fraction(p[0]), Fraction(p[0] + p[1]))),
    min_size=1,
    max_size=9,
)


@pytest.mark.parametrize(("figure", "unit"), [(1_500_000, 100_000), (47_000, 1000), (90, 10), (7, 1), (101, 1)])
def test_the_unit_is_the_largest_power_of_ten_that_divides_the_figure(figure: int, unit: int) -> None:
    assert trailing_unit(figure) == unit


@pytest.mark.parametrize(("figure", "digits"), [("77.50", 2), ("77.5", 1), ("78", 0), ("1E+2", 0)])
def test_digits_are_counted_as_printed(figure: str, digits: int) -> None:
    assert decimals(Decimal(figure)) == digits


def test_what_is_no_number_has_no_digits() -> None:
    with pytest.raises(ValueError, match="no number"):
        decimals(Decimal("NaN"))


@pytest.mark.parametrize("figure", [0, -10])
def test_zero_shows_no_rounding(figure: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        trailing_unit(figure)


@given(st.integers(1, 10**9), st.sampled_from([1, 10, 100, 1000]))
def test_a_printed_figure_holds_what_rounds_to_it(number: int, unit: int) -> None:
    figure = round(Fraction(number, unit)) * unit
    assert printed(figure, unit).holds(Fraction(number))


def test_ratios_run_from_least_over_greatest_to_greatest_over_least() -> None:
    rates = ratio(Interval(Fraction(250_865_000), Fraction(250_865_000)), printed(586_000, 1000))
    assert rates == Interval(Fraction(250_865_000, 586_500), Fraction(250_865_000, 585_500))


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero or less"):
        ratio(Interval(Fraction(1), Fraction(1)), Interval(Fraction(0), Fraction(1)))


def test_intervals_that_touch_share_the_point() -> None:
    one, other = Interval(Fraction(1), Fraction(2)), Interval(Fraction(2), Fraction(3))
    assert common([one, other]) == Interval(Fraction(2), Fraction(2))
    assert common([one, Interval(Fraction(5, 2), Fraction(3))]) is None
    assert common([]) is None


@given(INTERVALS)
def test_the_fewest_left_out_are_as_many_as_a_search_over_all_points_finds(intervals: list[Interval]) -> None:
    out = fewest_to_leave_out(intervals)
    rest = [interval for place, interval in enumerate(intervals) if place not in out]
    assert common(rest) is not None
    points = [Fraction(n) for n in range(56)]
    assert len(out) == min(sum(not interval.holds(point) for interval in intervals) for point in points)
    assert (out == ()) is (common(intervals) is not None)
