"""Published estimates are met by the same methods on the same tables.

Figures of Rcapture 1.4-4, SparseMSE 2.0.1 and dga 2.0.2, R 4.2.2, where no paper is named.
"""

from __future__ import annotations

import pytest

from saylau.methods.capture.chao import of_entries, of_lists
from saylau.methods.capture.decomposable import averaged, gamma_poisson
from saylau.methods.capture.heterogeneity import darroch, lower_bound
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.loglinear import fit, fit_all, sound
from saylau.methods.capture.models import INDEPENDENCE, Model, hierarchical, of_pairs
from saylau.methods.capture.profile import profile_interval
from saylau.methods.capture.stepwise import stepwise
from saylau.methods.capture.two_lists import chapman, lincoln_petersen, odds_ratio_band
from tests.methods.capture.published import (
    APPREHENSIONS,
    CENSUS_R3,
    DIABETES,
    FIVE_LISTS,
    HARES,
    HIV,
    INJURIES,
    KOSOVO,
    NEW_ORLEANS,
    SPINA_BIFIDA,
    UK_FIVE,
    UK_SIX,
    WESTERN_US,
)


def near(value: float, digits: int) -> object:
    """A number as it was printed, with so many digits after the point."""
    return pytest.approx(value, abs=0.5000001 * 10**-digits)


def model(*pairs: str) -> Model:
    """A model from its interactions as papers write them, lists from 1."""
    return frozenset(tuple(int(digit) - 1 for digit in pair) for pair in pairs)


# Two lists and lower bounds


def test_two_lists_of_200_and_150_that_share_30() -> None:
    assert lincoln_petersen(200, 150, 30) == 1000
    found = chapman(200, 150, 30)
    assert (found.people, found.standard_error) == (near(978.06452, 5), near(141.89428, 5))
    assert odds_ratio_band(170, 120, 30) == (660, 1000, 1680)


def test_seber_1982_page_107_two_occasions() -> None:
    assert lincoln_petersen(167 + 781, 167 + 254, 167) == near(2389.9, 1)


def test_the_lower_bound_of_repeated_apprehensions() -> None:
    found = of_entries(APPREHENSIONS)
    assert (found.people, found.standard_error) == (near(9273.5, 1), near(662.6, 1))
    # Its profile interval was 8,088.2 to 10,704; the log-normal one lies within a few people of it.
    assert found.low == pytest.approx(8088.2, rel=0.001)
    assert found.high == pytest.approx(10704, rel=0.002)


def test_the_lower_bounds_of_kosovo() -> None:
    assert KOSOVO.frequencies() == (3218, 882, 273, 27)
    assert of_lists(KOSOVO).people == near(8802.8588, 4)
    assert lower_bound(KOSOVO).people == near(8787.2428, 4)
    assert lower_bound(KOSOVO, each_list=True).people == near(8591.2, 1)
    assert darroch(KOSOVO).people == near(12797.3, 1)


def test_the_lower_bound_of_the_snowshoe_hares_of_cormack_1989() -> None:
    # The bound asks only on how many occasions each was caught, so any occasions will do.
    found = of_lists(Histories(6, {"1" * k + "0" * (6 - k): number for k, number in enumerate(HARES, start=1)}))
    assert (found.people, found.standard_error) == (near(79.8, 1), near(6.4, 1))


# Log-linear


@pytest.mark.parametrize(
    ("place", "name", "people", "error", "bic"),
    [
        (0, "[123,14,34]", 10356.5, 785.9, 203.030),
        (1, "[123,134]", 12741.0, 1600.7, 203.113),
        (2, "[134,12,23]", 18393.3, 1738.8, 203.957),
    ],
)
def test_the_three_best_of_113_models_of_kosovo(place: int, name: str, people: float, error: float, bic: float) -> None:
    found = sound(KOSOVO, fit_all(KOSOVO, hierarchical(4)))
    assert len(found) == 3
    one = found[place]
    assert one.name == name
    assert (one.estimate.people, one.estimate.standard_error) == (near(people, 1), near(error, 1))
    assert one.bic == near(bic, 3)


def test_the_best_model_of_kosovo_in_full() -> None:
    best = fit(KOSOVO, model("12", "13", "23", "123", "14", "34"))
    assert (best.deviance, best.freedom, best.aic) == (near(9.323, 3), 4, near(132.747, 3))
    interval = profile_interval(KOSOVO, best.model)
    assert interval is not None
    assert (interval.people, interval.low, interval.high) == (near(10334.5, 1), near(8994.3, 1), near(12110.4, 1))
    assert fit(KOSOVO, INDEPENDENCE).estimate.people == near(7394.6, 1)


def test_hiv_in_rome() -> None:
    found = fit(HIV, model("12"))
    assert (found.estimate.people, found.estimate.standard_error) == (near(12318.5, 1), near(1188.7, 1))
    assert (found.aic, found.bic, found.deviance, found.freedom) == (
        near(86.65, 2),
        near(119.935, 3),
        near(7.614, 3),
        9,
    )
    interval = profile_interval(HIV, model("12"))
    assert interval is not None
    assert (interval.people, interval.low, interval.high) == (near(12308, 0), near(10266, 0), near(14992.3, 1))
    pairs = fit(HIV, model("12", "13", "14", "23", "24", "34"))
    assert (pairs.estimate.people, pairs.estimate.standard_error) == (near(23443.5, 1), near(9594.9, 1))


