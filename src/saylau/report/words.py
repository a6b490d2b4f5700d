"""Words: messages and values as text in the language of the report, with numbers that lead to their facts."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from saylau.report.document import Inline, Line, Text
from saylau.values import Count, Money, Truth, When
from saylau.values.message import From, Message, Name, OutOf, Percent, Simple, Value

NO_BREAK = "\u00a0"


def fact_anchor(fact: str) -> str:
    """Anchor of a claim in the annex of facts."""
    return f"fact-{fact}"


def source_anchor(source: str) -> str:
    """Anchor of a source in the annex of sources."""
    return f"source-{source}"


@dataclass(frozen=True)
class Words:
    """One language: how its values are written and its templates said."""

    language: str
    name: Callable[[str, str], str]
    """Name of a thing of the case in a language."""
    catalogue: Mapping[str, str]
    """English template to the template in this language; empty for English."""

    def template(self, english: str) -> str:
        """A template in this language."""
        return self.catalogue.get(english, english)

    def say(self, english: str, **values: Value) -> str:
        """A template with its values as plain text."""
        return self.template(english).format(**{k: self.value(v) for k, v in values.items()})

    def text(self, message: Message) -> str:
        """A message as plain text."""
        return self.say(message.template, **message.values)

    def line(self, message: Message, numbers: str = "") -> Line:
        """A message as a line in which each value leads to its own facts, or else to the anchor `numbers`."""
        parts: list[Inline] = []
        for literal, place, _, _ in string.Formatter().parse(self.template(message.template)):
            if literal:
                parts.append(Text(literal))
            if place is not None:
                parts.extend(self._linked(message.values[place], numbers))
        return tuple(parts)

    def _linked(self, value: Value, numbers: str) -> list[Inline]:
        if isinstance(value, tuple):
            return self._linked_list(value, numbers)
        if isinstance(value, From):
            only = fact_anchor(value.facts[0]) if len(value.facts) == 1 else numbers
            return [Text(self.value(value.value), target=only)]
        leads = isinstance(value, int | Decimal | Fraction | Count | Money | Percent | OutOf | date | When)
        return [Text(self.value(value), target=numbers if leads else "")]

    def _linked_list(self, values: tuple[Simple, ...] | tuple[From, ...], numbers: str) -> list[Inline]:
        parts: list[Inline] = []
        for place, item in enumerate(values):
            if place:
                parts.append(Text(self.template(" and ") if place == len(values) - 1 else ", "))
            parts.extend(self._linked(item, numbers))
        return parts

    def value(self, value: Value) -> str:
        """A value as text, with its bounds in words."""
        match value:
            case From():
                return self.value(value.value)
            case tuple():
                return self._list([self.value(v) for v in value])
            case bool():
                raise TypeError("a bool is not a value of a message; use Truth")
            case str():
                return value
            case int() | Decimal():
                return self.number(value)
            case Fraction():
                return self._fraction(value)
            case date():
                return self.day(value)
            case Count():
                return self.count(value)
            case Money():
                return self.money(value)
            case When():
                return self.when(value)
            case Truth():
                return self.template(str(value))
            case Name():
                return self.name(value.thing, self.language)
            case Percent():
                return self.percent(value)
            case OutOf():
                return self._out_of(value)

    def _list(self, items: list[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self.template(" and ") + items[-1]

    def number(self, number: int | Decimal) -> str:
        """A number with the group and decimal signs of the language; groups are parted by a no-break space or comma."""
        text = format_decimal(number, locale=self.locale, decimal_quantization=False)
        return text.replace("\u202f", NO_BREAK)

    def _fraction(self, value: Fraction) -> str:
        """A whole number as such, anything else with two digits, so that numbers side by side have equal digits."""
        if value.denominator == 1:
            return self.number(value.numerator)
        return self._formatted(_decimal(value, 2), "#,##0.00")

    def _formatted(self, number: Decimal, pattern: str) -> str:
        return format_decimal(number, format=pattern, locale=self.locale).replace("\u202f", NO_BREAK)

    def percent(self, percent: Percent) -> str:
        """A share in per cent, rounded half to even at the digits asked for."""
        rounded = _decimal(percent.share * 100, percent.digits)
        pattern = "#,##0." + "0" * percent.digits if percent.digits else "#,##0"
        return f"{self._formatted(rounded, pattern)}{NO_BREAK}%"

    def _out_of(self, value: OutOf) -> str:
        text = self.say("{part} of {whole}", part=value.part, whole=value.whole)
        if value.whole < 20:
            return text
        return f"{text} ({self.percent(Percent(Fraction(value.part, value.whole)))})"

    def count(self, count: Count) -> str:
        """A count with its bound in words: `>=41` is `at least 41`."""
        return self.bounded(str(count), self.number)

    def money(self, money: Money) -> str:
        """An amount with its currency code and its bound in words."""
        text, _, currency = str(money).rpartition(" ")
        return f"{self.bounded(text, self._amount)}{NO_BREAK}{currency}"

    def _amount(self, amount: int | Decimal) -> str:
        """An amount in major units: whole, or with all its decimal places."""
        decimal = Decimal(amount)
        if decimal == decimal.to_integral_value():
            return self.number(int(decimal))
        return self._formatted(decimal, "#,##0.00#")

    def bounded(self, text: str, number: Callable[[Decimal], str]) -> str:
        """The text form of a bounded number with its bound in words; `number` writes the numbers in it."""
        if text == "several":
            return self.template("several")
        if ".." in text:
            low, high = (number(Decimal(part)) for part in text.split(".."))
            return self.say("between {low} and {high}", low=low, high=high)
        for sign, words in _BOUNDS:
            if text.startswith(sign):
                return self.say(words, number=number(Decimal(text.removeprefix(sign))))
        return number(Decimal(text))

    def day(self, day: date) -> str:
        """A day in words."""
        return format_date(day, format="d MMMM y", locale=self.locale)

    def when(self, when: When) -> str:
        """A time in words, no more precise than it is."""
        if not when.is_interval:
            return self._moment(when)
        start, end = when.start, when.end
        if start is None and end is not None:
            return self.say("until {end}", end=self._moment(end))
        if end is None and start is not None:
            return self.say("from {start}", start=self._moment(start))
        if start is None or end is None:
            return str(when)
        if span := self._same_day(start, end):
            return span
        return self.say("{start} to {end}", start=self._start(start, end), end=self._moment(end))

    def _same_day(self, start: When, end: When) -> str:
        """Two clock times of one day and zone, with day and zone said once; empty where they differ in either."""
        one, other = str(start), str(end)
        alike = one[:11] == other[:11] and one[16:] == other[16:] and "~" not in one + other
        if not (start.clock_times and end.clock_times and alike):
            return ""
        return self._clock(one, until=other[11:16])

    def _start(self, start: When, end: When) -> str:
        """The first end of an interval, without the year or month that the second end repeats."""
        one, other = start.exact_day, end.exact_day
        if one and other and not start.clock_times and not start.approximate and one.year == other.year:
            return format_date(one, format="d" if one.month == other.month else "d MMMM", locale=self.locale)
        return self._moment(start)

    def _moment(self, when: When) -> str:
        text = str(when).removesuffix("~")
        if when.clock_times:
            said = self._clock(text)
        elif len(text) == 4:
            said = text
        elif len(text) == 7:
            said = format_date(date.fromisoformat(f"{text}-01"), format="LLLL y", locale=self.locale)
        else:
            said = self.day(date.fromisoformat(text))
        return self.say("about {moment}", moment=said) if when.approximate else said

    def _clock(self, text: str, until: str = "") -> str:
        day, _, clock = text.partition("T")
        said = self.day(date.fromisoformat(day))
        time, zone = clock[:5], clock[5:]
        if until:
            time = self.say("{start} to {end}", start=time, end=until)
        if zone == "?":
            return self.say("{day}, {time} (time zone not stated)", day=said, time=time)
        return self.say("{day}, {time} {zone}", day=said, time=time, zone="UTC" if zone == "Z" else f"UTC{zone}")

    @property
    def locale(self) -> Locale:
        """The locale for numbers and days; English is that of Britain, for the order of day and month."""
        return Locale.parse("en_GB" if self.language == "en" else self.language)


_BOUNDS = (
    (">=", "at least {number}"),
    ("<=", "at most {number}"),
    (">", "more than {number}"),
    ("<", "fewer than {number}"),
    ("~", "about {number}"),
)


def _decimal(value: Fraction, digits: int) -> Decimal:
    """A fraction as a decimal with so many digits, rounded half to even, exactly."""
    return Decimal(round(value * 10**digits)).scaleb(-digits)


def words_for(language: str, name: Callable[[str, str], str]) -> Words:
    """The words of a language. English is the language of the templates themselves."""
    return Words(language, name, {})
