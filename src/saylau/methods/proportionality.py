"""How far seats stand from votes: the least squares index of disproportionality.

M. Gallagher, "Proportionality, disproportionality and electoral systems", *Electoral Studies* 10, 1991: the square root
of half the sum of squared differences between the share of votes and the share of seats of each contestant, in
percentage points. 0 is full proportionality; the index lies between 0 and 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

DIGITS = 2


def least_squares(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The index of pairs of a share of votes and a share of seats, both fractions of one; to a hundredth, cut off.

    ValueError without a pair. Contestants without seats belong to the pairs as well.
    """
    if not pairs:
        raise ValueError("the index needs the shares of at least one contestant")
    half = sum((((votes - seats) * 100) ** 2 for votes, seats in pairs), Fraction(0)) / 2
    scale = 10**DIGITS
    return Fraction(isqrt(half.numerator * scale**2 // half.denominator), scale)
