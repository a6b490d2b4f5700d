"""Answers to whether sanctions stay within the limits of the law, the same for every country."""

from __future__ import annotations

from saylau.law.answers import Asking
from saylau.law.asked import Asked
from saylau.law.inputs import SanctionInputs
from saylau.law.rule import Explanation
from saylau.methods.windows import HOUR
from saylau.values import Count, Money, Truth
from saylau.values.message import Message, Value

FINE_ASKED = "How high was each fine, in the currency of the country, and under which paragraph was it imposed?"
DAYS_ASKED = "For how many days was each person arrested, and under which paragraph?"
MONTHS_ASKED = "For how many months was each sentence?"
CUSTODY_ASKED = "When did custody begin, and when did the person stand before a judge or go free, by the clock?"


def fine_within(given: SanctionInputs, unit: Money, units: int, asking: Asking) -> Explanation:
    """Whether fines reach at most so many base units.

    Values: `limit`, `limit_units`, and for a fine in the same currency `units_low` and `units_high`, exact fractions.
    """
    limit = unit.times(units)
    values: dict[str, Value] = {"limit": limit, "limit_units": units, "base_unit": unit}
    if given.fine is None or given.fine.currency != unit.currency:
        says = Message("The limit was {limit}; what was imposed in that currency is not known.", limit=limit)
        return Explanation(Truth.UNKNOWN, says, values, questions=(asking(FINE_ASKED),))
    low, high = given.fine.ratio(unit)
    values |= {"units_low": low} | ({} if high is None else {"units_high": high})
    return _answer(given.fine.at_most(limit), values, asking(FINE_ASKED), limit=limit, given=given.fine)


def counted_in(unit: Money) -> Explanation:
    """States the base unit in which fines are counted. Values: `base_unit`."""
    return Explanation(Truth.YES, Message("Fines were counted in units of {unit}.", unit=unit), {"base_unit": unit})


def days_within(given: SanctionInputs, days: int, asking: Asking) -> Explanation:
    """Whether arrests last at most so many days. Values: `limit_days`."""
    return _length(given.days, days, "limit_days", Message("days"), asking(DAYS_ASKED))


def months_within(given: SanctionInputs, months: int, asking: Asking) -> Explanation:
    """Whether prison terms last at most so many months. Values: `limit_months`."""
    return _length(given.months, months, "limit_months", Message("months"), asking(MONTHS_ASKED))


def hours_within(given: SanctionInputs, hours: int, asking: Asking) -> Explanation:
    """Whether custody lasts at most so many hours, tested to the minute. Values: `limit_hours`."""
    values: dict[str, Value] = {"limit_hours": hours}
    if given.minutes is None:
        says = Message("The limit was {limit} hours; how long custody lasted is not known.", limit=hours)
        return Explanation(Truth.UNKNOWN, says, values, questions=(asking(CUSTODY_ASKED),))
    verdict = given.minutes.at_most(hours * HOUR)
    template = {
        Truth.YES: "Minutes in custody: {given}, within the limit of {limit} hours.",
        Truth.NO: "Minutes in custody: {given}, beyond the limit of {limit} hours.",
        Truth.UNKNOWN: "Minutes in custody: {given}, on both sides of the limit of {limit} hours.",
    }[verdict]
    said = Message(template, given=given.minutes, limit=hours)
    asked = (asking(CUSTODY_ASKED),) if verdict is Truth.UNKNOWN else ()
    return Explanation(verdict, said, values, questions=asked)


def _length(given: Count | None, limit: int, name: str, unit: Message, asked: Asked) -> Explanation:
    values: dict[str, Value] = {name: limit}
    if given is None:
        says = Message("The limit was {limit}; what was imposed is not known.", limit=limit)
        return Explanation(Truth.UNKNOWN, says, values, questions=(asked,))
    verdict = given.at_most(limit)
    template = {
        Truth.YES: "Stated ({unit}): {given}, within the limit of {limit}.",
        Truth.NO: "Stated ({unit}): {given}, above the limit of {limit}.",
        Truth.UNKNOWN: "Stated ({unit}): {given}, on both sides of the limit of {limit}.",
    }[verdict]
    said = Message(template, unit=unit, given=given, limit=limit)
    return Explanation(verdict, said, values, questions=(asked,) if verdict is Truth.UNKNOWN else ())


def _answer(verdict: Truth, values: dict[str, Value], asked: Asked, **said: Value) -> Explanation:
    says = {
        Truth.YES: Message("{given} was stated, within the limit of {limit}.", **said),
        Truth.NO: Message("{given} was stated, above the limit of {limit}.", **said),
        Truth.UNKNOWN: Message("{given} was stated; as stated, it lies on both sides of the limit of {limit}.", **said),
    }[verdict]
    return Explanation(verdict, says, values, questions=(asked,) if verdict is Truth.UNKNOWN else ())
