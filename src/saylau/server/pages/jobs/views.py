"""The jobs of a case. The state asks again by itself where scripts run; elsewhere a link does."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import NotPermitted, get_case_for
from saylau.server.access.models import User
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import cancel, check_can_cancel, get_job_for, jobs_for
from saylau.server.jobs.registry import JOBS
from saylau.server.pages.common import user_of
from saylau.server.store.models import Case

PAGE = 50
UNDER_WAY = ("queued", "running")


@dataclass(frozen=True)
class Line:
    """A job as a page shows it."""

    job: Job
    title: Promise | str
    under_way: bool
    result: str
    """Address of what came of it; empty where nothing did, or no page shows it."""


def line(job: Job, case: Case) -> Line:
    """A job with its title and the page of its result."""
    kind = JOBS.get(job.verb)
    result = ""
    if kind is not None and kind.page and job.state == "done":
        made = job.result if isinstance(job.result, dict) else {}
        own = {"uid": str(made["uid"])} if "uid" in made else {}
        result = reverse(kind.page, kwargs={"slug": case.slug} | own)
    return Line(job, kind.title if kind else job.verb, job.state in UNDER_WAY, result)


@login_required
def list_jobs(request: HttpRequest, slug: str) -> HttpResponse:
    """The jobs of a case, the latest first."""
    user = user_of(request)
    case = get_case_for(user, slug)
    page = Paginator(jobs_for(user, case).order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/jobs.html", {"case": case, "page": page, "lines": [line(job, case) for job in page]})


@login_required
def show_job(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """One job."""
    user = user_of(request)
    case = get_case_for(user, slug)
    job = get_job_for(user, case, uid)
    told = {"case": case, "line": line(job, case), "why_not": _why_not(user, job)}
    return render(request, "jobs/job.html", told)


@login_required
def show_state(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """How far it is, as a piece of the page; on its own it leads to the page."""
    user = user_of(request)
    case = get_case_for(user, slug)
    job = get_job_for(user, case, uid)
    if not request.headers.get("HX-Request"):
        return redirect("job", slug=slug, uid=uid)
    return render(request, "jobs/state.html", {"case": case, "line": line(job, case), "why_not": _why_not(user, job)})


@login_required
@require_POST
def cancel_job(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Call a job off."""
    user = user_of(request)
    cancel(user, get_job_for(user, get_case_for(user, slug), uid))
    return redirect("job", slug=slug, uid=uid)


def _why_not(user: User, job: Job) -> str:
    """Why this person cannot call the job off; empty where they can."""
    try:
        check_can_cancel(user, job)
    except NotPermitted as refused:
        return str(refused) or _("This cannot be called off.")
    return ""
