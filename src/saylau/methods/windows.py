"""Periods on the clock: the time that several cover together, that two have in common, and whole hours of minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from saylau.values import Count

Period = tuple[datetime, datetime]
"""Begin and end, both with a zone or both without one; an end before its begin covers nothing."""
NOTHING = timedelta(0)
HOUR = 60
"""Minutes."""


def covered(periods: Iterable[Period]) -> timedelta:
    """The time in at least one of the periods, counted once."""
    total, reached = NOTHING, None
    for begin, end in sorted(periods):
        begin = begin if reached is None else max(begin, reached)
        if end > begin:
            total += end - begin
            reached = end
    return total


def common(one: Period, other: Period) -> timedelta:
    """The time that lies in both periods."""
    return max(NOTHING, min(one[1], other[1]) - max(one[0], other[0]))


def whole_hours(minutes: Count) -> Count:
    """A number of minutes in whole hours, rounded outward: 90 are 1 to 2."""
    return Count.between(minutes.low // HOUR, None if minutes.high is None else -(-minutes.high // HOUR))
