"""Entering and changing a fact: type, check your answers, save as a draft or hand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from saylau.errors import CaseRefused, NotFound, Problem
from saylau.methods.folding import fold
from saylau.records.columns import record_columns
from saylau.records.rows import split
from saylau.server.access.guard import NotPermitted, facts_for, get_case_for, get_fact_for, grants, may
from saylau.server.access.models import User
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.areas import areas
from saylau.server.pages.facts.fields import form_of, initial_cells, problems_of, typed_cells
from saylau.server.pages.facts.shown import Cell, cell, columns_of, kind_title, things_in, words_here
from saylau.server.pages.facts.stale import merged_cells, sides
from saylau.server.review.policies import check_can_change, check_can_submit
from saylau.server.states import FactState
from saylau.server.store.conflict import Stale
from saylau.server.store.context import GONE, checked, kind_of
from saylau.server.store.facts import IN_FORCE, add_fact, cells_of, change_fact, step_fact
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.store.names import free_thing, names_of, titles_of
from saylau.server.store.typed import check_typed
from saylau.server.uid import uid
from saylau.server.vault.warning import name_stands_in

ACTION, REVISION, KEY = "_action", "_revision", "_key"
"""Names of what a form sends beside its columns, none of which begins with an underscore."""

_MOST_COMPARED, _MOST_ALIKE = 50, 3


@dataclass
class Entry:
    """One form on its way: what is entered, by whom, into which case."""

    request: HttpRequest
    user: User
    case: Case
    kind: str
    cells: dict[str, str]
    fact: Fact | None = None
    revision: int = 0
    """The revision that was seen when the form was opened."""
    key: str = field(default_factory=uid)

    @property
    def may_submit(self) -> bool:
        """Whether it is handed in from here: a new one and a draft; others are changed where they stand."""
        if self.fact is None:
            return may(self.user, self.case, "fact.submit", (self.user,))
        try:
            check_can_submit(self.user, self.fact)
        except NotPermitted:
            return False
        return True

    @property
    def may_draft(self) -> bool:
        """Whether it can be put aside unfinished."""
        return self.fact is None or self.fact.state == FactState.DRAFT


@login_required
@require_GET
def kinds(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be entered, by area, each kind with what one of it is."""
    case = get_case_for(user_of(request), slug, "fact.create")
    return render(request, "facts/kinds.html", {"case": case, "areas": areas(words_here())})


@login_required
def new_fact(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Enter a fact or a source."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.create")
    _kind_or_404(kind)
    if case.state != "open":
        raise NotPermitted(_("The case is closed; nothing in it changes."))
    if request.method != "POST":
        given = {name: str(text) for name, text in request.GET.items() if "\0" not in text}
        cells = initial_cells(kind, given)
        if not cells.get("id"):
            cells["id"] = free_thing(case, kind)
        return _form(Entry(request, user, case, kind, cells))
    entry = Entry(request, user, case, kind, typed_cells(kind, request.POST))
    entry.key = request.POST.get(KEY, "").replace("\0", "")[:64] or entry.key
    return _answer(entry)


