"""The calibration on elections that nobody disputes: rates by block, and the power table of the reference."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from saylau.checks.forensics.calibration import Plan, calibrate
from saylau.checks.forensics.error_rates import MOST_BLOCKS, Borne, Rate, Report, report
from saylau.methods.results.trial import election
from saylau.methods.spread import Here
from saylau.tables.results import read_results

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "results"
pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="results of real elections are with the developers only"),
]
CLEAN = ("mexico_2012", "taiwan_2016", "canada_2011", "georgia_2016")


@cache
def calibrated() -> Report:
    """The four clean elections, each forged three times at each share."""
    given = tuple(election(read_results(REAL / f"{name}.csv.gz").stations) for name in CLEAN)
    return report(calibrate(Plan(given, forgeries=3), Here()))


def test_three_hundred_districts_of_mexico_are_rejected_as_often_as_the_reference_says() -> None:
    """2.7 % at nominal 5 %, none at nominal 0.1 %."""
    mexico = calibrated().given[0]
    assert mexico.kinds == ("district",)
    assert mexico.blocks["any"] == (Rate(8, 300), Rate(0, 300))


def test_on_all_clean_elections_together_the_bound_is_at_most_seven_per_cent() -> None:
    together = calibrated().together
    assert together is not None
    assert together.headline.of > 500
    assert together.headline.bears_out(MOST_BLOCKS) is Borne.MET
    assert together.whole[1].rejected == 0
    assert together.region.rejected == 0


POWER = {0: -0.4, 50: 2.4, 100: 5.3, 200: 11.5}
"""z of turnout in Mexico by forged stations of 10,000; tolerance 0.7 for the mean of three forgeries."""


@pytest.mark.parametrize("share", POWER)
def test_the_power_table_of_the_reference_comes_out(share: int) -> None:
    found = {one.per_10_000: one for one in calibrated().given[0].power}
    assert found[share].flagged.of == 3
    assert found[share].z_turnout == pytest.approx(POWER[share], abs=0.7)
