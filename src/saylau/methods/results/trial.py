"""One election through the primary test, as it is and with numbers forged: what a calibration counts.

"By block": the test is done in each district on its own, one-sided at 5 % and at 0.1 %, without regard to what the
whole says. A block is the finest place whose tested units (variance of the null above 10) hold half of the stations,
else 300 stations in the order of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saylau.methods.results.areas import Level, by_area
from saylau.methods.results.excess import FLAGGED, excess
from saylau.methods.results.integers import FEWEST_VOTERS, MOST_OF, either, integer_chances, is_integer
from saylau.methods.results.stations import Stations, used_by_integers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Mask, Rates

STATISTICS = ("any", "share", "turnout")
"""The headline first."""
LEVELS = (0.05, 0.001)
BLOCK = 300
"""Stations of a block where the table has no places, or too small ones."""
POINTS_UP = 5
"""A forged turnout lies at the next whole per cent at least so many points up."""


@dataclass(frozen=True, eq=False)
class Election:
    """Counts of stations and where they lie, in 32 bits, since they travel to other processes."""

    name: str
    registered: NDArray[np.int32]
    issued: NDArray[np.int32]
    base: NDArray[np.int32]
    """Denominator of the share."""
    votes: NDArray[np.int32]
    region: NDArray[np.int32]
    district: NDArray[np.int32]
    """One number for each pair of region and district."""

    @property
    def counts(self) -> tuple[Counts, Counts, Counts, Counts]:
        """Registered voters, ballots issued, denominator and votes of the option."""
        import numpy as np

        n, g, c, w = (of.astype(np.int64) for of in (self.registered, self.issued, self.base, self.votes))
        return n, g, c, w

    def only(self, rows: Mask) -> Election:
        """These stations."""
        held = (self.registered, self.issued, self.base, self.votes, self.region, self.district)
        return Election(self.name, *(of[rows] for of in held))


def election(stations: Stations, largest: int | None = None) -> Election:
    """The rows of a table that the integer test uses."""
    import numpy as np

    used = used_by_integers(stations, largest).mask
    arrays = (stations.registered, stations.issued, stations.base, stations.votes, stations.region, stations.area)
    return Election(stations.about.source, *(of[used].astype(np.int32) for of in arrays))


def usable(table: Election) -> Election:
    """Stations of C > 0, N >= 100, G <= N, W <= C, 100 G <= 99 N, 100 W <= 99 C, as the test on a file has them."""
    n, g, c, w = table.counts
    part, whole = MOST_OF
    return table.only((c > 0) & (n >= FEWEST_VOTERS) & (whole * g <= part * n) & (whole * w <= part * c))


@dataclass(frozen=True, slots=True)
class Units:
    """So many units were tested, and so many rejected at each of `LEVELS`."""

    tested: int
    rejected: tuple[int, int]


@dataclass(frozen=True)
class Clean:
    """An election as it is. What is rejected in it, if nothing was forged, is a false positive."""

    name: str
    stations: int
    kind: str
    """What a block is: `district`, `region` or `block`."""
    blocks: Mapping[str, Units]
    too_small: int
    """Blocks of which the headline is not tested."""
    z: Mapping[str, float]
    """Of the whole, by statistic."""
    p: float
    """Of the headline of the whole."""
    regions: int
    """Regions tested."""
    region_stands_out: bool
    """Whether any of them is rejected under Benjamini and Hochberg at 5 %, asked without regard to the whole."""

    @property
    def told(self) -> bool:
        """Whether `saylau results` would name a region: only where the whole is flagged too."""
        return self.region_stands_out and self.z["any"] > FLAGGED


def clean_run(table: Election) -> Clean:
    """The test of the whole, of each region and of each block."""
    import numpy as np

    events = _events(table)
    whole = {name: excess(*events[name]) for name in STATISTICS}
    kind, codes, headline = _blocks(table, *events["any"])
    levels = {name: headline if name == "any" else by_area(*events[name], codes) for name in STATISTICS}
    regions = by_area(*events["any"], table.region.astype(np.int64))
    several = len(regions.areas) > 1
    return Clean(
        table.name, len(table.votes), kind,
        {name: _units(level) for name, level in levels.items()}, headline.too_small,
        {name: found.z for name, found in whole.items()}, whole["any"].p,
        len(regions.areas) if several else 0, several and bool(regions.standing_out),
    )  # fmt: skip


def _events(table: Election) -> dict[str, tuple[Mask, Rates]]:
    """Whether each event happened at a station, and its exact chance, by statistic."""
    n, g, c, w = table.counts
    share = is_integer(w, c), integer_chances(w, c)[0]
    turnout = is_integer(g, n), integer_chances(g, n)[0]
    both = share[0] | turnout[0], either(share[1], turnout[1])
    return {"any": both, "share": share, "turnout": turnout}


def _blocks(table: Election, happened: Mask, chances: Rates) -> tuple[str, Counts, Level]:
    """What a block is, the block of each station, and the headline in each."""
    import numpy as np

    for kind, places in (("district", table.district), ("region", table.region)):
        codes = places.astype(np.int64)
        level = by_area(happened, chances, codes)
        if len(level.areas) > 1 and 2 * sum(area.result.stations for area in level.areas) >= len(codes):
            return kind, codes, level
    in_order = np.arange(len(happened), dtype=np.int64) // BLOCK
    return "block", in_order, by_area(happened, chances, in_order)


def _units(level: Level) -> Units:
    tails = [area.result.p for area in level.areas]
    often, rarely = (sum(p <= at for p in tails) for at in LEVELS)
    return Units(len(tails), (often, rarely))


@dataclass(frozen=True, slots=True)
class Forged:
    """An election in which the turnout of some stations was forged, and what the test of the whole said."""

    per_10_000: int
    """Share of the stations that were forged, in hundredths of a per cent."""
    stations: int
    z: float
    """Of the headline."""
    z_turnout: float

    @property
    def flagged(self) -> bool:
        """Whether the headline is flagged, as `saylau results` does."""
        return self.z > FLAGGED


def forged(table: Election, per_10_000: int, seed: np.random.SeedSequence) -> Election:
    """Turnout lifted to the next whole per cent at least five points up, in so many stations drawn at random.

    The ballots that are added go to the option under study. Stations that this would lift above 99 % are not drawn.
    """
    import numpy as np

    n, g, c, w = table.counts
    points = -(-(100 * g + POINTS_UP * n) // n)
    lifted = (2 * points * n + 100) // 200
    open_ones = np.flatnonzero((points <= MOST_OF[0]) & (lifted > g))
    number = min((per_10_000 * len(n) + 5_000) // 10_000, len(open_ones))
    draw = np.random.Generator(np.random.PCG64(seed))
    chosen = np.zeros(len(n), np.bool_)
    chosen[draw.choice(open_ones, number, replace=False)] = True
    added = np.where(chosen, lifted - g, 0)
    issued, base, votes = ((of + added).astype(np.int32) for of in (g, c, w))
    return replace(table, issued=issued, base=base, votes=votes)


def forged_run(table: Election, per_10_000: int, seed: np.random.SeedSequence) -> Forged:
    """Forge, then test the whole."""
    made = usable(forged(table, per_10_000, seed))
    events = _events(made)
    return Forged(per_10_000, len(made.votes), excess(*events["any"]).z, excess(*events["turnout"]).z)
