"""What an estimate of a number of people is, and the log-normal interval about the people on no list."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

NORMAL = 1.959963984540054
"""The 97.5 per cent point of the normal distribution: for intervals of 95 per cent."""


@dataclass(frozen=True)
class Estimate:
    """How many people in all, by one method under one model."""

    people: float
    """Those seen and those not: N."""
    standard_error: float
    low: float
    """Lower end of the interval of 95 per cent."""
    high: float


def log_normal(seen: int, unseen: float, variance: float) -> Estimate:
    """The estimate with an interval about the logarithm of the people unseen, so that it never falls below those seen.

    Chao 1987, *Biometrics* 43, 783-791: C = exp(1.96 sqrt(log(1 + var / n0^2))), interval n + n0 / C to n + n0 C.
    """
    if unseen <= 0:
        return Estimate(float(seen), sqrt(variance), float(seen), float(seen))
    wide = exp(NORMAL * sqrt(log(1 + variance / unseen**2)))
    return Estimate(seen + unseen, sqrt(variance), seen + unseen / wide, seen + unseen * wide)
