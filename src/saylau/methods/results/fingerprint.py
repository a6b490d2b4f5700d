"""The fingerprint of an election: how many stations lie at each turnout and share.

P. Klimek, Y. Yegorov, R. Hanel, S. Thurner, "Statistical detection of systematic election irregularities", PNAS 109
(2012) 16469-16473. A picture without an error rate: two clusters come from two kinds of places, tails to full turnout
from small and special stations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts

SMALLEST = 100
"""Least number of registered voters of a station in the picture."""
BINS = 100


def fingerprint(
    registered: Counts, issued: Counts, valid: Counts, votes: Counts, weights: Counts | None = None
) -> Counts:
    """Stations (or the sum of their `weights`) in bins of one point of turnout (rows) and share (columns): 100 x 100.

    Bin b holds b <= 100 k / n < b + 1, the last bin its upper edge too. All arrays of one length, `0 <= issued <=
    registered`, `0 <= votes <= valid`, denominators above 0. Bins are found in whole numbers.
    """
    import numpy as np

    turnout = np.minimum(BINS * issued // registered, BINS - 1)
    share = np.minimum(BINS * votes // valid, BINS - 1)
    place = turnout * BINS + share
    if weights is None:
        return np.bincount(place, minlength=BINS * BINS).astype(np.int64).reshape(BINS, BINS)
    # Sums of whole numbers stay exact in floats up to 2**53.
    summed = np.bincount(place, weights, BINS * BINS)
    whole: Counts = np.rint(summed).astype(np.int64).reshape(BINS, BINS)
    return whole
