"""Backup while the server runs: the database as of one moment, then the files, each once for all backups of a place.

A file is set down before the row that names it, so that a copy of the files made after the copy of the database holds
every file that the database names.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout

from saylau import __version__
from saylau.errors import WrongUse
from saylau.records.in_one_step import write_in_one_step
from saylau.server.audit.anchor import take
from saylau.server.audit.chain import append
from saylau.server.evidence.hashing import hash_of
from saylau.server.operations import age
from saylau.server.operations.databases import copy_database
from saylau.server.operations.installed import (
    BACKED_UP,
    LAST_BACKUP,
    check_installed,
    kept_files,
    working_folder,
)
from saylau.server.operations.manifest import (
    POOL,
    Kept,
    Manifest,
    backups,
    database_name,
    read_cover,
    read_manifest,
)
from saylau.server.operations.pool import Pool
from saylau.server.vault.erasures import erasures

Tell = Callable[[str], None]
LOCK = ".lock"
STAMP = "%Y-%m-%dT%H%M%SZ"
DAYS, WEEKS = 7, 5
_SECRET = ("KEY", "PASSWORD", "SECRET", "TOKEN", "PASSPHRASE")


def backup(place: Path, tell: Tell, *, keep_all: bool = False) -> Path:
    """Make a backup in a place, beside earlier ones; returns its folder. Raises `WrongUse`, `OSError`."""
    check_installed()
    place = place.expanduser().resolve()
    _check_apart(place)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with FileLock(place / LOCK, timeout=0):
            return _backup(place, tell, keep_all=keep_all)
    except Timeout:
        raise WrongUse(f"another backup into {place} is running; wait until it is done") from None


def _backup(place: Path, tell: Tell, *, keep_all: bool) -> Path:
    for left in (*place.glob("*.part"), *(place / POOL).glob("*.part")):  # by a backup that was interrupted
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    now = datetime.now(UTC)
    folder, part = place / now.strftime(STAMP), place / f"{now.strftime(STAMP)}.part"
    if folder.exists():
        raise WrongUse(f"{folder} is there already; wait a second")
    part.mkdir(mode=0o700)
    try:
        append("system", "backup.begin")
        earlier = _earlier(place)
        made = _fill(part, Pool(place, earlier, age.recipients(settings.BACKUP_RECIPIENTS)), now.strftime(STAMP))
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    remember(made=now, place=place)
    _remember_files(place, made)
    append("system", "backup.made", detail={"files": len(made.files), "seq": made.anchor.seq})
    if not keep_all:
        forget_old(place, now.date())
    new = len({kept.sha256 for kept in made.files.values()} - {kept.sha256 for kept in earlier.values()})
    to = len(settings.BACKUP_RECIPIENTS)
    how = f"encrypted to {to} {'recipient' if to == 1 else 'recipients'}" if to else "not encrypted"
    tell(f"backup in {folder}: database, {len(made.files)} files ({new} new), log up to event {made.anchor.seq}, {how}")
    return folder


def _check_apart(place: Path) -> None:
    data = settings.DATA.resolve()
    if place == data or data in place.parents or place in data.parents:
        raise WrongUse(f"{place} and the data folder {data} hold each other; name a folder on another disk")


def _earlier(place: Path) -> dict[str, Kept]:
    """What the last backup of a place holds, as far as it was made for the same recipients."""
    if settings.BACKUP_RECIPIENTS:
        try:
            told = json.loads((settings.DATA / BACKED_UP).read_text("utf-8"))
            same = (told["place"], told["recipients"]) == (str(place), settings.BACKUP_RECIPIENTS)
            return {name: Kept(**kept) for name, kept in told["files"].items()} if same else {}
        except (OSError, ValueError, TypeError, KeyError):
            return {}
    found = backups(place)
    return {} if not found or read_cover(found[-1]).encrypted else read_manifest(found[-1]).files


def _remember_files(place: Path, made: Manifest) -> None:
    """What an encrypted backup holds, so that the next one reads and encrypts only what changed."""
    if settings.BACKUP_RECIPIENTS:
        told = {"place": str(place), "recipients": settings.BACKUP_RECIPIENTS}
        files = {name: asdict(kept) for name, kept in made.files.items()}
        write_in_one_step(settings.DATA / BACKED_UP, json.dumps(told | {"files": files}).encode(), ".new", 0o600)
    else:
        (settings.DATA / BACKED_UP).unlink(missing_ok=True)


def _fill(part: Path, pool: Pool, made: str) -> Manifest:
    anchor, to = take(), settings.BACKUP_RECIPIENTS
    database, stored = _database_into(part)
    manifest = Manifest(
        made, __version__, connection.vendor, database, anchor, settings_without_secrets(),
        pool.take_all({path.relative_to(settings.DATA).as_posix(): path for path in kept_files()}),
        erasures(), settings.SECRET_KEY if to else "",
    )  # fmt: skip
    if to:
        manifest.write_sealed(part, age.recipients(to), to, stored)
    else:
        manifest.write(part)
    return manifest


def _database_into(part: Path) -> tuple[Kept, age.Stored]:
    """The database's copy, and how it lies on the disk; before it is encrypted it stands in the data folder alone."""
    name = database_name(connection.vendor)
    if not settings.BACKUP_RECIPIENTS:
        copy_database(part / name)
        size = (part / name).stat().st_size
        stored = age.Stored(hash_of(part / name), size)
        return Kept(stored.sha256, size, 0), stored
    with working_folder() as folder:
        copy_database(folder / name)
        sealed = part / database_name(connection.vendor, sealed=True)
        with (folder / name).open("rb") as file, sealed.open("xb") as out:
            plain, stored = age.encrypt(file, out, age.recipients(settings.BACKUP_RECIPIENTS))
            out.flush()
            os.fsync(out.fileno())
        sealed.chmod(0o600)
    return Kept(plain.sha256, plain.size, 0, stored.sha256), stored


