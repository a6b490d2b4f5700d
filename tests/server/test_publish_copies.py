"""Copies of evidence in a release: checked ones alone, of files on which shown facts rest, and what is told of them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from saylau.assessment.leaks import Guard
from saylau.errors import ReportRefused
from saylau.server.access.models import User
from saylau.server.audit.models import AuditEvent
from saylau.server.evidence import places
from saylau.server.evidence.derivatives import check_derivative, make_derivative
from saylau.server.evidence.encrypting import switch_on
from saylau.server.evidence.models import Derivative, Evidence
from saylau.server.evidence.passages import WHOLE, add_passage
from saylau.server.evidence.restricting import set_restricted
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish import steps
from saylau.server.publish.copies import copies_changed, look_into, said_in
from saylau.server.publish.files import copy_approved
from saylau.server.publish.models import Release
from saylau.server.store.facts import step_fact
from saylau.server.store.models import Case, Fact
from saylau.server.vault import keeper
from saylau.tables.limited import Limits
from tests.server.encrypted import work
from tests.server.evidence_files import looked_at, paper, picture
from tests.server.fact_rows import EVENT, TALLY, accepted, entered
from tests.server.people import browser
from tests.server.releasing import SMALL, built, page_of, published, step
from tests.server.vaults import make_vault, unlocked

PUBLIC = "/en/public/invented-2030/"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def gathering(case: Case, documenter: User, reviewer: User) -> Fact:
    """An accepted fact that anybody may read."""
    return accepted(documenter, reviewer, case, "event", EVENT)


def checked(item: Evidence, editor: User, reviewer: User) -> Derivative:
    """A copy that a second person found fit to be published."""
    made = make_derivative(editor, item)
    check_derivative(reviewer, made)
    return made


@pytest.fixture
def photo(case: Case, gathering: Fact, analyst: User, editor: User, reviewer: User) -> Evidence:
    """A picture under a telling name, on which the fact rests, and a checked copy of it."""
    item = looked_at(analyst, case, picture(), "IMG of a telling name.jpg")
    add_passage(analyst, item, gathering, WHOLE, "")
    checked(item, editor, reviewer)
    return item


def paths(release: Release) -> list[str]:
    """The files of evidence in a release."""
    return sorted(release.files.filter(path__startswith="evidence/").values_list("path", flat=True))


def built_with(case: Case, editor: User) -> Release:
    return built(case, editor, evidence="on")


def refused(case: Case, editor: User) -> str:
    """Why a release with copies cannot be built."""
    assert browser(editor).post(page_of(case, end="begin/"), SMALL | {"evidence": "on"}).status_code == 302
    assert work_once("w")
    job = Job.objects.order_by("-pk")[0]
    assert job.state == "failed"
    assert paths(case.releases.order_by("-number")[0]) == []
    return str(job.error)


def downloaded(path: str, number: int = 1) -> bytes:
    answer = Client().get(f"{PUBLIC}{number}/files/{path}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_reader_goes_from_a_fact_to_the_copy_of_its_paper(
    case: Case, photo: Evidence, editor: User, reviewer: User
) -> None:
    release = published(case, editor, reviewer, evidence="on")
    assert paths(release) == ["evidence/001.jpg", "evidence/index.csv"]
    index = list(csv.reader(io.StringIO(downloaded("evidence/index.csv").decode("utf-8-sig"))))
    copy = downloaded("evidence/001.jpg")
    digest = hashlib.sha256(copy).hexdigest()
    assert index == [
        ["fact", "source", "locator", "file", "sha256", "media_type"],
        ["gathering-1", "paper", "whole file", "evidence/001.jpg", digest, "image/jpeg"],
    ]
    assert copy == places.copy(photo.derivatives.get().sha256).read_bytes()
    assert b"Camera 7" not in copy
    page = Client().get(f"{PUBLIC}1/").content.decode()
    assert digest in page
    assert "evidence/index.csv tells for each fact" in page
    assert "telling name" not in page + str(release.report)


def test_copies_stay_inside_unless_somebody_asks_for_them(case: Case, photo: Evidence, editor: User) -> None:
    release = built(case, editor)
    assert paths(release) == []
    assert "copies" not in release.report
    page = browser(editor).get(page_of(case)).content.decode()
    assert "Copies of evidence that were checked for publication" in page
    assert 'name="evidence" checked' not in page


def test_publication_is_written_down_in_custody_and_in_the_log(
    case: Case, photo: Evidence, editor: User, reviewer: User
) -> None:
    release = built_with(case, editor)
    for name, by in (("propose", editor), ("approve", reviewer)):
        step(case, release, name, by)
        assert not photo.custody.filter(step="published").exists()
    step(case, release, "publish", editor)
    row = photo.custody.get(step="published")
    assert (row.by, row.note) == (editor, "release 1, evidence/001.jpg")
    assert AuditEvent.objects.filter(verb="evidence.publish", object=photo.uid).count() == 1
    page = browser(reviewer).get(f"/en/case/{case.slug}/evidence/{photo.uid}/").content.decode()
    assert "copy without metadata published" in page


def test_a_publication_that_fails_is_in_no_custody_log(
    case: Case, photo: Evidence, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = step(case, step(case, built_with(case, editor), "propose", editor), "approve", reviewer)

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("saylau.server.publish.steps.os.rename", full)
    step(case, release, "publish", editor, 507)
    assert release.state == "approved"
    assert not photo.custody.filter(step="published").exists()
    assert not AuditEvent.objects.filter(verb="evidence.publish").exists()


def test_what_nobody_checked_and_what_supports_nothing_that_is_shown_stays_behind(
    case: Case, gathering: Fact, analyst: User, editor: User, reviewer: User, documenter: User
) -> None:
    unchecked = looked_at(analyst, case, b"words of one\n")
    add_passage(analyst, unchecked, gathering, WHOLE, "")
    make_derivative(editor, unchecked)
    waiting = looked_at(analyst, case, b"words of two\n")
    add_passage(analyst, waiting, entered(documenter, case, "event", EVENT, id="gathering-2"), WHOLE, "")
    checked(waiting, editor, reviewer)
    checked(looked_at(analyst, case, b"words of three\n"), editor, reviewer)
    release = built_with(case, editor)
    assert paths(release) == ["evidence/index.csv"]
    assert release.report["copies_left"] == {"kept_back": 0, "changed": 0, "unchecked": 1}
    page = browser(reviewer).get(page_of(case, release)).content.decode()
    assert "0 checked copies go along." in page
    assert "1 file stays behind, since no copy of it was checked for publication." in page


@pytest.mark.parametrize("waits", [False, True])
def test_a_file_that_also_supports_a_fact_that_is_kept_back_stays_behind(
    case: Case, photo: Evidence, documenter: User, reviewer: User, analyst: User, editor: User, waits: bool
) -> None:
    cells = EVENT | {"id": "walk-3", "name": "A walk home", "display": "withheld"}
    hidden = entered(documenter, case, "event", cells)
    if not waits:
        step_fact(reviewer, hidden, "accept", hidden.revision)
    add_passage(analyst, photo, hidden, WHOLE, "")
    release = built_with(case, editor)
    assert paths(release) == ["evidence/index.csv"]
    assert release.report["copies_left"]["kept_back"] == 1


def test_a_paper_with_a_number_that_is_shown_as_a_bound_stays_behind(
    case: Case, documenter: User, reviewer: User, analyst: User, editor: User
) -> None:
    """Fewer than three people are printed as `fewer than 3` (casework, small counts): the paper says how many."""
    few = accepted(documenter, reviewer, case, "tally", TALLY | {"number": "2"})
    many = accepted(documenter, reviewer, case, "tally", TALLY | {"id": "detained-2", "during": "2030-05-09"})
    first, second, third = (looked_at(analyst, case, b"a paper %d\n" % number) for number in range(3))
    for item, fact in ((first, few), (second, few), (second, many), (third, many)):
        add_passage(analyst, item, fact, "row 1", "")
    for item in (first, second, third):
        checked(item, editor, reviewer)
    release = built_with(case, editor)
    assert [one["of"] for one in release.report["copies"]] == [third.uid]
    assert release.report["copies_left"]["kept_back"] == 1


def test_a_restricted_file_never_leaves(case: Case, photo: Evidence, editor: User, reviewer: User) -> None:
    before = built_with(case, editor)
    step(case, before, "propose", editor)
    step(case, before, "approve", reviewer)
    set_restricted(reviewer, photo, True, "somebody may be known in it")
    step(case, before, "publish", editor, 403)
    page = browser(editor).get(page_of(case, before)).content.decode()
    assert "restricted, or found changed, since this was built: evidence/001.jpg" in page
    assert not photo.custody.filter(step="published").exists()
    assert paths(built_with(case, editor)) == ["evidence/index.csv"]


def test_a_file_restricted_in_the_moment_of_publication_does_not_leave(
    case: Case, photo: Evidence, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = step(case, step(case, built_with(case, editor), "propose", editor), "approve", reviewer)
    copied = copy_approved

    def overtaken(*given: Any) -> None:
        copied(*given)
        monkeypatch.setattr(steps, "check_copies", lambda release: None)  # its answer was given before
        set_restricted(reviewer, photo, True, "somebody may be known in it")

    monkeypatch.setattr(steps, "copy_approved", overtaken)
    step(case, release, "publish", editor, 403)
    assert release.state == "approved"
    assert Client().get(f"{PUBLIC}1/files/evidence/001.jpg").status_code == 404


def test_a_copy_that_was_changed_on_the_disk_stops_the_build(case: Case, photo: Evidence, editor: User) -> None:
    path = places.copy(photo.derivatives.get().sha256)
    path.chmod(0o600)
    path.write_bytes(b"other pixels")
    assert "was changed on the server's disk" in refused(case, editor)


def test_a_file_that_is_no_longer_what_was_received_stays_behind(case: Case, photo: Evidence, editor: User) -> None:
    Evidence.objects.filter(pk=photo.pk).update(intact=False)
    assert built_with(case, editor).report["copies_left"]["changed"] == 1


@pytest.mark.parametrize(
    ("make", "name"), [(paper, "evidence/001.pdf"), (lambda words: f"{words}\n".encode(), "evidence/001.txt")]
)
def test_a_name_that_is_kept_back_is_found_in_a_copy_and_not_repeated(
    make: Callable[[str], bytes], name: str, case: Case, gathering: Fact, documenter: User, analyst: User,
    editor: User, reviewer: User,
) -> None:  # fmt: skip
    cells = {"id": "zhol", "name": "Zholbarys Society", "sort": "other", "source": "paper", "display": "withheld"}
    accepted(documenter, reviewer, case, "organisation", cells)
    item = looked_at(analyst, case, make("The Zholbarys Society came too"))
    add_passage(analyst, item, gathering, WHOLE, "")
    checked(item, editor, reviewer)
    told = refused(case, editor)
    assert told.startswith(f"{name}: the text names a person or thing that is withheld")
    assert "Zholbarys" not in told


def test_a_pdf_into_which_nobody_can_look_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(paper("visible words"))
    assert [text.strip() for _, text in said_in("evidence/001.pdf", tmp_path / "paper.pdf")] == ["visible words"]
    with pytest.raises(ReportRefused, match=r"evidence/001\.pdf: nobody can look for names in it"):
        list(said_in("evidence/001.pdf", tmp_path / "paper.pdf", Limits(clock=0.01)))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    with pytest.raises(ReportRefused, match="nobody can look for names in it"):
        look_into("evidence/002.pdf", tmp_path / "broken.pdf", Guard(None))
    with pytest.raises(ReportRefused, match="nobody can look for names in a file of this sort"):
        look_into("evidence/003.mp4", tmp_path / "broken.pdf", Guard(None))


def test_a_copy_of_a_kind_that_nobody_can_read_is_refused(case: Case, photo: Evidence, editor: User) -> None:
    Derivative.objects.update(media_type="video/mp4")
    assert "nobody can look for names in a file of this sort" in refused(case, editor)


def test_of_several_copies_the_one_checked_last_goes_along(
    case: Case, photo: Evidence, editor: User, reviewer: User
) -> None:
    later = checked(photo, editor, reviewer)
    assert [one["copy"] for one in built_with(case, editor).report["copies"]] == [later.uid]


def test_copies_that_came_and_went_are_told_as_differences(
    case: Case, photo: Evidence, gathering: Fact, analyst: User, editor: User, reviewer: User
) -> None:
    first = published(case, editor, reviewer, evidence="on")
    item = looked_at(analyst, case, b"the words of a paper\n")
    add_passage(analyst, item, gathering, "row 1", "")
    checked(item, editor, reviewer)
    set_restricted(reviewer, photo, True, "somebody may be known in it")
    second = published(case, editor, reviewer, evidence="on")
    assert second.report["differences"]["copies"] == {"added": ["evidence/001.txt"], "removed": ["evidence/001.jpg"]}
    page = Client().get(f"{PUBLIC}2/").content.decode()
    assert '<strong>removed</strong> <span class="code">evidence/001.jpg</span>' in page
    browser(reviewer).post(page_of(case, end="compare/"), {"before": first.uid, "after": second.uid})
    assert work_once("w")
    assert (Job.objects.latest("pk").result or {})["differences"]["copies"]["added"] == ["evidence/001.txt"]


def test_a_copy_is_the_same_by_its_bytes_whatever_its_number() -> None:
    before = {"copies": [{"sha256": "a", "path": "evidence/001.txt"}, {"sha256": "b", "path": "evidence/002.txt"}]}
    after = {"copies": [{"sha256": "b", "path": "evidence/001.txt"}]}
    assert copies_changed(before, after) == {"added": [], "removed": ["evidence/001.txt"]}
    assert copies_changed({}, {}) is None


def test_a_recalled_release_takes_its_copies_back(case: Case, photo: Evidence, editor: User, reviewer: User) -> None:
    release = published(case, editor, reviewer, evidence="on")
    step(case, release, "recall", reviewer)
    assert Client().get(f"{PUBLIC}1/files/evidence/001.jpg").status_code == 404


def test_encrypted_copies_go_along_only_with_the_open_vault(
    case: Case, photo: Evidence, editor: User, reviewer: User
) -> None:
    key = make_vault(reviewer, case)
    client = unlocked(reviewer, case, key)
    switch_on(client.session.session_key, reviewer, case)
    work()
    made = photo.derivatives.get()
    assert (made.sha256, bool(made.kept_as)) == ("", True)
    keeper.close_case(case)
    told = refused(case, editor)
    assert "Unlock the vault and build the release again" in told
    assert built(case, editor).state == "built"
    unlocked(editor, case, key)
    release = built_with(case, editor)
    assert paths(release) == ["evidence/001.jpg", "evidence/index.csv"]
