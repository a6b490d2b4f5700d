"""What the mixture finds where nothing was moved: refusals, and elections simulated from clean parts alone.

Two nulls: the fitted clean part (self-null), and two clean clusters, two normal distributions fitted to the stations
left of the 95th percentile of the share (heterogeneity null). A fraction that such elections reach as well cannot be
told from ordinary differences between places.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.klimek import CleanPart, Fit, Model, clean_part, fit, histogram
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Floats = NDArray[np.float64]

SIMULATIONS = 200
SEED = 20_120_918
"""Of the generator PCG64, together with the number of the null and of the simulation."""
MOST_STATIONS = 10_000
"""Stations of a simulated election: every so-manieth list of a larger table. Fewer stations vary more, so the
quantiles are no smaller than those of the whole table."""
QUANTILES = (0.95, 0.99)
INDEPENDENT = (0.0, 0.0)
"""Correlation of the voters of a station in turnout and in share where nothing is known of it."""
LEAST_BEHIND, LEAST_BEHIND_SHARE = 200, 0.05
WIDEST = 0.25
ABOVE_OFFICIAL = 0.03
MOST_EXTREME = 0.3
WORST = 100.0
"""Reduced chi-square above which the model does not describe the histogram."""
_CELLS = 200
_STEPS = 300
_COARSE = (24, 256)


@dataclass(frozen=True, eq=False)
class Counted:
    """Voters, ballots and votes of the stations used, one entry a station, in the order of the table."""

    registered: Counts
    issued: Counts
    base: Counts
    votes: Counts

    @property
    def turnout(self) -> Floats:
        """issued / registered."""
        return self.issued / self.registered

    @property
    def share(self) -> Floats:
        """votes / base."""
        return self.votes / self.base


@dataclass(frozen=True)
class Analysis:
    """One election through the whole method: clean part, fit under both weightings, and why not, if not."""

    part: CleanPart | None
    fit: Fit | None
    published: Fit | None
    reasons: tuple[Said, ...]


def analyse(table: Counted, *, both: bool = True) -> Analysis:
    """Clean part, fit and refusals; `both` fits the published weighting too.

    Without `both` (a simulated election) the quadrature is coarser: it moves a fraction by less than 0.001.
    """
    part = clean_part(table.turnout, table.share)
    if part is None:
        reason = "There is no clean mode: no local maximum with 15 % of the stations below it and 15 % above."
        return Analysis(None, None, None, (reason,))
    reasons = _of_part(part, len(table.votes))
    if not all(spread > 0 for spread in (part.s_tau, part.s_nu, part.theta)):
        return Analysis(part, None, None, reasons)
    model, seen = Model(part) if both else Model(part, *_COARSE), histogram(table.votes, table.base)
    found = fit(seen, model)
    published = fit(seen, model, published=True) if both else None
    return Analysis(part, found, published, (*reasons, *_of_fit(model, found, table)))


def _of_part(part: CleanPart, stations: int) -> tuple[Said, ...]:
    found: list[Said] = []
    if part.behind < max(LEAST_BEHIND, LEAST_BEHIND_SHARE * stations):
        found.append(
            Message(
                "Only {behind} of {stations} stations lie below both modes; the spread needs {least} and 5 % of them.",
                behind=part.behind, stations=stations, least=LEAST_BEHIND,
            )
        )  # fmt: skip
    if not all(0 < spread <= WIDEST for spread in (part.s_tau, part.s_nu)) or part.theta <= 0:
        found.append("A spread of the clean part is zero or above 25 points: the left side shows no single cluster.")
    return tuple(found)


def _of_fit(model: Model, found: Fit, table: Counted) -> tuple[Said, ...]:
    reasons: list[Said] = []
    moved = found.incremental + found.extreme
    clean = (float(model.turnouts.mean()), model.mean_share)
    official = (
        float(table.issued.sum() / table.registered.sum()), float(table.votes.sum() / table.base.sum())
    )  # fmt: skip
    if moved > 0 and any(one > other + ABOVE_OFFICIAL for one, other in zip(clean, official, strict=True)):
        reasons.append("Turnout or share of the part that the fit calls clean would exceed the official one.")
    if moved >= 1 - 1e-9 or found.extreme > MOST_EXTREME:
        reasons.append("The best fit leaves no clean part, or lies at the limit of the model.")
    if found.reduced > WORST:
        reasons.append(
            Message(
                "The model does not describe the histogram: reduced chi-square {chi}, at most {most}.",
                chi=round(found.reduced), most=round(WORST),
            )
        )  # fmt: skip
    return tuple(reasons)


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


@dataclass(frozen=True)
class Null:
    """Fractions that the fit finds in elections simulated without anything moved, in ascending order."""

    name: str
    incremental: tuple[float, ...]
    extreme: tuple[float, ...]
    refused: int
    """Simulated elections that have no clean part; they give no fraction."""

    def quantile(self, level: float, *, extreme: bool = False) -> float:
        """The fraction of rank ceil(level (simulations + 1)): above it `p` is below 1 - level. 1 where none fits."""
        ranked = self.extreme if extreme else self.incremental
        place = math.ceil(level * (len(ranked) + 1) - 1e-9)
        return ranked[place - 1] if place <= len(ranked) else 1.0

    def p(self, fraction: float) -> float:
        """Chance of such a fraction under the null: (1 + simulations that reach it) / (1 + simulations)."""
        return (1 + sum(one >= fraction for one in self.incremental)) / (1 + len(self.incremental))


def nulls(
    table: Counted,
    part: CleanPart,
    simulations: int = SIMULATIONS,
    threads: int | None = None,
    correlations: tuple[float, float] = INDEPENDENT,
) -> tuple[Null, Null]:
    """The self-null and the heterogeneity null: elections of the same lists, voters and votes drawn one by one.

    With `correlations` of the voters of a station, in turnout and in share, counts are beta-binomial. Every simulation
    has a generator of its own, so the number of threads changes nothing.
    """
    lists = _lists(table.registered)
    alone = (Cluster(1.0, part.tau, part.nu, part.s_tau, part.s_nu),)
    return (
        _null("clean part alone", lists, alone, 1, simulations, threads, correlations),
        _null(
            "two clean clusters", lists, two_clusters(table.turnout, table.share), 2, simulations, threads, correlations
        ),
    )


def _lists(registered: Counts) -> Counts:
    """Registered voters of the simulated stations: all, or so many at even steps through the sorted lists."""
    import numpy as np

    ranked: Counts = np.sort(registered)
    if len(ranked) <= MOST_STATIONS:
        return ranked
    return ranked[(np.arange(MOST_STATIONS) * 2 + 1) * len(ranked) // (2 * MOST_STATIONS)]


def _null(
    name: str, lists: Counts, clusters: tuple[Cluster, ...], kind: int, simulations: int, threads: int | None,
    correlations: tuple[float, float],
) -> Null:  # fmt: skip
    def one(number: int) -> Fit | None:
        return analyse(simulated(lists, clusters, (SEED, kind, number), correlations), both=False).fit

    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
        fits = list(pool.map(one, range(simulations)))
    found = [one for one in fits if one]
    return Null(
        name, tuple(sorted(f.incremental for f in found)), tuple(sorted(f.extreme for f in found)),
        len(fits) - len(found),
    )  # fmt: skip


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
