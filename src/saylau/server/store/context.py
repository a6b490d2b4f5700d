"""What a single row is checked against: the things and sources of its case that it names, out of the database."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache

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


def checked(
    case: Case, kind: str, cells: Cells, but: Fact | None = None, *, by: User | None = None
) -> Read[Record] | Source:
    """What a row of a case says, checked in its context. `but` is the fact that it changes. Raises `CaseRefused`.

    What may have been meant by a misspelt id is guessed among the things that `by` may see.
    """
    if kind == SOURCE:
        source = read_source(cells, based_on=_based_on(case, but), assessed=assessed(case))
        if case.facts.filter(kind=SOURCE, name=source.id).exclude(pk=_pk(but)).exists():
            raise CaseRefused(
                [Problem("sources.csv", 1, "id", source.id, "two sources have this id", "choose another")]
            )
        return source
    read = read_fact(
        kind_of(kind), cells, things=_things(case, kind, cells, by), sources=_sources(case, cells.get("source", "")),
        names_in_vault=names_in_vault(case),
    )  # fmt: skip
    named = _named_before(case, read, cells.get("fact", "").strip(), but)
    found = [*named, *_withdrawn(case, read), *_said_before(case, read, but), *_in_circle(case, read)]
    if problems := [*found, *_another_day(case, read)]:
        raise CaseRefused(problems)
    return read


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


def _things(case: Case, kind: str, cells: Cells, by: User | None) -> dict[str, str]:
    """Id to kind, of those that a row names, and of some others that may have been meant."""
    named = _named(kind, cells)
    rows = case.facts.exclude(kind=SOURCE).exclude(state__in=NOT_IN_FOLDER)
    own = cells.get("id", "").strip()
    found = dict(rows.filter(thing__in=[*named, own]).values_list("thing", "kind"))
    seen = facts_for(by, case).exclude(kind=SOURCE).exclude(state__in=GONE) if by is not None else rows.none()
    for missing in sorted(named - found.keys()):
        found |= dict(seen.filter(thing__startswith=missing[:2]).values_list("thing", "kind")[:_MAY_BE_MEANT])
    return found


def _sources(case: Case, name: str) -> list[str]:
    """The source that a row names; where there is none, others that may have been meant."""
    rows = case.facts.filter(kind=SOURCE).exclude(state__in=GONE)
    found = list(rows.filter(name=name.strip()).values_list("name", flat=True))
    return found or list(rows.values_list("name", flat=True)[:_MAY_BE_MEANT])


def _based_on(case: Case, but: Fact | None) -> dict[str, list[str]]:
    """Each other source, to those that it repeats."""
    rows = case.facts.filter(kind=SOURCE).exclude(state__in=GONE).exclude(pk=_pk(but))
    based: dict[str, list[str]] = {name: [] for name in rows.values_list("name", flat=True)}
    for name, target in FactRef.objects.filter(fact__in=rows).values_list("fact__name", "target"):
        based[name].append(target)
    return based


def _withdrawn(case: Case, read: Read[Record]) -> list[Problem]:
    """References to things of which every claim was withdrawn."""
    named = {thing: column.name for column, thing in references(read.record) if thing != read.id}
    standing = set(case.facts.filter(thing__in=named).exclude(state__in=GONE).values_list("thing", flat=True))
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


def _said_before(case: Case, read: Read[Record], but: Fact | None) -> list[Problem]:
    """One source that says the same of the same thing twice counts as one claim."""
    own = fact_cells(read)
    columns = {column.name for column in record_columns(type(read.record))}
    rows = case.facts.filter(thing=read.id, kind=read.kind, source=read.source).exclude(state__in=NOT_IN_FOLDER)
    for row in rows.exclude(pk=_pk(but)):
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


def _in_circle(case: Case, read: Read[Record]) -> list[Problem]:
    """A chain of references that leads from what the row names back to its own thing."""
    ahead = {thing for _, thing in references(read.record)}
    seen: set[str] = set()
    if read.id in ahead:
        seen = {read.id}
    while ahead - seen and read.id not in seen:
        seen |= ahead
        rows = FactRef.objects.filter(case=case, fact__thing__in=ahead).exclude(fact__state__in=GONE)
        ahead = set(rows.exclude(fact__kind=SOURCE).values_list("target", flat=True))
    if read.id not in seen | ahead:
        return []
    why = f"refers in a circle back to {read.id}"
    return [Problem(f"{read.kind}.csv", 1, "id", read.id, why, "remove one of these references")]
