"""Putting a backup back into an empty installation."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from saylau.errors import WrongUse
from saylau.server import environment
from saylau.server.access.factors import unreadable
from saylau.server.access.models import Token, User
from saylau.server.audit.chain import append
from saylau.server.audit.verify import verify
from saylau.server.evidence.verify import missing
from saylau.server.keys import KEY, put_secret_key_back
from saylau.server.operations import age
from saylau.server.operations.backup import Tell
from saylau.server.operations.databases import put_back
from saylau.server.operations.erased import newest_list
from saylau.server.operations.installed import check_empty, working_folder
from saylau.server.operations.manifest import (
    Kept,
    Manifest,
    check_files,
    database_name,
    in_pool,
    latest,
    read_cover,
    read_manifest,
)
from saylau.server.store.models import Case, Fact
from saylau.server.vault.erasures import erase_again


def restore(place: Path, tell: Tell, *, key: Path | None = None, erasures: Path | None = None) -> None:
    """Put a backup back. Refuses an installation that holds something. Raises `WrongUse`, `WrongKey`.

    Whom the newest backup beside it, or the file, tells to have been erased is not brought back.
    """
    check_empty()
    folder, by = latest(place.expanduser().resolve()), age.identities(key)
    cover = read_cover(folder)
    if cover.engine != connection.vendor:
        raise WrongUse(
            f"this backup is of {cover.engine}, the installation uses {connection.vendor}; set DATABASE_URL as it "
            "was, and carry cases from one to the other as case packages"
        )
    check_files(folder, cover)
    manifest = read_manifest(folder, by)
    gone = newest_list(folder, by, erasures)
    _database_back(folder, manifest, by)
    _files_back(folder.parent, manifest, by)
    call_command("migrate", verbosity=0, interactive=False)
    found = verify(manifest.anchor)
    if found.kind is not None:
        raise WrongUse(f"the log of this backup is {found.sentence()}; use another backup, and keep this one as it is")
    append("system", "backup.restored", detail={"made": manifest.made})
    _doors_shut(tell)
    _erased_again(gone, tell)
    _key_back(manifest, tell)
    tell(
        f"restored the backup of {manifest.made}: {User.objects.count()} accounts, {Case.objects.count()} cases, "
        f"{Fact.objects.count()} facts and sources, {len(manifest.files)} files{_missing()}, log {found.sentence()}"
    )


def _database_back(folder: Path, manifest: Manifest, by: Sequence[Any]) -> None:
    if not manifest.database.stored:
        put_back(folder / database_name(manifest.engine))
        return
    with working_folder() as plain:
        copy = plain / database_name(manifest.engine)
        _decrypted(folder / database_name(manifest.engine, sealed=True), copy, manifest.database, by)
        put_back(copy)


def _decrypted(file: Path, to: Path, kept: Kept, by: Sequence[Any]) -> None:
    """A file of a backup, decrypted; it is compared with what the backup was made of."""
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        if age.decrypt(file, out, by) != age.Stored(kept.sha256, kept.size):
            raise WrongUse(f"{file.name} of this backup holds something else than its manifest tells; use another one")


def _files_back(place: Path, manifest: Manifest, by: Sequence[Any]) -> None:
    for name, kept in manifest.files.items():
        target = settings.DATA / name
        if settings.DATA.resolve() not in target.resolve().parents:
            raise WrongUse(f"the backup names a file outside of the data folder ({name}); it was altered")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if kept.stored:
            _decrypted(in_pool(place, kept.stored), target, kept, by)
        else:
            shutil.copyfile(in_pool(place, kept.sha256), target)
        os.utime(target, ns=(kept.changed, kept.changed))
        target.chmod(0o440 if name.startswith("evidence/") else 0o600)


def _doors_shut(tell: Tell) -> None:
    """What was ended after the backup was made does not come alive with it: everybody signs in anew."""
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    Token.objects.filter(revoked_at=None).update(revoked_at=timezone.now())
    tell("every sign-in and every token is ended; roles and accounts are as they were when the backup was made")


def _erased_again(gone: Sequence[Any], tell: Tell) -> None:
    """Nobody who was erased after the backup was made comes back with it."""
    new, here = erase_again(gone)
    if here:
        tell(f"{here} erasures since this backup are done again; each vault is rid of them when it is unlocked")
    if new > here:
        tell(f"{new - here} erasures are of cases that this backup does not hold")


def _key_back(manifest: Manifest, tell: Tell) -> None:
    """The key of the installation, where the backup holds it; else what cannot be read without it."""
    if manifest.secret_key and not environment.text(KEY):
        put_secret_key_back(settings.DATA, manifest.secret_key)
        settings.SECRET_KEY = manifest.secret_key
    if closed := unreadable():
        tell(
            f"the second factors of {closed} accounts need the secret key of the installation, which this backup does "
            f"not hold: put its file secret-key into {settings.DATA}, or name it in {KEY}_FILE; where it is lost, make "
            "a link for each account: saylau server reset NAME"
        )


def _missing() -> str:
    """Evidence that the database names and the files do not hold."""
    count = missing()
    return f" ({count} files of evidence MISSING)" if count else ""
