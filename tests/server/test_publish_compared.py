"""Versions and their differences: what `saylau diff` tells of two states, told of two releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from saylau.cli import main
from saylau.server.access.models import User
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish.files import INSIDE, build_of
from saylau.server.store.facts import add_fact, step_fact
from saylau.server.store.models import Case
from tests.server.people import browser
from tests.server.releasing import built

PATH = "/en/case/invented-2030/releases/compare/"


def test_two_versions_differ_as_the_command_says(
    case: Case, editor: User, reviewer: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = built(case, editor)
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper"}
    fact = add_fact(editor, case, "body", cells, submit=True)
    step_fact(reviewer, fact, "accept", fact.revision)
    cells = {"id": "nomination", "election": "election-2030", "phase": "nomination", "during": "2030-04-01/2030-04-20"}
    stage = add_fact(editor, case, "stage", cells | {"source": "law-2030"}, submit=True)
    step_fact(reviewer, stage, "accept", stage.revision)
    second = built(case, editor)
    browser(reviewer).post(PATH, {"before": first.uid, "after": second.uid})
    assert work_once("w")
    job = Job.objects.order_by("-pk")[0]
    assert job.state == "done", job.error
    page = browser(reviewer).get(f"{PATH}{job.uid}/").content.decode()
    files = []
    for name, release in (("one", first), ("two", second)):
        (tmp_path / f"{name}.zip").write_bytes((build_of(release) / INSIDE).read_bytes())
        files.append(str(tmp_path / f"{name}.zip"))
    assert main(["diff", *files]) == 0
    printed = capsys.readouterr().out
    told = [line.partition(" ")[2] for line in printed.splitlines() if line.startswith(("added ", "changed "))]
    assert [name.split()[-1] in page for name in told] == [True] * len(told)
    assert len(told) >= 2
    findings = [line.split(" ")[2].rstrip(":") for line in printed.splitlines() if line.startswith("finding ")]
    assert findings
    assert [name for name in findings if name not in page] == []


def test_a_release_is_compared_with_the_case_as_it_is(case: Case, editor: User, stranger: User) -> None:
    first = built(case, editor)
    browser(editor).post(PATH, {"before": first.uid, "after": "now"})
    assert work_once("w")
    job = Job.objects.order_by("-pk")[0]
    assert dict(job.result or {})["differences"]["findings"]["changed"]["count"] == 0
    assert browser(stranger).get(f"{PATH}{job.uid}/").status_code == 404
    assert browser(stranger).post(PATH, {"before": first.uid, "after": "now"}).status_code == 404
    assert Client().get(f"{PATH}{job.uid}/").status_code == 302


def test_two_different_versions_are_needed(case: Case, editor: User) -> None:
    first = built(case, editor)
    for after in (first.uid, "", "nonsense"):
        assert browser(editor).post(PATH, {"before": first.uid, "after": after}).status_code == 400
