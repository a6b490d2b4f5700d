"""Small arithmetic on calendar days that no value type holds."""

from __future__ import annotations

from datetime import date, timedelta

from saylau.values import When


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


def year_before(day: date) -> date:
    """The same day a year earlier; of 29 February, 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
