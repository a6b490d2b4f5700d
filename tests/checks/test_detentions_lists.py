"""A stated number is not a list: what single records and lists of people say of it, by hand on invented cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.checks.detentions_lists import (
    EXCEEDED,
    PEOPLE_OR_DETENTIONS,
    WHICH_SCOPE,
    beside_numbers,
    heads,
    lists,
    recorded,
)
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact, Heard
from saylau.records.kinds import Act, Event, PeopleList, Person, Protest, Region, Step, Tally
from saylau.values import Count
from saylau.values.message import From
from tests.cases import case_of, election
from tests.checks.found import added, made, measure, one, template

DAY = "2019-05-01"


def tally(number: str, thing: str = "told", **more: Any) -> Fact[Record]:
    given = {"of": "people detained", "unit": "people", "during": DAY, "places": ("City",), **more}
    return made(Tally, thing, number=number, **given)


def stops(*people: str, day: str = DAY, event: str | None = "rally") -> tuple[Fact[Record], ...]:
    return tuple(
        made(Step, f"stop-{n}", person=p, sort="detention", during=day, event=event, display=Display.WITHHELD)
        for n, p in enumerate(people)
    )


RALLY = made(Protest, "rally", name="Invented rally", during=DAY, places=("City",))
PEOPLE = tuple(made(Person, f"p{n}", name=f"P{n}", public="no", display=Display.NUMBER) for n in range(1, 9))


def case(*facts: Fact[Record]) -> Case:
    return case_of(election(), RALLY, *PEOPLE, *facts)


def told(finding: Finding, place: str) -> tuple[Count, ...]:
    """The numbers named in one place of the sentence; a phrase stands where there is none."""
    found = finding.message.values[place]
    assert isinstance(found, tuple)
    return tuple(v.value for v in found if isinstance(v, From) and isinstance(v.value, Count))


def within(of: Case, claim: str = "told") -> tuple[Count, Count]:
    """How many people are recorded surely within a number and at most."""
    (result,) = (r for r in beside_numbers(of) if r.claim.fact == claim)
    return heads(of, result.surely), heads(of, result.perhaps)


def asks(finding: Finding) -> set[str]:
    return {template(q.asks) for q in finding.questions}


# What is recorded one by one


@pytest.mark.parametrize(
    ("number", "place", "outcome"),
    [
        ("10", "higher", Outcome.NOTED),
        (">5", "higher", Outcome.NOTED),
        ("5", "met", Outcome.NOTED),
        ("~5", "met", Outcome.NOTED),
        ("4", "lower", Outcome.DISPUTED),
        ("<5", "lower", Outcome.DISPUTED),
    ],
)
def test_five_people_recorded_are_held_against_the_bounds_of_a_number(
    number: str, place: str, outcome: Outcome
) -> None:
    finding = one(case(tally(number), *stops("p1", "p2", "p3", "p4", "p5")), recorded)
    assert told(finding, place) == (Count(number),)
    assert finding.outcome is outcome
    assert measure(finding, "people") == Count("5")
    assert (EXCEEDED in asks(finding)) is (place == "lower")


def test_one_person_detained_twice_is_one_of_the_people_and_two_of_the_detentions() -> None:
    held = stops("p1", "p2", "p2")
    assert told(one(case(tally("2", each_once="yes"), *held), recorded), "met") == (Count("2"),)
    assert told(one(case(tally("2", each_once="no"), *held), recorded), "lower") == (Count("2"),)
    assert told(one(case(tally("3", each_once="no"), *held), recorded), "met") == (Count("3"),)


def test_where_people_or_detentions_is_not_stated_only_what_holds_for_both_is_told_and_it_is_asked() -> None:
    held = stops("p1", "p2", "p2", day="2019-05-02")
    days = {"during": "2019-05-01/2019-05-05"}
    open_ = one(case(tally("2", **days), *held), recorded)
    assert told(open_, "open") == (Count("2"),)
    assert open_.outcome is Outcome.UNKNOWN
    higher = one(case(tally(">100", **days), *held), recorded)
    assert told(higher, "higher") == (Count(">100"),)
    assert PEOPLE_OR_DETENTIONS in asks(open_) & asks(higher)


def test_an_act_that_is_a_step_of_procedure_is_not_counted_a_second_time() -> None:
    act = {"person": "p1", "sort": "detention.short", "during": DAY, "event": "rally"}
    number = tally("1", each_once="no")
    with_step = one(case(number, *stops("p1"), made(Act, "act", step="stop-0", **act)), recorded)
    alone = one(case(number, *stops("p1"), made(Act, "act", **act)), recorded)
    assert told(with_step, "met") == told(alone, "lower") == (Count("1"),)


def test_acts_that_are_no_detentions_are_not_on_the_record_of_detentions() -> None:
    act = made(Act, "act", person="p1", sort="force.use", during=DAY)
    assert one(case(tally("9"), act), recorded).outcome is Outcome.UNKNOWN


def test_a_group_under_one_case_number_counts_as_many_as_it_has() -> None:
    group = made(Person, "g", name="G", public="no", people="3..4", display=Display.NUMBER)
    finding = one(case(group, tally("2"), *stops("g")), recorded)
    assert measure(finding, "people") == Count("3..4")
    assert told(finding, "lower") == (Count("2"),)


def test_a_coarse_time_may_lie_on_the_day_and_a_known_other_day_or_place_does_not() -> None:
    none, two = Count("0"), Count("2")
    assert within(case(tally("5"), *stops("p1", "p2"))) == (two, two)
    assert within(case(tally("5"), *stops("p1", "p2", day="2019-05"))) == (none, two)
    assert within(case(tally("5"), *stops("p1", "p2", day="2019-05-02"))) == (none, none)
    assert within(case(tally("5", places=("Town",)), *stops("p1", "p2"))) == (none, none)
    assert within(case(tally("5"), *stops("p1", "p2", event=None))) == (none, two)


def test_the_region_of_an_act_is_its_place() -> None:
    region = made(Region, "city", name="City", sort="region")
    act = made(Act, "act", person="p1", sort="detention.short", during=DAY, region="city")
    assert within(case(region, tally("5"), act)) == (Count("1"), Count("1"))


def test_a_number_of_the_whole_country_holds_detentions_of_every_place() -> None:
    whole = case(tally("5", places=(), nationwide="yes"), *stops("p1", event=None))
    assert within(whole) == (Count("1"), Count("1"))


def test_a_number_without_its_places_is_not_compared_and_they_are_asked() -> None:
    finding = one(case(tally("5", places=()), *stops("p1")), recorded)
    assert told(finding, "open") == (Count("5"),)
    assert WHICH_SCOPE in asks(finding)


def test_hearsay_is_left_out_of_the_record_where_better_is_there() -> None:
    good, rumour = stops("p1", "p2")
    finding = one(case(tally("5"), good, replace(rumour, heard=Heard.HEARSAY)), recorded)
    assert measure(finding, "people") == Count("1")
    assert finding.outcome is Outcome.NOTED


@pytest.mark.parametrize("facts", [(), (tally("5"),), stops("p1")])
def test_without_a_number_or_without_a_record_it_is_unknown_and_asked(facts: tuple[Fact[Record], ...]) -> None:
    finding = one(case(*facts), recorded)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_in_2019_every_number_that_can_be_compared_is_met_or_higher_and_none_is_lower(kazakhstan: Case) -> None:
    finding = one(kazakhstan, recorded)
    assert told(finding, "lower") == ()
    assert told(finding, "met") == (Count("several"),)
    assert set(told(finding, "higher")) == {Count(n) for n in (">140", "80", "~200", ">=41", ">1000", ">=200")}
    # P05, P09, P11, P14 and P20 in dated months; P02 to P04 in 2019 alone, which ends after June.
    assert within(kazakhstan, "detained-since-2018-03") == (Count("5"), Count("8"))
    assert measure(finding, "people") == Count("8")


def test_a_further_record_changes_what_is_found(kazakhstan: Case) -> None:
    more = tuple(
        made(Step, f"new-{n}", person=f"new-p{n}", sort="detention", during="2019-04", display=Display.WITHHELD)
        for n in range(3)
    )
    assert within(added(kazakhstan, *more), "detained-since-2018-03") == (Count("8"), Count("11"))


# Lists


def people_list(entries: str, **more: Any) -> Fact[Record]:
    given = {"name": "Invented list", "unit": "people", "entries": entries, "event": "rally", **more}
    return made(PeopleList, "list-a", **given)


@pytest.mark.parametrize(
    ("entries", "number", "place", "outcome"),
    [
        ("41", ">=41", "met", Outcome.NOTED),
        ("60", "80", "higher", Outcome.NOTED),
        ("90", "80", "lower", Outcome.DISPUTED),
        ("75", "~80", "met", Outcome.NOTED),
    ],
)
def test_a_list_of_one_event_meets_lacks_or_exceeds_the_number_of_that_event(
    entries: str, number: str, place: str, outcome: Outcome
) -> None:
    finding = one(case(tally(number), people_list(entries)), lists, "list-a")
    assert told(finding, place) == (Count(number),)
    assert finding.outcome is outcome
    assert measure(finding, "entries") == Count(entries)


def test_of_a_list_that_covers_less_than_the_number_only_more_would_contradict() -> None:
    wide: dict[str, Any] = {"places": ("City", "Town")}
    assert told(one(case(tally("80", **wide), people_list("20")), lists, "list-a"), "met") == (Count("80"),)
    assert told(one(case(tally("80", **wide), people_list("90")), lists, "list-a"), "lower") == (Count("80"),)


@pytest.mark.parametrize("unit", ["detentions", "reports", "other"])
def test_a_list_of_another_unit_is_never_compared_and_its_unit_is_asked(unit: str) -> None:
    finding = one(case(tally("80"), people_list("90", unit=unit)), lists, "list-a")
    assert told(finding, "open") == (Count("80"),)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_list_of_an_event_in_a_region_has_its_place_and_days() -> None:
    raid = made(Event, "raid", name="Invented raid", sort="raid", during=DAY, region="city")
    region = made(Region, "city", name="City", sort="region")
    finding = one(case(raid, region, tally("80"), people_list("60", event="raid")), lists, "list-a")
    assert told(finding, "higher") == (Count("80"),)


def test_a_list_without_places_or_days_is_not_compared() -> None:
    finding = one(case(tally("80"), people_list("60", event=None)), lists, "list-a")
    assert told(finding, "open") == (Count("80"),)


def test_two_lists_are_never_added_and_copying_is_said() -> None:
    copied = made(PeopleList, "list-b", name="Copied list", unit="people", entries="60", event="rally",
                  derived_from=("list-a",))  # fmt: skip
    both = case(tally("80"), people_list("60"), copied)
    for subject in ("list-a", "list-b"):
        finding = one(both, lists, subject)
        assert Count("120") not in [m.value for m in finding.measures]
    assert any("copied" in template(limit) for limit in one(both, lists, "list-b").limits)


def test_a_list_that_may_not_be_shown_is_no_finding_and_without_lists_they_are_asked() -> None:
    hidden = replace(people_list("60"), display=Display.WITHHELD)
    finding = one(case(tally("80"), hidden), lists)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_how_many_are_recorded_within_each_number_is_not_printed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, recorded)
    assert [m.name for m in finding.measures if not m.name.startswith("stated:")] == ["people"]
