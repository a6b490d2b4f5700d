"""The list of erasures as a file that is kept apart from backups, and the newest list at a restore."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from saylau.errors import SaylauError, WrongUse
from saylau.records.in_one_step import write_in_one_step
from saylau.server.audit.chain import append
from saylau.server.operations.backup import Tell
from saylau.server.operations.installed import check_installed
from saylau.server.operations.manifest import backups, read_manifest
from saylau.server.vault.erasures import Erasure, erasures

_WHAT = "erasures of a saylau server"


def write_list(file: Path, tell: Tell) -> None:
    """Write whom the server erased: numbers and days. An older list is replaced. Raises `WrongUse` for another file."""
    check_installed()
    if file.exists():
        read_list(file)
    found = erasures()
    told = {"what": _WHAT, "erasures": [asdict(one) for one in found]}
    append("system", "erasures.list", detail={"count": len(found)})
    write_in_one_step(file, json.dumps(told, indent=1).encode() + b"\n", ".new", 0o600)
    tell(f"{len(found)} erasures in {file}; keep it where the backups are not, and name it when one is restored")


def read_list(file: Path) -> tuple[Erasure, ...]:
    """The list in a file. Raises `WrongUse`."""
    try:
        told = json.loads(file.expanduser().read_text("utf-8"))
        if told["what"] != _WHAT:
            raise ValueError
        return tuple(Erasure(**one) for one in told["erasures"])
    except (OSError, ValueError, TypeError, KeyError):
        raise WrongUse(
            f"{file} is no list of erasures; name one that saylau server erasures wrote, or a new file"
        ) from None


def newest_list(folder: Path, by: Sequence[Any], file: Path | None) -> tuple[Erasure, ...]:
    """Whom not to bring back: the list of the newest backup beside this one, and that of a file. Raises `WrongUse`."""
    told = read_list(file) if file else ()
    newest = backups(folder.parent)[-1]
    try:
        return (*told, *read_manifest(newest, by).erasures)
    except SaylauError as refused:
        if file:
            return told
        raise WrongUse(
            f"{newest.name} beside this backup is newer, and tells whom not to bring back ({refused}); name a key that "
            "opens it too, or a list: --erasures FILE"
        ) from None
