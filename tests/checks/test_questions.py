"""Questions of checks: each stands alone in a letter, and goes to somebody whom a letter can reach."""

from __future__ import annotations

import pytest

from saylau.assessment.questions import questions_of
from saylau.checks.ask import alone, asked, country, election, register, within
from saylau.checks.run import run_checks
from saylau.records.case import Case
from saylau.records.kinds import Question
from tests.cases import case_of
from tests.cases import election as invented_election

AREAS = ("calendar", "law", "power", "commissions", "candidacy", "results", "data")
NOBODY = ("parliament", "the source's author", "the publisher", "the official register of laws",
          "the official collection of laws", "the office that calls elections", "who made the search",
          "the election commission")  # fmt: skip


@pytest.fixture(scope="module")
def questions(kazakhstan: Case) -> list[Question]:
    """The questions of every finding in the areas of this page."""
    findings = [f for f in run_checks(kazakhstan) if f.check.partition(".")[0] in AREAS]
    return [q for f in findings for q in questions_of(f)]


def test_every_question_names_an_election_and_the_country_or_a_day_under_its_law(questions: list[Question]) -> None:
    assert questions
    assert not [q.asks for q in questions if "Kazakhstan" not in q.asks or "election" not in q.asks.lower()]


def test_no_question_goes_to_a_name_that_no_letter_can_reach(questions: list[Question]) -> None:
    assert not {q.who for q in questions} & set(NOBODY)


def test_the_election_stands_before_a_question_with_its_country_and_its_day_once(kazakhstan: Case) -> None:
    assert election(kazakhstan) == "Early presidential election of 9 June 2019, Kazakhstan"
    assert alone(kazakhstan, "When?", "A") == "Early presidential election of 9 June 2019, Kazakhstan, A: When?"
    assert asked(kazakhstan, "When?", "B").who == "B"


def test_a_country_without_a_name_stands_by_its_code_and_an_election_without_a_year_by_its_day() -> None:
    case = case_of(invented_election())
    assert country(case) == "XX"
    assert election(case) == "Invented election, XX, 9 June 2019"


def test_an_election_that_is_not_in_the_case_stands_by_the_title_of_the_case() -> None:
    assert election(case_of()) == "Invented case, XX, 9 June 2019"


def test_the_words_of_a_law_are_asked_of_whom_the_case_asks_about_provisions_else_of_a_lawyer(kazakhstan: Case) -> None:
    assert register(kazakhstan) == "Ministry of Justice of Kazakhstan (register of legal acts, adilet)"
    assert register(case_of(invented_election())) == "a lawyer for the law of XX"


def test_within_a_report_a_question_leaves_out_the_election_and_keeps_whom_it_is_about(kazakhstan: Case) -> None:
    assert within(kazakhstan, alone(kazakhstan, "How many?", "Daniya Espayeva")) == "Daniya Espayeva: How many?"
    assert within(kazakhstan, alone(kazakhstan, "how many?")) == "How many?"
    assert within(kazakhstan, "Was it so: yes or no?") == "Was it so: yes or no?"
