"""Time the integer test and `saylau results` on invented elections, beside the plain Monte Carlo form of the same test.

    python benchmarks/results.py                100,000 and 1,000,000 stations
    python benchmarks/results.py 100000         only so many

The Monte Carlo form draws binomial replicates of every station, as published; it is timed on a few replicates in the
same run and scaled to the 1,000 that are used. The whole command and the models run in processes of their own; the
peak is that of the command alone. Nothing fails on a time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np  # noqa: TID253

from saylau.checks.forensics.study import study
from saylau.methods.results.integers import either, integer_chances, is_integer, warm
from saylau.methods.results.roles import Role
from saylau.tables.results import ResultsTable, read_results

SIZES = (100_000, 1_000_000)
REPLICATES, TIMED = 1_000, 4
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def write_election(path: Path, stations: int) -> None:
    """An invented election: 80 regions of 40 districts, three options."""
    draw = np.random.default_rng(stations)
    registered = np.clip(draw.lognormal(6.8, 0.6, stations).astype(np.int64), 100, 5_000)
    issued = draw.binomial(registered, draw.beta(12, 8, stations))
    valid = draw.binomial(issued, 0.98)
    leader = draw.binomial(valid, draw.beta(8, 10, stations))
    second = draw.binomial(valid - leader, 0.6)
    region, district = draw.integers(0, 80, stations), draw.integers(0, 40, stations)
    columns = (registered, issued, issued, valid, issued - valid, leader, second, valid - leader - second)
    with path.open("w", encoding="utf-8") as text:
        text.write(
            "region,district,station,registered,ballots_issued,ballots_counted,valid,invalid,party_01,party_02,party_03\n"
        )
        for i, row in enumerate(zip(*columns, strict=True)):
            numbers = ",".join(map(str, row))
            text.write(f"Region {region[i]},District {region[i]}-{district[i]},{i},{numbers}\n")


def best(job: Callable[[], object], times: int = 3) -> float:
    """Shortest of several runs, in seconds: the others waited for something else."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def exact(table: ResultsTable) -> float:
    """z of the headline from exact chances."""
    n, g, c, w = counts(table)
    chances = either(integer_chances(w, c)[0], integer_chances(g, n)[0])
    happened = is_integer(w, c) | is_integer(g, n)
    return float((happened.sum() - chances.sum()) / np.sqrt((chances * (1 - chances)).sum()))


def monte_carlo(table: ResultsTable) -> None:
    """A few replicates of the published form."""
    n, g, c, w = counts(table)
    draw = np.random.default_rng(1)
    for _ in range(TIMED):
        (is_integer(draw.binomial(c, w / c), c) | is_integer(draw.binomial(n, g / n), n)).sum()


def counts(table: ResultsTable) -> tuple[np.ndarray, ...]:
    """Registered, issued, counted and leader's votes of stations with votes."""
    stations = table.stations
    held = [stations.registered, stations.issued, stations.count(Role.COUNTED), stations.votes]
    used = (held[2] > 0) & (held[3] < held[2])
    return tuple(values[used] for values in held)


def whole(path: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of the whole command, from start to printed summary."""
    job = "import sys\nfrom saylau.cli import main\nsys.argv[1:1] = ['results']\ncode = main()\n" + _PEAK
    begun = time.perf_counter()
    command = [sys.executable, "-c", job, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return time.perf_counter() - begun, float(done.stderr.split()[-1])


_PEAK = """
def peak():
    # Linux hands the peak of a parent on to what it starts, so that getrusage would tell that of the benchmark.
    try:
        lines = open('/proc/self/status').readlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith('VmHWM'))
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return float('nan')
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != 'darwin' else 1024 ** 2)
print(peak(), file=sys.stderr)
"""


def models_alone(path: Path, cache: Path) -> float:
    """Seconds of both models, one after the other, in a process of its own; compiled loops are kept in `cache`."""
    environment = {**ENVIRONMENT, "NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", _MODELS, str(path)], check=True, capture_output=True, text=True, env=environment
    )
    return float(done.stdout)


_MODELS = """
import sys, time
from saylau.checks.forensics.study import MODELS, NO_OPTIONS
from saylau.tables.results import read_results
stations = read_results(sys.argv[1]).stations
begun = time.perf_counter()
for _, fit in MODELS:
    fit(stations, NO_OPTIONS)
print(time.perf_counter() - begun)
"""


def main() -> None:
    """Print a block for each size."""
    warm()
    for size in [int(text) for text in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "election.csv"
            write_election(path, size)
            reading = best(lambda: read_results(path), 2)  # noqa: B023
            table = read_results(path)
            integers, everything = best(lambda: exact(table)), best(lambda: study(table.stations))  # noqa: B023
            plain = best(lambda: monte_carlo(table), 1) * REPLICATES / TIMED  # noqa: B023
            models = [models_alone(path, Path(folder) / "compiled") for _ in range(3)]
            runs = [whole(path) for _ in range(3)]
        seconds, peak = min(runs)
        print(f"{size:,} stations, {os.cpu_count()} processors")
        print(f"  reading and ordering the file      {reading:8.3f} s")
        print(f"  integer test, exact                {integers:8.3f} s")
        print(f"  the same by 1,000 replicates       {plain:8.1f} s   {plain / integers:,.0f} times the exact one")
        print(f"  every method after loading         {everything:8.3f} s   target 0.5 s for 100,000")
        print(f"  models in sequence, compiling them {models[0]:8.2f} s   target 10 s for 100,000")
        print(f"  models in sequence, compiled before{min(models[1:]):8.2f} s")
        print(f"  saylau results FILE, whole process {seconds:8.2f} s   peak {peak:,.0f} MB   a million: 3 s, 2 GB")


if __name__ == "__main__":
    main()
