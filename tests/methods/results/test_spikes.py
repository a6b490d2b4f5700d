"""Spikes: exact chances against direct sums, the fit against scipy, the error rate on clean elections."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache

import numpy as np  # noqa: TID253
import pytest
from scipy.stats import betabinom  # noqa: TID253

from saylau.checks.forensics.result import Result, Shelf, Verdict
from saylau.checks.forensics.spikes_both_result import spiked_both
from saylau.checks.forensics.spikes_result import spike_test, spiked
from saylau.methods.results.betabinomial import Mixture, fit, mixture, pairs
from saylau.methods.results.excess import upper_poisson_binomial
from saylau.methods.results.last_digits import last_digits
from saylau.methods.results.spikes import BINS, coverage, near_fractions, spikes
from saylau.methods.results.spikes_both import Rates, both_integer
from tests.methods.results.elections import clean, stations_of
from tests.methods.results.told import assert_told_whole

TWO = Mixture((0.7, 0.3), (8.0, 2.0), (10.0, 9.0), 0.0, True)


def drawn(seed: int, number: int, largest: int = 900) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    n = draw.integers(30, largest, number)
    first = draw.random(number) < 0.7
    rate = np.where(first, draw.beta(8, 10, number), draw.beta(2, 9, number))
    return draw.binomial(n, rate), n


def predictive(k: int, n: int) -> np.ndarray:
    """The same chances by scipy, component by component."""
    parts = zip(TWO.weights, TWO.alphas, TWO.betas, strict=True)
    weights = np.array([w * betabinom.pmf(k, n, a, b) for w, a, b in parts])
    x = np.arange(n + 1)
    rows = [betabinom.pmf(x, n, a + k, b + n - k) for a, b in zip(TWO.alphas, TWO.betas, strict=True)]
    chances: np.ndarray = (weights / weights.sum()) @ np.array(rows)
    return chances


def binned(k: int, n: int) -> np.ndarray:
    chances, found = predictive(k, n), np.zeros(BINS)
    for b in range(BINS):
        found[b] = sum(chances[x] for x in range(n + 1) if 2 * abs(1000 * x - n * b) <= n)
    return found


def test_chances_of_bins_are_those_of_a_direct_sum() -> None:
    k, n = np.array([0, 12, 50, 33, 33, 200]), np.array([7, 40, 50, 99, 99, 400])
    test = spikes(pairs(k, n), TWO, threads=1)
    direct = np.array([binned(*pair) for pair in zip(k.tolist(), n.tolist(), strict=True)])
    assert test.expected == pytest.approx(direct.sum(axis=0), abs=1e-9)
    assert test.variance == pytest.approx((direct * (1 - direct)).sum(axis=0), abs=1e-9)
    for b in (0, 300, 333, 500, 1000):
        assert test.p[b] == pytest.approx(upper_poisson_binomial(direct[:, b], int(test.observed[b])), abs=1e-9)


def test_a_share_at_a_border_belongs_to_both_bins() -> None:
    test = spikes(pairs(np.array([1]), np.array([2_000])), TWO)
    assert np.flatnonzero(test.observed).tolist() == [0, 1]


def test_the_fit_has_the_likelihood_of_scipy_and_finds_what_was_put_in() -> None:
    k, n = drawn(3, 4_000)
    found = fit(pairs(k, n), 2)
    assert found.converged
    parts = zip(found.weights, found.alphas, found.betas, strict=True)
    density = sum(w * betabinom.pmf(k, n, a, b) for w, a, b in parts)
    coefficients = sum(
        math.lgamma(m + 1) - math.lgamma(x + 1) - math.lgamma(m - x + 1) for x, m in zip(k, n, strict=True)
    )
    assert found.log_likelihood + coefficients == pytest.approx(float(np.log(density).sum()), abs=1e-3)
    truth = sum(
        w * betabinom.pmf(k, n, a, b) for w, a, b in zip(TWO.weights, TWO.alphas, TWO.betas, strict=True)
    )  # fmt: skip
    assert float(np.log(density).sum()) >= float(np.log(truth).sum())
    assert found.weights[0] == pytest.approx(0.7, abs=0.1)


def test_coverage_of_the_right_mixture_is_98_percent() -> None:
    k, n = drawn(5, 20_000)
    assert coverage(pairs(k, n), TWO) == pytest.approx(0.98, abs=0.005)


def test_some_bin_stands_out_in_few_clean_elections() -> None:
    """At most 6 %; here of twelve small ones at most two (more by chance: 2 %)."""
    stood = 0
    for seed in range(12):
        k, n = drawn(100 + seed, 1_500, 500)
        found = mixture(pairs(k, n), 2)
        stood += spikes(pairs(k, n), found).smallest <= 0.05
    assert stood <= 2


def test_written_shares_are_listed() -> None:
    k, n = drawn(7, 4_000)
    written = np.random.default_rng(1).random(4_000) < 0.03
    k = np.where(written, np.rint(0.65 * n).astype(np.int64), k)
    _, test, refused = spike_test(pairs(k, n))
    assert not refused
    assert test is not None
    assert test.listed[650]
    assert test.smallest < 1e-6
    assert test.total is not None
    assert test.total.excess > 30


def test_order_of_rows_and_threads_change_nothing() -> None:
    k, n = drawn(9, 9_000)
    one, two = spikes(pairs(k, n), TWO, threads=1), spikes(pairs(k[::-1], n[::-1]), TWO, threads=3)
    assert one.expected.tobytes() == two.expected.tobytes()
    assert one.p.tobytes() == two.p.tobytes()


# A list of fractions


def test_fractions_that_are_named_have_the_chances_of_a_direct_sum() -> None:
    k, n = np.array([0, 12, 50, 33, 33, 200, 2, 1_000]), np.array([7, 40, 50, 99, 99, 400, 3, 1_999])
    named = (Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(0), Fraction(1))
    test = near_fractions(pairs(k, n), TWO, named)

    def near(x: int, m: int, of: Fraction) -> bool:
        return abs(Fraction(x, m) - of) <= Fraction(1, 2_000)

    direct = np.array([
        [sum(predictive(*pair)[x] for x in range(pair[1] + 1) if near(x, pair[1], of)) for of in named]
        for pair in zip(k.tolist(), n.tolist(), strict=True)
    ])  # fmt: skip
    assert test.expected == pytest.approx(direct.sum(axis=0), abs=1e-9)
    seen = [sum(near(x, m, of) for x, m in zip(k.tolist(), n.tolist(), strict=True)) for of in named]
    assert test.observed.tolist() == seen
    for place in range(len(named)):
        assert test.p[place] == pytest.approx(upper_poisson_binomial(direct[:, place], seen[place]), abs=1e-9)


def test_a_fraction_that_was_written_stands_out_of_the_list_that_was_named() -> None:
    k, n = drawn(7, 4_000)
    written = np.random.default_rng(1).random(4_000) < 0.02
    k = np.where(written, 2 * n // 3, k)
    test = near_fractions(pairs(k, n), mixture(pairs(k, n), 2), (Fraction(1, 2), Fraction(2, 3)))
    assert test.listed.tolist() == [False, True]
    assert test.adjusted[0] > 0.05


# Turnout and share at once


def test_pairs_of_whole_per_cents_have_the_product_of_two_direct_sums() -> None:
    k, n = np.array([12, 50, 33, 200]), np.array([40, 100, 99, 400])
    g, voters = np.array([40, 100, 99, 400]), np.array([80, 130, 250, 640])
    test = both_integer(Rates(g, voters, TWO), Rates(k, n, TWO))
    share, turnout = (
        np.array([binned(*pair)[::10] for pair in zip(x.tolist(), m.tolist(), strict=True)])
        for x, m in ((k, n), (g, voters))
    )
    cells = np.einsum("it,is->its", turnout, share)
    assert test.expected == pytest.approx(cells.sum(axis=0), abs=1e-9)
    assert test.variance == pytest.approx((cells * (1 - cells)).sum(axis=0), abs=1e-9)
    assert np.argwhere(test.observed).tolist() == [[50, 30]]
    each = turnout.sum(axis=1) * share.sum(axis=1)
    assert test.all.observed == 1
    assert test.all.expected == pytest.approx(each.sum())
    assert test.all.p == pytest.approx(upper_poisson_binomial(each, 1))
    assert test.p[50, 30] == pytest.approx(upper_poisson_binomial(cells[:, 50, 30], 1), abs=1e-9)


def test_whole_per_cents_written_into_both_are_found_and_clean_ones_are_not() -> None:
    k, n = drawn(11, 3_000)
    voters = n + np.random.default_rng(2).integers(100, 400, 3_000)
    honest = stations_of(voters, n, n, k)
    assert spiked_both(honest).verdict is Verdict.IN_LINE
    written = np.random.default_rng(3).random(3_000) < 0.03
    g = np.where(written, np.maximum(np.rint(0.9 * voters).astype(np.int64), n), n)
    forged = spiked_both(stations_of(voters, g, g, np.where(written, np.rint(0.8 * g).astype(np.int64), k)))
    assert forged.verdict is Verdict.NOTED
    assert forged.tables[0].rows[0][:2] == (90, 80)


# Last digits


def test_last_digits_have_the_chances_of_a_direct_sum() -> None:
    k, n = drawn(13, 40, 200)
    test = last_digits(pairs(k, n), TWO)
    each = np.zeros((40, 10))
    for place, pair in enumerate(zip(k.tolist(), n.tolist(), strict=True)):
        np.add.at(each[place], np.arange(pair[1] + 1) % 10, predictive(*pair))
    assert test.expected == pytest.approx(each.sum(axis=0), abs=1e-9)
    assert test.observed == tuple(np.bincount(k % 10, minlength=10))
    spread = np.sum([np.diag(p) - np.outer(p, p) for p in each], axis=0)
    off = np.array(test.observed) - each.sum(axis=0)
    assert test.chi_square == pytest.approx(float(off @ np.linalg.pinv(spread, rcond=1e-9) @ off), rel=1e-6)


def test_last_digits_of_clean_elections_are_called_unusual_no_more_often_than_the_level_says() -> None:
    """Stations of forty ballots, whose last digits are far from uniform; at 5 % of 60 at most seven (2 % by chance)."""
    found = []
    for seed in range(60):
        k, n = drawn(200 + seed, 400, 60)
        found.append(last_digits(pairs(k, n), TWO).p)
    assert sum(p < 0.05 for p in found) <= 7


def test_digits_that_were_written_are_found() -> None:
    k, n = drawn(17, 2_000)
    k = np.where(np.random.default_rng(5).random(2_000) < 0.2, k // 10 * 10, k)
    assert last_digits(pairs(k, n), TWO).p < 1e-6


@cache
def walk() -> list[Result]:
    k, n = drawn(7, 2_000)
    k = np.where(np.random.default_rng(1).random(2_000) < 0.05, np.rint(0.65 * n).astype(np.int64), k)
    return [spiked(clean(1, 700)), spiked(stations_of(n + 100, n, n, k)), spiked(clean(1, 50))]


@pytest.mark.parametrize("result", walk(), ids=lambda r: str(r.verdict))
def test_the_result_is_told_with_all_that_belongs_to_it(result: Result) -> None:
    assert_told_whole(result, Shelf.LOCAL, 0.05)


def test_the_walk_meets_every_verdict() -> None:
    assert {result.verdict for result in walk()} == {Verdict.IN_LINE, Verdict.NOTED, Verdict.UNKNOWN}
