"""The vault's file: read whole or not at all, and replaced in one step. It knows ciphertext only."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saylau.errors import VaultChanged, VaultDamaged, VaultError
from saylau.records.in_one_step import write_in_one_step
from saylau.vault.age import Key, Wrapped

ABOUT = "saylau vault 1: age-encryption.org/v1 throughout; see the page `vault` of saylau's documentation"
UNFINISHED = ".unfinished"
"""Ending of a file that a write left behind when it was interrupted."""
SECONDS_TO_WAIT = 10.0
"""How long a writer waits for another one."""
_HEX = r"^[0-9a-f]{64}$"


class Slot(BaseModel):
    """One person, list entry or the case as a whole: its data key under the vault's key, its entries under its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    key: str
    entries: str


class Sealed(BaseModel):
    """What stands in the file. The names of slots are random; who they are stands in the index, encrypted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: str = Field(ABOUT, pattern=f"^{ABOUT}$")
    passphrase: str
    recovery: str
    index: str
    slots: dict[Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")], Slot]
    mac: str = Field("0" * 64, pattern=_HEX)

    def wrapped(self) -> Wrapped:
        """The vault's key as it stands in the file."""
        return Wrapped(self.passphrase, self.recovery)

    def sealed(self, key: Key) -> Sealed:
        """The same with its code of authenticity."""
        return self.model_copy(update={"mac": key.seal(self._body())})

    def is_of(self, key: Key) -> bool:
        """Whether the whole was written by somebody who held this key."""
        return secrets.compare_digest(self.mac, key.seal(self._body()))

    def _body(self) -> bytes:
        return _json({name: value for name, value in self.as_json().items() if name != "mac"})

    def as_json(self) -> dict[str, object]:
        """The values to write, slots in the order of their random names: the order of people tells nothing."""
        return self.model_dump() | {"slots": {name: self.slots[name].model_dump() for name in sorted(self.slots)}}


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1) + "\n").encode("ascii")


def to_bytes(sealed: Sealed) -> bytes:
    """The file: what is sealed, and a SHA-256 of it that needs no key."""
    whole = sealed.as_json()
    return _json(whole | {"sha256": hashlib.sha256(_json(whole)).hexdigest()})


def from_bytes(data: bytes, name: str) -> Sealed:
    """Read a file back. Raises `VaultDamaged` unless every byte is as it was written."""
    try:
        whole = json.loads(data)
        del whole["sha256"]
        sealed = Sealed.model_validate(whole)
    except (ValueError, TypeError, KeyError, RecursionError, ValidationError):
        sealed = None
    if sealed is None or to_bytes(sealed) != data:
        raise VaultDamaged(
            f"{name} is cut, changed or not a vault of this version of saylau; nothing was opened. Keep it, and put a "
            "whole copy in its place"
        )
    return sealed


def read(path: Path) -> tuple[Sealed, str]:
    """The file, and the SHA-256 of its bytes for the next `write`. Raises `VaultDamaged`, or `VaultError` for none."""
    try:
        if path.exists() and not path.is_file():
            raise VaultError(f"{path}: no vault, but a folder or device; put the vault's file in its place")
        data = path.resolve().read_bytes()
    except FileNotFoundError:
        raise VaultError(f"there is no vault {path.name} beside the case; make one: saylau vault new CASE") from None
    except OSError as refused:
        raise VaultError(f"{path}: the vault cannot be read ({refused.strerror}); check whose file it is") from None
    return from_bytes(data, path.name), hashlib.sha256(data).hexdigest()


def left_over(path: Path) -> tuple[Path, ...]:
    """What interrupted writes left beside the file. It is ciphertext, never read, and removed by the next write."""
    path = path.resolve()
    return tuple(sorted(path.parent.glob(f"{_plain(path.name)}.*{UNFINISHED}")))


def _plain(name: str) -> str:
    """A file name as a pattern that matches only itself."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def write(path: Path, sealed: Sealed, read_as: str | None) -> str:
    """Replace the file in one step and return the SHA-256 of its bytes.

    `read_as` is the SHA-256 of the file on which the change rests, None where there may be none yet. Raises
    `VaultChanged` where the file is another by now or is being written, `VaultError` where the disk refuses. After any
    error but the last one of `_sync_folder` the file is as it was before.
    """
    data, path = to_bytes(sealed), path.resolve()  # where the file is a link, what it leads to is replaced
    with _only_writer(path):
        _unchanged(path, read_as)
        try:
            write_in_one_step(path, data, f".{secrets.token_hex(8)}{UNFINISHED}", rights=0o600)
        except OSError as refused:
            raise VaultError(
                f"{path}: nothing was written and the vault is as it was before ({refused.strerror}); make room or "
                "check whether the folder may be written, then run the command again"
            ) from None
        for old in left_over(path):
            with contextlib.suppress(OSError):
                old.unlink()
        _sync_folder(path)
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """One writer at a time, on this machine and on those that share the folder. The system frees it at the end."""
    lock = FileLock(f"{path}.lock", timeout=SECONDS_TO_WAIT, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise VaultChanged(
            f"{path.name} is being written by another run of saylau; nothing was written; run the command again"
        ) from None
    except NotImplementedError:
        raise VaultError(
            f"{path.parent}: this file system cannot keep two writers apart; nothing was written. Keep the case on a "
            "disk of this machine"
        ) from None
    except OSError as refused:
        raise VaultError(
            f"{path.parent}: nothing was written, the folder cannot be written to ({refused.strerror}); check whose "
            "it is"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _unchanged(path: Path, read_as: str | None) -> None:
    try:
        now = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        now = None
    if now == read_as:
        return
    if read_as is None:
        raise VaultChanged(f"there is a vault {path.name} already; nothing was written")
    raise VaultChanged(f"{path.name} was changed since it was read; nothing was written; run the command again")


def _sync_folder(path: Path) -> None:
    """Make sure that the new name outlives a power cut; Windows and some network folders have no such call."""
    if sys.platform == "win32":
        return
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as refused:
        if refused.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise VaultError(
                f"{path}: the vault was written, but the system does not confirm that it is on the disk "
                f"({refused.strerror}); see whether it holds what you did: saylau vault show CASE"
            ) from None
