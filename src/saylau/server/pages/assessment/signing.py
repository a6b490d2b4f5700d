"""Signing what a finding says: the first person, the second, and taking it back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from saylau.errors import WrongUse
from saylau.server.access.guard import get_case_for
from saylau.server.assessment.kept import Kept, carry_over, kept
from saylau.server.pages.assessment.forms import Signing
from saylau.server.pages.assessment.views import finding_page
from saylau.server.pages.assessment.why_not import stale_sentence
from saylau.server.pages.common import user_of
from saylau.server.review.conclusions import countersign, get_signature_for, revoke, sign
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case


@login_required
@require_POST
def sign_finding(request: HttpRequest, slug: str, finding: str) -> HttpResponse:
    """Sign as the first of two people; what is wrong stands on the page of the finding."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    found = _kept(case)
    now = _hash_now(case, found, finding)
    form = Signing(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            sign(user, case, finding, seen=told["seen"], now=now, decision=told["decision"], note=told["note"])
        except WrongUse as refused:
            form.add_error("note", str(refused))
        else:
            return redirect("finding", slug=slug, finding=finding)
    return render(request, "assessment/finding.html", finding_page(user, case, found, finding, form), status=422)


@login_required
@require_POST
def countersign_finding(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Sign as the second; the conclusion is in force from then on."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    signature = get_signature_for(user, case, uid)
    found, before = _kept(case), case.version
    countersign(user, signature, now=_hash_now(case, found, signature.finding))
    carry_over(case, found, before)
    return redirect("finding", slug=slug, finding=signature.finding)


@login_required
@require_POST
def revoke_conclusion(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """End a conclusion, with the reason."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    signature = get_signature_for(user, case, uid)
    found, before = kept(case, "en"), case.version
    revoke(user, signature, request.POST.get("reason", ""))
    if found is not None:
        carry_over(case, found, before)
    return redirect("finding", slug=slug, finding=signature.finding)


def _kept(case: Case) -> Kept:
    """What was computed of the case. Raises `Http404` where nothing was."""
    found = kept(case, get_language() or "en")
    if found is None:
        raise Http404
    return found


def _hash_now(case: Case, found: Kept, finding: str) -> str:
    """The hash of a finding as it is now. Raises `Stale` where the case changed since it was computed."""
    if finding not in found.findings:
        raise Http404
    if found.stale(case):
        raise Stale(stale_sentence())
    return str(found.findings[finding]["hash"])
