"""What a file is, by its bytes, whatever its name says. Runs in the limited child process."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from saylau.server.evidence.archives import type_of_archive

HEAD = 1 << 16
UNKNOWN = "application/octet-stream"
TEXT, HTML, SVG, XML = "text/plain", "text/html", "image/svg+xml", "application/xml"
CSV, MAIL, PDF = "text/csv", "message/rfc822", "application/pdf"
OLD_OFFICE = "application/x-ole-storage"

_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"%PDF-", PDF),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"WARC/", "application/warc"),
    (0, b"\0OpenTimestamps\0", "application/vnd.opentimestamps.v1"),
)
"""Offset, bytes and type; the first that fits."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|meta|table|div)\b", re.IGNORECASE)
_HEADERS = re.compile(
    rb"^(from|to|date|subject|message-id|mime-version|received|return-path|delivered-to|reply-to):", re.IGNORECASE
)
_MAIL_HEADERS = 3
"""Different headers at the start of a text that make it a message."""


def type_of(path: Path) -> str:
    """The media type of a file. Raises `archives.Refused` for an archive past its limits."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_ZIP):
        return type_of_archive(path)
    for offset, bytes_there, media_type in _BEGINNINGS:
        if head[offset : offset + len(bytes_there)] == bytes_there:
            return media_type
    if b"%PDF-" in head[:1024]:
        return PDF
    return _type_of_text(head)


def _type_of_text(head: bytes) -> str:
    decoded = decode(head)
    if decoded is None:
        return UNKNOWN
    text, _ = decoded
    start = text[:4096].encode(errors="replace")
    if b"<svg" in start.lower():
        return SVG
    if _HTML.search(start):
        return HTML
    if start.lstrip().startswith(b"<?xml") or b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        return XML
    if _is_mail(start):
        return MAIL
    return CSV if _delimiter(text) else TEXT


def decode(data: bytes) -> tuple[str, str] | None:
    """Text and encoding of the beginning of a file, where it is text; the last letter may be cut."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return codecs.getincrementaldecoder(encoding)("replace").decode(data), encoding
    if b"\0" in data:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data), "utf-8"
    except UnicodeDecodeError:
        return _in_cyrillic(data)


def _in_cyrillic(data: bytes) -> tuple[str, str] | None:
    """Text in the encoding of Windows for Cyrillic, where nearly all its letters past ASCII would be Cyrillic."""
    high = [byte for byte in data if byte > 127]
    cyrillic = sum(byte >= 0xC0 or byte in (0xA8, 0xB8) for byte in high)
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data)
    if control or cyrillic <= 0.8 * len(high):
        return None
    return data.decode("cp1251", "replace"), "cp1251"


def _is_mail(start: bytes) -> bool:
    found: set[bytes] = set()
    for line in start.splitlines():
        if not line.strip():
            break
        if header := _HEADERS.match(line):
            found.add(header[1].lower())
        elif not found:
            return False
    return len(found) >= _MAIL_HEADERS


def _delimiter(text: str) -> str:
    """What parts the cells of a table: as often in each of its first lines; empty where it is none."""
    lines = [line for line in text.splitlines()[:10] if line.strip()]
    for delimiter in (";", "\t", ","):
        counts = {line.count(delimiter) for line in (lines[:-1] if len(lines) == 10 else lines)}
        if len(lines) > 1 and len(counts) == 1 and counts != {0}:
            return delimiter
    return ""
