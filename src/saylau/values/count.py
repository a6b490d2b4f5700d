"""Numbers of things, with the bounds that their source gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import CoreSchema

from saylau.errors import BadValue
from saylau.values.bounds import about, at_most, equal
from saylau.values.hooks import text_core_schema, text_json_schema
from saylau.values.spelling import respelled, write_one_of
from saylau.values.truth import Truth

SEVERAL = "several"

_NUMBER = "(0|[1-9][0-9]{0,17})"
_PATTERN = rf"(>=|<=|>|<|~)?{_NUMBER}|{_NUMBER}\.\.{_NUMBER}|{SEVERAL}"
_FORM = re.compile(_PATTERN)
_FORMS = "write 41, >=41, >140, <5, <=5, 1000..3000, ~200 or several"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things with bounds; what is counted is a field of the record.

    | text | bounds |
    |---|---|
    | `41` | exactly 41 |
    | `>=41`, `>140` | 41 or more, 141 or more, no upper bound |
    | `<5`, `<=5` | 0 to 4, 0 to 5 |
    | `1000..3000` | 1000 to 3000, both counted |
    | `~200` | 180 to 220: ten per cent either way, *assumed*, rounded outward |
    | `several` | two or more |

    Two Counts are the same value when their texts are the same: `>140` and `>=141` are two ways of stating the same
    bounds. Whether two counts agree is asked with `equals`.
    """

    text: str
    low: int = field(init=False, compare=False, repr=False)
    high: int | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        low, high = _read(self.text)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)

    @classmethod
    def parse(cls, text: str) -> Count:
        """Read one of the text forms; raises BadValue, which tells the right form."""
        return cls(text)

    @classmethod
    def of(cls, number: int) -> Count:
        """Exactly so many."""
        return cls.between(number, number)

    @classmethod
    def between(cls, low: int, high: int | None) -> Count:
        """At least `low` and at most `high`; None is no upper bound."""
        if high is None:
            return cls(f">={low}")
        return cls(str(low) if low == high else f"{low}..{high}")

    @property
    def exact(self) -> int | None:
        """The number where the bounds leave only one and it is not an approximate one."""
        return self.low if self.low == self.high and not self.approximate else None

    @property
    def approximate(self) -> bool:
        """Whether the source says "about"; the bounds are then assumed."""
        return self.text.startswith("~")

    def __add__(self, other: Count) -> Count:
        """The bounds of the sum. That the two count the same unit and share nothing is for the caller to know."""
        if not isinstance(other, Count):
            return NotImplemented
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count.between(self.low + other.low, high)

    def equals(self, other: Count | int) -> Truth:
        """Whether the two numbers are the same: no when the bounds exclude it, yes when each leaves one number."""
        return equal((self.low, self.high), _bounds(other))

    def at_most(self, other: Count | int) -> Truth:
        """Whether this number is the other or less."""
        return at_most((self.low, self.high), _bounds(other))

    def at_least(self, other: Count | int) -> Truth:
        """Whether this number is the other or more."""
        return at_most(_bounds(other), (self.low, self.high))

    def less_than(self, other: Count | int) -> Truth:
        """Whether this number is less than the other."""
        return ~self.at_least(other)

    def more_than(self, other: Count | int) -> Truth:
        """Whether this number is more than the other."""
        return ~self.at_most(other)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        return text_core_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: object, _handler: object) -> dict[str, Any]:
        return text_json_schema(
            "count",
            f"^({_PATTERN})$",
            "A whole number with bounds: exact, at least, more than, less than, at most, from..to, about, several.",
            ["41", ">=41", ">140", "<5", "<=5", "1000..3000", "~200", SEVERAL],
        )


def _bounds(number: Count | int) -> tuple[int, int | None]:
    return (number.low, number.high) if isinstance(number, Count) else (number, number)


def _read(text: str) -> tuple[int, int | None]:
    """The bounds that a text states; raises BadValue."""
    found = _FORM.fullmatch(text)
    if not found:
        raise BadValue(text, "is not a count", _right(text))
    if text == SEVERAL:
        return 2, None
    sign, number, low, high = found.groups()
    if low is not None:
        if int(low) >= int(high):
            right = f"write {low}" if low == high else f"write {high}..{low}"
            raise BadValue(text, "the lower bound must be less than the upper bound", right)
        return int(low), int(high)
    return _one_sided(text, sign, int(number))


def _one_sided(text: str, sign: str | None, number: int) -> tuple[int, int | None]:
    if number == 0 and sign in ("<", "~"):
        why = "no number is less than 0" if sign == "<" else "ten per cent of 0 is 0"
        raise BadValue(text, why, "write 0")
    match sign:
        case ">=":
            return number, None
        case ">":
            return number + 1, None
        case "<=":
            return 0, number
        case "<":
            return 0, number - 1
        case "~":
            return about(number)
    return number, number


def _right(text: str) -> str:
    """What to write instead: the accepted spelling where one can be told, else the list of forms."""
    if re.fullmatch(r"\s*-\s*\d+\s*", text):
        return "a count is 0 or more"
    guess = text.strip().replace("≥", ">=").replace("≤", "<=").replace("≈", "~").lower()
    guess = re.sub(r"(?<=[0-9])\s*(-|\u2013|\u2014|\u2026|\.\.\.)\s*(?=[0-9])", "..", guess)
    found = (re.sub(r"\s", "", spelled) for spelled in respelled(guess, lambda number: "" if "." in number else number))
    return write_one_of(tuple(spelled for spelled in found if spelled != text and _FORM.fullmatch(spelled))) or _FORMS
