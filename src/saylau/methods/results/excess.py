"""How far a number of events lies above its null of independent events with chances of their own.

Normal tail above a variance of 25, the exact Poisson-binomial distribution below (Y. Hong, "On computing the
distribution function for the Poisson binomial distribution", Computational Statistics & Data Analysis 59 (2013)
41-51). Many units at once: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289-300.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT_BELOW = 25.0
"""Variance up to which the tail is computed exactly."""
FLAGGED = 3.09
"""z that is flagged: one-sided level of 0.1 %."""
LEVEL = 0.001


@dataclass(frozen=True)
class Deviation:
    """What was observed beside its null. Units: stations, or what the weights count. By itself it is not a test."""

    stations: int
    observed: int
    expected: float
    variance: float

    @property
    def excess(self) -> float:
        """Observed minus expected."""
        return self.observed - self.expected

    @property
    def sd(self) -> float:
        """Standard deviation of the null."""
        return math.sqrt(self.variance)

    @property
    def z(self) -> float:
        """Excess in standard deviations; 0 where the null leaves no room."""
        return self.excess / self.sd if self.variance > 0 else 0.0

    @property
    def smallest(self) -> float:
        """The smallest excess that would have been flagged: 3.09 standard deviations."""
        return FLAGGED * self.sd


@dataclass(frozen=True)
class Excess(Deviation):
    """A tested number of events."""

    p: float
    """One-sided, upper tail, the observed value included."""


def excess(happened: NDArray[np.bool_], chances: NDArray[np.float64]) -> Excess:
    """Events against independent events with these chances: sum u, sum u (1 - u), and the upper tail."""
    observed, expected = int(happened.sum()), float(chances.sum())
    variance = float((chances * (1 - chances)).sum())
    if variance > EXACT_BELOW:
        p = upper_normal((observed - expected) / math.sqrt(variance))
    else:
        p = upper_poisson_binomial(chances, observed)
    return Excess(len(happened), observed, expected, variance, p)


def weighted_excess(happened: NDArray[np.bool_], chances: NDArray[np.float64], weights: NDArray[np.int64]) -> Deviation:
    """sum w (event - u), variance sum w^2 u (1 - u); in units of the weights, voters or ballots. Not a test."""
    observed, expected = int(weights[happened].sum()), float((weights * chances).sum())
    variance = float((weights.astype(float) ** 2 * chances * (1 - chances)).sum())
    return Deviation(len(happened), observed, expected, variance)


def upper_normal(z: float) -> float:
    """P(Z >= z) of the standard normal distribution."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def upper_poisson_binomial(chances: NDArray[np.float64], least: int) -> float:
    """P(number of events >= least) for independent events with these chances, by the exact recursion.

    Events that are certain only move the count. Time grows with the square of the number of uncertain events; the
    tests use it for variances up to 25.
    """
    import numpy as np

    certain = int((chances >= 1.0).sum())
    open_ones = chances[(chances > 0.0) & (chances < 1.0)]
    least -= certain
    if least <= 0:
        return 1.0
    if least > len(open_ones):
        return 0.0
    distribution = np.zeros(len(open_ones) + 1)
    distribution[0] = 1.0
    for number, chance in enumerate(open_ones, 1):
        distribution[1 : number + 1] += chance * (distribution[:number] - distribution[1 : number + 1])
        distribution[0] *= 1 - chance
    return float(min(1.0, distribution[least:].sum()))


def benjamini_hochberg(chances: Sequence[float], level: float = 0.05) -> tuple[bool, ...]:
    """Which hypotheses are rejected so that the expected share of false ones among them is at most `level`."""
    number = len(chances)
    ranked = sorted(range(number), key=lambda place: chances[place])
    last = max((rank for rank, place in enumerate(ranked, 1) if chances[place] <= level * rank / number), default=0)
    rejected = set(ranked[:last])
    return tuple(place in rejected for place in range(number))


def of_largest(smallest_p: float, number: int) -> float:
    """Chance that the largest of so many independent statistics reaches what has this chance for one of them."""
    return -math.expm1(number * math.log1p(-smallest_p)) if smallest_p < 1 else 1.0
