"""The page of a case: what waits, what was found, what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from saylau.server.access.guard import facts_for, get_case_for, grants, roles_of
from saylau.server.assessment.kept import Kept, kept
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.areas import areas
from saylau.server.pages.facts.shown import state_title, words_here
from saylau.server.states import FactState


@dataclass(frozen=True)
class Held:
    """The kinds of one area of which the case holds something, each with its name, title and number."""

    title: str
    kinds: list[tuple[str, str, int]]


@login_required
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, the findings by outcome, and the facts by area and state."""
    user = user_of(request)
    found = get_case_for(user, slug)
    facts = facts_for(user, found)
    counts = facts.values_list("kind", "state").annotate(count=Count("pk")).order_by("kind", "state")
    kinds, states = Counter[str](), Counter[str]()
    for kind, state, count in counts:
        kinds[kind] += count
        states[state] += count
    reads = bool(grants(user, found, "assessment.read"))
    assessed = kept(found, get_language() or "en") if reads else None
    told = {
        "case": found,
        "roles": sorted(roles_of(user, found)),
        "held": _held(kinds),
        "states": [(state, state_title(state), states[state]) for state in FactState if states[state]],
        "waiting": states[FactState.SUBMITTED] + facts.filter(proposed_by__isnull=False).count(),
        "may_review": bool(grants(user, found, "fact.review")),
        "may_enter": bool(grants(user, found, "fact.create")),
        "mine_returned": facts.filter(created_by=user, state=FactState.RETURNED).count(),
        "mine_draft": facts.filter(created_by=user, state=FactState.DRAFT).count(),
        "may_assess": bool(grants(user, found, "assessment.run")),
        "proposed": list(found.releases.filter(state="proposed").order_by("number")) if reads else [],
        "assessed": assessed,
        "stale": assessed is not None and assessed.stale(found),
        "outcomes": _outcomes(assessed),
    }
    return render(request, "case/case.html", told)


def _held(kinds: Mapping[str, int]) -> list[Held]:
    """Areas in their order, without those of which nothing is held."""
    found = []
    for area in areas(words_here()):
        held = [(kind.name, kind.title, kinds[kind.name]) for kind in area.kinds if kinds.get(kind.name)]
        if held:
            found.append(Held(area.title, held))
    return found


def _outcomes(assessed: Kept | None) -> list[tuple[str, int]]:
    """How many findings have each outcome."""
    findings = assessed.findings.values() if assessed else ()
    return sorted(Counter(str(finding["outcome"]) for finding in findings).items())
