"""Pairs of list entries judged one at a time: who sees names, whose pairs, and where decisions go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.audit.models import AuditEvent
from saylau.server.store.facts import add_fact
from saylau.server.store.models import Case
from saylau.values import When
from saylau.vault.age import Key
from saylau.vault.entries import Judgement, ListEntry, Verdict
from saylau.vault.vault import COMMON, LISTED
from tests.server.fact_rows import accepted
from tests.server.vaults import PEOPLE, entries, make_vault, unlocked, vault_of

PAIRS = f"{PEOPLE}pairs/"
SAME = {"one": "E-0001", "other": "E-0002", "verdict": "same", "reason": "same day, place and birth"}


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    """Two lists that may tell of one person, said to be P-0001 on one of them."""
    key = make_vault(lawyer, case, entries())
    vault = vault_of(case, key)
    day = When.parse("2030-05-01")
    for note, of, number in (("by one keeper", "one", "P-0001"), ("by another keeper", "two", "")):
        vault.add(
            vault.new_handle(LISTED),
            ListEntry(
                on=date(2030, 6, 1), list=of, name="Inventov Nobody", place="Nowhere", day=day, person=number, note=note
            ),
        )
    vault.save()
    return key


def test_a_pair_is_shown_with_the_evidence_and_a_decision_goes_into_the_vault(
    case: Case, key: Key, lawyer: User
) -> None:
    client = unlocked(lawyer, case, key)
    page = client.get(PAIRS).content.decode()
    assert "Inventov Nobody" in page
    assert "by one keeper" in page
    assert "by another keeper" not in page, "it is about nobody of whom the lawyer is in charge"
    assert "the same day" in page
    assert AuditEvent.objects.filter(verb="identity.read").count() == 1
    assert client.post(PAIRS, SAME | {"reason": "x"}).status_code == 422
    assert client.post(PAIRS, SAME | {"other": "E-0001"}).status_code == 422
    assert client.post(PAIRS, SAME | {"other": "P-0001"}).status_code == 422
    assert client.post(PAIRS, SAME).status_code == 302
    judged = [e for e in vault_of(case, key).entries(COMMON) if isinstance(e, Judgement)]
    assert [(e.one, e.other, e.verdict, e.by) for e in judged] == [("E-0001", "E-0002", Verdict.SAME, "lawyer")]
    assert "No pair waits" in client.get(PAIRS).content.decode()


def test_a_reviewer_reads_both_sides_of_a_pair(case: Case, key: Key, reviewer: User) -> None:
    page = unlocked(reviewer, case, key).get(PAIRS).content.decode()
    assert "by one keeper" in page
    assert "by another keeper" in page
    assert AuditEvent.objects.filter(verb="identity.read").count() == 2


def test_nobody_puts_an_entry_to_a_person_of_whom_somebody_else_is_in_charge(
    case: Case, key: Key, documenter: User, reviewer: User
) -> None:
    cells = {
        "id": "one", "name": "List one", "source": "paper", "locator": "page 1", "unit": "people", "entries": "9"
    }  # fmt: skip
    accepted(documenter, reviewer, case, "people_list", cells)
    file = SimpleUploadedFile("list.csv", b"name,day,person\nSomebody,2030-05-02,P-0001\n")
    told = {"file": file, "of_list": "one", "on": "2030-06-01"}
    assert unlocked(documenter, case, key).post(f"{PEOPLE}upload/", told).status_code == 404
    assert len(vault_of(case, key).handles(LISTED)) == 2


def test_an_analyst_judges_on_keys_and_sees_no_name(case: Case, key: Key, analyst: User) -> None:
    client = unlocked(analyst, case, key)
    page = client.get(PAIRS).content.decode()
    assert "E-0001" in page
    assert "Invento" not in page
    assert "keeper" not in page
    assert not AuditEvent.objects.filter(verb="identity.read").exists()
    assert client.post(PAIRS, SAME).status_code == 302


def test_documenters_judge_pairs_about_their_own_people_and_editors_none(
    case: Case, key: Key, documenter: User, editor: User, stranger: User
) -> None:
    client = unlocked(documenter, case, key)
    assert "No pair waits" in client.get(PAIRS).content.decode()
    assert client.post(PAIRS, SAME).status_code == 403
    for user in (editor, stranger):
        assert unlocked(user, case, key).get(PAIRS).status_code == 404
    assert not vault_of(case, key).entries(COMMON)


def test_the_entries_of_a_list_are_brought_in_from_a_file(case: Case, key: Key, lawyer: User) -> None:
    cells = {"id": "one", "name": "List one", "source": "paper", "locator": "page 1", "unit": "people"}
    add_fact(lawyer, case, "people_list", cells, submit=False)
    assert unlocked(lawyer, case, key).get(f"{PEOPLE}upload/").status_code == 200
    text = "name,day\nInventova Somebody,2030-05-02\n"
    file = SimpleUploadedFile("list.csv", text.encode())
    answer = unlocked(lawyer, case, key).post(f"{PEOPLE}upload/", {"file": file, "of_list": "nowhere", "on": ""})
    assert answer.status_code == 422
    assert len(vault_of(case, key).handles(LISTED)) == 2
