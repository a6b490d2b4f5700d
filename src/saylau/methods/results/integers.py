"""Whether integer percentages are more frequent than ballots cast one by one would make them: events and exact null.

D. Kobak, S. Shpilkin, M. S. Pshenichnikov, "Integer percentages as electoral falsification fingerprints", Annals of
Applied Statistics 10 (2016) 54-73. The published null is drawn from random replicates; here it is summed exactly.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Mask, Rates

FEWEST_VOTERS = 100
"""Least number of registered voters of a station in the test."""
MOST_OF = (99, 100)
"""Stations whose turnout or leader's share is above 99 % are left out."""
PERIODS = (1, 5)
"""Every percentage point, and multiples of five."""
LARGEST = 1 << 22
"""Largest denominator; no polling station is nearly so large."""
_BLOCK = 1 << 16
_SDS, _MORE = 6.5, 8


def is_integer(count: Counts, base: Counts, period: int = 1) -> Mask:
    """Whether 100 count / base lies within 0.05 points of a multiple of `period`, the boundary included.

    `20 |100 k - n j| <= n` in integers, j the nearest multiple of the period: no rounding decides a boundary. Arrays
    of one length, `0 <= count <= base`, `base > 0`; counts in ballots.
    """
    import numpy as np

    step = period * base
    over = (100 * count) % step
    nearest: Counts = np.minimum(over, step - over)
    return 20 * nearest <= base


def integer_chances(count: Counts, base: Counts, threads: int | None = None) -> tuple[Rates, Rates]:
    """P(100 X / base is integer) for X ~ Binomial(base, count / base), for periods 1 and 5: two arrays.

    The sum of the binomial probabilities of all k within 6.5 sd + 8 of the observed count that give an integer
    percentage; what is left out is under 1e-9, for skewed rates too. Nothing observed, or everything, gives 1: a
    replicate cannot differ. The result does not depend on the number of threads. Raises `ValueError` for a denominator
    above `LARGEST`.
    """
    import numpy as np

    largest = int(base.max(initial=0))
    if largest > LARGEST:
        raise ValueError(f"{largest} ballots or voters in one row: these are not polling stations")
    log_factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, largest + 1)))))
    every, fifth = np.empty(len(count)), np.empty(len(count))
    count, base = np.ascontiguousarray(count, np.int64), np.ascontiguousarray(base, np.int64)
    kernel = compiled(_chances)

    def one(start: int) -> None:
        kernel(count, base, log_factorials, every, fifth, start, min(start + _BLOCK, len(count)))

    workers = threads or min(os.cpu_count() or 1, 8)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, range(0, len(count), _BLOCK)))
    return every, fifth


def warm() -> None:
    """Have the compiled loop ready, so that another thread may do something else meanwhile."""
    import numpy as np

    integer_chances(np.array([50]), np.array([100]), 1)


def either(one: Rates, other: Rates) -> Rates:
    """Chance of one event or another that is drawn independently of it: a + b - a b."""
    return one + other - one * other


def _chances(
    count: Counts, base: Counts, log_factorials: Rates, every: Rates, fifth: Rates, start: int, stop: int
) -> None:
    """Fill `every` and `fifth` from `start` to `stop`; plain loops, to be compiled."""
    for i in range(start, stop):
        k, n = count[i], base[i]
        if k <= 0 or k >= n:
            every[i] = fifth[i] = 1.0
            continue
        rate = k / n
        log_no = math.log1p(-rate)
        odds, whole = math.log(rate) - log_no, log_factorials[n] + n * log_no
        reach = _SDS * math.sqrt(n * rate * (1 - rate)) + _MORE
        low, high = max(math.ceil(k - reach), 0), min(math.floor(k + reach), n)
        found = found_fifth = 0.0
        for j in range(-(-(2000 * low - n) // (20 * n)), (2000 * high + n) // (20 * n) + 1):
            here = 0.0
            for x in range(max(-(-(20 * n * j - n) // 2000), low), min((20 * n * j + n) // 2000, high) + 1):
                here += math.exp(whole - log_factorials[x] - log_factorials[n - x] + x * odds)
            found += here
            if j % 5 == 0:
                found_fifth += here
        every[i], fifth[i] = found, found_fifth
