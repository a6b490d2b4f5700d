"""Keys for programs: for one case and some actions, for at most 90 days, never wider than what their owner may do."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.access.guard import may
from saylau.server.access.invitations import token_hash
from saylau.server.access.models import Token, User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case

MOST_DAYS = 90
OFFERED = (
    "case.read", "fact.read", "fact.create", "fact.change", "fact.submit", "fact.withdraw", "evidence.read",
    "evidence.add", "search", "import.run", "assessment.read", "assessment.run",
)  # fmt: skip
"""What a program may be given. Names of people, signatures and whatever needs two people is for people alone."""


def offered_to(user: User, case: Case) -> tuple[str, ...]:
    """The actions that somebody may hand to a program."""
    return tuple(action for action in OFFERED if may(user, case, action))


def make_token(user: User, case: Case, name: str, actions: Iterable[str], days: int) -> str:
    """Make a token and return its text, which is not kept. Raises `WrongUse`."""
    wanted = sorted(set(actions))
    if not wanted or not set(wanted) <= set(offered_to(user, case)):
        raise WrongUse(_("A token may do some of what you may do yourself in this case, and nothing else."))
    if not 1 <= days <= MOST_DAYS:
        raise WrongUse(_("A token is good for 1 to %(days)d days.") % {"days": MOST_DAYS})
    text = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Token.objects.create(
            user=user, case=case, name=name, token_hash=token_hash(text), actions=wanted,
            until=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        append(user.uid, "token.create", made.uid, {"case": case.uid, "actions": wanted})
    return text


def revoke_token(user: User, token: Token) -> None:
    """Let a token open nothing any more."""
    with transaction.atomic():
        Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        append(user.uid, "token.revoke", token.uid)


def standing_token(text: str) -> Token | None:
    """The token of this text, if it can be used now and its owner can. What it may do is `token.actions`."""
    found = Token.objects.select_related("user", "case").filter(token_hash=token_hash(text)).first()
    if found is None or found.revoked_at is not None or found.until <= timezone.now() or not found.user.is_active:
        return None
    return found
