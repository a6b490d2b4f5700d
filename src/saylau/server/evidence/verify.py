"""Whether the bytes on the disk are still those that were received. What differs is shown and told, never repaired."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import SaylauError
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence import places
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.hashing import hash_of_open
from saylau.server.evidence.models import Evidence

EVERY = timedelta(days=30)
"""Within this time everything is read again."""


class Mismatch(SaylauError):
    """The file on the disk is not what was received; it is not handed out."""


def open_verified(by: User | None, item: Evidence) -> BinaryIO:
    """The sealed original, read whole and found to be what was received, open at its start.

    What is found is written down either way. Raises `Mismatch`.
    """
    file = _opened(places.sealed(item.sha256))
    found = "" if file is None else hash_of_open(file)
    if file is None or found != item.sha256:
        if file is not None:
            file.close()
        _write_mismatch(by, item, found)
        raise Mismatch(_refusal(item))
    with transaction.atomic():
        append(_actor(by), "evidence.verify", item.uid, {"sha256": found})
        write_custody(item, "verified", by)
        Evidence.objects.filter(pk=item.pk).update(verified_at=timezone.now(), intact=True)
    item.intact = True
    return file


def verify(by: User | None, item: Evidence) -> bool:
    """Read the sealed original again; whether it is what was received."""
    try:
        open_verified(by, item).close()
    except Mismatch:
        return False
    return True


def sealed_for_export(by: User, item: Evidence, note: str) -> Path:
    """The path of an original that leaves the house, verified, with its row of custody. Raises `Mismatch`.

    Who may export is the caller's to ask; `note` names the export.
    """
    open_verified(by, item).close()
    with transaction.atomic():
        append(by.uid, "evidence.export", item.uid, {"note": note})
        write_custody(item, "exported", by, note)
    return places.sealed(item.sha256)


def rolling_part(items: QuerySet[Evidence]) -> list[Evidence]:
    """As many items as have to be read tonight, so that all are within `EVERY`: those read longest ago first."""
    late = items.filter(verified_at__lt=timezone.now() - EVERY).count()
    share = -(-items.count() // EVERY.days)
    return list(items.order_by(F("verified_at").asc(nulls_first=True), "pk")[: max(late, share)])


def unnamed() -> list[str]:
    """Hashes of sealed files that no record names, as a power cut between file and record leaves them.

    They are whole, stay where they are, and become a record's when the same file is sent again.
    """
    return sorted(places.sealed_hashes() - set(Evidence.objects.values_list("sha256", flat=True)))


def _opened(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb")
    except OSError:
        return None


def _actor(by: User | None) -> str:
    return by.uid if by else "system"


def _write_mismatch(by: User | None, item: Evidence, found: str) -> None:
    note = _("SHA-256 is now %(found)s") % {"found": found} if found else _("the file cannot be read")
    with transaction.atomic():
        append(_actor(by), "evidence.mismatch", item.uid, {"expected": item.sha256, "found": found})
        write_custody(item, "mismatch", by, note)
        Evidence.objects.filter(pk=item.pk).update(intact=False)
    item.intact = False


def _refusal(item: Evidence) -> str:
    return _(
        "%(name)s: the file on the server's disk is not the one that was received (its SHA-256 differs, or it cannot "
        "be read). It is not handed out or exported. Tell whoever runs the server; a backup may hold the original."
    ) % {"name": item.name}
