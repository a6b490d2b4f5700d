"""Windows of the Internet: 9 May 2019 on two clocks by hand, and invented windows, zones and lengths."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.checks import internet, internet_times
from saylau.checks.finding import Outcome
from saylau.checks.internet_times import in_local_time, length, minutes_apart, read_in, union, zone_of
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import BlockingReport
from saylau.records.source import Grade
from saylau.values import Count, When
from saylau.values.message import Message, Wording
from tests.cases import case_of, election, fact, source, template
from tests.checks.found import found, measure, one, without

MAY = "blocking-2019-05-09"


def report(window: str, thing: str = "cut", claim: str = "", **more: Any) -> Fact[Record]:
    given = {"services": ["video"], "place": "Country", "window": window}
    return fact(BlockingReport.model_validate(given), thing, claim, **more)


def reported(*facts: Fact[Record], zone: str = "Asia/Almaty", **more: Any) -> Case:
    """A case in a time zone."""
    case = case_of(election(), *facts, **more)
    return replace(case, info=case.info.model_copy(update={"zone": zone}))


# The case of 2019


def test_the_window_of_9_may_without_a_zone_has_two_readings_six_hours_apart(kazakhstan: Case) -> None:
    finding = one(kazakhstan, internet.window, MAY)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, f"as_utc:{MAY}") == When("2019-05-09T07:00Z/2019-05-09T14:00Z")
    # Almaty was six hours ahead: 07:00 - 6 = 01:00, 14:00 - 6 = 08:00
    assert measure(finding, f"as_local:{MAY}") == When("2019-05-09T01:00Z/2019-05-09T08:00Z")
    assert measure(finding, f"apart:{MAY}") == 6 * 60
    assert finding.message.values["shift"] == (6,)


def test_the_window_of_netblocks_was_13_to_20_in_almaty_and_lasted_about_seven_hours(kazakhstan: Case) -> None:
    finding = one(kazakhstan, internet.window, MAY)
    claim = f"{MAY}.netblocks"
    assert measure(finding, f"utc:{claim}") == When("2019-05-09T07:00Z~/2019-05-09T14:00Z")
    assert measure(finding, f"local:{claim}") == When("2019-05-09T13:00+06:00~/2019-05-09T20:00+06:00")
    # 07:00 to 14:00 is seven hours; "about 07:00" leaves an hour either way
    assert measure(finding, f"length:{MAY}") == Count.of(7 * 60)
    assert measure(finding, f"length:{claim}") == Count.between(6 * 60, 8 * 60) == measure(finding, "length")
    assert measure(finding, "hours") == Count.between(6, 8)
    assert any("about" in template(assumption) for assumption in finding.assumptions)


def test_the_readings_of_9_may_stand_beside_the_window_with_a_zone_and_the_zone_is_asked_for(kazakhstan: Case) -> None:
    finding = one(kazakhstan, internet.window, MAY)
    assert [r.outcome for r in finding.readings] == [Outcome.NOTED] * 3
    assert [r.whose for r in finding.readings[:2]] == ["assumed", "assumed"]
    assert "In which time zone" in template(finding.questions[0].asks)
    assert any("not compared to the hour" in template(limit) for limit in finding.limits)


def test_the_hour_of_9_june_is_noted_and_the_open_end_of_streaming_is_unknown(kazakhstan: Case) -> None:
    hour = one(kazakhstan, internet.window, "blocking-2019-06-09")
    assert hour.outcome is Outcome.NOTED
    assert measure(hour, "length") == Count.between(0, 2 * 60)
    assert not hour.questions
    open_ended = one(kazakhstan, internet.window, "blocking-2019-06-09-streaming")
    assert open_ended.outcome is Outcome.UNKNOWN
    assert "begin and end" in template(open_ended.questions[0].asks)


def test_every_finding_says_that_falling_together_is_no_cause(kazakhstan: Case) -> None:
    findings = found(kazakhstan, internet.window)
    assert findings
    for finding in findings.values():
        assert any("does not show why" in template(limit) for limit in finding.limits)


# Zones


def test_a_window_without_a_zone_alone_is_disputed() -> None:
    finding = one(reported(report("2019-05-09T07:00?/2019-05-09T14:00?")), internet.window, "cut")
    assert finding.outcome is Outcome.DISPUTED
    assert "union" not in finding.message.values


def test_in_a_country_on_utc_both_readings_are_one_window() -> None:
    case = reported(report("2019-05-09T07:00?/2019-05-09T14:00?"), zone="Africa/Accra")
    finding = one(case, internet.window, "cut")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "apart:cut") == 0


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(("zone", "says"), [("", "names no time zone"), ("Nowhere/Town", "No data on the time zone")])
def test_without_a_zone_or_data_on_it_the_local_reading_is_unknown_and_the_finding_says_why(
    zone: str, says: str, beside: bool
) -> None:
    zoned = (report("2019-05-09T07:00Z/2019-05-09T14:00Z", claim="cut.2"),) if beside else ()
    finding = one(reported(report("2019-05-09T07:00?/2019-05-09T14:00?"), *zoned, zone=zone), internet.window, "cut")
    assert finding.outcome is Outcome.DISPUTED
    assert [r.outcome for r in finding.readings[:2]] == [Outcome.NOTED, Outcome.UNKNOWN]
    assert any(says in template(limit) for limit in finding.limits)
    assert not [m for m in finding.measures if m.name.startswith(("as_local", "local", "apart"))]


def test_a_machine_without_data_on_zones_leaves_the_local_reading_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_data(name: str) -> None:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(internet_times, "ZoneInfo", no_data)
    finding = one(reported(report("2019-05-09T07:00?/2019-05-09T14:00?")), internet.window, "cut")
    assert finding.readings[1].outcome is Outcome.UNKNOWN
    limit = next(limit for limit in finding.limits if "No data on the time zone" in template(limit))
    assert limit == Message(template(limit), zone="Asia/Almaty")


@pytest.mark.parametrize("name", ["", "Nowhere/Town", "../x", "Asia"])
def test_a_name_that_is_no_zone_is_none(name: str) -> None:
    assert zone_of(name) is None


@pytest.mark.parametrize("clock", ["2019-03-31T02:30?", "2019-10-27T02:30?"])
def test_a_clock_time_that_a_change_of_the_clock_skips_or_repeats_is_not_read_as_local_time(clock: str) -> None:
    berlin = zone_of("Europe/Berlin")
    assert berlin is not None
    assert read_in(When(clock), berlin) is None
    assert read_in(When(clock), UTC) == When(clock.replace("?", "Z"))


def test_a_window_over_a_change_of_the_clock_has_two_shifts() -> None:
    berlin = zone_of("Europe/Berlin")
    assert berlin is not None
    window = When("2019-03-30T12:00?/2019-03-31T12:00?")
    local, utc = read_in(window, berlin), read_in(window, UTC)
    assert local == When("2019-03-30T12:00+01:00/2019-03-31T12:00+02:00")
    assert local is not None
    assert utc is not None
    # 12:00 in Berlin was 11:00 UTC in winter, 10:00 UTC in summer
    assert minutes_apart(local, utc) == (60, 120)
    assert (
        measure(one(reported(report(window.text), zone="Europe/Berlin"), internet.window, "cut"), "apart:cut_2") == 120
    )


def test_a_shift_that_is_not_of_whole_hours_keeps_its_minutes() -> None:
    case = reported(report("2019-05-09T07:00?/2019-05-09T14:00?"), zone="Asia/Kolkata")
    assert measure(one(case, internet.window, "cut"), "apart:cut") == 5 * 60 + 30


def test_an_offset_that_is_not_of_whole_minutes_is_not_written() -> None:
    almaty = zone_of("Asia/Almaty")
    assert almaty is not None
    assert in_local_time(When("1900-01-01T07:00Z"), almaty) is None  # 5:07:48 ahead by the sun
    assert read_in(When("1900-01-01T07:00?"), almaty) is None


def test_one_end_without_a_zone_is_read_and_the_other_kept() -> None:
    assert read_in(When("2019-05-09T07:00?/2019-05-09T14:00Z"), UTC) == When("2019-05-09T07:00Z/2019-05-09T14:00Z")
    assert read_in(When("2019-05-09T07:00?~/.."), UTC) == When("2019-05-09T07:00Z~/..")


def test_a_reading_by_which_a_window_would_end_before_it_begins_is_none() -> None:
    almaty = zone_of("Asia/Almaty")
    assert almaty is not None
    mixed = When("2019-05-09T07:00Z/2019-05-09T12:00?")
    assert read_in(mixed, almaty) is None  # 12:00 in Almaty was 06:00 UTC
    assert read_in(mixed, UTC) is not None


# Several accounts


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        ("2019-05-09T13:00+06:00/2019-05-09T20:00+06:00", Outcome.NOTED),  # the same on another clock
        ("2019-05-09T07:30Z~/2019-05-09T14:00Z", Outcome.NOTED),
        ("2019-05-09T08:00Z/2019-05-09T14:00Z", Outcome.DISPUTED),
        ("2019-05-09", Outcome.NOTED),
        ("2019-05-12", Outcome.DISPUTED),
        ("2019-05-09T07:00Z/..", Outcome.NOTED),
    ],
)
def test_accounts_with_a_zone_are_disputed_where_they_cannot_both_be_right(other: str, outcome: Outcome) -> None:
    case = reported(report("2019-05-09T07:00Z/2019-05-09T14:00Z"), report(other, claim="cut.2", source="s2"),
                    sources=(source(), source("s2")))  # fmt: skip
    finding = one(case, internet.window, "cut")
    assert finding.outcome is outcome
    assert finding.facts == ("cut", "cut.2")


def test_windows_that_overlap_are_joined_and_the_time_in_both_counts_once() -> None:
    case = reported(
        report("2019-05-09T07:00Z/2019-05-09T10:00Z"),
        report("2019-05-09T09:00Z/2019-05-09T12:00Z", claim="cut.2"),
        report("2019-05-09T20:00Z/2019-05-09T20:30Z", claim="cut.3"),
    )
    finding = one(case, internet.window, "cut")
    assert measure(finding, "union") == (
        When("2019-05-09T07:00Z/2019-05-09T12:00Z"),
        When("2019-05-09T20:00Z/2019-05-09T20:30Z"),
    )
    assert measure(finding, "length") == Count.of(5 * 60 + 30)
    assert measure(finding, "hours") == Count.between(5, 6)
    assert "differ" in template(finding.questions[0].asks)


def test_a_day_without_clock_times_has_no_length() -> None:
    finding = one(reported(report("2019-05-09")), internet.window, "cut")
    assert finding.outcome is Outcome.UNKNOWN
    assert not [m for m in finding.measures if "length" in m.name]


def test_a_weak_account_beside_a_good_one_is_shown_and_decides_nothing() -> None:
    weak = report("2019-05-09T08:00Z/2019-05-09T14:00Z", claim="cut.2", source="s2")
    case = reported(report("2019-05-09T07:00Z/2019-05-09T14:00Z"), weak, sources=(source(), source("s2", Grade.C)))
    finding = one(case, internet.window, "cut")
    assert finding.outcome is Outcome.NOTED
    assert finding.context == ("cut.2",)


def test_without_a_public_report_the_question_is_put(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, BlockingReport), internet.window)
    assert finding.outcome is Outcome.UNKNOWN
    assert "time zone" in template(finding.questions[0].asks)
    hidden = report("2019-05-09", display=Display.WITHHELD)
    assert set(found(reported(hidden), internet.window)) == {"case"}


# Lengths, by a second method


@st.composite
def windows(draw: st.DrawFn) -> When:
    begin = draw(st.integers(0, 22 * 60))
    end = draw(st.integers(begin, 24 * 60 - 1))
    texts = [f"2019-05-09T{m // 60:02}:{m % 60:02}Z{draw(st.sampled_from(['', '~']))}" for m in (begin, end)]
    return When("/".join(texts))


@given(windows())
def test_the_length_of_one_window_is_its_duration(window: When) -> None:
    assert length([window]) == window.duration_minutes()


@given(st.lists(windows().filter(lambda w: not w.approximate), max_size=5))
def test_the_union_holds_each_minute_of_each_window_once(given_windows: list[When]) -> None:
    minutes: set[int] = set()
    for window in given_windows:
        begin, end = (int(end.text[11:13]) * 60 + int(end.text[14:16]) for end in window.clock_times)
        minutes |= set(range(begin, end))
    assert length(given_windows) == Count.of(len(minutes))
    pieces = union(given_windows)
    assert sum(length([piece]).low for piece in pieces) == len(minutes)


# How it was known


def test_services_providers_and_the_way_of_knowing_stand_beside_the_window(kazakhstan: Case) -> None:
    finding = one(kazakhstan, internet.window, MAY)
    assert measure(finding, f"method:{MAY}") == Message("measurement")
    assert measure(finding, f"services:{MAY}.netblocks") == Wording(f"{MAY}.netblocks", "services")
    assert any("does not mean all" in template(limit) for limit in finding.limits)


def test_a_report_that_names_a_provider_is_not_read_as_one_of_all(kazakhstan: Case) -> None:
    given = {"services": ["video"], "place": "Country", "window": "2019-05-09", "providers": ["Net One"]}
    finding = one(reported(fact(BlockingReport.model_validate(given), "cut")), internet.window, "cut")
    assert measure(finding, "providers:cut") == Wording("cut", "providers")
    assert not any("does not mean all" in template(limit) for limit in finding.limits)
