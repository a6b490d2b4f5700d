"""Backup of an installation on PostgreSQL: copied while it runs, put back, tried in a database made for that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.server.installations import ask, copied, environment_of, make_database, on_postgres
from tests.server.test_operations_backup import MAKE, ROOT

pytestmark = pytest.mark.skipif(not on_postgres(), reason="DATABASE_URL names no PostgreSQL (.ci/on-postgres sets it)")
TRIALS = "SELECT datname FROM pg_database WHERE datname LIKE 'saylau_trial_%%'"


def run(data: Path, *arguments: str, code: int = 0, **more: str) -> str:
    """What `saylau` says for an installation; its output, or its error where it fails."""
    command = [sys.executable, *(["-m", "saylau"] if arguments[0] != "-c" else []), *arguments]
    environment = environment_of(data) | {"PYTHONPATH": str(ROOT)} | more
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with an account, a case and a file of evidence; tests copy it."""
    data = tmp_path_factory.mktemp("made") / "data"
    make_database(data)
    run(data, "-c", MAKE)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "data")


def test_a_backup_is_restored_to_the_same_installation(data: Path, tmp_path: Path) -> None:
    place, other = tmp_path / "backups", tmp_path / "other"
    assert "database, 1 files (1 new)" in run(data, "server", "backup", str(place))
    text = next(place.glob("*/manifest.json")).read_text()
    assert json.loads(text)["engine"] == "postgresql"
    make_database(other)
    assert "1 accounts, 1 cases" in run(other, "server", "restore", str(place))
    assert (other / "evidence/sealed/ab/cdef").read_bytes() == b"what was received"
    for table in ("saylau_user", "saylau_case", "saylau_fact", "saylau_revision"):
        assert ask(other, f"SELECT count(*) FROM {table}") == ask(data, f"SELECT count(*) FROM {table}") > [(0,)]
    assert run(other, "server", "audit", "verify").startswith("whole: ")
    assert "is not empty" in run(other, "server", "restore", str(place), code=2)


def test_a_database_that_holds_an_installation_is_not_written_over(data: Path, tmp_path: Path) -> None:
    run(data, "server", "backup", str(tmp_path / "backups"))
    into = environment_of(data)["DATABASE_URL"]
    told = run(tmp_path / "other", "server", "restore", str(tmp_path / "backups"), code=2, DATABASE_URL=into)
    assert "holds an installation already" in told


def test_a_backup_is_tried_in_a_database_of_its_own_that_goes_afterwards(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    run(data, "server", "backup", str(place))
    before = ask(data, "SELECT count(*) FROM saylau_fact")
    assert "restored on trial: restored the backup of" in run(data, "server", "backup", "--check", str(place))
    assert ask(data, "SELECT count(*) FROM saylau_fact") == before
    assert ask(data, TRIALS) == []
    assert not list(place.glob(".trial*"))
    assert json.loads((data / "last-backup.json").read_text()).keys() == {"place", "made", "checked"}


def test_a_backup_whose_log_was_altered_fails_its_trial(data: Path, tmp_path: Path) -> None:
    ask(data, "UPDATE saylau_auditevent SET actor = 'u-9' WHERE seq = 1")
    run(data, "server", "backup", str(tmp_path / "backups"))
    told = run(data, "server", "backup", "--check", str(tmp_path / "backups"), code=2)
    assert "could not be restored on trial" in told
    assert "BROKEN at event 1: hash wrong" in told
    assert ask(data, TRIALS) == []


def test_where_no_database_may_be_made_it_is_said_and_the_backup_does_not_count_as_tried(
    data: Path, tmp_path: Path
) -> None:
    place = tmp_path / "backups"
    run(data, "server", "backup", str(place))
    address = environment_of(data)["DATABASE_URL"]
    parts = urlsplit(address)
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("DROP ROLE IF EXISTS saylau_plain")
        database.execute("CREATE ROLE saylau_plain LOGIN PASSWORD 'only for a test' IN ROLE pg_read_all_data")
        database.execute("GRANT pg_write_all_data TO saylau_plain")
        plain = f"saylau_plain:only%20for%20a%20test@{parts.hostname}:{parts.port}"
        try:
            into = urlunsplit(parts._replace(netloc=plain))
            told = run(data, "server", "backup", "--check", str(place), DATABASE_URL=into)
        finally:
            database.execute("DROP ROLE saylau_plain")
    assert "only the hashes were compared: the role saylau_plain may not create databases" in told
    assert "checked" not in json.loads((data / "last-backup.json").read_text())
