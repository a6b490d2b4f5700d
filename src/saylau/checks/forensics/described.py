"""Numbers and pictures without an error rate: fingerprint, logarithmic vote rate, slope, band over clean ranges.

None of them is ever more than noted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from saylau.checks.forensics import described_controls as clean
from saylau.checks.forensics.result import Control, Data, Result, Shelf, Table, Verdict, rounded
from saylau.checks.forensics.usable import (
    CONTROLS_NOTE,
    HETEROGENEITY,
    NO_NULL,
    NOT_ANSWERED,
    NOTHING_EXCLUDED,
    Counted,
    counted,
    refused_for,
)
from saylau.methods.results.band import Band, Window, band, turnouts, user_window
from saylau.methods.results.fingerprint import SMALLEST, fingerprint
from saylau.methods.results.rates import above, line, log_rate, shape
from saylau.methods.results.stations import Stations
from saylau.values.message import Message, Said

FEWEST = 100
"""Stations without which no distribution over stations is described."""
FOLLOW_UP: tuple[Said, ...] = (
    "Compare the number with that of earlier elections of the same country, and of town and country apart.",
    "Take it no further by itself: look at the arithmetic of the protocols and at the integer percentages.",
)
Figures = Mapping[str, float]


def described(
    stations: Stations,
    held: Counted,
    *,
    method: str,
    title: str,
    question: str,
    reference: str,
    controls: tuple[Control, ...],
    computed: Callable[[], tuple[Figures, Message, tuple[Table, ...]]],
    limits: tuple[Said, ...],
    refused: tuple[Said, ...] = (),
) -> Result:
    """The result of a descriptive method: its figures beside those of clean elections, or why it does not answer."""
    figures, says, tables = computed() if not refused else ({}, NOT_ANSWERED, ())
    shown = (Table("figures", "Figures", ("number", "value"), tuple(figures.items())),) if figures else ()
    return Result(
        method=method, title=title, shelf=Shelf.DESCRIPTIVE, question=question,
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED, says=says,
        data=Data(stations.about, held.used, held.roles), null=NO_NULL, effects=(), controls=controls,
        controls_note=CONTROLS_NOTE, smallest=NOTHING_EXCLUDED, innocent=(*limits, *HETEROGENEITY), follow_up=FOLLOW_UP,
        reference=reference, refused=refused, tables=(*shown, *tables),
    )  # fmt: skip


def fingerprints(stations: Stations, largest: int | None = None) -> Result:
    """Where the stations lie in turnout and share."""
    held = counted(stations, largest, SMALLEST)

    def computed() -> tuple[Figures, Message, tuple[Table, ...]]:
        cells = fingerprint(held.registered, held.issued, held.valid, held.votes)
        number = held.used.number
        high = above(held.registered, held.issued)
        corner = int(cells[95:, 95:].sum())
        peak = int(cells.argmax())
        figures = {
            clean.HIGH: 100 * high / number, clean.CORNER: 100 * corner / number,
            clean.PEAK_TURNOUT: peak // 100, clean.PEAK_SHARE: peak % 100,
        }  # fmt: skip
        says = Message(
            "{high} of {number} stations with at least 100 voters had a turnout above 95 %; most stations in one bin "
            "lie at turnout {turnout} % and share {share} %.",
            high=high, number=number, turnout=peak // 100, share=peak % 100,
        )  # fmt: skip
        return MappingProxyType(figures), says, ()

    return described(
        stations, held, method="fingerprint", title="Fingerprint: stations by turnout and share",
        question="Where do the stations lie, and do some lie apart at full turnout?",
        reference="P. Klimek, Y. Yegorov, R. Hanel, S. Thurner, PNAS 109 (2012) 16469-16473.",
        controls=clean.FINGERPRINT, computed=computed, refused=refused_for(stations, held.used, FEWEST),
        limits=("Two clusters come from two kinds of places; tails to full turnout from small and special stations.",),
    )  # fmt: skip


def log_rates(stations: Stations, largest: int | None = None) -> Result:
    """Skewness and excess kurtosis of the logarithmic vote rate, in both forms."""
    held = counted(stations, largest, SMALLEST, contested=True)

    def computed() -> tuple[Figures, Message, tuple[Table, ...]]:
        valid = shape(log_rate(held.valid, held.votes))
        electorate = shape(log_rate(held.registered, held.votes))
        figures = dict(
            zip(clean.LOG, (valid.skewness, valid.kurtosis, electorate.skewness, electorate.kurtosis), strict=True)
        )
        says = Message(
            "The logarithmic vote rate has skewness {valid} in the form of valid ballots and {electorate} in the form "
            "of registered voters.", valid=rounded(valid.skewness, 3), electorate=rounded(electorate.skewness, 3),
        )  # fmt: skip
        return MappingProxyType(figures), says, ()

    return described(
        stations, held, method="log_rate", title="Logarithmic vote rate",
        question="Is the distribution of log(other votes / votes of the option) lopsided?",
        reference="P. Klimek, Y. Yegorov, R. Hanel, S. Thurner, PNAS 109 (2012) 16469-16473.",
        controls=clean.LOG_RATE, computed=computed, refused=refused_for(stations, held.used, FEWEST),
        limits=(
            "Added ballots make the skewness negative; strongholds of one side do so too (Georgia 2016: -1.2).",
            "It depends on the size of the stations: compare only tables of one kind.",
        ),
    )  # fmt: skip


def slopes(stations: Stations, largest: int | None = None) -> Result:
    """Slope of the option's votes per registered voter on turnout, as published by Sobyanin and Sukhovolsky."""
    held = counted(stations, largest, SMALLEST, contested=True)
    refused = refused_for(stations, held.used, FEWEST)
    if not refused and (held.issued * held.registered[0] == held.issued[0] * held.registered).all():
        refused = ("Turnout is the same in all stations: there is no slope.",)

    def computed() -> tuple[Figures, Message, tuple[Table, ...]]:
        found = line(held.registered, held.issued, held.valid, held.votes)
        figures = dict(zip(clean.SLOPE_OF, (found.slope, found.intercept, found.share, found.correlation), strict=True))
        says = Message(
            "The option's votes per registered voter rise by {slope} for one of turnout (intercept {intercept}); its "
            "share of all ballots is {share}.",
            slope=rounded(found.slope, 3), intercept=rounded(found.intercept, 3), share=rounded(found.share, 3),
        )  # fmt: skip
        return MappingProxyType(figures), says, ()

    return described(
        stations, held, method="slope", title="Votes on turnout after Sobyanin and Sukhovolsky",
        question="How much does the option gain for each further voter, over stations?",
        reference=(
            "A. Sobyanin, V. Sukhovolsky (1995); M. Myagkov, P. Ordeshook, D. Shakin, The Forensics of Election Fraud, "
            "Cambridge 2009. Least squares of W / N on turnout, unweighted."
        ),
        controls=clean.SLOPE, computed=computed, refused=refused,
        limits=(
            "Near the overall share with intercept near 0 where all stations draw from one electorate; a slope above 1 "
            "is more than one vote for each voter. Places that differ move both (Taiwan 2016: .810 against .554).",
        ),
    )  # fmt: skip


