"""Spikes on real elections: clean ones show none, and what is printed of them is what the test gives."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np  # noqa: TID253
import pytest

from saylau.methods.results.betabinomial import pairs
from saylau.methods.results.spikes import Spikes
from saylau.methods.results.spikes_result import CONTROLS, spike_test, used_by_spikes
from saylau.tables.results import read_results

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "results"
pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="results of real elections are with the developers only"),
]
CLEAN = ("mexico_2012", "taiwan_2016", "canada_2011", "georgia_2016")


@cache
def spiked_in(name: str) -> tuple[int, Spikes]:
    share = "valid" if name in ("taiwan_2016", "georgia_2016") else "counted"
    stations = read_results(REAL / f"{name}.csv.gz", share=share).stations
    used = used_by_spikes(stations)
    _, found, refused = spike_test(pairs(stations.votes[used.mask], stations.base[used.mask]))
    assert not refused
    assert found is not None
    return used.number, found


@pytest.mark.parametrize("name", CLEAN)
def test_no_bin_of_a_clean_election_stands_out(name: str) -> None:
    assert not spiked_in(name)[1].listed.any()


@pytest.mark.parametrize("name", CLEAN)
def test_the_standardised_bins_of_a_clean_election_have_mean_0_and_spread_1(name: str) -> None:
    found = spiked_in(name)[1]
    well = found.expected > 3
    z = (found.observed - found.expected)[well] / np.sqrt(found.variance[well])
    assert abs(float(z.mean())) < 0.15
    assert 0.9 < float(z.std()) < 1.1


def test_the_controls_that_are_printed_are_what_the_test_gives() -> None:
    for control, name in zip(CONTROLS, CLEAN, strict=True):
        number, found = spiked_in(name)
        assert control.stations == number
        assert control.figures["bins"] == int(found.listed.sum())
        assert control.figures["adjusted p"] == pytest.approx(found.smallest, abs=0.02)


def test_multiples_of_five_stand_out_in_russia_2011() -> None:
    found = spiked_in("russia_2011")[1]
    assert all(found.listed[10 * percent] for percent in (65, 70, 75, 80, 85, 90))
