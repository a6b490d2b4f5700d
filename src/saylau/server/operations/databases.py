"""Copies of the database while it is in use, and putting one back."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import ProgrammingError, connection

from saylau.errors import WrongUse
from saylau.server import environment
from saylau.server.operations.installed import database_file, on_sqlite


def copy_database(to: Path) -> None:
    """A copy as of one moment; writers go on meanwhile. Raises `WrongUse`."""
    if on_sqlite():
        with closing(sqlite3.connect(database_file())) as source, closing(sqlite3.connect(to)) as copy:
            # In one piece: readers do not stop writers, and a copy in several pieces begins anew at each write.
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            if (found := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                raise WrongUse(f"the copy of the database is not sound ({found}); restore the last backup that was")
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(to))
    to.chmod(0o600)


def put_back(copy: Path) -> None:
    """Make a copy the database of this installation, which is empty. Raises `WrongUse`."""
    if on_sqlite():
        connection.close()
        shutil.copyfile(copy, database_file())
        database_file().chmod(0o600)
    else:
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(copy))


@contextmanager
def database_beside() -> Iterator[str]:
    """An empty PostgreSQL database beside this one, removed afterwards; its address. Raises `WrongUse`."""
    if on_sqlite():
        raise WrongUse("DATABASE_URL names no PostgreSQL")
    name = f"saylau_trial_{secrets.token_hex(8)}"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
        except ProgrammingError:
            user = settings.DATABASES["default"]["USER"]
            raise WrongUse(f"the role {user} may not create databases (ALTER ROLE {user} CREATEDB)") from None
        try:
            yield urlunsplit(urlsplit(environment.text("DATABASE_URL"))._replace(path=f"/{name}"))
        finally:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs. The password goes by the environment, which other users cannot read."""
    if shutil.which(program) is None:
        raise WrongUse(
            f"{program} is missing, without which a PostgreSQL database is neither copied nor put back; install "
            "PostgreSQL's client programs (Debian: postgresql-client), of the server's version or later"
        )
    told = settings.DATABASES["default"]
    address = ["--host", str(told["HOST"])] if told["HOST"] else []
    address += ["--port", str(told["PORT"])] if told["PORT"] else []
    address += ["--username", str(told["USER"])] if told["USER"] else []
    address += ["--dbname", str(told["NAME"])]
    with_password = {**os.environ, "PGPASSWORD": str(told["PASSWORD"])}
    done = subprocess.run(
        [program, *address, *arguments], env=with_password, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise WrongUse(f"{program} failed: {last}")
