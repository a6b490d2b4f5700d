"""Invalid ballots, with all that is told of them. Noted, never more."""

from __future__ import annotations

from saylau.checks.forensics.described_controls import INVALID, INVALID_OF
from saylau.checks.forensics.result import Data, Result, Shelf, Table, Verdict, roles_of, rounded
from saylau.checks.forensics.usable import CONTROLS_NOTE, NOT_ANSWERED, NOTHING_EXCLUDED, refused_for
from saylau.methods.results.invalid import FROM, Invalid, invalid
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import Stations, Why, account
from saylau.values.message import Message, Said

FEWEST = 100
INNOCENT: tuple[Said, ...] = (
    "Commissions differ in which ballots they call invalid, and some settle every doubtful one.",
    "A few stations with many invalid ballots (protest votes, a confusing paper) raise what is expected of others.",
    "A publisher that leaves the field at zero where the protocol was not typed.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Where many stations of one district count no invalid ballot, ask how doubtful ballots were decided there.",
)


def invalid_ballots(stations: Stations, largest: int | None = None) -> Result:
    """Share of invalid ballots, and stations of at least 100 ballots without one beside what their districts expect."""
    spoilt, ballots, n = stations.count(Role.INVALID), stations.count(Role.COUNTED), stations.registered
    used = account(
        stations,
        (
            (Why.MISSING, (spoilt == MISSING) | (ballots == MISSING)),
            *([(Why.PSEUDO, n > largest)] if largest else []),
            (Why.FEW_BALLOTS, ballots < FROM), (Why.INVALID, spoilt > ballots),
        ),
    )  # fmt: skip
    refused = list(refused_for(stations, used, FEWEST))
    if not stations.has(Role.INVALID) or Role.COUNTED not in stations.counts:
        refused = ["The table does not state invalid ballots beside ballots counted."]
    found = None if refused else invalid(spoilt[used.mask], ballots[used.mask], stations.area[used.mask])
    return Result(
        method="invalid", title="Invalid ballots", shelf=Shelf.DESCRIPTIVE,
        question="Are there more stations without a single invalid ballot than their districts lead to expect?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=_says(found) if found else NOT_ANSWERED,
        data=Data(stations.about, used, roles_of(stations)),
        null=(
            "If invalid ballots fell on the stations of a district by its rate and spread (beta-binomial, by moments), "
            "so many stations would have none. On elections that nobody disputes this expectation is missed both ways."
        ),
        effects=(), controls=INVALID, controls_note=CONTROLS_NOTE, smallest=NOTHING_EXCLUDED, innocent=INNOCENT,
        follow_up=FOLLOW_UP, reference="Beta-binomial by district, correlation by moments from Pearson's chi-square.",
        refused=tuple(refused),
        tables=_tables(stations, found) if found else (),
    )  # fmt: skip


def _tables(stations: Stations, found: Invalid) -> tuple[Table, ...]:
    """Figures of the table, and the districts, those with most stations above their expectation first."""
    figures = Table("figures", "Figures", ("number", "value"), _figures(found))
    if len(stations.areas) < 2:
        return (figures,)
    ranked = sorted(found.districts, key=lambda one: (one.expected - one.none, one.area))
    rows = tuple(
        (*stations.areas[one.area], one.stations, 100 * one.share, one.none, one.expected, one.none - one.expected)
        for one in ranked
    )
    heads = ("region", "district", "of stations", "invalid, %", "without one", "expected", "difference")
    return figures, Table("districts", "Stations without an invalid ballot by district", heads, rows, _EXPLORATORY)


_EXPLORATORY: Said = (
    "The largest differences of many districts, without an error rate: a district in which hardly a station has an "
    "invalid ballot expects that of itself."
)


def _figures(found: Invalid) -> tuple[tuple[str, float], ...]:
    values = (100 * found.invalid / found.ballots, found.none, found.expected)
    return tuple(zip(INVALID_OF, values, strict=True))


def _says(found: Invalid) -> Message:
    return Message(
        "{share} % of ballots were invalid; {none} of {stations} stations of at least 100 ballots had none, where "
        "their districts lead to expect {expected}.",
        share=rounded(100 * found.invalid / found.ballots), none=found.none, stations=found.stations,
        expected=rounded(found.expected, 0),
    )  # fmt: skip
