"""The descriptive numbers on elections that nobody disputes, computed once with the methods of this package.

Sources: Mexico 2012, polling-station results of the Federal Electoral Institute; Taiwan 2016, Central Election
Commission; Canada 2011, Elections Canada; Georgia 2016, Central Election Commission. Turnout by ballots counted, in
Georgia by ballots issued; share of ballots counted, in Taiwan and Georgia of valid ballots.
"""

from __future__ import annotations

from types import MappingProxyType

from saylau.checks.forensics.result import Control

MEXICO, TAIWAN, CANADA, GEORGIA = (
    "Mexico 2012, president", "Taiwan 2016, president", "Canada 2011, House of Commons", "Georgia 2016, parliament"
)  # fmt: skip
ALL = (MEXICO, TAIWAN, CANADA, GEORGIA)


def controls(names: tuple[str, ...], stations: tuple[int, ...], *rows: tuple[float, ...]) -> tuple[Control, ...]:
    """Controls of all four elections; rows hold the figures in the order of `names`."""
    return tuple(
        Control(election, number, MappingProxyType(dict(zip(names, row, strict=True))))
        for election, number, row in zip(ALL, stations, rows, strict=True)
    )


HIGH, CORNER = "stations above 95 % turnout, %", "turnout and share from 95 %, %"
PEAK_TURNOUT, PEAK_SHARE = "fullest bin: turnout", "fullest bin: share"
FINGERPRINT = controls(
    (HIGH, CORNER, PEAK_TURNOUT, PEAK_SHARE), (141_415, 15_579, 65_343, 3_587),
    (0.042, 0.0, 63, 40), (0.0, 0.0, 68, 60), (0.034, 0.0, 53, 10), (0.056, 0.0, 58, 49),
)  # fmt: skip
LOG = ("skewness (valid)", "kurtosis (valid)", "skewness (electorate)", "kurtosis (electorate)")
LOG_RATE = controls(
    LOG, (141_400, 15_579, 65_316, 3_587),
    (-0.323, 2.824, -0.026, 2.612), (0.867, 2.634, 1.803, 6.200), (0.437, 0.030, 0.734, 0.341),
    (-1.198, 5.759, 1.211, 8.221),
)  # fmt: skip
SLOPE_OF = ("slope", "intercept", "share of all ballots", "correlation of turnout and share")
SLOPE = controls(
    SLOPE_OF, (141_400, 15_579, 65_316, 3_587),
    (0.366, 0.015, 0.383, -0.056), (0.810, -0.168, 0.554, 0.256), (0.472, -0.038, 0.395, 0.074),
    (0.624, -0.075, 0.469, 0.285),
)  # fmt: skip
BAND_OF = (
    "least of the windows, % of the option's votes",
    "most of the windows, %",
    "peak of the other votes, turnout",
)
BAND = controls(
    BAND_OF, (142_117, 15_582, 66_111, 3_667), (-6.4, 0.7, 65), (1.4, 12.2, 68), (0.2, 5.2, 54), (10.9, 16.8, 48)
)
SMALL_OF = ("turnout: small minus rest, sd", "share: small minus rest, sd")
NEIGHBOURS = controls(
    SMALL_OF, (142_117, 15_306, 66_111, 3_666), (0.416, 0.201), (0.190, 0.085), (0.233, 0.134), (0.768, 0.221)
)
BOOTHS_OF = ("dispersion of the share", "dispersion of turnout", "booths that stand out", "booths")
BOOTHS = (
    Control(
        "Mexico 2012, president, ordinary booths", 112_831,
        MappingProxyType(dict(zip(BOOTHS_OF, (1.8285, 2.0182, 189, 112_831), strict=True))),
    ),
)  # fmt: skip
ZEROS_OF = ("pairs by the rule", "pairs asked", "pairs with too few zeros")
ZEROS = (
    Control(
        GEORGIA, 3_666, MappingProxyType(dict(zip(ZEROS_OF, (0, 752, 0), strict=True)))
    ),
    Control(TAIWAN, 15_582, MappingProxyType(dict(zip(ZEROS_OF, (0, 0, 0), strict=True)))),
)  # fmt: skip
DIGITS_OF = ("second digit z", "last digit chi-square", "equal pairs, %", "adjacent pairs, %")
DIGITS = controls(
    DIGITS_OF, (142_117, 15_582, 66_111, 3_666),
    (-46.07, 115.3, 9.93, 19.95), (13.72, 6.52, 10.16, 19.69), (-21.33, 72.2, 9.98, 19.65), (3.60, 12.58, 10.15, 19.58),
)  # fmt: skip
INVALID_OF = ("invalid ballots, %", "stations without one", "expected without one")
INVALID = (
    Control(TAIWAN, 15_536, MappingProxyType(dict(zip(INVALID_OF, (1.31, 61, 76.37), strict=True)))),
    Control(GEORGIA, 3_463, MappingProxyType(dict(zip(INVALID_OF, (3.45, 51, 23.29), strict=True)))),
)
PACE_OF = (
    "stations where a later number is lower", "voters after the last report, %",
    "stations of at least 100 voters with more than half after it", "most voters a minute after it",
)  # fmt: skip
PACE = (Control(GEORGIA, 3_668, MappingProxyType(dict(zip(PACE_OF, (10, 19.15, 12, 4.99), strict=True)))),)
