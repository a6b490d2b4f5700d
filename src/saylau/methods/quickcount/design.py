"""The plan of a quick count: how many stations, and how many of them in each stratum.

W. G. Cochran, *Sampling Techniques*, 3rd edition 1977, 5.5 to 5.9 (allocation, size of a stratified sample). The
formula for voters is the one of M. Estok, N. Nevitte and G. Cowan, *The Quick Count and Election Observation*, National
Democratic Institute 2002, chapter 5: it treats voters as if drawn one by one and understates what is needed by the
design effect, often twentyfold and more; it is here for comparison with plans that were made with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.int64]]

LEAST = 2
"""Fewer stations than this tell no variance of a stratum."""


class Allocation(StrEnum):
    """How a sample is divided between strata."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    NEYMAN = "neyman"


def allocate(
    how: Allocation, sample: int, stations: Sequence[int], deviations: Sequence[float] = ()
) -> tuple[int, ...]:
    """Stations to draw in each stratum: at least two, never more than there are, all of a stratum with one.

    Proportional: `max(2, round(n N_h / N))`. Equal: `n / H` each. Neyman: `n N_h S_h / sum N_k S_k`, with `S_h` the
    standard deviation of residuals in a past election. What a stratum is too small for goes to the others by the same
    rule. A half is rounded to the even number. The sum may differ from `sample` by rounding and by the least of two.

    Raises `ValueError` for an empty stratum, a sample that is not between 1 and all stations, or deviations that are
    missing, negative or all 0.
    """
    whole = sum(stations)
    if not stations or min(stations) < 1:
        raise ValueError("a stratum without a station; leave it out of the frame")
    if not 1 <= sample <= whole:
        raise ValueError(f"a sample of {sample} of {whole} stations; write a number from 1 to {whole}")
    if how is Allocation.PROPORTIONAL:
        wanted = [Fraction(sample * n, whole) for n in stations]
    else:
        sizes = [Fraction(1)] * len(stations) if how is Allocation.EQUAL else _sizes(stations, deviations)
        wanted = _shared(sample, sizes, stations)
    return tuple(min(n, max(LEAST, round(share))) for share, n in zip(wanted, stations, strict=True))


def _sizes(stations: Sequence[int], deviations: Sequence[float]) -> list[Fraction]:
    if len(deviations) != len(stations) or min(deviations, default=-1) < 0 or not any(deviations):
        raise ValueError("Neyman's allocation needs a standard deviation of a past election for every stratum")
    return [n * Fraction(s) for n, s in zip(stations, deviations, strict=True)]


def _shared(sample: int, sizes: Sequence[Fraction], stations: Sequence[int]) -> list[Fraction]:
    """The sample in proportion to sizes; a stratum is full at its stations, and the rest goes to the others."""
    full: set[int] = set()
    while True:
        left = sample - sum(stations[h] for h in full)
        over = sum((size for h, size in enumerate(sizes) if h not in full), Fraction(0))
        wanted = [
            Fraction(stations[h]) if h in full else (left * size / over if over else Fraction(0))
            for h, size in enumerate(sizes)
        ]
        more = {h for h, want in enumerate(wanted) if h not in full and want > stations[h]}
        if not more:
            return wanted
        full |= more


def voters_needed(margin: float, quantile: float, voters: int, share: float = 0.5) -> float:
    """NDI's number of voters, `p (1 - p) / (e^2 / z^2 + p (1 - p) / M)`. All shares as fractions of 1."""
    spread = share * (1 - share)
    return spread / (margin**2 / quantile**2 + spread / voters)


def stations_for(voters: float, each: float) -> int:
    """Stations that hold so many voters, `each` of them in a station."""
    return ceil(Fraction(voters) / Fraction(each))


def margin_of_stations(stations: int, quantile: float, share: float = 0.5) -> float:
    """NDI's margin with the number of stations as `n`, `z sqrt(p (1 - p) / n)`: for teaching only, three to four times
    too large for the elections where it was measured, since a station is not one voter.
    """
    return quantile * sqrt(share * (1 - share) / stations)


@dataclass(frozen=True, slots=True)
class Past:
    """What a past election tells of each stratum, for a plan."""

    stations: tuple[int, ...]
    deviations: tuple[float, ...]
    """Standard deviation of `y - R x` over all stations of the stratum; 0 where it has one."""
    base: int
    """Total of the denominator over all stations."""


def past(strata: Integers, votes: Integers, base: Integers, count: int) -> Past:
    """The residual deviation in each of `count` strata, from all stations of a past election.

    Shapes (stations,): stratum as a place, votes of a party, and the denominator. Raises `ValueError` for a stratum
    without a station, or a denominator that sums to nothing.
    """
    import numpy as np

    stations = np.bincount(strata, minlength=count)
    if len(stations) > count or stations.min() < 1:
        raise ValueError("a stratum has no station in the past election; nothing tells how different its stations are")
    whole = int(base.sum())
    if whole <= 0:
        raise ValueError("the denominator of the past election sums to nothing")
    residuals = votes - int(votes.sum()) / whole * base
    means = np.bincount(strata, residuals, count) / stations
    spread = np.bincount(strata, (residuals - means[strata]) ** 2, count) / np.maximum(stations - 1, 1)
    return Past(tuple(map(int, stations)), tuple(map(float, np.sqrt(spread))), whole)


def size(how: Allocation, of: Past, margin: float, quantile: float) -> int:
    """Stations that give this margin (as a fraction of 1), before losses.

    `n = (sum N_h S_h)^2 / ((e X / z)^2 + sum N_h S_h^2)` for Neyman's allocation, and
    `n = N sum N_h S_h^2 / (...)` for a proportional one. Equal allocation has no such form: simulate it.
    """
    if how is Allocation.EQUAL:
        raise ValueError("no formula gives the size of a sample of equal parts; simulate it on a past election")
    if margin <= 0:
        raise ValueError("a margin is above 0, e.g. 0.01 for one percentage point")
    pairs = list(zip(of.stations, of.deviations, strict=True))
    variances = sum(n * s**2 for n, s in pairs)
    top = sum(n * s for n, s in pairs) ** 2 if how is Allocation.NEYMAN else sum(of.stations) * variances
    return ceil(top / ((margin * of.base / quantile) ** 2 + variances))


def with_losses(stations: int, response: float) -> int:
    """Stations to draw where only a share of them is expected to report. Raises `ValueError` outside 0 to 1."""
    if not 0 < response <= 1:
        raise ValueError(f"a response of {response:g}: write a share above 0 and at most 1")
    return ceil(Fraction(stations) / Fraction(str(response)))
