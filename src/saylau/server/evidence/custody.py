"""The custody log of an item: who did what with it. Rows are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence.models import Custody, Evidence
from saylau.server.evidence.names import visible
from saylau.server.states import LEAST_REASON

STEPS: Mapping[str, object] = MappingProxyType(
    {
        "received": gettext_lazy("received"),
        "read": gettext_lazy("read"),
        "verified": gettext_lazy("verified"),
        "mismatch": gettext_lazy("does not match its hash"),
        "copied": gettext_lazy("copied for daily reading"),
        "derivative made": gettext_lazy("copy without metadata made"),
        "derivative checked": gettext_lazy("copy without metadata checked"),
        "encrypted": gettext_lazy("encrypted on the disk"),
        "published": gettext_lazy("copy without metadata published"),
        "handed over": gettext_lazy("handed over"),
        "restricted": gettext_lazy("restricted"),
        "opened to the team": gettext_lazy("opened to the team"),
    }
)
"""What can happen to an item, and how the page says it."""
_LONGEST_NOTE = 2000


def write_custody(evidence: Evidence, step: str, by: User | None, note: str = "") -> Custody:
    """Add a row. It is called within the transaction of what it tells of, which adds the event."""
    if step not in STEPS:
        raise ValueError(f"{step!r} is not a step of custody")
    return Custody.objects.create(evidence=evidence, step=step, by=by, note=note[:_LONGEST_NOTE])


def reason_given(reason: str) -> str:
    """A reason, without blanks around it and signs that cannot be seen. Raises `WrongUse` where it is too short."""
    found = visible(reason.strip(), keep="\r\n\t")
    if len(found) < LEAST_REASON:
        raise WrongUse(_("write a reason of at least %(least)d characters") % {"least": LEAST_REASON})
    return found


def hand_over(by: User, evidence: Evidence, note: str) -> None:
    """Write down that the item, or a carrier of it, was handed to somebody: to whom, how and why. Raises `WrongUse`."""
    told = reason_given(note)
    with transaction.atomic():
        append(by.uid, "evidence.hand_over", evidence.uid, {"note": told})
        write_custody(evidence, "handed over", by, told)
