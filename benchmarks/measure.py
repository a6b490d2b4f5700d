"""Time the jobs that have a target, each beside a reference measured in the same run.

    python benchmarks/measure.py            all
    python benchmarks/measure.py help case  only these

Each job runs in a process of its own, several times; the median is printed with its ratio to the reference, so that
figures of two machines can be compared. Targets are those of the design, on two cores. Nothing fails on a time.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FACTS = 100_000
PEAK = """
import sys, time
{setup}
begun = time.perf_counter()
{job}
took = time.perf_counter() - begun
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 ** 2)
except ImportError:
    peak = float("nan")
print(took, peak)
"""


@dataclass(frozen=True)
class Measured:
    """A job's median time, its reference and its target."""

    name: str
    seconds: float
    reference: str
    reference_seconds: float
    target: str
    note: str = ""

    def __str__(self) -> str:
        ratio = self.seconds / self.reference_seconds
        return f"{self.name:<44} {self.seconds:7.2f} s   {ratio:7.1f} x {self.reference:<34} target {self.target}" + (
            f"   {self.note}" if self.note else ""
        )


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Python may keep its compiled modules, as it does on a user's machine."""


def wall(command: list[str], times: int, environment: dict[str, str] | None = None) -> float:
    """Median seconds of a whole process."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment or ENVIRONMENT
        )
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def inside(setup: str, job: str) -> tuple[float, float]:
    """Seconds of a piece of Python and the peak memory of its process in MB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK.format(setup=setup, job=job)],
        check=True,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def measure_help() -> list[Measured]:
    """`saylau --help` against starting Python alone."""
    alone = wall([sys.executable, "-c", "pass"], 9)
    helped = wall([sys.executable, "-m", "saylau", "--help"], 9)
    return [Measured("saylau --help", helped, "python -c pass", alone, "0.5 s")]


def measure_case() -> list[Measured]:
    """Reading a generated case of 100,000 facts against reading its cells with the csv module."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        make = [sys.executable, str(HERE / "make_case.py"), str(FACTS), str(case)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        cells = f"for p in sorted(Path({str(case)!r}).glob('*.csv')):\n    list(csv.reader(p.open(encoding='utf-8')))"
        alone, _ = inside("import csv\nfrom pathlib import Path", cells)
        read = "from pathlib import Path\nfrom saylau.records.folder import read_folder"
        seconds, peak = inside(read, f"read_folder(Path({str(case)!r}))")
    return [
        Measured(
            f"reading {FACTS:,} facts",
            seconds,
            "csv.reader over the same files",
            alone,
            "5 s, 1 GB",
            f"peak {peak:.0f} MB",
        )
    ]


def measure_report() -> list[Measured]:
    """The report by format, figures cold and cached, against reading and checking the case alone."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        alone = wall([sys.executable, "-m", "saylau", "findings", "kazakhstan-2019", "--json"], 3)
        reference = "saylau findings (no report)"
        for formats, target in (
            ("html,pdf,docx,json", "10 s cold"),
            ("html,json", "1.5 s warm"),
            ("pdf", "-"),
            ("docx", "-"),
        ):
            for state in ("cold", "warm"):
                cache = Path(folder) / f"cache-{state}-{formats.replace(',', '-')}"
                environment = ENVIRONMENT | {"SAYLAU_CACHE": str(cache)}
                command = [
                    sys.executable,
                    "-m",
                    "saylau",
                    "report",
                    "kazakhstan-2019",
                    "--format",
                    formats,
                    "--out",
                    str(Path(folder) / "out"),
                ]
                if state == "warm":
                    wall(command, 1, environment)
                seconds = wall(command, 3 if state == "warm" else 1, environment)
                found.append(Measured(f"report {formats}, figures {state}", seconds, reference, alone, target))
    return found


JOBS: dict[str, Callable[[], list[Measured]]] = {"help": measure_help, "case": measure_case, "report": measure_report}


def main() -> int:
    """Measure the jobs named, or all."""
    for name in sys.argv[1:] or JOBS:
        for measured in JOBS[name]():
            print(measured, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
