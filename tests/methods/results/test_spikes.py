"""Spikes: exact chances against direct sums, the fit against scipy, the error rate on clean elections."""

from __future__ import annotations

import math
from functools import cache

import numpy as np  # noqa: TID253
import pytest
from scipy.stats import betabinom  # noqa: TID253

from saylau.methods.results.betabinomial import Mixture, fit, mixture, pairs
from saylau.methods.results.excess import upper_poisson_binomial
from saylau.methods.results.result import NOT_PROOF, SHELVES, Result, Shelf, Verdict
from saylau.methods.results.spikes import BINS, coverage, spikes
from saylau.methods.results.spikes_result import spike_test, spiked
from tests.methods.results.elections import clean, stations_of

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


@cache
def walk() -> list[Result]:
    k, n = drawn(7, 2_000)
    k = np.where(np.random.default_rng(1).random(2_000) < 0.05, np.rint(0.65 * n).astype(np.int64), k)
    return [spiked(clean(1, 700)), spiked(stations_of(n + 100, n, n, k)), spiked(clean(1, 50))]


@pytest.mark.parametrize("result", walk(), ids=lambda r: str(r.verdict))
def test_the_result_is_told_with_all_that_belongs_to_it(result: Result) -> None:
    assert result.shelf is Shelf.LOCAL
    assert SHELVES[result.shelf]
    assert result.data.used.rows
    assert result.null
    assert result.controls
    assert result.controls_note
    assert result.smallest.template
    assert result.innocent
    assert result.follow_up
    assert result.reference
    assert result.caution == NOT_PROOF
    assert bool(result.refused) == (result.verdict is Verdict.UNKNOWN)
    assert "fraud" not in f"{result.title} {result.question} {result.says.template} {result.null}".lower()
    if not result.refused:
        (headline,) = [effect for effect in result.effects if effect.headline]
        assert headline.p is not None
        assert headline.level == 0.05


def test_the_walk_meets_every_verdict() -> None:
    assert {result.verdict for result in walk()} == {Verdict.IN_LINE, Verdict.NOTED, Verdict.UNKNOWN}
