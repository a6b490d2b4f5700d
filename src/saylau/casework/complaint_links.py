"""Links within a collective complaint: only to what it holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any

from saylau.report.anchors import parts
from saylau.report.document import Row, Section, Text


def unlinked(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections without links to what a complaint does not hold: claims and findings."""
    kept = {part.anchor for part in parts(sections) if isinstance(part, Section | Row)}
    found: tuple[Section, ...] = _without(sections, kept)
    return found


def _without(part: Any, kept: Collection[str]) -> Any:
    """A part of the tree in which each link leads to a place that is kept, or nowhere."""
    if isinstance(part, tuple):
        return tuple(_without(item, kept) for item in part)
    if isinstance(part, Text):
        return part if part.target in kept else replace(part, target="")
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: _without(getattr(part, one.name), kept) for one in fields(part)})
    return part
