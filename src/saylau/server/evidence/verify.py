"""Whether the bytes on the disk are still those that were received. What differs is shown and told, never repaired.

An encrypted file is decrypted and compared with the hash of what was received; while its vault is locked, the hash of
the ciphertext is compared with the one that was taken when it was set down.
"""

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
from saylau.server.evidence.contents import plain, plain_hash
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.hashing import hash_of
from saylau.server.evidence.keys import NONE, Keys, sha256_of, stands_as
from saylau.server.evidence.models import Evidence

EVERY = timedelta(days=30)
"""Within this time everything is read again."""


class Mismatch(SaylauError):
    """The file on the disk is not what was received; it is not handed out."""


def open_verified(by: User | None, item: Evidence, keys: Keys = NONE) -> BinaryIO:
    """The sealed original, read whole and found to be what was received, open at its start.

    What is found is written down either way. Raises `Mismatch`, and `Locked` for an encrypted one without its key.
    """
    return plain(open_as_kept(by, item, keys), item, keys)


def open_as_kept(by: User | None, item: Evidence, keys: Keys = NONE) -> BinaryIO:
    """The same as it stands on the disk: of an encrypted file the ciphertext."""
    expected = sha256_of(item, keys)
    file = _opened(places.sealed(stands_as(item)))
    found = "" if file is None else plain_hash(file, item, keys)
    if file is None or not expected or found != expected:
        if file is not None:
            file.close()
        _write_mismatch(by, item, found)
        raise Mismatch(_refusal(item))
    _write_verified(by, item)
    return file


def verify(by: User | None, item: Evidence, keys: Keys = NONE) -> bool:
    """Read the sealed original again; whether it is what was received, or as it was set down where it is locked."""
    if item.kept_as and not keys:
        return _verify_ciphertext(by, item)
    try:
        open_as_kept(by, item, keys).close()
    except Mismatch:
        return False
    return True


def _verify_ciphertext(by: User | None, item: Evidence) -> bool:
    """Compare an encrypted file with its own hash, which takes no key."""
    try:
        found = hash_of(places.sealed(item.kept_as))
    except OSError:
        found = ""
    if found != item.ciphertext:
        _write_mismatch(by, item, found)
        return False
    _write_verified(by, item, _("as it stands encrypted; its vault was locked"))
    return True


def missing() -> int:
    """How many files of evidence records name that are not there."""
    rows = Evidence.objects.values_list("sha256", "kept_as")
    return sum(not places.sealed(name).is_file() for name in {kept_as or sha256 for sha256, kept_as in rows})


def rolling_part(items: QuerySet[Evidence]) -> list[Evidence]:
    """As many items as have to be read tonight, so that all are within `EVERY`: those read longest ago first."""
    late = items.filter(verified_at__lt=timezone.now() - EVERY).count()
    share = -(-items.count() // EVERY.days)
    return list(items.order_by(F("verified_at").asc(nulls_first=True), "pk")[: max(late, share)])


def unnamed() -> list[str]:
    """Names of sealed files that no record names, as a power cut between file and record leaves them.

    They are whole, stay where they are, and become a record's when the same file is sent again.
    """
    rows = Evidence.objects.values_list("sha256", "kept_as")
    return sorted(places.sealed_names() - {name for row in rows for name in row})


def _opened(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb")
    except OSError:
        return None


def _actor(by: User | None) -> str:
    return by.uid if by else "system"


def _write_verified(by: User | None, item: Evidence, note: str = "") -> None:
    with transaction.atomic():
        detail = {"ciphertext": item.ciphertext} if item.kept_as else {"sha256": item.sha256}
        append(_actor(by), "evidence.verify", item.uid, detail)
        write_custody(item, "verified", by, note)
        Evidence.objects.filter(pk=item.pk).update(verified_at=timezone.now(), intact=True)
    item.intact = True


def _write_mismatch(by: User | None, item: Evidence, found: str) -> None:
    if not found:
        note = _("the file cannot be read")
    elif item.kept_as:  # no hash of what it holds, or held: see `models.Evidence`
        note = _("the encrypted file is another one now")
    else:
        note = _("SHA-256 is now %(found)s") % {"found": found}
    told = {"ciphertext": item.ciphertext} if item.kept_as else {"expected": item.sha256, "found": found}
    with transaction.atomic():
        append(_actor(by), "evidence.mismatch", item.uid, told)
        write_custody(item, "mismatch", by, note)
        Evidence.objects.filter(pk=item.pk).update(intact=False)
    item.intact = False


def _refusal(item: Evidence) -> str:
    return _(
        "%(name)s: the file on the server's disk is not the one that was received (its SHA-256 differs, or it cannot "
        "be read). It is not handed out or exported. Tell whoever runs the server; a backup may hold the original."
    ) % {"name": item.name}
