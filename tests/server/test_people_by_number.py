"""Consent taken back by an administrator, who sees nobody of the case: by its number, at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.server.vault.withdrawing import waiting_for
from saylau.vault.age import Key
from saylau.vault.entries import Purpose, Withdrawal
from saylau.vault.ledger import State, stands
from tests.server.people import browser
from tests.server.vaults import NAMES, entries, make_vault, unlocked, vault_of

PAGE = "/en/accounts/withdraw/"
ONE = {"case": "invented-2030", "number": "p-0001 "}


@pytest.fixture(autouse=True)
def locked_again() -> Iterator[None]:
    yield
    lock_everything()


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    return make_vault(lawyer, case, entries(), entries("Invented-Two"))


def withdrawn(case: Case, key: Key, number: str = "P-0001") -> list[date]:
    return [one.on for one in vault_of(case, key).entries(number) if isinstance(one, Withdrawal)]


def test_where_the_vault_is_open_for_anybody_it_is_written_at_once(
    case: Case, key: Key, lawyer: User, administrator: User
) -> None:
    unlocked(lawyer, case, key)
    page = browser(administrator).post(PAGE, ONE, follow=True).content.decode()
    assert "Consent is taken back, from now on." in page
    assert withdrawn(case, key) == [date.today()]
    assert withdrawn(case, key, "P-0002") == []
    held = vault_of(case, key).entries("P-0001")
    assert stands(held, Purpose.ANALYSE, "", date.today(), number="P-0001").state is State.WITHDRAWN
    assert not any(name in page for name in NAMES)
    assert waiting_for(case) == []


def test_where_it_is_shut_it_is_written_before_anybody_sees_the_vault_again_and_once(
    case: Case, key: Key, lawyer: User, administrator: User
) -> None:
    page = browser(administrator).post(PAGE, ONE, follow=True).content.decode()
    assert "The vault is shut" in page
    assert withdrawn(case, key) == []
    assert [one.number for one in waiting_for(case)] == ["P-0001"]
    keeper.hold("here", lawyer, case, key, time.time() + 600)
    assert withdrawn(case, key) == [date.today()]
    keeper.hold("there", lawyer, case, key, time.time() + 600)
    assert withdrawn(case, key) == [date.today()]
    event = AuditEvent.objects.get(verb="consent.withdraw")
    assert (event.actor, event.object) == (administrator.uid, case.uid)
    assert AuditDetail.objects.get(seq=event.seq).content["number"] == "P-0001"
    assert verify().kind is None


def test_a_number_that_nobody_has_is_passed_over_and_what_is_no_number_is_told(
    case: Case, key: Key, lawyer: User, administrator: User
) -> None:
    client = browser(administrator)
    assert client.post(PAGE, ONE | {"number": "P-0099"}).status_code == 302
    assert client.post(PAGE, ONE | {"number": "a name"}).status_code == 422
    assert client.post(PAGE, ONE | {"case": "another"}).status_code == 422
    keeper.hold("here", lawyer, case, key, time.time() + 600)
    assert waiting_for(case) == []
    assert withdrawn(case, key) == withdrawn(case, key, "P-0002") == []


def test_it_is_for_administrators_and_shows_no_page_of_the_case(
    case: Case, key: Key, administrator: User, lawyer: User, stranger: User
) -> None:
    assert browser(administrator).get(PAGE).status_code == 200
    assert "withdraw/" in browser(administrator).get("/en/accounts/").content.decode()
    for user in (lawyer, stranger):
        assert browser(user).post(PAGE, ONE).status_code == 404
    assert browser(administrator).get("/en/case/invented-2030/people/").status_code == 404
    assert waiting_for(case) == []
