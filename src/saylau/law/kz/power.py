"""How seats of parliament are filled, as far as checks ask for it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from saylau.law.answers import Asking
from saylau.law.inputs import NoInputs
from saylau.law.kz.acts import CONFIRMED_SINCE, CONFIRMED_UNTIL, LOWER_CHAMBER, REGISTER, UPPER_CHAMBER
from saylau.law.rule import Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message

CHOSEN_BY_ASSEMBLY = 9
"""Deputies of the Majilis whom the Assembly of the People elects."""


@rule("kz", "power.lower_chamber", LOWER_CHAMBER, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def lower_chamber(given: NoInputs, on: date) -> Explanation:
    """Nine deputies of the Majilis are elected by the Assembly of the People and not by a popular vote.

    Values: `chosen_by_body`.
    """
    says = Message(
        "Deputies of the Majilis elected by the Assembly of the People, not by a popular vote: {seats}.",
        seats=CHOSEN_BY_ASSEMBLY,
    )
    asked = Asking(REGISTER, LOWER_CHAMBER, "PW")(
        "Which article of the Constitution of Kazakhstan said on 9 June 2019 how the seats of the Majilis were "
        "filled, and in what words?"
    )
    return Explanation(Truth.YES, says, {"chosen_by_body": CHOSEN_BY_ASSEMBLY}, questions=(asked,))


@rule("kz", "power.upper_chamber_vote", UPPER_CHAMBER, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def upper_chamber_vote(given: NoInputs, on: date) -> Explanation:
    """The Senate accepts or rejects a bill by a majority of all its members, not of those present.

    Values: `more_than`, the share of all seats that has to be exceeded.
    """
    says = Message("A bill needed the votes of more than half of all seats of the Senate.")
    asked = Asking(REGISTER, UPPER_CHAMBER, "PW")(
        "Which article of the Constitution of Kazakhstan said on 9 June 2019 by which majority the Senate decided on "
        "bills, and in what words?"
    )
    return Explanation(Truth.YES, says, {"more_than": Fraction(1, 2)}, questions=(asked,))
