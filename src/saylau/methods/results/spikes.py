"""Spikes in the share of an option: how many stations each tenth of a point holds, against their exact chances.

After A. Rozenas, "Detecting election fraud from irregularities in vote-share distributions", Political Analysis 25
(2017) 41-56, whose envelope grows with the number of resamples. Here the chance of each bin is summed exactly from the
predictive distribution of each station: f_i(x) = sum_l pi_il BB(x; n_i, alpha_l + k_i, beta_l + n_i - k_i).
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from saylau.methods.results.betabinomial import Mixture, Pairs, log_tables
from saylau.methods.results.excess import EXACT_BELOW, Deviation, benjamini_hochberg, upper_normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Floats = NDArray[np.float64]

BINS = 1001
"""0, 0.1, ... 100 %; a share at the border of two belongs to both."""
LEVEL = 0.05
_BLOCK = 4096
_NOTHING = 1e-13
_CAP = 400


@dataclass(frozen=True, eq=False)
class Spikes:
    """Each bin: stations observed, expected, variance, upper tail, Holm's adjusted tail and whether it is listed."""

    observed: Counts
    expected: Floats
    variance: Floats
    p: Floats
    adjusted: Floats
    listed: NDArray[np.bool_]
    total: Deviation | None
    """Stations in any listed bin; None where none is."""

    @property
    def smallest(self) -> float:
        """Smallest adjusted tail: at most `LEVEL` and some bin stands out."""
        return float(self.adjusted.min())


def spikes(table: Pairs, found: Mixture, threads: int | None = None) -> Spikes:
    """The test of all bins. The result does not depend on the number of threads: blocks are added in order."""
    import numpy as np

    none = np.zeros(BINS, np.bool_)
    sums, _ = _sums(table, found, none, threads)
    observed, expected, variance = np.rint(sums[0]).astype(np.int64), sums[1], sums[2]
    p = np.array([_tail(*of) for of in zip(observed, expected, variance, strict=True)])
    least = np.where((expected < EXACT_BELOW) & (observed <= _CAP), observed, 0)
    p = np.where(least > 0, _exact(table, found, least), np.where(observed == 0, 1.0, p))
    listed = np.array(benjamini_hochberg(p.tolist(), LEVEL))
    total = None
    if listed.any():
        _, (inside, mean, spread) = _sums(table, found, listed, threads)
        total = Deviation(int(table.times.sum()), round(float(inside)), float(mean), float(spread))
    return Spikes(observed, expected, variance, p, _holm(p), listed, total)


def _tail(observed: int, expected: float, variance: float) -> float:
    return upper_normal((observed - expected) / math.sqrt(variance)) if variance > 0 else float(observed <= expected)


def _holm(p: Floats) -> Floats:
    """Tails adjusted so that the chance of any false rejection is held (S. Holm 1979)."""
    import numpy as np

    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def _tables(table: Pairs, found: Mixture) -> tuple[Floats, ...]:
    import numpy as np

    rising = log_tables(np.array(found.alphas), np.array(found.betas), 2 * table.largest)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, table.largest + 1)))))
    parameters = (np.log(np.array(found.weights)), np.array(found.alphas), np.array(found.betas))
    return (*parameters, *rising, factorials)


def _sums(table: Pairs, found: Mixture, marked: NDArray[np.bool_], threads: int | None) -> tuple[Floats, Floats]:
    """Observed, expected and variance: of each bin, and of the marked bins together."""
    import numpy as np

    tables, kernel = _tables(table, found), compiled()

    def one(start: int) -> tuple[Floats, Floats]:
        sums, union = np.zeros((3, BINS)), np.zeros(3)
        rows = slice(start, start + _BLOCK)
        room = np.zeros(table.largest + 1), np.zeros(BINS)
        counts = table.n[rows], table.k[rows], table.times[rows]
        kernel(*counts, *tables, marked, *room, sums, union, np.zeros(BINS, np.int64), np.zeros((0, 0)))
        return sums, union

    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
        parts = list(pool.map(one, range(0, len(table.n), _BLOCK)))
    sums, union = np.zeros((3, BINS)), np.zeros(3)
    for more, inside in parts:
        sums += more
        union += inside
    return sums, union


