"""Releases as the team sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import NotPermitted, get_case_for
from saylau.server.access.models import User
from saylau.server.access.recently import ask_again, typed_before, was_recent
from saylau.server.assessment.kept import kept
from saylau.server.audit.chain import append
from saylau.server.pages.common import user_of
from saylau.server.pages.publish.forms import Beginning
from saylau.server.pages.publish.serving import send, show
from saylau.server.publish.comparing import ask_to_compare, get_comparison_for, versions_of
from saylau.server.publish.files import build_of
from saylau.server.publish.looking import ask_to_look, check_can_look, needs_look
from saylau.server.publish.models import Release
from saylau.server.publish.readiness import lacks, who_approves
from saylau.server.publish.steps import (
    STEP_CHECKS,
    begin,
    build,
    check_can_begin,
    check_can_build,
    choose_anew,
    get_release_for,
    releases_for,
    take_step,
)
from saylau.server.states import NEED_REASON, RELEASE_STEPS
from saylau.server.store.models import Case
from saylau.server.vault.keeper import exists

PAGE = 50
BUTTONS: dict[str, Promise] = {
    "propose": _("Propose it"),
    "approve": _("Approve these files"),
    "return": _("Send it back"),
    "publish": _("Publish it"),
    "recall": _("Recall it"),
}
ASKED_AGAIN = frozenset({"approve", "publish"})
"""Steps before which the password or key is asked for once more: after them something leaves the house."""


@dataclass(frozen=True)
class Offer:
    """One step that leads on, with why this person cannot take it; empty where they can."""

    step: str
    title: Promise
    why_not: str
    needs_reason: bool
    typed: str = ""
    """The reason that was typed before the password was asked for."""


@login_required
def list_releases(request: HttpRequest, slug: str) -> HttpResponse:
    """The releases of a case, and a form for a new one."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    return _list(request, user, case, Beginning(initial={"title": case.title}))


