"""The log: who did what to what and when, and checking that nobody altered it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import check_in_installation, may_in_installation
from saylau.server.access.models import User
from saylau.server.audit import anchor as anchors
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent, AuditHead
from saylau.server.audit.verify import verify
from saylau.server.audit.work import VERIFY
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.pages.common import user_of
from saylau.server.store.models import Case

PAGE = 50
AT_ONCE = 50_000
"""Up to so many events the log is checked while the page waits, about a second; a longer one in the background."""
ABOUT_PERMISSIONS = ("user.", "role.", "token.", "session.", "factor.", "permission.", "password.")
"""Verbs whose details an auditor sees; the details of others may hold content of a case."""


@dataclass(frozen=True)
class Row:
    """One event as the page shows it."""

    seq: int
    at: str
    clock_back: bool
    """Whether the clock was earlier than at the event before: the order of events is that of their numbers."""
    actor: str
    verb: str
    thing: str
    detail: str


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Events, newest first, by filters that stand in the address."""
    user = user_of(request)
    check_in_installation(user, "audit.read")
    asked = request.GET
    found = list(_asked_for(asked).order_by("-seq")[: PAGE + 1])
    filters = {name: asked[name] for name in ("actor", "verb", "object", "day") if asked.get(name)}
    told = {
        "rows": _rows(found[:PAGE]),
        "asked": asked,
        "older": urlencode({**filters, "before": found[PAGE - 1].seq}) if len(found) > PAGE else "",
        "newest": urlencode(filters) if asked.get("before") else "",
        "filters": filters,
        "verbs": AuditEvent.objects.order_by("verb").values_list("verb", flat=True).distinct(),
    }
    return render(request, "audit/log.html", told)


def _asked_for(asked: QueryDict) -> QuerySet[AuditEvent]:
    """The events that the filters let through. What is no number or day lets nothing through or is passed over."""
    events = AuditEvent.objects.all()
    if verb := asked.get("verb"):
        events = events.filter(verb=verb)
    if actor := asked.get("actor", "").strip():
        named = User.objects.filter(Q(username__iexact=actor) | Q(name__iexact=actor)).values_list("uid", flat=True)
        events = events.filter(actor__in=[actor, *named])
    if thing := asked.get("object", "").strip():
        cases = Case.objects.filter(slug=thing).values_list("uid", flat=True)
        people = User.objects.filter(username__iexact=thing).values_list("uid", flat=True)
        events = events.filter(object__in=[thing, *cases, *people])
    if day := _day(asked.get("day", "")):
        events = events.filter(at__gte=day.isoformat(), at__lt=(day + timedelta(days=1)).isoformat())
    before = asked.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 16:
        events = events.filter(seq__lt=int(before))
    return events


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _rows(events: Iterable[AuditEvent]) -> list[Row]:
    """Events with the names of accounts and cases, and details where they are about permissions."""
    found = list(events)
    uids = {event.actor for event in found} | {event.object for event in found}
    called = {row.uid: row.called for row in User.objects.filter(uid__in=uids)}
    called |= dict(Case.objects.filter(uid__in=uids).values_list("uid", "slug"))
    open_ones = [event.seq for event in found if event.verb.startswith(ABOUT_PERMISSIONS)]
    details = dict(AuditDetail.objects.filter(seq__in=open_ones).values_list("seq", "content"))
    earlier = [event.seq - 1 for event in found]
    before = dict(AuditEvent.objects.filter(seq__in=earlier).values_list("seq", "at"))
    return [
        Row(
            event.seq, event.at.replace("T", " ").removesuffix("Z"), event.at < before.get(event.seq - 1, ""),
            called.get(event.actor, event.actor), event.verb, called.get(event.object, event.object),
            _words(details.get(event.seq)),
        )
        for event in found
    ]  # fmt: skip


def _words(detail: object) -> str:
    if not isinstance(detail, dict):
        return ""
    return ", ".join(f"{name} {value}" for name, value in sorted(detail.items()) if value not in (False, "", None))


@login_required
def check_log(request: HttpRequest) -> HttpResponse:
    """Walk the chain; a long one in the background."""
    user = user_of(request)
    check_in_installation(user, "audit.verify")
    found = None
    if request.method == "POST":
        head = AuditHead.objects.filter(pk=1).first()
        if head is not None and head.seq > AT_ONCE:
            enqueue(user, VERIFY, None, {})
            messages.info(request, _("The log is long; it is being checked. Load this page again in a minute."))
            return redirect("check_log")
        found = verify(anchors.last_kept(settings.DATA))
        append(user.uid, "audit.verify", detail={"found": found.sentence()})
    told = {
        "found": found,
        "last": anchors.last_kept(settings.DATA),
        "job": Job.objects.filter(verb=VERIFY).order_by("-pk").first(),
        "may_read": may_in_installation(user, "audit.read"),
    }
    return render(request, "audit/check.html", told)


@login_required
@require_POST
def take_anchor(request: HttpRequest) -> HttpResponse:
    """An anchor of the log as it stands, as a file to be kept elsewhere."""
    user = user_of(request)
    check_in_installation(user, "audit.verify")
    append(user.uid, "audit.anchor")
    made = anchors.take()
    anchors.keep(settings.DATA, made)
    response = HttpResponse(made.text(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="saylau-anchor-{made.seq}.json"'
    return response
