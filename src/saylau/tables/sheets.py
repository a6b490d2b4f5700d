"""Workbooks, parsed in a process of its own with limits: all rows of all sheets, or one sheet as CSV."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from saylau.errors import CaseRefused, Problem

MOST_SECONDS = 120
_SMALLER = "split it, or write CSV files"
_CHILD = "saylau.tables.workbook_child"

Typed = str | list[str] | None
"""A cell: text, a pair of tag and text for what a spreadsheet holds instead, or nothing."""
Rows = list[tuple[int, list[Typed]]]


def sheet_as_csv(path: Path, wanted: str, target: Path) -> Path:
    """Write the wanted sheet, or the only one that holds anything, line by line as it stands. Raises `CaseRefused`."""
    filled = {name: rows for name, rows in parsed(path).items() if rows}
    if wanted and wanted not in filled:
        raise _refused(path.name, f"no sheet {wanted!r} that holds rows", f"there are {', '.join(filled) or 'none'}")
    if not wanted and len(filled) != 1:
        raise _refused(path.name, f"{len(filled)} sheets hold rows", f"say which: sheet={next(iter(filled), 'NAME')}")
    rows = filled[wanted or next(iter(filled))]
    width = max(len(cells) for _, cells in rows)
    with target.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        line = 1
        for number, cells in rows:
            while line < number:
                text.write("\n")
                line += 1
            texts = [_text(cell) for cell in cells]
            writer.writerow(texts + [""] * (width - len(texts)))
            line += 1
    return target


def _text(cell: Typed) -> str:
    """A cell as text; a line end within a cell would move the numbers of the lines, and becomes a blank."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(cell.splitlines())
    tag, text = cell
    if tag == "f":
        return f"={text.removeprefix('=')}"
    return str(text)


def parsed(path: Path) -> dict[str, Rows]:
    """The rows of each sheet, numbered as in the workbook, from the child process. Raises `CaseRefused`."""
    # -P: a file in the current folder that is named like a package must not take its place.
    command = [sys.executable, "-P", "-m", _CHILD, str(path.resolve())]
    # openpyxl loads numpy where there is one, and numpy takes address space for every processor.
    lean = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        child = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=MOST_SECONDS, check=False, env=lean
        )
    except subprocess.TimeoutExpired:
        raise _refused(path.name, f"was not read within {MOST_SECONDS} seconds", _SMALLER) from None
    sheets: dict[str, Rows] = {}
    current: Rows = []
    for line in child.stdout.decode(errors="replace").split("\n")[:-1]:
        told: dict[str, Any] = json.loads(line)
        if "row" in told:
            current.append((told["row"], told["cells"]))
        elif "sheet" in told:
            current = sheets[told["sheet"]] = []
        elif "refused" in told:
            raise _refused(path.name, *told["refused"])
        elif "end" in told:
            return sheets
    raise _refused(path.name, "took more memory or time than a workbook may", _SMALLER)


def _refused(file: str, why: str, right: str) -> CaseRefused:
    return CaseRefused([Problem(file, 0, "", "", why, right)])
