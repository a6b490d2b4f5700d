"""Who works on a fact; of the fact of a person: who is in charge of that person."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted, grants
from saylau.server.access.models import Membership, User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case, Fact

ASSIGN = "fact.assign"


def check_can_assign(user: User, case: Case) -> None:
    """Raise `NotPermitted` unless a person may say who works on the facts of a case."""
    if case.state != "open":
        raise NotPermitted(_("This case is closed; nothing of it is changed."))
    if not grants(user, case, ASSIGN):
        raise NotPermitted(_("Editors and reviewers assign facts; your roles in this case do not include it."))


def members(case: Case) -> QuerySet[User]:
    """Everybody who has a role in the case today, by name."""
    now = timezone.now()
    standing = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now), case=case, since__lte=now)
    return User.objects.filter(pk__in=standing.values("user"), is_active=True).order_by("username")


def assign_fact(by: User, fact: Fact, to: User | None) -> Fact:
    """Put a fact into somebody's hands, or with None out of anybody's. Raises `WrongUse` for no member of the case."""
    if to is not None and not members(fact.case).filter(pk=to.pk).exists():
        raise WrongUse(_("A fact is assigned to members of its case; give them a role in it first."))
    with transaction.atomic():
        fact = Fact.objects.select_for_update().get(pk=fact.pk)
        fact.assigned_to = to
        fact.save(update_fields=["assigned_to"])
        append(by.uid, "fact.assign", fact.uid, {"to": to.uid if to else ""})
    return fact
