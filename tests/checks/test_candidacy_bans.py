"""Organisations banned, refused or dissolved: three on record in the bundled case, counted by hand in its table."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks.candidacy_bans import bans
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Organisation, OrganisationStatus
from saylau.records.kinds.actors import OrganisationState
from saylau.values import When
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import changed, made, measure, one

COUNTS = ("barred", "successors", "without_ground")


def counts(finding: Finding) -> tuple[object, ...]:
    """Organisations, successors among them, and decisions without who decided or without a ground."""
    return tuple(measure(finding, name) for name in COUNTS)


def status(body: str, state: str, during: str = "2010/..", **more: Any) -> tuple[Fact[Record], ...]:
    """An invented party and what it was in law."""
    return (
        made(Organisation, body, name=body.title(), sort="party"),
        made(OrganisationStatus, f"status-{body}", organisation=body, state=state, during=during, **more),
    )


def test_three_organisations_were_banned_one_of_them_a_successor_and_one_by_nobody_stated(kazakhstan: Case) -> None:
    finding = one(kazakhstan, bans)
    assert finding.outcome is Outcome.NOTED
    assert counts(finding) == (3, 1, 1)
    # registered parties are no part of the list; the unregistered time of a banned one is
    assert {"status-dck-party", "status-alga-unregistered", "status-alga-banned", "status-dck-movement"} == set(
        finding.facts
    )


def test_two_bodies_with_one_acronym_stay_two(kazakhstan: Case) -> None:
    said = english(one(kazakhstan, bans).message, kazakhstan)
    assert "DCK (party banned in 2005)" in said
    assert "Democratic Choice of Kazakhstan (movement)" in said


def test_a_ban_that_names_who_decided_is_no_longer_without(kazakhstan: Case) -> None:
    assert counts(one(changed(kazakhstan, "status-alga-banned", decided_by="a court"), bans)) == (3, 1, 0)
    assert counts(one(changed(kazakhstan, "status-alga-banned", state=OrganisationState.ACTIVE), bans)) == (2, 0, 0)


def test_what_organisations_were_stands_in_order_of_time_and_not_of_rows() -> None:
    case = case_of(election(), *status("late", "banned", "2012/2013"), *status("early", "refused", "2010/2011"))
    during = [m.value for m in one(case, bans).measures if m.name.startswith("during:")]
    assert during == [When("2010/2011"), When("2012/2013")]


@pytest.mark.parametrize("state", ["refused", "dissolved"])
def test_a_refusal_and_a_dissolution_bar_too_and_follow_no_ban(state: str) -> None:
    case = case_of(election(), *status("old", state), *status("new", "refused", predecessor="old", ground="A"))
    assert counts(one(case, bans)) == (2, 0, 2)


def test_a_withheld_status_is_not_told() -> None:
    finding = one(case_of(election(), *status("old", "banned", display=Display.WITHHELD)), bans)
    assert (finding.outcome, finding.facts) == (Outcome.UNKNOWN, ())
    assert finding.questions


def test_registered_parties_alone_leave_bans_unknown() -> None:
    finding = one(case_of(election(), *status("old", "registered")), bans)
    assert (finding.outcome, finding.context) == (Outcome.UNKNOWN, ("status-old",))
