"""The pages of the review: what waits, the claim beside its source, and steps by a second person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.states import FactState
from saylau.server.store.facts import add_fact, change_fact
from saylau.server.store.models import SOURCE, Case, Fact
from tests.server.people import browser, person

BODY = {
    "id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2, column 1",
    "quote": "The upper chamber met.",
}  # fmt: skip
REASON = "the page number is wrong"


def body(by: User, case: Case, name: str = "senate", *, submit: bool = True) -> Fact:
    return add_fact(by, case, "body", BODY | {"id": name, "name": f"The {name}"}, submit=submit)


def queue(case: Case, **asked: str) -> str:
    return reverse("review", args=[case.slug], query=asked or None)


def page(fact: Fact) -> str:
    return reverse("review_fact", args=[fact.case.slug, fact.uid])


def post(client: Client, fact: Fact, step: str, **told: Any) -> Any:
    told = {"step": step, "revision": fact.revision} | told
    return client.post(reverse("take_step", args=[fact.case.slug, fact.uid]), told)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_submitted_waits_in_the_queue_and_drafts_do_not(case: Case, analyst: User, reviewer: User) -> None:
    body(analyst, case)
    body(analyst, case, "house", submit=False)
    shown = text(browser(reviewer), queue(case))
    assert "The senate" in shown
    assert "The house" not in shown


def test_the_claim_stands_beside_the_passage_of_its_source(case: Case, analyst: User, reviewer: User) -> None:
    shown = text(browser(reviewer), page(body(analyst, case)))
    for words in ("The senate", "A newspaper", "page 2, column 1", "The upper chamber met."):
        assert words in shown


def test_a_change_shows_what_is_in_force_and_what_is_proposed(case: Case, analyst: User, reviewer: User) -> None:
    election = case.facts.get(name="election-2030")
    told = {**election.body, "source": election.source, "name": "Election of the head of state"}
    changed = change_fact(analyst, election, told, election.revision)
    shown = text(browser(reviewer), page(changed))
    assert "<del>Election of the president</del>" in shown
    assert "<ins>Election of the head of state</ins>" in shown
    assert "change" in text(browser(reviewer), queue(case, what="change"))
    assert "Nothing that waits fits" in text(browser(reviewer), queue(case, what="new"))


def test_the_queue_is_narrowed_by_kind_author_and_age(case: Case, analyst: User, editor: User, reviewer: User) -> None:
    old, new = body(analyst, case), body(editor, case, "house")
    Fact.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=8))
    client = browser(reviewer)
    for asked, waits, not_here in (
        ({"kind": "body"}, "The senate", "The court"),
        ({"author": analyst.uid}, "The senate", "The house"),
        ({"author": editor.uid}, "The house", "The senate"),
        ({"age": "7"}, "The senate", "The house"),
    ):
        shown = text(client, queue(case, **asked))
        assert waits in shown
        assert not_here not in shown
    assert new.name not in text(client, queue(case, kind="office"))


def test_a_reviewer_accepts_and_comes_to_the_next_one(case: Case, analyst: User, reviewer: User) -> None:
    first, second = body(analyst, case), body(analyst, case, "house")
    answer = post(browser(reviewer), first, "accept", queue="1", query="?kind=body")
    assert answer.status_code == 302
    assert answer.headers["Location"] == page(second) + "?kind=body"
    first.refresh_from_db()
    assert first.state == FactState.ACCEPTED
    answer = post(browser(reviewer), second, "accept", queue="1")
    assert answer.headers["Location"] == queue(case)


def test_sending_back_asks_for_a_reason_and_keeps_what_was_typed(case: Case, analyst: User, reviewer: User) -> None:
    fact = body(analyst, case)
    answer = post(browser(reviewer), fact, "return", reason="no")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Write a reason of at least 10 characters." in shown
    assert ">no</textarea>" in shown
    answer = post(browser(reviewer), fact, "return", reason=REASON)
    assert answer.status_code == 302
    fact.refresh_from_db()
    assert fact.state == FactState.RETURNED
    assert REASON in text(browser(analyst), page(fact))


def test_whoever_wrote_it_sees_the_button_disabled_and_why(case: Case) -> None:
    both = person("both", case, Role.ANALYST, Role.REVIEWER)
    fact = body(both, case)
    shown = text(browser(both), page(fact))
    assert 'disabled aria-describedby="why-accept"' in shown
    assert "You wrote this; another person accepts it." in shown
    answer = post(browser(both), fact, "accept")
    assert answer.status_code == 403
    assert "You wrote this; another person accepts it." in answer.content.decode()
    fact.refresh_from_db()
    assert (fact.state, fact.revision) == (FactState.SUBMITTED, 1)


def test_a_step_on_a_page_that_was_overtaken_is_not_taken(case: Case, analyst: User, reviewer: User) -> None:
    fact = body(analyst, case)
    change_fact(analyst, fact, BODY | {"name": "The upper house"}, fact.revision)
    answer = post(browser(reviewer), fact, "accept")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Somebody else changed this fact" in shown
    assert "The upper house" in shown
    fact.refresh_from_db()
    assert fact.state == FactState.SUBMITTED


def test_several_are_accepted_at_once(case: Case, analyst: User, reviewer: User) -> None:
    facts = [body(analyst, case, name) for name in ("senate", "house", "court")]
    chosen = [f"{fact.uid}:{fact.revision}" for fact in facts[:2]]
    answer = browser(reviewer).post(reverse("accept_chosen", args=[case.slug]), {"chosen": chosen}, follow=True)
    assert "2 were accepted." in answer.content.decode()
    assert [case.facts.get(pk=fact.pk).state for fact in facts] == ["accepted", "accepted", "submitted"]


def test_one_of_several_that_was_overtaken_stays_and_the_others_are_accepted(
    case: Case, analyst: User, reviewer: User
) -> None:
    facts = [body(analyst, case, name) for name in ("senate", "house")]
    change_fact(analyst, facts[0], BODY | {"name": "The upper house"}, 1)
    chosen = [f"{fact.uid}:1" for fact in facts]
    answer = browser(reviewer).post(reverse("accept_chosen", args=[case.slug]), {"chosen": chosen}, follow=True)
    shown = answer.content.decode()
    assert "1 was accepted." in shown
    assert "senate was not accepted" in shown


def test_several_of_which_one_is_ones_own_are_refused_together(case: Case, analyst: User) -> None:
    both = person("both", case, Role.ANALYST, Role.REVIEWER)
    facts = [body(analyst, case), body(both, case, "house")]
    chosen = [f"{fact.uid}:{fact.revision}" for fact in facts]
    answer = browser(both).post(reverse("accept_chosen", args=[case.slug]), {"chosen": chosen})
    assert answer.status_code == 403
    assert {case.facts.get(pk=fact.pk).state for fact in facts} == {"submitted"}
    assert ">yours</span>" in text(browser(both), queue(case))


def test_a_queue_of_ones_own_says_who_else_reviews_or_that_nobody_does(case: Case) -> None:
    both = person("both", case, Role.ANALYST, Role.REVIEWER)
    body(both, case)
    shown = text(browser(both), queue(case))
    assert "nobody else reviews in this case" in shown
    assert reverse("team", args=[case.slug]) in shown
    assert "Accept the chosen ones" not in shown
    person("second", case, Role.REVIEWER)
    shown = text(browser(both), queue(case))
    assert "It waits for one of these reviewers: second." in shown
    assert "Accept the chosen ones" in text(browser(User.objects.get(username="second")), queue(case))


def test_what_was_done_is_told_on_the_next_page(case: Case, analyst: User, reviewer: User) -> None:
    client, fact = browser(reviewer), body(analyst, case)
    post(client, fact, "accept", queue="1")
    assert "<p>Accepted: The senate</p>" in text(client, queue(case))


def test_a_fact_of_another_case_is_not_among_those_that_are_accepted(case: Case, reviewer: User) -> None:
    answer = browser(reviewer).post(reverse("accept_chosen", args=[case.slug]), {"chosen": ["01234567:1"]})
    assert answer.status_code == 404


def test_the_keys_can_be_turned_off(case: Case, analyst: User, reviewer: User) -> None:
    client, fact = browser(reviewer), body(analyst, case)
    assert "review.js" in text(client, page(fact))
    client.post(reverse("review_keys", args=[case.slug]), {"keys": "off"})
    shown = text(client, page(fact))
    assert "review.js" not in shown
    assert "<kbd>" not in shown
    client.post(reverse("review_keys", args=[case.slug]), {"keys": "on"})
    assert "review.js" in text(client, page(fact))


def test_a_draft_is_discarded_by_who_wrote_it_and_by_nobody_else(case: Case, analyst: User, editor: User) -> None:
    draft = body(analyst, case, submit=False)
    assert post(browser(editor), draft, "discard").status_code == 404
    assert post(browser(analyst), draft, "discard").status_code == 302
    draft.refresh_from_db()
    assert draft.state == FactState.DISCARDED


def test_the_queue_is_for_reviewers(case: Case, documenter: User, stranger: User, reviewer: User) -> None:
    assert browser(documenter).get(queue(case)).status_code == 404
    assert browser(stranger).get(queue(case)).status_code == 404
    assert Client().get(queue(case)).status_code == 302
    assert ">Review</a>" in text(browser(reviewer), reverse("case", args=[case.slug]))
    assert ">Review</a>" not in text(browser(documenter), reverse("case", args=[case.slug]))


def test_what_is_typed_is_printed_as_typed(case: Case, analyst: User, reviewer: User) -> None:
    fact = add_fact(analyst, case, "body", BODY | {"name": "<script>{{7*7}}", "quote": "<b>x"}, submit=True)
    shown = text(browser(reviewer), page(fact))
    assert "&lt;script&gt;{{7*7}}" in shown
    assert "<b>x" not in shown


def test_the_queue_of_many_is_paged_and_asks_little_of_the_database(
    case: Case, analyst: User, reviewer: User, django_assert_max_num_queries: Any
) -> None:
    body(analyst, case)
    office = {"name": "The speaker", "body": "senate", "source": "paper", "locator": "page 3"}
    facts = [add_fact(analyst, case, "office", {"id": f"office-{n}", **office}, submit=True) for n in range(53)]
    client = browser(reviewer)
    text(client, queue(case))
    with django_assert_max_num_queries(12):
        shown = text(client, queue(case))
    assert shown.count('name="chosen"') == 50
    assert text(client, queue(case, page="2")).count('name="chosen"') == 4
    with django_assert_max_num_queries(12):
        assert "The senate" in text(client, page(facts[7]))


def test_a_source_is_reviewed_as_a_fact_is(case: Case, analyst: User, reviewer: User) -> None:
    told = {"id": "notes", "title": "Notes of an observer", "grade": "B", "interest": "other"}
    source = add_fact(analyst, case, SOURCE, told, submit=True)
    assert "Notes of an observer" in text(browser(reviewer), page(source))
    post(browser(reviewer), source, "accept")
    source.refresh_from_db()
    assert source.state == FactState.ACCEPTED


@pytest.mark.parametrize("asked", ["?page=99999999999", "?page=-1", "?kind=%00", "?age=x&what=y", "?author=%27"])
def test_filters_that_mean_nothing_are_no_error(case: Case, reviewer: User, asked: str) -> None:
    assert browser(reviewer).get(queue(case) + asked).status_code == 200
