"""The list of evidence, one item, its custody log, and verifying."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.methods.folding import fold
from saylau.server.access.guard import facts_for, get_case_for, may
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence import access, reasons
from saylau.server.evidence.contents import reading_of
from saylau.server.evidence.custody import STEPS, hand_over
from saylau.server.evidence.derivatives import REMAINS, can_be_made_of
from saylau.server.evidence.jobs import LOOK, VERIFY
from saylau.server.evidence.keys import Keys, digests, name_of, sha256_of
from saylau.server.evidence.models import Custody, Evidence
from saylau.server.evidence.names import visible
from saylau.server.evidence.proofs import proof_kind
from saylau.server.evidence.restricting import set_restricted
from saylau.server.evidence.verify import verify
from saylau.server.jobs.queue import enqueue
from saylau.server.pages.common import user_of
from saylau.server.pages.evidence.encrypting import state_of
from saylau.server.pages.evidence.forms import Linking
from saylau.server.pages.evidence.keys import keys_for
from saylau.server.pages.evidence.why_not import why_not
from saylau.server.store.models import SOURCE

PAGE = 50
_LATEST_STEPS = 10
_FACTS_NAMED = 300


@login_required
def list_items(request: HttpRequest, slug: str) -> HttpResponse:
    """The items that a person may see, the newest first."""
    user = user_of(request)
    case = get_case_for(user, slug, "evidence.read")
    items = access.evidence_for(user, case).filter(proof_of=None).defer("reading")
    asked, source = (visible(request.GET.get(name, "").strip())[:300] for name in ("q", "source"))
    if asked:
        hashed = Q(sha256__startswith=asked.lower()) | Q(kept_as=name_of("sealed", case, asked.lower()))
        items = items.filter(Q(pk__in=_named(items, asked)) | hashed | Q(uid=asked))
    changed = request.GET.get("state") == "changed"
    if changed:
        items = items.filter(intact=False)
    if source:
        items = items.filter(source=source)
    page = Paginator(items.annotate(supports=Count("passages")), PAGE).get_page(request.GET.get("page"))
    append(user.uid, "evidence.list", case.uid, {"uids": [item.uid for item in page]})
    told = {
        **state_of(request, case), "case": case, "page": page, "asked": asked, "source": source, "changed": changed,
        "may_add": may(user, case, "evidence.add"),
    }  # fmt: skip
    return render(request, "evidence/list.html", told)


def _named(items: QuerySet[Evidence], asked: str) -> list[int]:
    """The items in whose names something stands, folded as in the search for facts, alike on every database."""
    wanted = fold(asked)
    return [pk for pk, name in items.values_list("pk", "name") if wanted and wanted in fold(name)]


@login_required
def show_item(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """One item: what it is, what can be seen of it, what rests on it, who held it."""
    user = user_of(request)
    item = access.get_evidence_for(user, get_case_for(user, slug), uid)
    return render_item(request, item)


def render_item(request: HttpRequest, item: Evidence, linking: Linking | None = None) -> HttpResponse:
    """The page of an item; `linking` is a form that was sent and found wrong."""
    user = user_of(request)
    facts = facts_for(user, item.case)
    append(user.uid, "evidence.show", item.uid)
    keys = keys_for(request, item)
    reading = reading_of(item, keys)
    told = {
        "case": item.case, "item": item, "digests": _digests(item, keys), "locked": bool(item.kept_as) and not keys,
        "reading": reading, "why_unread": _why_unread(reading or {}), "waits": not item.reading,
        "passages": item.passages.filter(fact__in=facts).select_related("fact", "by").order_by("pk"),
        "linking": linking or Linking(user=user, facts=facts),
        "facts": facts.exclude(kind=SOURCE).order_by("name").values_list("name", flat=True)[:_FACTS_NAMED],
        "steps": _steps(item.custody.order_by("-pk")[:_LATEST_STEPS]),
        "copies": _copies(user, item, keys),
        "remains": REMAINS.get(item.media_type, ()), "can_copy": can_be_made_of(item),
        "proofs": [(proof, str(proof_kind(proof, keys))) for proof in item.proofs.select_related("proof_of")],
        "may_add": may(user, item.case, "evidence.add"),
        "why_not_sealed": why_not(partial(access.check_can_open_sealed, user, item)),
        "why_not_copy": why_not(partial(access.check_can_make_copy, user, item)),
        "why_not_restrict": why_not(partial(access.check_can_restrict, user, item)),
    }  # fmt: skip
    return render(request, "evidence/item.html", told, status=422 if linking else 200)


def _why_unread(reading: Mapping[str, Any]) -> str:
    return reasons.sentence(reading["why"], reading.get("values", {})) if "why" in reading else ""


def _digests(item: Evidence, keys: Keys) -> Mapping[str, Any]:
    """The hashes of an item; none of an encrypted one while its vault is locked."""
    if not item.kept_as:
        return {"sha256": item.sha256, "blake2b": item.blake2b}
    return digests(item, keys) if keys else {}


def _steps(rows: QuerySet[Custody]) -> list[dict[str, object]]:
    """Rows of the custody log, each with its step in words."""
    return [{"step": STEPS.get(row.step, row.step), "row": row} for row in rows.select_related("by")]


def _copies(user: User, item: Evidence, keys: Keys) -> list[dict[str, object]]:
    rows = list(item.derivatives.select_related("made_by", "checked_by").order_by("-pk"))
    for row in rows:
        row.evidence = item
    return [
        {
            "made": row,
            "sha256": sha256_of(row, keys) if keys or not row.kept_as else "",
            "why_not": why_not(partial(access.check_can_check_copy, user, row)),
        }
        for row in rows
    ]


@login_required
def show_custody(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """The whole custody log of an item, to be printed."""
    user = user_of(request)
    item = access.get_evidence_for(user, get_case_for(user, slug), uid)
    append(user.uid, "evidence.custody", item.uid)
    known = _digests(item, keys_for(request, item))
    told = {"case": item.case, "item": item, "digests": known, "steps": _steps(item.custody.order_by("pk"))}
    return render(request, "evidence/custody.html", told)


@login_required
@require_POST
def verify_item(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Read the sealed original again."""
    user = user_of(request)
    item = access.get_evidence_for(user, get_case_for(user, slug), uid)
    keys = keys_for(request, item)
    if verify(user, item, keys):
        messages.success(
            request,
            _("The sealed original was read again: it is what was received.")
            if keys or not item.kept_as
            else _(
                "The encrypted file was read again: it is as it was put down. Unlock the vault to read what it holds."
            ),
        )
    return redirect("evidence_item", slug, uid)


