"""Invalid ballots, voters by the hour and several contests at once: by hand and against a second way."""

from __future__ import annotations

import math

import numpy as np  # noqa: TID253
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray  # noqa: TID253
from scipy.special import gammaln  # noqa: TID253
from scipy.stats import betabinom  # noqa: TID253

from saylau.checks.forensics.invalid_result import invalid_ballots
from saylau.checks.forensics.pace_result import paces
from saylau.checks.forensics.result import Verdict
from saylau.methods.results.concurrent_ballots import concurrent
from saylau.methods.results.invalid import invalid, log_gamma, none_of, rates
from saylau.methods.results.pace import capacity, falling, last_interval, medians, pace
from tests.methods.results.elections import clean, stations_of

Ints = NDArray[np.int64]


def of(*numbers: int) -> Ints:
    return np.array(numbers, np.int64)


# Invalid ballots


@given(st.floats(1e-3, 1e7))
def test_log_gamma_agrees_with_scipy(x: float) -> None:
    assert float(log_gamma(np.array([x]))[0]) == pytest.approx(float(gammaln(x)), rel=1e-9, abs=1e-8)


@given(st.floats(0.001, 0.5), st.floats(0.001, 0.5), st.integers(1, 3_000))
def test_the_chance_of_none_agrees_with_scipy(rate: float, rho: float, n: int) -> None:
    size = (1 - rho) / rho
    found = none_of(np.array([rate]), np.array([rho]), of(n), of(0))
    assert float(found[0]) == pytest.approx(float(betabinom.pmf(0, n, rate * size, (1 - rate) * size)), rel=1e-6)


def test_without_correlation_the_chance_is_binomial() -> None:
    assert float(none_of(np.array([0.02]), np.zeros(1), of(100), of(0))[0]) == pytest.approx(0.98**100)


def test_the_correlation_of_an_area_by_hand() -> None:
    rate, rho = rates(of(0, 4), of(100, 100), of(0, 0))
    chi = 2 * 2**2 / (100 * 0.02 * 0.98)
    assert (float(rate[0]), float(rho[0])) == pytest.approx((0.02, (chi - 1) / 198))


def test_invalid_ballots_that_fall_by_chance_leave_as_many_stations_without_one_as_expected() -> None:
    draw = np.random.default_rng(3)
    area = np.repeat(np.arange(8), 1_000)
    ballots = draw.integers(60, 500, len(area))
    size = 40.0
    found = invalid(draw.binomial(ballots, draw.beta(0.012 * size, 0.988 * size, len(area))), ballots, area)
    assert found.stations == (ballots >= 100).sum()
    assert abs(found.none / found.expected - 1) < 0.05


def test_a_district_that_counts_no_invalid_ballot_expects_none() -> None:
    found = invalid(of(0, 0), of(200, 300), of(0, 0))
    assert (found.none, found.expected, found.z) == (2, 2.0, 0.0)


