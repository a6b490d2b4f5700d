"""The bars that were measured on real elections: coverage on all stations of 2012, order of arrival in 2018."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from saylau.methods.quickcount.design import Allocation, allocate
from saylau.methods.quickcount.plan import Drawn, Plan, Sort, Stratum
from saylau.methods.quickcount.publish import Rule
from saylau.methods.quickcount.sentences import judged
from saylau.methods.quickcount.simulate import Population, simulate
from saylau.methods.quickcount.take import Report, take
from saylau.values.truth import Truth

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "results"
pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real results are with the developers only"),
]
CONTESTANTS = ("pri_pvem", "pan", "prd_pt_mc")
FULL_COUNT = (0.382252, 0.253957, 0.315839, 0.128295, 0.066413, -0.061882)
DRAWS = 400


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress((REAL / name).read_bytes()).decode())))


@pytest.fixture(scope="module")
def mexico() -> list[dict[str, str]]:
    """All stations of 2012 with votes."""
    return [row for row in rows("mexico_2012.csv.gz") if int(row["ballots_counted"]) > 0]


def population(of: list[dict[str, str]], key: str) -> tuple[Population, list[int]]:
    import numpy as np

    names = sorted({row[key] for row in of}, key=int)
    place, region = {name: at for at, name in enumerate(names)}, {row[key]: row["region"] for row in of}
    strata = np.array([place[row[key]] for row in of])
    votes = np.array([[int(row[name]) for name in CONTESTANTS] for row in of])
    base = np.array([int(row["ballots_counted"]) for row in of])
    return Population(strata, votes, base, tuple(region[name] for name in names)), np.bincount(strata).tolist()


@pytest.mark.parametrize(
    ("key", "how", "sample", "drawn", "low"),
    [
        ("stratum", Allocation.PROPORTIONAL, 1800, 1812, ()),
        ("region", Allocation.EQUAL, 1920, 1920, ()),
        ("region", Allocation.PROPORTIONAL, 1800, 1801, ("1", "4", "7", "20", "30")),
    ],
    ids=["proportional", "equal", "five states respond 35 per cent"],
)
def test_intervals_hold_the_full_count_as_often_as_they_say(
    mexico: list[dict[str, str]], key: str, how: Allocation, sample: int, drawn: int, low: tuple[str, ...]
) -> None:
    """400 draws, whose standard error is .011: .92 to .98; 2,000 draws stand in benchmarks/quickcount.py."""
    of, sizes = population(mexico, key)
    allocated = allocate(how, sample, sizes)
    assert sum(allocated) == drawn
    response = [0.35 if region in low else 0.97 for region in of.regions] if low else None
    found = simulate(of, allocated, draws=DRAWS, seed=2012, response=response)
    assert [one.truth for one in found.tried] == pytest.approx(FULL_COUNT, abs=5e-7)
    assert all(0.92 <= one.coverage <= 0.98 for one in found.tried), found
    assert all(abs(one.bias) < 0.0005 for one in found.tried), found
    assert found.together >= 0.94
    assert found.wrong <= 0.05 * found.draws


@pytest.fixture(scope="module")
def evening() -> tuple[Plan, dict[str, Report]]:
    """The drawn stations of 2018, with states as strata, as if one of twenty was drawn; reports as they arrived."""
    drawn = {f"{row['region']} {row['station']}": row for row in rows("mexico_2018_quickcount_arrivals.csv.gz")}
    counts = Counter(row["region"] for row in drawn.values())
    registered: Counter[str] = Counter()
    for row in drawn.values():
        registered[row["region"]] += 20 * int(row["registered"])
    plan = Plan(
        tuple(Stratum(name, name, 20 * n, registered[name]) for name, n in sorted(counts.items())),
        {
            station: Drawn(row["region"], int(row["registered"]), int(row["registered"]) or 750)
            for station, row in drawn.items()
        },
        ("amlo", "rac", "jamk"),
    )  # fmt: skip
    came = sorted(
        (station for station, row in drawn.items() if row["arrived"] == "1"),
        key=lambda station: (float(drawn[station]["hours"]), station),
    )
    numbers = {one: {name: int(drawn[one][name]) for name in plan.contestants} for one in came}
    return plan, {one: Report({**numbers[one], "valid": int(drawn[one]["reported_total"])}) for one in came}


def test_a_running_total_of_2018_misses_by_points_and_strata_mend_a_part(
    evening: tuple[Plan, dict[str, Report]],
) -> None:
    plan, reports = evening
    order = list(reports)
    assert (len(plan.drawn), len(order)) == (7754, 6286)

    def running(at: int) -> float:
        some = [reports[one].numbers for one in order[:at]]
        return sum(one["amlo"] for one in some) / sum(one["valid"] for one in some)

    early = len(order) // 20
    assert 100 * (running(early) - running(len(order))) == pytest.approx(-5.97, abs=0.02)
    last, first = (
        float(take(plan, {one: reports[one] for one in order[:at]}).of(Sort.SHARE)[0].estimate.value)
        for at in (len(order), len(order) // 4)
    )
    naive = abs(running(len(order) // 4) - running(len(order)))
    assert 100 * naive == pytest.approx(3.38, abs=0.02)
    assert 0 < abs(first - last) < naive


def test_no_take_of_2018_speaks_of_a_winner_before_the_rule_holds(evening: tuple[Plan, dict[str, Report]]) -> None:
    plan, reports = evening
    order = list(reports)
    # 81 per cent reported in all: the default rule never lets a sentence through.
    assert judged(plan, reports, arrived=order).sentences[0].stands is not Truth.YES
    relaxed = replace(plan, rule=Rule(response=Fraction(3, 4), region_response=Fraction(1, 2)))
    for at in (400, 1500, 3000, 4500, 5500, 6000):
        found = judged(relaxed, {one: reports[one] for one in order[:at]}, arrived=order[:at])
        assert (found.sentences[0].stands is Truth.YES) == (at == 6000), at
        assert found.sentences[0].of == "amlo"
