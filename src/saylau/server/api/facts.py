"""Facts over the API: the same doors as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.params.functions import Header, Path, Query

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.records.columns import LIST_MARK
from saylau.server.access.guard import facts_for, get_fact_for
from saylau.server.access.throttle import throttle
from saylau.server.api.access import case_for, owner_of, token_of
from saylau.server.api.schemas import Cell, ChangeIn, ErrorOut, FactIn, FactOut, FactsOut, RevisionOut, StepIn, kinds
from saylau.server.audit.chain import append
from saylau.server.audit.reads import note_reads
from saylau.server.review.actions import take_step
from saylau.server.review.policies import check_can_change
from saylau.server.search.find import found
from saylau.server.states import FactState
from saylau.server.store.conflict import Stale
from saylau.server.store.facts import cells_of, change_fact, enter_once
from saylau.server.store.models import Fact
from saylau.server.store.typed import check_typed

router = Router(tags=["facts"])
_REFUSED = dict.fromkeys((400, 401, 403, 404, 412, 422, 429), ErrorOut)
_STEPS = {"submit": "fact.submit", "discard": "fact.submit", "withdraw": "fact.withdraw"}
"""Steps that a program may take; accepting is for people."""
_PAGE = 100
_SLUG = Path(..., pattern=r"^[a-z0-9-]{1,100}$")
_UID = Path(..., pattern=r"^[0-9a-f]{32}$")


@router.get("/cases/{slug}/facts", response={200: FactsOut, **_REFUSED})
def list_facts(
    request: HttpRequest,
    slug: str = _SLUG,
    kind: str = Query("", max_length=64),
    state: str = Query("", max_length=12),
    source: str = Query("", max_length=200),
    q: str = Query("", max_length=300, description="words to be found"),
    after: str = Query("", max_length=32),
    limit: int = Query(_PAGE, ge=1, le=1000),
) -> dict[str, object]:
    """Facts and sources, a page at a time."""
    case = case_for(request, slug, "fact.read")
    facts = facts_for(owner_of(request), case).select_related("case")
    for name, value in (("kind", kind), ("state", state), ("source", source)):
        facts = facts.filter(**{name: _plain(value)}) if value else facts
    if q:
        throttle("search", owner_of(request).uid)
        facts = found(facts, _plain(q))
        append(owner_of(request).uid, "search", case.uid, {"asked": q})
    rows = list(facts.filter(uid__gt=_plain(after)).order_by("uid")[: limit + 1])
    note_reads(owner_of(request), case, len(rows[:limit]))
    return {"facts": [told(row) for row in rows[:limit]], "next": rows[limit - 1].uid if len(rows) > limit else ""}


@router.post(
    "/cases/{slug}/facts", response={200: FactOut, 201: FactOut, **_REFUSED}, openapi_extra={"requestBody": {}}
)
def enter_fact(
    request: HttpRequest,
    response: HttpResponse,
    fact: FactIn,
    slug: str = _SLUG,
    idempotency_key: str = Header("", alias="Idempotency-Key", max_length=200),
) -> Status[dict[str, object]]:
    """Enter a fact or a source. The same request with the same key again makes nothing new."""
    case = case_for(request, slug, "fact.create")
    if fact.kind not in kinds():
        raise CaseRefused([Problem("request", 0, "kind", fact.kind, "no kind of that name", "see the list of kinds")])
    key = sha256(f"{token_of(request).uid}:{idempotency_key}".encode()).hexdigest() if idempotency_key else None
    cells = _typed(fact.kind, fact.cells)
    made, new = enter_once(owner_of(request), case, fact.kind, cells, submit=fact.submit, key=key)
    response["ETag"] = _etag(made)
    return Status(201 if new else 200, told(made))


@router.get("/cases/{slug}/facts/{uid}", response={200: FactOut, **_REFUSED})
def read_fact(request: HttpRequest, response: HttpResponse, slug: str = _SLUG, uid: str = _UID) -> dict[str, object]:
    """One fact; its revision stands in the header `ETag`."""
    case = case_for(request, slug, "fact.read")
    fact = get_fact_for(owner_of(request), case, uid)
    note_reads(owner_of(request), case, 1)
    response["ETag"] = _etag(fact)
    return told(fact)


@router.put("/cases/{slug}/facts/{uid}", response={200: FactOut, **_REFUSED})
def write_fact(
    request: HttpRequest,
    response: HttpResponse,
    change: ChangeIn,
    slug: str = _SLUG,
    uid: str = _UID,
    if_match: str = Header("", alias="If-Match", max_length=40),
) -> dict[str, object]:
    """Change what a fact says, at the revision that `If-Match` names. What was accepted stays until this is."""
    user = owner_of(request)
    fact = get_fact_for(user, case_for(request, slug, "fact.change"), uid, "fact.change")
    check_can_change(user, fact)
    changed = change_fact(user, fact, _typed(fact.kind, change.cells), _revision(if_match))
    response["ETag"] = _etag(changed)
    return told(changed)


@router.post("/cases/{slug}/facts/{uid}/steps/{step}", response={200: FactOut, **_REFUSED})
def step_fact(
    request: HttpRequest,
    response: HttpResponse,
    body: StepIn,
    slug: str = _SLUG,
    uid: str = _UID,
    step: str = Path(..., pattern="^(submit|discard|withdraw)$"),
    if_match: str = Header("", alias="If-Match", max_length=40),
) -> dict[str, object]:
    """Take a fact one step through its review, as far as a program may."""
    if step not in _STEPS:
        raise Http404
    user = owner_of(request)
    fact = get_fact_for(user, case_for(request, slug, _STEPS[step]), uid, _STEPS[step])
    stepped = take_step(user, fact, step, _revision(if_match), _plain(body.reason))
    response["ETag"] = _etag(stepped)
    return told(stepped)


@router.get("/cases/{slug}/facts/{uid}/revisions", response={200: list[RevisionOut], **_REFUSED})
def list_revisions(request: HttpRequest, slug: str = _SLUG, uid: str = _UID) -> list[dict[str, object]]:
    """Everything that a fact said, and each step of its review."""
    case = case_for(request, slug, "fact.read")
    fact = get_fact_for(owner_of(request), case, uid)
    note_reads(owner_of(request), case, 1)
    return [
        {"number": r.number, "step": r.step, "state": r.state, "cells": r.body, "reason": r.reason, "at": r.at}
        for r in fact.revisions.order_by("number")
    ]


def told(fact: Fact) -> dict[str, object]:
    """A fact as the API tells it."""
    return {
        "uid": fact.uid, "kind": fact.kind, "id": fact.thing, "fact": fact.name, "source": fact.source,
        "state": str(FactState(fact.state)), "revision": fact.revision, "cells": cells_of(fact),
        "proposed": fact.proposed, "created_at": fact.created_at, "changed_at": fact.changed_at,
    }  # fmt: skip


def _etag(fact: Fact) -> str:
    return f'"{fact.revision}"'


def _revision(if_match: str) -> int:
    """The revision that a header names. Raises `Stale` where it names none."""
    text = if_match.removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Stale('send the revision that you saw, as in If-Match: "3"; it stands in the header ETag of the fact')
    return int(text)


def _typed(kind: str, cells: Mapping[str, Cell]) -> dict[str, str]:
    """Cells as texts, lists with their members parted as in a file. Raises `CaseRefused`."""
    told = {name: LIST_MARK.join(cell) if isinstance(cell, list) else cell for name, cell in cells.items()}
    check_typed(kind, told)
    return told


def _plain(text: str) -> str:
    """A text that can be kept. Raises `WrongUse` for one that holds what no text holds."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise WrongUse("a text holds no zero characters and no halves of characters; remove them")
    return text
