"""What a reader could find in a file that was built: its texts, what stands behind pictures, and what its head says."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from saylau.errors import ReportRefused

_PACKED = frozenset({".zip", ".docx"})
_NO_WORDS = frozenset({".png", ".jpeg", ".jpg", ".webp", ".ttf", ".woff2", ".parquet"})
"""Pictures are drawn from the figures, whose words stand in the page, or are copies of evidence, at which people look;
tables in columns hold numbers of stations."""
_SPOKEN = frozenset({"alt", "title", "aria-label", "content", "href", "id"})
_TAG = re.compile(r"<[^>]*>")
_PARTS_WORDS = re.compile(r"</(?:w:p|w:tc|a:p|dc:\w+|cp:\w+)>|<w:(?:tab|br|cr|ptab)\b[^>]*>")


def words_in(path: str, data: bytes, within: str = "") -> Iterator[tuple[str, str]]:
    """Place and text of everything that a file says; those of a package or Word file part by part.

    `within` names the package in which it lies. Raises `ReportRefused` for a file into which nobody can look.
    """
    place = f"{within}, {path}" if within else path
    kind = PurePosixPath(path).suffix.lower()
    if kind in _NO_WORDS:
        return
    if kind in _PACKED:
        yield from _of_package(place, data)
    elif kind in _READERS:
        yield place, _READERS[kind](place, data)
    else:
        raise ReportRefused(f"{place}: nobody can look for names in a file of this sort; leave it out")


class _Page(HTMLParser):
    """Collects the text of a page and what it says of pictures and links; neither styles nor scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What is said of a picture or a link."""
        self._within = tag if tag in ("style", "script") else ""
        self.said += [f"\n{value}\n" for name, value in attrs if name in _SPOKEN and value and value[:5] != "data:"]

    def handle_endtag(self, tag: str) -> None:
        """Styles and scripts end."""
        self._within = ""

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._within:
            self.said.append(data)


def _of_text(place: str, data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _of_page(place: str, data: bytes) -> str:
    page = _Page()
    page.feed(data.decode("utf-8", "replace"))
    page.close()
    return "".join(page.said)


def _of_markup(place: str, data: bytes) -> str:
    return _TAG.sub("", _PARTS_WORDS.sub("\n", data.decode("utf-8", "replace")))


def _of_json(place: str, data: bytes) -> str:
    try:
        return json.dumps(json.loads(data), ensure_ascii=False)
    except ValueError:
        raise ReportRefused(f"{place}: it is not JSON; build the release again") from None


def _of_pdf(place: str, data: bytes) -> str:
    try:
        reader = PdfReader(BytesIO(data))
        head = [str(value) for value in (reader.metadata or {}).values()]
        return "\n".join([*head, *(page.extract_text() for page in reader.pages)])
    except PyPdfError:
        raise ReportRefused(f"{place}: it is not a PDF that can be read; build the release again") from None


def _of_gzip(place: str, data: bytes) -> str:
    try:
        return gzip.decompress(data).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error):
        raise ReportRefused(f"{place}: it cannot be unpacked; build the release again") from None


def _of_package(place: str, data: bytes) -> Iterator[tuple[str, str]]:
    try:
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                yield f"a file name in {place}", name
                yield from words_in(name, package.read(name), place)
    except BadZipFile:
        raise ReportRefused(f"{place}: it is not a package; build the release again") from None


_READERS: Mapping[str, Callable[[str, bytes], str]] = MappingProxyType(
    dict.fromkeys((".csv", ".toml", ".md", ".txt", ".js", ".css", ""), _of_text)
    | dict.fromkeys((".html", ".svg"), _of_page)
    | dict.fromkeys((".xml", ".rels"), _of_markup)
    | {".json": _of_json, ".pdf": _of_pdf, ".gz": _of_gzip}
)
"""Ending of a file, to what gives its text."""
