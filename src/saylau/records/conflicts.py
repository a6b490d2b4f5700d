"""Claims about one thing that do not agree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import Column, cell, record_columns
from saylau.records.fact import Fact
from saylau.values import Count, Money, Truth, When

CODES = frozenset({"article", "code", "country", "decision", "number", "provision"})
"""Columns of text that name one thing by its number or code; other text is free words."""


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
    """Every field of every thing for which the claims cannot all be true, in the order of the case.

    Bounds that overlap can: `~250000` and `251340`, `2018-06` and `2018-06-29`, `unknown` and `yes`. So can remarks in
    free words; numbers, references, categories, codes and dates are compared.
    """
    found = []
    for thing in dict.fromkeys(fact.id for fact in case.facts):
        claims = case.claims(thing)
        if len(claims) < 2:
            continue
        for column in record_columns(type(claims[0].record)):
            stated = tuple(c for c in claims if cell(getattr(c.record, column.name)) != "")
            if _differ(column, [getattr(c.record, column.name) for c in stated]):
                found.append(Conflict(thing, column.name, stated))
    return tuple(found)


def can_both_be_true(one: Record, other: Record) -> bool:
    """Whether two tellings of one thing leave each other standing: no field that both give has contradicting values."""
    return not any(
        _differ(column, [getattr(one, column.name), getattr(other, column.name)])
        for column in record_columns(type(one))
        if cell(getattr(one, column.name)) and cell(getattr(other, column.name))
    )


def confirms(one: Record, other: Record) -> bool:
    """Whether a second telling gives everything that a first gives, free words aside, and contradicts none of it.

    To state a field as unknown is not to give it.
    """
    given = [c.name for c in record_columns(type(one)) if not _is_free(c) and _gives(one, c.name)]
    return can_both_be_true(one, other) and all(_gives(other, name) for name in given)


def _gives(record: Record, column: str) -> bool:
    """Whether a telling gives a field: one that it leaves empty or states as unknown it does not give."""
    value = getattr(record, column)
    return cell(value) != "" and value is not Truth.UNKNOWN


def _is_free(column: Column) -> bool:
    return column.type == "text" and column.name not in CODES


def _differ(column: Column, values: list[object]) -> bool:
    if _is_free(column):
        return False
    distinct = {cell(value): value for value in values}.values()
    return any(_contradict(one, other) for one, other in combinations(distinct, 2))


def _contradict(one: object, other: object) -> bool:
    """Whether two values of one field, written differently, cannot both be true."""
    match one, other:
        case Count(), Count():
            return one.equals(other) is Truth.NO
        case Money(), Money():
            return one.currency != other.currency or one.equals(other) is Truth.NO
        case Truth(), Truth():
            return Truth.UNKNOWN not in (one, other)
        case When(), When():
            return _apart(one.start, other.start) or _apart(one.end, other.end)
        case tuple(), tuple():
            return _lists_contradict(one, other)
    return True


def _apart(one: When | None, other: When | None) -> bool:
    """Whether two ends of times cannot be the same. A clock time without a zone is the same only as itself."""
    if one is None or other is None:
        return one is not other
    if one.zone_missing or other.zone_missing:
        return bool(one.clock_times and other.clock_times) and one != other
    return one.overlaps(other) is Truth.NO


def _lists_contradict(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two lists name different members; numbers are compared in their order, with their bounds."""
    if sorted(map(cell, one)) == sorted(map(cell, other)):
        return False
    if len(one) != len(other) or not all(isinstance(item, Count | Money) for item in (*one, *other)):
        return True
    return any(_contradict(left, right) for left, right in zip(one, other, strict=True) if left != right)
