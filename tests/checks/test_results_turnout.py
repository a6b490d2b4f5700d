"""Turnout by region: the figures of 2019 by hand, and small invented regions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import results_turnout
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Region, Turnout
from saylau.records.source import Grade
from saylau.values.message import From, Name, Percent
from tests.cases import case_of, election, fact, source
from tests.checks.found import changed, measure, one, regraded, without

THIS = "election-2019"


def region(name: str, column: int | None = None) -> Fact[Record]:
    given = {"name": name.upper(), "sort": "region", "column": column, "row": 0 if column else None}
    return fact(Region.model_validate(given), name)


def turnout(name: str, percent: str, announcement: int = 1, claim: str = "", **more: Any) -> Fact[Record]:
    given = {"election": THIS, "region": name, "percent": percent, "announcement": announcement}
    return fact(Turnout.model_validate(given), f"turnout-{name}-{announcement}", claim, **more)


def announced(*rounds: str, **more: Any) -> Case:
    """Regions a, b, c ... with turnout in each announcement, as `50 51 52`."""
    facts = [election()]
    for number, text in enumerate(rounds, start=1):
        for name, percent in zip("abcdefghijklm", text.split(), strict=False):
            facts += [region(name)] if number == 1 else []
            facts.append(turnout(name, percent, number))
    return case_of(*facts, **more)


# The case of 2019


def test_almaty_lies_2_66_population_deviations_below_and_no_region_is_past_the_test(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results_turnout.turnout_outliers)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "z:city-almaty") == Decimal("-2.66")
    assert measure(finding, "z:region-almaty-region") == Decimal("1.30")
    assert measure(finding, "sample:city-almaty") == Decimal("-2.58")
    assert measure(finding, "sample:region-almaty-region") == Decimal("1.26")
    # median 81.2, median absolute deviation 3.7: (52.2 - 81.2) / (1.4826 x 3.7)
    assert measure(finding, "robust:city-almaty") == Decimal("-5.29")
    assert measure(finding, "spread") == Decimal("89.0") - Decimal("52.2")
    assert measure(finding, "critical") == Decimal("2.620")
    assert measure(finding, "regions") == 17


def test_every_tile_of_the_seventeen_regions_has_a_place_of_its_own(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results_turnout.turnout_outliers)
    tiles = [m.tile for m in finding.measures if m.name.startswith("turnout:")]
    assert len(set(tiles)) == 17
    assert None not in tiles


def test_the_innocent_reasons_and_the_sentence_on_proof_are_always_printed(kazakhstan: Case) -> None:
    for check in results_turnout.CHECKS:
        finding = one(kazakhstan, check)
        assert "This is not proof of fraud." in finding.limits
        assert any("reasons" in str(limit) or "causes" in str(limit) for limit in finding.limits)


def test_kyzylorda_and_pavlodar_moved_after_the_first_briefing_and_others_at_most_0_6(kazakhstan: Case) -> None:
    finding = one(kazakhstan, results_turnout.late_change)
    assert finding.outcome is Outcome.CONCERN
    assert finding.message.values["far"] == (Name("region-kyzylorda"), Name("region-pavlodar"))
    by = finding.message.values["by"]
    assert isinstance(by, tuple)
    assert [b.value for b in by if isinstance(b, From)] == [Decimal("4.0"), Decimal("1.7")]
    assert finding.message.values["most"] == Decimal("0.6")
    assert measure(finding, "change:city-almaty") == 0


def test_another_turnout_of_almaty_gives_another_score(kazakhstan: Case) -> None:
    other = changed(kazakhstan, "turnout-city-almaty-2", percent=Decimal("20.0"))
    finding = one(other, results_turnout.turnout_outliers)
    assert finding.outcome is Outcome.CONCERN
    assert finding.message.values["past"] == (Name("city-almaty"),)
    assert measure(finding, "spread") == Decimal("69.0")


def test_without_the_change_of_kyzylorda_pavlodar_alone_stands_out(kazakhstan: Case) -> None:
    other = changed(kazakhstan, "turnout-region-kyzylorda-2", percent=Decimal("77.6"))
    assert one(other, results_turnout.late_change).message.values["far"] == (Name("region-pavlodar"),)


# Invented regions


def test_the_last_announcement_decides() -> None:
    finding = one(announced("50 60 70", "52 60 74"), results_turnout.turnout_outliers)
    assert measure(finding, "spread") == 22
    assert finding.message.values["low"] == From(Percent(Fraction(52, 100), 0), ("turnout-a-2",))


@pytest.mark.parametrize("rounds", [(), ("50 60",), ("50 50 50 50",)])
def test_too_few_or_equal_regions_are_not_compared(rounds: tuple[str, ...]) -> None:
    finding = one(announced(*rounds), results_turnout.turnout_outliers)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_one_announcement_has_no_change() -> None:
    assert one(announced("50 60 70"), results_turnout.late_change).outcome is Outcome.UNKNOWN


def test_equal_changes_stand_out_nowhere() -> None:
    finding = one(announced("50 60 70", "51 61 71"), results_turnout.late_change)
    assert finding.outcome is Outcome.NOTED
    assert finding.message.values["most"] == 1


def test_turnout_that_fell_stands_out_whatever_the_test_says() -> None:
    finding = one(announced("50 60 70", "51 61 69"), results_turnout.late_change)
    assert finding.outcome is Outcome.CONCERN
    assert finding.message.values["far"] == (Name("c"),)
    assert finding.questions
    fallen = one(announced("50 60 70", "49 59 69"), results_turnout.late_change)
    assert "most" not in fallen.message.values


def test_a_region_of_which_only_one_announcement_is_told_has_no_change() -> None:
    finding = one(announced("50 60 70", "51 61"), results_turnout.late_change)
    assert finding.message.values["regions"] == 2


def test_a_weak_source_beside_a_good_one_decides_nothing() -> None:
    weak = turnout("a", "10", claim="turnout-a-weak", source="s2")
    case = announced("50 60 70", sources=(source(), source("s2", Grade.C)))
    finding = one(case_of(weak, *case.facts, sources=tuple(case.sources.values())), results_turnout.turnout_outliers)
    assert measure(finding, "spread") == 20
    assert "turnout-a-weak" in finding.context
    assert finding.assumptions


def test_weak_sources_alone_leave_it_unknown() -> None:
    case = announced("50 60 70", "51 61 71")
    weak = regraded(case, "turnout-a-1", Grade.C)
    for check in results_turnout.CHECKS:
        assert one(weak, check).outcome is Outcome.UNKNOWN


def test_withheld_turnout_is_not_used() -> None:
    hidden = [turnout(name, "50", display=Display.WITHHELD) for name in "abc"]
    case = case_of(election(), *(region(name) for name in "abc"), *hidden)
    assert one(case, results_turnout.turnout_outliers).outcome is Outcome.UNKNOWN


def test_without_turnout_the_question_is_put(kazakhstan: Case) -> None:
    for check in results_turnout.CHECKS:
        finding = one(without(kazakhstan, Turnout), check)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions
