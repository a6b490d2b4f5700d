"""Arithmetic on whole numbers with bounds, shared by Count and Money. A bound is (low, high); high None is no limit."""

from __future__ import annotations

from saylau.values.truth import Truth

Bounds = tuple[int, int | None]


def about(number: int) -> Bounds:
    """Ten per cent either way, rounded outward. The ten per cent are assumed, not from a source."""
    return number * 9 // 10, -(-number * 11 // 10)


def at_most(left: Bounds, right: Bounds) -> Truth:
    """Whether the number within `left` is the number within `right` or less."""
    if left[1] is not None and left[1] <= right[0]:
        return Truth.YES
    if right[1] is not None and left[0] > right[1]:
        return Truth.NO
    return Truth.UNKNOWN


def equal(left: Bounds, right: Bounds) -> Truth:
    """Whether the numbers within `left` and `right` are the same number."""
    return at_most(left, right) & at_most(right, left)
