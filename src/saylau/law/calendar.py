"""Deadlines: calendar months, days and working days, with the way of counting stated.

How the ends of a period are counted, and where a period of months ends when its last month lacks the day, is declared
with each period and carries a citation; without one it is *assumed*, and every answer that rests on it says so.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from saylau.errors import LawError
from saylau.values import Ends, When, days_between
from saylau.values.message import Message, Said

SATURDAY, SUNDAY = 5, 6


class Unit(Enum):
    """In what a period is measured."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "calendar months"


class ShortMonth(Enum):
    """Where a period of months ends when its last month lacks the day: 31 January and one month."""

    LAST_DAY = "the last day of the month"
    NEXT_DAY = "the first day of the next month"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked: all but weekends and days off, and those to which a day of work was moved."""

    off: Set[date] = frozenset()
    moved_to: Set[date] = frozenset()
    """Days of work although they fall on a weekend."""
    weekend: Set[int] = frozenset({SATURDAY, SUNDAY})
    """Days of the week, Monday being 0."""

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date) or day in self.off:
            return False
        return day in self.moved_to or day.weekday() not in self.weekend


def add_months(day: date, months: int, short_month: ShortMonth) -> date:
    """The same day of the month so many months later, or earlier where negative.

    Raises `LawError` where the month lacks the day and `short_month` is `REFUSED`.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    if day.day <= (following - first).days:
        return first.replace(day=day.day)
    if short_month is ShortMonth.REFUSED:
        raise LawError(f"{day} and {months} months: {first:%Y-%m} has no day {day.day}; say where the period ends")
    return following - timedelta(1) if short_month is ShortMonth.LAST_DAY else following


def add_working_days(day: date, number: int, working: WorkingDays) -> date:
    """The working day that is the given number of working days after a day, itself not counted; 0 is the day itself."""
    while number > 0:
        day += timedelta(1)
        number -= day in working
    return day


_COUNTED = {
    Ends.ONE: "Counted in {unit}; the day on which the period begins is not counted and the last day is (assumed).",
    Ends.BOTH: "Counted in {unit}; the first and the last day are both counted (assumed).",
    Ends.NEITHER: "Counted in {unit}; the days between are clear days, neither end counted (assumed).",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in law, with its way of counting."""

    number: int
    unit: Unit = Unit.DAYS
    ends: Ends = Ends.ONE
    """Which end days count: from the 1st, five days end on the 6th with one end, on the 5th with both, on the
    7th if clear."""
    short_month: ShortMonth = ShortMonth.LAST_DAY
    working: WorkingDays = field(default_factory=WorkingDays)
    cited: str = ""
    """Where the way of counting is laid down; empty where it is assumed."""

    def last_day(self, begins: date) -> date:
        """The last day of the period that begins with what happened on a day."""
        if self.unit is Unit.MONTHS:
            return add_months(begins, self.number, self.short_month) - timedelta(self.ends.more_than_difference)
        number = self.number - self.ends.more_than_difference
        if self.unit is Unit.DAYS:
            return begins + timedelta(number)
        if self.ends is Ends.BOTH and begins not in self.working:
            number += 1
        return add_working_days(begins, number, self.working)

    @property
    def assumed(self) -> tuple[Said, ...]:
        """What is assumed about the counting; empty where it is cited."""
        if self.cited:
            return ()
        return (Message(_COUNTED[self.ends], unit=Message(self.unit.value)),)


def day_bounds(when: When | None) -> tuple[date | None, date | None]:
    """The earliest and the latest calendar day that a time can mean, approximate ones widened; None is no limit."""
    if when is None:
        return None, None
    start, end = when.start, when.end
    return (_day(start, latest=False) if start else None), (_day(end, latest=True) if end else None)


def certain_bounds(when: When) -> tuple[date | None, date | None]:
    """The latest day on which a period can have begun and the earliest on which it can have ended; None is no limit."""
    start, end = when.start, when.end
    return (_day(start, latest=True) if start else None), (_day(end, latest=False) if end else None)


_EARLIEST = date(1000, 1, 1)


def _day(when: When, *, latest: bool) -> date:
    days = days_between(When.on(_EARLIEST), when, Ends.ONE)
    # A date or clock time, unlike an open interval, leaves an upper bound.
    return _EARLIEST + timedelta((days.high or 0) if latest else days.low)
