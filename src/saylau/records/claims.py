"""Claims: from the rows of a kind's file to facts, each with its place, and the names that a claim has by default."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

from saylau.records.base import LONGEST_ID, LONGEST_NAME, Record, is_id, not_an_id
from saylau.records.columns import CLAIM_COLUMNS, Column, file_columns, record_columns
from saylau.records.fact import Display, Fact, Heard, Status
from saylau.records.kinds.actors import Person
from saylau.records.kinds.appeals import Appeal
from saylau.records.kinds.complaints import Remedy
from saylau.records.kinds.lists import Overlap
from saylau.records.kinds.prosecutions import Matter
from saylau.records.problems import WITHHELD, Problems
from saylau.records.rows import SPOILED, Hidden, Reader, rows, write_what
from saylau.records.sheet import Sheet
from saylau.values import Truth

RESERVED = "case"
"""The id that stands for the whole case."""

_CLAIM: Mapping[str, Column] = {column.name: column for column in CLAIM_COLUMNS}

C = TypeVar("C", Status, Display, Heard)


class Place(NamedTuple):
    """Where a claim stands."""

    file: str
    line: int


class _Row(NamedTuple):
    """One row of a kind's file: where it stands, what it holds, and what of it may be printed."""

    place: Place
    cells: Mapping[str, str]
    hidden: frozenset[str]
    missing: Sequence[str]


class Refused(NamedTuple):
    """A row that makes no fact. Its references are still looked at, so that all its mistakes are told in one run."""

    kind: type[Record]
    place: Place
    cells: Mapping[str, str]
    withheld: bool


