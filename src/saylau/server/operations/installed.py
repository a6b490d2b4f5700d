"""Whether there is an installation, and what its data folder holds."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from saylau.errors import WrongUse
from saylau.server.keys import KEY_FILE

LAST_BACKUP = "last-backup.json"
BACKED_UP = "backed-up.json"
"""What the last encrypted backup holds of the data folder: without the key nobody could tell from the backup."""
WORKING = "working-copy"
"""Folder for plain copies that exist for a moment: they stand nowhere but in the data folder."""
_LEFT_OVER_SECONDS = 24 * 3600
_MADE_ANEW = {KEY_FILE, "locale", LAST_BACKUP, BACKED_UP}
"""What an installation makes by itself: no sign that it holds anything."""
_NOT_KEPT = {*_MADE_ANEW, WORKING, "incoming"}


def on_sqlite() -> bool:
    """Whether the database is SQLite."""
    return connection.vendor == "sqlite"


def database_file() -> Path:
    """The file of an SQLite database."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


def check_installed() -> None:
    """Raise `WrongUse` where nothing was ever served from here."""
    there = database_file().is_file() if on_sqlite() else True
    if not there or "saylau_auditevent" not in connection.introspection.table_names():
        raise WrongUse(
            f"there is no installation in {settings.DATA}; name its folder in SAYLAU_DATA, or make one: saylau serve"
        )


def check_empty() -> None:
    """Raise `WrongUse` where an installation holds something that a restore would write over."""
    found = sorted(path.name for path in settings.DATA.iterdir() if path.name not in _MADE_ANEW)
    if found:
        raise WrongUse(
            f"{settings.DATA} is not empty (it holds {', '.join(found[:3])}); restore into a new folder, named in "
            "SAYLAU_DATA"
        )
    if not on_sqlite() and "saylau_auditevent" in connection.introspection.table_names():
        raise WrongUse("the database of DATABASE_URL holds an installation already; restore into an empty one")


@contextmanager
def working_folder() -> Iterator[Path]:
    """An empty folder below the data folder, removed afterwards; with it what a process that was killed left there."""
    base = settings.DATA / WORKING
    base.mkdir(mode=0o700, exist_ok=True)
    for left in base.iterdir():
        if left.stat().st_mtime < time.time() - _LEFT_OVER_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    try:
        with tempfile.TemporaryDirectory(dir=base) as folder:
            yield Path(folder)
    finally:
        with suppress(OSError):  # another one is at work there
            base.rmdir()


def kept_files() -> Iterator[Path]:
    """Each file of the data folder that a backup holds, in order: not the database, keys, or what is being made."""
    database = database_file().name if on_sqlite() else ""
    for path in sorted(settings.DATA.rglob("*")):
        parts = path.relative_to(settings.DATA).parts
        if set(parts) & _NOT_KEPT or (database and parts[0].startswith(database)) or path.is_symlink():
            continue
        if path.is_file() and not path.name.endswith((".new", ".part", ".lock")):
            yield path
