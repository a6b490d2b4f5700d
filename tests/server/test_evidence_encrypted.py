"""Evidence that stands encrypted: received without the key, read only with it, and nowhere plain in the data folder."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saylau.server.access.models import User
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.evidence import places
from saylau.server.evidence.ciphers import Encrypting, decrypted_hash
from saylau.server.evidence.derivatives import publishable
from saylau.server.evidence.encrypting import switch_on
from saylau.server.evidence.intake import Incoming
from saylau.server.evidence.keys import keys_of
from saylau.server.evidence.models import Derivative, Encryption, Evidence
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.server.vault.keeper import Locked
from saylau.vault.age import Key, new_identity, wrap
from tests.server.encrypted import PLAIN, WORDS, address, body, everything, found_plain, of_the_night, work
from tests.server.evidence_files import picture, send
from tests.server.people import browser
from tests.server.vaults import entries, make_vault, unlocked, vault_of


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


def test_a_new_passphrase_gives_a_new_key_for_what_comes_and_what_was_there_stays_readable(
    encrypted: Case, analyst: User, reviewer: User, key: Key
) -> None:
    before = Encryption.objects.get().recipient
    send(browser(analyst), encrypted, ("old.txt", PLAIN))
    stolen = vault_of(encrypted, key).file_keys
    vault = vault_of(encrypted, key)
    newer = Key.new()
    vault.rekey(newer, wrap(newer, "seven quiet rivers at noon", new_identity()))
    vault.save()
    client = unlocked(reviewer, encrypted, newer)
    client.get(f"/en/case/{encrypted.slug}/evidence/")
    old = encrypted.evidence.get()
    assert body(client, address(old, "file/")) == PLAIN
    assert Encryption.objects.get().recipient != before
    send(browser(analyst), encrypted, ("new.txt", b"later words"))
    new = encrypted.evidence.get(name="new.txt")
    assert body(client, address(new, "file/")) == b"later words"
    # Whoever kept an older copy of the vault and what opened it reads what was there then, and nothing that came later.
    with places.sealed(old.kept_as).open("rb") as file:
        assert decrypted_hash(file, stolen) == hashlib.sha256(PLAIN).hexdigest()
    with places.sealed(new.kept_as).open("rb") as file:
        assert decrypted_hash(file, stolen) == ""


def test_an_original_opens_without_this_software(encrypted: Case, analyst: User, key: Key) -> None:
    send(browser(analyst), encrypted, ("words.txt", PLAIN))
    whole = json.loads(keeper.path_of(encrypted).read_bytes())
    vault_key = pyrage.x25519.Identity.from_str(key.identity)
    index = json.loads(pyrage.decrypt(whole["index"].encode(), [vault_key]))
    keys = [pyrage.x25519.Identity.from_str(line) for line in index["files"]]
    assert pyrage.decrypt(places.sealed(encrypted.evidence.get().kept_as).read_bytes(), keys) == PLAIN


def test_pages_of_encrypted_evidence_ask_the_database_little_and_find_a_file_by_its_whole_hash(
    encrypted: Case,
    analyst: User,
    key: Key,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    client = unlocked(analyst, encrypted, key)
    send(client, encrypted, *((f"{number}.txt", b"words %d" % number) for number in range(20)))
    work()
    listed = f"/en/case/{encrypted.slug}/evidence/"
    for page in (listed, f"{listed}encryption/", address(encrypted.evidence.order_by("pk")[0])):
        client.get(page)
        with django_assert_max_num_queries(16):
            assert client.get(page).status_code == 200
    found = client.get(listed, {"q": hashlib.sha256(b"words 7").hexdigest()}).content.decode()
    assert "7.txt" in found
    assert "8.txt" not in found


class FullDisk:
    """A file on a disk that has little room left."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(data)


@pytest.mark.parametrize("room", [0, 70_000])
def test_a_full_disk_leaves_nothing_of_an_encrypted_file(
    encrypted: Case, analyst: User, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(everything())
    begin = Encrypting.__init__
    monkeypatch.setattr(
        Encrypting,
        "__init__",
        lambda self, out, recipient: begin(self, FullDisk(room), recipient),  # type: ignore[arg-type]
    )
    answer = browser(analyst).post(
        f"/en/case/{encrypted.slug}/evidence/add/", {"file": [SimpleUploadedFile("words.txt", PLAIN)]}
    )
    assert answer.status_code == 413
    assert "disk is full" in answer.content.decode().replace("&#x27;", "'")
    assert set(everything()) == before
    assert not Evidence.objects.exists()


def test_an_upload_that_is_let_go_unfinished_leaves_no_thread_behind(encrypted: Case) -> None:
    recipient = Encryption.objects.get().recipient
    before, during = threading.active_count(), []

    def let_go() -> None:
        """As it happens to a form that ends in the middle of a file: nobody closes it."""
        incoming = Incoming("words.txt", recipient=recipient)
        incoming.write(PLAIN)
        during.append(threading.active_count())
        del incoming
        deadline = time.monotonic() + 30
        while threading.active_count() > before and time.monotonic() < deadline:
            time.sleep(0.01)

    with pytest.warns(ResourceWarning):
        let_go()
    assert (during, threading.active_count()) == ([before + 1], before)
