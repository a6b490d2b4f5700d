"""Taking part in an organisation after a court banned it: the term that the Criminal Code set; the unit of fines.

What the offence is stands in the source report; the limit of its sanction in 2019 is general knowledge, so nothing can
be decided on it.
"""

from __future__ import annotations

from datetime import date

from saylau.law.answers import Asking
from saylau.law.inputs import NoInputs, SanctionInputs
from saylau.law.kz.acts import CHECKED_ON, CONFIRMED_SINCE, CONFIRMED_UNTIL, REGISTER
from saylau.law.kz.params import CALCULATION_INDEX
from saylau.law.rule import Basis, Cite, Explanation, rule
from saylau.law.sanctions import counted_in, months_within

BANNED_BODY = Cite("Criminal Code", "405(2)", "2014", Basis.GENERAL, "cc-405-2", CHECKED_ON)
MONTHS = 24


@rule("kz", "prosecutions.term", BANNED_BODY, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def term(given: SanctionInputs, on: date) -> Explanation:
    """Taking part in a banned organisation: up to two years, by general knowledge of the code of 2014."""
    return months_within(given, MONTHS, Asking(REGISTER, BANNED_BODY, "RP"))


@rule(
    "kz", "prosecutions.base_unit", CALCULATION_INDEX.entries[0].cite, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL,
)  # fmt: skip
def base_unit(given: NoInputs, on: date) -> Explanation:
    """Fines are counted in monthly calculation indices."""
    return counted_in(CALCULATION_INDEX.on(on))
