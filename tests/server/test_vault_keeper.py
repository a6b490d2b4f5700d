"""Unlocked vaults in memory: for one sign-in each, for a while, and written by one at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.urls import reverse

from saylau.errors import VaultError, WrongKey
from saylau.server.access.locking import lock, lock_everything
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditEvent
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case
from saylau.server.vault import keeper, setup
from saylau.server.vault.keeper import Locked, change, is_open, opened, opened_by, path_of
from saylau.vault.age import Key, Wrapped, encrypt
from saylau.vault.entries import Account
from saylau.vault.vault import Vault, create
from tests.server.people import browser, confirm
from tests.server.vaults import PEOPLE, entries, make_vault, unlocked, vault_of
from tests.vault.invented import DAY, PASSPHRASE, RECOVERY, passphrase_wrapped


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    lock_everything()
    yield
    lock_everything()


def test_a_vault_is_open_for_the_sign_in_that_unlocked_it_and_no_other(
    case: Case, lawyer: User, reviewer: User
) -> None:
    key = make_vault(lawyer, case, entries())
    session = str(unlocked(lawyer, case, key).session.session_key)
    assert opened(session, case).numbers() == ("P-0001",)
    for other in ("another", "", None):
        assert not is_open(other, case)
        with pytest.raises(Locked):
            opened(other, case)
    mine = opened_by(lawyer, case)
    assert mine is not None
    assert mine.numbers() == ("P-0001",)
    assert opened_by(reviewer, case) is None
    assert opened_by(None, case) is None


def test_it_locks_after_a_quarter_of_an_hour_without_use_and_at_the_end_of_the_sign_in(
    case: Case, lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, now = make_vault(lawyer, case), time.time()
    for session, until, later, still in (
        ("idle", now + 9999, 14 * 60, True), ("idle", now + 9999, 14 * 60 + 15 * 60 - 1, True),
        ("ends", now + 60, 61, False),
    ):  # fmt: skip
        if not is_open(session, case):
            monkeypatch.setattr(time, "time", lambda: now)
            keeper.hold(session, lawyer, case, key, until)
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        assert is_open(session, case) is still, (session, later)
        if still:
            opened(session, case)
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    assert not is_open("idle", case)
    keeper.drop_expired(time.time())
    assert not keeper._HELD


def test_a_clock_that_was_set_back_locks(case: Case, lawyer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    key, now = make_vault(lawyer, case), time.time()
    keeper.hold("s", lawyer, case, key, now + 9999)
    monkeypatch.setattr(time, "time", lambda: now - 120)
    assert not is_open("s", case)


def test_leaving_locks_ones_own_vaults_and_lock_all_everybodys(
    case: Case, lawyer: User, reviewer: User, administrator: User
) -> None:
    key = make_vault(lawyer, case)
    one, two = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    session = one.session.session_key
    other = two.session.session_key
    assert one.post(reverse("lock")).status_code == 302
    assert not is_open(session, case)
    assert is_open(other, case)
    lock(other)
    assert not is_open(other, case)
    unlocked(reviewer, case, key)
    assert browser(lawyer).post(reverse("lock_all")).status_code == 404
    assert keeper.holders(case) == {reviewer.pk}
    assert browser(administrator).post(reverse("lock_all")).status_code == 302
    assert keeper.holders(case) == frozenset()


def test_lock_now_locks_for_this_sign_in(case: Case, lawyer: User, reviewer: User) -> None:
    key = make_vault(lawyer, case)
    one, two = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    assert one.post(f"{PEOPLE}vault/lock/").status_code == 302
    assert not is_open(one.session.session_key, case)
    assert is_open(two.session.session_key, case)
    assert AuditEvent.objects.filter(verb="vault.lock", actor=lawyer.uid).count() == 1


def test_the_passphrase_unlocks_after_the_password_was_given_and_not_before(case: Case, lawyer: User) -> None:
    key, wrapped = passphrase_wrapped()
    path_of(case).parent.mkdir(parents=True, exist_ok=True)
    create(path_of(case), "invented-2030", key, wrapped)
    append(lawyer.uid, setup.FINISHED, case.uid)
    late = browser(lawyer)
    assert "reauthenticate" in late.post(f"{PEOPLE}vault/unlock/", {"passphrase": PASSPHRASE})["Location"]
    assert not is_open(late.session.session_key, case)
    client = confirm(browser(lawyer), lawyer)
    refused = client.post(f"{PEOPLE}vault/unlock/", {"passphrase": "another lamp orbit walnut"})
    assert refused.status_code == 422
    assert "does not open the vault" in refused.content.decode()
    assert not is_open(client.session.session_key, case)
    assert client.post(f"{PEOPLE}vault/unlock/", {"passphrase": PASSPHRASE}).status_code == 302
    assert is_open(client.session.session_key, case)
    assert list(AuditEvent.objects.filter(verb__startswith="vault").values_list("verb", flat=True)) == [
        "vault.finish", "vault.refused", "vault.unlock",
    ]  # fmt: skip


def test_guessing_passphrases_is_throttled(case: Case, lawyer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_vault(lawyer, case)
    client = confirm(browser(lawyer), lawyer)

    def wrong(*given: object) -> None:
        raise WrongKey("no")

    monkeypatch.setattr(keeper, "unlock", wrong)
    answers = [client.post(f"{PEOPLE}vault/unlock/", {"passphrase": "guess"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_several_processes_do_not_open_vaults(case: Case, lawyer: User, settings: LazySettings) -> None:
    make_vault(lawyer, case)
    settings.PROCESSES = 2
    with pytest.raises(VaultError, match="SAYLAU_PROCESSES=1"):
        keeper.unlock("s", lawyer, case, PASSPHRASE, time.time() + 60)


def test_a_change_that_met_another_is_done_once_more_on_what_the_other_left(case: Case, lawyer: User) -> None:
    key = make_vault(lawyer, case, entries())
    keeper.hold("s", lawyer, case, key, time.time() + 60)
    tries: list[int] = []

    def write(vault: Vault, text: str) -> None:
        vault.add("P-0001", Account(on=DAY, text=text))
        vault.save()

    def do(vault: Vault) -> None:
        tries.append(len(vault.entries("P-0001")))
        if len(tries) == 1:
            write(vault_of(case, key), "by another")
        write(vault, "by me")

    change("s", case, do)
    assert len(tries) == 2
    told = [e.text for e in vault_of(case, key).entries("P-0001") if isinstance(e, Account)]
    assert told == ["by another", "by me"]


def test_a_change_that_meets_another_twice_is_refused_and_leaves_nothing_in_the_database(
    case: Case, lawyer: User
) -> None:
    key = make_vault(lawyer, case, entries())
    keeper.hold("s", lawyer, case, key, time.time() + 60)

    def do(vault: Vault) -> None:
        append(lawyer.uid, "invented.change", case.uid)
        other = vault_of(case, key)
        other.add("P-0001", Account(on=DAY, text="by another"))
        other.save()
        vault.save()

    with pytest.raises(Stale):
        change("s", case, do)
    assert not AuditEvent.objects.filter(verb="invented.change").exists()


def test_a_new_passphrase_locks_the_vault_for_everybody_else(
    case: Case, lawyer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_vault(lawyer, case, entries())
    other = unlocked(reviewer, case, key)
    client = confirm(browser(lawyer), lawyer)

    def cheap(made: Key, passphrase: str, recovery: str) -> Wrapped:
        return Wrapped("cheap", encrypt(made.text().encode(), recovery))

    monkeypatch.setattr(setup, "wrap", cheap)
    told = {"recovery": RECOVERY.lower(), "passphrase": PASSPHRASE, "again": PASSPHRASE}
    weak = client.post(f"{PEOPLE}vault/recover/", told | {"passphrase": "short", "again": "short"})
    assert weak.status_code == 422
    assert client.post(f"{PEOPLE}vault/recover/", told).status_code == 302
    assert is_open(client.session.session_key, case)
    assert other.get(f"{PEOPLE}no/P-0001/dossiers/").status_code == 423
    with pytest.raises(WrongKey):
        vault_of(case, key)
    assert opened(client.session.session_key, case).numbers() == ("P-0001",)


def test_of_two_sign_ins_that_write_at_the_same_moment_nothing_is_lost(
    case: Case, lawyer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The database of the tests is one thread's; here counts the file.
    monkeypatch.setattr(keeper, "transaction", SimpleNamespace(atomic=nullcontext))
    key = make_vault(lawyer, case, entries())
    for session, user in (("one", lawyer), ("two", reviewer)):
        keeper.hold(session, user, case, key, time.time() + 600)
    together = threading.Barrier(2)
    refused: list[str] = []

    def work(session: str) -> None:
        together.wait()
        for place in range(5):
            text = f"{session} {place}"

            def do(vault: Vault, text: str = text) -> None:
                vault.add("P-0001", Account(on=DAY, text=text))
                vault.save()

            try:
                change(session, case, do)
            except Stale:
                refused.append(text)

    threads = [threading.Thread(target=work, args=(session,)) for session in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {e.text for e in vault_of(case, key).entries("P-0001") if isinstance(e, Account)}
    assert told | set(refused) == {f"{session} {place}" for session in ("one", "two") for place in range(5)}
    assert not told & set(refused)
    assert len(told) >= 5
