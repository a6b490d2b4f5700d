"""Concentration of amounts over their holders, as exact fractions.

The index is the sum of squared shares (O. C. Herfindahl, *Concentration in the Steel Industry*, 1950; A. O. Hirschman,
*National Power and the Structure of Foreign Trade*, 1945). Its reciprocal is the effective number of holders (M. Laakso
and R. Taagepera, "Effective" Number of Parties, *Comparative Political Studies* 12, 1979).

Amounts may be known within bounds; a bound of None is no limit. Bounds of results hold for every amount inside the
bounds given; they need not be the narrowest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from saylau.methods.outliers import median

Bounds = tuple[int, int | None]
"""Least and greatest amount, in whole units; None is no upper limit."""
Range = tuple[Fraction, Fraction]


def exact(amounts: Sequence[int]) -> tuple[Bounds, ...]:
    """Amounts that are known exactly, as bounds."""
    return tuple((amount, amount) for amount in amounts)


def shares(amounts: Sequence[Bounds]) -> tuple[Range, ...]:
    """Each amount over the sum of all, from its least to its greatest.

    A share is least where its own amount is least and all others are greatest. ValueError where nothing is above zero
    or no amount is given.
    """
    if not any(high is None or high > 0 for _, high in amounts):
        raise ValueError("shares need at least one amount above zero")
    return tuple(_share(amounts, place) for place in range(len(amounts)))


def _share(amounts: Sequence[Bounds], place: int) -> Range:
    low, high = amounts[place]
    others = [bounds for other, bounds in enumerate(amounts) if other != place]
    least_others = sum(bounds[0] for bounds in others)
    greatest = [bounds[1] for bounds in others if bounds[1] is not None]
    unlimited = len(greatest) < len(others)
    below = Fraction(0) if unlimited or low == 0 else Fraction(low, low + sum(greatest))
    if high is None:
        return below, Fraction(1)
    return below, Fraction(0) if high == 0 else Fraction(high, high + least_others)


def sum_of_squares(shares: Iterable[Fraction]) -> Fraction:
    """The index of shares that are known exactly; 0 for none."""
    return sum((share**2 for share in shares), Fraction(0))


def herfindahl_hirschman(amounts: Sequence[Bounds]) -> Range:
    """The sum of squared shares, between 1/n (all equal) and 1 (one holds all)."""
    found = shares(amounts)
    low, high = (sum_of_squares(bounds) for bounds in zip(*found, strict=True))
    return max(low, Fraction(1, len(found))), min(high, Fraction(1))


def effective_number(index: Range) -> Range:
    """How many equal holders would give the same index: one over it."""
    return 1 / index[1], 1 / index[0]


def top_to_median(amounts: Sequence[Bounds]) -> tuple[Fraction, Fraction | None] | None:
    """The greatest amount over the median one; None where the median is zero, an upper bound of None is no limit."""
    lows = [Fraction(low) for low, _ in amounts]
    highs = [Fraction(high) for _, high in amounts if high is not None]
    limited = len(highs) == len(lows)
    if limited and median(highs) == 0:
        return None
    low = max(lows) / median(highs) if limited else Fraction(0)
    return low, max(highs) / median(lows) if limited and median(lows) > 0 else None
