"""Releases: built from accepted facts, approved by another person, published as exactly those bytes, recalled."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish.files import INSIDE, build_of, published_folder
from saylau.server.publish.models import Release
from saylau.server.states import FactState
from saylau.server.store.facts import add_fact, step_fact
from saylau.server.store.models import Case
from tests.server.fact_rows import accepted
from tests.server.people import browser, confirm, person
from tests.server.releasing import REASON, SMALL, built, page_of, published, seen, step

PUBLIC = "/en/public/invented-2030/"


def _bytes(user: User | None, path: str) -> bytes:
    response = (browser(user) if user else Client()).get(path)
    assert response.status_code == 200
    return b"".join(response)


def _headers(client: Client, path: str) -> dict[str, str]:
    response = client.get(path)
    b"".join(response)  # read to its end, as a browser does: only then is it closed
    assert response.status_code == 200
    return dict(response.headers)


def test_a_release_goes_from_its_draft_to_everybody(case: Case, editor: User, reviewer: User) -> None:
    release = published(case, editor, reviewer)
    assert (release.state, release.built_by, release.proposed_by, release.approved_by) == (
        "published", editor, editor, reviewer,
    )  # fmt: skip
    page = Client().get(f"{PUBLIC}1/").content.decode()
    assert "The assessment" in page
    for file in release.files.all():
        data = _bytes(None, f"{PUBLIC}1/files/{file.path}")
        assert hashlib.sha256(data).hexdigest() == file.sha256
        assert file.sha256 in page
        assert len(data) == file.size
    assert {file.path for file in release.files.all()} == {"invented-2030.json", "invented-2030.zip"}
    verbs = AuditEvent.objects.filter(object=release.uid).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [f"release.{verb}" for verb in ("begin", "build", "propose", "approve", "publish")]


def test_nothing_of_a_release_is_public_before_it_is_published(case: Case, editor: User, reviewer: User) -> None:
    release = built(case, editor)
    for name, user in (("propose", editor), ("approve", reviewer)):
        for path in ("", "1/", "1/files/invented-2030.json", "1/read/invented-2030.json"):
            assert Client().get(PUBLIC + path).status_code == 404
        step(case, release, name, user)
    assert Client().get(f"{PUBLIC}1/").status_code == 404


def test_findings_that_nobody_signed_are_refused_unless_they_are_allowed(case: Case, editor: User) -> None:
    browser(editor).post(page_of(case, end="begin/"), {k: v for k, v in SMALL.items() if k != "unsigned"})
    assert work_once("w")
    job = Job.objects.get()
    assert job.state == "failed"
    assert "findings are not signed" in job.error
    assert case.releases.get().state == "draft"
    allowed = built(case, editor)
    told = json.loads(_bytes(editor, page_of(case, allowed, "files/invented-2030.json")))
    assert "indication" in json.dumps(told).lower()
    assert allowed.report["unsigned"] == allowed.report["findings"] > 0


def test_only_accepted_facts_leave(case: Case, editor: User, reviewer: User) -> None:
    sentence = {"name": "A body that waits for review", "sort": "other", "source": "paper"}
    waiting = add_fact(editor, case, "body", {"id": "waiting-body", **sentence}, submit=True)
    late = add_fact(editor, case, "source", {"id": "late", "title": "A paper not yet read by two", "grade": "B",
                                             "interest": "media"}, submit=True)  # fmt: skip
    resting = add_fact(editor, case, "body", {"id": "resting", **sentence, "source": "late"}, submit=True)
    step_fact(reviewer, resting, "accept", resting.revision)
    first = built(case, editor)
    assert _leaves(editor, case, first) == {"election-2030"}
    step_fact(reviewer, waiting, "accept", waiting.revision)
    step_fact(reviewer, late, "accept", late.revision)
    assert _leaves(editor, case, built(case, editor)) == {"election-2030", "waiting-body", "resting"}


def _leaves(user: User, case: Case, release: Release) -> set[str]:
    """Ids of the facts in the package of a release."""
    with ZipFile(BytesIO(_bytes(user, page_of(case, release, "files/invented-2030.zip")))) as package:
        tables = [name for name in package.namelist() if name.endswith(".csv") and name != "sources.csv"]
        rows = [line for name in tables for line in package.read(name).decode("utf-8-sig").splitlines()[1:]]
    return {row.split(",")[0] for row in rows}


def test_an_election_that_waits_for_review_cannot_be_released(case: Case, editor: User) -> None:
    fact = case.facts.get(name="election-2030")
    fact.state = FactState.QUESTIONED
    fact.save()
    browser(editor).post(page_of(case, end="begin/"), SMALL)
    assert work_once("w")
    assert "is not accepted yet" in Job.objects.get().error


def test_a_text_that_cites_what_waits_for_review_cannot_be_released(case: Case, editor: User, reviewer: User) -> None:
    told = {"id": "waiting-body", "name": "A body that waits for review", "sort": "other", "source": "paper"}
    waiting = add_fact(editor, case, "body", told, submit=True)
    text = b"As {fact:election-2030.name} and {fact:waiting-body.name} say."
    case.parts.create(name="text/summary.en.md", content=text, changed_by=editor)
    browser(editor).post(page_of(case, end="begin/"), SMALL)
    assert work_once("w")
    error = Job.objects.get().error
    assert error.startswith("the text of the chapter summary (en) cites waiting-body.name, which is not accepted yet;")
    step_fact(reviewer, waiting, "accept", waiting.revision)
    assert built(case, editor).state == "built"


def test_whoever_built_or_proposed_does_not_approve(case: Case, editor: User, reviewer: User) -> None:
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    release = built(case, both)
    step(case, release, "propose", editor)
    step(case, release, "approve", both, 403)
    step(case, release, "approve", editor, 403)
    release.refresh_from_db()
    assert release.state == "proposed"
    page = browser(both).get(page_of(case, release)).content.decode()
    assert "You built or proposed this release; another person approves it." in page
    step(case, release, "approve", reviewer)
    assert release.state == "approved"


def test_the_database_itself_refuses_an_approval_of_ones_own(case: Case, editor: User) -> None:
    release = built(case, editor)
    release.proposed_by = release.approved_by = editor
    with pytest.raises(IntegrityError), transaction.atomic():
        release.save()


def test_a_reason_is_needed_where_the_step_says_so(case: Case, editor: User, reviewer: User) -> None:
    release = step(case, built(case, editor), "propose", editor)
    short = seen(release) | {"reason": "fine"}
    response = confirm(browser(reviewer), reviewer).post(page_of(case, release, "step/approve/"), short)
    assert response.status_code == 400
    assert "at least 10 characters" in response.content.decode()


def test_an_approval_holds_for_the_files_that_its_giver_saw(
    case: Case, editor: User, reviewer: User, analyst: User
) -> None:
    release = step(case, built(case, editor), "propose", editor)
    opened = seen(release)
    step(case, release, "return", editor)
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
    accepted(analyst, reviewer, case, "body", cells)
    assert browser(editor).post(page_of(case, release, "build/")).status_code == 302
    assert work_once("w")
    step(case, release, "propose", editor)
    answer = confirm(browser(reviewer), reviewer).post(page_of(case, release, "step/approve/"), opened)
    release.refresh_from_db()
    assert (answer.status_code, release.state) == (409, "proposed")
    assert release.report["build"] != opened["build"]
    assert step(case, release, "approve", reviewer).state == "approved"


def test_an_approval_holds_for_the_title_that_its_giver_saw(case: Case, editor: User, reviewer: User) -> None:
    release = step(case, built(case, editor), "propose", editor)
    opened = seen(release)
    step(case, release, "return", editor)
    told = SMALL | {"title": "Another title", "chosen": "1"}
    assert browser(editor).post(page_of(case, release, "build/"), told).status_code == 302
    assert work_once("w")
    step(case, release, "propose", editor)
    answer = confirm(browser(reviewer), reviewer).post(page_of(case, release, "step/approve/"), opened)
    release.refresh_from_db()
    assert (answer.status_code, release.state, release.title) == (409, "proposed", "Another title")


def test_steps_that_do_not_lead_on_are_refused(case: Case, editor: User, reviewer: User) -> None:
    release = built(case, editor)
    for name, user in (("approve", reviewer), ("publish", editor), ("recall", reviewer), ("return", editor)):
        step(case, release, name, user, 403)
    assert browser(editor).post(page_of(case, release, "step/burn/")).status_code == 404
    assert browser(editor).get(page_of(case, release, "step/propose/")).status_code == 405
    assert release.state == "built"


def test_what_was_proposed_is_built_again_only_after_it_was_sent_back(case: Case, editor: User, reviewer: User) -> None:
    release = step(case, built(case, editor), "propose", editor)
    assert browser(editor).post(page_of(case, release, "build/")).status_code == 403
    step(case, release, "return", reviewer)
    assert (release.state, release.proposed_by) == ("draft", None)
    assert browser(editor).post(page_of(case, release, "build/")).status_code == 302
    assert work_once("w")
    release.refresh_from_db()
    assert release.state == "built"


def test_the_same_case_builds_the_same_bytes(case: Case, editor: User) -> None:
    release = built(case, editor)
    before = dict(release.files.values_list("path", "sha256"))
    browser(editor).post(page_of(case, release, "build/"))
    assert work_once("w")
    release.refresh_from_db()
    assert dict(release.files.values_list("path", "sha256")) == before
    assert [path.name for path in build_of(release).parent.iterdir()] == [release.report["build"]]


def test_a_file_that_is_not_what_was_approved_stops_the_publication(case: Case, editor: User, reviewer: User) -> None:
    release = built(case, editor)
    step(case, release, "propose", editor)
    step(case, release, "approve", reviewer)
    file = build_of(release) / release.files.get(path="invented-2030.json").sha256
    file.chmod(0o600)
    file.write_bytes(file.read_bytes() + b" ")
    step(case, release, "publish", editor, 400)
    assert release.state == "approved"
    assert list(published_folder().glob(f"*{release.uid}*")) == []
    assert list(published_folder().glob("new.*")) == []


def test_what_a_publication_that_was_cut_off_left_is_replaced(case: Case, editor: User, reviewer: User) -> None:
    release = built(case, editor)
    step(case, release, "propose", editor)
    step(case, release, "approve", reviewer)
    left = published_folder() / release.uid
    left.mkdir()
    (left / "half").write_bytes(b"half of a file")
    step(case, release, "publish", reviewer)
    assert sorted(path.name for path in left.iterdir()) == sorted(release.files.values_list("sha256", flat=True))


def test_a_recalled_release_is_a_notice_with_date_and_reason(case: Case, editor: User, reviewer: User) -> None:
    release = published(case, editor, reviewer)
    step(case, release, "recall", editor, 403)
    step(case, release, "recall", reviewer)
    response = Client().get(f"{PUBLIC}1/")
    page = response.content.decode()
    assert response.status_code == 410
    assert REASON["reason"] in page
    assert release.recalled_at is not None
    assert f"{release.recalled_at:%Y-%m-%d}" in page
    assert Client().get(f"{PUBLIC}1/files/invented-2030.json").status_code == 404
    assert Client().get(PUBLIC).status_code == 200
    assert _bytes(editor, page_of(case, release, "files/invented-2030.json")), "the bytes are kept inside"


def test_a_published_release_cannot_be_changed(case: Case, editor: User, reviewer: User) -> None:
    release = published(case, editor, reviewer)
    assert browser(editor).post(page_of(case, release, "build/")).status_code == 403
    for name in ("propose", "approve", "publish", "return"):
        step(case, release, name, reviewer, 403)
    assert release.state == "published"


def test_a_second_release_tells_what_changed(case: Case, editor: User, reviewer: User) -> None:
    published(case, editor, reviewer)
    body = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper"}
    fact = add_fact(editor, case, "body", body, submit=True)
    step_fact(reviewer, fact, "accept", fact.revision)
    second = built(case, editor)
    assert second.number == 2
    added = second.report["differences"]["facts"]["added"]["told"]
    assert [one["name"] for one in added if one["kind"] == "body"] == ["senate"]
    assert "senate" in browser(reviewer).get(page_of(case, second)).content.decode()


def test_files_to_keep_and_to_read_carry_their_policies(case: Case, editor: User, reviewer: User) -> None:
    release = published(case, editor, reviewer, formats=["html"], site="on")
    kept = _headers(Client(), f"{PUBLIC}1/files/invented-2030.html")
    assert kept["Content-Disposition"] == 'attachment; filename="invented-2030.html"'
    assert kept["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert kept["X-Content-Type-Options"] == "nosniff"
    read = _headers(Client(), f"{PUBLIC}1/read/invented-2030.html")
    assert read["Content-Disposition"].startswith("inline")
    assert read["Content-Security-Policy"].endswith("; sandbox")
    assert "script-src" not in read["Content-Security-Policy"]
    site = _headers(Client(), f"{PUBLIC}1/read/site/en/index.html")
    assert site["Content-Security-Policy"].endswith("sandbox allow-scripts allow-downloads")
    inside = _headers(browser(reviewer), page_of(case, release, "read/site/en/index.html"))
    assert "script-src" not in inside["Content-Security-Policy"]
    assert inside["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["../../secret-key", "inside.zip", f"{INSIDE}", "/etc/passwd", "invented-2030.json/", "%2e%2e/secret-key"]
)
def test_no_other_file_is_reached_by_a_path(path: str, case: Case, editor: User, reviewer: User) -> None:
    release = published(case, editor, reviewer)
    assert Path(build_of(release) / INSIDE).is_file()
    for start in (f"{PUBLIC}1/files/", f"{PUBLIC}1/read/", page_of(case, release, "files/")):
        assert browser(editor).get(start + path).status_code == 404


def test_every_page_answers_its_own_people_alone(
    case: Case, editor: User, reviewer: User, analyst: User, documenter: User, stranger: User
) -> None:
    release = built(case, editor)
    elsewhere = person("elsewhere", Case.objects.create(slug="other", title="Other", info=""), *Role)
    paths = [page_of(case), page_of(case, release), page_of(case, release, "files/invented-2030.json")]
    for path in paths:
        for user in (editor, reviewer, analyst):
            assert _headers(browser(user), path)
        for user in (documenter, stranger, elsewhere):
            assert browser(user).get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert browser(elsewhere).get(page_of(case, release).replace("invented-2030", "other")).status_code == 404
    for user, status in ((analyst, 403), (reviewer, 403), (stranger, 404), (elsewhere, 404)):
        assert browser(user).post(page_of(case, end="begin/"), SMALL).status_code == status
        assert browser(user).post(page_of(case, release, "step/propose/")).status_code == status
    assert browser(stranger).post(page_of(case, release, "step/approve/"), REASON).status_code == 404
