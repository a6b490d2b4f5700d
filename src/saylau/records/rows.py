"""Rows: from the cells of a sheet to validated models, with a plain problem for every cell that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from saylau.errors import BadValue
from saylau.records.base import ID_PATTERN
from saylau.records.columns import FORM_OF_ID, Column
from saylau.records.fact import Display
from saylau.records.problems import WITHHELD, Problems
from saylau.records.sheet import Cell, Sheet, Spoiled
from saylau.values.spelling import respelled, write_one_of

M = TypeVar("M", bound=BaseModel)

Values = Mapping[str, str | tuple[str, ...]]
"""Cells by column name; empty cells are left out, a list is a tuple of its members."""

_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "integer": (re.compile(r"-?(0|[1-9][0-9]*)"), "write a whole number in digits, e.g. 41"),
    "decimal": (re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"), "write a number with a decimal point, e.g. 70.96"),
    "day": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "write a day as year-month-day, e.g. 2019-06-09"),
}
"""Types whose readers would take more forms than one."""

_CALLED = {"integer": "a whole number", "decimal": "a decimal number", "day": "a day"}

_PATTERNS: Mapping[str, str] = {
    ID_PATTERN: FORM_OF_ID,
    r"^[a-z0-9][a-z0-9\-]*$": "lower-case letters, digits and hyphens",
    r"^[a-z]{2}$": "the two letters of ISO 3166-1 in lower case, e.g. kz",
    r"^[a-z]+\.[a-z_]+$": "an area, a point and a name, e.g. signatures.total",
    "^(up|nearest|down)$": "up, nearest or down",
    "^(one|both|neither)$": "one, both or neither",
    r"^([1-9]\d*/[1-9]\d*)?$": "a fraction of two whole numbers, e.g. 2/3",
    r"^[a-z0-9-]*$": "the name of a base value: lower-case letters, digits and hyphens",
    r"^[0-9a-f]{16}$": "its 16 digits and letters a to f as they are printed",
    r"^([0-9a-f]{64})?$": "64 digits and letters a to f, or nothing",
}
"""The patterns of fields of text, in words."""

_WRITE: Mapping[str, str] = {
    "text": "write a text",
    "when": "write 2019, 2019-05, 2019-05-09 or two of these with / between them",
    "count": "write 41, >=41, 1000..3000, ~200 or several",
    "money": "write an amount and its currency, e.g. 510000000 KZT",
} | {name: right for name, (_, right) in _FORMS.items()}


def _spelled(value: str, form: re.Pattern[str]) -> str:
    """What to write in the place of a number with marks between its digits; empty where nobody can tell."""
    plain = (re.sub(r"\s", "", other) for other in respelled(value.strip(), lambda number: number))
    return write_one_of(tuple(other for other in plain if form.fullmatch(other)))


def write_what(column: Column) -> str:
    """What belongs in a cell of this column, as an instruction."""
    if column.choices:
        return "write one of: " + ", ".join(column.choices)
    if column.type == "ref":
        return "write an id that stands in " + " or ".join(map(table_of, column.targets))
    return _WRITE[column.type]


def table_of(kind: str) -> str:
    """The file in which things of a kind stand."""
    return "sources.csv" if kind == "source" else f"{kind}.csv"


def split(cell: str) -> tuple[str, ...]:
    """The members of a list in one cell."""
    return tuple(part for part in map(str.strip, cell.split(";")) if part)


def rows(sheet: Sheet, columns: Sequence[Column], problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the cells that hold something, by column name. Columns that are not known are a problem."""
    places = _places(sheet, columns, problems)
    for line, cells in sheet.rows:
        found: dict[str, str] = {}
        for index, name in places:
            cell = cells[index]
            if isinstance(cell, Spoiled):
                value = WITHHELD if _withheld(cells, places) else cell.value
                problems.add(sheet.file, line, name, value, cell.why, cell.right)
                found[name] = SPOILED
            elif text := cell.strip():
                found[name] = text
        if found:
            yield line, found


def _withheld(cells: Sequence[Cell], places: Sequence[tuple[int, str]]) -> bool:
    """Whether the row is withheld, or says so little of it that it may be."""
    display = next((cells[index] for index, name in places if name == "display"), "")
    return isinstance(display, Spoiled) or display.strip() not in ("", Display.PUBLIC, Display.INITIALS, Display.NUMBER)


SPOILED = "\0"
"""Stands for a cell that was already refused, so that it is not reported as empty too."""


