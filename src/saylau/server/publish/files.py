"""Files of releases: by their hash, whole folders put in place in one step, and read back only with the right hash."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.publish.models import Release
from saylau.server.uid import uid

INSIDE = "inside.zip"
"""The whole accepted copy from which a release was built: kept, and never given out."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Made:
    """One file that was built."""

    path: str
    sha256: str
    size: int


def releases_folder() -> Path:
    """Where builds are kept."""
    return _private(Path(settings.DATA) / "releases")


def published_folder() -> Path:
    """Where published bytes are kept, apart from builds."""
    return _private(Path(settings.DATA) / "published")


def build_of(release: Release) -> Path:
    """The folder of the present build of a release."""
    return releases_folder() / release.uid / str(release.report["build"])


def new_folder(below: Path) -> Path:
    """A folder to write into, beside those that are in place."""
    path = below / f"new.{uid()}"
    path.mkdir(mode=0o700, parents=True)
    return path


@contextmanager
def for_a_while(below: Path) -> Iterator[Path]:
    """A folder to write into that is gone afterwards, however that ends, unless it was put in place."""
    path = new_folder(below)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def by_hash(folder: Path, out: Path) -> tuple[Made, ...]:
    """Put every file of a folder into another under its hash."""
    made = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if not (out / digest).exists():
            write_new(out / digest, data)
        made.append(Made(path.relative_to(folder).as_posix(), digest, len(data)))
    return tuple(made)


def write_new(path: Path, data: bytes) -> None:
    """Write a new file, for this user alone."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)


def _to_the_disk(folder: Path) -> None:
    """Make sure that what was written into a folder is on the disk; thousands of files at once where that can be."""
    if sync := getattr(os, "sync", None):
        sync()
        return
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def build_name(files: Iterable[Made], inside: bytes, chosen: Mapping[str, Any]) -> str:
    """The name of a build: a hash over the paths and hashes of its files, its title, and what was chosen for it."""
    lines = [f"{made.sha256}  {made.path}\n" for made in files]
    about = json.dumps(chosen, sort_keys=True).encode()
    return hashlib.sha256("".join(lines).encode() + hashlib.sha256(inside).digest() + about).hexdigest()


def put_in_place(new: Path, place: Path) -> None:
    """Rename a folder into its place. One that stands there whole already stays; its name says what it holds."""
    if place.exists() and _sound(place):
        shutil.rmtree(new)
        return
    if place.exists():
        shutil.rmtree(place)
    _to_the_disk(new)
    os.rename(new, place)


def _sound(place: Path) -> bool:
    """Whether every file in a folder has the hash that its name says."""
    files = [path for path in place.iterdir() if path.name != INSIDE]
    return all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in files)


def remove_others(folder: Path, keep: str) -> None:
    """Remove what interrupted or earlier builds left beside the one that counts."""
    for path in folder.iterdir():
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def copy_approved(release: Release, out: Path) -> None:
    """Copy the files of a release under their hashes, each compared with the hash that was approved.

    Raises `WrongUse` where one is missing or differs.
    """
    build = build_of(release)
    for digest in sorted(set(release.files.values_list("sha256", flat=True))):
        try:
            data = (build / digest).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != digest:
            raise WrongUse(
                _("A file of this release is not what was approved any more, so nothing was published. Build it again.")
            )
        write_new(out / digest, data)
    _to_the_disk(out)


def published_file(release: Release, digest: str) -> Path:
    """Where a published file stands, by its hash."""
    if not _HASH.fullmatch(digest):
        raise WrongUse(_("There is no such file."))
    return published_folder() / release.uid / digest


def _private(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
