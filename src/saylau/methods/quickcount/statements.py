"""Sentences about shares: leads, thresholds, who is first, and the level that several of them have together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from saylau.methods.quickcount.estimate import Estimate

_POINTS = 2**14
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103)


class Side(StrEnum):
    """On which side of a threshold a share lies, as far as the sample tells."""

    ABOVE = "above"
    BELOW = "below"
    UNTOLD = "the sample does not tell"


def side(estimate: Estimate, threshold: Fraction, level: float) -> Side:
    """One-sided: above if `R - t se` is above the threshold, below if `R + t se` is below it."""
    return side_at(estimate.value, estimate.margin(level, sides=1), threshold)


def side_at(value: Fraction, margin: float, threshold: Fraction) -> Side:
    """The same with a margin that is known. A full count is compared as a fraction: no rounding decides it."""
    if value - Fraction(margin) > threshold:
        return Side.ABOVE
    return Side.BELOW if value + Fraction(margin) < threshold else Side.UNTOLD


def leads_all(leads: Sequence[Estimate], level: float) -> bool:
    """Whether one is ahead of all others, from the differences to each of them.

    The least of the one-sided tests, each at `level`, is itself a test of that level (R. L. Berger, *Technometrics* 24
    (1982) 295-300): for this one sentence nothing is corrected. A sentence that stands beside others uses the level
    that all of them have together.
    """
    return bool(leads) and all(side(lead, Fraction(0), level) is Side.ABOVE for lead in leads)


def joint_quantile(covariances: Sequence[Sequence[Fraction]], freedom: int, level: float) -> float:
    """What to multiply each standard error with, so that all intervals together have `level`: the quantile of the
    greatest `|T_j|` of a multivariate t with these covariances.

    A fixed lattice of 16,384 points (Richtmyer's, with square roots of primes) takes the place of chance; its error is
    some thousandths. Statements without variance are left out. Raises `ValueError` for more than 27 statements, for
    which there are no points; Bonferroni's levels have no such limit.
    """
    import numpy as np
    from scipy.special import chdtri, ndtri

    kept = [place for place, row in enumerate(covariances) if row[place] > 0]
    if len(kept) + 1 > len(_PRIMES):
        raise ValueError(f"{len(kept)} statements are too many for the joint quantile; use Bonferroni's levels")
    if not kept:
        return 0.0
    errors = [sqrt(covariances[j][j]) for j in kept]
    correlation = np.array(
        [[float(covariances[i][j]) / (a * b) for j, b in zip(kept, errors, strict=True)]
         for i, a in zip(kept, errors, strict=True)]
    )  # fmt: skip
    values, vectors = np.linalg.eigh(correlation)
    spread = vectors * np.sqrt(np.clip(values, 0, None))
    places = np.arange(1, _POINTS + 1)[:, None] * np.sqrt(np.array(_PRIMES[: len(kept) + 1], dtype=float))
    points = np.clip(places % 1, 1e-12, 1 - 1e-12)
    chi = chdtri(freedom, points[:, -1])
    drawn = np.abs(ndtri(points[:, :-1]) @ spread.T).max(axis=1) / np.sqrt(chi / freedom)
    return float(np.quantile(drawn, level))
