"""The empty form of persons, written from the classes of the entries: what each field holds, and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from saylau.vault.entries import Identity
from saylau.vault.form import SECTIONS

_HEAD = """\
# Persons for the vault. Fill in what is known and leave the rest as it is: an empty text, list or table is left out.
# Copy [[person]] for another person, and [[person.name]] and the like for another one of the same person.
# This file holds names: keep it in memory or on an encrypted disk, and destroy it once it was read.

[[person]]
number = ""  # case number, such as P-0042; empty: the next one
on = ""  # day of which the entries speak, year-month-day, for those that do not say their own
"""


def blank_form() -> str:
    """The form in TOML, with nothing filled in."""
    return "".join((_HEAD, *(line for section, kind in SECTIONS.items() for line in _table(section, kind))))


def _table(section: str, kind: type[BaseModel]) -> Iterator[str]:
    about = (kind.__doc__ or "").split("\n")[0] if "BaseModel" not in (kind.__doc__ or "") else ""
    yield f"\n[person.{section}]\n" if kind is Identity else f"\n[[person.{section}]]\n"
    if about:
        yield f"# {about}\n"
    for name, field in kind.model_fields.items():
        if name == "kind":
            continue
        holds = "; ".join(part for part in (field.description or "", _choices(field)) if part)
        yield f"{name} = {_empty(field)}" + (f"  # {holds}" if holds else "") + "\n"


def _inner(field: FieldInfo) -> tuple[object, bool]:
    """The type of a field's values, and whether it is a list of them."""
    sort: object = field.annotation
    if isinstance(sort, UnionType):
        sort = next(part for part in get_args(sort) if part is not type(None))
    if get_origin(sort) is tuple:
        return get_args(sort)[0], True
    return sort, False


def _choices(field: FieldInfo) -> str:
    sort, many = _inner(field)
    if not (isinstance(sort, type) and issubclass(sort, StrEnum)):
        return "year-month-day" if sort is date and not field.description else ""
    known = ", ".join(f'"{member.value}"' for member in sort)
    unless = f"; empty: {field.default}" if isinstance(field.default, StrEnum) else ""
    return f"{'any of' if many else 'one of'} {known}{unless}"


def _empty(field: FieldInfo) -> str:
    sort, many = _inner(field)
    return "[]" if many else "false" if sort is bool else '""'
