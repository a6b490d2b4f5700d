"""The one door through which a fact is written: checked, with its revision and its event, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.records.base import Record
from saylau.records.claims import default_name
from saylau.records.columns import record_columns
from saylau.records.fact import Fact as Read
from saylau.records.one_row import Cells, fact_cells, source_cells
from saylau.records.rows import split
from saylau.records.source import Source
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.search.text import search_text
from saylau.server.states import FACT_STEPS, LEAST_REASON, NEED_REASON, FactState
from saylau.server.store.conflict import Stale
from saylau.server.store.context import checked, holds, kind_of, near
from saylau.server.store.models import SOURCE, Case, Fact, FactRef, Revision
from saylau.server.store.resting import check_nothing_rests_on
from saylau.server.uid import uid
from saylau.values import When

IN_FORCE = (FactState.ACCEPTED, FactState.QUESTIONED)
"""States in which a change waits beside what stands until it is accepted."""
_NAMES_AT_ONCE = 100


def add_fact(by: User, case: Case, kind: str, cells: Cells, *, submit: bool, key: str | None = None) -> Fact:
    """Enter a fact, or a source, as a draft or for review. `key` names the request: asked again, it makes nothing new.

    A draft may be incomplete: what is wrong in it is told when it is submitted. Raises `CaseRefused`.
    """
    return enter_once(by, case, kind, cells, submit=submit, key=key)[0]


def enter_once(by: User, case: Case, kind: str, cells: Cells, *, submit: bool, key: str | None) -> tuple[Fact, bool]:
    """As `add_fact`; also whether it was made now.

    A row is checked before others have to wait for it, and again under the lock where the case changed meanwhile.
    """
    kind_of(kind)
    told = {name: text.strip() for name, text in cells.items() if text.strip()}
    asked = _asked(kind, told, submit=submit)
    if before := _of_request(case, key):
        return _same_request(before, asked), False
    around = near(case, kind, told) if submit else ()
    read = checked(case, kind, told, by=by, around=around) if submit else None
    with transaction.atomic():
        held = alone(case)
        if held.version != case.version:
            if before := _of_request(case, key):
                return _same_request(before, asked), False
            if submit and (held.info != case.info or not holds(case, kind, told, around)):
                read = checked(held, kind, told, by=by)
        fact = Fact(case=case, kind=kind, created_by=by, key=key, asked=asked, state=FactState.DRAFT)
        fact.place = (case.facts.filter(kind=kind).aggregate(last=Max("place"))["last"] or 0) + 1
        _write(fact, told, read)
        if submit:
            fact.state = FactState.SUBMITTED
        fact.save()
        _refer(fact, new=True)
        _remember(fact, "created", by, body=_whole(fact))
        _changed(case)
        append(by.uid, "fact.create", fact.uid, {"kind": kind, "name": fact.name, "state": fact.state})
    return fact, True


def change_fact(by: User, fact: Fact, cells: Cells, revision: int) -> Fact:
    """Change what a fact says. One that was accepted stays in force until the change is accepted.

    Raises `Stale` where somebody changed it since `revision`, `CaseRefused` where the row is wrong.
    """
    told = {name: text.strip() for name, text in cells.items() if text.strip()}
    if fact.state != FactState.DRAFT:
        told["id"] = fact.thing if fact.kind != SOURCE else fact.name
        told["fact"] = fact.name
    if fact.kind == SOURCE:
        told.pop("fact", None)
    with transaction.atomic():
        fact = _locked(fact, revision)
        if fact.state in (FactState.WITHDRAWN, FactState.DISCARDED):
            raise WrongUse("a fact that was withdrawn is not changed; enter it anew")
        read = None if fact.state == FactState.DRAFT else checked(fact.case, fact.kind, told, but=fact, by=by)
        if fact.state in IN_FORCE and read is not None:
            fact.proposed, fact.proposed_by = _proposal(read), by
            body = fact.proposed
        else:
            _write(fact, told, read)
            _refer(fact)
            body = _whole(fact)
        _save(fact)
        _remember(fact, "changed", by, body=body)
        _changed(fact.case)
        append(by.uid, "fact.change", fact.uid, {"revision": fact.revision})
    return fact


def step_fact(by: User, fact: Fact, step: str, revision: int, reason: str = "") -> Fact:
    """Take a fact one step through its review. Who may do so is the caller's to ask (`review.policies`).

    Raises `WrongUse` for a step that does not lead out of its state, or without the reason that it needs.
    """
    reason = reason.strip()
    if step in NEED_REASON and len(reason) < LEAST_REASON:
        raise WrongUse(f"write a reason of at least {LEAST_REASON} characters")
    with transaction.atomic():
        fact = _locked(fact, revision)
        body = None
        if fact.proposed is not None and fact.state in IN_FORCE and step in ("accept", "return"):
            body = _settle_proposal(fact, accept=step == "accept")
        elif step not in FACT_STEPS[fact.state]:
            raise WrongUse(f"a fact that is {fact.state} cannot take the step {step!r}")
        else:
            if step == "submit":
                told = _whole(fact)
                _write(fact, told, checked(fact.case, fact.kind, told, but=fact, by=by))
                _refer(fact)
            if step == "withdraw":
                check_nothing_rests_on(fact)
                fact.proposed = fact.proposed_by = None
            fact.state = FactState(FACT_STEPS[fact.state][step])
            body = _whole(fact) if step == "submit" else None
        _save(fact)
        _remember(fact, step, by, body=body, reason=reason)
        _changed(fact.case)
        append(by.uid, f"fact.{step}", fact.uid, {"revision": fact.revision, "reason": reason})
    return fact


def _settle_proposal(fact: Fact, *, accept: bool) -> Mapping[str, str] | None:
    """Put a change that waits into force, or drop it; what it said stays among the revisions."""
    proposed = dict(fact.proposed or {})
    fact.proposed = fact.proposed_by = None
    if not accept:
        return None
    told = proposed | ({"id": fact.name} if fact.kind == SOURCE else {"id": fact.thing, "fact": fact.name})
    _write(fact, told, checked(fact.case, fact.kind, told, but=fact))
    _refer(fact)
    fact.state = FactState.ACCEPTED
    return _whole(fact)


def cells_of(fact: Fact) -> dict[str, str]:
    """All cells of a fact by column, as in the kind's file; what a form is filled with."""
    return _whole(fact)


