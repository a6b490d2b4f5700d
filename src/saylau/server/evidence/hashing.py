"""Hashes of files, read in pieces."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

_PIECE = 1 << 20


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises `OSError`."""
    with path.open("rb") as file:
        return hash_of_open(file)


def hash_of_open(file: BinaryIO) -> str:
    """SHA-256 of an open file from its start; it stands at its start again afterwards."""
    file.seek(0)
    found = hashlib.sha256()
    while piece := file.read(_PIECE):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()
