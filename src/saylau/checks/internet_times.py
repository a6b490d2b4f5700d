"""Windows on the clock: what one without a zone means in UTC, what one means in local time, how long several last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from saylau.errors import BadValue
from saylau.methods.windows import Period, covered
from saylau.values import Count, When
from saylau.values.when_compare import ASSUMED_CLOCK_SLACK

MINUTE, SLACK = timedelta(minutes=1), timedelta(minutes=ASSUMED_CLOCK_SLACK)
OPEN = ".."


def zone_of(name: str) -> tzinfo | None:
    """The time zone of that name; None for no name, and where the machine holds no data on it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_in(window: When, zone: tzinfo) -> When | None:
    """The window with its clock times without a zone read in a zone.

    None where a clock time does not exist on that day in that zone, or exists twice, and where the window would end
    before it begins.
    """

    def placed(end: When) -> str | None:
        if not end.zone_missing:
            return end.text
        offset = _offset(clock(end), zone)
        return None if offset is None else end.text.replace("?", offset)

    return _rewritten(window, placed)


def in_local_time(window: When, zone: tzinfo) -> When | None:
    """The window with its clock times in a zone; None unless every end is a clock time with a zone."""

    def moved(end: When) -> str | None:
        local = clock(end).astimezone(zone)
        offset = _written(local)
        about = "~" if end.approximate else ""
        return None if offset is None else f"{local:%Y-%m-%dT%H:%M}{offset}{about}"

    return _rewritten(window, moved) if window.in_utc() else None


def _rewritten(window: When, write: Callable[[When], str | None]) -> When | None:
    """The window with each end written anew; None where an end cannot be."""
    if not window.is_interval:
        text = write(window)
        return When(text) if text else None
    ends = [OPEN if end is None else write(end) for end in (window.start, window.end)]
    if None in ends:
        return None
    try:
        return When(f"{ends[0]}/{ends[1]}")
    except BadValue:
        return None


def clock(end: When) -> datetime:
    """A clock time; with a zone only where its text has one."""
    return datetime.fromisoformat(end.text.removesuffix("~").removesuffix("?"))


def _offset(local: datetime, zone: tzinfo) -> str | None:
    """How far ahead of UTC a zone is at a local clock time; None where that time exists twice or not at all."""
    one, other = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return _written(one) if one.utcoffset() == other.utcoffset() else None


def _written(moment: datetime) -> str | None:
    """The offset as a clock time states it; None for one that is not of whole minutes, as before standard time."""
    offset = moment.strftime("%z")
    if len(offset) != len("+0000"):
        return None
    return "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}"


def minutes_apart(one: When, other: When) -> tuple[int, ...]:
    """Minutes between the starts and between the ends of two readings of a window, each number once."""
    pairs = ((one.start, other.start), (one.end, other.end))
    apart = (abs(clock(a) - clock(b)) // MINUTE for a, b in pairs if a and b and a.in_utc() and b.in_utc())
    return tuple(dict.fromkeys(apart))


def is_whole(window: When) -> bool:
    """Whether it is a period with both ends on the clock, each with a zone."""
    return window.is_interval and window.start is not None and window.end is not None and window.in_utc() is not None


def union(windows: Iterable[When]) -> tuple[When, ...]:
    """Whole windows in UTC, those that meet as stated joined into one, in order of time."""
    pieces: list[tuple[When, When]] = []
    for start, end in sorted(_ends(windows), key=lambda ends: (clock(ends[0]), clock(ends[1]))):
        if pieces and clock(start) <= clock(pieces[-1][1]):
            begun, until = pieces[-1]
            pieces[-1] = (begun, max(until, end, key=clock))
        else:
            pieces.append((start, end))
    return tuple(When(f"{start}/{end}") for start, end in pieces)


def _ends(windows: Iterable[When]) -> list[tuple[When, When]]:
    in_utc = [utc for window in windows if (utc := window.in_utc())]
    return [(utc.start, utc.end) for utc in in_utc if utc.start and utc.end]


def length(windows: Iterable[When]) -> Count:
    """Minutes that whole windows last together, time in several counted once.

    An approximate end lies up to an hour either way (assumed): the shortest windows give the lower bound, the longest
    the upper one.
    """
    ends = _ends(windows)
    shortest = [(clock(a) + _slack(a), clock(b) - _slack(b)) for a, b in ends]
    longest = [(clock(a) - _slack(a), clock(b) + _slack(b)) for a, b in ends]
    return Count.between(_covered(shortest), _covered(longest))


def _slack(end: When) -> timedelta:
    return SLACK if end.approximate else timedelta(0)


def _covered(periods: Sequence[Period]) -> int:
    """Minutes in at least one of the periods; one that ends before it begins covers none."""
    return covered(periods) // MINUTE
