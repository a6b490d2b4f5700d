"""Looking the installation over: each thing that can be wrong is told with what to do."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from saylau.server import checks
from saylau.server.access.models import User
from saylau.server.audit import anchor as anchors
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditEvent, AuditHead
from saylau.server.checks import Level, Told
from saylau.server.keys import KEY_FILE
from saylau.server.operations.installed import LAST_BACKUP
from tests.server.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder as it should be."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    (settings.DATA / KEY_FILE).write_text("k" * 64)
    (settings.DATA / KEY_FILE).chmod(0o600)
    return tmp_path / "data"


def of(*levels: Level) -> str:
    """The sentences of some levels."""
    return "\n".join(told.sentence for told in checks.look_over() if told.level in levels)


def test_a_new_installation_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert of(Level.WRONG) == ""
    assert checks.run() == 0
    told = capsys.readouterr().err
    assert "good: the database" in told
    assert "note: no backup was made; run: saylau server backup DIR" in told
    assert "note: there is no administrator yet" in told


def test_something_wrong_is_an_exit_code_of_its_own(data: Path) -> None:
    data.chmod(0o755)
    assert checks.run() == 1
    assert f"run: chmod 700 {data}" in of(Level.WRONG)


def test_a_key_that_others_can_read_is_told(data: Path) -> None:
    (data / KEY_FILE).chmod(0o644)
    assert f"chmod 600 {data / KEY_FILE}" in of(Level.WRONG)


def test_a_missing_or_short_key_is_told(data: Path, settings: Settings) -> None:
    (data / KEY_FILE).unlink()
    assert "is missing; start the server once" in of(Level.WRONG)
    settings.SECRET_KEY = "short"
    assert "fewer than 32 characters" in of(Level.WRONG)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 500 << 20

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage)
    assert "only 0.5 GiB are free" in of(Level.WRONG)
    Usage.free = 3 << 30
    assert "may soon fill" in of(Level.NOTE)


def test_a_network_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_file_system", lambda _: "nfs4")
    monkeypatch.setattr(checks, "on_sqlite", lambda: True)
    assert "network disk (nfs4), on which SQLite loses writes" in "\n".join(t.sentence for t in checks.disk())


def test_a_clock_behind_the_log_is_told() -> None:
    append("u-1", "x")
    AuditEvent.objects.update(at="2999-01-01T00:00:00Z")
    assert "set the clock of the machine right" in of(Level.WRONG)


def test_a_head_that_does_not_fit_the_log_is_told() -> None:
    append("u-1", "x")
    AuditHead.objects.update(seq=7)
    assert "the log ends at event 1, its head names event 7; run: saylau server audit verify" in of(Level.WRONG)


def test_a_log_that_does_not_fit_its_last_anchor_is_told(data: Path) -> None:
    append("u-1", "x")
    anchors.keep(data, anchors.take())
    assert of(Level.WRONG) == ""
    AuditEvent.objects.update(hash="0" * 64)
    AuditHead.objects.update(hash="0" * 64)
    assert "does not fit its anchor of event 1" in of(Level.WRONG)


def test_several_processes_with_a_cache_each_are_told(settings: Settings) -> None:
    settings.PROCESSES = 4
    assert "cache each" in of(Level.WRONG)


def test_a_code_that_opens_every_account_is_told(settings: Settings) -> None:
    settings.MFA_TOTP_INSECURE_BYPASS_CODE = "123456"
    assert "take it out of the settings" in of(Level.WRONG)


def test_a_server_for_others_without_name_or_encryption_is_told(settings: Settings) -> None:
    settings.LISTEN, settings.ALLOWED_HOSTS = "0.0.0.0", ["localhost", "127.0.0.1", "[::1]"]
    assert "set SAYLAU_HOSTS" in of(Level.WRONG)
    assert "set SAYLAU_HTTPS=true and SAYLAU_PROXIES=1" in of(Level.NOTE)


def test_the_age_of_the_last_backup_that_was_tried_is_told(data: Path) -> None:
    file = data / LAST_BACKUP
    file.write_text(json.dumps({"made": "2030-01-01T000000Z"}))
    assert "ever restored on trial" in of(Level.NOTE)
    for days, level in ((1, Level.GOOD), (20, Level.NOTE)):
        checked = (datetime.now(UTC) - timedelta(days=days, hours=1)).strftime("%Y-%m-%dT%H%M%SZ")
        file.write_text(json.dumps({"checked": checked}))
        assert f"{days} days" in of(level)


def test_an_administrator_is_there() -> None:
    person("administrator", administrator=True)
    assert "administrator" not in of(Level.NOTE)
    User.objects.update(is_active=False)
    assert "there is no administrator yet" in of(Level.NOTE)


def test_a_database_that_cannot_be_read_is_one_sentence_and_nothing_more_is_asked_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone() -> object:
        raise DatabaseError("connection refused\nlast line")

    monkeypatch.setattr(connection, "cursor", gone)
    found = list(checks.look_over())
    assert found[0] == Told(Level.WRONG, found[0].sentence)
    assert "cannot be read (last line)" in found[0].sentence
    assert not any("log" in told.sentence for told in found)
