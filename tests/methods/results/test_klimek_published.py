"""The mixture on seven elections: fractions, modes and refusals of the reference within their tolerances."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from saylau.checks.forensics.booths_result import correlations
from saylau.checks.forensics.klimek_null import Analysis, analyse
from saylau.checks.forensics.klimek_result import CONTROLS, MixtureTest, counted, mixture_test, used_by_klimek
from saylau.methods.results.klimek_draws import Counted
from saylau.tables.results import read_results

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "results"
pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="results of real elections are with the developers only"),
]
MODES = {
    "russia_2011": (0.529, 0.336), "russia_2018": (0.616, 0.747), "russia_2021": (0.391, 0.311),
    "mexico_2012": (0.633, 0.393), "georgia_2016": (0.498, 0.468), "taiwan_2016": (0.680, 0.577),
    "canada_2011": (0.529, 0.493),
}  # fmt: skip


@cache
def table(name: str) -> Counted:
    share = "valid" if name in ("taiwan_2016", "georgia_2016") else "counted"
    stations = read_results(REAL / f"{name}.csv.gz", share=share).stations
    return counted(stations, used_by_klimek(stations).mask)


@cache
def found(name: str) -> Analysis:
    return analyse(table(name))


@cache
def whole(name: str) -> MixtureTest:
    test = mixture_test(table(name))[1]
    assert test is not None
    return test


@pytest.mark.parametrize("name", MODES)
def test_the_modes_lie_within_a_point_of_the_reference(name: str) -> None:
    part = found(name).part
    assert part is not None
    assert (part.tau, part.nu) == pytest.approx(MODES[name], abs=0.01)


def test_russia_2011_has_the_fractions_of_the_reference() -> None:
    fitted = found("russia_2011").fit
    assert fitted is not None
    assert 0.60 <= fitted.incremental <= 0.72
    assert 0.02 <= fitted.extreme <= 0.045
    assert 2.1 <= fitted.alpha <= 2.5


@pytest.mark.parametrize(
    ("name", "incremental", "reduced"),
    [("russia_2018", 0.211, 23), ("russia_2021", 0.566, 21), ("mexico_2012", 0.026, 50), ("taiwan_2016", 0.0, 87)],
)
def test_other_fractions_lie_near_those_measured_by_simulation(name: str, incremental: float, reduced: float) -> None:
    fitted = found(name).fit
    assert fitted is not None
    assert fitted.incremental == pytest.approx(incremental, abs=0.02)
    assert fitted.reduced == pytest.approx(reduced, rel=0.5)


def test_no_control_has_an_extreme_part() -> None:
    for name in ("mexico_2012", "georgia_2016", "taiwan_2016", "canada_2011"):
        fitted = found(name).fit
        assert fitted is not None
        assert fitted.extreme < 0.002


def test_canada_is_refused() -> None:
    assert len(found("canada_2011").reasons) == 2
    assert mixture_test(table("canada_2011"))[1] is None


def test_the_fractions_of_clean_elections_are_not_distinguishable() -> None:
    for name in ("mexico_2012", "georgia_2016", "taiwan_2016"):
        assert not whole(name).distinguishable


def test_the_fractions_of_russia_2011_and_2021_are_above_all_four_nulls() -> None:
    for name in ("russia_2011", "russia_2021"):
        assert len(whole(name).nulls) == 4
        assert whole(name).distinguishable


def test_the_fraction_of_russia_2018_is_not_distinguishable_even_from_its_own_clean_part() -> None:
    """Its alpha lies at the edge of the range in the reference: the fit says little about this histogram."""
    test = whole("russia_2018")
    assert test.nulls[0].p(test.chi_square.incremental) > 0.05
    assert not test.distinguishable


def test_the_controls_that_are_printed_are_what_the_fit_gives() -> None:
    for control, name in zip(CONTROLS, ("mexico_2012", "taiwan_2016", "georgia_2016"), strict=True):
        fitted = found(name).fit
        assert fitted is not None
        assert control.stations == len(table(name).votes)
        assert dict(control.figures) == pytest.approx(
            {"incremental": fitted.incremental, "extreme": fitted.extreme}, abs=0.00051
        )


def test_booths_of_mexico_tell_how_correlated_the_voters_of_a_booth_are() -> None:
    """phi = 1 + (n - 1) rho with the dispersions of the reference, 2.0182 and 1.8285."""
    held = read_results(REAL / "mexico_2012.csv.gz").stations
    found = correlations(held)
    assert found is not None
    turnout, share = found
    assert turnout == pytest.approx((2.0182 - 1) / 586, rel=0.02)
    assert share == pytest.approx((1.8285 - 1) / 366, rel=0.02)
