"""Taking files in: one or many at once, each whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from saylau.errors import SaylauError
from saylau.server.access.guard import facts_for, get_case_for
from saylau.server.access.models import User
from saylau.server.evidence.access import get_evidence_for
from saylau.server.evidence.intake import MOST_IN_CASE, Origin, forget_interrupted, held, take_in
from saylau.server.evidence.jobs import LOOK
from saylau.server.evidence.keys import recipient_of
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.uploads import IntakeHandler
from saylau.server.jobs.queue import enqueue
from saylau.server.pages.common import user_of
from saylau.server.pages.evidence.forms import Adding, Proving
from saylau.server.store.models import SOURCE, Case

_MOST_NAMED = 500
"""Sources that are offered by name."""
_REFUSED_SHOWN = 20


@csrf_exempt  # the handler has to be there before the form is read for its token; `_add` asks for it
@login_required
def add_files(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what it sends."""
    case = get_case_for(user_of(request), slug, "evidence.add")
    if request.method == "POST":
        forget_interrupted()
        request.upload_handlers = [IntakeHandler(request, recipient_of(case))]
    return _add(request, case)


@csrf_protect
def _add(request: HttpRequest, case: Case) -> HttpResponse:
    user = user_of(request)
    form = Adding(case=case)
    refused: list[str] = []
    if request.method == "POST":
        arrived = request.FILES.getlist("file")
        full = held(case) + sum(one.size or 0 for one in arrived) > MOST_IN_CASE
        form = Adding(request.POST, request.FILES, case=case, ask_for_room=full)
        if form.is_valid() and full and not form.cleaned_data["room"]:
            form.add_error("room", _("The case would hold more than 2 GiB. Say that it may, and send the files again."))
        elif form.is_valid():
            made, refused = _take_all(user, case, form.cleaned_data)
            if made:
                _tell(request, user, case, made, refused)
                return (
                    redirect("evidence_item", case.slug, made[0].uid)
                    if len(made) == 1
                    else redirect("evidence", case.slug)
                )
    sources = facts_for(user, case).filter(kind=SOURCE).order_by("name").values_list("name", flat=True)[:_MOST_NAMED]
    told = {"case": case, "form": form, "refused": refused[:_REFUSED_SHOWN], "sources": sources}
    told["encrypted"] = recipient_of(case)
    status = 413 if refused else 422 if form.errors else 200
    return render(request, "evidence/add.html", told, status=status)


def _take_all(user: User, case: Case, told: dict[str, Any]) -> tuple[list[Evidence], list[str]]:
    """The items that were taken in, and a sentence for each file that was not."""
    origin = Origin(told["source"], told["received_from"], told["received_how"], told["restricted"])
    made, refused = [], []
    for one in told["file"]:
        try:
            made.append(take_in(user, case, one.incoming, origin))
        except SaylauError as why:
            refused.append(str(why))
    return made, refused


def _tell(request: HttpRequest, user: User, case: Case, made: list[Evidence], refused: list[str]) -> None:
    """Have the items looked at, and say what came of the upload."""
    enqueue(user, LOOK, case, {"uids": [item.uid for item in made]})
    count = len(made)
    kept = ngettext("%(count)d file was taken in.", "%(count)d files were taken in.", count) % {"count": count}
    messages.success(request, kept)
    for sentence in refused[:_REFUSED_SHOWN]:
        messages.error(request, sentence)


@csrf_exempt
@login_required
@require_POST
def add_proof(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Attach a proof of time to an item."""
    user = user_of(request)
    item = get_evidence_for(user, get_case_for(user, slug, "evidence.add"), uid)
    request.upload_handlers = [IntakeHandler(request, recipient_of(item.case))]
    return _prove(request, item)


@csrf_protect
def _prove(request: HttpRequest, item: Evidence) -> HttpResponse:
    user = user_of(request)
    form = Proving(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the file of the proof."))
        return redirect("evidence_item", item.case.slug, item.uid)
    for one in form.cleaned_data["file"]:
        origin = Origin(received_how=_("proof of time"), restricted=item.restricted)
        made = take_in(user, item.case, one.incoming, origin, proof_of=item)
        enqueue(user, LOOK, item.case, {"uids": [made.uid]})
    messages.success(request, _("The proof is kept with the item."))
    return redirect("evidence_item", item.case.slug, item.uid)
