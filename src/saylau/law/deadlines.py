"""Answers to deadlines and periods of notice, the same for every country."""

from __future__ import annotations

from datetime import date, timedelta

from saylau.law.answers import Asking
from saylau.law.calendar import Period, day_bounds
from saylau.law.inputs import DeadlineInputs
from saylau.law.rule import Explanation
from saylau.values import Ends, Truth, When
from saylau.values.message import Message, Value

PERMISSION, NOTICE = "permission", "notice"

WHEN_BEGAN = "On which day did the period begin to run?"
DAYS_AHEAD_ASSUMED = (
    "So many days ahead ends on the day that many days after the filing; with clear days it is a day later (assumed)."
)
WHEN_HAPPENED = "On which day did what was due happen?"


def deadline(
    given: DeadlineInputs,
    period: Period,
    asking: Asking,
    *,
    began: str = WHEN_BEGAN,
    happened: str = WHEN_HAPPENED,
) -> Explanation:
    """Whether something happened no later than the last day of a period.

    Values: `deadline` (date) and, where both days are known, `days` from the one to the other. `began` and `happened`
    are the questions to ask for a missing day. Clock times count as their calendar day.
    """
    low, high = day_bounds(given.begins)
    if given.begins is None or low is None or high is None:
        says = Message("The day on which the period began to run is not known.")
        return Explanation(Truth.UNKNOWN, says, assumed=period.assumed, questions=(asking(began),))
    least, most = period.last_day(low), period.last_day(high)
    values: dict[str, Value] = {"deadline": most} if least == most else {"earliest": least, "latest": most}
    if given.happened is None:
        return Explanation(
            Truth.UNKNOWN, _runs(given.begins, least, most), values, assumed=period.assumed,
            questions=(asking(happened),),
        )  # fmt: skip
    one, other = given.begins.exact_day, given.happened.exact_day
    if one and other:
        values["days"] = (other - one).days
    verdict = in_time(given.happened, least, most)
    asked = () if verdict is not Truth.UNKNOWN else (asking(began if least != most else happened),)
    says = _says(verdict, given.begins, given.happened, least, most)
    return Explanation(verdict, says, values, assumed=period.assumed, questions=asked)


def on_the_day(given: DeadlineInputs, period: Period, asking: Asking, *, began: str, happened: str) -> Explanation:
    """Whether something began on the very day on which a period ends. Values: `expected` (date)."""
    low, high = day_bounds(given.begins)
    if given.begins is None or low is None or low != high:
        says = Message("The day on which the period began to run is not known to the day.")
        return Explanation(Truth.UNKNOWN, says, assumed=period.assumed, questions=(asking(began),))
    expected = period.last_day(low)
    start = given.happened.start if given.happened else None
    values: dict[str, Value] = {"expected": expected}
    if start is None:
        says = Message("It was due to begin on {expected}; when it began is not known.", expected=expected)
        return Explanation(Truth.UNKNOWN, says, values, assumed=period.assumed, questions=(asking(happened),))
    first, last = day_bounds(start)
    verdict = Truth.UNKNOWN
    if first == last == expected:
        verdict = Truth.YES
    elif (first and first > expected) or (last and last < expected):
        verdict = Truth.NO
    says = Message(
        "It was due to begin on {expected}, and its beginning is stated as {began}.", expected=expected, began=start
    )
    asked = (asking(happened),) if verdict is Truth.UNKNOWN else ()
    return Explanation(verdict, says, values, assumed=period.assumed, questions=asked)


def notice(given: DeadlineInputs, days: int, regime: str, asking: Asking) -> Explanation:
    """Whether an event was held no earlier than so many days after the filing.

    `begins` is the day of filing, `happened` the day of the event. Values: `regime` (`permission` or `notice`),
    `days`, `first_event` (filing and so many days) and `first_event_clear` (with so many clear days between).
    """
    period, assumed = Period(days), (DAYS_AHEAD_ASSUMED,)
    values: dict[str, Value] = {"days": days, "regime": regime}
    low, high = day_bounds(given.begins)
    filed = "On which day was the application or notice filed?"
    if given.begins is None or low is None or high is None:
        says = Message("An event had to be filed with the authorities {days} days ahead.", days=days)
        return Explanation(Truth.UNKNOWN, says, values, assumed=assumed, questions=(asking(filed),))
    first = period.last_day(high)
    if low == high:
        clear = Period(days, ends=Ends.NEITHER).last_day(low)
        values |= {"first_event": first, "first_event_clear": clear}
    says = _ahead(regime, given.begins, first, days)
    if given.happened is None:
        held = asking("On which day was the event held or planned?")
        return Explanation(Truth.UNKNOWN, says, values, assumed=assumed, questions=(held,))
    day_before = timedelta(1)
    verdict = ~in_time(given.happened, period.last_day(low) - day_before, first - day_before)
    asked = (asking(filed),) if verdict is Truth.UNKNOWN else ()
    return Explanation(verdict, says, values, assumed=assumed, questions=asked)


def _ahead(regime: str, filed: When, first: date, days: int) -> Message:
    if regime == PERMISSION:
        return Message(
            "An event for which permission was asked on {filed} could be held from {first} on, {days} days later.",
            filed=filed, first=first, days=days,
        )  # fmt: skip
    return Message(
        "An event of which notice was given on {filed} could be held from {first} on, {days} days later.",
        filed=filed, first=first, days=days,
    )  # fmt: skip


def in_time(happened: When, least: date, most: date) -> Truth:
    """Whether it happened by the last day of a period, which lies between `least` and `most`."""
    first, last = day_bounds(happened)
    if last is not None and last <= least:
        return Truth.YES
    return Truth.NO if first is not None and first > most else Truth.UNKNOWN


def _runs(begins: When, least: date, most: date) -> Message:
    if least == most:
        return Message("The period that began on {begins} ended on {deadline}.", begins=begins, deadline=most)
    return Message(
        "The period that began on {begins} ended between {earliest} and {latest}.",
        begins=begins, earliest=least, latest=most,
    )  # fmt: skip


def _says(verdict: Truth, begins: When, happened: When, least: date, most: date) -> Message:
    if least == most:
        return _to_the_day(verdict, begins, happened, most)
    if verdict is Truth.YES:
        return Message(
            "The period that began on {begins} ended between {earliest} and {latest}; {happened} was within it.",
            begins=begins, earliest=least, latest=most, happened=happened,
        )  # fmt: skip
    if verdict is Truth.NO:
        return Message(
            "The period that began on {begins} ended between {earliest} and {latest}; {happened} was after it.",
            begins=begins, earliest=least, latest=most, happened=happened,
        )  # fmt: skip
    return Message(
        "The period that began on {begins} ended between {earliest} and {latest}; whether {happened} was within it "
        "cannot be told from the days as stated.",
        begins=begins, earliest=least, latest=most, happened=happened,
    )  # fmt: skip


def _to_the_day(verdict: Truth, begins: When, happened: When, last: date) -> Message:
    if verdict is Truth.YES:
        return Message(
            "The period that began on {begins} ended on {deadline}; {happened} was within it.",
            begins=begins, deadline=last, happened=happened,
        )  # fmt: skip
    if verdict is Truth.NO:
        return Message(
            "The period that began on {begins} ended on {deadline}; {happened} was after it.",
            begins=begins, deadline=last, happened=happened,
        )  # fmt: skip
    return Message(
        "The period that began on {begins} ended on {deadline}; whether {happened} was within it cannot be told from "
        "the days as stated.",
        begins=begins, deadline=last, happened=happened,
    )  # fmt: skip
