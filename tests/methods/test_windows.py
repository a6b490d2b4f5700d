"""Periods: joined time and common time, by hand and minute by minute; minutes in whole hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.windows import Period, common, covered, whole_hours
from saylau.values import Count

BEGIN = datetime(2019, 5, 9)
PERIODS = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(
    lambda ends: (BEGIN + timedelta(minutes=ends[0]), BEGIN + timedelta(minutes=ends[1]))
)


def minutes(period: Period) -> set[int]:
    begin, end = ((moment - BEGIN) // timedelta(minutes=1) for moment in period)
    return set(range(begin, end))


@given(st.lists(PERIODS, max_size=6))
def test_time_in_several_periods_counts_once_and_a_period_that_ends_before_it_begins_covers_nothing(
    periods: list[Period],
) -> None:
    held = set().union(*(minutes(period) for period in periods))
    assert covered(periods) == timedelta(minutes=len(held))


@given(PERIODS, PERIODS)
def test_common_time_is_the_minutes_in_both_whichever_comes_first(one: Period, other: Period) -> None:
    assert common(one, other) == common(other, one) == timedelta(minutes=len(minutes(one) & minutes(other)))


@pytest.mark.parametrize(
    ("stated", "hours"), [("60", "1"), ("61", "1..2"), ("59", "0..1"), ("0", "0"), (">=90", ">=1"), ("90..150", "1..3")]
)
def test_minutes_in_whole_hours_are_rounded_outward(stated: str, hours: str) -> None:
    assert whole_hours(Count(stated)) == Count(hours)
