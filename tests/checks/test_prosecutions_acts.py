"""Who did what to whom: acts by what the state says, by body and degree, and what their codes require; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.checks.finding import Outcome
from saylau.checks.prosecutions_acts import ASKED, act_fields, acts, involvement
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Involvement, Organisation, Person, Region, Statement
from saylau.records.vocabulary import VOCABULARY
from tests.cases import case_of, election
from tests.checks.found import changed, made, measure, one, template, without

POLICE = made(Organisation, "police", name="Invented police", sort="state body")
PEOPLE = tuple(made(Person, f"p{n}", name=f"P{n}", public="no", display=Display.NUMBER) for n in range(1, 9))


def act(thing: str, person: str = "p1", sort: str = "force.use", **more: Any) -> Fact[Record]:
    return made(Act, thing, person=person, sort=sort, display=Display.WITHHELD, **more)


def part(thing: str, of: str, claim: str = "", **more: Any) -> Fact[Record]:
    given = {"act": of, "by": "police", "degree": "carried out", **more}
    return made(Involvement, thing, claim, display=Display.WITHHELD, **given)


def case(*facts: Fact[Record]) -> Case:
    return case_of(election(), POLICE, *PEOPLE, *facts)


# What the state says


def test_people_are_counted_by_what_the_state_says_of_their_acts() -> None:
    finding = one(
        case(
            act("a1", "p1", state="acknowledges"), act("a2", "p2", state="denies"), act("a3", "p3", state="silent"),
            act("a4", "p4", state="explains otherwise"), act("a5", "p5"), act("a6", "p5"),
        ),
        acts,
    )  # fmt: skip
    said = {name: measure(finding, name) for name in ("acknowledged", "denied", "silent", "explained", "not_known")}
    assert said == dict.fromkeys(said, 1)
    assert measure(finding, "people") == 5
    assert finding.outcome is Outcome.DISPUTED


def test_an_act_that_nobody_denies_is_noted_and_what_the_state_says_is_asked() -> None:
    finding = one(case(act("a1")), acts)
    assert finding.outcome is Outcome.NOTED
    assert finding.questions
    assert one(case(act("a1", state="acknowledges")), acts).questions == ()


def test_a_denial_of_who_took_part_denies_the_act_too() -> None:
    finding = one(case(act("a1"), part("i1", "a1", polarity="denies")), acts)
    assert finding.outcome is Outcome.DISPUTED
    assert (measure(finding, "denied"), measure(finding, "not_known")) == (1, 0)


def test_the_denial_stands_beside_the_account_with_its_statement() -> None:
    denial = made(Statement, "denial", stance="denies", says="Denied it")
    finding = one(case(denial, act("a1", state="denies", state_record="denial")), acts)
    assert finding.context == ("denial",)
    assert measure(finding, "denials") == 1


def test_two_tellings_of_one_act_are_one_act() -> None:
    finding = one(case(act("a1"), replace(act("a1"), fact="a1.2")), acts)
    assert template(finding.message).startswith("Acts told of: {acts}")
    assert measure(finding, "people") == 1


def test_a_sort_of_act_that_concerns_few_people_is_not_named() -> None:
    few = one(case(act("a1", "p1"), act("a2", "p2", "device.seizure")), acts)
    assert {m.name for m in few.measures if m.name.startswith("sort:")} == {"sort:rare"}
    many = one(case(*(act(f"a{n}", f"p{n}") for n in range(1, 4)), act("a9", "p9", "device.seizure")), acts)
    assert measure(many, "sort:force.use") == 3
    assert measure(many, "sort:rare") == 1


def test_in_2019_a_denial_stands_beside_one_account_and_force_concerned_four(kazakhstan: Case) -> None:
    finding = one(kazakhstan, acts)
    assert finding.outcome is Outcome.DISPUTED
    # P01, P02, P05, P10 and P14 to P16.
    assert (measure(finding, "people"), measure(finding, "sort:force.use"), measure(finding, "denied")) == (7, 4, 1)
    assert finding.context == ("custody-minister",)
    silent = without(changed(kazakhstan, "act-10", state="silent"), "involvement-06.2")
    assert one(silent, acts).outcome is Outcome.NOTED


# Who took part


def test_bodies_are_counted_by_degree_and_polarity_over_the_people_concerned() -> None:
    finding = one(
        case(
            act("a1", "p1"), act("a2", "p2"), act("a3", "p2"),
            part("i1", "a1"), part("i2", "a2"), part("i3", "a3"), part("i4", "a3", degree="ordered"),
        ),
        involvement,
    )  # fmt: skip
    assert measure(finding, "police:carried_out:asserts") == 2
    assert measure(finding, "police:ordered:asserts") == 1
    assert finding.outcome is Outcome.NOTED


def test_what_one_source_asserts_and_another_denies_is_disputed_and_counted_under_both() -> None:
    finding = one(
        case(act("a1"), part("i1", "a1"), part("i1", "a1", "i1.2", polarity="denies"), act("a2", "p2")), involvement
    )
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "police:carried_out:asserts") == measure(finding, "police:carried_out:denies") == 1
    assert measure(finding, "disputed") == 1


def test_a_body_that_may_not_be_shown_is_not_named() -> None:
    hidden = replace(POLICE, display=Display.WITHHELD)
    finding = one(case_of(election(), hidden, *PEOPLE, act("a1"), part("i1", "a1")), involvement)
    assert finding.outcome is Outcome.UNKNOWN


def test_in_2019_the_police_and_the_courts_are_named_and_one_part_is_denied(kazakhstan: Case) -> None:
    finding = one(kazakhstan, involvement)
    assert finding.outcome is Outcome.DISPUTED
    # Force against P05, P14, P15, P16 and custody with a child of P01; hearings at night of P01 and P02.
    assert measure(finding, "police:carried_out:asserts") == 5
    assert measure(finding, "courts:carried_out:asserts") == 2
    assert measure(finding, "disputed") == 1


# What a code requires


def test_an_act_without_what_its_code_requires_gets_a_question_for_each_field() -> None:
    finding = one(case(act("a1")), act_fields)
    assert finding.outcome is Outcome.UNKNOWN
    assert {template(q.asks) for q in finding.questions} == {ASKED[f] for f in ("during", "region", "means")}
    assert measure(finding, "lacking") == 1


def test_a_whole_act_asks_nothing() -> None:
    region = made(Region, "city", name="City", sort="region")
    finding = one(case(region, act("a1", during="2019-05", region="city", means="baton")), act_fields)
    assert finding.outcome is Outcome.NOTED
    assert finding.questions == ()


def test_every_field_that_a_code_may_require_has_its_question() -> None:
    assert {field for term in VOCABULARY.values() for field in term.required} == set(ASKED)


@pytest.mark.parametrize("check", [acts, involvement, act_fields], ids=lambda c: c.id)
def test_no_code_or_person_stands_in_what_is_printed(kazakhstan: Case, check: Any) -> None:
    finding = one(kazakhstan, check)
    said = repr((finding.message, finding.questions, [(m.label, m.unit) for m in finding.measures]))
    assert not [code for code in ("force.use", "child.in_custody", "threat.family", "'p01'", "P01") if code in said]
