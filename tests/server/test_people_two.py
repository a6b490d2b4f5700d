"""What two people do together: to erase somebody, and to let a dossier go out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from saylau.records.package import package_bytes
from saylau.server.access.locking import lock_everything
from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.info import say_vault
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault import dossiers
from saylau.server.vault.keeper import path_of
from saylau.server.vault.models import Asked
from saylau.vault.age import Key
from saylau.vault.entries import Consent, Purpose, Release, Withdrawal
from tests.casework import person as invented
from tests.server.people import browser, confirm, person
from tests.server.vaults import NAMES, PEOPLE, entries, make_vault, unlocked, vault_of
from tests.vault.invented import vault_at

ONE = f"{PEOPLE}no/P-0001/"
WHY = {"reason": "the person asked for it in writing"}
FORM = "special-procedures"


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    return make_vault(lawyer, case, entries(), entries("Invented-Two"))


def test_one_person_asks_for_an_erasure_and_another_does_it(case: Case, key: Key, lawyer: User, reviewer: User) -> None:
    client, second = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    assert client.post(f"{ONE}erase/", {"reason": "short"}).status_code == 422
    assert client.post(f"{ONE}erase/", WHY).status_code == 302
    assert client.post(f"{ONE}erase/", WHY).status_code == 422
    asked = Asked.objects.get()
    agree = f"{PEOPLE}asked/{asked.uid}/agree/"
    own = client.post(agree)
    assert own.status_code == 403
    assert "another person agrees" in own.content.decode()
    assert "P-0001" in vault_of(case, key).numbers()
    done = second.post(agree)
    assert done.status_code == 200
    assert (date.today() + timedelta(weeks=5)).isoformat() in done.content.decode()
    vault = vault_of(case, key)
    assert vault.numbers() == ("P-0002",)
    assert vault.erased["P-0001"].on == date.today()
    assert case.facts.filter(thing="p-0001").exists()
    assert second.post(agree).status_code == 403
    assert client.get(f"{ONE}identity/").status_code == 404
    assert "Erased on" in client.get(ONE).content.decode()
    assert verify().kind is None


def test_who_may_not_erase_cannot_ask_nor_agree(
    case: Case, key: Key, lawyer: User, documenter: User, analyst: User, editor: User, stranger: User
) -> None:
    unlocked(lawyer, case, key).post(f"{ONE}erase/", WHY)
    asked = Asked.objects.get()
    for user in (documenter, analyst, editor, stranger):
        client = unlocked(user, case, key)
        assert client.post(f"{ONE}erase/", WHY).status_code == 404
        assert client.post(f"{PEOPLE}asked/{asked.uid}/agree/").status_code == 404
        assert client.post(f"{PEOPLE}asked/{asked.uid}/refuse/").status_code == 404
    assert "P-0001" in vault_of(case, key).numbers()


def test_a_locked_vault_erases_nobody_and_the_asking_still_waits(
    case: Case, key: Key, lawyer: User, reviewer: User
) -> None:
    unlocked(lawyer, case, key).post(f"{ONE}erase/", WHY)
    asked = Asked.objects.get()
    second = confirm(browser(reviewer), reviewer)
    assert second.post(f"{PEOPLE}asked/{asked.uid}/agree/").status_code == 423
    asked.refresh_from_db()
    assert asked.state == Asked.WAITING


def test_the_database_itself_refuses_one_person_in_both_places(case: Case, lawyer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.create(case=case, what="erase", number="P-0001", reason="", asked_by=lawyer, agreed_by=lawyer)


def test_a_reason_that_names_somebody_of_the_vault_is_refused(case: Case, key: Key, lawyer: User) -> None:
    for name in ("Testov", "Тестова", "1 Invented Street, for Invented-One"):
        answer = unlocked(lawyer, case, key).post(f"{ONE}erase/", {"reason": f"asked for by {name} today"})
        assert answer.status_code == 422, name
    assert not Asked.objects.exists()


def test_refused_or_taken_back_nothing_is_done(case: Case, key: Key, lawyer: User, reviewer: User) -> None:
    client, second = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    for who in (client, second):
        client.post(f"{ONE}erase/", WHY)
        asked = Asked.objects.latest("pk")
        assert who.post(f"{PEOPLE}asked/{asked.uid}/refuse/").status_code == 302
        assert second.post(f"{PEOPLE}asked/{asked.uid}/agree/").status_code == 403
    assert "P-0001" in vault_of(case, key).numbers()


def everywhere(case: Case) -> Iterator[tuple[str, bytes]]:
    """Everything that the server keeps: each table, each file of the data folder, a package made now."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield f"table {table}", repr(cursor.fetchall()).encode()
    for path in Path(settings.DATA).rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()
    yield "package", package_bytes(read_case(case))
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(copy)
        yield "database", copy.serialize()


