"""Backups encrypted to a key that stays elsewhere: nothing plain in them, and restored with that key alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from pytest_django import Settings

from saylau.errors import WrongUse
from saylau.server.environment import recipients
from saylau.server.operations import age, backup
from saylau.server.operations.installed import WORKING, working_folder
from tests.server.test_operations_backup import MAKE, count, run

FACTOR = """
from allauth.mfa.models import Authenticator
from saylau.server.access.factors import seal
Authenticator.objects.create(user=user, type="totp", data={"secret": seal("JBSWY3DPEHPK3PXP")})
"""
PLAIN = (b"SQLite format", b"what was received", b"invented-2030", b"evidence", b"JBSWY3DPEHPK3PXP", b"secret")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A recipient, and the file of its key."""
    file = tmp_path_factory.mktemp("keys") / "key.txt"
    file.write_text(run(file.parent, "server", "backup-key"))
    return file.read_text().split("# public key: ")[1].split("\n")[0], file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, keys: tuple[str, Path]) -> Path:
    """An installation with a sealed factor, beside it one backup of it, encrypted."""
    data = tmp_path_factory.mktemp("encrypted") / "data"
    run(data, "-c", MAKE + FACTOR)
    told = run(data, "server", "backup", str(data.parent / "backups"), SAYLAU_BACKUP_RECIPIENTS=keys[0])
    assert told.strip().endswith("encrypted to 1 recipient")
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made.parent, tmp_path, dirs_exist_ok=True)
    done = tmp_path / "data" / "backed-up.json"
    done.write_text(done.read_text().replace(str(made.parent), str(tmp_path)))
    return tmp_path / "data"


def files(place: Path) -> Iterator[Path]:
    return (path for path in sorted(place.rglob("*")) if path.is_file())


def test_nothing_plain_lies_in_the_place_and_each_file_opens_by_age_to_what_the_manifest_tells(
    data: Path, keys: tuple[str, Path]
) -> None:
    place = data.parent / "backups"
    for path in files(place):
        assert not [text for text in PLAIN if text in path.read_bytes() + path.name.encode()], path
    folder = next(place.glob("2*"))
    known = [pyrage.x25519.Identity.from_str(keys[1].read_text().splitlines()[-1])]
    told = json.loads(pyrage.decrypt((folder / "manifest.age").read_bytes(), known))
    cover = json.loads((folder / "manifest.json").read_text())
    database = (folder / "saylau.sqlite3.age").read_bytes()
    assert cover["parts"]["saylau.sqlite3.age"]["sha256"] == hashlib.sha256(database).hexdigest()
    assert told["database"]["sha256"] == hashlib.sha256(pyrage.decrypt(database, known)).hexdigest()
    (kept,) = told["files"].values()
    assert told["files"].keys() == {"evidence/sealed/ab/cdef"}
    stored = place / "files" / kept["stored"][:2] / kept["stored"][2:]
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == kept["stored"]
    assert pyrage.decrypt(stored.read_bytes(), known) == b"what was received"
    assert kept["sha256"] == hashlib.sha256(b"what was received").hexdigest()
    assert not (data / WORKING).exists()


def test_it_is_tried_and_restored_with_the_key_and_second_factors_are_read(data: Path, keys: tuple[str, Path]) -> None:
    place, other = data.parent / "backups", data.parent / "other"
    assert "not restored on trial: it is encrypted" in run(data, "server", "backup", "--check", str(place))
    assert "checked" not in json.loads((data / "last-backup.json").read_text())
    tried = run(data, "server", "backup", "--check", str(place), "--key", str(keys[1]))
    assert "restored on trial: restored the backup of" in tried
    assert "checked" in json.loads((data / "last-backup.json").read_text())
    assert not (data / WORKING).exists()
    assert "name the file of a key" in run(other, "server", "restore", str(place), code=2)
    told = run(other, "server", "restore", str(place), "--key", str(keys[1]))
    assert "1 accounts, 1 cases" in told
    assert "second factors" not in told
    assert (other / "evidence/sealed/ab/cdef").read_bytes() == b"what was received"
    assert (other / "secret-key").read_text() == (data / "secret-key").read_text()
    assert count(other, "saylau_fact") == count(data, "saylau_fact") > 0
    assert run(other, "server", "audit", "verify").startswith("whole: ")


