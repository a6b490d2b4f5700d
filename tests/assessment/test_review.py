"""A signature covers what was signed; it falls when a fact behind it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saylau.assessment.review import finding_hash, review_state
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.records.base import Record, Ref
from saylau.records.case import Case
from saylau.records.fact import Fact, Heard
from saylau.records.kinds import VoterTotal
from saylau.records.source import Decision, Review
from saylau.values import Count
from saylau.values.message import Message
from tests.cases import case_of, election, fact


def voters(number: int) -> Fact[Record]:
    """A claim about the number of voters."""
    return fact(VoterTotal(election=Ref("election-2019"), voters=Count.of(number)), "voters")


FINDING = Finding(
    "case",
    Outcome.NOTED,
    Message("There were {n} voters.", n=Count.of(100)),
    facts=("voters",),
    measures=(Measure("n", Count.of(100), "voters", "voters"),),
    check="invented.count",
)


def signed(case: Case, decision: Decision = Decision.APPROVED) -> Case:
    """The case with a signature under the finding as it is."""
    review = Review(
        finding=FINDING.id,
        hash=finding_hash(case, FINDING),
        reviewer="A reviewer",
        day=date(2026, 1, 2),
        decision=decision,
    )
    return replace(case, reviews=(review,))


def test_a_finding_without_a_signature_is_not_signed() -> None:
    assert not review_state(case_of(election(), voters(100)), FINDING).signed


def test_a_signature_under_the_finding_as_it_is_stands() -> None:
    assert review_state(signed(case_of(election(), voters(100))), FINDING).signed


def test_a_rejection_is_no_signature() -> None:
    case = signed(case_of(election(), voters(100)), Decision.REJECTED)
    assert not review_state(case, FINDING).signed


def test_a_signature_falls_when_the_fact_behind_it_changes() -> None:
    before = signed(case_of(election(), voters(100)))
    after = replace(before, facts=(election(), voters(101)))
    state = review_state(after, FINDING)
    assert not state.signed
    assert state.fallen is not None
    assert state.fallen.reviewer == "A reviewer"


def test_a_signature_falls_when_the_place_in_the_source_changes() -> None:
    before = signed(case_of(election(), voters(100)))
    moved = replace(voters(100), locator="p. 2")
    assert not review_state(replace(before, facts=(election(), moved)), FINDING).signed


def test_a_signature_does_not_fall_for_a_note_that_it_does_not_cover() -> None:
    before = signed(case_of(election(), voters(100)))
    noted = replace(voters(100), note="seen again")
    assert review_state(replace(before, facts=(election(), noted)), FINDING).signed


def test_a_signature_falls_when_a_claim_turns_out_to_be_hearsay() -> None:
    case = signed(case_of(election(), voters(100)))
    heard = replace(case, facts=tuple(replace(f, heard=Heard.HEARSAY) for f in case.facts))
    assert not review_state(heard, FINDING).signed
