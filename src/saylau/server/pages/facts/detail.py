"""One fact with all that is known of it: what it says, where it stands, who said it, its history, what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from saylau.report.words import Words
from saylau.server.access.guard import NotPermitted, facts_for, get_case_for, get_fact_for, grants
from saylau.server.access.models import User
from saylau.server.assessment.kept import kept
from saylau.server.audit.reads import note_reads
from saylau.server.evidence.access import evidence_for
from saylau.server.evidence.models import Passage
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.shown import (
    Cell,
    brief,
    cell,
    cells_shown,
    claim_columns,
    differences,
    kind_title,
    label_of,
    state_title,
    things_in,
    words_here,
)
from saylau.server.review.actions import offers
from saylau.server.review.policies import change_waits, check_can_change, check_can_word
from saylau.server.store.assigning import ASSIGN
from saylau.server.store.claims import conflicts_among
from saylau.server.store.context import GONE, NOT_IN_FOLDER
from saylau.server.store.facts import cells_of
from saylau.server.store.models import SOURCE, Case, Fact, FactRef, Revision
from saylau.server.store.names import names_among
from saylau.server.store.texts import further_texts, text_columns

SHOWN = 20
"""Of what rests on a fact, and of its neighbours, as many are named; the rest stand in a list of their own."""
MOST_REVISIONS = 50
MOST_AROUND = 500
STEPS: Mapping[str, Promise] = {
    "created": _("entered"), "changed": _("changed"), "opened": _("came with the case"), "imported": _("imported"),
    "texts": _("wording changed"),
    "undone": _("import undone"), "submit": _("submitted"), "accept": _("accepted"), "return": _("sent back"),
    "question": _("questioned"), "withdraw": _("withdrawn"), "discard": _("discarded"),
}  # fmt: skip


@dataclass(frozen=True)
class Done:
    """One step in the history of a fact, with what it changed."""

    revision: Revision
    title: str
    state: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Translation:
    """One text of the thing in a further language."""

    label: str
    language: str
    text: str


@dataclass(frozen=True)
class Around:
    """What one question to the database brings: the sources and the claims that a fact has to do with."""

    words: Words
    source: Fact | None
    claims: tuple[Fact, ...]
    """The standing claims about its thing, its own among them where it stands."""


@login_required
@require_safe
def fact(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """One fact or source."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    found = get_fact_for(user, case, uid)
    found.case = case
    note_reads(user, case, 1)
    prefetch_related_objects([found], Prefetch("revisions", Revision.objects.select_related("by").order_by("-number")))
    history = list(found.revisions.all())
    seen = facts_for(user, case)
    around = _around(seen, found, history)
    told = _record(case, found, around) | _neighbours(user, found, seen, around)
    told |= {
        "case": case, "fact": found, "user": user, "history": _history(found, history, around.words),
        "more_history": len(history) > MOST_REVISIONS, "offers": offers(user, found),
        "refusal": _refusal(check_can_change, user, found), "may_word": _may_word(user, found),
        "may_enter": bool(grants(user, case, "fact.create")), "may_assign": bool(grants(user, case, ASSIGN)),
        "findings": _findings(user, found),
    }  # fmt: skip
    return render(request, "facts/fact.html", told)


def _around(seen: QuerySet[Fact], found: Fact, history: Sequence[Revision]) -> Around:
    """Names of all things that the fact names, now or earlier, its source, and the claims about its thing."""
    bodies = [found.body, found.proposed or {}, *(revision.body or {} for revision in history[:MOST_REVISIONS])]
    things = {thing for body in bodies for thing in things_in(found.kind, body)}
    sources = {found.source, *(body.get("source", "") for body in bodies)} - {""}
    if found.kind == SOURCE:
        sources, things = sources | things, set()
    else:
        things |= {found.thing} - {""}
    wanted = Q(kind=SOURCE, name__in=sources) | (~Q(kind=SOURCE) & Q(thing__in=things))
    rows = seen.filter(wanted).exclude(state__in=GONE).defer("search_text", "proposed").order_by("place", "pk")
    fetched = list(rows[:MOST_AROUND]) if sources or things else []
    by_name = {row.name: row for row in fetched if row.kind == SOURCE}
    claims = [row for row in fetched if row.kind != SOURCE]
    titles = {name: row.body.get("title") or name for name, row in by_name.items()}
    words = words_here(names_among(seen, claims) | titles)
    about = tuple(row for row in claims if row.thing == found.thing and row.kind == found.kind)
    return Around(words, by_name.get(found.source), about)


