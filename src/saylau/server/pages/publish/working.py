"""The working report: asked for and fetched by editors."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from saylau.server.access.guard import get_case_for
from saylau.server.access.recently import ask_again, was_recent
from saylau.server.audit.chain import append
from saylau.server.jobs.queue import enqueue
from saylau.server.pages.common import user_of
from saylau.server.pages.publish.forms import Asking
from saylau.server.pages.publish.serving import send
from saylau.server.publish.steps import PROPOSE
from saylau.server.publish.working import VERB, get_working_report_for, working_file

SHOWN = 20


@login_required
def ask_for_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a working report, and see those that were made."""
    user = user_of(request)
    case = get_case_for(user, slug, PROPOSE)
    form = Asking(request.POST or None)
    if request.method == "POST" and form.is_valid():
        job = enqueue(user, VERB, case, form.options)
        return redirect("job", slug=slug, uid=job.uid)
    made = case.jobs.filter(verb=VERB, state="done").select_related("by").order_by("-pk")[:SHOWN]
    told = {"case": case, "form": form, "made": made}
    return render(request, "publish/working.html", told, status=422 if form.errors else 200)


@login_required
def show_report(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """The files of a working report."""
    user = user_of(request)
    case = get_case_for(user, slug, PROPOSE)
    job = get_working_report_for(user, case, uid)
    result = dict(job.result or {})
    files = [file for file in result.get("files", ()) if not file["path"].startswith("site/")]
    told = {"case": case, "job": job, "files": files, "version": result.get("version")}
    return render(request, "publish/working_report.html", told)


@login_required
def download_report(request: HttpRequest, slug: str, uid: str, path: str) -> HttpResponseBase:
    """A file of a working report."""
    user = user_of(request)
    case = get_case_for(user, slug, PROPOSE)
    job = get_working_report_for(user, case, uid)
    file = working_file(job, path)
    if not was_recent(request):
        return ask_again(request, reverse("working_report", args=[slug, uid]))
    append(user.uid, "report.read", job.uid, {"path": path})
    return send(file, path)
