"""Every way in which a text can stand in a file that leaves the house: plain, packed, coded, or as a page's text."""

from __future__ import annotations

import base64
import binascii
import contextlib
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
import pypdf

_DATA = re.compile(rb"base64,([A-Za-z0-9+/=\s]{8,})")
_TAG = re.compile("<[^>]*>")


def layers(data: bytes) -> Iterator[bytes]:
    """A file, and everything packed in it, however deep: archives, streams, pictures, data within addresses."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield f"{member.filename} {member.comment!r} {member.extra!r}".encode()
                yield from layers(archive.read(member))
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)
    elif data.startswith(b"\x89PNG"):
        yield from _png(data)
    for found in _DATA.findall(data):
        try:
            yield from layers(base64.b64decode(b"".join(found.split())))
        except binascii.Error:
            continue


def _pdf(data: bytes) -> Iterator[bytes]:
    """Objects with their streams unpacked, metadata and attachments among them, and the text of the pages."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for thing in file.objects:
            yield str(repr(thing)).encode()
            if isinstance(thing, pikepdf.Stream):
                yield from layers(thing.read_raw_bytes())
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:
                    continue
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        yield page.extract_text().encode()


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks of a picture, its text chunks unpacked."""
    place = 8
    while place < len(data):
        size = int.from_bytes(data[place : place + 4])
        content = data[place + 8 : place + 8 + size]
        yield content
        packed = content.partition(b"\0")[2].lstrip(b"\0")
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(packed)
        place += 12 + size


class Everything:
    """All layers of a file, made ready once, to look for many texts in."""

    def __init__(self, data: bytes, name: str = "") -> None:
        found = list(dict.fromkeys((name.encode(), *layers(data))))
        self.raw = b"\0".join(found)
        self.words = "\0".join(_plain(way) for layer in found for way in _ways(layer))

    def holds(self, secret: str) -> bool:
        """Whether a text stands anywhere: as letters of any case in common codings, escaped, or between tags."""
        coded = [secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] + [secret.encode().hex().encode()]
        return _plain(secret) in self.words or any(c in self.raw or c.upper() in self.raw for c in coded)


def _ways(layer: bytes) -> Iterator[str]:
    """A layer as text, escapes undone, with and without tags; nothing of what is no text."""
    try:
        text = layer.decode()
    except UnicodeDecodeError:
        return
    yield text
    yield _unescaped(urllib.parse.unquote(html.unescape(text)))
    if "<" in text:
        yield _TAG.sub("", text)


def _unescaped(text: str) -> str:
    r"""With `\u0041` read as letters, as JSON may write them."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def _plain(text: str) -> str:
    """Without case, white space and hyphens, since lines end where a page wants them to."""
    return re.sub(r"[\s\-\u00ad\u2010\u2011]+", "", text.casefold())
