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
from saylau.server.evidence.contents import plain, plain_hash
from saylau.server.evidence.custody import reason_given, write_custody
from saylau.server.evidence.keys import NONE, Keys, check_stands_as, sha256_of, stands_as
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.verify import open_as_kept, open_verified
from saylau.server.uid import uid

_PIECE = 1 << 20


class NotCopied(SaylauError):
    """The working copy could not be made; the original is untouched."""


def open_sealed(by: User, item: Evidence, reason: str, keys: Keys = NONE) -> BinaryIO:
    """The original as it was received. Raises `NotPermitted`, `WrongUse` without a reason, `Mismatch` and `Locked`."""
    check_can_open_sealed(by, item)
    why = reason_given(reason)
    file = open_verified(by, item, keys)
    with transaction.atomic():
        append(by.uid, "evidence.read_sealed", item.uid, {"reason": why})
        write_custody(item, "read", by, why)
    return file


def open_working(by: User, item: Evidence, keys: Keys = NONE) -> BinaryIO:
    """The working copy, with the event of its reading.

    Raises `Mismatch` where the original is not what it was, and `Locked` for an encrypted one without its key.
    """
    file = open_copy(by, item, keys)
    with transaction.atomic():
        append(by.uid, "evidence.read", item.uid)
        write_custody(item, "read", by)
    return plain(file, item, keys)


def open_copy(by: User | None, item: Evidence, keys: Keys = NONE) -> BinaryIO:
    """The working copy as it stands, made where it is missing or was changed; that it was made is written down.

    That of an encrypted file is encrypted too. Raises `Mismatch`, `Locked`, and `NotCopied` where the disk takes none.
    """
    expected, path = sha256_of(item, keys), places.working(stands_as(item))
    if path.exists():
        file = path.open("rb")
        if plain_hash(file, item, keys) == expected:
            return file
        file.close()
        path.unlink()
        _make_copy(by, item, path, "changed", keys)
    else:
        _make_copy(by, item, path, "", keys)
    return path.open("rb")


def _make_copy(by: User | None, item: Evidence, path: Path, why: str, keys: Keys) -> None:
    """Copy the verified original as it stands. `why` says that an earlier copy was found changed."""
    part = places.incoming() / f"{uid()}.part"
    try:
        with open_as_kept(by, item, keys) as sealed, open(part, "xb") as out:
            shutil.copyfileobj(sealed, out, _PIECE)
            out.flush()
            os.fsync(out.fileno())
        with transaction.atomic():
            append(by.uid if by else "system", "evidence.copy", item.uid, {"earlier": why} if why else None)
            check_stands_as(item)
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
