"""Invitations: one-time links, shown once on the screen of whoever invites, since no mail server is assumed."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from saylau.errors import WrongUse
from saylau.server.access.models import Invitation, Membership, User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case

HOURS = 72
NOT_STANDING = "this invitation was used or has run out; ask for a new one"


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    by: User | None, *, case: Case | None = None, role: str = "", administrator: bool = False, auditor: bool = False
) -> str:
    """Make an invitation and return its token, which is not kept. Who may is the caller's to ask."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Invitation.objects.create(
            token_hash=token_hash(token), case=case, role=role, administrator=administrator, auditor=auditor,
            made_by=by, until=timezone.now() + timedelta(hours=HOURS),
        )  # fmt: skip
        told = {"role": role, "administrator": administrator, "auditor": auditor}
        append(by.uid if by else "system", "user.invite", made.uid, told)
    return token


def standing(token: str) -> Invitation:
    """The invitation of a token. Raises `WrongUse` where it cannot be used."""
    found = Invitation.objects.filter(token_hash=token_hash(token)).first()
    if found is None or not found.stands(timezone.now()):
        raise WrongUse(NOT_STANDING)
    return found


def make_account(token: str, username: str, name: str, password: str, language: str) -> User:
    """The account of whoever was invited, with the role that was meant. Raises `WrongUse`."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().get(pk=standing(token).pk)
        if not found.stands(timezone.now()):
            raise WrongUse(NOT_STANDING)
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
