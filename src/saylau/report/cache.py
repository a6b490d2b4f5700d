"""The user's cache: finished pieces under the hash of all that their bytes depend on; it can be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable

from saylau.report.fonts import cache_folder


def kept(name: str) -> bytes | None:
    """The kept bytes; nothing where there are none or they are not the ones that were kept."""
    try:
        digest, _, found = (cache_folder() / "made" / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    return found if digest == hashlib.sha256(found).hexdigest().encode() else None


def keep(name: str, made: bytes) -> None:
    """Write beside and move into place, so that no other process reads half a piece; a full disk is no error."""
    folder = cache_folder() / "made"
    try:
        folder.mkdir(exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(made).hexdigest().encode() + b"\n" + made)
        os.replace(beside, folder / name)
    except OSError:
        return


def cached(name: str, make: Callable[[], bytes]) -> bytes:
    """The kept bytes, or those that are made now and kept."""
    found = kept(name)
    if found is None:
        found = make()
        keep(name, found)
    return found
