"""Last digits of counts against the digits that each station would show if its ballots were cast anew.

Counts of small stations, and of stations of nearly one size, have no uniform last digit (Canada 2011). So the chance of
each digit is taken from the predictive distribution of each station: X_d = O_d - sum_i P_i(d), covariance sum_i
(diag P_i - P_i P_i'), chi-square with nine degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled
from saylau.methods.results.betabinomial import Mixture, Pairs
from saylau.methods.results.predictive import ROWS, predictor, room

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Floats


@dataclass(frozen=True)
class LastDigits:
    """Observed and expected stations by last digit, and the test of all ten together."""

    observed: tuple[int, ...]
    expected: tuple[float, ...]
    chi_square: float
    p: float
    """Upper tail of chi-square with nine degrees."""


def last_digits(table: Pairs, found: Mixture) -> LastDigits:
    """The test on the counts k of the pairs, under a mixture that was fitted to them."""
    import numpy as np
    from scipy.special import chdtrc

    predict, at = predictor(found, table.largest), room(table.largest)
    seen, mean, spread = np.zeros(10), np.zeros(10), np.zeros((10, 10))
    for start in range(0, len(table.n), ROWS):
        here = slice(start, start + ROWS)
        n, k, times = table.n[here], table.k[here], table.times[here]
        predict(n, k, at)
        compiled(_digits)(k, times, at.chance, at.first, at.last, seen, mean, spread)
    # Nine digits tell the tenth.
    off = (seen - mean)[:9]
    chi = float(off @ np.linalg.solve(spread[:9, :9], off))
    return LastDigits(tuple(int(s) for s in seen), tuple(map(float, mean)), chi, float(chdtrc(9, chi)))


def _digits(
    k: Counts, times: Counts, chance: Floats, first: Counts, last: Counts, seen: Floats, mean: Floats, spread: Floats
) -> None:
    """Add to the digits observed and expected and to their covariance. Plain loops, to be compiled."""
    for i in range(len(k)):
        digits = [0.0] * 10
        for x in range(first[i], last[i] + 1):
            digits[x % 10] += chance[i, x]
        seen[k[i] % 10] += times[i]
        for d in range(10):
            mean[d] += times[i] * digits[d]
            spread[d, d] += times[i] * digits[d]
            for e in range(10):
                spread[d, e] -= times[i] * digits[d] * digits[e]
