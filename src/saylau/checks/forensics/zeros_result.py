"""Zeros, ones and twos of small parties by commission, with all that is told of it. Noted, never more."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from saylau.checks.forensics import described_controls as clean
from saylau.checks.forensics.result import Data, Result, Shelf, Table, Verdict, tail
from saylau.checks.forensics.usable import CONTROLS_NOTE, NOT_ANSWERED, Counted, counted, refused_for
from saylau.methods.results import zero_one_two as zeros
from saylau.methods.results.booths import standing_out
from saylau.methods.results.roles import MISSING
from saylau.methods.results.stations import Stations
from saylau.values.message import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = tuple[str | int | float, ...]
FALSE_DISCOVERIES = 0.05


def zero_one_two(stations: Stations, largest: int | None = None) -> Result:
    """Small parties with ones and twos in station after station and hardly a zero, by commission."""
    held = counted(stations, largest)
    refused = list(refused_for(stations, held.used, 1))
    if len(stations.options) < 3:
        refused.append("The table does not state the votes of small parties.")
    if len(stations.areas) < 2:
        refused.append("The table does not say which commission a station belongs to.")
    says, smallest = NOT_ANSWERED, Message("Nothing was compared, so nothing is excluded.")
    tables: tuple[Table, ...] = ()
    if not refused:
        says, tables = _zeros(stations, held)
        smallest = Message(
            "Only commissions of at least 20 stations and parties of 0.3 to 5 votes a station are asked; differences "
            "between stations add zeros and hide a lack of them."
        )
    return Result(
        method="zero_one_two", title="Zero, one, two: votes of small parties", shelf=Shelf.LOCAL,
        question="Are there commissions in which small parties have one or two votes everywhere and hardly ever none?",
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, held.used, held.roles),
        null=(
            "If each voter had chosen the party at its rate in the commission, so many stations would show no vote for "
            "it; differences between stations only add to them."
        ),
        effects=(), controls=clean.ZEROS, controls_note=CONTROLS_NOTE, smallest=smallest,
        innocent=(
            "Few stations, or a party on the ballot in some districts only.",
            "A commission that moved single votes between its stations' protocols to make sums agree.",
        ),
        follow_up=("Ask for the protocols of the commissions named, and for the invalid and spoilt ballots.",),
        reference="After A. Kireev's rule for Russia 2021; zeros against the exact Poisson-binomial distribution.",
        refused=tuple(refused), tables=tables,
    )  # fmt: skip


def _zeros(stations: Stations, held: Counted) -> tuple[Message, tuple[Table, ...]]:
    import numpy as np

    mask = held.used.mask
    rule, asked = [], []
    for name, votes in stations.options.items():
        given = votes[mask]
        usable = (given != MISSING) & (given <= held.valid)
        area, k = stations.area[mask][usable], given[usable]
        rule += [(name, pair) for pair in zeros.pairs(k, area)]
        if found := zeros.few_zeros(k, held.valid[usable], area):
            asked.append((name, found))
    pairs = tuple(
        (*stations.areas[pair.area], name, pair.zeros, pair.ones, pair.twos)
        for name, pair in sorted(rule, key=lambda one: (one[1].area, one[0]))
    )
    chances = np.concatenate([found.p for _, found in asked]) if asked else np.zeros(0)
    rows = _named(stations, asked, standing_out(chances, FALSE_DISCOVERIES))
    figures = MappingProxyType(dict(zip(clean.ZEROS_OF, (len(pairs), len(chances), len(rows)), strict=True)))
    says = Message(
        "{pairs} pairs of commission and party meet the rule; of {asked} that can be asked, {few} have fewer stations "
        "without a vote than the null allows.", pairs=len(pairs), asked=len(chances), few=len(rows),
    )  # fmt: skip
    note = Message(
        "Share of false discoveries held at 5 %; the smallest p is {p}.",
        p=tail(float(chances.min(initial=1.0))),
    )
    return says, (
        Table("figures", "Figures", ("number", "value"), tuple(figures.items())),
        Table("pairs", "More than 20 stations at 1, more than 20 at 2, fewer than 10 at 0",
              ("region", "commission", "option", "at 0", "at 1", "at 2"), pairs, "By the rule; it has no error rate."),
        Table("few_zeros", "Fewer stations without a vote than the null allows",
              ("region", "commission", "option", "of stations", "observed", "expected", "sd", "p"), rows, note),
    )  # fmt: skip


def _named(stations: Stations, asked: list[tuple[str, zeros.Zeros]], named: NDArray[np.bool_]) -> tuple[Row, ...]:
    """Rows of the pairs that stand out, the smallest chance first; `named` runs over all options in their order."""
    import numpy as np

    rows: list[Row] = []
    first = 0
    for name, found in asked:
        for i in np.flatnonzero(named[first : first + len(found.p)]):
            sd, place = float(found.variance[i]) ** 0.5, stations.areas[found.area[i]]
            counts = int(found.stations[i]), int(found.observed[i])
            rows.append((*place, name, *counts, float(found.expected[i]), sd, float(found.p[i])))
        first += len(found.p)
    return tuple(sorted(rows, key=lambda row: (row[-1], row[:3])))
