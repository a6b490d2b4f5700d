"""Prosecutions over all people: figures of the reference case by hand, invented people, and what changes."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import prosecutions, prosecutions_measures, prosecutions_penalties
from saylau.checks.finding import Outcome
from saylau.checks.prosecutions_measures import in_force_on
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import (
    Conduct,
    Designation,
    Organisation,
    Person,
    Practice,
    StatedDuration,
    StatedTime,
    Statement,
    Step,
    ThreePartTest,
)
from saylau.records.kinds.prosecutions import StepSort
from saylau.values import Count, Truth, When
from tests.cases import POLL, case_of, election
from tests.checks.found import added, changed, found, made, measure, one, without
from tests.checks.ruled import ruled


def step(thing: str, sort: str, person: str = "p1", **more: Any) -> Fact[Record]:
    return made(Step, thing, person=person, sort=sort, **more)


def people(*numbers: str) -> tuple[Fact[Record], ...]:
    return tuple(made(Person, n, name=n.upper()) for n in numbers)


@pytest.mark.parametrize("check", prosecutions.CHECKS, ids=lambda check: check.id)
def test_each_check_counts_over_people_and_says_its_limits(kazakhstan: Case, check: Any) -> None:
    private = {f.id for f in kazakhstan.facts if f.display is not Display.PUBLIC}
    findings = found(kazakhstan, check)
    assert not private & set(findings)
    assert all(f.limits for f in findings.values())


@pytest.mark.parametrize("check", prosecutions.CHECKS, ids=lambda check: check.id)
def test_each_check_without_its_inputs_is_unknown_and_asks(check: Any) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# The act described and the banned body


def test_of_six_people_charged_a_link_is_alleged_for_one_and_absent_for_one(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions.nexus, "cc-405-2")
    assert finding.outcome is Outcome.CONCERN
    assert [measure(finding, name) for name in ("people", "linked", "not_linked", "not_stated")] == [6, 1, 1, 4]


def test_a_link_in_every_act_is_noted(kazakhstan: Case) -> None:
    linked = changed(kazakhstan, "conduct-06", linked=Truth.YES)
    finding = one(linked, prosecutions.nexus, "cc-405-2")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "linked") == 2


# Measures over voting day: 1 June and two months cover 9 June


def test_three_to_four_people_were_under_a_measure_on_voting_day(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions_measures.poll_day_overlap)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "on_voting_day") == Count("3..4")
    assert measure(finding, "people") == 4
    assert measure(finding, "start_not_stated") == 1
    assert measure(finding, "no_measure_stated") == 2


@pytest.mark.parametrize(
    ("given", "covers"),
    [
        ({"during": "2019-06-01", "months": "2"}, Truth.YES),
        ({"during": "2019-04-09", "months": "2"}, Truth.NO),  # ended on 9 June, which is no longer in it
        ({"during": "2019-04-10", "months": "2"}, Truth.YES),
        ({"during": "2019-06-10", "months": "2"}, Truth.NO),
        ({"during": "2019-06-09", "months": "1"}, Truth.YES),
        ({"during": "2019-06", "months": "2"}, Truth.UNKNOWN),
        ({"during": "2019-05", "months": "2"}, Truth.YES),
        ({"during": "2019-04-20", "months": "1..2"}, Truth.UNKNOWN),
        ({"during": "2019-06-01/2019-06-20"}, Truth.YES),
        ({"during": "2019-06-01/2019-06-08"}, Truth.NO),
        ({"during": "2019-06-01"}, Truth.UNKNOWN),
        ({"during": "2019-06-10"}, Truth.NO),
        ({"months": "2"}, Truth.UNKNOWN),
    ],
)
def test_a_measure_covers_voting_day_by_its_first_day_and_length(given: dict[str, str], covers: Truth) -> None:
    record = Step.model_validate({"person": "p1", "sort": "measure of restraint", **given})
    assert in_force_on(record, POLL) is covers


def test_a_known_first_day_narrows_the_bounds(kazakhstan: Case) -> None:
    (open_,) = (f.fact for f in kazakhstan.where(Step, sort=StepSort.MEASURE) if f.record.during is None)
    early = changed(kazakhstan, open_, during=When("2019-03-01"))
    assert measure(one(early, prosecutions_measures.poll_day_overlap), "on_voting_day") == Count("3")
    late = changed(kazakhstan, open_, during=When("2019-05-03"))
    assert measure(one(late, prosecutions_measures.poll_day_overlap), "on_voting_day") == Count("4")


def test_a_measure_without_any_first_day_leaves_it_unknown() -> None:
    case = case_of(election(), *people("p1"), step("s", "measure of restraint", months="2"))
    assert one(case, prosecutions_measures.poll_day_overlap).outcome is Outcome.UNKNOWN


# Custody by the clock: 13:00 to midnight are 11 hours


def test_11_hours_by_the_ends_against_12_as_stated_and_a_denial_are_disputed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions_measures.custody_clock)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "hours_by_ends") == Count("11")
    assert measure(finding, "hours_stated") == Count("12")
    assert measure(finding, "hours_in_cell") == Count("3")
    assert measure(finding, "denials") == 1


def test_agreeing_hours_without_a_denial_are_noted(kazakhstan: Case) -> None:
    agreed = changed(without(kazakhstan, Statement), "custody-duration", hours=Count("11"))
    finding = one(agreed, prosecutions_measures.custody_clock)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "differ") == 0


def test_two_stays_are_a_range() -> None:
    stays = [("a", "2019-05-09T10:00Z/2019-05-09T14:00Z"), ("b", "2019-05-09T10:00Z/2019-05-09T19:30Z")]
    facts = [made(StatedDuration, name, what="custody", during=during, hours="5") for name, during in stays]
    case = case_of(election(), *people("p1"), *facts, *(step(f"s{n}", "custody", clock=n) for n, _ in stays))
    finding = one(case, prosecutions_measures.custody_clock)
    assert measure(finding, "hours_by_ends") == Count("4..10")
    assert measure(finding, "differ") == 2
    assert not finding.assumptions


# Hearings at night


def test_two_people_waited_into_the_night_and_of_one_two_days_are_told(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions_measures.night_hearing)
    assert finding.outcome is Outcome.CONCERN
    assert [measure(finding, name) for name in ("people", "children", "two_days")] == [2, 2, 1]


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        ("2019-05-31T21:59?", Outcome.NOTED),
        ("2019-05-31T22:00?", Outcome.CONCERN),
        ("2019-06-01T05:59?", Outcome.CONCERN),
        ("2019-06-01T06:00?", Outcome.NOTED),
    ],
)
def test_the_night_is_from_22_to_6(at: str, outcome: Outcome) -> None:
    time = made(StatedTime, "t", what="hearing", at=at)
    case = case_of(election(), *people("p1"), time, step("s", "hearing", clock="t"))
    assert one(case, prosecutions_measures.night_hearing).outcome is outcome


# Care of children, sentences


def test_three_people_under_restraint_cared_for_a_child(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions_penalties.vulnerability)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "carers") == 3
    assert measure(finding, "under_measure") == 3
    assert measure(finding, "child_along") == 2
    nobody = case_of(election(), *people("p1"), step("s", "measure of restraint", months="2"))
    assert one(nobody, prosecutions_penalties.vulnerability).outcome is Outcome.NOTED


def test_five_people_were_sentenced_four_of_them_to_prison(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions_penalties.penalties)
    assert finding.outcome is Outcome.CONCERN
    names = ("people", "prison", "ancillary", "expression", "kinds")
    assert [measure(finding, name) for name in names] == [5, 4, 1, 1, 3]
    (sentence,) = (f.fact for f in kazakhstan.all(Step) if f.record.ancillary)
    plain = changed(kazakhstan, sentence, ancillary=())
    assert one(plain, prosecutions_penalties.penalties).outcome is Outcome.NOTED


def test_the_term_known_only_from_general_knowledge_decides_nothing(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions_penalties.penalties)
    assert finding.readings
    assert not any(r.decides for r in finding.readings)


# The three-part test, practices, prisoners of conscience


def test_seven_acts_of_expression_wait_for_a_person(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions.three_part_test)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "acts") == 7
    assert measure(finding, "filled") == 0


@pytest.mark.parametrize(
    ("necessity", "outcome"), [("yes", Outcome.NOTED), ("no", Outcome.CONCERN), ("unknown", Outcome.UNKNOWN)]
)
def test_a_worksheet_filled_in_by_a_person_decides(necessity: str, outcome: Outcome) -> None:
    act = made(Conduct, "c", persons=("p1",), sort="expression in a public place")
    sheet = made(ThreePartTest, "t", conduct="c", law="yes", aim="yes", necessity=necessity, reviewer="Reviewer")
    finding = one(case_of(election(), *people("p1"), act, sheet), prosecutions.three_part_test)
    assert finding.outcome is outcome
    assert measure(finding, "filled") == 1


def test_a_worksheet_for_one_act_of_two_leaves_the_rest_unknown() -> None:
    acts = [made(Conduct, c, persons=("p1",), sort="expression in writing or online") for c in ("c", "d")]
    sheet = made(ThreePartTest, "t", conduct="c", law="yes", aim="yes", necessity="yes", reviewer="Reviewer")
    finding = one(case_of(election(), *people("p1"), *acts, sheet), prosecutions.three_part_test)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_both_practices_of_the_checklist_are_told(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions.practices)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "told") == 2
    fewer = without(kazakhstan, "practice-telephones")
    assert measure(one(fewer, prosecutions.practices), "told") == 1
    assert one(without(kazakhstan, Practice), prosecutions.practices).outcome is Outcome.UNKNOWN


def test_two_people_were_declared_prisoners_of_conscience(kazakhstan: Case) -> None:
    finding = one(kazakhstan, prosecutions.conscience, "amnesty-international")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "people") == 2


def test_each_declaring_body_is_a_finding_of_its_own(kazakhstan: Case) -> None:
    body = made(Organisation, "body", name="A body", sort="other")
    more = made(Designation, "d", declared="prisoner of conscience", by="body", persons=("p01",))
    findings = found(added(kazakhstan, body, more), prosecutions.conscience)
    assert set(findings) == {"amnesty-international", "body"}


@pytest.mark.parametrize(("months", "outcome", "above"), [("24", Outcome.NOTED, ()), ("25", Outcome.CONCERN, (1,))])
def test_one_term_longer_than_the_law_allowed_is_told_beside_shorter_ones(
    months: str, outcome: Outcome, above: tuple[int, ...]
) -> None:
    case = ruled(
        *people("p1", "p2"),
        step("v1", "verdict", months="12"),
        step("v2", "verdict", person="p2", months=months),
        rules=({"name": "prosecutions.term", "form": "cap", "months": "24"},),
    )
    finding = one(case, prosecutions_penalties.penalties)
    assert finding.outcome is outcome
    assert tuple(m.value for m in finding.measures if m.name == "above") == above
