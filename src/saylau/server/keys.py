"""The key of the installation: sign-in cookies are signed and second factors sealed under it.

It is made once and kept in the data folder, apart from the database; or it is set, and stands where whoever set it put
it, and nowhere else.
"""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe

from saylau.records.in_one_step import write_in_one_step
from saylau.server import environment

KEY_FILE = "secret-key"
KEY = "SAYLAU_SECRET_KEY"


def secret_key(data: Path) -> str:
    """The key that was set, else the kept one, else one that serves this process alone."""
    told = environment.text(KEY)
    if told:
        return told
    kept = data / KEY_FILE
    return kept.read_text("ascii").strip() if kept.is_file() else token_urlsafe(48)


def keep_secret_key(data: Path, key: str) -> None:
    """Keep a key that was not set in the data folder, readable by this user only; one that is kept already stays."""
    if environment.text(KEY):
        return
    try:
        handle = os.open(data / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")


def put_secret_key_back(data: Path, key: str) -> None:
    """The key out of a backup, in place of the one that was made for the empty installation."""
    write_in_one_step(data / KEY_FILE, f"{key}\n".encode("ascii"), ".new", 0o600)
