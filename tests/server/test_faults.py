"""The machine refuses: a held database, a full disk. A sentence, nothing half done, reads go on."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from saylau.server.access.models import User
from saylau.server.exchange import imports, packing
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.jobs.worker import work_once
from saylau.server.publish import working
from saylau.server.store.models import Case
from saylau.server.trouble import BUSY, FULL, trouble_of
from tests.server.fact_rows import EVENT
from tests.server.killed import HERE, prepared, run
from tests.server.people import browser

FACTS = "/en/case/invented-2030/facts/"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("faults") / "data"
    prepared(data)
    return data


# The database is held by another process


_HELD = """
from saylau.server.review.models import Signature
from tests.server.people import browser
from allauth.mfa.models import Authenticator
sqlite = connection.vendor == "sqlite"
connection.settings_dict["OPTIONS"] |= {"timeout": 0.3} if sqlite else {"options": "-c statement_timeout=1000"}
connection.close()

def hold():
    if sqlite:
        other = sqlite3.connect(settings.DATA / "saylau.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(os.environ["DATABASE_URL"])
        tables = ", ".join(connection.introspection.table_names())
        other.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
    return other

Authenticator.objects.create(user=editor, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
page = browser(editor)
page.raise_request_exception = False
token = make_token(editor, case, "program", ["fact.read", "fact.create"], 1)
program = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
facts, api = "/en/case/invented-2030/facts/", "/api/v1/cases/invented-2030/facts"
row = {"id": "g-1", "name": "A gathering", "sort": "gathering", "source": "paper"}
assert page.get(facts).status_code == 200
session = page.session
session["seen"] = int(time.time()) - 100  # so that the next page wants to write when it was last used
session.save()
other = hold()
reads = [page.get(facts).status_code, program.get(api).status_code]
told = page.post(facts + "new/event/", row | {"_action": "submit"})
said = program.post(api, {"kind": "event", "cells": row}, content_type="application/json")
other.rollback()
again = page.post(facts + "new/event/", row | {"_action": "submit"})
print(json.dumps({
    "reads": reads, "told": [told.status_code, told["Retry-After"], "is busy with other work" in told.content.decode()],
    "said": [said.status_code, said["Retry-After"], said.json()["code"]], "again": again.status_code,
    "facts": Fact.objects.filter(kind="event").count(), "broken": verify().kind,
}))
"""


def test_while_another_process_holds_the_database_writes_are_asked_to_wait_and_reads_go_on(installed: Path) -> None:
    told = json.loads(run(installed, HERE + _HELD))
    assert told == {
        "reads": [200, 200], "told": [503, "5", True], "said": [503, "5", "busy"], "again": 302, "facts": 1,
        "broken": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OperationalError("database is locked"), BUSY),
        (OperationalError("deadlock detected\nDETAIL: Process 1 waits"), BUSY),
        (OperationalError("database or disk is full"), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OperationalError("no such table: saylau_fact"), None),
        (OSError(errno.ENOENT, "No such file or directory"), None),
        (ValueError("database is locked"), None),
    ],
)
def test_what_the_machine_refuses_is_told_from_faults(error: Exception, trouble: object) -> None:
    assert trouble_of(error) is trouble


def test_a_job_that_finds_the_database_held_waits_and_is_done_later(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = imports.take_in(analyst, case, "sources.csv", [b"id,title,grade,interest\nledger,A ledger,B,media\n"])
    with monkeypatch.context() as held:
        held.setattr(imports, "incoming", refusing(OperationalError("database is locked")))
        assert work_once("first")
    assert Job.objects.get().state == "queued"
    assert work_once("second")
    assert (Job.objects.get().state, Import.objects.get(pk=found.pk).state) == ("done", "checked")


# The disk is full


def refusing(error: Exception) -> Any:
    def refuse(*args: object, **more: object) -> None:
        raise error

    return refuse


def no_space() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_finds_no_room_is_refused_with_a_sentence_and_leaves_nothing(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr("saylau.server.exchange.imports.os.fsync", refusing(no_space()))
    client = browser(analyst)
    file = SimpleUploadedFile("sources.csv", b"id,title,grade,interest\nledger,A ledger,B,media\n")
    answer = client.post(reverse("imports", args=[case.slug]), {"file": file})
    assert answer.status_code == 507
    assert "The disk of the server is full; nothing was saved." in answer.content.decode()
    assert (list(imports.folder().iterdir()), Import.objects.count()) == ([], 0)
    assert client.get(FACTS).status_code == 200


def test_a_fact_that_finds_no_room_is_refused_with_a_sentence(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OperationalError("database or disk is full")
    monkeypatch.setattr("saylau.server.store.facts.append", refusing(full))
    answer = browser(analyst).post(f"{FACTS}new/event/", EVENT | {"_action": "submit"})
    assert answer.status_code == 507
    assert not case.facts.filter(kind="event").exists()


def test_a_package_that_finds_no_room_leaves_no_part_of_it(
    case: Case, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    packing.let_out(reviewer, packing.ask_for_package(editor, case, "for the archive of the team"))

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as out:
            out.write(data[:10])
        raise no_space()

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", half)
        assert work_once("test")
    job = Job.objects.get()
    assert (job.state, job.error[:32]) == ("failed", "The disk of the server is full; ")
    assert list(packing.folder().iterdir()) == []


def test_a_report_that_finds_no_room_leaves_no_part_of_it(
    case: Case, editor: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    told = {"formats": ["json"], "languages": ["en"]}
    enqueue(editor, working.VERB, case, told)
    with monkeypatch.context() as full:
        full.setattr("saylau.server.publish.files.write_new", refusing(no_space()))
        assert work_once("test")
    assert Job.objects.get().error.startswith("The disk of the server is full")
    assert list((tmp_path / "reports").iterdir()) == []
