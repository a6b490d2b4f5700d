"""Small multiples: the fingerprint of each of the largest regions, all on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.checks.forensics.result import NOT_PROOF
from saylau.methods.results.histograms import POINTS, fingerprint, plottable
from saylau.methods.results.stations import Stations
from saylau.report.charts.look import LABEL, MUTED, NARROW, RULE, WIDE, Canvas, canvas
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell
from saylau.report.charts.stations import WARNING, Scale, grid, shown
from saylau.report.document import Head, Row
from saylau.report.results.fingerprint import draw_cells
from saylau.report.results.frame import SEQUENCE, Origin, class_labels, classes
from saylau.report.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

CHECK = "results.regions"
MOST = 20
"""Regions that are drawn, those with most stations."""
_POINTS = 4
"""Width of a cell in points."""
_GAP = 12
_HOW = (
    "Turnout runs to the right and the share of {option} upwards, both from 0 to 100 %, in cells of four points; all "
    "squares have one key. Regions differ by town and country, nation and party; a tail towards the top right corner "
    "is no more than a reason to look. {caution}"
)


@dataclass(frozen=True, eq=False)
class Square:
    """One region: its stations in cells of four points."""

    name: str
    stations: int
    cells: Counts


def picture(stations: Stations, words: Words, origin: Origin) -> Picture | None:
    """The largest regions in the order of their names; None where the table has fewer than two."""
    squares, known = _squares(stations)
    if known < 2:
        return None
    number = sum(square.stations for square in squares)
    caption = words.say(
        "Turnout and vote share in {shown} of {regions} regions, those with most stations",
        shown=len(squares), regions=known,
    )  # fmt: skip
    foot = origin.footer(words, CHECK, number, len(stations))
    subtitle = words.say(_HOW, option=shown(stations.leader), caution=NOT_PROOF)
    wide, narrow = (_draw(squares, words, total).spec(caption, subtitle, foot) for total in (WIDE, NARROW))
    alt = words.say(
        "{shown} small heat maps of turnout by share, one a region. The table below holds the stations of each and how "
        "many have at least 80 % of both.",
        shown=len(squares),
    )
    heads = (
        Head(words.say("Region")),
        Head(words.say("Stations"), numeric=True),
        Head(words.say("With at least 80 % of both"), numeric=True),
    )
    corner = 80 // _POINTS
    rows = tuple(
        Row((
            cell(square.name), cell(words.number(square.stations)),
            cell(words.number(int(square.cells[corner:, corner:].sum()))),
        ))
        for square in squares
    )  # fmt: skip
    return Picture(caption, alt, wide, heads, rows, narrow)


def _squares(stations: Stations) -> tuple[list[Square], int]:
    """The regions that are drawn, and how many there are."""
    import numpy as np

    mask = plottable(stations)
    sizes = np.bincount(stations.region[mask], minlength=len(stations.regions))
    known = int((sizes > 0).sum())
    largest = sorted(np.flatnonzero(sizes).tolist(), key=lambda code: (-int(sizes[code]), code))[:MOST]
    side = POINTS // _POINTS
    found = []
    for code in sorted(largest):
        cells = fingerprint(stations, mask & (stations.region == code))
        joined = cells.reshape(side, _POINTS, side, _POINTS).sum(axis=(1, 3))
        found.append(Square(shown(stations.regions[code], 60) or "–", int(sizes[code]), joined))
    return found, known


def _draw(squares: list[Square], words: Words, total: int) -> Canvas:
    on = canvas(total)
    columns = 5 if total == WIDE else 2
    side = (on.width - (columns - 1) * _GAP) / columns
    least = classes(max(int(square.cells.max()) for square in squares))
    y = _key(on, least, words, narrow=total == NARROW) + 18
    for first in range(0, len(squares), columns):
        for place, square in enumerate(squares[first : first + columns]):
            _square(on, square, least, place * (side + _GAP), y, side)
        y += side + 46
    on.text(0, y - 4, words.say(WARNING), size=LABEL, color=MUTED)
    on.height = y + 8
    return on


def _square(on: Canvas, square: Square, least: tuple[int, ...], x: float, y: float, side: float) -> None:
    """One region, its name above it, cut where it is too long."""
    name = square.name
    while len(name) > 2 and width(name, LABEL, SEMIBOLD) > side:
        name = f"{name[:-2].rstrip()}…"
    on.text(x, y + 8, name, size=LABEL, weight=SEMIBOLD)
    top = y + 20
    across, up = Scale(0, 100, x, x + side), Scale(0, 100, top + side, top)
    grid(on, across, top, top + side, upright=True, step=50)
    grid(on, up, x, x + side, upright=False, step=50)
    draw_cells(on, square.cells, least, across, up)
    on.rule(x, top, x, top + side, RULE)
    on.rule(x, top + side, x + side, top + side, RULE)


def _key(on: Canvas, least: tuple[int, ...], words: Words, *, narrow: bool) -> float:
    """What the colours mean, in a row; gives where it ends."""
    said = lines(words.say("Polling stations in one cell"), LABEL, on.width)
    y = on.block(0, 8, said, 16, size=LABEL, color=MUTED) + 22
    step = 66 if narrow else 90
    for place, (color, label) in enumerate(zip(SEQUENCE, class_labels(least, words), strict=True)):
        on.rect(place * step, y - 7, place * step + 14, y + 7, color)
        on.text(place * step + 19, y, label, size=LABEL)
    return y + 8
