"""Trying a backup: read whole, and restored in an empty place."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from saylau.errors import WrongUse
from saylau.server.audit.chain import append
from saylau.server.operations.backup import Tell, remember
from saylau.server.operations.databases import database_beside
from saylau.server.operations.installed import check_installed, working_folder
from saylau.server.operations.manifest import Cover, check_files, latest, read_cover


def check_backup(place: Path, tell: Tell, key: Path | None = None) -> None:
    """Read a backup whole, and restore it on trial in an empty place. Raises `WrongUse`.

    Of one that is encrypted what lies on the disk is compared without a key; it counts as tried only with one.
    """
    check_installed()
    folder = latest(place.expanduser().resolve())
    cover = read_cover(folder)
    check_files(folder, cover)
    tell(f"{folder}: all {len(cover.pool)} files and the database are as when the backup was made")
    restored = _restore_on_trial(folder, cover, key, tell)
    if restored:
        remember(checked=datetime.now(UTC), place=folder.parent)
    append("system", "backup.checked", detail={"made": cover.made, "restored": restored})


def _restore_on_trial(folder: Path, cover: Cover, key: Path | None, tell: Tell) -> bool:
    """Restore a backup in an empty place; whether there was one. Raises `WrongUse` where it cannot be restored."""
    if cover.encrypted and key is None:
        tell("not restored on trial: it is encrypted; name the file of a key that opens it: --key FILE")
        return False
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL")}
    with ExitStack() as places:
        # What was encrypted stands plain nowhere but in the data folder.
        beside = None if cover.encrypted else tempfile.TemporaryDirectory(dir=folder.parent, prefix=".trial-")
        environment["SAYLAU_DATA"] = str(places.enter_context(beside or working_folder()))
        if cover.engine != "sqlite":
            try:
                environment["DATABASE_URL"] = places.enter_context(database_beside())
            except WrongUse as refused:
                tell(
                    f"not restored on trial, only the hashes were compared: {refused}; or restore it elsewhere by hand"
                )
                return False
        command = [sys.executable, "-m", "saylau", "server", "restore", str(folder)]
        command += ["--key", str(key.expanduser().resolve())] if key else []
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongUse(f"{folder} could not be restored on trial: {done.stderr.strip().splitlines()[-1]}")
    tell(f"restored on trial: {done.stdout.strip().splitlines()[-1]}")
    return True
