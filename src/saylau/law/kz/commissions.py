"""Who fills the election commissions."""

from __future__ import annotations

from datetime import date

from saylau.law.amounts import seats_filled
from saylau.law.answers import Asking
from saylau.law.inputs import CompositionInputs, NoInputs
from saylau.law.kz.acts import ADDRESSEE, COMMISSIONS, CONFIRMED_SINCE, CONFIRMED_UNTIL, LOWER_COMMISSIONS
from saylau.law.rule import Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message, Value

SEATS = {"president": 3, "senate": 2, "majilis": 2}
"""The chair and two members by the President, two by each chamber; for five years."""


@rule("kz", "commissions.cec", COMMISSIONS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def central(given: CompositionInputs, on: date) -> Explanation:
    """Seven members: chair and two by the President, two by the Senate, two by the Majilis.

    Values: `members`, and the seats of `president`, `senate` and `majilis`.
    """
    values: dict[str, Value] = {"members": sum(SEATS.values()), **SEATS}
    verdict = seats_filled(given, SEATS)
    says = Message(
        "The commission had {members} members: {president} named by the President, {senate} by the Senate and "
        "{majilis} by the Majilis.",
        members=sum(SEATS.values()), president=SEATS["president"], senate=SEATS["senate"], majilis=SEATS["majilis"],
    )  # fmt: skip
    asked = Asking(ADDRESSEE, COMMISSIONS, "EA")("Who appointed each member of the commission?")
    return Explanation(verdict, says, values, questions=(asked,) if verdict is Truth.UNKNOWN else ())


@rule("kz", "commissions.lower", LOWER_COMMISSIONS, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def lower(given: NoInputs, on: date) -> Explanation:
    """Maslikhats choose the other commissions on proposals of parties, who may propose people outside their ranks;
    otherwise on proposals of other associations."""
    says = Message(
        "Maslikhats chose the territorial and precinct commissions on proposals of parties, which could propose people "
        "who were not their members."
    )
    return Explanation(Truth.YES, says)
