"""Quantiles of the t, normal and beta distributions, and what a level means when several statements are made."""

from __future__ import annotations


def normal(level: float) -> float:
    """The normal quantile of a two-sided statement of this level: 1.96 for 0.95."""
    from scipy.special import ndtri

    return float(ndtri(1 - (1 - _level(level)) / 2))


def student(level: float, freedom: int, *, sides: int = 2) -> float:
    """The t quantile of a statement of this level with `freedom` degrees of freedom, two-sided or one-sided.

    Raises `ValueError` for no degree of freedom.
    """
    from scipy.special import stdtrit

    if freedom < 1:
        raise ValueError("no degree of freedom is left, so no margin can be told")
    return float(stdtrit(freedom, 1 - (1 - _level(level)) / sides))


def beta(probability: float, a: float, b: float) -> float:
    """The quantile of a beta distribution, 0 where `a` is 0 and 1 where `b` is 0."""
    from scipy.special import betaincinv

    if a <= 0:
        return 0.0
    if b <= 0:
        return 1.0
    return float(betaincinv(a, b, probability))


def together(level: float, statements: int) -> float:
    """The level that each of several statements needs, so that all of them together have `level` (Bonferroni)."""
    if statements < 1:
        raise ValueError("there is no statement")
    return 1 - (1 - _level(level)) / statements


def _level(level: float) -> float:
    if not 0.5 <= level < 1:
        raise ValueError(f"a level of {level:g}: write a level of at least 0.5 and below 1, e.g. 0.95")
    return level
