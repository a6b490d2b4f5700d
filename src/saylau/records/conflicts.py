"""Claims about one thing that do not agree."""

from __future__ import annotations

from dataclasses import dataclass

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import cell, record_columns
from saylau.records.fact import Fact


@dataclass(frozen=True)
class Conflict:
    """One field of one thing for which its claims give different values. Empty fields contradict nothing."""

    thing: str
    column: str
    claims: tuple[Fact[Record], ...]
    """The claims that give a value, in row order."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values in the order of the claims, as they stand in the files."""
        return tuple(cell(getattr(claim.record, self.column)) for claim in self.claims)


def conflicts(case: Case) -> tuple[Conflict, ...]:
    """Every field of every thing for which the claims differ, in the order of the case."""
    found = []
    for thing in dict.fromkeys(fact.id for fact in case.facts):
        claims = case.claims(thing)
        if len(claims) < 2:
            continue
        for column in record_columns(type(claims[0].record)):
            stated = tuple(c for c in claims if cell(getattr(c.record, column.name)) != "")
            if len({cell(getattr(c.record, column.name)) for c in stated}) > 1:
                found.append(Conflict(thing, column.name, stated))
    return tuple(found)
