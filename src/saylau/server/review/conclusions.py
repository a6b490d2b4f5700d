"""Conclusions: two people sign what a finding says, and the signatures hold while the finding is what they saw.

A conclusion stands in `review.csv`, and so in the report, from the second signature on until it is revoked. It is bound
to the finding's hash: when what was found changes, it stands no longer, and its sign is *to be confirmed*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.records.source import Decision
from saylau.server.access.guard import refused_or_missing
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.review.models import Signature
from saylau.server.review.policies import check_can_countersign, check_can_revoke, check_can_sign
from saylau.server.states import CONCLUSION_STEPS, LEAST_REASON
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case

SIGNED = CONCLUSION_STEPS["draft"]["sign"]
IN_FORCE = CONCLUSION_STEPS[SIGNED]["countersign"]
REVOKED = CONCLUSION_STEPS[IN_FORCE]["revoke"]
TO_BE_CONFIRMED = "to be confirmed"
"""What is told of a conclusion whose finding changed since: computed, not stored; it ends when that changes back."""


@dataclass(frozen=True)
class Standing:
    """Where a finding stands with the people who conclude."""

    now: str
    """The finding's hash today."""
    in_force: Signature | None = None
    waiting: Signature | None = None
    """Signed once; waits for the second person."""
    fallen: Signature | None = None
    """The latest that was signed over an earlier state of the finding, where none stands or waits."""

    @property
    def word(self) -> str:
        """`in force`, `signed`, `to be confirmed`, or empty where nobody signed."""
        if self.in_force:
            return IN_FORCE
        return SIGNED if self.waiting else TO_BE_CONFIRMED if self.fallen else ""


def standing(signatures: Iterable[Signature], now: str) -> Standing:
    """What the signatures under one finding, in their order, come to while its hash is `now`."""
    left = [signature for signature in signatures if signature.state in (SIGNED, IN_FORCE)]
    own = [signature for signature in left if signature.hash == now]
    in_force = [signature for signature in own if signature.state == IN_FORCE]
    waiting = [signature for signature in own if signature.state == SIGNED]
    fallen = [signature for signature in left if signature.hash != now]
    return Standing(
        now,
        in_force[-1] if in_force else None,
        waiting[-1] if waiting else None,
        fallen[-1] if fallen and not own else None,
    )


def signatures_of(case: Case) -> QuerySet[Signature]:
    """All signatures of a case with their people, in their order."""
    people = ("signed_by", "countersigned_by", "revoked_by")
    return case.signatures.select_related(*people).order_by("place", "pk")


def get_signature_for(user: User, case: Case, uid: str) -> Signature:
    """A signature of a case that was fetched for this person. Raises `Http404`."""
    found = signatures_of(case).filter(uid=uid).first()
    if found is None:
        raise refused_or_missing(user, "conclusion.read", Signature.objects.all(), uid)
    found.case = case
    return found


def sign(by: User, case: Case, finding: str, *, seen: str, now: str, decision: str, note: str = "") -> Signature:
    """Sign what a finding says, as the first of two people.

    `seen` is the hash of what the signer read, `now` the hash that the finding has. Raises `Stale` where they differ,
    `NotPermitted`, `WrongUse`.
    """
    check_can_sign(by, case)
    if decision not in tuple(Decision):
        raise WrongUse(_("Decide: approved, changed or rejected."))
    note = note.strip()
    if decision != Decision.APPROVED and len(note) < LEAST_REASON:
        raise WrongUse(
            _("Write in your own words what you conclude instead, in at least %(least)d characters.")
            % {"least": LEAST_REASON}
        )
    _check_seen(seen, now)
    with transaction.atomic():
        _held(case)
        if case.signatures.filter(finding=finding, hash=now, state=SIGNED).exists():
            raise WrongUse(_("A conclusion on this finding waits for a second person; countersign or revoke it first."))
        last = case.signatures.aggregate(last=Max("place"))["last"] or 0
        made = Signature.objects.create(
            case=case, place=last + 1, finding=finding, hash=now, reviewer=by.called, day=timezone.localdate(),
            decision=decision, note=note, state=SIGNED, signed_by=by,
        )  # fmt: skip
        append(by.uid, "conclusion.sign", made.uid, {"finding": finding, "hash": now, "decision": decision})
    return made


def countersign(by: User, signature: Signature, *, now: str) -> Signature:
    """Put a conclusion into force, as the second of two people. An earlier one on the same finding ends.

    Raises `Stale` where the finding changed since it was signed, `NotPermitted`.
    """
    with transaction.atomic():
        case = _held(signature.case)
        made = _held_signature(signature)
        check_can_countersign(by, made)
        _check_seen(made.hash, now)
        for earlier in case.signatures.filter(finding=made.finding, state=IN_FORCE).order_by("place", "pk"):
            _end(earlier, by, _("A later conclusion took its place."))
        made.state, made.countersigned_by = IN_FORCE, by
        first = made.reviewer
        made.reviewer, made.day = f"{first}, {by.called}", timezone.localdate()
        made.save()
        _risen(case)
        append(by.uid, "conclusion.countersign", made.uid, {"finding": made.finding, "hash": made.hash})
    return made


def revoke(by: User, signature: Signature, reason: str) -> Signature:
    """End a conclusion; it stays readable, and leaves the report. Raises `NotPermitted`, `WrongUse`."""
    reason = reason.strip()
    with transaction.atomic():
        case = _held(signature.case)
        made = _held_signature(signature)
        check_can_revoke(by, made)
        if len(reason) < LEAST_REASON:
            raise WrongUse(_("Write a reason of at least %(least)d characters.") % {"least": LEAST_REASON})
        counted = made.state == IN_FORCE
        _end(made, by, reason)
        if counted:
            _risen(case)
    return made


def _end(signature: Signature, by: User, reason: str) -> None:
    signature.state, signature.revoked_by, signature.reason = REVOKED, by, reason
    signature.save()
    append(by.uid, "conclusion.revoke", signature.uid, {"finding": signature.finding, "reason": reason})


def _check_seen(seen: str, now: str) -> None:
    if seen != now:
        raise Stale(
            _("The finding changed since this was read, so a signature would be under something else. Read it again.")
        )


def _held(case: Case) -> Case:
    """The case as it stands now, held against others who conclude at the same time."""
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def _held_signature(signature: Signature) -> Signature:
    return Signature.objects.select_related("case").get(pk=signature.pk)


def _risen(case: Case) -> None:
    """What the case holds changed, so what was computed of it is stale. The caller holds the case."""
    case.version += 1
    case.save(update_fields=["version"])
