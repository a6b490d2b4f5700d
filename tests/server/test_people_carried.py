"""A vault made elsewhere comes to its case, the file goes out as it stands, and the recovery key is changed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from saylau.errors import WrongKey, WrongUse
from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault import carrying, setup
from saylau.server.vault.erasures import VERB, note_erased
from saylau.server.vault.keeper import is_open, path_of
from saylau.server.vault.models import Asked
from saylau.server.vault.setup import Stage, drill_due, last_drill, stage_of
from saylau.values import Truth
from saylau.vault.age import Key, Wrapped, encrypt, new_identity, unwrap, unwrap_with_recovery
from saylau.vault.file import read
from saylau.vault.vault import create, open_with
from tests.server.people import browser, confirm, person
from tests.server.vaults import NAMES, PEOPLE, entries, make_vault, row_of, unlocked, vault_of
from tests.vault.invented import PASSPHRASE, RECOVERY, passphrase_wrapped, vault_at

BRING = f"{PEOPLE}vault/bring/"
WHY = {"reason": "a copy for the safe of the office"}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A passphrase that costs nothing: what it costs is tried in tests/vault."""

    def unwrapped(wrapped: Wrapped, passphrase: str) -> Key:
        if passphrase != PASSPHRASE:
            raise WrongKey("another")
        return unwrap_with_recovery(wrapped, RECOVERY)

    def wrapped(key: Key, passphrase: str, recovery: str) -> Wrapped:
        return Wrapped(passphrase, encrypt(key.text().encode(), recovery))

    monkeypatch.setattr(carrying, "unwrap", unwrapped)
    monkeypatch.setattr(setup, "wrap", wrapped)
    cache.clear()
    yield
    lock_everything()


def made_elsewhere(tmp_path: Path, case: str = "invented-2030") -> bytes:
    """The file of a vault of two people, made by the functions of the command line."""
    path = tmp_path / "case.vault"
    vault_at(path, entries(), entries("Invented-Two"), case=case)
    return path.read_bytes()


def sent(data: bytes, passphrase: str = PASSPHRASE) -> dict[str, object]:
    return {"file": SimpleUploadedFile("case.vault", data), "passphrase": passphrase, "source": "paper"}


def test_a_vault_made_elsewhere_is_put_in_place_byte_by_byte_and_is_open(
    case: Case, lawyer: User, tmp_path: Path
) -> None:
    data = made_elsewhere(tmp_path)
    row_of(lawyer, case, "P-0001")
    client = confirm(browser(lawyer), lawyer)
    assert "Bring it into this case" in client.get(f"{PEOPLE}vault/").content.decode()
    page = client.post(BRING, sent(data), follow=True).content.decode()
    assert "People: 2; entries of lists: 0." in page
    assert "The case had no row of P-0002. They were entered, and you are in charge of them." in page
    assert path_of(case).read_bytes() == data
    assert path_of(case).stat().st_mode & 0o777 == 0o600
    case.refresh_from_db()
    assert read_case(case).info.vault is Truth.YES
    assert is_open(client.session.session_key, case)
    assert "Testov" in client.get(f"{PEOPLE}no/P-0001/identity/").content.decode()
    assert stage_of(case) is Stage.READY
    assert drill_due(case)
    event = AuditEvent.objects.get(verb="vault.bring")
    assert AuditDetail.objects.get(seq=event.seq).content["people"] == 2
    assert verify().kind is None
    again = client.post(BRING, sent(data))
    assert again.status_code == 422
    assert "has a vault already" in again.content.decode()


def test_who_entered_a_number_before_the_vault_came_is_told_and_reads_nothing_unless_that_is_known(
    case: Case, lawyer: User, documenter: User, tmp_path: Path
) -> None:
    data = made_elsewhere(tmp_path)
    row_of(documenter, case, "P-0001")
    client = confirm(browser(lawyer), lawyer)
    answer = client.post(BRING, sent(data))
    assert answer.status_code == 422
    assert "P-0001 (documenter)" in answer.content.decode()
    assert not path_of(case).exists()
    assert client.post(BRING, sent(data) | {"known": "on"}).status_code == 302
    event = AuditEvent.objects.get(verb="vault.bring")
    assert AuditDetail.objects.get(seq=event.seq).content["others"] == ["P-0001"]