def _whole(fact: Fact) -> dict[str, str]:
    if fact.kind == SOURCE:
        return {"id": fact.thing, **fact.body}
    named = {} if fact.state == FactState.DRAFT else {"fact": fact.name}
    cells = {"id": fact.thing, **named, "source": fact.source, **fact.body}
    return {name: text for name, text in cells.items() if text}


def _cells_of(read: Read[Record] | Source) -> dict[str, str]:
    return source_cells(read) if isinstance(read, Source) else fact_cells(read)


def _proposal(read: Read[Record] | Source) -> dict[str, str]:
    """The cells of a change that waits for review; the source of a fact is among them."""
    return _cells_of(read) | ({} if isinstance(read, Source) else {"source": read.source})


def _write(fact: Fact, told: Mapping[str, str], read: Read[Record] | Source | None) -> None:
    """The columns of a fact, from what was read; from the bare cells where it is an unfinished draft."""
    if isinstance(read, Source):
        fact.thing = fact.name = read.id
    elif read is not None:
        fact.thing = read.id
        if not fact.pk or "fact" in told or fact.state == FactState.DRAFT:
            fact.name = told.get("fact") or free_name(fact.case, read.id, fact)
        fact.source, fact.display = read.source, str(read.display)
    elif not fact.pk or fact.state == FactState.DRAFT:
        # A draft is named when it is submitted: until then it must not stand in the way of others.
        fact.thing, fact.source = told.get("id", ""), told.get("source", "")
        fact.name = fact.name or f"draft.{fact.uid or uid()}"
    skipped = ("id",) if fact.kind == SOURCE else ("id", "source", "status")
    fact.body = _cells_of(read) if read else {name: text for name, text in told.items() if name not in skipped}
    fact.since, fact.until = days(fact.kind, fact.body) if read else (None, None)
    fact.search_text = search_text(fact)


def free_name(case: Case, thing: str, but: Fact | None = None) -> str:
    """The name of a further claim about a thing: its id, then the first of id.2, id.3 that no claim has."""
    rows = case.facts.exclude(kind=SOURCE).exclude(pk=but.pk if but and but.pk else 0)
    if not rows.filter(name=thing).exists():
        return thing
    first = 2
    while True:
        names = [default_name(thing, number) for number in range(first, first + _NAMES_AT_ONCE)]
        taken = set(rows.filter(name__in=names).values_list("name", flat=True))
        if free := [name for name in names if name not in taken]:
            return free[0]
        first += _NAMES_AT_ONCE


