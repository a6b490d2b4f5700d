"""Chao's lower bound: what those seen once and twice say of those not seen, whatever people differ in.

A. Chao 1987, *Biometrics* 43, 783-791, for entries in one register; with the factor (t - 1) / t for t lists, A. Chao
and others 2014, *Ecological Monographs* 84, 45-67. The interval is log-normal.
"""

from __future__ import annotations

from collections.abc import Sequence

from saylau.methods.capture.histories import Histories
from saylau.methods.capture.interval import Estimate, log_normal


def of_entries(frequencies: Sequence[int]) -> Estimate:
    """At least so many, from people by their number of entries in one register: n0 >= f1^2 / (2 f2).

    Raises `ValueError` where nobody was entered twice.
    """
    return _bound(frequencies, 1.0)


def of_lists(histories: Histories) -> Estimate:
    """At least so many, from people by the number of lists that they are on: n0 >= (t - 1) / t f1^2 / (2 f2).

    Raises `ValueError` where nobody is on exactly two lists.
    """
    return _bound(histories.frequencies(), (histories.lists - 1) / histories.lists)


def _bound(frequencies: Sequence[int], factor: float) -> Estimate:
    once, twice = frequencies[0], frequencies[1] if len(frequencies) > 1 else 0
    if not twice:
        raise ValueError("nobody was seen exactly twice: there is no lower bound")
    ratio = once / twice
    variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    return log_normal(sum(frequencies), factor * once**2 / (2 * twice), variance)
