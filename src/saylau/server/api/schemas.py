"""What the API takes and gives, and the schema of each kind's cells, derived from the record classes."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from ninja import Field, Schema

from saylau.records.base import ID_PATTERN, LONGEST_ID
from saylau.records.columns import Column, file_columns, record_columns
from saylau.records.kinds import KINDS
from saylau.records.source import Source
from saylau.server.store.models import SOURCE

_NOT_ENTERED = frozenset({"status"})
"""Columns of a folder that the server keeps itself."""


class ProblemOut(Schema):
    """One thing that is wrong with what was sent."""

    column: str
    value: str
    why: str
    right: str


class ErrorOut(Schema):
    """Why nothing was done, and what to do."""

    code: str
    message: str
    problems: list[ProblemOut] = Field(default_factory=list)


class CaseOut(Schema):
    """A case."""

    slug: str
    title: str
    version: int = Field(description="rises with each change of what the case holds")


class FactOut(Schema):
    """A fact, or a source (kind `source`)."""

    uid: str
    kind: str
    id: str = Field(description="id of the thing that it is about")
    fact: str = Field(description="name of the claim")
    source: str
    state: str
    revision: int
    cells: dict[str, str] = Field(description="cells by column, as in the kind's file; empty ones are left out")
    proposed: dict[str, str] | None = Field(description="a change that waits for review")
    created_at: datetime
    changed_at: datetime


class FactsOut(Schema):
    """A page of facts in the order of their uids."""

    facts: list[FactOut]
    next: str = Field(description="uid to continue `after`; empty at the end")


class RevisionOut(Schema):
    """One state of a fact, or one step of its review."""

    number: int
    step: str
    state: str
    cells: dict[str, str] | None
    reason: str
    at: datetime


Cell = str | list[str]


class FactIn(Schema):
    """A fact to be entered."""

    kind: str
    cells: dict[str, Cell]
    submit: bool = Field(True, description="false keeps it as a draft, which may be incomplete")


class ChangeIn(Schema):
    """What a fact is to say instead: all of its cells, not only those that differ."""

    cells: dict[str, Cell]


class StepIn(Schema):
    """A step of the review."""

    reason: str = ""


class JobOut(Schema):
    """Work in the background."""

    uid: str
    verb: str
    state: str
    step: int
    steps: int
    message: str
    error: str
    result: Any = None


class ImportOut(Schema):
    """A file that was brought in."""

    uid: str
    name: str
    state: str
    problems: list[dict[str, Any]]
    changes: dict[str, Any]


@cache
def kinds() -> tuple[str, ...]:
    """Names of everything that can be entered."""
    return (SOURCE, *KINDS)


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns that are sent of a kind."""
    columns = record_columns(Source) if kind == SOURCE else file_columns(KINDS[kind])
    return tuple(column for column in columns if column.name not in _NOT_ENTERED)


def cells_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind's cells."""
    columns = columns_of(kind)
    return {
        "title": kind,
        "type": "object",
        "properties": {column.name: _property(column) for column in columns},
        "required": [column.name for column in columns if column.required],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    """One column: a text, or a list of texts."""
    found: dict[str, Any] = {"type": "string"}
    if column.choices:
        found["enum"] = [*column.choices] if column.required else ["", *column.choices]
    elif column.name == "id" or (column.type == "ref" and column.required):
        found |= {"pattern": ID_PATTERN, "maxLength": LONGEST_ID}
    if column.many:
        found = {"type": "array", "items": found}
    return found | {"description": column.description}
