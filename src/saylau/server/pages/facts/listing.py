"""The list of facts, by filters that stand in the address, and the same as a table for people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from saylau.errors import WrongUse
from saylau.records.columns import Column, record_columns
from saylau.records.kinds import KINDS
from saylau.records.one_row import Cells
from saylau.report.words import Words
from saylau.server.access.guard import facts_for, get_case_for, grants, roles_of
from saylau.server.access.models import User
from saylau.server.access.recently import ask_again, typed_before, was_recent
from saylau.server.access.throttle import throttle
from saylau.server.audit.chain import append
from saylau.server.audit.reads import note_reads
from saylau.server.exchange.for_people import table_for_people
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.filters import (
    CHOSEN,
    MARKS,
    SORTS,
    TITLES,
    Asked,
    Counts,
    chosen,
    counts,
    shown_as,
    typed,
    ways_out,
)
from saylau.server.pages.facts.shown import (
    Cell,
    brief,
    cell,
    kind_title,
    label_of,
    state_title,
    things_of,
    when_of,
    words_here,
)
from saylau.server.states import LEAST_REASON
from saylau.server.store.context import kind_of
from saylau.server.store.facts import cells_of
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.store.names import names_of, titles_of
from saylau.server.store.reading import STATUS
from saylau.server.uid import uid

A_PAGE = 50
FIRST_COLUMNS = 4
"""Columns of a kind that its list shows, required ones first; all of them, where that is asked for."""
_NUMBERS = frozenset({"integer", "decimal"})
_KEPT_SECONDS = 60


@dataclass(frozen=True)
class Row:
    """One fact in the list."""

    fact: Fact
    brief: str
    kind: str
    state: str
    source: str
    when: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Option:
    """One value of a filter, and how many facts it would show."""

    value: str
    title: str
    number: int
    on: bool


@login_required
@require_GET
def facts(request: HttpRequest, slug: str) -> HttpResponse:
    """Facts and sources under the filters of the address, fifty a page, with the counts under each filter."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    asked = Asked.of(request.GET)
    seen = facts_for(user, case)
    if asked.q:
        throttle("search", user.uid)
    if asked.q and asked.page == 1:
        append(user.uid, "search", case.uid, {"q": asked.q, "kind": asked.kind})
    left = typed(seen, asked)
    numbers = _counted(case, left, asked, user)
    total = numbers.total(asked)
    pages = max(1, ceil(total / A_PAGE))
    page = min(asked.page, pages)
    rows = list(chosen(left, asked, user).defer("search_text", "proposed")[(page - 1) * A_PAGE : page * A_PAGE])
    note_reads(user, case, len(rows))
    names = names_of(seen, things_of(rows)) if rows else {}
    words = words_here(names)
    titles = titles_of(seen, (fact.source for fact in rows))
    told = {
        "case": case, "asked": asked, "total": total, "page": page, "pages": pages,
        "rows": [_row(fact, asked, titles, words) for fact in rows], "columns": _heads(asked, words),
        "options": _options(numbers, asked, words), "sorts": _sorts(asked), "numbers": numbers,
        "in_force": [(shown_as(n, getattr(asked, n)), _without(asked, n)) for n in asked.in_force],
        "ways_out": () if total else tuple(ways_out(seen, asked, user, numbers)),
        "kind_title": kind_title(asked.kind, words) if _is_kind(asked.kind) else "",
        "before": asked.address(page=page - 1) if page > 1 else "",
        "after": asked.address(page=page + 1) if page < pages else "",
        "narrower": asked.address(wide=False), "wider": asked.address(wide=True), "address": asked.address(),
        "may_enter": bool(grants(user, case, "fact.create")), "reason_least": LEAST_REASON,
        "reason_typed": typed_before(request).get("reason", ""),
    }  # fmt: skip
    return render(request, "facts/facts.html", told)


@login_required
@require_POST
def export_facts(request: HttpRequest, slug: str) -> HttpResponse:
    """All rows of the list, with the columns that it shows, for a spreadsheet. The event is written before they leave.

    A reason is asked: what leaves the house is looked for later.
    """
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    asked = Asked.of(request.GET)
    reason = request.POST.get("reason", "").replace("\0", "").strip()
    if len(reason) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(least)d characters.") % {"least": LEAST_REASON})
    if not was_recent(request):
        return ask_again(request, reverse("facts", args=[slug]) + asked.address(), {"reason": reason})
    found = chosen(typed(facts_for(user, case), asked), asked, user).defer("search_text", "proposed")
    header, numeric = exported_columns(asked)
    rows = list(_exported(found, asked))
    numbers = [name for n, name in enumerate(header) if name in numeric and all(_is_number(row[n]) for row in rows)]
    name = uid()
    data = table_for_people(header, rows, numbers)
    append(user.uid, "export.table", case.uid, {"export": name, "filters": asked.address(), "rows": len(rows),
                                                "reason": reason})  # fmt: skip
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    what = asked.kind if _is_kind(asked.kind) else "facts"
    response["Content-Disposition"] = f'attachment; filename="{case.slug}-{what}-{name}.csv"'
    return response


