"""Days, months and spans of days in words, as each language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from babel import Locale
from babel.dates import format_date


@dataclass(frozen=True, slots=True)
class Patterns:
    """Unicode CLDR patterns of a language: a day, a month, a day without its year, and whether the year comes first."""

    day: str
    month: str
    in_year: str = "d MMMM"
    year_first: bool = False


_BY_LANGUAGE: Mapping[str, Patterns] = MappingProxyType(
    {
        "en": Patterns("d MMMM y", "LLLL y"),
        "ru": Patterns("d MMMM y 'года'", "LLLL y 'года'"),
        "kk": Patterns("y 'жылғы' d MMMM", "y 'жылғы' MMMM", year_first=True),
    }
)


def _patterns(locale: Locale) -> Patterns:
    """Those of the table; for another language the long form that CLDR gives."""
    return _BY_LANGUAGE.get(locale.language) or Patterns(str(locale.date_formats["long"].pattern), "LLLL y")


def day_in(locale: Locale, day: date) -> str:
    """A day in words."""
    return format_date(day, format=_patterns(locale).day, locale=locale)


def month_in(locale: Locale, first: date) -> str:
    """The month of a day in words, with its year."""
    return format_date(first, format=_patterns(locale).month, locale=locale)


def span_ends(locale: Locale, start: date, end: date) -> tuple[str, str]:
    """The ends of a span in one year, what both share said once: by the last of them, or by the first where the year
    comes first.
    """
    patterns = _patterns(locale)
    if start.year != end.year:
        return day_in(locale, start), day_in(locale, end)
    one_month = start.month == end.month
    if patterns.year_first:
        first = patterns.day.removesuffix(" MMMM") if one_month else patterns.day
        return format_date(start, format=first, locale=locale), format_date(end, format=patterns.in_year, locale=locale)
    return format_date(start, format="d" if one_month else patterns.in_year, locale=locale), day_in(locale, end)