def test_a_vault_under_a_real_passphrase_comes_and_goes_as_it_was_made(
    case: Case, lawyer: User, reviewer: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "unwrap", unwrap)
    key, wrapped = passphrase_wrapped()
    made = create(tmp_path / "case.vault", "invented-2030", key, wrapped)
    made.add(made.new_handle(), *entries())
    made.save()
    data = (tmp_path / "case.vault").read_bytes()
    client = confirm(browser(lawyer), lawyer)
    assert client.post(BRING, sent(data, "four other quiet words")).status_code == 422
    assert client.post(BRING, sent(data)).status_code == 302
    client.post(f"{PEOPLE}vault/out/", WHY)
    asked = Asked.objects.get()
    unlocked(reviewer, case, key).post(f"{PEOPLE}asked/{asked.uid}/agree/")
    taken = tmp_path / "taken.vault"
    taken.write_bytes(client.post(f"{PEOPLE}asked/{asked.uid}/vault/").content)
    assert taken.read_bytes() == data
    assert len(open_with(taken, unwrap(read(taken)[0].wrapped(), PASSPHRASE)).entries("P-0001")) == len(entries())


def test_what_is_no_whole_vault_of_this_case_is_refused_and_nothing_is_put_in_place(
    case: Case, lawyer: User, tmp_path: Path
) -> None:
    client = confirm(browser(lawyer), lawyer)
    good = made_elsewhere(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    key = Key.new()
    create(
        tmp_path / "bare.vault", "invented-2030", key, Wrapped("", encrypt(key.text().encode(), RECOVERY)),
        finished=False,
    )  # fmt: skip
    for data, passphrase, says in (
        (good, "another passphrase altogether", "does not open the vault"),
        (good[:-9], PASSPHRASE, "no vault, or not a whole one"),
        (b"{}", PASSPHRASE, "no vault, or not a whole one"),
        (made_elsewhere(other, "elsewhere-2030"), PASSPHRASE, "belongs to the case elsewhere-2030"),
        ((tmp_path / "bare.vault").read_bytes(), PASSPHRASE, "not finished"),
    ):
        cache.clear()
        answer = client.post(BRING, sent(data, passphrase))
        assert (answer.status_code, says in answer.content.decode()) == (422, True), says
        assert not path_of(case).exists()
        assert not path_of(case).parent.exists() or not list(path_of(case).parent.iterdir())
    case.refresh_from_db()
    assert read_case(case).info.vault is not Truth.YES
    assert not AuditEvent.objects.filter(verb="vault.bring").exists()


def test_whom_this_server_had_erased_is_erased_in_an_older_copy_too(case: Case, lawyer: User, tmp_path: Path) -> None:
    data = made_elsewhere(tmp_path)
    older = open_with(
        tmp_path / "case.vault", unwrap_with_recovery(read(tmp_path / "case.vault")[0].wrapped(), RECOVERY)
    )
    older.erase("P-0002", date(2030, 6, 1))
    note_erased(lawyer.uid, case, ["P-0002"], older)
    client = confirm(browser(lawyer), lawyer)
    page = client.post(BRING, sent(data), follow=True).content.decode()
    assert "People: 1;" in page
    assert "now in the vault that you brought: P-0002" in page
    assert client.get(f"{PEOPLE}no/P-0002/identity/").status_code == 404
    key = unwrap_with_recovery(read(path_of(case))[0].wrapped(), RECOVERY)
    assert (vault_of(case, key).numbers(), list(vault_of(case, key).erased)) == (("P-0001",), ["P-0002"])


def test_a_number_of_somebody_erased_that_is_anothers_in_the_copy_is_refused(
    case: Case, lawyer: User, tmp_path: Path
) -> None:
    append(lawyer.uid, VERB, case.uid, {"handles": ["P-0002"], "slots": ["0" * 32], "on": "2030-06-01"})
    answer = confirm(browser(lawyer), lawyer).post(BRING, sent(made_elsewhere(tmp_path)))
    assert answer.status_code == 422
    assert "erased: P-0002" in answer.content.decode()
    assert not path_of(case).exists()


def test_only_lawyers_and_reviewers_bring_a_vault_and_ask_for_its_file(
    case: Case, documenter: User, analyst: User, editor: User, stranger: User, tmp_path: Path
) -> None:
    data = made_elsewhere(tmp_path)
    for user in (documenter, analyst, editor, stranger):
        client = confirm(browser(user), user)
        assert client.post(BRING, sent(data)).status_code == 404
        assert client.post(f"{PEOPLE}vault/out/", WHY).status_code == 404
        assert client.post(f"{PEOPLE}vault/key/").status_code == 404
    assert not path_of(case).exists()


# Letting it out


def test_the_file_goes_out_as_it_stands_when_a_second_person_agreed(case: Case, lawyer: User, reviewer: User) -> None:
    key = make_vault(lawyer, case, entries())
    client, second = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    assert client.post(f"{PEOPLE}vault/out/", {"reason": "for Testov"}).status_code == 422
    assert client.post(f"{PEOPLE}vault/out/", WHY).status_code == 302
    asked = Asked.objects.get()
    take = f"{PEOPLE}asked/{asked.uid}/vault/"
    assert client.post(take).status_code == 403
    assert client.post(f"{PEOPLE}asked/{asked.uid}/agree/").status_code == 403
    assert second.post(f"{PEOPLE}asked/{asked.uid}/agree/")["Location"] == f"{PEOPLE}vault/"
    third = person("third", case, Role.REVIEWER)
    assert unlocked(third, case, key).post(take).status_code == 403
    assert client.post(f"{PEOPLE}asked/{asked.uid}/zip/").status_code == 404
    for answer in (client.post(take), second.post(take)):
        assert answer.content == path_of(case).read_bytes()
        assert answer["Content-Disposition"] == 'attachment; filename="invented-2030.vault"'
        assert not any(name.encode() in answer.content for name in NAMES)
    assert AuditEvent.objects.filter(verb="export.vault", actor=lawyer.uid).count() == 1
    Asked.objects.update(agreed_at=timezone.now() - timedelta(hours=25))
    assert client.post(take).status_code == 403
    assert verify().kind is None


def test_a_locked_vault_is_not_asked_for(case: Case, lawyer: User) -> None:
    make_vault(lawyer, case, entries())
    assert confirm(browser(lawyer), lawyer).post(f"{PEOPLE}vault/out/", WHY).status_code == 423
    assert not Asked.objects.exists()


# A new recovery key


def key_on(page: str) -> str:
    found = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]+", page)
    assert found
    return found[0]


