"""Chains of procedure: order, missing steps, lengths of custody, who is counted how often; invented rows, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.checks import prosecutions_chain
from saylau.checks.finding import Outcome
from saylau.checks.procedure import chains_of, detentions, persons, sentences, stays_of
from saylau.checks.prosecutions_chain import MATTER_ASKED, ORDER_ASKED
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Matter, Person, StatedDuration, StatedTime, Step
from saylau.records.kinds.prosecutions import StepSort
from saylau.values import Count
from tests.cases import case_of, election, source
from tests.checks.found import made, measure, one

PERSON = made(Person, "p1", name="P1")
MATTER = made(Matter, "m1", person="p1", sort="administrative")


def step(thing: str, sort: str, during: str | None = None, person: str = "p1", **more: Any) -> Fact[Record]:
    return made(Step, thing, person=person, sort=sort, during=during, **{"matter": "m1", **more})


def case(*facts: Fact[Record], zone: str = "", **more: Any) -> Case:
    made_of = case_of(election(), PERSON, MATTER, *facts, **more)
    return replace(made_of, info=made_of.info.model_copy(update={"zone": zone}))


WHOLE = (
    step("s1", "detention", "2019-05-09"),
    step("s2", "brought to a police station", "2019-05-09"),
    step("s3", "protocol", "2019-05-09"),
    step("s4", "hearing", "2019-05-10"),
    step("s5", "administrative arrest", "2019-05-10", days="5"),
    step("s6", "sanction served", "2019-05-15"),
    step("s7", "release", "2019-05-15"),
)


def test_a_whole_chain_has_nothing_missing_and_nothing_impossible() -> None:
    (chain,) = chains_of(case(*reversed(WHOLE)), "p1")
    assert [f.id for f in chain.steps] == ["s1", "s2", "s3", "s4", "s5", "s6", "s7"]
    assert (chain.missing, chain.impossible) == ((), ())


def test_a_step_that_is_not_told_is_asked_for_once() -> None:
    told = case(*(f for f in WHOLE if f.id not in ("s3", "s4")))
    (chain,) = chains_of(told, "p1")
    assert [(sort, f.id) for sort, f in chain.missing] == [(StepSort.HEARING, "s5")]
    finding = one(told, prosecutions_chain.chain)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "gaps") == 1
    assert finding.questions


@pytest.mark.parametrize(
    ("moved", "day", "impossible"),
    [
        ("s7", "2019-05-08", [("s7", "s1")]),  # release before the detention
        ("s6", "2019-05-09", [("s6", "s5")]),  # served before the sentence
        ("s7", "2019-05-09", []),  # the same day: not surely before
        ("s7", "2019-05", []),  # known to the month: not surely before
        ("s7", None, []),
    ],
)
def test_an_order_that_cannot_be_is_told_only_where_it_is_certain(
    moved: str, day: str | None, impossible: list[tuple[str, str]]
) -> None:
    sorts = {f.id: f.record.sort.value for f in WHOLE}  # type: ignore[attr-defined]
    told = case(*(f if f.id != moved else step(moved, sorts[moved], day) for f in WHOLE))
    (chain,) = chains_of(told, "p1")
    assert [(a.id, b.id) for a, b in chain.impossible] == impossible
    finding = one(told, prosecutions_chain.chain)
    assert finding.outcome is (Outcome.CONCERN if impossible else Outcome.NOTED)
    assert (ORDER_ASKED in [q.asks for q in finding.questions]) is bool(impossible)


def test_a_release_between_two_detentions_is_possible() -> None:
    told = case(*WHOLE, step("s0", "detention", "2019-04-30"), step("s00", "release", "2019-05-01"))
    (chain,) = chains_of(told, "p1")
    assert chain.impossible == ()


def test_steps_without_a_matter_are_not_put_in_order_with_those_of_one() -> None:
    loose = made(Step, "loose", person="p1", sort="release", during="2019-01-01")
    with_one, without = chains_of(case(*WHOLE, loose), "p1")
    assert (with_one.matter, without.matter) == ("m1", "")
    assert without.missing == ()
    finding = one(case_of(election(), PERSON, loose), prosecutions_chain.chain)
    assert finding.outcome is Outcome.UNKNOWN
    assert [q.asks for q in finding.questions] == [MATTER_ASKED]


# Counting


def test_one_person_held_twice_and_sentenced_once_is_one_person_two_detentions_one_sentence() -> None:
    told = case(*WHOLE, step("s8", "detention", "2019-05-20"))
    rows = told.all(Step)
    assert (persons(rows), detentions(rows), sentences(rows)) == (1, 2, 1)
    finding = one(told, prosecutions_chain.counts)
    names = ("people", "detentions", "people_detained", "sentences", "people_sentenced")
    assert [measure(finding, name) for name in names] == [1, 2, 1, 1, 1]


def test_a_step_told_by_two_sources_is_one_step() -> None:
    again = made(Step, "s1", "s1.2", "s2", person="p1", sort="detention", during="2019-05-09", matter="m1")
    told = case(*WHOLE, again, sources=(source(), source("s2")))
    assert detentions(told.all(Step)) == 1


def test_the_reference_case_counts_each_sort_of_step_apart_and_puts_none_in_order(
    kazakhstan: Case,
) -> None:
    finding = one(kazakhstan, prosecutions_chain.counts)
    rows = kazakhstan.all(Step)
    sorts = [f.record.sort for f in rows]
    assert measure(finding, "detentions") == sorts.count(StepSort.DETENTION)
    assert measure(finding, "people") == len({f.record.person for f in rows})
    assert one(kazakhstan, prosecutions_chain.chain).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("check", prosecutions_chain.CHECKS, ids=lambda check: check.id)
def test_without_steps_each_check_is_unknown_and_asks(check: Any) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# How long custody lasted, in minutes


def spans(told: Case) -> list[tuple[tuple[str, ...], str]]:
    return [(stay.facts, str(stay.minutes)) for chain in chains_of(told, "p1") for stay in stays_of(told, chain)]


@pytest.mark.parametrize(
    ("begun", "ended", "zone", "minutes"),
    [
        ("2019-05-09T10:00Z", "2019-05-09T13:00Z", "", "180"),
        ("2019-05-09T22:30+06:00", "2019-05-10T01:00+06:00", "", "150"),  # across midnight
        ("2019-05-09T22:30+06:00", "2019-05-09T22:30+05:00", "", "60"),  # across zones
        ("2019-05-09T22:30?", "2019-05-10T01:00?", "Asia/Almaty", "150"),
        ("2019-05-09T22:30?", "2019-05-10T01:00?", "", "1..2879"),  # no zone: days alone
        ("2019-03-31T01:30?", "2019-03-31T04:30?", "Europe/Berlin", "120"),  # the clock went forward by an hour
        ("2019-10-27T02:30?", "2019-10-27T08:00?", "Europe/Berlin", "0..1439"),  # an hour that was twice
        ("2019-05-09", "2019-05-09", "", "0..1439"),
        ("2019-05-09", "2019-05-11", "", "1441..4319"),  # more than 24 and less than 72 hours
    ],
)
def test_custody_lasts_from_the_detention_to_the_release(begun: str, ended: str, zone: str, minutes: str) -> None:
    told = case(step("a", "detention", begun), step("b", "release", ended), zone=zone)
    assert spans(told) == [(("a", "b"), minutes)]


def test_a_hearing_ends_a_stay_and_each_detention_has_its_own_end() -> None:
    told = case(
        step("a", "detention", "2019-05-09T10:00Z"),
        step("b", "hearing", "2019-05-09T12:00Z"),
        step("c", "release", "2019-05-09T20:00Z"),
        step("d", "detention", "2019-06-09T10:00Z"),
        step("e", "release", "2019-06-09T11:00Z"),
    )
    assert spans(told) == [(("a", "b"), "120"), (("d", "e"), "60")]


def test_clock_times_kept_beside_a_step_are_used() -> None:
    times = [
        made(StatedTime, "t1", what="taken away", at="2019-05-09T10:00Z"),
        made(StatedTime, "t2", what="let go", at="2019-05-09T12:30Z"),
    ]
    told = case(
        *times, step("a", "detention", "2019-05-09", clock="t1"), step("b", "release", "2019-05-09", clock="t2")
    )
    assert spans(told) == [(("a", "b"), "150")]


def test_hours_stated_and_hours_by_the_ends_that_differ_are_a_range() -> None:
    stated = made(StatedDuration, "d", what="custody", during="2019-05-09T10:00Z/2019-05-09T21:00Z", hours="12")
    assert spans(case(stated, step("a", "custody", clock="d"))) == [(("a", "d"), "660..720")]


def test_a_detention_without_an_end_has_no_length() -> None:
    assert spans(case(step("a", "detention", "2019-05-09"))) == []
    early = case(step("a", "detention", "2019-05-09"), step("b", "release", "2019-05-08"))
    assert spans(early) == []
    coarse = case(step("a", "detention", "2019-05"), step("b", "release", "2019-05"))
    assert spans(coarse) == []
    no_matter = case(step("a", "detention", "2019-05-09", matter=None), step("b", "release", "2019-05-10", matter=None))
    assert spans(no_matter) == []


def test_a_huge_number_of_hours_stays_a_number() -> None:
    ((_, minutes),) = spans(case(step("a", "custody", hours="999999999999")))
    assert Count(minutes).low > 0
