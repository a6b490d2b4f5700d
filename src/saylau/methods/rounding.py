"""What a printed, rounded figure may stand for, and whether several such figures can share one ratio.

A figure rounded to a unit `u` stands for anything within half a unit of it. Which unit was used is seldom stated: that
every trailing zero is rounding is an assumption, and whoever uses it prints so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both counted."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in it."""
        return self.low <= value <= self.high


def trailing_unit(figure: int) -> int:
    """The largest power of ten that divides a whole figure above zero: 47,000 gives 1,000. ValueError otherwise."""
    if figure <= 0:
        raise ValueError(f"{figure} shows no rounding; give a figure above zero")
    unit = 1
    while figure % (unit * 10) == 0:
        unit *= 10
    return unit


def decimals(figure: Decimal) -> int:
    """Digits after the point, as printed: 77.50 has two, 78 and 1E+2 have none. ValueError for what is no number."""
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{figure} is no number")
    return max(0, -exponent)


def printed(figure: int, unit: int) -> Interval:
    """What a figure rounded to a unit may stand for."""
    return Interval(figure - Fraction(unit, 2), figure + Fraction(unit, 2))


def ratio(amount: Interval, divisor: Interval) -> Interval:
    """The ratios of anything in one interval to anything in the other. ValueError unless the divisor is above zero."""
    if divisor.low <= 0:
        raise ValueError("the divisor may be zero or less")
    return Interval(amount.low / divisor.high, amount.high / divisor.low)


def common(intervals: Sequence[Interval]) -> Interval | None:
    """What all intervals have in common; None where there is nothing, or no interval."""
    if not intervals:
        return None
    low, high = max(i.low for i in intervals), min(i.high for i in intervals)
    return Interval(low, high) if low <= high else None


def fewest_to_leave_out(intervals: Sequence[Interval]) -> tuple[int, ...]:
    """Places of the fewest intervals without which the rest have something in common.

    Some lower end lies in the most intervals; what does not hold it is left out. Of several such ends, the lowest.
    """
    best: tuple[int, ...] = tuple(range(len(intervals)))
    for low in sorted({i.low for i in intervals}):
        out = tuple(place for place, interval in enumerate(intervals) if not interval.holds(low))
        if len(out) < len(best):
            best = out
    return best
