"""The first page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from saylau.records.locate import bundled_names, open_case
from saylau.server.access.guard import cases_for, check_in_installation, may_in_installation
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.pages.common import user_of
from saylau.server.review.states import FactState


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """My cases, with what waits in each, and the bundled ones that can be opened."""
    user = user_of(request)
    waiting = Count("facts", filter=Q(facts__state=FactState.SUBMITTED) | Q(facts__proposed__isnull=False))
    cases = cases_for(user).annotate(waiting=waiting, entered=Count("facts"))
    may_open = may_in_installation(user, "case.open")
    bundled = bundled_names() if may_open else ()
    return render(request, "start/start.html", {"cases": cases, "bundled": bundled, "may_open": may_open})


@login_required
@require_POST
def open_bundled(request: HttpRequest, bundled: str) -> HttpResponse:
    """Open a case that comes with saylau; whoever opens it gets every role in it."""
    user = user_of(request)
    check_in_installation(user, "case.open")
    case = open_as_new_case(user, open_case(bundled))
    return redirect("case", slug=case.slug)
