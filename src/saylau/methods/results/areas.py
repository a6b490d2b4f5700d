"""The integer test by area: regions, then districts inside the regions that stand out, with false-discovery control.

Levels nation, region, district; descent only into what was rejected. Within a level Benjamini and Hochberg (1995) at
5 %. A unit is tested where its null has a variance above 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.excess import Excess, benjamini_hochberg, excess, of_largest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_VARIANCE = 10.0
FALSE_DISCOVERIES = 0.05


@dataclass(frozen=True, slots=True)
class Area:
    """One unit of a level: its code, its excess and whether it stands out among the units of its level."""

    code: int
    result: Excess
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Level:
    """The units of one level that were tested, by code, and the chance that the largest z of so many is so large."""

    areas: tuple[Area, ...]
    too_small: int
    """Units whose null has a variance of 10 or less: not tested."""
    parent_rejected: bool
    """Whether the level above was rejected; otherwise no unit of this one is said to stand out."""
    chance_of_largest: float | None

    @property
    def standing_out(self) -> tuple[Area, ...]:
        """Units that stand out, the largest z first."""
        return tuple(sorted((a for a in self.areas if a.stands_out), key=lambda a: (-a.result.z, a.code)))


def by_area(
    happened: NDArray[np.bool_],
    chances: NDArray[np.float64],
    codes: NDArray[np.int64],
    *,
    parent_rejected: bool = True,
) -> Level:
    """The excess in each area of a level; `codes` name the area of each station by a whole number from 0."""
    import numpy as np

    if not len(codes):
        return Level((), 0, parent_rejected, None)
    variances = np.bincount(codes, chances * (1 - chances))
    present = np.flatnonzero(np.bincount(codes))
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], present, side="right")
    starts = np.searchsorted(codes[order], present, side="left")
    tested = [
        (int(code), excess(happened[order[first:last]], chances[order[first:last]]))
        for code, first, last in zip(present, starts, ends, strict=True)
        if variances[code] > LEAST_VARIANCE
    ]
    tails = [result.p for _, result in tested]
    rejected = benjamini_hochberg(tails, FALSE_DISCOVERIES if parent_rejected else 0.0)
    areas = tuple(Area(code, result, out) for (code, result), out in zip(tested, rejected, strict=True))
    largest = of_largest(min(tails), len(tails)) if tails else None
    return Level(areas, len(present) - len(areas), parent_rejected, largest)
