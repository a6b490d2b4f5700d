"""Remedies at home of one person: whether the last ordinary one was reached, by invented rows and hand counting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saylau.checks.remedies import (
    DAY_ASKED,
    EXAMINED_ASKED,
    LAST_ASKED,
    TOLD_TWICE_ASKED,
    WHICH_ASKED,
    WHY_ASKED,
    exhausted,
    next_due,
)
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Matter, Person, Remedy, Step
from saylau.records.source import Grade
from saylau.values import Truth, When
from tests.cases import case_of, election, source
from tests.checks.found import made

ON = date(2020, 1, 10)
PERSON, MATTER = made(Person, "p1", name="P1"), made(Matter, "m1", person="p1", sort="administrative")


def remedy(thing: str, sort: str, claim: str = "", source_id: str = "s1", **more: Any) -> Fact[Record]:
    return made(Remedy, thing, claim, source_id, person="p1", sort=sort, **{"matter": "m1", **more})


def case(*facts: Fact[Record], **more: Any) -> Case:
    return case_of(election(), PERSON, MATTER, *facts, **more)


APPEAL = remedy("r1", "appeal", filed="2019-06-12", decided="2019-06-20", outcome="rejected", last="no")
CASSATION = {"filed": "2019-07-01", "decided": "2019-12-02", "outcome": "rejected", "last": "yes"}


def asks(found: Any) -> list[object]:
    return [question.asks for question in found.questions]


def test_the_last_remedy_decided_is_reached_on_the_day_of_its_decision() -> None:
    found = exhausted(case(APPEAL, remedy("r2", "cassation", **CASSATION)), "p1", ON)
    assert found.truth is Truth.YES
    assert found.last_decision == When("2019-12-02")
    assert [f.id for f in found.used] == [f.id for f in found.decided] == ["r1", "r2"]
    assert (found.pending, found.not_pursued, found.questions) == ((), (), ())
    assert found.facts == ("r1", "r2")


@pytest.mark.parametrize(
    ("on", "truth"),
    [
        (date(2019, 12, 1), Truth.NO),
        (date(2019, 12, 2), Truth.YES),
        (date(2019, 6, 30), Truth.NO),
    ],
)
def test_what_is_decided_later_than_the_day_asked_is_not_decided_yet(on: date, truth: Truth) -> None:
    assert exhausted(case(APPEAL, remedy("r2", "cassation", **CASSATION)), "p1", on).truth is truth


def test_a_decision_known_to_the_month_is_not_known_on_a_day_within_it() -> None:
    told = case(APPEAL, remedy("r2", "cassation", **{**CASSATION, "decided": "2019-12"}))
    within = exhausted(told, "p1", date(2019, 12, 15))
    assert within.truth is Truth.UNKNOWN
    assert [f.id for f in within.not_known] == ["r2"]
    assert [f.id for f in within.used] == ["r1", "r2"]
    assert exhausted(told, "p1", ON).truth is Truth.YES


def test_a_remedy_that_is_pending_leaves_the_last_one_unreached() -> None:
    found = exhausted(case(APPEAL, remedy("r2", "cassation", filed="2019-12-30", outcome="pending")), "p1", ON)
    assert found.truth is Truth.NO
    assert [f.id for f in found.pending] == ["r2"]
    assert found.last_decision == When("2019-06-20")


def test_a_request_for_supervision_that_is_pending_leaves_the_last_ordinary_one_reached() -> None:
    more = remedy("r3", "request for supervisory review", filed="2019-12-30", outcome="pending")
    found = exhausted(case(APPEAL, remedy("r2", "cassation", **CASSATION), more), "p1", ON)
    assert found.truth is Truth.YES
    assert [f.id for f in found.pending] == ["r3"]


@pytest.mark.parametrize(
    ("reason", "excused", "asked"),
    [("ineffective", Truth.YES, False), ("not stated", Truth.NO, True), (None, Truth.NO, True)],
)
def test_a_remedy_not_used_is_told_with_its_reason_and_never_taken_as_used(
    reason: str | None, excused: Truth, asked: bool
) -> None:
    found = exhausted(case(APPEAL, remedy("r2", "cassation", used="no", last="yes", not_pursued=reason)), "p1", ON)
    assert found.truth is Truth.NO
    assert [f.id for f in found.not_pursued] == ["r2"]
    assert found.excused is excused
    assert (WHY_ASKED in asks(found)) is asked


def test_a_reason_alone_says_that_the_remedy_was_not_used() -> None:
    found = exhausted(case(APPEAL, remedy("r2", "cassation", not_pursued="dangerous")), "p1", ON)
    assert (found.truth, found.excused) == (Truth.NO, Truth.YES)


def test_without_any_remedy_or_matter_it_is_unknown_and_asked() -> None:
    for told in (case(), case_of(election(), PERSON)):
        found = exhausted(told, "p1", ON)
        assert found.truth is Truth.UNKNOWN
        assert found.last_decision is None
        assert asks(found) == [WHICH_ASKED]


def test_a_decided_appeal_of_which_nobody_says_whether_it_was_the_last_is_unknown() -> None:
    found = exhausted(case(remedy("r1", "appeal", decided="2019-06-20", outcome="rejected")), "p1", ON)
    assert found.truth is Truth.UNKNOWN
    assert LAST_ASKED in asks(found)


def test_one_matter_without_its_last_remedy_keeps_the_person_from_having_reached_all() -> None:
    other = made(Matter, "m2", person="p1", sort="criminal")
    told = case(APPEAL, remedy("r2", "cassation", **CASSATION), other)
    assert exhausted(told, "p1", ON).truth is Truth.UNKNOWN
    assert exhausted(told, "p1", ON, "m1").truth is Truth.YES
    open_ = remedy("r3", "appeal", matter="m2", used="no")
    assert exhausted(case(APPEAL, remedy("r2", "cassation", **CASSATION), other, open_), "p1", ON).truth is Truth.NO


def test_two_accounts_of_one_remedy_that_differ_settle_nothing() -> None:
    one = remedy("r2", "cassation", **CASSATION)
    other = remedy("r2", "cassation", "r2.2", "s2", used="no", last="yes")
    found = exhausted(case(APPEAL, one, other, sources=(source(), source("s2"))), "p1", ON)
    assert found.truth is Truth.UNKNOWN
    assert TOLD_TWICE_ASKED in asks(found)


def test_an_account_of_grade_c_does_not_stand_against_a_better_one() -> None:
    one = remedy("r2", "cassation", **CASSATION)
    other = remedy("r2", "cassation", "r2.2", "s2", used="no", last="yes")
    told = case(APPEAL, one, other, sources=(source(), source("s2", Grade.C)))
    assert exhausted(told, "p1", ON).truth is Truth.YES


def test_a_last_remedy_that_was_not_examined_is_unknown_and_asked() -> None:
    given = {**CASSATION, "outcome": "not examined"}
    found = exhausted(case(APPEAL, remedy("r2", "cassation", **given)), "p1", ON)
    assert found.truth is Truth.UNKNOWN
    assert EXAMINED_ASKED in asks(found)


def test_a_last_decision_without_its_day_is_asked_for_its_day() -> None:
    given = {"used": "yes", "outcome": "rejected", "last": "yes"}
    found = exhausted(case(remedy("r2", "cassation", **given)), "p1", ON)
    assert found.truth is Truth.YES
    assert found.last_decision is None
    assert asks(found) == [DAY_ASKED]


def test_a_remedy_granted_is_told_apart() -> None:
    found = exhausted(case(remedy("r2", "cassation", **{**CASSATION, "outcome": "partly granted"})), "p1", ON)
    assert [f.id for f in found.granted] == ["r2"]


def test_what_is_due_next_comes_in_order_without_what_was_used_or_given_up_for_a_reason() -> None:
    facts = (
        remedy("used", "appeal", filed="2019-06-12", due="2019-06-25", decided="2019-06-20", outcome="rejected"),
        remedy("open", "cassation", used="no", due="2020-06-20"),
        remedy("late", "complaint to a prosecutor", due="2020-01-09"),
        remedy("given-up", "constitutional complaint", used="no", not_pursued="unavailable", due="2020-02-01"),
        made(Step, "step", person="p1", sort="hearing", matter="m1", next_due="2020-01-10"),
        made(Step, "of-another", person="p2", sort="hearing", next_due="2020-01-10"),
    )
    found = next_due(case(*facts, made(Person, "p2", name="P2")), "p1", ON)
    assert [(due.fact, due.passed) for due in found] == [
        ("late", Truth.YES),
        ("step", Truth.NO),
        ("open", Truth.NO),
    ]
