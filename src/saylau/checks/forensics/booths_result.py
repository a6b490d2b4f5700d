"""Booths of one section against each other, with all that is told of it. Noted, never more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saylau.checks.forensics import described_controls as clean
from saylau.checks.forensics.result import Data, Flag, Result, Shelf, Table, Verdict, rounded, tail
from saylau.checks.forensics.usable import CONTROLS_NOTE, NOT_ANSWERED, Counted, counted, narrowed, refused_for
from saylau.methods.results import booths as booth
from saylau.methods.results.excess import FLAGGED
from saylau.methods.results.stations import Stations, Why
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Mask

_NEAR = 1.9
"""z up to which a booth cannot be named at a level of 5 %, whatever the others are."""
NULL: Said = (
    "If the voters of a section had been divided over its booths at random, their rates would differ as binomial draws "
    "do, widened by the dispersion that is estimated from all booths."
)
INNOCENT: tuple[Said, ...] = (
    "Families and neighbours stand together in the alphabet, and staff vote where they work.",
    "Booths that are no random part of a section: extraordinary, special, rural outposts.",
    "Two protocols of one section exchanged or typed into one another.",
)


def booths(stations: Stations, largest: int | None = None) -> Result:
    """Booths of a section against each other, in the option's share and in turnout."""
    import numpy as np

    held = counted(stations, largest, ordinary=True)
    refused = list(refused_for(stations, held.used, 1))
    used = held.used
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()
    says, smallest = NOT_ANSWERED, Message("Nothing was compared, so nothing is excluded.")
    if stations.section is None:
        refused.append("The table does not say which booths share a section of voters.")
    elif stations.kinds and not set(stations.ordinary) & set(stations.kinds):
        refused = [Message(
            "No booth is of a kind that is declared ordinary ({ordinary}); the kinds of the table are {kinds}.",
            ordinary=", ".join(stations.ordinary), kinds=", ".join(stations.kinds),
        )]  # fmt: skip
    if not refused and stations.section is not None:
        section = _sections(stations, held.used.mask)
        share = booth.booths(held.votes, held.valid, section)
        turnout = booth.booths(held.issued, held.registered, section)
        out = np.ones(len(stations), np.bool_)
        out[np.flatnonzero(held.used.mask)[share.rows]] = False
        used = narrowed(stations, held, out, Why.NO_SECTION)
        refused += _no_random_parts(share)
        if not refused:
            says, smallest, tables, flags = _booths(stations, held, share, turnout)
        elif share.sections >= booth.FEWEST:
            rows = tuple(zip(clean.BOOTHS_OF[:2], (share.dispersion, turnout.dispersion), strict=True))
            tables = (Table("figures", "Figures", ("number", "value"), rows),)
    return Result(
        method="booths", title="Booths of one section against each other", shelf=Shelf.LOCAL,
        question="Do booths whose voters are divided by the alphabet differ more than such booths usually do here?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, used, held.roles),
        null=NULL,
        effects=(), controls=clean.BOOTHS, controls_note=CONTROLS_NOTE, smallest=smallest,
        innocent=INNOCENT,
        follow_up=("Compare the protocols of the booths named with those of the other booths of their section.",),
        reference="F. Cantu, American Journal of Political Science 58 (2014) 936-951; dispersion from the data.",
        refused=tuple(refused), tables=tables, flags=flags,
    )  # fmt: skip


def correlations(stations: Stations, largest: int | None = None) -> tuple[float, float] | None:
    """Correlation of the voters of a booth in turnout and in share, from booths of one section; None if not known."""
    held = counted(stations, largest, ordinary=True)
    if stations.section is None or not held.used.number:
        return None
    section = _sections(stations, held.used.mask)
    share = booth.booths(held.votes, held.valid, section)
    if _no_random_parts(share):
        return None
    turnout = booth.booths(held.issued, held.registered, section)
    return (
        booth.correlation(turnout.dispersion, held.registered[turnout.rows]),
        booth.correlation(share.dispersion, held.valid[share.rows]),
    )


def _no_random_parts(share: booth.Booths) -> tuple[Said, ...]:
    """Why no booth is named: too few sections, or booths that as a whole are no random parts of theirs."""
    if share.sections < booth.FEWEST:
        few = "Too few sections with two booths: {number}, and the dispersion needs {least}."
        return (Message(few, number=share.sections, least=booth.FEWEST),)
    far = booth.far(share.z)
    if far <= booth.MOST_FAR * len(share.z):
        return ()
    return (Message(
        "{far} of {booths} booths lie more than four standard deviations from their section, and at most 0.5 % may: "
        "as a whole these booths are no random parts of their sections. Name the column of station_kind, so that "
        "extraordinary and special booths are left out, or look at the whole rather than at single booths.",
        far=far, booths=len(share.z),
    ),)  # fmt: skip


def _sections(stations: Stations, mask: Mask) -> Counts:
    """Codes from 0 of the sections of the rows used; a section's number may repeat in another region."""
    import numpy as np

    names = stations.section[mask] if stations.section is not None else np.zeros(0)
    _, code = np.unique(names.astype(str), return_inverse=True)
    both = stations.region[mask] * (int(code.max()) + 1) + code
    codes: Counts = np.unique(both, return_inverse=True)[1]
    return codes


def _booths(
    stations: Stations, held: Counted, share: booth.Booths, turnout: booth.Booths
) -> tuple[Message, Message, tuple[Table, ...], tuple[Flag, ...]]:
    import numpy as np

    place = np.flatnonzero(held.used.mask)
    chances = np.ones(len(share.z))
    asked = np.abs(share.z) > _NEAR
    chances[asked] = booth.two_sided(share.z[asked])
    named = booth.standing_out(chances)
    rows = place[share.rows[named]]
    z, p = share.z[named], chances[named]
    ranked = sorted(range(len(rows)), key=lambda i: (p[i], int(rows[i])))
    listed = tuple((*stations.key(int(rows[i])), float(z[i]), float(p[i])) for i in ranked)
    figures = tuple(
        zip(clean.BOOTHS_OF, (share.dispersion, turnout.dispersion, len(rows), len(share.rows)), strict=True)
    )
    widest = FLAGGED * float(np.sqrt(share.trimmed))
    says = Message(
        "{named} of {booths} booths are listed as far from their section; booths differ {phi} times as much as "
        "binomial draws. The smallest p, adjusted for their number (Holm), is {p}.",
        named=len(rows), booths=len(share.rows), phi=rounded(share.dispersion),
        p=tail(booth.smallest_adjusted(chances)),
    )  # fmt: skip
    smallest = Message(
        "A booth has to lie {z} binomial standard deviations from its section before it is looked at, more in a list "
        "of many.", z=rounded(widest, 1),
    )  # fmt: skip
    tables = (
        Table("figures", "Figures", ("number", "value"), figures),
        Table("booths", "Booths that stand out", ("region", "district", "station", "z", "p"), listed, _NOTE),
    )
    return says, smallest, tables, (Flag("booth", np.sort(rows)),) if len(rows) else ()


_NOTE: Said = (
    "Share of false discoveries held at 5 % under a normal tail; real tails are heavier: in Mexico 2012 the same list "
    "names 189 booths."
)
