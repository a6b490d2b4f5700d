"""Relative widths of the columns of a table on paper."""

from __future__ import annotations

from saylau.report.document import Table, plain

_LONGEST = 60
"""Letters from which on a cell is running text, and asks for no more room."""
_SHORTEST = 5


def column_weights(table: Table) -> tuple[int, ...]:
    """The widths that the table gives; else one for each column by its longest word and its usual length of text."""
    if table.widths:
        return table.widths
    return tuple(_weight(table, place) for place in range(len(table.heads)))


def _weight(table: Table, place: int) -> int:
    texts = [table.heads[place].title, *(plain(row.cells[place]) for row in table.rows)]
    word = max(len(word) for text in texts for word in (text.split() or [""]))
    usual = max(len(text) for text in texts)
    return max(_SHORTEST, min(word, _LONGEST // 2), min(usual, _LONGEST))
