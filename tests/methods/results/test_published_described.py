"""Descriptive and local figures of seven elections, as the reference page states them."""

from __future__ import annotations

import csv
import gzip
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np  # noqa: TID253
import pytest
from numpy.typing import NDArray  # noqa: TID253

from saylau.checks.forensics import described_controls as printed
from saylau.checks.forensics.booths_result import booths as booths_told
from saylau.checks.forensics.described import bands, fingerprints, log_rates, slopes
from saylau.checks.forensics.digits_result import digits
from saylau.checks.forensics.invalid_result import invalid_ballots
from saylau.checks.forensics.neighbours_result import neighbours
from saylau.checks.forensics.pace_result import paces
from saylau.checks.forensics.result import Result, Verdict
from saylau.checks.forensics.usable import counted
from saylau.checks.forensics.zeros_result import zero_one_two
from saylau.methods.results import neighbours as near
from saylau.methods.results.band import Band, Refusal, band, turnouts, user_window
from saylau.methods.results.booths import Booths, booths, standing_out, two_sided
from saylau.methods.results.pace import falling, last_interval, pace
from saylau.methods.results.stations import Why
from saylau.tables.declared import Declared
from saylau.tables.results import read_results
from tests.methods.results.test_published import REAL, stations

pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="results of real elections are with the developers only"),
]
CONTROL_FILES = ("mexico_2012", "taiwan_2016", "canada_2011", "georgia_2016")


def figures(result: Result) -> dict[str, float]:
    """The numbers of a result by name; the value stands second in each row."""
    return {str(row[0]): float(row[1]) for row in result.tables[0].rows}  # type: ignore[arg-type]


