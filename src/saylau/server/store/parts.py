"""Files of a case that hold no facts: written whole, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.conflict import Stale
from saylau.server.store.facts import alone
from saylau.server.store.models import Case, Part


def part_of(case: Case, name: str) -> bytes:
    """What a file holds; nothing where the case has none of that name."""
    found = case.parts.filter(name=name).first()
    return bytes(found.content) if found else b""


def version_of(content: bytes) -> str:
    """By what a later write is told from what was read."""
    return sha256(content).hexdigest()


def write_part(by: User, case: Case, name: str, content: bytes, was: str) -> bool:
    """Write a file of a case, or remove it where nothing is left in it; `was` is the version of what was read.

    Returns whether anything changed. Raises `Stale` where somebody wrote it since, `NotPermitted` in a closed case.
    """
    with transaction.atomic():
        alone(case)
        before = part_of(case, name)
        if version_of(before) != was:
            raise Stale(_("Somebody else changed this text since you opened it; nothing was saved."))
        if content == before:
            return False
        if content:
            told = {"content": content, "changed_by": by, "changed_at": timezone.now()}
            Part.objects.update_or_create(case=case, name=name, defaults=told)
        else:
            case.parts.filter(name=name).delete()
        Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
        append(by.uid, "text.write", case.uid, {"name": name, "bytes": len(content)})
    return True
