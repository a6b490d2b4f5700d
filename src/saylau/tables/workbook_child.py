"""Reads a workbook in a process of its own, with little memory and time (`python -m` this module, then the file).

Writes one JSON line for each sheet (`{"sheet": name}`) and row (`{"row": number, "cells": [...]}`). A cell is null,
a text, or a pair of tag and text for what a spreadsheet holds instead of text: `n` number, `d` date, `f` formula,
`b` true or false, `e` error. The last line is `{"end": true}` or `{"refused": [why, right]}`.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from saylau.tables.limited import Limits, limit_self

MOST_MEMORY = 1 << 30
MOST_SECONDS = 100
MOST_COLUMNS = 702
"""Columns A to ZZ."""
MOST_ROWS = 299_999
MOST_TEXT = 200 << 20
"""Characters in all cells: one shared text can stand in a million cells."""

_CHUNK, _OVERLAP = 1 << 20, 64
_FAR_COLUMN = re.compile(rb"\sr\s*=\s*[\"'][A-Z]{3,}[0-9]+")
_FAR_ROW = re.compile(rb"\sr\s*=\s*[\"'][A-Z]*([0-9]{7,}|[3-9][0-9]{5})[\"']")
_XML = re.compile(rb"[\0\s\xef\xbb\xbf\xfe\xff]*<")
"""How a part begins that a parser could read as XML in one encoding or another; a picture does not."""
_SHEET = b"sheetData"
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)")

_SIZE = (
    f"a sheet here has at most {MOST_COLUMNS} columns (A to ZZ) and {MOST_ROWS} rows; delete what lies beyond the table"
)


class _RefusedError(Exception):
    """A workbook that is not read: why, and what would be right."""


def main(path: Path) -> None:
    """Write the rows of a workbook to standard output."""
    limit_self(Limits(memory=MOST_MEMORY, seconds=MOST_SECONDS))
    try:
        _scan(path)
        for line in _lines(path):
            print(line)
        print('{"end": true}')
    except _RefusedError as refused:
        print(json.dumps({"refused": refused.args}))
    except MemoryError:
        print(json.dumps({"refused": ["takes more memory than a workbook may", "split it, or write CSV files"]}))
    except Exception as error:
        # The parsers of a spreadsheet raise whatever they meet, KeyError and TypeError among it; here the process ends.
        why = f"is not a workbook that can be read ({type(error).__name__})"
        print(json.dumps({"refused": [why, "save it as .xlsx again"]}))


def _scan(path: Path) -> None:
    """Look at the bytes of each part before any parser does: entities, and cells far outside any table."""
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as part:
                _scan_part(part, named_xml=entry.filename.lower().endswith((".xml", ".rels")))


def _scan_part(part: IO[bytes], *, named_xml: bool) -> None:
    """Look at one part, whatever its name: a workbook may call its sheets as it likes."""
    before, xml, sheet = b"", named_xml, False
    while chunk := part.read(_CHUNK):
        xml = xml or (not before and _XML.match(chunk) is not None)
        sheet = sheet or _SHEET in before + chunk
        _refuse_bytes(before + chunk, xml=xml, sheet=sheet)
        before = chunk[-_OVERLAP:]


def _refuse_bytes(data: bytes, *, xml: bool, sheet: bool) -> None:
    if _ENTITY.search(data) or (xml and b"\0" in data):
        raise _RefusedError("holds declarations that no spreadsheet writes", "save it again from a spreadsheet program")
    if sheet and (found := _FAR_COLUMN.search(data) or _FAR_ROW.search(data)):
        cell = re.sub(r"[^A-Z0-9]", "", found[0].decode())
        raise _RefusedError(f"a sheet reaches as far as cell {cell}", _SIZE)


def _lines(path: Path) -> Iterator[str]:
    """The sheets and rows as JSON lines."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    length = 0
    for sheet in book.worksheets:
        yield json.dumps({"sheet": sheet.title})
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            if len(row) > MOST_COLUMNS or number > MOST_ROWS:
                raise _RefusedError(
                    f"sheet {sheet.title} has more than {MOST_COLUMNS} columns or {MOST_ROWS} rows", _SIZE
                )
            cells = [_cell(cell) for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                line = json.dumps({"row": number, "cells": cells}, ensure_ascii=False)
                length += len(line)
                if length > MOST_TEXT:
                    raise _RefusedError("holds more text than a workbook may", "split it, or write CSV files")
                yield line


def _cell(cell: Any) -> str | list[str] | None:
    """A cell as text, or as tag and text where the spreadsheet holds something else."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return ["f", str(value)]
    if cell.data_type == "e":
        return ["e", str(value)]
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ["b", str(value).upper()]
    if isinstance(value, int | float):
        return ["n", repr(int(value)) if value == int(value) else repr(value)]
    return ["d", value.isoformat() if isinstance(value, date | datetime) else str(value)]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    main(Path(sys.argv[1]))
