"""Tables as CSV, for who wants to count again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from saylau.checks.finding import Finding
from saylau.report.document import Table, plain
from saylau.report.words import Words
from saylau.values import Count, Money, Truth, When
from saylau.values.message import From, OutOf, Percent, Value

_FORMULA = ("=", "+", "@", "\t", "\r")
"""What a spreadsheet would take for a formula when a cell begins with it."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know that it is; no cell is a formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _cell(text: str) -> str:
    formula = text.startswith(_FORMULA) or (text.startswith("-") and not text[1:2].isdigit())
    return f"'{text}" if formula else text


def table_csv(table: Table) -> bytes:
    """A table of the report as it is printed: its heads, and a row for each of its rows."""
    heads = [head.title for head in table.heads]
    return csv_bytes([heads, *([plain(cell) for cell in row.cells] for row in table.rows)])


def numbers_csv(finding: Finding, words: Words) -> bytes:
    """The numbers behind a finding: name, what it is, its value as printed and as written by machines, its unit, its
    arithmetic, and the claims that it rests on."""
    heads = [
        words.say("Name"), words.say("Number"), words.say("Value"), words.say("Value, machine form"),
        words.say("Unit"), words.say("Arithmetic"), words.say("Rests on"),
    ]  # fmt: skip
    rows = [
        [m.name, words.text(m.label), words.value(m.value), _machine(m.value), words.text(m.unit), m.how,
         " ".join(m.facts)]
        for m in finding.measures
    ]  # fmt: skip
    return csv_bytes([heads, *rows])


def _machine(value: Value) -> str:
    """The text form that reads back to the value; empty for what has none, such as a list."""
    match value:
        case From():
            return _machine(value.value)
        case Percent():
            return str(value.share)
        case OutOf():
            return f"{value.part}/{value.whole}"
        case int() | Decimal() | Fraction() | Count() | Money() | When() | date() | Truth():
            return str(value)
    return ""
