"""Events and their parts on invented cases: what happened at a part happened at the whole, and circles are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saylau.checks.finding import Outcome
from saylau.checks.protests_events import events
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Event, Protest
from saylau.values.message import Message, Name
from tests.cases import case_of, election
from tests.checks.found import made, measure, one


def event(thing: str, part_of: str | None = None, **more: Any) -> Fact[Record]:
    return made(Event, thing, name=f"Event {thing}", sort="gathering", part_of=part_of, **more)


def act(thing: str, person: str, at: str) -> Fact[Record]:
    return made(Act, thing, person=person, sort="force.use", event=at, display=Display.WITHHELD)


def case(*facts: Fact[Record]) -> Case:
    return case_of(election(), *facts)


def test_people_of_an_act_at_a_part_are_counted_with_the_whole_each_once() -> None:
    finding = one(
        case(
            event("whole"), event("raid", "whole"), event("cell", "raid"), event("apart"),
            act("a1", "p1", "whole"), act("a2", "p1", "raid"), act("a3", "p2", "cell"),
        ),
        events,
    )  # fmt: skip
    people = {m.name: m.value for m in finding.measures if m.name.startswith("people:")}
    assert people == {"people:whole": 2, "people:raid": 2, "people:cell": 1}
    assert (measure(finding, "events"), measure(finding, "parts"), measure(finding, "circle")) == (4, 2, 0)
    assert finding.outcome is Outcome.NOTED


def test_an_event_may_be_a_part_of_an_assembly() -> None:
    rally = made(Protest, "rally", name="Invented rally", during="2019-05-01")
    finding = one(case(rally, event("raid", "rally"), act("a1", "p1", "raid")), events)
    assert measure(finding, "parts") == 1
    assert measure(finding, "people:raid") == 1


def test_events_in_a_circle_are_told_asked_and_not_counted_over() -> None:
    finding = one(
        case(event("a", "b"), event("b", "a"), event("c", "b"), event("d"), act("a1", "p1", "a"), act("a2", "p2", "d")),
        events,
    )
    assert measure(finding, "circle") == 2
    assert finding.outcome is Outcome.UNKNOWN
    assert [m.name for m in finding.measures if m.name.startswith("people:")] == ["people:d"]
    (question,) = finding.questions
    assert isinstance(question.asks, Message)
    assert question.asks.values["events"] == (Name("a"), Name("b"))


def test_an_event_that_is_said_to_be_a_part_of_itself_is_a_circle() -> None:
    assert measure(one(case(event("a", "a")), events), "circle") == 1


def test_an_event_that_may_not_be_shown_is_counted_and_not_named() -> None:
    hidden = replace(event("a", "b"), display=Display.WITHHELD)
    finding = one(case(hidden, replace(event("b", "a"), display=Display.WITHHELD), act("a1", "p1", "a")), events)
    assert measure(finding, "events") == 2
    assert "Name" not in repr(finding)


def test_without_events_they_are_asked(kazakhstan: Case) -> None:
    finding = one(kazakhstan, events)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
