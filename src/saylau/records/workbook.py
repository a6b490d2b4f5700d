"""A case in one workbook (.xlsx): sheets named as the files of a case folder, read just as strictly.

The sheet `case` holds what `case.toml` holds, a key and a value in a row; the sheet `rules` a declared rule in a row.
Prose stays in files. The workbook is parsed in a process of its own, with limits (`saylau.tables.workbook_child`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from saylau.errors import CaseRefused, Problem
from saylau.records.archive import open_archive
from saylau.records.assemble import PHRASES, REVIEW, SHEETS, SOURCES, TEXTS, Material, assemble
from saylau.records.case import Case
from saylau.records.columns import Column, file_columns, record_columns
from saylau.records.csvtext import CONTROL, plain
from saylau.records.kinds import KINDS
from saylau.records.problems import FILE_NAMES_ALIKE, Problems
from saylau.records.rows import SPOILED, rows, split
from saylau.records.settings import CASE_COLUMNS, RULE_COLUMNS, Table
from saylau.records.sheet import Cell, Sheet, Spoiled
from saylau.records.source import Review, Source
from saylau.records.texts import PHRASE_COLUMNS, TEXT_COLUMNS
from saylau.records.workbook_form import (
    CASE_SHEET,
    CHOICES_SHEET,
    KEY_COLUMNS,
    README_SHEET,
    RULES_SHEET,
    write_workbook,
)
from saylau.tables.sheets import Rows, Typed, parsed

__all__ = ["read_workbook", "write_workbook"]

MOST_BYTES = 150 << 20
"""Unpacked size of a workbook; one of 100,000 facts has 46 MB."""
MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""

_TEXT = "format the column as text and type the value again"
_TAGS: Mapping[str, tuple[str, str]] = {
    "n": ("the spreadsheet turned it into a number", _TEXT),
    "d": (
        "the spreadsheet turned it into a date",
        f"{_TEXT}, as precise as the source states it (2019, 2019-05, 2019-05-09)",
    ),
    "b": ("the spreadsheet turned it into true or false", f"{_TEXT}: yes, no or unknown"),
    "f": ("is a formula", "write the value itself, as text"),
    "e": ("is an error of the spreadsheet", "write the value itself, as text"),
}

_FILES = re.compile(rf"\b({'|'.join((*SHEETS, CASE_SHEET, RULES_SHEET))})\.(?:csv|toml)\b")


def read_workbook(path: Path) -> Case:
    """The case in a workbook. Raises `CaseRefused` with everything that is wrong; nothing is half loaded."""
    problems = Problems()
    material = workbook_material(path, problems)
    if material.info is None:
        problems.add(
            path.name, 0, "", "", f"has no sheet {CASE_SHEET}, so it is not a case", "make one: saylau new --xlsx FILE"
        )
    try:
        return assemble(material, problems)
    except CaseRefused as refused:
        raise CaseRefused(map(of_sheets, refused.problems)) from None


def workbook_material(path: Path, problems: Problems) -> Material:
    """The sheets of a workbook as tables of text, before anything of them is understood. Raises `CaseRefused`."""
    open_archive(path.name, path.read_bytes(), MOST_BYTES).close()
    material = Material()
    for name, typed in parsed(path).items():
        _take(name, typed, material, problems)
    return material


def of_sheets(problem: Problem) -> Problem:
    """A problem of a case that stands in a workbook: its words name sheets, not files."""
    file = f"sheet {found[1]}" if (found := _FILES.fullmatch(problem.file)) else problem.file
    return replace(problem, file=file, why=_of_sheets(problem.why), right=_of_sheets(problem.right))


def _of_sheets(words: str) -> str:
    return _FILES.sub(lambda found: f"the sheet {found[1]}", words)


def _take(name: str, typed: Rows, material: Material, problems: Problems) -> None:
    """One sheet into its place in the material."""
    if name in (README_SHEET, CHOICES_SHEET):
        return
    columns = _columns(name)
    if columns is None:
        known = (CASE_SHEET, *SHEETS, RULES_SHEET)
        near = problems.nearest(name, known, FILE_NAMES_ALIKE)
        right = f"did you mean {near}?" if near else "name it after a kind, or delete it"
        problems.add(f"sheet {name}", 0, "", name, "no kind of that name", right)
        return
    sheet = _sheet(f"sheet {name}", typed, columns, problems)
    if sheet is None:
        return
    if name == CASE_SHEET:
        material.info = _info(sheet, problems)
    elif name == RULES_SHEET:
        material.rules = [
            Table(sheet.file, line, _listed(cells, RULE_COLUMNS)) for line, cells in rows(sheet, RULE_COLUMNS, problems)
        ]
    else:
        material.sheets[name] = sheet


def _columns(name: str) -> Sequence[Column] | None:
    special: Mapping[str, Sequence[Column]] = {
        CASE_SHEET: KEY_COLUMNS,
        SOURCES: record_columns(Source),
        TEXTS: TEXT_COLUMNS,
        PHRASES: PHRASE_COLUMNS,
        REVIEW: record_columns(Review),
        RULES_SHEET: RULE_COLUMNS,
    }
    return file_columns(KINDS[name]) if name in KINDS else special.get(name)


def _sheet(file: str, typed: Rows, columns: Sequence[Column], problems: Problems) -> Sheet | None:
    """Header and rows as cells of text; None for a sheet without a header."""
    filled = [(line, cells) for line, cells in typed if any(cells)]
    if not filled:
        return None
    header = tuple(plain(cell).strip() if isinstance(cell, str) else "" for cell in filled[0][1])
    types = {column.name: column.type for column in columns}
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for line, cells in filled[1:]:
        if len(cells) > len(header):
            right = "write the name of the column in the first row, or empty these cells"
            problems.add(file, line, "", "", f"{len(cells)} cells where the header has {len(header)}", right)
        cells = [*cells[: len(header)], *[None] * (len(header) - len(cells))]
        day = str(cells[0]) in _DAY_KEYS if columns is KEY_COLUMNS else False
        found.append(
            (
                line,
                tuple(
                    _cell(c, "day" if day else types.get(name, "text")) for name, c in zip(header, cells, strict=True)
                ),
            )
        )
    return Sheet(file, header, tuple(found), header_line=filled[0][0])


_DAY_KEYS = {column.name for column in CASE_COLUMNS if column.type == "day"}


def _cell(typed: Typed, column_type: str) -> Cell:
    """A typed cell as text, where the spreadsheet left enough to know the text that was typed."""
    if typed is None:
        return ""
    if isinstance(typed, str):
        if CONTROL.search(plain(typed)):
            return Spoiled("", "a control character in a text", "remove it; a text holds no control characters")
        return plain(typed)
    tag, text = typed
    digits = sum(map(str.isdigit, text))
    if tag == "n" and digits <= MOST_DIGITS and "e" not in text and ("." not in text or column_type == "decimal"):
        return text
    if tag == "d" and column_type == "day" and text[10:] in ("", "T00:00:00"):
        return text[:10]
    return Spoiled(text.removesuffix("T00:00:00"), *_TAGS[tag])


def _info(sheet: Sheet, problems: Problems) -> Table:
    """The keys of the sheet `case`."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, cells in rows(sheet, KEY_COLUMNS, problems):
        key = cells.get("key", "")
        if key in lines:
            problems.add(
                sheet.file, line, "key", key, f"the key stands in row {lines[key]} already", "keep one of the two"
            )
        lines[key] = line
        values[key] = cells.get("value", "")
    return Table(sheet.file, 0, _listed(values, CASE_COLUMNS), lines)


def _listed(cells: Mapping[str, str], columns: Iterable[Column]) -> dict[str, str | tuple[str, ...]]:
    """Cells, those of list columns as their members."""
    many = {column.name for column in columns if column.many}
    return {name: split(text) if name in many and text != SPOILED else text for name, text in cells.items()}