class Claims:
    """The facts read so far, where each stands, and the ids met, those of refused rows included."""

    def __init__(self, known_sources: Collection[str] | None, problems: Problems) -> None:
        """`known_sources` is None where the sources could not be read."""
        self.facts: list[Fact[Record]] = []
        self.places: list[Place] = []
        self.refused: list[Refused] = []
        self.kinds: dict[str, str] = {}
        self._problems, self._known_sources = problems, known_sources
        self._first_places: dict[str, Place] = {}
        self._rows_of: dict[str, int] = {}
        self._names: dict[str, Place] = {}

    def read(self, kind: type[Record], sheet: Sheet) -> None:
        """Read every row of a kind's file."""
        reader = Reader(kind, record_columns(kind), self._problems)
        columns = file_columns(kind)
        missing = [column.name for column in columns if column.required and column.name not in sheet.header]
        for line, cells in rows(sheet, columns, self._problems):
            row = _Row(Place(sheet.file, line), cells, _hidden(kind, cells), missing)
            record = reader.read(sheet.file, line, reader.split_lists(cells), missing=missing, hidden=row.hidden)
            thing = self._thing(row, kind)
            name = self._name(row, thing) if thing else ""
            source = self._source(row)
            status = self._choice(row, "status", Status.DRAFT)
            display = self._choice(row, "display", default_display(record) if record else Display.PUBLIC)
            heard = self._choice(row, "heard", Heard.NOT_KNOWN)
            if record and name and source and status and display and heard:
                locator, quote, said_by = (cells.get(text, "") for text in ("locator", "quote", "said_by"))
                note = cells.get("note", "")
                self.places.append(row.place)
                self.facts.append(
                    Fact(record, thing, name, source, locator, quote, said_by, heard, status, display, note)
                )
            else:
                self.refused.append(Refused(kind, row.place, cells, row.hidden is Hidden.ALL))

    def _tell(self, row: _Row, column: str, why: str, right: str) -> None:
        value = row.cells.get(column, "")
        if value == SPOILED:
            return
        if value and row.hidden is Hidden.ALL and column != "display":
            value, right = WITHHELD, _CLAIM[column].description
        self._problems.add(*row.place, column, value, why, right)

    def _thing(self, row: _Row, kind: type[Record]) -> str:
        """The id of the thing; empty where it has none that can be used."""
        thing = row.cells.get("id", "")
        if not thing:
            if "id" not in row.missing:
                self._tell(row, "id", "is empty", "give the thing an id")
        elif thing == RESERVED:
            self._tell(row, "id", "this id stands for the whole case", "choose another id")
        elif not is_id(thing):
            wrong = not_an_id(thing)
            self._tell(row, "id", wrong.why, wrong.right)
        else:
            known = self.kinds.setdefault(thing, kind.kind)
            first = self._first_places.setdefault(thing, row.place)
            if known == kind.kind:
                return thing
            why = f"the id already names a thing of another kind ({known}: {first.file}, row {first.line})"
            self._tell(row, "id", why, "ids are unique over all kinds: choose another id")
        return ""

    def _name(self, row: _Row, thing: str) -> str:
        """The name of the claim; empty where it is refused."""
        count = self._rows_of[thing] = self._rows_of.get(thing, 0) + 1
        name = row.cells.get("fact") or default_name(thing, count)
        if not is_id(name, LONGEST_NAME):
            wrong = not_an_id(name, LONGEST_NAME)
            self._tell(row, "fact", wrong.why, wrong.right)
            return ""
        first = self._names.setdefault(name, row.place)
        if first is not row.place:
            why = f"two claims are named {name if row.hidden is not Hidden.ALL else WITHHELD}; "
            why += f"the other stands in {first.file}, row {first.line}"
            self._tell(row, "fact", why, "give this row a name of its own in the column fact")
            return ""
        return name

    def _source(self, row: _Row) -> str:
        source = row.cells.get("source", "")
        if self._known_sources is None or source in self._known_sources:
            return source
        if len(source) > LONGEST_ID:
            wrong = not_an_id(source)
            self._tell(row, "source", wrong.why, wrong.right)
        elif source:
            near = self._problems.nearest(source, self._known_sources) if source != SPOILED else ""
            self._tell(
                row, "source", "no source of that id", f"did you mean {near}?" if near else "add it to sources.csv"
            )
        elif "source" not in row.missing:
            self._tell(row, "source", "is empty", "write the id of the source in which the claim stands")
        return ""

    def _choice(self, row: _Row, column: str, default: C) -> C | None:
        """The category of a claim's column; None where there is none of that name."""
        cell = row.cells.get(column)
        if cell is None:
            return default
        choices = type(default)
        if cell in _CLAIM[column].choices:
            return choices(cell)
        near = self._problems.nearest(cell, _CLAIM[column].choices)
        self._tell(
            row, column, "unknown category", (f"did you mean {near}? " if near else "") + write_what(_CLAIM[column])
        )
        return None


def default_name(thing: str, row: int) -> str:
    """The name of a claim that has none: the thing's id, then id.2, id.3 by the order of its rows."""
    return thing if row == 1 else f"{thing}.{row}"


def default_display(record: Record) -> Display:
    """What may be shown of a row that does not say: of a person who is not a public figure, of what people reported
    themselves, of their matters, and of how many stood on which lists, a number: inside, and in papers on them alone.
    """
    inside = isinstance(record, Appeal | Matter | Overlap | Remedy)
    private = isinstance(record, Person) and record.public is not Truth.YES
    return Display.NUMBER if inside or private else Display.PUBLIC


def _hidden(kind: type[Record], cells: Mapping[str, str]) -> frozenset[str]:
    """The types of column whose values of this row may not be printed; a display that cannot be read hides the row."""
    display = cells.get("display", Display.PUBLIC)
    if display not in (Display.PUBLIC, Display.INITIALS, Display.NUMBER):
        return Hidden.ALL
    if kind is Person and cells.get("public") != "yes" and cells.get("display", "") != Display.PUBLIC:
        return Hidden.PRIVATE
    return Hidden.TEXTS if display != Display.PUBLIC else Hidden.NONE
