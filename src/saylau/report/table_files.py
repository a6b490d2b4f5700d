"""A table over private people as a file: lines in words for people, and the form that is read back to compare with."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from saylau.assessment.tables import KINDS, TOTAL, Printed, heads_for, said_head
from saylau.errors import BadValue
from saylau.records.case import Case
from saylau.records.csvtext import list_bytes
from saylau.report.words import Words
from saylau.values import Count


def table_lines(table: Printed, words: Words) -> list[list[str]]:
    """The heads and the rows of a table, in words."""

    def said(by: str, key: str) -> str:
        return words.value(said_head(table.of, by, key))

    first = [", ".join(table.by), *(said(table.by[-1], column) for column in table.columns)]
    return [
        first,
        *(
            [said(table.by[0], row), *(words.count(table.cells[row, column]) for column in table.columns)]
            for row in table.rows
        ),
    ]


def table_csv(table: Printed, words: Words) -> bytes:
    """The lines as a CSV file."""
    heads, *lines = table_lines(table, words)
    return list_bytes(heads, lines)


def table_json(table: Printed, case: Case) -> bytes:
    """The table in the form that `read_table` reads back."""
    cells = [{"row": r, "column": c, "printed": str(n)} for (r, c), n in table.cells.items()]
    told: dict[str, Any] = {
        "case": case.info.id, "assessed": case.info.assessed.isoformat(), "of": table.of, "by": table.by,
        "rows": table.rows, "columns": table.columns, "smallest": table.smallest, "zeros_hidden": table.zeros_hidden,
        "left_out": table.left_out, "cells": cells,
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read_table(data: bytes, name: str) -> Printed:
    """A table as `table_json` wrote it. Raises `BadValue` for anything else."""
    try:
        told = json.loads(data.decode("utf-8"))
        cells = {(c["row"], c["column"]): Count.parse(c["printed"]) for c in told["cells"]}
        table = Printed(
            told["of"], tuple(told["by"]), tuple(told["rows"]), tuple(told["columns"]), MappingProxyType(cells),
            int(told["smallest"]), bool(told["zeros_hidden"]), int(told["left_out"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise BadValue(name, "is no table that saylau printed", "give the file that `--format json` wrote") from None
    whole = set(cells) == {(r, c) for r in table.rows for c in table.columns} and (TOTAL, TOTAL) in cells
    if not (whole and table.of in KINDS and set(table.by) <= set(heads_for(table.of))):
        raise BadValue(name, "is no whole table", "give the file that `--format json` wrote, unchanged")
    return table
