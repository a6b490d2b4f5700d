"""Where files stand: under their hash, in folders that only the server's own user can open, never under an address.

An encrypted file stands in the same folders, under a keyed hash of its hash.

sealed/ab/cdef…    what was received, never opened for daily reading
working/ab/cdef…   a copy for previews and daily reading
copies/ab/cdef…    copies without metadata, for publication
previews/<uid>     small pictures made of pictures, encrypted ones with the ending .age
incoming/          what is being received, and the empty folders of parsers
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings

READ_ONLY = 0o440


def _folder(name: str) -> Path:
    """A folder of the evidence, made where it is missing, for this user only."""
    found = Path(settings.DATA) / "evidence" / name
    if not found.is_dir():
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        found.parent.chmod(0o700)
    return found


def incoming() -> Path:
    """The folder of what is not set down yet."""
    return _folder("incoming")


def _under_hash(kind: str, name: str) -> Path:
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise ValueError(f"{name!r} is not a hash")
    return _folder(kind) / name[:2] / name[2:]


def sealed(name: str) -> Path:
    """Where the file of this hash, or keyed hash, stands as it was received."""
    return _under_hash("sealed", name)


def sealed_names() -> set[str]:
    """The hashes, or keyed hashes, under which all sealed files stand."""
    return {f"{path.parent.name}{path.name}" for path in _folder("sealed").glob("??/*")}


def working(name: str) -> Path:
    """Where its copy for daily reading stands."""
    return _under_hash("working", name)


def copy(name: str) -> Path:
    """Where a copy without metadata of this hash, or keyed hash, stands."""
    return _under_hash("copies", name)


def preview(uid: str, *, encrypted: bool = False) -> Path:
    """Where the small picture of an item stands."""
    return _folder("previews") / (f"{uid}.age" if encrypted else uid)


def set_down(part: Path, target: Path) -> bool:
    """Give a whole file its place in one step; False where the same bytes stand there already, and `part` is removed.

    `part` is on the disk before this is called.
    """
    if target.exists():
        part.unlink()
        return False
    target.parent.mkdir(mode=0o700, exist_ok=True)
    part.chmod(READ_ONLY)
    os.replace(part, target)
    on_disk(target.parent)
    on_disk(target.parent.parent)
    return True


def on_disk(folder: Path) -> None:
    """Make sure that a folder's names are on the disk, where the system knows how."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
