"""Spikes on real elections: clean ones show none, and what is printed of them is what the test gives."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np  # noqa: TID253
import pytest
from numpy.typing import NDArray  # noqa: TID253
from scipy.special import betaln  # noqa: TID253
from scipy.stats import beta  # noqa: TID253

from saylau.checks.forensics.digits_result import CALIBRATED
from saylau.checks.forensics.spikes_both_result import CONTROLS as CONTROLS_OF_BOTH
from saylau.checks.forensics.spikes_result import CONTROLS, fitted, used_by_spikes
from saylau.methods.results.betabinomial import Mixture, Pairs, fit, mixture, pairs
from saylau.methods.results.last_digits import last_digits
from saylau.methods.results.spikes import Spikes, spikes
from saylau.methods.results.spikes_both import Both, Rates, both_integer
from saylau.methods.results.stations import Stations
from saylau.tables.results import read_results

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "results"
pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="results of real elections are with the developers only"),
]
CLEAN = ("mexico_2012", "taiwan_2016", "canada_2011", "georgia_2016")


@cache
def held(name: str) -> tuple[Stations, NDArray[np.bool_], Mixture]:
    """Stations, those that the test uses, and the mixture of their shares."""
    share = "valid" if name in ("taiwan_2016", "georgia_2016") else "counted"
    stations = read_results(REAL / f"{name}.csv.gz", share=share).stations
    used = used_by_spikes(stations).mask
    found, refused = fitted(pairs(stations.votes[used], stations.base[used]))
    assert not refused
    return stations, used, found


@cache
def spiked_in(name: str) -> tuple[int, Spikes]:
    stations, used, found = held(name)
    return int(used.sum()), spikes(pairs(stations.votes[used], stations.base[used]), found)


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


@cache
def both_in(name: str) -> Both:
    stations, mask, share = held(name)
    turnout = pairs(stations.issued[mask], stations.registered[mask])
    return both_integer(
        Rates(stations.issued[mask], stations.registered[mask], mixture(turnout)),
        Rates(stations.votes[mask], stations.base[mask], share),
    )


@pytest.mark.parametrize(("place", "name"), list(enumerate(CLEAN)))
def test_the_controls_of_turnout_and_share_at_once_are_what_the_test_gives(place: int, name: str) -> None:
    found, control = both_in(name), CONTROLS_OF_BOTH[place]
    assert found.all.z < 3.09
    assert control.stations == found.all.stations
    assert control.figures["both"] == pytest.approx(found.all.z, abs=0.002)
    assert control.figures["pairs listed"] == int(found.listed.sum())


def test_whole_per_cents_of_both_stand_out_in_russia_2011() -> None:
    found = both_in("russia_2011")
    assert found.all.z > 8
    assert found.listed[75, 75]


@pytest.mark.parametrize(("place", "name"), list(enumerate(CLEAN)))
def test_the_controls_of_last_digits_beside_their_own_chances_are_what_the_test_gives(place: int, name: str) -> None:
    stations, mask, share = held(name)
    found, control = last_digits(pairs(stations.votes[mask], stations.base[mask]), share), CALIBRATED[place]
    assert control.stations == int(mask.sum())
    assert found.chi_square == pytest.approx(control.figures["chi-square"], abs=0.02)
    assert found.p == pytest.approx(control.figures["p"], abs=0.002)
    assert found.p > 0.05


PACKAGED = Mixture((0.653, 0.347), (21.68, 8.88), (19.01, 9.57), 0.0, True)
"""Turnout of Canada 2011 as an R package gives it."""


@cache
def canada() -> tuple[Pairs, Mixture]:
    """Turnout of Canada 2011, and the fit of two components to it."""
    stations = read_results(REAL / "canada_2011.csv.gz").stations
    used = used_by_spikes(stations).mask
    table = pairs(stations.issued[used], stations.registered[used])
    return table, fit(table, 2)


def test_the_packaged_mixture_of_canada_has_the_mean_and_spread_of_the_fit_and_a_lower_likelihood() -> None:
    """The packaged density is not the one of greatest likelihood over the stations of the packaged file, and which
    stations or weights it was fitted to is not known. Middle and spread hold."""
    table, found = canada()
    assert moments(found) == pytest.approx(moments(PACKAGED), rel=0.02)
    assert found.log_likelihood - likelihood(table, PACKAGED) > 500


def test_the_packaged_mixture_of_canada_is_not_met_within_two_per_cent_and_is_no_optimum_of_its_own() -> None:
    """From the packaged values the likelihood rises all the way to the fit: a search begun there ends at the same one.

    So the stated tolerance, a density within 2 %, is not met by any fit of greatest likelihood to this file.
    """
    table, found = canada()
    rates = np.linspace(0.05, 0.95, 181)
    apart = np.abs(density(found, rates) - density(PACKAGED, rates)).max() / density(PACKAGED, rates).max()
    assert 0.02 < apart < 0.09
    way = [likelihood(table, between(PACKAGED, found, part)) for part in np.linspace(0, 1, 11)]
    assert (np.diff(way) > 0).all()


def density(of: Mixture, rates: np.ndarray) -> np.ndarray:
    """Of the rate, which is a mixture of beta distributions."""
    parts = zip(of.weights, of.alphas, of.betas, strict=True)
    height: np.ndarray = np.sum([w * beta.pdf(rates, a, b) for w, a, b in parts], axis=0)
    return height


def between(one: Mixture, other: Mixture, part: float) -> Mixture:
    """The mixture on the straight way from one to another, in logarithms."""
    ends = [np.log([m.weights, m.alphas, m.betas]) for m in (one, other)]
    weights, alphas, betas = np.exp((1 - part) * ends[0] + part * ends[1])
    return Mixture(tuple(weights / weights.sum()), tuple(alphas), tuple(betas), 0.0, True)


def moments(of: Mixture) -> tuple[float, float]:
    """Mean and standard deviation of the rate."""
    w, a, b = (np.array(x) for x in (of.weights, of.alphas, of.betas))
    mean = a / (a + b)
    square = float((w * (mean * (1 - mean) / (a + b + 1) + mean**2)).sum())
    middle = float((w * mean).sum())
    return middle, (square - middle**2) ** 0.5


def likelihood(table: Pairs, of: Mixture) -> float:
    """Log likelihood without the binomial coefficients, as the fit states it."""
    parts = [
        np.log(w) + betaln(a + table.k, b + table.n - table.k) - betaln(a, b)
        for w, a, b in zip(of.weights, of.alphas, of.betas, strict=True)
    ]
    return float((table.times * np.logaddexp(*parts)).sum())
