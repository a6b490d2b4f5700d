"""The saw: stations by turnout and by share in tenths of a point, beside what ballots cast one by one would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.checks.finding import Finding
from saylau.checks.forensics.result import NOT_PROOF
from saylau.checks.results_stations import station_table
from saylau.methods.results.histograms import TENTHS, Saw, saw
from saylau.methods.results.stations import Stations, Used, used_by_integers
from saylau.records.case import Case
from saylau.records.kinds import StationResults
from saylau.report.charts.look import BLUE, LABEL, MUTED, NARROW, RUST, WIDE, Canvas, Key, canvas, legend
from saylau.report.charts.measure_text import SEMIBOLD, lines
from saylau.report.charts.picture import Picture, cell, footer, value_of
from saylau.report.charts.stations import WARNING, Scale, number_axis, percent_axis, share_words, turnout_words
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values.message import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BAND_TINT = "#e9dcc0"
_TALL = 168
_OUTSIDE = 0.005
"""Share of the stations beyond each end of what is drawn."""
_HOW = (
    "Tenths of a percentage point. The band is what ballots cast one by one, at each station's own turnout and share, "
    "give in 95 of 100 elections; about one bin in forty lies above it by chance. Teeth at whole per cents call for a "
    "look at protocols; percentages computed before the counts, and rounding by whoever published, also make them. "
    "{caution}"
)


@dataclass(frozen=True, eq=False)
class Panel:
    """One of the two rates: its name, its bins, and the tenths that are drawn."""

    title: str
    bins: Saw
    first: int
    last: int


def of_case(findings: tuple[Finding, ...], case: Case, words: Words, source: str) -> Picture | None:
    """The saw of the first table of a case for which the test of integer percentages has an answer."""
    finding = next((f for f in findings if value_of(f, "z") is not None), None)
    if finding is None:
        return None
    claim = next(f for f in case.where(StationResults) if f.fact in finding.facts)
    table = station_table(case, claim)
    if table is None:
        return None
    return picture(table.stations, used_by_integers(table.stations), words, footer(words, source, finding.id))


def picture(stations: Stations, used: Used, words: Words, foot: str) -> Picture | None:
    """Two panels, of the rows that the integer test uses; None where it uses none. `foot` is burnt into them."""
    mask, rows = used.mask, used.number
    if not rows:
        return None
    panels = (
        _panel(turnout_words(stations, words), saw(stations.issued[mask], stations.registered[mask])),
        _panel(share_words(stations, words), saw(stations.votes[mask], stations.base[mask])),
    )
    caption = words.say("Whole per cents of turnout and share at {rows} polling stations", rows=rows)
    subtitle = words.say(_HOW, caution=Message(NOT_PROOF))
    wide, narrow = (_draw(panels, words, total).spec(caption, subtitle, foot) for total in (WIDE, NARROW))
    titles = ("Whole per cent", "Turnout: stations", "Turnout: band", "Share: stations", "Share: band")
    heads = tuple(Head(words.say(title), numeric=place > 0) for place, title in enumerate(titles))
    return Picture(caption, _alt(panels, words), wide, heads, tuple(_rows(panels, words)), narrow)


def _panel(title: str, bins: Saw) -> Panel:
    """The tens between which nearly all stations lie."""
    sums = bins.observed.cumsum()
    low = int((sums > _OUTSIDE * sums[-1]).argmax()) // 100 * 100
    high = -(-int((sums >= (1 - _OUTSIDE) * sums[-1]).argmax()) // 100) * 100
    return Panel(title, bins, low, min(max(high, low + 100), TENTHS - 1))


def teeth(bins: Saw) -> list[int]:
    """Whole per cents, as tenths, whose bin lies above the band."""
    _, high = bins.band
    return [at for at in range(0, TENTHS, 10) if bins.observed[at] > high[at]]


def _alt(panels: tuple[Panel, ...], words: Words) -> str:
    turnout, share = (len(teeth(panel.bins)) for panel in panels)
    return words.say(
        "Two histograms in tenths of a percentage point with the band that chance allows. Of the whole per cents, "
        "{turnout} of turnout and {share} of the share lie above the band. The table below holds all whole per cents.",
        turnout=turnout, share=share,
    )  # fmt: skip


def _rows(panels: tuple[Panel, ...], words: Words) -> Iterator[Row]:
    """Whole per cents that either panel draws; a panel that does not draw one has empty cells there."""
    for at in range(min(p.first for p in panels), max(p.last for p in panels) + 1, 10):
        numbers = (text for panel in panels for text in _numbers(panel, at, words))
        yield Row((cell(words.number(at // 10)), *map(cell, numbers)))


def _numbers(panel: Panel, at: int, words: Words) -> tuple[str, str]:
    """Stations in a bin, and the band of chance."""
    if not panel.first <= at <= panel.last:
        return "", ""
    low, high = (words.number(round(float(end[at]))) for end in panel.bins.band)
    return words.number(int(panel.bins.observed[at])), f"{low}–{high}"


def _draw(panels: tuple[Panel, ...], words: Words, total: int) -> Canvas:
    on = canvas(total)
    keys = (
        Key(words.say("stations in the bin"), BLUE, dash=(1, 0)),
        Key(words.say("95 % band of chance"), _BAND_TINT),
        Key(words.say("whole per cent above the band"), RUST, dash=(1, 0)),
    )
    y = legend(on, keys, 0) + 10
    for panel in panels:
        y = _draw_panel(on, panel, words, y)
    on.height = y
    return on


def _draw_panel(on: Canvas, panel: Panel, words: Words, y: float) -> float:
    """One rate from `y` down; gives where the next thing may begin."""
    bins, places = panel.bins, range(panel.first, panel.last + 1)
    low, high = bins.band
    y = on.block(0, y + 8, lines(panel.title, LABEL, on.width, SEMIBOLD), 16, size=LABEL, weight=SEMIBOLD) + 16
    most = max(float(bins.observed[panel.first : panel.last + 1].max()), float(high.max()), 1.0)
    left, bottom = 44, y + _TALL
    across = Scale(panel.first / 10, panel.last / 10, left, on.width - 8)
    warning = lines(words.say(WARNING), LABEL, on.width - left - 16)
    up = Scale(0, most * (1.04 + 0.12 * len(warning)), bottom, y)
    number_axis(on, up, left, on.width - 8, words)
    on.area([(across(at / 10), up(float(low[at])), up(float(high[at]))) for at in places], _BAND_TINT)
    on.line([(across(at / 10), up(_float(bins.observed, at))) for at in places], BLUE, 1)
    for at in teeth(bins):
        if panel.first <= at <= panel.last:
            x = across(at / 10)
            on.rule(x, up(float(high[at])), x, up(_float(bins.observed, at)), RUST, 1.6)
    percent_axis(on, across, bottom, 10)
    on.block(left + 8, y + 6, warning, 16, on_lines=True, size=LABEL, color=MUTED)
    return bottom + 36


def _float(values: NDArray[np.int64], at: int) -> float:
    return float(values[at])
