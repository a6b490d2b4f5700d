"""Previews: what a page can show of a file without opening it. Runs in the limited child process."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from saylau.server.evidence import archives, kinds
from saylau.server.evidence.archives import Refused
from saylau.server.evidence.pictures import small_picture

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_CELL = 100, 60, 10, 500
MOST_TEXT = 200_000
"""Characters of text in a preview."""
MOST_READ = 1 << 20
"""Bytes of a text that are looked at."""
_MAIL_SHOWN = ("From", "To", "Cc", "Date", "Subject", "Message-ID")
Reading = dict[str, Any]


def look(path: Path, made: Path) -> Reading:
    """What a file is and what can be shown of it; a small picture is written to `made`."""
    media_type = archives.ZIP
    try:
        media_type = kinds.type_of(path)
        return {"type": media_type} | READERS.get(media_type, _not_shown)(path, made)
    except Refused as refused:
        return {"type": media_type, "preview": "none", "why": refused.why, "values": refused.values}


def type_alone(path: Path, made: Path) -> Reading:
    """What a file is, when nothing more can be said of it. Raises `Refused` for an archive past its limits."""
    return {"type": kinds.type_of(path)}


def _not_shown(path: Path, made: Path) -> Reading:
    return {"preview": "none", "why": "no_preview"}


def _never_rendered(path: Path, made: Path) -> Reading:
    return {"preview": "none", "why": "never_rendered"}


def _picture(path: Path, made: Path) -> Reading:
    return {"preview": "picture", **small_picture(path, made)}


def _shortened(text: str) -> Reading:
    return {"preview": "text", "text": text[:MOST_TEXT], "cut": len(text) > MOST_TEXT}


def _text(path: Path, made: Path) -> Reading:
    text, encoding, cut = _beginning(path)
    shown = _shortened(text)
    return shown | {"encoding": encoding, "cut": cut or shown["cut"]}


def _beginning(path: Path) -> tuple[str, str, bool]:
    with path.open("rb") as file:
        data = file.read(MOST_READ)
        cut = bool(file.read(1))
    decoded = kinds.decode(data)
    if decoded is None:
        raise Refused("no_text")
    return *decoded, cut


def _table(path: Path, made: Path) -> Reading:
    text, encoding, cut = _beginning(path)
    delimiter = max(";\t,", key=text.partition("\n")[0].count)
    rows: list[list[str]] = []
    more = cut
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) == MOST_ROWS:
                more = True
                break
            rows.append(_cells(row))
    except csv.Error:
        more = True
    return {"preview": "table", "encoding": encoding, "sheets": [{"name": "", "rows": rows, "more": more}]}


def _cells(row: Any) -> list[str]:
    cells = ["" if cell is None else str(cell)[:MOST_CELL] for cell in list(row)[:MOST_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _workbook(path: Path, made: Path) -> Reading:
    from openpyxl import load_workbook

    archives.scan_parts(path)
    # It refuses a path without a familiar ending, and files under their hash have none.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        return {"preview": "table", "sheets": list(_sheets(book)), "cut": len(book.worksheets) > MOST_SHEETS}


def _sheets(book: Any) -> Iterator[Reading]:
    """The first rows of the first sheets."""
    for sheet in book.worksheets[:MOST_SHEETS]:
        sheet.reset_dimensions()
        rows: list[list[str]] = []
        more = False
        for row in sheet.iter_rows(values_only=True):
            if len(rows) == MOST_ROWS:
                more = True
                break
            rows.append(_cells(row))
        yield {"name": sheet.title, "rows": rows, "more": more}


def _document(path: Path, made: Path) -> Reading:
    from docx import Document

    archives.scan_parts(path)
    document = Document(str(path))
    text = "\n".join(_blocks(document))
    return _shortened(text) | {"pages": _stated_pages(path)}


def _blocks(document: Any) -> Iterator[str]:
    """Paragraphs, and rows of tables with their cells parted by a bar, in their order."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(cell.text for cell in row.cells)
        else:
            yield block.text


def _stated_pages(path: Path) -> int | None:
    """The number of pages that the program stated which saved a document last."""
    with zipfile.ZipFile(path) as archive:
        if "docProps/app.xml" not in archive.namelist():
            return None
        stated = archive.read("docProps/app.xml")[:MOST_READ]
    number = stated.partition(b"<Pages>")[2].partition(b"</Pages>")[0].strip()
    return int(number) if number.isdigit() and len(number) < 7 else None


def _pdf(path: Path, made: Path) -> Reading:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("password")
    pages = len(reader.pages)
    texts: list[str] = []
    length = 0
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        texts.append(f"[{number}]\n{text}")
        length += len(text)
        if length > MOST_TEXT:
            break
    return _shortened("\n\n".join(texts)) | {"pages": pages, "cut": len(texts) < pages}


def words(path: Path, made: Path) -> Reading:
    """Write everything that a PDF says to `made`: what its head says, and the text of every page."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    head = [str(value) for value in (reader.metadata or {}).values()]
    told = "\n".join([*head, *(page.extract_text() for page in reader.pages)])
    made.write_bytes(told.encode("utf-8", "replace"))
    return {"pages": len(reader.pages)}


def _mail(path: Path, made: Path) -> Reading:
    with path.open("rb") as file:
        data = file.read(16 * MOST_READ)
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body is not None else ""
    headers = [[name, str(message[name])] for name in _MAIL_SHOWN if message[name]]
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return _shortened(text) | {"preview": "mail", "headers": headers, "attached": attached[:100]}


def _archive(path: Path, made: Path) -> Reading:
    with zipfile.ZipFile(path) as archive:
        inner, entries = archives.nested(archive), len(archive.infolist())
    if inner:
        raise Refused("archive_nested", found=inner)
    return {"preview": "none", "why": "archive", "values": {"found": entries}}


READERS: Mapping[str, Callable[[Path, Path], Reading]] = MappingProxyType(
    {
        "image/jpeg": _picture,
        "image/png": _picture,
        "image/webp": _picture,
        kinds.TEXT: _text,
        kinds.CSV: _table,
        kinds.MAIL: _mail,
        kinds.PDF: _pdf,
        archives.SHEET: _workbook,
        archives.WORD: _document,
        archives.ZIP: _archive,
        kinds.SVG: _never_rendered,
        kinds.HTML: _never_rendered,
        kinds.XML: _never_rendered,
        kinds.OLD_OFFICE: _never_rendered,
        archives.MACROS: _never_rendered,
    }
)
"""Who reads what; everything else is kept without a preview."""
