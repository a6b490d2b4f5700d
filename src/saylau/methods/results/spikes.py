"""Spikes in the share of an option: how many stations each tenth of a point holds, against their exact chances.

After A. Rozenas, "Detecting election fraud from irregularities in vote-share distributions", Political Analysis 25
(2017) 41-56, whose envelope grows with the number of resamples. Here the chance of each bin is summed exactly from the
predictive distribution of each station. The same for a list of fractions that is fixed in advance.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled
from saylau.methods.results.betabinomial import Mixture, Pairs, log_tables
from saylau.methods.results.excess import EXACT_BELOW, Deviation, benjamini_hochberg, upper_normal
from saylau.methods.results.predictive import ROWS, Room, predictor, room

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Floats, Mask

    Predict = Callable[[Counts, Counts, Room], None]
    Fill = Callable[[Counts, Counts, Room, "Binned"], None]

BINS = 1001
"""0, 0.1, ... 100 %; a share at the border of two belongs to both."""
LEVEL = 0.05
_BLOCK = 4096
_CAP = 400


@dataclass(frozen=True, eq=False)
class Spikes:
    """Each bin: stations observed, expected, variance, upper tail, Holm's adjusted tail and whether it is listed."""

    observed: Counts
    expected: Floats
    variance: Floats
    p: Floats
    adjusted: Floats
    listed: Mask
    total: Deviation | None
    """Stations in any listed bin; None where none is."""

    @property
    def smallest(self) -> float:
        """Smallest adjusted tail: at most `LEVEL` and some bin stands out."""
        return float(self.adjusted.min())


@dataclass(frozen=True, eq=False)
class Binned:
    """Chances of bins, a row a pair, and whether the count that was observed lies in the bin; in `low` .. `high`."""

    chance: Floats
    seen: NDArray[np.int8]
    low: Counts
    high: Counts


def spikes(table: Pairs, found: Mixture, threads: int | None = None) -> Spikes:
    """The test of all bins. The result does not depend on the number of threads: blocks are added in order."""
    tested = _tested(table, found, tenths, BINS, threads)
    if not tested.listed.any():
        return tested
    inside, mean, spread = _union(table, found, tested.listed, threads)
    total = Deviation(int(table.times.sum()), round(inside), mean, spread)
    return Spikes(
        tested.observed, tested.expected, tested.variance, tested.p, tested.adjusted, tested.listed, total
    )  # fmt: skip


def near_fractions(table: Pairs, found: Mixture, fractions: tuple[Fraction, ...], threads: int | None = None) -> Spikes:
    """The same for shares within 0.05 points of each of some fractions of 0 .. 1, at least one."""
    import numpy as np

    over = np.array([fraction.numerator for fraction in fractions], np.int64)
    under = np.array([fraction.denominator for fraction in fractions], np.int64)

    def fill(n: Counts, k: Counts, at: Room, into: Binned) -> None:
        compiled(_near)(n, k, over, under, at.chance, at.first, at.last, into.chance, into.seen, into.low, into.high)

    return _tested(table, found, fill, len(fractions), threads)


def tenths(n: Counts, k: Counts, at: Room, into: Binned) -> None:
    """Gather chances of counts into bins of a tenth of a point."""
    compiled(_tenths)(n, k, at.chance, at.first, at.last, into.chance, into.seen, into.low, into.high)


def binned(number: int) -> Binned:
    """Empty bins for `ROWS` pairs."""
    import numpy as np

    return Binned(
        np.zeros((ROWS, number)), np.zeros((ROWS, number), np.int8), np.zeros(ROWS, np.int64),
        np.full(ROWS, -1, np.int64),
    )  # fmt: skip