@login_required
@require_POST
def verify_case(request: HttpRequest, slug: str) -> HttpResponse:
    """Have every sealed original that this person may see read again, in the background."""
    user = user_of(request)
    case = get_case_for(user, slug, "evidence.read")
    enqueue(user, VERIFY, case, {})
    messages.success(request, _("The sealed originals are being read again; what differs will be shown here."))
    return redirect("evidence", slug)


@login_required
@require_POST
def look_again(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Have an item looked at once more, in the background."""
    user = user_of(request)
    item = access.get_evidence_for(user, get_case_for(user, slug), uid)
    if item.kept_as:
        keys_for(request, item).needed()
    enqueue(user, LOOK, item.case, {"uids": [item.uid]})
    messages.success(request, _("The file is being looked at; load this page again in a moment."))
    return redirect("evidence_item", slug, uid)


@login_required
@require_POST
def restrict_item(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Restrict an item, or open it to the team."""
    user = user_of(request)
    item = access.get_evidence_for(user, get_case_for(user, slug), uid)
    set_restricted(user, item, request.POST.get("restricted") == "yes", request.POST.get("reason", ""))
    return redirect("evidence_item", slug, uid)


@login_required
@require_POST
def hand_item_over(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Write down that an item was handed to somebody."""
    user = user_of(request)
    item = access.get_evidence_for(user, get_case_for(user, slug, "evidence.add"), uid)
    hand_over(user, item, request.POST.get("reason", ""))
    return redirect("evidence_item", slug, uid)
