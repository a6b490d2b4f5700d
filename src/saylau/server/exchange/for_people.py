"""Tables for people: opened in a spreadsheet, no cell becomes a formula; brought back, every cell is what it was.

A text that a spreadsheet would run begins with an apostrophe in such a table, and its last column, which is empty, says
so in its name. Only where that column stands is the apostrophe taken off again. Numbers are never marked.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from saylau.records.csvtext import FORMULA, csv_bytes

MARKED = "apostrophe_marks_text"
"""Name of the column that says that texts are marked."""


def table_for_people(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[str] = ()) -> bytes:
    """A table as CSV, with marks; `numbers` names columns of whole or decimal numbers, which are left as they are."""
    plain = {header.index(name) for name in numbers}
    marked = ([cell if n in plain else _mark(cell) for n, cell in enumerate(row)] + [""] for row in rows)
    return csv_bytes([*header, MARKED], marked)


def _mark(cell: str) -> str:
    """A cell that would run, or begins with an apostrophe, with one before it: taking one off is always right."""
    return f"'{cell}" if cell.startswith(("'", "\t", "\r")) or FORMULA.match(cell) else cell


def without_marks(data: bytes) -> bytes:
    """A table without the marks of a table for people; any other table as it is."""
    first = data[: data.find(b"\n")] if b"\n" in data else data
    if MARKED.encode() not in first:
        return data
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return data
    if not rows or MARKED not in rows[0]:
        return data
    place = rows[0].index(MARKED)
    kept = [[cell for n, cell in enumerate(row) if n != place] for row in rows]
    return csv_bytes(kept[0], ([cell[1:] if cell.startswith("'") else cell for cell in row] for row in kept[1:]))
