"""How media had to divide coverage between candidates."""

from __future__ import annotations

from datetime import date

from saylau.law.inputs import NoInputs
from saylau.law.kz.acts import CHECKED_ON, CONFIRMED_SINCE, CONFIRMED_UNTIL, EDITION, ELECTIONS
from saylau.law.rule import Basis, Cite, Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message

EQUAL_VOLUMES = Cite(ELECTIONS, "not stated", EDITION, Basis.REPORTED, "elections-equal-volumes", CHECKED_ON)


@rule("kz", "media.equal_coverage", EQUAL_VOLUMES, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def equal_volumes(given: NoInputs, on: date) -> Explanation:
    """Information on the campaign of candidates is spread in equal volumes of print space and airtime.

    As the commission reported the requirement on 7 June 2019; whether coverage in office counts is not stated.
    """
    says = Message(
        "Information on the campaigns of candidates was to be spread in equal volumes of print space and airtime. "
        "Whether coverage of a candidate in office counts is not stated."
    )
    return Explanation(Truth.YES, says)
