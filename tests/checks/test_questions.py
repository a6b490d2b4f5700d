"""Questions of checks: each says what is asked, of whom, and about whom; a letter says about which election."""

from __future__ import annotations

import pytest

from saylau.assessment.questions import questions_of
from saylau.checks.ask import asked, lawyer, register, which_provision
from saylau.checks.run import run_checks
from saylau.law.asked import Asked
from saylau.records.case import Case
from saylau.report.boxes import asked_text
from saylau.report.words import Words, words_for
from tests.cases import case_of
from tests.cases import election as invented_election

NOBODY = ("parliament", "the source's author", "the publisher", "the official register of laws",
          "the official collection of laws", "the office that calls elections", "who made the search",
          "the election commission")  # fmt: skip


@pytest.fixture(scope="module")
def words(kazakhstan: Case) -> Words:
    return words_for("en", kazakhstan)


@pytest.fixture(scope="module")
def questions(kazakhstan: Case) -> list[Asked]:
    """The questions of every finding."""
    return [q for f in run_checks(kazakhstan) for q in questions_of(f)]


def test_every_question_asks_something(questions: list[Asked], words: Words) -> None:
    assert questions
    assert not [text for q in questions if "?" not in (text := words.text(q.asks))]


def test_no_question_goes_to_a_name_that_no_letter_can_reach(questions: list[Asked], words: Words) -> None:
    assert not {words.text(q.who) for q in questions} & set(NOBODY)


def test_a_question_says_before_it_whom_it_asks_about(kazakhstan: Case, words: Words) -> None:
    question = asked(kazakhstan, "How many?", "B", "Daniya Espayeva")
    assert asked_text(words, question) == "Daniya Espayeva: How many?"
    assert asked_text(words, asked(kazakhstan, "How many?", "B")) == "How many?"


def test_the_words_of_a_law_are_asked_of_whom_the_case_asks_about_provisions_else_of_a_lawyer(
    kazakhstan: Case, words: Words
) -> None:
    assert words.text(register(kazakhstan)) == "Ministry of Justice of Kazakhstan (register of legal acts, adilet)"
    assert words.text(register(case_of(invented_election()))) == "a lawyer for the law of XX"
    assert words.text(lawyer(kazakhstan)) == "a lawyer for the law of Kazakhstan"


def test_two_rules_that_checks_ask_about_together_never_share_a_question(kazakhstan: Case, words: Words) -> None:
    rules = ("finance.own_nominator_cap", "finance.donation_cap")
    one, other = (which_provision(kazakhstan, rule, "limits") for rule in rules)
    assert words.text(one.asks) == (
        "Which provision governed how much of their own and their nominators' money candidates could use on "
        "9 June 2019, and what does it say?"
    )
    assert words.text(one.asks) != words.text(other.asks)
    assert words.text(one.why) != words.text(other.why)
