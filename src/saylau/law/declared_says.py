"""Declared rules that state something in the words of their provision; those on polls, public money and sanctions."""

from __future__ import annotations

from datetime import date

from saylau.law.amounts import equal_public_money, within_cap
from saylau.law.declared_parts import Declared
from saylau.law.donors import kind_unknown
from saylau.law.inputs import (
    ClockInputs,
    DonorSumInputs,
    FundingInputs,
    FundInputs,
    NoInputs,
    PollsterInputs,
    PublicationInputs,
    SanctionInputs,
)
from saylau.law.night import by_day
from saylau.law.polls import blackout, experienced_entity, open_to_individuals
from saylau.law.rule import Explanation
from saylau.law.sanctions import counted_in, days_within, fine_within, hours_within, months_within
from saylau.values import Truth
from saylau.values.message import Message, Wording

INDIVIDUAL = "individual"


def allowed(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """What the law lets be, in the words of the case on its provision."""
    return Explanation(Truth.YES, _words(declared))


def barred(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """What the law bars, in the words of the case on its provision."""
    return Explanation(Truth.NO, _words(declared))


def _words(declared: Declared) -> Message:
    return Message("The provision, in the words of the case: {words}.",
                   words=Wording(declared.asking.cite.provision, "says"))  # fmt: skip


def poll_blackout(declared: Declared, given: PublicationInputs, on: date) -> Explanation:
    """So many days before voting, and voting day, on which no poll may be published."""
    return blackout(given, declared.days, on, declared.asking)


def pollster(declared: Declared, given: PollsterInputs, on: date) -> Explanation:
    """So many years of experience of a legal entity that polls; whether individuals are exempt is declared."""
    answer = open_to_individuals if INDIVIDUAL in declared.rule.exempt else experienced_entity
    return answer(given, declared.whole, declared.asking)


def state_funds(declared: Declared, given: FundingInputs, on: date) -> Explanation:
    """The same amount of public money for each contestant. Values: `each`."""
    return declared.of_amount(on, lambda each: equal_public_money(given, each, declared.asking))


GIVEN_ASKED = "How much did each donor give to the fund in all?"


def no_limit(declared: Declared, given: FundInputs, on: date) -> Explanation:
    """States that money of an origin was not limited; the answer holds no `cap`."""
    return Explanation(Truth.YES, Message("The law set no limit on this."))


def donor_cap(declared: Declared, given: DonorSumInputs, on: date) -> Explanation:
    """The limit on what one donor gives, for the kinds of donor in `what`, or for all where none is named."""
    covered = declared.rule.what
    if covered and given.donor not in covered:
        if given.donor:
            return Explanation(Truth.YES, Message("The limit was not for this kind of donor."))
        return kind_unknown(declared.asking, {})
    return declared.of_amount(on, lambda cap: within_cap(given.given, cap, declared.asking, GIVEN_ASKED))


def fine(declared: Declared, given: SanctionInputs, on: date) -> Explanation:
    """The highest fine, as a sum or as so many times a base value."""
    unit, times = declared.unit(on), declared.rule.times
    if unit is None or times is None:
        return declared.of_amount(on, lambda limit: fine_within(given, limit, 1, declared.asking))
    return fine_within(given, unit, times, declared.asking)


def arrest(declared: Declared, given: SanctionInputs, on: date) -> Explanation:
    """The longest arrest, in days."""
    return days_within(given, declared.days, declared.asking)


def custody(declared: Declared, given: SanctionInputs, on: date) -> Explanation:
    """The longest custody before release or a judge, in hours."""
    return hours_within(given, declared.whole, declared.asking)


def base_unit(declared: Declared, given: NoInputs, on: date) -> Explanation:
    """The base unit in which fines are counted. Values: `base_unit`."""
    return declared.of_amount(on, counted_in)


def night(declared: Declared, given: ClockInputs, on: date) -> Explanation:
    """The clock times between which it is night in law, the first of them at night and the second not."""
    return by_day(given, declared.rule.what, declared.asking)


def prison(declared: Declared, given: SanctionInputs, on: date) -> Explanation:
    """The longest sentence, in months."""
    return months_within(given, declared.months, declared.asking)
