"""Receiving files: whole with their records or not at all, under their hash, read-only."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from pathlib import Path

import pytest
from django.db import DatabaseError

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.evidence import places
from saylau.server.evidence.intake import Incoming, NotReceived, Origin, take_in
from saylau.server.evidence.models import Custody, Evidence
from saylau.server.evidence.names import kept_name, saved_name
from saylau.server.store.models import Case
from tests.server.evidence_files import received, send
from tests.server.people import browser


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def _left() -> list[Path]:
    return list(places.incoming().iterdir())


def test_a_file_stands_read_only_under_its_hash(analyst: User, case: Case) -> None:
    item = received(analyst, case, b"words")
    # printf words | sha256sum; printf words | b2sum -l 256
    assert item.sha256 == hashlib.sha256(b"words").hexdigest()
    assert item.blake2b == hashlib.blake2b(b"words", digest_size=32).hexdigest()
    path = places.sealed(item.sha256)
    assert path.relative_to(places.sealed(item.sha256).parents[1]).parts == (item.sha256[:2], item.sha256[2:])
    assert path.read_bytes() == b"words"
    assert path.stat().st_mode & 0o777 == 0o440
    assert path.parents[1].stat().st_mode & 0o777 == 0o700
    assert _left() == []


def test_hash_and_size_are_taken_while_the_file_comes_in_pieces(analyst: User, case: Case) -> None:
    incoming = Incoming("long.bin")
    for piece in (b"a" * 70_000, b"b" * 70_000, b"c"):
        incoming.write(piece)
    item = take_in(analyst, case, incoming, Origin())
    assert (item.size, item.sha256) == (140_001, hashlib.sha256(b"a" * 70_000 + b"b" * 70_000 + b"c").hexdigest())


def test_the_same_bytes_twice_are_one_file_with_two_records(analyst: User, editor: User, case: Case) -> None:
    first, second = received(analyst, case, b"twice"), received(editor, case, b"twice", "other.txt")
    assert first.sha256 == second.sha256
    assert first.uid != second.uid
    assert len(list(places.sealed(first.sha256).parent.iterdir())) == 1
    assert Custody.objects.filter(step="received").count() == 2


def test_an_intake_leaves_its_event_whose_name_stands_in_the_detail_alone(analyst: User, case: Case) -> None:
    item = received(analyst, case, b"words", "list of people.txt")
    event = AuditEvent.objects.get(verb="evidence.add")
    assert (event.object, event.actor) == (item.uid, analyst.uid)
    assert AuditDetail.objects.get(seq=event.seq).content["name"] == "list of people.txt"


def test_a_file_that_is_too_large_is_refused_and_nothing_of_it_stays(analyst: User, case: Case) -> None:
    incoming = Incoming("long.bin", most=1 << 20)
    for _ in range(3):
        incoming.write(b"a" * (1 << 19))
    with pytest.raises(NotReceived, match=r"long.bin is larger than 1 MiB"):
        take_in(analyst, case, incoming, Origin())
    assert _left() == []
    assert not Evidence.objects.exists()


def test_a_full_disk_gives_a_sentence_and_no_partial_file(
    analyst: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming = Incoming("paper.pdf")
    incoming.write(b"a" * 100)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotReceived, match=r"the server's disk is full\. What was there before is untouched"):
        take_in(analyst, case, incoming, Origin())
    monkeypatch.undo()
    assert _left() == []
    assert not Evidence.objects.exists()
    assert not AuditEvent.objects.filter(verb="evidence.add")


def test_a_disk_that_fills_up_while_a_file_comes_is_told_once_it_has_come(analyst: User, case: Case) -> None:
    incoming = Incoming("paper.pdf")
    with open("/dev/full", "wb", buffering=0) as full:
        incoming._file.close()
        incoming._file = full  # type: ignore[assignment]
        incoming.write(b"a" * 100)
        incoming.write(b"a" * 100)
    with pytest.raises(NotReceived, match="disk is full"):
        take_in(analyst, case, incoming, Origin())
    assert _left() == []


def test_a_record_that_cannot_be_written_takes_its_file_along(
    analyst: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DatabaseError("database or disk is full")

    set_down = places.set_down

    def set_down_then_fail(part: Path, target: Path) -> bool:
        set_down(part, target)
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(places, "set_down", set_down_then_fail)
    with pytest.raises(DatabaseError):
        received(analyst, case, b"never recorded")
    assert not places.sealed(hashlib.sha256(b"never recorded").hexdigest()).exists()
    assert not Evidence.objects.exists()
    assert _left() == []


def test_a_failed_second_intake_leaves_the_file_of_the_first(
    analyst: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = received(analyst, case, b"shared")

    def fail(part: Path, target: Path) -> bool:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(places, "set_down", fail)
    with pytest.raises(NotReceived, match="Input/output error"):
        received(analyst, case, b"shared")
    assert places.sealed(first.sha256).read_bytes() == b"shared"
    assert Evidence.objects.count() == 1


def test_a_file_is_not_taken_in_where_its_twin_on_the_disk_was_changed(analyst: User, case: Case) -> None:
    item = received(analyst, case, b"original")
    path = places.sealed(item.sha256)
    path.chmod(0o600)
    path.write_bytes(b"Original")
    with pytest.raises(WrongUse, match="has changed since"):
        received(analyst, case, b"original")
    assert Evidence.objects.count() == 1
    assert _left() == []


def test_what_a_killed_upload_left_is_removed_a_day_later(analyst: User, case: Case) -> None:
    fresh, old = places.incoming() / "fresh.part", places.incoming() / "old.part"
    for part in (fresh, old):
        part.write_bytes(b"half")
    folder = places.incoming() / "of-a-parser"
    folder.mkdir()
    (folder / "made").write_bytes(b"half")
    for left in (old, folder):
        os.utime(left, (time.time() - 90_000, time.time() - 90_000))
    assert send(browser(analyst), case, ("a.txt", b"words")) == 302
    assert _left() == [fresh]


@pytest.mark.parametrize(
    ("name", "shown", "saved"),
    [
        ("../../x", "../../x", "x"),
        ("a\0b", "a\\u0000b", "a_b"),
        ("paper\u202efdp.exe", "paper\\u202efdp.exe", "paper_fdp.exe"),
        ("CON", "CON", "file_CON"),
        ("nul.txt", "nul.txt", "file_nul.txt"),
        ("..", "..", "file"),
        ('a"b<c>.txt', 'a"b<c>.txt', "a_b_c_.txt"),
        ("C:\\folder\\письмо.pdf", "C:\\folder\\письмо.pdf", "письмо.pdf"),
    ],
)
def test_odd_names_are_shown_with_what_cannot_be_seen_and_saved_harmlessly(name: str, shown: str, saved: str) -> None:
    assert kept_name(name) == shown
    assert saved_name(name) == saved


def test_a_name_of_300_characters_is_kept_and_a_longer_one_is_cut() -> None:
    assert kept_name("a" * 300) == "a" * 300
    assert kept_name("a" * 301) == "a" * 299 + "…"
    assert saved_name("a" * 300 + ".pdf") == "a" * 120 + ".pdf"


def test_a_file_of_any_name_stands_under_its_hash_alone(analyst: User, case: Case) -> None:
    item = received(analyst, case, b"words", "../../x")
    stored = [path for path in places.sealed(item.sha256).parents[1].rglob("*") if path.is_file()]
    assert stored == [places.sealed(item.sha256)]


def test_several_files_come_at_once_and_one_that_is_too_large_does_not_stop_the_others(
    analyst: User, case: Case, settings: object
) -> None:
    settings.LARGEST_FILE = 1 << 20  # type: ignore[attr-defined]
    several = (("a.txt", b"one"), ("b.bin", b"x" * (1 << 20) + b"x"), ("c.txt", b"three"))
    client = browser(analyst)
    assert send(client, case, *several, received_how="by hand") == 302
    assert sorted(Evidence.objects.values_list("name", "received_how")) == [("a.txt", "by hand"), ("c.txt", "by hand")]
    page = client.get(f"/en/case/{case.slug}/evidence/").content.decode()
    assert "2 files were taken in." in page
    assert "b.bin is larger than 1 MiB" in page
    assert _left() == []


def test_an_empty_file_is_evidence_too(analyst: User, case: Case) -> None:
    assert send(browser(analyst), case, ("empty.txt", b"")) == 302
    assert Evidence.objects.get().size == 0


def test_past_two_gibibytes_somebody_has_to_say_that_the_case_may_hold_more(
    analyst: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saylau.server.pages.evidence.adding.MOST_IN_CASE", 10)
    client = browser(analyst)
    assert send(client, case, ("a.txt", b"123456")) == 302
    assert send(client, case, ("b.txt", b"123456")) == 422
    assert Evidence.objects.count() == 1
    assert _left() == []
    assert send(client, case, ("b.txt", b"123456"), room="on") == 302


def test_a_source_that_the_case_does_not_have_is_refused_and_the_files_go_away(analyst: User, case: Case) -> None:
    assert send(browser(analyst), case, ("a.txt", b"words"), source="unknown") == 422
    assert not Evidence.objects.exists()
    assert _left() == []
    assert send(browser(analyst), case, ("a.txt", b"words"), source="paper") == 302
    assert Evidence.objects.get().source == "paper"


def test_more_than_a_hundred_files_come_at_once(analyst: User, case: Case) -> None:
    assert send(browser(analyst), case, *((f"{number}.txt", b"words") for number in range(120))) == 302
    assert Evidence.objects.count() == 120


def test_a_working_copy_for_which_there_is_no_room_is_refused_with_a_sentence(
    analyst: User, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = received(analyst, case, b"words")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    answer = browser(analyst).get(f"/en/case/{case.slug}/evidence/{item.uid}/file/")
    assert answer.status_code == 400
    assert "disk is full" in answer.content.decode()
    assert _left() == []
