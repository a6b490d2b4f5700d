"""Estimates of single regions: right where enough stations reported, refused with the reason elsewhere."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest

from saylau.methods.quickcount.plan import Plan
from saylau.methods.quickcount.quantiles import student, together
from saylau.methods.quickcount.regions import Regional, Unsupported, by_region, level_together
from tests.methods.quickcount.elections import CONTESTANTS, plan_of, reports_of, sample_of, stations

ELECTION = stations()
SAMPLE = sample_of(ELECTION, each=6)
PLAN = plan_of(ELECTION, SAMPLE)
REGION = {one.name: one.region for one in PLAN.strata}


def within(region: str, chosen: list[str]) -> list[str]:
    return [station for station in chosen if REGION[ELECTION[station][0]] == region]


def found(chosen: list[str], plan: Plan = PLAN) -> dict[str, Regional]:
    return {one.region: one for one in by_region(plan, reports_of(ELECTION, chosen))}


def test_a_region_is_estimated_from_its_own_strata_as_the_formula_says() -> None:
    """Section 2 of the design by hand: totals with N / r, residuals, one variance a stratum."""
    told = found(SAMPLE)["r1"].told[0]
    sizes = {one.name: one.stations for one in PLAN.strata}
    groups: dict[str, list[tuple[int, int]]] = {}
    for station in within("r1", SAMPLE):
        stratum, numbers = ELECTION[station]
        groups.setdefault(stratum, []).append((numbers["ada"], numbers["valid"]))
    y, x = (
        sum((Fraction(sizes[h] * row[c], len(rows)) for h, rows in groups.items() for row in rows), Fraction(0))
        for c in (0, 1)
    )
    variance = Fraction(0)
    for h, rows in groups.items():
        errors = [a - y / x * b for a, b in rows]
        mean = sum(errors, Fraction(0)) / len(errors)
        spread = sum(((e - mean) * (e - mean) for e in errors), Fraction(0)) / (len(errors) - 1)
        variance += sizes[h] ** 2 * (1 - Fraction(len(rows), sizes[h])) * spread / len(rows)
    assert told.estimate.value == y / x
    margin = student(0.95, sum(len(rows) - 1 for rows in groups.values())) * sqrt(variance) / float(x)
    assert told.alone == pytest.approx((float(y / x) - margin, float(y / x) + margin), abs=1e-12)


def test_reports_of_other_regions_change_nothing() -> None:
    alone = within("r0", SAMPLE)
    assert found(SAMPLE)["r0"] == found(alone)["r0"]


def test_fewer_than_twenty_reports_are_refused_unless_they_are_all_stations() -> None:
    nineteen = within("r0", SAMPLE)[:19]
    assert found(nineteen)["r0"].why is Unsupported.FEW
    small = stations(strata=8, each=2)
    every = [station for station in small if station < "04"]
    (first, second) = by_region(plan_of(small, list(small)), reports_of(small, every))
    assert first.reports < 20
    assert first.why is None
    assert first.told[0].estimate.variance == 0
    truth = [sum(small[s][1][name] for s in every) for name in ("ada", "valid")]
    assert first.told[0].estimate.value == Fraction(*truth)
    assert (second.why, second.reports) == (Unsupported.FEW, 0)


def test_a_region_that_answers_less_than_the_rule_asks_is_refused() -> None:
    many = sample_of(ELECTION, each=10)
    some = within("r2", many)[:29]
    refused = found(some, plan_of(ELECTION, many))["r2"]
    assert (refused.reports, refused.drawn, refused.why) == (29, 40, Unsupported.RESPONSE)
    assert refused.told == ()


def test_the_level_of_all_regions_together_counts_those_that_are_refused() -> None:
    assert level_together(PLAN) == together(0.95, 3 * len(CONTESTANTS))


def test_one_region_is_the_frame_itself_and_is_not_told_twice() -> None:
    small = stations(strata=3, each=30)
    chosen = sample_of(small, each=10)
    assert by_region(plan_of(small, chosen), reports_of(small, chosen)) == ()


def test_regional_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """60 draws, three regions, three shares: the standard error of .95 is about .01 for 540 intervals."""
    truth = {
        region: [sum(n[name] for s, n in ELECTION.values() if REGION[s] == region) for name in (*CONTESTANTS, "valid")]
        for region in ("r0", "r1", "r2")
    }
    held = []
    for seed in range(60):
        chosen = sample_of(ELECTION, each=10, seed=seed)
        for name, one in found(chosen, plan_of(ELECTION, chosen)).items():
            shares = [share / truth[name][-1] for share in truth[name][:-1]]
            held += [told.alone[0] <= share <= told.alone[1] for told, share in zip(one.told, shares, strict=True)]
    assert 0.91 <= sum(held) / len(held) <= 0.98
