"""Consent taken back by case number, by whoever administers the server: they see nobody, and need no open vault.

It is written into the vault at once where anybody has it open, else when it is next unlocked, before anybody sees it.
Until then nothing leaves about people of a vault that is shut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from saylau.casework.withdrawn import withdraw
from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.store.models import Case
from saylau.vault.entries import NUMBER
from saylau.vault.vault import Vault

VERB, CARRIED_OUT = "consent.withdraw", "consent.carry_out"
NOTE = "by case number"


@dataclass(frozen=True)
class Waiting:
    """A withdrawal that the vault does not hold yet."""

    seq: int
    number: str
    on: date


def waiting_for(case: Case) -> list[Waiting]:
    """The withdrawals that wait until the vault of a case is unlocked, as the log tells."""
    events = AuditEvent.objects.filter(object=case.uid)
    details = AuditDetail.objects.filter(seq__in=events.filter(verb=VERB).values("seq"), content__waits=True)
    done = AuditDetail.objects.filter(seq__in=events.filter(verb=CARRIED_OUT).values("seq"))
    over = {content["of"] for content in done.values_list("content", flat=True)}
    rows = details.order_by("seq").values_list("seq", "content")
    return [Waiting(seq, told["number"], date.fromisoformat(told["on"])) for seq, told in rows if seq not in over]


def ask_to_withdraw(by: User, case: Case, number: str, on: date) -> None:
    """Take consent of all purposes back for a case number. Raises `WrongUse` for what is none."""
    number = number.strip().upper()
    if not re.fullmatch(NUMBER, number):
        raise WrongUse(_("This is not a case number; write one such as P-0042."))
    append(by.uid, VERB, case.uid, {"number": number, "on": on.isoformat(), "waits": True})


def carry_out(actor: str, case: Case, vault: Vault) -> None:
    """Write into an open vault what waits for it. A number that it does not hold is passed over, for good."""
    for one in waiting_for(case):
        with transaction.atomic():
            append(actor, CARRIED_OUT, case.uid, {"of": one.seq, "found": one.number in vault.numbers()})
            if one.number in vault.numbers():
                withdraw(vault, one.number, one.on, note=NOTE)
