"""Seats of lists: the threshold of the law, their sum, and how far they stand from the votes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.checks.results import majority
from saylau.checks.results_seats import CHECKS, proportionality, seat_threshold, seats_total
from saylau.checks.run import run_check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.declared import DeclaredRule
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, Election, Organisation, Provision, Result, ResultTotal
from saylau.records.source import Grade
from saylau.values.message import Percent
from tests.cases import case_of, fact, source

FIVE_PER_CENT = {"name": "results.seat_threshold", "form": "threshold", "share": "0.05"}


def _list(name: str, votes: str = "", seats: str = "") -> tuple[Fact[Record], ...]:
    party = Organisation.model_validate({"name": name.title(), "sort": "party"})
    stands = Candidacy.model_validate({"person": name, "election": "election-2019"})
    given = {"election": "election-2019", "candidacy": f"{name}-2019", "votes": votes or None, "seats": seats or None}
    result = Result.model_validate(given)
    return fact(party, name), fact(stands, f"{name}-2019"), fact(result, f"{name}-result")


def _chamber(*facts: Fact[Record], seats: str = "10", valid: str = "1000", rule: dict[str, Any] | None = None) -> Case:
    given = {"name": "Election", "level": "parliamentary", "early": "no", "poll": "2019-06-09", "seats": seats}
    election = fact(Election.model_validate(given), "election-2019")
    totals = ResultTotal.model_validate({"election": "election-2019", "valid": valid or None})
    text = {
        "act": "Act",
        "article": "1",
        "edition": "2019",
        "during": "2019-01-01/..",
        "read": "official",
        "says": "So.",
    }
    provision = fact(Provision.model_validate(text), "act-1", source="law")
    declared = (DeclaredRule.model_validate({**(rule or FIVE_PER_CENT), "provision": "act-1"}),) if rule != {} else ()
    sources = (source(), source("law", Grade.A))
    return case_of(election, fact(totals, "totals"), provision, *facts, sources=sources, declared=declared)


def _one(check: Check, case: Case) -> Finding:
    (found,) = run_check(case, check)
    return found


TWO = (*_list("river", "600", "6"), *_list("hill", "360", "4"))


@pytest.mark.parametrize(
    ("votes", "seats", "outcome"),
    [
        ("40", "0", Outcome.IN_LINE), ("40", "1", Outcome.CONTRARY), ("50", "1", Outcome.IN_LINE),
        ("50", "0", Outcome.IN_LINE), ("40..60", "1", Outcome.UNKNOWN), ("49", "1", Outcome.CONTRARY),
    ],
)  # fmt: skip
def test_seats_below_the_share_of_the_law_are_contrary_to_it(votes: str, seats: str, outcome: Outcome) -> None:
    found = _one(seat_threshold, _chamber(*TWO, *_list("dale", votes, seats)))
    assert found.outcome is outcome
    assert found.provisions[0].provision == "act-1"


def test_the_share_of_each_list_is_told_by_its_votes_over_the_valid_votes() -> None:
    found = _one(seat_threshold, _chamber(*TWO, *_list("dale", "40", "0")))
    shares = {m.name: m.value for m in found.measures}
    assert shares["share:hill-2019"] == Percent(Fraction(36, 100), 2)
    assert shares["share:dale-2019"] == Percent(Fraction(4, 100), 2)


def test_of_no_valid_votes_no_share_is_formed() -> None:
    case = _chamber(*_list("river", "0", "6"), *_list("hill", "0", "4"), valid="0")
    assert _one(seat_threshold, case).outcome is Outcome.UNKNOWN


def test_without_a_rule_the_share_is_asked_for() -> None:
    found = _one(seat_threshold, _chamber(*TWO, rule={}))
    assert found.outcome is Outcome.UNKNOWN
    assert len(found.questions) == 1


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_without_votes_and_seats_nothing_is_assessed(check: Check) -> None:
    found = _one(check, _chamber())
    assert found.outcome is Outcome.UNKNOWN
    assert found.questions


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_for_one_office_nothing_is_tested(check: Check, kazakhstan: Case) -> None:
    assert _one(check, kazakhstan).outcome is Outcome.NOTED


@pytest.mark.parametrize(
    ("seats", "outcome"), [("4", Outcome.IN_LINE), ("5", Outcome.CONCERN), ("4..5", Outcome.UNKNOWN)]
)
def test_seats_of_all_lists_are_those_that_were_to_be_filled(seats: str, outcome: Outcome) -> None:
    found = _one(seats_total, _chamber(*_list("river", "600", "6"), *_list("hill", "400", seats)))
    assert found.outcome is outcome


def test_two_tellings_of_the_seats_of_the_election_are_disputed() -> None:
    given = {"name": "Election", "level": "parliamentary", "early": "no", "poll": "2019-06-09", "seats": "12"}
    other = fact(Election.model_validate(given), "election-2019", "election-2019.2")
    assert _one(seats_total, _chamber(*TWO, other)).outcome is Outcome.DISPUTED


def test_distance_of_seats_from_votes_by_hand() -> None:
    """600 and 400 votes, 7 and 3 of 10 seats: both 10 points apart, half of 200 is 100, its root 10."""
    found = _one(proportionality, _chamber(*_list("river", "600", "7"), *_list("hill", "400", "3")))
    measures = {m.name: m.value for m in found.measures}
    assert found.outcome is Outcome.NOTED
    assert measures["index"] == 10
    assert measures["without_seats"] == Percent(Fraction(0), 2)


def test_votes_without_a_seat_are_told() -> None:
    found = _one(proportionality, _chamber(*TWO, *_list("dale", "40", "0")))
    assert {m.name: m.value for m in found.measures}["without_seats"] == Percent(Fraction(40, 1000), 2)


def test_numbers_with_bounds_have_no_index() -> None:
    found = _one(proportionality, _chamber(*TWO, *_list("dale", "40..50", "0")))
    assert found.outcome is Outcome.UNKNOWN


def test_where_several_seats_are_filled_no_majority_is_asked_for() -> None:
    totals = ResultTotal.model_validate({"election": "election-2019", "cast": "1198", "valid": "1190"})
    more = ResultTotal.model_validate({"election": "election-2019", "cast": "1202", "valid": "1190"})
    tellings = (fact(totals, "totals", "totals.2"), fact(more, "totals", "totals.3"))
    found = _one(majority, _chamber(*TWO, *tellings, valid=""))
    assert found.outcome is Outcome.NOTED  # 600 is more than half of one total and less than half of the other
    assert not [q for q in found.questions if "Which share" in getattr(q.asks, "template", "")]
