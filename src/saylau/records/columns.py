"""Columns of a kind, derived from its record class: what CSV, workbook, JSON Schema and reference page need."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from saylau.records.base import Record, Ref, ref_targets
from saylau.records.fact import Display, Heard, Status
from saylau.values import Count, Money, Truth, When

FORM_OF_ID = "lower-case letters, digits, dots and hyphens"
"""What an id is made of, in words."""

LIST_MARK = "; "
"""Between the members of a list in one cell."""

TYPE_NAMES: Mapping[type, str] = {
    str: "text", int: "integer", Decimal: "decimal", date: "day", When: "when", Count: "count", Money: "money",
    Truth: "truth", Ref: "ref",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind's file."""

    name: str
    type: str
    """text, integer, decimal, day, when, count, money, truth, ref or choice."""
    required: bool
    many: bool
    """Whether a cell holds a list, its members parted by a semicolon."""
    description: str
    choices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    """Names of the kinds to which a ref may point."""


CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", True, False, f"the thing; {FORM_OF_ID}"),
    Column("fact", "text", False, False, "the claim; empty means the id, then id.2, id.3 in row order"),
    Column("source", "ref", True, False, "source in which it stands", targets=("source",)),
    Column("locator", "text", False, False, "place in the source: page, section, paragraph"),
    Column("quote", "text", False, False, "the passage in its own words, where the wording is the fact"),
    Column("said_by", "text", False, False, "who asserts it; empty means the source's author"),
    Column(
        "heard",
        "choice",
        False,
        False,
        "how it reached the source: first hand or the document itself, second hand from such a witness, hearsay; empty "
        "means not known",
        tuple(Heard),
    ),
    Column("status", "choice", False, False, "where the claim stands; empty means draft", tuple(Status)),
    Column(
        "display",
        "choice",
        False,
        False,
        "what may be shown; empty means public, for a private person number",
        tuple(Display),
    ),
    Column("note", "text", False, False, "a clarifying remark"),
)
"""What every row of every kind carries beside the record's own fields; `id` and `fact` come first in a file."""


def _optional(annotation: Any) -> tuple[Any, bool]:
    """The annotation without `None`, and whether `None` was allowed."""
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [a for a in get_args(annotation) if a is not type(None)]
        if len(rest) == 1:
            return rest[0], True
    return annotation, False


def column_of(name: str, field: FieldInfo) -> Column:
    """The column that a field of a model makes. A ref to any record names no target."""
    inner, _ = _optional(field.annotation)
    many = get_origin(inner) is tuple
    item = get_args(inner)[0] if many else inner
    choices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    if get_origin(item) is Ref:
        type_name = "ref"
        targets = tuple(target.kind for target in ref_targets(item) if target is not Record)
    elif isinstance(item, type) and issubclass(item, StrEnum):
        type_name = "choice"
        choices = tuple(str(member) for member in item)
    else:
        type_name = TYPE_NAMES[item]
    if type_name == "truth":
        choices = tuple(str(member) for member in Truth)
    return Column(name, type_name, field.is_required(), many, field.description or "", choices, targets)


@cache
def record_columns(kind: type[Record]) -> tuple[Column, ...]:
    """The columns of the record's own fields, in the order of the class."""
    return tuple(column_of(name, field) for name, field in kind.model_fields.items())


@cache
def file_columns(kind: type[Record]) -> tuple[Column, ...]:
    """All columns of `<kind>.csv` in file order: id, fact, the record's fields, then the claim's columns."""
    return (*CLAIM_COLUMNS[:2], *record_columns(kind), *CLAIM_COLUMNS[2:])


def cell(value: object) -> str:
    """A field's value as the text of a cell; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return LIST_MARK.join(cell(item) for item in value)
    return str(value)


def cells(model: BaseModel) -> dict[str, str]:
    """Every field of a model as the text of a cell, by its name."""
    return {name: cell(getattr(model, name)) for name in type(model).model_fields}
