"""Whether there is an installation, and what its data folder holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from saylau.errors import WrongUse
from saylau.server.keys import KEY_FILE

LAST_BACKUP = "last-backup.json"
_MADE_ANEW = {KEY_FILE, "locale", LAST_BACKUP}
"""What an installation makes by itself: no sign that it holds anything."""
_NOT_KEPT = {*_MADE_ANEW, "incoming"}


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


def kept_files() -> Iterator[Path]:
    """Each file of the data folder that a backup holds, in order: not the database, keys, or what is being made."""
    database = database_file().name if on_sqlite() else ""
    for path in sorted(settings.DATA.rglob("*")):
        parts = path.relative_to(settings.DATA).parts
        if set(parts) & _NOT_KEPT or (database and parts[0].startswith(database)) or path.is_symlink():
            continue
        if path.is_file() and not path.name.endswith((".new", ".part", ".lock")):
            yield path
