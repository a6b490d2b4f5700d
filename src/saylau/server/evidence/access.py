"""Who may see an item and do what with it. Fetching is the permission check."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from saylau.server.access.guard import NotPermitted, grants, may, refused, roles_of
from saylau.server.access.models import User
from saylau.server.access.permissions import Grant
from saylau.server.access.roles import Role
from saylau.server.evidence.models import Derivative, Evidence, Passage
from saylau.server.store.models import Case

_RESTRICTED_TOO = Role.REVIEWER
"""The role that sees restricted items of others."""


def evidence_for(user: User, case: Case) -> QuerySet[Evidence]:
    """The items of a case that a person may see, the newest first.

    Own are those that they received, and those that support a fact which was assigned to them. A documenter and a case
    lawyer see their own; analysts and editors what is not restricted besides; reviewers everything.
    """
    found, roles = grants(user, case, "evidence.read"), roles_of(user, case)
    supports = Passage.objects.filter(evidence=OuterRef("pk"), fact__assigned_to=user)
    proof = Passage.objects.filter(evidence=OuterRef("proof_of"), fact__assigned_to=user)
    seen = Q(received_by=user) | Q(proof_of__received_by=user) | Exists(supports) | Exists(proof)
    if _RESTRICTED_TOO in roles and Grant.YES in found:
        seen = Q()
    elif roles & {Role.ANALYST, Role.EDITOR} and Grant.YES in found:
        seen |= Q(restricted=False)
    elif not found:
        return Evidence.objects.none()
    return case.evidence.filter(seen).select_related("received_by").order_by("-received_at", "-pk")


def get_evidence_for(user: User, case: Case, uid: str, action: str = "evidence.read") -> Evidence:
    """An item with which a person may do an action. Raises `Http404`."""
    item = evidence_for(user, case).select_related("case", "proof_of").filter(uid=uid).first()
    if item is not None and may(user, case, action, owners(user, item, action)):
        return item
    if hidden := item or Evidence.objects.filter(uid=uid).first():
        raise refused(user, action, hidden)
    raise Http404


def owners(user: User, item: Evidence, action: str) -> tuple[User, ...]:
    """Whose an item is, as far as it matters to what one person may do with it."""
    if item.received_by_id == user.pk or Grant.OWN not in grants(user, item.case, action):
        return (item.received_by,)
    of = (item.pk, item.proof_of_id)  # a proof of time goes with the item that it proves
    works_on_it = Passage.objects.filter(evidence__in=of, fact__assigned_to=user).exists()
    proves_own = item.proof_of is not None and item.proof_of.received_by_id == user.pk
    return (item.received_by, user) if works_on_it or proves_own else (item.received_by,)


def check_can_open_sealed(user: User, item: Evidence) -> None:
    """Raise `NotPermitted` unless a person may open the file as it was received."""
    action = "evidence.read_sealed"
    if not may(user, item.case, action, owners(user, item, action)):
        raise NotPermitted(
            _(
                "The sealed original is opened by reviewers, and by the case lawyer where it is theirs; "
                "use the working copy."
            )
        )


def check_can_make_copy(user: User, item: Evidence) -> None:
    """Raise `NotPermitted` unless a person may make a copy for publication."""
    if not may(user, item.case, "derivative.make"):
        raise NotPermitted(_("Copies for publication are made by editors."))


def check_can_check_copy(user: User, made: Derivative) -> None:
    """Raise `NotPermitted` unless a person may check a copy for publication: a reviewer who did not make it."""
    if made.checked_by_id is not None:
        raise NotPermitted(_("This copy was checked already."))
    if made.made_by_id == user.pk:
        raise NotPermitted(_("You made this copy; another person checks it."))
    if not may(user, made.evidence.case, "derivative.check", (made.made_by,)):
        raise NotPermitted(_("Copies for publication are checked by reviewers."))


def check_can_restrict(user: User, item: Evidence) -> None:
    """Raise `NotPermitted` unless a person may restrict an item, or open a restricted one to the team."""
    reviews = _RESTRICTED_TOO in roles_of(user, item.case)
    if item.restricted and not reviews:
        raise NotPermitted(_("A restricted item is opened to the team by a reviewer."))
    if not reviews and item.received_by_id != user.pk:
        raise NotPermitted(_("An item is restricted by whoever received it, or by a reviewer."))
