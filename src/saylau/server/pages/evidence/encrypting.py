"""Whether the evidence of a case is encrypted, and switching that on."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import get_case_for
from saylau.server.access.models import User
from saylau.server.access.recently import recently
from saylau.server.evidence.access import evidence_for
from saylau.server.evidence.encrypting import ENCRYPT, check_can_encrypt, plain_left, switch_on
from saylau.server.evidence.jobs import LOOK
from saylau.server.evidence.models import Encryption, Evidence
from saylau.server.jobs.queue import enqueue
from saylau.server.operations.backup import WEEKS
from saylau.server.pages.common import user_of
from saylau.server.pages.evidence.why_not import why_not
from saylau.server.store.models import Case
from saylau.server.vault.keeper import Locked, is_open
from saylau.server.vault.setup import Stage, stage_of


def state_of(request: HttpRequest, case: Case) -> dict[str, Any]:
    """What the list of evidence says of the encryption, and how many files wait until somebody has the vault open."""
    found = Encryption.objects.filter(case=case).first()
    if found is None:
        return {"encryption": None}
    waiting = _waiting(user_of(request), case).count()
    return {"encryption": found, "vault_open": is_open(request.session.session_key, case), "waiting": waiting}


def _waiting(user: User, case: Case) -> QuerySet[Evidence]:
    """Encrypted items that were not looked at yet."""
    return evidence_for(user, case).exclude(kept_as="").filter(reading={})


@login_required
def encryption(request: HttpRequest, slug: str) -> HttpResponse:
    """How it stands, and the button."""
    case = get_case_for(user_of(request), slug, "evidence.read")
    return recently(_switch_on)(request, case) if request.method == "POST" else _show(request, case)


def _show(request: HttpRequest, case: Case) -> HttpResponse:
    told = {
        "case": case, "encryption": Encryption.objects.select_related("by").filter(case=case).first(),
        "held": case.evidence.count(), "plain": plain_left(case), "damaged": case.evidence.filter(intact=False).count(),
        "has_vault": stage_of(case) is Stage.READY, "vault_open": is_open(request.session.session_key, case),
        "why_not": why_not(partial(check_can_encrypt, user_of(request), case)), "weeks": WEEKS,
        "runs": case.jobs.filter(verb=ENCRYPT, state__in=("queued", "running")).exists(),
    }  # fmt: skip
    return render(request, "evidence/encryption.html", told)


def _switch_on(request: HttpRequest, case: Case) -> HttpResponse:
    user = user_of(request)
    check_can_encrypt(user, case)
    if stage_of(case) is not Stage.READY:
        raise Locked(_("This case has no finished vault yet. Make it first; its recovery key opens the files too."))
    switch_on(request.session.session_key, user, case)
    messages.success(request, _("What comes from now on is encrypted; what is there is being encrypted."))
    return redirect("evidence_encryption", case.slug)


@login_required
@require_POST
def look_at_waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the encrypted files looked at that came while nobody had the vault open."""
    user = user_of(request)
    case = get_case_for(user, slug, "evidence.read")
    if not is_open(request.session.session_key, case):
        raise Locked(_("The vault of this case is locked. Unlock it first; nothing was filled in or written."))
    enqueue(user, LOOK, case, {"uids": list(_waiting(user, case).values_list("uid", flat=True))})
    messages.success(request, _("The files are being looked at; load this page again in a moment."))
    return redirect("evidence", slug)
