"""The places of a document that can be led to, and the places that it leads to: they have to match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from saylau.errors import ReportRefused
from saylau.report.document import Document, FindingItem, Mark, Paragraph, Text


def paragraph_anchor(number: int) -> str:
    """Anchor of a numbered paragraph, beside any that it has of its own."""
    return f"p-{number}"


def parts(thing: object) -> Iterator[Any]:
    """Every part of a tree in reading order: the fields of each class stand in that order."""
    if is_dataclass(thing):
        yield thing
        for field in fields(thing):
            yield from parts(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from parts(item)


def check_places(document: Document) -> None:
    """Raise `ReportRefused` for an anchor that stands twice, a link that leads nowhere, and a note without its mark or
    a mark without its note."""
    placed: dict[str, None] = {}
    led_to: dict[str, None] = {}
    marked: dict[int, None] = {}
    for part in parts(document):
        for anchor in _anchors(part):
            if anchor in placed:
                raise ReportRefused(f"anchor {anchor!r} stands at two places of the report; rename one of them")
            placed[anchor] = None
        if isinstance(part, Text) and part.target:
            led_to[part.target] = None
        if isinstance(part, Mark):
            marked[part.note] = None
    lost = [anchor for anchor in led_to if anchor not in placed]
    if lost:
        raise ReportRefused(f"the report leads to what it does not hold: {', '.join(lost)}; add it or drop the link")
    odd = sorted(marked.keys() ^ {note.number for note in document.notes})
    if odd:
        raise ReportRefused(f"notes without a mark, or marks without a note: {', '.join(map(str, odd))}")


def _anchors(part: object) -> Iterator[str]:
    if isinstance(part, Paragraph | FindingItem) and part.number is not None:
        yield paragraph_anchor(part.number)
    anchor = getattr(part, "anchor", "")
    if anchor and anchor != paragraph_anchor(getattr(part, "number", None) or 0):
        yield anchor
