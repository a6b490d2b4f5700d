"""The register: what was sent and what came back is entered row by row; nothing is lost. All people are invented."""

from __future__ import annotations

import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from saylau.casework.register import Reply, Sent, enter_reply, enter_sent, ids_of
from saylau.errors import CaseRefused, WrongUse
from saylau.records import entering
from saylau.records.case import Case
from saylau.records.entering import enter, only_writer
from saylau.records.fact import Display
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds import Intervention, Organisation, Person, Response
from saylau.records.kinds.reprisals import InterventionSort, ResponseSort
from saylau.values import Truth, When
from tests.cases import case_of, election, fact

PEOPLE = (fact(Person(name="P-0001"), "p-0001"), fact(Person(name="P-0002"), "p-0002"))
BODY = fact(Organisation(name="Invented committee", sort="international"), "committee")
PAPER = b"%PDF a complaint"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An invented case of two people and a body, as a folder."""
    write_folder(case_of(election(), *PEOPLE, BODY), tmp_path / "case")
    return tmp_path / "case"


def sent(folder: Path, **more: Any) -> str:
    """Enter a complaint for both people."""
    told: dict[str, Any] = {
        "to": "committee", "on": date(2026, 11, 22), "document": PAPER, "persons": ("P-0001", "P-0002"),
        "sort": InterventionSort.COLLECTIVE_COMPLAINT,
    } | more  # fmt: skip
    return enter_sent(folder, read_folder(folder), Sent(**told))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] != "."}


def only(case: Case, kind: type[Any]) -> Any:
    """The one claim of a kind."""
    (found,) = case.all(kind)
    return found


def test_a_paper_is_entered_with_its_hash_and_case_numbers_and_reads_back(folder: Path) -> None:
    thing = sent(folder, due=When("2027-01-21"), due_under="practice of the body", requests=("release", "a reply"))
    told = only(read_folder(folder), Intervention)
    assert (thing, told.id, told.source, told.locator) == ("sent-1", "sent-1", "register", "sent-1")
    assert told.record == Intervention(
        sort="collective complaint", persons=("p-0001", "p-0002"), to="committee", during=When("2026-11-22"),
        document=sha256(PAPER).hexdigest(), due=When("2027-01-21"), due_under="practice of the body",
        requests=("release", "a reply"), answered=Truth.NO,
    )  # fmt: skip


def test_an_entry_is_never_published(folder: Path) -> None:
    sent(folder)
    assert only(read_folder(folder), Intervention).display is Display.NUMBER


def test_what_stood_in_the_files_before_stands_there_still_and_numbers_go_on(folder: Path) -> None:
    own = 'note,id,sort,source\n"kept, as it is",visit-1,visit to a trial or place of detention,s1\n'
    (folder / "intervention.csv").write_text(own, "utf-8")
    assert [sent(folder), sent(folder, on=date(2026, 11, 23))] == ["sent-1", "sent-2"]
    written = (folder / "intervention.csv").read_text("utf-8").splitlines()
    assert written[0].startswith("note,id,sort,source,")
    assert written[1].startswith('"kept, as it is",visit-1,visit to a trial or place of detention,s1,')
    assert [f.id for f in read_folder(folder).all(Intervention)] == ["visit-1", "sent-1", "sent-2"]
    assert (folder / "sources.csv").read_text("utf-8").count("register,") == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"to": "nowhere"}, "nowhere"),
        ({"form": "two\x07bells"}, "control character"),
        ({"by": "Not an id"}, "Not an id"),
    ],
)
def test_a_wrong_value_is_refused_and_no_file_changes(folder: Path, wrong: dict[str, Any], told: str) -> None:
    before = bytes_of(folder)
    with pytest.raises((CaseRefused, WrongUse), match=told):
        sent(folder, **wrong)
    assert bytes_of(folder) == before


def test_a_person_whom_the_case_does_not_know_is_refused_by_number(folder: Path) -> None:
    before = bytes_of(folder)
    with pytest.raises(WrongUse, match="P-0009"):
        sent(folder, persons=("P-0001", "P-0009"))
    assert bytes_of(folder) == before


def test_a_case_that_is_wrong_already_is_refused_and_left_as_it_is(folder: Path) -> None:
    case = read_folder(folder)
    (folder / "intervention.csv").write_text('id,sort,source\n"open quote,', "utf-8")
    before = bytes_of(folder)
    with pytest.raises(CaseRefused, match="unbalanced quotes"):
        enter_sent(folder, case, Sent("committee", date(2026, 11, 22), PAPER, ("P-0001",)))
    assert bytes_of(folder) == before


def test_an_interrupted_write_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(folder)
    before = bytes_of(folder)

    def stop(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(OSError, match="the disk is full"):
        sent(folder)
    assert bytes_of(folder) == before


def test_two_do_not_write_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "SECONDS_TO_WAIT", 0.05)
    with only_writer(folder), pytest.raises(WrongUse, match="somebody else"):
        enter(folder, {"intervention": ({"id": "x"},)})


def test_a_reply_is_entered_to_what_was_sent(folder: Path) -> None:
    sent(folder)
    reply = Reply("sent-1", ResponseSort.MORE_ASKED, date(2026, 12, 1), "asks for the decision", When("2027-01-01"))
    assert enter_reply(folder, read_folder(folder), reply) == "reply-1"
    told = only(read_folder(folder), Response)
    assert told.record == Response(
        intervention="sent-1", sort="more information asked for", during=When("2026-12-01"),
        says="asks for the decision", due=When("2027-01-01"),
    )  # fmt: skip


def test_a_reply_to_nothing_is_refused_with_what_the_register_holds(folder: Path) -> None:
    reply = Reply("sent-7", ResponseSort.RECEIVED, date(2026, 12, 1))
    with pytest.raises(WrongUse, match="none yet"):
        enter_reply(folder, read_folder(folder), reply)
    sent(folder)
    with pytest.raises(WrongUse, match="sent-1"):
        enter_reply(folder, read_folder(folder), reply)


def test_people_are_found_by_number_in_either_case_each_once() -> None:
    assert ids_of(case_of(*PEOPLE), ("P-0002", "p-0001", "P-0002")) == ("p-0002", "p-0001")
