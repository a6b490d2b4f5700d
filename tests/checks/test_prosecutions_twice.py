"""Punished twice, provisions in force, bans, the electoral calendar and denials: invented people, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import prosecutions_election as of_election
from saylau.checks import prosecutions_twice as twice
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Act,
    Body,
    Conduct,
    Involvement,
    Matter,
    Organisation,
    OrganisationStatus,
    Person,
    Provision,
    Stage,
    Step,
)
from tests.cases import case_of, election
from tests.checks.found import made, measure, one

PEOPLE = tuple(made(Person, p, name=p.upper()) for p in ("p1", "p2"))


def step(thing: str, sort: str, person: str = "p1", **more: Any) -> Fact[Record]:
    return made(Step, thing, person=person, sort=sort, **more)


def act(thing: str = "c1", during: str | None = "2019-05-09", **more: Any) -> Fact[Record]:
    return made(Conduct, thing, persons=("p1",), sort="taking part in an assembly", during=during, **more)


def matter(thing: str, *conduct: str, sort: str = "administrative") -> Fact[Record]:
    return made(Matter, thing, person="p1", sort=sort, conduct=conduct)


def case(*facts: Fact[Record]) -> Case:
    return case_of(election(), *PEOPLE, *facts)


@pytest.mark.parametrize("check", [*twice.CHECKS, *of_election.CHECKS], ids=lambda check: check.id)
def test_without_inputs_each_check_is_unknown_and_asks(check: Any) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# Twice


def test_one_conduct_punished_in_two_matters_is_told() -> None:
    told = case(
        act(), matter("m1", "c1"), matter("m2", "c1", sort="criminal"),
        step("a", "administrative arrest", matter="m1"), step("b", "verdict", matter="m2"),
    )  # fmt: skip
    finding = one(told, twice.twice)
    assert finding.outcome is Outcome.CONCERN
    assert [measure(finding, name) for name in ("people", "several", "twice", "open")] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("facts", "outcome", "open_"),
    [
        # an arrest and a fine in one matter are one punishment
        ((act(), matter("m1", "c1"), step("a", "administrative arrest", matter="m1"), step("b", "fine", matter="m1")),
         Outcome.NOTED, 0),
        # the same conduct, and no matter is told
        ((act(), step("a", "administrative arrest", after="c1"), step("b", "fine", after="c1")), Outcome.UNKNOWN, 1),
        # no conduct is told
        ((step("a", "administrative arrest"), step("b", "fine")), Outcome.UNKNOWN, 1),
        # other conduct of the same sort on the same day may be the same
        ((act(), act("c2"), matter("m1", "c1"), matter("m2", "c2"), step("a", "fine", matter="m1"),
          step("b", "fine", matter="m2")), Outcome.UNKNOWN, 1),
        # other conduct on another day
        ((act(), act("c2", "2019-06-01"), matter("m1", "c1"), matter("m2", "c2"), step("a", "fine", matter="m1"),
          step("b", "fine", matter="m2")), Outcome.NOTED, 0),
        # two people for one conduct
        ((act(), step("a", "fine", after="c1"), step("b", "fine", "p2", after="c1")), Outcome.NOTED, 0),
        # a sanction that was taken back
        ((act(), step("a", "fine", after="c1", reversed="yes"), step("b", "fine", after="c1")), Outcome.NOTED, 0),
    ],
)  # fmt: skip
def test_what_is_not_surely_the_same_conduct_is_not_told_as_such(
    facts: tuple[Fact[Record], ...], outcome: Outcome, open_: int
) -> None:
    finding = one(case(*facts), twice.twice)
    assert finding.outcome is outcome
    assert measure(finding, "twice") == 0
    assert measure(finding, "open") == open_


# In force on the day of the act


@pytest.mark.parametrize(
    ("during", "outcome"),
    [
        ("2019-05-09", Outcome.AT_ODDS),
        ("2019-05-10", Outcome.IN_LINE),
        ("2019-05-11", Outcome.IN_LINE),
        ("2019-05", Outcome.UNKNOWN),
        ("2019-06", Outcome.IN_LINE),
        ("2020-01-01", Outcome.AT_ODDS),
        (None, Outcome.UNKNOWN),
    ],
)
def test_a_provision_against_the_day_of_the_act(during: str | None, outcome: Outcome) -> None:
    law = made(Provision, "law-1", act="Act", article="1", during="2019-05-10/2019-12-31", read="official", says="No.")
    told = case(law, act(during=during), step("a", "charge", provision="law-1", after="c1"))
    finding = one(told, twice.provision_in_force)
    assert finding.outcome is outcome
    by_matter = made(Matter, "m1", person="p1", sort="criminal", conduct=("c1",), provision="law-1")
    assert one(case(law, act(during=during), by_matter, step("a", "charge", matter="m1")),
               twice.provision_in_force).outcome is outcome  # fmt: skip


def test_a_provision_without_dates_is_unknown_as_in_the_reference_case(kazakhstan: Case) -> None:
    finding = one(kazakhstan, twice.provision_in_force)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "open") == measure(finding, "people")


# After the ban

BODY = made(Organisation, "body", name="A body", sort="movement")


@pytest.mark.parametrize(
    ("during", "outcome"),
    [
        ("2018-03-12", Outcome.AT_ODDS),
        ("2018-03-13", Outcome.IN_LINE),
        ("2018-03-14", Outcome.IN_LINE),
        ("2018-03", Outcome.UNKNOWN),
        ("2018-02", Outcome.AT_ODDS),
        (None, Outcome.UNKNOWN),
    ],
)
def test_an_act_against_the_day_of_the_ban(during: str | None, outcome: Outcome) -> None:
    ban = made(OrganisationStatus, "ban", organisation="body", state="banned", during="2018-03-13/..")
    told = case(BODY, ban, act(during=during, body="body"), step("a", "verdict", after="c1"))
    assert one(told, twice.after_ban).outcome is outcome


def test_in_the_reference_case_the_acts_held_to_the_body_came_after_its_ban(kazakhstan: Case) -> None:
    finding = one(kazakhstan, twice.after_ban)
    assert measure(finding, "no") == 0
    assert measure(finding, "yes") == 2  # two people are charged or sentenced over an act held to the movement


# The electoral calendar

CAMPAIGN = made(Stage, "s1", election="election-2019", phase="campaign", during="2019-05-11/2019-06-07")
SILENCE = made(Stage, "s2", election="election-2019", phase="silence", during="2019-06-08")


@pytest.mark.parametrize(
    ("during", "outcome", "phase"),
    [
        ("2019-05-10", Outcome.NOTED, None),
        ("2019-05-11", Outcome.CONCERN, "campaign"),
        ("2019-06-07", Outcome.CONCERN, "campaign"),
        ("2019-06-08", Outcome.CONCERN, "silence"),
        ("2019-06-09", Outcome.CONCERN, "poll"),
        ("2019-06-10", Outcome.NOTED, None),
        ("2019-05", Outcome.UNKNOWN, None),
        (None, Outcome.UNKNOWN, None),
    ],
)
def test_an_act_by_the_calendar(during: str | None, outcome: Outcome, phase: str | None) -> None:
    told = case(CAMPAIGN, SILENCE, made(Act, "a", person="p1", sort="detention.short", during=during))
    finding = one(told, of_election.election_link)
    assert finding.outcome is outcome
    for name in ("campaign", "silence", "poll"):
        assert measure(finding, f"phase:{name}") == (1 if name == phase else 0)


def test_a_ground_that_mentions_the_election_is_a_concern_on_any_day() -> None:
    told = case(CAMPAIGN, SILENCE, step("a", "charge", during="2019-01-01", mentions_election="yes"))
    finding = one(told, of_election.election_link)
    assert finding.outcome is Outcome.CONCERN
    assert [measure(finding, name) for name in ("inside", "mentioned")] == [0, 1]


def test_two_claims_on_the_campaign_that_differ_leave_the_days_between_open() -> None:
    other = made(Stage, "s1", "s1.2", election="election-2019", phase="campaign", during="2019-05-20/2019-06-07")

    def outcome(day: str) -> Outcome:
        told = case(CAMPAIGN, other, SILENCE, made(Act, "a", person="p1", sort="detention.short", during=day))
        return one(told, of_election.election_link).outcome

    assert outcome("2019-05-15") is Outcome.UNKNOWN
    assert outcome("2019-05-21") is Outcome.CONCERN


# The state's word


def test_an_act_that_the_state_denies_is_disputed_and_papers_on_it_are_counted() -> None:
    paper = step("s", "custody", document="a" * 64)
    told = case(
        paper,
        made(Act, "a", person="p1", sort="detention.short", state="denies", step="s"),
        made(Act, "b", person="p2", sort="detention.short", state="explains otherwise"),
        made(Act, "c", person="p2", sort="force.use", state="acknowledges"),
    )
    finding = one(told, of_election.state_says)
    assert finding.outcome is Outcome.DISPUTED
    assert [measure(finding, name) for name in ("people", "denied", "paper", "acknowledged")] == [2, 2, 1, 1]


def test_acts_that_the_state_acknowledges_are_noted_and_its_unknown_word_is_asked_for() -> None:
    known = made(Act, "c", person="p2", sort="force.use", state="acknowledges")
    assert one(case(known), of_election.state_says).outcome is Outcome.NOTED
    unknown = one(case(made(Act, "c", person="p2", sort="force.use")), of_election.state_says)
    assert unknown.outcome is Outcome.UNKNOWN


def test_part_taken_that_one_source_asserts_and_another_denies_is_disputed() -> None:
    body = made(Body, "police", name="Police", sort="other")
    act_told = made(Act, "c", person="p2", sort="force.use")
    sides = [made(Involvement, f"i{n}", act="c", by="police", degree="carried out", polarity=polarity)
             for n, polarity in enumerate(("asserts", "denies"))]  # fmt: skip
    finding = one(case(body, act_told, *sides), of_election.state_says)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "disputed") == 1
    assert one(case(body, act_told, sides[0]), of_election.state_says).outcome is Outcome.UNKNOWN
