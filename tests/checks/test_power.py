"""Seats of parliament: 15 / 47, and (17 x 2 + 15) = 49; 9, 84 and 98 of 107, by hand."""

from __future__ import annotations

import pytest

from saylau.checks import power
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.methods.seats import equal_seats_total
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import ChamberSeats
from saylau.values import Count
from saylau.values.message import OutOf
from tests.cases import case_of, election, fact, template
from tests.checks.found import changed, measure, one, without


def seats(chamber: str, way: str, number: str, lower: str, claim: str = "", thing: str = "") -> Fact[Record]:
    record = ChamberSeats.model_validate({"chamber": chamber, "way": way, "seats": number, "lower": lower})
    return fact(record, thing or f"{chamber}-{way.replace(' ', '-')}", claim)


def test_15_of_47_senators_as_stated_would_be_15_of_49_with_17_regions(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power.senate_seats)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "appointed") == OutOf(15, 47)
    assert measure(finding, "appointed_2") == OutOf(15, 49)
    assert any("assumed" in template(assumption) for assumption in finding.assumptions)
    assert finding.message.values["each"] == 2
    assert "{appointed} appointed" in finding.message.template
    assert {"senate-total", "senate-appointed", "city-shymkent"} <= set(finding.facts)


def test_with_the_sixteen_regions_of_before_june_2018_the_stated_total_agrees(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, "city-shymkent"), power.senate_seats)
    assert finding.outcome is Outcome.NOTED
    assert [m.value for m in finding.measures] == [OutOf(15, 47)]


def test_two_sources_with_two_totals_are_disputed() -> None:
    case = case_of(
        seats("upper", "total", "47", "no"),
        seats("upper", "total", "50", "no", "second"),
        seats("upper", "appointed", "15", "no"),
    )
    finding = one(case, power.senate_seats)
    assert finding.outcome is Outcome.DISPUTED
    assert [m.value for m in finding.measures] == [OutOf(15, 47), OutOf(15, 50)]


@pytest.mark.parametrize(
    ("total", "appointed", "regions", "derived"),
    [
        (47, 15, 17, 49),  # 32 seats for 17 regions: two each is one region away
        (47, 15, 16, 47),
        (49, 15, 17, 49),
        (100, 0, 50, 100),
        (69, 0, 16, None),  # 69 seats for 16 regions: five off from four each
        (20, 20, 5, None),
        (47, 15, 0, None),
        (5, 0, 17, None),
    ],
)
def test_equal_seats_are_derived_only_where_the_total_is_one_region_away(
    total: int, appointed: int, regions: int, derived: int | None
) -> None:
    assert equal_seats_total(total, appointed, regions) == derived


def test_9_of_107_members_were_chosen_by_a_body_and_84_belonged_to_one_faction(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power.majilis_seats)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "not_elected:assembly-of-people") == OutOf(9, 107)
    assert measure(finding, "faction:nur-otan") == OutOf(84, 107)
    assert measure(finding, "faction_of_others:nur-otan") == OutOf(84, 98)
    assert finding.would_be is Outcome.AT_ODDS
    assert [q for e in finding.explanations for q in e.questions]


def test_a_lower_chamber_with_no_seat_filled_otherwise_is_in_line(kazakhstan: Case) -> None:
    none = changed(kazakhstan, "majilis-assembly", seats=Count.of(0))
    assert one(none, power.majilis_seats).outcome is Outcome.IN_LINE


def test_a_lower_chamber_of_which_only_factions_are_known_is_unknown(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, "majilis-assembly"), power.majilis_seats)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_appointed_seats_of_a_lower_chamber_are_a_concern() -> None:
    case = case_of(seats("lower", "total", "40", "yes"), seats("lower", "appointed", "4", "yes"))
    finding = one(case, power.majilis_seats)
    assert finding.outcome is Outcome.CONCERN
    assert finding.message.values.keys() == {"share"}


@pytest.mark.parametrize("check", power.CHECKS, ids=lambda check: check.id)
def test_a_case_without_seats_leaves_it_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
