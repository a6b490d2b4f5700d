"""Voters by the hour, with all that is told of them. Noted, never more."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from saylau.checks.forensics.described_controls import PACE, PACE_OF
from saylau.checks.forensics.result import Data, Flag, Result, Shelf, Table, Verdict, roles_of, rounded
from saylau.checks.forensics.usable import CONTROLS_NOTE, NOT_ANSWERED, refused_for
from saylau.methods.results.pace import SECONDS, LastInterval, capacity, falling, last_interval, pace
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import Stations, Why, account
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts

FROM = 100
"""Voters from which a station with more than half of them after the last report is listed."""
NO_REPORTS: Said = (
    "The table does not state how many had voted by an hour: name the columns voted_by_1200, voted_by_1700 and the "
    "hour of the close, or voted_by_1, voted_by_2."
)
INNOCENT: tuple[Said, ...] = (
    "Several boxes, military units or shifts that vote at fixed hours.",
    "Stations in other time zones, or hours that were misread or typed into the wrong column.",
    "Reports by telephone that were rounded or guessed, while the protocol is right.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Ask for the turnout reports of the stations listed, and for what observers noted of queues at the close.",
)
_INTERVALS = ("from", "to", "minutes", "voters", "% of the day", "most a minute", "region", "district", "station")
_NAMED = ("region", "district", "station", "voters", "after the last report, %", "robust z in the district")


def paces(stations: Stations, minutes: int | None = None) -> Result:
    """Reports that fall, the share of the day after the last one, and the pace between reports whose hours are known.

    `minutes` from the last report to the close are taken where the table states no hours.
    """
    import numpy as np

    told = stations.day.reports
    last = told[-1].voted if told else np.full(len(stations), MISSING, np.int64)
    close = stations.issued
    reasons = ((Why.MISSING, (last == MISSING) | (close == MISSING)), (Why.NO_BALLOTS, close <= 0))
    used = account(stations, reasons)
    refused = refused_for(stations, used, 1) if told else (NO_REPORTS,)
    says = NOT_ANSWERED
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()
    if not refused:
        says, tables, flags = _found(stations, np.flatnonzero(used.mask), minutes)
    return Result(
        method="pace", title="Voters by the hour", shelf=Shelf.ARITHMETIC,
        question="Do the numbers of voters by the hour fall, and how many came after the last report?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, used, roles_of(stations)),
        null="Nothing is estimated: a cumulative number cannot fall, and a booth takes one voter at a time.",
        effects=(), controls=PACE, controls_note=CONTROLS_NOTE,
        smallest=Message("Every station whose numbers fall is named; ballots added at a usual pace are not seen."),
        innocent=INNOCENT, follow_up=FOLLOW_UP, refused=refused, tables=tables, flags=flags,
        reference="Plain arithmetic of cumulative numbers; robust z within the district by median and MAD.",
    )  # fmt: skip


def _found(
    stations: Stations, rows: Counts, minutes: int | None
) -> tuple[Message, tuple[Table, ...], tuple[Flag, ...]]:
    import numpy as np

    reports = tuple(report.voted[rows] for report in stations.day.reports)
    close = stations.issued[rows]
    falls = falling((*reports, close))
    late = last_interval(reports[-1], close, stations.area[rows])
    half = np.flatnonzero((2 * (close - reports[-1]) > close) & (close >= FROM))
    after = 100 * (1 - int(reports[-1].sum()) / int(close.sum()))
    figures: list[tuple[str, float]] = list(zip(PACE_OF, (len(falls), after, len(half)), strict=False))
    known = late.z[~np.isnan(late.z)]
    if len(known):
        figures.append(("largest robust z of the share after it within a district", float(known.max())))
    hours = stations.day.hours
    lasts = hours[-1] - hours[-2] if hours else minutes
    note: Said = "Without the hours of the reports and of the close no pace is told."
    over = np.zeros(0, np.int64)
    if lasts:
        figures.append((PACE_OF[3], float(pace(reports[-1], close, lasts).max())))
        over, note = _over(stations, rows, pace(reports[-1], close, lasts))
    says = Message(
        "A later number of voters is lower than an earlier one in {falls} stations; {after} % of voters came after the "
        "last report, and more than half of them in {half} stations of at least 100 voters.",
        falls=len(falls), after=rounded(after), half=len(half),
    )  # fmt: skip
    named = (
        ("falling", falls), ("more than half after the last report", half), ("faster than its booths allow", over),
    )  # fmt: skip
    flags = tuple(Flag(rule, rows[places]) for rule, places in named if len(places))
    tables = [Table("figures", "Figures", ("number", "value"), tuple(figures), note)]
    if hours:
        tables.append(_intervals(stations, rows, hours))
    if len(half):
        tables.append(_late(stations, rows, half, late))
    return says, tuple(tables), flags


def _over(stations: Stations, rows: Counts, rate: NDArray[np.float64]) -> tuple[Counts, Said]:
    """Stations whose last pace exceeds what their booths take, and what is assumed of a booth."""
    import numpy as np

    assumed = Message(
        "One booth takes at most {fast} voters a minute at {seconds} seconds a voter, {slow} at {most} (assumed).",
        fast=rounded(capacity(1), 0), slow=rounded(capacity(1, SECONDS[1]), 0), seconds=SECONDS[0], most=SECONDS[1],
    )  # fmt: skip
    booths = stations.count(Role.BOOTHS)[rows]
    return np.flatnonzero((booths > 0) & (rate > booths * capacity(1))), assumed


def _intervals(stations: Stations, rows: Counts, hours: tuple[int, ...]) -> Table:
    """Each interval of the day from the first report: voters, their part of the day and the fastest station."""
    import numpy as np

    day, close = stations.day, stations.issued[rows]
    names = (*(report.name for report in day.reports), f"{hours[-1] // 60:02d}:{hours[-1] % 60:02d} (close)")
    numbers = (*(report.voted[rows] for report in day.reports), close)
    found = []
    for (name, hour, had), (to, then, has) in pairwise(zip(names, hours, numbers, strict=True)):
        stated = (had != MISSING) & (has != MISSING)
        rate = np.where(stated, pace(had, has, then - hour), -np.inf)
        came = int((has[stated] - had[stated]).sum())
        if not stated.any():
            continue
        fastest = int(rate.argmax())
        part = 100 * came / int(close[stated].sum())
        place = stations.key(int(rows[fastest]))
        found.append((name, to, then - hour, came, part, float(rate[fastest]), *place))
    note = Message(
        "Hours by one clock, {zone}; where stations go by several clocks the minutes hold within each of them.",
        zone="each station's own" if day.zone == "local" else day.zone,
    )  # fmt: skip
    title = "Voters a minute between reports, and the fastest station"
    return Table("intervals", title, _INTERVALS, tuple(found), note)


def _late(stations: Stations, rows: Counts, half: Counts, late: LastInterval) -> Table:
    """Stations of at least 100 voters with more than half of them after the last report, the largest share first."""
    import numpy as np

    ranked = sorted(half.tolist(), key=lambda place: (-float(late.share[place]), int(rows[place])))
    listed = tuple(
        (
            *stations.key(int(rows[place])), int(stations.issued[rows[place]]), 100 * float(late.share[place]),
            None if np.isnan(late.z[place]) else float(late.z[place]),
        )
        for place in ranked
    )  # fmt: skip
    return Table("late", "More than half of the voters after the last report", _NAMED, listed)