def _places(sheet: Sheet, columns: Sequence[Column], problems: Problems) -> list[tuple[int, str]]:
    known = {column.name for column in columns}
    places: dict[str, int] = {}
    for index, name in enumerate(sheet.header):
        if name in places:
            problems.add(sheet.file, sheet.header_line, name, name, "the column stands twice", "keep one of the two")
        elif name in known:
            places[name] = index
        elif name or any(row[1][index] for row in sheet.rows):
            near = problems.nearest(name, known)
            right = f"did you mean {near}? " if near else ""
            right += "Known: " + ", ".join(column.name for column in columns)
            problems.add(sheet.file, sheet.header_line, name, name, "unknown column", right)
    for column in columns:
        if column.required and column.name not in places:
            right = f"add a column {column.name}: {column.description}"
            problems.add(sheet.file, sheet.header_line, column.name, "", "the column is missing", right)
    return [(index, name) for name, index in places.items()]


class Hidden:
    """Which values of a row may stand in an error message."""

    ALL = frozenset({"text", "integer", "decimal", "day", "when", "count", "money", "truth", "ref", "choice"})
    PRIVATE = frozenset({"text", "day", "when", "integer", "count"})
    """Of a private person: names, and what tells an age."""
    TEXTS = frozenset({"text"})
    NONE: frozenset[str] = frozenset()


class Reader(Generic[M]):
    """Reads rows of cells as models of one class."""

    def __init__(self, model: type[M], columns: Sequence[Column], problems: Problems) -> None:
        self._model, self._problems = model, problems
        self._columns = {column.name: column for column in columns}
        self._lists = [column.name for column in columns if column.many]
        self._exact = [(c.name, _FORMS[c.type][0]) for c in columns if c.type in _FORMS]
        model.model_rebuild()
        self._validate = model.__pydantic_validator__.validate_python

    def split_lists(self, cells: dict[str, str]) -> dict[str, str | tuple[str, ...]]:
        """The cells of this model's columns, list cells in their members."""
        found: dict[str, str | tuple[str, ...]] = {name: text for name, text in cells.items() if name in self._columns}
        for name in self._lists:
            if name in cells and cells[name] != SPOILED:
                found[name] = split(cells[name])
        return found

    def read(
        self, file: str, line: int, values: Values, *, missing: Sequence[str] = (), hidden: frozenset[str] = Hidden.NONE
    ) -> M | None:
        """The model, or None and a problem for each wrong cell.

        `missing` names columns that the whole file lacks, which is told once a file; `hidden` the types of column whose
        values may not be printed.
        """
        spoiled = {name for name, value in values.items() if value == SPOILED}
        for name, form in self._exact:
            value = values.get(name)
            if value is not None and name not in spoiled and not form.fullmatch(str(value)):
                column = self._columns[name]
                right = _spelled(str(value), form) or write_what(column)
                self._tell(file, line, column, str(value), f"is not {_CALLED[column.type]}", right, hidden)
                spoiled.add(name)
        try:
            model: M = self._validate(values)
        except ValidationError as refused:
            for error in refused.errors(include_url=False):
                name = str(error["loc"][0]) if error["loc"] else ""
                if name not in spoiled and name not in missing:
                    why, right = self._explain(error, self._columns[name])
                    value = "" if error["type"] == "missing" else str(error["input"])
                    self._tell(file, line, self._columns[name], value, why, right, hidden)
            return None
        return None if spoiled else model

    def _tell(
        self, file: str, line: int, column: Column, value: str, why: str, right: str, hidden: frozenset[str]
    ) -> None:
        if value and column.type in hidden:
            value, why, right = WITHHELD, f"is not a valid {column.type}", write_what(column)
        self._problems.add(file, line, column.name, value, why, right)

    def _explain(self, error: ErrorDetails, column: Column) -> tuple[str, str]:
        """Why a value was refused and what would be right."""
        context: dict[str, Any] = error.get("ctx", {})
        cause = context.get("error")
        if isinstance(cause, BadValue):
            return cause.why, cause.right
        if error["type"] == "missing":
            about = f": {column.description}" if column.description else ""
            return "is empty", write_what(column) + about
        if column.choices:
            near = self._problems.nearest(str(error["input"]), column.choices)
            return "unknown category", (f"did you mean {near}? " if near else "") + write_what(column)
        about = column.description or write_what(column)
        if error["type"] == "string_pattern_mismatch":
            written = _PATTERNS.get(context["pattern"], "")
            return "has not the form that is asked for", f"{about}; write {written}" if written else about
        if error["type"] == "string_too_long":
            return f"{len(str(error['input']))} characters; there is room for {context['max_length']}", "shorten it"
        return error["msg"][0].lower() + error["msg"][1:], about
