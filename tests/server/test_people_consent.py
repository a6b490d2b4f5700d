"""Consent on the server: recorded, taken back at once, and what had left by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saylau.server.access.locking import lock_everything
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault.keeper import opened_by
from saylau.vault.age import Key
from saylau.vault.entries import Authority, Consent, Paper, Purpose, Release, Withdrawal
from saylau.vault.ledger import may_count
from tests.server.vaults import NAMES, PEOPLE, entries, make_vault, unlocked, vault_of

ONE = f"{PEOPLE}no/P-0001/"
TODAY = date.today().isoformat()


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    cache.clear()
    yield
    lock_everything()


@pytest.fixture
def key(case: Case, lawyer: User) -> Key:
    return make_vault(lawyer, case, entries())


def consent(**more: object) -> dict[str, object]:
    return {
        "on": TODAY, "purposes": [str(Purpose.PUBLISH_NUMBER)], "given_by": "self", "manner": "written", **more,
    }  # fmt: skip


def test_consent_is_recorded_by_whoever_is_in_charge(
    case: Case, key: Key, lawyer: User, documenter: User, analyst: User, editor: User, reviewer: User, stranger: User
) -> None:
    for user in (documenter, analyst, editor, reviewer, stranger):
        answer = unlocked(user, case, key).post(f"{ONE}add/consent/", consent())
        assert answer.status_code == 404, user.username
    client = unlocked(lawyer, case, key)
    paper = SimpleUploadedFile("signed.pdf", b"signed")
    assert client.post(f"{ONE}add/consent/", consent(file=paper)).status_code == 302
    given = vault_of(case, key).entries("P-0001")[-1]
    assert isinstance(given, Consent)
    assert given.purposes == (Purpose.PUBLISH_NUMBER,)
    assert given.paper == sha256(b"signed").hexdigest()
    event = AuditEvent.objects.get(verb="consent.record")
    assert AuditDetail.objects.get(seq=event.seq).content == {"number": "P-0001", "entry": "consent"}


@pytest.mark.parametrize("wrong", [
    {"purposes": []},
    {"purposes": [str(Purpose.SHARE)]},
    {"purposes": ["everything"]},
    {"on": "someday"},
    {"until": "2020-01-01"},
    {"bodies": ["nobody-knows"]},
])  # fmt: skip
def test_a_consent_that_grants_nothing_or_contradicts_itself_is_not_recorded(
    case: Case, key: Key, lawyer: User, wrong: dict[str, object]
) -> None:
    answer = unlocked(lawyer, case, key).post(f"{ONE}add/consent/", consent(**wrong))
    assert answer.status_code == 422
    assert len(vault_of(case, key).entries("P-0001")) == len(entries())


def test_powers_of_attorney_papers_and_changes_of_the_situation_are_entered(case: Case, key: Key, lawyer: User) -> None:
    client = unlocked(lawyer, case, key)
    for kind, told in (
        ("authority", {"on": TODAY, "attorney": "Invented Office", "bodies": ["wgad"], "form": "simple"}),
        ("situation", {"on": TODAY, "note": "released"}),
        ("paper", {"on": TODAY, "title": "protocol", "file": SimpleUploadedFile("p.pdf", b"p")}),
        ("account", {"on": TODAY, "text": "It was so."}),
        ("contact", {"on": TODAY, "way": "letter", "address": "3 Invented Street"}),
        ("revocation", {"on": TODAY, "attorney": ""}),
    ):
        answer = client.post(f"{ONE}add/{kind}/", told)
        assert answer.status_code == 302, (kind, answer.content.decode()[-3000:])
    held = vault_of(case, key).entries("P-0001")[len(entries()) :]
    assert [e.kind for e in held] == ["authority", "situation", "paper", "account", "contact", "revocation"]
    assert isinstance(held[0], Authority)
    assert isinstance(held[2], Paper)
    assert held[2].sha256 == sha256(b"p").hexdigest()
    assert client.get(f"{ONE}add/withdrawal/").status_code == 404
    assert client.get(f"{ONE}add/anything/").status_code == 404


def test_consent_is_taken_back_at_once_by_one_person_and_what_had_left_is_listed_with_letters(
    case: Case, key: Key, lawyer: User, editor: User
) -> None:
    client = unlocked(lawyer, case, key)
    client.post(f"{ONE}add/consent/", consent())
    file = SimpleUploadedFile("report.pdf", b"report")
    told = {"file": file, "audience": "public", "on": TODAY, "tells": ["case number"]}
    assert client.post(f"{ONE}sent/", told).status_code == 302
    left = vault_of(case, key).entries("P-0001")[-1]
    assert isinstance(left, Release)
    assert (left.what, left.sha256, left.note) == ("report.pdf", sha256(b"report").hexdigest(), "")
    assert "report.pdf" in client.get(ONE).content.decode()
    answer = unlocked(editor, case, key).post(f"{ONE}withdraw/", {"on": TODAY})
    assert answer["Location"] == f"{ONE}removal/"
    held = vault_of(case, key).entries("P-0001")
    assert isinstance(held[-1], Withdrawal)
    assert not may_count(held, date.today(), number="P-0001").yes
    page = unlocked(editor, case, key).get(f"{ONE}removal/").content.decode()
    assert "report.pdf" in page
    letter = unlocked(editor, case, key).get(f"{ONE}removal/1/").content.decode()
    assert "P-0001" in letter
    assert not any(name in page + letter for name in NAMES)
    assert unlocked(editor, case, key).get(f"{ONE}removal/2/").status_code == 404
    assert AuditEvent.objects.get(verb="consent.withdraw").actor == editor.uid


def test_what_no_consent_covers_is_recorded_only_as_having_left_already(case: Case, key: Key, lawyer: User) -> None:
    client = unlocked(lawyer, case, key)

    def told(**more: str) -> dict[str, object]:
        file = SimpleUploadedFile("report.pdf", b"report")
        return {"file": file, "audience": "public", "on": TODAY, "tells": ["name"], **more}

    assert client.post(f"{ONE}sent/", told()).status_code == 422
    assert client.post(f"{ONE}sent/", told(left_already="on")).status_code == 302
    left = vault_of(case, key).entries("P-0001")[-1]
    assert isinstance(left, Release)
    assert "without a consent" in left.note


def test_consent_is_not_taken_back_from_a_day_to_come(case: Case, key: Key, lawyer: User) -> None:
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert unlocked(lawyer, case, key).post(f"{ONE}withdraw/", {"on": tomorrow}).status_code == 400
    assert not any(isinstance(e, Withdrawal) for e in vault_of(case, key).entries("P-0001"))


def test_the_checks_count_a_person_until_consent_is_taken_back_and_nobody_while_locked(
    case: Case, key: Key, lawyer: User
) -> None:
    def people() -> list[str]:
        case.refresh_from_db()
        read = let_in(read_case(case), opened_by(lawyer, case), date.today()).read
        return [fact.id for fact in read.facts if fact.kind == "person"]

    assert people() == []
    client = unlocked(lawyer, case, key)
    assert people() == ["p-0001"]
    assert client.post(f"{ONE}withdraw/", {"on": TODAY}).status_code == 302
    assert people() == []


def test_a_form_that_was_not_sent_from_these_pages_does_nothing(case: Case, key: Key, lawyer: User) -> None:
    client = unlocked(lawyer, case, key)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for page, told in (("withdraw/", {"on": TODAY}), ("add/consent/", consent()), ("erase/", {"reason": "x" * 20})):
        assert strict.post(ONE + page, told).status_code == 403, page
    assert len(vault_of(case, key).entries("P-0001")) == len(entries())


def test_a_large_paper_is_hashed_and_not_kept(case: Case, key: Key, lawyer: User) -> None:
    large = b"invented paper " * 40_000
    told = {"on": TODAY, "title": "film", "file": SimpleUploadedFile("film.bin", large)}
    assert unlocked(lawyer, case, key).post(f"{ONE}add/paper/", told).status_code == 302
    paper = vault_of(case, key).entries("P-0001")[-1]
    assert isinstance(paper, Paper)
    assert paper.sha256 == sha256(large).hexdigest()
