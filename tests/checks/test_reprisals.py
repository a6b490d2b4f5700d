"""Call-ups after protest, and pressure after cooperation: counted over all people."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import reprisals
from saylau.checks.finding import Outcome
from saylau.checks.people import SEQUENCE
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Act, Conduct, Consequence, Person, Step
from saylau.values import Count
from saylau.values.message import OutOf
from tests.cases import case_of, election
from tests.checks.found import changed, found, made, measure, one, without


def test_six_people_in_four_places_after_9_to_35_days_with_three_exemptions(kazakhstan: Case) -> None:
    finding = one(kazakhstan, reprisals.draft)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "people") == 6
    assert measure(finding, "days") == Count("9..35")
    assert measure(finding, "people_with_days") == 3
    assert measure(finding, "exempt") == OutOf(3, 6)
    assert measure(finding, "places") == Count("4")
    assert measure(finding, "reversed") == 1
    assert SEQUENCE in finding.limits


def test_days_follow_the_record(kazakhstan: Case) -> None:
    longest = next(f.fact for f in kazakhstan.all(Step) if f.record.days_after == Count("35"))
    assert measure(one(without(kazakhstan, longest), reprisals.draft), "days") == Count("9..26")
    other = changed(kazakhstan, longest, days_after=Count("50"))
    assert measure(one(other, reprisals.draft), "days") == Count("9..50")


def test_a_stated_number_of_people_that_the_list_does_not_reach_is_disputed(kazakhstan: Case) -> None:
    assert one(changed(kazakhstan, "recruitment-cases", number=Count("7")), reprisals.draft).outcome is Outcome.DISPUTED


def test_days_are_counted_from_the_act_where_both_days_are_known() -> None:
    person = made(Person, "p1", name="P1")
    act = made(Conduct, "c", persons=("p1",), sort="taking part in an assembly", during="2019-04-21")
    summons = made(Step, "s", person="p1", sort="call-up to military service", during="2019-05-17", after="c")
    finding = one(case_of(election(), person, act, summons), reprisals.draft)
    assert measure(finding, "days") == Count("26")
    coarse = made(Step, "s", person="p1", sort="call-up to military service", during="2019-05", after="c")
    finding = one(case_of(election(), person, act, coarse), reprisals.draft)
    assert measure(finding, "people_with_days") == 0
    assert "days" not in {m.name for m in finding.measures}


def test_pressure_after_cooperation_is_counted_by_kinds(kazakhstan: Case) -> None:
    finding = one(kazakhstan, reprisals.cooperation)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "people") == 1
    assert measure(finding, "pressed") == 1
    assert measure(finding, "kinds") == 5  # summons, charge, threat, pressure, loss of a place of study
    fewer = without(kazakhstan, Consequence)
    assert measure(one(fewer, reprisals.cooperation), "kinds") == 4


def test_cooperation_that_nothing_followed_is_noted(kazakhstan: Case) -> None:
    quiet = without(kazakhstan, Step, Act, Consequence)
    finding = one(quiet, reprisals.cooperation)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "pressed") == 0


@pytest.mark.parametrize("check", reprisals.CHECKS, ids=lambda check: check.id)
def test_without_inputs_it_is_unknown_and_no_finding_is_about_a_person(kazakhstan: Case, check: Any) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
    private = {f.id for f in kazakhstan.facts if f.display is not Display.PUBLIC}
    assert not private & set(found(kazakhstan, check))


def test_a_summons_before_the_conduct_gives_no_days() -> None:
    conduct = made(Conduct, "c", persons=("p01",), sort="expression in writing or online", during="2019-05-10")
    person = made(Person, "p01", name="P01", display=Display.NUMBER)
    summons = "summons to military service"
    early = made(Step, "s", person="p01", sort=summons, during="2019-05-09", after="c", display=Display.WITHHELD)
    names = [m.name for m in one(case_of(election(), person, conduct, early), reprisals.draft).measures]
    assert "days" not in names
