"""One row by itself: read as strictly as a whole case, for whoever enters facts one at a time.

What a row is checked against is given by name: the kinds of the things that it may refer to, and the sources. What only
the whole case can tell (a circle of references among kinds that refer to each other) is told by reading the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from saylau.errors import CaseRefused
from saylau.records.base import Record
from saylau.records.claims import Claims, Place
from saylau.records.columns import Column, file_columns, record_columns
from saylau.records.columns import cells as cells_of
from saylau.records.csvtext import plain
from saylau.records.fact import Fact, Heard
from saylau.records.info import tell_later_sources
from saylau.records.private_names import check_private_names
from saylau.records.problems import Problems
from saylau.records.resolve import resolve, tell_source_circles
from saylau.records.rows import Reader, rows, write_what
from saylau.records.sheet import Sheet
from saylau.records.source import Source

Cells = Mapping[str, str]
"""Cells by column, as they were typed; empty ones may be left out."""
ROW = 1
"""The line that problems of a single row name."""


def read_fact(
    kind: type[Record], cells: Cells, *, things: Mapping[str, str], sources: Collection[str], names_in_vault: bool
) -> Fact[Record]:
    """The fact that a row of a kind makes. Raises `CaseRefused` with everything that is wrong in it.

    `things` leads from an id to the name of its kind, for those that the row names and others that may be meant.
    """
    problems = Problems()
    claims = Claims(sources, problems)
    claims.kinds.update(things)
    sheet = _sheet(kind.kind, tuple(c.name for c in file_columns(kind)), cells)
    claims.read(kind, sheet)
    resolve(claims, set(), problems)
    if names_in_vault:
        check_private_names(claims, problems)
    if not claims.facts and not claims.refused:
        _tell_empty(sheet, file_columns(kind), problems)
    problems.refuse()
    return claims.facts[0]


def read_source(cells: Cells, *, based_on: Mapping[str, Collection[str]], assessed: date) -> Source:
    """The source that a row makes; `based_on` leads from each other source to those that it repeats.

    Raises `CaseRefused`.
    """
    problems = Problems()
    columns = record_columns(Source)
    sheet = _sheet("sources", tuple(column.name for column in columns), cells)
    reader = Reader(Source, columns, problems)
    line, found = next(rows(sheet, columns, problems), (ROW, {}))
    source = reader.read(sheet.file, line, reader.split_lists(found))
    if source is None:
        raise CaseRefused(problems.found)
    place = Place(sheet.file, line)
    others = [
        (source.model_copy(update={"id": name, "based_on": tuple(based)}), place)
        for name, based in based_on.items()
        if name != source.id
    ]
    tell_source_circles([(source, place), *others], [source.id, *based_on], problems)
    tell_later_sources([(source, place)], assessed, problems)
    problems.refuse()
    return source


def _tell_empty(sheet: Sheet, columns: Iterable[Column], problems: Problems) -> None:
    """A row in which nothing stands: a folder skips it, but whoever enters one alone meant something."""
    for column in columns:
        if column.required:
            problems.add(sheet.file, ROW, column.name, "", "is empty", write_what(column))


def _sheet(table: str, columns: tuple[str, ...], cells: Cells) -> Sheet:
    """A sheet with one row; a column that is not known comes last, so that it is told."""
    header = (*columns, *(name for name in cells if name not in columns))
    return Sheet(f"{table}.csv", header, ((ROW, tuple(plain(cells.get(name, "")) for name in header)),))


def fact_cells(fact: Fact[Record]) -> dict[str, str]:
    """The cells of a fact beside its id, name, source and status; empty and default ones left out."""
    claim = {name: getattr(fact, name) for name in ("locator", "quote", "said_by", "note")}
    claim["heard"] = "" if fact.heard is Heard.NOT_KNOWN else str(fact.heard)
    claim["display"] = str(fact.display)
    return {name: text for name, text in (cells_of(fact.record) | claim).items() if text}


def source_cells(source: Source) -> dict[str, str]:
    """The cells of a source beside its id; empty ones left out."""
    return {name: text for name, text in cells_of(source).items() if text and name != "id"}
