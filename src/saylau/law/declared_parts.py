"""What a declared rule holds, as its answers take it: numbers, shares, periods, sums over dated base values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor
from typing import TypeVar

from saylau.errors import LawError, NotInForce
from saylau.law.answers import Asking, Rounding
from saylau.law.calendar import Period, Unit, WorkingDays
from saylau.law.params import DatedValue, Entry
from saylau.law.rule import Cite, Explanation
from saylau.records.declared import DeclaredRule
from saylau.records.settings import RULES_FILE
from saylau.values import Ends, Money, Truth
from saylau.values.message import Message

T = TypeVar("T")

ENDS = {"one": Ends.ONE, "both": Ends.BOTH, "neither": Ends.NEITHER}


@dataclass(frozen=True)
class Declared:
    """A declared rule with what its answers need besides: whom to ask, base values with citations, days off."""

    rule: DeclaredRule
    asking: Asking
    base: DatedValue | None = None
    working: WorkingDays = field(default_factory=WorkingDays)

    @property
    def share(self) -> Fraction:
        """The share. Raises `LawError`: a missing number is never nought."""
        if self.rule.parts:
            return Fraction(self.rule.parts)
        return Fraction(self._stated(self.rule.share, "share"))

    @property
    def whole(self) -> int:
        """The number, a whole one. Raises `LawError`."""
        return self._stated(self._stated(self.rule.number, "number").exact, "whole number")

    @property
    def days(self) -> int:
        """The days. Raises `LawError`."""
        return self._stated(self.rule.days, "days")

    @property
    def months(self) -> int:
        """The months. Raises `LawError`."""
        return self._stated(self.rule.months, "months")

    @property
    def period(self) -> Period:
        """The length of time, with its way of counting. Raises `LawError`."""
        rule = self.rule
        ends, cited = ENDS[rule.ends], rule.counted
        if rule.months is not None:
            return Period(rule.months, Unit.MONTHS, ends, cited=cited)
        unit = Unit.WORKING_DAYS if rule.working is Truth.YES else Unit.DAYS
        return Period(self.days, unit, ends, working=self.working, cited=cited)

    def units(self, of: int | None) -> int | None:
        """How many regions a number or a share of all regions means; None where it is not known how many there were."""
        if self.rule.number is not None:
            return self.whole
        share = self.share
        if not of:
            return None
        if self.rule.more_than is Truth.YES:
            return floor(share * of) + 1
        return Rounding(self.rule.rounding).apply(share * of)

    def amount(self, on: date) -> Money | None:
        """The sum on a day: as stated, or so many times the base value; None where that value is not known."""
        rule = self.rule
        if rule.times is None:
            return self._stated(rule.amount, "amount")
        unit = self.unit(on)
        return None if unit is None else unit.times(rule.times)

    def unit(self, on: date) -> Money | None:
        """The base value on a day; None where it is not known, or where the rule states a sum. Raises `LawError`."""
        if self.rule.times is None:
            return None
        if self.base is None:
            raise LawError(f"{RULES_FILE}, rule {self.rule.name}: it states no base")
        try:
            return self.base.on(on)
        except NotInForce:
            return None

    def of_amount(self, on: date, answer: Callable[[Money], Explanation]) -> Explanation:
        """The answer for the sum on a day; unknown, with the question, where its base value is not known."""
        amount = self.amount(on)
        if amount is not None:
            return answer(amount)
        says = Message("The limit was {times} times a base value that is not known for {day}.",
                       times=self.rule.times or 0, day=on)  # fmt: skip
        asked = self.asking(Message("What was the base value “{base}” on {day}?", base=self.rule.base, day=on))
        return Explanation(Truth.UNKNOWN, says, questions=(asked,))

    def _stated(self, part: T | None, name: str) -> T:
        if part is None:
            raise LawError(f"{RULES_FILE}, rule {self.rule.name}: it states no {name}")
        return part


def dated(rule: DeclaredRule, cites: Callable[[str], Cite]) -> DatedValue | None:
    """The base value of a rule by day; None where it counts in none. Raises `LawError` where two overlap."""
    if not rule.bases:
        return None
    entries = sorted(
        (Entry(_day(base.since.exact_day), _day(base.until.exact_day), base.value, cites(base.provision))
         for base in rule.bases),
        key=lambda entry: entry.since,
    )  # fmt: skip
    return DatedValue(rule.base, tuple(entries))


def _day(day: date | None) -> date:
    if day is None:
        raise LawError("a base value applies between two exact days")
    return day
