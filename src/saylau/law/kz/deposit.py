"""The election deposit, and to whom it is returned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from saylau.law.amounts import deposit_paid, deposit_returned
from saylau.law.answers import Asking
from saylau.law.inputs import DepositInputs
from saylau.law.kz.acts import ADDRESSEE, CONFIRMED_SINCE, CONFIRMED_UNTIL, DEPOSIT
from saylau.law.kz.params import MINIMUM_WAGE
from saylau.law.rule import Explanation, rule

WAGES = 50
RETURN_SHARE = Fraction(5, 100)

_ASKING = Asking(ADDRESSEE, DEPOSIT, "CR")


@rule("kz", "candidacy.deposit", DEPOSIT, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def deposit(given: DepositInputs, on: date) -> Explanation:
    """A candidate pays 50 minimum wages."""
    return deposit_paid(given, MINIMUM_WAGE.on(on).times(WAGES), _ASKING, WAGES)


@rule("kz", "candidacy.deposit_refund", DEPOSIT, since=CONFIRMED_SINCE, until=CONFIRMED_UNTIL)
def deposit_refund(given: DepositInputs, on: date) -> Explanation:
    """It is returned to who is elected, and from 5 per cent of those who took part on, invalid ballots included."""
    return deposit_returned(given, RETURN_SHARE, _ASKING)
