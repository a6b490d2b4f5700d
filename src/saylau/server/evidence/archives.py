"""Archives and the office files that are archives: looked over before anything in them is opened."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

MOST_ENTRIES = 10_000
MOST_UNPACKED = 512 << 20
MOST_RATIO = 200
SMALL = 1 << 20
"""Bytes under which a ratio says nothing: a short file of blanks packs to almost nothing."""
MOST_ROWS, MOST_COLUMNS = 1_000_000, 500
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP, WACZ = "application/zip", "application/wacz"
MACROS = "application/vnd.ms-office.macro-enabled"

_NESTED = (".zip", ".7z", ".rar", ".gz", ".xlsx", ".docx", ".jar", ".tar")
# Column 500 is SF. A row of more than seven digits, or of seven that are more than a million.
_FAR = re.compile(
    rb"\sr\s*=\s*[\"']([A-Z]{3,}[0-9]+|(?:[T-Z][A-Z]|S[G-Z])[0-9]+"
    rb"|[A-Z]*(?:[0-9]{8,}|[2-9][0-9]{6}|1(?!000000[\"'])[0-9]{6}))[\"']"
)
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)")
_XML = re.compile(rb"[\0\s\xef\xbb\xbf\xfe\xff]*<")
_PIECE, _OVERLAP = 1 << 20, 64


class Refused(Exception):
    """A file that is not read: a reason of `reasons.REASONS`, and its values."""

    def __init__(self, why: str, **values: str | int) -> None:
        super().__init__(why)
        self.why, self.values = why, values


def type_of_archive(path: Path) -> str:
    """What kind of archive it is, by what it holds. Raises `Refused` past a limit."""
    with zipfile.ZipFile(path) as archive:
        look_over(archive)
        names = {entry.filename for entry in archive.infolist()}
    if any(name.endswith("vbaProject.bin") for name in names):
        return MACROS
    if "[Content_Types].xml" in names:
        return WORD if "word/document.xml" in names else SHEET if "xl/workbook.xml" in names else ZIP
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return WACZ
    return ZIP


def look_over(archive: zipfile.ZipFile) -> None:
    """Refuse an archive by what its list of entries says. Raises `Refused`."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("archive_entries", found=len(entries), most=MOST_ENTRIES)
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise Refused("archive_size", found=unpacked >> 20, most=MOST_UNPACKED >> 20)
    ratios = [(unpacked, packed), *((entry.file_size, entry.compress_size) for entry in entries)]
    for size, packed_size in ratios:
        if size > SMALL and size > MOST_RATIO * max(packed_size, 1):
            raise Refused("archive_ratio", found=size // max(packed_size, 1), most=MOST_RATIO)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":":
            raise Refused("archive_paths")


def nested(archive: zipfile.ZipFile) -> int:
    """How many entries are archives themselves."""
    return sum(entry.filename.lower().endswith(_NESTED) for entry in archive.infolist())


def scan_parts(path: Path) -> None:
    """Look at the bytes of each part before a parser does: entities, and cells far outside any table.

    Raises `Refused`.
    """
    with zipfile.ZipFile(path) as archive:
        look_over(archive)
        for entry in archive.infolist():
            with archive.open(entry) as part:
                _scan_part(part, named_xml=entry.filename.lower().endswith((".xml", ".rels")))


def _scan_part(part: IO[bytes], *, named_xml: bool) -> None:
    """One part, whatever its name: an office file may call its parts as it likes."""
    before, xml, sheet = b"", named_xml, False
    while piece := part.read(_PIECE):
        xml = xml or (not before and _XML.match(piece) is not None)
        data = before + piece
        sheet = sheet or b"sheetData" in data
        if xml and (_ENTITY.search(data) or b"\0" in data):
            raise Refused("entities")
        if sheet and (found := _FAR.search(data)):
            cell = re.sub(r"[^A-Z0-9]", "", found[1].decode())
            raise Refused("far_cell", cell=cell, rows=MOST_ROWS, columns=MOST_COLUMNS)
        before = data[-_OVERLAP:]
