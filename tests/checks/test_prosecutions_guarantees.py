"""Counsel, searches, hearings and restraint over invented people: what is not told is never taken as absent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.checks import prosecutions_guarantees as guarantees
from saylau.checks import prosecutions_measures, prosecutions_penalties, reprisals
from saylau.checks.finding import Outcome
from saylau.checks.reprisals import COINCIDENCE
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Person, StatedTime, Step
from saylau.values import Count
from saylau.values.message import OutOf
from tests.cases import case_of, election
from tests.checks.found import changed, made, measure, one
from tests.checks.ruled import ruled

PEOPLE = tuple(made(Person, p, name=p.upper()) for p in ("p1", "p2", "p3"))


def step(thing: str, sort: str, person: str = "p1", **more: Any) -> Fact[Record]:
    return made(Step, thing, person=person, sort=sort, **more)


def case(*facts: Fact[Record], zone: str = "") -> Case:
    made_of = case_of(election(), *PEOPLE, *facts)
    return replace(made_of, info=made_of.info.model_copy(update={"zone": zone}))


@pytest.mark.parametrize("check", guarantees.CHECKS, ids=lambda check: check.id)
def test_without_inputs_each_check_is_unknown_and_asks(check: Any) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize("check", guarantees.CHECKS, ids=lambda check: check.id)
def test_in_the_reference_case_nothing_of_it_is_told(check: Any, kazakhstan: Case) -> None:
    assert one(kazakhstan, check).outcome is Outcome.UNKNOWN


# Counsel


def test_people_without_counsel_are_counted_once_and_silence_is_not_absence() -> None:
    told = case(
        step("a", "detention", counsel="no"),
        step("b", "hearing", counsel="no"),
        step("c", "hearing", "p2", counsel="yes", counsel_chosen="no", counsel_after="120..150"),
        step("d", "charge", "p3"),
    )
    finding = one(told, guarantees.counsel)
    assert finding.outcome is Outcome.CONCERN
    names = ("people", "absent", "imposed", "present", "silent")
    assert [measure(finding, name) for name in names] == [3, 1, 1, 1, 1]
    assert measure(finding, "minutes") == Count("120..150")


def test_counsel_at_each_step_told_is_noted_and_at_none_told_is_unknown() -> None:
    present = case(step("a", "hearing", counsel="yes", counsel_chosen="yes"))
    assert one(present, guarantees.counsel).outcome is Outcome.NOTED
    assert one(changed(present, "a", counsel=made(Step, "x", person="p1", sort="hearing").record.counsel),  # type: ignore[attr-defined]
               guarantees.counsel).outcome is Outcome.UNKNOWN  # fmt: skip


def test_a_denial_of_counsel_told_as_an_act_counts_once_with_its_step() -> None:
    of_the_step = made(Act, "x", person="p1", sort="denial.counsel", step="a")
    alone = made(Act, "y", person="p2", sort="denial.counsel")
    finding = one(case(step("a", "hearing", counsel="no"), of_the_step, alone), guarantees.counsel)
    assert measure(finding, "absent") == 2


# Searches


def test_searches_lacking_a_warrant_witnesses_or_counsel_are_counted_apart() -> None:
    told = case(
        step("a", "search", warrant="no", witnesses="no", counsel="no"),
        step("b", "search", "p2", warrant="yes", witnesses="yes"),
        made(Act, "x", person="p3", sort="search.home"),
    )
    finding = one(told, guarantees.searches)
    assert finding.outcome is Outcome.CONCERN
    names = ("people", "no_warrant", "no_witnesses", "no_counsel", "known")
    assert [measure(finding, name) for name in names] == [3, 1, 1, 1, 2]
    assert one(case(step("b", "search", warrant="yes")), guarantees.searches).outcome is Outcome.NOTED
    assert one(case(step("b", "search")), guarantees.searches).outcome is Outcome.UNKNOWN


# Hearings


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"open_to_public": "no"}, Outcome.CONCERN),
        ({"interpreter": "no"}, Outcome.CONCERN),
        ({"counsel": "no"}, Outcome.CONCERN),
        ({"open_to_public": "yes", "interpreter": "yes", "counsel": "yes"}, Outcome.NOTED),
        ({}, Outcome.UNKNOWN),
    ],
)
def test_a_hearing_by_what_is_told_of_it(given: dict[str, str], outcome: Outcome) -> None:
    assert one(case(step("a", "hearing", **given)), guarantees.hearings).outcome is outcome


# Restraint

TWO_MONTHS = {"name": "prosecutions.measure", "form": "cap", "months": "2"}


def test_measures_without_ground_or_length_and_without_regard_for_children_are_counted() -> None:
    told = case(
        step("a", "measure of restraint", ground_stated="no", length_stated="no", cares_for_child="yes",
             care_considered="no"),
        step("b", "measure of restraint", "p2", ground_stated="yes", cares_for_child="yes", care_considered="yes"),
    )  # fmt: skip
    finding = one(told, guarantees.restraint)
    assert finding.outcome is Outcome.CONCERN
    names = ("people", "no_ground", "no_length", "carers", "care_not_considered")
    assert [measure(finding, name) for name in names] == [2, 1, 1, 2, 1]
    assert finding.message.values["unasked"] == OutOf(1, 2)


@pytest.mark.parametrize(("months", "outcome"), [("2", Outcome.UNKNOWN), ("3", Outcome.CONTRARY)])
def test_a_measure_longer_than_the_law_allowed_is_contrary(months: str, outcome: Outcome) -> None:
    row = step("a", "measure of restraint", months=months, during="2019-05-01")
    finding = one(ruled(*PEOPLE, row, rules=(TWO_MONTHS,)), guarantees.restraint)
    assert finding.outcome is outcome
    assert measure(finding, "above") == (1 if outcome is Outcome.CONTRARY else 0)


# Night: the law's where it is known, else from 22 to 6


def hearing_at(at: str, *rules: dict[str, Any], zone: str = "") -> Any:
    time = made(StatedTime, "t", what="hearing", at=at)
    row = step("a", "hearing", during=at[:10], clock="t", put_off="yes")
    told = ruled(*PEOPLE, time, row, rules=rules)
    return one(replace(told, info=told.info.model_copy(update={"zone": zone})), prosecutions_measures.night_hearing)


def test_the_night_of_the_law_goes_before_the_assumed_one() -> None:
    law = {"name": "prosecutions.night", "form": "ban", "what": ["23:00", "07:00"]}
    assert hearing_at("2019-05-31T22:30?").outcome is Outcome.CONCERN
    assert hearing_at("2019-05-31T22:30?", law).outcome is Outcome.NOTED
    assert hearing_at("2019-06-01T06:59?", law).outcome is Outcome.CONCERN
    assert hearing_at("2019-06-01T07:00?", law).outcome is Outcome.NOTED
    assert len(hearing_at("2019-06-01T06:59?", law).assumptions) == 1


def test_a_hearing_opened_and_put_off_at_night_is_counted() -> None:
    assert measure(hearing_at("2019-05-31T23:30?"), "put_off") == 1


def test_a_time_with_a_zone_is_read_on_the_clock_of_the_place() -> None:
    assert hearing_at("2019-05-31T17:00Z", zone="Asia/Almaty").outcome is Outcome.CONCERN  # 23:00 at six hours ahead
    assert hearing_at("2019-05-31T15:00Z", zone="Asia/Almaty").outcome is Outcome.NOTED  # 21:00
    assert hearing_at("2019-05-31T22:00Z").outcome is Outcome.UNKNOWN  # no zone of the place is known
    assert hearing_at("2019-05-31T22:00+05:00").outcome is Outcome.CONCERN


# Children and summonses, from acts as from steps


def test_a_child_held_told_as_an_act_is_counted_with_those_told_as_steps() -> None:
    told = case(step("a", "custody", child_present="yes"), made(Act, "x", person="p2", sort="child.in_custody"))
    assert measure(one(told, prosecutions_penalties.vulnerability), "child_along") == 2


def test_grounds_of_exemption_are_counted_and_no_chance_of_coincidence_is_computed() -> None:
    told = case(
        step("a", "summons to military service", exemption="yes", exempt_as="unfit for service"),
        step("b", "summons to military service", "p2", exemption="yes", exempt_as="study"),
        step("c", "call-up to military service", "p3", exemption="no"),
    )
    finding = one(told, reprisals.draft)
    assert [measure(finding, name) for name in ("exempt:unfit", "exempt:study")] == [1, 1]
    assert measure(finding, "exempt") == OutOf(2, 3)
    assert COINCIDENCE in finding.limits
