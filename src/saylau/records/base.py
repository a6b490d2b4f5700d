"""Record, the base of every kind, and Ref, a typed reference from one record to another thing."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from saylau.errors import BadValue

ID_PATTERN = r"^[a-z0-9][a-z0-9.\-]*$"
LONGEST_ID = 180
"""Characters of an id of a thing."""
LONGEST_NAME = 200
"""Characters of the name of a claim: the id of its thing, mostly, and a number. Databases keep both in such columns."""
_ID = re.compile(ID_PATTERN)


def is_id(text: str, longest: int = LONGEST_ID) -> bool:
    """Whether a text has the form of an id."""
    return len(text) <= longest and _ID.fullmatch(text) is not None


def not_an_id(text: str, longest: int = LONGEST_ID) -> BadValue:
    """Why a text is not an id, and what would be right."""
    if len(text) > longest:
        return BadValue(text, f"{len(text)} characters; there is room for {longest}", "shorten it")
    return BadValue(text, "not an id", "write lower-case letters, digits, dots and hyphens")


def snake(name: str) -> str:
    """`FundReceipt` as `fund_receipt`: the name of a kind in files and on the command line."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Record(BaseModel):
    """One kind of thing that can be known about an election. Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.kind = snake(cls.__name__)


T = TypeVar("T", bound=Record, covariant=True)


class Ref(str, Generic[T]):
    """The id of a thing of kind `T`. Resolved by the case; a dangling one is refused on reading."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
            json_schema_input_schema=core_schema.str_schema(pattern=ID_PATTERN, max_length=LONGEST_ID),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": ID_PATTERN, "maxLength": LONGEST_ID, "saylau:type": "ref"}

    @classmethod
    def parse(cls, text: str) -> Ref[T]:
        """Read an id: lower-case letters, digits, dots and hyphens."""
        if not is_id(text):
            if "," in text and all(is_id(part.strip()) for part in text.split(",")):
                raise BadValue(text, "not an id", "part several ids by a semicolon")
            raise not_an_id(text)
        return cls(text)


def ref_targets(annotation: Any) -> tuple[type[Record], ...]:
    """The record classes to which a `Ref[...]` annotation may point."""
    (target,) = get_args(annotation)
    return get_args(target) or (target,)