def bands(stations: Stations, largest: int | None = None, clean_to: int | None = None) -> Result:
    """The band of votes beyond the share of ordinary turnout, over clean ranges; refused where there is none."""
    held = counted(stations, largest, every_vote=True)
    refused = refused_for(stations, held.used, FEWEST)
    found = band(turnouts(held.registered, held.issued, held.valid, held.votes)) if not refused else None
    own = None
    if found and clean_to is not None:
        own = user_window(held.registered, held.issued, held.valid, held.votes, clean_to)
    result = described(
        stations, held, method="band", title="Votes beyond the share at ordinary turnout, after Shpilkin",
        question="How many votes of the option at high turnout go beyond its share at ordinary turnout?",
        reference=(
            "S. Shpilkin (from 2009); D. Kobak, S. Shpilkin, M. S. Pshenichnikov, Annals of Applied Statistics 10 "
            "(2016) 54-73. A band over ranges that may be called clean, never one number."
        ),
        controls=clean.BAND, refused=refused or (tuple(map(str, found.refused)) if found else ()),
        computed=lambda: _band(found, own) if found else ({}, NOT_ANSWERED, ()),
        limits=(
            "It assumes that an honest electorate votes alike at every turnout. Where nobody alleges anything the band "
            "reaches 17 % of the option's votes: that is the method's own error.",
            "These are votes inconsistent with that assumption, not votes that were shown to be added.",
        ),
    )  # fmt: skip
    return result


_WINDOWS = ("20 to peak - 5", "20 to peak", "peak - 2 to peak + 2", "named by the user")


def _band(found: Band, own: Window | None) -> tuple[Figures, Message, tuple[Table, ...]]:
    low, high = 100 * found.low / found.votes, 100 * found.high / found.votes
    windows = (*found.windows, own) if own else found.windows
    rows = tuple(
        (name, w.first, w.last, 100 * w.clean_share, round(w.beyond), 100 * w.beyond / found.votes)
        for name, w in zip(_WINDOWS, windows, strict=False)
    )
    heads = ("window", "from %", "to %", "share inside, %", "votes beyond", "% of the option's votes")
    says = Message(
        "Over three ranges of turnout that may be called clean, {low} to {high} votes of the option lie beyond its "
        "share there, {low_share} to {high_share} % of its votes.",
        low=round(found.low), high=round(found.high), low_share=rounded(low, 1), high_share=rounded(high, 1),
    )  # fmt: skip
    figures = dict(zip(clean.BAND_OF, (low, high, float(found.peak)), strict=True))
    return MappingProxyType(figures), says, (Table("windows", "Clean ranges", heads, rows),)
