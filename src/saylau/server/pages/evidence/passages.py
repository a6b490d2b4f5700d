"""Linking places in an item to the facts that they support."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import facts_for, get_case_for
from saylau.server.evidence.access import get_evidence_for
from saylau.server.evidence.contents import reading_of
from saylau.server.evidence.passages import add_passage, quote_stands, remove_passage
from saylau.server.pages.common import user_of
from saylau.server.pages.evidence.forms import Linking
from saylau.server.pages.evidence.keys import keys_for
from saylau.server.pages.evidence.views import render_item


@login_required
@require_POST
def add(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Link a place to a fact."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug, "evidence.add"), uid)
    form = Linking(request.POST, user=user, facts=facts_for(user, item.case))
    if not form.is_valid():
        return render_item(request, item, form)
    told = form.cleaned_data
    reading = reading_of(item, keys_for(request, item))
    add_passage(user, item, told["fact"], told["locator"], told["quote"], reading)
    messages.success(request, _("The place is linked to the fact."))
    if quote_stands(reading, told["quote"]) is False:
        messages.warning(request, _("These words were not found in the text that was read of this file; compare them."))
    return redirect("evidence_item", slug, uid)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, uid: str, number: int) -> HttpResponse:
    """Take a link away."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug, "evidence.add"), uid)
    passage = item.passages.select_related("fact", "evidence").filter(pk=number).first()
    if passage is None:
        raise Http404
    remove_passage(user, passage)
    messages.success(request, _("The link was removed."))
    return redirect("evidence_item", slug, uid)
