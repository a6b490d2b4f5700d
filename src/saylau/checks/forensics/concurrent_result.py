"""Several contests at one visit to the box, with all that is told of them. Noted, never more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from saylau.checks.forensics.result import Data, Flag, Result, Shelf, Table, Verdict, roles_of, rounded
from saylau.checks.forensics.usable import NOT_ANSWERED, no_controls, refused_for
from saylau.methods.results.concurrent_ballots import LEAST, Concurrent, concurrent
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import Stations, Why, account
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts

INNOCENT: tuple[Said, ...] = (
    "Voters take one paper home, or are handed papers of one contest only.",
    "Electorates differ between contests: foreigners, voters away from home, lists of a district.",
    "Papers lie in the box of another contest and were counted there, or not at all.",
    "A number was typed into the wrong column.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Compare the protocols of all contests of the stations listed, and ask which voters may vote in which contest.",
)
NONE: Said = (
    "The table does not state ballots counted in several contests: name the columns contest_1, contest_2 and so on."
)


def contests_of(stations: Stations) -> Mapping[str, Counts]:
    """Ballots counted by contest: those that the table names, and its own contest where it is none of them."""
    import numpy as np

    own = stations.counts.get(Role.COUNTED)
    if not stations.contests or own is None or any(np.array_equal(own, of) for of in stations.contests.values()):
        return stations.contests
    return {Role.COUNTED.value: own, **stations.contests}


def concurrents(stations: Stations) -> Result:
    """Stations whose contests differ by more ballots than nearly all other stations', and by more than a twentieth."""
    import numpy as np

    contests = contests_of(stations)
    held = np.stack(tuple(contests.values())) if contests else np.full((1, len(stations)), MISSING, np.int64)
    used = account(
        stations, ((Why.MISSING, (held == MISSING).any(axis=0)), (Why.NO_BALLOTS, held.max(axis=0, initial=0) <= 0))
    )
    refused = refused_for(stations, used, 1) if len(contests) > 1 else (NONE,)
    says, smallest = NOT_ANSWERED, Message("Nothing was compared, so nothing is excluded.")
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()
    if not refused:
        rows = np.flatnonzero(used.mask)
        found = concurrent(tuple(of[rows] for of in held))
        says, tables = _says(found, len(contests)), _tables(stations, contests, rows, found)
        flags = (Flag("contests differ", rows[found.rows]),) if len(found.rows) else ()
        smallest = Message(
            "A station whose contests differ by up to {above} % of the ballots of the largest is not listed.",
            above=rounded(100 * found.above, 1),
        )  # fmt: skip
    return Result(
        method="concurrent", title="Several contests at one visit to the box", shelf=Shelf.ARITHMETIC,
        question="Do the ballots counted in contests that were held together differ within a station?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, used, roles_of(stations)),
        null="Nothing is estimated: a voter who is handed a paper of each contest leaves one in each box.",
        effects=(), controls=(), controls_note=no_controls("with ballots of several contests by station"),
        smallest=smallest, innocent=INNOCENT, follow_up=FOLLOW_UP, refused=refused, tables=tables, flags=flags,
        reference=(
            "Plain comparison: D = max - min of ballots over contests, listed where D / max is above its 99th "
            "percentile over all stations (of at least 100) or above 5 %, whichever is more."
        ),
    )  # fmt: skip


def _says(found: Concurrent, contests: int) -> Message:
    return Message(
        "The ballots counted in {contests} contests differ in {differ} of {stations} stations; in {named} of them by "
        "more than {above} % of the largest contest.",
        contests=contests, differ=int((found.difference > 0).sum()), stations=len(found.difference),
        named=len(found.rows), above=rounded(100 * found.above, 1),
    )  # fmt: skip


def _tables(stations: Stations, contests: Mapping[str, Counts], rows: Counts, found: Concurrent) -> tuple[Table, ...]:
    import numpy as np

    percentile = found.above if found.above > LEAST else float(np.quantile(found.share, 0.99, method="inverted_cdf"))
    figures: tuple[tuple[str, float], ...] = (
        ("stations compared", len(rows)), ("stations whose contests differ", int((found.difference > 0).sum())),
        ("difference of the middle station, %", 100 * float(np.median(found.share))),
        ("99th percentile of the difference, %", 100 * percentile),
        ("largest difference, %", 100 * float(found.share.max())),
        *((f"ballots counted, {name}", int(of[rows].sum())) for name, of in contests.items()),
    )  # fmt: skip
    ranked = sorted(found.rows.tolist(), key=lambda place: (-float(found.share[place]), int(rows[place])))
    listed: tuple[tuple[str | int | float, ...], ...] = tuple(
        (
            *stations.key(int(rows[place])), int(found.difference[place]), 100 * float(found.share[place]),
            *(int(of[rows[place]]) for of in contests.values()),
        )
        for place in ranked
    )  # fmt: skip
    heads = ("region", "district", "station", "difference", "% of the largest", *contests)
    return (
        Table("figures", "Figures", ("number", "value"), figures),
        Table("contests", "Stations whose contests differ most", heads, listed),
    )
