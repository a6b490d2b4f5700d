"""How often intervals of a quick count hold the full count of a real election, over many draws of several designs.

    python benchmarks/quickcount.py FILE           2,000 draws of each design
    python benchmarks/quickcount.py FILE 200       fewer, faster

FILE is a table of all polling stations, CSV or CSV in gzip, with the columns `region`, `stratum`, `ballots_counted`,
`pri_pvem`, `pan` and `prd_pt_mc`: the presidential election of Mexico in 2012, on which the designs were
first measured.
Stations without a vote are left out. Printed are coverage and bias of each share and lead, mean margins, how often six
simultaneous intervals held all truths at once, and how often somebody was named first, rightly or not.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from saylau.methods.quickcount.design import Allocation, allocate
from saylau.methods.quickcount.simulate import Population, Simulated, simulate

CONTESTANTS = ("pri_pvem", "pan", "prd_pt_mc")
BASE = "ballots_counted"
LOW_RESPONSE = {"1", "4", "7", "20", "30"}
"""Regions of which a third of the stations report in the last design."""
DRAWS, SEED = 2000, 20120701


def read(path: Path) -> list[dict[str, str]]:
    """The stations with votes."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return [row for row in csv.DictReader(io.StringIO(text)) if int(row[BASE]) > 0]


def population(rows: Sequence[Mapping[str, str]], key: str) -> tuple[Population, list[int]]:
    """The stations with the strata of a column, and how many stations each stratum has."""
    import numpy as np

    names = sorted({row[key] for row in rows}, key=int)
    place, region = {name: at for at, name in enumerate(names)}, {row[key]: row["region"] for row in rows}
    strata = np.array([place[row[key]] for row in rows])
    votes = np.array([[int(row[name]) for name in CONTESTANTS] for row in rows])
    base = np.array([int(row[BASE]) for row in rows])
    of = Population(strata, votes, base, tuple(region[name] for name in names))
    return of, np.bincount(strata).tolist()


def designs(rows: Sequence[Mapping[str, str]], draws: int) -> dict[str, Simulated]:
    """Each design, tried."""
    by_stratum, sizes = population(rows, "stratum")
    by_region, states = population(rows, "region")
    proportional = allocate(Allocation.PROPORTIONAL, 1800, sizes)
    equal = allocate(Allocation.EQUAL, 60 * len(states), states)
    by_state = allocate(Allocation.PROPORTIONAL, 1800, states)
    names = sorted({row["region"] for row in rows}, key=int)
    response = [0.35 if name in LOW_RESPONSE else 0.97 for name in names]
    lowered = [0.35 if region in LOW_RESPONSE else 0.97 for region in by_stratum.regions]
    return {
        f"proportional, {len(sizes)} strata, n = {sum(proportional)}": simulate(
            by_stratum, proportional, draws=draws, seed=SEED
        ),
        f"equal, {len(states)} states, n = {sum(equal)}": simulate(by_region, equal, draws=draws, seed=SEED),
        f"proportional by state, n = {sum(by_state)}, five states respond 35 %": simulate(
            by_region, by_state, draws=draws, seed=SEED, response=response
        ),
        f"proportional, {len(sizes)} strata, five states respond 35 %: strata are collapsed": simulate(
            by_stratum, proportional, draws=draws, seed=SEED, response=lowered
        ),
    }


def told(one: Simulated) -> str:
    """A design in a few lines."""

    def row(what: str, values: Sequence[str]) -> str:
        return f"  {what:<22}" + "  ".join(f"{value:>8}" for value in values)

    names = ["".join("ABC"[place] + "-" for place in each.top).rstrip("-") for each in one.tried]
    return "\n".join(
        (
            row("", names),
            row("coverage", [f"{each.coverage:.4f}" for each in one.tried]),
            row("bias, points", [f"{100 * each.bias:+.4f}" for each in one.tried]),
            row("mean margin, points", [f"{100 * each.margin:.3f}" for each in one.tried]),
            f"  all six together {one.together:.4f}; named first {one.named} of {one.draws}, wrongly {one.wrong}; "
            f"{one.reports:.0f} reports; strata collapsed in {one.collapsed} draws",
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Try every design and print it."""
    if not arguments:
        print(__doc__)
        return 2
    rows, draws = read(Path(arguments[0])), int(arguments[1]) if len(arguments) > 1 else DRAWS
    print(f"{len(rows):,} stations, {draws:,} draws of each design")
    for name, one in designs(rows, draws).items():
        print(f"\n{name}\n{told(one)}", flush=True)
    return 0


if __name__ == "__main__":
    start = time.perf_counter()
    code = main(sys.argv[1:])
    print(f"\n{time.perf_counter() - start:.0f} s")
    sys.exit(code)