def days(kind: str, body: Mapping[str, str]) -> tuple[date | None, date | None]:
    """First and last day of the first time that a record states; None where it is open or there is none."""
    for column in record_columns(kind_of(kind)):
        if column.type in ("when", "day") and not column.many and body.get(column.name):
            when = When.parse(body[column.name])
            return when.first, when.last
    return None, None


def targets(kind: str, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Column and id of each reference that a row's cells hold."""
    found = {
        (column.name, target)
        for column in record_columns(kind_of(kind))
        if column.type == "ref" and cells.get(column.name)
        for target in (split(cells[column.name]) if column.many else (cells[column.name],))
    }
    return sorted(found)


def _refer(fact: Fact, *, new: bool = False) -> None:
    """Make the references of a fact anew; a new one has none yet."""
    if not new:
        fact.refs.all().delete()
    refs = [
        FactRef(fact=fact, case=fact.case, column=column, target=target)
        for column, target in targets(fact.kind, fact.body)
    ]
    if refs:
        FactRef.objects.bulk_create(refs)


def _remember(fact: Fact, step: str, by: User, *, body: Mapping[str, str] | None, reason: str = "") -> None:
    Revision.objects.create(
        fact=fact, number=fact.revision, step=step, state=fact.state, body=body, reason=reason, by=by
    )


def _locked(fact: Fact, revision: int) -> Fact:
    """The fact as it stands now, held against others with its case. Raises `Stale`."""
    alone(fact.case)
    now = Fact.objects.select_for_update(no_key=True).select_related("case").get(pk=fact.pk)
    if now.revision != revision:
        raise Stale("somebody else changed this fact since you opened it; nothing was saved: compare, and save again")
    return now


def alone(case: Case) -> Case:
    """Hold a case against other writers, so that what a row was checked against stands until it is written.

    The case as it stands now. The caller holds the transaction. Raises `NotPermitted` where the case is closed.
    """
    # Rows that refer to the case may be added meanwhile: who adds them holds the log, for which this waits at its end.
    held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if held.state != "open":
        raise NotPermitted(_("The case is closed; nothing in it changes."))
    return held


def _save(fact: Fact) -> None:
    fact.revision += 1
    fact.changed_at = timezone.now()
    fact.save()


def _changed(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)


def _of_request(case: Case, key: str | None) -> Fact | None:
    """The fact that a request made before; a request without a key made none."""
    made = None if key is None else case.facts.filter(key=key).values_list("pk", flat=True).first()
    return None if made is None else Fact.objects.get(pk=made)


def _asked(kind: str, told: Mapping[str, str], *, submit: bool) -> str:
    """Hash of what a request asks for."""
    return sha256(json.dumps([kind, sorted(told.items()), submit]).encode()).hexdigest()


def _same_request(before: Fact, asked: str) -> Fact:
    """The fact that the same request made before. Raises `CaseRefused` where it asks for something else."""
    if before.asked != asked:
        why = "this key was used for another fact"
        raise CaseRefused([Problem("request", 0, "key", before.key or "", why, "use a new key for each fact")])
    return before


def put_in_place(by: User, fact: Fact, read: Read[Record] | Source) -> Mapping[str, str]:
    """Put what was read elsewhere in the place of what a fact says, as `change_fact`; returns what its revision keeps.

    Nothing is written: `many.write` does that, under the lock of the case, for rows that were checked as a whole.
    """
    if fact.state in IN_FORCE:
        fact.proposed, fact.proposed_by = _proposal(read), by
        body: Mapping[str, str] = fact.proposed
    else:
        _write(fact, {"fact": fact.name}, read)
        body = _whole(fact)
    fact.revision += 1
    fact.changed_at = timezone.now()
    return body


def take_back(by: User, fact: Fact) -> None:
    """Undo the last change of a fact that an import made: a new one is discarded, a change falls.

    The caller holds the transaction, and the fact against others, and reads the case as a whole afterwards.
    """
    before = fact.revisions.filter(body__isnull=False).order_by("-number")[1:2]
    if fact.proposed is not None:
        fact.proposed = fact.proposed_by = None
    elif not before:
        # Its name is free again, so that the file can be brought once more when it was corrected.
        fact.state, fact.name = FactState.DISCARDED, f"undone.{fact.uid}"
    else:
        named = {"id": fact.thing} if fact.kind == SOURCE else {"id": fact.thing, "fact": fact.name}
        told = {name: text for name, text in (before[0].body or {}).items() if text} | named
        _write(fact, told, checked(fact.case, fact.kind, told, but=fact))
        _refer(fact)
    _save(fact)
    _remember(fact, "undone", by, body=_whole(fact))
