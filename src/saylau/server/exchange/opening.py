"""A case in the form of the folder, opened as a new case of the server: the same facts, in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from saylau.errors import WrongUse
from saylau.records.case import Case as Read
from saylau.records.settings import CASE_FILE, info_bytes
from saylau.records.writing import case_files
from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.chain import append
from saylau.server.review.models import Signature
from saylau.server.states import FactState
from saylau.server.store.many import STATES, insert, row_of_fact, row_of_source
from saylau.server.store.models import Case, Part


def open_as_new_case(by: User | None, read: Read, roles: Iterable[Role] = tuple(Role)) -> Case:
    """Make a case of the server from one that was read. Whoever opens it gets the roles. Raises `WrongUse`."""
    if Case.objects.filter(slug=read.info.id).exists():
        raise WrongUse(f"a case {read.info.id} is open here already; import into it, or give the other one a new id")
    with transaction.atomic():
        case = Case.objects.create(
            slug=read.info.id, title=read.info.title, info=info_bytes(read.info).decode(), made_by=by, version=1
        )
        accepted = FactState.ACCEPTED
        sources = [row_of_source(case, source, n, by, accepted) for n, source in enumerate(read.sources.values(), 1)]
        insert(case, sources, by, "opened")
        places: Counter[str] = Counter()
        facts = []
        for fact in read.facts:
            places[fact.kind] += 1
            facts.append(row_of_fact(case, fact, places[fact.kind], by, STATES[fact.status]))
        insert(case, facts, by, "opened")
        for n, review in enumerate(read.reviews, 1):
            Signature.objects.create(case=case, place=n, **review.model_dump(mode="python"))
        for name, data in parts_of(read).items():
            Part.objects.create(case=case, name=name, content=data, changed_by=by)
        if by is not None:
            for role in roles:
                Membership.objects.create(user=by, case=case, role=role, granted_by=by)
        append(by.uid if by else "system", "case.open", case.uid, {"facts": len(facts), "sources": len(sources)})
    return case


def parts_of(read: Read) -> dict[str, bytes]:
    """The files of a case that hold no facts, sources or signatures."""
    tables = {f"{fact.kind}.csv" for fact in read.facts} | {"sources.csv", "review.csv", CASE_FILE}
    return {name: data for name, data in case_files(read).items() if name not in tables}
