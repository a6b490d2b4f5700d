"""Interruptions beside assemblies and broadcasts: 9 May 2019 by hand, and invented windows and events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.checks import internet_overlap
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import BlockingReport, Broadcast, Protest
from saylau.records.source import Grade
from saylau.values import Count, When
from saylau.values.message import From, Name
from tests.cases import case_of, election, fact, source
from tests.checks.found import changed, measure, one, without

CHECK = internet_overlap.rally_overlap
MAY = "blocking-2019-05-09"


def cut(window: str, claim: str = "", **more: Any) -> Fact[Record]:
    given = {"services": ["video"], "place": "Country", "window": window}
    return fact(BlockingReport.model_validate(given), "cut", claim, **more)


def event(during: str, kind: type[Record] = Protest, thing: str = "rally", **more: Any) -> Fact[Record]:
    return fact(kind.model_validate({"name": "an event", "during": during}), thing, **more)


def beside(*facts: Fact[Record], zone: str = "Asia/Almaty", **more: Any) -> Finding:
    case = case_of(election(), *facts, **more)
    return one(replace(case, info=case.info.model_copy(update={"zone": zone})), CHECK, "cut")


def events(finding: Finding) -> list[str]:
    found = finding.message.values["events"]
    assert isinstance(found, tuple)
    return [e.value.thing for e in found if isinstance(e, From) and isinstance(e.value, Name)]


def test_the_interruption_and_the_assemblies_of_9_may_fell_on_one_day(kazakhstan: Case) -> None:
    finding = one(kazakhstan, CHECK, MAY)
    assert finding.outcome is Outcome.CONCERN
    assert events(finding) == ["protest-2019-05-09"]
    # Seven hours, by either reading within 9 May in Almaty; the hours of the assemblies are not stated
    for reading in (f"{MAY}:utc", f"{MAY}:local", f"{MAY}.netblocks"):
        assert measure(finding, f"common:{reading}:protest-2019-05-09") == Count.between(0, 420)
    assert measure(finding, f"local:{MAY}:utc") == When("2019-05-09T13:00+06:00/2019-05-09T20:00+06:00")
    assert measure(finding, f"local:{MAY}:local") == When("2019-05-09T07:00+06:00/2019-05-09T14:00+06:00")


def test_it_is_said_to_show_no_cause_and_hours_and_causes_are_asked(kazakhstan: Case) -> None:
    finding = one(kazakhstan, CHECK, MAY)
    assert "does not show why" in finding.message.template
    assert any("does not show why" in str(limit) for limit in finding.limits)
    assert len(finding.questions) == 2


@pytest.mark.parametrize("thing", ["blocking-2019-06-09", "blocking-2019-02-youtube"])
def test_without_an_event_on_record_for_the_day_it_is_unknown_and_asked(thing: str, kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Broadcast), CHECK, thing)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_another_day_of_the_assemblies_changes_the_answer(kazakhstan: Case) -> None:
    moved = changed(kazakhstan, "protest-2019-05-09", during=When("2019-05-11"))
    assert one(moved, CHECK, MAY).outcome is Outcome.UNKNOWN


def test_an_evening_in_utc_is_the_next_morning_in_almaty() -> None:
    finding = beside(cut("2019-05-09T20:00Z/2019-05-09T22:00Z"), event("2019-05-10"))
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "common:cut:rally") == Count.between(0, 120)
    assert beside(cut("2019-05-09T20:00Z/2019-05-09T22:00Z"), event("2019-05-09")).outcome is Outcome.UNKNOWN


def test_a_window_that_runs_over_midnight_counts_only_the_part_on_the_day() -> None:
    # 17:00 to 19:00 UTC is 23:00 to 01:00 in Almaty
    finding = beside(cut("2019-05-09T17:00Z/2019-05-09T19:00Z"), event("2019-05-09"))
    assert measure(finding, "common:cut:rally") == Count.between(0, 60)


def test_a_zone_that_decides_whether_the_days_meet_gives_both_readings() -> None:
    finding = beside(cut("2019-05-09T20:00?/2019-05-09T22:00?"), event("2019-05-09"))
    assert finding.outcome is Outcome.DISPUTED
    # As UTC it was 02:00 to 04:00 of the 10th in Almaty
    assert [r.outcome for r in finding.readings] == [Outcome.UNKNOWN, Outcome.CONCERN]


def test_a_broadcast_with_clock_times_has_exact_minutes_in_common() -> None:
    show = event("2019-05-09T12:00+06:00/2019-05-09T14:30+06:00", Broadcast, "show")
    finding = beside(cut("2019-05-09T07:00Z/2019-05-09T14:00Z"), show)
    assert events(finding) == ["show"]
    assert measure(finding, "common:cut:show") == Count.of(90)


def test_a_broadcast_of_the_same_day_that_was_over_before_does_not_meet() -> None:
    show = event("2019-05-09T08:00+06:00/2019-05-09T09:00+06:00", Broadcast, "show")
    assert beside(cut("2019-05-09T07:00Z/2019-05-09T14:00Z"), show).outcome is Outcome.UNKNOWN


def test_an_open_end_reaches_no_later_event_for_certain() -> None:
    assert beside(cut("2019-05-09T07:00Z/.."), event("2019-05-20")).outcome is Outcome.UNKNOWN
    assert beside(cut("2019-05-09T07:00Z/.."), event("2019-05-09")).outcome is Outcome.CONCERN


def test_an_event_in_a_month_is_not_on_a_day() -> None:
    assert beside(cut("2019-05-09"), event("2019-05")).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("zone", ["", "Nowhere/Town"])
def test_without_a_zone_of_the_case_days_are_compared_as_written(zone: str) -> None:
    finding = beside(cut("2019-05-09T07:00?/2019-05-09T14:00?"), event("2019-05-09"), zone=zone)
    assert finding.outcome is Outcome.CONCERN
    assert not [m for m in finding.measures if m.name.startswith("common:")]


def test_withheld_events_and_reports_are_not_used() -> None:
    hidden = event("2019-05-09", display=Display.WITHHELD)
    assert beside(cut("2019-05-09"), hidden).outcome is Outcome.UNKNOWN
    case = case_of(election(), cut("2019-05-09", display=Display.WITHHELD), event("2019-05-09"))
    assert one(case, CHECK).outcome is Outcome.UNKNOWN


def test_an_event_of_a_weak_source_holds_the_finding_back() -> None:
    weak = event("2019-05-09", source="s2")
    finding = beside(cut("2019-05-09"), weak, sources=(source(), source("s2", Grade.C)))
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.CONCERN


def test_without_a_report_the_question_is_put(kazakhstan: Case) -> None:
    assert one(without(kazakhstan, BlockingReport), CHECK).questions
