"""Open questions: each once, with the findings that wait for it, grouped by who can answer."""

from __future__ import annotations

from saylau.assessment.questions import by_addressee, open_questions
from saylau.checks.finding import Finding, Outcome
from saylau.law.asked import Asked
from saylau.records.kinds import Question
from saylau.report.words import words_for
from saylau.values.message import Message
from tests.cases import case_of, election, fact

ASKED = Asked("How many?", "Commission")
OTHER = Asked("When?", "Archive")


def finding(subject: str, *questions: Asked) -> Finding:
    """A finding that waits for answers."""
    return Finding(subject, Outcome.UNKNOWN, Message("x"), questions=questions, check="invented.check")


def test_a_question_asked_by_two_findings_stands_once_with_both() -> None:
    (found,) = open_questions(case_of(election()), [finding("a", ASKED), finding("b", ASKED)])
    assert found.findings == ("invented.check:a", "invented.check:b")


def test_a_question_that_people_entered_stands_even_where_no_finding_waits() -> None:
    case = case_of(election(), fact(Question(asks="How many?", who="Commission"), "q-1"))
    (found,) = open_questions(case, [])
    words = words_for("en", case)
    assert (words.text(found.question.asks), words.text(found.question.who)) == ("How many?", "Commission")
    assert found.findings == ()


def test_questions_are_grouped_by_who_can_answer_in_alphabetical_order() -> None:
    case = case_of(election())
    asked = open_questions(case, [finding("a", ASKED, OTHER)])
    assert list(by_addressee(asked, words_for("en", case).text)) == ["Archive", "Commission"]


def test_a_question_of_the_case_and_the_same_of_a_finding_stand_once_in_a_letter_with_all_that_wait() -> None:
    case = case_of(election(), fact(Question(asks="How many?", who="Commission"), "q-1"))
    asked = open_questions(case, [finding("a", ASKED), finding("b", ASKED)])
    ((only,),) = by_addressee(asked, words_for("en", case).text).values()
    assert only.findings == ("invented.check:a", "invented.check:b")
