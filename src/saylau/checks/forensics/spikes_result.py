"""Spikes in the share as they are told: whether some tenth of a point holds more stations than its exact chance."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from saylau.checks.forensics.result import Control, Data, Effect, Result, Shelf, Table, Verdict, roles_of, rounded, tail
from saylau.checks.forensics.usable import refused_for
from saylau.methods.results.betabinomial import Mixture, Pairs, mixture, pairs
from saylau.methods.results.excess import Deviation, Excess
from saylau.methods.results.spikes import LEVEL, Spikes, coverage, near_fractions, spikes
from saylau.methods.results.stations import PSEUDO, Stations, Used, Why, account, unusable
from saylau.values.message import Message, Said

FEWEST = 500
COVERED = (0.97, 0.999)

QUESTION = "Does any tenth of a point of the option's share hold more stations than ballots cast one by one would put?"
NULL = (
    "If each ballot had been cast independently at a rate that varies between stations as a smooth mixture does, so "
    "many stations would fall on each tenth of a point. Simple fractions of small stations are contained in it."
)
INNOCENT: tuple[Said, ...] = (
    "Percentages were computed first, and the counts were derived from them by whoever published the file.",
    "Stations where nobody or everybody chose the option: ships, hospitals, closed and very small stations.",
    "Blocks of rows that an importer copied, or counts that were rounded by rule.",
    "A distribution of shares that five smooth components do not describe.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "See in which regions the stations of the listed bins lie, and compare their protocols with the published numbers.",
    "No single station is named: most stations of a listed bin stand there by chance.",
)
REFERENCE = (
    "After A. Rozenas, Detecting election fraud from irregularities in vote-share distributions, Political Analysis 25 "
    "(2017) 41-56; chances summed exactly, without resampling; S. Holm (1979) for the answer, Benjamini and Hochberg "
    "(1995) for the list."
)
CONTROLS = tuple(
    Control(election, stations, MappingProxyType({"bins": 0, "adjusted p": p}))
    for election, stations, p in (
        ("Mexico 2012, president", 142_117, 1.0),
        ("Taiwan 2016, president", 15_582, 1.0),
        ("Canada 2011, House of Commons", 66_111, 0.50),
        ("Georgia 2016, parliament", 3_666, 1.0),
    )
)
CONTROLS_NOTE = "Bins that stand out, and the smallest adjusted p, on elections that nobody disputes."


def used_by_spikes(stations: Stations, largest: int | None = None) -> Used:
    """Rows with 0 < N <= 10,000 (or `largest`), C > 0, G <= N, W <= C.

    Small stations are used: their fractions have exact chances.
    """
    pseudo = stations.registered > (largest or PSEUDO)
    return account(stations, (*unusable(stations), (Why.PSEUDO, pseudo)))


def fitted(table: Pairs) -> tuple[Mixture, tuple[Said, ...]]:
    """Mixture and refusals: a fit that did not converge, or that does not cover the rates as it says."""
    found = mixture(table)
    if not found.converged:
        return found, ("The mixture of smooth components did not converge.",)
    covered = coverage(table, found)
    if COVERED[0] <= covered <= COVERED[1]:
        return found, ()
    why = Message(
        "The mixture does not describe the rates: {share} % of the stations lie between its 1 % and 99 % quantiles, "
        "and 97 to 99.9 % should.", share=rounded(100 * covered, 1),
    )  # fmt: skip
    return found, (why,)


def spike_test(table: Pairs) -> tuple[Mixture, Spikes | None, tuple[Said, ...]]:
    """Mixture, test and refusals."""
    found, refused = fitted(table)
    return found, None if refused else spikes(table, found), refused


def spiked(stations: Stations, largest: int | None = None, fractions: tuple[Fraction, ...] = ()) -> Result:
    """The result that is told; with `largest` rows of more registered voters are left out.

    `fractions` of 0 .. 1 that are fixed in advance are tested as a list of their own.
    """
    used = used_by_spikes(stations, largest)
    if refused := refused_for(stations, used, FEWEST):
        return _result(stations, used, refused)
    table = pairs(stations.votes[used.mask], stations.base[used.mask])
    found, test, refused = spike_test(table)
    tables = (_bins(test, found),) if test else ()
    if test and fractions:
        tables = (*tables, _fractions(near_fractions(table, found, fractions), fractions))
    return _result(stations, used, refused, test, tables)


def _result(
    stations: Stations, used: Used, refused: tuple[Said, ...], test: Spikes | None = None,
    tables: tuple[Table, ...] = (),
) -> Result:  # fmt: skip
    return Result(
        method="spikes",
        title="Spikes in the share",
        shelf=Shelf.LOCAL,
        question=QUESTION,
        verdict=_verdict(test),
        says=_says(test),
        data=Data(stations.about, used, roles_of(stations)),
        null=NULL,
        effects=_effects(test, used.number) if test else (),
        controls=CONTROLS,
        controls_note=CONTROLS_NOTE,
        smallest=_smallest(test),
        innocent=INNOCENT,
        follow_up=FOLLOW_UP,
        reference=REFERENCE,
        refused=refused,
        tables=tables,
    )


def _verdict(test: Spikes | None) -> Verdict:
    if test is None:
        return Verdict.UNKNOWN
    return Verdict.NOTED if test.smallest <= LEVEL else Verdict.IN_LINE


def _says(test: Spikes | None) -> Message:
    if test is None:
        return Message("The spike test does not answer for this table.")
    if test.smallest <= LEVEL:
        return Message(
            "Some bin stands out (smallest p of 1,001 bins, adjusted for their number, {p}); {bins} are listed with "
            "the share of false discoveries held at 5 %.", p=tail(test.smallest), bins=int(test.listed.sum()),
        )  # fmt: skip
    return Message(
        "No bin stands out: the smallest p of 1,001 bins, adjusted for their number, is {p}.", p=tail(test.smallest)
    )


def _smallest(test: Spikes | None) -> Message:
    if test is None:
        return Message("Nothing was tested, so nothing is excluded.")
    return Message(
        "A single bin would have stood out with about {stations} stations above its chance where the shares are most "
        "frequent; a smaller excess would not have been seen.",
        stations=rounded(_NEEDED * float(test.variance.max()) ** 0.5, 0),
    )


_NEEDED = 4.06
"""z of a normal tail of 5 % divided by 1,001 bins, rounded up."""


def _effects(test: Spikes, stations: int) -> tuple[Effect, ...]:
    """The bin with the smallest tail, adjusted for the number of bins; then all listed bins together."""
    top = int(test.p.argmin())
    first = Excess(
        stations, int(test.observed[top]), float(test.expected[top]), float(test.variance[top]), test.smallest
    )
    label = "the bin that stands out most (p adjusted for 1,001 bins)"
    lines = [Effect("largest", label, "stations", first, headline=True, level=LEVEL)]
    if test.total is not None:
        total = Deviation(stations, test.total.observed, test.total.expected, test.total.variance)
        lines.append(Effect("listed", "all listed bins together, chosen after the test", "stations", total))
    return tuple(lines)


def _bins(test: Spikes, found: Mixture) -> Table:
    """The listed bins by place."""
    rows = [(f"{place / 10:.1f}", *_line(test, place)) for place in test.listed.nonzero()[0].tolist()]
    note = Message(
        "Bins of a tenth of a point; the smooth mixture has {number} components. Excess and list are no "
        "share of votes.",
        number=len(found.weights),
    )
    return Table("bins", "Listed bins", ("share, %", *_HEADS), tuple(rows), note)


_HEADS = ("stations", "expected", "excess", "z", "p", "adjusted p")


def _line(test: Spikes, place: int) -> tuple[int | float | str, ...]:
    """The numbers of one bin."""
    observed, expected = int(test.observed[place]), float(test.expected[place])
    spread = float(test.variance[place]) ** 0.5
    z = (observed - expected) / spread if spread else 0.0
    return observed, expected, observed - expected, z, float(test.p[place]), tail(float(test.adjusted[place]))


def _fractions(test: Spikes, fractions: tuple[Fraction, ...]) -> Table:
    """All fractions that were named, whether they stand out or not."""
    rows = tuple((str(fraction), *_line(test, place)) for place, fraction in enumerate(fractions))
    note = Message(
        "Shares within 0.05 points of each. Adjusted for the {number} fractions that were named, not for the bins "
        "above; they have to be named before the table is seen.", number=len(fractions),
    )  # fmt: skip
    return Table("fractions", "Fractions that were named", ("share", *_HEADS), rows, note)
