"""Two publications of one table, with all that is told of their differences. Noted, never more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saylau.checks.forensics.result import Data, Flag, Result, Shelf, Table, Verdict, roles_of
from saylau.checks.forensics.usable import NOT_ANSWERED, no_controls
from saylau.methods.results.changes import Changes, changes
from saylau.methods.results.stations import Stations, account
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts

INNOCENT: tuple[Said, ...] = (
    "The earlier publication was preliminary, and protocols were corrected or completed after it.",
    "A recount or a court changed the result of the station.",
    "Stations were numbered or named anew between the publications.",
    "One of the two files was typed or imported with an error.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Ask for the signed protocol of each station named, and for the act by which its numbers were changed.",
)
NOTHING_IN_COMMON: Said = "No station of the earlier publication stands in this one under the same names."


def published_twice(stations: Stations, earlier: Stations) -> Result:
    """Every number of a station that differs from the earlier publication of the same table."""
    import numpy as np

    found = changes(earlier, stations)
    refused: tuple[Said, ...] = () if found.compared else (NOTHING_IN_COMMON,)
    rows = np.unique(np.array([change.row for change in found.found], np.int64))
    return Result(
        method="changes", title="Numbers that changed between two publications", shelf=Shelf.ARITHMETIC,
        question="Was the same station published twice with other numbers?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED if found.found else Verdict.IN_LINE,
        says=NOT_ANSWERED if refused else _says(found, len(rows)),
        data=Data(stations.about, account(stations, (), special=False), roles_of(stations)),
        null="Nothing is estimated: each line is a number that one publication states otherwise than the other.",
        effects=(), controls=(), controls_note=no_controls("twice"),
        smallest=Message("Every number that differs is listed; what both publications state alike is not seen."),
        innocent=INNOCENT, follow_up=FOLLOW_UP, refused=refused,
        reference="Plain comparison of two publications by region, district, section and station.",
        tables=_tables(stations, earlier, found) if not refused else (), flags=_flags(found, rows),
    )  # fmt: skip


def _says(found: Changes, stations: int) -> Message:
    if not found.found:
        return Message(
            "All {numbers} numbers that both publications have are the same in the {compared} stations compared.",
            numbers=len(found.numbers), compared=found.compared,
        )  # fmt: skip
    return Message(
        "{changed} numbers of {stations} stations differ between the two publications; {compared} stations were "
        "compared.", changed=len(found.found), stations=stations, compared=found.compared,
    )  # fmt: skip


def _flags(found: Changes, rows: Counts) -> tuple[Flag, ...]:
    named = (("changed", rows), ("not in the earlier publication", found.only_later))
    return tuple(Flag(rule, places) for rule, places in named if len(places))


def _tables(stations: Stations, earlier: Stations, found: Changes) -> tuple[Table, ...]:
    listed = tuple(
        (
            *stations.key(change.row), change.number, change.earlier, change.later,
            None if change.earlier is None or change.later is None else change.later - change.earlier,
        )
        for change in found.found
    )  # fmt: skip
    figures = (
        ("stations compared", found.compared), ("numbers compared in each", len(found.numbers)),
        ("numbers that differ", len(found.found)), ("stations in this publication only", len(found.only_later)),
        ("stations in the earlier publication only", len(found.only_earlier)),
        ("stations not compared, since they stand in several rows", found.several),
    )  # fmt: skip
    dates = Message(
        "Earlier: {earlier} ({earlier_date}); later: {later} ({later_date}). An empty cell is a number that is not "
        "stated.",
        earlier=earlier.about.source, earlier_date=_date(earlier), later=stations.about.source,
        later_date=_date(stations),
    )  # fmt: skip
    heads = ("region", "district", "station", "number", "earlier", "later", "change")
    tables = [
        Table("figures", "Figures", ("number", "value"), figures, dates),
        Table("changes", "Numbers that differ", heads, listed, dates),
    ]
    if found.only_earlier:
        title = "Stations of the earlier publication only"
        tables.append(Table("gone", title, ("region", "district", "section", "station"), found.only_earlier))
    return tuple(tables)


def _date(stations: Stations) -> str:
    return stations.about.date or "date not stated"
