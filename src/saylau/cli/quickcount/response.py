"""The parts of a sheet about who reported: stratum by stratum, hour by hour, and beside those that stay silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from saylau.cli.quickcount.design import Setup
from saylau.cli.quickcount.reports import Received
from saylau.cli.quickcount.words import Figures, Section, part
from saylau.methods.quickcount.plan import Plan
from saylau.methods.quickcount.proportions import FEW

MOST_STRATA = 12
"""With more strata their arrival is told in the JSON alone."""


@dataclass(frozen=True, slots=True)
class Response:
    """Stations of one stratum, and the registered voters behind its reports."""

    stratum: str
    region: str
    stations: int
    drawn: int
    reported: int
    registered: int

    @property
    def plain(self) -> dict[str, Any]:
        """As it stands in the JSON."""
        return {"stratum": self.stratum, "region": self.region, "stations": self.stations, "drawn": self.drawn,
                "reported": self.reported, "registered_behind_reports": self.registered}  # fmt: skip


def responses(plan: Plan, got: Received) -> tuple[Response, ...]:
    """Of every stratum: stations of the frame, drawn and reported ones, and the voters behind the reports."""
    found = []
    for stratum in plan.strata:
        drawn = {station: one for station, one in plan.drawn.items() if one.stratum == stratum.name}
        told = [one.registered for station, one in drawn.items() if station in got.reports]
        found.append(Response(stratum.name, stratum.region, stratum.stations, len(drawn), len(told), sum(told)))
    return tuple(found)


def response_section(plan: Plan, got: Received) -> Section:
    """Every stratum in which a drawn station is silent, and how many others there are."""
    every = [one for one in responses(plan, got) if one.drawn]
    rows = [
        (one.stratum, f"{one.stations:,}", f"{one.drawn:,}", part(one.reported, one.drawn), f"{one.registered:,}")
        for one in every
        if one.reported < one.drawn
    ]
    lines = [f"Every drawn station reported in {len(every) - len(rows)} of {len(every)} strata."]
    heads = ("stratum", "stations", "drawn", "reported", "registered behind reports")
    return Section("Response by stratum", lines, heads if rows else (), rows)


def arrivals(plan: Plan, got: Received) -> list[dict[str, Any]]:
    """Accepted reports of every hour by stratum, as they stand in the JSON."""
    return [
        {"hour": hour, "received": len(stations),
         "by_stratum": dict(sorted(Counter(plan.drawn[station].stratum for station in stations).items()))}
        for hour, stations in got.hours.items()
    ]  # fmt: skip


def arrival_section(plan: Plan, got: Received) -> Iterator[Section]:
    """What each stratum had received by the end of each hour; nothing where there are many strata or one."""
    drawn = Counter(one.stratum for one in plan.drawn.values())
    if not got.hours or not 1 < len(drawn) <= MOST_STRATA:
        return
    so_far, columns = Counter[str](), []
    for one in arrivals(plan, got):
        so_far.update(one["by_stratum"])
        columns.append(dict(so_far))
    rows = [
        (name, str(drawn[name]), *(str(column.get(name, 0)) for column in columns))
        for name in (one.name for one in plan.strata)
        if name in drawn
    ]
    lines = ["Accepted reports of each stratum by the end of the hour."]
    yield Section("Arrival by stratum", lines, ("stratum", "drawn", *got.hours), rows)


@dataclass(frozen=True, slots=True)
class PastShare:
    """The share of one contestant of the past election in drawn stations, by what they did in this one."""

    name: str
    reported: Fraction
    silent: Fraction
    alike: Fraction | None
    """In reporting stations of the strata of the silent ones, weighted as these; None where a stratum has none."""


@dataclass(frozen=True, slots=True)
class PastCompared:
    """Reporting and silent stations by the past election."""

    shares: tuple[PastShare, ...]
    reported: int
    silent: int
    unknown: int
    """Drawn stations of which the past is not told."""


def past_compared(setup: Setup, plan: Plan, got: Received) -> PastCompared | None:
    """Past shares of the stations that reported and of the silent ones; None where either is not told.

    A share is that of all ballots of a group together. The estimator takes silent stations to be like the others of
    their stratum, so the reporting ones stand beside them a second time, each stratum with the weight that it has among
    the silent.
    """
    names, numbers = setup.past_of_stations()
    held = {station: numbers[station] for station in plan.drawn if numbers.get(station, [0])[-1] > 0}
    groups = [[s for s in held if (s in got.reports) is told] for told in (True, False)]
    if not all(groups):
        return None
    sums = [_by_stratum(plan, held, group) for group in groups]
    shares = tuple(_share(name, place, *sums) for place, name in enumerate(names))
    return PastCompared(shares, len(groups[0]), len(groups[1]), len(plan.drawn) - len(held))


def _by_stratum(plan: Plan, held: Mapping[str, list[int]], group: list[str]) -> dict[str, list[int]]:
    """Sums of the numbers of a group in each stratum."""
    found: dict[str, list[int]] = {}
    for station in group:
        stratum = plan.drawn[station].stratum
        found[stratum] = [
            a + b for a, b in zip(found.get(stratum, [0] * len(held[station])), held[station], strict=True)
        ]
    return found


def _share(name: str, place: int, reported: Mapping[str, list[int]], silent: Mapping[str, list[int]]) -> PastShare:
    def pooled(sums: Mapping[str, list[int]]) -> Fraction:
        return Fraction(sum(one[place] for one in sums.values()), sum(one[-1] for one in sums.values()))

    alike: Fraction | None = None
    if set(silent) <= set(reported):
        votes = sum((Fraction(silent[h][-1] * reported[h][place], reported[h][-1]) for h in silent), Fraction(0))
        alike = votes / sum(one[-1] for one in silent.values())
    return PastShare(name, pooled(reported), pooled(silent), alike)


def past_section(found: PastCompared | None) -> Iterator[Section]:
    """The past shares side by side; nothing where they are not told."""
    if found is None:
        return
    of = Figures(min(found.reported, found.silent) < FEW)
    rows = [
        (
            one.name,
            of.share(one.reported),
            of.share(one.silent),
            "not told" if one.alike is None else of.share(one.alike),
        )
        for one in found.shares
    ]
    lines = [
        f"Shares of the past election in {found.reported} drawn stations that reported and {found.silent} that are "
        f"silent; of {found.unknown} drawn stations the past is not told. The last column is about the strata of the "
        "silent stations, weighted as these: where it differs from the column before, silent stations were not like "
        "the others of their stratum."
    ]
    heads = ("past share of", "reported", "silent", "reported, in strata of the silent")
    yield Section("Past result of reporting and silent stations", lines, heads, rows)


def past_plain(found: PastCompared | None) -> dict[str, Any] | None:
    """As it stands in the JSON."""
    if found is None:
        return None
    shares = [
        {"of": one.name, "reported": float(one.reported), "silent": float(one.silent),
         "reported_in_strata_of_silent": None if one.alike is None else float(one.alike)}
        for one in found.shares
    ]  # fmt: skip
    return {"reported": found.reported, "silent": found.silent, "not_told": found.unknown, "shares": shares}
