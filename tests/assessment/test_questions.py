"""Open questions: each once, with the findings that wait for it, grouped by who can answer."""

from __future__ import annotations

from saylau.assessment.questions import by_addressee, open_questions
from saylau.checks.finding import Finding, Outcome
from saylau.records.kinds import Question
from saylau.values.message import Message
from tests.cases import case_of, election, fact

ASKED = Question(asks="How many?", who="Commission")
OTHER = Question(asks="When?", who="Archive")


def finding(subject: str, *questions: Question) -> Finding:
    """A finding that waits for answers."""
    return Finding(subject, Outcome.UNKNOWN, Message("x"), questions=questions, check="invented.check")


def test_a_question_asked_by_two_findings_stands_once_with_both() -> None:
    (found,) = open_questions(case_of(election()), [finding("a", ASKED), finding("b", ASKED)])
    assert found.findings == ("invented.check:a", "invented.check:b")


def test_a_question_that_people_entered_stands_even_where_no_finding_waits() -> None:
    case = case_of(election(), fact(ASKED, "q-1"))
    (found,) = open_questions(case, [])
    assert found.question == ASKED
    assert found.findings == ()


def test_questions_are_grouped_by_who_can_answer_in_alphabetical_order() -> None:
    asked = open_questions(case_of(election()), [finding("a", ASKED, OTHER)])
    assert list(by_addressee(asked)) == ["Archive", "Commission"]