def _exact(table: Pairs, found: Mixture, least: Counts) -> Floats:
    """P(at least so many) of the Poisson-binomial distribution of each bin with `least` above 0; 1 for the others."""
    import numpy as np

    states = np.zeros((BINS, int(least.max()) + 1))
    states[:, 0] = 1.0
    room = np.zeros(table.largest + 1), np.zeros(BINS)
    counts, none = (table.n, table.k, table.times), np.zeros(BINS, np.bool_)
    compiled()(*counts, *_tables(table, found), none, *room, np.zeros((3, BINS)), np.zeros(3), least, states)
    return np.array([min(1.0, max(0.0, 1.0 - math.fsum(row[:most]))) for row, most in zip(states, least, strict=True)])


@cache
def compiled() -> Any:
    """The loop over pairs as machine code, kept between runs where there is a place to keep it."""
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(_walk)
    except RuntimeError:  # neither the package's folder nor the user's may be written
        return numba.njit(nogil=True)(_walk)


def _walk(
    n: Counts, k: Counts, times: Counts, log_weights: Floats, alpha: Floats, beta: Floats,
    rise: Floats, fall: Floats, both: Floats, factorials: Floats, marked: NDArray[np.bool_],
    chance: Floats, bins: Floats, sums: Floats, union: Floats, least: Counts, states: Floats,
) -> None:  # fmt: skip
    """Add each pair's chances of bins to `sums`, of marked bins to `union`, and to the distributions in `states`.

    `rise`, `fall`, `both` are logarithms of rising factorials of alpha, beta and their sums; `chance` and `bins` are
    empty room. Plain loops, to be compiled.
    """
    number = len(log_weights)
    for i in range(len(n)):
        size, seen = n[i], k[i]
        top = -1e300
        for c in range(number):
            top = max(top, log_weights[c] + rise[c, seen] + fall[c, size - seen] - both[c, size])
        whole = 0.0
        for c in range(number):
            whole += math.exp(log_weights[c] + rise[c, seen] + fall[c, size - seen] - both[c, size] - top)
        first, last = size, 0
        for c in range(number):
            part = math.exp(log_weights[c] + rise[c, seen] + fall[c, size - seen] - both[c, size] - top) / whole
            if part < _NOTHING:
                continue
            a, b = alpha[c] + seen, beta[c] + size - seen
            middle = min(int(size * a / (a + b)), size)
            log_chance = factorials[size] - factorials[middle] - factorials[size - middle]
            log_chance += rise[c, seen + middle] - rise[c, seen]
            log_chance += fall[c, 2 * size - seen - middle] - fall[c, size - seen]
            log_chance -= both[c, 2 * size] - both[c, size]
            here = part * math.exp(log_chance)
            up, x = here, middle
            while up > _NOTHING or x == middle:
                chance[x] += up
                last = max(last, x)
                if x == size:
                    break
                up *= (size - x) / (x + 1.0) * (a + x) / (b + size - x - 1.0)
                x += 1
            down, x = here, middle
            first = min(first, middle)
            while x > 0:
                down *= x / (size - x + 1.0) * (b + size - x) / (a + x - 1.0)
                x -= 1
                if down <= _NOTHING:
                    break
                chance[x] += down
                first = min(first, x)
        low, high = (2000 * first + size) // (2 * size), (2000 * last + size) // (2 * size)
        together, was = 0.0, False
        for x in range(first, last + 1):
            place = 2000 * x + size
            b = place // (2 * size)
            inside = marked[b]
            bins[b] += chance[x]
            if place % (2 * size) == 0 and b > 0:
                bins[b - 1] += chance[x]
                low = min(low, b - 1)
                inside = inside or marked[b - 1]
            if inside:
                together += chance[x]
            chance[x] = 0.0
        place = 2000 * seen + size
        b = place // (2 * size)
        sums[0, b] += times[i]
        was = marked[b]
        if place % (2 * size) == 0 and b > 0:
            sums[0, b - 1] += times[i]
            was = was or marked[b - 1]
        union[0] += times[i] if was else 0
        union[1] += times[i] * together
        union[2] += times[i] * together * (1 - together)
        for b in range(low, high + 1):
            p = bins[b]
            sums[1, b] += times[i] * p
            sums[2, b] += times[i] * p * (1 - p)
            bins[b] = 0.0
            if least[b] > 0 and p > 0:
                for _ in range(times[i]):
                    for state in range(least[b], 0, -1):
                        states[b, state] += p * (states[b, state - 1] - states[b, state])
                    states[b, 0] *= 1 - p


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
