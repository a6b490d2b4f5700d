"""What would become of a case with what was brought: the whole case read with it, and every row told apart.

Rows are matched by the name of the claim. What the case holds and the file lacks stays. Where a row is in review does
not come from a file: whoever may accept facts accepts them here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from saylau.errors import CaseRefused, Problem
from saylau.records.assemble import PHRASES, REVIEW, SHEETS, SOURCES, TEXTS, Material, assemble
from saylau.records.base import Record
from saylau.records.case import Case as Read
from saylau.records.claims import default_name
from saylau.records.fact import Fact as ReadFact
from saylau.records.files import with_files
from saylau.records.one_row import fact_cells, source_cells
from saylau.records.problems import Problems
from saylau.records.sheet import Cell, Sheet
from saylau.records.source import Source
from saylau.server.access.guard import facts_for, grants
from saylau.server.access.models import User
from saylau.server.access.permissions import Grant
from saylau.server.exchange.incoming import Incoming
from saylau.server.exchange.opening import parts_of
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.store.reading import STATUS, material_of, tables_of

_ROWS = frozenset(SHEETS) - {TEXTS, PHRASES, REVIEW}
_HIDDEN = -1
"""Line of a row of the case, for somebody who does not see all of them."""


@dataclass
class Merged:
    """A case with what was brought, and what would change by it."""

    read: Read
    new: list[ReadFact[Record] | Source] = field(default_factory=list)
    changed: list[tuple[Fact, ReadFact[Record] | Source]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Facts of which another change waits for review already; they are left as they are."""
    others: list[str] = field(default_factory=list)
    """Facts that whoever brought the file may not change, and withdrawn ones; they are left as they are."""
    missing: list[str] = field(default_factory=list)
    """Facts of the tables brought that the file lacks, as far as its bearer may see them; they stay."""
    alike: list[tuple[str, str]] = field(default_factory=list)
    """New facts, each with one that stands at the same place of the same source: possibly the same."""
    parts: dict[str, bytes] = field(default_factory=dict)
    """Files without facts that would be new or changed."""


def merged(by: User, case: Case, brought: Incoming, problems: Problems) -> Merged:
    """Read a case with what somebody brought. Raises `CaseRefused` with everything wrong, as far as they may see it."""
    present = material_of(case, problems)
    kept = _kept(by, case)
    names: dict[str, list[str]] = {}
    others: list[str] = []
    material = Material(info=present.info, sheets=dict(present.sheets), rules=present.rules, prose=dict(present.prose))
    for table, sheet in brought.material.sheets.items():
        if table in _ROWS:
            own = kept.get(SOURCE if table == SOURCES else table, frozenset()) if kept is not None else None
            joined, listed = _joined(present.sheets.get(table), sheet, table == SOURCES, own)
            others += [name for name in listed if own and name in own]
            material.sheets[table], names[table] = joined, [name for name in listed if not own or name not in own]
        elif table != REVIEW:
            material.sheets[table] = sheet
    material.prose.update(brought.material.prose)
    material.rules = brought.material.rules or present.rules
    material.unread = set(brought.material.unread)
    if problems.found and material.info is None:
        raise CaseRefused(problems.found)
    try:
        read = assemble(material, problems)
    except CaseRefused as refused:
        raise (refused if kept is None else _as_seen(refused, brought)) from None
    tables = tables_of(case) | {n: data for n, data in brought.files.items() if n.startswith("tables/")}
    found = _told_apart(by, case, with_files(read, tables.get), names)
    found.others += others
    return found


def _kept(by: User, case: Case) -> Mapping[str, Collection[str]] | None:
    """Kind to the names of its facts that somebody may not change by a file; None for who may change all."""
    if Grant.YES in grants(by, case, "fact.change"):
        return None
    found: dict[str, set[str]] = {}
    rows = case.facts.filter(state__in=STATUS).values_list("kind", "name", "state", "created_by", "assigned_to")
    for kind, name, state, created_by, assigned_to in rows:
        if state == FactState.WITHDRAWN or by.pk not in (created_by, assigned_to):
            found.setdefault(kind, set()).add(name)
    return found