def test_another_key_opens_nothing_and_nothing_is_restored(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "another.txt"
    other.write_text(age.new_key())
    told = run(tmp_path / "other", "server", "restore", str(tmp_path / "backups"), "--key", str(other), code=6)
    assert "the key does not open manifest.age" in told
    assert not (tmp_path / "other" / "saylau.sqlite3").exists()


def test_damage_shows_without_a_key(data: Path) -> None:
    place = data.parent / "backups"
    kept = next((place / "files").rglob("*/*"))
    kept.write_bytes(kept.read_bytes()[:-1] + b"\0")
    told = run(data, "server", "backup", "--check", str(place), code=2)
    assert f"is damaged: file {kept.parent.name}{kept.name[:10]}" in told


def test_what_did_not_change_is_not_encrypted_again_and_for_other_recipients_all_is(
    data: Path, keys: tuple[str, Path]
) -> None:
    place = data.parent / "backups"
    before = {path.name for path in (place / "files").rglob("*/*")}
    (data / "evidence/sealed/ab/more").write_bytes(b"another file")
    told = run(data, "server", "backup", "--keep-all", str(place), SAYLAU_BACKUP_RECIPIENTS=keys[0])
    assert "2 files (1 new)" in told
    second = age.new_key()
    to = f"{keys[0]}, {second.split('# public key: ')[1].splitlines()[0]}"
    told = run(data, "server", "backup", str(place), SAYLAU_BACKUP_RECIPIENTS=to)
    assert "2 files (2 new)" in told
    assert "encrypted to 2 recipients" in told
    after = {path.name for path in (place / "files").rglob("*/*")}
    assert len(after) == 2
    assert not before & after, "what only older backups of the day held went with them"
    file = data.parent / "second.txt"
    file.write_text(second)
    assert "1 accounts" in run(data.parent / "other", "server", "restore", str(place), "--key", str(file))


def test_a_plain_backup_does_not_hold_the_key_and_a_restore_says_what_that_means(data: Path) -> None:
    place, other = data.parent / "plain", data.parent / "other"
    assert run(data, "server", "backup", str(place)).strip().endswith("not encrypted")
    secret = (data / "secret-key").read_bytes().strip()
    assert not [path for path in files(place) if secret in path.read_bytes()]
    told = run(other, "server", "restore", str(place))
    assert "the second factors of 1 accounts need the secret key" in told
    (other / "secret-key").write_bytes((data / "secret-key").read_bytes())
    assert "another key" not in run(other, "serve", "--check")


def test_the_database_stands_plain_in_the_data_folder_alone_and_for_a_moment(
    db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA, part, again = (tmp_path / name for name in ("data", "part", "again"))
    for folder in (settings.DATA, part, again):
        folder.mkdir()
    where: list[Path] = []
    settings.BACKUP_RECIPIENTS = [age.new_key().split("# public key: ")[1].splitlines()[0]]

    def copied(to: Path) -> None:
        where.append(to)
        to.write_bytes(b"a database")

    monkeypatch.setattr(backup, "copy_database", copied)
    backup._database_into(part)
    assert settings.DATA in where[0].parents
    assert not where[0].exists()
    assert [path.name for path in part.iterdir()] == [f"{where[0].name}.age"]
    monkeypatch.setattr(pyrage, "encrypt_io", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        backup._database_into(again)
    assert not list(settings.DATA.rglob("*"))


def test_what_a_killed_process_left_is_removed_after_a_day(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    for name in ("old", "new"):
        left = tmp_path / WORKING / name
        left.mkdir(parents=True)
        (left / "copy").write_bytes(b"plain")
    os.utime(tmp_path / WORKING / "old", (0, 0))
    with working_folder() as folder:
        assert folder.parent == tmp_path / WORKING
        assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / WORKING).iterdir()] == ["new"]


def test_recipients_are_read_from_a_list_or_a_file_and_a_wrong_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (age.new_key().split("# public key: ")[1].splitlines()[0] for _ in range(2))
    monkeypatch.setenv("SAYLAU_BACKUP_RECIPIENTS", f"{first},{second}")
    assert recipients("SAYLAU_BACKUP_RECIPIENTS") == [first, second]
    monkeypatch.delenv("SAYLAU_BACKUP_RECIPIENTS")
    (tmp_path / "to").write_text(f"# the office\n{first}\n\n{second}\n")
    monkeypatch.setenv("SAYLAU_BACKUP_RECIPIENTS_FILE", str(tmp_path / "to"))
    assert recipients("SAYLAU_BACKUP_RECIPIENTS") == [first, second]
    (tmp_path / "to").write_text("AGE-SECRET-KEY-1QQQQ")
    with pytest.raises(WrongUse, match="holds a secret key, which is no recipient") as told:
        recipients("SAYLAU_BACKUP_RECIPIENTS")
    assert "QQQQ" not in str(told.value)
    changed = first[:-1] + ("q" if first[-1] != "q" else "p")
    with pytest.raises(WrongUse, match="no whole recipient"):
        age.recipients([changed])


def test_a_file_without_a_key_is_told_and_what_was_cut_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("# nothing\n")
    with pytest.raises(WrongUse, match="holds no key"):
        age.identities(tmp_path / "none.txt")
    key = age.new_key()
    (tmp_path / "key.txt").write_text(key)
    to = age.recipients([key.split("# public key: ")[1].splitlines()[0]])
    (tmp_path / "x.age").write_bytes(age.encrypt_bytes(b"y" * 100_000, to)[:-40])
    with pytest.raises(WrongUse, match=r"x\.age of this backup is cut"):
        age.decrypt_bytes(tmp_path / "x.age", age.identities(tmp_path / "key.txt"))