def _record(case: Case, found: Fact, around: Around) -> dict[str, object]:
    """What the fact says, where that stands, and who says it."""
    words, source = around.words, around.source
    waits = change_waits(found)
    changes: list[tuple[str, str, str]] = []
    if waits:
        before = {name: text for name, text in cells_of(found).items() if name not in ("id", "fact")}
        changes = differences(found.kind, before, found.proposed or {}, words)
    claim: list[Cell] = []
    if found.kind != SOURCE:
        body = {"display": found.display, **found.body}
        claim = [cell(c, body[c.name], words) for c in claim_columns("heard", "display", "note") if body.get(c.name)]
    return {
        "title": brief(found.kind, found.body, words), "kind": kind_title(found.kind, words),
        "state": state_title(found.state), "cells": cells_shown(found.kind, found.body, words), "claim": claim,
        "source": source, "said_by": found.body.get("said_by", "") or (source.body.get("author", "") if source else ""),
        "of_source": bool(source) and not found.body.get("said_by"), "waits": waits, "changes": changes,
        "translations": _translations(case, found, words),
    }  # fmt: skip


def _neighbours(user: User, found: Fact, seen: QuerySet[Fact], around: Around) -> dict[str, object]:
    """Evidence, what rests on the fact, and the other claims about its thing."""
    passages: list[Passage] = []
    if grants(user, found.case, "evidence.read"):
        rows = found.passages.filter(evidence__in=evidence_for(user, found.case).order_by().values("pk"))
        passages = list(rows.select_related("evidence").order_by("pk")[:SHOWN])
    resting = list(_resting(found, seen)[: SHOWN + 1])
    others = [other for other in around.claims if other.pk != found.pk]
    groups = conflicts_among(found.case, around.claims) if others else ()
    words = around.words
    return {
        "passages": passages, "resting": [_told(other, words) for other in resting[:SHOWN]],
        "more_resting": len(resting) > SHOWN, "others": [_told(other, words) for other in others[:SHOWN]],
        "conflicts": [label_of(group.column, words) for group in groups],
    }  # fmt: skip


def _resting(found: Fact, seen: QuerySet[Fact]) -> QuerySet[Fact]:
    """The facts that refer to the thing, or stand in the source."""
    refs = FactRef.objects.filter(case=found.case, target=found.thing)
    if found.kind == SOURCE:
        repeat = refs.filter(fact__kind=SOURCE).values("fact")
        rows = seen.filter(Q(source=found.name) | Q(pk__in=repeat)).exclude(pk=found.pk)
    else:
        rows = seen.filter(pk__in=refs.exclude(fact__kind=SOURCE).values("fact")).exclude(pk=found.pk)
    return rows.defer("search_text", "proposed").order_by("-changed_at", "-pk")


def _told(other: Fact, words: Words) -> tuple[Fact, str, str, str]:
    return other, brief(other.kind, other.body, words), kind_title(other.kind, words), state_title(other.state)


def _history(found: Fact, history: Sequence[Revision], words: Words) -> list[Done]:
    """The steps, the last first, each with what it changed of what was said before it."""
    done = []
    for place, revision in enumerate(history[:MOST_REVISIONS]):
        before = next((earlier.body for earlier in history[place + 1 :] if earlier.body is not None), None)
        changes: tuple[tuple[str, str, str], ...] = ()
        if revision.body is not None and before is not None:
            one, other = (
                {name: text for name, text in body.items() if name not in ("id", "fact")}
                for body in (before, revision.body)
            )
            changes = tuple(differences(found.kind, one, other, words))
        title = str(STEPS.get(revision.step, revision.step))
        done.append(Done(revision, title, state_title(revision.state), changes))
    return done


def _translations(case: Case, found: Fact, words: Words) -> list[Translation]:
    """Texts of the thing in further languages, by column and language."""
    said = {column.name: found.body.get(column.name, "") for column in text_columns(found.kind)}
    texts = further_texts(case, found.thing, said) if said and found.thing else {}
    return [Translation(label_of(column, words), lang, text) for (column, lang), text in sorted(texts.items())]


def _findings(user: User, found: Fact) -> list[tuple[str, str]]:
    """Id and words of the findings that rest on the fact, as far as they were computed."""
    if found.kind == SOURCE or not grants(user, found.case, "assessment.read"):
        return []
    computed = kept(found.case, get_language() or "en")
    rows = computed.findings.values() if computed else ()
    return [(str(row["id"]), str(row["says"])) for row in rows if found.name in row["facts"]]


def _may_word(user: User, found: Fact) -> bool:
    worded = bool(text_columns(found.kind)) and found.state not in NOT_IN_FOLDER
    return worded and not _refusal(check_can_word, user, found)


def _refusal(check: Callable[[User, Fact], None], user: User, found: Fact) -> str:
    """The sentence of the rule that forbids something with the fact; empty where they may."""
    try:
        check(user, found)
    except NotPermitted as refused:
        return str(refused)
    return ""
