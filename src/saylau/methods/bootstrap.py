"""The bootstrap: intervals by drawing again from what was observed, with a fixed seed.

Bradley Efron and Robert Tibshirani, An Introduction to the Bootstrap, 1993: percentile interval, chapter 13. Where
observations come in clusters that depend on each other, whole clusters are drawn, within each stratum on its own.
Drawing uses `Random.random` alone, whose sequence Python keeps between versions; sums are of integers, so every run
agrees.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil
from random import Random
from typing import TypeVar

DRAWS = 2000
SEED = 20190609
"""Any fixed number would do."""

T = TypeVar("T")


TAIL = Fraction(1, 40)
"""What an interval of 95 per cent leaves out at each end."""


def percentiles(values: Sequence[T], key: Callable[[T], float]) -> tuple[T, T]:
    """The interval of 95 per cent of drawn values, by nearest rank. Raises `ValueError` for no values."""
    if not values:
        raise ValueError("no drawn values")
    ordered = sorted(values, key=key)
    return ordered[ceil(TAIL * len(ordered)) - 1], ordered[ceil((1 - TAIL) * len(ordered)) - 1]


def cluster_totals(
    strata: Sequence[Sequence[Sequence[int]]], *, draws: int = DRAWS, seed: int = SEED
) -> tuple[tuple[int, ...], ...]:
    """Column totals of each draw: within every stratum as many clusters as it has, with replacement.

    `strata` holds strata of clusters of integer columns, all of one length. Gives one tuple of totals a draw.
    """
    one = Random(seed).random
    return tuple(
        tuple(map(sum, zip(*(s[int(one() * len(s))] for s in strata for _ in s), strict=True))) for _ in range(draws)
    )


def share_intervals(
    strata: Sequence[Sequence[Sequence[int]]], *, draws: int = DRAWS, seed: int = SEED
) -> tuple[tuple[Fraction, Fraction], ...]:
    """95 % percentile intervals of each column's share of the total of all columns. Draws of nothing are left out."""
    totals = [(row, sum(row)) for row in cluster_totals(strata, draws=draws, seed=seed)]
    held = [(row, whole) for row, whole in totals if whole]
    found = []
    for column in range(len(held[0][0])):
        low, high = percentiles(held, lambda drawn, column=column: drawn[0][column] / drawn[1])  # type: ignore[misc]
        found.append((Fraction(low[0][column], low[1]), Fraction(high[0][column], high[1])))
    return tuple(found)


def redrawn(units: Counter[T], *, draws: int = DRAWS, seed: int = SEED) -> Iterator[Counter[T]]:
    """Units counted by what they show, drawn again with replacement, as many as there are: one counter a draw."""
    one = Random(seed).random
    kinds, ends = list(units), list(accumulate(units.values()))
    for _ in range(draws):
        yield Counter(kinds[bisect(ends, int(one() * ends[-1]))] for _ in range(ends[-1]))
