"""A take: everything that the reports received by one moment tell, and the sentences that the rule lets through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.methods.quickcount.collapse import Collapsed, collapse
from saylau.methods.quickcount.estimate import (
    Contrast,
    DesignEffects,
    Estimate,
    Totals,
    covariance,
    design_effects,
    ratio,
    totals,
)
from saylau.methods.quickcount.missing import Bounds, Silence, bounds, expanded, likely_caps
from saylau.methods.quickcount.plan import REGISTERED, Plan, Sort, Statement, columns, statements
from saylau.methods.quickcount.quantiles import together
from saylau.methods.quickcount.statements import joint_quantile


@dataclass(frozen=True, slots=True)
class Report:
    """The accepted numbers of one station."""

    numbers: Mapping[str, int]
    open: bool = False
    """Whether a question about it is open, such as a sum that does not add up."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as the reports tell it."""

    statement: Statement
    estimate: Estimate
    alone: tuple[float, float]
    """The interval that has the level by itself."""
    joint: tuple[float, float]
    """The interval that has the level together with all other statements."""
    bounds: Bounds | None
    """None where nothing caps what a silent station can hold."""
    likely: Bounds | None
    """The same if no silent station has a higher turnout than the highest that was seen in its stratum."""
    silence: Silence | None
    effects: DesignEffects | None


@dataclass(frozen=True, slots=True)
class Take:
    """The estimates of one moment."""

    reports: int
    collapsed: Collapsed
    freedom: int
    joint_level: float
    """The level of each statement, so that all together have that of the plan (Bonferroni)."""
    quantile: float | None
    """What standard errors are multiplied with instead, where the plan wants the joint distribution."""
    told: tuple[Told, ...]
    uncapped: tuple[str, ...]
    """Silent stations of which nobody knows how many ballots they can hold."""

    def of(self, sort: Sort) -> tuple[Told, ...]:
        """What is told of one sort of statement."""
        return tuple(one for one in self.told if one.statement.sort is sort)

    def margin(self, one: Told, *, sides: int = 2) -> float:
        """The margin of a statement at the level that all of them have together."""
        return _joint_margin(one.estimate, self.joint_level, self.quantile, sides)


def _joint_margin(of: Estimate, level: float, quantile: float | None, sides: int = 2) -> float:
    return of.margin(level, sides=sides) if quantile is None else quantile * of.error


def collapsed_for(plan: Plan, reports: Mapping[str, Report]) -> Collapsed:
    """The strata as these reports allow to use them. Raises `ValueError` for fewer than two reports."""
    counts: dict[str, int] = {}
    for station in reports:
        stratum = plan.drawn[station].stratum
        counts[stratum] = counts.get(stratum, 0) + 1
    region = {one.name: one.region for one in plan.strata}
    return collapse([one.name for one in plan.strata], region, {one.name: one.stations for one in plan.strata}, counts)


def grouped(plan: Plan, reports: Iterable[str], used: Collapsed) -> tuple[list[int], list[int]]:
    """The place of the group of strata of each station that reported, and the stations of the frame in each group."""
    place = used.place()
    stations = [0] * len(used.groups)
    for stratum in plan.strata:
        stations[place[stratum.name]] += stratum.stations
    return [place[plan.drawn[station].stratum] for station in reports], stations


def whole(plan: Plan, reports: Mapping[str, Report], used: Collapsed) -> tuple[Totals, tuple[str, ...]]:
    """Expanded totals of the columns of a plan and of the registered voters, and the names of these columns."""
    import numpy as np

    names = (*columns(plan), REGISTERED)
    strata, stations = grouped(plan, reports, used)
    rows = [
        [*(report.numbers[name] for name in names[:-1]), plan.drawn[station].registered]
        for station, report in reports.items()
    ]
    return totals(np.array(strata, dtype=np.int64), np.array(rows, dtype=np.int64), stations), names


def contrasts(statement: Statement, names: Sequence[str]) -> tuple[Contrast, Contrast]:
    """Numerator and denominator of a statement, by the places of their columns."""
    top = {names.index(name): sign for name, sign in zip(statement.top, (1, -1), strict=False)}
    return top, {names.index(statement.base): 1}


def estimates(plan: Plan, reports: Mapping[str, Report]) -> tuple[tuple[Statement, Estimate], ...]:
    """The estimates alone, for takes that are only compared with others. Raises `ValueError` as `take` does."""
    found, names = whole(plan, reports, collapsed_for(plan, reports))
    return tuple((one, ratio(found, *contrasts(one, names))) for one in statements(plan))