SHAPES = {
    "russia_2011": (-1.753, 4.053, -1.606, 3.273), "russia_2018": (-1.650, 4.040, -1.444, 2.328),
    "russia_2021": (-1.158, 1.440, -0.902, 0.295), "mexico_2012": (-0.323, 2.824, -0.026, 2.612),
    "taiwan_2016": (0.867, 2.634, 1.803, 6.200), "canada_2011": (0.437, 0.030, 0.734, 0.341),
    "georgia_2016": (-1.198, 5.759, 1.211, 8.221),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_logarithmic_vote_rate(name: str) -> None:
    assert tuple(figures(log_rates(stations(name))).values()) == pytest.approx(SHAPES[name], abs=0.00051)


SLOPES = {
    "russia_2011": (1.169, -0.402, 0.491, 0.746), "russia_2018": (1.053, -0.191, 0.766, 0.564),
    "russia_2021": (1.005, -0.264, 0.497, 0.798), "mexico_2012": (0.366, 0.015, 0.383, -0.056),
    "taiwan_2016": (0.810, -0.168, 0.554, 0.256), "canada_2011": (0.472, -0.039, 0.395, 0.074),
    "georgia_2016": (0.624, -0.076, 0.469, 0.285),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOPES)
def test_slope_intercept_share_and_correlation(name: str) -> None:
    assert tuple(figures(slopes(stations(name))).values()) == pytest.approx(SLOPES[name], abs=0.00061)


@cache
def banded(name: str) -> Band:
    held = counted(stations(name), every_vote=True)
    return band(turnouts(held.registered, held.issued, held.valid, held.votes))


BANDS = {
    "russia_2011": (52, (15.034, 15.201, 14.842)), "russia_2018": (61, (11.381, 11.058, 10.561)),
    "russia_2021": (38, (15.780, 15.218, 14.473)),
}  # fmt: skip


@pytest.mark.parametrize("name", BANDS)
def test_the_band_over_three_windows_in_millions(name: str) -> None:
    peak, millions = BANDS[name]
    assert banded(name).peak == peak
    assert [w.beyond / 1e6 for w in banded(name).windows] == pytest.approx(millions, abs=0.0016)
    assert banded(name).refused == ()


@pytest.mark.parametrize(
    ("name", "last", "millions", "share"),
    [("russia_2011", 51, 15.206, 34.74), ("russia_2018", 62, 10.869, 73.58), ("russia_2021", 35, 15.522, 31.64)],
)
def test_the_window_of_the_public_calculation(name: str, last: int, millions: float, share: float) -> None:
    held = counted(stations(name), every_vote=True)
    found = user_window(held.registered, held.issued, held.valid, held.votes, last)
    assert found is not None
    assert (found.beyond / 1e6, 100 * found.clean_share) == pytest.approx((millions, share), abs=0.0051)


CLEAN_BANDS = {
    "mexico_2012": (65, (-6.4, -2.6, 0.7)), "canada_2011": (54, (5.2, 2.3, 0.2)),
    "taiwan_2016": (68, (12.2, 3.3, 1.4)), "georgia_2016": (48, (16.8, 14.3, 10.9)),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN_BANDS)
def test_the_error_of_the_band_where_nobody_alleges_anything(name: str) -> None:
    peak, percent = CLEAN_BANDS[name]
    found = banded(name)
    assert found.peak == peak
    assert [100 * w.beyond / found.votes for w in found.windows] == pytest.approx(percent, abs=0.051)


def test_most_controls_have_no_band_that_may_be_told() -> None:
    assert {name for name in CLEAN_BANDS if banded(name).refused} == {"mexico_2012", "canada_2011", "taiwan_2016"}
    assert Refusal.TURNOUT in banded("mexico_2012").refused
    assert bands(stations("canada_2011")).verdict is Verdict.UNKNOWN


HIGH = {"russia_2011": 8.96, "russia_2018": 8.32, "russia_2021": 5.05}


@pytest.mark.parametrize("name", HIGH)
def test_stations_above_95_of_turnout(name: str) -> None:
    assert figures(fingerprints(stations(name)))[printed.HIGH] == pytest.approx(HIGH[name], abs=0.0051)


SMALL = {
    "russia_2011": (0.736, 0.475), "russia_2018": (0.595, 0.373), "russia_2021": (0.734, 0.401),
    "taiwan_2016": (0.190, 0.085), "georgia_2016": (0.768, 0.221),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_small_stations_against_their_neighbours(name: str) -> None:
    assert tuple(figures(neighbours(stations(name))).values()) == pytest.approx(SMALL[name], abs=0.00055)


@cache
def mexico() -> dict[str, NDArray[Any]]:
    """Columns of Mexico 2012 as the file has them."""
    with gzip.open(REAL / "mexico_2012.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ("region", "district", "section", "registered", "ballots_counted", "leader", "pan", "prd_pt_mc")
    held = {name: np.array([int(row[name]) for row in rows]) for name in names}
    held["kind"] = np.array([row["station_kind"] for row in rows])
    n, c, w = held["registered"], held["ballots_counted"], held["leader"]
    usable = (n > 0) & (c > 0) & (c <= n) & (w <= c)
    return {name: of[usable] for name, of in held.items()}


def test_small_stations_of_mexico_without_extraordinary_booths() -> None:
    held = {name: of[mexico()["kind"] == "ordinary"] for name, of in mexico().items()}
    area = np.unique(held["district"], return_inverse=True)[1]
    n, c, w = held["registered"], held["ballots_counted"], held["leader"]
    small = near.is_small(n, area)
    found = [near.difference(near.standardised(rate, area), small, area) for rate in (c / n, w / c)]
    assert [one.value for one in found if one] == pytest.approx((0.385, 0.178), abs=0.00051)


@cache
def ordinary(votes: str, of: str) -> tuple[Booths, float]:
    """Booths of Mexico 2012, and the share whose distance from their section exceeds four binomial sd."""
    held = {name: column[mexico()["kind"] == "ordinary"] for name, column in mexico().items()}
    section = np.unique(held["region"] * 100_000 + held["section"], return_inverse=True)[1]
    k, n = held[votes], held[of]
    found = booths(k, n, section)
    rate = (np.bincount(section, k) / np.bincount(section, n))[section[found.rows]]
    k, n = k[found.rows], n[found.rows]
    far = np.abs(k - n * rate) > 4 * np.sqrt(n * rate * (1 - rate))
    return found, float(far.mean())


@pytest.mark.parametrize(
    ("votes", "of", "dispersion", "far"),
    [("leader", "ballots_counted", 1.8285, 0.0020), ("ballots_counted", "registered", 2.0182, 0.0058),
     ("pan", "ballots_counted", 1.6688, 0.0015), ("prd_pt_mc", "ballots_counted", 1.7409, 0.0014)],
)  # fmt: skip
def test_dispersion_of_booths_in_a_section(votes: str, of: str, dispersion: float, far: float) -> None:
    found, share_far = ordinary(votes, of)
    assert found.dispersion == pytest.approx(dispersion, abs=0.000051)
    assert share_far == pytest.approx(far, abs=0.000051)


def test_the_booths_of_the_reference_and_those_that_the_control_prints() -> None:
    found = ordinary("leader", "ballots_counted")[0]
    assert (len(found.rows), found.sections) == (112_831, 43_291)
    (control,) = printed.BOOTHS
    named = int(standing_out(two_sided(found.z)).sum())
    assert (control.stations, control.figures["booths that stand out"]) == (112_831, named)


def test_the_booths_of_a_file_that_states_their_kind_are_those_of_the_reference() -> None:
    result = booths_told(stations("mexico_2012"))
    assert result.verdict is Verdict.NOTED
    (control,) = printed.BOOTHS
    told = figures(result)
    assert result.data.used.number == 112_831
    assert {name: told[name] for name in control.figures} == pytest.approx(dict(control.figures), abs=0.000051)
    assert Why.NOT_ORDINARY in {out.why for out in result.data.used.excluded}


def test_with_extraordinary_booths_among_them_no_booth_of_a_clean_election_is_named() -> None:
    result = booths_told(replace(stations("mexico_2012"), kind=None, kinds=()))
    assert (result.verdict, result.flags) == (Verdict.UNKNOWN, ())


def test_extraordinary_and_special_booths_declared_special_are_left_out_of_the_comparison_of_small_stations() -> None:
    table = replace(stations("mexico_2012"), special=("extraordinary", "special"))
    result = neighbours(table)
    assert [float(row[1]) for row in result.tables[0].rows] == pytest.approx((0.385, 0.178), abs=0.00051)  # type: ignore[arg-type]
    assert result.data.used.excluded[0].why is Why.SPECIAL


ZERO_ONE_TWO = {
    ("Нальчикская городская", "party_02", 2, 42, 37), ("Дюртюлинская", "party_06", 0, 24, 21),
    ("Хайбуллинская", "party_06", 0, 22, 25), ("Стерлитамакская городская", "party_07", 8, 25, 21),
    ("Уфа, Октябрьская", "party_08", 3, 29, 26), ("Уфа, Октябрьская", "party_09", 2, 23, 25),
    ("Уфа, Октябрьская", "party_12", 2, 34, 22), ("Уфа, Октябрьская", "party_13", 3, 25, 23),
    ("Уфа, Калининская", "party_12", 5, 38, 22), ("Набережные Челны, Центральная", "party_09", 0, 25, 22),
    ("Лаишевская", "party_13", 2, 24, 22),
}  # fmt: skip


def test_the_eleven_pairs_of_zero_one_two() -> None:
    result = zero_one_two(stations("russia_2021"))
    assert {row[1:] for row in result.tables[1].rows} == ZERO_ONE_TWO
    assert len(result.tables[1].rows) == 11


def test_the_version_with_an_error_rate_names_nobody_in_georgia() -> None:
    assert figures(zero_one_two(stations("georgia_2016")))["pairs with too few zeros"] == 0


DISPUTED = {
    "russia_2011": (5.31, 23.13, 0.0059), "russia_2018": (-18.52, 17.41, 0.0426), "russia_2021": (0.63, 56.79, 1e-5),
    "mexico_2012": (-46.07, 115.3, 1e-5), "taiwan_2016": (13.72, 6.52, 0.686), "canada_2011": (-21.33, 72.2, 1e-5),
    "georgia_2016": (3.60, 12.58, 0.182),
}  # fmt: skip


@pytest.mark.parametrize("name", DISPUTED)
def test_disputed_digits(name: str) -> None:
    z, chi, p = DISPUTED[name]
    found = figures(digits(stations(name)))
    assert found["second digit z"] == pytest.approx(z, abs=0.0051)
    assert found["last digit chi-square"] == pytest.approx(chi, abs=0.051)
    if p == 1e-5:
        assert found["last digit p"] < p
    else:
        assert found["last digit p"] == pytest.approx(p, abs=0.00051)


def test_voters_by_the_hour_in_georgia() -> None:
    with gzip.open(REAL / "georgia_2016.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    noon, five, close = (
        np.array([int(row[name]) for row in rows]) for name in ("voted_by_12", "voted_by_17", "ballots_issued")
    )
    assert len(falling((noon, five, close))) == 10
    assert float(np.nanmax(pace(five, close, 180))) == pytest.approx(5.0, abs=0.05)
    assert 1 - five.sum() / close.sum() == pytest.approx(0.1915, abs=0.00005)
    district = np.unique([row["district"] for row in rows], return_inverse=True)[1]
    last = last_interval(five, close, district)
    assert int(((last.share > 0.5) & (close >= 100)).sum()) == 12


def test_declared_hours_of_georgia_give_the_control_that_is_printed() -> None:
    columns = {"voted_by_1": ("voted_by_12",), "voted_by_2": ("voted_by_17",)}
    table = read_results(REAL / "georgia_2016.csv.gz", Declared(columns=columns), share="valid").stations
    result = paces(table, 180)
    (control,) = printed.PACE
    assert control.stations == result.data.used.number
    found = figures(result)
    assert {name: found[name] for name in control.figures} == pytest.approx(dict(control.figures), abs=0.0051)


def test_stations_of_russia_without_an_invalid_ballot() -> None:
    assert figures(invalid_ballots(stations("russia_2021")))["stations without one"] == 11_481


def test_the_controls_of_invalid_ballots() -> None:
    for control, name in zip(printed.INVALID, ("taiwan_2016", "georgia_2016"), strict=True):
        result = invalid_ballots(stations(name))
        assert control.stations == result.data.used.number
        assert figures(result) == pytest.approx(dict(control.figures), abs=0.0051)


@pytest.mark.parametrize(("place", "name"), list(enumerate(CONTROL_FILES)))
def test_the_controls_that_are_printed_are_what_the_methods_give(place: int, name: str) -> None:
    table = stations(name)
    told = (
        (fingerprints, printed.FINGERPRINT, 0.00051), (log_rates, printed.LOG_RATE, 0.00051),
        (slopes, printed.SLOPE, 0.00061), (neighbours, printed.NEIGHBOURS, 0.00055), (digits, printed.DIGITS, 0.051),
    )  # fmt: skip
    for method, controls, within in told:
        result = method(table)
        found = figures(result)
        assert controls[place].stations == result.data.used.number
        for head, value in controls[place].figures.items():
            assert found[head] == pytest.approx(value, abs=within)
    held = counted(table, every_vote=True)
    control = printed.BAND[place]
    assert control.stations == held.used.number
    low, high, peak = control.figures.values()
    percent = [100 * w.beyond / banded(name).votes for w in banded(name).windows]
    assert (min(percent), max(percent), banded(name).peak) == pytest.approx((low, high, peak), abs=0.051)
