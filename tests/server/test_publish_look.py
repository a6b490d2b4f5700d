"""A release that was built while the vault was shut is looked over for names by somebody who can open it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from saylau.errors import ReportRefused
from saylau.server.access.models import User
from saylau.server.evidence.derivatives import check_derivative, make_derivative
from saylau.server.evidence.passages import WHOLE, add_passage
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish import looking
from saylau.server.publish.models import Release
from saylau.server.publish.words_in import words_in
from saylau.server.store.models import Case
from tests.casework.gated_case import family
from tests.server.evidence_files import looked_at, paper
from tests.server.fact_rows import EVENT, accepted
from tests.server.people import browser
from tests.server.releasing import built, page_of, step
from tests.server.test_publish_consents import OpenVault
from tests.server.test_publish_consents import case as case

NAME = family("P-0001")


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch, lawyer: User) -> OpenVault:
    """A vault that stands beside the case, and that the lawyer alone holds open."""
    held = OpenVault(p1="number", p2="counted")
    monkeypatch.setattr(looking, "exists", lambda case: True)
    monkeypatch.setattr(looking, "opened_by", lambda user, case: held if user == lawyer else None)
    return held


def looked(case: Case, release: Release, user: User) -> Job:
    answer = browser(user).post(page_of(case, release, "look/"))
    assert answer.status_code == 302, answer.content.decode()
    assert work_once("w")
    release.refresh_from_db()
    return Job.objects.latest("pk")


def text(user: User, case: Case, release: Release) -> str:
    return browser(user).get(page_of(case, release)).content.decode()


def test_nobody_approves_before_somebody_with_the_open_vault_has_looked(
    case: Case, vault: OpenVault, editor: User, reviewer: User, lawyer: User
) -> None:
    release = step(case, built(case, editor), "propose", editor)
    step(case, release, "approve", reviewer, 403)
    page = text(reviewer, case, release)
    assert "Somebody who can open the vault looks it over for names first." in page
    assert "No name of a withheld or private person was found" not in page
    assert browser(editor).post(page_of(case, release, "look/")).status_code == 403
    assert "The vault is locked for you. Open it first." in text(editor, case, release)
    assert looked(case, release, lawyer).state == "done", Job.objects.latest("pk").error
    assert "lawyer had it looked over for the names of the vault on" in text(reviewer, case, release)
    step(case, release, "approve", reviewer)
    assert step(case, release, "publish", editor).state == "published"


@pytest.mark.parametrize(
    ("format_", "place"), [("html", ""), ("pdf", ""), ("docx", ", word/document.xml"), ("json", "")]
)
def test_a_name_in_a_text_is_found_and_the_place_is_told_without_it(
    format_: str, place: str, case: Case, vault: OpenVault, editor: User, reviewer: User, lawyer: User
) -> None:
    case.parts.create(name="text/summary.en.md", content=f"{NAME} was seen there.".encode(), changed_by=editor)
    release = step(case, built(case, editor, formats=[format_]), "propose", editor)
    job = looked(case, release, lawyer)
    assert job.state == "failed"
    assert job.error.startswith(f"invented-2030.{format_}{place}: a name, address, telephone or case number of")
    assert NAME not in job.error
    step(case, release, "approve", reviewer, 403)


@pytest.mark.parametrize(
    ("make", "file"), [(paper, "evidence/001.pdf"), (lambda words: f"{words}\n".encode(), "evidence/001.txt")]
)
def test_a_name_in_a_copy_of_evidence_is_found_by_the_look(
    make: Callable[[str], bytes], file: str, case: Case, vault: OpenVault, documenter: User, editor: User,
    reviewer: User, lawyer: User,
) -> None:  # fmt: skip
    fact = accepted(documenter, reviewer, case, "event", EVENT)
    item = looked_at(documenter, case, make(f"{NAME} was seen there."))
    add_passage(documenter, item, fact, WHOLE, "")
    check_derivative(reviewer, make_derivative(editor, item))
    release = built(case, editor, evidence="on")
    assert [one["path"] for one in release.report["copies"]] == [file]
    job = looked(case, release, lawyer)
    assert job.state == "failed"
    assert job.error.startswith(f"{file}: a name, address, telephone or case number of")
    assert NAME not in job.error


def test_what_is_built_again_is_looked_over_again(
    case: Case, vault: OpenVault, editor: User, reviewer: User, lawyer: User
) -> None:
    release = built(case, editor)
    assert looked(case, release, lawyer).state == "done"
    assert "Nobody has looked yet." not in text(editor, case, release)
    case.parts.create(name="text/summary.en.md", content=b"Another text.", changed_by=editor)
    browser(editor).post(page_of(case, release, "build/"))
    assert work_once("w")
    assert "Nobody has looked yet." in text(editor, case, release)


def test_a_case_without_a_vault_needs_no_look(case: Case, editor: User, reviewer: User) -> None:
    release = step(case, built(case, editor), "propose", editor)
    assert browser(editor).post(page_of(case, release, "look/")).status_code == 403
    assert step(case, release, "approve", reviewer).state == "approved"


def said(path: str, data: bytes) -> str:
    return "\n".join(f"{place} {text}" for place, text in words_in(path, data))


def test_every_sort_of_file_is_looked_into() -> None:
    page = f'<p>In<b>vented</b>bov</p><img alt="{NAME} at the gate" src="data:x"><style>.a{{}}</style>'.encode()
    assert "Inventedbov" in said("a.html", page)
    assert f"{NAME} at the gate" in said("a.html", page)
    assert ".a{" not in said("a.html", page)
    assert "Серікұлы" in said("a.json", json.dumps({"a": "Серікұлы"}).encode())
    assert NAME in said("table.csv.gz", gzip.compress(f"id\n{NAME}\n".encode()))
    assert said("figure.png", NAME.encode()) == ""


def test_a_word_file_and_a_package_are_looked_into_part_by_part() -> None:
    document, out = Document(), BytesIO()
    paragraph = document.add_paragraph("Inven")
    paragraph.add_run("tedbov")
    document.add_paragraph("4").add_run(f"\t{NAME}\nlived")
    document.core_properties.author = "Somebody"
    document.save(out)
    told = said("report.docx", out.getvalue())
    assert "Inventedbov" in told
    assert "Somebody" in told
    assert {"4", NAME, "lived"} <= set(told.split())
    with ZipFile(packed := BytesIO(), "w") as package:
        package.writestr(f"notes-on-{NAME}.md", "nothing")
        package.writestr("person.csv", f"id,name\np-0001,{NAME}\n")
    told = said("case.zip", packed.getvalue())
    assert f"a file name in case.zip notes-on-{NAME}.md" in told
    assert f"case.zip, person.csv id,name\np-0001,{NAME}" in told


@pytest.mark.parametrize("path", ["report.pdf", "report.docx", "data.json", "table.csv.gz", "unknown.xyz"])
def test_a_file_into_which_nobody_can_look_is_refused(path: str) -> None:
    with pytest.raises(ReportRefused, match=path):
        said(path, b"\x00not what its name says")


def test_a_name_in_the_title_of_the_release_is_found(case: Case, vault: OpenVault, editor: User, lawyer: User) -> None:
    release = step(case, built(case, editor, title=f"What {NAME} saw"), "propose", editor)
    job = looked(case, release, lawyer)
    assert job.state == "failed"
    assert job.error.startswith("the title of the release: ")
    assert NAME not in job.error


def test_a_vault_that_changed_since_the_look_is_looked_at_again(
    case: Case, vault: OpenVault, editor: User, reviewer: User, lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may have come into it, whose name stands in what was built."""
    release = step(case, built(case, editor), "propose", editor)
    assert looked(case, release, lawyer).state == "done"
    step(case, release, "approve", reviewer)
    monkeypatch.setattr(looking, "state_of", lambda case: "somebody came into it")
    step(case, release, "publish", editor, 403)
    assert "The vault changed since it was looked over." in text(editor, case, release)
    assert looked(case, release, lawyer).state == "done"
    assert step(case, release, "publish", editor).state == "published"


def test_a_release_approved_before_the_case_had_its_vault_is_looked_over_before_it_is_published(
    case: Case, vault: OpenVault, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "exists", lambda case: False)
    release = step(case, built(case, editor), "propose", editor)
    step(case, release, "approve", reviewer)
    monkeypatch.setattr(looking, "exists", lambda case: True)
    assert step(case, release, "publish", editor, 403).state == "approved"
