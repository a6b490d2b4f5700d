"""Letters: ready to be sent, but for the day and the address where these were not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from saylau.assessment.assess import Assessment
from saylau.assessment.questions import by_addressee, open_questions
from saylau.cli import main
from saylau.records.case import Case
from saylau.records.kinds import Provision, Question
from saylau.report.letters import Reply, letter
from saylau.report.words import words_for
from saylau.values import When
from tests.cases import case_of, election
from tests.checks.found import made

ACT = made(Provision, "act-5", act="Electoral Act", article="5(2)", read="official", says="Reports are published.")
ASKED = made(Question, "q-1", asks="Were reports published?", who="Commission", provision="act-5", why="It is law.")
OTHER = made(Question, "q-2", asks="When?", who="Commission")


def written(case: Case, reply: Reply) -> str:
    words = words_for("en", case)
    ((who, asked),) = by_addressee(open_questions(case, ()), words.text).items()
    return letter(Assessment(case, (), {}, ()), words, who, asked, reply)


def test_a_letter_names_addressee_election_questions_provision_reason_deadline_and_address() -> None:
    text = written(case_of(election(), ACT, ASKED, OTHER), Reply("Desk, PO Box 1", When("2019-05-30")))
    lines = text.splitlines()
    assert lines[0] == "# To: Commission"
    assert "Reply to: Desk, PO Box 1" in lines
    assert "Reply by: 30 May 2019" in lines
    assert "Dear Sir or Madam," in lines
    assert "an assessment of Invented election, voting day 9 June 2019." in text
    assert "1. Were reports published?" in lines
    assert "   - Provision: Electoral Act, article 5(2)" in lines
    assert "   - Why it matters: It is law." in lines
    assert "2. When?" in lines
    assert "Please name for each answer the document on which it rests" in text


def test_what_is_not_told_is_left_to_fill_in() -> None:
    text = written(case_of(election(), OTHER), Reply())
    assert "Reply to: [address for the reply]" in text
    assert "Reply by: [day]" in text


def test_the_command_takes_address_and_day_and_refuses_what_is_no_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["questions", "kazakhstan-2019", "--reply-to", "Desk", "--by", "2019-05-30", "--out", str(tmp_path)]
    assert main(given) == 0
    letters = [path.read_text("utf-8") for path in sorted(tmp_path.iterdir())]
    assert all("Reply to: Desk\n\nReply by: 30 May 2019\n" in text for text in letters)
    assert any("Provision: Constitutional law On Elections, article 56(2)" in text for text in letters)
    capsys.readouterr()
    assert main(["questions", "kazakhstan-2019", "--by", "2019-05"]) == 2
    assert "--by 2019-05: write a day" in capsys.readouterr().err
