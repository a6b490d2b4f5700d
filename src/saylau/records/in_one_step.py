"""Writing a file in one step: whatever happens, it is the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

ANYBODY = 0o666
"""Rights of a new file, as far as the user's mask leaves them."""


def write_in_one_step(path: Path, data: bytes, ending: str, rights: int = ANYBODY) -> None:
    """Write beside a file, make sure that it is on the disk, then put it in the file's place.

    What is written beside has the file's name with `ending`; what an interrupted write left under it is replaced.
    """
    beside = path.with_name(path.name + ending)
    try:
        beside.unlink(missing_ok=True)
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
