"""The fingerprint: polling stations by turnout and by the share of one option, with the histograms of both."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from saylau.checks.forensics.result import NOT_PROOF
from saylau.methods.results.histograms import POINTS, fingerprint, plottable
from saylau.methods.results.stations import Stations
from saylau.report.charts.look import FAINT, LABEL, MUTED, NARROW, RULE, VALUE, WIDE, Canvas, canvas
from saylau.report.charts.measure_text import lines
from saylau.report.charts.picture import Picture, cell
from saylau.report.charts.stations import WARNING, Scale, grid, percent_axis, share_words, turnout_words
from saylau.report.document import Head, Row
from saylau.report.results.frame import SEQUENCE, Origin, class_labels, class_of, classes
from saylau.report.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

CHECK = "results.fingerprint"
_MARGIN, _GAP = 58, 8
_HOW = (
    "Each cell is one percentage point wide. A second cloud or a tail towards the top right corner calls for a look at "
    "the stations in it; town and country, small closed stations and regional parties can also produce one. {caution}"
)


def picture(stations: Stations, words: Words, origin: Origin) -> Picture:
    """The picture, its variant for phones, and the sums of each row and column of cells."""
    mask = plottable(stations)
    cells, rows = fingerprint(stations, mask), int(mask.sum())
    caption = words.say("Turnout and vote share at {rows} polling stations", rows=rows)
    subtitle = words.say(_HOW, caution=NOT_PROOF)
    foot = origin.footer(words, CHECK, rows, len(stations))
    wide, narrow = (_draw(cells, stations, words, total).spec(caption, subtitle, foot) for total in (WIDE, NARROW))
    heads = (
        Head(words.say("Points, from")),
        Head(words.say("Stations by turnout"), numeric=True),
        Head(words.say("Stations by share"), numeric=True),
    )
    return Picture(caption, _alt(cells, stations, words), wide, heads, _rows(cells, words), narrow)


def _rows(cells: Counts, words: Words) -> tuple[Row, ...]:
    across, up = cells.sum(axis=1), cells.sum(axis=0)
    return tuple(
        Row((cell(str(at)), cell(words.number(int(across[at]))), cell(words.number(int(up[at])))))
        for at in range(POINTS)
        if across[at] or up[at]
    )


def _alt(cells: Counts, stations: Stations, words: Words) -> str:
    across, up = cells.sum(axis=1), cells.sum(axis=0)
    return words.say(
        "Heat map of polling stations by turnout and by the share of {option}, with histograms of both. Most stations "
        "have a turnout of {turnout} % and a share of {share} %, in whole points; {corner} have at least 90 % of both. "
        "The table below holds both histograms.",
        option=stations.leader, turnout=int(across.argmax()), share=int(up.argmax()),
        corner=int(cells[90:, 90:].sum()),
    )  # fmt: skip


def _draw(cells: Counts, stations: Stations, words: Words, total: int) -> Canvas:
    on = canvas(total)
    narrow = total == NARROW
    size, left = (300, 34) if narrow else (430, 34)
    said = lines(share_words(stations, words), LABEL, on.width)
    y = on.block(0, 8, [f"↑ {said[0]}", *said[1:]], 16, size=LABEL, color=MUTED) + 14
    top = y + _MARGIN + 4
    across, up = Scale(0, 100, left, left + size), Scale(0, 100, top + size, top)
    _margins(on, cells, across, up, beside=not narrow)
    grid(on, across, top, top + size, upright=True)
    grid(on, up, left, left + size, upright=False)
    least = classes(int(cells.max(initial=0)))
    draw_cells(on, cells, least, across, up)
    for value in range(0, 101, 20):
        on.text(left - 6, up(value), str(value), size=LABEL, color=MUTED, align="right")
    percent_axis(on, across, top + size)
    on.rule(left, top, left, top + size, RULE)
    said = lines(f"→ {turnout_words(stations, words)}", LABEL, on.width - left)
    below = on.block(left, top + size + 34, said, 16, size=LABEL, color=MUTED)
    on.text_on_lines(left + 8, top + size - 12, words.say(WARNING), size=LABEL, color=MUTED)
    if narrow:
        on.height = _key(on, least, words, left, below + 24, beside=False)
    else:
        _key(on, least, words, left + size + _GAP + _MARGIN + 14, top, beside=True)
        on.height = below + 8
    return on


def draw_cells(on: Canvas, cells: Counts, least: tuple[int, ...], across: Scale, up: Scale) -> None:
    """The cells of a square of counts; equal neighbours in a row are one rectangle."""
    step = 100 / len(cells)
    for row in range(len(cells)):
        kinds = [class_of(int(count), least) if count else -1 for count in cells[:, row]]
        begin = 0
        for kind, group in groupby(kinds):
            end = begin + len(list(group))
            if kind >= 0:
                place = (across(begin * step), up((row + 1) * step), across(end * step), up(row * step))
                on.rect(*place, SEQUENCE[kind])
            begin = end


def _margins(on: Canvas, cells: Counts, across: Scale, up: Scale, *, beside: bool) -> None:
    """Histograms above the plot and, where there is room, at its right."""
    sums: tuple[Any, Any] = (cells.sum(axis=1), cells.sum(axis=0))
    top, right = up.stop - 4, across.stop + _GAP
    for at in range(POINTS):
        high = sums[0][at] / max(sums[0].max(), 1) * _MARGIN
        if high:
            on.rect(across(at) + 0.25, float(top - high), across(at + 1) - 0.25, top, FAINT)
        wide = sums[1][at] / max(sums[1].max(), 1) * _MARGIN
        if wide and beside:
            on.rect(right, up(at + 1) + 0.25, float(right + wide), up(at) - 0.25, FAINT)


def _key(on: Canvas, least: tuple[int, ...], words: Words, x: float, y: float, *, beside: bool) -> float:
    """What the colours mean, below each other beside the plot, or in a row below it; gives where it ends."""
    said = lines(words.say("Polling stations in one cell"), LABEL, on.width - x)
    y = on.block(x, y, said, 16, size=LABEL, color=MUTED) + 22
    labels = class_labels(least, words)
    for place, (color, label) in enumerate(zip(SEQUENCE, labels, strict=True)):
        at = (x, y + (4 - place) * 22) if beside else (x + place * 62, y)
        on.rect(at[0], at[1] - 7, at[0] + 14, at[1] + 7, color)
        on.text(at[0] + (22 if beside else 18), at[1], label, size=VALUE if beside else 11.5)
    return y + 14
