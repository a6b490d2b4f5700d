"""Small answers while somebody types: which things may be meant, and how a value reads in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saylau.errors import BadValue, NotFound
from saylau.records.columns import LIST_MARK, Column
from saylau.records.rows import split, write_what
from saylau.server.access.guard import facts_for, get_case_for
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.fields import Field, form_of
from saylau.server.pages.facts.shown import brief, column_named, reading, words_here
from saylau.server.search.find import found
from saylau.server.store.context import GONE
from saylau.server.store.models import SOURCE, Fact
from saylau.server.store.names import claims_of, names_among, titles_of
from saylau.server.store.order import by_text

MOST = 12
_LONGEST = 200


@dataclass(frozen=True)
class Suggestion:
    """A thing that may be meant: the whole value of the field with it, and what it is called."""

    value: str
    title: str


@login_required
@require_GET
def things(request: HttpRequest, slug: str) -> HttpResponse:
    """Things of the kinds to which a field may point, by the beginning of their id or by words, that may be seen."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    column = _column(request)
    if column.type != "ref":
        raise Http404
    text = request.GET.get(column.name, "").replace("\0", "")[-_LONGEST:]
    before, _, last = text.rpartition(";") if column.many else ("", "", text)
    chosen = split(before)
    seen = facts_for(user, case)
    rows = _meant(seen, column.targets, last.strip())
    start = LIST_MARK.join(chosen) + (LIST_MARK if chosen else "")
    words = words_here()
    told = {row.thing: brief(row.kind, row.body, words) for row in reversed(rows) if row.thing not in chosen}
    found_now = [Suggestion(start + thing, title) for thing, title in reversed(told.items())][:MOST]
    names = _names(seen, column, text)
    told_now = {"suggestions": found_now, "field": _field(request, column, text, names), "error": ""}
    return render(request, "facts/_things.html", told_now)


@login_required
@require_GET
def in_words(request: HttpRequest, slug: str) -> HttpResponse:
    """How the value of a field reads in words, or why it is none."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    column = _column(request)
    text = request.GET.get(column.name, "").replace("\0", "").strip()[:_LONGEST]
    names = _names(facts_for(user, case), column, text) if column.type == "ref" else {}
    said, error = "", ""
    try:
        said = reading(column, text, words_here(names)) if text else ""
    except BadValue as refused:
        error = f"{refused.why}; {refused.right}"
    except (ValueError, ArithmeticError):
        error = write_what(column)
    return render(request, "facts/_words.html", {"said": "" if said == text else said, "error": error})


def _column(request: HttpRequest) -> Column:
    """The column that is asked about. Raises `Http404`."""
    try:
        column = column_named(request.GET.get("_kind", ""), request.GET.get("_column", ""))
    except NotFound:
        column = None
    if column is None:
        raise Http404
    return column


def _meant(seen: QuerySet[Fact], targets: tuple[str, ...], text: str) -> list[Fact]:
    rows = seen.exclude(state__in=GONE).defer("search_text", "proposed")
    rows = rows.filter(kind__in=targets) if targets else rows.exclude(kind=SOURCE)
    by_id = list(rows.filter(thing__startswith=text.casefold()).order_by(by_text("thing"), "place", "pk")[: MOST * 2])
    if not text or len(by_id) >= MOST:
        return by_id
    known = {row.pk for row in by_id}
    by_words = found(rows, text).order_by(by_text("thing"), "place", "pk")[: MOST * 2]
    return by_id + [row for row in by_words if row.pk not in known]


def _names(seen: QuerySet[Fact], column: Column, text: str) -> dict[str, str]:
    """What the things in a field are called; what has no name by what is said of it."""
    named = split(text)[:MOST]
    if SOURCE in column.targets:
        return titles_of(seen, named)
    claims = list(claims_of(seen, named)) if named else []
    words = words_here()
    said = {claim.thing: brief(claim.kind, claim.body, words) for claim in reversed(claims)}
    return said | names_among(seen, claims)


def _field(request: HttpRequest, column: Column, text: str, names: dict[str, str]) -> Field | None:
    kind = request.GET["_kind"]
    form = form_of(kind, {column.name: text}, words_here(names))
    return next((field for field in (*form.record, *form.claim) if field.name == column.name), None)
