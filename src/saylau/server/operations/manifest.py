"""The manifest of a backup: each file with its hash, so that a copy can be looked over before it is needed.

A backup that is encrypted has two: a cover that says what lies on the disk, so that it is looked over without a key,
and the manifest itself, encrypted, that says what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from saylau.errors import WrongUse
from saylau.records.in_one_step import write_in_one_step
from saylau.server.audit.written import Anchor
from saylau.server.evidence.hashing import hash_of
from saylau.server.operations.age import ENDING, Stored, decrypt_bytes, encrypt_bytes
from saylau.server.vault.erasures import Erasure

NAME = "manifest.json"
SEALED = f"manifest{ENDING}"
POOL = "files"
"""Beside the backups: every file under its hash, once for all of them."""
WHAT = "backup of a saylau server"
WHAT_ENCRYPTED = "encrypted backup of a saylau server"
MOST_TOLD = 5


@dataclass(frozen=True)
class Kept:
    """One file as it was when the backup was made."""

    sha256: str
    size: int
    changed: int
    """Time of its last change in nanoseconds; a file with the same one and the same size is not read again."""
    stored: str = ""
    """SHA-256 of what lies on the disk, where that is not the file itself but encrypted."""

    @property
    def on_disk(self) -> str:
        """SHA-256 of what lies on the disk, which is its name in the pool."""
        return self.stored or self.sha256


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
    erasures: tuple[Erasure, ...] = ()
    """Whom this installation had erased by then, so that an older backup brings nobody back."""
    secret_key: str = ""
    """The key of the installation; only where the backup is encrypted."""

    def write(self, folder: Path) -> None:
        """Into the folder of the backup; last, so that a backup without one is none."""
        _write(folder, self._json(WHAT))

    def write_sealed(self, folder: Path, to: Sequence[Any], told: Sequence[str], database: Stored) -> None:
        """The same, encrypted, with a cover that names the recipients; `database` as it lies on the disk."""
        data = encrypt_bytes(self._json(WHAT), to)
        write_in_one_step(folder / SEALED, data, ".new", 0o600)
        cover = {
            "what": WHAT_ENCRYPTED, "made": self.made, "version": self.version, "engine": self.engine,
            "recipients": list(told), "files": sorted({kept.on_disk for kept in self.files.values()}),
            "parts": {
                database_name(self.engine, sealed=True): asdict(database),
                SEALED: {"sha256": hash_of(folder / SEALED), "size": len(data)},
            },
        }  # fmt: skip
        _write(folder, _text(cover))

    def _json(self, what: str) -> bytes:
        return _text({"what": what, **asdict(self)})


@dataclass(frozen=True)
class Cover:
    """What can be told of a backup without a key: what lies on the disk."""

    made: str
    engine: str
    recipients: tuple[str, ...]
    parts: Mapping[str, Stored]
    """Files in the folder of the backup itself."""
    pool: Mapping[str, str]
    """Files in the pool, by hash, to how they are told."""

    @property
    def encrypted(self) -> bool:
        """Whether a key is needed."""
        return bool(self.recipients)


def _text(told: object) -> bytes:
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _write(folder: Path, text: bytes) -> None:
    write_in_one_step(folder / NAME, text, ".new", 0o600)


def database_name(engine: str, *, sealed: bool = False) -> str:
    """Name of the database's copy in the folder of a backup."""
    return ("saylau.sqlite3" if engine == "sqlite" else "saylau.dump") + (ENDING if sealed else "")


def read_cover(folder: Path) -> Cover:
    """What lies on the disk of a backup. Raises `WrongUse` where there is none."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        if told["what"] == WHAT_ENCRYPTED:
            parts = {name: Stored(**part) for name, part in told["parts"].items()}
            pool = {sha256: f"file {sha256[:12]}" for sha256 in told["files"]}
            return Cover(told["made"], told["engine"], tuple(told["recipients"]), parts, pool)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _none(folder) from None
    plain = read_manifest(folder)
    parts = {database_name(plain.engine): Stored(plain.database.sha256, plain.database.size)}
    return Cover(plain.made, plain.engine, (), parts, {kept.on_disk: path for path, kept in plain.files.items()})


def read_manifest(folder: Path, by: Sequence[Any] = ()) -> Manifest:
    """The manifest in a folder, decrypted by a key where it is encrypted. Raises `WrongUse`, `WrongKey`."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        encrypted = told["what"] == WHAT_ENCRYPTED
    except (OSError, ValueError, TypeError, KeyError):
        raise _none(folder) from None
    if encrypted and not by:
        raise WrongUse(f"{folder} is encrypted; name the file of a key that opens it: --key FILE")
    try:
        told = json.loads(decrypt_bytes(folder / SEALED, by)) if encrypted else told
        if told.pop("what") != WHAT:
            raise ValueError
        told["database"], told["anchor"] = Kept(**told["database"]), Anchor(**told["anchor"])
        told["files"] = {path: Kept(**kept) for path, kept in told["files"].items()}
        told["erasures"] = tuple(Erasure(**one) for one in told.get("erasures", ()))
        return Manifest(**told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _none(folder) from None


def _none(folder: Path) -> WrongUse:
    return WrongUse(f"{folder} holds no backup; name a folder that saylau server backup wrote")


def backups(place: Path) -> list[Path]:
    """The whole backups in a place, oldest first."""
    return sorted(path.parent for path in place.glob(f"*/{NAME}")) if place.is_dir() else []


def latest(place: Path) -> Path:
    """The backup that is meant: this folder, or the newest one in it. Raises `WrongUse`."""
    if (place / NAME).is_file():
        return place
    found = backups(place)
    if not found:
        raise _none(place)
    return found[-1]


def in_pool(place: Path, sha256: str) -> Path:
    """Where the file of this hash stands among the backups of a place."""
    return place / POOL / sha256[:2] / sha256[2:]


def check_files(folder: Path, cover: Cover) -> None:
    """Read every file of a backup again and compare its hash. Raises `WrongUse` naming those that are other."""
    names = {name: "the database" if name.startswith("saylau.") else "the manifest" for name in cover.parts}
    wrong = [names[name] for name, part in cover.parts.items() if not _is(folder / name, part)]
    wrong += [told for sha256, told in cover.pool.items() if not _hashed(in_pool(folder.parent, sha256), sha256)]
    if wrong:
        more = f" and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        raise WrongUse(
            f"{folder} is damaged: {', '.join(wrong[:MOST_TOLD])}{more} missing or not as when the backup was made; "
            "use another backup"
        )


def _is(file: Path, part: Stored) -> bool:
    return file.is_file() and file.stat().st_size == part.size and hash_of(file) == part.sha256


def _hashed(file: Path, sha256: str) -> bool:
    return file.is_file() and hash_of(file) == sha256
