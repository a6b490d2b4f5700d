"""Estimates of single regions: the same estimator over the strata of a region, where enough of its stations reported.

A region is a union of strata, so its sample is a stratified sample of its own (W. G. Cochran, *Sampling Techniques*,
3rd edition 1977, 5A.14): nothing outside it enters, and strata with too few reports are joined within it only. A design
for the nation gives most regions few stations; of those nothing is estimated, and the reason is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from saylau.methods.quickcount.plan import Plan, Sort
from saylau.methods.quickcount.proportions import FEW
from saylau.methods.quickcount.quantiles import together
from saylau.methods.quickcount.take import Report, Told, take

SORTS = (Sort.SHARE, Sort.TURNOUT)
"""What is told of a region."""


class Unsupported(StrEnum):
    """Why nothing is estimated for a region."""

    FEW = f"fewer than {FEW} reports"
    RESPONSE = "its response is below what the publication rule asks of each region"
    NOTHING = "its reports hold no ballots"


@dataclass(frozen=True, slots=True)
class Regional:
    """One region of a take."""

    region: str
    stations: int
    """Stations of the frame."""
    drawn: int
    reports: int
    told: tuple[Told, ...]
    """Shares, and turnout where the plan asks for it; empty where the design does not bear them out."""
    why: Unsupported | None


def by_region(plan: Plan, reports: Mapping[str, Report]) -> tuple[Regional, ...]:
    """The regions in the order of the strata; none where the frame has only one.

    A region is estimated from 20 reports on, or when all its stations reported, and where its response is at least
    that of the publication rule.
    """
    names = dict.fromkeys(one.region for one in plan.strata)
    return tuple(_regional(plan, reports, name) for name in names) if len(names) > 1 else ()


def level_together(plan: Plan) -> float:
    """The level of each regional interval, so that those of all regions together have that of the plan (Bonferroni).

    All regions of the frame count, whether they are estimated or not: what is left out is known only afterwards.
    """
    regions = len({one.region for one in plan.strata})
    return together(plan.level, regions * (len(plan.contestants) + plan.turnout))


def _regional(plan: Plan, reports: Mapping[str, Report], region: str) -> Regional:
    strata = tuple(one for one in plan.strata if one.region == region)
    inside = {one.name for one in strata}
    drawn = {station: one for station, one in plan.drawn.items() if one.stratum in inside}
    own = {station: report for station, report in reports.items() if station in drawn}
    stations = sum(one.stations for one in strata)
    why = _unsupported(plan, stations, len(drawn), len(own))
    told: tuple[Told, ...] = ()
    if why is None:
        try:
            made = take(replace(plan, strata=strata, drawn=drawn, thresholds=(), by_covariance=False), own)
        except ValueError:
            return Regional(region, stations, len(drawn), len(own), (), Unsupported.NOTHING)
        told = tuple(one for sort in SORTS for one in made.of(sort))
    return Regional(region, stations, len(drawn), len(own), told, why)


def _unsupported(plan: Plan, stations: int, drawn: int, reports: int) -> Unsupported | None:
    if not reports or FEW > reports < stations:
        return Unsupported.FEW
    return Unsupported.RESPONSE if Fraction(reports, drawn) < plan.rule.region_response else None
