"""Histograms of polling stations: turnout by share in whole points, tenths of a point with their exact null, votes.

Tenths with the null of ballots cast one by one: D. Kobak, S. Shpilkin, M. S. Pshenichnikov, "Statistical fingerprints
of electoral fraud?", Significance 13(4) (2016) 20-23; here the null is summed exactly, nothing is drawn.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled
from saylau.methods.results.roles import MISSING
from saylau.methods.results.stations import Stations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Mask, Rates

TENTHS = 1001
"""Bins of a tenth of a point, centred on 0.0, 0.1 ... 100.0."""
POINTS = 100
"""Bins of one point, [0, 1) to [99, 100]."""
_BAND = 1.959964
_BLOCK = 1 << 16
_SDS, _MORE = 6.5, 8


@dataclass(frozen=True, eq=False)
class Saw:
    """Stations in each tenth of a point, and what the null expects there: arrays of `TENTHS` entries, in stations."""

    observed: Counts
    expected: Rates
    variance: Rates

    @property
    def band(self) -> tuple[Rates, Rates]:
        """Where the null puts each bin in 95 of 100 elections (normal approximation, never below 0)."""
        import numpy as np

        half = _BAND * np.sqrt(self.variance)
        low: Rates = np.maximum(self.expected - half, 0.0)
        high: Rates = self.expected + half
        return low, high


def plottable(stations: Stations) -> Mask:
    """Rows whose turnout and share can stand in a picture: all four counts stated, N > 0, C > 0, G <= N, W <= C."""
    n, g, c, w = stations.registered, stations.issued, stations.base, stations.votes
    held: Mask = (n > 0) & (c > 0) & (g != MISSING) & (w != MISSING) & (g <= n) & (w <= c)
    return held


def point(count: Counts, base: Counts) -> Counts:
    """Whole percentage points of count / base, rounded down; 100 % stands with 99. `base > 0`."""
    import numpy as np

    points: Counts = np.minimum(100 * count // base, POINTS - 1)
    return points


def fingerprint(stations: Stations, mask: Mask) -> Counts:
    """Stations by turnout (first axis) and share (second axis) in whole points: an array of 100 x 100."""
    import numpy as np

    across = point(stations.issued[mask], stations.registered[mask])
    up = point(stations.votes[mask], stations.base[mask])
    return np.bincount(across * POINTS + up, minlength=POINTS * POINTS).reshape(POINTS, POINTS)


def votes_by_turnout(stations: Stations, mask: Mask, votes: Counts) -> Counts:
    """Votes by the turnout of the station where they were cast, in whole points; votes not stated count as none."""
    import numpy as np

    across = point(stations.issued[mask], stations.registered[mask])
    sums = np.bincount(across, np.maximum(votes[mask], 0).astype(float), minlength=POINTS)
    return np.rint(sums).astype(np.int64)


def saw(count: Counts, base: Counts) -> Saw:
    """Stations by 100 count / base in tenths of a point, beside Binomial(base, count / base) in each of them.

    A rate on the edge of two bins stands in the upper one. Expected is the sum of the stations' chances of the bin,
    variance the sum of chance times one minus chance. Arrays of one length, `0 <= count <= base`, `base > 0`. Blocks of
    stations are summed by themselves and added in their order: the number of threads changes no digit.
    """
    import numpy as np

    observed = np.bincount((2000 * count + base) // (2 * base), minlength=TENTHS)
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, int(base.max(initial=0)) + 1)))))
    count, base = np.ascontiguousarray(count, np.int64), np.ascontiguousarray(base, np.int64)
    kernel = compiled(_add)

    def block(start: int) -> NDArray[np.float64]:
        sums = np.zeros((2, TENTHS))
        kernel(count[start : start + _BLOCK], base[start : start + _BLOCK], logs, sums[0], sums[1])
        return sums

    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        expected, variance = sum(pool.map(block, range(0, len(count), _BLOCK)), np.zeros((2, TENTHS)))
    return Saw(observed, expected, variance)


def _add(count: Counts, base: Counts, log_factorials: Rates, expected: Rates, variance: Rates) -> None:
    """Add the chances of each bin; plain loops, to be compiled."""
    for i in range(len(count)):
        k, n = count[i], base[i]
        if k <= 0 or k >= n:
            expected[(2000 * k + n) // (2 * n)] += 1.0
            continue
        rate = k / n
        log_no = math.log1p(-rate)
        odds = rate / (1 - rate)
        reach = _SDS * math.sqrt(n * rate * (1 - rate)) + _MORE
        low, high = max(math.ceil(k - reach), 0), min(math.floor(k + reach), n)
        # P(x) from P(x - 1): an exponential for each x would take several times as long.
        log_first = log_factorials[n] - log_factorials[low] - log_factorials[n - low] + low * math.log(rate)
        chance = math.exp(log_first + (n - low) * log_no)
        here, current = 0.0, -1
        for x in range(low, high + 1):
            place = (2000 * x + n) // (2 * n)
            if place != current:
                if current >= 0:
                    expected[current] += here
                    variance[current] += here * (1 - here)
                here, current = 0.0, place
            here += chance
            chance *= odds * (n - x) / (x + 1)
        expected[current] += here
        variance[current] += here * (1 - here)
