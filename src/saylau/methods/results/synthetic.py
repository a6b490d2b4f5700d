"""Synthetic elections in which every voter decided alone, from a seed: for a calibration without files.

Turnout and the option's share of a station are beta-binomial around the level of its district, which lies around that
of its region: places differ, as they do, and nothing else happens. That makes them a test of arithmetic. How people
who count behave, and how offices publish, is not in them; for that there are real elections that nobody disputes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.trial import Election

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Floats


@dataclass(frozen=True)
class Population:
    """What elections are drawn from. A pair is a range from which each election draws one value, evenly.

    Rates are fractions of 1; spreads between places are standard deviations of the logit.
    """

    stations: int = 10_000
    regions: int = 12
    districts: int = 8
    """In each region. Their sizes differ about as 1 to 4."""
    list_median: int = 950
    list_spread: float = 0.55
    """Standard deviation of the logarithm of registered voters."""
    list_most: int = 3_000
    small: float = 0.05
    """Share of stations with a list of 20 to 200 voters."""
    small_shift: float = 0.5
    """By how much the logit of their turnout is higher."""
    turnout: tuple[float, float] = (0.45, 0.80)
    share: tuple[float, float] = (0.25, 0.70)
    """Of the option under study, among ballots counted."""
    between_regions: float = 0.35
    between_districts: float = 0.25
    together: float = 0.3
    """Correlation of what regions add to turnout and to the share."""
    concentration: tuple[float, float] = (30.0, 150.0)
    """alpha + beta of the beta distribution of a station's rate within its district: small is varied."""


def drawn(population: Population, seed: np.random.SeedSequence, name: str = "") -> Election:
    """An election: the same for the same seed with one version of numpy. Ballots issued are ballots counted."""
    import numpy as np

    draw = np.random.Generator(np.random.PCG64(seed))
    region, district = _places(population, draw)
    registered, small = _lists(population, draw)
    levels = draw.uniform(*population.turnout), draw.uniform(*population.share)
    sizes = draw.uniform(*population.concentration, 2)
    of_region = draw.standard_normal((2, population.regions)) * population.between_regions
    of_region[1] = population.together * of_region[0] + (1 - population.together**2) ** 0.5 * of_region[1]
    of_district = draw.standard_normal((2, population.regions * population.districts)) * population.between_districts
    logits = np.log(np.array(levels) / (1 - np.array(levels)))[:, None]
    places = logits + of_region[:, region] + of_district[:, district]
    places[0] += population.small_shift * small
    middle: Floats = 1 / (1 + np.exp(-places))
    turnout = draw.beta(middle[0] * sizes[0], (1 - middle[0]) * sizes[0])
    share = draw.beta(middle[1] * sizes[1], (1 - middle[1]) * sizes[1])
    issued = draw.binomial(registered, turnout)
    votes = draw.binomial(issued, share)
    return Election(name, *(of.astype(np.int32) for of in (registered, issued, issued, votes, region, district)))


def _places(population: Population, draw: np.random.Generator) -> tuple[Counts, Counts]:
    """Region and district of each station, in ascending order."""
    import numpy as np

    number = population.regions * population.districts
    weights = draw.dirichlet(np.full(number, 8.0))
    district: Counts = np.repeat(np.arange(number), draw.multinomial(population.stations, weights))
    return district // population.districts, district


def _lists(population: Population, draw: np.random.Generator) -> tuple[Counts, NDArray[np.bool_]]:
    """Registered voters, and which stations are small."""
    import numpy as np

    number = population.stations
    sizes = np.exp(np.log(population.list_median) + population.list_spread * draw.standard_normal(number))
    small = draw.random(number) < population.small
    lists = np.where(small, draw.integers(20, 201, number), np.clip(sizes, 100, population.list_most))
    return lists.astype(np.int64), small
