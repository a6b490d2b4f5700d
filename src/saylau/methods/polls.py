"""Arithmetic of opinion polls: margins of error, margins of a lead, sums of rounded shares, attainable shares.

The margins hold for a probability sample alone; of people who chose to answer they say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, sqrt

Z = 1.96
"""Standard normal deviate of a two-sided 95 per cent interval."""


def margin_of_error(respondents: int, share: float = 0.5, design_effect: float = 1.0) -> float:
    """Half the width of the 95 per cent interval of a share, in percentage points (Cochran 1977, chapter 3).

    `share` is a fraction of one; at one half the margin is the largest. ValueError without respondents.
    """
    if respondents <= 0:
        raise ValueError(f"{respondents} respondents have no margin of error; give a number above zero")
    return 100 * Z * sqrt(design_effect * share * (1 - share) / respondents)


def margin_of_lead(one: float, other: float, respondents: int, design_effect: float = 1.0) -> float:
    """Half the width of the 95 per cent interval of the lead of one share over another of the same sample, in points.

    The variance is (p1 + p2 - (p1 - p2)^2) / n (Kish 1965, section 12.10). ValueError without respondents.
    """
    if respondents <= 0:
        raise ValueError(f"{respondents} respondents have no margin of error; give a number above zero")
    return 100 * Z * sqrt(design_effect * (one + other - (one - other) ** 2) / respondents)


def half_digit(share: Decimal) -> Fraction:
    """Half a unit of the last digit printed: 34.7 gives 0.05, 34 gives 0.5."""
    exponent = share.as_tuple().exponent
    return Fraction(10) ** (exponent if isinstance(exponent, int) else 0) / 2


def sum_fits(shares: Sequence[Decimal]) -> bool:
    """Whether rounded shares of one whole can add up to 100 per cent: each may be off by half its last digit."""
    return abs(sum(map(Fraction, shares), Fraction(0)) - 100) <= sum(map(half_digit, shares), Fraction(0))


def informative(share: Decimal, respondents: int) -> bool:
    """Whether some printed share of so many decimals is unattainable: respondents below 100 times 10^decimals."""
    return respondents < Fraction(50) / half_digit(share)


def attainable(share: Decimal, respondents: int) -> int | None:
    """The smallest whole number of respondents whose share rounds to the one printed; None where there is none.

    A half may have been rounded either way. It says nothing of weighted answers.
    """
    if respondents <= 0:
        raise ValueError(f"{respondents} respondents have no shares; give a number above zero")
    exact, half = Fraction(share), half_digit(share)
    least = max(0, ceil((exact - half) * respondents / 100))
    most = min(respondents, floor((exact + half) * respondents / 100))
    return least if least <= most else None
