"""A Word file made and read back, for the tests: with python-docx, and as the archive of XML that it is."""

from __future__ import annotations

import io
import struct
import xml.etree.ElementTree as etree
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from typing import Any

from saylau.report.document import Document, Note, Section
from saylau.report.docx import write_docx
from tests.report.sample import sample_document

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def qn(name: str) -> str:
    """A name with its prefix as ElementTree writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def opened(data: bytes) -> Any:
    """The file as python-docx sees it."""
    import docx

    return docx.Document(io.BytesIO(data))


def dot_picture(width: int, height: int) -> bytes:
    """A white PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def made(document: Document) -> bytes:
    return write_docx(document, pngs={"figure-funds": dot_picture(680, 340)})


@cache
def sample() -> bytes:
    return made(sample_document())


def short(*sections: Section, notes: tuple[Note, ...] = (), **more: Any) -> Document:
    return replace(sample_document(), sections=sections, notes=notes, **more)


def chapter(*blocks: Any) -> Section:
    return Section("one", "1", "One", blocks)


def part(data: bytes, name: str) -> Any:
    """A part of the archive as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def body(data: bytes) -> Any:
    return part(data, "word/document.xml")


def all_of(root: Any, tag: str) -> list[Any]:
    return list(root.iter(qn(tag)))


def values(root: Any, tag: str, attribute: str = "w:val") -> list[str]:
    return [str(element.get(qn(attribute))) for element in all_of(root, tag)]


def words(element: Any) -> str:
    """The text of an element with its tabs."""
    pieces = [piece for run in element.iter(qn("w:r")) for piece in run]
    signs = ("\t" if piece.tag == qn("w:tab") else piece.text or "" for piece in pieces if piece.tag in SHOWN)
    return "".join(signs)


SHOWN = (qn("w:t"), qn("w:tab"))