@login_required
def change(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Change a fact; of one that was accepted this proposes a change."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    fact = get_fact_for(user, case, uid, "fact.change")
    fact.case = case
    check_can_change(user, fact)
    if request.method != "POST":
        cells = cells_of(fact) | (fact.proposed or {})
        return _form(Entry(request, user, case, fact.kind, cells, fact, fact.revision))
    entry = Entry(request, user, case, fact.kind, typed_cells(fact.kind, request.POST), fact)
    number = request.POST.get(REVISION, "")
    entry.revision = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    if fact.state != FactState.DRAFT:
        entry.cells |= {name: text for name, text in cells_of(fact).items() if name in ("id", "fact")}
    if request.POST.get(ACTION) == "merge":
        entry.cells = merged_cells(entry.kind, request.POST, entry.cells, cells_of(fact) | (fact.proposed or {}))
        entry.revision = fact.revision
        return _form(entry)
    return _answer(entry)


def _kind_or_404(kind: str) -> None:
    try:
        kind_of(kind)
    except NotFound:
        raise Http404 from None


def _answer(entry: Entry) -> HttpResponse:
    """What becomes of a form that was sent: looked over, put aside, handed in, or given back with what is wrong."""
    action = entry.request.POST.get(ACTION, "check")
    try:
        check_typed(entry.kind, entry.cells)
        if action == "edit":
            return _form(entry)
        if action == "draft" and entry.may_draft:
            return _saved(entry, submit=False)
        if action == "submit":
            return _saved(entry, submit=True)
        checked(entry.case, entry.kind, entry.cells, but=entry.fact, by=entry.user)
    except CaseRefused as refused:
        if any(problem.column == "key" for problem in refused.problems):
            # The form was sent before with other answers: this one is a fact of its own.
            entry.key = uid()
        return _form(entry, problems_of(refused))
    except Stale:
        return _both_versions(entry)
    if entry.fact is not None and entry.fact.revision != entry.revision:
        return _both_versions(entry)
    return _check(entry)


def _saved(entry: Entry, *, submit: bool) -> HttpResponse:
    """Save what was typed, and say what became of it. Raises `CaseRefused` and `Stale`."""
    fact = entry.fact
    if fact is None:
        fact = _added(entry, submit=submit)
        said = (
            _("Handed in for review.") if submit else _("Saved as a draft. Nobody else sees it until you hand it in.")
        )
    else:
        was = fact.state
        with transaction.atomic():
            fact = change_fact(entry.user, fact, entry.cells, entry.revision)
            if submit and entry.may_submit:
                fact = step_fact(entry.user, fact, "submit", fact.revision)
        said = _("Saved.")
        if was in IN_FORCE:
            said = _("Saved as a proposed change. What stands stays in force until another person accepts it.")
        elif submit and fact.state == FactState.SUBMITTED and was != FactState.SUBMITTED:
            said = _("Handed in for review.")
    messages.success(entry.request, said)
    if name_stands_in(entry.request.session.session_key, entry.case, entry.cells.values()):
        messages.warning(
            entry.request,
            _("A name, address or document of the vault stands in what you wrote. Take it out: the number suffices."),
        )
    return redirect("fact", slug=entry.case.slug, uid=fact.uid)


def _added(entry: Entry, *, submit: bool) -> Fact:
    """The new fact. Two that were sent at the same moment: the second sees the first and is named after it."""
    try:
        return add_fact(entry.user, entry.case, entry.kind, entry.cells, submit=submit, key=entry.key)
    except IntegrityError:
        return add_fact(entry.user, entry.case, entry.kind, entry.cells, submit=submit, key=entry.key)


def _form(entry: Entry, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The form with what was typed."""
    seen = facts_for(entry.user, entry.case)
    words = words_here(_names(entry))
    fixed = entry.fact is not None and entry.fact.state != FactState.DRAFT
    form = form_of(entry.kind, entry.cells, words, problems, fixed=fixed)
    told = {
        "case": entry.case, "entry": entry, "form": form, "fixed": fixed,
        "in_force": entry.fact is not None and entry.fact.state in IN_FORCE,
        "waits": entry.fact is not None and entry.fact.proposed is not None,
        "may_enter": bool(grants(entry.user, entry.case, "fact.create")),
        "others": 0 if entry.fact or not entry.cells.get("id") else _others(entry, seen).count(),
    }  # fmt: skip
    return render(entry.request, "facts/form.html", told, status=422 if problems else 200)


def _check(entry: Entry) -> HttpResponse:
    """The answers in words, before anything is saved."""
    seen = facts_for(entry.user, entry.case)
    words = words_here(_names(entry))
    cells: list[Cell] = [cell(c, entry.cells[c.name], words) for c in columns_of(entry.kind) if c.name in entry.cells]
    told = {
        "case": entry.case, "entry": entry, "cells": cells, "title": kind_title(entry.kind, words),
        "others": _others(entry, seen).count(), "in_force": entry.fact is not None and entry.fact.state in IN_FORCE,
        "alike": _alike(entry, seen), "hidden": _hidden(entry),
    }  # fmt: skip
    return render(entry.request, "facts/check.html", told)


def _both_versions(entry: Entry) -> HttpResponse:
    """Somebody else changed it meanwhile: both versions, field by field, and nothing lost."""
    if entry.fact is None:
        raise AssertionError("what is new has no other version")
    entry.fact.refresh_from_db()
    standing = cells_of(entry.fact) | (entry.fact.proposed or {})
    last = entry.fact.revisions.select_related("by").order_by("-number").first()
    base = entry.fact.revisions.filter(number__lte=entry.revision, body__isnull=False).order_by("-number").first()
    words = words_here(_names(entry) | names_of(facts_for(entry.user, entry.case), things_in(entry.kind, standing)))
    told = {
        "case": entry.case, "entry": entry, "last": last, "hidden": _hidden(entry),
        "sides": sides(entry.kind, (base.body or {}) if base else {}, standing, entry.cells, words),
    }  # fmt: skip
    return render(entry.request, "facts/stale.html", told, status=409)


def _hidden(entry: Entry) -> list[tuple[str, str]]:
    """What was typed, to be sent again; the members of a ticked list one by one, as the form sends them."""
    ticked = {c.name for c in record_columns(kind_of(entry.kind)) if c.many and c.type == "choice"}
    return [
        (name, part)
        for name, text in entry.cells.items()
        for part in (split(text) if name in ticked else (text,))
    ]  # fmt: skip


def _others(entry: Entry, seen: QuerySet[Fact]) -> QuerySet[Fact]:
    """Other claims about the thing that is entered."""
    rows = seen.filter(thing=entry.cells.get("id", "").strip(), kind=entry.kind).exclude(state__in=GONE)
    return rows.exclude(pk=entry.fact.pk if entry.fact else 0)


def _alike(entry: Entry, seen: QuerySet[Fact]) -> list[Fact]:
    """Some facts about things of another id that are called the same, however it is written."""
    name = fold(entry.cells.get("name", ""))
    if not name:
        return []
    rows = seen.filter(kind=entry.kind, search_text__contains=f" {name} ").exclude(state__in=GONE)
    rows = rows.exclude(thing=entry.cells.get("id", "").strip()).order_by("pk")[:_MOST_COMPARED]
    return [row for row in rows if fold(str(row.body.get("name", ""))) == name][:_MOST_ALIKE]


def _names(entry: Entry) -> dict[str, str]:
    """Names of the things and titles of the sources that the cells name, as far as this person may see them."""
    seen = facts_for(entry.user, entry.case)
    sources = [entry.cells.get("source", ""), *(split(entry.cells.get("based_on", "")) if entry.kind == SOURCE else ())]
    return names_of(seen, things_in(entry.kind, entry.cells)) | titles_of(seen, sources)
