"""Message: a sentence as a template and its typed values, so that it can be said in another language.

The template is the English text with named places (`{amount}`); it is the key of the translation catalogues. No
sentence is put together from pieces. Values keep their type until the report formats them for its language.

A text of the program is `Said`: a constant English text, looked up in the catalogue as it stands, or a message.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from saylau.values.count import Count
from saylau.values.money import Money
from saylau.values.truth import Truth
from saylau.values.when import When


@dataclass(frozen=True, slots=True)
class Name:
    """A thing of the case, printed by its name in the language of the report."""

    thing: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A country by its ISO 3166-1 code, printed by its name in the language of the report."""

    code: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its ISO 639 code, printed by its name in the language of the report."""

    code: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A text field of a claim, printed in the language of the report where the case has it in that language."""

    fact: str
    field: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A share, printed in per cent. For shares of fewer than twenty cases use `OutOf`."""

    share: Fraction
    digits: int = 1


@dataclass(frozen=True, slots=True)
class OutOf:
    """`part` of `whole` cases: a fraction in words, with a percentage only from twenty cases on."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class From:
    """A value that rests on facts of its own: in the report it leads straight to them."""

    value: Simple
    facts: tuple[str, ...]


@dataclass(frozen=True, init=False)
class Message:
    """A template with its values; every place has a value and every value a place."""

    template: str
    values: Mapping[str, Value] = field(hash=False)

    def __init__(self, template: str, /, **values: Value) -> None:
        places = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
        if places != set(values):
            raise ValueError(f"{template!r} has places {sorted(places)} and values {sorted(values)}")
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", MappingProxyType(dict(values)))

    def __str__(self) -> str:
        raise TypeError("a message is said by the words of a language, not by str()")


Said = str | Message
"""A text of the program: a constant, which is its own key in the catalogues, or a message with values."""

Simple = (
    str | int | date | Decimal | Fraction | Count | Money | When | Truth | Name | Territory | Tongue | Wording | Percent
    | OutOf | Message
)  # fmt: skip
Value = Simple | From | tuple[Simple, ...] | tuple[From, ...]
"""What may stand in a message. A `Fraction` prints as a decimal number; a tuple as a list in words.

A `str` is no text of the program: an id, a proper name, a quotation, said as the case says it in the language; a phrase
of the program is a message within the message.
"""


def sentence(text: Said) -> Message:
    """A text of the program as a message."""
    return text if isinstance(text, Message) else Message(text)
