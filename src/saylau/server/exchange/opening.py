"""A case in the form of the folder, opened as a new case of the server: the same facts, in the same order."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from saylau.errors import WrongUse
from saylau.records.base import Record
from saylau.records.case import Case as Read
from saylau.records.fact import Fact as ReadFact
from saylau.records.fact import Status
from saylau.records.one_row import fact_cells, source_cells
from saylau.records.settings import CASE_FILE, info_bytes
from saylau.records.source import Source
from saylau.records.writing import case_files
from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.chain import append
from saylau.server.review.models import Signature
from saylau.server.review.states import FactState
from saylau.server.search.text import search_text
from saylau.server.store.facts import days, targets
from saylau.server.store.models import SOURCE, Case, Fact, FactRef, Part, Revision

STATES = {
    Status.DRAFT: FactState.SUBMITTED,
    Status.REVIEWED: FactState.ACCEPTED,
    Status.DISPUTED: FactState.QUESTIONED,
    Status.WITHDRAWN: FactState.WITHDRAWN,
}
"""Status in a folder to state on the server; what nobody reviewed waits for review."""
_BATCH = 2000


def open_as_new_case(by: User | None, read: Read, roles: Iterable[Role] = tuple(Role)) -> Case:
    """Make a case of the server from one that was read. Whoever opens it gets the roles. Raises `WrongUse`."""
    if Case.objects.filter(slug=read.info.id).exists():
        raise WrongUse(
            f"a case {read.info.id} is open on this server already; import into it, or give the other a new id"
        )
    with transaction.atomic():
        case = Case.objects.create(
            slug=read.info.id, title=read.info.title, info=info_bytes(read.info).decode(), made_by=by, version=1
        )
        _insert(case, [_source_row(case, source, n, by) for n, source in enumerate(read.sources.values(), 1)], by)
        places: dict[str, int] = {}
        rows = []
        for fact in read.facts:
            places[fact.kind] = places.get(fact.kind, 0) + 1
            rows.append(_fact_row(case, fact, places[fact.kind], by))
        _insert(case, rows, by)
        for n, review in enumerate(read.reviews, 1):
            Signature.objects.create(case=case, place=n, **review.model_dump(mode="python"))
        for name, data in _parts(read).items():
            Part.objects.create(case=case, name=name, content=data, changed_by=by)
        if by is not None:
            for role in roles:
                Membership.objects.create(user=by, case=case, role=role, granted_by=by)
        append(by.uid if by else "system", "case.open", case.uid, {"facts": len(rows), "sources": len(read.sources)})
    return case


def _source_row(case: Case, source: Source, place: int, by: User | None) -> Fact:
    state = FactState.ACCEPTED
    row = Fact(case=case, kind=SOURCE, thing=source.id, name=source.id, place=place, state=state, created_by=by)
    row.body = source_cells(source)
    return _searchable(row)


def _fact_row(case: Case, fact: ReadFact[Record], place: int, by: User | None) -> Fact:
    row = Fact(
        case=case, kind=fact.kind, thing=fact.id, name=fact.fact, place=place, state=STATES[fact.status],
        source=fact.source, display=str(fact.display), created_by=by, body=fact_cells(fact),
    )  # fmt: skip
    return _searchable(row)


def _searchable(row: Fact) -> Fact:
    row.since, row.until = days(row.kind, row.body)
    row.search_text = search_text(row)
    return row


def _insert(case: Case, rows: list[Fact], by: User | None) -> None:
    """Rows with their references and their first revision."""
    Fact.objects.bulk_create(rows, _BATCH)
    refs = [
        FactRef(fact=row, case=case, column=column, target=target)
        for row in rows
        for column, target in targets(row.kind, row.body)
    ]
    FactRef.objects.bulk_create(refs, _BATCH)
    Revision.objects.bulk_create(
        (
            Revision(fact=row, number=1, step="opened", state=row.state, body=row.body | {"source": row.source}, by=by)
            for row in rows
        ),
        _BATCH,
    )


def _parts(read: Read) -> dict[str, bytes]:
    """The files of a case that hold no facts, sources or signatures."""
    tables = {f"{fact.kind}.csv" for fact in read.facts} | {"sources.csv", "review.csv", CASE_FILE}
    return {name: data for name, data in case_files(read).items() if name not in tables}
