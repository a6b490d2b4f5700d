"""Turnout and share in whole per cents at once, with all that is told of it."""

from __future__ import annotations

from types import MappingProxyType

from saylau.checks.forensics.result import Control, Data, Effect, Result, Shelf, Table, Verdict, roles_of, rounded, tail
from saylau.checks.forensics.spikes_result import FEWEST, FOLLOW_UP, INNOCENT, fitted, used_by_spikes
from saylau.checks.forensics.usable import NOT_ANSWERED, refused_for
from saylau.methods.results.betabinomial import pairs
from saylau.methods.results.excess import FLAGGED, LEVEL
from saylau.methods.results.spikes_both import Both, Rates, both_integer
from saylau.methods.results.stations import Stations
from saylau.values.message import Message, Said

NULL: Said = (
    "If each voter had come, and each ballot had been cast, independently at rates that vary between stations as "
    "smooth mixtures do, so many stations would show whole per cents of both. Within a station the two are taken to "
    "be independent; between stations they may go together as they like."
)
REFERENCE = (
    "After A. Rozenas, Political Analysis 25 (2017) 41-56, in two dimensions: the product of two exact chances, summed "
    "over stations; S. Holm (1979) and Benjamini and Hochberg (1995) for the list."
)
CONTROLS = tuple(
    Control(election, stations, MappingProxyType({"both": z, "pairs listed": cells}))
    for election, stations, z, cells in (
        ("Mexico 2012, president", 142_117, 0.868, 0),
        ("Taiwan 2016, president", 15_582, -1.625, 0),
        ("Canada 2011, House of Commons", 66_111, 1.752, 0),
        ("Georgia 2016, parliament", 3_666, 2.192, 1),
    )
)
CONTROLS_NOTE = (
    "z of all pairs together, and pairs listed, on elections that nobody disputes. In Georgia one pair is listed: five "
    "stations at 48 and 50 %, where 0.06 are expected. A listed pair by itself says little."
)
_HEADS = ("turnout, %", "share, %", "stations", "expected", "z", "p", "adjusted p")


def spiked_both(stations: Stations, largest: int | None = None) -> Result:
    """Stations whose turnout and share are whole per cents at once, together and pair by pair."""
    used = used_by_spikes(stations, largest)
    mask = used.mask
    refused = refused_for(stations, used, FEWEST)
    test: Both | None = None
    if not refused:
        counts = ((stations.issued[mask], stations.registered[mask]), (stations.votes[mask], stations.base[mask]))
        (turnout, not_turnout), (share, not_share) = (fitted(pairs(k, n)) for k, n in counts)
        refused = tuple(dict.fromkeys((*not_turnout, *not_share)))
        if not refused:
            test = both_integer(Rates(*counts[0], turnout), Rates(*counts[1], share))
    line = (Effect("both", "turnout and share", "stations", test.all, headline=True, level=LEVEL),) if test else ()
    return Result(
        method="spikes_both", title="Turnout and share in whole per cents at once", shelf=Shelf.LOCAL,
        question="Do more stations show whole per cents of turnout and share at once than both chances together put?",
        verdict=Verdict.UNKNOWN if test is None else Verdict.NOTED if test.all.z > FLAGGED else Verdict.IN_LINE,
        says=_says(test) if test else NOT_ANSWERED, data=Data(stations.about, used, roles_of(stations)), null=NULL,
        effects=line, controls=CONTROLS, controls_note=CONTROLS_NOTE, smallest=_smallest(test), innocent=INNOCENT,
        follow_up=FOLLOW_UP, reference=REFERENCE, refused=refused, tables=(_cells(test),) if test else (),
    )  # fmt: skip


def _says(test: Both) -> Message:
    return Message(
        "Turnout and share were both whole per cents in {observed} stations, and the null expects {expected} (z {z}, "
        "p {p}). Pairs of per cents that are listed: {pairs}.",
        observed=test.all.observed, expected=rounded(test.all.expected, 1), z=rounded(test.all.z), p=tail(test.all.p),
        pairs=int(test.listed.sum()),
    )  # fmt: skip


def _smallest(test: Both | None) -> Message:
    if test is None:
        return Message("Nothing was tested, so nothing is excluded.")
    return Message(
        "The smallest excess that would have been flagged is {stations} stations; a smaller one would not have been "
        "seen.", stations=rounded(test.all.smallest, 0),
    )  # fmt: skip


def _cells(test: Both) -> Table:
    """The listed pairs, the smallest chance first."""
    rows = []
    for turnout, share in zip(*(place.tolist() for place in test.listed.nonzero()), strict=True):
        observed, expected = int(test.observed[turnout, share]), float(test.expected[turnout, share])
        spread = float(test.variance[turnout, share]) ** 0.5
        z = (observed - expected) / spread if spread else 0.0
        p, adjusted = float(test.p[turnout, share]), tail(float(test.adjusted[turnout, share]))
        rows.append((turnout, share, observed, expected, z, p, adjusted))
    note: Said = (
        "Of 10,201 pairs those that stand out with the share of false discoveries held at 5 %. Exploratory: the one "
        "number that is tested is that of all pairs together."
    )
    return Table("pairs", "Listed pairs", _HEADS, tuple(sorted(rows, key=lambda row: (row[5], row[:2]))), note)
