"""Declared rules that state something in the words of their provision, and those on polls and public money."""

from __future__ import annotations

from datetime import date

from saylau.law.declared_parts import Declared
from saylau.law.inputs import FundingInputs, NoInputs, PollsterInputs, PublicationInputs
from saylau.law.polls import blackout, experienced_entity, open_to_individuals
from saylau.law.rule import Explanation
from saylau.values import Money, Truth
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
    return declared.of_amount(on, lambda each: _each(declared, given, each))


def _each(declared: Declared, given: FundingInputs, each: Money) -> Explanation:
    says = Message("Each candidate was to receive {each} of public money.", each=each)
    if given.each is None or given.each.currency != each.currency:
        asked = declared.asking("How much public money did each candidate receive, and by which resolution?")
        return Explanation(Truth.UNKNOWN, says, {"each": each}, questions=(asked,))
    return Explanation(given.each.equals(each), says, {"each": each})
