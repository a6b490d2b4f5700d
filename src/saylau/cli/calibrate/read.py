"""Result files for a calibration: each as `saylau results` reads it, with the TOML that stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from saylau.checks.forensics.integer_result import refusals
from saylau.errors import WrongUse
from saylau.methods.results.stations import used_by_integers
from saylau.methods.results.trial import Election, election
from saylau.report.charts.stations import shown
from saylau.report.results.calibration_page import Read
from saylau.report.words import words_for
from saylau.tables.declared import Declared, from_toml
from saylau.tables.results import read_results


@dataclass(frozen=True, eq=False)
class Given:
    """An election to be calibrated on, and the file that it came from."""

    election: Election
    file: Read


def read(path: Path, tell: Callable[[str], None]) -> Given:
    """One file. Raises what `read_results` raises, and `WrongUse` where the test would not answer for it."""
    tell(f"reading {path.name}")
    beside = path.with_name(f"{_stem(path)}.toml")
    declared = from_toml(beside) if beside.is_file() else Declared()
    table = read_results(path, declared)
    stations = table.stations
    refused = refusals(stations, used_by_integers(stations))
    if refused:
        words = words_for("en", lambda thing, language: thing)
        why = " ".join(words.text(one) for one in refused)
        raise WrongUse(f"{path}: the integer test does not answer for this file, so it cannot be calibrated on: {why}")
    name = stations.about.source if declared.source else _stem(path)
    return Given(replace(election(stations), name=shown(name)), Read(table.file.name, table.file.sha256))


def _stem(path: Path) -> str:
    """The name of a file without its endings: `a.csv.gz` is `a`."""
    return path.name.split(".")[0] or path.name
