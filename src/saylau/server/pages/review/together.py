"""Accepting everything on a page of the queue, or that fits its filters: first what that would be, then a yes."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saylau.errors import WrongUse
from saylau.server.access.guard import facts_for, get_case_for
from saylau.server.access.models import User
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.shown import kind_title, words_here
from saylau.server.pages.review import queue
from saylau.server.pages.review.queue import Asked
from saylau.server.pages.review.views import PAGE, tell_accepted
from saylau.server.review.at_once import Many, accept_few, ask_to_accept, gathered, get_accepted_for
from saylau.server.review.policies import REVIEW
from saylau.server.store.models import Case, Fact


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_together(request: HttpRequest, slug: str) -> HttpResponse:
    """What would be accepted together; on a yes it is, unless something else fits the filters by then."""
    user = user_of(request)
    case = get_case_for(user, slug, REVIEW)
    params = QueryDict(request.POST.get("query", "").lstrip("?")) if request.method == "POST" else request.GET
    told = request.POST if request.method == "POST" else QueryDict()
    seen = _seen(told.get("seen", ""))
    many = gathered(user, case, _meant(user, case, params, seen))
    if request.method != "POST":
        return _confirm(request, case, params, many, seen)
    if told.get("number", "") != str(len(many.pairs)):
        now = timezone.now()
        anew = gathered(user, case, _meant(user, case, params, now))
        why = _("Others worked on these meanwhile, and nothing was accepted. Look at the numbers again.")
        return _confirm(request, case, params, anew, now, why, 409)
    if not many.in_background:
        tell_accepted(request, accept_few(user, case, many))
        return redirect(reverse("review", args=[slug]) + Asked.of(params).address())
    try:
        job = ask_to_accept(user, case, many, told.get("reason", ""))
    except WrongUse as why_not:
        return _confirm(request, case, params, many, seen, str(why_not), 422)
    return redirect("job", slug=slug, uid=job.uid)


@login_required
@require_safe
def show_accepted(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """What became of many that were accepted in the background."""
    user = user_of(request)
    case = get_case_for(user, slug, REVIEW)
    job = get_accepted_for(user, case, uid)
    told = {"case": case, "job": job, "result": dict(job.result or {}), "reason": job.arguments["reason"]}
    return render(request, "review/accepted.html", told)


def _seen(text: str) -> datetime:
    """When the numbers were shown that somebody says yes to; now, where nothing was shown yet."""
    now = timezone.now()
    try:
        found = parse_datetime(text)
    except ValueError:
        return now
    return min(found, now) if found is not None and timezone.is_aware(found) else now


def _meant(user: User, case: Case, params: QueryDict, seen: datetime) -> QuerySet[Fact]:
    """What waits and fits the filters and was there when the numbers were shown; one page of it where that is asked."""
    asked = Asked.of(params)
    facts = queue.waiting(facts_for(user, case), asked, seen).filter(changed_at__lte=seen)
    if params.get("shown") != "1":
        return facts
    first = (asked.page - 1) * PAGE
    keys = list(facts.order_by("changed_at", "pk").values_list("pk", flat=True)[first : first + PAGE])
    return facts.filter(pk__in=keys)


def _confirm(
    request: HttpRequest, case: Case, params: QueryDict, many: Many, seen: datetime, why: str = "", status: int = 200
) -> HttpResponse:
    words = words_here()
    asked = Asked.of(params)
    shown = {"shown": "1"} if params.get("shown") == "1" else {}
    if not many.pairs and not why:
        messages.warning(request, _("Nothing that waits here is for you to accept."))
        return redirect(reverse("review", args=[case.slug]) + asked.address())
    told = {
        "case": case,
        "many": many,
        "number": len(many.pairs),
        "only_sources": len(many.pairs) - many.facts,
        "kinds": sorted((kind_title(kind, words), n) for kind, n in many.kinds.items()),
        "seen": seen.isoformat(),
        "queue": asked.address(asked.page),
        "query": asked.address(asked.page, **shown),
        "why": why,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "review/together.html", told, status=status)
