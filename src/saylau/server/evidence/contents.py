"""What a kept file holds, whether it stands plain or encrypted: its hash, its bytes, and a path for a child process."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from saylau.server.evidence import places
from saylau.server.evidence.ciphers import Encrypting, NotDecrypted, decrypt_into, decrypt_text, decrypted, encrypt_text
from saylau.server.evidence.ciphers import decrypted_hash as hash_inside
from saylau.server.evidence.hashing import hash_of_open
from saylau.server.evidence.held import IN_MEMORY, MOST, Held
from saylau.server.evidence.keys import Kept, Keys
from saylau.server.evidence.models import Evidence
from saylau.server.uid import uid

_PIECE = 1 << 20
_AT_ONCE = 16 << 20
_AGE = "age"
"""The one name in a reading that stands encrypted."""


class TooLarge(Exception):
    """An encrypted file that is not held in memory for a child process."""


def plain_hash(file: BinaryIO, thing: Kept, keys: Keys) -> str:
    """SHA-256 of what an open file holds; it stands at its start afterwards. Raises `Locked`."""
    return hash_inside(file, keys.needed()) if thing.kept_as else hash_of_open(file)


def whole(file: BinaryIO, keys: Keys) -> bool:
    """Whether an encrypted file of which no hash is known is whole and opens; else it is closed. Raises `Locked`."""
    if hash_inside(file, keys.needed()):
        return True
    file.close()
    return False


def plain(file: BinaryIO, thing: Kept, keys: Keys) -> BinaryIO:
    """What an open file holds, from its start: the file itself, or a stream that closes it. Raises `Locked`.

    A small encrypted file is decrypted at once, where it can be held in memory: to send a stream to a slow visitor
    takes a thread of the server for as long as it lasts.
    """
    if not thing.kept_as:
        return file
    if not IN_MEMORY or os.fstat(file.fileno()).st_size > _AT_ONCE:
        return decrypted(file, keys.needed())
    with file:
        held = Held()
        decrypt_into(file, keys.needed(), held.file)
    held.file.seek(0)
    return held.file


@contextmanager
def for_a_child(path: Path, thing: Kept, keys: Keys) -> Iterator[Path | Held]:
    """A file as a child process can open it: an encrypted one is held in memory. Raises `Locked`, `TooLarge`."""
    if not thing.kept_as:
        yield path
        return
    if path.stat().st_size > MOST:
        raise TooLarge
    with Held() as held:
        with path.open("rb") as file:
            decrypt_into(file, keys.needed(), held.file)
        held.file.flush()
        yield held


def encrypted_part(file: BinaryIO, recipient: str) -> tuple[Path, str]:
    """Encrypt an open file into the folder of what is being received: where it stands, and its SHA-256.

    Raises `OSError`; nothing is left then.
    """
    part = places.incoming() / f"{uid()}.part"
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            into = Encrypting(out, recipient)
            try:
                shutil.copyfileobj(file, into, _PIECE)
                ciphertext = into.finish()
            finally:
                into.stop()
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part, ciphertext


def reading_of(item: Evidence, keys: Keys) -> Mapping[str, Any] | None:
    """What a child process said of an item; empty where it was not looked at yet, None while that is locked."""
    armoured = item.reading.get(_AGE)
    if armoured is None:
        return dict(item.reading)
    if not keys:
        return None
    try:
        found = json.loads(decrypt_text(str(armoured), keys.identities))
    except (NotDecrypted, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def encrypted_reading(reading: Mapping[str, Any], recipient: str) -> dict[str, Any]:
    """A reading as it is kept of an encrypted file."""
    return {_AGE: encrypt_text(json.dumps(reading, ensure_ascii=False), recipient)}
