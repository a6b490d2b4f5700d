"""Each addressee has one name: the one that the case's own questions use."""

from __future__ import annotations

import pytest

from saylau.checks.addressees import COMMISSION, as_asked, asked_on, author, commission, government
from saylau.checks.contestants import no_contestants
from saylau.checks.finance import CHECKS as FINANCE
from saylau.checks.finding import Finding
from saylau.checks.registry import Check
from saylau.checks.signatures import CHECKS as SIGNATURES
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Commission, Question
from saylau.report.words import words_for
from saylau.values.message import Said
from tests.cases import case_of, election, fact

KAZAKHSTAN = "Central Election Commission of Kazakhstan"


def said(case: Case, who: Said) -> str:
    """An addressee in English."""
    return words_for("en", case).text(who)


def commission_of(case: Case) -> str:
    return said(case, commission(case))


def government_of(case: Case) -> str:
    return said(case, government(case))


def central(name: str = "Central Commission", level: str = "central", **more: Display) -> Fact[Record]:
    record = Commission.model_validate({"name": name, "election": "election-2019", "level": level})
    return fact(record, f"commission-{level}", **more)


def question(who: str, thing: str = "q", provision: str = "", **more: Display) -> Fact[Record]:
    asked = {"asks": f"What of {thing}?", "who": who, "provision": provision or None}
    return fact(Question.model_validate(asked), thing, **more)


def test_the_commission_has_the_name_that_the_questions_of_the_case_give_it(kazakhstan: Case) -> None:
    assert commission_of(kazakhstan) == KAZAKHSTAN
    assert government_of(kazakhstan) == "Government of Kazakhstan"
    assert (
        said(kazakhstan, author(kazakhstan, ["tokayev-declaration"]))
        == "Open Dialogue Foundation (publisher of the source report)"
    )


def test_without_a_question_the_commission_has_its_own_name_and_without_a_record_the_generic_one() -> None:
    assert commission_of(case_of(election(), central())) == "Central Commission"
    assert commission_of(case_of(election(), central(level="precinct"))) == COMMISSION
    assert commission_of(case_of(election(), central(display=Display.WITHHELD))) == COMMISSION
    case = case_of(election(), central())
    assert said(case, no_contestants(case).questions[0].who) == "Central Commission"


def test_of_several_spellings_the_shortest_counts_and_a_withheld_one_does_not() -> None:
    longer = question("Central Commission of X (press office)", "a"), question("Central Commission of X", "b")
    assert commission_of(case_of(election(), central(), *longer)) == "Central Commission of X"
    hidden = question("Central Commission of X", display=Display.WITHHELD)
    assert commission_of(case_of(election(), central(), hidden)) == "Central Commission"
    plural = case_of(election(), question("Central Commissions"))
    assert said(plural, as_asked(plural, "Central Commission")) == "Central Commission"


def test_a_case_that_asks_no_government_and_no_author_has_generic_ones() -> None:
    case = case_of(election())
    assert government_of(case) == "the government"
    assert said(case, author(case, ())) == "the source's author"
    assert said(case, author(case, ["election-2019"])) == "Invented"


def test_who_is_asked_about_a_provision_is_asked_about_it_again() -> None:
    case = case_of(election(), question("the ministry", provision="act-1"))
    assert said(case, asked_on(case, ("act-2", "act-1"), "a lawyer")) == "the ministry"
    assert asked_on(case, ("act-2",), "a lawyer") == "a lawyer"


@pytest.mark.parametrize("check", [*SIGNATURES, *FINANCE], ids=lambda c: c.id)
def test_checks_of_signatures_and_money_ask_nobody_whom_the_case_does_not_ask(kazakhstan: Case, check: Check) -> None:
    asked = {f.record.who for f in kazakhstan.all(Question)} | {"observers of the campaign"}
    findings: list[Finding] = list(check.function(kazakhstan))
    assert {said(kazakhstan, q.who) for f in findings for q in f.questions} <= asked
