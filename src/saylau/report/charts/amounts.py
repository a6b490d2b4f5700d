"""Amounts of money in the unit of an axis, with their bounds in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from babel.numbers import format_decimal

from saylau.report.words import NO_BREAK, Words
from saylau.values import Money
from saylau.values.money import minor_digits

MILLION = 1_000_000


@dataclass(frozen=True)
class Unit:
    """What an axis counts: single units of a currency, or millions of them."""

    currency: str
    size: int

    @classmethod
    def of(cls, amounts: Sequence[Money]) -> Unit:
        """Millions from ten million on."""
        largest = max(amount.major_high or amount.major_low for amount in amounts)
        return cls(amounts[0].currency, MILLION if largest >= 10 * MILLION else 1)

    def title(self, words: Words) -> str:
        """What stands at the axis."""
        return words.say("million {currency}", currency=self.currency) if self.size == MILLION else self.currency

    def number(self, words: Words, amount: Decimal) -> str:
        """A number of this unit: millions with one decimal, rounded half to even; single units with their minor part.

        A minor part has all digits of the currency, and is left out where it is zero.
        """
        digits = 1 if self.size == MILLION else minor_digits(self.currency)
        if self.size == 1 and amount == amount.to_integral_value():
            digits = 0
        rounded = (amount / self.size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return format_decimal(rounded, format=pattern, locale=words.locale).replace("\u202f", NO_BREAK)

    def say(self, words: Words, money: Money) -> str:
        """An amount in this unit, its bound in words: `at least 510.0`."""
        text = money.text.rpartition(" ")[0]
        return words.bounded(text, lambda amount: self.number(words, amount))
