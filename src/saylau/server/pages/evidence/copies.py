"""Copies for publication: made by one person, looked at and checked by another."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from saylau.server.access.guard import get_case_for
from saylau.server.access.models import User
from saylau.server.evidence.access import get_evidence_for
from saylau.server.evidence.derivatives import ENDINGS, check_derivative, make_derivative, open_derivative
from saylau.server.evidence.keys import sha256_of
from saylau.server.evidence.models import Derivative
from saylau.server.pages.common import user_of
from saylau.server.pages.evidence.files import attachment
from saylau.server.pages.evidence.keys import keys_for


@login_required
@require_POST
def make(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Make a copy without metadata."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug), uid)
    make_derivative(user, item, keys_for(request, item))
    messages.success(request, _("The copy was made. Another person looks at it before it is published."))
    return redirect("evidence_item", slug, uid)


@login_required
@require_GET
def download(request: HttpRequest, slug: str, uid: str, made: str) -> HttpResponseBase:
    """A copy, to be looked at."""
    user = user_of(request)
    found = _copy_for(user, slug, uid, made)
    # Not under the name of the original, which may name people.
    keys = keys_for(request, found.evidence)
    name = f"{sha256_of(found, keys)[:16]}{ENDINGS.get(found.media_type, '')}"
    return attachment(open_derivative(user, found, keys), name, size=found.size)


@login_required
@require_POST
def check(request: HttpRequest, slug: str, uid: str, made: str) -> HttpResponse:
    """Say that a copy is fit to be published."""
    user = user_of(request)
    check_derivative(user, _copy_for(user, slug, uid, made))
    messages.success(request, _("The copy may be published now."))
    return redirect("evidence_item", slug, uid)


def _copy_for(user: User, slug: str, uid: str, made: str) -> Derivative:
    item = get_evidence_for(user, get_case_for(user, slug), uid)
    found = item.derivatives.select_related("made_by", "evidence__case").filter(uid=made).first()
    if found is None:
        raise Http404
    return found
