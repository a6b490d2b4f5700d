"""Times that keep the precision of their source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from pydantic_core import CoreSchema

from saylau.errors import BadValue
from saylau.values import when_compare as compare
from saylau.values.count import Count
from saylau.values.hooks import text_core_schema, text_json_schema
from saylau.values.truth import Truth
from saylau.values.when_text import OPEN, PATTERN, Moment, Precision, read, utc_text


class Ends(Enum):
    """Which end days a number of days counts. From the 1st to the 3rd: 3, 2 or 1."""

    BOTH = "both ends counted"
    ONE = "one end counted"
    NEITHER = "clear days"

    @property
    def more_than_difference(self) -> int:
        """What is added to the plain difference of the two dates."""
        return {Ends.BOTH: 1, Ends.ONE: 0, Ends.NEITHER: -1}[self]


@dataclass(frozen=True, slots=True)
class When:
    """A time with stated precision, in a subset of ISO 8601-2 (EDTF).

    | text | means |
    |---|---|
    | `2019`, `2019-05`, `2019-05-09` | a day somewhere in that year or month; that day |
    | `2019-05-09T07:00Z`, `2019-05-09T13:00+06:00` | a clock time; the offset is kept as written |
    | `2019-05-09T07:00?` | a clock time whose source states no zone; compared as its whole day |
    | `2019-04-29/2019-05-04`, `2018-03/2019` | a period; each end is any of the above |
    | `../2018-06`, `2018-06/..` | a period with no limit on that side |
    | `2019~`, `2019-05~/2019-06-09` | that date or end is approximate |

    `2019` is never 1 January, and a value that is not an interval never stands for the whole of its year or month:
    `whole()` gives that period. `before`, `after`, `within` and `overlaps` answer only what is certain; how they treat
    approximate values, missing zones and plain days stands in `saylau.values.when_compare`. Times have no natural
    order; lists are sorted by `sort_key()`.
    """

    text: str
    is_interval: bool = field(init=False, compare=False, repr=False)
    _start: Moment | None = field(init=False, compare=False, repr=False)
    _end: Moment | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        start, end, is_interval = read(self.text)
        object.__setattr__(self, "_start", start)
        object.__setattr__(self, "_end", end)
        object.__setattr__(self, "is_interval", is_interval)

    @classmethod
    def parse(cls, text: str) -> When:
        """Read one of the text forms; raises BadValue, which tells the right form."""
        return cls(text)

    @classmethod
    def on(cls, day: date) -> When:
        """That day."""
        return cls(day.isoformat())

    @classmethod
    def between(cls, first: date | None, last: date | None) -> When:
        """The period from the first day to the last, both in it; None is no limit on that side."""
        return _interval(cls.on(first) if first else None, cls.on(last) if last else None)

    @property
    def start(self) -> When | None:
        """The first end of an interval, None where open; a simple value is its own start."""
        return When(self._start.text) if self._start else None

    @property
    def end(self) -> When | None:
        """The second end of an interval, None where open; a simple value is its own end."""
        return When(self._end.text) if self._end else None

    @property
    def _parts(self) -> tuple[Moment, ...]:
        return tuple(part for part in (self._start, self._end if self.is_interval else None) if part)

    @property
    def precision(self) -> Precision:
        """How finely it is stated; of an interval, the coarser of its ends."""
        return min((part.precision for part in self._parts), key=lambda precision: precision.fineness)

    @property
    def first(self) -> date | None:
        """The earliest calendar day that it can mean, as written; None where open."""
        return self._start.first if self._start else None

    @property
    def last(self) -> date | None:
        """The latest calendar day that it can mean, as written; None where open."""
        return self._end.last if self._end else None

    @property
    def exact_day(self) -> date | None:
        """The one calendar day of a day or clock time, as written; None for an interval and for approximate values."""
        return self.first if not self.is_interval and self.first == self.last and not self.approximate else None

    @property
    def approximate(self) -> bool:
        """Whether any part of it is marked `~`."""
        return any(part.approximate for part in self._parts)

    @property
    def zone_missing(self) -> bool:
        """Whether any part of it is a clock time whose source states no zone."""
        return any(part.zone_missing for part in self._parts)

    @property
    def clock_times(self) -> tuple[When, ...]:
        """Its parts that carry a clock time."""
        return tuple(When(part.text) for part in self._parts if part.minute is not None)

    def whole(self) -> When:
        """The period from the earliest day that it can mean to the latest: of `2019-05`, 1 to 31 May."""
        return When.between(self.first, self.last)

    def before(self, other: When) -> Truth:
        """Whether all of it lies before all of the other. Two values of one and the same day: no."""
        return compare.before(self._span, other._span)

    def after(self, other: When) -> Truth:
        """Whether all of it lies after all of the other."""
        return compare.before(other._span, self._span)

    def within(self, other: When) -> Truth:
        """Whether it lies wholly in the other. `2019-05` is some day of May; to ask about the month, use `whole()`."""
        return compare.within(self._span, other._span)

    def overlaps(self, other: When) -> Truth:
        """Whether the two have any time in common."""
        return compare.overlaps(self._span, other._span)

    def overlap(self, other: When) -> When | None:
        """The period that two periods have in common; None where there is none or its bounds are not certain."""
        if self.overlaps(other) is not Truth.YES:
            return None
        ours, theirs = self._span, other._span
        starts_earlier = compare.earlier(ours.start, theirs.start)
        ends_earlier = compare.earlier(ours.end, theirs.end)
        if Truth.UNKNOWN in (starts_earlier, ends_earlier):
            return None
        start = other.start if starts_earlier is Truth.YES else self.start
        end = self.end if ends_earlier is Truth.YES else other.end
        if start == end and start and not (self.is_interval and other.is_interval):
            return start
        return _interval(start and (start.in_utc() or start), end and (end.in_utc() or end))

    def in_utc(self) -> When | None:
        """The same clock time or times written with Z; None unless every part is a clock time with a zone."""
        if any(part.offset is None for part in self._parts):
            return None
        if self.is_interval:
            return _interval(self.start and self.start.in_utc(), self.end and self.end.in_utc())
        return When(utc_text(self._parts[0]))

    def sort_key(self) -> tuple[int, int, str]:
        """A total order for lists: by earliest beginning, then earliest end, then text. An open start comes first."""
        return self._span.start.low, self._span.end.high, self.text

    def duration_days(self, ends: Ends) -> Count:
        """Days from its start to its end, with the bounds that the precision of the ends leaves.

        `2011-03-11/2013-10` with `Ends.ONE` is 935 to 965 days. An open end leaves no upper bound; approximate ends are
        widened as in comparisons. A clock time counts as its calendar day, the end in the zone of the start.
        """
        if not self.is_interval:
            return Count.of(max(0, ends.more_than_difference))
        start, end = self.start, self.end
        if start is None or end is None:
            return Count.between(max(0, ends.more_than_difference), None)
        return days_between(start, end, ends)

    def duration_minutes(self) -> Count | None:
        """Minutes from its start to its end; None unless it is an interval of two clock times.

        Both have a zone, or both lack it: a source that states none is taken to mean one zone throughout.
        """
        start, end = self._start, self._end
        if not (self.is_interval and start and end) or start.minute is None or end.minute is None:
            return None
        if start.zone_missing != end.zone_missing:
            return None
        (begin_low, begin_high), (end_low, end_high) = compare.local_minutes(start), compare.local_minutes(end)
        shift = (start.offset or 0) - (end.offset or 0)
        return Count.between(max(0, end_low - begin_high + shift), end_high - begin_low + shift)

    @property
    def _span(self) -> compare.Span:
        return compare.span(self._start, self._end)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        return text_core_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: object, _handler: object) -> dict[str, Any]:
        return text_json_schema(
            "when",
            PATTERN,
            "A date, clock time or interval with its stated precision; a subset of ISO 8601-2 (EDTF).",
            ["2019", "2019-05", "2019-05-09", "2019-04-29/2019-05-04", "../2018-06", "2019-05-09T07:00Z", "2019-05~"],
        )


def days_between(start: When, end: When, ends: Ends) -> Count:
    """Days from somewhere in `start` to somewhere in `end`, with bounds; BadValue if the end is surely earlier.

    Values without limit leave no bound; a clock time counts as its calendar day, the end in the zone of the start.
    """
    zone = start._start.offset if start._start else None
    begin, finish = compare.days(start._start, start._end, zone), compare.days(end._start, end._end, zone)
    more = ends.more_than_difference
    high = None if begin.first is None or finish.last is None else finish.last - begin.first
    if high is not None and high < 0:
        raise BadValue(f"{start} to {end}", "ends before it begins", "give the earlier of the two first")
    low = 0 if begin.last is None or finish.first is None else max(0, finish.first - begin.last)
    return Count.between(max(0, low + more), None if high is None else max(0, high + more))


def _interval(start: When | None, end: When | None) -> When:
    return When(f"{start or OPEN}/{end or OPEN}")
