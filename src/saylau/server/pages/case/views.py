"""The page of a case."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saylau.server.access.guard import facts_for, get_case_for, roles_of
from saylau.server.pages.common import user_of


@login_required
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts by kind and state, and my roles."""
    user = user_of(request)
    found = get_case_for(user, slug)
    facts = facts_for(user, found)
    kinds = facts.values("kind").annotate(count=Count("pk")).order_by("kind")
    states = facts.values("state").annotate(count=Count("pk")).order_by("state")
    told = {"case": found, "kinds": kinds, "states": states, "roles": sorted(roles_of(user, found))}
    return render(request, "case/case.html", told)
