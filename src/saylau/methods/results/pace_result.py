"""Voters by the hour, with all that is told of them. Noted, never more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saylau.methods.results.described_controls import PACE, PACE_OF
from saylau.methods.results.pace import SECONDS, capacity, falling, last_interval, pace
from saylau.methods.results.result import Data, Flag, Result, Shelf, Table, Verdict, roles_of, rounded
from saylau.methods.results.stations import MISSING, Role, Stations, Why, account
from saylau.methods.results.usable import CONTROLS_NOTE, NOT_ANSWERED, refused_for
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

FROM = 100
"""Voters from which a station with more than half of them after the last report is listed."""
_REPORTS = (Role.REPORT_1, Role.REPORT_2, Role.REPORT_3)
NO_REPORTS: Said = "The table does not state how many had voted by an hour: name the columns voted_by_1, voted_by_2."
INNOCENT: tuple[Said, ...] = (
    "Several boxes, military units or shifts that vote at fixed hours.",
    "Stations in other time zones, or hours that were misread or typed into the wrong column.",
    "Reports by telephone that were rounded or guessed, while the protocol is right.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Ask for the turnout reports of the stations listed, and for what observers noted of queues at the close.",
)


def paces(stations: Stations, minutes: int | None = None) -> Result:
    """Reports that fall, the share of the day after the last one, and with `minutes` the pace to the close."""
    import numpy as np

    told = [role for role in _REPORTS if role in stations.counts]
    last = stations.counts[told[-1]] if told else np.full(len(stations), MISSING, np.int64)
    close = stations.issued
    reasons = ((Why.MISSING, (last == MISSING) | (close == MISSING)), (Why.NO_BALLOTS, close <= 0))
    used = account(stations, reasons)
    refused = refused_for(stations, used, 1) if told else (NO_REPORTS,)
    says = NOT_ANSWERED
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()
    if not refused:
        rows = np.flatnonzero(used.mask)
        reports = tuple(stations.counts[role][rows] for role in told)
        says, tables, flags = _found(reports, close[rows], stations.area[rows], rows, minutes)
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
    reports: tuple[Counts, ...], close: Counts, area: Counts, rows: Counts, minutes: int | None
) -> tuple[Message, tuple[Table, ...], tuple[Flag, ...]]:
    import numpy as np

    falls = falling((*reports, close))
    late = last_interval(reports[-1], close, area)
    half = np.flatnonzero((2 * (close - reports[-1]) > close) & (close >= FROM))
    after = 100 * (1 - int(reports[-1].sum()) / int(close.sum()))
    figures: list[tuple[str, float]] = list(zip(PACE_OF, (len(falls), after, len(half)), strict=False))
    known = late.z[~np.isnan(late.z)]
    if len(known):
        figures.append(("largest robust z of the share after it within a district", float(known.max())))
    note: Said = "Without the minutes from the last report to the close no pace is told."
    if minutes:
        figures.append((PACE_OF[3], float(pace(reports[-1], close, minutes).max())))
        note = Message(
            "One booth takes at most {fast} voters a minute at {seconds} seconds a voter (assumed).",
            fast=rounded(capacity(1), 0), seconds=SECONDS[0],
        )  # fmt: skip
    says = Message(
        "A later number of voters is lower than an earlier one in {falls} stations; {after} % of voters came after the "
        "last report, and more than half of them in {half} stations of at least 100 voters.",
        falls=len(falls), after=rounded(after), half=len(half),
    )  # fmt: skip
    named = (("falling", falls), ("more than half after the last report", half))
    flags = tuple(Flag(rule, rows[places]) for rule, places in named if len(places))
    return says, (Table("figures", "Figures", ("number", "value"), tuple(figures), note),), flags
