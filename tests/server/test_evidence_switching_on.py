"""Encryption is switched on for a case: what comes is encrypted, what was there follows, and nothing plain is left."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saylau.server.access.models import User
from saylau.server.audit.models import AuditDetail
from saylau.server.audit.verify import verify as verify_chain
from saylau.server.evidence import places
from saylau.server.evidence.encrypting import encrypt_case, switch_on
from saylau.server.evidence.models import Derivative, Encryption, Evidence
from saylau.server.jobs.models import Job
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.vault.age import Key
from tests.server.encrypted import PLAIN, WORDS, address, body, everything, found_plain, work
from tests.server.evidence_files import picture, send
from tests.server.people import browser, confirm
from tests.server.vaults import entries, make_vault, unlocked


@pytest.fixture
def key(reviewer: User, case: Case) -> Key:
    return make_vault(reviewer, case, entries())


def test_switching_on_encrypts_what_was_there_and_removes_the_plain_files(
    case: Case, editor: User, reviewer: User, key: Key
) -> None:
    client = browser(editor)
    send(client, case, ("picture.jpg", picture()), ("words.txt", PLAIN), ("again.txt", PLAIN))
    work()
    first, words, again = case.evidence.order_by("pk")
    client.post(address(first, "copies/"))
    made = Derivative.objects.get()
    browser(reviewer).post(address(first, f"copies/{made.uid}/check/"))
    digests = [first.sha256, words.sha256, made.sha256]
    copied = places.copy(made.sha256).read_bytes()
    assert found_plain(WORDS.encode())
    opened = unlocked(reviewer, case, key)
    where = f"/en/case/{case.slug}/evidence/encryption/"
    assert "not encrypted by saylau" in opened.get(where).content.decode()
    assert opened.post(where).status_code == 302
    work()
    assert "Every file stands encrypted" in opened.get(where).content.decode()
    assert Encryption.objects.get().done_at is not None
    assert not found_plain(WORDS.encode(), b"JFIF", copied)
    names = {f"{path.parent.name}{path.name}" for path in everything()}
    assert not names & set(digests)
    told = [str(row.content) for row in AuditDetail.objects.all()]
    told += [note for item in case.evidence.all() for note in item.custody.values_list("note", flat=True)]
    assert not [digest for digest in digests if any(digest in text for text in told)]
    assert verify_chain().kind is None
    for item in (first, words, again):
        item.refresh_from_db()
        assert (item.sha256, item.custody.filter(step="encrypted").count()) == ("", 1)
    assert words.kept_as == again.kept_as
    assert body(opened, address(words, "file/")) == PLAIN
    assert body(opened, address(first, f"copies/{made.uid}/")) == copied
    assert WORDS in opened.get(address(words)).content.decode()
    assert Image.open(io.BytesIO(body(opened, address(first, "preview/")))).size == (40, 30)
    assert digests[0] in opened.get(address(first)).content.decode()


def test_the_same_file_in_a_case_that_is_not_encrypted_stays_as_it_is(case: Case, reviewer: User, key: Key) -> None:
    other = Case.objects.create(slug="other", title="Another case", info=case.info)
    client = unlocked(reviewer, case, key)
    send(client, case, ("words.txt", PLAIN))
    item = case.evidence.get()
    Evidence.objects.create(
        case=other, sha256=item.sha256, blake2b=item.blake2b, size=item.size, name="words.txt", received_by=reviewer
    )
    switch_on(client.session.session_key, reviewer, case)
    work()
    assert places.sealed(item.sha256).read_bytes() == PLAIN
    assert body(client, address(item, "file/")) == PLAIN


def test_a_damaged_original_is_left_as_it_is_and_encrypted_once_it_was_brought_back(
    case: Case, reviewer: User, key: Key
) -> None:
    client = unlocked(reviewer, case, key)
    send(client, case, ("words.txt", PLAIN), ("other.txt", b"other words"))
    item = case.evidence.get(name="words.txt")
    path = places.sealed(item.sha256)
    path.chmod(0o600)
    path.write_bytes(b"changed")
    where = f"/en/case/{case.slug}/evidence/encryption/"
    client.post(where)
    work()
    assert path.read_bytes() == b"changed"
    assert Encryption.objects.get().done_at is None
    page = client.get(where).content.decode()
    assert "1 file stands unencrypted still" in page
    assert "bring the original back from a backup" in page
    path.write_bytes(PLAIN)
    assert client.post(where).status_code == 302
    work()
    assert Encryption.objects.get().done_at is not None
    assert not path.exists()
    assert not found_plain(WORDS.encode())


def test_only_who_may_make_the_vault_switches_encryption_on_and_only_with_the_vault_open(
    case: Case, analyst: User, reviewer: User, key: Key
) -> None:
    where = f"/en/case/{case.slug}/evidence/encryption/"
    assert unlocked(analyst, case, key).post(where).status_code == 403
    assert browser(reviewer).post(where).url.startswith("/en/account/"), "a password is asked for first"  # type: ignore[attr-defined]
    keeper.close_case(case)
    client = confirm(browser(reviewer), reviewer)
    assert client.post(where).status_code == 423
    assert not Encryption.objects.exists()


def test_without_a_vault_there_is_nothing_to_encrypt_to(case: Case, reviewer: User) -> None:
    client = confirm(browser(reviewer), reviewer)
    where = f"/en/case/{case.slug}/evidence/encryption/"
    assert "This case has no finished vault yet" in client.get(where).content.decode()
    assert client.post(where).status_code == 423


def test_the_vault_locked_in_the_middle_stops_the_job_with_a_sentence_and_it_goes_on_later(
    case: Case, reviewer: User, key: Key
) -> None:
    client = unlocked(reviewer, case, key)
    send(client, case, ("words.txt", PLAIN))
    where = f"/en/case/{case.slug}/evidence/encryption/"
    client.post(where)
    keeper.close_case(case)
    work()
    assert "Unlock the vault first" in Job.objects.get(verb="evidence.encrypt").error
    assert found_plain(WORDS.encode())
    assert unlocked(reviewer, case, key).post(where).status_code == 302
    work()
    assert not found_plain(WORDS.encode())


def test_pages_say_in_their_footer_whether_evidence_is_encrypted(
    case: Case, analyst: User, reviewer: User, key: Key
) -> None:
    client = browser(analyst)
    send(client, case, ("words.txt", PLAIN))
    item = case.evidence.get()
    pages = [f"/en/case/{case.slug}/evidence/", f"/en/case/{case.slug}/evidence/add/", address(item)]

    def footers() -> list[bool]:
        told = [client.get(page).content.decode().partition("<footer")[2] for page in pages]
        return ["not encrypted by saylau" in footer for footer in told]

    assert footers() == [True] * 3
    switch_on(unlocked(reviewer, case, key).session.session_key, reviewer, case)
    work()
    assert footers() == [False] * 3


def test_a_file_that_was_on_its_way_when_encryption_was_switched_on_is_asked_for_again(
    case: Case, analyst: User, reviewer: User, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saylau.server.pages.evidence.adding.recipient_of", lambda case: "")
    switch_on(unlocked(reviewer, case, key).session.session_key, reviewer, case)
    files = {"file": [SimpleUploadedFile("words.txt", PLAIN)]}
    answer = browser(analyst).post(f"/en/case/{case.slug}/evidence/add/", files)
    assert "Send it again" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not found_plain(WORDS.encode())


def test_a_file_is_not_encrypted_for_a_case_without_a_person_who_asks(case: Case) -> None:
    with pytest.raises(Exception, match="somebody who asks"):
        encrypt_case(Job.objects.create(verb="evidence.encrypt", case=case), lambda *told: None)  # type: ignore[arg-type]
