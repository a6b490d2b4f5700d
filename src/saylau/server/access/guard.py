"""Fetching is the permission check: whoever may not see a thing gets the answer for one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from saylau.errors import SaylauError
from saylau.server.access.models import Membership, User
from saylau.server.access.permissions import ACTIONS, INSTALLATION, Grant
from saylau.server.access.roles import Role
from saylau.server.audit.chain import append
from saylau.server.states import FactState
from saylau.server.store.models import Case, Fact

_SAME_REFUSAL_SECONDS = 60
_LONGEST_UID = 64


class NotPermitted(SaylauError):
    """A rule forbids the step; the message is the sentence that the page prints beside the button."""


class HasUid(Protocol):
    """A row with a name for addresses."""

    @property
    def uid(self) -> str:
        """The name."""


def refused(user: User, action: str, thing: HasUid | None = None, *, of: str = "") -> Http404:
    """The answer for what somebody may not see, with its event in the log; raise it.

    `of` names what was asked for where there is no row. The same refusal is written once a minute, so that nobody fills
    the log with it. A thing that does not exist leaves no event: `raise Http404` for that.
    """
    uid = thing.uid if thing is not None else of
    if (uid or action in INSTALLATION) and cache.add(f"refused:{user.uid}:{action}:{uid}", 1, _SAME_REFUSAL_SECONDS):
        append(user.uid, "permission.refused", uid, {"action": action})
    return Http404()


def refused_or_missing(user: User, action: str, rows: QuerySet[Any], uid: str) -> Http404:
    """The answer for a row that a person did not get: with its event where there is one; raise it."""
    hidden = rows.filter(uid=uid).first() if len(uid) <= _LONGEST_UID else None
    return Http404() if hidden is None else refused(user, action, hidden)


def roles_of(user: User, case: Case) -> frozenset[Role]:
    """The roles in a case that stand today; while one page is made, they are asked for once."""
    if user.roles_known is not None and case.pk in user.roles_known:
        return user.roles_known[case.pk]
    now = timezone.now()
    standing = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now), user=user, case=case, since__lte=now)
    found = frozenset(Role(role) for role in standing.values_list("role", flat=True))
    if user.roles_known is not None:
        user.roles_known[case.pk] = found
    return found


def cases_for(user: User) -> QuerySet[Case]:
    """The cases in which a person has a role."""
    now = timezone.now()
    mine = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now), user=user, since__lte=now)
    return Case.objects.filter(pk__in=mine.values("case")).order_by("slug")


def grants(user: User, case: Case, action: str) -> frozenset[Grant]:
    """How far the roles of a person reach for an action."""
    if not user.is_active:
        return frozenset()
    return frozenset(ACTIONS[action][role] for role in roles_of(user, case)) - {Grant.NO}


def may(user: User, case: Case, action: str, owners: Iterable[User | None] = ()) -> bool:
    """Whether a person may do an action with a thing of these owners; without owners, with any thing at all."""
    found, own = grants(user, case, action), list(owners)
    is_own = any(owner is not None and owner.pk == user.pk for owner in own)
    if Grant.YES in found or Grant.SECOND in found:
        return True
    if Grant.OTHERS in found and not is_own:
        return True
    return Grant.OWN in found and (is_own or not own)


def get_case_for(user: User, slug: str, action: str = "case.read") -> Case:
    """A case in which a person may do an action. Raises `Http404`."""
    case = Case.objects.filter(slug=slug).first()
    if case is None:
        raise refused(user, action)
    return case_with(user, case, action)


def case_with(user: User, case: Case, action: str) -> Case:
    """A case that was fetched, where a person may do an action in it. Raises `Http404`."""
    if not grants(user, case, action):
        raise refused(user, action, case)
    return case


def facts_for(user: User, case: Case) -> QuerySet[Fact]:
    """The facts and sources of a case that a person may see: never another's draft."""
    found = grants(user, case, "fact.read")
    mine = Q(created_by=user) | Q(assigned_to=user)
    facts = case.facts.exclude(state=FactState.DISCARDED)
    if Grant.YES in found:
        return facts.filter(~Q(state=FactState.DRAFT) | mine)
    return facts.filter(mine | Q(kind="source")) if Grant.OWN in found else facts.none()


def get_fact_for(user: User, case: Case, uid: str, action: str = "fact.read") -> Fact:
    """A fact with which a person may do an action. Raises `Http404`."""
    fact = facts_for(user, case).select_related("created_by", "assigned_to", "proposed_by").filter(uid=uid).first()
    if fact is None or not may(user, case, action, (fact.created_by, fact.assigned_to)):
        raise refused(user, action, Fact.objects.filter(uid=uid).first())
    return fact


def may_in_installation(user: User, action: str) -> bool:
    """Whether a person may do something that concerns the installation."""
    held = {name for name in ("administrator", "auditor") if getattr(user, name)}
    return user.is_active and bool(held & INSTALLATION[action])


def check_in_installation(user: User, action: str) -> None:
    """Raise `Http404` unless a person may do something that concerns the installation."""
    if not may_in_installation(user, action):
        raise refused(user, action)
