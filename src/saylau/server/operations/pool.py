"""The files of a place of backups: each once for all of them, under the hash of what lies on the disk."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from saylau.server.operations.age import Stored, encrypt
from saylau.server.operations.manifest import POOL, Kept, in_pool

_PIECE = 1 << 20


class Pool:
    """The files of one place; what is taken in is encrypted where there are recipients."""

    def __init__(self, place: Path, earlier: Mapping[str, Kept], to: Sequence[Any]) -> None:
        self._place, self._earlier, self._to = place, earlier, to

    def take(self, path: Path, name: str) -> Kept:
        """Take a file in; one that did not change since the last backup is not read again. Raises `OSError`."""
        found, before = path.stat(), self._earlier.get(name)
        same = before is not None and (before.size, before.changed) == (found.st_size, found.st_mtime_ns)
        if before is not None and same and in_pool(self._place, before.on_disk).is_file():
            return before
        pool = self._place / POOL
        pool.mkdir(mode=0o700, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=pool, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out, path.open("rb") as file:
                plain, stored = encrypt(file, out, self._to) if self._to else _copy(file, out)
                out.flush()
                os.fsync(out.fileno())
            target = in_pool(self._place, stored.sha256)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            os.replace(beside, target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        return Kept(plain.sha256, plain.size, found.st_mtime_ns, stored.sha256 if self._to else "")

    def take_all(self, files: Mapping[str, Path]) -> dict[str, Kept]:
        """Take files in, by their names; what is erased meanwhile is not kept."""
        taken = {}
        for name, path in files.items():
            with suppress(FileNotFoundError):
                taken[name] = self.take(path, name)
        return taken


def _copy(file: BinaryIO, out: BinaryIO) -> tuple[Stored, Stored]:
    hashed, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        hashed.update(piece)
        size += len(piece)
        out.write(piece)
    copied = Stored(hashed.hexdigest(), size)
    return copied, copied
