"""The empty workbook: a sheet for each kind, cells formatted as text, drop-downs, and a help line for every column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from saylau.records.archive import archive_bytes
from saylau.records.assemble import PHRASES, REVIEW, SOURCES, TEXTS
from saylau.records.columns import Column, file_columns, record_columns
from saylau.records.kinds import KINDS
from saylau.records.rows import write_what
from saylau.records.settings import CASE_COLUMNS, RULE_COLUMNS
from saylau.records.source import Review, Source
from saylau.records.texts import PHRASE_COLUMNS, TEXT_COLUMNS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CASE_SHEET, RULES_SHEET, README_SHEET, CHOICES_SHEET = "case", "rules", "README", "choices"
KEY_COLUMNS = (
    Column("key", "text", True, False, "what is told of the case"),
    Column("value", "text", False, False, "its value"),
    Column("help", "text", False, False, "what belongs there; not read"),
)

_ROWS = 2000
"""Rows to which the drop-downs reach."""
_LONGEST_TITLE, _LONGEST_HELP = 32, 255
"""What a spreadsheet takes as an input message."""
_INTRODUCTION = (
    "One sheet for each kind of thing; one row for each claim. Sheets that are not needed stay empty.",
    "All cells are formatted as text. Keep it so: a spreadsheet turns 2019-05 into the first of May.",
    "First fill in the sheet case, then sources, then election, then what you know.",
    "Every row has an id (the thing) and a source. Two sources on one thing: two rows with the same id.",
    "Choose a cell to see what belongs in its column. A list stands in one cell, its members parted by a semicolon.",
    "Prose of your own and tables of polling stations need a case folder (saylau new FOLDER): a workbook has no place "
    "for them. Declared rules have the sheet rules here.",
    "Check the workbook with: saylau validate FILE",
)


def sheets() -> dict[str, Sequence[Column]]:
    """The sheets that hold tables, with their columns, in the order in which one fills them."""
    return {
        SOURCES: record_columns(Source),
        **{name: file_columns(kind) for name, kind in KINDS.items()},
        TEXTS: TEXT_COLUMNS,
        PHRASES: PHRASE_COLUMNS,
        RULES_SHEET: RULE_COLUMNS,
        REVIEW: record_columns(Review),
    }


def write_workbook(path: Path) -> None:
    """Write an empty workbook for a case. The same version of saylau writes the same bytes."""
    path.write_bytes(workbook_bytes())


def workbook_bytes() -> bytes:
    """The bytes of an empty workbook for a case."""
    return _settled(_workbook())


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    readme = book.active
    if readme is None:
        raise AssertionError("a new workbook has a sheet")
    readme.title = README_SHEET
    _fill_readme(readme)
    _fill_case(book.create_sheet(CASE_SHEET))
    ranges: dict[tuple[str, ...], str] = {}
    tables = sheets()
    for name, columns in tables.items():
        sheet = book.create_sheet(name)
        for number, column in enumerate(columns, 1):
            _add_column(sheet, number, column, _options(column, ranges, tables))
        sheet.freeze_panes = "B2"
    choices = book.create_sheet(CHOICES_SHEET)
    for number, members in enumerate(ranges, 1):
        for row, member in enumerate(members, 1):
            choices.cell(row, number, member)
    choices.sheet_state = "hidden"
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _options(column: Column, ranges: dict[tuple[str, ...], str], tables: Mapping[str, Sequence[Column]]) -> str:
    """The cells that hold what may be chosen in a column; empty where anything may be written."""
    from openpyxl.utils import get_column_letter

    if column.many:
        return ""
    if column.choices:
        letter = get_column_letter(len(ranges) + 1)
        return ranges.setdefault(column.choices, f"{CHOICES_SHEET}!${letter}$1:${letter}${len(column.choices)}")
    if column.type == "ref" and len(column.targets) == 1:
        target = SOURCES if column.targets[0] == "source" else column.targets[0]
        return f"{target}!$A$2:$A${_ROWS}" if target in tables else ""
    return ""


def _add_column(sheet: Worksheet, number: int, column: Column, options: str) -> None:
    """Header, text format, drop-down and help of one column."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    head = sheet.cell(1, number, column.name)
    head.font = Font(bold=column.required)
    head.number_format = "@"
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].number_format = "@"
    sheet.column_dimensions[letter].width = max(12, len(column.name) + 2)
    rule = DataValidation(type="list" if options else None, formula1=options or None, allow_blank=True)
    rule.promptTitle, rule.prompt = column.name[:_LONGEST_TITLE], help_line(column)[:_LONGEST_HELP]
    rule.showInputMessage = True
    # Not in the list: an error for categories; for ids only a warning, since the other row may be written later.
    rule.showErrorMessage = bool(options)
    rule.errorStyle = "stop" if column.choices else "warning"
    rule.error = f"{column.name}: choose from the list"
    rule.add(f"{letter}2:{letter}{_ROWS}")
    sheet.add_data_validation(rule)


def help_line(column: Column) -> str:
    """What belongs in a column, in one line."""
    what = column.description or column.name
    how = write_what(column)
    many = "; a list, its members parted by a semicolon" if column.many else ""
    return f"{what[0].upper()}{what[1:]}. {'Required: ' if column.required else ''}{how}{many}."


def _fill_case(sheet: Worksheet) -> None:
    for number, column in enumerate(KEY_COLUMNS, 1):
        _add_column(sheet, number, column, "")
    for row, column in enumerate(CASE_COLUMNS, 2):
        sheet.cell(row, 1, column.name)
        sheet.cell(row, 2).number_format = "@"
        sheet.cell(row, 3, help_line(column))
    sheet.column_dimensions["B"].width = 40
    sheet.freeze_panes = "A2"


def _fill_readme(sheet: Worksheet) -> None:
    """How to fill the workbook in, and every column of every sheet."""
    from openpyxl.styles import Alignment, Font

    for row, line in enumerate(_INTRODUCTION, 1):
        sheet.cell(row, 1, line)
    row = len(_INTRODUCTION) + 2
    for number, title in enumerate(("sheet", "column", "what belongs in it"), 1):
        sheet.cell(row, number, title).font = Font(bold=True)
    for name, columns in sheets().items():
        for column in columns:
            row += 1
            for number, text in enumerate((name, column.name, help_line(column)), 1):
                sheet.cell(row, number, text)
            sheet.cell(row, 3).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 24), ("B", 24), ("C", 100)):
        sheet.column_dimensions[letter].width = width


def _settled(data: bytes) -> bytes:
    """The same workbook without the hour at which it was made."""
    with ZipFile(BytesIO(data)) as archive:
        files: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
    core = files["docProps/core.xml"].decode()
    files["docProps/core.xml"] = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2000-01-01T00:00:00Z", core).encode()
    return archive_bytes(files, compress=True)
