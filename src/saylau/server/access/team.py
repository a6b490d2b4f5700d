"""The team of a case, and accounts: giving and ending roles, closing accounts. Each function leaves its event."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted, cases_for, may_in_installation, refused
from saylau.server.access.invitations import administrators
from saylau.server.access.models import Invitation, Membership, Token, User
from saylau.server.access.roles import Role
from saylau.server.access.sign_in import end_all_sessions
from saylau.server.audit.chain import append
from saylau.server.store.models import Case


def get_team_for(user: User, slug: str) -> Case:
    """A case whose team a person may see: their own, or any for an administrator. Raises `Http404`."""
    case = cases_for(user).filter(slug=slug).first()
    if case is None and may_in_installation(user, "role.grant"):
        case = Case.objects.filter(slug=slug).first()
    if case is None:
        raise refused(user, "team.read", Case.objects.filter(slug=slug).first())
    return case


def get_account_for(user: User, uid: str, action: str = "user.invite") -> User:
    """An account that an administrator may do something with. Raises `Http404`."""
    if not may_in_installation(user, action):
        raise refused(user, action)
    found = User.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def get_link_for(user: User, uid: str) -> Invitation:
    """A one-time link that an administrator may agree to or withdraw. Raises `Http404`."""
    if not may_in_installation(user, "user.invite"):
        raise refused(user, "user.invite")
    found = Invitation.objects.select_related("account", "made_by").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def check_can_grant(by: User, user: User) -> None:
    """Raise `NotPermitted` with the sentence that stands beside the button."""
    if not user.is_active:
        raise NotPermitted(_("The account is closed; open it first."))
    if by.pk == user.pk and administrators() > 1:
        raise NotPermitted(_("Another administrator has to give you a role."))
    joined = Invitation.objects.filter(used_by=user, made_by=by, purpose=Invitation.JOIN, agreed_by=None)
    if joined.exists() and administrators() > 1:
        raise NotPermitted(_("You alone invited this person; another administrator gives them a role."))


def grant_role(by: User, case: Case, user: User, role: Role) -> Membership:
    """Give somebody a role in a case from now on. Raises `NotPermitted`, `WrongUse`."""
    check_can_grant(by, user)
    try:
        with transaction.atomic():
            made = Membership.objects.create(user=user, case=case, role=role, granted_by=by)
            append(by.uid, "role.grant", user.uid, {"case": case.uid, "role": str(role)})
    except IntegrityError:
        raise WrongUse(_("This person has this role already.")) from None
    return made


def end_role(by: User, membership: Membership) -> None:
    """End a role; what was done with it stays. Raises `WrongUse`."""
    with transaction.atomic():
        found = Membership.objects.select_for_update().get(pk=membership.pk)
        if found.until is not None:
            raise WrongUse(_("This role was ended already."))
        found.until = timezone.now()
        found.save()
        append(by.uid, "role.end", found.user.uid, {"case": found.case.uid, "role": found.role})


def check_can_close(by: User, user: User) -> None:
    """Raise `NotPermitted` with the sentence that stands beside the button."""
    if by.pk == user.pk:
        raise NotPermitted(_("Another administrator has to close your own account."))
    check_not_last(user)


def check_not_last(user: User) -> None:
    """Somebody has to administer the server. Raises `NotPermitted`."""
    if user.administrator and user.is_active and administrators() < 2:
        raise NotPermitted(_("This is the last administrator; make another one first."))


def close_account(by: User, user: User) -> None:
    """Let somebody in no more: sign-ins end, tokens and links are withdrawn, roles stay for when it opens again."""
    with transaction.atomic():
        found = User.objects.select_for_update().get(pk=user.pk)
        check_can_close(by, found)
        found.is_active = False
        found.save()
        now = timezone.now()
        Token.objects.filter(user=found, revoked_at=None).update(revoked_at=now)
        links = Invitation.objects.filter(Q(account=found) | Q(made_by=found), used_at=None, revoked_at=None)
        links.update(revoked_at=now)
        append(by.uid, "user.close", found.uid)
    end_all_sessions(found)


def open_account(by: User, user: User) -> None:
    """Let somebody in again."""
    with transaction.atomic():
        found = User.objects.select_for_update().get(pk=user.pk)
        found.is_active = True
        found.save()
        append(by.uid, "user.open", found.uid)


def end_sign_ins(by: User, user: User) -> int:
    """End every sign-in of somebody; returns how many there were."""
    ended = end_all_sessions(user)
    append(by.uid, "session.end_all", user.uid, {"count": ended})
    return ended


def lower(by: User, user: User, *, administrator: bool = False, auditor: bool = False) -> None:
    """Take administration or the reading of the log from somebody. Raises `NotPermitted`."""
    with transaction.atomic():
        found = User.objects.select_for_update().get(pk=user.pk)
        if administrator:
            check_not_last(found)
            found.administrator = False
        if auditor:
            found.auditor = False
        found.save()
        append(by.uid, "user.lower", found.uid, {"administrator": administrator, "auditor": auditor})
