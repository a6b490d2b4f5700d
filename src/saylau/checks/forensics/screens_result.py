"""The first page of a table of results: each screen with its stations."""

from __future__ import annotations

from saylau.checks.forensics.result import Control, Data, Flag, Result, Shelf, Table, Verdict, roles_of
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.screens import Screened, run_screens
from saylau.methods.results.stations import Stations, account
from saylau.values.message import Message, Said

INNOCENT: tuple[Said, ...] = (
    "A protocol was typed with an error, or corrected later in one place only.",
    "Voters were added to the list on the day, at special stations, or voted with certificates.",
    "Votes of lists that withdrew are missing from the published file.",
    "Small and closed stations (ships, hospitals, prisons, military units) reach full turnout.",
    "A rule caps the voters or ballots of a station: a pile at the cap is that rule.",
    "The publisher or an importer moved, copied or added rows.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Compare each named station with its signed protocol before anything is said of it.",
    "Ask the commission how the numbers that do not add up came about.",
)
CONTROLS = (
    Control("Taiwan 2016, president", 15_582, {"violations": 0}),
    Control("Georgia 2016, parliament", 3_668, {"violations": 1_039}),
)


def screens(stations: Stations) -> Result:
    """The result that is told: a count of stations, the ballots behind them and a list for every screen."""
    found = run_screens(stations)
    broken = sum(len(s.rows) > 0 for s in found if s.screen.violation)
    asked = sum(s.screen.violation for s in found)
    return Result(
        method="screens",
        title="Arithmetic of the protocols",
        shelf=Shelf.ARITHMETIC,
        question="Which stations have numbers that cannot stand together, or that repeat?",
        verdict=Verdict.NOTED if broken else Verdict.IN_LINE,
        says=_says(broken, asked),
        data=Data(stations.about, account(stations, (), special=False), roles_of(stations)),
        null="Nothing is estimated: each line compares numbers that one protocol states.",
        effects=(),
        controls=CONTROLS,
        controls_note=(
            "Rows that break arithmetic in elections that nobody disputes: in Georgia votes of lists that withdrew are "
            "missing from the file (1,033 stations) and 9 stations issued more ballots than they received; in Mexico "
            "2012 there were 81 stations with more ballots than registered voters."
        ),
        smallest=Message("A single station that breaks a rule is named; numbers that fit together are not seen."),
        innocent=INNOCENT,
        follow_up=FOLLOW_UP,
        reference="Plain comparison of the numbers of one row; no method to cite.",
        tables=(Table("screens", "Screens", HEADS, tuple(map(_row, found))), *_lists(stations)),
        flags=tuple(Flag(s.screen.name, s.rows) for s in found if len(s.rows)),
    )


HEADS = ("screen", "rule", "kind", "rows asked", "stations", "ballots")


def _row(found: Screened) -> tuple[str | int, ...]:
    kind = "violation" if found.screen.violation else "unusual"
    return found.screen.name, found.screen.rule, kind, found.looked_at, len(found.rows), found.ballots


def _lists(stations: Stations) -> tuple[Table, ...]:
    """How the lists of voters changed since the earlier ones, where the table states these."""
    import numpy as np

    if not stations.has(Role.REGISTERED, Role.BEFORE):
        return ()
    n, before = stations.registered, stations.count(Role.BEFORE)
    asked = (n != MISSING) & (before != MISSING)
    change = (n - before)[asked]
    rows = (
        ("stations that state both lists", int(asked.sum())),
        ("voters on the earlier lists", int(before[asked].sum())), ("voters on these lists", int(n[asked].sum())),
        ("lists that grew", int((change > 0).sum())), ("lists that shrank", int((change < 0).sum())),
        ("voters by whom lists grew", int(change[change > 0].sum())),
        ("voters by whom lists shrank", int(-change[change < 0].sum())),
        ("median change, voters", float(np.median(change)) if len(change) else 0.0),
    )  # fmt: skip
    return (Table("lists", "Lists of voters beside the earlier ones", ("number", "value"), rows, _MOVED),)


_MOVED: Said = "Voters move, come of age and die, borders of stations are redrawn, and lists are cleaned."


def _says(broken: int, asked: int) -> Message:
    if not asked:
        return Message("The table states too few numbers for any comparison of sums.")
    if not broken:
        return Message("All {asked} comparisons that the table allows hold in every station.", asked=asked)
    return Message("{broken} of {asked} comparisons that the table allows fail somewhere.", broken=broken, asked=asked)
