"""Where files stand: under their hash, in folders that only the server's own user can open, never under an address.

sealed/ab/cdef…    what was received, never opened for daily reading
working/ab/cdef…   a copy for previews and daily reading
copies/ab/cdef…    copies without metadata, for publication
previews/<uid>     small pictures made of pictures
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


def _under_hash(kind: str, sha256: str) -> Path:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"{sha256!r} is not a SHA-256")
    return _folder(kind) / sha256[:2] / sha256[2:]


def sealed(sha256: str) -> Path:
    """Where the file of this hash stands as it was received."""
    return _under_hash("sealed", sha256)


def sealed_hashes() -> set[str]:
    """The hashes of all sealed files."""
    return {f"{path.parent.name}{path.name}" for path in _folder("sealed").glob("??/*")}


def working(sha256: str) -> Path:
    """Where its copy for daily reading stands."""
    return _under_hash("working", sha256)


def copy(sha256: str) -> Path:
    """Where a copy without metadata of this hash stands."""
    return _under_hash("copies", sha256)


def preview(uid: str) -> Path:
    """Where the small picture of an item stands."""
    return _folder("previews") / uid


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
