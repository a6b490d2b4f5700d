"""Writing many facts at once: rows that were read and checked as a whole case before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
_BATCH = 2000


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


def insert(case: Case, rows: Sequence[Fact], by: User | None, step: str) -> None:
    """Insert rows with their references and first revisions. The caller holds the transaction and adds the event."""
    Fact.objects.bulk_create(rows, _BATCH)
    refs = [
        FactRef(fact=row, case=case, column=column, target=target)
        for row in rows
        for column, target in targets(row.kind, row.body)
    ]
    FactRef.objects.bulk_create(refs, _BATCH)
    revisions = [
        Revision(fact=row, number=1, step=step, state=row.state, body=row.body | {"source": row.source}, by=by)
        for row in rows
    ]
    Revision.objects.bulk_create(revisions, _BATCH)
