"""How declared deadlines answer: so long after a day, so long before one, or on a day that follows from one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from saylau.law.answers import Asking
from saylau.law.calendar import Period, ShortMonth, Unit, add_months, day_bounds
from saylau.law.deadlines import WHEN_BEGAN, WHEN_HAPPENED, deadline, in_time, on_the_day
from saylau.law.declared_parts import Declared
from saylau.law.inputs import DeadlineInputs
from saylau.law.rule import Explanation
from saylau.values import Truth
from saylau.values.message import Message, Value

VOTE_ASKED = "On which day was the vote?"
CALL_ASKED = "On which day was the election called?"


def within(began: str = WHEN_BEGAN, happened: str = WHEN_HAPPENED) -> partial[Explanation]:
    """A deadline whose missing days are asked with these questions."""
    return partial(_deadline, began=began, happened=happened)


def _deadline(declared: Declared, given: DeadlineInputs, on: date, *, began: str, happened: str) -> Explanation:
    if declared.rule.before is Truth.YES:
        return deadline_before(given, declared.period, declared.asking, began=began, happened=happened)
    return deadline(given, declared.period, declared.asking, began=began, happened=happened)


def on_its_day(began: str, happened: str) -> partial[Explanation]:
    """Something that has to begin on the very day on which a period ends."""
    return partial(_on_its_day, began=began, happened=happened)


def _on_its_day(declared: Declared, given: DeadlineInputs, on: date, *, began: str, happened: str) -> Explanation:
    return on_the_day(given, declared.period, declared.asking, began=began, happened=happened)


def deadline_before(
    given: DeadlineInputs, period: Period, asking: Asking, *, began: str = WHEN_BEGAN, happened: str = WHEN_HAPPENED
) -> Explanation:
    """Whether something happened at least so long before a day. `begins` is that day.

    Values: `deadline` (date), the last day on which it could happen, and `days` from it to the day, where known.
    """
    low, high = day_bounds(given.begins)
    if given.begins is None or low is None or high is None:
        says = Message("The day before which something was due is not known.")
        return Explanation(Truth.UNKNOWN, says, assumed=period.assumed, questions=(asking(began),))
    least, most = last_before(low, period), last_before(high, period)
    values: dict[str, Value] = {"deadline": most} if least == most else {"earliest": least, "latest": most}
    if given.happened is None:
        says = Message("It was due by {deadline}, before {day}; when it happened is not known.",
                       deadline=most, day=given.begins)  # fmt: skip
        return Explanation(Truth.UNKNOWN, says, values, assumed=period.assumed, questions=(asking(happened),))
    one, other = given.happened.exact_day, given.begins.exact_day
    if one and other:
        values["days"] = (other - one).days
    verdict = in_time(given.happened, least, most)
    template = {
        Truth.YES: "It was due by {deadline}, before {day}; {happened} was in time.",
        Truth.NO: "It was due by {deadline}, before {day}; {happened} was after that.",
        Truth.UNKNOWN: "It was due by {deadline}, before {day}; whether {happened} was in time cannot be told from "
        "the days as stated.",
    }[verdict]
    says = Message(template, deadline=most, day=given.begins, happened=given.happened)
    asked = (asking(began if least != most else happened),) if verdict is Truth.UNKNOWN else ()
    return Explanation(verdict, says, values, assumed=period.assumed, questions=asked)


def last_before(day: date, period: Period) -> date:
    """The last day that lies the whole period before a day: three months before 3 March is 3 December."""
    more = period.ends.more_than_difference
    if period.unit is Unit.MONTHS:
        return add_months(day, -period.number, ShortMonth.LAST_DAY) + timedelta(more)
    left = period.number - more
    if period.unit is Unit.DAYS:
        return day - timedelta(left)
    while left > 0:
        day -= timedelta(1)
        left -= day in period.working
    return day
