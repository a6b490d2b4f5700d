"""One-time links, shown once on the screen of whoever makes them, since no mail server is assumed.

With one a person makes an account, or sets the password of one anew. What would let an administrator act alone as
somebody else, or make another administrator alone, waits until a second administrator agrees, where there is one.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import Invitation, Membership, User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case

HOURS = 72
NOT_STANDING = lazy("This link was used, withdrawn or has run out; ask for a new one.")
NOT_AGREED = lazy("A second administrator has to agree to this link first; ask them to look at the page Accounts.")


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def administrators() -> int:
    """How many active administrators there are."""
    return User.objects.filter(administrator=True, is_active=True).count()


def invite(
    by: User | None, *, case: Case | None = None, role: str = "", administrator: bool = False, auditor: bool = False
) -> str:
    """Make an invitation and return its token, which is not kept. Who may is the caller's to ask."""
    made = Invitation(case=case, role=role, administrator=administrator, auditor=auditor, made_by=by)
    made.needs_second = by is not None and bool(administrator or auditor or role) and administrators() > 1
    return _make(made, "user.invite", {"role": role, "administrator": administrator, "auditor": auditor})


def reset_link(by: User, account: User, *, drops_factors: bool) -> str:
    """Make a link with which somebody sets a new password, and new factors if asked. Raises `NotPermitted`."""
    check_can_reset(by, account)
    made = Invitation(purpose=Invitation.RESET, account=account, drops_factors=drops_factors, made_by=by)
    # With password and factors both new, whoever holds the link is that person.
    made.needs_second = drops_factors and administrators() > 1
    return _make(made, "user.reset", {"account": account.uid, "factors": drops_factors})


def system_reset_link(account: User) -> str:
    """The same with factors, made by whoever rules the machine, who needs nobody's word; the log tells of it."""
    made = Invitation(purpose=Invitation.RESET, account=account, drops_factors=True)
    return _make(made, "user.reset", {"account": account.uid, "factors": True})


def check_can_reset(by: User, account: User) -> None:
    """Raise `NotPermitted` with the sentence that stands beside the button."""
    if by.pk == account.pk:
        raise NotPermitted(_("Change your own password on the page Security."))
    if not account.is_active:
        raise NotPermitted(_("The account is closed; open it first."))


def ask_to_raise(by: User, account: User, *, administrator: bool, auditor: bool) -> bool:
    """Make somebody administrator or auditor; False where a second administrator has to agree first."""
    made = Invitation(
        purpose=Invitation.RAISE, account=account, administrator=administrator, auditor=auditor, made_by=by
    )
    made.needs_second = administrators() > 1
    told = {"account": account.uid, "administrator": administrator, "auditor": auditor}
    with transaction.atomic():
        _make(made, "user.raise", told)
        if not made.needs_second:
            _raise(made, by)
    return not made.needs_second


def _make(made: Invitation, verb: str, told: dict[str, object]) -> str:
    token = secrets.token_urlsafe(32)
    made.token_hash, made.until = token_hash(token), timezone.now() + timedelta(hours=HOURS)
    with transaction.atomic():
        made.save()
        append(made.made_by.uid if made.made_by else "system", verb, made.uid, told)
    return token


def check_can_agree(by: User, made: Invitation) -> None:
    """Raise `NotPermitted` with the sentence that stands beside the button."""
    if made.made_by_id == by.pk:
        raise NotPermitted(_("Another administrator than the one who asked has to agree."))
    if made.account_id == by.pk:
        raise NotPermitted(_("It concerns your own account; another administrator has to agree."))


def agree(by: User, made: Invitation) -> None:
    """A second administrator agrees. Raises `NotPermitted`, `WrongUse`."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().get(pk=made.pk)
        check_can_agree(by, found)
        if not found.waits(timezone.now()) or not found.needs_second or found.agreed_by_id:
            raise WrongUse(NOT_STANDING)
        found.agreed_by = by
        found.save()
        append(by.uid, "user.agree", found.uid)
        if found.purpose == Invitation.RAISE:
            _raise(found, by)


def _account(made: Invitation) -> User:
    """The account that a link is about. Raises `WrongUse` for an invitation, which is about none."""
    if made.account is None:
        raise WrongUse(NOT_STANDING)
    return made.account


def _raise(made: Invitation, by: User) -> None:
    account = User.objects.select_for_update().get(pk=_account(made).pk)
    account.administrator |= made.administrator
    account.auditor |= made.auditor
    account.save()
    made.used_by, made.used_at = account, timezone.now()
    made.save()
    append(by.uid, "user.raised", account.uid, {"administrator": made.administrator, "auditor": made.auditor})


def revoke(by: User, made: Invitation) -> None:
    """Withdraw a link that was not used yet. Raises `WrongUse`."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().get(pk=made.pk)
        if not found.waits(timezone.now()):
            raise WrongUse(NOT_STANDING)
        found.revoked_at = timezone.now()
        found.save()
        append(by.uid, "user.revoke", found.uid)


def standing(token: str, purpose: str = Invitation.JOIN) -> Invitation:
    """The link of a token. Raises `WrongUse` where it cannot be used."""
    found = Invitation.objects.filter(token_hash=token_hash(token), purpose=purpose).first()
    if found is None or not found.waits(timezone.now()):
        raise WrongUse(NOT_STANDING)
    if not found.stands(timezone.now()):
        raise WrongUse(NOT_AGREED)
    return found


def _held(token: str, purpose: str) -> Invitation:
    """The link of a token, held against a second use at the same time. Raises `WrongUse`."""
    found = Invitation.objects.select_for_update().get(pk=standing(token, purpose).pk)
    if not found.stands(timezone.now()):
        raise WrongUse(NOT_STANDING)
    return found


def make_account(token: str, username: str, name: str, password: str, language: str) -> User:
    """The account of whoever was invited, with the role that was meant. Raises `WrongUse`."""
    with transaction.atomic():
        found = _held(token, Invitation.JOIN)
        user = User(username=username, name=name, language=language)
        user.administrator, user.auditor = found.administrator, found.auditor
        user.set_password(password)
        user.save()
        found.used_by, found.used_at = user, timezone.now()
        found.save()
        if found.case and found.role:
            Membership.objects.create(user=user, case=found.case, role=found.role, granted_by=found.made_by)
        append(user.uid, "user.join", found.uid)
    return user


def set_anew(token: str, password: str) -> User:
    """Set the password of the account of a link; its factors go too if that was meant. Raises `WrongUse`."""
    with transaction.atomic():
        found = _held(token, Invitation.RESET)
        user = User.objects.select_for_update().get(pk=_account(found).pk)
        if not user.is_active:
            raise WrongUse(NOT_STANDING)
        user.set_password(password)
        user.save()
        if found.drops_factors:
            Authenticator.objects.filter(user=user).delete()
        found.used_by, found.used_at = user, timezone.now()
        found.save()
        append(user.uid, "user.set_anew", found.uid, {"factors": found.drops_factors})
    return user
