"""What stands between a case and its release is told before anything is built, and what was chosen can be changed."""

from __future__ import annotations

from django.urls import reverse

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.states import FactState
from saylau.server.store.facts import add_fact, change_fact
from saylau.server.store.models import Case
from tests.server.people import browser, person
from tests.server.releasing import SMALL, built, page_of, step

BODY = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper"}
SIGNED_ONLY = {name: value for name, value in SMALL.items() if name != "unsigned"}


def text(user: User, path: str) -> str:
    answer = browser(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_waits_is_told_with_the_page_on_which_it_is_settled(case: Case, editor: User, reviewer: User) -> None:
    waiting = add_fact(editor, case, "body", BODY, submit=True)
    election = case.facts.get(name="election-2030")
    told = {**election.body, "source": election.source, "name": "Election of the head of state"}
    change_fact(editor, election, told, election.revision)
    page = text(editor, page_of(case))
    assert "2 facts and sources are not accepted as they stand" in page
    assert reverse("facts", args=[case.slug], query={"waiting": "1"}) in page
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    assert f'<a href="{reverse("review", args=[case.slug])}">Review</a></li>' in text(both, page_of(case))
    assert "Before you build" not in text(reviewer, page_of(case)), "who does not prepare releases is not told"
    assert waiting.state == FactState.SUBMITTED


def test_an_election_that_is_not_accepted_stops_it_and_its_page_is_linked(case: Case, editor: User) -> None:
    fact = case.facts.get(name="election-2030")
    assert "without it nothing is built" not in text(editor, page_of(case))
    fact.state = FactState.QUESTIONED
    fact.save()
    page = text(editor, page_of(case))
    assert "without it nothing is built" in page
    assert reverse("review_fact", args=[case.slug, fact.uid]) in page


def test_findings_that_nobody_signed_are_counted(case: Case, editor: User) -> None:
    assert "The checks have not run yet" in text(editor, page_of(case))
    browser(editor).post(reverse("run_checks", args=[case.slug]))
    assert work_once("w")
    page = text(editor, page_of(case))
    assert "findings are not signed: sign them, or allow" in page
    assert "The checks have not run yet" not in page


def test_what_a_failed_build_was_made_of_is_changed_and_built_so(case: Case, editor: User) -> None:
    browser(editor).post(page_of(case, end="begin/"), SIGNED_ONLY)
    assert work_once("w")
    release = case.releases.get()
    error = Job.objects.get().error
    assert "findings are not signed" in error
    assert "review.csv" not in error
    assert "--unsigned" not in error
    assert "Change what it is made of" in text(editor, page_of(case, release))
    wrong = browser(editor).post(page_of(case, release, "build/"), SMALL | {"chosen": "1", "formats": []})
    assert wrong.status_code == 422
    told = SMALL | {"chosen": "1", "title": "Another title"}
    assert browser(editor).post(page_of(case, release, "build/"), told).status_code == 302
    assert work_once("w")
    release.refresh_from_db()
    assert (release.state, release.title, release.options["unsigned"]) == ("built", "Another title", True)
    assert AuditEvent.objects.filter(verb="release.choose", object=release.uid, actor=editor.uid).count() == 1


def test_what_was_built_stays_as_it_was_until_what_was_chosen_since_is_built(case: Case, editor: User) -> None:
    release = built(case, editor)
    told = SIGNED_ONLY | {"chosen": "1", "title": "Another title"}
    assert browser(editor).post(page_of(case, release, "build/"), told).status_code == 302
    assert work_once("w")
    release.refresh_from_db()
    assert (release.state, release.title, release.options["unsigned"]) == ("built", "The assessment", True)
    page = text(editor, page_of(case, release))
    assert 'value="Another title"' in page, "what was chosen stays in the form"
    assert "<h1>1. The assessment</h1>" in page


def test_what_was_proposed_is_not_chosen_anew(case: Case, editor: User, reviewer: User) -> None:
    release = step(case, built(case, editor), "propose", editor)
    for user in (editor, reviewer):
        answer = browser(user).post(page_of(case, release, "build/"), SMALL | {"chosen": "1", "title": "Another"})
        assert answer.status_code == 403
    release.refresh_from_db()
    assert release.title == "The assessment"
    assert "Change what it is made of" not in text(editor, page_of(case, release))


def test_a_proposed_release_names_who_may_approve_it_or_says_that_nobody_may(case: Case) -> None:
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    release = step(case, built(case, both), "propose", both)
    page = text(both, page_of(case, release))
    assert "a reviewer is needed who neither built nor proposed it" in page
    assert reverse("team", args=[case.slug]) in page
    person("second", case, Role.REVIEWER)
    page = text(both, page_of(case, release))
    assert "It waits for one of these reviewers:" in page
    assert "second." in page
    assert "a reviewer is needed" not in page


def test_a_proposed_release_stands_on_the_page_of_the_case_for_whoever_reads_releases(
    case: Case, editor: User, reviewer: User, documenter: User
) -> None:
    overview = reverse("case", args=[case.slug])
    release = built(case, editor)
    assert "For an approval" not in text(reviewer, overview)
    step(case, release, "propose", editor)
    assert f'<a href="{page_of(case, release)}">1. The assessment</a>' in text(reviewer, overview)
    assert "For an approval" not in text(documenter, overview)


def test_why_it_was_sent_back_stands_on_the_draft(case: Case, editor: User, reviewer: User) -> None:
    release = step(case, built(case, editor), "propose", editor)
    step(case, release, "return", reviewer)
    assert "It was sent back: looked over by two people" in text(editor, page_of(case, release))
