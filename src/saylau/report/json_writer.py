"""The report as JSON: the whole tree, a flat list of its findings, and the claims and sources it rests on.

The published schema is `schema/report.schema.json`. Every object of the tree says its `type`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from saylau.records.base import Record, snake
from saylau.records.fact import Fact
from saylau.records.source import Source
from saylau.report.document import Block, Callout, Document, FindingBox, Mark, Text, plain, walk

SCHEMA = Path(__file__).parent / "schema" / "report.schema.json"
FORMAT = "saylau-report-1"
"""Name of the format; the number changes when a reader has to change."""


def write_json(document: Document, *, facts: Iterable[Fact[Record]] = (), sources: Iterable[Source] = ()) -> str:
    """The text of the file: keys sorted, no spaces, a line break at the end.

    `facts` and `sources` come from the copy that may be shown; they are written in the order of their names. Counts,
    amounts and times stand in their text forms, e.g. `>=41`, `510000000 KZT`, `2019-05`.
    """
    content = {
        "format": FORMAT,
        "document": _tree(document),
        "findings": _findings(document),
        "facts": [_fact(fact) for fact in sorted(facts, key=lambda fact: fact.fact)],
        "sources": [s.model_dump(mode="json") for s in sorted(sources, key=lambda source: source.id)],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False) + "\n"


def _tree(node: Any) -> Any:
    """A part of the document as objects and lists."""
    if isinstance(node, Text | Mark):
        return _inline(node)
    if isinstance(node, tuple):
        return [_tree(item) for item in node]
    if isinstance(node, Mapping):
        return dict(node)  # plain data already: a specification, words
    if is_dataclass(node):
        kind, names = _shape(type(node))  # type: ignore[arg-type]
        return {"type": kind, **{name: _tree(getattr(node, name)) for name in names}}
    return node


@cache
def _shape(kind: type[Any]) -> tuple[str, tuple[str, ...]]:
    """The name of a class of the tree and those of its fields."""
    return snake(kind.__name__), tuple(field.name for field in fields(kind))


def _inline(part: Text | Mark) -> dict[str, Any]:
    """A run of text with what it has beside the text: most have nothing, and they are most of the file."""
    if isinstance(part, Mark):
        return {"type": "mark", "note": part.note}
    marked = {name: value for name in ("strong", "target", "url", "language") if (value := getattr(part, name))}
    return {"type": "text", "text": part.text, **marked}


def _findings(document: Document) -> list[dict[str, Any]]:
    """Each finding with what a table of findings needs, in the order of the report."""
    return [
        {
            "id": item.anchor,
            "check": box.check,
            "number": item.number,
            "outcome": item.outcome,
            "signed": item.signed,
            "state": item.state,
            "text": plain(item.sentence),
        }
        for _, section in walk(document.sections)
        for box in _boxes(section.blocks)
        for item in box.items
    ]


def _boxes(blocks: tuple[Block, ...]) -> Iterator[FindingBox]:
    for block in blocks:
        if isinstance(block, FindingBox):
            yield block
        elif isinstance(block, Callout):
            yield from _boxes(block.blocks)


def _fact(fact: Fact[Record]) -> dict[str, Any]:
    """A claim: the record's own fields under `record`, then where it stands and how it is held."""
    claim = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name != "record"}
    return {**claim, "kind": fact.kind, "record": fact.record.model_dump(mode="json")}
