"""Calendar of a presidential election: deadline of an early poll, nomination, timetable, results."""

from __future__ import annotations

from datetime import date

from saylau.law.answers import Asking
from saylau.law.calendar import Period, ShortMonth, Unit
from saylau.law.deadlines import deadline, on_the_day
from saylau.law.inputs import DeadlineInputs, NoInputs
from saylau.law.kz.acts import (
    ADDRESSEE,
    CONFIRMED_SINCE,
    CONFIRMED_UNTIL,
    EARLY_ELECTION,
    RESULTS_OF_2022,
    START_OF_NOMINATION,
    TIMETABLE,
)
from saylau.law.rule import Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message

CALLED = "On which day was the election called?"


@rule("kz", "calendar.early_poll", EARLY_ELECTION, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def early_poll(given: DeadlineInputs, on: date) -> Explanation:
    """An early election is held within two months of its call. `begins` is the call, `happened` voting day."""
    period = Period(2, Unit.MONTHS, short_month=ShortMonth.LAST_DAY)
    asking = Asking(ADDRESSEE, EARLY_ELECTION, "LF")
    return deadline(given, period, asking, began=CALLED, happened="On which day was the vote?")


@rule("kz", "calendar.nomination", START_OF_NOMINATION, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def nomination(given: DeadlineInputs, on: date) -> Explanation:
    """Nomination begins the day after the call. `begins` is the call, `happened` the first day of nomination."""
    asking = Asking(ADDRESSEE, START_OF_NOMINATION, "LF")
    started = "On which day did nomination begin?"
    return on_the_day(given, Period(1, cited="55 and 66-1: the day after"), asking, began=CALLED, happened=started)


@rule(
    "kz", "calendar.cec", TIMETABLE, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    untranslatable="The article leaves the timetable of an early election to the Central Election Commission, whose "
    "resolution was not read.",
)  # fmt: skip
def timetable(given: NoInputs, on: date) -> Explanation:
    """The Central Election Commission fixes the timetable of an early election."""
    asking = Asking(ADDRESSEE, TIMETABLE, "LF")
    says = Message("The Central Election Commission fixed the timetable; its resolution was not read.")
    asked = asking("What does the resolution on the timetable of the election say?")
    return Explanation(Truth.UNKNOWN, says, questions=(asked,))


@rule(
    "kz", "calendar.results", RESULTS_OF_2022, since=date(2022, 1, 1), until=date(2023, 1, 1),
    reading="description-2022", whose="descriptions of the election of 2022",
)  # fmt: skip
def results(given: DeadlineInputs, on: date) -> Explanation:
    """Results are published within 10 days of the vote; protocols are due in 2 days, the commission's results in 7.

    `begins` is voting day, `happened` the day of publication. Known for 2022, later than the election of 2019.
    """
    asking = Asking(ADDRESSEE, RESULTS_OF_2022, "LF")
    published = deadline(
        given, Period(10), asking, began="On which day was the vote?", happened="On which day were results published?"
    )
    poll = given.begins.exact_day if given.begins else None
    if poll is None:
        return published
    more = {"protocols": Period(2).last_day(poll), "established": Period(7).last_day(poll)}
    return Explanation(
        published.verdict, published.says, {**published.values, **more}, assumed=published.assumed,
        questions=published.questions,
    )  # fmt: skip