def test_of_an_erased_person_no_name_in_any_script_stands_anywhere_and_the_log_is_whole(
    transactional_db: None, case: Case, lawyer: User, reviewer: User, capfd: pytest.CaptureFixture[str]
) -> None:
    key = make_vault(lawyer, case, entries(), entries("Invented-Two"))
    client, second = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    assert "Тестов" in client.get(f"{ONE}identity/").content.decode()
    client.get(f"{PEOPLE}?names=1")
    told = {"on": "2026-03-01", "text": "Invented-One told it", "note": "Testov"}
    assert client.post(f"{ONE}add/account/", told).status_code == 302
    client.post(f"{PEOPLE}no/P-0001/add/name/", {"on": "2026-03-01", "text": "Testow", "part": "whole", "sort": "x"})
    client.post(f"{ONE}erase/", WHY)
    assert second.post(f"{PEOPLE}asked/{Asked.objects.get().uid}/agree/").status_code == 200
    spellings = [form for name in NAMES for form in (name, ascii(name)[1:-1])]
    for place, data in everywhere(case):
        found = [name for name in spellings if name.encode() in data]
        assert not found, (place, found)
    told_out = capfd.readouterr()
    assert not any(name in told_out.out + told_out.err for name in NAMES)
    assert verify().kind is None
    assert WHY["reason"] not in repr(list(AuditDetail.objects.values_list("content", flat=True)))
    assert Asked.objects.get().reason == ""
    assert any(e for e in vault_of(case, key).entries("P-0002"))


# Dossiers


@pytest.fixture
def sharing(case: Case, key: Key, lawyer: User) -> Key:
    """P-0001 agreed to share and to be named through a body."""
    vault = vault_of(case, key)
    purposes = (Purpose.STORE, Purpose.ANALYSE, Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT)
    vault.add("P-0001", Consent(on=date.today(), purposes=purposes, bodies=("wgad", FORM)))
    vault.save()
    return key


def test_dossiers_say_what_is_filled_missing_and_blocked_and_name_nobody(
    case: Case, sharing: Key, lawyer: User, reviewer: User
) -> None:
    for user in (lawyer, reviewer):
        client = unlocked(user, case, sharing)
        page = client.get(f"{ONE}dossiers/")
        assert page.status_code == 200
        one = client.get(f"{ONE}dossiers/wgad/")
        assert "blocked" in one.content.decode()
        sheet = client.get(f"{ONE}dossiers/wgad/worksheet/")
        assert sheet["Content-Disposition"] == 'attachment; filename="P-0001.wgad.worksheet.en.docx"' or sheet.content
        assert not any(name in page.content.decode() + one.content.decode() for name in NAMES)
    assert unlocked(lawyer, case, sharing).get(f"{ONE}dossiers/no-such-form/").status_code == 404


def test_dossiers_are_for_whoever_is_in_charge_and_for_reviewers(
    case: Case, sharing: Key, documenter: User, analyst: User, editor: User
) -> None:
    for user in (documenter, analyst, editor):
        assert unlocked(user, case, sharing).get(f"{ONE}dossiers/").status_code == 404


def test_a_blocked_form_is_not_asked_for(case: Case, sharing: Key, lawyer: User) -> None:
    answer = unlocked(lawyer, case, sharing).post(f"{ONE}dossiers/wgad/", {"reason": "the session is in April"})
    assert answer.status_code == 422
    assert not Asked.objects.exists()


def agreed(case: Case, lawyer: User, reviewer: User) -> Asked:
    return Asked.objects.create(
        case=case, what=Asked.DOSSIER, number="P-0001", arguments={"form": "wgad", "language": "en"}, reason="r",
        state=Asked.AGREED, asked_by=lawyer, agreed_by=reviewer, agreed_at=timezone.now(),
    )  # fmt: skip


