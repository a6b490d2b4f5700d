"""Backup while the server runs, and restoring it: of installations of their own, by the command line."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from saylau.errors import WrongUse
from saylau.server.audit.written import Anchor
from saylau.server.operations import backup as backups
from saylau.server.operations.manifest import Kept, Manifest, in_pool, read_manifest

MAKE = """
from pathlib import Path
from saylau.server import start
start.load()
from django.conf import settings
from saylau.server.serving import prepare
from django.contrib.sessions.backends.db import SessionStore
from saylau.server.access.models import User
from saylau.server.access.invitations import invite
from saylau.server.access.tokens import make_token
from saylau.server.exchange.opening import open_as_new_case
from saylau.records.folder import read_files
from tests.server.conftest import FILES
prepare(print)
user = User.objects.create_user("first", password="seven quiet rivers at noon", administrator=True)
case = open_as_new_case(user, read_files({name: text.encode() for name, text in FILES.items()}))
make_token(user, case, "a program", ["fact.read"], 1)
session = SessionStore()
session["signed"] = "in"
session.create()
folder = settings.DATA / "evidence" / "sealed" / "ab"
folder.mkdir(parents=True)
(folder / "cdef").write_bytes(b"what was received")
(settings.DATA / "evidence" / "incoming").mkdir()
(settings.DATA / "evidence" / "incoming" / "half").write_bytes(b"half of what is being received")
"""
ROOT = Path(__file__).parents[2]


def run(data: Path, *arguments: str, code: int = 0, **more: str) -> str:
    """What `saylau` says for an installation; its output, or its error where it fails."""
    told = {key: text for key, text in os.environ.items() if not key.startswith(("SAYLAU", "DJANGO", "DATABASE"))}
    command = [sys.executable, *(["-m", "saylau"] if arguments[0] != "-c" else []), *arguments]
    environment = told | {"SAYLAU_DATA": str(data), "PYTHONPATH": str(ROOT)} | more
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with an account, a case and a file of evidence; tests copy it."""
    data = tmp_path_factory.mktemp("made") / "data"
    run(data, "-c", MAKE)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def count(data: Path, table: str) -> int:
    with closing(sqlite3.connect(data / "saylau.sqlite3")) as found:
        return int(found.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_backup_is_restored_to_the_same_installation(data: Path, tmp_path: Path) -> None:
    place, other = tmp_path / "backups", tmp_path / "other"
    told = run(data, "server", "backup", str(place), SAYLAU_ORGANISATION="A mission", SAYLAU_SECRET_KEY="s" * 40)
    assert "database, 1 files (1 new)" in told
    folder = next(place.glob("*/manifest.json")).parent
    text = (folder / "manifest.json").read_text()
    assert json.loads(text)["settings"] == {"SAYLAU_DATA": str(data), "SAYLAU_ORGANISATION": "A mission"}
    assert "s" * 40 not in text
    assert not list(place.rglob("secret-key"))

    assert "1 accounts, 1 cases" in run(other, "server", "restore", str(place))
    assert (other / "evidence/sealed/ab/cdef").read_bytes() == b"what was received"
    assert not (other / "evidence/incoming/half").exists()
    for table in ("saylau_user", "saylau_case", "saylau_fact", "saylau_revision"):
        assert count(other, table) == count(data, table) > 0
    assert (count(data, "django_session"), count(other, "django_session")) == (1, 0)
    standing = "saylau_token WHERE revoked_at IS NULL"
    assert (count(data, standing), count(other, standing)) == (1, 0)
    assert run(other, "server", "audit", "verify").startswith("whole: ")
    assert "is not empty" in run(other, "server", "restore", str(place), code=2)


def test_a_backup_is_tried_without_touching_the_installation(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    run(data, "server", "backup", str(place))
    before = count(data, "saylau_fact")
    told = run(data, "server", "backup", "--check", str(place))
    assert "restored on trial: restored the backup of" in told
    assert count(data, "saylau_fact") == before
    assert not list(place.glob(".trial*"))
    assert json.loads((data / "last-backup.json").read_text()).keys() == {"place", "made", "checked"}


def test_a_damaged_backup_is_refused_and_nothing_is_restored(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    run(data, "server", "backup", str(place))
    kept = next((place / "files").rglob("*/*"))
    kept.write_bytes(b"What was received")
    for command in (("backup", "--check", str(place)), ("restore", str(place))):
        where = data if command[0] == "backup" else tmp_path / "other"
        assert "is damaged: evidence/sealed/ab/cdef" in run(where, "server", *command, code=2)
    assert not (tmp_path / "other" / "saylau.sqlite3").exists()


def test_a_backup_whose_log_was_altered_is_refused(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "saylau.sqlite3")) as found, found:
        found.execute("UPDATE saylau_auditevent SET actor = 'u-9' WHERE seq = 1")
    place = tmp_path / "backups"
    run(data, "server", "backup", str(place))
    assert "BROKEN at event 1: hash wrong" in run(tmp_path / "other", "server", "restore", str(place), code=2)
    assert run(data, "server", "audit", "verify", code=1) == ""


def test_what_did_not_change_is_not_copied_again_and_the_newest_of_a_day_is_kept(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    run(data, "server", "backup", str(place))
    kept = next((place / "files").rglob("*/*"))
    inode = kept.stat().st_ino
    (data / "evidence/sealed/ab/more").write_bytes(b"another file")
    assert "2 files (1 new)" in run(data, "server", "backup", "--keep-all", str(place))
    assert kept.stat().st_ino == inode
    assert len(list(place.glob("*/manifest.json"))) == 2
    run(data, "server", "backup", str(place))
    assert len(list(place.glob("*/manifest.json"))) == 1


def test_old_backups_go_after_five_weeks_and_what_only_they_held_goes_with_them(tmp_path: Path) -> None:
    today = date(2030, 6, 30)
    for days in range(60):
        made = (today - timedelta(days=days)).strftime("%Y-%m-%dT000000Z")
        folder = tmp_path / made
        folder.mkdir()
        sha256 = f"{days:064x}"
        in_pool(tmp_path, sha256).parent.mkdir(parents=True, exist_ok=True)
        in_pool(tmp_path, sha256).write_bytes(b"x")
        one = Kept(sha256, 1, 0)
        Manifest(made, "0", "sqlite", one, Anchor(0, "", "", ""), {}, {"evidence/x": one}).write(folder)
    backups.forget_old(tmp_path, today)
    left = [(today - date.fromisoformat(folder.name[:10])).days for folder in sorted(tmp_path.glob("2*"), reverse=True)]
    assert left[:7] == list(range(7))
    assert len(left) == 7 + 4
    assert max(left) < 35
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == len(left)


def test_what_an_interrupted_backup_left_is_removed_and_two_at_once_are_refused(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    (place / "2030-01-01T000000Z.part").mkdir(parents=True)
    (place / "files").mkdir()
    (place / "files" / "half.part").write_bytes(b"half")
    with FileLock(place / backups.LOCK):
        assert "another backup" in run(data, "server", "backup", str(place), code=2)
    run(data, "server", "backup", str(place))
    assert not list(place.rglob("*.part"))


def test_a_backup_within_the_data_folder_is_refused(data: Path, tmp_path: Path) -> None:
    assert "on another disk" in run(data, "server", "backup", str(data / "backups"), code=2)
    assert "on another disk" in run(data, "server", "backup", str(tmp_path), code=2)


@pytest.mark.parametrize("command", [("backup", "x"), ("audit", "verify")])
def test_without_an_installation_there_is_one_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    told = run(tmp_path / "none", "server", *command, code=2)
    assert told.startswith("saylau: there is no installation in")
    assert not (tmp_path / "none" / "saylau.sqlite3").exists()


def test_a_folder_without_a_backup_is_refused(data: Path, tmp_path: Path) -> None:
    assert "holds no backup" in run(tmp_path / "other", "server", "restore", str(tmp_path), code=2)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "manifest.json").write_text("{}")
    with pytest.raises(WrongUse, match="holds no backup"):
        read_manifest(tmp_path / "x")


def test_an_anchor_is_taken_compared_and_never_written_over(data: Path, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.json"
    run(data, "server", "audit", "anchor", str(anchor))
    assert "goes on from the anchor" in run(data, "server", "audit", "verify", "--anchor", str(anchor))
    assert "never written over" in run(data, "server", "audit", "anchor", str(anchor), code=2)
    with closing(sqlite3.connect(data / "saylau.sqlite3")) as found, found:
        last = json.loads(anchor.read_text())["seq"]
        found.execute(f"DELETE FROM saylau_auditevent WHERE seq >= {last}")
        found.execute(
            "UPDATE saylau_audithead SET (seq, hash) = "
            "(SELECT seq, hash FROM saylau_auditevent ORDER BY seq DESC LIMIT 1)"
        )
    told = {key: text for key, text in os.environ.items() if not key.startswith(("SAYLAU", "DJANGO", "DATABASE"))}
    command = [sys.executable, "-m", "saylau", "server", "audit", "verify", "--anchor", str(anchor)]
    done = subprocess.run(command, env=told | {"SAYLAU_DATA": str(data)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"BROKEN at event {last}: head behind anchor" in done.stdout


def test_whoever_rules_the_machine_makes_a_link_for_a_lost_account(data: Path) -> None:
    told = run(data, "server", "reset", "first")
    assert "/en/password/" in told
    assert "no open account 'second'" in run(data, "server", "reset", "second", code=2)
