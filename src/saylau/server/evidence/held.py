"""Plain bytes of an encrypted file while a child process looks at them: in memory, never under a name on a disk.

On Linux they stand in a file in memory (memfd) that has no name and goes away with the last process that has it open.
Other systems know no such file: there it is a file of this user alone in a private folder, removed when the child ends.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from saylau.server.evidence import places

IN_MEMORY = sys.platform == "linux"
"""Whether the system has files in memory."""
MOST = 512 << 20
"""Bytes that are held at once for one child; what is larger is kept unread."""


class Held:
    """A file that this process and one child have open. `path` leads to it in both."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.handles: tuple[int, ...] = ()
        """What the child is to inherit."""
        if sys.platform == "linux":
            handle = os.memfd_create("held")
            self.file: BinaryIO = os.fdopen(handle, "w+b")
            self.handles, self.path = (handle,), Path(f"/proc/self/fd/{handle}")
        else:
            self._folder = tempfile.TemporaryDirectory(dir=places.incoming())
            self.path = Path(self._folder.name) / "held"
            self.file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")

    @property
    def size(self) -> int:
        """How many bytes it holds, whoever wrote them."""
        return os.fstat(self.file.fileno()).st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.file.close()
        if self._folder is not None:
            self._folder.cleanup()