def take(plan: Plan, reports: Mapping[str, Report]) -> Take:
    """Estimates, intervals, bounds and design effects from the reports of drawn stations.

    Raises `ValueError` for fewer than two reports, for reports of stations that were not drawn, and for denominators
    that sum to nothing.
    """
    strangers = sorted(set(reports) - set(plan.drawn))
    if strangers:
        raise ValueError(f"a report of {strangers[0]}, which was not drawn")
    used = collapsed_for(plan, reports)
    found, names = whole(plan, reports, used)
    asked = statements(plan)
    level = together(plan.level, len(asked))
    uncapped = tuple(s for s, one in plan.drawn.items() if s not in reports and not one.most)
    sums = _design_sums(plan, reports, names)
    silences = {base: silence(plan, reports, base, sums[base]) for base in sorted({one.base for one in asked})}
    quantile = _quantile(plan, found, [contrasts(one, names) for one in asked]) if plan.by_covariance else None
    told = []
    for one in asked:
        estimate = ratio(found, *contrasts(one, names))
        effects = design_effects(found, *contrasts(one, names)) if one.sort in (Sort.SHARE, Sort.TURNOUT) else None
        lead, silent = one.sort is Sort.LEAD, None if uncapped else silences[one.base]
        top = sums[one.top[0]] - sum((sums[name] for name in one.top[1:]), Fraction(0))
        limits = bounds(top, silent.base, silent.most, lead=lead) if silent else None
        likely = bounds(top, silent.base, silent.likely, lead=lead) if silent else None
        low, margin = -1.0 if lead else 0.0, _joint_margin(estimate, level, quantile)
        joint = (max(low, float(estimate.value) - margin), min(1.0, float(estimate.value) + margin))
        told.append(Told(one, estimate, estimate.interval(plan.level, low), joint, limits, likely, silent, effects))
    return Take(len(reports), used, found.freedom, level, quantile, tuple(told), uncapped)


def _quantile(plan: Plan, of: Totals, asked: Sequence[tuple[Contrast, Contrast]]) -> float:
    return joint_quantile([[covariance(of, one, other) for other in asked] for one in asked], of.freedom, plan.level)


def _number(plan: Plan, reports: Mapping[str, Report], station: str, name: str) -> int:
    return plan.drawn[station].registered if name == REGISTERED else reports[station].numbers[name]


def _design(plan: Plan) -> tuple[dict[str, int], list[int], list[int]]:
    """Stratum to its place; stations and drawn stations of each."""
    place = {one.name: at for at, one in enumerate(plan.strata)}
    drawn = [0] * len(place)
    for one in plan.drawn.values():
        drawn[place[one.stratum]] += 1
    return place, [one.stations for one in plan.strata], drawn


def _design_sums(plan: Plan, reports: Mapping[str, Report], names: Sequence[str]) -> dict[str, Fraction]:
    """Each number summed over the reports with design weights."""
    place, stations, drawn = _design(plan)
    at = [place[plan.drawn[station].stratum] for station in reports]
    return {
        name: expanded(at, (_number(plan, reports, station, name) for station in reports), stations, drawn)
        for name in names
    }


def silence(plan: Plan, reports: Mapping[str, Report], base: str, seen: Fraction) -> Silence:
    """What the reports hold of a denominator, `seen`, and what the silent stations can hold, with design weights.

    The registered voters of silent stations are known: they are their own cap. Of other denominators the cap is what
    the frame says that a station can hold.
    """
    place, stations, drawn = _design(plan)
    quiet = [(place[one.stratum], one) for station, one in plan.drawn.items() if station not in reports]
    at, known = [stratum for stratum, _ in quiet], base == REGISTERED
    most = [one.registered if known else one.most for _, one in quiet]
    caps: Sequence[Fraction] = [Fraction(one) for one in most]
    if not known:
        held = [(place[plan.drawn[s].stratum], plan.drawn[s].most, _number(plan, reports, s, base)) for s in reports]
        caps = likely_caps(list(zip(at, most, strict=True)), held)
    likely = sum((Fraction(stations[h], drawn[h]) * cap for h, cap in zip(at, caps, strict=True)), Fraction(0))
    return Silence(seen, expanded(at, most, stations, drawn), likely)
