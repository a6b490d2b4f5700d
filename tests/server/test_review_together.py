"""Many facts accepted at once: counted beforehand, each by the rule of two people, with its own event."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.review import at_once
from saylau.server.review.at_once import FEW, accept_many, gathered
from saylau.server.review.policies import not_written_by, writers_of
from saylau.server.states import FactState
from saylau.server.store.facts import add_fact, change_fact, step_fact
from saylau.server.store.models import SOURCE, Case, Fact
from tests.server.people import browser, person

CELLS = {"sort": "other", "source": "paper", "locator": "page 2"}
HOW = "each row compared with the printed page"


def body(by: User, case: Case, name: str, **cells: str) -> Fact:
    return add_fact(by, case, "body", CELLS | {"id": name, "name": f"The {name}"} | cells, submit=True)


def bodies(by: User, case: Case, number: int) -> list[Fact]:
    return [body(by, case, f"body-{n}") for n in range(number)]


def address(case: Case, **asked: str) -> str:
    return reverse("accept_together", args=[case.slug], query=asked or None)


def confirmed(user: User, case: Case, reason: str = "", **asked: str) -> Any:
    """The page that tells what would be accepted, and the answer to a yes on it."""
    client = browser(user)
    page = client.get(address(case, **asked))
    assert page.status_code == 200
    told = dict(re.findall(r'name="(query|seen|number)" value="([^"]*)"', page.content.decode()))
    told["query"] = told["query"].replace("&amp;", "&")
    return page.content.decode(), client.post(address(case), told | {"reason": reason}, follow=True)


def states(case: Case) -> dict[str, str]:
    return dict(case.facts.filter(kind="body").values_list("name", "state"))


def test_all_that_fits_the_filters_is_told_and_accepted_and_nothing_else(
    case: Case, analyst: User, reviewer: User
) -> None:
    for name in ("senate", "house"):
        body(analyst, case, name)
    body(analyst, case, "court", source="law-2030")
    page, answer = confirmed(reviewer, case, source="paper")
    assert "You accept 2 facts" in page
    assert "from 1 source." in page
    assert "2 were accepted." in answer.content.decode()
    assert states(case) == {"senate": "accepted", "house": "accepted", "court": "submitted"}
    accepted = AuditEvent.objects.filter(verb="fact.accept", actor=reviewer.uid)
    assert sorted(accepted.values_list("object", flat=True)) == sorted(
        case.facts.filter(name__in=("senate", "house")).values_list("uid", flat=True)
    )


def test_what_one_wrote_oneself_is_told_and_stays(case: Case, analyst: User) -> None:
    both = person("both", case, Role.ANALYST, Role.REVIEWER)
    body(analyst, case, "senate")
    body(both, case, "house")
    changed = body(analyst, case, "court")
    change_fact(both, changed, CELLS | {"name": "The high court"}, changed.revision)
    page, _answer = confirmed(both, case)
    assert "You accept 1 fact" in page
    assert "2 more were written by you: they stay, and wait for another person." in page
    assert states(case) == {"senate": "accepted", "house": "submitted", "court": "submitted"}


def test_a_page_of_the_queue_is_accepted_without_the_rest(case: Case, analyst: User, reviewer: User) -> None:
    bodies(analyst, case, FEW + 3)
    page, answer = confirmed(reviewer, case, page="2", shown="1")
    assert "You accept 3 facts" in page
    assert "3 were accepted." in answer.content.decode()
    assert sorted(states(case).values()).count("accepted") == 3


def test_more_than_a_page_is_accepted_in_the_background_with_a_word_on_how_they_were_read(
    case: Case, analyst: User, reviewer: User
) -> None:
    facts = bodies(analyst, case, FEW + 1)
    _page, answer = confirmed(reviewer, case, reason="read")
    assert answer.status_code == 422
    assert "Write a reason of at least 10 characters." in answer.content.decode()
    assert not Job.objects.exists()
    _page, answer = confirmed(reviewer, case, reason=HOW)
    assert set(states(case).values()) == {"submitted"}
    # Changed after the yes: not what was looked over any more.
    change_fact(analyst, facts[0], CELLS | {"name": "Another"}, 1)
    assert work_once("w")
    job = Job.objects.get()
    assert job.state == "done", job.error
    assert list(states(case).values()).count("accepted") == FEW
    shown = browser(reviewer).get(reverse("accepted_together", args=[case.slug, job.uid])).content.decode()
    assert f"{FEW} were accepted." in shown
    assert "1 was not accepted" in shown
    assert HOW in shown
    last = case.facts.get(name="body-1").revisions.latest("number")
    assert (last.step, last.by, last.reason) == ("accept", reviewer, HOW)
    assert AuditEvent.objects.filter(verb="fact.accept").count() == FEW


def test_what_arrived_after_the_page_was_made_is_not_accepted_unseen(case: Case, analyst: User, reviewer: User) -> None:
    body(analyst, case, "senate")
    client = browser(reviewer)
    page = client.get(address(case)).content.decode()
    told = dict(re.findall(r'name="(query|seen|number)" value="([^"]*)"', page))
    body(analyst, case, "house")
    assert "1 was accepted." in client.post(address(case), told, follow=True).content.decode()
    assert states(case) == {"senate": "accepted", "house": "submitted"}


@pytest.mark.parametrize("told", [{"number": "7"}, {"number": ""}, {"number": "x", "seen": "9999-99-99T00:00"}])
def test_numbers_that_are_not_those_of_now_are_shown_anew_and_nothing_is_accepted(
    case: Case, analyst: User, reviewer: User, told: dict[str, str]
) -> None:
    body(analyst, case, "senate")
    answer = browser(reviewer).post(address(case), {"seen": timezone.now().isoformat()} | told)
    assert answer.status_code == 409
    assert "Others worked on these meanwhile" in answer.content.decode()
    assert states(case) == {"senate": "submitted"}


def test_a_whole_import_is_accepted_and_facts_beside_it_stay(case: Case, analyst: User, reviewer: User) -> None:
    came, other = body(analyst, case, "senate"), body(analyst, case, "house")
    brought = Import.objects.create(
        case=case, name="list.csv", sha256="0" * 64, state="applied", by=analyst, facts={came.uid: 1},
        applied_at=timezone.now(),
    )  # fmt: skip
    shown = browser(reviewer).get(reverse("review", args=[case.slug], query={"came": brought.uid})).content.decode()
    assert "list.csv, analyst" in shown
    assert came.name in shown
    assert f'<span class="muted code">{other.name}</span>' not in shown
    confirmed(reviewer, case, came=brought.uid)
    assert states(case) == {"senate": "accepted", "house": "submitted"}


def test_facts_of_sources_that_are_not_accepted_are_told_of(case: Case, analyst: User, reviewer: User) -> None:
    source = {"id": "late", "title": "A paper", "grade": "B", "interest": "media"}
    add_fact(analyst, case, SOURCE, source, submit=True)
    body(analyst, case, "senate", source="late")
    page, _answer = confirmed(reviewer, case, kind="body")
    assert "1 of these facts stands in a source that is not accepted yet." in page
    body(analyst, case, "house", source="late")
    page, _answer = confirmed(reviewer, case)
    assert "And 1 source itself." in page
    assert "not accepted yet" not in page


def test_nothing_to_accept_leads_back_to_the_queue(case: Case, reviewer: User) -> None:
    answer = browser(reviewer).get(address(case), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("review", args=[case.slug])
    assert "Nothing that waits here is for you to accept." in answer.content.decode()


def test_the_page_is_for_reviewers(case: Case, analyst: User, editor: User, stranger: User) -> None:
    body(analyst, case, "senate")
    for user in (analyst, editor, stranger):
        assert browser(user).get(address(case)).status_code == 404
        assert browser(user).post(address(case), {"number": "1"}).status_code == 404
    assert states(case) == {"senate": "submitted"}


def test_whoever_loses_the_role_meanwhile_accepts_nothing_more(
    case: Case, analyst: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_once, "_GROUP", 2)
    bodies(analyst, case, FEW + 1)
    confirmed(reviewer, case, reason=HOW)
    job = Job.objects.select_related("by", "case").get()

    def tell(message: str, step: int = 0, steps: int = 0) -> None:
        if step == 4:
            Membership.objects.filter(user=reviewer, role=Role.REVIEWER).delete()

    with pytest.raises(Exception, match="your roles in this case do not include it"):
        accept_many(job, tell)  # type: ignore[arg-type]
    assert list(states(case).values()).count("accepted") == 4


def test_a_job_that_was_cut_off_goes_on_where_it_was(case: Case, analyst: User, reviewer: User) -> None:
    facts = bodies(analyst, case, FEW + 1)
    confirmed(reviewer, case, reason=HOW)
    step_fact(reviewer, facts[0], "accept", 1)
    job = Job.objects.select_related("by", "case").get()
    for _ in range(2):
        told = accept_many(job, lambda message, step=0, steps=0: None)  # type: ignore[arg-type]
        assert (told["accepted"], told["left"]) == (FEW + 1, 0)
    assert AuditEvent.objects.filter(verb="fact.accept").count() == FEW + 1


def test_whose_words_they_are_is_the_same_asked_of_the_database_and_of_one_fact(
    case: Case, analyst: User, reviewer: User
) -> None:
    """Each way in which a fact becomes somebody's: entered, changed, changed and accepted, a change sent back."""
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    entered, changed, accepted, proposed, sent_back = bodies(analyst, case, 5)
    change_fact(both, changed, CELLS | {"name": "Changed"}, 1)
    change_fact(both, accepted, CELLS | {"name": "Changed"}, 1)
    step_fact(reviewer, accepted, "accept", 2)
    for fact in (proposed, sent_back):
        step_fact(reviewer, fact, "accept", 1)
        change_fact(both, fact, CELLS | {"name": "Changed"}, 2)
    step_fact(reviewer, sent_back, "return", 3, "not so in the source")
    own = body(both, case, "own")
    for user in (analyst, both, reviewer):
        kept = set(not_written_by(user, case.facts.filter(kind="body")))
        assert kept == {fact for fact in case.facts.filter(kind="body") if user.pk not in writers_of(fact)}
    assert set(not_written_by(both, case.facts.filter(kind="body"))) == {entered, accepted, sent_back}
    assert own.state == FactState.SUBMITTED


def test_the_numbers_of_many_ask_little_of_the_database(
    case: Case, analyst: User, reviewer: User, django_assert_max_num_queries: Any
) -> None:
    bodies(analyst, case, 60)
    with django_assert_max_num_queries(4):
        many = gathered(reviewer, case, case.facts.filter(state=FactState.SUBMITTED))
    assert (len(many.pairs), many.facts, many.sources, many.own) == (60, 60, 1, 0)
    client = browser(reviewer)
    for path in (address(case), reverse("review", args=[case.slug])):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)
