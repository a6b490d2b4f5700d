"""Patterns in listed donations: planted in an invented fund, and absent from its clean twin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest

from saylau.checks.finance_patterns import PATTERNS, cluster, split, threshold
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.law.inputs import NoInputs
from saylau.law.rule import Basis, Cite, Explanation, rule
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import FundLine, FundReport
from saylau.values import Money, Truth
from saylau.values.message import Message
from tests.cases import case_of, election
from tests.checks.english import all_english
from tests.checks.found import made, measure, one
from tests.checks.ruled import stood

COUNTRY = "xp"
"""An invented country in which donations from 1,500 euros on are reported one by one."""
FIRST = date(2019, 5, 11)


@rule(COUNTRY, "finance.reporting_threshold", Cite("Invented Act", "3", "", Basis.TEXT))
def reported_from(given: NoInputs, on: date) -> Explanation:
    limit = Money.of(1_500, "EUR")
    return Explanation(Truth.YES, Message("Reported from {limit} on.", limit=limit), {"threshold": limit})


Given = tuple[str, int, int]
"""Payer, day of the campaign, whole euros."""


def ordinary(number: int = 300) -> list[Given]:
    chance = Random(1)
    return [(f"D-{n}", chance.randrange(28), 10 * chance.randrange(20, 400)) for n in range(number)]


def fund(payments: Iterable[Given], country: str = COUNTRY, currency: str = "EUR", **fields: str) -> Case:
    report = made(FundReport, "r1", candidacy="ann-2019", sort="final")
    lines: list[Fact[Record]] = [
        made(
            FundLine, f"l{n}", report="r1", side="in", level="itemised", amount=f"{euros} {currency}", payer=payer,
            on=(FIRST + timedelta(day)).isoformat(), **fields,
        )
        for n, (payer, day, euros) in enumerate(payments)
    ]  # fmt: skip
    return case_of(election(), *stood("ann"), report, *lines, country=country)


def test_donations_planted_just_below_the_threshold_are_a_concern_with_its_ordinary_reasons() -> None:
    finding = one(fund([*ordinary(), *((f"P-{n}", n % 28, 1_490) for n in range(30))]), threshold)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "modal") == Money.of(1_490, "EUR")
    said = all_english(finding.limits, case_of())
    assert "Ordinary reasons" in said
    assert "not proof" in said


def test_donations_planted_exactly_at_it_are_none() -> None:
    finding = one(fund([*ordinary(), *((f"P-{n}", n % 28, 1_500) for n in range(30))]), threshold)
    assert finding.outcome is Outcome.NOTED


def test_a_fund_without_planted_payments_and_one_with_few_are_noted() -> None:
    for payments in (ordinary(), ordinary(30)):
        for check in PATTERNS:
            assert {f.outcome for f in check.function(fund(payments))} == {Outcome.NOTED}


def test_the_candidates_own_money_is_left_out() -> None:
    case = fund([*ordinary(), *((f"P-{n}", n % 28, 1_490) for n in range(30))], payer_kind="candidate")
    assert one(case, threshold).outcome is Outcome.NOTED


def test_donors_who_split_a_donation_are_counted_beside_shuffled_days() -> None:
    pairs = [(f"P-{n}", 3 * n + day, 900) for n in range(8) for day in (0, 1)]
    finding = one(fund([*ordinary(), *pairs]), split, "ann")
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "observed") == 8


def test_payments_in_another_currency_than_the_threshold_are_not_held_against_it() -> None:
    pairs = [(f"P-{n}", 3 * n + day, 900) for n in range(8) for day in (0, 1)]
    finding = one(fund([*ordinary(), *pairs], currency="USD"), split, "ann")
    assert finding.outcome is Outcome.NOTED
    assert finding.message.values["payments"] == 0


def test_equal_donations_of_one_day_are_counted_beside_shuffled_days() -> None:
    equal = [(f"P-{n}", 5 * (n // 5), 777) for n in range(20)]
    finding = one(fund([*ordinary(), *equal]), cluster, "ann")
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "observed") == 4


@pytest.mark.parametrize("check", [threshold, split], ids=lambda check: check.id)
def test_without_a_threshold_the_provision_is_asked_for(check: Check) -> None:
    finding = one(fund(ordinary(30), country="xx"), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize("check", PATTERNS, ids=lambda check: check.id)
def test_without_listed_donations_nothing_is_tested(check: Check, kazakhstan: Case) -> None:
    for case in (case_of(), kazakhstan):
        finding = one(case, check)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions
