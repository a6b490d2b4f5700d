"""Tables over private people as they are counted: by broad heads, before small cells are hidden (`tables_printed`).

What is counted are people, each once, under the first act or step told of them; of appeals, reports. Heads are broad
before anything is hidden: a region, never a city; a month, a quarter or a year, never a day; an age, never a birth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from saylau.errors import WrongUse
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Appeal, Person, Step
from saylau.records.vocabulary import VOCABULARY
from saylau.values import Count, Truth, When
from saylau.values.message import Message, Name, Simple

TOTAL = "total"
"""Key of the head under which all are counted."""
NOT_STATED = "not stated"
"""Key of the head of those of whom the material does not tell it; stands last."""
KINDS: Mapping[str, type[Record]] = MappingProxyType({"acts": Act, "steps": Step, "appeals": Appeal})
AGES = (18, 30, 45, 60)
"""First ages of the bands after the first."""
TELLING = frozenset({"sort", "verification"})
"""Heads that tell what befell people, or how far they were believed; others tell who they are, where and when."""
Place = tuple[str, str]
"""Key of a row and of a column."""


@dataclass(frozen=True)
class Counted:
    """A table as counted: for the team alone."""

    of: str
    by: tuple[str, ...]
    """Names of the heads of rows and, where there are two, of columns."""
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    """Keys of the heads, the total last."""
    cells: Mapping[Place, int]
    left_out: int
    """Rows about groups of people whose number is not stated exactly."""

    @property
    def sums(self) -> tuple[tuple[Place, tuple[Place, ...]], ...]:
        """Each total with its parts."""
        return sums_of(self.rows, self.columns)


@dataclass(frozen=True)
class Printed:
    """A table as it may be printed. A bound stands where a number would tell of few people."""

    of: str
    by: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Place, Count]
    smallest: int
    zeros_hidden: bool
    """Whether "fewer than" may stand for nobody."""
    left_out: int


def sums_of(rows: Sequence[str], columns: Sequence[str]) -> tuple[tuple[Place, tuple[Place, ...]], ...]:
    """The sums of a table with margins: each row, each column where there is more than the total, and both margins."""
    inner_rows, inner = [r for r in rows if r != TOTAL], [c for c in columns if c != TOTAL]
    across = tuple(((r, TOTAL), tuple((r, c) for c in inner)) for r in rows) if inner else ()
    down = tuple(((TOTAL, c), tuple((r, c) for r in inner_rows)) for c in columns)
    return (*across, *down)


def count(case: Case, of: str, by: Sequence[str]) -> Counted:
    """Count people, or of appeals reports, by one head or by two. Raises `WrongUse` for what cannot be counted so."""
    heads = _heads(of, by)
    found: dict[tuple[str, ...], int] = {}
    left_out = 0
    for fact in _each(case, of):
        number = _weight(case, fact)
        if number is None:
            left_out += 1
            continue
        key = tuple(head(case, fact) for head in heads)
        found[key] = found.get(key, 0) + number
    rows = _keys(by[0], (key[0] for key in found))
    columns = (*_keys(by[1], (key[1] for key in found)), TOTAL) if len(by) > 1 else (TOTAL,)
    cells = {
        (r, c): sum(n for k, n in found.items() if r in (k[0], TOTAL) and c in (*k[1:2], TOTAL))
        for r in (*rows, TOTAL)
        for c in columns
    }
    return Counted(of, tuple(by), (*rows, TOTAL), columns, cells, left_out)


# What is counted


def _each(case: Case, of: str) -> tuple[Fact[Any], ...]:
    """The rows that are counted: of each private person the first in time; of appeals each that repeats no other."""
    if of == "appeals":
        reports = {f.id: f for f in reversed(case.all(Appeal)) if not f.record.same_as}
        return tuple(reversed(reports.values()))
    private = {f.id for f in case.all(Person) if f.record.public is not Truth.YES}
    about = [f for f in case.all(KINDS[of]) if getattr(f.record, "person", "") in private]
    first: dict[str, Fact[Any]] = {}
    for fact in sorted(about, key=_time):
        first.setdefault(getattr(fact.record, "person", ""), fact)
    return tuple(first.values())


def first_acts(case: Case) -> tuple[Fact[Any], ...]:
    """The first act told of each private person, in the order of time."""
    return _each(case, "acts")


def _time(fact: Fact[Any]) -> tuple[bool, Any]:
    during = fact.record.during
    return (during is None, during.sort_key() if during else ())


def _weight(case: Case, fact: Fact[Any]) -> int | None:
    """How many people a row stands for; None where that is not stated exactly."""
    if isinstance(fact.record, Appeal):
        return 1
    told = [f.record.people for f in case.where(Person) if f.id == fact.record.person and f.record.people]
    return told[0].exact if told else 1


# Heads

Head = Callable[[Case, Fact[Any]], str]


def _heads(of: str, by: Sequence[str]) -> tuple[Head, ...]:
    if of not in KINDS:
        raise WrongUse(f"nothing called {of!r} is counted; choose from: {', '.join(KINDS)}")
    known = heads_for(of)
    wrong = [name for name in by if name not in known]
    if wrong or not 1 <= len(by) <= 2 or len(set(by)) != len(by):
        raise WrongUse(f"{of} are counted by one or two of: {', '.join(known)}")
    return tuple(known[name] for name in by)


def heads_for(of: str) -> Mapping[str, Head]:
    """The heads by which something can be counted, by name."""
    dated = {"month": _month, "quarter": _quarter, "year": _year}
    if of == "appeals":
        return {"sort": _sort, "region": _region, "channel": _channel, "verification": _verification, **dated}
    placed = {"region": _region} if of == "acts" else {}
    return {"sort": _sort, **placed, "gender": _gender, "age": _age, **dated}


def _sort(case: Case, fact: Fact[Any]) -> str:
    return fact.record.sort.value if fact.record.sort else NOT_STATED


def _channel(case: Case, fact: Fact[Any]) -> str:
    return str(fact.record.channel.value)


def _verification(case: Case, fact: Fact[Any]) -> str:
    return str(fact.record.verification.value)


def _region(case: Case, fact: Fact[Any]) -> str:
    return str(fact.record.region) if fact.record.region else NOT_STATED


def _gender(case: Case, fact: Fact[Any]) -> str:
    gender = case.get(fact.record.person).record.gender
    return gender.value if gender else NOT_STATED


def _age(case: Case, fact: Fact[Any]) -> str:
    """The band in which the age certainly was; a year of birth alone may leave two."""
    born, when = case.get(fact.record.person).record.born, _when(fact)
    if not (born and born.first and born.last and when and when.first and when.last):
        return NOT_STATED
    youngest = (
        when.first.year - born.last.year - ((when.first.month, when.first.day) < (born.last.month, born.last.day))
    )
    oldest = when.last.year - born.first.year - ((when.last.month, when.last.day) < (born.first.month, born.first.day))
    bands = [sum(age >= first for first in AGES) for age in (youngest, oldest)]
    return _band(bands[0]) if bands[0] == bands[1] else NOT_STATED


def _band(place: int) -> str:
    starts = (0, *AGES)
    return f"{starts[place]}..{AGES[place] - 1}" if place < len(AGES) else f">={AGES[-1]}"


def _when(fact: Fact[Any]) -> When | None:
    record = fact.record
    return record.received if isinstance(record, Appeal) else record.during


def _month(case: Case, fact: Fact[Any]) -> str:
    return _period(fact, lambda day: f"{day.year:04}-{day.month:02}")


def _quarter(case: Case, fact: Fact[Any]) -> str:
    return _period(
        fact,
        lambda day: f"{day.year:04}-{3 * ((day.month - 1) // 3) + 1:02}/{day.year:04}-{3 * ((day.month + 2) // 3):02}",
    )


def _year(case: Case, fact: Fact[Any]) -> str:
    return _period(fact, lambda day: f"{day.year:04}")


def _period(fact: Fact[Any], of_day: Callable[[Any], str]) -> str:
    """The period in which it certainly lies; a time that is coarser is not stated so finely."""
    when = _when(fact)
    if when is None or when.first is None or when.last is None or when.approximate:
        return NOT_STATED
    return of_day(when.first) if of_day(when.first) == of_day(when.last) else NOT_STATED


def _keys(by: str, found: Iterable[str]) -> tuple[str, ...]:
    """Keys of heads in the order of time or of the alphabet; those not stated last."""
    return tuple(sorted(set(found), key=lambda key: (key == NOT_STATED, _first_age(key) if by == "age" else 0, key)))


def _first_age(key: str) -> int:
    return 0 if key == NOT_STATED else Count.parse(key).low


def said_head(of: str, by: str, key: str) -> Simple:
    """A head in words."""
    if key == TOTAL:
        return Message("All")
    if key == NOT_STATED:
        return Message("not stated")
    if by == "region":
        return Name(key)
    if by in ("month", "quarter", "year"):
        return When.parse(key)
    if by == "age":
        return Count.parse(key)
    if by == "sort" and of != "steps":
        return Message(next(term.title for sort, term in VOCABULARY.items() if sort.value == key))
    return Message(key)
