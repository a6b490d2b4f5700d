"""Copies of texts and PDFs without what is not to be published. Runs in the limited child process."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from saylau.server.evidence import kinds
from saylau.server.evidence.archives import Refused
from saylau.server.evidence.pictures import strip_picture

_ANYWHERE = (
    "/Metadata", "/PieceInfo", "/AA", "/JS", "/AF", "/LastModified", "/Thumb", "/SpiderInfo", "/MarkInfo", "/PtData",
)  # fmt: skip
"""Keys that are dropped from every object: metadata, private data of programs, actions, attached files, small pictures
of pages as they were."""
_OF_DOCUMENT = (
    "/AcroForm", "/OpenAction", "/Collection", "/Perms", "/Legal", "/DSS", "/URI", "/Requirements", "/Threads",
    "/Outlines", "/Dests", "/StructTreeRoot", "/OCProperties",
)  # fmt: skip
_WHITE = "\n\t"


def strip(path: Path, made: Path) -> dict[str, Any]:
    """Write a copy without metadata, and say what kind it is and what was dropped. Raises `Refused`."""
    media_type = kinds.type_of(path)
    if media_type not in STRIPPERS:
        raise Refused("not_stripped")
    return {"type": media_type} | STRIPPERS[media_type](path, made)


def _strip_text(path: Path, made: Path) -> dict[str, Any]:
    """The words alone, as UTF-8: signs that cannot be seen can mark whose copy it is."""
    decoded = kinds.decode(path.read_bytes())
    if decoded is None:
        raise Refused("no_text")
    text = decoded[0].replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in text if sign in _WHITE or unicodedata.category(sign)[0] != "C")
    made.write_text(plain, "utf-8", newline="")
    return {"type": kinds.TEXT, "dropped": len(text) - len(plain)}


def _strip_pdf(path: Path, made: Path) -> dict[str, Any]:
    import pikepdf

    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError:
        raise Refused("password") from None
    except pikepdf.PdfError:
        raise Refused("broken") from None
    with pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        _drop(pdf.Root, _OF_DOCUMENT)
        if "/Names" in pdf.Root:
            del pdf.Root["/Names"]
        annotations = 0
        for page in pdf.pages:
            annotations += len(page.get("/Annots", []))
            _drop(page.obj, ("/Annots", "/StructParents", "/Tabs", "/B", "/PressSteps", "/Trans"))
        for thing in pdf.objects:
            _clean(thing)
        pdf.remove_unreferenced_resources()
        with made.open("wb") as out:  # under its name it would be replaced, and a file in memory has none
            pdf.save(
                out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
                fix_metadata_version=False,
            )  # fmt: skip
        return {"pages": len(pdf.pages), "annotations": annotations}


def _drop(thing: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _clean(thing: Any) -> None:
    """One object of a PDF: its metadata, and the segments of a JPEG in which cameras write."""
    import pikepdf

    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        _drop(thing, _ANYWHERE)
    jpeg = pikepdf.Name.DCTDecode
    if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in (jpeg, pikepdf.Array([jpeg])):
        thing.write(jpeg_without_notes(thing.read_raw_bytes()), filter=jpeg)


def jpeg_without_notes(data: bytes) -> bytes:
    """A JPEG without the segments in which programs write (APP1 to APP13, APP15, comments); its picture is untouched.

    APP0 and APP14 say how its colours are meant and stay. What is not laid out as a JPEG is answered as it came.
    """
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xDA:
            break
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, data[at:]])


STRIPPERS: Mapping[str, Callable[[Path, Path], dict[str, Any]]] = MappingProxyType(
    {
        "image/jpeg": strip_picture,
        "image/png": strip_picture,
        "image/webp": strip_picture,
        kinds.PDF: _strip_pdf,
        kinds.TEXT: _strip_text,
        kinds.CSV: _strip_text,
    }
)
"""Who makes a copy of what for publication; of other kinds no such copy is made."""
