"""Numbers at the edge: with every number of a kind zero, unbounded or huge, no check crashes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.checks.finding import Outcome
from saylau.checks.run import run_checks
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.kinds import KINDS
from saylau.values import Count, Money

NUMBERS = {
    "zero": (Count.of(0), Money.of(0, "KZT")),
    "at least one": (Count.parse(">=1"), Money.parse(">=1 KZT")),
    "at most one": (Count.parse("<=1"), Money.parse("<=1 KZT")),
    "huge": (Count.of(10**12), Money.of(10**15, "KZT")),
    "another currency": (Count.of(7), Money.of(7, "EUR")),
}
COUNTED = [kind for kind in KINDS.values() if {c.type for c in record_columns(kind)} & {"count", "money"}]


def with_numbers(record: Record, count: Count, money: Money) -> Record:
    """The record with each number that it states replaced."""
    new = {"count": count, "money": money}
    numbers = {
        c.name: new[c.type]
        for c in record_columns(type(record))
        if c.type in new and not c.many and getattr(record, c.name) is not None
    }
    return record.model_copy(update=numbers)


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("kind", COUNTED, ids=lambda kind: kind.kind)
def test_no_check_crashes_on_a_number_at_the_edge(kind: type[Record], numbers: str, kazakhstan: Case) -> None:
    count, money = NUMBERS[numbers]
    facts = tuple(
        replace(f, record=with_numbers(f.record, count, money)) if isinstance(f.record, kind) else f
        for f in kazakhstan.facts
    )
    assert len(run_checks(replace(kazakhstan, facts=facts))) > 50


def test_more_signatures_accepted_than_handed_in_are_a_concern_and_no_share(kazakhstan: Case) -> None:
    slip = tuple(
        replace(f, record=f.record.model_copy(update={"valid": Count.of(200_000)}))
        if f.kind == "signature_statement" and getattr(f.record, "candidacy", "") == "espayeva-2019"
        else f
        for f in kazakhstan.facts
    )
    found = {f.id: f for f in run_checks(replace(kazakhstan, facts=slip))}["signatures.valid_share:espayeva"]
    assert found.outcome is Outcome.CONCERN
    assert {m.name: m.value for m in found.measures} == {"valid": 200_000, "collected": 144_098}


def test_without_any_step_candidates_are_put_forward_and_nobody_is_called_registered(kazakhstan: Case) -> None:
    stripped = tuple(f for f in kazakhstan.facts if f.kind != "candidacy_step")
    found = {f.id: f for f in run_checks(replace(kazakhstan, facts=stripped))}["candidacy.women:case"]
    assert "put forward" in found.message.template
    assert found.message.values["all"] == 9
