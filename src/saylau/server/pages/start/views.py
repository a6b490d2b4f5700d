"""The first page, and how cases come to the server."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from saylau.errors import CaseRefused, SaylauError
from saylau.records.locate import bundled_names, open_case
from saylau.server.access.guard import cases_for, check_in_installation, may_in_installation
from saylau.server.access.models import User
from saylau.server.access.permissions import ACTIONS, Grant
from saylau.server.checks import Level, backups, disk, folders
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.exchange.starting import begun, brought
from saylau.server.pages.common import user_of
from saylau.server.pages.start.forms import Beginning, Opening
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """My cases, with what waits in each."""
    user = user_of(request)
    waits = Q(facts__state=FactState.SUBMITTED) | Q(facts__proposed_by__isnull=False)
    seen = _seen(user)
    cases = cases_for(user).annotate(waiting=Count("facts", filter=seen & waits), entered=Count("facts", filter=seen))
    told = {"cases": cases, "may_open": may_in_installation(user, "case.open"), "warnings": _warnings(user)}
    return render(request, "start/start.html", told)


def _seen(user: User) -> Q:
    """Of the facts of all cases at once those that a person may see, as `access.guard.facts_for` tells them of one."""
    now = timezone.now()
    readers = [role for role, grant in ACTIONS["fact.read"].items() if grant is Grant.YES]
    reads_all = user.memberships.filter(Q(until__isnull=True) | Q(until__gt=now), since__lte=now, role__in=readers)
    mine = Q(facts__created_by=user) | Q(facts__assigned_to=user)
    of_all = Q(pk__in=reads_all.values("case")) & ~Q(facts__state=FactState.DRAFT)
    return ~Q(facts__state=FactState.DISCARDED) & (mine | Q(facts__kind=SOURCE) | of_all)


def _warnings(user: User) -> list[str]:
    """What an administrator should see to: the checks of `saylau serve --check` that take no time."""
    if not may_in_installation(user, "settings"):
        return []
    return [told.sentence for look in (disk, folders, backups) for told in look() if told.level is not Level.GOOD]


@login_required
def new_case(request: HttpRequest) -> HttpResponse:
    """Begin a case, open one from a file, or one that comes with saylau."""
    user = user_of(request)
    check_in_installation(user, "case.open")
    form = Beginning(request.POST if request.POST.get("way") == "begin" else None)
    opening = Opening(request.POST if request.FILES else None, request.FILES or None)
    for asked, read in ((form, begun), (opening, brought)):
        if asked.is_bound and asked.is_valid():
            try:
                made = open_as_new_case(user, read(asked.cleaned_data))
            except CaseRefused as refused:
                for problem in refused.problems[:20]:
                    asked.add_error(None, str(problem))
            except SaylauError as refused:
                asked.add_error(None, str(refused))
            else:
                return redirect("case", slug=made.slug)
    told = {"form": form, "opening": opening, "bundled": bundled_names()}
    return render(request, "start/new_case.html", told, status=422 if form.errors or opening.errors else 200)


@login_required
@require_POST
def open_bundled(request: HttpRequest, bundled: str) -> HttpResponse:
    """Open a case that comes with saylau; whoever opens it gets every role in it."""
    user = user_of(request)
    check_in_installation(user, "case.open")
    case = open_as_new_case(user, open_case(bundled))
    return redirect("case", slug=case.slug)
