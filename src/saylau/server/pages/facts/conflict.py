"""Claims about one thing side by side, and what people made of the fields in which they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saylau.errors import CaseRefused, Problem
from saylau.records.columns import record_columns
from saylau.records.conflicts import Conflict
from saylau.report.words import Words
from saylau.server.access.guard import NotPermitted, facts_for, get_case_for, grants
from saylau.server.access.models import User
from saylau.server.audit.reads import note_reads
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.fields import said_of
from saylau.server.pages.facts.shown import (
    brief,
    cell,
    column_named,
    kind_title,
    label_of,
    state_title,
    things_of,
    told,
    words_here,
)
from saylau.server.review.models import Weighing
from saylau.server.review.weighing import (
    OUTCOMES,
    Weighed,
    can_be_bounded,
    changed_since,
    check_can_weigh,
    question,
    weigh,
)
from saylau.server.store.claims import conflicts_among
from saylau.server.store.context import GONE, kind_of
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.store.names import names_of
from saylau.values import Count, Money

MOST_CLAIMS = 30
WHAT_IS_COUNTED = frozenset(
    {"definition", "unit", "scope", "places", "during", "number_of_places", "nationwide", "each_once"}
)
"""Columns that say what a number counts: where claims differ in them, they may not contradict each other at all."""


@dataclass(frozen=True)
class Line:
    """One row of the comparison: a label, and a text for each claim."""

    label: str
    values: tuple[tuple[str, str], ...]
    """In words, and the exact form where that differs."""
    differs: bool = False


@dataclass(frozen=True)
class Box:
    """One field in which the claims differ, with what was made of it."""

    column: str
    label: str
    values: tuple[str, ...]
    bounds: str
    """What all claims together leave, for numbers and amounts."""
    definitions: tuple[str, ...]
    """Labels of the columns that say what is counted, in which the claims differ."""
    bounded: bool
    weighings: tuple[tuple[Weighing, str, bool], ...]
    """The last first: the weighing, its outcome in words, whether a claim changed since."""
    told: Weighed
    errors: tuple[tuple[str, str], ...]


@login_required
def conflict(request: HttpRequest, slug: str, thing: str) -> HttpResponse:
    """All claims about one thing, a column each; a form for each field in which they cannot all be true."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    seen = facts_for(user, case)
    rows = seen.filter(thing=thing).exclude(kind=SOURCE).exclude(state__in=GONE).defer("search_text", "proposed")
    claims = list(rows.order_by("place", "pk")[:MOST_CLAIMS])
    if not claims:
        raise Http404
    note_reads(user, case, len(claims))
    groups = conflicts_among(case, claims)
    problems: tuple[Problem, ...] = ()
    weighed = Weighed("", "")
    column = ""
    if request.method == "POST":
        column = request.POST.get("column", "")
        group = next((group for group in groups if group.column == column), None)
        if group is None:
            raise Http404
        weighed = Weighed(*(request.POST.get(name, "").replace("\0", "")[:5000] for name in _FIELDS))
        try:
            weigh(user, case, column, _of(group, claims), weighed)
        except CaseRefused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Saved. The claims stay as they are."))
            return redirect("conflict", slug=slug, thing=thing)
    words = words_here(names_of(seen, things_of(claims)))
    sources = {row.name: row for row in seen.filter(kind=SOURCE, name__in={claim.source for claim in claims})}
    weighings = _weighings(user, case, thing)
    page = {
        "case": case, "thing": thing, "claims": claims, "kind": kind_title(claims[0].kind, words),
        "title": brief(claims[0].kind, claims[0].body, words), "lines": _lines(claims, sources, groups, words),
        "boxes": [_box(g, claims, weighings, (column, weighed, problems), words) for g in groups],
        "outcomes": OUTCOMES.items(), "refusal": _refusal(user, case),
    }  # fmt: skip
    return render(request, "facts/conflict.html", page, status=422 if problems else 200)


def _weighings(user: User, case: Case, thing: str) -> list[Weighing]:
    """What was made of the claims about a thing, the last first; none that rests on a claim that is not seen."""
    made = Weighing.objects.filter(case=case, question__startswith=f"{thing}:").select_related("by")
    rows = list(made.order_by("-at", "-pk"))
    if "yes" in grants(user, case, "fact.read"):
        return rows
    seen = set(facts_for(user, case).filter(thing=thing).values_list("name", flat=True))
    return [one for one in rows if {fact["fact"] for fact in one.facts} <= seen]


_FIELDS = ("outcome", "reason", "relied_on", "lower", "upper")


