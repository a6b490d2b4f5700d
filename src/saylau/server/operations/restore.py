"""Putting a backup back into an empty installation."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.verify import verify
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.places import sealed
from saylau.server.operations.backup import Tell
from saylau.server.operations.databases import put_back
from saylau.server.operations.installed import check_empty
from saylau.server.operations.manifest import Manifest, check_files, database_name, in_pool, latest, read_manifest
from saylau.server.store.models import Case, Fact


def restore(place: Path, tell: Tell) -> None:
    """Put a backup back. Refuses an installation that holds something. Raises `WrongUse`."""
    check_empty()
    folder = latest(place.expanduser().resolve())
    manifest = read_manifest(folder)
    if manifest.engine != connection.vendor:
        raise WrongUse(
            f"this backup is of {manifest.engine}, the installation uses {connection.vendor}; set DATABASE_URL as it "
            "was, and carry cases from one to the other as case packages"
        )
    check_files(folder, manifest)
    put_back(folder / database_name(manifest.engine))
    _files_back(folder.parent, manifest)
    call_command("migrate", verbosity=0, interactive=False)
    found = verify(manifest.anchor)
    if found.kind is not None:
        raise WrongUse(f"the log of this backup is {found.sentence()}; use another backup, and keep this one as it is")
    append("system", "backup.restored", detail={"made": manifest.made})
    tell(
        f"restored the backup of {manifest.made}: {User.objects.count()} accounts, {Case.objects.count()} cases, "
        f"{Fact.objects.count()} facts and sources, {len(manifest.files)} files{_missing()}, log {found.sentence()}"
    )


def _files_back(place: Path, manifest: Manifest) -> None:
    for name, kept in manifest.files.items():
        target = settings.DATA / name
        if settings.DATA.resolve() not in target.resolve().parents:
            raise WrongUse(f"the backup names a file outside of the data folder ({name}); it was altered")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(in_pool(place, kept.sha256), target)
        os.utime(target, ns=(kept.changed, kept.changed))
        target.chmod(0o440 if name.startswith("evidence/") else 0o600)


def _missing() -> str:
    """Evidence that the database names and the files do not hold."""
    hashes = set(Evidence.objects.values_list("sha256", flat=True))
    missing = sum(not sealed(sha256).is_file() for sha256 in hashes)
    return f" ({missing} files of evidence MISSING)" if missing else ""
