"""Which of a few numbers lies far from the others: standard scores, robust scores and Grubbs' test.

Values come as decimals and stay exact up to the one square root, which is taken to 28 digits, so that the same numbers
give the same scores on every machine.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import atan, cos, pi, sin, sqrt

NORMAL = Fraction("1.4826")
"""The median absolute deviation of a normal distribution times this is its standard deviation."""
LEAST = 3
"""Fewer numbers have no outlier."""
ALPHA = 0.05


def median(values: Sequence[Decimal | Fraction]) -> Fraction:
    """The middle value, or the mean of the two middle ones, exactly. ValueError for no values."""
    return statistics.median([Fraction(v) for v in values])


def scores(values: Sequence[Decimal], *, sample: bool) -> tuple[Fraction, ...]:
    """Each value's distance from the mean in standard deviations; empty where all values are equal.

    The deviation is that of a sample (divided by n - 1) or of a whole population (divided by n). ValueError for fewer
    values than that needs.
    """
    spread = statistics.stdev(values) if sample else statistics.pstdev(values)
    if not spread:
        return ()
    middle = statistics.mean([Fraction(v) for v in values])
    return tuple((Fraction(v) - middle) / Fraction(spread) for v in values)


def robust_scores(values: Sequence[Decimal]) -> tuple[Fraction, ...]:
    """Each value's distance from the median over 1.4826 times the median absolute deviation; empty where that is zero.

    F. R. Hampel, The Influence Curve and Its Role in Robust Estimation, *JASA* 69, 1974.
    """
    middle = median(values)
    spread = median([abs(Fraction(v) - middle) for v in values])
    return tuple((Fraction(v) - middle) / (spread * NORMAL) for v in values) if spread else ()


def grubbs_critical(n: int, alpha: float = ALPHA) -> Decimal:
    """The largest sample score that n normal values exceed with probability `alpha`, on either side; three digits.

    F. E. Grubbs, Procedures for Detecting Outlying Observations in Samples, *Technometrics* 11, 1969. ValueError for
    fewer than three values.
    """
    if n < LEAST:
        raise ValueError("Grubbs' test needs at least three values")
    quantile = student_quantile(alpha / (2 * n), n - 2)
    critical = (n - 1) / sqrt(n) * sqrt(quantile**2 / (n - 2 + quantile**2))
    return Decimal(f"{critical:.3f}")


def student_quantile(tail: float, freedom: int) -> float:
    """The value that Student's t with so many degrees of freedom exceeds with probability `tail`, by bisection."""
    low, high = 0.0, 1.0
    while _student_tail(high, freedom) > tail:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _student_tail(middle, freedom) > tail else (low, middle)
    return high


def _student_tail(value: float, freedom: int) -> float:
    """Probability beyond a value of zero or more: the finite series of M. Abramowitz and I. A. Stegun, *Handbook of
    Mathematical Functions*, 1964, 26.7.3 and 26.7.4."""
    angle = atan(value / sqrt(freedom))
    cosine = cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = 0.0
    for step in range(2 if odd else 1, freedom, 2):
        total += term
        term *= cosine**2 * step / (step + 1)
    within = 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
    return (1 - within) / 2


def farthest(values: Sequence[Decimal]) -> tuple[int, Fraction] | None:
    """Place and sample score of the value farthest from the mean, the first of several; None where all are equal."""
    if len(values) < LEAST:
        return None
    found = scores(values, sample=True)
    if not found:
        return None
    place = max(range(len(found)), key=lambda at: (abs(found[at]), -at))
    return place, found[place]


def past_test(values: Sequence[Decimal], alpha: float = ALPHA) -> tuple[int, ...]:
    """Places of the values past Grubbs' test, one taken out at a time until none is past it, farthest first.

    Repeating the test raises the chance of calling a value far out; it is for describing, never for a verdict.
    """
    left, out = list(range(len(values))), []
    while found := farthest([values[place] for place in left]):
        at, score = found
        if abs(score) <= Fraction(grubbs_critical(len(left), alpha)):
            break
        out.append(left.pop(at))
    return tuple(out)
