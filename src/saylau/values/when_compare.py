"""What is certain about two times that are stated with some precision: the arithmetic under When.

Each end of a time is an *edge*: the range of minutes in which it lies. Three rules, all on the careful side:

- An approximate value (`~`) is widened either way by one unit of its precision, a clock time by an hour (*assumed*).
- A clock time without a zone is somewhere in its whole day.
- A plain day has no zone. Plain days are compared with each other as days of one place. Against a clock time with a
  zone, a plain day may begin anywhere from UTC+14 to UTC-12, the zones of the world.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from saylau.values.truth import Truth
from saylau.values.when_text import DAY_MINUTES, Moment, Precision

FARTHEST_AHEAD, FARTHEST_BEHIND = 14 * 60, 12 * 60
ASSUMED_CLOCK_SLACK = 60
_NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the beginning or the end of a time lies: minutes from `low` to `high`, of UTC when `zoned`."""

    low: int
    high: int
    zoned: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The edges of a time. A simple value is a day or minute somewhere between them."""

    start: Edge
    end: Edge


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar days that a time may mean, as ordinals of the proleptic Gregorian calendar."""

    first: int | None
    last: int | None


def span(start: Moment | None, end: Moment | None) -> Span:
    """The edges of a value; None is an open end, which lies beyond every date."""
    first = Edge(-_NEVER, -_NEVER, True) if start is None else _edge(start, at_end=False)
    last = Edge(_NEVER, _NEVER, True) if end is None else _edge(end, at_end=True)
    if start is not end and first.zoned == last.zoned:
        # An interval does not end before it begins, which narrows ends of different precision.
        return Span(
            Edge(first.low, min(first.high, last.high), first.zoned),
            Edge(max(last.low, first.low), last.high, last.zoned),
        )
    return Span(first, last)


def earlier(left: Edge, right: Edge) -> Truth:
    """Whether `left` lies before `right`."""
    low, high = left.low, left.high
    least, most = right.low, right.high
    if left.zoned and not right.zoned:
        least, most = least - FARTHEST_AHEAD, most + FARTHEST_BEHIND
    elif right.zoned and not left.zoned:
        low, high = low - FARTHEST_AHEAD, high + FARTHEST_BEHIND
    if high < least:
        return Truth.YES
    return Truth.NO if low >= most else Truth.UNKNOWN


def before(left: Span, right: Span) -> Truth:
    """Whether all of `left` lies before all of `right`."""
    if earlier(right.end, left.start) is Truth.YES:
        return Truth.NO
    answer = earlier(left.end, right.start)
    if answer is Truth.UNKNOWN and Truth.YES in (within(left, right), within(right, left)):
        # Ends of different kinds (a day and a clock time with a zone) can leave this open although one holds the other.
        return Truth.NO
    return answer


def within(inner: Span, outer: Span) -> Truth:
    """Whether no part of `inner` lies outside `outer`."""
    return ~earlier(inner.start, outer.start) & ~earlier(outer.end, inner.end)


def overlaps(left: Span, right: Span) -> Truth:
    """Whether the two have any time in common."""
    return ~before(left, right) & ~before(right, left)


def local_minutes(moment: Moment) -> tuple[int, int]:
    """First and last minute of the local calendar that it can mean, an approximate one widened."""
    if moment.minute is not None:
        minute = moment.first.toordinal() * DAY_MINUTES + moment.minute
        slack = ASSUMED_CLOCK_SLACK if moment.approximate else 0
        return minute - slack, minute + slack
    first, last = _widened(moment) if moment.approximate else (moment.first, moment.last)
    return first.toordinal() * DAY_MINUTES, last.toordinal() * DAY_MINUTES + DAY_MINUTES - 1


def days(first: Moment | None, last: Moment | None, zone: int | None) -> Days:
    """The days from the earliest meaning of `first` to the latest of `last`, as ordinals; None where open.

    Clock times are moved to the offset `zone` where both are known.
    """

    def local(moment: Moment) -> tuple[int, int]:
        shift = 0 if zone is None or moment.offset is None else zone - moment.offset
        low, high = local_minutes(moment)
        return (low + shift) // DAY_MINUTES, (high + shift) // DAY_MINUTES

    return Days(local(first)[0] if first else None, local(last)[1] if last else None)


def _edge(moment: Moment, *, at_end: bool) -> Edge:
    low, high = local_minutes(moment)
    if moment.offset is not None:
        return Edge(low - moment.offset, high - moment.offset, True)
    if moment.zone_missing:
        return Edge(low - low % DAY_MINUTES, high - high % DAY_MINUTES + DAY_MINUTES - 1, False)
    return Edge(low + DAY_MINUTES - 1, high, False) if at_end else Edge(low, high - DAY_MINUTES + 1, False)


def _widened(moment: Moment) -> tuple[date, date]:
    """The days of a date and of its neighbours of the same precision."""
    first, last = moment.first, moment.last
    if moment.precision is Precision.YEAR:
        return date(first.year - 1, 1, 1), date(last.year + 1, 12, 31)
    day_before, day_after = first - timedelta(1), last + timedelta(1)
    if moment.precision is Precision.MONTH:
        return day_before.replace(day=1), day_after.replace(day=monthrange(day_after.year, day_after.month)[1])
    return day_before, day_after
