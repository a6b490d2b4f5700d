"""Custody, arrests and fines against declared limits: before, at and after each; unknown without law or length."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import prosecutions_custody as custody
from saylau.checks.finding import Outcome
from saylau.checks.procedure import chains_of
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Matter, Person, Provision, Step
from saylau.values import Count, Truth
from tests.cases import case_of, election
from tests.checks.found import added, made, measure, one
from tests.checks.ruled import ruled

PEOPLE = tuple(made(Person, p, name=p.upper()) for p in ("p1", "p2"))
THREE_HOURS = {"name": "detentions.custody", "form": "cap", "number": "3"}
THREE_DAYS = {"name": "prosecutions.custody", "form": "cap", "number": "72"}
FIFTEEN_DAYS = {"name": "prosecutions.arrest", "form": "cap", "days": "15"}
UNIT = {"name": "prosecutions.base_unit", "form": "threshold", "amount": "2525 KZT"}
FIFTY_UNITS = {"name": "prosecutions.fine", "form": "cap", "amount": "126250 KZT"}


def step(thing: str, sort: str, person: str = "p1", **more: Any) -> Fact[Record]:
    return made(Step, thing, person=person, sort=sort, **more)


def matter(sort: str = "administrative") -> Fact[Record]:
    return made(Matter, "m1", person="p1", sort=sort)


def held(hours: str, sort: str = "administrative", *rules: dict[str, str]) -> Case:
    stay = step("a", "custody", hours=hours, matter="m1", during="2019-05-09")
    return ruled(*PEOPLE, matter(sort), stay, rules=rules or (THREE_HOURS, THREE_DAYS))


@pytest.mark.parametrize("check", custody.CHECKS, ids=lambda check: check.id)
def test_without_inputs_each_check_is_unknown_and_asks(check: Any) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize(
    ("hours", "sort", "outcome"),
    [
        ("3", "administrative", Outcome.IN_LINE),
        ("4", "administrative", Outcome.CONTRARY),
        ("2..4", "administrative", Outcome.UNKNOWN),
        ("72", "criminal", Outcome.IN_LINE),
        ("73", "criminal", Outcome.CONTRARY),
        ("3", "other", Outcome.IN_LINE),
        ("48", "other", Outcome.UNKNOWN),
        ("73", "other", Outcome.CONTRARY),
    ],
)
def test_hours_are_held_against_the_limit_for_the_sort_of_matter(hours: str, sort: str, outcome: Outcome) -> None:
    finding = one(held(hours, sort), custody.custody_limit)
    assert finding.outcome is outcome
    assert measure(finding, "beyond") == (1 if outcome is Outcome.CONTRARY else 0)


def test_a_minute_beyond_the_limit_is_beyond_it() -> None:
    def stay(end: str) -> Case:
        ends = (step("a", "detention", during="2019-05-09T10:00Z", matter="m1"),
                step("b", "release", during=end, matter="m1"))  # fmt: skip
        return ruled(*PEOPLE, matter(), *ends, rules=(THREE_HOURS,))

    assert one(stay("2019-05-09T13:00Z"), custody.custody_limit).outcome is Outcome.IN_LINE
    late = one(stay("2019-05-09T13:01Z"), custody.custody_limit)
    assert late.outcome is Outcome.CONTRARY
    assert measure(late, "hours") == Count("3..4")


def test_days_alone_show_a_stay_beyond_the_limit_only_where_the_shortest_reading_does() -> None:
    def stay(end: str) -> Case:
        ends = (step("a", "detention", during="2019-05-01", matter="m1"),
                step("b", "hearing", during=end, matter="m1"))  # fmt: skip
        return ruled(*PEOPLE, matter("criminal"), *ends, rules=(THREE_DAYS,))

    assert one(stay("2019-05-04"), custody.custody_limit).outcome is Outcome.UNKNOWN  # 48 to 96 hours
    assert one(stay("2019-05-05"), custody.custody_limit).outcome is Outcome.CONTRARY  # more than 72


def test_without_a_rule_custody_is_unknown_and_the_provision_is_asked_for() -> None:
    finding = one(case_of(election(), *PEOPLE, step("a", "custody", hours="12")), custody.custody_limit)
    assert finding.outcome is Outcome.UNKNOWN
    assert len(finding.questions) == 3


def test_the_reference_case_knows_one_length_and_no_limit(kazakhstan: Case) -> None:
    finding = one(kazakhstan, custody.custody_limit)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "hours") == Count("3..12")  # three in a cell; eleven by the ends, twelve as stated


# Arrests


@pytest.mark.parametrize(
    ("days", "more", "outcome"),
    [
        ("15", {"provision": "act-1", "during": "2019-05-10"}, Outcome.IN_LINE),
        ("16", {"provision": "act-1", "during": "2019-05-10"}, Outcome.CONTRARY),
        ("10..20", {"provision": "act-1", "during": "2019-05-10"}, Outcome.UNKNOWN),
        ("16", {"during": "2019-05-10"}, Outcome.UNKNOWN),  # no provision stated
        ("16", {"provision": "act-1"}, Outcome.UNKNOWN),  # no day
        ("16", {"provision": "act-1", "during": "2019"}, Outcome.CONTRARY),
    ],
)
def test_an_arrest_is_held_against_the_provision_invoked(days: str, more: dict[str, str], outcome: Outcome) -> None:
    told = ruled(*PEOPLE, step("a", "administrative arrest", days=days, **more), rules=(FIFTEEN_DAYS,))
    finding = one(told, custody.arrest_limit)
    assert finding.outcome is outcome
    if outcome is Outcome.UNKNOWN:
        assert finding.questions


def test_the_limit_is_that_of_the_day_of_the_arrest() -> None:
    before = {**FIFTEEN_DAYS, "until": "2019-05-10"}
    after = {**FIFTEEN_DAYS, "days": "10", "since": "2019-05-10"}

    def on(day: str) -> Outcome:
        arrest = step("a", "administrative arrest", days="15", provision="act-1", during=day)
        return one(ruled(*PEOPLE, arrest, rules=(before, after)), custody.arrest_limit).outcome

    assert on("2019-05-09") is Outcome.IN_LINE
    assert on("2019-05-10") is Outcome.CONTRARY
    assert on("2019-05") is Outcome.UNKNOWN  # the edition changed within the month


def test_a_limit_of_another_provision_decides_nothing(kazakhstan: Case) -> None:
    arrests = [made(Step, f"x{n}", person="p01", sort="administrative arrest", days=days, provision="cao-488",
                    during="2019-05-10") for n, days in enumerate(("15", "16"))]  # fmt: skip
    before, after = (one(added(kazakhstan, *own), custody.arrest_limit) for own in ((arrests[0],), tuple(arrests)))
    assert (measure(before, "within"), measure(before, "beyond")) == (1, 0)
    assert (measure(after, "within"), measure(after, "beyond")) == (1, 1)
    assert after.outcome is Outcome.CONCERN  # the provision is known by report alone
    other = made(
        Step, "y", person="p01", sort="administrative arrest", days="20", provision="cc-400", during="2019-05-10"
    )
    assert measure(one(added(kazakhstan, other), custody.arrest_limit), "beyond") == 0  # fifty days


@pytest.mark.parametrize(
    ("article", "beyond"), [("488(3)", 1), ("488, paragraph 3", 1), ("488-1", 0), ("4880", 0), ("489", 0)]
)
def test_the_limit_of_an_article_is_found_for_a_paragraph_under_an_id_of_its_own(
    kazakhstan: Case, article: str, beyond: int
) -> None:
    own = made(Provision, "own", act="Code of Administrative Offences", article=article, read="not read", says="x")
    arrest = made(Step, "x", person="p01", sort="administrative arrest", days="20", provision="own",
                  during="2019-05-10")  # fmt: skip
    assert measure(one(added(kazakhstan, own, arrest), custody.arrest_limit), "beyond") == beyond


def test_a_case_that_keeps_the_article_under_another_id_finds_its_limit_and_another_edition_does_not() -> None:
    def beyond(**more: str) -> object:
        fields = {"act": "Code of Administrative Offences", "article": "488", "read": "not read", "says": "x", **more}
        own = made(Provision, "own", **fields)
        arrest = step("x", "administrative arrest", days="20", provision="own", during="2019-05-10")
        return one(case_of(election(), *PEOPLE, own, arrest, country="kz"), custody.arrest_limit).outcome

    assert beyond() is Outcome.CONCERN  # known by report alone
    assert beyond(read="other edition") is Outcome.UNKNOWN
    assert beyond(act="Criminal Code") is Outcome.UNKNOWN


# Fines: 37,875 / 2,525 is exactly 15


@pytest.mark.parametrize(("fine", "whole"), [("37874 KZT", 0), ("37875 KZT", 1), ("37876 KZT", 0)])
def test_a_fine_of_37875_is_exactly_15_units(fine: str, whole: int) -> None:
    told = ruled(*PEOPLE, step("a", "fine", fine=fine, during="2019-05-10"), rules=(UNIT,))
    finding = one(told, custody.fine_units)
    assert measure(finding, "whole") == whole
    if whole:
        assert (measure(finding, "units_low"), measure(finding, "units_high")) == (15, 15)


@pytest.mark.parametrize(
    ("fine", "outcome", "beyond"),
    [("126250 KZT", Outcome.IN_LINE, 0), ("126251 KZT", Outcome.CONTRARY, 1), ("100 EUR", Outcome.UNKNOWN, 0)],
)
def test_a_fine_is_held_against_the_provision_invoked(fine: str, outcome: Outcome, beyond: int) -> None:
    row = step("a", "fine", fine=fine, during="2019-05-10", provision="act-1")
    finding = one(ruled(*PEOPLE, row, rules=(UNIT, FIFTY_UNITS)), custody.fine_units)
    assert finding.outcome is outcome
    assert [m.value for m in finding.measures if m.name == "beyond"] == ([] if fine.endswith("EUR") else [beyond])


def test_the_unit_of_2019_comes_with_the_law_of_kazakhstan(kazakhstan: Case) -> None:
    row = made(Step, "f", person="p01", sort="fine", fine="37875 KZT", during="2019-05-10")
    finding = one(added(kazakhstan, row), custody.fine_units)
    assert measure(finding, "units_low") == 15
    assert finding.provisional
    early = made(Step, "f", person="p01", sort="fine", fine="37875 KZT", during="2018-05-10")
    assert one(added(kazakhstan, early), custody.fine_units).outcome is Outcome.UNKNOWN


def test_one_persons_stays_and_arrests_are_at_hand_for_that_persons_papers() -> None:
    told = held("4")
    ((stay, limits, kept),) = custody.custody_kept(told, chains_of(told, "p1"))
    assert (stay.facts, str(stay.minutes), len(limits), kept) == (("a",), "240", 1, Truth.NO)
    assert custody.custody_kept(told, chains_of(told, "p2")) == ()
    arrest = step("b", "administrative arrest", days="16", provision="act-1", during="2019-05-10")
    told = ruled(*PEOPLE, arrest, rules=(FIFTEEN_DAYS,))
    ((row, _, kept),) = custody.arrests_kept(told, told.all(Step))
    assert (row.id, kept) == ("b", Truth.NO)
