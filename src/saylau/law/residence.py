"""Residence and service over a time: days abroad in a window, years in office, with bounds to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from saylau.law.answers import Asking
from saylau.law.calendar import ShortMonth, add_months, certain_bounds, day_bounds
from saylau.law.inputs import ResidenceInputs, ServiceInputs, Stay
from saylau.law.rule import Explanation
from saylau.values import Truth, When, any_of
from saylau.values.message import Message, Said, Value

STAYS_ASKED = "Did the person stay abroad during these years, and from when to when?"
POSTS_ASKED = "Was each stay abroad in a diplomatic post or an equal one with an international organisation?"
HABITUAL_ASKED = "Where did the person habitually live during each stay abroad: home, family, registration, taxes?"

DAYS_A_YEAR = Fraction(1461, 4)
"""A year of 365.25 days, assumed where days are turned into years."""

YEAR_ASSUMED = "A year is taken as 365.25 days (assumed)."
END_ASSUMED = "The window ends on voting day (assumed)."
CALENDAR_ASSUMED = (
    "Years of service are calendar years from the first day of each period, one end counted; days left over from one "
    "period are put before the next (assumed)."
)
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
    given: ResidenceInputs, years: int, breaks: Breaks, asking: Asking, missing: str, assumes: tuple[Said, ...] = ()
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
    return sum(last - first for first, last in merged(spans))


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of ordinals in order, those that meet or overlap made one, empty ones left out."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[0] < span[1]):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def calendar_length(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Whole calendar months of spans of ordinals, and the days left over, one end counted.

    Each span is counted from its first day: 9 June 2014 to 9 June 2019 is 60 months, whatever leap days lie in it. Days
    left over from one span are put right before the next, so that 2 and 3 whole years that lie apart make 5.
    """
    months, left = 0, 0
    for first, last in merged(spans):
        start, end = date.fromordinal(first - left), date.fromordinal(last)
        whole = (end.year - start.year) * 12 + end.month - start.month
        while add_months(start, whole, ShortMonth.LAST_DAY) > end:
            whole -= 1
        months += whole
        left = (end - add_months(start, whole, ShortMonth.LAST_DAY)).days
    return months, left


def service(given: ServiceInputs, years: int, on: date, asking: Asking) -> Explanation:
    """Whether periods of service add up to so many calendar years by a day, overlaps counted once.

    From a day to the same day five years later is five years, one end counted (see `calendar_length`). A period without
    a stated beginning counts as one without dates. Values: `days_low` and, with all periods dated and the list
    complete, `days_high`; `months_required`, and `months_low`, the whole calendar months of what is certain.
    """
    required = 12 * years
    dated = [p for p in given.periods if p is not None and p.start is not None]
    window = Window(date.min, on)
    certain = [window.clip(*certain_bounds(p)) for p in dated]
    possible = [window.clip(*day_bounds(p)) for p in dated]
    (low, low_days), (high, _) = calendar_length(certain), calendar_length(possible)
    whole = given.complete is Truth.YES and len(dated) == len(given.periods)
    values: dict[str, Value] = {"days_low": covered(certain), "months_low": low, "months_required": required}
    if whole:
        values["days_high"] = covered(possible)
    verdict = Truth.YES if low >= required else Truth.of(False if whole and high < required else None)
    says = Message(
        "Service of {years} calendar years was needed. On record with dates, in years, months and days: "
        "{low_years}, {low_months}, {low_days}.",
        years=years, low_years=low // 12, low_months=low % 12, low_days=low_days,
    )  # fmt: skip
    asked = asking("Which posts in public service or elected office did the candidate hold, and from when to when?")
    return Explanation(
        verdict, says, values, assumed=(CALENDAR_ASSUMED,), questions=(asked,) if verdict is Truth.UNKNOWN else ()
    )
