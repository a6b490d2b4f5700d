"""Looking the installation over: each check answers with a sentence and, where something is wrong, what to do."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from saylau.server.access.factors import unreadable
from saylau.server.access.models import User
from saylau.server.audit.anchor import last_kept
from saylau.server.audit.models import AuditEvent, AuditHead
from saylau.server.audit.written import NOTHING_BEFORE
from saylau.server.keys import KEY_FILE
from saylau.server.operations.backup import days_since_checked, last_backup
from saylau.server.operations.installed import database_file, on_sqlite
from saylau.server.start import say

LEAST_FREE, LITTLE_FREE = 1 << 30, 5 << 30
OLD_BACKUP_DAYS = 8
LEAST_KEY = 32
_OVER_A_NETWORK = {"9p", "afs", "cifs", "fuse.sshfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs"}


class Level(StrEnum):
    """How much a sentence asks for."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Told:
    """One sentence."""

    level: Level
    sentence: str


Look = Callable[[], Iterator[Told]]


def good(sentence: str) -> Told:
    """Nothing to do."""
    return Told(Level.GOOD, sentence)


def note(sentence: str) -> Told:
    """Something to think of; the installation works."""
    return Told(Level.NOTE, sentence)


def wrong(sentence: str) -> Told:
    """Something to be mended."""
    return Told(Level.WRONG, sentence)


