"""`saylau quickcount`: estimate a result from a sample of polling stations, and say when that may be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from saylau.cli.quickcount import enter, plan
from saylau.cli.quickcount.compare import Compared, compare_sections, compared
from saylau.cli.quickcount.design import read_setup
from saylau.cli.quickcount.draw import CERTIFICATE, SAMPLE, Certificate, drawn_by, plan_of, read_certificate, written
from saylau.cli.quickcount.files import WRITE_TIME, moment
from saylau.cli.quickcount.reports import (
    OFFICIAL,
    REPORTS,
    read_losses,
    read_observations,
    read_official,
    received,
)
from saylau.cli.quickcount.sheet import Evening, sections
from saylau.cli.quickcount.words import Figures, Section, part, per_cent
from saylau.cli.quickcount.write import chart, data, evening_points, markdown, points_csv, show
from saylau.cli.screen import number
from saylau.errors import NotFound, ReportRefused, WrongUse
from saylau.methods.quickcount.estimate import totals
from saylau.methods.quickcount.plan import Plan
from saylau.methods.quickcount.proportions import proportion
from saylau.methods.quickcount.protocols import State
from saylau.methods.quickcount.sentences import judged
from saylau.methods.quickcount.take import Report, collapsed_for, grouped
from saylau.records.csvtext import csv_bytes
from saylau.records.csvtext import written as text_written
from saylau.report.charts.render import svg

FOLDER = Annotated[Path, typer.Argument(help="Folder of the quick count: design.toml, frame.csv and what comes after.")]
UNTIL = Annotated[str, typer.Option(help="Only what came by this moment, e.g. 2031-05-04T21:40+05:00.")]
OUT = Annotated[Path | None, typer.Option(help="Folder to write the sheet into, as Markdown and JSON.")]

quickcount = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Estimate a result from a sample of polling stations, and say when that may be published.",
)
quickcount.command()(plan.design)
quickcount.command()(plan.simulate)
quickcount.command()(enter.enter)


@quickcount.command()
def draw(
    folder: FOLDER,
    number_told: Annotated[str, typer.Option("--number", help="The number that was written down.")],
    number_from: Annotated[str, typer.Option("--from", help="Where it comes from, e.g. the lottery of a day.")],
    witness: Annotated[list[str], typer.Option(help="Who saw it; several times for several people.")],
) -> None:
    """Draw the stations from a number, once, and write the certificate. The same number and frame draw the same."""
    setup = read_setup(folder)
    path = folder / CERTIFICATE
    if path.exists():
        raise WrongUse(
            f"{path}: stations were drawn already, and are not drawn again; test it: saylau quickcount verify"
        )
    told = text_written(number_told, "--number")
    if not told or not any(text.strip() for text in witness):
        raise WrongUse("a draw needs its number and somebody who saw it; say --number and --witness")
    people = tuple(text_written(one, "--witness") for one in witness)
    made = Certificate(
        told, text_written(number_from, "--from"), people, setup.checksum, setup.design.fixed(), drawn_by(setup, told)
    )
    path.write_bytes(written(setup, made))
    rows = [(s, name, setup.frame[s].region, str(setup.frame[s].registered)) for name, ids in made.sample.items()
            for s in ids]  # fmt: skip
    (folder / SAMPLE).write_bytes(csv_bytes(("station", "stratum", "region", "registered"), rows))
    typer.echo(f"{number(len(rows), 'station')} of {len(setup.frame):,} drawn by {told}, in {len(made.sample)} strata")
    typer.echo(f"{path}: the certificate; {folder / SAMPLE}: the stations")


@quickcount.command()
def verify(folder: FOLDER) -> None:
    """Draw again from the number of the certificate and compare."""
    setup = read_setup(folder)
    of = read_certificate(setup)
    typer.echo(f"{number(len(of.stations()), 'station')}: the number {of.number} draws these from this frame")
    if of.design != setup.design.fixed():
        typer.echo("design.toml was changed after the draw; nothing may be published with it")


@quickcount.command()
def estimate(
    folder: FOLDER,
    until: UNTIL = "",
    out: OUT = None,
    publish: Annotated[bool, typer.Option(help="Refuse unless the publication rule lets this take through.")] = False,
) -> None:
    """Estimate shares, leads, turnout and thresholds, and say condition by condition what may be published."""
    of = _evening(folder, until)
    official = folder / OFFICIAL
    found = compared(of, read_official(of.setup, official)) if official.is_file() else None
    if publish and of.refused:
        raise ReportRefused(
            "the publication rule does not let this take through, so nothing was written. Missing: "
            f"{'; '.join(of.refused)}. Without --publish the provisional sheet is shown"
        )
    parts = [*sections(of), *(compare_sections(of, found) if found else ())]
    show(parts)
    if out is not None:
        _write(of, found, parts, out)


def _write(of: Evening, found: Compared | None, parts: Iterable[Section], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    files = {"sheet.md": markdown(parts).encode(), "sheet.json": data(of, found)}
    points = evening_points(of)
    if points:
        files |= {"takes.csv": points_csv(points), "takes.svg": svg(chart(of, points)).encode()}
    for name, content in files.items():
        (out / name).write_bytes(content)
        typer.echo(str(out / name))


def _evening(folder: Path, until: str) -> Evening:
    setup = read_setup(folder)
    certificate = read_certificate(setup)
    plan = plan_of(setup, certificate)
    by = _moment(until)
    got = received(setup, plan, until=by)
    try:
        made = judged(plan, got.reports, unusable=len(got.in_state(State.DIFFERENT)), arrived=got.arrived)
    except ValueError as why:
        raise WrongUse(
            f"{folder / REPORTS}: {len(got.reports)} accepted reports of {len(plan.drawn)} drawn stations: {why}; "
            f"saylau quickcount enter {folder} lists what is open"
        ) from None
    return Evening(setup, certificate, plan, got, made, read_losses(setup, plan), by)


def _moment(text: str) -> datetime | None:
    found = moment(text) if text else None
    if text and found is None:
        raise WrongUse(f"--until {text!r} is not a moment with a time zone; {WRITE_TIME}")
    return found


@quickcount.command()
def compare(folder: FOLDER, until: UNTIL = "", out: OUT = None) -> None:
    """Compare with official figures: the same stations number by number, then totals."""
    of = _evening(folder, until)
    official = folder / OFFICIAL
    if not official.is_file():
        raise NotFound(
            f"{official}: no such file; it holds station, {', '.join(of.plan.contestants)} and other numbers"
        )
    found = compared(of, read_official(of.setup, official))
    parts = list(compare_sections(of, found))
    show(parts)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in {"comparison.md": markdown(parts).encode(), "comparison.json": data(of, found)}.items():
            (out / name).write_bytes(content)
            typer.echo(str(out / name))


@quickcount.command()
def stations(folder: FOLDER) -> None:
    """Proportions of stations, from the answers yes and no of observers in observations.csv."""
    setup = read_setup(folder)
    plan = plan_of(setup, read_certificate(setup))
    rows = [(name, *_proportion(plan, answers)) for name, answers in read_observations(setup, plan).items()]
    lines = [
        f"Of the {len(setup.frame):,} stations of the frame; intervals of {per_cent(plan.level)}, each alone (Korn and "
        "Graubard). Fewer than 20 stations: a fraction only.",
        "Stations without an answer are taken to be like those of the same stratum that gave one.",
    ]
    heads = ("question", "yes among answers", "estimate", "interval")
    show([Section("Proportions of stations", lines, heads, rows)])


def _proportion(plan: Plan, answers: dict[str, bool]) -> tuple[str, str, str]:
    import numpy as np

    yes = Counter(answers.values())[True]
    told = part(yes, len(answers))
    try:
        used = collapsed_for(plan, {station: Report({}) for station in answers})
    except ValueError:
        return told, "too few answers", ""
    strata, stations_of = grouped(plan, answers, used)
    ones = np.array([[int(answer), 1] for answer in answers.values()])
    found = proportion(totals(np.array(strata), ones, stations_of), 0, 1, plan.level)
    if found.few:
        return told, "", ""
    figures = Figures(few=False)
    return told, figures.share(found.value), figures.between((found.low, found.high))
