"""A collective complaint of those who may stand in it, and a research data set of those who agreed to one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.errors import SaylauError
from saylau.server.pages.people.forms import Reason
from saylau.server.pages.people.forms_joint import Complaining
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault.asking import OUT, open_asked
from saylau.server.vault.complaints import Wanted, ask_for_complaint, attorneys_in, look
from saylau.server.vault.datasets import ask_for_data_set, counted
from saylau.server.vault.models import Asked


@visited(OUT)
def complaint(visit: Visit) -> HttpResponse:
    """Who can be taken into a complaint, and why others cannot; asked for here."""
    vault = visit.vault()
    form = Complaining(visit.posted, case=visit.case, attorneys=attorneys_in(vault, visit.case))
    asking = visit.request.POST if "ask" in visit.request.POST else None
    reason, looked = Reason(asking, use_required_attribute=False), None
    if visit.request.method == "POST" and form.is_valid():
        wanted = Wanted.model_validate(form.wanted)
        try:
            looked = look(vault, visit.case, wanted)
            if "ask" in visit.request.POST and reason.is_valid():
                ask_for_complaint(visit.user, visit.case, wanted, reason.cleaned_data["reason"], vault)
                messages.success(visit.request, _("Asked. A second case lawyer or reviewer has to agree."))
                return redirect("complaint", visit.case.slug)
        except SaylauError as refused:
            form.add_error(None, str(refused))
    told = {
        "form": form, "reason": reason, "looked": looked,
        "asked": open_asked(visit.user, visit.case, what=Asked.JOINT),
    }  # fmt: skip
    return visit.page("complaint.html", told, 422 if form.errors or reason.errors else 200)


@visited(OUT)
def data_set(visit: Visit) -> HttpResponse:
    """How many agreed to a research data set, and what it would be."""
    return _data_set(visit, Reason())


def _data_set(visit: Visit, form: Reason) -> HttpResponse:
    told = {
        "found": counted(visit.vault(), visit.case), "form": form,
        "asked": open_asked(visit.user, visit.case, what=Asked.DATASET),
    }  # fmt: skip
    return visit.page("data_set.html", told, 422 if form.errors else 200)


@require_POST
@visited(OUT)
def ask_data_set(visit: Visit) -> HttpResponse:
    """Ask that the data set may go out."""
    form = Reason(visit.request.POST)
    vault = visit.vault()
    if form.is_valid():
        try:
            ask_for_data_set(visit.user, visit.case, form.cleaned_data["reason"], vault)
        except SaylauError as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(visit.request, _("Asked. A second case lawyer or reviewer has to agree."))
            return redirect("data_set", visit.case.slug)
    return _data_set(visit, form)
