"""The files of a collective complaint: who is named, what is told, what stays in the house. All people are invented."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from saylau.assessment.assess import Assessment
from saylau.casework.annexes import annexes
from saylau.casework.collective import Inclusion, select
from saylau.casework.complaint import Complaint
from saylau.casework.complaint_document import complaint_document
from saylau.casework.complaint_files import KEPT, complaint_files, write_files
from saylau.errors import ReportRefused, WrongUse
from saylau.records.fact import Display, Status
from saylau.records.kinds import Act, Event, Organisation, Person, Step
from saylau.report.anchors import parts
from saylau.report.document import Document, Text
from saylau.values import When
from saylau.vault.entries import Authority, Consent, Entry, Identity, NameWritten, Paper, Purpose
from tests.cases import case_of, fact

DAY = date(2026, 2, 16)
GIVEN = date(2025, 11, 10)
DECISION = b"an invented decision"
SHARE = (Purpose.STORE, Purpose.ANALYSE, Purpose.SHARE)


def entries(name: str, *purposes: Purpose, data: bytes = DECISION) -> tuple[Entry, ...]:
    """What the vault holds of an invented person."""
    return (
        NameWritten(on=GIVEN, text=name),
        Identity(
            on=GIVEN,
            address="7 Invented Street, Probe Town",
            profession="teacher",
            document="N00000000",
            born=When("1980-03-04"),
        ),
        Paper(on=GIVEN, title=f"Decision on {name}", sort="court decision", sha256=sha256(data).hexdigest(), pages=2),
        Consent(on=GIVEN, purposes=purposes, bodies=("committee",)),
        Authority(on=GIVEN, attorney="us", bodies=("committee",)),
    )


PEOPLE: Mapping[str, tuple[Entry, ...]] = {
    "P-0001": entries("Invented-One Testov", *SHARE, Purpose.NAME_TO_GOVERNMENT),
    "P-0002": entries("Invented-Two Probova", *SHARE, data=b"another"),
    "P-0003": entries("Invented-Three Obraztsova", Purpose.STORE, data=b"a third"),
}
REVIEWED: dict[str, Any] = {"status": Status.REVIEWED}
CASE = case_of(
    fact(Organisation(name="Invented Committee", sort="international"), "committee"),
    fact(Organisation(name="Invented Rights Group", sort="association"), "us"),
    fact(Event(name="Assembly on the square", sort="gathering", during=When("2025-09-21")), "square", **REVIEWED),
    *(fact(Person(name=f"P-000{n}"), f"p-000{n}") for n in (1, 2, 3)),
    *(
        fact(Act(person=f"p-000{n}", sort="detention.short", during=When(f"2025-09-2{n}"), event="square"),
             f"act-{n}", **REVIEWED)
        for n in (1, 2, 3)
    ),
    fact(Step(person="p-0001", sort="fine", during=When("2025-09-23")), "step-1", **REVIEWED),
    fact(Step(person="p-0002", sort="fine", during=When("2025-09-24")), "step-2"),
)  # fmt: skip
TEXT = "On {fact:square.during} people gathered."


def complaint(text: str = TEXT, requests: tuple[str, ...] = ("Find a breach.",), **rule: Any) -> Complaint:
    """A complaint for the three, of whom two are taken in and one of these is named."""
    selection = select(PEOPLE, Inclusion(("committee",), **{"attorney": "us", **rule}), DAY)
    papers = annexes(PEOPLE, selection.included, selection.named, DAY)
    texts = {"en": text, "ru": text} if text else {}
    return Complaint(CASE, Assessment(CASE, (), {}, ()), PEOPLE, selection, papers, texts, requests)


def words_of(document: Document) -> str:
    """Every text of a document."""
    told = [part.text for part in parts(document) if isinstance(part, Text)]
    return " ".join([*told, *(getattr(part, "title", "") for part in parts(document))])


def test_who_agreed_is_named_who_did_not_is_a_number_and_who_is_left_out_is_not_told_of() -> None:
    said = words_of(complaint_document(complaint(), "en"))
    assert "Invented-One Testov" in said
    assert "P-0002" in said
    assert "4 March 1980" in said
    for never in ("Probova", "Obraztsova", "P-0003", "teacher", "Invented Street", "N00000000"):
        assert never not in said


def test_the_address_of_somebody_who_is_named_stands_in_no_text_either() -> None:
    with pytest.raises(ReportRefused, match="would tell the name, address or number"):
        complaint_files(complaint(TEXT + " They live at 7 Invented Street, Probe Town."), ["en"])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_file_that_is_sent_tells_more_than_the_paper(language: str) -> None:
    files = complaint_files(complaint(), [language])
    docx = zipfile.ZipFile(io.BytesIO(files[f"complaint.{language}.docx"]))
    told = [docx.read(name).decode("utf-8", "ignore") for name in docx.namelist()]
    told += [data.decode("utf-8") for name, data in files.items() if name.endswith((".csv", "SHA256SUMS"))]
    sent = "\n".join(text for text in told)
    assert "Testov" in sent
    kept = [name for name in files if name.startswith(KEPT)]
    assert kept == [f"{KEPT}/complaint.json", f"{KEPT}/selection.csv"]
    for name, data in files.items():
        if name.startswith(KEPT) or not name.endswith((".docx", ".pdf")):
            assert b"Probova" not in data
    assert "Probova" not in sent.replace(files[f"{KEPT}/selection.csv"].decode(), "")
    assert "Obraztsova" not in sent


@pytest.mark.parametrize(
    "leak", ["As Invented-Two Probova told us.", "Probova was there.", "It was as with P-0003.", "Пробова was there."]
)
def test_a_text_that_would_tell_who_somebody_is_is_refused_without_repeating_the_name(leak: str) -> None:
    with pytest.raises(ReportRefused, match="section 2 of the complaint") as refused:
        complaint_files(complaint(leak), ["en"])
    assert "robova" not in str(refused.value)


def test_a_fact_that_several_share_is_told_once_with_how_many_and_when_and_a_draft_is_not() -> None:
    said = words_of(complaint_document(complaint(), "en"))
    assert "of the people of this complaint, those against whom acts at it are recorded: 2." in said
    assert "short detention" in said
    assert "21 to 22 September 2025" in said
    assert "24 September" not in said  # the second fine is a draft


def test_without_a_text_a_request_or_a_reviewed_fact_every_page_says_that_it_is_a_draft() -> None:
    assert complaint_document(complaint(), "en").watermark == ""
    for lacking in (complaint(text=""), complaint(requests=())):
        assert complaint_document(lacking, "en").watermark == "Draft, not to be sent"
    bare = complaint()
    emptied = replace(bare.case, facts=tuple(f for f in CASE.facts if f.id not in ("act-2", "step-2")))
    drafted = replace(bare, case=emptied, assessment=Assessment(emptied, (), {}, ()))
    assert drafted.lacks("en") == ("P-0002: no reviewed fact tells what happened",)


def test_rows_that_do_not_stand_in_the_complaint_are_listed_with_why() -> None:
    assert complaint().kept_back() == ("P-0002: step-2: fact not accepted",)


def test_a_citation_of_nothing_or_of_a_withheld_row_is_refused() -> None:
    with pytest.raises(ReportRefused, match=r"line 2 of the text in en.* leads nowhere.* somebody who is left out"):
        complaint_document(complaint("One.\nSee {fact:nothing.during}."), "en")
    hidden = replace(
        CASE, facts=(*CASE.facts, fact(Event(name="Secret", sort="raid"), "raid", display=Display.WITHHELD))
    )
    with pytest.raises(ReportRefused, match="withheld"):
        complaint_document(replace(complaint("See {fact:raid.name}."), case=hidden), "en")


def test_papers_go_along_only_with_those_who_are_named_and_are_found_by_their_hash(tmp_path: Path) -> None:
    (tmp_path / "any name.PDF").write_bytes(DECISION)
    (tmp_path / "other.pdf").write_bytes(b"another")
    files = complaint_files(complaint(), ["en"], papers=tmp_path)
    assert files["annexes/B-1.pdf"] == DECISION
    assert [name for name in files if name.startswith("annexes/")] == ["annexes/B-1.pdf"]
    lines = files["annexes.csv"].decode().splitlines()
    assert lines[1].startswith("B.1,P-0001,Decision on Invented-One Testov,2,,")
    assert lines[2] == "B.2,P-0002,court decision,2,,,"


def test_the_sums_are_those_of_the_files_that_go_along_and_no_others() -> None:
    files = complaint_files(complaint(), ["en"])
    lines = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    told = {name: digest for digest, name in lines}
    expected = {n: sha256(d).hexdigest() for n, d in files.items() if not n.startswith(KEPT) and n != "SHA256SUMS"}
    assert told == expected


def test_what_stays_in_the_house_says_who_is_left_out_and_why_and_what_left_of_whom() -> None:
    files = complaint_files(complaint(), ["en"])
    told = json.loads(files[f"{KEPT}/complaint.json"])
    assert list(told["persons"]) == ["P-0001", "P-0002"]
    assert told["persons"]["P-0002"] == ["case number"]
    assert "name" in told["persons"]["P-0001"]
    chosen = files[f"{KEPT}/selection.csv"].decode()
    assert "P-0003,left out,consent not granted,P-0003: consent to sharing in confidence (committee)" in chosen


def test_the_sheets_of_many_people_stand_in_groups_so_that_the_contents_stay_short() -> None:
    several = {f"P-{n:04}": PEOPLE["P-0001"] for n in range(1, 31)}
    chosen = select(several, Inclusion(("committee",), attorney="us"), DAY)
    made = replace(complaint(), people=several, selection=chosen, annexes=())
    sheets = complaint_document(made, "en").sections[4]
    assert [(group.title, len(group.sections)) for group in sheets.sections] == [
        ("A.1 to A.25", 25),
        ("A.26 to A.30", 5),
    ]


def test_the_same_case_gives_the_same_bytes() -> None:
    assert complaint_files(complaint(), ["en"]) == complaint_files(complaint(), ["en"])


def test_files_are_written_into_a_new_folder_only(tmp_path: Path) -> None:
    write_files({"a/b.txt": b"one"}, tmp_path / "out")
    assert (tmp_path / "out" / "a" / "b.txt").read_bytes() == b"one"
    with pytest.raises(WrongUse, match="not an empty folder"):
        write_files({"c.txt": b"two"}, tmp_path / "out")


@pytest.mark.parametrize("told", ["Invented-Three Obraztsova came too.", "P-0003", "P-0009"])
def test_who_was_not_even_asked_about_is_told_of_in_no_text(told: str) -> None:
    chosen = select({"P-0001": PEOPLE["P-0001"]}, Inclusion(("committee",), attorney="us"), DAY)
    made = replace(complaint(), selection=chosen, annexes=(), unknown=("P-0009",))
    complaint_files(replace(made, texts={"en": "P-0001 was there."}), ["en"])
    with pytest.raises(ReportRefused, match="somebody who is not to be named"):
        complaint_files(replace(made, texts={"en": told}), ["en"])