def _of(group: Conflict, claims: Sequence[Fact]) -> list[Fact]:
    """The rows of the claims in a group."""
    names = {claim.fact for claim in group.claims}
    return [claim for claim in claims if claim.name in names]


def _lines(
    claims: Sequence[Fact], sources: dict[str, Fact], groups: Sequence[Conflict], words: Words
) -> list[Line]:  # fmt: skip
    """What each claim says, field by field; the fields that cannot all be true first."""
    differing = {group.column for group in groups}
    lines = []
    for column in record_columns(kind_of(claims[0].kind)):
        cells = [cell(column, claim.body.get(column.name, ""), words) for claim in claims]
        if any(one.text for one in cells):
            values = tuple((one.words, one.exact) for one in cells)
            lines.append(
                (column.name in differing, Line(label_of(column.name, words), values, column.name in differing))
            )
    found = [line for _, line in sorted(lines, key=lambda pair: not pair[0])]
    return found + _about(claims, sources, words)


def _about(claims: Sequence[Fact], sources: dict[str, Fact], words: Words) -> list[Line]:
    """Who says each claim, when, on what ground, and whose voice that is."""

    def of_source(claim: Fact, name: str) -> str:
        source = sources.get(claim.source)
        column = column_named(SOURCE, name)
        text = str(source.body.get(name, "")) if source else ""
        return told(column, text, words) if column else text

    rows: tuple[tuple[str, Callable[[Fact], str]], ...] = (
        (_("Said by"), lambda c: str(c.body.get("said_by", "")) or of_source(c, "author")),
        (_("Source"), lambda c: of_source(c, "title") or c.source),
        (_("Place in it"), lambda c: str(c.body.get("locator", ""))),
        (_("Published"), lambda c: of_source(c, "published")),
        (_("Grade of the source"), lambda c: of_source(c, "grade")),
        (_("Whose voice"), lambda c: of_source(c, "interest")),
        (_("How it was heard"), lambda c: words.template(str(c.body["heard"])) if c.body.get("heard") else ""),
        (_("State"), lambda c: state_title(c.state)),
    )
    lines = [Line(label, tuple((value(claim), "") for claim in claims)) for label, value in rows]
    return [line for line in lines if any(text for text, _exact in line.values)]


def _box(
    group: Conflict, claims: Sequence[Fact], weighings: Sequence[Weighing],
    sent: tuple[str, Weighed, tuple[Problem, ...]], words: Words,
) -> Box:  # fmt: skip
    column = column_named(claims[0].kind, group.column)
    if column is None:
        raise AssertionError("a conflict is about a column of its kind")
    own = _of(group, claims)
    made = tuple(
        (weighing, str(OUTCOMES.get(weighing.outcome, weighing.outcome)), changed_since(weighing, own))
        for weighing in weighings
        if weighing.question == question(group.thing, group.column)
    )
    is_sent = sent[0] == group.column
    return Box(
        group.column, label_of(group.column, words), tuple(told(column, value, words) for value in group.values),
        _bounds(group, words), _definitions(own, words), can_be_bounded(claims[0].kind, group.column), made,
        sent[1] if is_sent else Weighed("", ""),
        tuple((problem.column, said_of(problem)) for problem in sent[2]) if is_sent else (),
    )  # fmt: skip


def _bounds(group: Conflict, words: Words) -> str:
    """From the least to the most that any claim states; empty for what has no bounds, and for two currencies."""
    values = [getattr(claim.record, group.column) for claim in group.claims]
    if all(isinstance(value, Count) for value in values):
        highs = [value.high for value in values]
        return words.value(Count.between(min(value.low for value in values), None if None in highs else max(highs)))
    if all(isinstance(value, Money) for value in values) and len({value.currency for value in values}) == 1:
        highs = [value.high for value in values]
        low, currency = min(value.low for value in values), values[0].currency
        return words.value(Money.from_minor(low, None if None in highs else max(highs), currency))
    return ""


def _definitions(claims: Sequence[Fact], words: Words) -> tuple[str, ...]:
    """The columns that say what is counted, in which the claims differ."""
    names = [c.name for c in record_columns(kind_of(claims[0].kind)) if c.name in WHAT_IS_COUNTED]
    differ = [name for name in names if len({claim.body.get(name, "") for claim in claims}) > 1]
    return tuple(label_of(name, words) for name in differ)


def _refusal(user: User, case: Case) -> str:
    try:
        check_can_weigh(user, case)
    except NotPermitted as refused:
        return str(refused)
    return ""