def database() -> Iterator[Told]:
    """Reachable, sound, its tables up to date."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check" if on_sqlite() else "SELECT 'ok'")
            found = str(cursor.fetchone()[0])
        waiting = MigrationExecutor(connection).loader.graph.leaf_nodes()
        plan = MigrationExecutor(connection).migration_plan(waiting)
    except DatabaseError as refused:
        what = str(database_file()) if on_sqlite() else "the database of DATABASE_URL"
        last = (str(refused).strip().splitlines() or ["no reason given"])[-1]
        yield wrong(f"{what} cannot be read ({last}); see that it is there and may be read, or restore a backup")
        return
    if found != "ok":
        yield wrong(f"the database is damaged ({found}); stop the server and restore the last backup")
    elif plan:
        yield wrong(f"{len(plan)} changes of the tables wait; start the server once (saylau serve), which makes them")
    else:
        yield good(f"the database ({connection.vendor}) is sound and its tables are up to date")


def disk() -> Iterator[Told]:
    """Local, and not full."""
    kind = _file_system(settings.DATA)
    if kind in _OVER_A_NETWORK and on_sqlite():
        yield wrong(
            f"the data folder {settings.DATA} is on a network disk ({kind}), on which SQLite loses writes; move it to "
            "a local disk, or set DATABASE_URL to a PostgreSQL database"
        )
    free = shutil.disk_usage(settings.DATA).free
    told = f"{free / (1 << 30):.1f} GiB are free in {settings.DATA}"
    if free < LEAST_FREE:
        yield wrong(f"only {told}; make room, or move the folder to a larger disk (SAYLAU_DATA)")
    else:
        yield note(f"{told}, which files of evidence may soon fill") if free < LITTLE_FREE else good(told)


def _file_system(folder: Path) -> str:
    """Kind of the file system that holds a folder, where the system tells it."""
    mounts = Path("/proc/mounts")
    if not mounts.is_file():
        return ""
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        point, name = line.split(" ")[1:3]
        inside = str(folder.resolve()) + "/"
        if inside.startswith(point.rstrip("/") + "/") and len(point) >= len(best):
            best, kind = point, name
    return kind


def folders() -> Iterator[Told]:
    """For this user only; and the key as it should be."""
    key = settings.DATA / KEY_FILE
    if sys.platform != "win32":
        open_ones = [
            path for path in (settings.DATA, key) if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
        ]
        for path in open_ones:
            rights = "700" if path.is_dir() else "600"
            yield wrong(f"others on this machine may open {path}; run: chmod {rights} {path}")
        if settings.DATA.stat().st_uid != os.getuid():
            yield wrong(f"{settings.DATA} belongs to another user; run the server as its owner, or change the owner")
    if len(str(settings.SECRET_KEY)) < LEAST_KEY:
        yield wrong(f"the secret key has fewer than {LEAST_KEY} characters; remove SAYLAU_SECRET_KEY, and one is made")
    elif not key.is_file() and not os.environ.get("SAYLAU_SECRET_KEY") and not os.environ.get("SAYLAU_SECRET_KEY_FILE"):
        yield wrong(f"the secret key {key} is missing; start the server once (saylau serve), which makes it")
    else:
        yield good("the secret key is there")


def clock() -> Iterator[Told]:
    """Later than the last event of the log."""
    last = AuditEvent.objects.order_by("-seq").values_list("at", flat=True).first()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if last is not None and now < last:
        yield wrong(f"the clock says {now}, and the log has an event of {last}; set the clock of the machine right")
    else:
        yield good("the clock is later than the last event of the log")


def chain() -> Iterator[Told]:
    """The head fits the last event, and the last anchor fits its event; the whole log is `audit verify`."""
    head = AuditHead.objects.filter(pk=1).first()
    last = AuditEvent.objects.order_by("-seq").first()
    expected = (head.seq, head.hash) if head else (0, NOTHING_BEFORE)
    found = (last.seq, last.hash) if last else (0, NOTHING_BEFORE)
    anchor = last_kept(settings.DATA)
    at = AuditEvent.objects.filter(seq=anchor.seq).values_list("hash", flat=True).first() if anchor else None
    remedy = "run: saylau server audit verify, and keep a copy of the data folder as it is"
    if expected != found:
        yield wrong(f"the log ends at event {found[0]}, its head names event {expected[0]}; {remedy}")
    elif anchor is not None and anchor.seq > 0 and at != anchor.hash:
        yield wrong(f"the log does not fit its anchor of event {anchor.seq}, {anchor.day}; {remedy}")
    else:
        yield good(f"the head of the log fits ({found[0]} events)" + ("" if anchor else "; no anchor was taken yet"))


def processes() -> Iterator[Told]:
    """Several processes count failed sign-ins together."""
    if settings.PROCESSES == 1:
        return
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        yield wrong("several processes have a cache each, so that limits on sign-ins multiply; set SAYLAU_PROCESSES")
        return
    try:
        cache.get("looked-over")
    except DatabaseError:
        yield wrong("the table of the cache is missing; start the server once (saylau serve), which makes it")
        return
    yield good(f"{settings.PROCESSES} processes share one cache")
    yield note("the vault opens only where there is one process (SAYLAU_PROCESSES=1)")


def sign_in() -> Iterator[Told]:
    """No way around the second factor; an administrator; visitors who can come at all."""
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        yield wrong("MFA_TOTP_INSECURE_BYPASS_CODE opens every account; take it out of the settings")
    if closed := unreadable():
        yield wrong(
            f"the second factors of {closed} accounts were set up under another key than {settings.DATA / KEY_FILE} or "
            "SAYLAU_SECRET_KEY_FILE holds; put that key back, or make a link for each: saylau server reset NAME"
        )
    if not User.objects.filter(administrator=True, is_active=True).exists():
        yield note("there is no administrator yet; saylau serve prints the link for the first one")
    if settings.LISTEN not in ("localhost", "127.0.0.1", "::1") and not settings.HTTPS:
        yield note(
            "visitors from elsewhere come without encryption; put a proxy with HTTPS before the server and set "
            "SAYLAU_HTTPS=true and SAYLAU_PROXIES=1"
        )
    if (settings.HTTPS or settings.LISTEN not in ("localhost", "127.0.0.1", "::1")) and len(
        settings.ALLOWED_HOSTS
    ) <= 3:
        yield wrong("no name is told by which others reach the server; set SAYLAU_HOSTS=saylau.example.org")


def backups() -> Iterator[Told]:
    """One that was restored on trial not long ago."""
    days = days_since_checked()
    if not last_backup():
        yield note("no backup was made; run: saylau server backup DIR, then saylau server backup --check DIR")
    elif days is None:
        yield note("no backup was ever restored on trial; run: saylau server backup --check DIR")
    elif days > OLD_BACKUP_DAYS:
        yield note(f"the last backup that was restored on trial is {days} days old; make and check a new one")
    else:
        yield good(f"a backup was restored on trial {days} days ago")


BEFORE_TABLES: tuple[Look, ...] = (database, disk, folders)
WITH_TABLES: tuple[Look, ...] = (clock, chain, processes, sign_in, backups)


def look_over() -> Iterator[Told]:
    """Every check; those that read tables only where these are as they should be."""
    sound = True
    for look in BEFORE_TABLES:
        for told in look():
            sound &= told.level is not Level.WRONG or look is not database
            yield told
    for look in WITH_TABLES if sound else ():
        yield from look()


def run() -> int:
    """Print what was found; 0 where nothing has to be mended, else 1."""
    found = list(look_over())
    for told in found:
        say(f"{told.level}: {told.sentence}")
    return int(any(told.level is Level.WRONG for told in found))
