"""The manifest of a backup: each file with its hash, so that a copy can be looked over before it is needed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from saylau.errors import WrongUse
from saylau.records.in_one_step import write_in_one_step
from saylau.server.audit.anchor import Anchor
from saylau.server.evidence.hashing import hash_of

NAME = "manifest.json"
POOL = "files"
"""Beside the backups: every file under its hash, once for all of them."""
WHAT = "backup of a saylau server"
MOST_TOLD = 5


@dataclass(frozen=True)
class Kept:
    """One file as it was when the backup was made."""

    sha256: str
    size: int
    changed: int
    """Time of its last change in nanoseconds; a file with the same one and the same size is not read again."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    made: str
    version: str
    engine: str
    database: Kept
    anchor: Anchor
    settings: dict[str, str]
    files: dict[str, Kept] = field(default_factory=dict)
    """Path in the data folder to the file."""

    def write(self, folder: Path) -> None:
        """Into the folder of the backup; last, so that a backup without one is none."""
        text = json.dumps({"what": WHAT, **asdict(self)}, indent=1, sort_keys=True, ensure_ascii=False)
        write_in_one_step(folder / NAME, text.encode() + b"\n", ".new", 0o600)


def database_name(engine: str) -> str:
    """Name of the database's copy in the folder of a backup."""
    return "saylau.sqlite3" if engine == "sqlite" else "saylau.dump"


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder. Raises `WrongUse`."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        if told.pop("what") != WHAT:
            raise ValueError
        told["database"], told["anchor"] = Kept(**told["database"]), Anchor(**told["anchor"])
        told["files"] = {path: Kept(**kept) for path, kept in told["files"].items()}
        return Manifest(**told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise WrongUse(f"{folder} holds no backup; name a folder that saylau server backup wrote") from None


def backups(place: Path) -> list[Path]:
    """The whole backups in a place, oldest first."""
    return sorted(path.parent for path in place.glob(f"*/{NAME}")) if place.is_dir() else []


def latest(place: Path) -> Path:
    """The backup that is meant: this folder, or the newest one in it. Raises `WrongUse`."""
    if (place / NAME).is_file():
        return place
    found = backups(place)
    if not found:
        raise WrongUse(f"{place} holds no backup; name a folder that saylau server backup wrote")
    return found[-1]


def in_pool(place: Path, sha256: str) -> Path:
    """Where the file of this hash stands among the backups of a place."""
    return place / POOL / sha256[:2] / sha256[2:]


def check_files(folder: Path, manifest: Manifest) -> None:
    """Read every file of a backup again and compare its hash. Raises `WrongUse` naming those that are other."""
    wrong = [] if _is(folder / database_name(manifest.engine), manifest.database) else ["the database"]
    wrong += [path for path, kept in manifest.files.items() if not _is(in_pool(folder.parent, kept.sha256), kept)]
    if wrong:
        more = f" and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        raise WrongUse(
            f"{folder} is damaged: {', '.join(wrong[:MOST_TOLD])}{more} missing or not as when the backup was made; "
            "use another backup"
        )


def _is(file: Path, kept: Kept) -> bool:
    return file.is_file() and file.stat().st_size == kept.size and hash_of(file) == kept.sha256
