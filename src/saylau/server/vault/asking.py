"""What needs two people: to erase somebody, and to let go out what tells who people are. One asks, another agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.casework.dossier import FORMATS
from saylau.casework.released import what_left
from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted, may
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.operations.backup import WEEKS
from saylau.server.states import LEAST_REASON
from saylau.server.store.models import Case
from saylau.server.vault.access import Someone, refuse_names, today
from saylau.server.vault.erasures import erase_about, note_erased
from saylau.server.vault.keeper import change
from saylau.server.vault.models import Asked
from saylau.vault.entries import Release
from saylau.vault.vault import Vault

OUT = "export.with_identity"
ACTIONS: Mapping[str, str] = MappingProxyType(
    {Asked.ERASE: "erase.person", Asked.DOSSIER: OUT, Asked.JOINT: OUT, Asked.VAULT: OUT, Asked.DATASET: OUT}
)
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {Asked.ERASE: (), Asked.DOSSIER: FORMATS, Asked.JOINT: ("zip",), Asked.VAULT: ("vault",), Asked.DATASET: ("csv",)}
)
"""Endings of the files that may be taken once a second person agreed."""
HOURS_TO_TAKE = 24
"""How long that to which a second person agreed may be taken."""


def check_can_ask(user: User, of: Someone | Case, what: str) -> None:
    """Raise `NotPermitted` unless somebody may ask for it, about a person or of the case."""
    allowed = may(user, of, ACTIONS[what]) if isinstance(of, Case) else of.may(user, ACTIONS[what])
    if not allowed:
        raise NotPermitted(_("Case lawyers and reviewers ask for this, and another of them agrees."))


def ask(by: User, of: Someone | Case, what: str, reason: str, vault: Vault, **arguments: Any) -> Asked:
    """Ask for something that another person has to agree to. The reason names nobody. Raises `WrongUse`."""
    check_can_ask(by, of, what)
    case, number = (of, "") if isinstance(of, Case) else (of.case, of.number)
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(count)d characters.") % {"count": LEAST_REASON})
    refuse_names(reason, vault)
    waiting = Asked.objects.filter(case=case, number=number, what=what, state=Asked.WAITING)
    if any(one.arguments == arguments for one in waiting):
        raise WrongUse(_("The same waits for a second person already."))
    with transaction.atomic():
        asked = Asked.objects.create(
            case=case, what=what, number=number, arguments=arguments, reason=reason, asked_by=by
        )
        append(by.uid, f"{what}.ask", case.uid, ({"number": number} if number else {}) | {"reason": reason})
    return asked


def get_asked_for(user: User, case: Case, uid: str) -> Asked:
    """What was asked for, for whoever may ask for or agree to it. Raises `Http404`."""
    asked = Asked.objects.select_related("asked_by", "agreed_by", "case").filter(case=case, uid=uid).first()
    if asked is None or not may(user, case, ACTIONS[asked.what]):
        raise Http404
    return asked


def open_asked(user: User, case: Case, number: str = "", what: str = "") -> list[Asked]:
    """What waits for a second person, or may be taken, as far as somebody may see it; the newest first."""
    rows = Asked.objects.select_related("asked_by", "agreed_by").filter(
        case=case, state__in=(Asked.WAITING, Asked.AGREED)
    )
    rows = rows.filter(number=number) if number else rows
    rows = rows.filter(what=what) if what else rows
    return [a for a in rows.order_by("-pk")[:100] if may(user, case, ACTIONS[a.what]) and not _over(a)]


def _over(asked: Asked) -> bool:
    return asked.agreed_at is not None and asked.agreed_at + timedelta(hours=HOURS_TO_TAKE) < timezone.now()


def check_can_agree(user: User, asked: Asked) -> None:
    """Raise `NotPermitted` unless somebody may agree to what another asked for."""
    if asked.state != Asked.WAITING:
        raise NotPermitted(_("This does not wait for anybody's agreement any more."))
    if asked.asked_by_id == user.pk:
        raise NotPermitted(_("You asked for this; another person agrees to it."))
    if not may(user, asked.case, ACTIONS[asked.what]):
        raise NotPermitted(_("Case lawyers and reviewers agree to this."))


def agree(session_key: str | None, by: User, asked: Asked) -> Sequence[Release]:
    """Agree: somebody is erased at once, other things may be taken. What had left of whom is erased."""
    check_can_agree(by, asked)
    if asked.what == Asked.ERASE:
        return change(session_key, asked.case, lambda vault: _erase(vault, by, asked))
    with transaction.atomic():
        _agreed(by, asked, Asked.AGREED)
        append(by.uid, f"{asked.what}.agree", asked.case.uid, {"number": asked.number} if asked.number else {})
    return ()


def _agreed(by: User, asked: Asked, state: str) -> None:
    now = Asked.objects.select_for_update(of=("self",)).select_related("case").get(pk=asked.pk)
    check_can_agree(by, now)
    now.agreed_by, now.agreed_at, now.state = by, timezone.now(), state
    now.save()


def _erase(vault: Vault, by: User, asked: Asked) -> Sequence[Release]:
    """Destroy what the vault holds of a person, and every reason that was written about them."""
    _agreed(by, asked, Asked.DONE)
    left = what_left(vault.entries(asked.number))
    gone = vault.erase(asked.number, today())
    erase_about(asked.case, asked.number)
    note_erased(by.uid, asked.case, gone, vault)
    vault.save()
    return left


def refuse(by: User, asked: Asked) -> None:
    """Refuse what was asked for, or take back one's own asking. Raises `NotPermitted` where it is over."""
    with transaction.atomic():
        now = Asked.objects.select_for_update(of=("self",)).select_related("case").get(pk=asked.pk)
        if now.state not in (Asked.WAITING, Asked.AGREED):
            raise NotPermitted(_("This is over; nothing is left to refuse."))
        now.state = Asked.REFUSED
        now.save(update_fields=["state"])
        append(by.uid, f"{asked.what}.refuse", asked.case.uid, {"number": asked.number} if asked.number else {})


def check_can_take(user: User, asked: Asked) -> None:
    """Raise `NotPermitted` unless the files may be taken now, by one of the two."""
    if not KINDS[asked.what] or asked.state != Asked.AGREED or _over(asked):
        raise NotPermitted(_("It is taken within a day after a second person agreed; ask again."))
    if user.pk not in (asked.asked_by_id, asked.agreed_by_id):
        raise NotPermitted(_("The two who asked and agreed take it."))
    if not may(user, asked.case, ACTIONS[asked.what]):
        raise NotPermitted(_("Case lawyers and reviewers ask for this, and another of them agrees."))


def backups_end(day: date) -> date:
    """The day after which no backup of this server holds what was erased on a day."""
    return day + timedelta(weeks=WEEKS)
