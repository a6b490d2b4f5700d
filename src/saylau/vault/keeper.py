"""Removes a kept key that was not used for a quarter of an hour: `python -m saylau.vault.keeper FILE`.

It is the process that `saylau vault unlock` leaves behind. It ends when the key is gone, by it or by anybody else.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

IDLE_SECONDS = 15 * 60
"""How long a key is kept that nobody uses."""
_LOOK_EVERY = 2.0


def expired(held: Path, now: float) -> bool:
    """Whether a kept key was last used too long ago, or at a time that is yet to come: the clock was set back."""
    try:
        age = now - held.stat().st_mtime
    except FileNotFoundError:
        return False
    return not -60 <= age <= IDLE_SECONDS


def keep_watch(held: Path, look_every: float = _LOOK_EVERY) -> None:
    """Wait until a kept key is expired, and remove it. The wall clock decides: a machine asleep ages too."""
    while held.exists():
        if expired(held, time.time()):
            held.unlink(missing_ok=True)
            return
        time.sleep(look_every)


if __name__ == "__main__":
    keep_watch(Path(sys.argv[1]))
