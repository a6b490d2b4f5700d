"""Making the vault of a case in the browser: finished only once the recovery key was typed back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.audit.models import AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault import setup
from saylau.server.vault.keeper import is_open, path_of
from saylau.server.vault.setup import Stage, drill_due, last_drill, stage_of
from saylau.values import Truth
from saylau.vault.age import Key, Wrapped, encrypt
from tests.server.people import browser, confirm
from tests.server.vaults import PEOPLE
from tests.vault.invented import PASSPHRASE

TWICE = {"passphrase": PASSPHRASE, "again": PASSPHRASE}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A passphrase that costs nothing: what it costs is tried in tests/vault."""

    def wrapped(key: Key, passphrase: str, recovery: str) -> Wrapped:
        return Wrapped(passphrase, encrypt(key.text().encode(), recovery))

    monkeypatch.setattr(setup, "wrap", wrapped)
    cache.clear()
    yield
    lock_everything()


def key_on(page: str) -> str:
    found = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]+", page)
    assert found
    return found[0]


@pytest.fixture
def client(case: Case, lawyer: User) -> Client:
    return confirm(browser(lawyer), lawyer)


def test_a_vault_is_made_and_finished_by_typing_the_recovery_key_back(case: Case, client: Client) -> None:
    assert stage_of(case) is Stage.NONE
    made = client.post(f"{PEOPLE}vault/make/", TWICE)
    recovery = key_on(made.content.decode())
    assert made["Cache-Control"] == "no-store"
    assert stage_of(case) is Stage.MADE
    assert recovery not in client.get(f"{PEOPLE}vault/").content.decode()
    assert client.get(f"{PEOPLE}new/").status_code == 423
    wrong = client.post(f"{PEOPLE}vault/finish/", {"recovery": Key.new().identity})
    assert wrong.status_code == 422
    assert stage_of(case) is Stage.MADE
    assert client.post(f"{PEOPLE}vault/finish/", {"recovery": recovery.lower()}).status_code == 302
    assert stage_of(case) is Stage.READY
    case.refresh_from_db()
    assert read_case(case).info.vault is Truth.YES
    assert is_open(client.session.session_key, case)
    assert last_drill(case) == date.today()
    assert not drill_due(case)
    assert path_of(case).stat().st_mode & 0o777 == 0o600
    verbs = list(AuditEvent.objects.filter(object=case.uid).order_by("seq").values_list("verb", flat=True))
    assert [v for v in verbs if v.startswith(("vault", "case.settings"))] == [
        "vault.make", "case.settings", "vault.finish",
    ]  # fmt: skip
    assert verify().kind is None


@pytest.mark.parametrize("told", [
    {"passphrase": "short", "again": "short"},
    {"passphrase": PASSPHRASE, "again": "another lamp orbit walnut"},
    {"passphrase": "", "again": ""},
])  # fmt: skip
def test_a_weak_passphrase_or_two_that_differ_make_nothing(case: Case, client: Client, told: dict[str, str]) -> None:
    assert client.post(f"{PEOPLE}vault/make/", told).status_code == 422
    assert stage_of(case) is Stage.NONE


def test_a_vault_whose_recovery_key_was_lost_before_it_was_finished_is_begun_again(case: Case, client: Client) -> None:
    client.post(f"{PEOPLE}vault/make/", TWICE)
    assert client.post(f"{PEOPLE}vault/anew/").status_code == 302
    assert stage_of(case) is Stage.NONE
    recovery = key_on(client.post(f"{PEOPLE}vault/make/", TWICE).content.decode())
    client.post(f"{PEOPLE}vault/finish/", {"recovery": recovery})
    assert client.post(f"{PEOPLE}vault/anew/").status_code == 400
    assert client.post(f"{PEOPLE}vault/make/", TWICE).status_code == 422
    assert stage_of(case) is Stage.READY


def test_the_recovery_key_is_asked_for_every_ninety_days(
    case: Case, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    recovery = key_on(client.post(f"{PEOPLE}vault/make/", TWICE).content.decode())
    client.post(f"{PEOPLE}vault/finish/", {"recovery": recovery})
    assert "not typed for 90 days" not in client.get(PEOPLE).content.decode()
    old = (date.today() - timedelta(days=91)).isoformat()
    monkeypatch.setattr(setup, "last_drill", lambda case: date.fromisoformat(old))
    assert "not typed for 90 days" in client.get(PEOPLE).content.decode()
    monkeypatch.undo()
    assert client.post(f"{PEOPLE}vault/drill/", {"recovery": "AGE-SECRET-KEY-1WRONG"}).status_code == 422
    assert client.post(f"{PEOPLE}vault/drill/", {"recovery": recovery}).status_code == 302
    assert AuditEvent.objects.filter(verb="vault.drill").count() == 1


def test_only_case_lawyers_and_reviewers_set_a_vault_up(
    case: Case, reviewer: User, documenter: User, analyst: User, editor: User, stranger: User, administrator: User
) -> None:
    for user in (documenter, analyst, editor, stranger, administrator):
        assert confirm(browser(user), user).post(f"{PEOPLE}vault/make/", TWICE).status_code == 404
    assert stage_of(case) is Stage.NONE
    assert confirm(browser(reviewer), reviewer).post(f"{PEOPLE}vault/make/", TWICE).status_code == 200
