"""Elections simulated without anything moved that keep the areas of a table: each has its own clean part.

Where regions differ, the histogram of all stations is stretched as added votes would stretch it, and no cluster of the
whole tells. So the mode of each area is kept, and what lies on its left, in logits, is what its stations differ by:

- clean areas: each station is its area's mode, plus or minus what a station left of it, drawn from it, deviates by;
- areas of two clean clusters: deviations of all stations from their modes, two normal clusters fitted to them left of
  the 95th percentile of the share, as town and country inside every area would be.

Turnout and share deviate independently. What is between areas counts as clean, whatever it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.klimek import modes
from saylau.methods.results.klimek_draws import Cluster, Counted, thinned, two_clusters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Floats

LEAST = 10
"""Stations that an area needs to have a mode of its own."""
FEWEST = 30
"""Areas that a table needs (assumed): fewer hold too much inside each. Of synthetic clean elections in 96 districts of
which only the 12 regions were named, 3 of 148 lay above all nulls (upper 95 % bound 5.2 %)."""
_WIDE = 8.0
"""Deviations in logits between -4 and 4 are put on 0 .. 1, where clusters are fitted."""


def areas_of(region: Counts, area: Counts) -> Counts | None:
    """The finest areas of at least ten stations, as numbers from 0; None where there are fewer than thirty of them.

    `region` and `area` are codes of each station, `area` the finer one. Smaller areas are put together with the other
    small ones of their region, and where these are still few, with all that are left over.
    """
    import numpy as np

    if not len(area):
        return None
    fine, large = _sized(area)
    joined, enough = _sized(np.where(large, fine, len(fine) + region))
    codes, held = _sized(np.where(enough, joined, -1))
    return codes if len(np.unique(codes[held])) >= FEWEST else None


def _sized(codes: Counts) -> tuple[Counts, NDArray[np.bool_]]:
    """The same areas numbered from 0, and which stations lie in one that is large enough."""
    import numpy as np

    _, numbered, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    return numbered.astype(np.int64), sizes[numbered] >= LEAST


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas of a table and what their stations differ by; arrays of two rows hold turnout, then the share."""

    registered: Counts
    """Lists of the simulated stations."""
    area: Counts
    """Their areas."""
    middles: Floats
    """Modes of the areas in logits."""
    deviations: Floats
    """How far stations lie below the middle, ascending rates in each area; the first ones are left of it."""
    first: Counts
    """Where an area begins in `deviations`."""
    left: Counts
    """How many of its stations are left of the middle."""
    clusters: tuple[Cluster, Cluster]
    """Of the deviations from the middle, `_WIDE` logits being 1 and 0.5 the middle."""

    @classmethod
    def of(cls, table: Counted, area: Counts) -> Areas:
        """The areas of a table; all that is read off is the same in any order of its rows."""
        import numpy as np

        rates = np.stack((
            _logit((table.issued + 0.5) / (table.registered + 1)), _logit((table.votes + 0.5) / (table.base + 1)),
        ))  # fmt: skip
        sizes = np.bincount(area)
        first = np.cumsum(sizes) - sizes
        orders = [np.lexsort((of, area)) for of in rates]
        ordered = [of[order] for of, order in zip(rates, orders, strict=True)]
        middles = np.stack([_middles(of, first, sizes) for of in ordered])
        left = np.stack([
            np.maximum(np.add.reduceat((of <= row[area[order]]).astype(np.int64), first), 1)
            for of, order, row in zip(ordered, orders, middles, strict=True)
        ])  # fmt: skip
        deviations = np.stack([
            row[area[order]] - of for row, of, order in zip(middles, ordered, orders, strict=True)
        ])  # fmt: skip
        scaled = np.clip(0.5 + (rates - middles[:, area]) / _WIDE, 0, 1)
        chosen = np.lexsort((table.registered, area))[thinned(len(area))]
        return cls(
            table.registered[chosen], area[chosen], middles, deviations, first, left, two_clusters(*scaled),
        )  # fmt: skip

    def mirrored(self, seed: tuple[int, ...]) -> Counted:
        """An election of clean areas: deviations of the left, on both sides."""
        import numpy as np

        draw = np.random.Generator(np.random.PCG64(seed))
        number = len(self.area)

        def deviation(row: int) -> Floats:
            place = self.first[self.area] + (draw.random(number) * self.left[row, self.area]).astype(np.int64)
            found: Floats = np.where(draw.random(number) < 0.5, -1, 1) * self.deviations[row, place]
            return found

        return self._counted(deviation(0), deviation(1))

    def clustered(self, seed: tuple[int, ...]) -> Counted:
        """An election of areas of two clean clusters."""
        import numpy as np

        draw = np.random.Generator(np.random.PCG64(seed))
        which = (draw.random(len(self.area)) >= self.clusters[0].weight).astype(np.int64)

        def deviation(means: list[float], spreads: list[float]) -> Floats:
            normal = draw.standard_normal(len(which))
            found: Floats = _WIDE * (np.array(means)[which] - 0.5 + np.array(spreads)[which] * normal)
            return found

        return self._counted(
            deviation([c.tau for c in self.clusters], [c.s_tau for c in self.clusters]),
            deviation([c.nu for c in self.clusters], [c.s_nu for c in self.clusters]),
        )

    def _counted(self, turnout: Floats, share: Floats) -> Counted:
        """Counts nearest to the rates; deviations of real stations already hold what single ballots add."""
        import numpy as np

        came, chose = (
            1 / (1 + np.exp(-self.middles[row, self.area] - by)) for row, by in enumerate((turnout, share))
        )  # fmt: skip
        ballots = np.rint(self.registered * came).astype(np.int64)
        votes = np.rint(ballots * chose).astype(np.int64)
        kept = (ballots > 0) & (ballots < self.registered)
        return Counted(self.registered[kept], ballots[kept], ballots[kept], votes[kept])


def _middles(ordered: Floats, first: Counts, sizes: Counts) -> Floats:
    """The mode of each area, whose rates are given as logits in ascending order; their median where it has none."""
    import numpy as np

    found = modes(1 / (1 + np.exp(-ordered)), first, sizes)
    medians = (ordered[first + (sizes - 1) // 2] + ordered[first + sizes // 2]) / 2
    middles: Floats = np.where(found < 0, medians, _logit(np.where(found < 0, 0.5, found)))
    return middles


def _logit(rates: Floats) -> Floats:
    import numpy as np

    found: Floats = np.log(rates / (1 - rates))
    return found
