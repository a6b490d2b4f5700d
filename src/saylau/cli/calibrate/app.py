"""`saylau calibrate`: how often the primary test rejects clean elections, and what share of forged stations it sees."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from saylau.checks.forensics.calibration import FORGERIES, SEED, SYNTHETIC, Plan, jobs
from saylau.checks.forensics.calibration import calibrate as run
from saylau.checks.forensics.error_rates import Report, report
from saylau.cli.calibrate.data import json_bytes
from saylau.cli.calibrate.read import read
from saylau.cli.calibrate.screen import print_report
from saylau.cli.progress import progress_bar
from saylau.cli.screen import screen
from saylau.errors import WrongUse
from saylau.methods.spread import workers
from saylau.report.results.calibration_page import Read, calibration_page
from saylau.report.words import Words, words_for

Writer = Callable[[Report, Sequence[Read], Words], bytes]
FORMATS: Mapping[str, Writer] = MappingProxyType({
    "html": lambda found, files, words: calibration_page(found, files, words).encode(), "json": json_bytes,
})  # fmt: skip
"""Format to what writes it."""


def calibrate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Results of elections that nobody disputes; the TOML of NAME.csv is NAME.toml, as for saylau results. "
            f"Without files: {SYNTHETIC} synthetic elections."
        ),
    ] = None,
    synthetic: Annotated[
        int | None, typer.Option(min=0, help="So many synthetic clean elections, besides the files.")
    ] = None,
    forgeries: Annotated[
        int, typer.Option(min=1, help="How often each file is forged at each share, for the power curve.")
    ] = FORGERIES,
    spikes: Annotated[
        int,
        typer.Option(min=0, help="So many synthetic elections through the test of spikes; a third of a second each."),
    ] = 0,
    models: Annotated[
        int, typer.Option(min=0, help="So many synthetic elections through the mixture after Klimek; seconds each.")
    ] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of synthetic elections and forgeries.")] = SEED,
    processes: Annotated[
        int, typer.Option(min=0, help="Processes that work side by side. 0: one a core; 1: this one.")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option(help="Address of a Dask scheduler whose workers do the work, as in tcp://HOST:8786.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Folder to write calibration.html and calibration.json into.")
    ] = None,
    formats: Annotated[str, typer.Option("--format", help=f"Files to write: {', '.join(FORMATS)}.")] = ",".join(
        FORMATS
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    wanted = _formats(formats)
    paths = files or []
    number = synthetic if synthetic is not None else 0 if paths else SYNTHETIC
    if not (paths or number):
        raise WrongUse("nothing to calibrate on: name files of clean elections, or give --synthetic a number above 0")
    with workers(processes, scheduler) as executor:
        with progress_bar(len(paths) or 1) as tell:
            given = tuple(read(path, tell) for path in paths)
        plan = Plan(tuple(one.election for one in given), number, forgeries, spikes, models, seed)
        total = len(jobs(plan))
        with progress_bar(1) as tell:
            found = report(run(plan, executor, lambda done: tell(f"job {done} of {total}")))
    words, read_files = words_for("en", lambda thing, language: thing), [one.file for one in given]
    if as_json:
        sys.stdout.write(json_bytes(found, read_files, words).decode())
    else:
        print_report(screen(), found, words)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name in wanted:
            path = out / f"calibration.{name}"
            path.write_bytes(FORMATS[name](found, read_files, words))
            print(f"wrote {path}", file=sys.stderr)


def _formats(given: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise WrongUse(f"--format: no {(unknown or [given])[0]!r}; formats are {', '.join(FORMATS)}")
    return wanted
