"""Specification to SVG, SVG to PNG, each kept in the user's cache under the hash of all that its bytes depend on."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from babel import Locale

from saylau.errors import ReportRefused
from saylau.report.cache import keep, kept
from saylau.report.fonts import font_folder, fonts_digest

_ADDRESSES = ("url", "href")
"""Keys of Vega-Lite that load or link something from outside."""


def svg(spec: Mapping[str, Any], words_language: str = "en") -> str:
    """The picture of a Vega-Lite specification; numbers that Vega formats are written as in the language.

    The order of keys in the specification does not matter. A specification with an address is refused with
    `ReportRefused`: a report is complete in itself and nothing is loaded while it is made.
    """
    _refuse_addresses(spec, "")
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    locale = json.dumps(_number_locale(words_language))
    key = _key("svg", text, locale)
    stored = kept(f"{key}.svg")
    if stored is None:
        picture = _vl_convert().vegalite_to_svg(text, format_locale=json.loads(locale), allowed_base_urls=[])
        stored = _tidy(picture, f"v{key[:8]}").encode()
        keep(f"{key}.svg", stored)
    return stored.decode()


def png(svg: str, scale: float = 2) -> bytes:
    """A picture as PNG with so many dots a px, in full colour: a palette would be half the size and need a library."""
    key = _key("png", svg, repr(float(scale)))
    stored = kept(f"{key}.png")
    if stored is None:
        stored = _compressed(_vl_convert().svg_to_png(svg, scale=scale))
        keep(f"{key}.png", stored)
    return stored


def _compressed(picture: bytes) -> bytes:
    """The same picture with its pixels compressed again: the renderer does it fast, at four times the size."""
    head, pixels, at = picture[:8], b"", 8
    chunks: list[tuple[bytes, bytes]] = []
    while at < len(picture):
        length, kind = struct.unpack_from(">I4s", picture, at)
        body = picture[at + 8 : at + 8 + length]
        pixels += body if kind == b"IDAT" else b""
        chunks.append((kind, body))
        at += 12 + length
    before = [chunk for chunk in chunks if chunk[0] not in (b"IDAT", b"IEND")]
    kept = [*before, (b"IDAT", zlib.compress(zlib.decompress(pixels), 6)), (b"IEND", b"")]
    return head + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in kept
    )


def _refuse_addresses(part: object, path: str) -> None:
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in _ADDRESSES:
                raise ReportRefused(f"chart: {path}{name} is an address; put the data into the specification")
            _refuse_addresses(value, f"{path}{name}.")
    elif isinstance(part, list | tuple):
        for place, value in enumerate(part):
            _refuse_addresses(value, f"{path}{place}.")


def _number_locale(language: str) -> dict[str, Any]:
    """Signs of numbers for d3-format, as `Words` writes them."""
    symbols = Locale.parse("en_GB" if language == "en" else language).number_symbols["latn"]
    group = str(symbols["group"]).replace("\u202f", "\u00a0")
    return {"decimal": str(symbols["decimal"]), "thousands": group, "grouping": [3], "currency": ["", ""]}


@cache
def _vl_convert() -> ModuleType:
    """The renderer, with the faces of the report registered once a process."""
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert


_NAMES = re.compile(r' (?:role|aria-[a-z]+|class)="[^"]*"')
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')


def _tidy(picture: str, prefix: str) -> str:
    """Without the renderer's English names of marks, and with ids that no other picture has.

    The renderer numbers its ids through the whole process; here they are counted from one in each picture, so that its
    bytes do not depend on what was drawn before. Only tags are touched: a text that holds `role="..."` stays.
    """
    numbers: dict[str, int] = {}

    def own_id(found: re.Match[str]) -> str:
        return f"{found[1]}{prefix}-{numbers.setdefault(found[2], len(numbers) + 1)}"

    return re.sub(r"<[^>]*>", lambda tag: _ID.sub(own_id, _NAMES.sub("", tag[0])), picture)


def _key(*parts: str) -> str:
    """SHA-256 over the parts, the fonts, the renderer's version and the steps of this module."""
    whole = hashlib.sha256()
    for part in (*parts, fonts_digest(), version("vl-convert-python"), _own_steps()):
        whole.update(hashlib.sha256(part.encode()).digest())
    return whole.hexdigest()


@cache
def _own_steps() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
