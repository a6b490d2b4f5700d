"""The log: what each event commits to, and every way in which it could be altered."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.anchor import keep, last_kept, take
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent, AuditHead
from saylau.server.audit.verify import Kind, verify
from saylau.server.audit.written import NOTHING_BEFORE, commitment, event_hash, read_anchor
from tests.server.people import browser, person

pytestmark = pytest.mark.django_db
EVENTS = 9


@pytest.fixture
def log() -> None:
    for n in range(1, EVENTS + 1):
        append(f"u-{n % 3}", "fact.change", f"f-{n}", {"field": f"value {n} қ"} if n % 2 else None)


def row(seq: int) -> AuditEvent:
    return AuditEvent.objects.get(seq=seq)


def rewrite(seq: int, **changes: object) -> str:
    """Change an event and give it a hash that fits."""
    AuditEvent.objects.filter(seq=seq).update(**changes)
    fields = ("seq", "at", "actor", "verb", "object", "commitment", "prev")
    made = event_hash(AuditEvent.objects.filter(seq=seq).values(*fields).get())
    AuditEvent.objects.filter(seq=seq).update(hash=made)
    return made


def test_hashes_are_those_of_the_written_example() -> None:
    committed = commitment(bytes(range(16)), {"kind": "detention", "value": "ä қ"})
    assert committed == "bd251b262827ea2540a172b998c123512629ed255ee38c633f4f88af0ad26913"
    first: dict[str, object] = {
        "actor": "u-1", "at": "2019-06-09T07:00:00Z", "commitment": committed, "object": "f-1",
        "prev": NOTHING_BEFORE, "seq": 1, "verb": "fact.create",
    }  # fmt: skip
    assert event_hash(first) == "7e4a9f77d05bbc6d997084291fe25eae07f38a9f4310f36629e1d2b9792ca2de"
    second = first | {
        "actor": "u-2", "at": "2019-06-09T07:00:05Z", "commitment": None, "prev": event_hash(first), "seq": 2,
        "verb": "fact.read",
    }  # fmt: skip
    assert event_hash(second) == "64d5b15dc79b97b3061b9aa64ca5581c6a0e317cd26d767048083a8e7434942b"


def test_a_log_that_nobody_touched_is_whole(log: None) -> None:
    found = verify()
    assert (found.kind, found.events, found.erased, found.head) == (None, EVENTS, 0, row(EVENTS).hash)
    assert found.sentence() == f"whole: {EVENTS} events, head {found.head}"


def test_an_empty_log_is_whole() -> None:
    assert verify().sentence() == f"whole: 0 events, head {NOTHING_BEFORE}"


def test_a_changed_event_is_found(log: None) -> None:
    AuditEvent.objects.filter(seq=4).update(actor="u-9")
    assert (verify().seq, verify().kind) == (4, Kind.HASH)


def test_an_event_changed_together_with_its_hash_is_found_at_the_next(log: None) -> None:
    rewrite(4, actor="u-9")
    assert (verify().seq, verify().kind) == (5, Kind.ORDER)


def test_an_event_taken_out_is_found(log: None) -> None:
    AuditEvent.objects.filter(seq=4).delete()
    assert (verify().seq, verify().kind) == (4, Kind.GAP)


def test_two_events_swapped_are_found(log: None) -> None:
    AuditEvent.objects.filter(seq=4).update(seq=40)
    AuditEvent.objects.filter(seq=5).update(seq=4)
    AuditEvent.objects.filter(seq=40).update(seq=5)
    assert (verify().seq, verify().kind) == (4, Kind.HASH)
    rewrite(4)
    assert (verify().seq, verify().kind) == (4, Kind.ORDER)


def test_an_event_put_in_at_the_end_is_found(log: None) -> None:
    AuditEvent.objects.create(
        seq=EVENTS + 1, at="2030-01-01T00:00:00Z", actor="u-1", verb="x", object="", prev="0" * 64, hash="0" * 64
    )
    AuditHead.objects.update(seq=EVENTS + 1)
    assert (verify().seq, verify().kind) == (EVENTS + 1, Kind.HASH)


def test_an_end_cut_off_is_found_by_the_head_and_if_that_was_mended_by_an_anchor_alone(log: None) -> None:
    anchor = take()
    AuditEvent.objects.filter(seq=EVENTS).delete()
    AuditDetail.objects.filter(seq=EVENTS).delete()
    assert (verify().seq, verify().kind) == (EVENTS, Kind.GAP)
    AuditHead.objects.update(seq=EVENTS - 1, hash=row(EVENTS - 1).hash)
    assert verify().kind is None
    assert (verify(anchor).seq, verify(anchor).kind) == (EVENTS, Kind.BEHIND)


def test_a_whole_new_history_is_found_by_an_anchor_alone(log: None) -> None:
    anchor = take()
    append("u-1", "later")
    assert verify(anchor).kind is None
    before = NOTHING_BEFORE
    for seq in range(1, EVENTS + 2):
        before = rewrite(seq, prev=before, actor="u-9")
    AuditHead.objects.update(hash=before)
    assert verify().kind is None
    assert (verify(anchor).seq, verify(anchor).kind) == (EVENTS, Kind.OTHER)


def test_a_head_that_names_another_hash_is_found(log: None) -> None:
    AuditHead.objects.update(hash="f" * 64)
    assert (verify().seq, verify().kind) == (EVENTS, Kind.HASH)


def test_a_changed_detail_is_found_and_an_erased_one_is_counted(log: None) -> None:
    AuditDetail.objects.filter(seq=3).update(content={"field": "another"})
    assert (verify().seq, verify().kind) == (3, Kind.COMMITMENT)
    AuditDetail.objects.filter(seq=3).delete()
    found = verify()
    assert (found.kind, found.erased) == (None, 1)
    assert "1 erased details" in found.sentence()


def test_a_detail_of_an_event_that_has_none_is_found(log: None) -> None:
    AuditDetail.objects.create(seq=4, salt="00", content={})
    assert (verify().seq, verify().kind) == (4, Kind.COMMITMENT)


def test_a_clock_set_back_is_counted_and_is_no_break(log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(EVENTS, at="2001-01-01T00:00:00Z")
    AuditHead.objects.update(hash=row(EVENTS).hash)
    found = verify()
    assert (found.kind, found.backwards) == (None, 1)
    page = browser(person("auditor", auditor=True)).get("/en/log/").content.decode()
    assert page.count("the clock was set back") == 1
    assert page.index(f">{EVENTS}<") < page.index("the clock was set back") < page.index(f">{EVENTS - 1}<")


def test_a_change_that_is_undone_leaves_no_event_and_no_gap(log: None) -> None:
    def fail() -> None:
        with transaction.atomic():
            append("u-1", "fact.create", "f-1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert append("u-1", "fact.create", "f-2") == EVENTS + 1
    assert verify().kind is None


def test_events_hold_no_content(log: None) -> None:
    told = " ".join(str(value) for event in AuditEvent.objects.values() for value in event.values())
    assert "value" not in told


def test_an_anchor_comes_back_from_its_file(log: None, tmp_path: Path) -> None:
    anchor = take()
    assert anchor.seq == EVENTS
    assert read_anchor(keep(tmp_path, anchor)) == anchor == last_kept(tmp_path)
    assert verify().root == anchor.root


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"what": "anchor of a saylau log"}', '{"what": "x", "seq": 1}'])
def test_another_file_is_refused_as_an_anchor(text: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text(text)
    with pytest.raises(WrongUse, match="is not an anchor"):
        read_anchor(tmp_path / "a")


def test_the_log_is_read_by_auditors_alone(log: None, administrator: User, stranger: User) -> None:
    auditor = person("auditor", auditor=True)
    assert browser(auditor).get("/en/log/").status_code == 200
    assert browser(stranger).get("/en/log/").status_code == 404
    assert browser(administrator).get("/en/log/").status_code == 404
    assert browser(administrator).get("/en/log/check/").status_code == 200
    assert browser(stranger).get("/en/log/check/").status_code == 404


def test_the_log_is_filtered_and_paged(administrator: User) -> None:
    auditor = person("auditor", auditor=True)
    for n in range(120):
        append(administrator.uid if n % 2 else auditor.uid, "fact.read" if n % 3 else "fact.change", f"f-{n}")
    client = browser(auditor)
    page = client.get("/en/log/?verb=fact.change&actor=administrator").content.decode()
    assert page.count("<tr><td ") == 20
    page = client.get("/en/log/").content.decode()
    assert page.count("<tr><td ") == 50
    older = client.get("/en/log/?before=100").content.decode()
    assert ">99<" in older
    assert ">100<" not in older
    assert "f-7<" in client.get("/en/log/?object=f-7").content.decode()
    assert client.get("/en/log/?day=2001-01-01").content.decode().count("<tr><td ") == 0
    assert client.get("/en/log/?day=never").status_code == 200


def test_the_log_page_shows_no_content_of_cases(log: None) -> None:
    auditor = person("auditor", auditor=True)
    append("u-1", "search", "c-1", {"query": "a name that was looked for"})
    append("u-1", "role.grant", "u-2", {"role": "reviewer"})
    page = browser(auditor).get("/en/log/").content.decode()
    assert "looked for" not in page
    assert "value 1" not in page
    assert "reviewer" in page


def test_an_auditor_verifies_and_takes_an_anchor(log: None) -> None:
    client = browser(person("auditor", auditor=True))
    page = client.post("/en/log/check/").content.decode()
    assert f"whole: {EVENTS} events" in page
    AuditEvent.objects.filter(seq=4).update(actor="u-9")
    assert "BROKEN at event 4" in client.post("/en/log/check/").content.decode()
    answer = client.post("/en/log/anchor/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b'"seq": ' in answer.content
