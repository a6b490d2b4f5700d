"""Remedies over all people, and letters with what came back: counted by hand on invented rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saylau.checks import complaints_interventions as letters
from saylau.checks import prosecutions_remedies
from saylau.checks.complaints_interventions import as_it_stood
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Body, Intervention, Matter, Organisation, Person, Remedy, Response
from saylau.values import Count, Truth
from tests.cases import case_of, election
from tests.checks.found import made, measure, one

DAY = date(2019, 10, 1)
PEOPLE = tuple(made(Person, p, name=p.upper(), display=Display.NUMBER) for p in ("p1", "p2", "p3"))
MATTERS = tuple(made(Matter, f"m{n}", person=f"p{n}", sort="administrative") for n in (1, 2, 3))
BODY = made(Body, "court", name="A court", sort="other")


def case(*facts: Fact[Record], assessed: date = DAY) -> Case:
    made_of = case_of(election(), *PEOPLE, *MATTERS, BODY, made(Organisation, "group", name="A group", sort="other"),
                      *facts)  # fmt: skip
    return replace(made_of, info=made_of.info.model_copy(update={"assessed": assessed}))


def remedy(number: int, sort: str, **more: Any) -> Fact[Record]:
    return made(Remedy, f"r{number}-{sort[:4]}", person=f"p{number}", matter=f"m{number}", sort=sort, **more)


LEDGER = (
    remedy(1, "cassation", filed="2019-07-01", decided="2019-09-30", outcome="rejected", last="yes"),
    remedy(2, "appeal", filed="2019-09-01", outcome="pending"),
    remedy(2, "cassation", used="no", not_pursued="ineffective", last="yes"),
)


def test_people_are_counted_by_whether_the_last_remedy_was_decided_by_the_date_of_assessment() -> None:
    finding = one(case(*LEDGER), prosecutions_remedies.remedies)
    assert finding.outcome is Outcome.NOTED
    names = ("people", "reached", "not_reached", "open", "pending", "reason:ineffective")
    assert [measure(finding, name) for name in names] == [3, 1, 1, 1, 1, 1]
    earlier = one(case(*LEDGER, assessed=date(2019, 9, 29)), prosecutions_remedies.remedies)
    assert [measure(earlier, name) for name in ("reached", "not_reached", "open")] == [0, 2, 1]


def test_days_due_are_counted_as_passed_or_ahead() -> None:
    def due(day: str) -> list[object]:
        finding = one(case(remedy(1, "appeal", used="no", due=day)), prosecutions_remedies.remedies)
        return [measure(finding, name) for name in ("passed", "ahead")]

    assert due("2019-09-30") == [1, 0]
    assert due("2019-10-01") == [0, 1]
    assert due("2019") == [0, 0]  # not known on which side it lies


def test_without_any_remedy_it_is_unknown_and_asked(kazakhstan: Case) -> None:
    for told in (case(), case_of(election()), kazakhstan):
        finding = one(told, prosecutions_remedies.remedies)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


# Letters and replies


def letter(thing: str = "i1", **more: Any) -> Fact[Record]:
    given = {"sort": "appeal or letter", "during": "2019-09-01", "to": "court", "requests": ("release",), **more}
    return made(Intervention, thing, **given)


def reply(sort: str, thing: str = "x1", **more: Any) -> Fact[Record]:
    return made(Response, thing, intervention="i1", sort=sort, **more)


def stood(*facts: Fact[Record], on: date = DAY) -> letters.Waiting:
    told = case(*facts)
    return as_it_stood(told, told.all(Intervention)[0], on)


def test_days_without_a_reply_run_to_the_day_asked() -> None:
    assert stood(letter()).days == Count("30")
    assert stood(letter(during="2019-09")).days == Count("1..30")
    assert stood(letter(during=None)).days is None
    assert stood(letter(), reply("receipt confirmed", during="2019-09-02")).days == Count("30")


@pytest.mark.parametrize(
    ("facts", "answered"),
    [
        ((), Truth.UNKNOWN),
        ((reply("no reply"),), Truth.NO),
        ((reply("denied", during="2019-09-10"),), Truth.YES),
        ((reply("denied", during="2019-10-01"),), Truth.YES),
        ((reply("denied", during="2019-10-02"),), Truth.UNKNOWN),  # came after the day asked
        ((reply("receipt confirmed"),), Truth.UNKNOWN),
    ],
)
def test_a_reply_counts_from_its_day_and_a_receipt_is_none(facts: tuple[Fact[Record], ...], answered: Truth) -> None:
    found = stood(letter(), *facts)
    assert found.answered is answered
    assert (found.days is None) is (answered is Truth.YES)


@pytest.mark.parametrize(
    ("due", "overdue"),
    [("2019-09-30", Truth.YES), ("2019-10-01", Truth.NO), ("2019", Truth.UNKNOWN), (None, Truth.UNKNOWN)],
)
def test_a_reply_is_overdue_once_its_day_has_passed(due: str | None, overdue: Truth) -> None:
    assert stood(letter(due=due)).overdue is overdue
    assert stood(letter(due=due), reply("denied")).overdue is Truth.NO


def test_requests_without_a_reply_are_a_concern_with_their_days() -> None:
    finding = one(
        case(letter(), reply("no reply"), letter("i2", during="2019-09-21", answered="no")), letters.interventions
    )
    assert finding.outcome is Outcome.CONCERN
    assert [measure(finding, name) for name in ("all", "asking", "silent")] == [2, 2, 2]
    assert measure(finding, "days") == Count("10..30")
    assert measure(finding, "days:i1") == Count("30")


def test_a_letter_about_a_private_person_is_counted_and_never_listed() -> None:
    finding = one(case(letter(persons=("p1",), answered="no")), letters.interventions)
    assert measure(finding, "silent") == 1
    assert "days:i1" not in {m.name for m in finding.measures}


def test_an_effect_counts_only_as_somebody_states_it() -> None:
    nobody = case(letter(), reply("complied", effect="released"))
    finding = one(nobody, letters.interventions)
    assert [measure(finding, name) for name in ("effects", "effects_by_nobody")] == [0, 1]
    assert finding.questions
    stated = case(letter(), reply("complied", effect="released", effect_by="group"))
    assert [measure(one(stated, letters.interventions), name) for name in ("effects", "effects_by_nobody")] == [1, 0]


def test_a_response_told_before_its_letter_is_a_concern() -> None:
    early = one(case(letter(), reply("denied", during="2019-08-31")), letters.interventions)
    assert early.outcome is Outcome.CONCERN
    same_day = one(case(letter(), reply("denied", during="2019-09-01")), letters.interventions)
    assert same_day.outcome is Outcome.NOTED


def test_publicity_asks_for_no_reply(kazakhstan: Case) -> None:
    finding = one(case(letter(sort="publicity", requests=())), letters.interventions)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "asking") == 0
    told = one(kazakhstan, letters.interventions)
    assert told.outcome is Outcome.UNKNOWN
    assert [measure(told, name) for name in ("all", "asking", "open")] == [2, 1, 1]


def test_without_interventions_it_is_unknown_and_asks() -> None:
    finding = one(case_of(election()), letters.interventions)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
