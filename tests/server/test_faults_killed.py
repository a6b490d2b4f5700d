"""A process that is killed at any moment: what was acknowledged is there with its event, nothing is half done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.server.killed import HERE, KILLS, prepared, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
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
moments, killed = sorted(random.Random(6).sample(range(1, 40), kills)), 0
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
print(killed >= len(moments) // 2, state() == after)
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


def test_an_import_that_was_killed_at_any_moment_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    prepared(tmp_path / "data")
    assert run(tmp_path / "data", HERE + f"kills = {4 * KILLS}" + _KILLED_IMPORTS) == "True True"


def test_what_was_acknowledged_before_a_kill_is_there_with_its_event(tmp_path: Path) -> None:
    prepared(tmp_path / "data")
    assert run(tmp_path / "data", HERE + _KILLED_SUBMISSIONS) == "3 True 0 0 None"
