"""Seats of a chamber in which regions are represented equally."""

from __future__ import annotations


def equal_seats_total(total: int, appointed: int, regions: int) -> int | None:
    """The total that equal representation of the regions gives, if the stated one is it or one region away from it.

    With `k` seats a region, the nearest whole number to (total - appointed) / regions, it is `regions * k + appointed`.
    None where the stated total lies farther off, so that equal representation is no likely explanation, or where
    nothing is left to divide.
    """
    rest = total - appointed
    if regions <= 0 or rest <= 0:
        return None
    each = (2 * rest + regions) // (2 * regions)
    equal = regions * each
    if each == 0 or abs(rest - equal) not in (0, each):
        return None
    return equal + appointed
