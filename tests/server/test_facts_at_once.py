"""Several people entering at once: what was checked before the case was held still holds when the row is written."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from saylau.errors import CaseRefused
from saylau.server.access.models import User
from saylau.server.access.tokens import make_token, offered_to
from saylau.server.store import facts
from saylau.server.store.facts import add_fact, enter_once, step_fact
from saylau.server.store.models import Case, Fact
from tests.server.fact_rows import EVENT

BODY = {"id": "cec", "name": "Central commission", "sort": "commission", "source": "paper", "locator": "article 10"}
OFFICE = {"id": "chair", "name": "Chair", "body": "cec", "source": "paper", "locator": "article 11"}
_alone = facts.alone


def meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> None:
    """Let something happen once, after the next row was checked and before the case is held for it."""

    def held_late(case: Case) -> Case:
        monkeypatch.setattr(facts, "alone", _alone)
        does()
        return _alone(case)

    monkeypatch.setattr(facts, "alone", held_late)


def test_a_thing_that_is_withdrawn_meanwhile_is_not_referred_to(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = add_fact(analyst, case, "body", BODY, submit=True)
    case.refresh_from_db()
    meanwhile(monkeypatch, lambda: step_fact(analyst, body, "withdraw", body.revision, "entered by mistake"))
    with pytest.raises(CaseRefused, match="every claim about this thing was withdrawn"):
        add_fact(analyst, case, "office", OFFICE, submit=True)


def test_a_source_that_is_withdrawn_meanwhile_is_not_named(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = {"id": "ledger", "title": "A ledger", "grade": "B", "interest": "media"}
    source = add_fact(analyst, case, "source", ledger, submit=True)
    case.refresh_from_db()
    meanwhile(monkeypatch, lambda: step_fact(analyst, source, "withdraw", source.revision, "entered by mistake"))
    with pytest.raises(CaseRefused, match="no source of that id"):
        add_fact(analyst, case, "body", BODY | {"source": "ledger"}, submit=True)


def test_the_same_claim_entered_by_two_at_once_is_refused_the_second_time(
    case: Case, analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: add_fact(editor, case, "body", BODY, submit=True))
    with pytest.raises(CaseRefused, match="entered already, as cec"):
        add_fact(analyst, case, "body", BODY, submit=True)


def test_two_claims_about_one_new_thing_at_once_get_two_names(
    case: Case, analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: add_fact(editor, case, "body", BODY | {"source": "law-2030"}, submit=True))
    assert add_fact(analyst, case, "body", BODY, submit=True).name == "cec.2"


def test_a_thing_of_another_kind_that_takes_the_id_meanwhile_stands_in_the_way(
    case: Case, analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: add_fact(editor, case, "event", EVENT | {"id": "cec"}, submit=True))
    with pytest.raises(CaseRefused, match="the id already names a thing of another kind"):
        add_fact(analyst, case, "body", BODY, submit=True)


@pytest.mark.parametrize("submit", [True, False])
def test_the_same_request_twice_at_once_makes_one_fact(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch, submit: bool
) -> None:
    made: list[tuple[Fact, bool]] = []
    meanwhile(monkeypatch, lambda: made.append(enter_once(analyst, case, "body", BODY, submit=submit, key="k")))
    again = enter_once(analyst, case, "body", BODY, submit=submit, key="k")
    assert (again[0].pk, again[1], made[0][1]) == (made[0][0].pk, False, True)


def test_what_others_enter_meanwhile_stands_in_nobodys_way(
    case: Case, analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: add_fact(editor, case, "event", EVENT, submit=True))
    fact = add_fact(analyst, case, "body", BODY, submit=True)
    case.refresh_from_db()
    assert (fact.name, fact.place, case.version) == ("cec", 1, 3)


def test_a_further_claim_gets_the_first_name_that_is_free(case: Case, analyst: User) -> None:
    add_fact(analyst, case, "body", BODY, submit=True)
    for number in range(2, 105):
        name = {} if number != 3 else {"fact": "another.name"}
        add_fact(analyst, case, "body", BODY | {"name": f"Name {number}"} | name, submit=True)
    last = add_fact(analyst, case, "body", BODY | {"name": "The last"}, submit=True)
    assert case.facts.filter(name="another.name").exists()
    assert last.name == "cec.104"


def test_one_submission_by_a_program_asks_the_database_little(
    case: Case, analyst: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    add_fact(analyst, case, "body", BODY, submit=True)
    text = make_token(analyst, case, "program", offered_to(analyst, case), 1)
    client = Client(headers={"Authorization": f"Bearer {text}", "Idempotency-Key": "a"})
    sent = json.dumps({"kind": "office", "cells": OFFICE})
    with django_assert_max_num_queries(19):
        answer = client.post(f"/api/v1/cases/{case.slug}/facts", sent, "application/json")
    assert answer.status_code == 201
