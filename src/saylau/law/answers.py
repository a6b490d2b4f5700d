"""Small helpers with which rules answer: questions, the whole of several parts, rounding of shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from saylau.law.asked import Asked
from saylau.law.rule import Cite, Explanation
from saylau.values import Truth, all_of
from saylau.values.message import Message, Said


class Rounding(StrEnum):
    """How a share of a base becomes a whole number."""

    UP = "up"
    NEAREST = "nearest"
    """A half goes up."""
    DOWN = "down"

    def apply(self, exact: Fraction) -> int:
        """The whole number."""
        if self is Rounding.UP:
            return ceil(exact)
        return floor(exact + Fraction(1, 2)) if self is Rounding.NEAREST else floor(exact)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who can answer the questions of a rule, under which provision, for which report area."""

    who: Said
    cite: Cite
    area: str

    def __call__(self, asks: Said, why: Said = "") -> Asked:
        """A question to them."""
        return Asked(asks, self.who, provision=self.cite.provision, why=why, areas=(self.area,))


def together(parts: Iterable[Explanation], says: Message) -> Explanation:
    """The answer that needs all its parts: the lowest of their verdicts.

    An unknown part leaves no yes. Where another part settles the answer, what is unknown is no longer asked.
    """
    held = tuple(parts)
    verdict = all_of(part.verdict for part in held)
    if verdict is not Truth.UNKNOWN:
        held = tuple(replace(part, questions=()) for part in held)
    return Explanation(verdict, says, parts=held)
