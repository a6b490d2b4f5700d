"""What the mixture finds where nothing was moved: refusals, and the fit on elections simulated from clean parts alone.

Two nulls for every table: the fitted clean part (self-null), and two clean clusters, two normal distributions fitted to
the stations left of the 95th percentile of the share (heterogeneity null). Two more where the table names areas: these
keep the place of each area (`saylau.methods.results.klimek_areas`). A fraction that such elections reach as well cannot
be told from ordinary differences between places.

Measured on synthetic clean elections of 10,000 stations in 96 named districts: above the 99 % quantile of all four in
1 of 322 whose places differ (upper 95 % bound 1.5 %) and in 0 of 400 whose places do not (0.7 %). The first two alone
were not enough: 7 of 34 where places differ.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from saylau.methods.results.klimek import CleanPart, Fit, Model, clean_part, fit, histogram
from saylau.methods.results.klimek_areas import Areas
from saylau.methods.results.klimek_draws import (
    INDEPENDENT,
    SEED,
    Cluster,
    Counted,
    simulated,
    thinned,
    two_clusters,
)
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    pass


Draw = Callable[[tuple[int, ...]], Counted]
"""An election of a seed."""
SIMULATIONS = 200
"""Of each null."""
QUANTILES = (0.95, 0.99)
LEAST_BEHIND, LEAST_BEHIND_SHARE = 200, 0.05
WIDEST = 0.25
ABOVE_OFFICIAL = 0.03
MOST_EXTREME = 0.3
WORST = 100.0
"""Reduced chi-square above which the model does not describe the histogram."""
_COARSE = (24, 256)


@dataclass(frozen=True)
class Analysis:
    """One election through the whole method: clean part, fit under both weightings, and why not, if not."""

    part: CleanPart | None
    fit: Fit | None
    published: Fit | None
    reasons: tuple[Said, ...]


def analyse(table: Counted, *, both: bool = True) -> Analysis:
    """Clean part, fit and refusals; `both` fits the published weighting too.

    Without `both` (a simulated election) the quadrature is coarser and alpha stays on its grid: that moves a fraction
    by 0.001 on average, and by at most 0.01 (seen on 40 simulated elections).
    """
    part = clean_part(table.turnout, table.share)
    if part is None:
        reason = "There is no clean mode: no local maximum with 15 % of the stations below it and 15 % above."
        return Analysis(None, None, None, (reason,))
    reasons = _of_part(part, len(table.votes))
    if not all(spread > 0 for spread in (part.s_tau, part.s_nu, part.theta)):
        return Analysis(part, None, None, reasons)
    model, seen = Model(part) if both else Model(part, *_COARSE), histogram(table.votes, table.base)
    found = fit(seen, model, refined=both)
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
) -> tuple[Null, ...]:
    """The self-null, the heterogeneity null and, where the table names areas, two that keep them.

    Elections of the same lists; in the first two votes are drawn one by one, and with `correlations` of the voters of
    a station, in turnout and in share, counts are beta-binomial. Every simulation has a generator of its own, so the
    number of threads changes nothing.
    """
    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
        return tuple(
            _null(name, list(pool.map(draw, range(simulations))))
            for name, draw in _draws(table, part, correlations)
        )  # fmt: skip


def beyond(table: Counted, part: CleanPart, fraction: float, simulations: int = SIMULATIONS) -> bool:
    """Whether a fraction is above the 99 % quantile of every null, as `nulls` would say it.

    Nothing is drawn that cannot change the answer: for a calibration, in which most elections are told by a few.
    """
    most = simulations - math.ceil(QUANTILES[1] * (simulations + 1) - 1e-9)
    for name, draw in reversed(_draws(table, part, INDEPENDENT)):
        fits: list[Fit | None] = []
        reached = 0
        for number in range(simulations):
            fits.append(found := draw(number))
            reached += found is not None and found.incremental >= fraction
            if reached > most:
                return False
        if fraction <= _null(name, fits).quantile(QUANTILES[1]):
            return False
    return True


def _draws(
    table: Counted, part: CleanPart, correlations: tuple[float, float]
) -> list[tuple[str, Callable[[int], Fit | None]]]:
    """Each null by name, and the fit on its simulation of a number."""
    import numpy as np

    lists = np.sort(table.registered)[thinned(len(table.registered))]
    alone = (Cluster(1.0, part.tau, part.nu, part.s_tau, part.s_nu),)
    clusters = two_clusters(table.turnout, table.share)
    draws: list[tuple[str, Draw]] = [
        ("clean part alone", partial(simulated, lists, alone, correlations=correlations)),
        ("two clean clusters", partial(simulated, lists, clusters, correlations=correlations)),
    ]
    if table.area is not None:
        areas = Areas.of(table, table.area)
        draws += [("clean areas", areas.mirrored), ("areas of two clean clusters", areas.clustered)]
    return [(name, partial(_fitted, draw, kind)) for kind, (name, draw) in enumerate(draws, 1)]


def _fitted(draw: Draw, kind: int, number: int) -> Fit | None:
    return analyse(draw((SEED, kind, number)), both=False).fit


def _null(name: str, fits: list[Fit | None]) -> Null:
    found = [one for one in fits if one]
    return Null(
        name, tuple(sorted(f.incremental for f in found)), tuple(sorted(f.extreme for f in found)),
        len(fits) - len(found),
    )  # fmt: skip
