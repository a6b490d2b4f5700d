"""Rows that the descriptive methods use, and texts that all of them print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import Stations, Used, Why, account
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Mask

NO_NULL: Said = (
    "None: no model says how far this number varies where every vote was counted as cast. It is read beside the same "
    "number of elections that nobody disputes."
)
NOTHING_EXCLUDED = Message(
    "No error rate is known, so no smallest effect can be stated: an ordinary value excludes nothing."
)
CONTROLS_NOTE: Said = "The same numbers of elections that nobody disputes, computed by the same formulas."


def no_controls(what: str) -> Message:
    """What is said in the place of the same number of clean elections, where none of them states what it needs."""
    return Message(
        "No election that nobody disputes stands beside this: of those kept for comparison none is published {what}.",
        what=what,
    )  # fmt: skip


NOT_ANSWERED = Message("This method does not answer for this table.")
HETEROGENEITY: tuple[Said, ...] = (
    "Town and country, language areas or strongholds of one side differ in turnout and in votes at once.",
    "Small, special, postal or electronic stations stand in the table beside ordinary ones.",
    "Support that comes with turnout: one side brought its voters to the polls.",
    "An error of the publisher or of an importer.",
)
AGGREGATE: Said = "The rows are aggregates, not polling stations."


@dataclass(frozen=True, eq=False)
class Counted:
    """The numbers of the rows used, and the account of all rows. Units: voters and ballots."""

    used: Used
    registered: Counts
    issued: Counts
    valid: Counts
    """Valid ballots, or the denominator of the share where the table states none."""
    votes: Counts
    roles: Mapping[str, str]


def valid_role(stations: Stations) -> Role:
    """Valid ballots; where the table has none, the denominator of the share stands in and the roles say so."""
    return Role.VALID if Role.VALID in stations.counts else stations.share_role


def counted(
    stations: Stations,
    largest: int | None = None,
    fewest: int = 0,
    *,
    contested: bool = False,
    every_vote: bool = False,
    ordinary: bool = False,
) -> Counted:
    """Rows with N > 0, V > 0, G <= N, W <= V; with `fewest`, N >= fewest; with `contested`, 0 < W < V and W < N.

    With `ordinary` booths of other kinds are left out, where the table states kinds.
    With `every_vote` rows with W > V stay, as their votes did in the official total; the screens name them.

    N registered, G issued or what stands in for it, V valid, W votes of the option under study. With `largest` rows of
    more registered voters are left out.
    """
    role = valid_role(stations)
    n, g, v, w = stations.registered, stations.issued, stations.count(role), stations.votes
    reasons: tuple[tuple[Why, Mask], ...] = (
        (Why.MISSING, (n == MISSING) | (g == MISSING) | (v == MISSING) | (w == MISSING)),
        (Why.NO_VOTERS, n <= 0),
        *([(Why.NOT_ORDINARY, ~stations.of_kinds(stations.ordinary))] if ordinary and stations.kinds else []),
        (Why.NO_BALLOTS, v <= 0), (Why.TURNOUT, g > n),
        *([] if every_vote else [(Why.SHARE, w > v)]),
        *([(Why.PSEUDO, n > largest)] if largest else []),
        *([(Why.SMALL, n < fewest)] if fewest else []),
        *([(Why.ONE_SIDED, (w <= 0) | (w >= v) | (w >= n))] if contested else []),
    )  # fmt: skip
    used = account(stations, reasons)
    held = used.mask
    roles = {
        "turnout": f"{stations.turnout_role} / {Role.REGISTERED}",
        "share": f"{Role.LEADER} / {role}",
        "option under study": stations.leader,
    }
    return Counted(used, n[held], g[held], v[held], w[held], MappingProxyType(roles))


def refused_for(stations: Stations, used: Used, fewest: int) -> tuple[Said, ...]:
    """Why a method of stations does not answer: aggregates, or fewer stations than it needs."""
    found: list[Said] = [AGGREGATE] if stations.aggregate else []
    if used.number < fewest:
        found.append(
            Message(
                "Too few stations: {used} can be used, and the method needs {least}.", used=used.number, least=fewest
            )
        )
    return tuple(found)


def narrowed(stations: Stations, held: Counted, out: Mask, why: Why) -> Used:
    """The account of rows with a further reason, after those that were left out already."""
    lost = account(stations, ((why, held.used.mask & out),), special=False)
    further = replace(lost, mask=held.used.mask & ~out, excluded=(*held.used.excluded, *lost.excluded))
    kept = stations.registered[further.mask]
    return replace(further, registered=int(kept[kept != MISSING].sum()))
