"""Plans: the handbook's worked examples with their rounding named, allocation, size, and the draw."""

from __future__ import annotations

import math
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.quickcount.design import (
    Allocation,
    Past,
    allocate,
    margin_of_stations,
    past,
    size,
    stations_for,
    voters_needed,
    with_losses,
)
from saylau.methods.quickcount.draw import checksum, draw, drawn
from saylau.methods.quickcount.quantiles import normal

PERU = {"margin": 0.0032, "voters": 14_570_774}


@pytest.mark.parametrize(("quantile", "voters"), [(2.58, 160_717), (normal(0.99), 160_204)])
def test_the_voters_of_peru_in_exact_arithmetic(quantile: float, voters: int) -> None:
    assert round(voters_needed(quantile=quantile, **PERU)) == voters  # type: ignore[arg-type]


def test_the_handbook_s_163185_comes_from_a_quantile_of_2_6_and_a_denominator_rounded_to_nine_places() -> None:
    denominator = 0.25 / voters_needed(quantile=2.6, **PERU)  # type: ignore[arg-type]
    assert round(denominator, 9) == 0.000001532
    assert round(0.25 / round(denominator, 9)) == 163_185


@pytest.mark.parametrize(("each", "stations"), [(160, 1020), (500, 327), (200, 816)])
def test_voters_of_a_station_give_the_number_of_stations(each: int, stations: int) -> None:
    # The handbook prints 326 for 500 voters a station: it rounds 326.4 down, where a station is missing then.
    assert stations_for(163_185, each) == stations


@pytest.mark.parametrize(("stations", "rounded", "exact"), [
    (1020, 4.03, 4.033), (816, 4.5, 4.509), (324, 7.1, 7.155), (326, 7.1, 7.133),
])  # fmt: skip
def test_the_handbook_s_margins_by_number_of_stations(stations: int, rounded: float, exact: float) -> None:
    found = 100 * margin_of_stations(stations, normal(0.99))
    assert found == pytest.approx(exact, abs=0.0006)
    assert math.floor(found * 10) / 10 == math.floor(rounded * 10) / 10


def test_votes_behind_a_sample_of_the_handbook() -> None:
    assert 1020 * round(160 * 0.7) == 114_240


def test_proportional_allocation_leaves_two_in_a_small_stratum_and_all_of_a_stratum_with_one() -> None:
    assert allocate(Allocation.PROPORTIONAL, 100, [900, 80, 19, 1]) == (90, 8, 2, 1)


def test_equal_allocation_gives_what_a_small_stratum_cannot_take_to_the_others() -> None:
    assert allocate(Allocation.EQUAL, 60, [100, 100, 10]) == (25, 25, 10)


def test_neyman_s_allocation_follows_size_and_deviation() -> None:
    assert allocate(Allocation.NEYMAN, 90, [100, 200, 50], [10.0, 10.0, 0.0]) == (30, 60, 2)
    assert allocate(Allocation.NEYMAN, 30, [10, 100], [90.0, 1.0]) == (10, 20)


@given(
    st.sampled_from(list(Allocation)), st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(1, 400),
    st.integers(0, 9),
)  # fmt: skip
def test_every_allocation_keeps_between_two_and_all(
    how: Allocation, stations: list[int], sample: int, spread: int
) -> None:
    sample = min(sample, sum(stations))
    found = allocate(how, sample, stations, [1.0 + (spread * place) % 7 for place in range(len(stations))])
    assert all(min(2, n) <= got <= n for got, n in zip(found, stations, strict=True))
    floor = sum(min(2, n) for n in stations)
    assert sum(found) <= max(sample, floor) + floor + len(stations)


