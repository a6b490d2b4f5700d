"""Consent on the day of publication: what was taken back since the build stops it, and names the case number alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from saylau.records.folder import read_files
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.assessment import work
from saylau.server.assessment.kept import kept
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish import building, consents, steps
from saylau.server.publish.models import Release
from saylau.server.store.models import Case
from saylau.server.vault.keeper import path_of
from saylau.vault.entries import Entry, NamePart, NameWritten, Withdrawal
from tests.casework.gated_case import STATES, family, identity
from tests.server.conftest import CASE_TOML, FILES
from tests.server.people import browser, confirm, person
from tests.server.releasing import REASON, SMALL, built, page_of, seen, step

TODAY = date.today()
WITH_VAULT = FILES | {
    "case.toml": CASE_TOML + 'vault = "yes"\n',
    "person.csv": "id,name,source,locator,status,display\n"
    + "".join(f"p-000{n},P-000{n},paper,page {n},reviewed,number\n" for n in (1, 2)),
}


class OpenVault:
    """A vault as a release sees it: the entries of its people by case number."""

    def __init__(self, **states: str) -> None:
        self.held = {number: [*identity(number), *STATES[state]] for number, state in _numbers(states)}

    def people(self) -> Mapping[str, Sequence[Entry]]:
        """Case number to entries."""
        return self.held

    def handles(self, series: str) -> tuple[str, ...]:
        """No list of people stands in it."""
        return ()


def _numbers(states: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"P-000{name[-1]}", state) for name, state in states.items()]


@pytest.fixture
def case(db: None) -> Case:
    read = read_files({name: text.encode() for name, text in WITH_VAULT.items()})
    return open_as_new_case(None, read)


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> OpenVault:
    """A vault that everybody holds open: one person agreed to be shown under a number, one to be counted."""
    held = OpenVault(p1="number", p2="counted")
    for module in (building, consents):
        monkeypatch.setattr(module, "opened_by", lambda user, case: held)
    return held


def _people(case: Case, release: Release, user: User) -> str:
    response = browser(user).get(page_of(case, release, "files/invented-2030.zip"))
    with ZipFile(BytesIO(b"".join(response))) as package:
        return package.read("person.csv").decode() if "person.csv" in package.namelist() else ""


def _approved(case: Case, editor: User, reviewer: User) -> Release:
    release = built(case, editor)
    step(case, release, "propose", editor)
    return step(case, release, "approve", reviewer)


def test_a_release_shows_whom_the_ledger_lets_out(case: Case, vault: OpenVault, editor: User, reviewer: User) -> None:
    release = _approved(case, editor, reviewer)
    assert release.report["people"] == {"P-0001": [True, True, False], "P-0002": [True, False, False]}
    assert step(case, release, "publish", editor).state == "published"


def test_whoever_agreed_is_named_where_that_is_asked_for(case: Case, vault: OpenVault, editor: User) -> None:
    vault.held["P-0001"] = [*identity("P-0001"), *STATES["name"]]
    assert "Anna" not in _people(case, built(case, editor), editor)
    named = built(case, editor, names="on")
    assert "Anna" in _people(case, named, editor)
    assert named.report["people"]["P-0001"] == [True, True, True]


@pytest.mark.parametrize("number", ["P-0001", "P-0002"])
def test_consent_taken_back_after_the_approval_stops_the_publication(
    number: str, case: Case, vault: OpenVault, editor: User, reviewer: User
) -> None:
    release = _approved(case, editor, reviewer)
    vault.held[number].append(Withdrawal(on=TODAY))
    response = confirm(browser(editor), editor).post(page_of(case, release, "step/publish/"), seen(release))
    page = response.content.decode()
    assert response.status_code == 403
    assert f"since this was built: {number}." in page
    assert "Invented" not in page
    release.refresh_from_db()
    assert release.state == "approved"


def test_somebody_erased_after_the_approval_stops_the_publication(
    case: Case, vault: OpenVault, editor: User, reviewer: User
) -> None:
    release = _approved(case, editor, reviewer)
    del vault.held["P-0001"]
    assert step(case, release, "publish", editor, 403).state == "approved"


def test_a_release_with_people_is_not_published_while_the_vault_is_shut(
    case: Case, vault: OpenVault, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = _approved(case, editor, reviewer)
    monkeypatch.setattr(consents, "opened_by", lambda user, case: None)
    response = confirm(browser(editor), editor).post(page_of(case, release, "step/publish/"), seen(release))
    assert response.status_code == 423
    assert "Open the vault, then publish" in response.content.decode()
    release.refresh_from_db()
    assert release.state == "approved"


def test_while_the_vault_is_shut_a_release_is_built_without_people(case: Case, editor: User, reviewer: User) -> None:
    release = _approved(case, editor, reviewer)
    assert "P-000" not in _people(case, release, editor)
    page = browser(editor).get(page_of(case, release)).content.decode()
    assert "every private person was left out before anything was counted" in page
    assert step(case, release, "publish", editor).state == "published"


def test_findings_say_that_the_vault_was_shut(case: Case) -> None:
    analyst = person("analyst-of-it", case, Role.ANALYST)
    browser(analyst).post("/en/case/invented-2030/findings/run/")
    assert work_once("w")
    assert Job.objects.get().state == "done", Job.objects.get().error
    page = browser(analyst).get("/en/case/invented-2030/findings/").content.decode()
    assert "2 private people were left out before anything was counted" in page


def test_findings_computed_with_an_open_vault_are_old_once_it_is_written_and_on_the_next_day(
    case: Case, vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "opened_by", lambda user, case: vault)
    analyst = person("analyst-of-it", case, Role.ANALYST)
    browser(analyst).post("/en/case/invented-2030/findings/run/")
    assert work_once("w")
    assert Job.objects.get().state == "done", Job.objects.get().error
    found = kept(case, "en")
    assert found is not None
    assert found.asked == {"asked": "ledger", "day": TODAY.isoformat(), "left_out": 0, "written": None}
    assert not found.stale(case)
    yesterday = replace(found, asked={**found.asked, "day": (TODAY - timedelta(days=1)).isoformat()})
    assert yesterday.stale(case)
    path_of(case).parent.mkdir(parents=True)
    path_of(case).write_bytes(b"a vault that was written since")
    assert found.stale(case)


def test_a_name_in_the_title_stops_the_build_where_the_vault_is_open(
    case: Case, vault: OpenVault, editor: User
) -> None:
    told = SMALL | {"title": f"What {family('P-0001')} saw"}
    assert browser(editor).post(page_of(case, end="begin/"), told).status_code == 302
    assert work_once("w")
    job = Job.objects.latest("pk")
    assert (job.state, family("P-0001") in job.error) == ("failed", False)
    assert job.error.startswith("the title of the release: ")


def test_the_reason_of_a_recall_is_shown_once_it_was_looked_over_for_names(
    case: Case, vault: OpenVault, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "exists", lambda case: True)
    why = {"reason": f"a word about {family('P-0001')} stands in it"}
    shown = {}
    for opened in (True, False):
        monkeypatch.setattr(steps, "opened_by", lambda user, case, opened=opened: vault if opened else None)
        release = step(case, _approved(case, editor, reviewer), "publish", editor)
        answer = browser(reviewer).post(page_of(case, release, "step/recall/"), seen(release) | why)
        assert answer.status_code == (400 if opened else 302)
        if opened:
            step(case, release, "recall", reviewer)
        public = Client().get(f"/en/public/{case.slug}/{release.number}/")
        assert public.status_code == 410
        shown[opened] = public.content.decode()
    assert REASON["reason"] in shown[True]
    assert family("P-0001") not in shown[False]


def test_an_earlier_release_that_would_not_pass_today_is_recalled_first(
    case: Case, vault: OpenVault, editor: User, reviewer: User
) -> None:
    case.parts.create(name="text/summary.en.md", content=b"A witness, Dana Newcomerova, was there.", changed_by=editor)
    first = step(case, _approved(case, editor, reviewer), "publish", editor)
    case.parts.update(content=b"Somebody was there.")
    Case.objects.filter(pk=case.pk).update(version=99)
    vault.held["P-0001"].append(NameWritten(on=TODAY, text="Newcomerova", part=NamePart.FAMILY))
    assert browser(editor).post(page_of(case, end="begin/"), SMALL).status_code == 302
    assert work_once("w")
    job = Job.objects.latest("pk")
    assert job.error.startswith(
        "the release before, number 1, is public and would not be published today: text/summary"
    )
    step(case, first, "recall", reviewer)
    assert built(case, editor).state == "built"
