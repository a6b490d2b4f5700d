"""One file that stood plain, and what was made of it, put in their places encrypted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.evidence import places
from saylau.server.evidence.ciphers import decrypted_hash
from saylau.server.evidence.contents import encrypted_part, encrypted_reading
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.destroying import remove_plain
from saylau.server.evidence.hashing import hash_of_open
from saylau.server.evidence.keys import Keys, encrypted_digests, name_of
from saylau.server.evidence.models import Custody, Derivative, Evidence
from saylau.server.evidence.verify import Mismatch, open_as_kept
from saylau.server.store.conflict import Stale

_HASHED = ("sha256", "expected", "found")
_STEPS = ("derivative made", "derivative checked", "mismatch")


class NotSound(Exception):
    """A file that was just encrypted does not decrypt to what it was made of."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A file that stands encrypted beside its plain one, and was compared with it."""

    path: Path | None
    """None where the plain one was not sound."""
    ciphertext: str
    name: str


def encrypt_item(by: User, item: Evidence, keys: Keys, recipient: str) -> bool:
    """Encrypt an item, its copies for publication, its preview, and what its record says of its content.

    False where the original is not what was received: then nothing is changed. Raises `OSError` of the disk, and
    `Stale` where a copy was made of it at the same moment.
    """
    hashes = {"sha256": item.sha256, "blake2b": item.blake2b}
    copies = list(item.derivatives.filter(kept_as="").order_by("pk"))
    copied = [made.sha256 for made in copies]
    with ExitStack() as left:
        try:
            original = _encrypted(left, by, item, keys, recipient)
        except Mismatch:
            return False
        parts = [_encrypted_copy(left, item, made, keys, recipient) for made in copies]
        preview = _encrypted_preview(left, item, recipient)
        with transaction.atomic():
            append(by.uid, "evidence.encrypt_file", item.uid, {"ciphertext": original.ciphertext})
            if item.derivatives.filter(kept_as="").count() != len(copies):
                raise Stale(_("A copy of a file was made while it was encrypted. Go on with the encryption."))
            for made, part in zip(copies, parts, strict=True):
                _record_copy(made, part, recipient)
            _record(item, original, hashes, copies, recipient)
            write_custody(item, "encrypted", by)
            if preview is not None:
                preview.replace(places.preview(item.uid, encrypted=True))
    remove_plain(item.uid, hashes["sha256"], copied)
    return True


def _encrypted(left: ExitStack, by: User, item: Evidence, keys: Keys, recipient: str) -> _Part:
    """The original, verified, encrypted and compared. Raises `Mismatch`."""
    with open_as_kept(by, item) as file:
        path, ciphertext = encrypted_part(file, recipient)
    left.callback(path.unlink, missing_ok=True)
    _compare(path, item.sha256, keys)
    return _Part(path, ciphertext, name_of("sealed", item.case, item.sha256))


def _encrypted_copy(left: ExitStack, item: Evidence, made: Derivative, keys: Keys, recipient: str) -> _Part:
    """A copy for publication in the same way. Of one that is missing or was changed nothing is put down."""
    name = name_of("copy", item.case, made.sha256)
    try:
        with places.copy(made.sha256).open("rb") as file:
            if hash_of_open(file) != made.sha256:
                return _Part(None, "", name)
            path, ciphertext = encrypted_part(file, recipient)
    except FileNotFoundError:
        return _Part(None, "", name)
    left.callback(path.unlink, missing_ok=True)
    _compare(path, made.sha256, keys)
    return _Part(path, ciphertext, name)


def _encrypted_preview(left: ExitStack, item: Evidence, recipient: str) -> Path | None:
    plain = places.preview(item.uid)
    if not plain.exists():
        return None
    with plain.open("rb") as file:
        path, _ciphertext = encrypted_part(file, recipient)
    left.callback(path.unlink, missing_ok=True)
    return path


def _compare(part: Path, sha256: str, keys: Keys) -> None:
    with part.open("rb") as file:
        if decrypted_hash(file, keys.needed()) != sha256:
            raise NotSound


def _record(item: Evidence, part: _Part, hashes: dict[str, str], copies: list[Derivative], recipient: str) -> None:
    """The row of an item, and its file in its place; within the transaction of its event, which holds the chain."""
    twin = Evidence.objects.filter(kept_as=part.name).first()
    log = list(_put_away((item.uid, *(made.uid for made in copies)), item))
    item.refresh_from_db(fields=["reading"])
    item.kept_as, item.ciphertext = part.name, part.ciphertext if twin is None else twin.ciphertext
    item.digests = encrypted_digests({**hashes, "log": log}, recipient)
    item.sha256 = item.blake2b = ""
    if item.reading:
        item.reading = encrypted_reading(item.reading, recipient)
    item.save(update_fields=["kept_as", "ciphertext", "digests", "sha256", "blake2b", "reading"])
    if twin is None:
        _put(part, places.sealed(part.name))


def _record_copy(made: Derivative, part: _Part, recipient: str) -> None:
    twin = Derivative.objects.filter(kept_as=part.name).first()
    made.kept_as, made.ciphertext = part.name, part.ciphertext if twin is None else twin.ciphertext
    made.digests = encrypted_digests({"sha256": made.sha256}, recipient)
    made.sha256 = ""
    made.save(update_fields=["kept_as", "ciphertext", "digests", "sha256"])
    if twin is None:
        _put(part, places.copy(part.name))


def _put(part: _Part, target: Path) -> None:
    """Put a file in its place, and away what an earlier run left there, which no record names."""
    target.unlink(missing_ok=True)
    if part.path is not None:
        places.set_down(part.path, target)


def _put_away(uids: tuple[str, ...], item: Evidence) -> Iterator[dict[str, Any]]:
    """Take the hashes of a file out of the log's details and the notes of custody; they go where its key opens them.

    A detail keeps its salt there, so that it can be shown later what the chain committed to.
    """
    events = AuditEvent.objects.filter(object__in=uids).values("seq")
    for detail in AuditDetail.objects.filter(seq__in=events).order_by("seq"):
        if any(name in detail.content for name in _HASHED):
            yield {"seq": detail.seq, "salt": detail.salt, "content": detail.content}
            detail.delete()
    for row in Custody.objects.filter(evidence=item, step__in=_STEPS, note__contains="SHA-256").order_by("pk"):
        yield {"custody": row.pk, "note": row.note}
        Custody.objects.filter(pk=row.pk).update(note="")
