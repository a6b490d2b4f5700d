"""The part of a sheet about single regions: estimates where the design bears them out, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.cli.quickcount.words import Figures, Section, name_of, part, per_cent
from saylau.methods.quickcount.plan import Plan
from saylau.methods.quickcount.proportions import FEW
from saylau.methods.quickcount.regions import Regional, level_together

HEADS = ("region", "reported", "share", "estimate", "margin", "alone", "all together")


def region_section(plan: Plan, regions: tuple[Regional, ...]) -> Section:
    """A row for each share of each region that is estimated, and a line for the others."""
    level = level_together(plan)
    rows = [row for one in regions for row in _rows(plan, one, level)]
    how = (
        f"Each region from its own reports, from {FEW} on. Alone: each interval by itself has {per_cent(plan.level)}. "
        f"All together: those of all regions at once ({per_cent(level)} each). No sentence rests on them."
    )
    under = [
        f"{one.region}: not estimated, {one.why}; {part(one.reports, one.drawn)} drawn stations reported."
        for one in regions
        if one.why
    ]
    return Section("Regions", [how] if rows else (), HEADS if rows else (), rows, under)


def _rows(plan: Plan, of: Regional, level: float) -> Iterator[tuple[str, ...]]:
    figures = Figures(of.reports < FEW)
    for one in of.told:
        yield (
            of.region, part(of.reports, of.drawn), name_of(one.statement), figures.share(one.estimate.value),
            figures.margin(one.estimate.margin(plan.level)), figures.between(one.alone),
            figures.between(one.estimate.interval(level)),
        )  # fmt: skip
