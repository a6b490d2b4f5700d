"""Money: what is said of limits, of disclosure and of rates is what was stated, by whom, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saylau.checks.ask import Answer
from saylau.checks.finance import CHECKS as FINANCE
from saylau.checks.finance_caps import cap_use
from saylau.checks.finance_disclosure import conversion
from saylau.checks.finance_reporting import reporting
from saylau.checks.finding import Outcome
from saylau.checks.from_law import beside, reading
from saylau.checks.registry import Check
from saylau.checks.signatures import CHECKS as SIGNATURES
from saylau.law.rule import Explanation, rules
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Conversion, Declaration
from saylau.records.kinds.candidacy import DeclarationSort
from saylau.values import Money, Truth
from saylau.values.message import Message, OutOf, Percent
from tests.cases import fact
from tests.checks.english import all_english, english
from tests.checks.found import added, changed, found, measure, one

POLL = date(2019, 6, 9)


def kzt(amount: int) -> Money:
    return Money.of(amount, "KZT")


def test_a_reading_that_limits_two_origins_apart_states_both_limits(kazakhstan: Case) -> None:
    (old,) = (
        r for r in one(kazakhstan, cap_use).readings if english(r.name, kazakhstan) == "own and nominator: text-2017"
    )
    # 5,000 and 7,000 x 42,500
    assert dict(old.says.values) == {"own": kzt(212_500_000), "nominator": kzt(297_500_000)}
    assert (old.decides, old.outcome) == (False, Outcome.NOTED)


def test_a_reading_that_does_not_decide_asserts_no_breach() -> None:
    (old,) = (r for r in rules("kz", "finance.own_nominator_cap", POLL) if r.reading == "text-2017")
    answer = Answer(old, Explanation(Truth.NO, Message("Above the limit.")))
    assert reading(answer).outcome is Outcome.CONCERN
    assert reading(Answer(replace(old, decides=True), answer.explanation)).outcome is Outcome.CONTRARY
    (shown,) = beside([answer])
    assert (shown.decides, shown.outcome, shown.says.template) == (False, Outcome.NOTED, "Above the limit.")


def test_disclosure_is_told_by_whom_it_was_stated(kazakhstan: Case) -> None:
    finding = one(kazakhstan, reporting)
    assert {m.unit for m in finding.measures} == {"declarations of income and property"}
    assert "by the account of the Central Election Commission" in all_english(finding.limits, kazakhstan)
    told = replace(kazakhstan, facts=tuple(
        replace(f, said_by="the commission") if isinstance(f.record, Declaration) else f for f in kazakhstan.facts
    ))  # fmt: skip
    assert "by the commission." in english(one(told, reporting).message, told)


def test_what_some_published_stands_beside_what_was_not(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "kosanov-declaration", published=Truth.YES)
    finding = one(changed(case, "tugel-declaration", published=Truth.UNKNOWN), reporting)
    assert [measure(finding, name) for name in ("filed", "published", "not_published")] == [
        OutOf(7, 7),
        OutOf(1, 7),
        OutOf(5, 7),
    ]


def test_reports_are_named_where_some_are_recorded(kazakhstan: Case) -> None:
    record = Declaration.model_validate({
        "candidacy": "tugel-2019", "sort": DeclarationSort.FUND_REPORT.value, "filed": "yes", "published": "unknown",
    })  # fmt: skip
    finding = one(added(kazakhstan, fact(record, "tugel-report")), reporting)
    assert "and reports on election funds" in finding.message.template
    assert measure(finding, "filed") == OutOf(8, 14)


@pytest.mark.parametrize(("hidden", "says"), [(0, ""), (1, "one of them"), (2, "{hidden} of them")])
def test_pairs_about_private_persons_are_said_to_be_counted_and_not_listed(
    kazakhstan: Case, hidden: int, says: str
) -> None:
    pairs = [f.fact for f in kazakhstan.all(Conversion)][:hidden]
    case = replace(kazakhstan, facts=tuple(
        replace(f, display=Display.NUMBER if f.fact in pairs else Display.PUBLIC)
        if isinstance(f.record, Conversion) else f
        for f in kazakhstan.facts
    ))  # fmt: skip
    finding = one(case, conversion)
    assert says in finding.message.template.lower()
    assert ("not listed" in finding.message.template) is (hidden > 0)
    assert finding.message.values["number"] == 17
    listed = {m.facts[0] for m in finding.measures if m.name.startswith("rate:")}
    assert len(listed) == 17 - hidden


@pytest.mark.parametrize("check", [*SIGNATURES, *FINANCE], ids=lambda c: c.id)
def test_a_value_that_carries_its_currency_or_per_cent_has_no_unit_beside_it(kazakhstan: Case, check: Check) -> None:
    findings = found(kazakhstan, check)
    assert findings
    for finding in findings.values():
        assert all(m.unit == "" for m in finding.measures if isinstance(m.value, Money | Percent))
