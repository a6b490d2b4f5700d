"""The text of a file that goes out, as far as it can be read back: to find the case numbers that stand in it."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

_TAG = re.compile(r"<[^>]*>")
_PLAIN = frozenset({".csv", ".md", ".txt", ".toml", ".svg", ".js", ".xml", ".ics"})
_PACKED = frozenset({".zip", ".docx", ".xlsx"})


def readable_text(file: Path) -> str | None:
    """The text of a file; None for a kind whose text cannot be told from its bytes, such as PDF or a picture."""
    ending = file.suffix.lower()
    if ending in _PACKED:
        with zipfile.ZipFile(file) as packed:
            members = ((Path(name).suffix.lower(), packed.read(name)) for name in packed.namelist())
            return "\n".join(_text(kind, data) for kind, data in members if _is_text(kind))
    return _text(ending, file.read_bytes()) if _is_text(ending) else None


def _is_text(ending: str) -> bool:
    return ending in _PLAIN or ending in (".html", ".json", ".rels", "")


def _text(ending: str, data: bytes) -> str:
    text = data.decode("utf-8", errors="replace")
    if ending == ".json":
        return "\n".join(_strings(json.loads(text)))
    if ending in (".html", ".xml", ".svg"):
        # Both with a space for a tag and without: a word may be set in two runs, two words in two cells.
        return html.unescape(f"{_TAG.sub(' ', text)}\n{_TAG.sub('', text)}")
    return text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
