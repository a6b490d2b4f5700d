"""The machine refuses: a held database, a full disk, a killed process. A sentence, nothing half done, reads go on."""

from __future__ import annotations

import errno
import json
import sys
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
from tests.server.killed import prepared, run
from tests.server.people import browser

FACTS = "/en/case/invented-2030/facts/"
_HERE = """
import os, signal, sqlite3, sys, threading, time, random, json
from django.conf import settings
from django.db import connection, connections, transaction
from saylau.server.access.models import Membership, User
from saylau.server.access.tokens import make_token
from saylau.server.audit.models import AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.exchange import imports
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.jobs.worker import forget_workers, work_once
from saylau.server.store.models import Case, Fact, FactRef, Revision
from saylau.server.store.reading import read_case
from django.test import Client
case = Case.objects.get()
editor = User.objects.get(username="editor")
settings.ALLOWED_HOSTS.append("testserver")
"""


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
connection.settings_dict["OPTIONS"]["timeout"] = 0.3
connection.close()
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
other = sqlite3.connect(settings.DATA / "saylau.sqlite3", isolation_level=None)
other.execute("BEGIN IMMEDIATE")
reads = [page.get(facts).status_code, program.get(api).status_code]
told = page.post(facts + "new/event/", row | {"_action": "submit"})
said = program.post(api, {"kind": "event", "cells": row}, content_type="application/json")
other.execute("ROLLBACK")
again = page.post(facts + "new/event/", row | {"_action": "submit"})
print(json.dumps({
    "reads": reads, "told": [told.status_code, told["Retry-After"], "is busy with other work" in told.content.decode()],
    "said": [said.status_code, said["Retry-After"], said.json()["code"]], "again": again.status_code,
    "facts": Fact.objects.filter(kind="event").count(), "broken": verify().kind,
}))
"""


def test_while_another_process_holds_the_database_writes_are_asked_to_wait_and_reads_go_on(installed: Path) -> None:
    told = json.loads(run(installed, _HERE + _HELD))
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


# The process is killed

_KILLED_IMPORTS = """
rows = "".join(f"b-{n},Body {n},chamber,paper,page {n}\\n" for n in range(40))
found = imports.take_in(editor, case, "body.csv", [f"id,name,sort,source,locator\\n{rows}".encode()])
assert work_once("first")
found.refresh_from_db()
imports.apply(editor, found)

def state():
    found.refresh_from_db()
    facts = case.facts.filter(kind="body")
    told = (found.state, facts.count(), Revision.objects.filter(fact__in=facts).count(),
            AuditEvent.objects.filter(verb="import.apply").count(), verify().kind)
    read_case(case)
    connections.close_all()
    return told

def killed_after(questions):
    connections.close_all()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    seen = [0]
    def count(execute, sql, *more):
        seen[0] += 1
        if seen[0] > questions:
            die()
        return execute(sql, *more)
    with connection.execute_wrapper(count):
        forget_workers()
        work_once("killed")
    os._exit(0)

before, after = ("checked", 0, 0, 0, None), ("applied", 40, 40, 1, None)
assert state() == before, state()
moments, killed = sorted(random.Random(6).sample(range(1, 40), 10)), 0
for moment in moments:
    Job.objects.filter(verb="import.apply").update(tries=0)
    if not killed_after(moment):
        break
    killed += 1
    now = state()
    assert now in (before, after), (moment, now)
forget_workers()
Job.objects.filter(verb="import.apply").update(tries=0)
work_once("last")
print(killed, state() == after)
"""

_KILLED_SUBMISSIONS = """
token = make_token(editor, case, "program", ["fact.read", "fact.create"], 1)
settings.THROTTLES["api"] = (10_000, 60)
lost = half = kills = acknowledged = 0
for number, enough in enumerate((3, 17, 40)):
    connections.close_all()
    heard, said = os.pipe()
    child = os.fork()
    if not child:
        def submit(place):
            program = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
            for n in range(50):
                name = f"g-{number}-{place}-{n}"
                row = {"id": name, "name": "A gathering", "sort": "gathering", "source": "paper"}
                answer = program.post("/api/v1/cases/invented-2030/facts", {"kind": "event", "cells": row},
                                      content_type="application/json", headers={"Idempotency-Key": name})
                if answer.status_code == 201:
                    os.write(said, (answer.json()["uid"] + "\\n").encode())
        threads = [threading.Thread(target=submit, args=(place,)) for place in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        os._exit(0)
    os.close(said)
    with os.fdopen(heard) as lines:
        got = [next(lines).strip() for _ in range(enough)]
        os.kill(child, signal.SIGKILL)
        got += [line.strip() for line in lines if len(line) == 33]
    kills += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    acknowledged += len(got)
    there = set(case.facts.values_list("uid", flat=True))
    told = set(AuditEvent.objects.filter(verb="fact.create").values_list("object", flat=True))
    lost += len(set(got) - there)
    mine = set(case.facts.filter(kind="event").values_list("uid", flat=True))
    remembered = set(Revision.objects.filter(fact__kind="event").values_list("fact__uid", flat=True))
    half += len(mine ^ told) + len(mine ^ remembered)
read_case(case)
print(kills, acknowledged >= 60, lost, half, verify().kind)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_an_import_that_was_killed_at_any_moment_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    prepared(tmp_path / "data")
    assert run(tmp_path / "data", _HERE + _KILLED_IMPORTS) == "10 True"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_what_was_acknowledged_before_a_kill_is_there_with_its_event(tmp_path: Path) -> None:
    prepared(tmp_path / "data")
    assert run(tmp_path / "data", _HERE + _KILLED_SUBMISSIONS) == "3 True 0 0 None"
