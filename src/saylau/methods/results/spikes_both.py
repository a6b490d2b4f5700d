"""Turnout and share integer in the same station: pairs of whole per cents against the product of their exact chances.

The chance that a station shows turnout t % and share s % is the product of both, each from the predictive distribution
of its own mixture (see `predictive`): ballots of a station are taken to choose independently of how many there are.
That says nothing of how turnout and share go together between stations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled
from saylau.methods.results.betabinomial import Mixture
from saylau.methods.results.excess import EXACT_BELOW, Excess, benjamini_hochberg, excess
from saylau.methods.results.predictive import ROWS, predictor, room
from saylau.methods.results.spikes import BINS, LEVEL, Binned, binned, exact, holm, tails, tenths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Floats

POINTS = 101
"""0, 1 ... 100 %."""
_CAP = 400
_SDS = 1.5
"""A cell with fewer stations above its chance is not worth an exact tail."""


@dataclass(frozen=True, eq=False)
class Rates:
    """Counts k of n of each station, and the mixture fitted to them."""

    k: Counts
    n: Counts
    found: Mixture


@dataclass(frozen=True, eq=False)
class Both:
    """All pairs together, and each pair (turnout, share) of whole per cents: arrays of 101 x 101."""

    all: Excess
    """Stations with both integer."""
    observed: Counts
    expected: Floats
    variance: Floats
    p: Floats
    adjusted: Floats
    listed: NDArray[np.bool_]


def both_integer(turnout: Rates, share: Rates) -> Both:
    """The test of all pairs of whole per cents; arrays of both in the same order of stations."""
    import numpy as np

    sums, happened, chances = np.zeros((3, POINTS, POINTS)), np.zeros(len(share.k), np.bool_), np.zeros(len(share.k))
    for start, (one, other) in enumerate(_blocks(turnout, share)):
        here = slice(start * ROWS, (start + 1) * ROWS)
        compiled(_cells)(*_of(one), *_of(other), sums, happened[here], chances[here])
    shape = sums[0].shape
    observed, expected, variance = np.rint(sums[0]).astype(np.int64).ravel(), sums[1].ravel(), sums[2].ravel()
    p = tails(observed, expected, variance)
    above = observed > expected + _SDS * np.sqrt(variance)
    least = np.where((expected < EXACT_BELOW) & above & (observed <= _CAP), observed, 0)
    if least.any():
        states = np.zeros((*shape, int(least.max()) + 1))
        states[:, :, 0] = 1.0
        for one, other in _blocks(turnout, share):
            compiled(_tails)(*_of(one), *_of(other), least.reshape(shape), states)
        p = np.where(least > 0, exact(states.reshape(len(p), -1), least), p)
    listed = np.array(benjamini_hochberg(p.tolist(), LEVEL))
    return Both(
        excess(happened, chances), *(of.reshape(shape) for of in (observed, expected, variance, p, holm(p), listed))
    )


def _of(bins: Binned) -> tuple[Floats, NDArray[np.int8], Counts, Counts]:
    return bins.chance, bins.seen, bins.low, bins.high


def _blocks(turnout: Rates, share: Rates) -> Iterator[tuple[Binned, Binned]]:
    """Some hundred stations at a time: the bins of a tenth of a point of both."""
    sides = [
        (of, predictor(of.found, int(of.n.max())), room(int(of.n.max())), binned(BINS)) for of in (turnout, share)
    ]  # fmt: skip
    for start in range(0, len(share.k), ROWS):
        here = slice(start, start + ROWS)
        for of, predict, at, bins in sides:
            predict(of.n[here], of.k[here], at)
            tenths(of.n[here], of.k[here], at, bins)
            # Rows beyond the last station of the table hold nothing.
            bins.high[len(of.n[here]) :] = -1
        yield sides[0][3], sides[1][3]


def _cells(
    one: Floats, one_seen: NDArray[np.int8], one_low: Counts, one_high: Counts,
    other: Floats, other_seen: NDArray[np.int8], other_low: Counts, other_high: Counts, sums: Floats,
    happened: NDArray[np.bool_], chances: Floats,
) -> None:  # fmt: skip
    """Add to observed, expected and variance of each pair of points; for each station whether it shows one, and the
    chance of it. Plain loops, compiled."""
    for i in range(len(chances)):
        a = b = 0.0
        for t in range((one_low[i] + 9) // 10, one_high[i] // 10 + 1):
            a += one[i, 10 * t]
        for s in range((other_low[i] + 9) // 10, other_high[i] // 10 + 1):
            b += other[i, 10 * s]
            for t in range((one_low[i] + 9) // 10, one_high[i] // 10 + 1):
                p = one[i, 10 * t] * other[i, 10 * s]
                here = one_seen[i, 10 * t] * other_seen[i, 10 * s]
                sums[0, t, s] += here
                sums[1, t, s] += p
                sums[2, t, s] += p * (1 - p)
                if here:
                    happened[i] = True
        chances[i] = a * b


def _tails(
    one: Floats, one_seen: NDArray[np.int8], one_low: Counts, one_high: Counts,
    other: Floats, other_seen: NDArray[np.int8], other_low: Counts, other_high: Counts, least: Counts, states: Floats,
) -> None:  # fmt: skip
    """Add the stations to the Poisson-binomial distribution of each pair of points below its `least`."""
    for i in range(len(one)):
        if one_high[i] < 0:
            continue
        for s in range((other_low[i] + 9) // 10, other_high[i] // 10 + 1):
            for t in range((one_low[i] + 9) // 10, one_high[i] // 10 + 1):
                p = one[i, 10 * t] * other[i, 10 * s]
                if least[t, s] > 0 and p > 0:
                    for state in range(least[t, s], 0, -1):
                        states[t, s, state] += p * (states[t, s, state - 1] - states[t, s, state])
                    states[t, s, 0] *= 1 - p
