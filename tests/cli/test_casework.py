"""`saylau sent`, `deadlines` and `complaint` on the command line, where no vault is needed. All people are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from saylau.casework.complaint_files import KEPT, RELEASE
from saylau.cli import main
from saylau.records.csvtext import list_bytes
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds import Intervention, Organisation, Person, Remedy
from saylau.values import When
from tests.cases import case_of, election, fact


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of one invented person and one body, in the folder where the commands run, with a letter beside it."""
    monkeypatch.chdir(tmp_path)
    facts = (
        fact(Person(name="P-0001"), "p-0001"),
        fact(Organisation(name="Invented Committee", sort="international"), "committee"),
        fact(Remedy(person="p-0001", sort="appeal", due=When("2026-12-01")), "remedy-1"),
    )
    write_folder(case_of(election(), *facts), Path("case"))
    Path("letter.pdf").write_bytes(b"an invented letter")
    Path("facts.en.md").write_text("An invented text.", "utf-8")
    return Path("case")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that is refused says, in one line."""
    assert main(list(arguments)) != 0
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


SENT = ("sent", "case", "letter.pdf", "--on", "2026-11-22")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("sent", "case", "none.pdf", "--to", "committee", "--persons", "P-0001"), "no file none.pdf"),
        ((*SENT, "--to", "committee"), "say whom it concerns"),
        ((*SENT, "--persons", "P-0001"), "name the addressee"),
        ((*SENT, "--to", "comittee", "--persons", "P-0001"), "intervention.csv, row 2, column to: 'comittee'"),
        ((*SENT, "--to", "committee", "--persons", "P-0007"), "person.csv holds no row of P-0007"),
        ((*SENT, "--to", "committee", "--persons", "P-0001", "--due", "soon"), "--due 'soon'"),
        ((*SENT, "--to", "committee", "--persons", "P-0001", "--says", "yes"), "--says belongs to a reply"),
        (("sent", "case", "sent-1", "--reply", "denied", "--to", "committee"), "--to belong to a paper that was sent"),
        (("sent", "case", "sent-1", "--reply", "denied"), "the register holds: none yet"),
        (("sent", "letter.pdf", "letter.pdf", "--to", "a", "--persons", "P-0001"), "is not a case folder"),
        (("complaint", "case", "--to", "comittee"), "the case knows no comittee"),
        (("complaint", "case", "--to", "committee"), "there is no vault case.vault"),
        (("complaint", "case", "--to", "committee", "--text", "none.en.md"), "no such file"),
        (("complaint", "case", "--to", "committee", "--text", "letter.pdf", "--lang", "en,ru"), "say the language"),
        (
            ("complaint", "case", "--to", "committee", "--text", "facts.en.md", "--lang", "ru"),
            "by its name it is in 'en', and the paper is asked for in ru",
        ),
        (("complaint", "case", "--to", "committee", "--papers", "nowhere"), "--papers nowhere: no such folder"),
        ((*SENT, "--to", "committee", "--persons", "P-0001", "--due", "2026-11-21"), "lies before the day"),
        ((*SENT[:-1], "2099-01-01", "--to", "committee", "--persons", "P-0001"), "that day is still to come"),
        ((*SENT[:-1], "2026-02-30", "--to", "committee", "--persons", "P-0001"), "there is no such day in the"),
        (("complaint", "case", "--to", "committee", "--lang", "xx"), "no catalogue for language 'xx'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(
    arguments: tuple[str, ...], says: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, *arguments)
    assert read_folder(case).all(Intervention) == ()


def test_a_letter_is_entered_without_a_vault(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SENT, "--to", "committee", "--persons", "p-0001", "--sort", "appeal or letter"]) == 0
    assert "sent-1: appeal or letter to committee, for 1 person" in capsys.readouterr().out
    assert main(["sent", "case", "sent-1", "--reply", "denied", "--on", "2026-11-22"]) == 0
    assert "reply-1: denied, to sent-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("told", "says"), [("{", "cannot be read"), (json.dumps({"files": {"a": "0"}}), "is not the paper that was built")]
)
def test_a_paper_beside_a_record_that_is_not_its_own_is_not_entered_by_guess(
    told: str, says: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(KEPT).mkdir()
    Path(KEPT, RELEASE).write_text(told, "utf-8")
    assert says in refused(capsys, *SENT, "--to", "committee")
    assert read_folder(case).all(Intervention) == ()


def test_no_cell_of_a_list_is_a_formula_to_a_spreadsheet() -> None:
    cells = ["=1+1", "+1 cmd", "@a", "-cmd", " =1", "\uff1d1", "-52", "-3..4", "+7", "a=b", ""]
    told = next(csv.reader(io.StringIO(list_bytes(cells, [cells]).decode().split("\n", 1)[1])))
    assert told == ["'=1+1", "'+1 cmd", "'@a", "'-cmd", "' =1", "'\uff1d1", "-52", "-3..4", "+7", "a=b", ""]


def test_deadlines_are_a_table_a_csv_or_a_calendar(case: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    on = ("deadlines", "case", "--on", "2026-11-22")
    assert main(list(on)) == 0
    assert b"1 December 2026" in capsysbinary.readouterr().out
    assert main([*on, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode()))
    assert (row["urgency"], row["day"], row["days_left"], row["persons"]) == ("open", "2026-12-01", "9", "P-0001")
    assert main([*on, "--format", "ics"]) == 0
    assert b"DTSTART;VALUE=DATE:20261201\r\n" in capsysbinary.readouterr().out
    assert main([*on, "--within", "8"]) == 0
    assert b"Nothing is due." in capsysbinary.readouterr().out
