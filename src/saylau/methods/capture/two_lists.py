"""Two lists: Lincoln and Petersen, Chapman, and the band over the odds ratio.

That the lists are independent is assumed and cannot be tested with two; the numbers are to be told only with the band.
D. G. Chapman 1951, *University of California Publications in Statistics* 1; G. A. F. Seber 1970, *Biometrika* 57, for
the variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from saylau.methods.capture.interval import NORMAL, Estimate

ODDS = (0.5, 1.0, 2.0)
"""Odds ratios of the band: being on one list makes the other half as likely, no more likely, twice as likely."""


def lincoln_petersen(first: int, second: int, both: int) -> float:
    """N = n1 n2 / m. Raises `ValueError` where nobody is on both."""
    _checked(first, second, both)
    if not both:
        raise ValueError("nobody is on both lists")
    return first * second / both


def chapman(first: int, second: int, both: int) -> Estimate:
    """N = (n1 + 1)(n2 + 1) / (m + 1) - 1, with its variance; the interval is normal, never below those seen."""
    _checked(first, second, both)
    people = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    error = sqrt(variance)
    seen = first + second - both
    return Estimate(people, error, max(float(seen), people - NORMAL * error), people + NORMAL * error)


def odds_ratio_band(first_only: int, second_only: int, both: int, odds: Sequence[float] = ODDS) -> tuple[float, ...]:
    """N(theta) = n + theta n10 n01 / n11 for each odds ratio theta. Raises `ValueError` where nobody is on both."""
    if not both:
        raise ValueError("nobody is on both lists")
    seen = first_only + second_only + both
    return tuple(seen + theta * first_only * second_only / both for theta in odds)


def _checked(first: int, second: int, both: int) -> None:
    if min(first, second) < both or both < 0:
        raise ValueError(f"{both} people on both of lists of {first} and {second}")
