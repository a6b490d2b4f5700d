"""Clean elections from a seed keep the error rates; forged ones are seen, and bounds are those of the tables."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np  # noqa: TID253
import pytest
from scipy.stats import binomtest  # noqa: TID253

from saylau.checks.forensics.calibration import SHARES, Plan, calibrate, jobs
from saylau.checks.forensics.error_rates import MOST_BLOCKS, Borne, Rate, Report, report
from saylau.checks.forensics.integer_result import integer_test
from saylau.methods.results.integers import is_integer
from saylau.methods.results.stations import used_by_integers
from saylau.methods.results.synthetic import Population, drawn
from saylau.methods.results.trial import Election, clean_run, election, forged, usable
from saylau.methods.spread import Here
from tests.methods.results.elections import clean


def seed(number: int) -> np.random.SeedSequence:
    return np.random.SeedSequence(number)


@cache
def calibrated() -> Report:
    """Thirty synthetic elections of 4,000 stations; the spike test on a few."""
    population = Population(stations=4_000, regions=6, districts=5)
    return report(calibrate(Plan(synthetic=30, spikes=3, models=1, population=population), Here()))


def test_on_synthetic_clean_elections_the_rate_by_block_is_borne_out_to_be_at_most_seven_per_cent() -> None:
    group = calibrated().synthetic
    assert group is not None
    assert group.kinds == ("district",)
    assert group.headline.of > 700
    assert group.headline.bears_out(MOST_BLOCKS) is Borne.MET
    assert group.blocks["any"][1].share < 0.005


def test_few_clean_elections_are_flagged_as_a_whole_or_by_a_region() -> None:
    group = calibrated().synthetic
    assert group is not None
    assert group.whole[1].rejected <= 1
    assert group.region.lower <= 0.05
    assert group.region_told.rejected <= group.region.rejected


def test_the_more_stations_are_forged_the_larger_z_and_all_are_seen_in_the_end() -> None:
    group = calibrated().synthetic
    assert group is not None
    z = [power.z for power in group.power]
    assert [power.per_10_000 for power in group.power] == list(SHARES)
    assert z == sorted(z)
    assert group.power[0].flagged.rejected <= 1
    assert group.power[-1].flagged == Rate(30, 30)


def test_spikes_and_models_are_counted_with_what_they_refused() -> None:
    found = {model.name: model for model in calibrated().models}
    assert found["spikes"].rate.of + found["spikes"].refused == 3
    assert found["klimek"].rate.of + found["klimek"].refused == 1
    assert found["klimek"].rate.rejected == 0


def test_a_synthetic_election_is_plausible_and_the_same_for_the_same_seed() -> None:
    population = Population()
    one, same, other = (drawn(population, seed(number)) for number in (1, 1, 2))
    n, g, c, w = one.counts
    assert all(np.array_equal(a, b) for a, b in zip(one.counts, same.counts, strict=True))
    assert not np.array_equal(n, other.counts[0])
    assert len(n) == population.stations
    assert ((w >= 0) & (w <= c) & (c == g) & (g <= n)).all()
    assert 0.03 < (n <= 200).mean() < 0.12
    assert n.max() == population.list_most
    assert len(np.unique(one.district)) == population.regions * population.districts
    assert (one.district // population.districts == one.region).all()


def test_stations_of_a_district_differ_more_than_ballots_alone_would_make_them() -> None:
    one = drawn(Population(), seed(3))
    n, g, _, _ = one.counts
    here = one.district == 0
    rates, lists = g[here] / n[here], n[here]
    mean = g[here].sum() / lists.sum()
    assert ((rates - mean) ** 2).mean() > 3 * (mean * (1 - mean) / lists).mean()


def test_forged_turnout_lies_at_a_whole_per_cent_five_points_up_and_the_option_gains_the_ballots() -> None:
    before = usable(drawn(Population(stations=2_000, regions=2, districts=2), seed(4)))
    after = forged(before, 200, seed(5))
    n, g, c, w = before.counts
    _, more, base, votes = after.counts
    changed = more != g
    assert changed.sum() == round(0.02 * len(n))
    added = (more - g)[changed]
    assert (100 * added >= 5 * n[changed] - 50).all()
    assert (100 * added <= 6 * n[changed] + 50).all()
    assert np.abs(100 * more[changed] - np.rint(100 * more[changed] / n[changed]) * n[changed]).max() <= 50
    assert is_integer(more[changed], n[changed])[n[changed] >= 1_000].all()
    assert (base - c == more - g).all()
    assert (votes - w == more - g).all()


def test_nothing_forged_leaves_everything_as_it_was() -> None:
    before = drawn(Population(stations=500, regions=1, districts=1), seed(6))
    after = forged(before, 0, seed(7))
    assert all(np.array_equal(a, b) for a, b in zip(before.counts, after.counts, strict=True))


def test_the_whole_is_tested_as_on_a_file() -> None:
    stations = clean(5, 2_000, regions=4)
    test = integer_test(stations, used_by_integers(stations))
    found = clean_run(election(stations))
    assert found.stations == test.used.number
    assert found.z == {name: test.tests[name].z for name in ("any", "share", "turnout")}
    assert test.regions is not None
    assert found.regions == len(test.regions.areas)


@pytest.mark.parametrize(
    ("regions", "districts", "kind", "blocks"),
    [(1, 1, "block", 8), (6, 1, "district", 6), (6, 40, "region", 6), (1, 60, "block", 8)],
)
def test_a_block_is_the_finest_place_that_can_be_tested(regions: int, districts: int, kind: str, blocks: int) -> None:
    """Stations of 2,400; below about 65 a place has too little variance."""
    stations = clean(6, 2_400, regions=regions, districts=districts)
    found = clean_run(election(stations))
    assert (found.kind, found.blocks["any"].tested) == (kind, blocks)


@pytest.mark.parametrize(("rejected", "of"), [(0, 8), (3, 60), (8, 300), (8, 8), (350, 8_000)])
def test_bounds_are_those_of_clopper_and_pearson(rejected: int, of: int) -> None:
    """Two-sided 90 % intervals of scipy have the same ends as one-sided 95 % bounds."""
    ends = binomtest(rejected, of).proportion_ci(0.90, "exact")
    assert Rate(rejected, of).lower == pytest.approx(ends.low, abs=1e-10)
    assert Rate(rejected, of).upper == pytest.approx(ends.high, abs=1e-10)


def test_without_a_rejection_the_bound_is_the_root_of_five_per_cent() -> None:
    assert Rate(0, 42).upper == pytest.approx(1 - 0.05 ** (1 / 42))
    assert Rate(0, 0).upper == 1.0


@pytest.mark.parametrize(
    ("rate", "borne"),
    [
        (Rate(8, 300), Borne.MET), (Rate(0, 42), Borne.MET), (Rate(0, 41), Borne.NOT_SHOWN),
        (Rate(2, 21), Borne.NOT_SHOWN), (Rate(40, 300), Borne.NOT_MET), (Rate(0, 0), Borne.NOT_SHOWN),
    ],
)  # fmt: skip
def test_a_requirement_is_met_not_met_or_not_shown(rate: Rate, borne: Borne) -> None:
    """0 of 41: 1 - 0.05^(1/41) = 7.05 %; 0 of 42: 6.88 %."""
    assert rate.bears_out(Fraction(7, 100)) is borne


def test_jobs_have_seeds_of_their_own_that_do_not_depend_on_how_many_there_are() -> None:
    few, many = (jobs(Plan(synthetic=number, spikes=2)) for number in (2, 5))
    assert [job.seed.spawn_key for job in few[:2]] == [job.seed.spawn_key for job in many[:2]]
    assert [job.seed.spawn_key for job in few[2:]] == [job.seed.spawn_key for job in many[5:]]
    keys = [job.seed.spawn_key for job in many]
    assert len(set(keys)) == len(keys)


def test_a_given_election_is_forged_several_times_at_each_share() -> None:
    one = Election("A", *(of[:1_000] for of in vars(drawn(Population(), seed(8))).values() if not isinstance(of, str)))
    found = report(calibrate(Plan((one,), forgeries=2), Here()))
    assert [power.flagged.of for power in found.given[0].power] == [2] * len(SHARES)
    assert found.together is None
    assert found.judged == found.given
