"""Several exports of search interest on one scale, joined by a common term; how interest was spread, with bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product

from saylau.methods.concentration import sum_of_squares
from saylau.methods.outliers import median
from saylau.methods.trends import HALF, Value

ENOUGH, COMMON, FOLD = 10, 8, 10
"""Least value of the anchor that is used, least number of common times, greatest ratio of the anchor's peaks."""
CORNERS = 12
"""Most values of which every corner of the box is tried."""
APART = Fraction(1, 10)
"""From so far apart the median of ratios speaks against the ratio of sums."""


class Refusal(StrEnum):
    """Why two exports are not joined."""

    FEW_TIMES = "fewer than eight common times at which the common term stands at ten or more in both"
    LOW = "the common term is too low in one of the exports"
    PEAKS = "the peaks of the common term differ more than tenfold"


@dataclass(frozen=True, slots=True)
class Ratio:
    """What values of an export are multiplied by to stand on the scale of another."""

    low: Fraction
    middle: Fraction
    high: Fraction
    uneven: bool = False
    """Whether the median of ratios differs from the ratio of sums by more than a tenth."""

    def then(self, other: Ratio) -> Ratio:
        """Both ratios one after the other: bounds are multiplied."""
        return Ratio(
            self.low * other.low, self.middle * other.middle, self.high * other.high, self.uneven or other.uneven
        )

    def scaled(self, value: Value) -> Value:
        """A value on the other scale."""
        return Value(value.low * self.low, value.high * self.high)


SAME = Ratio(Fraction(1), Fraction(1), Fraction(1))


def ratio(reference: Sequence[Value | None], other: Sequence[Value | None]) -> Ratio | Refusal:
    """From the anchor in a reference export and in another, at the same times, to the ratio of their scales.

    Ratio of sums over the times at which the anchor is at least 10 in both; bounds from half a unit of rounding each.
    """
    pairs = [(a.middle, b.middle) for a, b in zip(reference, other, strict=True) if a and b]
    used = [(a, b) for a, b in pairs if a >= ENOUGH and b >= ENOUGH]
    if len(pairs) < COMMON:
        return Refusal.FEW_TIMES
    if min(median([a for a, _ in pairs]), median([b for _, b in pairs])) < ENOUGH:
        return Refusal.LOW
    peaks = max(a for a, _ in pairs), max(b for _, b in pairs)
    if max(peaks) > FOLD * min(peaks):
        return Refusal.PEAKS
    if len(used) < COMMON:
        return Refusal.FEW_TIMES
    mine, theirs = sum(a for a, _ in used), sum(b for _, b in used)
    slack = HALF * len(used)
    middle = Fraction(mine) / theirs
    each = median([a / b for a, b in used])
    return Ratio(
        (mine - slack) / (theirs + slack), middle, (mine + slack) / (theirs - slack), abs(each / middle - 1) > APART
    )


def spread(values: Sequence[Value]) -> tuple[Fraction, Fraction] | None:
    """Least and greatest sum of squared shares that the intervals allow; None where all lie below 1.

    The least has all values as even as their intervals allow. The greatest lies at a corner of the box: each value at
    one of its ends; for more than twelve values a wider bound is given, from each value's own greatest share.
    """
    if not values or all(value.high <= 1 for value in values):
        return None
    return min(_index(_even(values, level)) for level in _levels(values)), _greatest(values)


def _greatest(values: Sequence[Value]) -> Fraction:
    if len(values) <= CORNERS:
        return max(_index(corner) for corner in product(*((v.low, v.high) for v in values)))
    least = sum((v.low for v in values), Fraction(0))
    shares = (v.high / (least - v.low + v.high) for v in values if v.high)
    return min(Fraction(1), sum_of_squares(shares))


def _index(numbers: Sequence[Fraction]) -> Fraction:
    total = sum(numbers, Fraction(0))
    return sum_of_squares(number / total for number in numbers) if total else Fraction(0)


def _even(values: Sequence[Value], level: Fraction) -> list[Fraction]:
    return [min(max(level, value.low), value.high) for value in values]


def _levels(values: Sequence[Value]) -> list[Fraction]:
    """Levels among which the most even one lies: the ends of the intervals, and the best level between two of them."""
    ends = sorted({end for value in values for end in (value.low, value.high)} - {Fraction(0)})
    found = list(ends)
    for low, high in zip([Fraction(0), *ends], ends, strict=False):
        middle = (low + high) / 2
        fixed = [n for n, v in zip(_even(values, middle), values, strict=True) if not v.low < middle < v.high]
        total = sum(fixed, Fraction(0))
        if total:
            best = sum((n**2 for n in fixed), Fraction(0)) / total
            found.extend([best] if low < best < high else [])
    return found