@login_required
@require_GET
def by_id(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One stable address for a thing or a claim: its page, or the list of the claims about it."""
    return _led_to(request, slug, name)


def _led_to(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """To the page of a fact, or to its form where that is asked for; to a list where there are several or none."""
    page = "change_fact" if request.GET.get("to") == "change" else "fact"
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    seen = facts_for(user, case)
    kind = request.GET.get("kind", "")
    rows = seen.filter(kind=SOURCE) if kind == SOURCE else seen.exclude(kind=SOURCE)
    claim = rows.filter(name=name).first()
    about = rows.filter(thing=name)[:2]
    if claim is not None and (kind == SOURCE or claim.thing != name or len(about) < 2):
        return redirect(page, slug=slug, uid=claim.uid)
    if len(about) == 1:
        return redirect(page, slug=slug, uid=about[0].uid)
    if not about and kind != SOURCE and (source := seen.filter(kind=SOURCE, name=name).first()):
        return redirect(page, slug=slug, uid=source.uid)
    response = redirect("facts", slug=slug)
    response["Location"] += Asked(thing=name).address()
    return response


@login_required
@require_GET
def find_by_id(request: HttpRequest, slug: str) -> HttpResponse:
    """From the field "open by id" to the fact."""
    return _led_to(request, slug, request.GET.get("id", "").replace("\0", "").strip())


def _counted(case: Case, left: QuerySet[Fact], asked: Asked, user: User) -> Counts:
    """The counts; of filters for which every fact is read, kept for a minute unless the case or the roles change."""
    if not asked.slow:
        return counts(left, asked, user)
    marks = f"{case.uid} {case.version} {user.uid} {sorted(roles_of(user, case))} {asked.address(sort='', wide=False)}"
    key = f"counts:{hashlib.sha256(marks.encode()).hexdigest()}"
    found: Counts | None = cache.get(key)
    if found is None:
        found = counts(left, asked, user)
        cache.set(key, found, _KEPT_SECONDS)
    return found


def _is_kind(kind: str) -> bool:
    return kind == SOURCE or kind in KINDS


def _without(asked: Asked, name: str) -> str:
    return asked.address(**{name: False if name in MARKS else ""})


def shown_columns(asked: Asked) -> tuple[Column, ...]:
    """The columns of the record that the list of one kind shows."""
    if not _is_kind(asked.kind):
        return ()
    columns = tuple(column for column in record_columns(kind_of(asked.kind)) if column.name != "id")
    return columns if asked.wide else tuple(sorted(columns, key=lambda column: not column.required)[:FIRST_COLUMNS])


def _heads(asked: Asked, words: Words) -> list[str]:
    return [label_of(column.name, words) for column in shown_columns(asked)]


def _row(fact: Fact, asked: Asked, titles: Cells, words: Words) -> Row:
    cells = tuple(cell(column, fact.body.get(column.name, ""), words) for column in shown_columns(asked))
    return Row(
        fact, brief(fact.kind, fact.body, words), kind_title(fact.kind, words), state_title(fact.state),
        titles.get(fact.source, fact.source), when_of(fact, words), cells,
    )  # fmt: skip


def _options(numbers: Counts, asked: Asked, words: Words) -> list[tuple[str, str, list[Option]]]:
    """Name, title and values of each filter with counts; what is asked for stands among them even at nought."""
    found = []
    for name in CHOSEN:
        by_value = numbers.by(name, asked)
        now = getattr(asked, name)
        by_value.setdefault(now, 0)
        by_value.pop("", None)
        values = [Option(v, _value_title(name, v, words), number, v == now) for v, number in by_value.items()]
        found.append((name, str(TITLES[name]), sorted(values, key=lambda option: words.sort_key(option.title))))
    return found


def _value_title(name: str, value: str, words: Words) -> str:
    """A value of a filter as a reader is told it."""
    if name == "kind":
        return kind_title(value, words)
    return state_title(value) if name == "state" else words.template(value)


def _sorts(asked: Asked) -> list[Option]:
    return [Option(name, str(title), 0, name == asked.sort) for name, title in SORTS.items()]


def exported_columns(asked: Asked) -> tuple[list[str], set[str]]:
    """The header of the table, and which of its columns hold numbers: of one kind those of its file."""
    if asked.kind == SOURCE:
        columns = shown_columns(asked)
        return ["id", *(column.name for column in columns)], set()
    if not _is_kind(asked.kind):
        return ["kind", "id", "fact", "says", "source", "said_by", "state"], set()
    columns = shown_columns(asked)
    names = ["id", "fact", *(column.name for column in columns), "source", "said_by", "status"]
    return names, {column.name for column in columns if column.type in _NUMBERS}


def _exported(found: QuerySet[Fact], asked: Asked) -> Iterator[Sequence[str]]:
    header, _numbers = exported_columns(asked)
    words = words_here()
    for fact in found.iterator(2000):
        cells = cells_of(fact) | {"kind": fact.kind, "state": fact.state, "status": STATUS.get(fact.state, "draft")}
        cells["says"] = brief(fact.kind, fact.body, words) if not asked.kind else cells.get("says", "")
        yield [cells.get(name, "") for name in header]


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal() or not text
