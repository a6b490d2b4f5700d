"""Commissions: 1 + 2 + 2 + 2 = 7 seats; two steps to a family, three and four to office holders, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import commissions, commissions_levels
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Appointment,
    Body,
    ChamberSeats,
    Commission,
    CommissionMember,
    Office,
    Organisation,
    Person,
    Tenure,
    Tie,
)
from saylau.records.source import Grade
from saylau.values import Count, When
from saylau.values.message import Name, OutOf
from tests.cases import case_of, election, fact, template
from tests.checks.english import english
from tests.checks.found import added, changed, found, measure, one, regraded, without


def row(kind: type[Record], thing: str, claim: str = "", **fields: Any) -> Fact[Record]:
    return fact(kind.model_validate(fields), thing, claim)


CENTRAL = (
    election(),
    row(Commission, "central", name="Central", election="election-2019", level="central", body="board"),
    row(Body, "board", name="Board", sort="commission", members="5"),
    row(Office, "head", name="Head of state"),
    row(Body, "chamber", name="Chamber", sort="chamber"),
)


def fills(what: str, by: str, seats: str, claim: str = "") -> Fact[Record]:
    return row(Appointment, f"{what}-{by}", claim, fills=what, by=by, manner="alone", seats=seats)


def test_seats_of_the_central_commission_add_up_to_seven_all_within_two_steps(kazakhstan: Case) -> None:
    finding = one(kazakhstan, commissions.cec_composition)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "by:president") == OutOf(3, 7)
    assert measure(finding, "by:senate") == OutOf(2, 7)
    assert measure(finding, "by:majilis") == OutOf(2, 7)
    assert measure(finding, "total") == measure(finding, "members") == Count.of(7)
    assert measure(finding, "within_two_steps") == OutOf(7, 7)
    assert [r.outcome for r in finding.readings] == [Outcome.IN_LINE]
    assert "The office “{office}” filled" in finding.message.template


def test_how_many_seats_of_a_chamber_the_office_fills_stands_among_the_numbers(kazakhstan: Case) -> None:
    # 15 of 47 as stated; with two for each of 17 regions 34 + 15 = 49
    finding = one(kazakhstan, commissions.cec_composition)
    assert (measure(finding, "behind:senate"), measure(finding, "behind:senate_2")) == (OutOf(15, 47), OutOf(15, 49))
    assert not [m for m in finding.measures if m.name.startswith("behind:majilis")]
    assert any("however few" in template(limit) for limit in finding.limits)


def test_without_a_majority_in_the_lower_chamber_its_seats_stand_farther_off(kazakhstan: Case) -> None:
    even = changed(kazakhstan, "majilis-nur-otan", seats=Count.of(53))
    assert measure(one(even, commissions.cec_composition), "within_two_steps") == OutOf(5, 7)


def test_more_members_than_seats_filled_is_disputed(kazakhstan: Case) -> None:
    assert one(changed(kazakhstan, "cec", members=Count.of(9)), commissions.cec_composition).outcome is Outcome.DISPUTED


def test_a_composition_other_than_the_law_sets_is_contrary_to_it(kazakhstan: Case) -> None:
    case = without(kazakhstan, "appoints-cec-president", "appoints-cec-president.cec", "cec")
    finding = one(case, commissions.cec_composition)
    assert (finding.would_be or finding.outcome) is Outcome.CONTRARY


def test_a_minority_of_seats_filled_by_one_office_is_noted() -> None:
    case = case_of(*CENTRAL, fills("board", "head", "1"), fills("board", "chamber", "4"))
    finding = one(case, commissions.cec_composition)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "within_two_steps") == OutOf(1, 5)
    assert finding.questions


def test_an_office_that_fills_seats_of_the_chamber_stands_behind_it() -> None:
    case = case_of(
        *CENTRAL, fills("board", "head", "1"), fills("board", "chamber", "4"), fills("chamber", "head", "15")
    )
    finding = one(case, commissions.cec_composition)
    assert finding.outcome is Outcome.CONCERN
    assert "chamber-head" in finding.facts


def test_half_of_a_chamber_is_no_majority() -> None:
    chamber = {"chamber": "chamber", "lower": "yes"}
    total = row(ChamberSeats, "all", way="total", seats="10", **chamber)
    half = row(ChamberSeats, "half", way="faction", seats="5", **chamber)
    case = case_of(*CENTRAL, fills("board", "head", "2"), fills("board", "chamber", "3"), total, half)
    assert one(case, commissions.cec_composition).outcome is Outcome.NOTED
    more = changed(case, "half", seats=Count.of(6))
    assert one(more, commissions.cec_composition).outcome is Outcome.CONCERN


def test_differing_claims_about_seats_keep_their_bounds() -> None:
    case = case_of(*CENTRAL, fills("board", "head", "2"), fills("board", "head", "3", "other"))
    assert measure(one(case, commissions.cec_composition), "total") == Count.between(2, 3)


def test_without_proposers_the_parties_as_counted_are_told_and_the_proposers_asked_for(kazakhstan: Case) -> None:
    finding = one(kazakhstan, commissions.party_balance)
    assert finding.outcome is Outcome.CONCERN
    assert [measure(finding, name) for name in ("parties_clearly_opposition", "parties_active")] == [
        Count.of(0),
        Count.of(6),
    ]
    assert finding.message.values["assessor"] == ("Open Dialogue Foundation",)
    asked_of = {english(question.who, kazakhstan) for question in finding.questions}
    assert asked_of == {"Central Election Commission of Kazakhstan"}
    assert {"commission-precinct", "search-commission-parties"} <= set(finding.context)


def test_without_proposers_or_counts_of_parties_the_balance_is_unknown() -> None:
    finding = one(case_of(*CENTRAL), commissions.party_balance)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def member(name: str, party: str) -> Fact[Record]:
    return row(CommissionMember, f"m-{name}", commission="central", person=name, proposed_by=party)


def party(name: str) -> Fact[Record]:
    return row(Organisation, name, name=name.upper(), sort="party")


@pytest.mark.parametrize(
    ("proposers", "outcome", "share"),
    [
        (("one", "one", "other"), Outcome.CONCERN, OutOf(2, 3)),
        (("one", "other"), Outcome.NOTED, OutOf(1, 2)),
    ],
)
def test_one_party_with_more_than_half_of_the_members_is_a_concern(
    proposers: tuple[str, ...], outcome: Outcome, share: OutOf
) -> None:
    members = [member(f"p{place}", who) for place, who in enumerate(proposers)]
    finding = one(case_of(*CENTRAL, party("one"), party("other"), *members), commissions.party_balance)
    assert finding.outcome is outcome
    assert measure(finding, "central:one") == share


def test_the_chair_stood_two_steps_from_a_family_and_three_and_four_from_office_holders(kazakhstan: Case) -> None:
    finding = one(kazakhstan, commissions.kinship)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "steps:dariga-nazarbayeva") == 3
    assert measure(finding, "steps:nazarbayev") == 4
    assert measure(finding, "family_steps:nazarbayev") == 2
    who = finding.message.values["who"]
    assert isinstance(who, tuple)
    assert who[0] == "Open Dialogue Foundation"
    assert {"member-imashev", "tie-t01-imashev", "tie-t01-t02", "tie-t02-dariga"} <= set(finding.facts)


def test_private_relatives_stand_under_their_numbers(kazakhstan: Case) -> None:
    finding = one(kazakhstan, commissions.kinship)
    way = measure(finding, "way:dariga-nazarbayeva")
    assert way == tuple(map(Name, ("imashev", "t01", "t02", "dariga-nazarbayeva")))
    assert [kazakhstan.name(one) for one in ("t01", "t02")] == ["T01", "T02"]


def test_a_tie_less_and_the_way_is_gone(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, "tie-t01-t02", "tie-t01-t02.press"), commissions.kinship)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_relative_of_the_chair_who_stood_is_told_apart(kazakhstan: Case) -> None:
    brother = row(Tie, "brother", one="imashev", other="kosanov", sort="kinship")
    assert measure(one(added(kazakhstan, brother), commissions.kinship, "kosanov"), "steps") == 1
    friend = row(Tie, "friend", one="imashev", other="kosanov", sort="endorsement")
    assert set(found(added(kazakhstan, friend), commissions.kinship)) == {"case"}


def test_ties_of_work_or_party_are_no_kinship(kazakhstan: Case) -> None:
    work = row(Tie, "work", one="imashev", other="nazarbayev", sort="employment")
    assert measure(one(added(kazakhstan, work), commissions.kinship), "steps:nazarbayev") == 4


def test_ties_known_only_from_weak_sources_leave_it_unknown() -> None:
    case = _related("2016/..")
    assert one(case, commissions.kinship).outcome is Outcome.CONCERN
    weak = one(regraded(case, "tie", Grade.C), commissions.kinship)
    assert weak.outcome is Outcome.UNKNOWN
    assert weak.would_be is Outcome.CONCERN


def test_an_office_left_before_voting_day_does_not_count() -> None:
    assert one(_related("2016/2018"), commissions.kinship).outcome is Outcome.UNKNOWN


def _related(during: str) -> Case:
    return case_of(
        *CENTRAL,
        row(Person, "a", name="A"),
        row(Person, "b", name="B"),
        row(CommissionMember, "chair", commission="central", person="a", role="chair"),
        row(Tie, "tie", one="b", other="a", sort="marriage", role="spouse"),
        fact(Tenure.model_validate({"person": "b", "office": "head", "during": When(during)}), "tenure"),
    )


def test_a_number_of_commissions_that_is_about_so_many_is_told_as_its_source_tells_it() -> None:
    about = row(Commission, "precincts", name="Precincts", election="election-2019", level="precinct", number="~200")
    finding = one(case_of(*CENTRAL, about), commissions_levels.levels)
    assert "about 200" in english(finding.message, case_of(*CENTRAL, about))


@pytest.mark.parametrize("check", commissions.CHECKS, ids=lambda check: check.id)
def test_a_case_without_commissions_leaves_it_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
