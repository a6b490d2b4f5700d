"""Evidence that stands encrypted: received without the key, read only with it, and nowhere plain in the data folder."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from saylau.server.access.models import User
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify as verify_chain
from saylau.server.evidence import places
from saylau.server.evidence.derivatives import publishable
from saylau.server.evidence.encrypting import encrypt_case, switch_on
from saylau.server.evidence.keys import keys_of
from saylau.server.evidence.models import Derivative, Encryption, Evidence
from saylau.server.evidence.verify import sealed_for_export
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.server.vault.keeper import Locked
from saylau.vault.age import Key
from tests.server.evidence_files import picture, send
from tests.server.people import browser, confirm
from tests.server.vaults import entries, make_vault, unlocked

WORDS = "the invented words that nobody finds on this disk"
PLAIN = (WORDS + "\n").encode() * 3000
"""Longer than a block of age, so that it is written in pieces."""


@pytest.fixture
def key(reviewer: User, case: Case) -> Key:
    return make_vault(reviewer, case, entries())


@pytest.fixture
def encrypted(reviewer: User, case: Case, key: Key) -> Case:
    """The case, whose evidence is encrypted and whose vault is locked again."""
    client = unlocked(reviewer, case, key)
    switch_on(client.session.session_key, reviewer, case)
    work()
    keeper.close_case(case)
    return case


def of_the_night() -> list[str]:
    """Have the part of the night read again; what it found changed."""
    night = Job.objects.create(verb="evidence.verify_part")
    work()
    night.refresh_from_db()
    assert night.result is not None, night.error
    return list(night.result["mismatch"])


def work() -> None:
    """Do the jobs that wait."""
    while work_once("worker"):
        pass


def address(item: Evidence, then: str = "") -> str:
    return f"/en/case/{item.case.slug}/evidence/{item.uid}/{then}"


def everything() -> dict[Path, bytes]:
    """Every file of the evidence, with its bytes."""
    folder = Path(settings.DATA) / "evidence"
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def body(client: Client, where: str) -> bytes:
    answer = client.get(where)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def found_plain(*needles: bytes) -> list[tuple[Path, bytes]]:
    return [(path, needle) for path, data in everything().items() for needle in needles if needle in data]


def test_a_file_is_received_while_the_vault_is_locked_and_stands_nowhere_plain(
    encrypted: Case, documenter: User
) -> None:
    before = set(everything())
    assert send(browser(documenter), encrypted, ("words.txt", PLAIN)) == 302
    work()
    item = encrypted.evidence.get()
    digest = hashlib.sha256(PLAIN).hexdigest()
    assert (item.sha256, item.blake2b, item.reading, item.size) == ("", "", {}, len(PLAIN))
    (path,) = set(everything()) - before
    assert path == places.sealed(item.kept_as)
    assert digest not in f"{path.parent.name}{path.name}"
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == item.ciphertext
    assert not found_plain(WORDS.encode())
    # The chain committed to the ciphertext, and no detail of it tells the hash of a file that somebody may know.
    event = AuditEvent.objects.get(verb="evidence.add", object=item.uid)
    assert AuditDetail.objects.get(seq=event.seq).content["ciphertext"] == item.ciphertext
    assert not [row for row in AuditDetail.objects.all() if digest in str(row.content)]


@pytest.mark.parametrize(
    ("name", "data", "needles"),
    [
        ("words.txt", PLAIN, [WORDS.encode()]),
        ("picture.jpg", picture(size=(400, 300)), [b"JFIF", b"Camera 7"]),
        ("picture.png", picture("PNG", (400, 300)), [b"IHDR", b"IDAT"]),
    ],
)
def test_preview_working_copy_and_copy_for_publication_are_encrypted_too(
    name: str, data: bytes, needles: list[bytes], encrypted: Case, editor: User, reviewer: User, key: Key
) -> None:
    client = unlocked(editor, encrypted, key)
    assert send(client, encrypted, (name, data)) == 302
    work()
    item = encrypted.evidence.get()
    assert "age" in item.reading
    assert item.media_type.split("/")[0] in ("text", "image")
    assert client.post(address(item, "copies/")).status_code == 302
    made = Derivative.objects.get()
    assert (made.sha256, bool(made.kept_as)) == ("", True)
    assert body(client, address(item, "file/")) == data
    page = client.get(address(item)).content.decode()
    assert hashlib.sha256(data).hexdigest() in page
    if name.endswith("txt"):
        assert WORDS in page
    else:
        assert Image.open(io.BytesIO(body(client, address(item, "preview/")))).size == (400, 300)
    copied = body(client, address(item, f"copies/{made.uid}/"))
    assert b"Camera 7" not in copied
    # Original, working copy, copy for publication and, of a picture, its preview.
    assert len([path for path in everything() if path.parts[-3] != "incoming"]) >= 3
    assert not found_plain(*needles, copied)
    checked = unlocked(reviewer, encrypted, key)
    assert checked.post(address(item, f"copies/{made.uid}/check/")).status_code == 302
    made.refresh_from_db()
    with publishable(made, keys_of(reviewer, encrypted)) as file:
        assert file.read() == copied
    with sealed_for_export(reviewer, item, "package 1", keys_of(reviewer, encrypted)) as file:
        assert file.read() == data


def test_while_the_vault_is_locked_nothing_of_a_file_is_shown_or_handed_out(
    encrypted: Case, editor: User, reviewer: User, key: Key
) -> None:
    client = unlocked(editor, encrypted, key)
    send(client, encrypted, ("picture.jpg", picture()))
    work()
    item = encrypted.evidence.get()
    client.post(address(item, "copies/"))
    made = Derivative.objects.get()
    keeper.close_case(encrypted)
    for then in ("file/", "preview/", "request/", f"copies/{made.uid}/"):
        answer = client.get(address(item, then))
        assert answer.status_code == 423, then
        assert "Unlock" in answer.content.decode()
    for then in ("copies/", "look/"):
        assert client.post(address(item, then)).status_code == 423, then
    sealed = browser(reviewer).post(address(item, "original/"), {"reason": "the court asked for it"})
    assert sealed.status_code == 423
    assert not item.custody.filter(step="read").exists()
    page = client.get(address(item)).content.decode()
    assert hashlib.sha256(picture()).hexdigest() not in page
    assert "The vault of this case is locked" in page
    made.checked_by = reviewer
    made.save()
    with pytest.raises(Locked):
        publishable(made, keys_of(editor, encrypted))
    with pytest.raises(Locked):
        sealed_for_export(editor, item, "package 1", keys_of(editor, encrypted))


def test_somebody_elses_open_vault_opens_nothing_for_this_sign_in(
    encrypted: Case, editor: User, reviewer: User, key: Key
) -> None:
    send(browser(editor), encrypted, ("words.txt", PLAIN))
    item = encrypted.evidence.get()
    opened = unlocked(reviewer, encrypted, key)
    assert browser(editor).get(address(item, "file/")).status_code == 423
    assert body(opened, address(item, "file/")) == PLAIN


def test_files_that_came_while_it_was_locked_are_looked_at_when_somebody_has_it_open(
    encrypted: Case, documenter: User, reviewer: User, key: Key
) -> None:
    send(browser(documenter), encrypted, ("one.txt", PLAIN), ("two.txt", b"other words"))
    work()
    listed = f"/en/case/{encrypted.slug}/evidence/"
    told = "2 files came while the vault was locked"
    locked = browser(reviewer)
    assert told in locked.get(listed).content.decode()
    assert locked.post(f"{listed}look/").status_code == 423
    client = unlocked(reviewer, encrypted, key)
    assert client.post(f"{listed}look/").status_code == 302
    work()
    assert set(encrypted.evidence.values_list("media_type", flat=True)) == {"text/plain"}
    assert told not in client.get(listed).content.decode()


def test_the_same_bytes_twice_are_one_encrypted_file_with_two_records(encrypted: Case, analyst: User) -> None:
    client = browser(analyst)
    before = set(everything())
    assert send(client, encrypted, ("one.txt", PLAIN)) == 302
    assert send(client, encrypted, ("two.txt", PLAIN)) == 302
    one, two = encrypted.evidence.order_by("pk")
    assert (one.kept_as, one.ciphertext) == (two.kept_as, two.ciphertext)
    assert set(everything()) - before == {places.sealed(one.kept_as)}


def test_an_encrypted_file_that_was_changed_is_found_without_the_key_and_with_it(
    encrypted: Case, analyst: User, reviewer: User, key: Key
) -> None:
    send(browser(analyst), encrypted, ("words.txt", PLAIN))
    item = encrypted.evidence.get()
    assert of_the_night() == []
    assert "its vault was locked" in item.custody.get(step="verified").note
    path = places.sealed(item.kept_as)
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    assert of_the_night() == [item.uid]
    item.refresh_from_db()
    assert item.intact is False
    client = unlocked(reviewer, encrypted, key)
    assert client.get(address(item, "file/")).status_code == 400
    original = client.post(address(item, "original/"), {"reason": "the court asked for it"})
    assert original.status_code == 400
    assert "is not the one that was received" in original.content.decode()
    assert send(client, encrypted, ("again.txt", PLAIN)) == 413, "what stands in its place has changed"


def test_an_encrypted_file_that_another_was_put_in_the_place_of_is_not_what_was_received(
    encrypted: Case, analyst: User, reviewer: User, key: Key
) -> None:
    send(browser(analyst), encrypted, ("one.txt", PLAIN), ("two.txt", b"other words"))
    one, two = encrypted.evidence.order_by("size")
    path = places.sealed(two.kept_as)
    path.chmod(0o600)
    path.write_bytes(places.sealed(one.kept_as).read_bytes())
    client = unlocked(reviewer, encrypted, key)
    assert client.get(address(two, "file/")).status_code == 400


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