@pytest.mark.parametrize(
    ("table", "people", "low", "high", "independence"),
    [
        (UK_SIX, 11417.9911, 9977.2826, 13145.6565, 12213.995),
        (UK_FIVE, 11312.9903, 9884.4028, 13027.3967, 13444.131),
        (WESTERN_US, 2483.3839, 1657.0937, 3830.0300, None),
        (NEW_ORLEANS, 1034.1511, 658.2584, 1708.6023, 1034.151),
    ],
    ids=["uk six lists", "uk five lists", "western us", "new orleans"],
)
def test_stepwise_on_sparse_tables(
    table: Histories, people: float, low: float, high: float, independence: float | None
) -> None:
    way = stepwise(table)
    found = way[-1].estimate
    assert (found.people, found.low, found.high) == (near(people, 4), near(low, 4), near(high, 4))
    if independence is not None:
        assert way[0].estimate.people == near(independence, 3)


def test_the_best_model_of_pairs_of_the_uk_is_twice_the_stepwise_one() -> None:
    best = sound(UK_FIVE, fit_all(UK_FIVE, of_pairs(5)))[0]
    assert best.name == "[12,13,23,25,34]"
    assert (best.estimate.people, best.estimate.standard_error) == (near(22991.3, 1), near(3021.6, 1))
    assert best.bic == near(196.54, 2)


# Decomposable graphs


def test_madigan_and_york_on_spina_bifida() -> None:
    found = averaged(SPINA_BIFIDA, delta=1, prior=gamma_poisson(13.14, 55.17), unseen=range(1, 301))
    assert len(found.graphs) == 8
    assert found.graphs[0] == ("[23,1]", near(0.3737673976, 10))
    assert (found.mean, found.relative) == (near(733.4523691, 7), near(731.0966289, 7))
    assert (found.mode, found.low, found.median, found.high) == (728, 682, 731, 797)


def test_madigan_and_york_on_five_lists() -> None:
    found = averaged(FIVE_LISTS, delta=0.5, unseen=range(1, 301))
    assert len(found.graphs) == 822
    assert [share for _, share in found.graphs[:3]] == [near(0.217073, 6), near(0.160294, 6), near(0.082266, 6)]
    assert (found.mean, found.mode) == (near(617.8158908, 7), 614)
    assert (found.low, found.median, found.high) == (588, 616, 655)


def test_decomposable_graphs_on_kosovo() -> None:
    found = averaged(KOSOVO, delta=1 / 16, unseen=range(1, 30001))
    assert len(found.graphs) == 61
    assert [share for _, share in found.graphs[:2]] == [near(0.985514, 6), near(0.01078, 6)]
    assert (found.mean, found.mode) == (near(12749.34914, 5), 12267)
    assert (found.low, found.median, found.high) == (9827, 12595, 16544)


def test_the_weight_of_the_prior_decides_the_uk() -> None:
    assert averaged(UK_FIVE, delta=1, unseen=range(1, 50001)).mean == near(2836.5, 1)
    found = averaged(UK_FIVE, delta=1 / 32)
    assert found.mean == pytest.approx(21282.26, abs=0.02)
    assert (found.low, found.median, found.high) == (10387, 22990, 33510)


# Published estimates beyond the table of expected numbers


@pytest.mark.parametrize(
    ("interactions", "people", "error", "deviance", "freedom"),
    [
        (("12", "13", "23", "24", "34"), 2771, 145, 7.62, 5),
        (("13", "24", "34"), 2472, 53, 21.97, 7),
    ],
    ids=["Bruno and others 1994", "Rivest 2011"],
)
def test_diabetes_in_casale_monferrato(
    interactions: tuple[str, ...], people: int, error: int, deviance: float, freedom: int
) -> None:
    found = fit(DIABETES, model(*interactions))
    assert (found.estimate.people, found.estimate.standard_error) == (near(people, 0), near(error, 0))
    assert (found.deviance, found.freedom) == (near(deviance, 2), freedom)


def test_diabetes_with_people_who_differ_rivest_2011() -> None:
    found = darroch(DIABETES, interactions=((0, 2), (1, 3), (2, 3)))
    assert (found.people, found.standard_error) == (near(2752, 0), near(133, 0))


def test_three_lists_of_a_census_darroch_and_others_1993() -> None:
    whole = fit(CENSUS_R3, model("12", "13", "23")).estimate
    assert (whole.people, whole.standard_error) == (near(1240, 0), near(451, 0))
    two = fit(CENSUS_R3, model("12", "23"))
    assert (two.estimate.people, two.estimate.standard_error) == (near(850, 0), near(186, 0))
    assert (two.deviance, two.freedom) == (near(3.8, 1), 1)
    people_differ = darroch(CENSUS_R3, interactions=((0, 1),))
    assert (people_differ.people, people_differ.standard_error) == (near(1181.8, 1), near(404.2, 1))


def test_fatal_injuries_cormack_chang_and_smith_2000() -> None:
    found = fit(INJURIES, INDEPENDENCE)
    assert (found.estimate.people, found.deviance, found.freedom) == (near(209, 0), near(75.1, 1), 3)
    interval = profile_interval(INJURIES, INDEPENDENCE)
    assert interval is not None
    assert (interval.low, interval.high) == (near(203, 0), near(217, 0))
    assert fit(INJURIES, model("13", "23")).estimate.people == near(233, 0)
