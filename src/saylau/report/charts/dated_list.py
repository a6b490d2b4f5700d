"""A dated list: one row an event, in order of time, distances not to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saylau.checks.finding import Finding
from saylau.report.charts.look import RULE, VALUE, WIDE, Canvas, Key, canvas, legend
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import cell, finding_cell
from saylau.report.document import Row

SIZES = {"square": 130, "circle": 150, "diamond": 150, "triangle-up": 140}


@dataclass(frozen=True)
class Entry:
    """One row of the list: when, what, and the key of its sort."""

    when: str
    says: str
    key: Key
    finding: Finding


def draw(
    entries: Sequence[Entry], keys: Sequence[Key], title: str, subtitle: str, foot: str, total: int
) -> dict[str, object]:
    """The list for a picture of so many px: dates beside the line, or above the words where it is narrow."""
    on = canvas(total)
    used = {entry.key for entry in entries}
    top = legend(on, [key for key in keys if key in used], 0) + 26
    place = _beside if total == WIDE else _under
    on.height = place(on, entries, top) + 8
    return on.spec(title, subtitle, foot)


def table(entries: Sequence[Entry]) -> tuple[Row, ...]:
    """The same as rows: when, what, finding."""
    return tuple(Row((cell(e.when), cell(e.says), finding_cell(e.finding))) for e in entries)


def _beside(on: Canvas, entries: Sequence[Entry], top: float) -> float:
    """Dates at the left of the line, words at its right; gives the lower edge."""
    dates = [lines(entry.when, VALUE, 220, SEMIBOLD) for entry in entries]
    line = max(width(row, VALUE, SEMIBOLD) for date in dates for row in date) + 18
    places, y = [], top
    for entry, date in zip(entries, dates, strict=True):
        places.append(y)
        on.block(line - 16, y, date, 17, weight=SEMIBOLD, align="right")
        said = lines(entry.says, 13.5, on.width - line - 16)
        on.block(line + 16, y, said, 17, size=13.5)
        y += 34 + 17 * (max(len(date), len(said)) - 1)
    _line(on, entries, places, line)
    return y - 20


def _under(on: Canvas, entries: Sequence[Entry], top: float) -> float:
    """The line at the left edge, words under each date; gives the lower edge."""
    places, y = [], top
    for entry in entries:
        places.append(y)
        y = on.block(28, y, lines(entry.when, VALUE, on.width - 28, SEMIBOLD), 17, weight=SEMIBOLD)
        y = on.block(28, y + 18, lines(entry.says, 13.5, on.width - 28), 17, size=13.5) + 30
    _line(on, entries, places, 8)
    return y - 18


def _line(on: Canvas, entries: Sequence[Entry], places: Sequence[float], x: float) -> None:
    on.rule(x, places[0], x, places[-1], RULE, 2)
    for entry, y in zip(entries, places, strict=True):
        on.point(x, y, entry.key.shape, entry.key.color, SIZES[entry.key.shape], when=entry.when, event=entry.says)
