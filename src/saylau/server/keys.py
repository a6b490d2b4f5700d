"""The key under which sign-in cookies are signed: made once, kept in the data folder."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe

from saylau.server import environment

KEY_FILE = "secret-key"


def secret_key(data: Path) -> str:
    """The key that was set, else the kept one, else one that serves this process alone."""
    told = environment.text("SAYLAU_SECRET_KEY")
    if told:
        return told
    kept = data / KEY_FILE
    return kept.read_text("ascii").strip() if kept.is_file() else token_urlsafe(48)


def keep_secret_key(data: Path, key: str) -> None:
    """Keep the key in the data folder, readable by this user only; a key that is kept already stays."""
    try:
        handle = os.open(data / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
