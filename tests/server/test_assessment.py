"""The assessment of a case on the server: computed in the background, shown with its version, signed by two people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from rich.tree import Tree

from saylau.assessment.assess import Assessment, assess
from saylau.cli.explain import explanation_tree
from saylau.records.locate import open_case
from saylau.report.letters import Reply
from saylau.report.words import words_for
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.assessment.kept import kept
from saylau.server.assessment.let_in import let_in
from saylau.server.assessment.letters import filled
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.store.facts import add_fact, cells_of, change_fact
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.values import Truth
from tests.server.people import browser, person

KZ = "kazakhstan-2019"
FINDING = "calendar.early_poll_deadline:case"
PAGES = ("findings/", f"findings/{FINDING}/", "contradictions/", "questions/", "text/")


@pytest.fixture
def bundled(db: None) -> Case:
    return open_as_new_case(None, open_case("kazakhstan-2019"))


@pytest.fixture
def bundled_team(bundled: Case) -> dict[str, User]:
    return {str(role): person(f"{role}-of-it", bundled, role) for role in Role}


@pytest.fixture
def team(documenter: User, lawyer: User, analyst: User, editor: User, reviewer: User) -> dict[str, User]:
    return {user.username: user for user in (documenter, lawyer, analyst, editor, reviewer)}


@pytest.fixture
def small(case: Case, analyst: User) -> Case:
    """The invented case, computed."""
    browser(analyst).post("/en/case/invented-2030/findings/run/")
    assert work_once("w")
    assert Job.objects.get().state == "done", Job.objects.get().error
    return case


@pytest.fixture
def computed(bundled: Case, bundled_team: dict[str, User]) -> Case:
    response = browser(bundled_team["analyst"]).post("/en/case/kazakhstan-2019/findings/run/")
    assert response.status_code == 302
    assert work_once("w")
    assert Job.objects.get().state == "done", Job.objects.get().error
    return bundled


def _get(user: User, path: str, language: str = "en", slug: str = "invented-2030") -> str:
    response = browser(user).get(f"/{language}/case/{slug}/{path}")
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def test_before_anything_was_computed_the_page_offers_to_run_the_checks(case: Case, analyst: User) -> None:
    page = browser(analyst).get("/en/case/invented-2030/findings/").content.decode()
    assert "Nothing was computed yet" in page
    assert "/en/case/invented-2030/findings/run/" in page


def test_the_same_run_is_not_asked_for_twice(case: Case, analyst: User) -> None:
    for _ in range(2):
        browser(analyst).post("/en/case/invented-2030/findings/run/")
    assert Job.objects.count() == 1


def test_the_pages_show_what_the_commands_print(computed: Case, bundled_team: dict[str, User]) -> None:
    read = open_case("kazakhstan-2019")
    assessment, found, editor = assess(read), kept(computed, "en"), bundled_team["editor"]
    assert found is not None
    assert list(found.findings) == [finding.id for finding in assessment.findings]
    pages = "".join(_get(editor, f"findings/?page={n}", slug=KZ) for n in range(1, 9))
    assert [name for name in found.findings if f">{name}<" not in pages] == []
    for name in (FINDING, "finance.cap_use:tokayev"):
        page = _words(_get(editor, f"findings/{name}/", slug=KZ))
        missing = [said for said in _printed(assessment, name) if said.casefold() not in page.casefold()]
        assert missing == []
    for language in ("ru", "kk"):
        said = words_for(language, read).text(assessment.finding(FINDING).message)
        assert said in _get(editor, f"findings/{FINDING}/", language, slug=KZ)
    page = _get(editor, "contradictions/", slug=KZ)
    assert all(text in page for text in ("voters-2019-06-09.second", "11,960,364", "11,947,995"))


def _words(text: str) -> str:
    return re.sub(r"[\s:.,;→()\[\]]+", " ", re.sub(r"<[^>]+>", " ", text))


def _printed(assessment: Assessment, finding: str) -> list[str]:
    """What `saylau explain` prints of a finding, piece by piece, without the labels before them."""
    tree = explanation_tree(assessment, assessment.finding(finding), words_for("en", assessment.case))
    labels = ("reading ", "rule", "indication", "facts", "context", "numbers", "held back", finding)
    lines = [line for line in _lines(tree) if not line.startswith(labels) and " confidence" not in line]
    pieces = (_words(piece).strip() for line in lines for piece in re.split(r" = |: |; |\(|\)", line))
    return [piece for piece in pieces if piece]


def _lines(tree: Tree) -> list[str]:
    label = re.sub(r"\[/?(dim|bold)\]", "", str(tree.label)).replace("\\[", "[")
    return [label, *(line for below in tree.children for line in _lines(below))]


def test_filters_stand_in_the_address_and_their_counts_are_true(small: Case, team: dict[str, User]) -> None:
    found = kept(small, "en")
    assert found is not None
    unknown = [f for f in found.findings.values() if f["outcome"] == "unknown" and f["area"] == "FA"]
    page = _get(team["editor"], "findings/?area=FA&outcome=unknown")
    assert page.count('<th scope="row">') == min(len(unknown), 50)
    assert f"{len(unknown)} of {len(found.findings)} findings" in page
    assert f"information missing ({len(unknown)})" in page
    assert "No finding passes these filters" in _get(team["editor"], "findings/?area=FA&outcome=nothing")


def test_a_page_says_when_the_case_changed_since(small: Case, team: dict[str, User]) -> None:
    assert "The case changed since" not in _get(team["analyst"], "findings/")
    cells = {"id": "later", "title": "A later paper", "grade": "B", "interest": "media"}
    add_fact(team["analyst"], small, "source", cells, submit=True)
    assert "The case changed since" in _get(team["analyst"], "findings/")


def test_two_people_sign_a_finding_and_it_is_counted_as_reviewed(small: Case, team: dict[str, User]) -> None:
    path = f"/en/case/invented-2030/findings/{FINDING}/"
    found = kept(small, "en")
    assert found is not None
    seen = found.findings[FINDING]["hash"]
    signed = {"decision": "approved", "note": "", "seen": seen}
    assert browser(team["analyst"]).post(f"{path}sign/", signed).status_code == 403
    assert browser(team["editor"]).post(f"{path}sign/", signed).status_code == 302
    made = small.signatures.get()
    countersign = f"/en/case/invented-2030/conclusions/{made.uid}/countersign/"
    assert browser(team["editor"]).post(countersign).status_code == 403
    assert "You signed it" in _get(team["editor"], f"findings/{FINDING}/")
    assert browser(team["reviewer"]).post(countersign).status_code == 302
    page = _get(team["analyst"], "findings/?review=reviewed")
    assert FINDING in page
    assert "1 of" in page
    assert "The case changed since" not in page, "a signature alone changes nothing that was found"
    assert assess(read_case(small)).states[FINDING].signed


def test_nobody_signs_what_was_computed_from_an_earlier_version(small: Case, team: dict[str, User]) -> None:
    found = kept(small, "en")
    assert found is not None
    cells = {"id": "later", "title": "A later paper", "grade": "B", "interest": "media"}
    add_fact(team["analyst"], small, "source", cells, submit=True)
    signed = {"decision": "approved", "note": "", "seen": found.findings[FINDING]["hash"]}
    path = f"/en/case/invented-2030/findings/{FINDING}/sign/"
    assert browser(team["editor"]).post(path, signed).status_code == 409
    assert small.signatures.count() == 0


def test_a_conclusion_that_changes_the_outcome_needs_words(small: Case, team: dict[str, User]) -> None:
    found = kept(small, "en")
    assert found is not None
    told = {"decision": "changed", "note": "no", "seen": found.findings[FINDING]["hash"]}
    response = browser(team["editor"]).post(f"/en/case/invented-2030/findings/{FINDING}/sign/", told)
    assert response.status_code == 422
    assert "in your own words" in response.content.decode()


def test_a_letter_is_downloaded_with_address_and_day(small: Case, team: dict[str, User]) -> None:
    found = kept(small, "en")
    assert found is not None
    first = found.told["letters"]["letters"][0]
    path = f"/en/case/invented-2030/questions/{first['file']}"
    response = browser(team["editor"]).get(path, {"reply_to": "mission@example.org", "by": "2019-08-30"})
    text = response.content.decode()
    assert response.headers["Content-Disposition"] == f'attachment; filename="{first["file"]}"'
    assert "Reply to: mission@example.org" in text
    assert "Reply by: 30 August 2019" in text
    assert browser(team["editor"]).get(path).content.decode() == first["text"] + "\n"
    assert browser(team["editor"]).get(path, {"by": "soon"}).status_code == 404


def test_the_day_of_a_reply_is_written_in_the_language_of_the_letter() -> None:
    words = words_for("ru", lambda thing, spoken: thing)
    empty = words.say("Reply by: {day}", day=Reply().said_day())
    letter = filled(f"one\n{empty}\nlast", "ru", "", date(2019, 8, 30)).split("\n")
    assert (letter[0], letter[2]) == ("one", "last")
    assert "30 августа 2019" in letter[1].replace("\xa0", " ")


def test_a_case_that_cannot_be_read_shows_every_problem(case: Case, analyst: User) -> None:
    case.parts.create(name="text/nonsense.en.md", content=b"words")
    browser(analyst).post("/en/case/invented-2030/findings/run/")
    assert work_once("w")
    page = browser(analyst).get("/en/case/invented-2030/findings/").content.decode()
    assert "The case cannot be read as it is" in page
    assert "no chapter of that name" in page


def test_a_case_whose_vault_is_not_open_is_assessed_without_people() -> None:
    case = open_case("kazakhstan-2019")
    locked = replace(case, info=case.info.model_copy(update={"vault": Truth.YES}))
    let = let_in(locked, None, date(2026, 11, 22))
    assert let.cleared is not None
    assert let.told["asked"] == "nobody"
    assert "p01" not in {fact.id for fact in let.read.facts}


def test_every_page_answers_its_own_people_alone(small: Case, team: dict[str, User], stranger: User) -> None:
    other = Case.objects.create(slug="other", title="Other", info="")
    elsewhere = person("elsewhere", other, *Role)
    for path in PAGES:
        whole = f"/en/case/invented-2030/{path}"
        for role in ("lawyer", "analyst", "editor", "reviewer"):
            assert browser(team[role]).get(whole).status_code == 200, (role, path)
        for user in (team["documenter"], stranger, elsewhere):
            assert browser(user).get(whole).status_code == 404, (user.username, path)
        assert Client().get(whole).status_code == 302
    for user in (team["documenter"], stranger, elsewhere):
        assert browser(user).post("/en/case/invented-2030/findings/run/").status_code == 404


def test_the_pages_ask_little_of_the_database(
    small: Case, team: dict[str, User], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(team["analyst"])
    client.get("/en/case/invented-2030/")
    for path in PAGES:
        with django_assert_max_num_queries(12):
            client.get(f"/en/case/invented-2030/{path}")


def test_a_finding_says_that_a_fact_behind_it_is_under_change(small: Case, team: dict[str, User]) -> None:
    found = kept(small, "en")
    assert found is not None
    path = next(f"findings/{name}/" for name, told in found.findings.items() if "election-2030" in told["facts"])
    assert "under change" not in _get(team["reviewer"], path)
    fact = small.facts.get(name="election-2030")
    change_fact(team["analyst"], fact, cells_of(fact) | {"early": "yes"}, fact.revision)
    assert "It rests on a fact under change" in _get(team["reviewer"], path)
