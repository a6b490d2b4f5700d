"""How a value type meets pydantic: read from its text or an instance, written as its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic_core import CoreSchema, core_schema

from saylau.errors import BadValue

T = TypeVar("T")


def text_core_schema(cls: type[T], parse: Callable[[str], T]) -> CoreSchema:
    """A pydantic core schema for a type with an exact text form.

    Anything but a text or an instance is refused: a spreadsheet's number or day has already lost how it was written.
    """

    def read(value: object) -> T:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return parse(value)
        raise BadValue(
            str(value),
            f"a {cls.__name__} is read from text, this is a value of type {type(value).__name__}",
            "write it as text, or format the column as text in the spreadsheet",
        )

    return core_schema.no_info_plain_validator_function(
        read,
        serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
    )


def text_json_schema(name: str, pattern: str, description: str, examples: Sequence[str]) -> dict[str, Any]:
    """The JSON Schema of a type with an exact text form; `saylau:type` tells a reader which value type it is."""
    return {
        "type": "string",
        "pattern": pattern,
        "description": description,
        "examples": list(examples),
        "saylau:type": name,
    }
