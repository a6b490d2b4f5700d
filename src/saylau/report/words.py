"""Words: messages and values as text in the language of the report, with numbers that lead to their facts."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, cast

from babel import Locale
from babel.numbers import format_decimal

from saylau.methods.transliteration import is_cyrillic, is_latin, to_cyrillic, to_latin
from saylau.report.alphabet import alphabetical
from saylau.report.catalogue import catalogue_of, known_language
from saylau.report.dates import day_in, month_in, span_ends
from saylau.report.document import Inline, Line, Text
from saylau.values import Count, Money, Truth, When
from saylau.values.message import (
    From,
    Message,
    Name,
    OutOf,
    Percent,
    Said,
    Simple,
    Territory,
    Tongue,
    Value,
    Wording,
    sentence,
)

if TYPE_CHECKING:
    # To load every kind of record takes longer than most of what the words are said of, and a verb may have no case.
    from saylau.law.rule import Cite
    from saylau.records.case import Case
    from saylau.records.kinds import Candidacy
    from saylau.standards import Standard

NO_BREAK = "\u00a0"
_PLURALS = ("zero", "one", "two", "few", "many")


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
    wording: Callable[[str, str, str], str] = lambda fact, column, language: f"{fact}.{column}"
    """A text field of a claim in a language."""
    phrase: Callable[[str, str], str] = lambda text, language: text
    """A text of the case in a language."""

    def template(self, english: str) -> str:
        """A template in this language; one of the case, such as a declared rule's, as the case says it."""
        said = self.catalogue.get(english)
        return self.phrase(english, self.language) if said is None else said

    def say(self, english: str, **values: Value) -> str:
        """A template with its values as plain text."""
        return "".join(
            literal + (self._placed(values[place], spec or "") if place is not None else "")
            for literal, place, spec, _ in string.Formatter().parse(self.template(english))
        )

    def text(self, said: Said) -> str:
        """A text of the program as plain text."""
        message = sentence(said)
        text = self.say(message.template, **message.values)
        return capital(text) if self._begins_with_a_value(message.template) else text

    def line(self, said: Said, numbers: str = "") -> Line:
        """A text as a line in which each value leads to its own facts, or else to the anchor `numbers`."""
        message = sentence(said)
        parts: list[Inline] = []
        begins = self._begins_with_a_value(message.template)
        for literal, place, spec, _ in string.Formatter().parse(self.template(message.template)):
            if literal:
                parts.append(Text(literal))
            if place is not None:
                value = self._linked(message.values[place], numbers)
                if begins and not parts and value and isinstance(value[0], Text):
                    value[0] = replace(value[0], text=capital(value[0].text))
                parts.extend(value)
                parts.extend([Text(f"{NO_BREAK}{self._form(message.values[place], spec)}")] if spec else [])
        return tuple(parts)

    def _begins_with_a_value(self, english: str) -> bool:
        """Whether a text is a sentence whose first word is a value: it then begins with a capital all the same."""
        return self.language != "en" and self.template(english).startswith("{") and english.endswith((".", "?"))

    def _placed(self, value: Value, spec: str) -> str:
        """A value; with the forms of a noun (`{days:day|days}`) also the noun in the form that the number asks for."""
        said = self.value(value)
        return f"{said}{NO_BREAK}{self._form(value, spec)}" if spec else said

    def _form(self, value: Value, spec: str) -> str:
        """The form of a noun that goes with a number: forms stand in the order in which CLDR names the plurals."""
        forms = spec.split("|")
        tags = [tag for tag in _PLURALS if tag in self.locale.plural_form.tags] + ["other"]
        place = tags.index(self.locale.plural_form(_counted(value)))
        if place < len(forms):
            return forms[place]
        return forms[1] if len(forms) > 2 else forms[-1]  # a fraction goes with the form of two

    def _linked(self, value: Value, numbers: str) -> list[Inline]:
        if isinstance(value, tuple):
            return self._linked_list(value, numbers)
        if isinstance(value, Message):
            return list(self.line(value, numbers))
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
                return self.own(value)
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
            case Territory():
                return self.country(value.code)
            case Tongue():
                return str(self.locale.languages.get(value.code, value.code))
            case Wording():
                return self.wording(value.fact, value.field, self.language)
            case Message():
                return self.text(value)
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
        return day_in(self.locale, day)

    def country(self, code: str) -> str:
        """The name of a country; its code in capitals where it has none."""
        return str(self.locale.territories.get(code.upper(), code.upper()))

    def with_unit(self, value: Value, unit: Said) -> str:
        """A value with its unit once, in the form that its number asks for where the language has several."""
        said, named = self.value(value), self.text(unit)
        counts = isinstance(value.value if isinstance(value, From) else value, int | Decimal | Fraction | Count)
        form = f"{{n}} {unit}" if isinstance(unit, str) else ""
        if counts and form in self.catalogue:
            return self.say(form, n=value)
        return said if not named or said.endswith(named) else f"{said} {named}"

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the language."""
        opens, closes = ("«", "»") if self.language in ("ru", "kk") else ("“", "”")
        return f"{opens}{text}{closes}"

    def own(self, text: str) -> str:
        """A text of the case in this language."""
        return self.phrase(text, self.language)

    def standard(self, standard: Standard) -> str:
        """A paragraph of an instrument by its short name and place."""
        short = self.template(standard.instrument.short)
        pin = standard.pin.replace("..", "–")
        return self.say("{instrument}, {pin}", instrument=short, pin=pin) if pin else short

    def cite(self, cite: Cite) -> str:
        """A provision: act, article and edition."""
        return self.text(cite.said)

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
        first, last = start.exact_day, end.exact_day
        if first and last and not start.clock_times and not end.clock_times and not start.approximate:
            one, other = span_ends(self.locale, first, last)
            other = self.say("about {moment}", moment=other) if end.approximate else other
            return self.say("{start} to {end}", start=one, end=other)
        return self.say("{start} to {end}", start=self._moment(start), end=self._moment(end))

    def _same_day(self, start: When, end: When) -> str:
        """Two clock times of one day and zone, with day and zone said once; empty where they differ in either."""
        one, other = str(start), str(end)
        alike = one[:11] == other[:11] and one[16:] == other[16:] and "~" not in one + other
        if not (start.clock_times and end.clock_times and alike):
            return ""
        return self._clock(one, until=other[11:16])

    def _moment(self, when: When) -> str:
        text = str(when).removesuffix("~")
        if when.clock_times:
            said = self._clock(text)
        elif len(text) == 4:
            said = text
        elif len(text) == 7:
            said = month_in(self.locale, date.fromisoformat(f"{text}-01"))
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

    def sort_key(self, text: str) -> tuple[tuple[int, str], ...]:
        """The place of a text in the alphabet of the language."""
        return alphabetical(text, self.language)

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


def capital(text: str) -> str:
    """A text with a capital at its beginning; one that begins with a Latin letter, as ids do, stays."""
    return text[:1].upper() + text[1:] if text[:1] > "z" else text


def _counted(value: Value) -> Decimal:
    """The number that decides on the form of a noun: the last that is said."""
    match value:
        case From():
            return _counted(value.value)
        case Count():
            return Decimal(value.high if value.high is not None else value.low)
        case OutOf():
            return Decimal(value.whole)
        case Fraction():
            return _decimal(value, 2).normalize() if value.denominator > 1 else Decimal(value.numerator)
        case int() | Decimal():
            return Decimal(value)
    return Decimal(0)


def _name_in_script(case: Case, thing: str, language: str) -> str:
    """The name of a thing; that of a person who has none in the script of the language, by rules of transliteration."""
    name = case.name(thing, language)
    candidacies = (cast("Candidacy", f.record) for f in case.claims(thing) if f.record.kind == "candidacy")
    person = next((candidacy.person for candidacy in candidacies), thing)
    if not any(f.record.kind == "person" for f in case.claims(person)):
        return name
    if language in ("ru", "kk") and is_latin(name) and len(name.split()) > 1:
        return to_cyrillic(name, language)
    return to_latin(name, "ru") if language == "en" and is_cyrillic(name) else name


def words_for(language: str, name: Callable[[str, str], str] | Case) -> Words:
    """The words of a language for a case, or for whatever names things. English is the language of the templates."""
    catalogue = catalogue_of(known_language(language))
    if callable(name):
        return Words(language, name, catalogue)
    return Words(language, partial(_name_in_script, name), catalogue, name.wording, name.phrase)