def test_a_dossier_is_taken_by_the_two_within_a_day_and_recorded_as_gone_out(
    case: Case, sharing: Key, lawyer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The form is filled far enough elsewhere; here counts who may take it, and that the ledger is asked.
    monkeypatch.setattr(dossiers, "files_of", lambda filled, words, **given: {"P-0001.wgad.en.json": b"{}"})
    asked = agreed(case, lawyer, reviewer)
    take = f"{PEOPLE}asked/{asked.uid}/json/"
    third = person("third", case, Role.REVIEWER)
    assert unlocked(third, case, sharing).post(take).status_code == 403
    assert confirm(browser(lawyer), lawyer).post(take).status_code == 423
    client = unlocked(lawyer, case, sharing)
    assert client.get(take).status_code == 405
    answer = client.post(take)
    assert (answer.status_code, answer.content) == (200, b"{}")
    left = vault_of(case, sharing).entries("P-0001")[-1]
    assert isinstance(left, Release)
    assert (left.what, left.audience) == ("P-0001.wgad.en.json", "wgad")
    assert AuditEvent.objects.filter(verb="export.with_identity", actor=lawyer.uid).count() == 1
    assert client.post(f"{PEOPLE}asked/{asked.uid}/exe/").status_code == 404
    asked.agreed_at = timezone.now() - timedelta(hours=25)
    asked.save()
    assert client.post(take).status_code == 403


def test_a_withdrawal_after_the_agreement_stops_the_dossier(
    case: Case, sharing: Key, lawyer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = agreed(case, lawyer, reviewer)
    client = unlocked(lawyer, case, sharing)
    client.post(f"{ONE}withdraw/", {"on": date.today().isoformat()})
    answer = client.post(f"{PEOPLE}asked/{asked.uid}/docx/")
    assert answer.status_code == 400
    held = vault_of(case, sharing).entries("P-0001")
    assert isinstance(held[-1], Withdrawal)
    assert not AuditEvent.objects.filter(verb="export.with_identity").exists()


def test_a_whole_form_goes_from_asking_to_the_file_with_the_name_in_it(db: None, lawyer: User, reviewer: User) -> None:
    case = open_as_new_case(None, invented.case())
    for user, role in ((lawyer, Role.LAWYER), (reviewer, Role.REVIEWER)):
        Membership.objects.create(user=user, case=case, role=role)
    now = date.today()
    held = (*invented.known(), invented.consent(on=now), invented.authority(on=now))
    key = Key.new()
    path_of(case).parent.mkdir(parents=True, exist_ok=True)
    vault = vault_at(path_of(case), case=case.slug, key=key)
    vault.add(invented.NUMBER, *held)
    vault.save()
    say_vault(lawyer, case)
    case.refresh_from_db()
    people = f"/en/case/{case.slug}/people/"
    client, second = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    page = client.get(f"{people}no/{invented.NUMBER}/dossiers/wgad/").content.decode()
    assert "can be built" in page
    why = {"reason": "the session begins next week"}
    assert client.post(f"{people}no/{invented.NUMBER}/dossiers/wgad/", why).status_code == 302
    asked = Asked.objects.get(case=case)
    take = f"{people}asked/{asked.uid}/json/"
    assert client.post(take).status_code == 403
    assert client.post(f"{people}asked/{asked.uid}/agree/").status_code == 403
    assert second.post(f"{people}asked/{asked.uid}/agree/").status_code == 302
    files = {kind: client.post(f"{people}asked/{asked.uid}/{kind}/") for kind in ("docx", "pdf", "json")}
    assert [answer.status_code for answer in files.values()] == [200, 200, 200]
    assert "Testov" in files["json"].content.decode()
    assert files["docx"].content.startswith(b"PK")
    assert files["pdf"].content.startswith(b"%PDF")
    left = [e for e in vault_of(case, key).entries(invented.NUMBER) if isinstance(e, Release)]
    assert [e.sha256 for e in left] == [sha256(answer.content).hexdigest() for answer in files.values()]
    assert {e.granted for e in left} == {(now,)}
