"""The pages of the review."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from saylau.errors import CaseRefused, WrongUse
from saylau.server.access.guard import NotPermitted, facts_for, get_case_for, get_fact_for, grants, refused_or_missing
from saylau.server.access.models import User
from saylau.server.audit.reads import note_reads
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.detail import STEPS
from saylau.server.pages.facts.shown import brief, kind_title, sentence, words_here
from saylau.server.pages.review import queue
from saylau.server.pages.review.queue import AGES, WHAT, Asked
from saylau.server.pages.review.shown import HISTORY, claim, rows
from saylau.server.review.actions import Accepted, accept_all, offers, take_step
from saylau.server.review.policies import REVIEW, check_can_change, reviewers_of
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case, Fact

PAGE = 50
KEYS_COOKIE = "review_keys"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Wrong:
    """A step that could not be taken: the reason that was typed stays, and the page says why not."""

    step: str
    typed: str
    why: str
    status: int


@login_required
@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for a second person, with filters; several can be accepted at once."""
    user = user_of(request)
    case = get_case_for(user, slug, REVIEW)
    facts, asked, now = facts_for(user, case), Asked.of(request.GET), timezone.now()
    choices = queue.choices(case, facts, asked, now)
    last = max(1, -(-choices.count // PAGE))
    number = min(asked.page, last)
    words = words_here()
    shown = _page(queue.waiting(facts, asked, now), number)
    note_reads(user, case, len(shown))
    found = rows(user, facts, shown)
    own_alone = bool(found) and all(row.own for row in found)
    told = {
        "case": case,
        "asked": asked,
        "count": choices.count,
        "rows": found,
        "own_alone": own_alone,
        "others": reviewers_of(case, (user.pk,)) if own_alone else [],
        "number": number,
        "last": last,
        "earlier": (asked.address(number - 1) or "?") if number > 1 else "",
        "later": asked.address(number + 1) if number < last else "",
        "query": asked.address(),
        "what": WHAT.items(),
        "ages": AGES.items(),
        "kinds": sorted((kind_title(kind, words), kind, n) for kind, n in choices.kinds.items()),
        "choices": choices,
        "all_here": asked.address(number, shown="1"),
    }
    return render(request, "review/queue.html", told)


@login_required
@require_safe
def review_fact(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """One claim beside its source, and the steps that lead on."""
    user = user_of(request)
    case = get_case_for(user, slug)
    fact = get_fact_for(user, case, uid)
    note_reads(user, case, 1)
    return _fact_page(request, user, case, fact, Asked.of(request.GET))


@login_required
@require_POST
def take(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Take one step with a fact; from the queue the next one follows, from elsewhere its page."""
    user = user_of(request)
    case = get_case_for(user, slug)
    fact = get_fact_for(user, case, uid)
    fact.case = case
    asked = Asked.of(QueryDict(request.POST.get("query", "").lstrip("?")))
    from_queue = bool(request.POST.get("queue")) and bool(grants(user, case, REVIEW))
    later = _neighbours(user, case, fact, asked)[1] if from_queue else ""
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    try:
        taken = take_step(user, fact, step, _number(request.POST.get("revision", "")), reason)
    except Stale as why:
        return _fact_page(request, user, case, fact, asked, Wrong(step, reason, str(why), 409))
    except (WrongUse, CaseRefused) as why:
        return _fact_page(request, user, case, fact, asked, Wrong(step, reason, str(why), 422))
    done = {"done": sentence(str(STEPS[step])), "what": brief(taken.kind, taken.body, words_here())}
    messages.success(request, _("%(done)s: %(what)s") % done)
    if later:
        return redirect(reverse("review_fact", args=[slug, later]) + asked.address())
    if from_queue:
        return redirect(reverse("review", args=[slug]) + asked.address())
    if not facts_for(user, case).filter(pk=taken.pk).exists():
        return redirect("facts", slug=slug)
    return redirect("fact", slug=slug, uid=uid)


@login_required
@require_POST
def accept_chosen(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept several facts at once, each as it was when the list was made."""
    user = user_of(request)
    case = get_case_for(user, slug, REVIEW)
    told = dict(_chosen(value) for value in request.POST.getlist("chosen")[:PAGE])
    facts = facts_for(user, case).select_related("created_by", "proposed_by", "assigned_to")
    found = list(facts.filter(uid__in=told).prefetch_related(HISTORY).order_by("changed_at", "pk"))
    if others := sorted(told.keys() - {fact.uid for fact in found}):
        raise refused_or_missing(user, REVIEW, Fact.objects.all(), others[0])
    for fact in found:
        fact.case = case
    done = accept_all(user, [(fact, told[fact.uid]) for fact in found])
    if not told:
        messages.warning(request, _("Nothing was chosen."))
    tell_accepted(request, done)
    asked = Asked.of(QueryDict(request.POST.get("query", "").lstrip("?")))
    return redirect(reverse("review", args=[slug]) + asked.address())


def tell_accepted(request: HttpRequest, done: Accepted) -> None:
    """Say on the next page what was accepted, and what was not and why."""
    if done.facts:
        text = ngettext("%(number)d was accepted.", "%(number)d were accepted.", len(done.facts))
        messages.success(request, text % {"number": len(done.facts)})
    for fact, why in done.refused:
        messages.warning(request, _("%(name)s was not accepted: %(why)s") % {"name": fact.name, "why": why})


@login_required
@require_POST
def choose_keys(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn the keys of the review on or off for this browser."""
    get_case_for(user_of(request), slug)
    answer = redirect("review", slug=slug)
    value = "off" if request.POST.get("keys") == "off" else "on"
    answer.set_cookie(KEYS_COOKIE, value, _YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return answer


def _fact_page(
    request: HttpRequest, user: User, case: Case, fact: Fact, asked: Asked, wrong: Wrong | None = None
) -> HttpResponse:
    """The page of one claim as it is now, with what was wrong about the step that was asked for."""
    facts = facts_for(user, case)
    if wrong:
        fact = facts.select_related("created_by", "proposed_by", "assigned_to").get(pk=fact.pk)
    prefetch_related_objects([fact], HISTORY)
    fact.case = case
    reviews = bool(grants(user, case, REVIEW))
    earlier, later = _neighbours(user, case, fact, asked) if reviews else ("", "")
    told = {
        "case": case,
        "fact": fact,
        "claim": claim(user, case, facts, fact),
        "offers": offers(user, fact),
        "may_change": _may_change(user, fact),
        "reviews": reviews,
        "earlier": earlier,
        "later": later,
        "query": asked.address(),
        "wrong": wrong,
        "keys": request.COOKIES.get(KEYS_COOKIE) != "off",
    }
    return render(request, "review/fact.html", told, status=wrong.status if wrong else 200)


def _may_change(user: User, fact: Fact) -> bool:
    try:
        check_can_change(user, fact)
    except NotPermitted:
        return False
    return True


def _neighbours(user: User, case: Case, fact: Fact, asked: Asked) -> tuple[str, str]:
    return queue.neighbours(queue.waiting(facts_for(user, case), asked, timezone.now()), fact)


def _page(found: QuerySet[Fact], number: int) -> list[Fact]:
    """One page of the queue, the longest waiting first. Keys are looked for first, so that bodies are read of few."""
    first = (number - 1) * PAGE
    keys = found.order_by("changed_at", "pk").values("pk")[first : first + PAGE]
    facts = Fact.objects.filter(pk__in=keys).select_related("created_by", "proposed_by").prefetch_related(HISTORY)
    return list(facts.order_by("changed_at", "pk"))


def _chosen(value: str) -> tuple[str, int]:
    """uid and revision of a row that was ticked."""
    uid, _colon, revision = value.partition(":")
    return uid, _number(revision)


def _number(text: str) -> int:
    """A revision as a form sends it; what is none is one that no fact has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
