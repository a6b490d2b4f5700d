"""The pages of evidence: who sees what, what leaves and how, and what is written down of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.evidence import places
from saylau.server.evidence.access import evidence_for
from saylau.server.evidence.models import Evidence, Passage
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.store.facts import add_fact
from saylau.server.store.models import Case, Fact
from tests.server.evidence_files import document, looked_at, picture, received, send, workbook
from tests.server.people import browser, person

REASON = "asked for by the court"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def fact(case: Case) -> Fact:
    return case.facts.get(name="election-2030")


@pytest.fixture
def elsewhere(db: None) -> Case:
    return Case.objects.create(slug="elsewhere", title="Another case", info='id = "elsewhere"\nassessed = 2030-09-01\n')


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def address(item: Evidence, rest: str = "") -> str:
    return f"/en/case/{item.case.slug}/evidence/{item.uid}/{rest}"


# Who sees what


def test_what_each_role_sees_of_open_and_restricted_items(
    case: Case, documenter: User, analyst: User, editor: User, reviewer: User, lawyer: User, stranger: User
) -> None:
    received(reviewer, case, b"open", "open")
    received(reviewer, case, b"restricted", "restricted", restricted=True)
    seen = {
        user.username: sorted(item.name for item in evidence_for(user, case))
        for user in (documenter, analyst, editor, reviewer, lawyer, stranger)
    }
    assert seen == {
        "documenter": [], "analyst": ["open"], "editor": ["open"], "reviewer": ["open", "restricted"], "lawyer": [],
        "stranger": [],
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.DOCUMENTER, Role.LAWYER, Role.ANALYST, Role.EDITOR])
def test_everybody_sees_what_they_received_themselves_restricted_or_not(case: Case, role: Role) -> None:
    user = person("someone", case, role)
    item = received(user, case, b"own", restricted=True)
    assert list(evidence_for(user, case)) == [item]


def test_whoever_works_on_a_fact_sees_the_items_that_support_it(
    case: Case, documenter: User, reviewer: User, fact: Fact
) -> None:
    item = received(reviewer, case, b"restricted", restricted=True)
    fact.assigned_to = documenter
    fact.save()
    assert not evidence_for(documenter, case)
    Passage.objects.create(evidence=item, fact=fact, locator="page 1", by=reviewer)
    assert list(evidence_for(documenter, case)) == [item]
    assert browser(documenter).get(address(item)).status_code == 200


PAGES = ("", "custody/", "file/", "request/")
POSTS = ("verify/", "look/", "restrict/", "hand-over/", "original/", "proof/", "passages/", "copies/")


@pytest.mark.parametrize("rest", [*PAGES, *POSTS, "preview/", "copies/x/", "copies/x/check/", "passages/1/remove/"])
def test_a_page_of_an_item_that_one_may_not_see_is_not_there(
    case: Case, elsewhere: Case, reviewer: User, documenter: User, stranger: User, rest: str
) -> None:
    item = received(reviewer, case, b"words", restricted=True)
    other = person("other", elsewhere, Role.REVIEWER)
    for user in (documenter, stranger, other):
        for method in ("get", "post"):
            answer = getattr(browser(user), method)(address(item, rest))
            assert answer.status_code in (404, 405)
    through_own_case = f"/en/case/elsewhere/evidence/{item.uid}/"
    assert browser(other).get(through_own_case).status_code == 404
    assert AuditEvent.objects.filter(verb="permission.refused", object=item.uid, actor=other.uid).exists()
    assert Client().get(address(item, rest)).status_code in (302, 404, 405)
    assert not AuditEvent.objects.filter(object=item.uid, verb__in=("evidence.read", "evidence.read_sealed")).exists()


@pytest.mark.parametrize("rest", ["", "add/"])
def test_the_pages_of_a_case_answer_its_team_alone(
    case: Case, elsewhere: Case, documenter: User, reviewer: User, stranger: User, administrator: User, rest: str
) -> None:
    page = f"/en/case/{case.slug}/evidence/{rest}"
    other = person("other", elsewhere, *Role)
    answers = [browser(user).get(page).status_code for user in (documenter, reviewer, stranger, administrator, other)]
    assert answers == [200, 200, 404, 404, 404]
    assert Client().get(page).status_code == 302


def test_a_form_without_its_token_is_refused_and_nothing_of_its_file_stays(case: Case, analyst: User) -> None:
    client = browser(analyst)
    client.handler.enforce_csrf_checks = True
    assert send(client, case, ("a.txt", b"words")) == 403
    assert not Evidence.objects.exists()
    assert list(places.incoming().iterdir()) == []


# Handing out


def test_the_working_copy_is_a_file_of_its_own_and_each_download_is_written_down(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words", "letter.txt")
    answer = browser(analyst).get(address(item, "file/"))
    assert body(answer) == b"words"
    assert answer["Content-Disposition"] == 'attachment; filename="letter.txt"'
    sealed, working = places.sealed(item.sha256), places.working(item.sha256)
    assert not sealed.samefile(working)
    assert list(item.custody.order_by("pk").values_list("step", flat=True)) == [
        "received",
        "verified",
        "copied",
        "read",
    ]
    assert AuditEvent.objects.filter(verb="evidence.read", object=item.uid, actor=analyst.uid).count() == 1


def test_a_name_in_another_script_is_kept_for_whoever_saves_the_file(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words", "хат.txt")
    answer = browser(analyst).get(address(item, "file/"))
    assert body(answer) == b"words"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%D1%85%D0%B0%D1%82.txt"


def test_the_sealed_original_is_opened_with_a_reason_by_a_reviewer(case: Case, analyst: User, reviewer: User) -> None:
    item = received(analyst, case, b"words")
    client = browser(reviewer)
    refused = client.post(address(item, "original/"), {"reason": "short"})
    assert refused.status_code == 400
    assert "write a reason of at least 10 characters" in refused.content.decode()
    answer = client.post(address(item, "original/"), {"reason": REASON})
    assert body(answer) == b"words"
    row = item.custody.get(step="read")
    assert (row.by, row.note) == (reviewer, REASON)
    assert AuditEvent.objects.filter(verb="evidence.read_sealed", object=item.uid).count() == 1


def test_an_analyst_may_not_open_the_sealed_original_and_the_page_says_so(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words")
    client = browser(analyst)
    answer = client.post(address(item, "original/"), {"reason": REASON})
    assert answer.status_code == 403
    sentence = "The sealed original is opened by reviewers"
    assert sentence in answer.content.decode()
    assert sentence in client.get(address(item)).content.decode()


def test_a_lawyer_opens_the_sealed_original_of_what_is_theirs(case: Case, lawyer: User) -> None:
    item = received(lawyer, case, b"words")
    assert body(browser(lawyer).post(address(item, "original/"), {"reason": REASON})) == b"words"


def test_no_address_leads_to_a_file_on_the_disk(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words")
    client = browser(analyst)
    inside = f"{item.sha256[:2]}/{item.sha256[2:]}"
    for path in (f"/static/{inside}", f"/static/../evidence/sealed/{inside}", f"/evidence/sealed/{inside}"):
        assert client.get(path).status_code == 404


def test_a_preview_of_a_picture_is_its_pixels_under_a_policy_that_runs_nothing(case: Case, analyst: User) -> None:
    item = looked_at(analyst, case, picture(size=(3000, 20)), "photo.jpg")
    client = browser(analyst)
    assert f'src="{address(item, "preview/")}"' in client.get(address(item)).content.decode()
    answer = client.get(address(item, "preview/"))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    small = body(answer)
    assert small.startswith(b"\xff\xd8\xff")
    assert b"Camera 7" not in small


# Looking


def test_an_upload_is_looked_at_in_the_background(case: Case, analyst: User) -> None:
    client = browser(analyst)
    assert send(client, case, ("photo.exe", workbook(2)), ("b.txt", b"plain words")) == 302
    waiting = Evidence.objects.get(name="photo.exe")
    assert "has not been looked at yet" in client.get(address(waiting)).content.decode()
    assert work_once("worker") is True
    assert Job.objects.get().state == "done", Job.objects.get().error
    page = client.get(address(waiting)).content.decode()
    assert "spreadsheetml.sheet" in page
    assert "<td>row 2</td>" in page
    assert "plain words" in client.get(address(Evidence.objects.get(name="b.txt"))).content.decode()


def test_pages_show_headers_of_messages_and_text_of_documents(case: Case, analyst: User) -> None:
    headers = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Poll\r\nDate: Sun, 9 Jun 2030 09:00:00 +0600\r\n"
    message = headers + b"\r\nwords"
    page = browser(analyst).get(address(looked_at(analyst, case, message))).content.decode()
    assert "<dt>Subject</dt><dd>Poll</dd>" in page
    assert "words" in page
    page = browser(analyst).get(address(looked_at(analyst, case, document("A <b>decision</b>.")))).content.decode()
    assert "A &lt;b&gt;decision&lt;/b&gt;." in page


# Passages


def test_a_place_is_linked_to_a_fact_and_shown_on_the_page(case: Case, analyst: User, fact: Fact) -> None:
    item = looked_at(analyst, case, b"The election was held on 9 June.\n")
    client = browser(analyst)
    told = {"fact": fact.name, "unit": "row", "where": "1", "quote": "held on 9 June"}
    page = client.post(address(item, "passages/"), told, follow=True).content.decode()
    assert "The place is linked to the fact." in page
    assert "were not found" not in page
    passage = Passage.objects.get()
    assert (passage.locator, passage.quote, passage.by) == ("row 1", "held on 9 June", analyst)
    assert "<blockquote>held on 9 June</blockquote>" in page
    told["quote"] = "held on 8 June"
    page = client.post(address(item, "passages/"), told, follow=True).content.decode()
    assert "These words were not found in the text that was read of this file" in page


@pytest.mark.parametrize(
    ("unit", "where", "kept"),
    [
        ("page", "3", "page 3"), ("page", "3–5", "page 3-5"), ("page", "0", ""), ("page", "5-3", ""), ("row", "x", ""),
        ("clip", "0:10-0:25", "clip 0:10-0:25"), ("clip", "0:25-0:10", ""), ("frame", "0:10.5", "frame 0:10.5"),
        ("clip", "1:02:03-1:02:04", "clip 1:02:03-1:02:04"), ("frame", "120", "frame 120"), ("section", "", ""),
        ("section", "4.2 Appeals", "section 4.2 Appeals"), ("whole file", "ignored", "whole file"), ("place", "1", ""),
    ],
)  # fmt: skip
def test_a_place_is_kept_in_one_form_or_refused(
    case: Case, analyst: User, fact: Fact, unit: str, where: str, kept: str
) -> None:
    item = received(analyst, case, b"words")
    told = {"fact": fact.name, "unit": unit, "where": where, "quote": ""}
    answer = browser(analyst).post(address(item, "passages/"), told)
    assert answer.status_code == (302 if kept else 422)
    assert [passage.locator for passage in Passage.objects.all()] == ([kept] if kept else [])


def test_a_page_past_the_end_and_a_fact_that_one_does_not_see_are_refused(
    case: Case, analyst: User, documenter: User
) -> None:
    item = received(analyst, case, b"words")
    item.media_type, item.reading = "application/pdf", {"pages": 2}
    item.save()
    cells = {"id": "hidden", "source": "paper"}
    add_fact(documenter, case, "person", cells, submit=False)
    hidden = case.facts.get(created_by=documenter)
    client = browser(analyst)
    told = {"fact": "election-2030", "unit": "page", "where": "3"}
    answer = client.post(address(item, "passages/"), told)
    assert answer.status_code == 400
    assert "the file has 2 pages" in answer.content.decode()
    assert client.post(address(item, "passages/"), told | {"fact": hidden.name, "where": "1"}).status_code == 422
    assert not Passage.objects.exists()


def test_a_link_is_removed_by_whoever_made_it(case: Case, analyst: User, reviewer: User, fact: Fact) -> None:
    item = received(analyst, case, b"words")
    passage = Passage.objects.create(evidence=item, fact=fact, locator="whole file", by=analyst)
    rest = f"passages/{passage.pk}/remove/"
    assert browser(reviewer).post(address(item, rest)).status_code == 403
    assert browser(analyst).post(address(item, rest)).status_code == 302
    assert not Passage.objects.exists()
    assert AuditEvent.objects.filter(verb="passage.remove", object=item.uid).count() == 1


# Restricting, handing over, proofs of time


def test_an_item_is_restricted_by_its_receiver_and_opened_by_a_reviewer_alone(
    case: Case, analyst: User, editor: User, reviewer: User
) -> None:
    item = received(analyst, case, b"words")
    told = {"restricted": "yes", "reason": "names a witness"}
    assert send_proof(browser(analyst), item, "a.tsr", b"proof") == 302
    assert browser(editor).post(address(item, "restrict/"), told).status_code == 403
    assert browser(analyst).post(address(item, "restrict/"), told).status_code == 302
    assert browser(editor).get(address(item)).status_code == 404
    assert not evidence_for(editor, case)
    told = {"restricted": "no", "reason": "the witness agreed"}
    assert browser(analyst).post(address(item, "restrict/"), told).status_code == 403
    assert browser(reviewer).post(address(item, "restrict/"), told).status_code == 302
    assert browser(editor).get(address(item)).status_code == 200
    steps = list(item.custody.order_by("pk").values_list("step", "note"))
    assert steps[-2:] == [("restricted", "names a witness"), ("opened to the team", "the witness agreed")]


def test_the_custody_page_tells_everything_in_order(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words")
    client = browser(analyst)
    client.post(address(item, "verify/"))
    client.post(address(item, "hand-over/"), {"reason": "to the court, by hand"})
    page = client.get(address(item, "custody/")).content.decode()
    places_on_page = [page.index(words) for words in ("received</td>", "verified</td>", "handed over</td>")]
    assert places_on_page == sorted(places_on_page)
    assert "to the court, by hand" in page
    assert item.blake2b in page


def test_a_proof_of_time_is_kept_with_its_item_and_told_whether_it_speaks_of_it(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words")
    client = browser(analyst)
    asked = client.get(address(item, "request/"))
    # SEQUENCE of 57: version 1, imprint (SHA-256, 32 bytes), certificate asked for: RFC 3161, section 2.4.1.
    digest = bytes.fromhex(item.sha256)
    assert asked.content[:5].hex() == "3039020101"
    assert asked.content == bytes.fromhex("30390201013031300d060960864801650304020105000420") + digest + b"\x01\x01\xff"
    mine = b"\x30\x82\x01\x00" + asked.content[5:] + b"signature"
    other = mine.replace(digest, bytes(32))
    ots = (
        bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294") + b"\x01\x08" + digest + b"\xf0"
    )
    for name, data in (("a.tsr", mine), ("b.tsr", other), ("c.ots", ots), ("d.txt", b"words of mine")):
        assert send_proof(client, item, name, data) == 302
    page = " ".join(client.get(address(item)).content.decode().split())
    assert page.count("speaks of this file; whether its signature or block holds is not verified here") == 2
    assert page.count("speaks of another file") == 1
    assert page.count("neither an answer of a time authority nor an OpenTimestamps proof") == 1
    assert "1 file, the newest first" in client.get(f"/en/case/{case.slug}/evidence/").content.decode()


def send_proof(client: Client, item: Evidence, name: str, data: bytes) -> int:
    return client.post(address(item, "proof/"), {"file": [SimpleUploadedFile(name, data)]}).status_code


# Lists


def test_lists_are_paged_by_fifty_with_few_queries_and_one_event(
    case: Case, analyst: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(51):
        received(analyst, case, str(number).encode(), f"file {number:02}")
    client = browser(analyst)
    page = f"/en/case/{case.slug}/evidence/"
    client.get(page)
    before = AuditEvent.objects.filter(verb="evidence.list").count()
    with django_assert_max_num_queries(16):
        first = client.get(page).content.decode()
    assert AuditEvent.objects.filter(verb="evidence.list").count() == before + 1
    assert "51 files, the newest first" in first
    assert "file 50" in first
    assert "file 00" not in first
    assert "file 00" in client.get(f"{page}?page=2").content.decode()
    found = client.get(f"{page}?q=file+07").content.decode()
    assert "1 file, the newest first" in found
    sha256 = Evidence.objects.get(name="file 07").sha256
    assert "file 07" in client.get(f"{page}?q={sha256[:12].upper()}").content.decode()
    assert "Take a filter away" in client.get(f"{page}?q=nothing").content.decode()
    for odd in ("%00", "a%00b", "%F0", "'; drop table", "x" * 5000):
        assert client.get(f"{page}?q={odd}&source={odd}").status_code == 200


def test_a_name_is_found_however_its_letters_are_written(case: Case, analyst: User) -> None:
    received(analyst, case, b"words", "Қосанов хат.pdf")
    page = browser(analyst).get(f"/en/case/{case.slug}/evidence/?q=косанов").content.decode()
    assert "1 file, the newest first" in page


def test_signs_that_cannot_be_seen_are_written_out_in_a_reason(case: Case, reviewer: User) -> None:
    item = received(reviewer, case, b"words")
    told = {"reason": "for the court\0\u202e"}
    assert browser(reviewer).post(address(item, "hand-over/"), told).status_code == 302
    assert item.custody.get(step="handed over").note == "for the court\\u0000\\u202e"
