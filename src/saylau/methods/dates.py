"""Small arithmetic on calendar days that no value type holds."""

from __future__ import annotations

from datetime import date, timedelta

from saylau.values import When

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def first_day(when: When) -> date | None:
    """The one calendar day on which it begins, as written; None where open, or stated more coarsely than a day."""
    start = when.start
    return start.exact_day if start else None


def last_day(when: When) -> date | None:
    """The one calendar day on which it ends, as written; an end at midnight belongs to the day before.

    None where open, or stated more coarsely than a day.
    """
    end = when.end
    day = end.exact_day if end else None
    if end and day and when.is_interval and "T00:00" in end.text:
        return day - timedelta(1)
    return day


def day_in_words(day: date) -> str:
    """`5 October 2025`: English whatever the locale of the machine, for questions, which stand in one language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def in_words(when: When) -> str:
    """A day, month or year as a question says it; a period, a clock time or an approximate time as it is written."""
    if when.is_interval or when.clock_times or when.approximate or when.first is None:
        return str(when)
    if when.exact_day:
        return day_in_words(when.exact_day)
    year, _, month = str(when).partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def year_before(day: date) -> date:
    """The same day a year earlier; of 29 February, 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
