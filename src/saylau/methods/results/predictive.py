"""What each station would show if its ballots were cast anew at a rate that its own count and a mixture tell of.

f_i(x) = sum_l pi_il BB(x; n_i, alpha_l + k_i, beta_l + n_i - k_i), pi_il proportional to w_l BB(k_i; n_i, alpha_l,
beta_l): the predictive distribution of a mixture of beta-binomials (A. Gelman and others, Bayesian Data Analysis).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled
from saylau.methods.results.betabinomial import Mixture, log_tables

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Floats

ROWS = 128
"""Pairs whose distributions are held at once."""
_NOTHING = 1e-13
"""Chance below which a count is left out."""


@dataclass(frozen=True, eq=False)
class Room:
    """Chances of the counts 0 .. largest, a row a pair, nothing outside `first` .. `last`."""

    chance: Floats
    first: Counts
    last: Counts


def room(largest: int) -> Room:
    """Empty room for `ROWS` pairs of at most so many ballots."""
    import numpy as np

    return Room(np.zeros((ROWS, largest + 1)), np.zeros(ROWS, np.int64), np.full(ROWS, -1, np.int64))


def predictor(found: Mixture, largest: int) -> Callable[[Counts, Counts, Room], None]:
    """A function that fills a room for at most `ROWS` pairs (n, k), over what stood there."""
    import numpy as np

    rising = log_tables(np.array(found.alphas), np.array(found.betas), 2 * largest)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, largest + 1)))))
    parameters = (np.log(np.array(found.weights)), np.array(found.alphas), np.array(found.betas))
    kernel = compiled(_predict)

    def fill(n: Counts, k: Counts, into: Room) -> None:
        kernel(n, k, *parameters, *rising, factorials, into.chance, into.first, into.last)

    return fill


def _predict(
    n: Counts, k: Counts, log_weights: Floats, alpha: Floats, beta: Floats, rise: Floats, fall: Floats, both: Floats,
    factorials: Floats, chance: Floats, first: Counts, last: Counts,
) -> None:  # fmt: skip
    """Fill a row of `chance` for each pair; `rise`, `fall`, `both` are logarithms of rising factorials of alpha, beta
    and their sums. Each component is followed from its middle outwards. Plain loops, to be compiled."""
    number = len(log_weights)
    for i in range(len(n)):
        chance[i, first[i] : last[i] + 1] = 0.0
        size, seen = n[i], k[i]
        top = -1e300
        for c in range(number):
            top = max(top, log_weights[c] + rise[c, seen] + fall[c, size - seen] - both[c, size])
        whole = 0.0
        for c in range(number):
            whole += math.exp(log_weights[c] + rise[c, seen] + fall[c, size - seen] - both[c, size] - top)
        low, high = size, 0
        for c in range(number):
            part = math.exp(log_weights[c] + rise[c, seen] + fall[c, size - seen] - both[c, size] - top) / whole
            if part < _NOTHING:
                continue
            a, b = alpha[c] + seen, beta[c] + size - seen
            middle = min(int(size * a / (a + b)), size)
            log_chance = factorials[size] - factorials[middle] - factorials[size - middle]
            log_chance += rise[c, seen + middle] - rise[c, seen]
            log_chance += fall[c, 2 * size - seen - middle] - fall[c, size - seen]
            log_chance -= both[c, 2 * size] - both[c, size]
            here = part * math.exp(log_chance)
            up, x = here, middle
            while up > _NOTHING or x == middle:
                chance[i, x] += up
                high = max(high, x)
                if x == size:
                    break
                up *= (size - x) / (x + 1.0) * (a + x) / (b + size - x - 1.0)
                x += 1
            down, x = here, middle
            low = min(low, middle)
            while x > 0:
                down *= x / (size - x + 1.0) * (b + size - x) / (a + x - 1.0)
                x -= 1
                if down <= _NOTHING:
                    break
                chance[i, x] += down
                low = min(low, x)
        first[i], last[i] = low, high
