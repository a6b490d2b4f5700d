"""Periods on the clock: the time that several cover together, and the time that two have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

Period = tuple[datetime, datetime]
"""Begin and end, both with a zone or both without one; an end before its begin covers nothing."""
NOTHING = timedelta(0)


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