@login_required
@require_POST
def begin_release(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a release; its build is a job."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    check_can_begin(user, case)
    form = Beginning(request.POST)
    if not form.is_valid():
        return _list(request, user, case, form, 422)
    release = begin(user, case, form.cleaned_data["title"], form.options)
    return redirect("release", slug=slug, uid=release.uid)


def _list(request: HttpRequest, user: User, case: Case, form: Beginning, status: int = 200) -> HttpResponse:
    page = Paginator(releases_for(user, case), PAGE).get_page(request.GET.get("page"))
    why_not = _why_not(partial(check_can_begin, user, case))
    told = {"case": case, "page": page, "form": form, "why_not": why_not, "versions": versions_of(case)}
    told["lacks"] = [] if why_not else lacks(user, case, kept(case, get_language() or "en"))
    return render(request, "publish/releases.html", told, status=status)


@login_required
@require_POST
def compare_releases(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for two versions to be compared."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    job = ask_to_compare(user, case, request.POST.get("before", ""), request.POST.get("after", ""))
    return redirect("job", slug=slug, uid=job.uid)


@login_required
def show_comparison(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """What changed between two versions."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    result = dict(get_comparison_for(user, case, uid).result or {})
    return render(request, "publish/comparison.html", {"case": case, "result": result})


@login_required
def show_release(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """One release: where it stands, what building told, its files, what changed, and the steps that lead on."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    return _page(request, user, case, get_release_for(user, case, uid))


def _page(
    request: HttpRequest, user: User, case: Case, release: Release, form: Beginning | None = None, status: int = 200
) -> HttpResponse:
    """The page of a release; `form` holds what was chosen and is not right yet."""
    job = case.jobs.filter(verb="release.build", arguments={"release": release.uid}).order_by("-pk").first()
    files = list(release.files.order_by("path"))
    why_not_build = _why_not(partial(check_can_build, user, release))
    may_build = {"build", "rebuild"} & RELEASE_STEPS[release.state].keys()
    told = {
        "case": case,
        "release": release,
        "job": job,
        "files": [file for file in files if not file.path.startswith("site/")],
        "pages_of_site": sum(file.path.startswith("site/") for file in files),
        "offers": _offers(user, release, typed_before(request)),
        "may_build": may_build,
        "why_not_build": why_not_build,
        "form": form or Beginning(initial=release.chosen),
        "lacks": lacks(user, case, kept(case, get_language() or "en"))
        if release.state == "draft" and not why_not_build
        else [],
        "approvers": who_approves(release) if release.state == "proposed" else [],
        "needs_look": needs_look(release),
        "has_vault": exists(case),
        "why_not_look": _why_not(partial(check_can_look, user, release)),
    }
    return render(request, "publish/release.html", told, status=status)


def _offers(user: User, release: Release, typed: Mapping[str, str]) -> list[Offer]:
    """The steps that lead on, with what was typed before the password was asked for."""
    return [
        Offer(
            step, BUTTONS[step], _why_not(partial(STEP_CHECKS[step], user, release)), step in NEED_REASON,
            typed.get("reason", "") if step in ASKED_AGAIN else "",
        )
        for step in RELEASE_STEPS[release.state]
        if step in STEP_CHECKS
    ]  # fmt: skip


@login_required
@require_POST
def build_release(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Ask for a release to be built, or built again, of what it was made of before or of what was chosen now."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    release = get_release_for(user, case, uid)
    if "chosen" not in request.POST:
        build(user, release)
        return redirect("release", slug=slug, uid=uid)
    check_can_build(user, release)
    form = Beginning(request.POST)
    if not form.is_valid():
        return _page(request, user, case, release, form, 422)
    choose_anew(user, release, form.cleaned_data["title"], form.options)
    return redirect("release", slug=slug, uid=uid)


@login_required
@require_POST
def look_release_over(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Ask for what was built to be looked over for the names of the vault, by whoever has it open."""
    user = user_of(request)
    release = get_release_for(user, get_case_for(user, slug, "assessment.read"), uid)
    job = ask_to_look(user, release)
    return redirect("job", slug=slug, uid=job.uid)


@login_required
@require_POST
def take_release_step(request: HttpRequest, slug: str, uid: str, step: str) -> HttpResponse:
    """Propose, approve, send back, publish or recall."""
    user = user_of(request)
    release = get_release_for(user, get_case_for(user, slug, "assessment.read"), uid)
    if step not in STEP_CHECKS:
        raise Http404
    reason = request.POST.get("reason", "")
    STEP_CHECKS[step](user, release)
    if step in ASKED_AGAIN and not was_recent(request):
        return ask_again(request, reverse("release", args=[slug, uid]), {"reason": reason})
    take_step(user, release, step, reason, request.POST.get("build", ""))
    return redirect("release", slug=slug, uid=uid)


@login_required
def download_file(request: HttpRequest, slug: str, uid: str, path: str) -> HttpResponseBase:
    """A file of a release, to look over before it is published."""
    user = user_of(request)
    release = get_release_for(user, get_case_for(user, slug, "assessment.read"), uid)
    digest = _digest(release, path)
    append(user.uid, "release.read", release.uid, {"path": path})
    return send(build_of(release) / digest, path)


@login_required
def read_file(request: HttpRequest, slug: str, uid: str, path: str) -> HttpResponseBase:
    """The HTML report, or a page of the site, to look over before it is published."""
    user = user_of(request)
    release = get_release_for(user, get_case_for(user, slug, "assessment.read"), uid)
    digest = _digest(release, path)
    if path.endswith(".html"):
        append(user.uid, "release.read", release.uid, {"path": path})
    return show(build_of(release) / digest, path, public=False)


def _digest(release: Release, path: str) -> str:
    """The hash under which a file of a release is kept. Raises `Http404`."""
    file = release.files.filter(path=path).first()
    if file is None:
        raise Http404
    return file.sha256


def _why_not(check: Callable[[], None]) -> str:
    """The sentence of the rule that forbids a step; empty where it may be taken."""
    try:
        check()
    except NotPermitted as refused:
        return str(refused)
    return ""
