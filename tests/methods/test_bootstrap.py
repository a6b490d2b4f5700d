"""The bootstrap: no spread without variation, the known spread of a mean, the same numbers in every run."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import sqrt

import pytest

from saylau.methods.bootstrap import cluster_totals, percentiles, redrawn, share_intervals


def test_clusters_that_are_all_alike_leave_no_spread() -> None:
    assert share_intervals([[(30, 10)] * 12], draws=50) == ((Fraction(3, 4), Fraction(3, 4)), (Fraction(1, 4),) * 2)


def test_each_stratum_is_drawn_on_its_own() -> None:
    # two clusters of 1 and three of 100: whatever is drawn, the total is 2 + 300
    assert set(cluster_totals([[(1,)] * 2, [(100,)] * 3], draws=20)) == {(302,)}


def test_the_interval_of_a_share_is_as_wide_as_the_binomial_one() -> None:
    # 100 clusters of one second each, half of them for the first actor: 0.5 +- 1.96 sqrt(0.25 / 100)
    ((low, high), _) = share_intervals([[(1, 0)] * 50 + [(0, 1)] * 50])
    half = 1.96 * sqrt(0.25 / 100)
    assert float(low) == pytest.approx(0.5 - half, abs=0.015)
    assert float(high) == pytest.approx(0.5 + half, abs=0.015)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    clusters = [[(n, 100 - n) for n in range(30)]]
    assert cluster_totals(clusters, draws=5) == cluster_totals(clusters, draws=5)
    assert cluster_totals(clusters, draws=5) != cluster_totals(clusters, draws=5, seed=1)


def test_units_drawn_again_are_as_many_as_before() -> None:
    drawn = list(redrawn(Counter({"a": 7, "b": 3}), draws=40))
    assert [sum(units.values()) for units in drawn] == [10] * 40
    assert len(set(map(str, drawn))) > 1


def test_percentiles_are_by_nearest_rank() -> None:
    assert percentiles(range(1, 101), float) == (3, 98)
    with pytest.raises(ValueError, match="no drawn values"):
        percentiles([], float)
