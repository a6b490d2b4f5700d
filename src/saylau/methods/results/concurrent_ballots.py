"""Several contests at one visit to the box: how far their ballots counted differ within a station.

Voters who take one paper home, electorates that differ between contests and papers in the wrong box explain small
differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Rates

LEAST = 0.05
"""Share of the ballots by which contests have to differ at least."""
QUANTILE = 0.99
FEWEST = 100
"""Stations below which the 99th percentile is only the largest difference, and is not asked for."""


@dataclass(frozen=True, eq=False)
class Concurrent:
    """Difference of contests by station, the share above which it is listed, and the rows above it."""

    difference: Counts
    """max - min of ballots counted over contests; -1 where a number is not stated."""
    share: Rates
    """Of the largest contest; missing where nothing was counted or a number is not stated."""
    above: float
    rows: Counts


def concurrent(contests: tuple[Counts, ...]) -> Concurrent:
    """D = max - min over contests; listed where D / max is above its 99th percentile or above 5 %, whichever is more.

    Arrays of ballots counted, one a contest, -1 where not stated; at least two. The percentile is the smallest value
    that at least 99 % of stations do not exceed; of fewer than 100 stations it is not taken.
    """
    import numpy as np

    if len(contests) < 2:
        raise ValueError("ballots of at least two contests are compared")
    held = np.stack(contests)
    stated = (held >= 0).all(axis=0)
    most = held.max(axis=0)
    difference = np.where(stated, most - held.min(axis=0), -1)
    asked = stated & (most > 0)
    share = np.where(asked, difference / np.where(asked, most, 1), np.nan)
    known = share[asked]
    limit = float(np.quantile(known, QUANTILE, method="inverted_cdf")) if len(known) >= FEWEST else 0.0
    above = max(limit, LEAST)
    return Concurrent(difference, share, above, np.flatnonzero(asked & (share > above)))