@pytest.mark.parametrize(
    ("how", "sample", "stations", "deviations", "why"),
    [
        (Allocation.PROPORTIONAL, 0, [5], [], "a number from 1 to 5"),
        (Allocation.PROPORTIONAL, 6, [5], [], "a number from 1 to 5"),
        (Allocation.PROPORTIONAL, 2, [5, 0], [], "without a station"),
        (Allocation.NEYMAN, 2, [5, 5], [1.0], "standard deviation of a past election"),
        (Allocation.NEYMAN, 2, [5, 5], [0.0, 0.0], "standard deviation of a past election"),
    ],
)
def test_what_cannot_be_allocated_is_refused(
    how: Allocation, sample: int, stations: list[int], deviations: list[float], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        allocate(how, sample, stations, deviations)


def test_the_size_for_a_margin_gives_that_margin() -> None:
    """The variance of the sample that the formula asks for, written out, is the square of margin over quantile."""
    of, quantile, margin = Past((400, 250, 100), (40.0, 25.0, 90.0), 200_000), normal(0.95), 0.01
    pairs = list(zip(of.stations, of.deviations, strict=True))

    def error(parts: list[float]) -> float:
        variances = (n**2 * (1 / m - 1 / n) * s**2 for (n, s), m in zip(pairs, parts, strict=True))
        return math.sqrt(sum(variances)) / of.base

    n = size(Allocation.PROPORTIONAL, of, margin, quantile)
    assert quantile * error([n * stations / 750 for stations in of.stations]) <= margin
    assert quantile * error([(n - 1) * stations / 750 for stations in of.stations]) > margin
    m = size(Allocation.NEYMAN, of, margin, quantile)
    sizes = [stations * s for stations, s in pairs]
    assert quantile * error([m * one / sum(sizes) for one in sizes]) <= margin
    assert m < n


def test_deviations_of_a_past_election_are_those_of_residuals() -> None:
    import numpy as np

    of = past(np.array([0, 0, 1, 1, 1]), np.array([60, 30, 80, 70, 90]), np.array([100, 100, 100, 100, 150]), 2)
    share = 330 / 550
    assert of.deviations[0] == pytest.approx(np.std([60 - 100 * share, 30 - 100 * share], ddof=1))
    assert of.deviations[1] == pytest.approx(np.std([80 - 100 * share, 70 - 100 * share, 90 - 150 * share], ddof=1))
    assert (of.stations, of.base) == ((2, 3), 550)


@pytest.mark.parametrize(("call", "why"), [
    (lambda: size(Allocation.EQUAL, Past((5,), (1.0,), 10), 0.01, 2.0), "simulate"),
    (lambda: size(Allocation.NEYMAN, Past((5,), (1.0,), 10), 0.0, 2.0), "above 0"),
    (lambda: with_losses(100, 0.0), "above 0 and at most 1"),
])  # fmt: skip
def test_plans_that_cannot_be_made_are_refused(call: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        call()  # type: ignore[operator]


@pytest.mark.parametrize(("votes", "strata", "why"), [([1, 2], 2, "no station"), ([0, 0], 1, "sums to nothing")])
def test_a_past_election_that_tells_nothing_is_refused(votes: list[int], strata: int, why: str) -> None:
    import numpy as np

    with pytest.raises(ValueError, match=why):
        past(np.array([0, 0]), np.array(votes), np.array(votes), strata)


def test_losses_enlarge_a_sample() -> None:
    assert with_losses(900, 0.9) == 1000


STATIONS = [f"Участок-{place}" for place in range(30)]


def test_the_draw_is_the_algorithm_written_on_the_page() -> None:
    """Written out a second time: SHA-256 in counter mode, high bytes first, the first places exchanged."""
    places = sorted(STATIONS, key=str.encode)
    words = [
        int.from_bytes(sha256(f"4711\nnorth\n{block}".encode()).digest()[start : start + 8], "big")
        for block in range(3)
        for start in range(0, 32, 8)
    ]
    for i in range(5):
        at = i + words[i] % (30 - i)
        places[i], places[at] = places[at], places[i]
    assert drawn("4711", "north", STATIONS, 5) == tuple(places[:5])


@given(st.permutations(STATIONS), st.integers(0, 30))
def test_the_order_of_the_frame_does_not_change_the_draw(order: list[str], sample: int) -> None:
    assert drawn("1", "a", order, sample) == drawn("1", "a", STATIONS, sample)


def test_every_station_is_as_likely_as_any_other() -> None:
    """Chi-square over 3,000 numbers: 29 degrees of freedom, 58.3 is the 99.9 per cent quantile."""
    counts = Counter(station for number in range(3000) for station in drawn(str(number), "x", STATIONS, 3))
    assert sum((counts[one] - 300) ** 2 / 300 for one in STATIONS) < 58.3


def test_strata_are_drawn_apart_and_come_in_the_order_of_their_bytes() -> None:
    found = draw("7", {"b": STATIONS, "a": STATIONS}, {"a": 4, "b": 4})
    assert list(found) == ["a", "b"]
    assert found["a"] != found["b"]
    assert found["a"] == drawn("7", "a", STATIONS, 4)


@pytest.mark.parametrize(("stations", "sample", "why"), [
    (["x", "x"], 1, "stands twice"), (["x"], 2, "2 of 1"), (["x"], -1, "cannot be drawn"),
])  # fmt: skip
def test_a_draw_that_cannot_be_made_is_refused(stations: list[str], sample: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        drawn("1", "s", stations, sample)


def test_the_checksum_of_a_frame_knows_no_order_of_rows_and_tells_cells_apart() -> None:
    assert checksum([("a", "b"), ("c", "d")]) == checksum([("c", "d"), ("a", "b")])
    assert checksum([("a", "b")]) != checksum([("ab", "")])
