"""Installations of their own for tests that start processes: a data folder each, on the database that the tests use.

With DATABASE_URL set, each gets a PostgreSQL database beside that one; else its SQLite stands in the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

_made: set[str] = set()


def on_postgres() -> bool:
    """Whether the tests run on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def environment_of(data: Path) -> dict[str, str]:
    """The environment in which a process serves this installation."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAYLAU_", "DJANGO_", "DATABASE_"))
    }
    own = {"DATABASE_URL": _address(_name_of(data))} if on_postgres() else {}
    return kept | own | {"SAYLAU_DATA": str(data)}


def make_database(data: Path) -> None:
    """An empty database for an installation that is about to be made."""
    if on_postgres():
        _create(data, "template0")


def copied(data: Path, to: Path) -> Path:
    """A second installation that holds what the first does; nothing runs on either."""
    shutil.copytree(data, to)
    if on_postgres():
        _create(to, _name_of(data))
    return to


def ask(data: Path, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, or none; what it changes is kept. Places for values are written `%s`."""
    if on_postgres():
        with psycopg.connect(_address(_name_of(data)), autocommit=True) as database:
            cursor = database.execute(sql.encode(), values)
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(data / "saylau.sqlite3")) as file, file:
        return list(file.execute(sql.replace("%s", "?"), values))


def remove_databases() -> None:
    """Remove what was made beside the tests' own database."""
    for name in sorted(_made):
        _tell_server([f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'])
    _made.clear()


def _name_of(data: Path) -> str:
    return f"saylau_{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:20]}"


def _address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _create(data: Path, template: str) -> None:
    name = _name_of(data)
    _made.add(name)
    _tell_server([f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{template}"'])


def _tell_server(statements: Iterable[str]) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for statement in statements:
            server.execute(statement.encode())
