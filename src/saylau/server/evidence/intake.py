"""Receiving a file: hashed while it comes, on the disk before it counts, there whole with its records or not at all.

Where the evidence of a case is encrypted, a file is encrypted while it comes: its plain bytes reach no disk from here.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from saylau.errors import SaylauError, WrongUse
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditHead
from saylau.server.evidence import places
from saylau.server.evidence.ciphers import Encrypting
from saylau.server.evidence.custody import write_custody
from saylau.server.evidence.hashing import hash_of
from saylau.server.evidence.keys import encrypted_digests, name_of, recipient_of
from saylau.server.evidence.models import Derivative, Evidence
from saylau.server.evidence.names import kept_name
from saylau.server.store.models import Case
from saylau.server.uid import uid

MOST_IN_CASE = 2 << 30
"""Bytes of evidence that a case holds before somebody confirms that it may hold more."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORGOTTEN_AFTER = 24 * 3600
_ENDING = ".part"


class NotReceived(SaylauError):
    """A file that was not taken in; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What whoever hands in a file says of it."""

    source: str = ""
    received_from: str = ""
    received_how: str = ""
    restricted: bool = False


class Incoming:
    """One file while it comes. What goes wrong is told in `problem`, and nothing of the file is kept then."""

    def __init__(self, name: str, most: int | None = None, recipient: str = "") -> None:
        self.name, self.size, self.problem, self.ciphertext = kept_name(name), 0, "", ""
        self.recipient = recipient
        self._most = settings.LARGEST_FILE if most is None else most
        self._sha256, self._blake2b = hashlib.sha256(), hashlib.blake2b(digest_size=32)
        self.path: Path = places.incoming() / f"{uid()}{_ENDING}"
        try:
            self._file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except OSError as refused:
            raise NotReceived(_refusal(self.name, refused)) from None
        self._cipher = Encrypting(self._file, recipient) if recipient else None

    @property
    def sha256(self) -> str:
        """SHA-256 of what came so far."""
        return self._sha256.hexdigest()

    @property
    def blake2b(self) -> str:
        """BLAKE2b-256 of what came so far."""
        return self._blake2b.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Take the next piece; after a problem, pieces are let go."""
        if self.problem:
            return
        self.size += len(chunk)
        if self.size > self._most:
            self._refuse(
                _(
                    "%(name)s is larger than %(most)d MiB, the most for one file here; nothing of it was kept. "
                    "Split it, or ask whoever runs the server to allow larger files."
                )
                % {"name": self.name, "most": self._most >> 20}
            )
            return
        try:
            (self._cipher or self._file).write(chunk)
        except OSError as refused:
            self._refuse(_refusal(self.name, refused))
        self._sha256.update(chunk)
        self._blake2b.update(chunk)

    def finish(self) -> None:
        """Make sure that the whole of it is on the disk."""
        if self.problem or self._file.closed:
            return
        try:
            if self._cipher is not None:
                self.ciphertext = self._cipher.finish()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as refused:
            self._refuse(_refusal(self.name, refused))

    def close(self) -> None:
        """Let go of it; what was not set down is removed."""
        if self._cipher is not None:
            self._cipher.stop()
        # A full disk may refuse what is left in the buffer once more.
        with contextlib.suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _refuse(self, problem: str) -> None:
        self.problem = problem
        self.close()


def _refusal(name: str, refused: OSError) -> str:
    """The sentence for a disk that did not take a file."""
    if refused.errno in _FULL:
        return _(
            "%(name)s was not kept: the server's disk is full. What was there before is untouched. "
            "Make room, then send it again."
        ) % {"name": name}
    why = refused.strerror or type(refused).__name__
    return _("%(name)s was not kept: the server's disk refused it (%(why)s). Tell whoever runs the server.") % {
        "name": name, "why": why,
    }  # fmt: skip


def forget_interrupted() -> None:
    """Remove what uploads and parsers left that were cut off long ago."""
    for left in places.incoming().iterdir():
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN_AFTER:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def held(case: Case) -> int:
    """Bytes of evidence in a case."""
    return case.evidence.aggregate(held=Sum("size"))["held"] or 0


def take_in(by: User, case: Case, incoming: Incoming, origin: Origin, *, proof_of: Evidence | None = None) -> Evidence:
    """Set a received file down under its hash, with its record, custody and event; the same bytes twice are one file.

    Who may is the caller's to ask. Raises `NotReceived`, and `WrongUse` where the same file was changed on the disk.
    """
    incoming.finish()
    if incoming.problem:
        raise NotReceived(incoming.problem)
    name = name_of("sealed", case, incoming.sha256) if incoming.recipient else incoming.sha256
    try:
        _check_twin(_twin(case, name), incoming, name)
        with transaction.atomic():
            hold_chain()
            twin = _twin(case, name)
            made = _recorded(by, case, incoming, origin, proof_of, name, twin)
            if incoming.recipient and twin is None:  # what a power cut left there is of another encryption
                places.sealed(name).unlink(missing_ok=True)
            places.set_down(incoming.path, places.sealed(name))
    except OSError as refused:
        _remove_unrecorded(name)
        raise NotReceived(_refusal(incoming.name, refused)) from None
    except DatabaseError:
        _remove_unrecorded(name)
        raise
    finally:
        incoming.close()
    return made


def hold_chain() -> None:
    """Within a transaction: whoever holds the head of the chain is alone in setting files down and removing them."""
    AuditHead.objects.select_for_update().filter(pk=1).first()


def _twin(case: Case, name: str) -> Evidence | None:
    """An earlier record of the same bytes that stand encrypted."""
    return case.evidence.filter(kept_as=name).first()


def _check_twin(twin: Evidence | None, incoming: Incoming, name: str) -> None:
    """Where the same bytes are kept already, they must still be these bytes. Raises `WrongUse`."""
    there = places.sealed(name)
    if incoming.recipient:
        changed = twin is not None and (not there.exists() or hash_of(there) != twin.ciphertext)
    else:
        changed = there.exists() and hash_of(there) != name
    if changed:
        raise WrongUse(
            _(
                "the same file was received before, and what stands on the disk in its place has changed since; "
                "nothing was taken in. Verify the earlier item, and tell whoever runs the server."
            )
        )


def _recorded(
    by: User, case: Case, incoming: Incoming, origin: Origin, proof_of: Evidence | None, name: str,
    twin: Evidence | None,
) -> Evidence:  # fmt: skip
    """The rows of an intake. Raises `NotReceived` where its case began to be encrypted meanwhile."""
    if bool(incoming.recipient) != bool(recipient_of(case)):
        raise NotReceived(
            _("%(name)s was not kept: the evidence of this case is encrypted since a moment ago. Send it again.")
            % {"name": incoming.name}
        )
    made = Evidence(
        case=case, size=incoming.size, name=incoming.name, source=origin.source, received_from=origin.received_from,
        received_how=origin.received_how, restricted=origin.restricted, received_by=by, proof_of=proof_of,
    )  # fmt: skip
    if incoming.recipient:
        told = {"sha256": incoming.sha256, "blake2b": incoming.blake2b}
        made.kept_as, made.digests = name, encrypted_digests(told, incoming.recipient)
        made.ciphertext = twin.ciphertext if twin is not None else incoming.ciphertext
    else:
        made.sha256, made.blake2b = incoming.sha256, incoming.blake2b
    hashed = {"ciphertext": made.ciphertext} if made.kept_as else {"sha256": made.sha256}
    detail = {"name": made.name, "size": made.size, "restricted": made.restricted}
    append(by.uid, "evidence.add", made.uid, {**detail, **hashed})
    made.save()
    write_custody(made, "received", by, " · ".join(filter(None, (origin.received_from, origin.received_how))))
    return made


def _remove_unrecorded(name: str) -> None:
    """Remove a file that was set down while its record was not; never one that any record names."""
    with contextlib.suppress(DatabaseError, OSError), transaction.atomic():
        hold_chain()
        named = Q(sha256=name) | Q(kept_as=name)
        if not Evidence.objects.filter(named).exists() and not Derivative.objects.filter(named).exists():
            places.sealed(name).unlink(missing_ok=True)
