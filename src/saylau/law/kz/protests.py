"""Assemblies: fines and arrests for a breach of their rules, first and repeated, and for serious harm.

The Code of Administrative Offences in the edition of 2019 was not read. The prosecutors' notices of that year state the
limits of a repeated breach; those of a first breach stand in a text of 2015.
"""

from __future__ import annotations

from datetime import date

from saylau.law.answers import Asking
from saylau.law.inputs import SanctionInputs
from saylau.law.kz.acts import CHECKED_ON, CONFIRMED_SINCE, CONFIRMED_UNTIL, REGISTER
from saylau.law.kz.params import CALCULATION_INDEX
from saylau.law.rule import Basis, Cite, Explanation, rule
from saylau.law.sanctions import days_within, fine_within

OFFENCES = "Code of Administrative Offences"
FIRST_BREACH = Cite(OFFENCES, "488", "2015", Basis.REPORTED, "cao-488-2015", CHECKED_ON)
REPEATED_BREACH = Cite(OFFENCES, "488", "2019", Basis.REPORTED, "cao-488", CHECKED_ON)
SERIOUS_HARM = Cite("Criminal Code", "400", "2019", Basis.REPORTED, "cc-400", CHECKED_ON)

FIRST_UNITS, REPEATED_UNITS, REPEATED_DAYS = 20, 50, 15
HARM_UNITS, HARM_DAYS = 200, 50
FIRST = "first-breach"
REPEATED = "repeated-breach"
TEXT_OF_2015 = "text of 2015, not confirmed for 2019"
PROSECUTORS = "General Prosecutor's Office, 2019"


def _asking(cite: Cite) -> Asking:
    return Asking(REGISTER, cite, "FA")


@rule(
    "kz", "protests.fine", FIRST_BREACH, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading=FIRST, whose=TEXT_OF_2015,
)  # fmt: skip
def fine_first(given: SanctionInputs, on: date) -> Explanation:
    """A first breach by a citizen: a warning, or 20 monthly calculation indices."""
    return fine_within(given, CALCULATION_INDEX.on(on), FIRST_UNITS, _asking(FIRST_BREACH))


@rule(
    "kz", "protests.fine", REPEATED_BREACH, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading=REPEATED, whose=PROSECUTORS,
)  # fmt: skip
def fine_repeated(given: SanctionInputs, on: date) -> Explanation:
    """A repeated breach: up to 50 monthly calculation indices."""
    return fine_within(given, CALCULATION_INDEX.on(on), REPEATED_UNITS, _asking(REPEATED_BREACH))


@rule(
    "kz", "protests.arrest", REPEATED_BREACH, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
    reading=REPEATED, whose=PROSECUTORS,
)  # fmt: skip
def arrest_repeated(given: SanctionInputs, on: date) -> Explanation:
    """A repeated breach: up to 15 days of arrest. The text of 2015 states none for a citizen's first breach."""
    return days_within(given, REPEATED_DAYS, _asking(REPEATED_BREACH))


@rule("kz", "protests.harm_fine", SERIOUS_HARM, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL, whose=PROSECUTORS)
def fine_for_harm(given: SanctionInputs, on: date) -> Explanation:
    """An unlawful assembly that did substantial harm: up to 200 monthly calculation indices."""
    return fine_within(given, CALCULATION_INDEX.on(on), HARM_UNITS, _asking(SERIOUS_HARM))


@rule("kz", "protests.harm_arrest", SERIOUS_HARM, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL, whose=PROSECUTORS)
def arrest_for_harm(given: SanctionInputs, on: date) -> Explanation:
    """An unlawful assembly that did substantial harm: up to 50 days of arrest."""
    return days_within(given, HARM_DAYS, _asking(SERIOUS_HARM))
