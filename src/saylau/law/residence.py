"""Residence and service over a time: days abroad in a window, years in office, with bounds to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from saylau.law.answers import Asking
from saylau.law.calendar import ShortMonth, add_months, certain_bounds, day_bounds
from saylau.law.inputs import ResidenceInputs, ServiceInputs, Stay
from saylau.law.rule import Explanation
from saylau.values import Truth, When, any_of
from saylau.values.message import Message, Value

DAYS_A_YEAR = Fraction(1461, 4)
"""A year of 365.25 days, assumed where days are turned into years."""

YEAR_ASSUMED = "A year is taken as 365.25 days (assumed)."
END_ASSUMED = "The window ends on voting day (assumed)."
COMPLETE_ASSUMED = "The stays abroad on record are all there were in the window (assumed)."

Breaks = Callable[[Stay], Truth]
"""Whether a stay abroad ends residence, under one reading."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days during which a person had to live in the country."""

    start: date
    end: date

    @classmethod
    def before(cls, poll: When, years: int) -> Window | None:
        """The last so many years up to a day; None where the day is not known to the day."""
        day = poll.exact_day
        return Window(add_months(day, -12 * years, ShortMonth.LAST_DAY), day) if day else None

    @property
    def days(self) -> int:
        """Its length, one end counted."""
        return (self.end - self.start).days

    def clip(self, first: date | None, last: date | None) -> tuple[int, int]:
        """The part of a period that lies in it, as ordinals; empty where the second is not after the first."""
        return (
            max(first or date.min, self.start).toordinal(),
            min(last or date.max, self.end).toordinal(),
        )


def residence(
    given: ResidenceInputs, years: int, breaks: Breaks, asking: Asking, missing: str, assumes: tuple[str, ...] = ()
) -> Explanation:
    """Whether a person lived in the country for the last so many years up to voting day.

    Values: `window_start`, `window_end`, `window_days` (one end counted), `abroad_low` and `abroad_high` (days of all
    recorded stays inside the window, overlaps counted once), `years_since_return_low` and `_high`. `missing` is the
    question to ask where `breaks` leaves it open, `assumes` what the reading assumes. With no stay in the window on
    record nothing is known, which is not the same as no stay; with stays on record that do not end residence, that
    there were no others is assumed and said.
    """
    window = Window.before(given.poll, years)
    if window is None:
        says = Message("Voting day is not known to the day.")
        return Explanation(Truth.UNKNOWN, says, questions=(asking("On which day was the vote?"),))
    period = When.between(window.start, window.end)
    inside = [stay.during.overlaps(period) for stay in given.stays_abroad]
    broken = any_of(there & breaks(stay) for there, stay in zip(inside, given.stays_abroad, strict=True))
    listed = Truth.YES if given.complete is Truth.UNKNOWN and Truth.YES in inside else given.complete
    verdict = Truth.NO if broken is Truth.YES else ~broken & (listed | Truth.UNKNOWN)
    assumed = [END_ASSUMED, YEAR_ASSUMED, *assumes]
    if verdict is Truth.YES and given.complete is Truth.UNKNOWN:
        assumed.append(COMPLETE_ASSUMED)
    asked = []
    if verdict is Truth.UNKNOWN:
        asked.append(asking(missing if broken is Truth.UNKNOWN else "Where did the person live during these years?"))
    return Explanation(
        verdict, _residence_says(verdict, window, years), _residence_values(given, window),
        assumed=tuple(assumed), questions=tuple(asked),
    )  # fmt: skip


def _residence_says(verdict: Truth, window: Window, years: int) -> Message:
    if verdict is Truth.YES:
        return Message(
            "Residence from {start} to {end}, the last {years} years, was not broken.",
            start=window.start, end=window.end, years=years,
        )  # fmt: skip
    if verdict is Truth.NO:
        return Message(
            "A stay abroad broke residence between {start} and {end}, the last {years} years.",
            start=window.start, end=window.end, years=years,
        )  # fmt: skip
    return Message(
        "Whether the person lived in the country from {start} to {end}, the last {years} years, is not known.",
        start=window.start, end=window.end, years=years,
    )  # fmt: skip


def _residence_values(given: ResidenceInputs, window: Window) -> dict[str, Value]:
    possible = [window.clip(*day_bounds(stay.during)) for stay in given.stays_abroad]
    certain = [window.clip(*certain_bounds(stay.during)) for stay in given.stays_abroad]
    values: dict[str, Value] = {
        "window_start": window.start,
        "window_end": window.end,
        "window_days": window.days,
        "abroad_low": covered(certain),
        "abroad_high": covered(possible),
    }
    last_day = max((last for first, last in possible if last >= first), default=None)
    sure_day = max((last for first, last in certain if last >= first), default=None)
    if last_day is not None and sure_day is not None:
        end = window.end.toordinal()
        values["years_since_return_low"] = Fraction(end - last_day) / DAYS_A_YEAR
        values["years_since_return_high"] = Fraction(end - sure_day) / DAYS_A_YEAR
    return values


def covered(spans: Iterable[tuple[int, int]]) -> int:
    """Days covered by spans of ordinals, one end counted, what they share counted once."""
    total, reached = 0, 0
    for first, last in sorted(spans):
        total += max(0, last - max(first, reached))
        reached = max(reached, last)
    return total


def service(given: ServiceInputs, years: int, on: date, asking: Asking) -> Explanation:
    """Whether periods of service add up to so many years by a day, overlaps counted once.

    A period without a stated beginning counts as one without dates. Values: `days_low` and, with all periods dated and
    the list complete, `days_high`; `days_required`.
    """
    required = ceil(years * DAYS_A_YEAR)
    dated = [p for p in given.periods if p is not None and p.start is not None]
    window = Window(date.min, on)
    low = covered(window.clip(*certain_bounds(p)) for p in dated)
    high = covered(window.clip(*day_bounds(p)) for p in dated)
    whole = given.complete is Truth.YES and len(dated) == len(given.periods)
    values: dict[str, Value] = {"days_low": low, "days_required": required}
    if whole:
        values["days_high"] = high
    verdict = Truth.YES if low >= required else Truth.of(False if whole and high < required else None)
    says = Message(
        "{required} days of service ({years} years) were needed, and {low} are on record with dates.",
        required=required, years=years, low=low,
    )  # fmt: skip
    asked = asking("Which posts in public service or elected office did the candidate hold, and from when to when?")
    return Explanation(
        verdict, says, values, assumed=(YEAR_ASSUMED,), questions=(asked,) if verdict is Truth.UNKNOWN else ()
    )
