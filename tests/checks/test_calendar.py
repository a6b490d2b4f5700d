"""The calendar: expected days from the decree of 9 April 2019 and by counting on a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saylau.checks import calendar, calendar_early, calendar_stages
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Election, PastElection, Stage
from saylau.records.source import Grade
from saylau.values import Count, Truth, When
from saylau.values.message import From
from tests.cases import case_of, election, fact, source, template
from tests.checks.english import english
from tests.checks.found import changed, measure, one, without


def stage(phase: str, during: str, claim: str = "", **more: Any) -> Fact[Record]:
    record = Stage.model_validate({"election": "election-2019", "phase": phase, "during": during})
    return fact(record, f"stage-{phase}", claim, **more)


def past(name: str, held: str, early: str, **more: Any) -> Fact[Record]:
    record = PastElection.model_validate({"name": name, "level": "presidential", "held": held, "early": early})
    return fact(record, name, **more)


def test_the_poll_of_9_june_2019_fell_on_the_last_permitted_day_61_days_after_the_call(kazakhstan: Case) -> None:
    finding = one(kazakhstan, calendar.early_poll_deadline)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "days") == Count.of(61)
    assert measure(finding, "deadline") == date(2019, 6, 9)
    assert finding.provisional


def test_a_call_a_day_earlier_leaves_the_poll_outside_the_two_months() -> None:
    finding = one(case_of(election(called="2019-04-08"), country="kz"), calendar.early_poll_deadline)
    assert finding.would_be is Outcome.CONTRARY
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "days") == Count.of(62)


def test_a_call_after_voting_day_is_no_call_to_count_from() -> None:
    finding = one(case_of(election(called="2019-06-10"), country="kz"), calendar.early_poll_deadline)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_regular_election_has_no_deadline_for_early_ones(kazakhstan: Case) -> None:
    regular = changed(kazakhstan, "election-2019", early=Truth.NO)
    regular = changed(regular, "election-2019.press", early=Truth.NO)
    assert one(regular, calendar.early_poll_deadline).outcome is Outcome.NOTED


def test_two_tellings_of_the_call_that_lead_to_different_answers_are_disputed(kazakhstan: Case) -> None:
    told_otherwise = changed(kazakhstan, "election-2019.press", called=When("2019-04-01"))
    finding = one(told_otherwise, calendar.early_poll_deadline)
    assert finding.outcome is Outcome.DISPUTED
    assert len(finding.readings) == 2


def test_a_call_told_only_by_a_weak_source_decides_nothing() -> None:
    weak = (source("s1", Grade.C),)
    finding = one(case_of(election(), sources=weak, country="kz"), calendar.early_poll_deadline)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.IN_LINE


def test_without_a_known_rule_the_days_are_stated_and_the_provision_is_asked_for() -> None:
    finding = one(case_of(election()), calendar.early_poll_deadline)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "days") == Count.of(61)
    (question,) = finding.questions
    case = case_of(election())
    assert "calendar.early_poll" in english(question.why, case)
    assert english(question.who, case) == "a lawyer for the law of XX"
    assert "on 9 June 2019" in english(question.asks, case)


def test_nomination_began_the_day_after_the_call(kazakhstan: Case) -> None:
    finding = one(kazakhstan, calendar.nomination_start)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "start") == date(2019, 4, 10)


def test_nomination_that_began_a_day_late_is_contrary_to_the_rule_as_reported() -> None:
    case = case_of(election(), stage("nomination", "2019-04-11/2019-04-28"), country="kz")
    finding = one(case, calendar.nomination_start)
    assert finding.would_be is Outcome.CONTRARY
    assert finding.outcome is Outcome.CONCERN


def test_without_a_rule_on_the_start_of_nomination_both_days_are_stated_and_the_provision_asked_for() -> None:
    finding = one(case_of(election(), stage("nomination", "2019-04-10/2019-04-28")), calendar.nomination_start)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.message.values["called"] == From(When("2019-04-09"), ("election-2019",))
    assert finding.message.values["start"] == From(date(2019, 4, 10), ("stage-nomination",))
    assert "is not known" in finding.message.template
    (question,) = finding.questions
    assert "Which provision" in english(question.asks, case_of(election()))


@pytest.mark.parametrize(
    ("called", "nomination", "asks"),
    [
        (None, "2019-04-10/2019-04-28", ["On which day was the election called?"]),
        ("2019-04-09", None, ["From which day to which could candidates be nominated?"]),
    ],
)
def test_of_the_call_and_the_start_of_nomination_only_what_is_missing_is_asked_for(
    called: str | None, nomination: str | None, asks: list[str]
) -> None:
    stages = [stage("nomination", nomination)] if nomination else []
    finding = one(case_of(election(called=called), *stages), calendar.nomination_start)
    assert [question.asks for question in finding.questions] == asks
    assert len(finding.message.values) == 1


def test_nomination_ran_for_19_days_both_ends_counted(kazakhstan: Case) -> None:
    finding = one(kazakhstan, calendar_stages.nomination_length)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "days") == Count.of(19)


def test_campaign_silence_and_poll_followed_one_another_on_7_8_and_9_june(kazakhstan: Case) -> None:
    finding = one(kazakhstan, calendar.silence_day)
    assert finding.outcome is Outcome.IN_LINE
    found = [measure(finding, name) for name in ("campaign_end", "silence", "poll")]
    assert found == [date(2019, 6, 7), date(2019, 6, 8), date(2019, 6, 9)]


@pytest.mark.parametrize(
    ("campaign", "outcome"),
    [
        ("2019-05-11/2019-06-07", Outcome.IN_LINE),
        ("2019-05-11T18:00+06:00/2019-06-08T00:00+06:00", Outcome.IN_LINE),
        ("2019-05-11/2019-06-08", Outcome.CONCERN),
    ],
)
def test_a_campaign_that_ends_at_midnight_ends_the_day_before(campaign: str, outcome: Outcome) -> None:
    case = case_of(election(), stage("campaign", campaign), stage("silence", "2019-06-08"), country="kz")
    assert one(case, calendar.silence_day).outcome is outcome


@pytest.mark.parametrize(
    ("stages", "known", "asks"),
    [
        ((("campaign", "2019-05-11/2019-06-07"),), {"end", "poll"}, ["day of silence"]),
        ((("silence", "2019-06-08"),), {"silence", "poll"}, ["campaign"]),
        ((), set(), ["campaign", "day of silence"]),
    ],
)
def test_only_the_missing_day_is_asked_for_and_the_known_ones_are_stated(
    stages: tuple[tuple[str, str], ...], known: set[str], asks: list[str]
) -> None:
    finding = one(case_of(election(), *(stage(*given) for given in stages)), calendar.silence_day)
    assert finding.outcome is Outcome.UNKNOWN
    assert set(finding.message.values) == known
    assert len(finding.questions) == len(asks)
    assert all(word in template(question.asks) for word, question in zip(asks, finding.questions, strict=True))


def test_no_question_names_a_stage_by_its_word_in_the_files() -> None:
    asked = [q.asks for check in calendar.CHECKS for q in one(case_of(election(called=None)), check).questions]
    assert asked
    assert not [text for text in asked if "`" in template(text)]


def test_stages_stated_to_the_day_share_11_may(kazakhstan: Case) -> None:
    finding = one(kazakhstan, calendar_stages.phases)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "overlaps") == 1
    assert "Registration of candidates / Election campaign" in english(finding.message, kazakhstan)
    assert "by the day" in finding.message.template
    assert any("notes of the claims" in template(limit) for limit in finding.limits)
    (question,) = finding.questions
    assert english(question.who, kazakhstan) == "Central Election Commission of Kazakhstan"
    assert "At which hour" in english(question.asks, kazakhstan)


def test_clock_times_that_meet_do_not_overlap() -> None:
    case = case_of(
        election(),
        stage("registration", "2019-04-10/2019-05-11"),
        stage("registration", "2019-04-10T00:00+06:00/2019-05-11T18:00+06:00", "r.2"),
        stage("campaign", "2019-05-11T18:00+06:00/2019-06-08T00:00+06:00"),
    )
    finding = one(case, calendar_stages.phases)
    assert finding.outcome is Outcome.IN_LINE
    assert finding.facts == ("r.2", "stage-campaign")


def test_a_campaign_that_begins_an_hour_before_registration_ends_overlaps() -> None:
    case = case_of(
        stage("registration", "2019-04-10T00:00+06:00/2019-05-11T18:00+06:00"),
        stage("campaign", "2019-05-11T17:00+06:00/2019-06-08T00:00+06:00"),
    )
    finding = one(case, calendar_stages.phases)
    assert finding.outcome is Outcome.CONCERN
    assert "precision" not in finding.message.template


def test_a_stated_run_of_six_that_the_register_does_not_bear_out_is_unknown_and_says_what_it_would_be(
    kazakhstan: Case,
) -> None:
    finding = one(kazakhstan, calendar_early.early_run)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.CONCERN
    assert measure(finding, "stated") == Count.of(6)
    assert measure(finding, "run") == Count.between(2, 3)
    assert "early-elections-in-a-row" in finding.facts
    assert finding.message.values["who"] == ("Open Dialogue Foundation",)
    assert any("consecutive" in template(limit) for limit in finding.limits)
    assert finding.questions


def test_six_early_elections_in_a_row_are_a_run_of_six() -> None:
    years = ("2007", "2011", "2012", "2015", "2016", "2019")
    register = [past("p2005", "2005", "no"), *(past(f"p{year}", year, "yes") for year in years)]
    finding = one(case_of(*register), calendar_early.early_run)
    assert measure(finding, "run") == Count.of(6)
    assert finding.outcome is Outcome.CONCERN


def test_a_run_known_only_from_a_weak_source_stays_unknown_and_says_what_it_would_be() -> None:
    register = [past("p2015", "2015", "yes", source="weak"), past("p2019", "2019", "yes")]
    case = case_of(*register, sources=(source(), source("weak", Grade.C)))
    finding = one(case, calendar_early.early_run)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.CONCERN


def test_a_regular_election_between_early_ones_ends_a_run() -> None:
    register = [past("a", "2011", "yes"), past("b", "2015", "no"), past("c", "2019", "yes")]
    finding = one(case_of(*register), calendar_early.early_run)
    assert measure(finding, "run") == Count.of(1)
    assert finding.outcome is Outcome.NOTED


def test_the_stages_are_listed_once_each_with_their_times(kazakhstan: Case) -> None:
    finding = one(kazakhstan, calendar_stages.events)
    listed = {m.label: m.value for m in finding.measures}
    assert listed["Nomination of candidates"] == When("2019-04-10/2019-04-28")
    assert listed["Results"] == When("2019-06-10/2019-06-11")
    assert len(finding.measures) == 8


def test_the_call_stands_in_the_list_also_where_only_the_election_tells_it() -> None:
    case = case_of(election(), stage("nomination", "2019-04-10/2019-04-28"))
    finding = one(case, calendar_stages.events)
    assert [(m.label, m.value) for m in finding.measures] == [
        ("Election called", When("2019-04-09")),
        ("Nomination of candidates", When("2019-04-10/2019-04-28")),
    ]
    assert finding.message.values["first"] == When("2019-04-09")
    assert "election-2019" in finding.facts


def test_a_stage_told_in_two_ways_is_listed_twice() -> None:
    case = case_of(stage("campaign", "2019-05-11/2019-06-07"), stage("campaign", "2019-05-11/2019-06-08", "c.2"))
    assert [m.name for m in one(case, calendar_stages.events).measures] == ["stage-campaign", "stage-campaign:2"]


@pytest.mark.parametrize("check", calendar.CHECKS, ids=lambda check: check.id)
def test_a_case_without_a_calendar_leaves_every_check_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election(called=None)), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize("check", calendar.CHECKS, ids=lambda check: check.id)
def test_the_bundled_calendar_without_its_records_is_unknown_too(kazakhstan: Case, check: Check) -> None:
    assert one(without(kazakhstan, Election, Stage, PastElection), check).outcome is Outcome.UNKNOWN