def settings_without_secrets() -> dict[str, str]:
    """What was set by the environment, so that the installation can be set up again; passwords and keys left out."""
    told = {name: value for name, value in os.environ.items() if name.startswith("SAYLAU_")}
    told = {name: value for name, value in told.items() if not any(word in name for word in _SECRET)}
    if address := os.environ.get("DATABASE_URL"):
        parts = urlsplit(address)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
        told["DATABASE_URL"] = urlunsplit(parts._replace(netloc=f"{parts.username or ''}@{host}", query=""))
    return dict(sorted(told.items()))


def forget_old(place: Path, today: date) -> None:
    """Keep the newest backup of each of the last seven days and of each of the last five weeks; remove the others.

    What was erased on the server is gone from its backups after five weeks.
    """
    kept: dict[object, Path] = {}
    for folder in backups(place):
        made = datetime.strptime(read_cover(folder).made, STAMP).date()
        if today - made < timedelta(days=DAYS):
            kept[made] = folder
        if today - made < timedelta(weeks=WEEKS):
            kept[made.isocalendar()[:2]] = folder
    for folder in backups(place):
        if folder not in kept.values():
            shutil.rmtree(folder)
    named = {sha256 for folder in backups(place) for sha256 in read_cover(folder).pool}
    for file in (place / POOL).glob("*/*") if (place / POOL).is_dir() else ():
        if file.parent.name + file.name not in named:
            file.unlink()


def remember(*, place: Path, made: datetime | None = None, checked: datetime | None = None) -> None:
    """When the last backup was made and checked, for the first page and for `saylau serve --check`."""
    told = last_backup() | {"place": str(place)}
    told |= {"made": made.strftime(STAMP)} if made else {}
    told |= {"checked": checked.strftime(STAMP)} if checked else {}
    write_in_one_step(settings.DATA / LAST_BACKUP, json.dumps(told).encode(), ".new", 0o600)


def last_backup() -> dict[str, str]:
    """Place of the last backup, and when it was made and checked; empty where there was none."""
    try:
        return dict(json.loads((settings.DATA / LAST_BACKUP).read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def days_since_checked() -> int | None:
    """Days since a backup was last restored on trial; None where none ever was."""
    checked = last_backup().get("checked")
    return None if checked is None else (datetime.now(UTC) - datetime.strptime(checked, STAMP).replace(tzinfo=UTC)).days
