"""Rows that are no station, each with its line, column, value and reason."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_LISTED = 10_000
"""Refusals that are listed one by one; all are counted."""


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """One thing that is wrong in one row, which is therefore not read as a station."""

    line: int
    """Line of the file, the first being 1; in Parquet the row."""
    column: str
    value: str
    why: str
    right: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.value!r} {self.why}" + (f"; {self.right}" if self.right else "")


@dataclass(frozen=True)
class Lines:
    """Where rows stand in a file."""

    of_row: Mapping[int, int]
    """By the number of the row among those that have all their cells, from 1."""
    of_record: Mapping[int, int]
    """By the number of the record, blank ones counted, the first line of the file being 1."""


def lines_of(path: Path, delimiter: str, header_line: int, rows: Iterable[int], broken: Iterable[int]) -> Lines:
    """Lines of the wanted rows and of the broken records: a cell may hold line ends, so they have to be counted."""
    wanted, records = set(rows), set(broken)
    of_row: dict[int, int] = {}
    of_record: dict[int, int] = {}
    last = max(wanted, default=0)
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8", newline="") as text:
        for _ in range(header_line - 1):
            text.readline()
        reader = csv.reader(text, delimiter=delimiter)
        next(reader, None)
        row, record, begins = 0, header_line, header_line + reader.line_num
        for cells in reader:
            record += 1
            if record in records:
                of_record[record] = begins
            elif cells:
                row += 1
                if row in wanted:
                    of_row[row] = begins
            begins = header_line + reader.line_num
            if row >= last and len(of_record) == len(records):
                break
    return Lines(of_row, of_record)
