"""How often the models speak on simulated clean elections, and how long they take.

    python -m benchmarks.results_models [elections] [stations]

Prints how many of so many clean elections have a spike that stands out (at most 6 % may), how many have a fraction of
the mixture that is distinguishable from its nulls (at most 2 % may), and the seconds of both.
"""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np  # noqa: TID253

from saylau.checks.forensics.klimek_result import mixture_test
from saylau.checks.forensics.spikes_result import spike_test
from saylau.methods.results.betabinomial import pairs
from saylau.methods.results.klimek_draws import Counted


def clean(seed: int, stations: int) -> Counted:
    """Two ordinary kinds of place; each voter comes and chooses at the rate of the station."""
    draw = np.random.default_rng(seed)
    registered = np.clip(draw.lognormal(6.6, 0.6, stations).astype(np.int64), 100, 3_000)
    town = draw.random(stations) < 0.7
    turnout = np.where(town, draw.beta(24, 18, stations), draw.beta(30, 15, stations))
    share = np.where(town, draw.beta(14, 20, stations), draw.beta(16, 14, stations))
    issued = draw.binomial(registered, turnout)
    votes = draw.binomial(issued, share)
    kept = (issued > 0) & (issued < registered)
    return Counted(registered[kept], issued[kept], issued[kept], votes[kept])


def main(elections: int = 100, stations: int = 3_000) -> None:
    """Both models on every election."""
    stood = told = refused = 0
    seconds = [0.0, 0.0]
    for seed in range(elections):
        table = clean(seed, stations)
        start = perf_counter()
        _, spikes, why = spike_test(pairs(table.votes, table.base))
        middle = perf_counter()
        _, mixture = mixture_test(table)
        seconds = [seconds[0] + middle - start, seconds[1] + perf_counter() - middle]
        stood += spikes is not None and spikes.smallest <= 0.05
        told += mixture is not None and mixture.distinguishable
        refused += bool(why) + (mixture is None)
    print(f"{elections} clean elections of {stations:,} stations; {refused} refusals")
    print(f"a spike stands out: {stood}; the mixture is distinguishable: {told}")
    print(f"seconds an election: spikes {seconds[0] / elections:.2f}, mixture {seconds[1] / elections:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
