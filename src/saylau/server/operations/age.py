"""Backups encrypted to recipients, in the public age format: the server holds no key that opens them.

The `age` command opens each file too: `age --decrypt -i KEY saylau.sqlite3.age`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pyrage

from saylau.errors import WrongKey, WrongUse

ENDING = ".age"
_SECRET = "AGE-SECRET-KEY-1"


@dataclass(frozen=True)
class Stored:
    """What lies on the disk."""

    sha256: str
    size: int


class _Read:
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        piece = self._file.read(size)
        self.hash.update(piece)
        self.size += len(piece)
        return piece


class _Written:
    """A file that is hashed while it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash, self.size = file, hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        """One further piece."""
        self.hash.update(piece)
        self.size += len(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        """Hand on what is held back."""
        self._file.flush()


def recipients(told: Iterable[str]) -> list[pyrage.x25519.Recipient]:
    """The recipients of these texts. Raises `WrongUse` for one that is none."""
    found = []
    for text in told:
        try:
            found.append(pyrage.x25519.Recipient.from_str(text))
        except pyrage.RecipientError:
            raise WrongUse(
                f"SAYLAU_BACKUP_RECIPIENTS holds {text!r}, which is no whole recipient; make a key with its recipient: "
                "saylau server backup-key"
            ) from None
    return found


def encrypt(plain: BinaryIO, out: BinaryIO, to: Sequence[pyrage.x25519.Recipient]) -> tuple[Stored, Stored]:
    """Encrypt a stream; size and hash of what was read, and of what was written. Raises `OSError`."""
    reader, writer = _Read(plain), _Written(out)
    try:
        pyrage.encrypt_io(cast("BinaryIO", reader), cast("BinaryIO", writer), list(to))
    except pyrage.EncryptError as refused:
        raise OSError(f"a file could not be encrypted: {refused}") from None
    return Stored(reader.hash.hexdigest(), reader.size), Stored(writer.hash.hexdigest(), writer.size)


def encrypt_bytes(plain: bytes, to: Sequence[pyrage.x25519.Recipient]) -> bytes:
    """Encrypt a text that is held in memory."""
    out = BytesIO()
    encrypt(BytesIO(plain), out, to)
    return out.getvalue()


def decrypt(sealed: Path, out: BinaryIO, by: Sequence[pyrage.x25519.Identity]) -> Stored:
    """Decrypt a file; size and hash of what came out. Raises `WrongKey`, and `WrongUse` for one that is not whole."""
    writer = _Written(out)
    with sealed.open("rb") as file:
        try:
            pyrage.decrypt_io(file, cast("BinaryIO", writer), list(by))
        except pyrage.DecryptError:
            raise WrongKey(
                f"the key does not open {sealed.name} of this backup; name the file of the key to which it was "
                "encrypted: --key FILE"
            ) from None
        except OSError as refused:
            if refused.errno is not None:
                raise
            raise WrongUse(f"{sealed.name} of this backup is cut or was changed; use another backup") from None
    return Stored(writer.hash.hexdigest(), writer.size)


def decrypt_bytes(sealed: Path, by: Sequence[pyrage.x25519.Identity]) -> bytes:
    """What a small file holds. Raises `WrongKey`."""
    out = BytesIO()
    decrypt(sealed, out, by)
    return out.getvalue()


def identities(file: Path | None) -> list[pyrage.x25519.Identity]:
    """The keys in a file as age-keygen writes it, or none. Raises `WrongUse`."""
    if file is None:
        return []
    try:
        lines = file.expanduser().read_text("ascii").splitlines()
        found = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.strip().startswith(_SECRET)]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise WrongUse(f"{file} holds no key; name a file with a line that begins with {_SECRET}")
    return found


def new_key() -> str:
    """A new key with its recipient, as age-keygen writes it."""
    identity = pyrage.x25519.Identity.generate()
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"# created: {made}\n# public key: {identity.to_public()}\n{identity}\n"
