"""The working report: the same bytes as `saylau report` writes of the same case, for editors alone."""

from __future__ import annotations

from pathlib import Path

from django.test import Client

from saylau.cli import main
from saylau.records.locate import open_case
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.store.models import Case
from tests.server.people import browser, confirm, person


def test_the_same_case_gives_the_same_bytes_through_folder_and_server(db: None, tmp_path: Path) -> None:
    case = open_as_new_case(None, open_case("kazakhstan-2019"))
    editor = person("editor", case, Role.EDITOR)
    asked = {"formats": ["html", "json"], "languages": ["en", "kk"]}
    assert browser(editor).post("/en/case/kazakhstan-2019/reports/", asked).status_code == 302
    assert work_once("w")
    job = Job.objects.get()
    assert job.state == "done", job.error
    for language in ("en", "kk"):
        assert main(["report", "kazakhstan-2019", f"--out={tmp_path}", "--format=html,json", f"--lang={language}"]) == 0
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    start = f"/en/case/kazakhstan-2019/reports/{job.uid}/files/"
    made = [file["path"] for file in dict(job.result or {})["files"]]
    assert sorted(made) == sorted(written)
    for name in made:
        assert b"".join(confirm(browser(editor), editor).get(start + name)) == written[name], name


def test_a_working_report_is_for_editors(case: Case, editor: User, reviewer: User, stranger: User) -> None:
    path = "/en/case/invented-2030/reports/"
    browser(editor).post(path, {"formats": ["json"], "languages": ["en"]})
    assert work_once("w")
    job = Job.objects.get()
    own = f"{path}{job.uid}/"
    assert "invented-2030.json" in browser(editor).get(own).content.decode()
    assert job.uid in browser(editor).get(path).content.decode()
    for user in (reviewer, stranger):
        for wanted in (path, own, f"{own}files/invented-2030.json"):
            assert browser(user).get(wanted).status_code == 404
    assert Client().get(own).status_code == 302
    assert browser(editor).get(f"{own}files/../../secret-key").status_code == 404


def test_a_report_needs_a_format_and_a_language(case: Case, editor: User) -> None:
    response = browser(editor).post("/en/case/invented-2030/reports/", {"languages": ["xx"]})
    assert response.status_code == 422
    assert Job.objects.count() == 0
