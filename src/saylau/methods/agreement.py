"""Agreement of coders: Krippendorff's alpha for nominal and ordinal codes, with missing values.

Klaus Krippendorff, Content Analysis: An Introduction to Its Methodology, 4th edition 2018, chapter 12; and Computing
Krippendorff's Alpha-Reliability, 2011. From the coincidences `o` of pairs of codes within units, `n_c` their margins
and `n` all of them: `alpha = 1 - (n - 1) * sum(o_ck d_ck) / sum(n_c n_k d_ck)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations

Margins = Sequence[Fraction]
Distance = Callable[[int, int, Margins], Fraction]
"""Squared distance of two codes, given by their places in the order of codes, and of how often each code was used."""


def nominal(one: int, other: int, margins: Margins) -> Fraction:
    """0 for the same code, 1 for any other."""
    return Fraction(one != other)


def ordinal(one: int, other: int, margins: Margins) -> Fraction:
    """The square of how many codes lie between two, each of the two counted by half."""
    low, high = min(one, other), max(one, other)
    between = sum(margins[low : high + 1], Fraction(0)) - (margins[low] + margins[high]) / 2
    return between**2


def pairable(units: Iterable[Sequence[int]]) -> Counter[tuple[int, ...]]:
    """Units with at least two codes, as sorted codes, and how many units show the same.

    Each unit is the codes that coders gave it, as places from 0. A unit coded once says nothing and is left out.
    """
    return Counter(tuple(sorted(unit)) for unit in units if len(unit) > 1)


def alpha(units: Counter[tuple[int, ...]], codes: int, distance: Distance = nominal) -> Fraction | None:
    """Krippendorff's alpha of pairable units, whose codes are places 0 to `codes` - 1.

    `None` where there is no unit, or where all codes are equal: then alpha is not defined.
    """
    together: dict[tuple[int, int], Fraction] = {}
    margins = [Fraction(0)] * codes
    for unit, times in units.items():
        for code in unit:
            margins[code] += times
        for pair in combinations(unit, 2):
            together[pair] = together.get(pair, Fraction(0)) + Fraction(times, len(unit) - 1)
    n = sum(margins)
    observed = sum((weight * distance(*pair, margins) for pair, weight in together.items()), Fraction(0))
    pairs = combinations(range(codes), 2)
    expected = sum((margins[c] * margins[k] * distance(c, k, margins) for c, k in pairs), Fraction(0))
    return 1 - (n - 1) * observed / expected if expected else None
