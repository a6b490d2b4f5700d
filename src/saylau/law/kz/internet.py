"""Who may block networks and sites: special services without a court since 2017, law enforcement in emergencies."""

from __future__ import annotations

from datetime import date

from saylau.law.inputs import NoInputs
from saylau.law.kz.acts import CHECKED_ON, CONFIRMED_UNTIL
from saylau.law.rule import Basis, Cite, Explanation, rule
from saylau.values import Truth
from saylau.values.message import Message

BLOCKING_LAW, EMERGENCY_ACT = date(2017, 1, 1), date(2018, 10, 25)
"""Days from which the source report says that the two applied."""
COMMUNICATIONS = Cite("Law on Communications", "", "", Basis.REPORTED, "communications-law", CHECKED_ON)
EMERGENCIES = Cite(
    "Government resolution on emergencies", "", "25 October 2018", Basis.REPORTED, "emergency-resolution-2018",
    CHECKED_ON,
)  # fmt: skip


@rule("kz", "internet.court_order", COMMUNICATIONS, since=BLOCKING_LAW, until=CONFIRMED_UNTIL)
def no_court(given: NoInputs, on: date) -> Explanation:
    """Special services may block networks and sites without a decision of a court; since October 2018 law enforcement
    may block the Internet in an emergency."""
    says = Message("Special services could block networks and sites without a decision of a court.")
    values = {"court_order": Truth.NO}
    return Explanation(Truth.YES, says, values, parts=(_emergencies(),) if on >= EMERGENCY_ACT else ())


def _emergencies() -> Explanation:
    says = Message("Law enforcement could block the Internet in an actual or possible emergency.")
    return Explanation(Truth.YES, says, {"court_order": Truth.NO}, cite=EMERGENCIES)
