"""Proportions of stations, such as those in which the box was not sealed.

E. L. Korn and B. I. Graubard, *Survey Methodology* 24 (1998) 193-201: the interval of Clopper and Pearson for an
effective number of stations, `n* = p (1 - p) / V(p)`, adjusted for the degrees of freedom by
`(t(n - 1) / t(nu))^2` and never above the stations that reported. It stays between 0 and 1 and is wide near its ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from saylau.methods.quickcount.estimate import Totals, ratio
from saylau.methods.quickcount.quantiles import beta, student

FEW = 20
"""Of fewer stations no percentage is printed, only a fraction."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A proportion of the stations of the frame."""

    yes: int
    """Reports that say so."""
    reports: int
    value: Fraction
    low: float
    high: float
    effective: float
    """Effective number of stations."""

    @property
    def few(self) -> bool:
        """Whether only a fraction may be printed."""
        return self.reports < FEW


def proportion(of: Totals, column: int, ones: int, level: float) -> Proportion:
    """The proportion of stations for which `column` is 1; `ones` is the place of a column of ones.

    Where every station of the frame reported the interval is a point.
    """
    found = ratio(of, {column: 1}, {ones: 1})
    share, n = found.value, of.reports
    if of.reports == of.stations:
        return Proportion(of.observed[column], n, share, float(share), float(share), float(n))
    effective = float(n)
    if found.variance and of.freedom:
        plain = float(share * (1 - share) / found.variance)
        effective = min(float(n), plain * (student(level, n - 1) / student(level, of.freedom)) ** 2)
    tail = (1 - level) / 2
    yes = effective * float(share)
    low = beta(tail, yes, effective - yes + 1)
    high = beta(1 - tail, yes + 1, effective - yes)
    return Proportion(of.observed[column], n, share, low, high, effective)
