"""Time limits that run back from voting day."""

from __future__ import annotations

from datetime import date

import pytest

from saylau.checks.calendar_before import CHECKS, call_deadline, nomination_end, registration_deadline
from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.checks.run import run_check
from saylau.records.case import Case
from saylau.records.kinds import Stage
from tests.checks.found import made
from tests.checks.ruled import ruled

RULES = (
    {"name": "calendar.call", "form": "deadline", "months": "2", "before": "yes"},
    {"name": "calendar.nomination_end", "form": "deadline", "days": "45", "before": "yes"},
    {"name": "calendar.registration", "form": "deadline", "days": "40", "before": "yes"},
)


def _case(called: str | None = "2019-04-09", *stages: tuple[str, str], rules: bool = True) -> Case:
    facts = (
        made(Stage, f"stage-{phase}-{n}", election="election-2019", phase=phase, during=during)
        for n, (phase, during) in enumerate(stages)
    )
    return ruled(*facts, rules=RULES if rules else (), called=called)


def _one(check: Check, case: Case) -> Finding:
    (found,) = run_check(case, check)
    return found


@pytest.mark.parametrize(
    ("called", "outcome"),
    [("2019-04-09", Outcome.IN_LINE), ("2019-04-10", Outcome.CONTRARY), ("2019-04", Outcome.UNKNOWN)],
)
def test_an_election_is_called_two_months_before_9_june_by_9_april(called: str, outcome: Outcome) -> None:
    found = _one(call_deadline, _case(called))
    assert found.outcome is outcome
    assert [m.value for m in found.measures] == [date(2019, 4, 9)]


def test_nomination_ends_and_registration_is_due_so_many_days_before() -> None:
    """45 days before 9 June are 25 April, 40 days 30 April."""
    stages = (("nomination", "2019-04-10/2019-04-26"), ("registration", "2019-04-11/2019-04-30"))
    case = _case("2019-04-09", *stages)
    assert _one(nomination_end, case).outcome is Outcome.CONTRARY
    assert _one(registration_deadline, case).outcome is Outcome.IN_LINE


@pytest.mark.parametrize(
    ("last", "outcome"), [("25", Outcome.IN_LINE), ("24", Outcome.CONCERN), ("26", Outcome.CONTRARY)]
)
def test_nomination_that_ends_before_the_last_day_of_the_rule_is_a_concern(last: str, outcome: Outcome) -> None:
    found = _one(nomination_end, _case("2019-04-09", ("nomination", f"2019-04-10/2019-04-{last}")))
    assert found.outcome is outcome
    assert [m.value for m in found.measures] == [date(2019, 4, 25)]


def test_two_tellings_on_both_sides_of_the_limit_are_disputed() -> None:
    case = _case("2019-04-09", ("nomination", "2019-04-10/2019-04-25"), ("nomination", "2019-04-10/2019-04-26"))
    found = _one(nomination_end, case)
    assert found.outcome is Outcome.DISPUTED
    assert len(found.readings) == 2


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_without_a_rule_or_a_day_it_is_unknown_and_asks(check: Check) -> None:
    for case in (_case(None), _case("2019-04-09", rules=False)):
        found = _one(check, case)
        assert found.outcome is Outcome.UNKNOWN
        assert found.questions


def test_a_country_whose_law_is_in_code_can_lack_these_rules(kazakhstan: Case) -> None:
    assert {_one(check, kazakhstan).outcome for check in CHECKS} == {Outcome.UNKNOWN}