def _tested(table: Pairs, found: Mixture, fill: Fill, number: int, threads: int | None) -> Spikes:
    import numpy as np

    predict = predictor(found, table.largest)

    def one(rows: slice) -> Floats:
        sums = np.zeros((3, number))
        for times, bins, _ in _blocks(table, predict, fill, number, rows):
            compiled(_add)(times, bins.chance, bins.seen, bins.low, bins.high, sums)
        return sums

    sums = np.zeros((3, number))
    for part in _by_block(table, one, threads):
        sums += part
    observed, expected, variance = np.rint(sums[0]).astype(np.int64), sums[1], sums[2]
    p = tails(observed, expected, variance)
    least = np.where((expected < EXACT_BELOW) & (observed <= _CAP), observed, 0)
    if least.any():
        states = np.zeros((number, int(least.max()) + 1))
        states[:, 0] = 1.0
        for times, bins, _ in _blocks(table, predict, fill, number, slice(0, len(table.n))):
            compiled(_tails)(times, bins.chance, bins.low, bins.high, least, states)
        p = np.where(least > 0, exact(states, least), np.where(observed == 0, 1.0, p))
    return Spikes(observed, expected, variance, p, holm(p), np.array(benjamini_hochberg(p.tolist(), LEVEL)), None)


def _union(table: Pairs, found: Mixture, marked: Mask, threads: int | None) -> tuple[float, float, float]:
    """Observed, expected and variance of the stations in any of the marked bins."""
    import numpy as np

    predict = predictor(found, table.largest)

    def one(rows: slice) -> Floats:
        union = np.zeros(3)
        for times, _, (n, k, at) in _blocks(table, predict, lambda n, k, at, into: None, 1, rows):
            compiled(_inside)(n, k, times, at.chance, at.first, at.last, marked, union)
        return union

    union = np.zeros(3)
    for part in _by_block(table, one, threads):
        union += part
    return float(union[0]), float(union[1]), float(union[2])


def _by_block(table: Pairs, one: Callable[[slice], Floats], threads: int | None) -> list[Floats]:
    """Each block of pairs on its own thread, the answers in the order of the blocks."""
    slices = [slice(start, start + _BLOCK) for start in range(0, len(table.n), _BLOCK)]
    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
        return list(pool.map(one, slices))


def _blocks(
    table: Pairs, predict: Predict, fill: Fill, number: int, rows: slice
) -> Iterator[tuple[Counts, Binned, tuple[Counts, Counts, Room]]]:
    """Some hundred pairs at a time: how often each occurs, its bins, and its whole distribution."""
    at, bins = room(table.largest), binned(number)
    stop = min(rows.stop, len(table.n))
    for start in range(rows.start, stop, ROWS):
        here = slice(start, min(start + ROWS, stop))
        n, k = table.n[here], table.k[here]
        predict(n, k, at)
        fill(n, k, at, bins)
        yield table.times[here], bins, (n, k, at)


def tails(observed: Counts, expected: Floats, variance: Floats) -> Floats:
    """Upper normal tails; 1 or 0 where the null leaves no room."""
    import numpy as np

    parts = zip(observed.tolist(), expected.tolist(), variance.tolist(), strict=True)
    return np.array([upper_normal((o - e) / math.sqrt(v)) if v > 0 else float(o <= e) for o, e, v in parts])


def exact(states: Floats, least: Counts) -> Floats:
    """P(at least so many) from the chances of fewer, a row a bin."""
    import numpy as np

    rows = zip(states, least.tolist(), strict=True)
    return np.array([min(1.0, max(0.0, 1.0 - math.fsum(row[:most]))) for row, most in rows])


def holm(p: Floats) -> Floats:
    """Tails adjusted so that the chance of any false rejection is held (S. Holm 1979)."""
    import numpy as np

    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def _tenths(
    n: Counts, k: Counts, chance: Floats, first: Counts, last: Counts,
    bins: Floats, seen: NDArray[np.int8], low: Counts, high: Counts,
) -> None:  # fmt: skip
    """Fill a row of bins for each pair, over what stood there. Plain loops, to be compiled, as those below."""
    for i in range(len(n)):
        bins[i, low[i] : high[i] + 1] = 0.0
        seen[i, low[i] : high[i] + 1] = 0
        size = n[i]
        low[i], high[i] = (2000 * first[i] + size) // (2 * size), (2000 * last[i] + size) // (2 * size)
        for x in range(first[i], last[i] + 1):
            place = 2000 * x + size
            b = place // (2 * size)
            bins[i, b] += chance[i, x]
            seen[i, b] |= x == k[i]
            if place % (2 * size) == 0 and b > 0:
                bins[i, b - 1] += chance[i, x]
                seen[i, b - 1] |= x == k[i]
                low[i] = min(low[i], b - 1)


