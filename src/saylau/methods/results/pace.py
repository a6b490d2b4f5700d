"""Voters by the hour: numbers that fall, the pace to the close, and the share of the day after the last report.

Plain arithmetic; several boxes, units that vote at fixed hours, stations in other time zones and hours misread explain
much of it. The capacity of a booth is an assumption and is printed with the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Rates

FEWEST = 10
"""Stations of a district without which no spread is taken."""
SECONDS = (20, 60)
"""Time of one voter at a booth, assumed."""
_MAD_TO_SD = 1.482602218505602


@dataclass(frozen=True, eq=False)
class LastInterval:
    """Share of the day's voters after the last report, by station, and its robust z within the district."""

    share: Rates
    z: Rates
    """(share - median) / (1.4826 MAD); missing where the district has under 10 stations or a MAD of 0."""


def falling(reports: tuple[Counts, ...]) -> Counts:
    """Rows in which a later cumulative number of voters is below an earlier one; missing numbers (-1) are passed over.

    `reports` in the order of hours, the number at the close last.
    """
    import numpy as np

    falls = np.zeros(len(reports[0]), np.bool_)
    highest = reports[0].copy()
    for report in reports[1:]:
        falls |= (report >= 0) & (report < highest)
        highest = np.maximum(highest, report)
    return np.flatnonzero(falls)


def pace(at_hour: Counts, at_close: Counts, minutes: int) -> Rates:
    """Voters a minute between a report and the close; missing where a number is not stated. `minutes` above 0."""
    import numpy as np

    if minutes <= 0:
        raise ValueError(f"{minutes} minutes between the last report and the close")
    stated = (at_hour >= 0) & (at_close >= 0)
    return np.where(stated, (at_close - at_hour) / minutes, np.nan)


def capacity(booths: int, seconds: int = SECONDS[0]) -> float:
    """Most voters a minute: 60 booths / seconds; by default each voter takes 20 seconds, the shortest assumed."""
    if booths <= 0 or seconds <= 0:
        raise ValueError("a capacity needs booths and the seconds of a voter")
    return 60 * booths / seconds


def last_interval(at_hour: Counts, at_close: Counts, area: Counts) -> LastInterval:
    """Share of the voters of the day after the last report; missing where a number is not stated or nobody voted."""
    import numpy as np

    stated = (at_hour >= 0) & (at_close > 0)
    share = np.where(stated, (at_close - at_hour) / np.where(stated, at_close, 1), np.nan)
    z = np.full(len(share), np.nan)
    rows = np.flatnonzero(stated)
    place = area[rows]
    enough = np.bincount(place)[place] >= FEWEST if len(rows) else np.zeros(0, np.bool_)
    rows, place = rows[enough], place[enough]
    off = share[rows] - medians(share[rows], place)
    spread = _MAD_TO_SD * medians(np.abs(off), place)
    varies = spread > 0
    z[rows[varies]] = off[varies] / spread[varies]
    return LastInterval(share, z)


def medians(values: Rates, area: Counts) -> Rates:
    """Median of the values of the same area, for each value."""
    import numpy as np

    if not len(values):
        return np.zeros(0)
    order = np.lexsort((values, area))
    ranked, place = values[order], area[order]
    starts = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1])))
    sizes = np.diff(np.append(starts, len(place)))
    middle = (ranked[starts + (sizes - 1) // 2] + ranked[starts + sizes // 2]) / 2
    found = np.empty(len(values))
    found[order] = np.repeat(middle, sizes)
    return found
