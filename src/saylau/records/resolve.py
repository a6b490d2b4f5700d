"""Resolving a case: references, circles of references, claims made twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from saylau.records.base import Record, is_id
from saylau.records.claims import Claims, Place
from saylau.records.columns import Column, record_columns
from saylau.records.fact import Display, Fact, Status
from saylau.records.kinds import KINDS
from saylau.records.problems import WITHHELD, Problems
from saylau.records.rows import split
from saylau.records.source import Source

_REFS: dict[type[Record], tuple[Column, ...]] = {
    kind: tuple(column for column in record_columns(kind) if column.type == "ref") for kind in KINDS.values()
}


def _circular() -> frozenset[type[Record]]:
    """The kinds from which references can lead back to the same kind; only there can a circle be."""
    reach = {kind.kind: {target for column in columns for target in column.targets} for kind, columns in _REFS.items()}
    for middle in reach:
        for found in reach.values():
            if middle in found:
                found |= reach[middle]
    return frozenset(kind for kind in _REFS if kind.kind in reach[kind.kind])


_CIRCULAR = _circular()


def references(record: Record) -> Iterable[tuple[Column, str]]:
    """The references of a record: column and id."""
    for column in _REFS[type(record)]:
        value = getattr(record, column.name)
        for thing in value if column.many else (value,):
            if thing is not None:
                yield column, str(thing)


def resolve(claims: Claims, unread: set[str], problems: Problems) -> None:
    """Note each dangling reference, reference to a wrong kind, circle, and claim made twice.

    Kinds in `unread` may have things that are not known.
    """
    standing = {fact.id for fact in claims.facts if fact.status is not Status.WITHDRAWN}
    withdrawn = {fact.id for fact in claims.facts} - standing
    graph: dict[str, dict[str, tuple[str, Place]]] = {}
    for fact, place in zip(claims.facts, claims.places, strict=True):
        withheld = fact.display is Display.WITHHELD
        for column, thing in references(fact.record):
            kind = claims.kinds.get(thing)
            if kind is None and not unread.isdisjoint(column.targets):
                continue
            if kind is None or kind not in column.targets:
                _tell_wrong(place, column, thing, withheld, claims.kinds, problems)
            elif thing in withdrawn and fact.status is not Status.WITHDRAWN:
                right = "withdraw this row too, or let the thing stand"
                _tell(
                    place, column.name, thing, withheld, "every claim about this thing was withdrawn", right, problems
                )
            elif type(fact.record) in _CIRCULAR:
                graph.setdefault(fact.id, {}).setdefault(thing, (column.name, place))
    _resolve_refused(claims, unread, problems)
    tell_circles(graph, problems)
    _tell_duplicates(claims, problems)


def _resolve_refused(claims: Claims, unread: set[str], problems: Problems) -> None:
    """Note the references of refused rows that lead nowhere; what is no id was told when the row was read."""
    for kind, place, cells, withheld in claims.refused:
        for column in _REFS[kind]:
            cell = cells.get(column.name, "")
            for thing in split(cell) if column.many else (cell,):
                known = claims.kinds.get(thing)
                may_be_unread = known is None and not unread.isdisjoint(column.targets)
                if is_id(thing) and not may_be_unread and known not in column.targets:
                    _tell_wrong(place, column, thing, withheld, claims.kinds, problems)


def _tell(place: Place, column: str, value: str, withheld: bool, why: str, right: str, problems: Problems) -> None:
    problems.add(*place, column, WITHHELD if withheld and value else value, why, right)


def _tell_wrong(
    place: Place, column: Column, thing: str, withheld: bool, kinds: Mapping[str, str], problems: Problems
) -> None:
    """A reference to nothing, or to a thing of another kind."""
    wanted = " or ".join(column.targets)
    if thing in kinds:
        right = f"a reference here points to {wanted}"
        _tell(place, column.name, thing, withheld, f"refers to a thing of kind {kinds[thing]}", right, problems)
        return
    right = f"add it to {' or '.join(f'{target}.csv' for target in column.targets)}"
    if not withheld:
        near = problems.nearest(thing, [name for name, kind in kinds.items() if kind in column.targets])
        right = f"did you mean {near}? Else {right}" if near else right
    _tell(place, column.name, thing, withheld, f"no {wanted} of that id", right, problems)


def tell_circles(graph: Mapping[str, Mapping[str, tuple[str, Place]]], problems: Problems) -> None:
    """Note each circle of references; `graph` leads from an id to those it refers to, with the column and place."""
    rest = {thing: dict.fromkeys(others) for thing, others in graph.items()}
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            # The sorter gives the circle from referred to referring.
            nodes: list[str] = error.args[1][:0:-1]
            start = nodes.index(min(nodes))
            nodes = nodes[start:] + nodes[:start]
            before, after = nodes[-1], nodes[0]
            column, place = graph[before][after]
            why = "refers in a circle: " + " > ".join([*nodes, after])
            problems.add(*place, column, after, why, "remove one of these references")
            del rest[before][after]
        else:
            return


def _tell_duplicates(claims: Claims, problems: Problems) -> None:
    """One source that says the same of the same thing twice counts as one claim, so it is written once."""
    told: dict[tuple[str, str, str], list[tuple[Fact[Record], Place]]] = {}
    for fact, place in zip(claims.facts, claims.places, strict=True):
        told.setdefault((fact.id, fact.source, fact.said_by), []).append((fact, place))
    for same in told.values():
        first: dict[Record, Place] = {}
        for fact, place in same if len(same) > 1 else ():
            other = first.setdefault(fact.record, place)
            if other is not place:
                why = f"the same claim stands in {other.file}, row {other.line}"
                right = "remove one of the two rows; name both places in one locator"
                _tell(place, "id", fact.id, fact.display is Display.WITHHELD, why, right, problems)


def tell_source_circles(sources: Sequence[tuple[Source, Place]], known: Iterable[str], problems: Problems) -> None:
    """Note sources that are based on an unknown source or, in a circle, on themselves."""
    ids = set(known)
    graph: dict[str, dict[str, tuple[str, Place]]] = {}
    for source, place in sources:
        for other in source.based_on:
            if other in ids:
                graph.setdefault(source.id, {}).setdefault(str(other), ("based_on", place))
            else:
                near = problems.nearest(other, ids)
                right = f"did you mean {near}?" if near else "add it to sources.csv"
                problems.add(*place, "based_on", other, "no source of that id", right)
    tell_circles(graph, problems)
