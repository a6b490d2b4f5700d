"""A case without some of its people: their rows, the rows about them, and what only those rows led to are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import Column, record_columns
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Person, StatedDuration, StatedTime, Statement
from saylau.records.resolve import references
from saylau.records.source import Source

_TELLS_OF = (Statement, StatedTime, StatedDuration)
"""Kinds that name no person and tell of whatever points at them; left out with the last row that does."""


def leave_out(case: Case, people: Collection[str]) -> Case:
    """The case without these people, by the ids of their rows.

    A row that points at one of them goes. Of a row about several people the person goes, with the quote and the note:
    the rest is counted and no longer printed, since its words may be about all of them. With the last of them the row
    goes. A row that points at a row left out goes too, unless it is about somebody
    else who stays: then only the reference goes. Sources, wording in other languages and signatures that belong to
    nothing else any more go along.
    """
    left_out = frozenset(people)
    if not left_out:
        return case
    kept = list(case.facts)
    while True:
        things = {f.id for f in kept}
        gone = left_out | ({f.id for f in case.facts} - things)
        after = [one for f in kept if f.id not in left_out and (one := _without(f, left_out, gone, case)) is not None]
        orphans = _orphans(case, after)
        after = [f for f in after if f.fact not in orphans]
        if after == kept:
            return _rest(case, tuple(kept), gone)
        kept = after


def _without(fact: Fact[Record], people: frozenset[str], gone: frozenset[str], case: Case) -> Fact[Record] | None:
    """The row without what is gone; None where the row goes."""
    pointed = [(column, thing) for column, thing in references(fact.record) if thing in gone]
    if not pointed:
        return fact
    somebody = any(t not in gone and _is_person(case, t) for _, t in references(fact.record))
    changes: dict[str, object] = {}
    for column, thing in pointed:
        rest = _rest_of(fact.record, column, gone)
        if thing in people and not rest:
            return None
        if thing not in people and (not somebody or (column.required and not rest)):
            return None
        changes[column.name] = rest if column.many else None
    record = fact.record.model_copy(update=changes)
    return replace(fact, record=record, quote="", note="", display=Display.WITHHELD)


def _rest_of(record: Record, column: Column, gone: frozenset[str]) -> tuple[object, ...]:
    """What stays of a list of references; nothing of a single one that is gone."""
    value = getattr(record, column.name)
    return tuple(thing for thing in value if thing not in gone) if column.many else ()


def _is_person(case: Case, thing: str) -> bool:
    return any(isinstance(f.record, Person) for f in case.claims(thing))


def _orphans(case: Case, kept: list[Fact[Record]]) -> frozenset[str]:
    """Names of rows that only told of rows left out."""
    before = {thing for f in case.facts for _, thing in references(f.record)}
    now = {thing for f in kept for _, thing in references(f.record)}
    return frozenset(f.fact for f in kept if isinstance(f.record, _TELLS_OF) and f.id in before - now)


def _rest(case: Case, kept: tuple[Fact[Record], ...], gone: frozenset[str]) -> Case:
    """The case of the rows that stay."""
    names = {f.fact for f in kept}
    left_out = [f for f in case.facts if f.fact not in names]
    keys = gone | {f.fact for f in left_out}
    said = {text for f in left_out for text in _texts(f)} - {text for f in kept for text in _texts(f)}
    sources = _sources(case, kept, left_out)
    return replace(
        case,
        facts=kept,
        sources=MappingProxyType(sources),
        texts=MappingProxyType({key: text for key, text in case.texts.items() if key[0] not in keys}),
        phrases=MappingProxyType({key: text for key, text in case.phrases.items() if key[0] not in said}),
        reviews=tuple(r for r in case.reviews if not gone & set(r.finding.split(":")[1:])),
    )


def _sources(case: Case, kept: tuple[Fact[Record], ...], left_out: list[Fact[Record]]) -> Mapping[str, Source]:
    """The sources without those in which only rows left out stand, and on which no source that stays is based."""
    used = {f.source for f in kept}
    alone = {f.source for f in left_out} - used
    stays = {name: source for name, source in case.sources.items() if name not in alone}
    while more := {name for s in stays.values() for name in s.based_on if name not in stays}:
        stays |= {name: case.sources[name] for name in more}
    return {name: source for name, source in case.sources.items() if name in stays}


def _texts(fact: Fact[Record]) -> Iterator[str]:
    """Every text of a row."""
    yield from (fact.quote, fact.note, fact.said_by, fact.locator)
    for column in record_columns(type(fact.record)):
        if column.type == "text":
            value = getattr(fact.record, column.name)
            yield from value if isinstance(value, tuple) else (value or "",)
