"""Booths of one section against each other: near-random parts of the same voters should give near-equal rates.

F. Cantu, "Identifying irregularities in Mexican local elections", American Journal of Political Science 58 (2014)
936-951. Families and neighbours stand together in the alphabet, so even honest booths differ more than binomial draws
do: the dispersion is estimated from the table itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Mask, Rates

FEWEST = 200
"""Sections that the dispersion needs."""
KEPT = 0.99
"""Share of the squared terms, the smallest, from which the trimmed dispersion is taken."""

MOST_FAR = 0.005
"""Share of booths beyond four standard deviations above which none is named (assumed; Mexico 2012: .0015)."""
_CUT = 2.5758293035489004**2
"""99 % quantile of chi-square with one degree."""


@dataclass(frozen=True, eq=False)
class Booths:
    """Booths of sections with at least two of them and a rate strictly between 0 and 1."""

    rows: Counts
    """Places of these booths in the arrays that were given."""
    sections: int
    dispersion: float
    """Pearson's chi-square over its degrees of freedom: 1 where booths are binomial draws of one rate."""
    trimmed: float
    """The same from the smallest 99 % of terms, scaled to what chi-square expects of all."""
    z: Rates
    """Each booth against the others of its section, in standard deviations widened by the trimmed dispersion."""


def booths(votes: Counts, ballots: Counts, section: Counts) -> Booths:
    """phi = sum (k - n p_g)^2 / (n p_g (1 - p_g)) / (booths - sections), and z of each booth without itself.

    z = (k - n p_-i) / sqrt(phi p (1 - p) (n + n^2 / n_-i)), p_-i the rate of the section without the booth, p with it.
    Arrays of one length: votes k and ballots n of each booth, `0 <= k <= n`, `n > 0`; sections as whole numbers from 0.
    """
    import numpy as np

    total, of = np.bincount(section, ballots), np.bincount(section, votes)
    size = np.bincount(section)
    held = (size[section] > 1) & (of[section] > 0) & (of[section] < total[section])
    rows = np.flatnonzero(held)
    if not len(rows):
        return Booths(rows, 0, 0.0, 0.0, np.zeros(0))
    g, k, n = section[rows], votes[rows].astype(float), ballots[rows].astype(float)
    others, rate = total[g] - n, of[g] / total[g]
    terms = (k - n * rate) ** 2 / (n * rate * (1 - rate))
    sections = int(((size > 1) & (of > 0) & (of < total)).sum())
    freedom = len(rows) - sections
    trimmed = _trimmed(terms) * len(rows) / freedom
    without = (of[g] - k) / others
    spread = trimmed * rate * (1 - rate) * (n + n**2 / others)
    z = np.where(spread > 0, (k - n * without) / np.sqrt(np.where(spread > 0, spread, 1.0)), 0.0)
    return Booths(rows, sections, float(terms.sum()) / freedom, trimmed, z)


def _trimmed(terms: Rates) -> float:
    """Mean of the smallest 99 % of terms over what that mean is where they are chi-square with one degree, mean 1.

    E(X | X < q) = F_3(q) / F_1(q), F_d the chi-square distribution with d degrees, F_1(q) = 0.99, and F_3(q) = F_1(q) -
    sqrt(2 q / pi) exp(-q / 2).
    """
    import numpy as np

    kept = max(int(KEPT * len(terms)), 1)
    smallest = np.sort(np.partition(terms, kept - 1)[:kept])
    expected = (KEPT - math.sqrt(2 * _CUT / math.pi) * math.exp(-_CUT / 2)) / KEPT
    return float(smallest.mean()) / expected


def correlation(dispersion: float, ballots: Counts) -> float:
    """Correlation of two voters of a booth that makes its counts so much wider than binomial: phi = 1 + (n - 1) rho.

    n the mean size of the booths; 0 where they are no wider than binomial draws.
    """
    size = float(ballots.mean()) if len(ballots) else 0.0
    return min(max((dispersion - 1) / (size - 1), 0.0), 0.99) if size > 1 else 0.0


def far(z: Rates) -> int:
    """Booths more than four standard deviations from their section; about .00006 of them if tails were normal."""
    return int((abs(z) > 4).sum())


def two_sided(z: Rates) -> Rates:
    """P(|Z| >= |z|) of the standard normal distribution."""
    import numpy as np

    return np.array([math.erfc(abs(value) / math.sqrt(2)) for value in z.tolist()], np.float64)


def standing_out(chances: Rates, level: float = 0.05) -> Mask:
    """Benjamini and Hochberg (1995): which of many stand out with the share of false ones held at `level`."""
    import numpy as np

    number = len(chances)
    ranked = np.sort(chances)
    below = np.flatnonzero(ranked <= level * np.arange(1, number + 1) / number)
    return chances <= ranked[below[-1]] if len(below) else np.zeros(number, np.bool_)


def smallest_adjusted(chances: Rates) -> float:
    """Holm (1979): the smallest of many chances, so that `some stands out` is false at most as often as it says."""
    return min(1.0, len(chances) * float(chances.min(initial=1.0)))
