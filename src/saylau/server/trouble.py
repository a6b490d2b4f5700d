"""What the machine refuses: a database held by another process, a full disk; each is answered by a sentence."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RETRY_SECONDS = 5
_HELD = ("database is locked", "database table is locked", "deadlock detected", "lock timeout", "statement timeout")
_FULL = ("database or disk is full", "no space left on device", "disk i/o error")
_SHORT_WAIT_MS = 500


@dataclass(frozen=True)
class Trouble:
    """A status and the sentence that goes with it."""

    status: int
    code: str
    sentence: Promise
    seconds: int = 0
    """After how many seconds it is worth asking again; 0 where somebody has to do something first."""


BUSY = Trouble(
    503, "busy", _("The server is busy with other work; nothing was saved. Wait a moment, then send it again."),
    RETRY_SECONDS,
)  # fmt: skip
FULL = Trouble(
    507,
    "disk_full",
    _("The disk of the server is full; nothing was saved. Tell an administrator, who makes room, then send it again."),
)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble of the machine behind an error; None where it is something else."""
    if isinstance(error, OSError):
        return FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if not isinstance(error, OperationalError):
        return None
    told = str(error).casefold()
    if any(words in told for words in _FULL):
        return FULL
    return BUSY if any(words in told for words in _HELD) else None


@contextmanager
def if_free() -> Iterator[None]:
    """Write what need not be written now (when somebody was last seen): given up where the machine refuses it.

    So a page that only reads is answered while another process writes, and while the disk is full.
    """
    alone = not connection.in_atomic_block
    if alone:
        _wait(_SHORT_WAIT_MS)
    try:
        yield
    except OperationalError as error:
        if connection.in_atomic_block or trouble_of(error) is None:
            raise
    finally:
        if alone:
            _wait(None)


def _wait(milliseconds: int | None) -> None:
    """How long a write of this connection waits for others; None for as long as the settings say."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            usual = int(float(connection.settings_dict["OPTIONS"].get("timeout", 5)) * 1000)
            cursor.execute(f"PRAGMA busy_timeout={usual if milliseconds is None else milliseconds:d}")
        else:
            cursor.execute("RESET lock_timeout" if milliseconds is None else f"SET lock_timeout = {milliseconds:d}")


def place_of(error: BaseException | None) -> str:
    """The sort of a fault and where it is in the code, for the log: not its words, nor the address; these may name."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
    return " ".join((type(error).__name__, *where))
