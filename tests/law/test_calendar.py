"""Deadlines against a second way of counting: walking the calendar day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import LawError
from saylau.law.calendar import (
    Period,
    ShortMonth,
    Unit,
    WorkingDays,
    add_months,
    add_working_days,
    certain_bounds,
    day_bounds,
)
from saylau.values import Ends, When
from saylau.values.message import Message

DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
ONE = timedelta(1)


def _walk_months(day: date, months: int) -> date | None:
    """The day of the same number in the month so many months on, found by counting first days of months."""
    walk, left = day, months
    while left:
        walk += ONE if months > 0 else -ONE
        if walk.day == 1 if months > 0 else (walk + ONE).day == 1:
            left -= 1 if months > 0 else -1
    month = (walk.year, walk.month)
    walk = walk.replace(day=1)
    while (walk.year, walk.month) == month:
        if walk.day == day.day:
            return walk
        walk += ONE
    return None


@given(DAYS, st.integers(-30, 30))
def test_adding_months_agrees_with_walking_day_by_day(day: date, months: int) -> None:
    walked = _walk_months(day, months)
    if walked is not None:
        assert {add_months(day, months, mode) for mode in ShortMonth} == {walked}
        return
    last = add_months(day, months, ShortMonth.LAST_DAY)
    assert add_months(day, months, ShortMonth.NEXT_DAY) == last + ONE
    assert (last + ONE).day == 1
    with pytest.raises(LawError, match="has no day"):
        add_months(day, months, ShortMonth.REFUSED)


@pytest.mark.parametrize(
    ("day", "months", "last_day", "next_day"),
    [
        (date(2019, 1, 31), 1, date(2019, 2, 28), date(2019, 3, 1)),
        (date(2020, 1, 31), 1, date(2020, 2, 29), date(2020, 3, 1)),
        (date(2019, 12, 31), 2, date(2020, 2, 29), date(2020, 3, 1)),
        (date(2020, 2, 29), -12, date(2019, 2, 28), date(2019, 3, 1)),
        (date(2019, 10, 31), 1, date(2019, 11, 30), date(2019, 12, 1)),
        (date(2019, 4, 9), 2, date(2019, 6, 9), date(2019, 6, 9)),
        (date(2019, 6, 9), -180, date(2004, 6, 9), date(2004, 6, 9)),
    ],
)
def test_a_month_that_lacks_the_day_ends_as_declared(day: date, months: int, last_day: date, next_day: date) -> None:
    assert add_months(day, months, ShortMonth.LAST_DAY) == last_day
    assert add_months(day, months, ShortMonth.NEXT_DAY) == next_day


@given(DAYS, st.integers(1, 60), st.sampled_from(Ends))
def test_a_period_of_days_holds_as_many_days_as_it_says(begins: date, number: int, ends: Ends) -> None:
    last = Period(number, ends=ends).last_day(begins)
    assert When.between(begins, last).duration_days(ends).exact == number


def test_the_three_ways_of_counting_end_on_neighbouring_days() -> None:
    first = date(2019, 6, 1)
    assert Period(5, ends=Ends.BOTH).last_day(first) == date(2019, 6, 5)
    assert Period(5, ends=Ends.ONE).last_day(first) == date(2019, 6, 6)
    assert Period(5, ends=Ends.NEITHER).last_day(first) == date(2019, 6, 7)


OFF = st.frozensets(st.dates(date(2019, 4, 1), date(2019, 7, 31)), max_size=12)


@given(st.dates(date(2019, 4, 1), date(2019, 5, 31)), st.integers(1, 20), OFF, OFF)
def test_working_days_agree_with_a_list_of_all_of_them(
    begins: date, number: int, off: frozenset[date], moved: frozenset[date]
) -> None:
    working = WorkingDays(off=off, moved_to=moved)
    later = [begins + timedelta(n) for n in range(1, 120)]
    listed = [d for d in later if d not in off and (d.isoweekday() < 6 or d in moved)]
    assert add_working_days(begins, number, working) == listed[number - 1]
    period = Period(number, Unit.WORKING_DAYS, working=working)
    assert period.last_day(begins) == listed[number - 1]
    clear = Period(number, Unit.WORKING_DAYS, Ends.NEITHER, working=working)
    assert clear.last_day(begins) == listed[number]
    counted = [d for d in [begins, *later] if d in working]
    both = Period(number, Unit.WORKING_DAYS, Ends.BOTH, working=working)
    assert both.last_day(begins) == counted[number - 1]


def test_a_holiday_and_a_moved_working_day_shift_a_deadline() -> None:
    may = WorkingDays(off=frozenset({date(2019, 5, 1), date(2019, 5, 9), date(2019, 5, 10)}))
    assert Period(3, Unit.WORKING_DAYS, working=may).last_day(date(2019, 4, 30)) == date(2019, 5, 6)
    moved = WorkingDays(off=may.off, moved_to=frozenset({date(2019, 5, 4)}))
    assert Period(3, Unit.WORKING_DAYS, working=moved).last_day(date(2019, 4, 30)) == date(2019, 5, 4)


def test_a_way_of_counting_without_a_citation_is_marked_as_assumed() -> None:
    (assumed,) = Period(2, Unit.MONTHS).assumed
    assert isinstance(assumed, Message)
    assert "(assumed)" in assumed.template
    assert Period(2, Unit.MONTHS, cited="Article 3").assumed == ()


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "sure_start", "sure_end"),
    [
        ("2019-04-09", date(2019, 4, 9), date(2019, 4, 9), date(2019, 4, 9), date(2019, 4, 9)),
        ("2013-10", date(2013, 10, 1), date(2013, 10, 31), date(2013, 10, 31), date(2013, 10, 1)),
        ("2011-03-11/2013-10", date(2011, 3, 11), date(2013, 10, 31), date(2011, 3, 11), date(2013, 10, 1)),
        ("2011-03~/..", date(2011, 2, 1), None, date(2011, 4, 30), None),
        ("../2013", None, date(2013, 12, 31), None, date(2013, 1, 1)),
    ],
)
def test_bounds_of_a_time_in_days(
    text: str, earliest: date, latest: date, sure_start: date | None, sure_end: date | None
) -> None:
    when = When(text)
    assert day_bounds(when) == (earliest, latest)
    assert certain_bounds(when) == (sure_start, sure_end)


def test_no_time_has_no_bounds() -> None:
    assert day_bounds(None) == (None, None)
