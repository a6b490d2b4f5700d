"""Files in the public age format, encrypted and decrypted in pieces; a plain copy never stands on a disk.

Encrypting takes the public half of a key alone, so that files are received while the vault is locked.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Sequence
from typing import BinaryIO, cast

import pyrage

_PIECE = 1 << 16


class NotDecrypted(Exception):
    """What stands on the disk is not whole, or these keys do not open it."""


class Encrypting:
    """A file that is encrypted while it is written, by a thread at the other end of a pipe.

    The thread holds nothing of this: where it is let go unfinished, the pipe ends, and so does the thread.
    """

    def __init__(self, out: BinaryIO, recipient: str) -> None:
        self._ciphertext = _Ciphertext(out)
        reading, writing = os.pipe()
        self._into = os.fdopen(writing, "wb", _PIECE)
        self._thread = threading.Thread(target=self._ciphertext.fill, args=(reading, recipient), daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> None:
        """Take the next piece. Raises `OSError` where the disk takes no more."""
        try:
            self._into.write(data)
        except BrokenPipeError:
            self.stop()
            self._ciphertext.check()

    def finish(self) -> str:
        """SHA-256 of the whole ciphertext, which was handed on to the file. Raises `OSError`."""
        self.stop()
        self._ciphertext.check()
        return self._ciphertext.hashed.hexdigest()

    def stop(self) -> None:
        """Wait for the thread; what was written so far is no whole file unless `finish` says so."""
        with contextlib.suppress(OSError):
            self._into.close()
        self._thread.join()


class _Ciphertext:
    """What age writes to: a file, and its hash."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.hashed = out, hashlib.sha256()
        self._why: BaseException | None = None

    def fill(self, reading: int, recipient: str) -> None:
        """Encrypt what comes through a pipe until it ends."""
        try:
            with os.fdopen(reading, "rb") as plain:
                pyrage.encrypt_io(plain, self, [pyrage.x25519.Recipient.from_str(recipient)])
        except (OSError, pyrage.EncryptError, pyrage.RecipientError) as why:
            # Of a full disk age says only that it could not write; `write` keeps what the system said.
            self._why = self._why or why

    def check(self) -> None:
        """Raise `OSError` where something went wrong."""
        if isinstance(self._why, OSError):
            raise self._why
        if self._why is not None:
            raise OSError("the file could not be encrypted") from self._why

    def write(self, data: bytes) -> int:
        """One piece of ciphertext."""
        try:
            self._out.write(data)
        except OSError as refused:
            self._why = refused
            raise
        self.hashed.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""


class _Hash:
    """What age writes plain bytes to where only their hash is wanted."""

    def __init__(self) -> None:
        self.found = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """One piece."""
        self.found.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""


def decrypt_into(file: BinaryIO, identities: Sequence[str], out: BinaryIO) -> None:
    """Decrypt a file from its start; it stands at its start again afterwards. Raises `NotDecrypted`, `OSError`."""
    file.seek(0)
    try:
        pyrage.decrypt_io(file, out, _known(identities))
    except (pyrage.DecryptError, OSError) as why:
        if isinstance(why, OSError) and why.errno is not None:
            raise
        raise NotDecrypted from None
    file.seek(0)


def decrypted_hash(file: BinaryIO, identities: Sequence[str]) -> str:
    """SHA-256 of what a file holds, without keeping it; empty where it cannot be decrypted."""
    taken = _Hash()
    try:
        decrypt_into(file, identities, cast("BinaryIO", taken))
    except NotDecrypted:
        return ""
    return taken.found.hexdigest()


def decrypted(file: BinaryIO, identities: Sequence[str]) -> BinaryIO:
    """What a file holds, as a stream that is decrypted while it is read; closing it closes the file.

    A file that was not found whole before ends early: whoever opens one has it hashed first.
    """
    reading, writing = os.pipe()

    def pour() -> None:
        # Whoever reads may go away at any time.
        with file, contextlib.suppress(OSError, NotDecrypted), os.fdopen(writing, "wb", _PIECE) as out:
            decrypt_into(file, identities, out)

    threading.Thread(target=pour, daemon=True).start()
    return os.fdopen(reading, "rb")


def encrypt_text(text: str, recipient: str) -> str:
    """A short text encrypted to a recipient, as armoured text."""
    sealed: bytes = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(recipient)], armored=True)
    return sealed.decode("ascii")


def decrypt_text(text: str, identities: Sequence[str]) -> str:
    """What `encrypt_text` made. Raises `NotDecrypted`."""
    try:
        plain: bytes = pyrage.decrypt(text.encode("ascii", "replace"), _known(identities))
    except pyrage.DecryptError:
        raise NotDecrypted from None
    return plain.decode()


def _known(identities: Sequence[str]) -> list[pyrage.x25519.Identity]:
    return [pyrage.x25519.Identity.from_str(identity) for identity in identities]
