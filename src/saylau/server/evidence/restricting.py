"""Restricting an item to whoever received it and the reviewers, and opening it to the team again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence.access import check_can_restrict
from saylau.server.evidence.custody import reason_given, write_custody
from saylau.server.evidence.models import Evidence


def set_restricted(by: User, item: Evidence, restricted: bool, reason: str) -> None:
    """Restrict an item and its proofs of time, or open them to the team.

    Raises `NotPermitted`, and `WrongUse` without a reason.
    """
    check_can_restrict(by, item)
    why = reason_given(reason)
    with transaction.atomic():
        append(by.uid, "evidence.restrict" if restricted else "evidence.unrestrict", item.uid, {"reason": why})
        write_custody(item, "restricted" if restricted else "opened to the team", by, why)
        Evidence.objects.filter(Q(pk=item.pk) | Q(proof_of=item)).update(restricted=restricted)
    item.restricted = restricted
