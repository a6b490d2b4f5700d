"""Zeros, ones and twos of small parties by commission, with all that is told of it. Noted, never more."""

from __future__ import annotations

from types import MappingProxyType

from saylau.methods.results import described_controls as clean
from saylau.methods.results import zero_one_two as zeros
from saylau.methods.results.excess import benjamini_hochberg
from saylau.methods.results.result import Data, Result, Shelf, Table, Verdict, tail
from saylau.methods.results.stations import MISSING, Stations
from saylau.methods.results.usable import CONTROLS_NOTE, NOT_ANSWERED, Counted, counted, refused_for
from saylau.values.message import Message

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
        asked += [(name, found) for found in zeros.few_zeros(k, held.valid[usable], area)]
    named = benjamini_hochberg([found.p for _, found in asked], FALSE_DISCOVERIES)
    few = sorted((one for one, out in zip(asked, named, strict=True) if out), key=lambda one: (one[1].p, one[0]))
    pairs = tuple(
        (*stations.areas[pair.area], name, pair.zeros, pair.ones, pair.twos)
        for name, pair in sorted(rule, key=lambda one: (one[1].area, one[0]))
    )
    rows = tuple(
        (*stations.areas[f.area], name, f.stations, f.observed, f.expected, float(np.sqrt(f.variance)), f.p)
        for name, f in few
    )
    figures = MappingProxyType(dict(zip(clean.ZEROS_OF, (len(pairs), len(asked), len(rows)), strict=True)))
    says = Message(
        "{pairs} pairs of commission and party meet the rule; of {asked} that can be asked, {few} have fewer stations "
        "without a vote than the null allows.", pairs=len(pairs), asked=len(asked), few=len(rows),
    )  # fmt: skip
    note = Message(
        "Share of false discoveries held at 5 %; the smallest p is {p}.",
        p=tail(min((f.p for _, f in asked), default=1.0)),
    )
    return says, (
        Table("figures", "Figures", ("number", "value"), tuple(figures.items())),
        Table("pairs", "More than 20 stations at 1, more than 20 at 2, fewer than 10 at 0",
              ("region", "commission", "option", "at 0", "at 1", "at 2"), pairs, "By the rule; it has no error rate."),
        Table("few_zeros", "Fewer stations without a vote than the null allows",
              ("region", "commission", "option", "of stations", "observed", "expected", "sd", "p"), rows, note),
    )  # fmt: skip
