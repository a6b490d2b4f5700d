"""`saylau quickcount enter`: protocols as they are typed, from a file or number by number; and what of them is open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from saylau.cli.quickcount.design import Setup, read_setup
from saylau.cli.quickcount.draw import plan_of, read_certificate
from saylau.cli.quickcount.files import Line, Rows
from saylau.cli.quickcount.reports import (
    KEYS,
    REPORTS,
    Received,
    Typed,
    number_columns,
    read_entries,
    received,
    typed_in,
)
from saylau.cli.quickcount.words import part
from saylau.cli.screen import number
from saylau.errors import WrongUse
from saylau.methods.quickcount.plan import Plan
from saylau.methods.quickcount.protocols import Question, State
from saylau.records.csvtext import csv_bytes, written
from saylau.records.entering import replace_file
from saylau.records.problems import Problems

WAIT = 20
"""Seconds to wait for somebody else who is writing."""


def enter(
    folder: Annotated[Path, typer.Argument(help="Folder of the quick count.")],
    file: Annotated[Path | None, typer.Argument(help="CSV of protocols; without it, what is open is listed.")] = None,
    by: Annotated[str, typer.Option(help="Who typed the rows that do not say it.")] = "",
    station: Annotated[str, typer.Option(help="Be asked for the numbers of this station, one after another.")] = "",
    at: Annotated[str, typer.Option(help="When its report came, e.g. 2031-05-04T21:40+05:00.")] = "",
) -> None:
    """Add typed protocols to reports.csv; list entries that wait or differ, and sums that do not add up."""
    setup = read_setup(folder)
    plan = plan_of(setup, read_certificate(setup))
    if file is not None and station:
        raise WrongUse("a file of protocols, or --station and its numbers: one of the two")
    who = written(by, "--by")
    if file is not None or station:
        if file is None and not who:
            raise WrongUse("an entry needs somebody who typed it; say who with --by")
        typed = read_entries(setup, file, tuple(plan.drawn), by=who) if file else _asked(setup, plan, station, who, at)
        added = _add(setup, plan, typed)
        typer.echo(f"{number(added, 'entry', 'entries')} added to {folder / REPORTS}")
    _tell_open(received(setup, plan), plan)


def _asked(setup: Setup, plan: Plan, station: str, by: str, at: str) -> list[Typed]:
    """The protocol of one station, number by number; others than those of contestants may stay empty."""
    if station not in plan.drawn:
        raise WrongUse(f"--station {station}: was not drawn; look the id up in sample.csv. Nothing takes its place")
    cells = {"station": station, "by": by, "at": at}
    for name in number_columns(setup):
        cells[name] = written(_line(name), name)
    problems = Problems()
    line = Line("standard input", 0, {name: text for name, text in cells.items() if text})
    found = typed_in(setup, Rows(tuple(cells), (line,)), plan.drawn, problems)
    problems.refuse()
    return found


def _line(name: str) -> str:
    """One line, from the terminal or the next one of standard input."""
    print(f"{name}: " if sys.stdin.isatty() else "", end="", file=sys.stderr, flush=True)
    text = sys.stdin.readline()
    if not text:
        raise WrongUse(
            f"{name}: standard input ended; write a line for every number, an empty one for what is not told"
        )
    return text


def _add(setup: Setup, plan: Plan, typed: list[Typed]) -> int:
    """Put entries behind those there are; the very same one is not added twice. Two typists wait for each other."""
    path = setup.folder / REPORTS
    try:
        with FileLock(setup.folder / f".{REPORTS}.lock", timeout=WAIT):
            before = read_entries(setup, path, tuple(plan.drawn)) if path.is_file() else []
            known = {_cells(setup, one) for one in before}
            new = dict.fromkeys(cells for one in typed if (cells := _cells(setup, one)) not in known)
            rows = [*(_cells(setup, one) for one in before), *new]
            replace_file(path, csv_bytes((*KEYS, *number_columns(setup)), rows))
    except Timeout:
        raise WrongUse(f"{path}: somebody else is writing it for {WAIT} seconds; enter it again") from None
    return len(new)


def _cells(setup: Setup, one: Typed) -> tuple[str, ...]:
    numbers = one.entry.numbers
    at = one.at.isoformat() if one.at else ""
    return (one.entry.station, one.entry.by, at, *(str(numbers.get(n, "")) for n in number_columns(setup)))


def _tell_open(got: Received, plan: Plan) -> None:
    typer.echo(f"accepted: {part(len(got.reports), len(plan.drawn))} stations")
    for station in got.in_state(State.WAITING):
        typer.echo(f"{station}: {State.WAITING}")
    for station in got.in_state(State.DIFFERENT):
        told = [
            f"{name} " + " / ".join(f"{one.entry.numbers.get(name, 'empty')} ({one.entry.by})" for one in entries)
            for entries in (got.entries[station],)
            for name in got.resolved[station].different
        ]
        typer.echo(f"{station}: {State.DIFFERENT}: {', '.join(told)}; look at the protocol and enter it once more")
    for station, asked in got.questions.items():
        typer.echo(f"{station}: does not add up: {', '.join(map(_question, asked))}; ask the observer")


def _question(one: Question) -> str:
    return f"{one.sum} ({one.one:,} and {one.other:,})"
