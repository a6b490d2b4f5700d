"""Whom this server erased: a list without content, so that an older backup that is put back brings nobody back.

The list is the log's: the detail of each erasure names the case, the handles, the slots that they had in the vault, and
the day. A vault that was put back is rid of them when it is next opened, before anybody sees it: without its key
nobody can write it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.store.models import Case
from saylau.server.vault.models import Asked
from saylau.vault.vault import Erased, Vault

VERB = "identity.erase"


@dataclass(frozen=True, order=True)
class Erasure:
    """One handle of a vault that was erased."""

    case: str
    """Uid of the case."""
    handle: str
    slot: str
    """The random name under which it stood in the vault: a number that is given anew is another person."""
    on: str


def note_erased(actor: str, case: Case, gone: Iterable[str], vault: Vault) -> None:
    """The event of an erasure, which is its place in the list."""
    told = {handle: vault.erased[handle] for handle in gone}
    _note(actor, case.uid, [Erasure(case.uid, handle, one.slot, one.on.isoformat()) for handle, one in told.items()])


def _note(actor: str, case: str, gone: list[Erasure]) -> None:
    handles, slots = [one.handle for one in gone], [one.slot for one in gone]
    append(actor, VERB, case, {"handles": handles, "slots": slots, "on": gone[0].on})


def erase_about(case: Case, number: str) -> None:
    """Erase the reasons that were written about somebody, and the details of events about them."""
    Asked.objects.filter(case=case, number=number).update(reason="")
    about = AuditEvent.objects.filter(object=case.uid).values("seq")
    AuditDetail.objects.filter(seq__in=about, content__number=number).delete()


def erasures(case: str = "") -> tuple[Erasure, ...]:
    """Everybody whom this server erased, of one case or of all, in order."""
    events = AuditEvent.objects.filter(verb=VERB, **({"object": case} if case else {}))
    objects = dict(events.values_list("seq", "object"))
    details = AuditDetail.objects.filter(seq__in=events.values("seq")).values_list("seq", "content")
    found = {
        Erasure(objects[seq], handle, slot, content["on"])
        for seq, content in details
        for handle, slot in zip(content["handles"], content.get("slots", ()), strict=False)
    }
    return tuple(sorted(found))


def erase_again(gone: Iterable[Erasure]) -> tuple[int, int]:
    """Take a later list over into a log that was put back; how many were new to it, and of cases that it holds.

    Reasons and details about these people go now; what the vaults hold of them goes when each is next opened.
    """
    known = set(erasures())
    new = sorted(set(gone) - known)
    cases = {case.uid: case for case in Case.objects.filter(uid__in={one.case for one in new})}
    with transaction.atomic():
        for one in (one for one in new if one.case in cases):
            _note("system", one.case, [one])
            erase_about(cases[one.case], one.handle)
    return len(new), sum(one.case in cases for one in new)


def rid_of_erased(actor: str, case: Case, vault: Vault) -> None:
    """Erase in a vault that was just opened whom the list names: it is an older one that was put back."""
    told = {one.handle: Erased(slot=one.slot, on=date.fromisoformat(one.on)) for one in erasures(case.uid)}
    before = vault.erased
    gone = vault.erase_these(told)
    if vault.erased == before:
        return
    with transaction.atomic():
        append(actor, "vault.rid_of_erased", case.uid, {"handles": list(gone)})
        vault.save()
