"""Opening an item: the working copy for daily reading, the sealed original only with a reason."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from saylau.errors import SaylauError
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence import places
from saylau.server.evidence.access import check_can_open_sealed
from saylau.server.evidence.custody import reason_given, write_custody
from saylau.server.evidence.hashing import hash_of_open
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.verify import open_verified
from saylau.server.uid import uid

_PIECE = 1 << 20


class NotCopied(SaylauError):
    """The working copy could not be made; the original is untouched."""


def open_sealed(by: User, item: Evidence, reason: str) -> BinaryIO:
    """The original as it was received. Raises `NotPermitted`, `WrongUse` without a reason, and `Mismatch`."""
    check_can_open_sealed(by, item)
    why = reason_given(reason)
    file = open_verified(by, item)
    with transaction.atomic():
        append(by.uid, "evidence.read_sealed", item.uid, {"reason": why})
        write_custody(item, "read", by, why)
    return file


def open_working(by: User, item: Evidence) -> BinaryIO:
    """The working copy, with the event of its reading. Raises `Mismatch` where the original is not what it was."""
    file = open_copy(by, item)
    with transaction.atomic():
        append(by.uid, "evidence.read", item.uid)
        write_custody(item, "read", by)
    return file


def open_copy(by: User | None, item: Evidence) -> BinaryIO:
    """The working copy, made where it is missing or was changed; that it was made is written down.

    Raises `Mismatch`, and `NotCopied` where the disk takes no copy.
    """
    path = places.working(item.sha256)
    if path.exists():
        file = path.open("rb")
        if hash_of_open(file) == item.sha256:
            return file
        file.close()
        path.unlink()
        _make_copy(by, item, path, "changed")
    else:
        _make_copy(by, item, path, "")
    return path.open("rb")


def _make_copy(by: User | None, item: Evidence, path: Path, why: str) -> None:
    """Copy the verified original. `why` says that an earlier copy was found changed."""
    part = places.incoming() / f"{uid()}.part"
    try:
        with open_verified(by, item) as sealed, open(part, "xb") as out:
            shutil.copyfileobj(sealed, out, _PIECE)
            out.flush()
            os.fsync(out.fileno())
        with transaction.atomic():
            append(by.uid if by else "system", "evidence.copy", item.uid, {"earlier": why} if why else None)
            write_custody(item, "copied", by, why)
            places.set_down(part, path)
    except OSError as refused:
        raise NotCopied(_no_room(item, refused)) from None
    finally:
        part.unlink(missing_ok=True)


def _no_room(item: Evidence, refused: OSError) -> str:
    return _(
        "the working copy of %(name)s could not be made: the server's disk is full or refused it (%(why)s). The "
        "original is untouched. Make room, then try again."
    ) % {"name": item.name, "why": refused.strerror or type(refused).__name__}
