"""Writing many facts at once: rows that were read and checked as a whole case before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from saylau.records.base import Record
from saylau.records.fact import Fact as Read
from saylau.records.fact import Status
from saylau.records.one_row import fact_cells, source_cells
from saylau.records.source import Source
from saylau.server.access.models import User
from saylau.server.search.text import search_text
from saylau.server.states import FactState
from saylau.server.store.facts import days, targets
from saylau.server.store.models import SOURCE, Case, Fact, FactRef, Revision

STATES: Mapping[Status, FactState] = {
    Status.DRAFT: FactState.SUBMITTED,
    Status.REVIEWED: FactState.ACCEPTED,
    Status.DISPUTED: FactState.QUESTIONED,
    Status.WITHDRAWN: FactState.WITHDRAWN,
}
"""Status in a folder to state on the server; what nobody reviewed waits for review."""
Changed = tuple[Fact, Mapping[str, str]]
"""A fact that was changed and is not written yet, and the cells that its revision keeps."""


def row_of_source(case: Case, source: Source, place: int, by: User | None, state: FactState) -> Fact:
    """The row of a source that was read."""
    row = Fact(case=case, kind=SOURCE, thing=source.id, name=source.id, place=place, state=state, created_by=by)
    row.body = source_cells(source)
    return _searchable(row)


def row_of_fact(case: Case, read: Read[Record], place: int, by: User | None, state: FactState) -> Fact:
    """The row of a fact that was read."""
    row = Fact(
        case=case, kind=read.kind, thing=read.id, name=read.fact, place=place, state=state, source=read.source,
        display=str(read.display), created_by=by, body=fact_cells(read),
    )  # fmt: skip
    return _searchable(row)


def _searchable(row: Fact) -> Fact:
    row.since, row.until = days(row.kind, row.body)
    row.search_text = search_text(row)
    return row


@dataclass(frozen=True)
class Ready:
    """Rows as the database takes them: whatever costs time is done, and others wait for the writing alone."""

    facts: Sequence[list[Any]]
    refs: Sequence[tuple[Any, ...]]
    revisions: Sequence[tuple[Any, ...]]
    replaced: Sequence[tuple[Any, ...]]
    """New values of facts that are there already, and the key of each."""
    forgotten: Sequence[tuple[int]]
    """Keys of facts that are there already, of which other references are written."""


def ready(case: Case, rows: Sequence[Fact], by: User | None, step: str, changed: Sequence[Changed] = ()) -> Ready:
    """Make rows ready: new facts, which have no keys yet, and facts that were changed by `facts.put_in_place`."""
    every = [*((row, row.body | {"source": row.source}) for row in rows), *changed]
    now = timezone.now()
    told_anew = [row for row, _ in changed if row.proposed is None]
    refs = [
        (column, case.pk, target, row.uid)
        for row in (*rows, *told_anew)
        for column, target in targets(row.kind, row.body)
    ]
    body = Revision._meta.get_field("body")
    at = Revision._meta.get_field("at").get_db_prep_save(now, connection)
    revisions = [
        (row.revision, step, str(row.state), body.get_db_prep_save(said, connection), "", by and by.pk, at, row.uid)
        for row, said in every
    ]
    replaced = [(*_values(row, _CHANGING), row.pk) for row, _ in changed]
    new = [_values(row, _FIELDS) for row in rows]
    return Ready(new, refs, revisions, replaced, [(row.pk,) for row in told_anew])


def write(case: Case, made: Ready) -> None:
    """Write rows with their references and revisions. The caller holds the transaction and the case, adds the event.

    New rows get places after those that the case has by now.
    """
    last = dict(case.facts.order_by().values("kind").annotate(last=Max("place")).values_list("kind", "last"))
    for row in made.facts:
        last[row[_KIND]] = row[_PLACE] = last.get(row[_KIND], 0) + 1
    with connection.cursor() as cursor:
        _insert(cursor, _FACTS, [field.column for field in _FIELDS], made.facts)
        for statement, rows in ((_REPLACE, made.replaced), (_FORGET, made.forgotten)):
            if rows:
                cursor.executemany(statement, rows)
        keys = _keys(cursor, {*(row[-1] for row in made.refs), *(row[-1] for row in made.revisions)})
        _insert(cursor, _REFS, _REFERS, [(*row[:-1], keys[row[-1]]) for row in made.refs])
        _insert(cursor, _REVISIONS, _REMEMBERS, [(*row[:-1], keys[row[-1]]) for row in made.revisions])


def _insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows in the way that is quickest on each database, since others wait meanwhile."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    one = f"({', '.join(['%s'] * len(columns))})"
    at_once = _PARAMETERS // len(columns)
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        statement = f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(part))}"
        cursor.execute(statement, [value for row in part for value in row])


def _keys(cursor: Any, uids: Collection[str]) -> dict[str, int]:
    """Uid of each fact to its key, which the database alone gave it."""
    asked, found = sorted(uids), dict[str, int]()
    for start in range(0, len(asked), _PARAMETERS):
        part = asked[start : start + _PARAMETERS]
        cursor.execute(f"SELECT uid, id FROM {_FACTS} WHERE uid IN ({', '.join(['%s'] * len(part))})", part)
        found.update(cursor.fetchall())
    return found


def insert(case: Case, rows: Sequence[Fact], by: User | None, step: str) -> None:
    """Insert rows of a case that has no others of their kinds; their order is that of their places."""
    write(case, ready(case, rows, by, step))


def _values(row: Fact, fields: Sequence[Any]) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


_FIELDS: list[Any] = [field for field in Fact._meta.concrete_fields if not field.primary_key]
_KIND, _PLACE = ([field.name for field in _FIELDS].index(name) for name in ("kind", "place"))
_CHANGING: list[Any] = [
    Fact._meta.get_field(name)
    for name in ("thing", "name", "source", "display", "body", "since", "until", "search_text", "revision",
                 "proposed", "proposed_by", "changed_at")
]  # fmt: skip
_FACTS, _REFS, _REVISIONS = (model._meta.db_table for model in (Fact, FactRef, Revision))
_REPLACE = (
    f"UPDATE {_FACTS} SET {', '.join(f'{connection.ops.quote_name(field.column)} = %s' for field in _CHANGING)}"
    " WHERE id = %s"
)
_FORGET = f"DELETE FROM {_REFS} WHERE fact_id = %s"
_REFERS = ("column", "case_id", "target", "fact_id")
_REMEMBERS = ("number", "step", "state", "body", "reason", "by_id", "at", "fact_id")
_PARAMETERS = 30_000
"""So many values go into one statement; SQLite takes 32,766."""
