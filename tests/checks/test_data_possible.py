"""Days and numbers that cannot be right together: both sides of each limit, by hand."""

from __future__ import annotations

import pytest

from saylau.checks.data_possible import possible
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Body,
    Candidacy,
    CandidacyStep,
    ChamberSeats,
    Complaint,
    EventApplication,
    ObserverMission,
    ObserverNumber,
    Person,
    Representation,
    Ruling,
    SignatureStatement,
    Statement,
)
from tests.cases import case_of, election
from tests.checks.found import made, measure, one

ELECTION = "election-2019"


def of(*rows: Fact[Record]) -> Case:
    person = made(Person, "a", name="A")
    return case_of(election(called=None), person, made(Candidacy, "a-2019", person="a", election=ELECTION), *rows)


def told(case: Case) -> tuple[Outcome, object, object]:
    finding = one(case, possible)
    return finding.outcome, measure(finding, "days"), measure(finding, "sizes")


DAYS = [
    (Complaint, {"complainant": "party", "filed": "2019-05-02"}, "answered", "2019-05-02", "2019-05-01"),
    (Ruling, {"body": "Court", "says": "Ruled", "asked": "2019-05-02"}, "ruled", "2019-05-02", "2019-05-01"),
    (EventApplication, {"election": ELECTION, "filed": "2019-05-02"}, "event", "2019-05", "2019-04"),
]


@pytest.mark.parametrize(("kind", "fields", "name", "right", "wrong"), DAYS, ids=lambda v: getattr(v, "kind", ""))
def test_an_end_before_its_start_is_a_concern(
    kind: type[Record], fields: dict[str, str], name: str, right: str, wrong: str
) -> None:
    assert told(of(made(kind, "x", **fields, **{name: right}))) == (Outcome.IN_LINE, 0, 0)
    assert told(of(made(kind, "x", **fields, **{name: wrong}))) == (Outcome.CONCERN, 1, 0)


@pytest.mark.parametrize(
    ("number", "outcome"), [("7", Outcome.IN_LINE), ("8", Outcome.CONCERN), ("~7", Outcome.IN_LINE)]
)
def test_a_part_is_too_large_only_past_its_whole(number: str, outcome: Outcome) -> None:
    row = made(
        Representation, "r", election=ELECTION, group="women", among="members of the central commission",
        number=number, of="7",
    )  # fmt: skip
    assert told(of(row))[0] is outcome


def test_accepted_and_rejected_signatures_may_not_exceed_those_handed_in() -> None:
    def case(collected: str) -> Case:
        return of(made(SignatureStatement, "s", candidacy="a-2019", collected=collected, valid="90", invalid="10"))

    assert told(case("100")) == (Outcome.IN_LINE, 0, 0)
    assert told(case("99")) == (Outcome.CONCERN, 0, 1)


def test_parts_of_a_mission_are_held_against_all_of_the_same_day_alone() -> None:
    def case(day: str) -> Case:
        shared = {"mission": "m", "state": "deployed", "as_of": "2019-06-09"}
        mission = {"name": "M", "election": ELECTION, "sort": "international"}
        return of(
            made(ObserverMission, "m", **mission),
            made(ObserverNumber, "core", part="core team", number="11", **shared),
            made(ObserverNumber, "long", part="long-term", number="20", **shared),
            made(ObserverNumber, "all", part="all", number="30", **{**shared, "as_of": day}),
        )

    assert told(case("2019-06-09")) == (Outcome.CONCERN, 0, 1)
    assert one(case("2019-06-08"), possible).outcome is Outcome.UNKNOWN


def test_factions_may_leave_seats_empty_and_may_not_hold_more_than_there_are() -> None:
    def case(total: str) -> Case:
        return of(
            made(Body, "council", name="Council", sort="chamber"),
            made(ChamberSeats, "t", chamber="council", way="total", seats=total),
            made(ChamberSeats, "f1", chamber="council", way="faction", seats="16"),
            made(ChamberSeats, "f2", chamber="council", way="faction", seats="15"),
        )

    assert told(case("32")) == (Outcome.IN_LINE, 0, 0)
    assert told(case("30")) == (Outcome.CONCERN, 0, 1)


def test_a_candidate_is_not_registered_before_being_put_forward() -> None:
    def case(registered: str) -> Case:
        return of(
            made(CandidacyStep, "f", candidacy="a-2019", stage="put forward", on="2019-04-10"),
            made(CandidacyStep, "r", candidacy="a-2019", stage="registered", on=registered),
        )

    assert told(case("2019-05-11")) == (Outcome.IN_LINE, 0, 0)
    assert told(case("2019-04-09")) == (Outcome.CONCERN, 1, 0)


def test_a_claim_of_a_day_after_the_assessment_is_told() -> None:
    def case(on: str) -> Case:
        return of(made(Statement, "s", stance="asserts", says="So", on=on))

    finding = one(case("2019-06-10"), possible)  # assessed on 9 June
    assert (finding.outcome, measure(finding, "late"), finding.facts) == (Outcome.CONCERN, 1, ("s",))
    assert one(case("2019-06"), possible).outcome is Outcome.UNKNOWN


def test_without_pairs_it_is_unknown_with_a_question() -> None:
    finding = one(of(), possible)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_the_bundled_case_holds_no_such_slip(kazakhstan: Case) -> None:
    assert told(kazakhstan)[1:] == (0, 0)
