"""Digits of counts: disputed, kept off unless asked for.

Second digit: W. Mebane (2006 and later), against J. Deckert, M. Myagkov, P. Ordeshook, "Benford's law and the detection
of election fraud", Political Analysis 19 (2011) 245-268: no better than the toss of a coin. Last digit and pairs: B.
Beber, A. Scacco, "What the numbers say", Political Analysis 20 (2012) 211-234; uniform only where counts spread over
much more than ten.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts


SECOND_FROM, LAST_FROM = 10, 100
"""Least count of which the second, the last digits are looked at."""
SECOND = tuple(sum(math.log10(1 + 1 / (10 * first + d)) for first in range(1, 10)) for d in range(10))
"""P(d) = sum over k = 1..9 of log10(1 + 1 / (10 k + d)): the second digit where first digits follow Benford."""
SECOND_MEAN = sum(d * p for d, p in enumerate(SECOND))
SECOND_SD = math.sqrt(sum((d - SECOND_MEAN) ** 2 * p for d, p in enumerate(SECOND)))


@dataclass(frozen=True, slots=True)
class Second:
    """Second digits of counts from 10."""

    counts: int
    mean: float
    z: float
    """(mean - 4.18739) / (2.87294 / sqrt n)."""


@dataclass(frozen=True, slots=True)
class Last:
    """Last digits of counts from 100."""

    counts: int
    digits: tuple[int, ...]
    mean: float
    chi_square: float
    p: float
    """Upper tail of chi-square with 9 degrees."""
    round_share: float
    """Share that ends in 0 or 5; 0.2 if uniform."""


@dataclass(frozen=True, slots=True)
class PairsOfDigits:
    """The last two digits of counts from 100: equal .10, adjacent .20 (0 and 9 included), distant .70 if uniform."""

    counts: int
    equal: float
    adjacent: float
    distant: float


def second_digit(counts: Counts) -> Second | None:
    """Mean of second digits against Benford; None without a count from 10."""
    large = counts[counts >= SECOND_FROM]
    if not len(large):
        return None
    rest = large.copy()
    while (over := rest >= 100).any():
        rest[over] //= 10
    mean = float((rest % 10).mean())
    return Second(len(large), mean, (mean - SECOND_MEAN) / (SECOND_SD / math.sqrt(len(large))))


def last_digit(counts: Counts) -> Last | None:
    """Last digits against the uniform distribution; None without a count from 100."""
    import numpy as np
    from scipy.special import chdtrc

    large = counts[counts >= LAST_FROM]
    if not len(large):
        return None
    seen = np.bincount(large % 10, minlength=10)
    expected = len(large) / 10
    chi = float(((seen - expected) ** 2).sum()) / expected
    mean = float(np.arange(10) @ seen) / len(large)
    return Last(
        len(large), tuple(int(s) for s in seen), mean, chi, float(chdtrc(9, chi)), int(seen[0] + seen[5]) / len(large)
    )


def digit_pairs(counts: Counts) -> PairsOfDigits | None:
    """Last digit beside the one before it; None without a count from 100."""
    large = counts[counts >= LAST_FROM]
    if not len(large):
        return None
    apart = abs(large % 10 - large // 10 % 10)
    number, equal, adjacent = len(large), int((apart == 0).sum()), int(((apart == 1) | (apart == 9)).sum())
    return PairsOfDigits(number, equal / number, adjacent / number, (number - equal - adjacent) / number)
