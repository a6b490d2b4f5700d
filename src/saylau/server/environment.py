"""Settings out of the environment: every one has a default that works, and a wrong one says how to mend it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from saylau.errors import WrongUse

PREFIX = "SAYLAU_"
_RECIPIENT = re.compile("age1[0-9a-z]{58}")


def text(name: str, default: str = "") -> str:
    """A setting as text. For a secret, `<name>_FILE` may name a file that holds it. Raises `WrongUse`."""
    value = os.environ.get(name)
    file = os.environ.get(f"{name}_FILE")
    if value is not None and file is not None:
        raise WrongUse(f"{name} and {name}_FILE are both set; keep one of them")
    if file is None:
        return default if value is None else value.strip()
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as refused:
        raise WrongUse(f"{name}_FILE: {file} cannot be read ({refused}); name a file that holds the value") from None


def truth(name: str, default: bool = False) -> bool:
    """A setting that is `true` or `false`. Raises `WrongUse` for anything else."""
    value = text(name)
    if value not in ("", "true", "false"):
        raise WrongUse(f"{name} is {value!r}; write true or false, or leave it out ({str(default).lower()})")
    return default if value == "" else value == "true"


def number(name: str, default: int, least: int, most: int) -> int:
    """A setting that is a whole number within bounds. Raises `WrongUse` for anything else."""
    value = text(name)
    if value == "":
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise WrongUse(f"{name} is {value!r}; write a whole number from {least} to {most}, or leave it out ({default})")
    return int(value)


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """A setting that is one of some words. Raises `WrongUse` for anything else."""
    value = text(name) or default
    if value not in choices:
        raise WrongUse(f"{name} is {value!r}; write one of: {', '.join(choices)}")
    return value


def names(name: str) -> list[str]:
    """A setting that is a list, its members parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def recipients(name: str) -> list[str]:
    """A setting that is a list of recipients of age, parted by commas or lines. Raises `WrongUse` for anything else."""
    lines = [line for line in text(name).splitlines() if not line.lstrip().startswith("#")]
    found = [part for line in lines for part in line.replace(",", " ").split()]
    for one in found:
        if not _RECIPIENT.fullmatch(one):
            told = "a secret key" if "SECRET" in one.upper() else repr(one)
            raise WrongUse(
                f"{name} holds {told}, which is no recipient; write texts that begin with age1, parted by commas, or "
                "name a file of them in the same setting with _FILE at its end"
            )
    return found


def data_folder() -> Path:
    """Where database, evidence, vaults and keys are kept; `SAYLAU_DATA`, or a folder of this user's."""
    told = text(f"{PREFIX}DATA")
    if told:
        return Path(told).expanduser().resolve()
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "saylau"


def database(folder: Path) -> dict[str, object]:
    """The database by `DATABASE_URL`, or SQLite in the data folder. Raises `WrongUse` for an address that is none."""
    address = text("DATABASE_URL")
    if not address:
        return _sqlite(folder / "saylau.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise WrongUse(
            "DATABASE_URL names no database that saylau knows; write postgresql://user:password@host:5432/name, or "
            "leave it out for SQLite in the data folder"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)) | {"options": "-c statement_timeout=30000 -c jit=off"},
    }


def _sqlite(file: Path) -> dict[str, object]:
    """Write-ahead log and immediate transactions: the only setting of four under which six writers lost nothing."""
    synchronous = choice(f"{PREFIX}SQLITE_SYNCHRONOUS", "NORMAL", ("NORMAL", "FULL"))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON;",
        },
    }
