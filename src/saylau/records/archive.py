"""Zip archives: opened only when they cannot harm, and written so that the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from saylau.errors import CaseRefused, Problem

MOST_FILES = 20_000
MOST_BYTES = 512 << 20
"""Unpacked size of an archive."""
MOST_RATIO = 100
"""Unpacked size to packed size; XML of a spreadsheet comes to 10 to 30."""
_SMALL = 8 << 20
"""An archive that unpacks to less is not asked for its ratio: a repeated cell packs well."""
_LINK = 0o120000
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def open_archive(name: str, data: bytes, most_bytes: int = MOST_BYTES) -> zipfile.ZipFile:
    """An archive whose unpacked size, paths and links were looked at first. Raises `CaseRefused`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _refused(name, "", "is not a zip archive, or a broken one", "copy or save the file again") from None
    entries = archive.infolist()
    size, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_FILES:
        raise _refused(name, "", f"holds {len(entries)} files", f"an archive holds at most {MOST_FILES}")
    if size > most_bytes:
        raise _refused(
            name, "", f"unpacks to {size >> 20} MB", f"an archive here unpacks to at most {most_bytes >> 20} MB"
        )
    if size > _SMALL and size > MOST_RATIO * max(packed, len(data), 1):
        why = f"unpacks to {size // max(packed, 1)} times its size, as only an archive made to harm does"
        raise _refused(name, "", why, "do not open this file; ask for it again from whom you know")
    seen: set[str] = set()
    for entry in entries:
        _refuse_path(name, entry)
        if entry.filename.casefold() in seen:
            raise _refused(name, entry.filename, "two files of one name", "an archive holds each file once")
        seen.add(entry.filename.casefold())
    return archive


def read_entry(name: str, archive: zipfile.ZipFile, entry: str) -> bytes:
    """The bytes of one file of an archive. Raises `CaseRefused` where they are damaged."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _refused(name, entry, "the file in the archive is damaged", "copy or make the archive again") from None


def _refuse_path(name: str, entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename:
        raise _refused(name, entry.filename, "a path that leaves the folder", "paths in an archive stay within it")
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        raise _refused(name, entry.filename, "is a link", "an archive holds files only")
    if entry.flag_bits & 1:
        raise _refused(name, entry.filename, "is encrypted", "save it without a password")


def _refused(name: str, value: str, why: str, right: str) -> CaseRefused:
    return CaseRefused([Problem(name, 0, "", value, why, right)])


def archive_bytes(files: Mapping[str, bytes], *, compress: bool = False) -> bytes:
    """A zip archive of the files, sorted, with fixed dates and rights.

    Stored, not compressed, unless asked: compressed bytes depend on the zlib that a Python was built with.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = archive.compression
            archive.writestr(entry, data)
    return packed.getvalue()
