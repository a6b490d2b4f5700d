"""CSV files: UTF-8 with or without BOM; commas, semicolons or tabs; strict quotes; written in one canonical form."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from saylau.errors import WrongUse
from saylau.records.problems import Problems
from saylau.records.sheet import Sheet

UTF8 = "save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")


def plain(text: str) -> str:
    """The text with composed letters (NFC) and `\\n` at the ends of lines."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def written(text: str, where: str, *, strip: bool = True) -> str:
    """A text as it reads back: composed letters, plain line ends, no blanks around it.

    Raises `WrongUse` for control characters, which are refused on reading; `where` names the place for the message.
    """
    found = plain(text)
    if CONTROL.search(found):
        raise WrongUse(f"{where}: a text holds a control character; remove it")
    return found.strip() if strip else found


def decode(file: str, data: bytes, problems: Problems) -> str | None:
    """The text of a file, or None where it is not UTF-8 text; the problem says which bytes stand at which offset."""
    if data[:2] in _UTF16_MARKS or data[1:400:2].count(0) > 20:
        start = data[:4].hex(" ")
        problems.add(file, 0, "", start, f"bytes {start} at offset 0: this is UTF-16, not UTF-8", UTF8)
        return None
    try:
        text = plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        wrong = data[error.start : error.start + 4].hex(" ")
        why = f"bytes {wrong} at offset {error.start} are not UTF-8{_looks_like(data)}"
        problems.add(file, data.count(b"\n", 0, error.start) + 1, "", wrong, why, UTF8)
        return None
    for found in CONTROL.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        name = "a NUL byte" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
        problems.add(
            file, line, "", repr(found[0])[1:-1], f"{name} in a text", "remove it; a text holds no control characters"
        )
        return None
    return text


def _looks_like(data: bytes) -> str:
    """What the encoding may be, from the share of Cyrillic letters that it would give."""
    high = [byte for byte in data if byte > 127]
    cyrillic = sum(byte >= 0xC0 or byte in (0xA8, 0xB8) for byte in high)
    return "; they look like CP1251 (Windows Cyrillic)" if cyrillic > 0.8 * len(high) > 2 else ""


def read_csv(file: str, data: bytes, problems: Problems) -> Sheet | None:
    """Header and rows of a CSV file; None where nothing of it can be read."""
    text = decode(file, data, problems)
    if text is None:
        return None
    records = _records(file, text, problems)
    first = next(records, None)
    if first is None:
        problems.add(file, 0, "", "", "the file is empty", "write the names of the columns in the first line")
        return None
    header = tuple(name.strip() for name in first[1])
    while header and not header[-1]:
        header = header[:-1]
    before = len(problems.found)
    rows = [
        (line, tuple(cells[: len(header)]))
        for line, cells in records
        if any(map(str.strip, cells)) and _fits(file, line, cells, len(header), problems)
    ]
    return Sheet(file, header, tuple(rows), whole=len(problems.found) == before)


def _records(file: str, text: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row; unbalanced quotes end the file, since nothing after them can be told apart."""
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            why, right = "a cell of more than 131,072 characters", "shorten it, or close the quote that it follows"
        else:
            why = "unbalanced quotes: what follows cannot be told apart"
            right = 'close the quote; a quotation mark within a quoted cell is written twice ("")'
        problems.add(file, line, "", "", why, right)


def _fits(file: str, line: int, cells: list[str], width: int, problems: Problems) -> bool:
    """Whether a row has as many cells as there are columns; empty ones at its end do not count."""
    if len(cells) == width or (len(cells) > width and not any(map(str.strip, cells[width:]))):
        return True
    why = f"{len(cells)} cells where the header has {width}"
    right = "write an empty cell for each column that has no value"
    if len(cells) > width:
        right = 'put quotes around a cell that holds a comma ("one, two")'
    problems.add(file, line, "", "", why, right)
    return False


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file in the canonical form: UTF-8 without BOM, commas, `\\n`, quotes only where they are needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def list_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that is for reading and never read back: no cell of it is a formula to a spreadsheet.

    A cell that begins as one gets an apostrophe before it, which spreadsheets take as "this is text" (OWASP, CSV
    injection). Numbers stay, also those below zero.
    """
    return csv_bytes(header, ([_as_text(cell) for cell in row] for row in rows))


def _as_text(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet would run."""
_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)?(?:\.\.[+\-]?\d*)?")
