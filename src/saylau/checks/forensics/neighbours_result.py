"""Small stations against the other stations of their district, with all that is told of it. Noted, never more."""

from __future__ import annotations

from collections.abc import Mapping

from saylau.checks.forensics import described_controls as clean
from saylau.checks.forensics.result import Data, Result, Shelf, Table, Verdict, rounded
from saylau.checks.forensics.usable import CONTROLS_NOTE, HETEROGENEITY, NOT_ANSWERED, counted, narrowed, refused_for
from saylau.methods.results import neighbours as near
from saylau.methods.results.excess import FLAGGED
from saylau.methods.results.stations import Stations, Used, Why
from saylau.values.message import Message, Said

FEWEST = 100
"""Stations without which nothing is compared."""


def neighbours(stations: Stations, largest: int | None = None) -> Result:
    """Small stations against the rest of their district, in turnout and share."""
    import numpy as np

    held = counted(stations, largest)
    used = narrowed(
        stations, held, np.bincount(stations.area[held.used.mask], minlength=len(stations.areas))[stations.area]
        < near.FEWEST, Why.FEW_NEIGHBOURS,
    )  # fmt: skip
    inside = used.mask[held.used.mask]
    area = stations.area[used.mask]
    n, g, v, w = (of[inside] for of in (held.registered, held.issued, held.valid, held.votes))
    found = []
    if used.number:
        small = near.is_small(n, area)
        found = [near.difference(near.standardised(rate, area), small, area) for rate in (g / n, w / v)]
    refused = list(refused_for(stations, used, FEWEST))
    if not refused and not all(found):
        refused.append("No district has both small stations and others with rates that differ.")
    return _result(stations, used, held.roles, tuple(one for one in found if one), tuple(refused))


def _result(
    stations: Stations,
    used: Used,
    roles: Mapping[str, str],
    found: tuple[near.Difference, ...],
    refused: tuple[Said, ...],
) -> Result:
    says, smallest = NOT_ANSWERED, Message("Nothing was compared, so nothing is excluded.")
    if not refused:
        says, smallest = _said(*found)
    return Result(
        method="neighbours", title="Small stations against their neighbours (standardised fingerprint)",
        shelf=Shelf.LOCAL, question="Do the smallest fifth of stations of a district differ from the rest of it?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, used, roles),
        null="If the size of a station had nothing to do with turnout or votes, both differences would be near 0.",
        effects=(), controls=clean.NEIGHBOURS, controls_note=CONTROLS_NOTE, smallest=smallest,
        innocent=("Small stations vote more in most countries: turnout alone is no sign.",
                  "A party of the villages lifts both numbers: compare town and country apart.", *HETEROGENEITY[1:2]),
        follow_up=("Both differences well above those of clean elections: look at the small stations first.",),
        reference="R. Jimenez, M. Hidalgo, P. Klimek, Science Advances 3 (2017) e1602363.",
        refused=refused, tables=() if refused else (_table(*found),),
    )  # fmt: skip


def _said(turnout: near.Difference, share: near.Difference) -> tuple[Message, Message]:
    says = Message(
        "Small stations differ from the rest of their district by {turnout} of its standard deviations in turnout and "
        "by {share} in the option's share (z {z_turnout} and {z_share}).",
        turnout=rounded(turnout.value, 3), share=rounded(share.value, 3), z_turnout=rounded(turnout.z, 1),
        z_share=rounded(share.z, 1),
    )  # fmt: skip
    return says, Message(
        "A difference below {turnout} in turnout or {share} in share would not have been told from chance.",
        turnout=rounded(FLAGGED * turnout.error, 3), share=rounded(FLAGGED * share.error, 3),
    )  # fmt: skip


def _table(turnout: near.Difference, share: near.Difference) -> Table:
    heads = ("number", "value", "standard error", "z", "small", "all", "districts")
    rows = tuple(
        (name, d.value, d.error, d.z, d.small, d.stations, d.neighbourhoods)
        for name, d in zip(clean.SMALL_OF, (turnout, share), strict=True)
    )
    return Table("figures", "Small stations against their neighbours", heads, rows)
