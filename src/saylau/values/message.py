"""Message: a sentence as a template and its typed values, so that it can be said in another language.

The template is the English text with named places (`{amount}`); it is the key of the translation catalogues. No
sentence is put together from pieces. Values keep their type until the report formats them for its language.
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


Simple = str | int | date | Decimal | Fraction | Count | Money | When | Truth | Name | Percent | OutOf
Value = Simple | From | tuple[Simple, ...] | tuple[From, ...]
"""What may stand in a message. A `Fraction` prints as a decimal number; a tuple as a list in words."""


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