def _near(
    n: Counts, k: Counts, over: Counts, under: Counts, chance: Floats, first: Counts, last: Counts,
    bins: Floats, seen: NDArray[np.int8], low: Counts, high: Counts,
) -> None:  # fmt: skip
    """Fill a row of bins, one a fraction: |x / n - over / under| <= 1 / 2000, the boundary included."""
    for i in range(len(n)):
        low[i], high[i] = 0, len(over) - 1
        for f in range(len(over)):
            bins[i, f] = 0.0
            seen[i, f] = 2000 * abs(k[i] * under[f] - over[f] * n[i]) <= n[i] * under[f]
            lower = -((under[f] - 2000 * over[f]) * n[i] // (2000 * under[f]))
            upper = (2000 * over[f] + under[f]) * n[i] // (2000 * under[f])
            for x in range(max(lower, first[i]), min(upper, last[i]) + 1):
                bins[i, f] += chance[i, x]


def _add(times: Counts, bins: Floats, seen: NDArray[np.int8], low: Counts, high: Counts, sums: Floats) -> None:
    """Add to observed, expected and variance of each bin."""
    for i in range(len(times)):
        for b in range(low[i], high[i] + 1):
            p = bins[i, b]
            sums[0, b] += times[i] * seen[i, b]
            sums[1, b] += times[i] * p
            sums[2, b] += times[i] * p * (1 - p)


def _tails(times: Counts, bins: Floats, low: Counts, high: Counts, least: Counts, states: Floats) -> None:
    """Add the pairs to the Poisson-binomial distribution of each bin below its `least`."""
    for i in range(len(times)):
        for b in range(low[i], high[i] + 1):
            p = bins[i, b]
            if least[b] > 0 and p > 0:
                for _ in range(times[i]):
                    for state in range(least[b], 0, -1):
                        states[b, state] += p * (states[b, state - 1] - states[b, state])
                    states[b, 0] *= 1 - p


def _inside(
    n: Counts, k: Counts, times: Counts, chance: Floats, first: Counts, last: Counts, marked: Mask, union: Floats
) -> None:
    """Add to observed, expected and variance of the stations in any marked bin of a tenth of a point."""
    for i in range(len(n)):
        size, together = n[i], 0.0
        for x in range(first[i], last[i] + 1):
            place = 2000 * x + size
            b = place // (2 * size)
            if marked[b] or (place % (2 * size) == 0 and b > 0 and marked[b - 1]):
                together += chance[i, x]
                if x == k[i]:
                    union[0] += times[i]
        union[1] += times[i] * together
        union[2] += times[i] * together * (1 - together)


def coverage(table: Pairs, found: Mixture) -> float:
    """Share of the stations whose count lies between the 1 % and 99 % quantiles of the fitted mixture for their n."""
    import numpy as np

    rise, fall, both = log_tables(np.array(found.alphas), np.array(found.betas), table.largest)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, table.largest + 1)))))
    log_weights, covered = np.log(np.array(found.weights))[:, None], 0
    ends = np.flatnonzero(np.diff(table.n, append=-1)) + 1
    for start, stop in zip(np.concatenate(([0], ends[:-1])), ends, strict=True):
        size = int(table.n[start])
        logs = rise[:, : size + 1] + fall[:, size::-1] - both[:, size : size + 1] + log_weights
        single = factorials[size] - factorials[: size + 1] - factorials[size::-1]
        up_to = np.cumsum(np.exp(logs + single).sum(axis=0))
        at = table.k[start:stop]
        below = np.where(at > 0, up_to[at - 1], 0.0)
        covered += int(table.times[start:stop][(up_to[at] > 0.01) & (below < 0.99)].sum())
    return covered / int(table.times.sum())
