"""A research data set: one row a person, of those alone who agreed to one, as coarse as it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from saylau.assessment.tables import NOT_STATED, first_acts, heads_for
from saylau.methods.anonymity import ANY, Anonymous, Ladder, Row, anonymise, anything, exact
from saylau.records.case import Case
from saylau.records.csvtext import csv_bytes
from saylau.records.kinds import Consequence
from saylau.vault.entries import Entry
from saylau.vault.ledger import PUBLIC, Detail, may_leave

SENSITIVE = "consequence"
"""What followed for the person: of each group at least two different."""
MOST_DROPPED = Fraction(1, 20)
"""Share of the rows that may be left out rather than made coarser."""


def _year(month: str) -> str:
    return month if month in (ANY, NOT_STATED) else month[:4]


def _family(sort: str) -> str:
    """The first part of a code: `detention` of `detention.short`."""
    return sort.split(".", 1)[0]


LADDERS: Mapping[str, Ladder] = MappingProxyType({
    "month": (exact, _year, anything),
    "sort": (exact, _family, anything),
    "region": (exact, anything),
    "age": (exact, anything),
    "gender": (exact, anything),
})  # fmt: skip
"""Columns, with how each is made coarser; the first ones first."""


@dataclass(frozen=True)
class Asked:
    """Whom a data set could hold, and whom it may."""

    rows: tuple[Row, ...]
    persons: tuple[str, ...]
    """Case numbers of those who agreed, in the order of the rows."""
    not_granted: tuple[str, ...]


def asked(case: Case, people: Mapping[str, Sequence[Entry]], day: date, minors: Collection[str] = ()) -> Asked:
    """A row for each person with an act told of them who agreed to a research data set, as finely as heads go."""
    rows, persons, refused = [], [], []
    heads = heads_for("acts")
    followed = {f.record.person: f.record.sort.value for f in reversed(case.all(Consequence))}
    for fact in first_acts(case):
        number = case.get(fact.record.person).record.name
        minor = number in minors
        if not may_leave(people.get(number, ()), Detail.ROW, PUBLIC, day, number=number, minor=minor).yes:
            refused.append(number)
            continue
        told = {name: heads[name](case, fact) for name in LADDERS}
        rows.append(told | {SENSITIVE: followed.get(fact.record.person, "none told of")})
        persons.append(number)
    return Asked(tuple(rows), tuple(persons), tuple(refused))


def data_set(asked_of: Asked, smallest: int) -> Anonymous | None:
    """The rows, made coarser until each shares its attributes with enough others; None where nothing suffices."""
    if not asked_of.rows:
        return None
    return anonymise(asked_of.rows, LADDERS, SENSITIVE, k=smallest, most_dropped=MOST_DROPPED)


def as_csv(found: Anonymous) -> bytes:
    """The rows as a file; their order tells nothing."""
    return csv_bytes([*LADDERS, SENSITIVE], ([row[name] for name in (*LADDERS, SENSITIVE)] for row in found.rows))


def groups(found: Anonymous) -> Counter[str]:
    """How many people stand in each row of a file, by its cells."""
    return Counter("\t".join(row[name] for name in (*LADDERS, SENSITIVE)) for row in found.rows)


def tells_few(before: Mapping[str, int], now: Mapping[str, int], smallest: int) -> bool:
    """Whether two files of equally coarse rows tell together of fewer people than stand in a group."""
    return any(0 < abs(now.get(row, 0) - before.get(row, 0)) < smallest for row in {*before, *now})
