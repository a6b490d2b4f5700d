"""Small parties with one or two votes in station after station and hardly ever none, after A. Kireev.

The rule is that of public analyses of Russia 2021 and has no error rate. The version beside it has one: are there fewer
stations without a vote than if each voter had chosen at the commission's own rate? Differences between stations, and
voters who go together, only add zeros (P(0) is convex in the rate), so the error rate is at most the nominal one. A
null with a dispersion taken from the other commissions of the region was tried and left out: on Georgia 2016 it
answered at 35 % where 5 % was nominal, for the dispersion of small parties comes from a few strongholds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.excess import EXACT_BELOW, upper_normal

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Rates


MANY, FEW = 20, 10
"""More than so many stations at one and at two votes, fewer than so many at none."""
FEWEST = 20
"""Stations of a commission that the version with an error rate needs."""
MEANS = (0.3, 5.0)
"""Votes of the party a station, between which that version asks."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A commission in which a party has many ones and twos and few zeros."""

    area: int
    zeros: int
    ones: int
    twos: int


@dataclass(frozen=True, eq=False)
class Zeros:
    """Stations without a vote for one party beside the null: arrays with an entry for each commission asked."""

    area: Counts
    stations: Counts
    observed: Counts
    expected: Rates
    variance: Rates
    p: Rates
    """Lower tail: chance of so few or fewer."""


def pairs(votes: Counts, area: Counts) -> tuple[Pair, ...]:
    """Commissions where the rule holds for one party: over 20 stations at 1, over 20 at 2, under 10 at 0 votes."""
    import numpy as np

    if not len(votes):
        return ()
    top = int(area.max()) + 1
    zeros, ones, twos = (np.bincount(area[votes == number], minlength=top) for number in (0, 1, 2))
    held = np.flatnonzero((ones > MANY) & (twos > MANY) & (zeros < FEW))
    return tuple(Pair(int(a), int(zeros[a]), int(ones[a]), int(twos[a])) for a in held)


def few_zeros(votes: Counts, valid: Counts, area: Counts) -> Zeros | None:
    """Observed zeros of one party against their null, in each commission of at least 20 stations and mean 0.3 to 5.

    P_i(0) = (1 - p)^n_i, p the party's rate in the commission. Arrays by station, `0 <= votes <= valid`, `valid > 0`;
    areas from 0. The tail is that of the Poisson-binomial distribution: exact where the observed zeros lie more than
    one standard deviation below the expected and the variance is at most 25, else normal. None where nothing is asked.
    """
    import numpy as np

    if not len(votes):
        return None
    number, k, n = np.bincount(area), np.bincount(area, votes), np.bincount(area, valid)
    mean = np.divide(k, number, out=np.zeros(len(k)), where=number > 0)
    inside = ((number >= FEWEST) & (mean >= MEANS[0]) & (mean <= MEANS[1]))[area]
    order = np.flatnonzero(inside)[np.argsort(area[inside], kind="stable")]
    if not len(order):
        return None
    a, none = area[order], votes[order] == 0
    chances = np.exp(valid[order] * np.log1p(-k[a] / n[a]))
    starts = np.flatnonzero(np.concatenate(([True], a[1:] != a[:-1])))
    sizes = np.diff(np.append(starts, len(a)))
    observed = np.add.reduceat(none.astype(np.int64), starts)
    expected, variance = np.add.reduceat(chances, starts), np.add.reduceat(chances * (1 - chances), starts)
    below = np.divide(expected - observed, np.sqrt(variance), out=np.zeros(len(starts)), where=variance > 0)
    p = np.array([upper_normal(z) for z in below.tolist()])
    exact = np.flatnonzero((below > 1) & (variance <= EXACT_BELOW))
    p[exact] = lower_tails(chances, starts[exact], sizes[exact], observed[exact])
    return Zeros(a[starts], sizes, observed, expected, variance, p)


def lower_tails(chances: Rates, starts: Counts, sizes: Counts, observed: Counts) -> Rates:
    """P(events <= observed) of the Poisson-binomial distribution of each run of chances, by the exact recursion.

    Y. Hong, Computational Statistics & Data Analysis 59 (2013) 41-51; states above the largest observed number are
    not followed. A run is `sizes[i]` chances from `starts[i]`.
    """
    import numpy as np

    if not len(starts):
        return np.zeros(0)
    states = int(observed.max()) + 1
    found = np.zeros((len(starts), states))
    found[:, 0] = 1.0
    for step in range(int(sizes.max())):
        inside = step < sizes
        chance = np.where(inside, chances[np.where(inside, starts + step, 0)], 0.0)[:, None]
        found[:, 1:] += chance * (found[:, :-1] - found[:, 1:])
        found[:, :1] *= 1 - chance
    totals = np.cumsum(found, axis=1)
    tails: Rates = np.minimum(totals[np.arange(len(starts)), observed], 1.0)
    return tails
