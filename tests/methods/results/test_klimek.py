"""The mixture: closed form against a search, quadrature against simulation, clean elections told as such."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np  # noqa: TID253
import pytest
from numpy.typing import NDArray  # noqa: TID253

from saylau.checks.forensics.booths_result import correlations
from saylau.checks.forensics.klimek_null import Null, analyse, nulls
from saylau.checks.forensics.klimek_result import MixtureTest, counted, klimek, used_by_klimek
from saylau.checks.forensics.result import Result, Shelf, Verdict
from saylau.checks.forensics.study import Options, asked
from saylau.methods.results.klimek import BINS, EXTREME, CleanPart, Fit, Model, bounded, clean_part, fit, histogram
from saylau.methods.results.klimek_draws import Cluster, Counted, simulated, two_clusters
from saylau.methods.results.stations import Why
from tests.methods.results.elections import clean, stations_of
from tests.methods.results.told import assert_told_whole

PART = CleanPart(tau=0.55, nu=0.35, s_tau=0.08, s_nu=0.07, theta=0.5, behind=5_000)


def drawn(seed: int, incremental: float, extreme: float, alpha: float, number: int = 200_000) -> Counted:
    """An election by the words of section "model": each kind of station drawn, nothing of the code under test."""
    draw = np.random.default_rng(seed)

    def cut(mean: float, spread: float) -> np.ndarray:
        values = draw.normal(mean, spread, 2 * number)
        return values[(values > 0) & (values < 1)][:number]

    a, s = cut(PART.tau, PART.s_tau), cut(PART.nu, PART.s_nu)
    moved = np.abs(draw.normal(0, PART.theta, 4 * number))
    nearly = 1 - np.abs(draw.normal(0, EXTREME, number))
    kind = draw.random(number)
    x = np.where(kind < incremental, moved[moved < 1][:number], np.where(kind > 1 - extreme, nearly, 0.0))
    n = np.full(number, 10_000_000)
    turnout = a + x * (1 - a)
    votes = a * s + x * (1 - a) + x**alpha * (1 - s) * a
    issued = np.rint(n * turnout).astype(np.int64)
    return Counted(n, issued, issued, np.rint(n * votes).astype(np.int64))


def test_quadrature_gives_the_histogram_of_drawn_stations() -> None:
    number = 200_000
    for incremental, extreme in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)):
        table = drawn(3, incremental, extreme, 2.0, number)
        model = Model(PART)
        one, two = model.kinds(np.array([2.0]))
        expected = number * (one[0] if incremental else two[0] if extreme else model.clean)
        seen = histogram(table.votes, table.base)
        assert abs(float(expected.sum()) / number - 1) < 1e-9
        likely = expected > 20
        z = (seen[likely] - expected[likely]) / np.sqrt(expected[likely])
        assert float((z**2).mean()) < 2


def test_fractions_that_were_put_in_are_found() -> None:
    table = drawn(5, 0.3, 0.05, 1.5)
    found = fit(histogram(table.votes, table.base), Model(PART))
    assert found.incremental == pytest.approx(0.3, abs=0.02)
    assert found.extreme == pytest.approx(0.05, abs=0.01)
    assert found.alpha == pytest.approx(1.5, abs=0.3)
    assert not found.on_edge


def test_the_closed_form_is_no_worse_than_a_search_over_the_triangle() -> None:
    draw = np.random.default_rng(11)
    for _ in range(30):
        observed = draw.integers(0, 200, BINS)
        kinds = [draw.dirichlet(np.ones(BINS)) for _ in range(3)]
        weights = 1 / (observed + 1.0)
        f, g, cost = bounded(observed, weights, *kinds)
        assert f >= 0
        assert g >= 0
        assert f + g <= 1 + 1e-12
        total = observed.sum()
        for p in np.linspace(0, 1, 21):
            for q in np.linspace(0, 1 - p, 21):
                h = total * ((1 - p - q) * kinds[0] + p * kinds[1] + q * kinds[2])
                assert cost <= float((weights * (h - observed) ** 2).sum()) + 1e-6


def test_the_upper_edge_belongs_to_the_last_bin() -> None:
    seen = histogram(np.array([0, 1, 99, 100, 29]), np.array([100, 100, 100, 100, 100]))
    assert [place for place in range(BINS) for _ in range(seen[place])] == [0, 1, 29, 99, 99]


def test_parameters_of_one_normal_cluster_are_its_own() -> None:
    draw = np.random.default_rng(7)
    part = clean_part(draw.normal(0.6, 0.08, 50_000), draw.normal(0.4, 0.05, 50_000))
    assert part is not None
    assert part.tau == pytest.approx(0.6, abs=0.01)
    assert part.nu == pytest.approx(0.4, abs=0.01)
    assert part.s_nu == pytest.approx(0.05, abs=0.01)


def test_a_table_without_a_left_mode_is_refused() -> None:
    draw = np.random.default_rng(9)
    n = np.full(2_000, 1_000)
    rising = np.rint(1_000 * np.sqrt(draw.random(2_000))).astype(np.int64).clip(1, 999)
    result = klimek(stations_of(n, rising, rising, rising))
    assert result.verdict is Verdict.UNKNOWN
    assert result.effects == ()


def test_two_far_clusters_are_no_clean_part() -> None:
    draw = np.random.default_rng(13)
    n = np.full(4_000, 1_000)
    g = draw.binomial(n, 0.5)
    w = draw.binomial(g, np.where(draw.random(4_000) < 0.14, 0.1, 0.8))
    assert analyse(Counted(n, g, g, w)).reasons


def test_clean_elections_are_not_distinguishable_from_their_nulls() -> None:
    """At most 2 % of clean elections may be; here six, of which none is, with few simulations each."""
    for seed in range(6):
        stations = clean(seed, 2_000)
        table = counted(stations, used_by_klimek(stations).mask)
        found = analyse(table)
        if found.reasons or found.part is None or found.fit is None or found.published is None:
            continue
        both = nulls(table, found.part, simulations=60)
        test = MixtureTest(2_000, found.part, found.fit, found.published, found.fit, both, False)
        assert not test.above


def test_the_number_of_threads_and_the_order_of_rows_change_nothing() -> None:
    stations = clean(21, 1_500)
    table = counted(stations, used_by_klimek(stations).mask)
    other = Counted(table.registered[::-1], table.issued[::-1], table.base[::-1], table.votes[::-1])
    part = analyse(table).part
    assert part is not None
    assert nulls(table, part, 6, threads=1) == nulls(other, part, 6, threads=3)


def test_two_clusters_are_found_where_there_are_two() -> None:
    draw = np.random.default_rng(17)
    first = draw.random(20_000) < 0.7
    share = np.where(first, draw.normal(0.3, 0.04, 20_000), draw.normal(0.6, 0.04, 20_000))
    one, two = two_clusters(draw.normal(0.5, 0.05, 20_000), share)
    assert one.nu == pytest.approx(0.3, abs=0.01)
    assert two.nu == pytest.approx(0.6, abs=0.02)
    assert one.weight == pytest.approx(0.7 / 0.95, abs=0.03)


def test_a_simulated_election_has_the_rates_of_its_cluster() -> None:
    lists = np.full(5_000, 1_000)
    (one, _) = two_clusters(*(np.random.default_rng(s).normal(0.5, 0.05, 5_000) for s in (1, 2)))
    table = simulated(lists, (replace(one, weight=1.0, tau=0.55, nu=0.25, s_tau=0.05, s_nu=0.05),), (1, 2, 3))
    assert float(table.turnout.mean()) == pytest.approx(0.55, abs=0.005)
    assert float(table.share.std()) == pytest.approx((0.05**2 + 0.25 * 0.75 / 550) ** 0.5, abs=0.003)


def test_quantiles_and_chances_of_a_null_agree() -> None:
    null = Null("a", tuple(i / 1000 for i in range(200)), (0.0,) * 200, 0)
    above = null.quantile(0.99) + 1e-9
    assert null.quantile(0.99) == 0.198
    assert null.p(above) == 2 / 201
    assert Null("none", (), (), 5).quantile(0.99) == 1.0


@cache
def walk() -> list[Result]:
    """A clean election, one with a shifted part whose table names no areas, one that is too small."""
    shifted = drawn(5, 0.4, 0.02, 2.0, 3_000)
    return [
        klimek(clean(1, 1_500)),
        klimek(stations_of(shifted.registered, shifted.issued, shifted.base, shifted.votes)),
        klimek(clean(1, 50)),
    ]


@pytest.mark.parametrize("result", walk(), ids=lambda r: str(r.verdict))
def test_the_result_is_told_with_all_that_belongs_to_it(result: Result) -> None:
    assert_told_whole(result, Shelf.MODEL, 0.01)
    if not result.refused:
        assert [table.name for table in result.tables] == ["fits", "nulls"]


def test_without_areas_in_the_table_it_cannot_be_told_whether_a_fraction_is_distinguishable() -> None:
    clean_one, shifted, _ = walk()
    assert clean_one.verdict is Verdict.IN_LINE
    assert shifted.verdict is Verdict.UNKNOWN
    assert "cannot be told" in shifted.says.template
    assert "names fewer than" in getattr(shifted.refused[0], "template", "")
    assert shifted.effects == ()
    assert [row[0] for row in shifted.tables[1].rows] == ["clean part alone", "two clean clusters"]


def test_full_turnout_is_left_out_under_its_reason() -> None:
    n = np.array([200, 200, 50])
    used = used_by_klimek(stations_of(n, np.array([200, 100, 20]), np.array([200, 100, 20]), np.array([90, 50, 10])))
    assert [(out.why, out.rows) for out in used.excluded] == [(Why.SMALL, 1), (Why.ALL_VOTED, 1)]


def test_alpha_at_the_end_of_its_range_is_told() -> None:
    assert Fit(0.1, 0.0, 5.0, 0.5).on_edge
    assert not Fit(0.1, 0.0, 5.0, 0.51).on_edge


def test_models_run_only_where_they_are_asked_for() -> None:
    plain, all_of_them = ([name for name, _ in asked(options)] for options in (Options(), Options(models=True)))
    assert [name for name in all_of_them if name not in plain] == ["spikes", "klimek"]


def test_correlated_voters_widen_the_counts_of_a_simulated_election_by_the_factor_of_the_beta_binomial() -> None:
    """Variance n p (1 - p) (1 + (n - 1) rho), here at a fixed rate of turnout and of share."""
    lists = np.full(20_000, 500)
    alone = (Cluster(1.0, 0.6, 0.4, 1e-9, 1e-9),)
    for rho in (0.0, 0.004):
        made = simulated(lists, alone, (1, 2), (rho, rho))
        expected = 500 * 0.24 * (1 + 499 * rho)
        assert float(made.issued.var()) == pytest.approx(expected, rel=0.05)
        within = (made.votes - 0.4 * made.base) ** 2 / (made.base * 0.24 * (1 + (made.base - 1) * rho))
        assert float(within.mean()) == pytest.approx(1, abs=0.05)


def test_the_nulls_are_as_wide_as_booths_of_one_section_are_where_the_table_states_them() -> None:
    """Two booths a section of one rate, each moved by a beta draw of its own: rho is found again, and said."""
    draw = np.random.default_rng(23)
    rho, n = 0.004, np.full(6_000, 500)
    size = (1 - rho) / rho

    def drawn(ballots: NDArray[np.int64], middle: float, spread: float) -> NDArray[np.int64]:
        rate = np.repeat(draw.normal(middle, spread, 3_000).clip(0.05, 0.95), 2)
        return draw.binomial(ballots, draw.beta(size * rate, size * (1 - rate)))

    issued = drawn(n, 0.6, 0.05)
    votes = drawn(issued, 0.4, 0.06)
    table = replace(
        stations_of(n, issued, issued, votes), section=np.repeat(np.arange(3_000), 2).astype(str).astype(object)
    )
    found = correlations(table)
    assert found == pytest.approx((rho, rho), rel=0.1)
    assert correlations(stations_of(n, issued, issued, votes)) is None
    told = klimek(table)
    notes = [getattr(one.note, "values", {}).get("counts", "") for one in told.tables]
    assert "beta-binomial" in str(notes[-1])
