"""Amounts of money with a currency and the bounds that their source gives them: whole minor units, never floats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic_core import CoreSchema

from saylau.errors import BadValue
from saylau.values.bounds import about, at_most, equal
from saylau.values.count import Count
from saylau.values.hooks import text_core_schema, text_json_schema
from saylau.values.spelling import numbers_in, readings, respelled, write_one_of
from saylau.values.truth import Truth

# ISO 4217, list one: the currencies whose minor unit is not a hundredth.
_OTHER_MINOR_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_MINOR_DIGITS = {code: digits for digits, codes in _OTHER_MINOR_DIGITS.items() for code in codes.split()}

_NUMBER = r"((?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,4})?)"
_AMOUNT = rf"(?:(>=|<=|>|<|~)?{_NUMBER}|{_NUMBER}\.\.{_NUMBER})"
_PATTERN = f"{_AMOUNT} ([A-Z]{{3}})"
_FORM = re.compile(_PATTERN)
_FORMS = "write amount, one space, ISO 4217 code: 510000000 KZT, 7331200.50 KZT, 120..200 EUR, >=100 KZT, ~1200000 EUR"


def minor_digits(currency: str) -> int:
    """How many decimals the currency has in ISO 4217: 2 for most, 0 for JPY, 3 for KWD."""
    return _MINOR_DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with a currency, written in major units: `510000000 KZT`, `7331200.50 KZT`, `120..200 EUR`.

    The signs are those of Count: `>=`, `>`, `<=`, `<`, and `~` for ten per cent either way, *assumed*. Decimals are
    written in full (`.50`, not `.5`) and left out when they are zero. `low` and `high` are in minor units (tiyn,
    cents); `high` is None where there is no upper bound. Two Money values are the same when their texts are the same.
    """

    text: str
    currency: str = field(init=False, compare=False, repr=False)
    low: int = field(init=False, compare=False, repr=False)
    high: int | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        low, high, currency = _read(self.text)
        object.__setattr__(self, "currency", currency)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read one of the text forms; raises BadValue, which tells the right form."""
        return cls(text)

    @classmethod
    def of(cls, major: int | Decimal, currency: str) -> Money:
        """Exactly so much, in major units; BadValue for more decimals than the currency has."""
        minor = _minor(major, currency)
        return cls.from_minor(minor, minor, currency)

    @classmethod
    def between(cls, low: int | Decimal, high: int | Decimal | None, currency: str) -> Money:
        """At least `low` and at most `high` major units; None is no upper bound."""
        return cls.from_minor(_minor(low, currency), None if high is None else _minor(high, currency), currency)

    @classmethod
    def from_minor(cls, low: int, high: int | None, currency: str) -> Money:
        """The same in minor units."""
        least = _major_text(low, currency)
        if high is None:
            return cls(f">={least} {currency}")
        return cls(f"{least} {currency}" if low == high else f"{least}..{_major_text(high, currency)} {currency}")

    @property
    def approximate(self) -> bool:
        """Whether the source says "about"; the bounds are then assumed."""
        return self.text.startswith("~")

    @property
    def exact(self) -> bool:
        """Whether the bounds leave one amount and it is not an approximate one."""
        return self.low == self.high and not self.approximate

    @property
    def major_low(self) -> Decimal:
        """The lower bound in major units."""
        return _major(self.low, self.currency)

    @property
    def major_high(self) -> Decimal | None:
        """The upper bound in major units; None where there is none."""
        return None if self.high is None else _major(self.high, self.currency)

    def __add__(self, other: Money) -> Money:
        """The bounds of the sum; BadValue for two currencies."""
        if not isinstance(other, Money):
            return NotImplemented
        self._same_currency(other)
        high = None if self.high is None or other.high is None else self.high + other.high
        return Money.from_minor(self.low + other.low, high, self.currency)

    def times(self, number: int | Count) -> Money:
        """The bounds of so many times this amount."""
        count = number if isinstance(number, Count) else Count.of(number)
        high = None if self.high is None or count.high is None else self.high * count.high
        return Money.from_minor(self.low * count.low, high, self.currency)

    def difference(self, other: Money) -> Money:
        """The bounds of how far the two amounts lie apart, whichever is larger; `less_than` tells the direction."""
        self._same_currency(other)
        ours_above = 0 if other.high is None else self.low - other.high
        theirs_above = 0 if self.high is None else other.low - self.high
        low = max(0, ours_above, theirs_above)
        if self.high is None or other.high is None:
            return Money.from_minor(low, None, self.currency)
        return Money.from_minor(low, max(self.high - other.low, other.high - self.low), self.currency)

    def ratio(self, other: Money) -> tuple[Fraction, Fraction | None]:
        """The bounds of this amount divided by the other, as exact fractions; an upper bound of None is no limit.

        BadValue for two currencies, and where the other amount is zero.
        """
        self._same_currency(other)
        if other.high == 0:
            raise BadValue(str(other), "nothing can be divided by zero", "give an amount above zero")
        low = Fraction(0) if other.high is None else Fraction(self.low, other.high)
        return low, None if self.high is None or other.low == 0 else Fraction(self.high, other.low)

    def equals(self, other: Money) -> Truth:
        """Whether the two amounts are the same: no when the bounds exclude it, yes when each leaves one amount."""
        self._same_currency(other)
        return equal((self.low, self.high), (other.low, other.high))

    def at_most(self, cap: Money) -> Truth:
        """Whether this amount is the other or less."""
        self._same_currency(cap)
        return at_most((self.low, self.high), (cap.low, cap.high))

    def at_least(self, floor: Money) -> Truth:
        """Whether this amount is the other or more."""
        return floor.at_most(self)

    def less_than(self, cap: Money) -> Truth:
        """Whether this amount is less than the other."""
        return ~cap.at_most(self)

    def more_than(self, floor: Money) -> Truth:
        """Whether this amount is more than the other."""
        return ~self.at_most(floor)

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise BadValue(
                str(other),
                f"is in {other.currency} and cannot stand beside {self.currency}",
                "convert it first, with the rate, its date and its source",
            )

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        return text_core_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: object, _handler: object) -> dict[str, Any]:
        return text_json_schema(
            "money",
            f"^{_PATTERN}$",
            "An amount in major units and its ISO 4217 currency code, exact or with bounds.",
            ["510000000 KZT", "7331200.50 KZT", "120..200 EUR", ">=100 KZT", "~1200000 EUR"],
        )


def _read(text: str) -> tuple[int, int | None, str]:
    """Bounds in minor units and the currency that a text states; raises BadValue."""
    found = _FORM.fullmatch(text)
    if not found:
        raise BadValue(text, "is not an amount of money", _right(text))
    sign, number, low, high, currency = found.groups()
    if low is not None:
        bounds = _minor_of_text(text, low, currency), _minor_of_text(text, high, currency)
        if bounds[0] >= bounds[1]:
            right = f"write {low} {currency}" if low == high else f"write {high}..{low} {currency}"
            raise BadValue(text, "the lower bound must be less than the upper bound", right)
        return *bounds, currency
    return *_one_sided(text, sign, _minor_of_text(text, number, currency), currency), currency


def _one_sided(text: str, sign: str | None, minor: int, currency: str) -> tuple[int, int | None]:
    if minor == 0 and sign in ("<", "~"):
        why = "no amount is less than 0" if sign == "<" else "ten per cent of 0 is 0"
        raise BadValue(text, why, f"write 0 {currency}")
    match sign:
        case ">=":
            return minor, None
        case ">":
            return minor + 1, None
        case "<=":
            return 0, minor
        case "<":
            return 0, minor - 1
        case "~":
            return about(minor)
    return minor, minor


def _minor_of_text(text: str, number: str, currency: str) -> int:
    """Minor units of a number; BadValue unless its decimals are those of the currency, and left out when zero."""
    digits = minor_digits(currency)
    whole, _, decimals = number.partition(".")
    right = _canonical(number, currency)
    if not right:
        raise BadValue(text, f"{currency} has {digits} decimals", _right(text))
    if right != number:
        why = f"decimals of {currency} are written with all {digits} digits, or left out when zero"
        raise BadValue(text, why, _right(text))
    return int(whole) * int(10**digits) + int(decimals.ljust(digits, "0") or "0")


def _minor(major: int | Decimal, currency: str) -> int:
    """Minor units of an amount in major units; BadValue for a float, and for more decimals than the currency has."""
    if isinstance(major, bool) or not isinstance(major, int | Decimal):
        raise BadValue(str(major), "an amount is an int or a Decimal", "pass Decimal('0.10'), not 0.1")
    if isinstance(major, Decimal) and not major.is_finite():
        raise BadValue(str(major), "is not a number", "pass a finite amount")
    minor = Fraction(major) * Fraction(10) ** minor_digits(currency)
    if minor.denominator != 1:
        raise BadValue(
            f"{major} {currency}", f"{currency} has {minor_digits(currency)} decimals", "round it as its source does"
        )
    return minor.numerator


def _major(minor: int, currency: str) -> Decimal:
    return Decimal(_major_text(minor, currency))


def _major_text(minor: int, currency: str) -> str:
    """Minor units as text in major units: no decimals when they are zero, else all of them."""
    digits = minor_digits(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    return ("-" if minor < 0 else "") + str(whole) + (f".{rest:0{digits}}" if rest else "")


def _right(text: str) -> str:
    """What to write instead: the accepted spelling, the question which of two is meant, else the list of forms."""
    if re.match(r"\s*-", text):
        return "an amount is 0 or more"
    guess = text.strip().replace("≥", ">=").replace("≤", "<=").replace("≈", "~")
    guess = guess.replace("₸", " KZT ").replace("€", " EUR ")
    guess = re.sub(r"(?<=[0-9])\s*(-|\u2013|\u2014|\u2026)\s*(?=[0-9])", "..", guess).upper()
    guess = re.sub(r"^\s*([A-Z]{3})\s*(.+?)\s*$", r"\2 \1", guess)
    found = re.fullmatch(r"([^A-Z]+?)\s*([A-Z]{3})\s*", guess)
    if not found:
        return _FORMS
    amount, currency = re.sub(r"(?<=[<>=~])\s+", "", found[1]), found[2]
    spelled = (f"{other} {currency}" for other in respelled(amount, lambda number: _canonical(number, currency)))
    fitting = tuple(other for other in spelled if other != text and _sound(other))
    too_fine = [number for number in numbers_in(amount) if not all(_canonical(n, currency) for n in readings(number))]
    if too_fine and len(fitting) < 2:
        return f"{write_one_of(fitting)}, or round {too_fine[0]} as its source does".removeprefix(", or ")
    return write_one_of(fitting) or _FORMS


def _canonical(number: str, currency: str) -> str:
    """A plain number as amounts of the currency are written; empty where it has more decimals than the currency."""
    digits = minor_digits(currency)
    whole, _, decimals = number.partition(".")
    if not whole or decimals[digits:].strip("0"):
        return ""
    return _major_text(int(whole) * int(10**digits) + int(decimals[:digits].ljust(digits, "0") or "0"), currency)


def _sound(text: str) -> bool:
    """Whether a text with canonical numbers is an amount: it has the form, and its bounds are in order."""
    if not _FORM.fullmatch(text):
        return False
    try:
        _read(text)
    except BadValue:
        return False
    return True
