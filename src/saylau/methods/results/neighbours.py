"""Small stations against the other stations of their district: the standardised fingerprint.

R. Jimenez, M. Hidalgo, P. Klimek, "Testing for voter rigging in small polling stations", Science Advances 3 (2017)
e1602363. Small stations vote more in most countries; turnout alone says nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Mask, Rates

FEWEST = 10
"""Stations that make a neighbourhood."""
SMALL = (1, 5)
"""Share of a neighbourhood that is called small, by rank of registered voters."""
_MOST_VOTERS = 1 << 31


@dataclass(frozen=True, slots=True)
class Difference:
    """Small stations minus the rest, in standard deviations of the neighbourhood."""

    stations: int
    small: int
    neighbourhoods: int
    value: float
    error: float
    """Standard error over neighbourhoods, 0 where there is one."""

    @property
    def z(self) -> float:
        """Value in standard errors."""
        return self.value / self.error if self.error > 0 else 0.0


def is_small(registered: Counts, area: Counts) -> Mask:
    """Whether the rank of a station's list within its area is at most a fifth; equal lists share their mean rank."""
    import numpy as np

    # One key of both sorts several times faster than two; no list has two thousand million voters.
    order = np.argsort((area << 32) | np.minimum(registered, _MOST_VOTERS))
    n, a = registered[order], area[order]
    new_area = np.concatenate(([True], a[1:] != a[:-1]))
    new_value = new_area | np.concatenate(([True], n[1:] != n[:-1]))
    starts = np.flatnonzero(new_area)
    sizes = np.diff(np.append(starts, len(a)))
    value_starts = np.flatnonzero(new_value)
    lengths = np.diff(np.append(value_starts, len(a)))
    first = np.repeat(starts, sizes)
    # Twice the mean rank, in whole numbers: first + last of the equal ones.
    twice = np.repeat(2 * value_starts + lengths + 1, lengths) - 2 * first
    part, whole = SMALL
    small = np.empty(len(a), np.bool_)
    small[order] = twice * whole <= 2 * part * np.repeat(sizes, sizes)
    return small


def standardised(rate: Rates, area: Counts) -> Rates:
    """(rate - mean) / sd within the area, sd with n - 1; missing where the sd is 0 or the area has one station."""
    import numpy as np

    size = np.bincount(area)
    mean = np.bincount(area, rate) / np.maximum(size, 1)
    off = rate - mean[area]
    sd = np.sqrt(np.bincount(area, off**2) / np.maximum(size - 1, 1))
    # What rounding of the machine leaves of equal rates is no spread.
    varies = (sd > 1e-12)[area]
    return np.where(varies, off / np.where(varies, sd[area], 1.0), np.nan)


def difference(standard: Rates, small: Mask, area: Counts) -> Difference | None:
    """Mean of the small stations minus mean of the rest; the error from the differences D_g by neighbourhood.

    error^2 = sum n_g^2 (D_g - D)^2 / (sum n_g)^2 G / (G - 1), n_g stations of neighbourhood g, G neighbourhoods with
    both kinds, D their weighted mean; sd / sqrt(G) where all are of one size. None where one kind is missing.
    """
    import numpy as np

    held = ~np.isnan(standard)
    # Small and other stations of neighbourhood g are the groups 2 g + 1 and 2 g.
    group, top = 2 * area[held] + small[held], 2 * (int(area.max(initial=-1)) + 1)
    many, few = np.bincount(group, minlength=top).reshape(-1, 2).T
    if not few.any() or not many.any():
        return None
    of_many, of_few = np.bincount(group, standard[held], top).reshape(-1, 2).T
    value = float(of_few.sum() / few.sum() - of_many.sum() / many.sum())
    both = (few > 0) & (many > 0)
    each = of_few[both] / few[both] - of_many[both] / many[both]
    weight = (few + many)[both].astype(np.float64)
    groups, total = int(both.sum()), float(weight.sum())
    error = 0.0
    if groups > 1:
        middle = float((weight * each).sum()) / total
        error = math.sqrt(float((weight**2 * (each - middle) ** 2).sum()) / total**2 * groups / (groups - 1))
    return Difference(len(group), int(few.sum()), groups, value, error)
