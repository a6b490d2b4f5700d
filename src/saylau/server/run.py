"""What `saylau serve` and `saylau server` do: settings first, then whatever needs them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, cast

from saylau.server import start
from saylau.server.start import tell


def _loaded(module: str) -> Any:
    """A module that needs Django, after the settings were read."""
    start.load()
    return importlib.import_module(f"saylau.server.{module}")


def serve() -> int:
    """Start the server and stay until it is stopped."""
    return cast("int", _loaded("serving").run())


def check() -> int:
    """Look the installation over."""
    return cast("int", _loaded("checks").run())


def backup(place: Path, *, check: bool, keep_all: bool, key: Path | None) -> None:
    """Make a backup, or try the newest one."""
    if check:
        _loaded("operations.trial").check_backup(place, tell, key)
    else:
        _loaded("operations.backup").backup(place, tell, keep_all=keep_all)


def restore(place: Path, *, key: Path | None, erasures: Path | None) -> None:
    """Put a backup back."""
    _loaded("operations.restore").restore(place, tell, key=key, erasures=erasures)


def write_erasures(file: Path) -> None:
    """Write the list of erasures."""
    _loaded("operations.erased").write_list(file, tell)


def backup_key() -> None:
    """Print a new key to which backups are encrypted; it is kept nowhere."""
    print(importlib.import_module("saylau.server.operations.age").new_key(), end="", flush=True)


def verify_log(anchor: Path | None) -> int:
    """Walk the log."""
    return cast("int", _loaded("operations.log").verify_log(anchor, tell))


def prove_event(seq: int, anchor: Path | None, *, with_detail: bool) -> None:
    """Print the proof of one event."""
    _loaded("operations.log").prove_event(seq, anchor, tell, with_detail=with_detail)


def write_anchor(file: Path) -> None:
    """Take an anchor of the log."""
    _loaded("operations.log").write_anchor(file, tell)


def reset(username: str) -> None:
    """Print a link to set an account up anew."""
    _loaded("operations.links").reset(username, tell)


def worker() -> None:
    """Do jobs until stopped."""
    _loaded("serving").work(start.say)
