"""Widths of the columns of a table on paper, from the widths of what stands in them."""

from __future__ import annotations

import re
from itertools import chain
from math import ceil

from saylau.report.charts.measure_text import SEMIBOLD, width
from saylau.report.document import Table, plain

WHOLE = 1000
"""Shares are given in thousandths of the width of the text."""
_TEXT_WIDTH = 453.5
"""160 mm in points."""
_GAP = 10.0
"""Room between two columns, in points."""
_WORD = re.compile(r"[^ \t\n/-]+[/-]?")
"""What stays in one line: an amount and its currency too, which a no-break space joins."""
_WIDEST_WORD = 110.0
"""Points; a longer name is broken."""
_LEAST = 500
"""No table is narrower than half the text."""
_STEP = 18.0
"""Points that are moved at a time."""
_SAMPLE = 24
"""Rows by which the height of a table is judged."""
_AIR = 1.3
"""A table whose cells all fit in one line is this much wider than they need."""
PROSE = 44
"""Letters from which on a cell of a column of numbers is read as text, and stands at the left."""


def is_prose(text: str) -> bool:
    """Whether a cell holds running text, which is not to be set flush right, as numbers are."""
    return len(text) > PROSE


def column_shares(table: Table, size: float) -> tuple[int, ...]:
    """The share of each column in thousandths of the width of the text, for text of `size` points.

    Where every cell fits in one line, the table is as wide as it needs. Else no column gets more than its longest cell
    asks for, none less than its longest word; the rest is divided by the widths that the table gives, or evenly, and
    then moved between columns as long as that makes the table shorter.
    """
    columns = [_texts(table, place) for place in range(len(table.heads))]
    cells = [[width(text, size, weight) + _GAP for text, weight in texts] for texts in columns]
    wanted = [max(column) for column in cells]
    if sum(wanted) <= _TEXT_WIDTH:
        total = min(WHOLE, max(_LEAST, _AIR * WHOLE * sum(wanted) / _TEXT_WIDTH))
        return tuple(int(total * want / sum(wanted)) for want in wanted)
    least = [_least(texts, size) + _GAP for texts in columns]
    weights = [float(weight) for weight in table.widths] or [1.0] * len(wanted)
    rows = list(zip(*cells, strict=True))
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    shares = _shorten(_divide(wanted, least, weights), least, sample)
    return tuple(int(WHOLE * share / _TEXT_WIDTH) for share in shares)


def _shorten(shares: list[float], least: list[float], rows: list[tuple[float, ...]]) -> list[float]:
    """Move room from column to column, each time where it saves most lines, until no move saves any."""
    best, height = shares, _height(shares, rows)
    while True:
        moved = [
            [share + _STEP * ((place == to) - (place == away)) for place, share in enumerate(best)]
            for away in range(len(best))
            for to in range(len(best))
            if away != to and best[away] - _STEP >= least[away]
        ]
        heights = [_height(one, rows) for one in moved]
        if not moved or min(heights) >= height:
            return best
        height = min(heights)
        best = moved[heights.index(height)]


def _height(shares: list[float], rows: list[tuple[float, ...]]) -> int:
    """Lines that rows of cells of these widths take, in tenths; lines of the other cells count for one, so that a move
    which only prepares a gain is made."""
    lines = [[ceil((cell - _GAP) / (share - _GAP)) for cell, share in zip(row, shares, strict=True)] for row in rows]
    return sum(10 * max(row) + sum(row) for row in lines)


def _texts(table: Table, place: int) -> list[tuple[str, int]]:
    head = (table.heads[place].title, SEMIBOLD)
    return list(chain([head], ((plain(row.cells[place]), 400) for row in table.rows)))


def _least(texts: list[tuple[str, int]], size: float) -> float:
    words = {(word, weight) for text, weight in texts for word in _WORD.findall(text)}
    return max((min(width(word, size, weight), _WIDEST_WORD) for word, weight in words), default=0.0)


def _divide(wanted: list[float], least: list[float], weights: list[float]) -> list[float]:
    """Divide the width: who needs more than the share gets what is needed, who asks for less gets what was asked for,
    and the others share what is left. Where not even the needs fit, all are cut alike."""
    if sum(least) >= _TEXT_WIDTH:
        return [need * _TEXT_WIDTH / sum(least) for need in least]
    given: dict[int, float] = {}
    while True:
        waiting = [place for place in range(len(wanted)) if place not in given]
        left = _TEXT_WIDTH - sum(given.values())
        total = sum(weights[place] for place in waiting)
        shares = {place: left * weights[place] / total for place in waiting}
        settled = {place: least[place] for place in waiting if least[place] > shares[place]}
        settled = settled or {place: wanted[place] for place in waiting if wanted[place] <= shares[place]}
        given |= settled or shares
        if len(given) == len(wanted):
            return _filled([given[place] for place in range(len(wanted))], wanted)


def _filled(given: list[float], wanted: list[float]) -> list[float]:
    """What is left of the width goes to the columns that ask for more than they were given."""
    left = _TEXT_WIDTH - sum(given)
    short = [max(0.0, want - has) for want, has in zip(wanted, given, strict=True)]
    lack = sum(short)
    part = min(1.0, left / lack) if left > 0.0 and lack > 0.0 else 0.0
    return [has + part * missing for has, missing in zip(given, short, strict=True)]
