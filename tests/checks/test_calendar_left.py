"""The days left to a contestant: counted on a calendar from compliance to the end of registration."""

from __future__ import annotations

import pytest

from saylau.checks import calendar_left
from saylau.checks.finding import Outcome
from saylau.records.case import Case
from saylau.records.kinds import CandidacyStep, Stage
from saylau.values import Count, When
from tests.checks.found import changed, found, measure, one, without


@pytest.mark.parametrize(
    ("who", "days", "inclusive"),
    [
        ("kosanov", "11", "12"),  # 30 April to 11 May
        ("rakhimbekov", "12", "13"),
        ("taspikhov", "14", "15"),
        ("tokayev", ">=14", ">=15"),  # known only as by 27 April
    ],
)
def test_days_left_from_compliance_to_the_end_of_registration(
    kazakhstan: Case, who: str, days: str, inclusive: str
) -> None:
    finding = one(kazakhstan, calendar_left.time_left, who)
    assert (measure(finding, "days"), measure(finding, "inclusive")) == (Count(days), Count(inclusive))
    assert bool(finding.questions) is (who == "tokayev")


def test_a_later_end_of_registration_leaves_more_days(kazakhstan: Case) -> None:
    case = without(kazakhstan, "stage-registration.press")
    case = changed(case, "stage-registration", during=When("2019-04-10/2019-05-15"))
    assert measure(one(case, calendar_left.time_left, "kosanov"), "days") == Count.of(15)


def test_without_a_stage_or_a_day_of_compliance_both_are_asked_for(kazakhstan: Case) -> None:
    assert one(without(kazakhstan, Stage), calendar_left.time_left).outcome is Outcome.UNKNOWN
    finding = one(without(kazakhstan, CandidacyStep), calendar_left.time_left)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_compliance_on_the_last_day_leaves_none_and_after_it_is_not_counted(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "kosanov-compliance", on=When("2019-05-11"))
    assert measure(one(case, calendar_left.time_left, "kosanov"), "days") == Count.of(0)
    case = changed(kazakhstan, "kosanov-compliance", on=When("2019-05-12"))
    assert "kosanov" not in found(case, calendar_left.time_left)
