"""Backup while the server runs: the database as of one moment, then the files, each once for all backups of a place.

A file is set down before the row that names it, so that a copy of the files made after the copy of the database holds
every file that the database names.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
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
from saylau.server.operations.databases import copy_database, database_beside
from saylau.server.operations.installed import LAST_BACKUP, check_installed, kept_files
from saylau.server.operations.manifest import (
    POOL,
    Kept,
    Manifest,
    backups,
    check_files,
    database_name,
    in_pool,
    latest,
    read_manifest,
)

Tell = Callable[[str], None]
LOCK = ".lock"
STAMP = "%Y-%m-%dT%H%M%SZ"
DAYS, WEEKS = 7, 5
_PIECE = 1 << 20
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
    earlier = read_manifest(backups(place)[-1]).files if backups(place) else {}
    now = datetime.now(UTC)
    folder, part = place / now.strftime(STAMP), place / f"{now.strftime(STAMP)}.part"
    if folder.exists():
        raise WrongUse(f"{folder} is there already; wait a second")
    part.mkdir(mode=0o700)
    try:
        append("system", "backup.begin")
        made = _fill(part, place, earlier, now.strftime(STAMP))
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _remember(made=now, place=place)
    append("system", "backup.made", detail={"files": len(made.files), "seq": made.anchor.seq})
    if not keep_all:
        forget_old(place, now.date())
    new = len({kept.sha256 for kept in made.files.values()} - {kept.sha256 for kept in earlier.values()})
    tell(f"backup in {folder}: database, {len(made.files)} files ({new} new), log up to event {made.anchor.seq}")
    return folder


def _check_apart(place: Path) -> None:
    data = settings.DATA.resolve()
    if place == data or data in place.parents or place in data.parents:
        raise WrongUse(f"{place} and the data folder {data} hold each other; name a folder on another disk")


def _fill(part: Path, place: Path, earlier: dict[str, Kept], made: str) -> Manifest:
    anchor = take()
    copy = part / database_name(connection.vendor)
    copy_database(copy)
    database = Kept(hash_of(copy), copy.stat().st_size, 0)
    files: dict[str, Kept] = {}
    for path in kept_files():
        name = path.relative_to(settings.DATA).as_posix()
        with suppress(FileNotFoundError):  # what is erased meanwhile is not kept
            files[name] = _into_pool(path, place, earlier.get(name))
    manifest = Manifest(made, __version__, connection.vendor, database, anchor, settings_without_secrets(), files)
    manifest.write(part)
    return manifest


def _into_pool(path: Path, place: Path, before: Kept | None) -> Kept:
    """One file under its hash; one that did not change since the last backup is not read again."""
    found = path.stat()
    same = before is not None and (before.size, before.changed) == (found.st_size, found.st_mtime_ns)
    if before is not None and same and in_pool(place, before.sha256).is_file():
        return before
    pool = place / POOL
    pool.mkdir(mode=0o700, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=pool, suffix=".part")
    hashed, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as out, path.open("rb") as file:
            while piece := file.read(_PIECE):
                hashed.update(piece)
                size += len(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        target = in_pool(place, hashed.hexdigest())
        target.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return Kept(hashed.hexdigest(), size, found.st_mtime_ns)


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
        made = datetime.strptime(read_manifest(folder).made, STAMP).date()
        if today - made < timedelta(days=DAYS):
            kept[made] = folder
        if today - made < timedelta(weeks=WEEKS):
            kept[made.isocalendar()[:2]] = folder
    for folder in backups(place):
        if folder not in kept.values():
            shutil.rmtree(folder)
    named = {one.sha256 for folder in backups(place) for one in read_manifest(folder).files.values()}
    for file in (place / POOL).glob("*/*") if (place / POOL).is_dir() else ():
        if file.parent.name + file.name not in named:
            file.unlink()


def check_backup(place: Path, tell: Tell) -> None:
    """Read a backup whole, and restore it on trial in an empty place. Raises `WrongUse`."""
    check_installed()
    folder = latest(place.expanduser().resolve())
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    tell(f"{folder}: all {len(manifest.files)} files and the database are as when the backup was made")
    restored = _restore_on_trial(folder, manifest.engine, tell)
    if restored:
        _remember(checked=datetime.now(UTC), place=folder.parent)
    append("system", "backup.checked", detail={"made": manifest.made, "restored": restored})


def _restore_on_trial(folder: Path, engine: str, tell: Tell) -> bool:
    """Restore a backup in an empty place; whether there was one. Raises `WrongUse` where it cannot be restored."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL")}
    with ExitStack() as places:
        environment["SAYLAU_DATA"] = places.enter_context(
            tempfile.TemporaryDirectory(dir=folder.parent, prefix=".trial-")
        )
        if engine != "sqlite":
            try:
                environment["DATABASE_URL"] = places.enter_context(database_beside())
            except WrongUse as refused:
                tell(
                    f"not restored on trial, only the hashes were compared: {refused}; or restore it elsewhere by hand"
                )
                return False
        command = [sys.executable, "-m", "saylau", "server", "restore", str(folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongUse(f"{folder} could not be restored on trial: {done.stderr.strip().splitlines()[-1]}")
    tell(f"restored on trial: {done.stdout.strip().splitlines()[-1]}")
    return True


def _remember(*, place: Path, made: datetime | None = None, checked: datetime | None = None) -> None:
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
