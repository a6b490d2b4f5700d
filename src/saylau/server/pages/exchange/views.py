"""Bringing in, looking at what would change, saying yes, undoing; packages asked for, let out and downloaded."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from saylau.records.csvtext import list_bytes
from saylau.records.workbook_form import workbook_bytes
from saylau.server.access.guard import NotPermitted, get_case_for, grants
from saylau.server.access.recently import ask_again, was_recent
from saylau.server.audit.chain import append
from saylau.server.exchange import imports, packing
from saylau.server.jobs.models import Job
from saylau.server.pages.common import user_of
from saylau.server.pages.exchange.forms import Asking, Bringing

_SHOWN = 30


@login_required
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a file in, and see those that were brought."""
    user = user_of(request)
    case = get_case_for(user, slug, "import.run")
    form = Bringing(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = cast("UploadedFile[bytes]", form.cleaned_data["file"])
        found = imports.take_in(user, case, file.name or "", file.chunks())
        return redirect("import", slug=slug, uid=found.uid)
    brought = imports.imports_for(user, case).order_by("-pk")[:_SHOWN]
    told = {"case": case, "form": form, "brought": brought}
    return render(request, "exchange/bring.html", told, status=422 if form.errors else 200)


@login_required
def look_at_import(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """What is wrong with a file, or what would change by it."""
    user = user_of(request)
    case = get_case_for(user, slug, "import.run")
    found = imports.get_import_for(user, case, uid)
    job = Job.objects.filter(case=case, verb__startswith="import.", arguments={"import": uid}).order_by("-pk").first()
    told = {
        "case": case, "found": found, "job": job, "working": job is not None and job.state in ("queued", "running"),
        "may_review": bool(grants(user, case, "fact.review")),
        "why_not_apply": _why_not(partial(imports.check_can_apply, user, found)),
        "why_not_undo": _why_not(partial(imports.check_can_undo, user, found)),
    }  # fmt: skip
    return render(request, "exchange/import.html", told)


@login_required
@require_GET
def problems_table(request: HttpRequest, slug: str, uid: str) -> HttpResponseBase:
    """What is wrong with a file, as a table for people."""
    user = user_of(request)
    found = imports.get_import_for(user, get_case_for(user, slug, "import.run"), uid)
    header = ("file", "row", "column", "value", "why", "right")
    data = list_bytes(header, ([str(problem[name]) for name in header] for problem in found.problems))
    return FileResponse(io.BytesIO(data), as_attachment=True, filename="problems.csv", content_type="text/csv")


@login_required
@require_POST
def apply_import(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Say yes."""
    user = user_of(request)
    found = imports.get_import_for(user, get_case_for(user, slug, "import.run"), uid)
    imports.apply(user, found)
    return redirect("import", slug=slug, uid=uid)


@login_required
@require_POST
def undo_import(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Take a whole import back."""
    user = user_of(request)
    found = imports.get_import_for(user, get_case_for(user, slug, "import.run"), uid)
    imports.undo(user, found)
    return redirect("import", slug=slug, uid=uid)


@login_required
@require_GET
def template(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An empty workbook to fill in without a network."""
    get_case_for(user_of(request), slug, "import.run")
    return FileResponse(io.BytesIO(workbook_bytes()), as_attachment=True, filename="saylau.xlsx")


@login_required
def packages(request: HttpRequest, slug: str) -> HttpResponse:
    """Packages: ask for one, let out what others asked for, download."""
    user = user_of(request)
    case = get_case_for(user, slug, packing.VERB)
    form = Asking(request.POST or None)
    if request.method == "POST" and form.is_valid():
        packing.ask_for_package(user, case, form.cleaned_data["reason"])
        return redirect("packages", slug=slug)
    asked = packing.packages_for(user, case)[:_SHOWN]
    rows = [(job, _why_not(partial(packing.check_can_let_out, user, job))) for job in asked]
    told = {"case": case, "form": form, "rows": rows}
    return render(request, "exchange/packages.html", told, status=422 if form.errors else 200)


@login_required
@require_POST
def let_package_out(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Agree to a package that somebody else asked for."""
    user = user_of(request)
    case = get_case_for(user, slug, packing.VERB)
    job = packing.get_package_for(user, case, uid)
    packing.check_can_let_out(user, job)
    if not was_recent(request):
        return ask_again(request, reverse("packages", args=[slug]))
    packing.let_out(user, job)
    return redirect("packages", slug=slug)


@login_required
@require_GET
def download_package(request: HttpRequest, slug: str, uid: str) -> HttpResponseBase:
    """The bytes of a package that was let out."""
    user = user_of(request)
    case = get_case_for(user, slug, packing.VERB)
    job = packing.get_package_for(user, case, uid)
    result = job.result or {}
    file = packing.folder() / str(result.get("sha256", ""))
    if job.state != "done" or not file.is_file():
        raise Http404
    if not was_recent(request):
        return ask_again(request, reverse("packages", args=[slug]))
    append(user.uid, "export.download", job.uid, {"sha256": result["sha256"]})
    return FileResponse(file.open("rb"), as_attachment=True, filename=f"{case.slug}.zip")


def _why_not(check: Callable[[], None]) -> str:
    """The sentence that forbids a step; empty where nothing does."""
    try:
        check()
    except NotPermitted as refused:
        return str(refused)
    return ""
