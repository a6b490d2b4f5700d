"""Rulings, adoption and offences of expression: days counted by hand."""

from __future__ import annotations

from saylau.checks import law_rulings
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import LawChange, Ruling, SpeechOffence
from saylau.values import Count, Truth, When
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import changed, made, measure, one, without


def test_the_council_ruled_two_days_after_the_one_it_served_had_asked(kazakhstan: Case) -> None:
    finding = one(kazakhstan, law_rulings.ruling_timing, "ruling-residence")
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "days") == Count.of(2)  # 23 to 25 April
    assert measure(finding, "before_poll") == Count.of(45)  # 5 days of April, 31 of May, 9 of June
    assert measure(finding, "asker_served") is Truth.YES


def test_a_ruling_that_served_another_is_noted(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "ruling-residence", asker="kosanov")
    finding = one(case, law_rulings.ruling_timing, "ruling-residence")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "asker_served") is Truth.NO


def test_a_request_by_the_nominator_serves_the_asker_too(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "ruling-residence", asker="nur-otan")
    assert one(case, law_rulings.ruling_timing, "ruling-residence").outcome is Outcome.CONCERN


def test_without_asker_and_day_of_request_both_are_asked(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "ruling-residence", asker=None, asked=None)
    finding = one(case, law_rulings.ruling_timing, "ruling-residence")
    assert finding.outcome is Outcome.UNKNOWN
    assert len(finding.questions) == 2


def test_a_ruling_after_voting_day_is_none_before_it(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "ruling-residence", ruled=When("2019-06-10"))
    assert one(case, law_rulings.ruling_timing).outcome is Outcome.UNKNOWN
    assert one(without(kazakhstan, Ruling), law_rulings.ruling_timing).questions


def test_a_withheld_ruling_is_not_told() -> None:
    row = made(Ruling, "r", body="Court", ruled="2019-05-01", says="Ruled", display=Display.WITHHELD)
    finding = one(case_of(election(), row), law_rulings.ruling_timing)
    assert (finding.outcome, finding.facts) == (Outcome.UNKNOWN, ())


def change(thing: str, step: str, on: str, **more: str) -> Fact[Record]:
    return made(LawChange, thing, act="Act", step=step, on=on, about="other", says="It changed", **more)


def test_the_capital_was_renamed_on_the_day_of_the_proposal(kazakhstan: Case) -> None:
    finding = one(kazakhstan, law_rulings.adoption, "change-capital-adopted")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "to_adoption") == Count.of(0)
    assert measure(finding, "unanimous") is Truth.UNKNOWN
    assert len(finding.questions) == 2


def test_without_the_same_day_two_days_of_one_month_lie_up_to_30_apart(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "change-capital-adopted", same_day_as=None)
    assert measure(one(case, law_rulings.adoption, "change-capital-adopted"), "to_adoption") == Count.between(0, 30)


def test_days_from_proposal_to_adoption_to_force() -> None:
    case = case_of(
        election(), change("a", "proposed", "2019-01-01"),
        change("b", "adopted", "2019-01-11", unanimous="yes", votes="107"), change("c", "in force", "2019-02-01"),
    )  # fmt: skip
    finding = one(case, law_rulings.adoption, "b")
    assert (measure(finding, "to_adoption"), measure(finding, "to_force")) == (Count.of(10), Count.of(21))
    assert measure(finding, "unanimous") is Truth.YES
    assert measure(finding, "votes") == Count.of(107)
    assert finding.questions == ()


def test_an_adoption_dated_before_its_proposal_yields_no_days() -> None:
    case = case_of(election(), change("a", "proposed", "2019-01-11"), change("b", "adopted", "2019-01-01"))
    finding = one(case, law_rulings.adoption, "b")
    assert not [m for m in finding.measures if m.name == "to_adoption"]
    assert finding.questions


def test_acts_of_which_one_step_is_known_are_asked_for() -> None:
    finding = one(case_of(election(), change("a", "adopted", "2019-01-01")), law_rulings.adoption)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_four_offences_of_expression_stand_without_an_article(kazakhstan: Case) -> None:
    finding = one(kazakhstan, law_rulings.speech_offences)
    assert (measure(finding, "offences"), measure(finding, "crimes")) == (4, 4)
    assert len(finding.questions) == 4
    said = english(finding.message, kazakhstan)
    assert "defamation, dissemination of false information, insult and incitement" in said


def test_an_offence_that_was_no_longer_in_force_is_left_out(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "offence-defamation", during=When("2014/2018"))
    case = changed(case, "offence-insult", criminal=Truth.NO)
    finding = one(case, law_rulings.speech_offences)
    assert (measure(finding, "offences"), measure(finding, "crimes")) == (3, 2)


def test_without_offences_on_record_they_are_asked_for(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, SpeechOffence), law_rulings.speech_offences)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_request_after_its_ruling_gives_no_number_of_days(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "ruling-residence", asked=When("2019-04-26"))
    finding = one(case, law_rulings.ruling_timing, "ruling-residence")
    assert [m.name for m in finding.measures] == ["before_poll", "asker_served"]
