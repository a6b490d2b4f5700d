"""The figures of seven elections: exact ones to a hundredth, published ones within their Monte Carlo error."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np  # noqa: TID253
import pytest

from saylau.checks.forensics.controls import INTEGERS
from saylau.checks.forensics.integer_result import IntegerTest, events, integer_test
from saylau.checks.forensics.screens_result import CONTROLS as SCREENED
from saylau.methods.results.areas import by_area
from saylau.methods.results.screens import run_screens
from saylau.methods.results.stations import Stations, used_by_integers
from saylau.tables.declared import Declared
from saylau.tables.results import read_results
from tests.methods.results.elections import with_round_turnout

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "results"
pytestmark = [
    pytest.mark.needs_shared_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="results of real elections are with the developers only"),
]
OF_VALID = ("taiwan_2016", "georgia_2016")


@cache
def stations(name: str) -> Stations:
    share = "valid" if name in OF_VALID else "counted"
    return read_results(REAL / f"{name}.csv.gz", share=share).stations


@cache
def computed(name: str) -> IntegerTest:
    table = stations(name)
    return integer_test(table, used_by_integers(table))


EXACT = {
    "russia_2011": (
        86_718, (17_803, 9_708, 9_216), (16_800.43, 8_941.45, 8_767.16),
        (114.72, 87.86, 87.75), (8.740, 8.725, 5.115),
    ),
    "russia_2018": (
        91_152, (19_271, 10_116, 10_543), (17_562.40, 9_258.87, 9_245.47),
        (117.38, 89.60, 90.01), (14.556, 9.566, 14.416),
    ),
    "russia_2021": (
        90_821, (18_880, 10_173, 9_950), (17_567.60, 9_348.18, 9_165.34),
        (117.24, 89.61, 89.83), (11.194, 9.205, 8.735),
    ),
    "mexico_2012": (
        141_406, (26_651, 13_966, 14_140), (26_935.25, 14_172.80, 14_187.28),
        (145.99, 111.17, 112.04), (-1.947, -1.860, -0.422),
    ),
    "taiwan_2016": (
        15_579, (2_962, 1_559, 1_539), (2_959.93, 1_557.39, 1_558.67),
        (48.81, 37.27, 37.37), (0.042, 0.043, -0.526),
    ),
    "canada_2011": (
        65_340, (13_080, 7_074, 6_753), (12_860.12, 6_923.96, 6_638.00),
        (99.01, 75.50, 76.17), (2.221, 1.987, 1.510),
    ),
    "georgia_2016": (
        3_584, (679, 374, 354), (678.52, 357.65, 356.52),
        (23.29, 17.77, 17.84), (0.020, 0.920, -0.141),
    ),
}  # fmt: skip
"""Stations used; observed, expected, sd and z of either, share and turnout."""
NAMES = ("any", "share", "turnout")


@pytest.mark.parametrize("name", EXACT)
def test_the_exact_figures_are_those_of_the_reference(name: str) -> None:
    used, observed, expected, sd, z = EXACT[name]
    found = [computed(name).tests[part] for part in NAMES]
    assert computed(name).used.number == used
    assert tuple(f.observed for f in found) == observed
    assert [f.expected for f in found] == pytest.approx(expected, abs=0.0051)
    assert [f.sd for f in found] == pytest.approx(sd, abs=0.0051)
    assert [f.z for f in found] == pytest.approx(z, abs=0.00051)


FIFTHS = {
    "russia_2011": (10.142, 9.932, 5.029), "russia_2018": (15.541, 9.066, 14.413),
    "russia_2021": (12.505, 10.505, 7.660),
    "mexico_2012": (-0.501, -1.295, 0.603), "taiwan_2016": (-0.582, 0.408, -1.124),
    "canada_2011": (-0.285, -0.264, 0.088), "georgia_2016": (-0.497, 0.841, -1.616),
}  # fmt: skip
EXCESS_OF_FIFTHS = {
    "russia_2011": (596.77, 429.32, 208.02), "russia_2018": (923.16, 388.29, 612.94),
    "russia_2021": (753.64, 463.08, 326.12),
}  # fmt: skip


@pytest.mark.parametrize("name", FIFTHS)
def test_multiples_of_five(name: str) -> None:
    found = [computed(name).tests[f"{part}_5"] for part in NAMES]
    assert [f.z for f in found] == pytest.approx(FIFTHS[name], abs=0.00051)
    if name in EXCESS_OF_FIFTHS:
        assert [f.excess for f in found] == pytest.approx(EXCESS_OF_FIFTHS[name], abs=0.0051)


WEIGHTED = {
    "russia_2011": ((1_598_610, 1_262_315, 947_422), (171_384, 101_622, 54_114)),
    "russia_2018": ((2_457_649, 2_048_976, 1_751_811), (168_008, 112_038, 86_244)),
    "russia_2021": ((2_037_068, 1_471_979, 1_081_849), (233_556, 180_250, 87_516)),
}


@pytest.mark.parametrize("name", WEIGHTED)
def test_excess_weighted_by_registered_issued_and_leader(name: str) -> None:
    excess, sd = WEIGHTED[name]
    found = [computed(name).weighted[part] for part in ("registered", "issued", "votes")]
    assert [f.excess for f in found] == pytest.approx(excess, abs=0.51)
    assert [f.sd for f in found] == pytest.approx(sd, abs=0.51)


PUBLISHED = {
    "russia_2011": ((1_003.477, 767.136, 449.325), (1_591_129, 1_257_914, 945_253)),
    "russia_2018": ((1_708.839, 859.010, 1_296.186), (2_459_344, 2_050_934, 1_753_819)),
    "russia_2021": ((1_309.768, 824.159, 783.370), (2_025_651, 1_464_837, 1_078_983)),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_values_agree_within_four_errors_of_a_thousand_replicates(name: str) -> None:
    stations_of, weighted = PUBLISHED[name]
    for part, value in zip(NAMES, stations_of, strict=True):
        found = computed(name).tests[part]
        assert abs(found.excess - value) < 4 * found.sd / math.sqrt(1000)
    for part, value in zip(("registered", "issued", "votes"), weighted, strict=True):
        heavy = computed(name).weighted[part]
        assert abs(heavy.excess - value) < 4 * heavy.sd / math.sqrt(1000)


SCREENS = {
    "russia_2011": {"counted_issued": 18, "full_turnout": 3_750},
    "russia_2018": {"counted_issued": 6, "full_turnout": 2_613},
    "russia_2021": {
        "counted_issued": 7, "portable": 13, "boxes": 0, "options_valid": 0, "received": 0, "full_turnout": 2_209,
        "no_invalid": 11_481,
    },
    "mexico_2012": {"counted_registered": 81 + 902},
    "georgia_2016": {"options_valid": 1_033},
    "taiwan_2016": {"options_valid": 0, "valid_invalid": 0},
}  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
def test_screens_name_as_many_stations_as_were_counted_before(name: str) -> None:
    found = {screened.screen.name: len(screened.rows) for screened in run_screens(stations(name))}
    assert {screen: found[screen] for screen in SCREENS[name]} == SCREENS[name]


def test_the_controls_that_are_printed_are_what_the_test_gives() -> None:
    files = ("mexico_2012", "taiwan_2016", "canada_2011", "georgia_2016")
    for control, name in zip(INTEGERS, files, strict=True):
        assert control.stations == computed(name).used.number
        assert dict(control.figures) == pytest.approx(
            {part: computed(name).tests[part].z for part in NAMES}, abs=0.00051
        )


def test_districts_of_a_clean_election_stand_out_no_more_often_than_chance() -> None:
    districts = computed("mexico_2012").districts
    regions = computed("mexico_2012").regions
    assert districts is None
    assert regions is not None
    assert regions.standing_out == ()


def test_a_declared_name_reads_as_a_recognised_one() -> None:
    columns = {"registered": ("registered",), "leader": ("leader",), "ballots_counted": ("ballots_counted",)}
    declared = Declared(columns=columns)
    again = read_results(REAL / "canada_2011.csv.gz", declared).stations
    assert integer_test(again, used_by_integers(again)).headline.z == computed("canada_2011").headline.z


def test_by_district_a_clean_election_is_flagged_no_more_often_than_the_level_says() -> None:
    """300 districts: mean -0.11, sd 0.956, 2.7 % above the nominal 5 %, none above the nominal 0.1 %."""
    table = stations("mexico_2012")
    used = used_by_integers(table)
    level = by_area(*events(table, used.mask)[0].any, table.area[used.mask])
    z = np.array([unit.result.z for unit in level.areas if unit.result.variance > 10])
    assert len(z) == 300
    assert [z.mean(), z.std(ddof=1)] == pytest.approx([-0.11, 0.956], abs=0.006)
    assert (z > 1.645).mean() == pytest.approx(0.027, abs=0.0005)
    assert (z > 3.09).sum() == 0


POWER = {0.005: 2.4, 0.01: 5.3, 0.02: 11.5}
"""z of turnout by the share of stations whose turnout was lifted to a whole percentage."""


@pytest.mark.parametrize("share", POWER)
def test_power_is_that_of_the_reference(share: float) -> None:
    found = []
    for seed in range(3):
        table = with_round_turnout(stations("mexico_2012"), share, seed)
        found.append(integer_test(table, used_by_integers(table)).tests["turnout"].z)
    assert sum(found) / 3 == pytest.approx(POWER[share], abs=0.7)


def test_the_controls_of_the_screens_are_stations_that_break_arithmetic() -> None:
    for control, name in zip(SCREENED, ("taiwan_2016", "georgia_2016"), strict=True):
        found = run_screens(stations(name))
        broken = {int(row) for one in found if one.screen.violation for row in one.rows}
        assert (control.stations, control.figures["violations"]) == (len(stations(name)), len(broken))
