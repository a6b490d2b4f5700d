"""Exports of search interest: read by structure, never by words, every value as an interval.

Words of the heading and of the preamble come in any language. A whole number x above 0 is [x - 0.5, x + 0.5], at most
100; `<1` lies between 0 and 1; `0` is below the threshold of reporting, [0, 0.5). Empty is missing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from saylau.errors import BadValue

HALF, TOP = Fraction(1, 2), Fraction(100)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:\s*[-\u2013\u2014]\s*\d{4}-\d{2}-\d{2})?")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ISO_HOUR = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2})(?::\d{2})*")
_WRITTEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_FORMS = (_ISO_DAY, _ISO_MONTH, _ISO_HOUR, _WRITTEN)
_BELOW_ONE = re.compile(r"[<\uff1c]\s*1\s*%?")


class Grain(StrEnum):
    """How far apart the times are."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    IRREGULAR = "irregular"


class Flag(StrEnum):
    """What makes an export less than pristine."""

    DATES_REWRITTEN = "dates were rewritten after the download"
    NO_PREAMBLE = "the lines above the heading are missing"
    NO_PEAK = "no value reaches 100, so the export was cut or edited"
    RESCALED = "values were rescaled after the download"


@dataclass(frozen=True, slots=True)
class Value:
    """One value as an interval on the scale from 0 to 100."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """The whole number that was printed; 0 for `0`, one half for `<1`."""
        if self.low == 0 and self.high == HALF:
            return Fraction(0)
        return TOP if self.high == TOP else (self.low + self.high) / 2


@dataclass(frozen=True)
class Column:
    """One term: its heading without the place, the place where it is told, and its values; None is missing."""

    term: str
    place: str
    values: tuple[Value | None, ...]


@dataclass(frozen=True)
class Export:
    """One export."""

    preamble: tuple[str, ...]
    times: tuple[datetime, ...]
    columns: tuple[Column, ...]
    grain: Grain
    flags: tuple[Flag, ...]

    def column(self, term: str) -> Column | None:
        """The column of a term."""
        return next((column for column in self.columns if column.term == term), None)


def read_export(data: bytes) -> Export:
    """Read an export. Raises `BadValue` for bytes that are not UTF-8, without a heading, or with dates in doubt."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(f"byte {error.start}", "is not UTF-8", "download the export again") from None
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except csv.Error as error:
        raise BadValue("export", f"is not a table ({error})", "download the export again") from None
    head = _heading(rows)
    body = rows[head + 1 :]
    stamps = [row[0] for row in body]
    times, rewritten = _times(stamps)
    columns = tuple(_column(heading, at, body) for at, heading in enumerate(rows[head][1:], start=1))
    flags = (
        *((Flag.DATES_REWRITTEN,) if rewritten else ()),
        *(() if head else (Flag.NO_PREAMBLE,)),
        *(() if _peak(columns) >= TOP else (Flag.NO_PEAK,)),
        *((Flag.RESCALED,) if any("." in cell for row in body for cell in row[1:]) else ()),
    )
    preamble = tuple(" ".join(row) for row in rows[:head])
    return Export(preamble, times, columns, _grain(times), flags)


def _is_time(text: str) -> bool:
    return any(form.fullmatch(text) for form in _FORMS)


def _heading(rows: Sequence[Sequence[str]]) -> int:
    """Place of the first row of several cells that is followed by a row that begins with a time."""
    for at, row in enumerate(rows[:-1]):
        if len(row) > 1 and not _is_time(row[0]) and _is_time(rows[at + 1][0]):
            return at
    raise BadValue("export", "has no heading above rows that begin with a date", "give the file as it was downloaded")


def _times(stamps: Sequence[str]) -> tuple[tuple[datetime, ...], bool]:
    """The time of each row, and whether dates were rewritten in another form than that of the service."""
    for stamp in stamps:
        if not _is_time(stamp):
            raise BadValue(stamp, "is not a date", "remove what does not belong to the table")
    written = [found for stamp in stamps if (found := _WRITTEN.fullmatch(stamp))]
    if not written:
        return tuple(_iso(stamp) for stamp in stamps), False
    if len(written) < len(stamps):
        raise BadValue(stamps[0], "dates are written in two forms", "give the file as it was downloaded")
    day_first = _day_first([(int(f[1]), int(f[2])) for f in written])
    return tuple(_written(f, day_first) for f in written), True


def _iso(stamp: str) -> datetime:
    if hour := _ISO_HOUR.fullmatch(stamp):
        return datetime(int(hour[1]), int(hour[2]), int(hour[3]), int(hour[4]))
    if month := _ISO_MONTH.fullmatch(stamp):
        return datetime(int(month[1]), int(month[2]), 1)
    return datetime.fromisoformat(stamp[:10])


def _day_first(pairs: Sequence[tuple[int, int]]) -> bool:
    first, second = (any(pair[at] > 12 for pair in pairs) for at in (0, 1))
    if first is second:
        why = "whether day or month comes first cannot be told"
        raise BadValue(f"{pairs[0][0]}, {pairs[0][1]}", why, "write dates as 2019-05-31")
    return first


def _written(found: re.Match[str], day_first: bool) -> datetime:
    one, other, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (one, other) if day_first else (other, one)
    try:
        return datetime(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        raise BadValue(found[0], "is no day of the calendar", "give the file as it was downloaded") from None


def _column(heading: str, at: int, body: Sequence[Sequence[str]]) -> Column:
    term, parted, place = heading.rpartition(": (")
    values = tuple(_value(row[at]) if at < len(row) else None for row in body)
    return Column(term if parted else heading, place.removesuffix(")") if parted else "", values)


def _value(cell: str) -> Value | None:
    if not cell:
        return None
    if _BELOW_ONE.fullmatch(cell):
        return Value(Fraction(0), Fraction(1))
    try:
        number = Fraction(cell.removesuffix("%"))
    except ValueError:
        raise BadValue(cell, "is not a value of an export", "values are whole numbers from 0 to 100, or <1") from None
    if not 0 <= number <= TOP:
        raise BadValue(cell, "is not between 0 and 100", "values are whole numbers from 0 to 100, or <1")
    if number == 0:
        return Value(Fraction(0), HALF)
    if "." in cell:
        return Value(number, number)
    return Value(number - HALF, min(TOP, number + HALF))


def _peak(columns: Sequence[Column]) -> Fraction:
    return max((v.high for c in columns for v in c.values if v), default=Fraction(0))


def _grain(times: Sequence[datetime]) -> Grain:
    apart = {after - before for before, after in pairwise(times)}
    steps = ((Grain.HOUR, timedelta(hours=1)), (Grain.DAY, timedelta(days=1)), (Grain.WEEK, timedelta(days=7)))
    for grain, step in steps:
        if apart == {step}:
            return grain
    months = apart and all(timedelta(days=28) <= gap <= timedelta(days=31) for gap in apart)
    return Grain.MONTH if months else Grain.IRREGULAR


def days(export: Export) -> tuple[date, ...]:
    """The calendar day of each row."""
    return tuple(moment.date() for moment in export.times)
