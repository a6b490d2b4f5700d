"""What needs two people: to erase somebody, and to let a dossier with a name go out. One asks, another agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.casework.released import what_left
from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted, may
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.operations.backup import WEEKS
from saylau.server.states import LEAST_REASON
from saylau.server.store.models import Case
from saylau.server.vault.access import Someone, refuse_names, today
from saylau.server.vault.keeper import change
from saylau.server.vault.models import Asked
from saylau.vault.entries import Release
from saylau.vault.vault import Vault

ACTIONS: Mapping[str, str] = MappingProxyType({Asked.ERASE: "erase.person", Asked.DOSSIER: "export.with_identity"})
HOURS_TO_TAKE = 24
"""How long a dossier to which a second person agreed may be taken."""


def check_can_ask(user: User, someone: Someone, what: str) -> None:
    """Raise `NotPermitted` unless somebody may ask for it."""
    if not someone.may(user, ACTIONS[what]):
        raise NotPermitted(_("Case lawyers and reviewers ask for this, and another of them agrees."))


def ask(by: User, someone: Someone, what: str, reason: str, vault: Vault, **arguments: str) -> Asked:
    """Ask for something that another person has to agree to. The reason names nobody. Raises `WrongUse`."""
    check_can_ask(by, someone, what)
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(count)d characters.") % {"count": LEAST_REASON})
    refuse_names(reason, vault)
    waiting = Asked.objects.filter(case=someone.case, number=someone.number, what=what, state=Asked.WAITING)
    if waiting.filter(arguments=arguments).exists():
        raise WrongUse(_("The same waits for a second person already."))
    with transaction.atomic():
        asked = Asked.objects.create(
            case=someone.case, what=what, number=someone.number, arguments=arguments, reason=reason, asked_by=by
        )
        append(by.uid, f"{what}.ask", someone.case.uid, {"number": someone.number, "reason": reason})
    return asked


def get_asked_for(user: User, case: Case, uid: str) -> Asked:
    """What was asked for, for whoever may ask for or agree to it. Raises `Http404`."""
    asked = Asked.objects.select_related("asked_by", "agreed_by", "case").filter(case=case, uid=uid).first()
    if asked is None or not may(user, case, ACTIONS[asked.what]):
        raise Http404
    return asked


def open_asked(user: User, case: Case, number: str = "") -> list[Asked]:
    """What waits for a second person, or may be taken, as far as somebody may see it; the newest first."""
    rows = Asked.objects.select_related("asked_by", "agreed_by").filter(
        case=case, state__in=(Asked.WAITING, Asked.AGREED)
    )
    rows = rows.filter(number=number) if number else rows
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
    """Agree: somebody is erased at once, a dossier may be taken. What had left of whom is erased."""
    check_can_agree(by, asked)
    if asked.what == Asked.ERASE:
        return change(session_key, asked.case, lambda vault: _erase(vault, by, asked))
    with transaction.atomic():
        _agreed(by, asked, Asked.AGREED)
        append(by.uid, "dossier.agree", asked.case.uid, {"number": asked.number})
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
    Asked.objects.filter(case=asked.case, number=asked.number).update(reason="")
    about = AuditEvent.objects.filter(object=asked.case.uid).values("seq")
    AuditDetail.objects.filter(seq__in=about, content__number=asked.number).delete()
    append(by.uid, "identity.erase", asked.case.uid, {"handles": list(gone)})
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
        append(by.uid, f"{asked.what}.refuse", asked.case.uid, {"number": asked.number})


def check_can_take(user: User, asked: Asked) -> None:
    """Raise `NotPermitted` unless the files of a dossier may be taken now, by one of the two."""
    if asked.what != Asked.DOSSIER or asked.state != Asked.AGREED or _over(asked):
        raise NotPermitted(_("A dossier is taken within a day after a second person agreed; ask again."))
    if user.pk not in (asked.asked_by_id, asked.agreed_by_id):
        raise NotPermitted(_("The two who asked and agreed take the dossier."))


def backups_end(day: date) -> date:
    """The day after which no backup of this server holds what was erased on a day."""
    return day + timedelta(weeks=WEEKS)
