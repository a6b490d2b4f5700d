"""Reports that people sent: counted once each, by state, channel and month; never as people. By hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.checks.finding import Outcome
from saylau.checks.prosecutions_appeals import NOT_PEOPLE, reports
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Appeal, Person
from saylau.values import Count
from tests.cases import case_of, election
from tests.checks.found import changed, made, measure, one


def report(thing: str, **more: Any) -> Fact[Record]:
    given = {"received": "2019-05-02", "channel": "telephone", **more}
    return made(Appeal, thing, display=Display.WITHHELD, **given)


def act(thing: str, person: str) -> Fact[Record]:
    return made(Act, thing, person=person, sort="force.use", display=Display.WITHHELD)


def case(*facts: Fact[Record]) -> Case:
    people = tuple(made(Person, f"p{n}", name=f"P{n}", public="no", display=Display.NUMBER) for n in range(1, 4))
    return case_of(election(), *people, *facts)


def test_a_report_of_the_same_thing_as_an_earlier_one_is_counted_with_it() -> None:
    finding = one(case(report("r1"), report("r2", same_as="r1"), report("r3", same_as="r2"), report("r4")), reports)
    assert (measure(finding, "reports"), measure(finding, "once")) == (4, 2)


def test_reports_that_name_each_other_in_a_circle_are_one() -> None:
    finding = one(case(report("r1", same_as="r2"), report("r2", same_as="r1"), report("r3", same_as="r2")), reports)
    assert measure(finding, "once") == 1


def test_a_report_that_repeats_one_that_is_withdrawn_or_unknown_is_counted_itself() -> None:
    assert measure(one(case(report("r1", same_as="gone")), reports), "once") == 1


def test_states_channels_and_months_are_counted_over_reports_counted_once() -> None:
    finding = one(
        case(
            report("r1", verification="verified"),
            report("r2", verification="verified late", channel="letter", received="2019-06"),
            report("r3", verification="verified", same_as="r1", channel="letter"),
            report("r4", received="2019-05-30/2019-06-02"),
        ),
        reports,
    )
    counted = {m.name: m.value for m in finding.measures if ":" in m.name}
    assert counted == {
        "state:received": 1, "state:verified": 1, "state:verified_late": 1,
        "channel:telephone": 2, "channel:letter": 1,
        "month:2019-05": 1, "month:2019-06": 1, "month:none": 1,
    }  # fmt: skip


def test_only_verified_reports_are_held_against_the_acts_recorded_from_them() -> None:
    facts = (
        act("a1", "p1"), act("a2", "p2"),
        report("r1", verification="verified", concerning=("a1",)),
        report("r2", verification="received", concerning=("a2",)),
        report("r3", verification="verified"),
    )  # fmt: skip
    finding = one(case(*facts), reports)
    assert (measure(finding, "recorded"), measure(finding, "people")) == (1, 1)
    assert finding.questions
    late = changed(case(*facts), "r2", verification="verified late")
    assert measure(one(late, reports), "people") == 2


def test_two_reports_of_two_acts_against_one_person_are_two_reports_and_one_person() -> None:
    finding = one(
        case(
            act("a1", "p1"), act("a2", "p1"),
            report("r1", verification="verified", concerning=("a1",), by="p1"),
            report("r2", verification="verified", concerning=("a2",)),
        ),
        reports,
    )  # fmt: skip
    assert (measure(finding, "recorded"), measure(finding, "people"), measure(finding, "nameless")) == (2, 1, 1)
    assert NOT_PEOPLE in finding.limits
    assert finding.outcome is Outcome.NOTED


def test_two_tellings_of_one_report_are_one() -> None:
    assert measure(one(case(report("r1"), replace(report("r1"), fact="r1.2")), reports), "reports") == 1


@pytest.mark.parametrize("state", ["received", "being checked", "contradicted"])
def test_what_would_settle_a_report_is_asked(state: str) -> None:
    assert one(case(report("r1", verification=state)), reports).questions
    assert one(case(report("r1", verification="not verifiable")), reports).questions == ()


def test_in_2019_no_report_stands_one_by_one_and_the_senders_stand_beside(kazakhstan: Case) -> None:
    finding = one(kazakhstan, reports)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "stated:powers-of-attorney-2018") == Count("129")
    assert finding.facts == ()
    more = changed(kazakhstan, "powers-of-attorney-2018", number=Count("130"))
    assert measure(one(more, reports), "stated:powers-of-attorney-2018") == Count("130")