def test_a_new_recovery_key_counts_when_it_was_typed_back_and_the_old_one_holds_until_then(
    case: Case, lawyer: User, reviewer: User
) -> None:
    key = make_vault(lawyer, case, entries())
    client, other = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    recovery = key_on(client.post(f"{PEOPLE}vault/key/").content.decode())
    twice = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    finish = f"{PEOPLE}vault/key/finish/"
    wrong = client.post(finish, twice | {"recovery": new_identity()})
    assert wrong.status_code == 422
    assert recovery not in wrong.content.decode()
    assert client.post(finish, twice | {"recovery": recovery, "passphrase": "aaa", "again": "aaa"}).status_code == 422
    assert vault_of(case, key).numbers() == ("P-0001",)
    assert last_drill(case) is None
    assert client.post(finish, twice | {"recovery": recovery.lower()}).status_code == 302
    sealed = read(path_of(case))[0]
    new = unwrap_with_recovery(sealed.wrapped(), recovery)
    assert len(open_with(path_of(case), new).entries("P-0001")) == len(entries())
    for gone in (lambda: open_with(path_of(case), key), lambda: unwrap_with_recovery(sealed.wrapped(), RECOVERY)):
        with pytest.raises(WrongKey):
            gone()
    assert is_open(client.session.session_key, case)
    assert not is_open(other.session.session_key, case)
    assert not drill_due(case)
    assert client.post(finish, twice | {"recovery": recovery}).status_code == 422
    assert AuditEvent.objects.filter(verb="vault.new_recovery_key").count() == 1


def test_a_new_recovery_key_is_forgotten_at_lock_and_after_a_quarter_of_an_hour(
    case: Case, lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_vault(lawyer, case, entries())
    now = time.time()

    def later() -> None:
        monkeypatch.setattr(time, "time", lambda: now + 16 * 60)

    for forget in (lock_everything, later):
        client = unlocked(lawyer, case, key)
        recovery = key_on(client.post(f"{PEOPLE}vault/key/").content.decode())
        forget()
        with pytest.raises(WrongUse, match="waits to be typed back"):
            setup.finish_new_recovery_key(
                str(client.session.session_key), lawyer, case, recovery, PASSPHRASE, now + 3600
            )
    assert vault_of(case, key).numbers() == ("P-0001",)


def test_a_locked_vault_gets_no_new_recovery_key(case: Case, lawyer: User) -> None:
    make_vault(lawyer, case, entries())
    answer = confirm(browser(lawyer), lawyer).post(f"{PEOPLE}vault/key/")
    assert answer.status_code == 423
    assert "AGE-SECRET-KEY" not in answer.content.decode()
