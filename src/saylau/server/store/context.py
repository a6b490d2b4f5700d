"""What a single row is checked against: the things and sources of its case that it names, out of the database.

All of it that can change while others write is in `Near`, asked for at once: where that is the same a moment later, so
is what was found.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from saylau.errors import CaseRefused, NotFound, Problem
from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.fact import Fact as Read
from saylau.records.info import SAME_DAY, may_be_held
from saylau.records.kinds import KINDS
from saylau.records.kinds.elections import Election
from saylau.records.one_row import Cells, fact_cells, read_fact, read_source
from saylau.records.resolve import references
from saylau.records.rows import split
from saylau.records.source import Source
from saylau.server.access.guard import facts_for
from saylau.server.access.models import User
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE, Case, Fact, FactRef

GONE = (FactState.DRAFT, FactState.WITHDRAWN, FactState.DISCARDED)
"""States in which a fact carries no other: a draft is nobody's but its author's, and stands in no folder."""
NOT_IN_FOLDER = (FactState.DRAFT, FactState.DISCARDED)
_MAY_BE_MEANT = 300


def kind_of(name: str) -> type[Record]:
    """The record class of a kind, sources among them. Raises `NotFound`."""
    if name == SOURCE:
        return Source
    if name not in KINDS:
        raise NotFound(f"no kind {name!r}; the kinds of facts are listed in the reference")
    return KINDS[name]


class Near(NamedTuple):
    """One row of the case that is about a thing, or is the source, that another row names."""

    key: int
    thing: str
    kind: str
    name: str
    source: str
    state: str
    revision: int


def near(case: Case, kind: str, cells: Cells) -> tuple[Near, ...]:
    """The rows of a case about the things that a row names, its own among them, and the source that it names."""
    names = {*_named(kind, cells), cells.get("id", "").strip(), cells.get("source", "").strip()}
    rows = case.facts.filter(thing__in=names).order_by("pk")
    return tuple(map(Near._make, rows.values_list("pk", "thing", "kind", "name", "source", "state", "revision")))


def checked(
    case: Case,
    kind: str,
    cells: Cells,
    but: Fact | None = None,
    *,
    by: User | None = None,
    around: tuple[Near, ...] | None = None,
) -> Read[Record] | Source:
    """What a row of a case says, checked in its context. `but` is the fact that it changes. Raises `CaseRefused`.

    What may have been meant by a misspelt id is guessed among the things that `by` may see. `around` is what `near`
    told, where that was asked already.
    """  # fmt: skip
    if kind == SOURCE:
        return _checked_source(case, cells, but)
    rows = near(case, kind, cells) if around is None else around
    read = read_fact(
        kind_of(kind), cells, things=_things(case, kind, cells, rows, by), sources=_sources(case, cells, rows),
        names_in_vault=names_in_vault(case),
    )  # fmt: skip
    named = _named_before(case, read, cells.get("fact", "").strip(), but)
    found = [*named, *_withdrawn(read, rows), *_said_before(read, rows, but), *_in_circle(case, read, rows)]
    if problems := [*found, *_another_day(case, read)]:
        raise CaseRefused(problems)
    return read


def holds(case: Case, kind: str, cells: Cells, around: tuple[Near, ...]) -> bool:
    """Whether a new row that was checked beside `around` would be found right again now.

    Asked under the lock of a case that changed, in place of a whole check. Of a source, of another claim about a thing,
    and of a claim with a name of its own it says no: there the check looks further than `around`.
    """
    own = cells.get("id", "").strip()
    if kind == SOURCE or cells.get("fact") or any(row.thing == own and row.kind != SOURCE for row in around):
        return False
    return near(case, kind, cells) == around


def _checked_source(case: Case, cells: Cells, but: Fact | None) -> Source:
    source = read_source(cells, based_on=_based_on(case, but), assessed=assessed(case))
    if case.facts.filter(kind=SOURCE, name=source.id).exclude(pk=_pk(but)).exists():
        raise CaseRefused([Problem("sources.csv", 1, "id", source.id, "two sources have this id", "choose another")])
    return source


@lru_cache(64)
def _settings(text: str) -> dict[str, object]:
    return tomllib.loads(text)


def assessed(case: Case) -> date:
    """The date of assessment: nothing later is considered."""
    return date.fromisoformat(str(_settings(case.info)["assessed"]))


def names_in_vault(case: Case) -> bool:
    """Whether the case keeps who its people are in a vault."""
    return str(_settings(case.info).get("vault", "no")) == "yes"


def _pk(fact: Fact | None) -> int:
    """The key of a fact; of none, one that no row has."""
    return fact.pk if fact is not None and fact.pk else 0


def _named(kind: str, cells: Cells) -> set[str]:
    """The ids that a row names in columns that refer to things."""
    found: set[str] = set()
    for column in record_columns(kind_of(kind)):
        if column.type == "ref" and cells.get(column.name):
            found |= set(split(cells[column.name])) if column.many else {cells[column.name].strip()}
    return found


def _things(case: Case, kind: str, cells: Cells, around: tuple[Near, ...], by: User | None) -> dict[str, str]:
    """Id to kind, of those that a row names, and of some others that may have been meant."""
    found = {row.thing: row.kind for row in around if row.kind != SOURCE and row.state not in NOT_IN_FOLDER}
    missing = sorted(_named(kind, cells) - found.keys())
    if by is not None and missing:
        seen = facts_for(by, case).exclude(kind=SOURCE).exclude(state__in=GONE)
        for name in missing:
            found |= dict(seen.filter(thing__startswith=name[:2]).values_list("thing", "kind")[:_MAY_BE_MEANT])
    return found


def _sources(case: Case, cells: Cells, around: tuple[Near, ...]) -> list[str]:
    """The source that a row names; where there is none, others that may have been meant."""
    name = cells.get("source", "").strip()
    if any(row.kind == SOURCE and row.name == name and row.state not in GONE for row in around):
        return [name]
    rows = case.facts.filter(kind=SOURCE).exclude(state__in=GONE)
    return list(rows.values_list("name", flat=True)[:_MAY_BE_MEANT])


def _based_on(case: Case, but: Fact | None) -> dict[str, list[str]]:
    """Each other source, to those that it repeats."""
    rows = case.facts.filter(kind=SOURCE).exclude(state__in=GONE).exclude(pk=_pk(but))
    based: dict[str, list[str]] = {name: [] for name in rows.values_list("name", flat=True)}
    for name, target in FactRef.objects.filter(fact__in=rows).values_list("fact__name", "target"):
        based[name].append(target)
    return based


def _withdrawn(read: Read[Record], around: tuple[Near, ...]) -> list[Problem]:
    """References to things of which every claim was withdrawn."""
    named = {thing: column.name for column, thing in references(read.record) if thing != read.id}
    standing = {row.thing for row in around if row.kind != SOURCE and row.state not in GONE}
    why, right = "every claim about this thing was withdrawn", "let the thing stand, or refer to another"
    return [
        Problem(f"{read.kind}.csv", 1, column, thing, why, right)
        for thing, column in named.items()
        if thing not in standing
    ]


def _named_before(case: Case, read: Read[Record], name: str, but: Fact | None) -> list[Problem]:
    """A name of a claim that another claim of the case has."""
    if not name or not case.facts.exclude(kind=SOURCE).filter(name=name).exclude(pk=_pk(but)).exists():
        return []
    right = "leave it empty, and the claim gets a name of its own"
    return [Problem(f"{read.kind}.csv", 1, "fact", name, "another claim has this name", right)]


def _said_before(read: Read[Record], around: tuple[Near, ...], but: Fact | None) -> list[Problem]:
    """One source that says the same of the same thing twice counts as one claim."""
    same = [
        row.key
        for row in around
        if (row.thing, row.kind, row.source) == (read.id, read.kind, read.source)
        and row.state not in NOT_IN_FOLDER
        and row.key != _pk(but)
    ]
    own = fact_cells(read)
    columns = {column.name for column in record_columns(type(read.record))}
    for row in Fact.objects.filter(pk__in=same).order_by("pk") if same else ():
        body = row.body
        if body.get("said_by", "") == own.get("said_by", "") and all(body.get(c) == own.get(c) for c in columns):
            ended = " and was withdrawn" if row.state == FactState.WITHDRAWN else ""
            why = f"the same claim from the same source is entered already, as {row.name}{ended}"
            return [Problem(f"{read.kind}.csv", 1, "id", read.id, why, "add the second place to its locator")]
    return []


def _another_day(case: Case, read: Read[Record]) -> list[Problem]:
    """The election that is assessed, on a day that is not the voting day of the case."""
    told = _settings(case.info)
    if not isinstance(read.record, Election) or read.id != told.get("election"):
        return []
    poll = date.fromisoformat(str(told["poll"]))
    why = f"the voting day of the case is {poll}"
    held = may_be_held(read.record, poll)
    return [] if held else [Problem("election.csv", 1, "poll", str(read.record.poll), why, SAME_DAY)]


def _in_circle(case: Case, read: Read[Record], around: tuple[Near, ...]) -> list[Problem]:
    """A chain of references that leads from what the row names back to its own thing."""
    ahead = {thing for _, thing in references(read.record)}
    known = any(row.thing == read.id and row.kind != SOURCE for row in around)
    seen: set[str] = set()
    if read.id in ahead:
        seen = {read.id}
    # To a thing that is new nothing leads yet.
    while known and ahead - seen and read.id not in seen:
        seen |= ahead
        rows = FactRef.objects.filter(case=case, fact__thing__in=ahead).exclude(fact__state__in=GONE)
        ahead = set(rows.exclude(fact__kind=SOURCE).values_list("target", flat=True))
    if read.id not in seen | ahead:
        return []
    why = f"refers in a circle back to {read.id}"
    return [Problem(f"{read.kind}.csv", 1, "id", read.id, why, "remove one of these references")]
