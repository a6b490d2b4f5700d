"""Legal values that change with time: minimum wage, sums set by resolution.

Amounts in rules are formulas over them, `MINIMUM_WAGE.on(day).times(12_000)`, never the product written out. A day
for which nobody entered a value raises `NotInForce`; there is no default and no carrying forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from saylau.errors import LawError, NotInForce
from saylau.law.rule import Cite
from saylau.values import Money


@dataclass(frozen=True, slots=True)
class Entry:
    """One value with the days on which it applied and where it stands."""

    since: date
    until: date
    """First day on which it no longer applied, or for which nobody confirmed it."""
    value: Money
    cite: Cite
    """Its basis is the grade of the value; its `checked_on` is the day on which someone last confirmed it."""

    def applies(self, day: date) -> bool:
        """Whether the value is known for a day."""
        return self.since <= day < self.until


@dataclass(frozen=True)
class DatedValue:
    """A legal value by day. Entries are in order and do not overlap, or `LawError` names the two that do."""

    name: str
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        for entry in self.entries:
            if entry.until <= entry.since:
                raise LawError(f"{self.name}: the entry from {entry.since} ends before it begins")
        for one, other in pairwise(self.entries):
            if other.since < one.until:
                raise LawError(f"{self.name}: the entries from {one.since} and from {other.since} overlap")

    def entry(self, day: date) -> Entry:
        """The entry of a day. Raises `NotInForce` where none is known."""
        for entry in self.entries:
            if entry.applies(day):
                return entry
        known = ", ".join(f"{e.since} to the day before {e.until}" for e in self.entries) or "no day"
        raise NotInForce(f"no value of the {self.name} is known for {day}; known for {known}")

    def on(self, day: date) -> Money:
        """The value on a day. Raises `NotInForce` where none is known."""
        return self.entry(day).value
