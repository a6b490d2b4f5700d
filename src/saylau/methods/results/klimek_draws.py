"""Elections simulated without anything moved: one clean cluster of stations, or two, and their counts.

Rates are fractions of 1; every election has a generator of its own, so the order in which they are drawn is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Floats

SEED = 20_120_918
"""Of the generator PCG64, together with the number of the null and of the simulation."""
MOST_STATIONS = 10_000
"""Stations of a simulated election: every so-manieth list of a larger table. Fewer stations vary more, so the
quantiles are no smaller than those of the whole table."""
INDEPENDENT = (0.0, 0.0)
"""Correlation of the voters of a station in turnout and in share where nothing is known of it."""
_CELLS = 200
_STEPS = 300


@dataclass(frozen=True, eq=False)
class Counted:
    """Voters, ballots and votes of the stations used, one entry a station, in the order of the table."""

    registered: Counts
    issued: Counts
    base: Counts
    votes: Counts
    area: Counts | None = None
    """Area of each station as a whole number from 0; None where the table does not name enough of them."""

    @property
    def turnout(self) -> Floats:
        """issued / registered."""
        return self.issued / self.registered

    @property
    def share(self) -> Floats:
        """votes / base."""
        return self.votes / self.base


@dataclass(frozen=True, eq=False)
class Cluster:
    """Normal turnout and share of one clean cluster, and its part of the stations."""

    weight: float
    tau: float
    nu: float
    s_tau: float
    s_nu: float


def two_clusters(turnout: Floats, share: Floats) -> tuple[Cluster, Cluster]:
    """Two normal clusters (turnout and share independent inside each) left of the 95th percentile of the share.

    EM on cells of half a point, started from the lower and the upper half of the shares; no random start.
    """
    import numpy as np

    left = share <= np.quantile(share, 0.95)
    cell = [np.minimum((rate[left] * _CELLS).astype(np.int64), _CELLS - 1) for rate in (turnout, share)]
    number, times = np.unique(cell[0] * _CELLS + cell[1], return_counts=True)
    points = np.stack((number // _CELLS, number % _CELLS)) / _CELLS + 0.5 / _CELLS
    upper = (points[1] > np.median(share[left])).astype(float)
    part = np.stack((1 - upper, upper))
    weights, means, spread = _moments(points, part * times)
    for _ in range(_STEPS):
        logs = np.log(weights)[:, None] - np.log(spread).sum(axis=1)[:, None]
        logs = logs - 0.5 * (((points[None] - means[:, :, None]) / spread[:, :, None]) ** 2).sum(axis=1)
        before, part = part, np.exp(logs - np.logaddexp(logs[0], logs[1]))
        weights, means, spread = _moments(points, part * times)
        if np.abs(part - before).max() < 1e-6:
            break
    one, two = (Cluster(float(weights[i]), *map(float, (*means[i], *spread[i]))) for i in (0, 1))
    return one, two


def _moments(points: Floats, heavy: Floats) -> tuple[Floats, Floats, Floats]:
    """Weight, means and spreads of the clusters; a spread is at least half a cell."""
    import numpy as np

    sums = heavy.sum(axis=1)
    means = (heavy[:, None, :] * points[None]).sum(axis=2) / sums[:, None]
    spread = np.sqrt((heavy[:, None, :] * (points[None] - means[:, :, None]) ** 2).sum(axis=2) / sums[:, None])
    return sums / sums.sum(), means, np.maximum(spread, 0.5 / _CELLS)


def thinned(number: int) -> Counts:
    """Places of the simulated stations among so many that stand in an order: all, or `MOST_STATIONS` at even steps."""
    import numpy as np

    if number <= MOST_STATIONS:
        return np.arange(number, dtype=np.int64)
    places: Counts = (np.arange(MOST_STATIONS, dtype=np.int64) * 2 + 1) * number // (2 * MOST_STATIONS)
    return places


def simulated(
    lists: Counts, clusters: tuple[Cluster, ...], seed: tuple[int, ...],
    correlations: tuple[float, float] = INDEPENDENT,
) -> Counted:  # fmt: skip
    """An election without anything moved: turnout and share of a station from its cluster, then its counts.

    These are binomial, or beta-binomial where voters of a station are correlated.
    """
    import numpy as np
    from scipy.special import ndtr, ndtri

    draw = np.random.Generator(np.random.PCG64(seed))
    which = (draw.random(len(lists)) >= clusters[0].weight).astype(np.int64)

    def rates(means: list[float], spreads: list[float]) -> Floats:
        mean, spread = np.array(means)[which], np.array(spreads)[which]
        low, high = ndtr(-mean / spread), ndtr((1 - mean) / spread)
        drawn: Floats = mean + spread * ndtri(low + (high - low) * draw.random(len(lists)))
        return np.clip(drawn, 0, 1)

    def spread(mean: Floats, correlation: float) -> Floats:
        if correlation <= 0:
            return mean
        size, inside = (1 - correlation) / correlation, np.clip(mean, 1e-6, 1 - 1e-6)
        drawn: Floats = draw.beta(size * inside, size * (1 - inside))
        return drawn

    turnout = rates([c.tau for c in clusters], [c.s_tau for c in clusters])
    share = rates([c.nu for c in clusters], [c.s_nu for c in clusters])
    ballots = draw.binomial(lists, spread(turnout, correlations[0]))
    votes = draw.binomial(ballots, spread(share, correlations[1]))
    kept = (ballots > 0) & (ballots < lists)
    return Counted(lists[kept], ballots[kept], ballots[kept], votes[kept])
