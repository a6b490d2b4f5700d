"""What a source says that can be tested within itself: sums, durations, conversions, announced tables."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record
from saylau.values import Count, Money, Truth, When


class ItemSort(StrEnum):
    TABLE = "table"
    CHART = "chart"
    REFERENCE = "reference"
    SENTENCE = "sentence"


class MissingItem(Record):
    """Something that a source announces and does not hold."""

    sort: ItemSort
    what: str = Field(min_length=1, description="what was announced")
    number: Count = Field(Count.of(1), description="how many")


class Conversion(Record):
    """An amount that a source prints in two currencies."""

    original: Money
    converted: Money
    rate: Decimal | None = Field(None, gt=0, description="units of the original currency for one of the other")
    rate_on: When | None = None
    what: str = Field("", description="what the amount is")


class StatedSum(Record):
    """A whole and its parts, as stated."""

    what: str = Field(min_length=1, description="what is added up")
    unit: str = Field(min_length=1, description="unit of all numbers")
    whole: Count
    parts: tuple[Count, ...]
    private: Truth = Field(
        Truth.NO, description="yes where people who are not public figures are counted: small parts are not printed"
    )


class StatedShare(Record):
    """A percentage as stated, or the two numbers behind it; tellings of one share stand under one id."""

    what: str = Field(min_length=1, description="what share of what")
    percent: Decimal | None = Field(None, ge=0, description="as stated, with the digits that are stated")
    part: Count | None = None
    whole: Count | None = None


class StatedDuration(Record):
    """A duration that a source states beside its two ends."""

    what: str = Field(min_length=1, description="what lasted, coarse for private people")
    during: When
    hours: Count = Field(description="hours as stated")
    between: Count | None = Field(None, description="hours between its two ends, where these are kept out")
    unzoned: Count | None = Field(None, description="clock times without a zone, where these are kept out")


class StatedTime(Record):
    """A clock time in a source."""

    what: str = Field(min_length=1, description="what happened then, coarse for private people")
    at: When
    at_night: Truth = Field(Truth.UNKNOWN, description="whether from 22:00 to 06:00, where the clock time is kept out")
    unzoned: Count | None = Field(None, description="clock times without a zone, where these are kept out")