def _as_seen(refused: CaseRefused, brought: Incoming) -> CaseRefused:
    """What is wrong in the rows that were brought; of the rest only that something is."""
    files = {sheet.file for sheet in brought.material.sheets.values()}
    seen = [one for one in refused.problems if one.file in files and one.row != _HIDDEN]
    if len(seen) < len(refused.problems):
        why = "it does not go together with facts of the case that you do not see"
        seen.append(Problem("the file", 0, "", "", why, "ask an editor or analyst to bring it"))
    return CaseRefused(seen)


def _joined(
    present: Sheet | None, brought: Sheet, sources: bool, kept: Collection[str] | None
) -> tuple[Sheet, list[str]]:
    """The rows of the case that the file does not name, and those of the file; and the names of the latter.

    `kept` are names whose rows stay whatever the file says; None for a bearer who may change every row.
    """
    header = list(brought.header)
    rows: list[tuple[int, dict[str, Cell]]] = []
    counts: dict[str, int] = {}
    names = []
    for line, cells in brought.rows:
        row = dict(zip(header, cells, strict=False))
        if not any(row.values()):
            continue
        thing = str(row.get("id", "")).strip()
        counts[thing] = counts.get(thing, 0) + 1
        names.append(thing if sources else str(row.get("fact", "")).strip() or default_name(thing, counts[thing]))
        if not sources:
            row["fact"] = names[-1]
        rows.append((line, row))
    taken = set(names)
    before = []
    statuses: dict[str, Cell] = {}
    for line, cells in present.rows if present else ():
        old: dict[str, Cell] = dict(zip(present.header, cells, strict=True)) if present else {}
        name = str(old["id"] if sources else old["fact"])
        if name in taken and not (kept and name in kept):
            statuses[name] = old.get("status", "")
        else:
            before.append((line if kept is None else _HIDDEN, old))
    if not sources:
        for name, (_, row) in zip(names, rows, strict=True):
            if name in statuses or row.get("status") in ("reviewed", "disputed"):
                row["status"] = statuses.get(name, "")
    columns = list(
        dict.fromkeys((*header, *(present.header if present else ()), *(() if sources else ("fact", "status"))))
    )
    own = [row for name, row in zip(names, rows, strict=True) if not (kept and name in kept)]
    joined = tuple((line, tuple(row.get(c, "") for c in columns)) for line, row in (*before, *own))
    return Sheet(brought.file, tuple(columns), joined, brought.header_line, brought.whole), names


def _told_apart(by: User, case: Case, read: Read, names: Mapping[str, list[str]]) -> Merged:
    found = Merged(read)
    kinds = [SOURCE if table == SOURCES else table for table in names]
    present = {(row.kind, row.name): row for row in case.facts.filter(kind__in=kinds, state__in=STATUS)}
    facts = {fact.fact: fact for fact in read.facts}
    seen = set(facts_for(by, case).filter(kind__in=kinds).values_list("pk", flat=True))
    every = Grant.YES in grants(by, case, "fact.change")
    places = {(row.kind, row.source, row.body.get("locator")): row.name for row in present.values() if row.pk in seen}
    for table, listed in names.items():
        kind = SOURCE if table == SOURCES else table
        for name in listed:
            item: ReadFact[Record] | Source = read.sources[name] if kind == SOURCE else facts[name]
            row = present.pop((kind, name), None)
            if row is None:
                found.new.append(item)
                if isinstance(item, ReadFact) and item.locator:
                    same = places.get((kind, item.source, item.locator))
                    found.alike += [(name, same)] if same else []
            elif _same(row, item):
                found.unchanged.append(name)
            elif row.state == FactState.WITHDRAWN or not (every or by.pk in (row.created_by_id, row.assigned_to_id)):
                found.others.append(name)
            elif row.proposed is not None:
                found.waiting.append(name)
            else:
                found.changed.append((row, item))
    found.missing = [row.name for row in present.values() if row.pk in seen]
    before = {part.name: bytes(part.content) for part in case.parts.all()}
    found.parts = {name: data for name, data in parts_of(read).items() if before.get(name) != data}
    return found


def _same(row: Fact, item: ReadFact[Record] | Source) -> bool:
    if isinstance(item, Source):
        return bool(row.body == source_cells(item))
    return bool(row.body == fact_cells(item)) and row.source == item.source
