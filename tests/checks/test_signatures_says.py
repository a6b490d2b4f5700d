"""What is said of margins and pace: no sign is lost, and what is only stated or assumed is said to be so."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saylau.checks import signatures
from saylau.checks.finding import Finding
from saylau.checks.signatures_counts import margin
from saylau.checks.signatures_pace import collectors, rate
from saylau.checks.signatures_says import margin_share
from saylau.records.case import Case
from saylau.values import Count, When
from saylau.values.message import From, Percent
from tests.cases import case_of, election
from tests.checks.english import all_english
from tests.checks.found import changed, measure, one, without
from tests.checks.test_signatures import candidate, kz, statement, step, voters


def days(finding: Finding, name: str) -> list[When]:
    values = finding.message.values[name]
    assert isinstance(values, tuple)
    return [v.value for v in values if isinstance(v, From) and isinstance(v.value, When)]


# Margins


@pytest.mark.parametrize(
    ("over", "required", "digits"),
    [(0, 118_140, 2), (-1, 118_141, 4), (1, 118_140, 4), (21_401, 118_140, 2), (-1, 9_000, 2), (-1, 11_000, 3)],
)
def test_a_margin_that_is_not_zero_never_prints_as_zero(over: int, required: int, digits: int) -> None:
    # 1 / 118,141 = 0.00085 %: two digits would print 0.00; 1 / 9,000 = 0.011 %; 1 / 11,000 = 0.009 %
    assert margin_share(over, required) == Percent(Fraction(over, required), digits)


def test_one_signature_short_under_one_reading_is_said_in_signatures(kazakhstan: Case) -> None:
    finding = one(kazakhstan, margin, "tugel")
    assert measure(finding, "above") == 0
    assert measure(finding, "below:at-least:1") == 118_141 - 118_140
    values = finding.message.values
    assert (values["required"], values["below"], values["higher"]) == (118_140, 1, 118_141)


def test_a_margin_stands_in_signatures_beside_the_per_cent(kazakhstan: Case) -> None:
    finding = one(kazakhstan, margin, "taspikhov")
    assert measure(finding, "above") == finding.message.values["gap"] == 119_577 - 118_140
    fewer = one(changed(kazakhstan, "tugel-signatures", collected=Count.of(118_130)), margin, "tugel")
    assert measure(fewer, "below") == fewer.message.values["gap"] == 10


def test_valid_signatures_are_accepted_and_others_stated(kazakhstan: Case) -> None:
    assert "were accepted" in one(kazakhstan, margin, "espayeva").message.template
    assert "were stated" not in one(kazakhstan, margin, "espayeva").message.template
    assert "were stated" in one(kazakhstan, margin, "taspikhov").message.template


@pytest.mark.parametrize("stage", ["registered", "refused", "put forward"])
@pytest.mark.parametrize("column", ["valid", "collected"])
@pytest.mark.parametrize("number", ["9000", "10000", "10001", "10002"])
def test_every_standing_of_a_number_has_its_sentence(stage: str, column: str, number: str) -> None:
    # 1 % of 1,000,040 is 10,000 or 10,001
    says = one(kz(step(stage, "2019-05-04"), statement(**{column: number})), margin, "ann").message
    assert ("were accepted" in says.template) is (column == "valid")
    assert ("another" in says.template) is (number == "10000")
    assert ("refused" in says.template) is (stage == "refused")


# Regions


def test_equal_shares_are_said_for_either_number_required(kazakhstan: Case) -> None:
    (equal,) = (r for r in one(kazakhstan, signatures.spread, "tokayev").readings if r.name == "equal-share")
    # 118,140 / 12 = 9,845; 118,141 / 12 = 9,845.08
    assert (equal.says.values["least"], equal.says.values["most"]) == (9_845, 9_846)


# Pace


def test_a_pace_rests_on_days_as_stated(kazakhstan: Case) -> None:
    assert one(kazakhstan, rate, "rakhimbekov").message.template.startswith("As stated")


def test_a_last_day_that_is_assumed_is_said_to_be_assumed(kazakhstan: Case) -> None:
    for person in ("espayeva", "taspikhov"):
        finding = one(kazakhstan, rate, person)
        assert "the day before registration, which is assumed" in finding.message.template
        assert days(finding, "end") == [When("2019-05-03")]
    same_day = kz(step("collection started", "2019-05-04"), step("registered", "2019-05-04"))
    assert "the day of registration, which is assumed" in one(same_day, rate, "ann").message.template


def test_first_days_that_differ_stand_side_by_side(kazakhstan: Case) -> None:
    finding = one(kazakhstan, rate, "espayeva")
    assert days(finding, "start") == [When("2019-04-27"), When("2019-04-28")]
    assert finding.message.values["days"] == (Count.of(7), Count.of(6))
    # 118,140 / 7 = 16,877.1; / 6 = 19,690; 144,098 / 7 = 20,585.4; / 6 = 24,016.3
    assert finding.message.values["rate"] == (Count.of(16_877), Count.of(19_690))
    assert finding.message.values["count_rate"] == (Count.of(20_585), Count.of(24_016))
    assert "espayeva-collection-start.tass" in finding.facts
    assert not set(finding.facts) & set(finding.context)


def test_days_that_somebody_told_are_said_to_be_told_by_them(kazakhstan: Case) -> None:
    finding = one(kazakhstan, rate, "kosanov")
    assert finding.message.values["starter"] == "Amirzhan Kosanov"
    assert finding.message.values["ender"] == "campaign of Amirzhan Kosanov"
    limits = all_english(finding.limits, kazakhstan)
    assert "announced" in limits
    assert "reported complete" in limits


def test_last_days_that_differ_leave_a_range() -> None:
    other = step("collection ended", "2019-05-05")
    case = kz(
        step("collection started", "2019-05-01"), step("collection ended", "2019-05-04"),
        type(other)(other.record, other.id, "other-end", other.source, locator=other.locator),
    )  # fmt: skip
    values = one(case, rate, "ann").message.values
    # 10,000 / 4 = 2,500; / 5 = 2,000
    assert (values["days"], values["rate"]) == (Count("4..5"), Count("2000..2500"))


def test_collectors_are_said_for_every_number_of_days(kazakhstan: Case) -> None:
    # 118,140 / 160 = 738.4; over 8, 7 and 6 days: 92.3, 105.5 and 123.1
    finding = one(kazakhstan, collectors, "espayeva")
    assert (finding.message.values["days"], finding.message.values["needed"]) == (Count("6..8"), Count("93..124"))
    assert [measure(finding, name) for name in ("required:8_days", "required", "required:6_days")] == [93, 106, 124]
    declared = changed(kazakhstan, "espayeva-signatures", collectors=Count.of(100))
    assert "were declared" in one(declared, collectors, "espayeva").message.template


def test_a_day_has_no_unit(kazakhstan: Case) -> None:
    finding = one(kazakhstan, rate, "espayeva")
    assert {m.unit for m in finding.measures if isinstance(m.value, When)} == {""}


def test_a_case_without_claims_on_days_says_nothing_of_them(kazakhstan: Case) -> None:
    case = case_of(election(), voters("1000040", "2019-01-01"), *candidate(), country="kz")
    assert "No source states" in one(case, rate, "ann").message.template
    assert one(without(kazakhstan, "espayeva-collection-start.tass"), rate, "espayeva").message.values["days"] == (
        Count.of(7),
    )
