"""Reading the text form of a date, a clock time or an interval; a subset of ISO 8601-2:2019 (EDTF) and one addition.

The addition is `2019-05-09T07:00?`: a clock time whose source states no zone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from saylau.errors import BadValue

OPEN = ".."
DAY_MINUTES = 24 * 60

_SIMPLE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2}|\?)?)?)?)?(~)?"
_FORM = re.compile(_SIMPLE)
_LOOSE = re.compile(
    r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2})"
    r"(?:[T ]([0-9]{1,2}):([0-9]{2})(?::[0-9.]+)?([A-Z+:0-9-]*\??))?)?(~?)",
    re.IGNORECASE,
)

_ONE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2}|\?))?)?)?~?"
PATTERN = rf"^({_ONE}|{_ONE}/({_ONE}|\.\.)|\.\./{_ONE})$"
"""A regular expression, good in JSON Schema too, that holds for every When text; the calendar is checked by parsing."""

_FORMS = "write 2019, 2019-05, 2019-05-09, 2019-05-09T07:00Z, or two of these with / between them"
_ZONE = "write {0}Z, an offset such as {0}+06:00, or {0}? where the source states none"


class Precision(Enum):
    """How finely a time is stated."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"

    @property
    def fineness(self) -> int:
        """0 for a year to 3 for a minute."""
        return tuple(Precision).index(self)


@dataclass(frozen=True, slots=True)
class Moment:
    """One date or clock time as written: a simple When, or an end of an interval."""

    text: str
    precision: Precision
    first: date
    """The earliest day that it can mean, as written."""
    last: date
    """The latest day that it can mean, as written."""
    minute: int | None
    """Minute of the local day, 0 to 1439."""
    offset: int | None
    """Minutes ahead of UTC; None where there is no clock time or its source states no zone."""
    approximate: bool

    @property
    def zone_missing(self) -> bool:
        """Whether it is a clock time whose source states no zone."""
        return self.minute is not None and self.offset is None


@lru_cache(maxsize=16384)
def read(text: str) -> tuple[Moment | None, Moment | None, bool]:
    """Start, end (None where open) and whether it is an interval; raises BadValue.

    A simple form is its own start and end. Cached, since a case repeats the same few days thousands of times.
    """
    if "/" not in text:
        moment = _moment(text, text)
        return moment, moment, False
    parts = text.split("/")
    if len(parts) != 2 or (len(parts[0]) < 4 and parts[0] not in ("", OPEN)):
        raise BadValue(text, "is not a date or an interval", _right(text))
    if set(parts) <= {OPEN, ""}:
        raise BadValue(text, "an interval open at both ends says nothing", "leave the cell empty")
    if "" in parts:
        raise BadValue(text, "an interval has two ends", f"write {parts[0] or OPEN}/{parts[1] or OPEN} for an open end")
    start, end = (None if part == OPEN else _moment(part, text) for part in parts)
    if start and end:
        _refuse_backwards(text, start, end)
    return start, end, True


def utc_text(moment: Moment) -> str:
    """A clock time with a zone, written with Z."""
    days, minute = divmod(_clock(moment), DAY_MINUTES)
    hour, minute = divmod(minute, 60)
    return f"{date.fromordinal(days)}T{hour:02}:{minute:02}Z" + ("~" if moment.approximate else "")


def _moment(part: str, whole: str) -> Moment:
    """One date or clock time; `whole` is the text that an error shows."""
    found = _FORM.fullmatch(part)
    if not found:
        raise BadValue(whole, "is not a date" if part == whole else f"{part!r} is not a date", _right(part))
    year, month, day, hour, minute, zone, about = found.groups()
    first, last = _days(whole, part, int(year), month, day)
    if hour is None:
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return Moment(part, precision, first, last, None, None, about is not None)
    if (hour, minute) == ("24", "00"):
        right = f"write {first + timedelta(1)}T00:00{zone or 'Z'}"
        raise BadValue(whole, "the end of a day is written as 00:00 of the next", right)
    if int(hour) > 23 or int(minute) > 59:
        raise BadValue(whole, "there is no such clock time", "hours run from 00 to 23, minutes from 00 to 59")
    if zone is None:
        raise BadValue(whole, "a clock time needs a zone", _ZONE.format(part.removesuffix("~")))
    offset = None if zone == "?" else _offset(whole, zone)
    return Moment(part, Precision.MINUTE, first, last, int(hour) * 60 + int(minute), offset, about is not None)


def _days(whole: str, part: str, year: int, month: str | None, day: str | None) -> tuple[date, date]:
    """First and last day of a year, month or day; BadValue if the calendar has none."""
    if not 1000 <= year <= 9998:
        raise BadValue(whole, f"the year {year:04} is out of range", "years run from 1000 to 9998")
    try:
        if day:
            only = date(year, int(month or 0), int(day))
            return only, only
        if month:
            return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        right = "months run from 01 to 12, days from 01 to the last of the month"
        raise BadValue(whole, f"the calendar has no {part}", right) from None


def _offset(whole: str, zone: str) -> int:
    """Minutes ahead of UTC."""
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    if minutes == 0:
        raise BadValue(whole, "UTC has one spelling", f"write {whole.replace(zone, 'Z')}")
    offset = -minutes if zone[0] == "-" else minutes
    if int(zone[4:6]) > 59 or not -12 * 60 <= offset <= 14 * 60:
        raise BadValue(whole, f"no place has the offset {zone}", "offsets run from -12:00 to +14:00")
    return offset


def _refuse_backwards(text: str, start: Moment, end: Moment) -> None:
    """An interval that surely ends before it begins is an error of the record, not a value."""
    if start.minute is not None and end.minute is not None and (start.offset is None) == (end.offset is None):
        backwards = _clock(start) > _clock(end)
    else:
        backwards = start.first > end.last
    if backwards:
        raise BadValue(text, "ends before it begins", f"write {end.text}/{start.text}, or correct one of the two")
    if start.first > end.last:
        raise BadValue(text, "its days run backwards as written", "write both clock times with the same offset")


def _clock(moment: Moment) -> int:
    return moment.first.toordinal() * DAY_MINUTES + (moment.minute or 0) - (moment.offset or 0)


def _right(text: str) -> str:
    """What to write instead: the accepted spelling where one can be told, else the list of forms."""
    text = text.strip()
    if re.fullmatch(r"[0-9-]{4,10}\?~?", text):
        return "a ? stands only after a clock time; write ~ where a date is approximate, and doubt in a note"
    moved = text[1:] + "~" if text.startswith("~") else text.replace("~?", "?~")
    if moved != text and _FORM.fullmatch(moved):
        return f"write {moved}"
    found = _LOOSE.fullmatch(text)
    if not found:
        return _FORMS
    year, month, day, hour, minute, zone, about = found.groups()
    guess = f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "") + (f"T{hour:0>2}:{minute}" if hour else "")
    if hour and not zone:
        return _ZONE.format(guess)
    guess += (zone or "").upper() + about
    return f"write {guess}" if _FORM.fullmatch(guess) else _FORMS
