"""Nulls by area: where places differ, a clean election is not told apart, and without areas nothing is."""

from __future__ import annotations

import numpy as np  # noqa: TID253
import pytest
from scipy.special import expit, logit  # noqa: TID253

from saylau.checks.forensics.klimek_null import analyse, beyond, nulls
from saylau.checks.forensics.klimek_result import klimek
from saylau.checks.forensics.result import Verdict
from saylau.methods.results.klimek_areas import FEWEST, LEAST, Areas, areas_of
from saylau.methods.results.klimek_draws import Counted
from saylau.methods.results.stations import Stations
from saylau.methods.results.synthetic import Population, drawn
from tests.methods.results.elections import stations_of

NAMES = ["clean part alone", "two clean clusters", "clean areas", "areas of two clean clusters"]


def differing(seed: int, number: int = 6_000, areas: int = 30) -> Counted:
    """Areas of equal size whose levels differ by logits of normal distribution, and stations in them by others."""
    draw = np.random.default_rng(seed)
    area = np.arange(number) * areas // number
    n = draw.integers(500, 2_500, number)
    levels = draw.normal(0, 0.5, (2, areas)) + np.array([[0.4], [-0.6]])
    turnout, share = expit(levels[:, area] + draw.normal(0, 0.3, (2, number)))
    g = draw.binomial(n, turnout)
    return Counted(n, g, g, draw.binomial(g, share), area)


def shifted(regions: int) -> Stations:
    """Two of five stations incremental by the words of the model, in areas that do not differ."""
    draw = np.random.default_rng(5)
    number = 6_000
    n = np.full(number, 10_000)
    x = np.where(draw.random(number) < 0.4, np.abs(draw.normal(0, 0.5, number)).clip(0, 0.99), 0.0)
    a, s = draw.normal(0.5, 0.07, number), draw.normal(0.35, 0.06, number)
    g = np.rint(n * (a + x * (1 - a))).astype(np.int64)
    w = np.rint(n * (a * s + x * (1 - a) + x**2 * (1 - s) * a)).astype(np.int64)
    return stations_of(n, g, g, w, regions=regions)


def test_small_areas_are_put_together_within_their_region_and_then_with_all_that_is_left() -> None:
    """Region 0: areas of 10, 5 and 5; region 1: 10 and 3; region 2: one of 4; region 3: 26 of 10. Large are 28 fine
    areas and the rest of region 0; the 3 and the 4 are the rest of the country. One more area makes thirty."""
    sizes = [10, 5, 5, 10, 3, 4, *[10] * 26]
    area = np.repeat(np.arange(32), sizes)
    region = np.repeat([0, 0, 0, 1, 1, 2, *[3] * 26], sizes)
    assert areas_of(region, area) is None
    codes = areas_of(np.append(region, np.full(LEAST, 4)), np.append(area, np.full(LEAST, 32)))
    assert codes is not None
    places = [set(codes[np.flatnonzero(area == number)].tolist()) for number in range(32)]
    assert all(len(place) == 1 for place in places)
    assert places[1] == places[2]
    assert places[4] == places[5]
    assert len(np.unique(codes)) == FEWEST + 1


def test_a_table_without_areas_has_none() -> None:
    nothing = np.zeros(5_000, np.int64)
    assert areas_of(nothing, nothing) is None
    assert areas_of(nothing[:0], nothing[:0]) is None


def test_an_election_of_clean_areas_keeps_the_level_and_the_spread_of_each() -> None:
    table = differing(3, 40_000, 10)
    assert table.area is not None
    areas = Areas.of(table, table.area)
    for made in (areas.mirrored((1, 2)), areas.clustered((1, 2))):
        assert len(made.votes) == 10_000
    for place in range(10):
        here = table.area == place
        real = logit(table.share[here])
        assert areas.middles[1, place] == pytest.approx(np.median(real), abs=0.12)
    share = logit(areas.mirrored((1, 3)).share)
    middles = areas.middles[1, areas.area]
    assert float((share - middles).std()) == pytest.approx(0.3, rel=0.15)
    assert abs(float((share - middles).mean())) < 0.01


def test_turnout_and_share_deviate_as_far_to_the_right_as_to_the_left() -> None:
    """Stations of four in ten are lifted; the null by area takes its spread from the left, which nobody lifted."""
    stations = shifted(12)
    table = Counted(stations.registered, stations.issued, stations.base, stations.votes, stations.region)
    areas = Areas.of(table, stations.region)
    made = areas.mirrored((4, 5))
    assert float(made.share.std()) < 0.7 * float(table.share.std())
    skew = logit(made.share) - areas.middles[1].mean()
    assert abs(float(np.mean(skew**3)) / float(skew.std()) ** 3) < 0.3


def test_where_areas_differ_clean_elections_are_not_told_apart() -> None:
    """At most 2 % may be; here ten, with few simulations each."""
    asked = 0
    for seed in range(10):
        table = differing(seed, 3_000)
        found = analyse(table)
        if found.reasons or found.part is None or found.fit is None:
            continue
        asked += found.fit.incremental > 0
        assert not beyond(table, found.part, found.fit.incremental, 100)
    assert asked >= 3


def test_what_a_calibration_asks_is_what_the_nulls_say() -> None:
    table = differing(4, 2_000)
    part = analyse(table).part
    assert part is not None
    found = nulls(table, part, 100)
    assert [null.name for null in found] == NAMES
    limit = max(null.quantile(0.99) for null in found)
    assert limit < 1
    for fraction in (0.0, limit, limit + 1e-9):
        assert beyond(table, part, fraction, 100) == (fraction > limit)


def test_added_votes_are_told_apart_where_the_table_names_areas() -> None:
    found = klimek(shifted(40))
    assert found.verdict is Verdict.NOTED
    assert not found.refused
    assert "distinguishable from every null" in found.says.template
    assert [row[0] for row in found.tables[1].rows] == NAMES
    (headline,) = [effect for effect in found.effects if effect.headline]
    assert headline.p is not None
    assert headline.p < 0.01


def test_the_order_of_rows_and_the_numbers_of_areas_change_nothing() -> None:
    population = Population(stations=2_000, regions=4, districts=4)
    election = drawn(population, np.random.SeedSequence(8))
    kept = (election.registered >= 100) & (election.issued < election.registered)
    n, g, c, w = (of[kept] for of in election.counts)
    area = election.district[kept].astype(np.int64)
    part = analyse(Counted(n, g, c, w, area)).part
    assert part is not None
    mixed = np.random.default_rng(1).permutation(len(n))
    other = Counted(n[mixed], g[mixed], c[mixed], w[mixed], area[mixed])
    assert nulls(Counted(n, g, c, w, area), part, 5, threads=1) == nulls(other, part, 5, threads=3)
