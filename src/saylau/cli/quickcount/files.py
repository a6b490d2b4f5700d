"""The CSV files of a quick count: read strictly, with every problem of a file told in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saylau.errors import NotFound
from saylau.records.csvtext import read_csv
from saylau.records.problems import Problems

_WHOLE = re.compile(r"[0-9]{1,9}")
WRITE_WHOLE = "write a whole number in digits, e.g. 412; 0 where nothing was counted"
WRITE_TIME = "write day, clock time and zone, e.g. 2031-05-04T21:40+05:00"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: where it stands, and its cells by column."""

    file: str
    number: int
    cells: Mapping[str, str]

    def tell(self, problems: Problems, column: str, why: str, right: str) -> None:
        """Note that a cell is wrong."""
        problems.add(self.file, self.number, column, self.cells.get(column, ""), why, right)

    def whole(self, column: str, problems: Problems) -> int:
        """The whole number of a column; 0 and a problem where it is none."""
        text = self.cells.get(column, "")
        if not _WHOLE.fullmatch(text):
            self.tell(problems, column, "is not a whole number" if text else "is empty", WRITE_WHOLE)
            return 0
        return int(text)

    def yes(self, column: str, problems: Problems) -> bool | None:
        """The answer of a column: yes or no; None where it is empty."""
        text = self.cells.get(column, "")
        if text not in ("", "yes", "no"):
            self.tell(problems, column, "is neither yes nor no", "write yes or no, or leave the cell empty")
        return {"yes": True, "no": False}.get(text)

    def time(self, column: str, problems: Problems) -> datetime | None:
        """The moment of a column, which has a zone; None where it is empty."""
        text = self.cells.get(column, "")
        if not text:
            return None
        found = moment(text)
        if found is None:
            self.tell(problems, column, "is not a moment with a time zone", WRITE_TIME)
        return found


def moment(text: str) -> datetime | None:
    """A moment with a zone; None where the text is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file with its columns."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_rows(
    path: Path, required: Sequence[str], problems: Problems, *, optional: Sequence[str] = (), others: bool = False
) -> Rows:
    """The rows of a CSV file with its columns by name; an empty row is passed over.

    `others`: whether columns that nobody asks for may stand in it. Raises `NotFound` where there is no file.
    """
    if not path.is_file():
        raise NotFound(f"{path.name}: no such file in {path.parent}; it needs the columns {', '.join(required)}")
    sheet = read_csv(path.name, path.read_bytes(), problems)
    if sheet is None:
        return Rows((), ())
    for name in required:
        if name not in sheet.header:
            problems.add(path.name, 1, name, "", "the column is missing", f"needed are: {', '.join(required)}")
    for name in dict.fromkeys(sheet.header):
        if sheet.header.count(name) > 1:
            problems.add(path.name, 1, name, name, "the column stands twice", "keep one of the two")
        elif not others and name not in (*required, *optional):
            near = problems.nearest(name, (*required, *optional))
            right = f"did you mean {near}? " if near else ""
            problems.add(
                path.name, 1, name, name, "unknown column", f"{right}Known: {', '.join((*required, *optional))}"
            )
    return Rows(sheet.header, tuple(_lines(path.name, sheet.header, sheet.rows)))


def _lines(file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[object]]]) -> Iterator[Line]:
    for number, cells in rows:
        yield Line(file, number, {name: str(cell).strip() for name, cell in zip(header, cells, strict=True)})


def once(lines: Sequence[Line], column: str, problems: Problems) -> None:
    """Note cells of a key column that are empty or stand twice."""
    first: dict[str, int] = {}
    for line in lines:
        key = line.cells.get(column, "")
        if not key:
            line.tell(problems, column, "is empty", f"write what the {column} is called")
        elif first.setdefault(key, line.number) != line.number:
            line.tell(problems, column, f"stands in row {first[key]} already", "keep one of the two")