def test_invalid_ballots_are_noted_and_never_flag_a_station() -> None:
    draw = np.random.default_rng(3)
    ballots = draw.integers(150, 500, 800)
    spoilt = draw.binomial(ballots, 0.01)
    table = stations_of(ballots + 200, ballots, ballots, ballots // 3, districts=4, invalid=spoilt)
    result = invalid_ballots(table)
    assert (result.verdict, result.flags) == (Verdict.NOTED, ())
    assert result.says.values["none"] == int((spoilt == 0).sum())
    assert invalid_ballots(clean(1, 700)).verdict is Verdict.UNKNOWN


def test_districts_are_told_with_what_each_of_them_expects() -> None:
    draw = np.random.default_rng(3)
    ballots = draw.integers(150, 500, 800)
    spoilt = np.where(np.arange(800) < 400, draw.binomial(ballots, 0.01), draw.binomial(ballots, 0.02))
    spoilt[:40] = 0
    table = stations_of(ballots + 200, ballots, ballots, ballots // 3, districts=2, invalid=spoilt)
    figures, districts = invalid_ballots(table).tables
    assert [row[1] for row in districts.rows] == ["D00", "D01"]
    for column, total in ((4, figures.rows[1][1]), (5, figures.rows[2][1])):
        assert sum(float(row[column] or 0) for row in districts.rows) == pytest.approx(total)
    first = districts.rows[0]
    assert (first[2], first[4]) == (400, int((spoilt[:400] == 0).sum()))
    assert first[3] == pytest.approx(100 * spoilt[:400].sum() / ballots[:400].sum())


# Voters by the hour


def test_a_number_that_falls_is_named_and_one_that_is_not_stated_is_passed_over() -> None:
    noon, five, close = of(10, 10, 10, -1), of(20, 9, -1, 5), of(30, 30, 9, 4)
    assert falling((noon, five, close)).tolist() == [1, 2, 3]


def test_pace_to_the_close() -> None:
    found = pace(of(100, -1), of(400, 400), 180)
    assert float(found[0]) == pytest.approx(300 / 180)
    assert math.isnan(float(found[1]))
    with pytest.raises(ValueError, match="minutes"):
        pace(of(1), of(2), 0)


def test_the_capacity_of_three_booths() -> None:
    assert (capacity(3), capacity(3, 60)) == (9.0, 3.0)
    with pytest.raises(ValueError, match="booths"):
        capacity(0)


def test_the_last_interval_is_set_against_its_district() -> None:
    close = np.full(22, 100, np.int64)
    before = of(*range(80, 90), 20, *range(70, 81))
    area = np.repeat([0, 1], 11)
    found = last_interval(before, close, area)
    assert float(found.share[10]) == 0.8
    inside = found.share[:11]
    spread = 1.4826 * np.median(np.abs(inside - np.median(inside)))
    assert float(found.z[10]) == pytest.approx(float((0.8 - np.median(inside)) / spread), rel=1e-4)
    assert float(np.nanmax(np.abs(found.z[11:]))) < 3


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-9, 9)), max_size=40))
def test_medians_by_area_agree_with_numpy(rows: list[tuple[int, float]]) -> None:
    area, values = of(*(a for a, _ in rows)), np.array([v for _, v in rows])
    found = medians(values, area)
    for code in set(area.tolist()):
        assert found[area == code] == pytest.approx(float(np.median(values[area == code])))


def test_a_district_of_nine_stations_has_no_spread() -> None:
    found = last_interval(of(*range(9)), np.full(9, 100, np.int64), np.zeros(9, np.int64))
    assert np.isnan(found.z).all()


def test_voters_by_the_hour_are_told_with_their_stations() -> None:
    n, close = np.full(4, 900, np.int64), of(300, 300, 300, 40)
    table = stations_of(n, close, close, close // 2, voted_by_1=of(100, 90, 90, 5), voted_by_2=of(200, 80, 310, 10))
    result = paces(table, 180)
    assert result.verdict is Verdict.NOTED
    assert {flag.rule: flag.rows.tolist() for flag in result.flags} == {
        "falling": [1, 2], "more than half after the last report": [1],
    }  # fmt: skip
    told = {str(row[0]): row[1] for row in result.tables[0].rows}
    assert told["most voters a minute after it"] == pytest.approx(220 / 180)
    assert told["voters after the last report, %"] == pytest.approx(100 * (940 - 600) / 940)


def test_a_table_without_hours_is_unknown() -> None:
    assert paces(clean(1, 600)).verdict is Verdict.UNKNOWN


# Concurrent ballots


def test_contests_that_differ_by_more_than_a_twentieth_are_listed() -> None:
    found = concurrent((of(100, 100, 100, -1, 0), of(96, 95, 94, 50, 0)))
    assert found.difference.tolist() == [4, 5, 6, -1, 0]
    assert (found.above, found.rows.tolist()) == (0.05, [2])
    same = concurrent((np.full(100, 100, np.int64), np.full(100, 94, np.int64)))
    assert (same.above, same.rows.tolist()) == (0.06, [])
    many = concurrent((np.full(1_000, 100, np.int64), np.where(np.arange(1_000) == 7, 90, 99)))
    assert (many.above, many.rows.tolist()) == (0.05, [7])


def test_one_contest_is_not_compared() -> None:
    with pytest.raises(ValueError, match="two contests"):
        concurrent((of(1),))
