"""Three-valued truth: yes, no, unknown.

Strong Kleene logic (S. C. Kleene, *Introduction to Metamathematics*, 1952, section 64) on the order no < unknown < yes:
`and` is the minimum, `or` the maximum. A missing fact gives unknown and stays visible to the end, so a Truth is never
taken for a Python bool.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import reduce
from typing import Any, NoReturn

from pydantic_core import CoreSchema

from saylau.errors import BadValue
from saylau.values.hooks import text_core_schema, text_json_schema


class Truth(Enum):
    """Yes, no or unknown. Combine with `&`, `|` and `~`; compare with `is`."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def parse(cls, text: str) -> Truth:
        """Read `yes`, `no` or `unknown`; raises BadValue on anything else, an empty cell included."""
        for member in cls:
            if text == member.value:
                return member
        raise BadValue(text, "is not one of the three truth values", "write yes, no or unknown, in small letters")

    @classmethod
    def of(cls, known: bool | None) -> Truth:
        """The Truth of a Python bool; None is unknown."""
        if known is None:
            return cls.UNKNOWN
        return cls.YES if known else cls.NO

    def __and__(self, other: Truth) -> Truth:
        if not isinstance(other, Truth):
            return NotImplemented
        return self if _RANK[self.value] <= _RANK[other.value] else other

    def __or__(self, other: Truth) -> Truth:
        if not isinstance(other, Truth):
            return NotImplemented
        return self if _RANK[self.value] >= _RANK[other.value] else other

    def __invert__(self) -> Truth:
        return _NOT[self.value]

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"Truth {self.value!r} is not a bool: write `x is Truth.YES` (or NO, UNKNOWN), "
            "combine with &, | and ~, and use all_of and any_of for all and any"
        )

    def __str__(self) -> str:
        return self.value

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        return text_core_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: object, _handler: object) -> dict[str, Any]:
        values = [member.value for member in cls]
        schema = text_json_schema("truth", "^(yes|no|unknown)$", "Yes, no, or unknown where it is not stated.", values)
        return schema | {"enum": values}


_RANK = {"no": 0, "unknown": 1, "yes": 2}
_NOT = {"no": Truth.YES, "unknown": Truth.UNKNOWN, "yes": Truth.NO}


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether all hold: the minimum; of none, yes."""
    return reduce(Truth.__and__, truths, Truth.YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether any holds: the maximum; of none, no."""
    return reduce(Truth.__or__, truths, Truth.NO)
