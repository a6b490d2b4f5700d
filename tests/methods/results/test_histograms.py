"""Tenths of a point and their exact null, cells of a point, votes by turnout."""

from __future__ import annotations

import numpy as np  # noqa: TID253
import pytest
from scipy.stats import binom  # noqa: TID253

from saylau.methods.results.histograms import TENTHS, fingerprint, plottable, point, saw, votes_by_turnout
from saylau.methods.results.integers import integer_chances
from tests.methods.results.elections import clean, stations_of, with_round_turnout


def test_the_null_of_each_tenth_is_the_binomial_sum_over_the_counts_that_fall_into_it() -> None:
    count, base = np.array([37, 410, 95]), np.array([101, 1303, 640])
    expected, variance = np.zeros(TENTHS), np.zeros(TENTHS)
    for k, n in zip(count, base, strict=True):
        x = np.arange(n + 1)
        chances = np.bincount(np.floor(1000 * x / n + 0.5).astype(int), binom.pmf(x, n, k / n), TENTHS)
        expected += chances
        variance += chances * (1 - chances)
    found = saw(count, base)
    assert found.expected == pytest.approx(expected, abs=1e-8)
    assert found.variance == pytest.approx(variance, abs=1e-8)


def test_every_station_stands_in_one_bin_and_is_expected_once() -> None:
    stations = clean(1)
    found = saw(stations.issued, stations.registered)
    assert found.observed.sum() == len(stations)
    assert found.expected.sum() == pytest.approx(len(stations), abs=1e-4)


def test_whole_per_cents_hold_what_the_integer_test_expects() -> None:
    stations = clean(2)
    chances, _ = integer_chances(stations.issued, stations.registered)
    found = saw(stations.issued, stations.registered)
    # A rate on the upper edge of a bin counts as an integer in the test and stands in the next bin here.
    assert found.expected[::10].sum() == pytest.approx(chances.sum(), rel=0.01)


def test_nothing_cast_leaves_no_room() -> None:
    found = saw(np.array([0, 80]), np.array([50, 80]))
    assert found.expected[[0, 1000]].tolist() == [1, 1]
    assert found.variance.sum() == 0


def test_bins_of_ballots_cast_one_by_one_lie_in_the_band_and_forged_ones_above() -> None:
    honest = clean(3, 20_000)
    band = saw(honest.issued, honest.registered)
    outside = (band.observed[300:800] > band.band[1][300:800]).mean()
    assert outside < 0.06
    forged = with_round_turnout(honest, 0.1, 4)
    found = saw(forged.issued, forged.registered)
    assert (found.observed[500:900:10] > found.band[1][500:900:10]).mean() > 0.8


def test_cells_are_whole_points_rounded_down_and_the_last_one_holds_the_full_ones() -> None:
    assert point(np.array([0, 599, 600, 1000]), np.array([1000] * 4)).tolist() == [0, 59, 60, 99]
    stations = stations_of(*(np.array(a) for a in ([1000, 200, 0], [600, 200, 0], [600, 200, 0], [150, 200, 0])))
    mask = plottable(stations)
    assert mask.tolist() == [True, True, False]
    cells = fingerprint(stations, mask)
    assert (cells.sum(), cells[60, 25], cells[99, 99]) == (2, 1, 1)
    assert votes_by_turnout(stations, mask, stations.votes)[[60, 99]].tolist() == [150, 200]
