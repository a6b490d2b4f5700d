"""`saylau law`: a lawyer's dated cases, run against the rules of a country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from saylau.cli.screen import number, screen
from saylau.errors import NotFound
from saylau.law.cases import Answer, CaseResult, run_cases
from saylau.law.rule import countries


def law(
    country: Annotated[str, typer.Argument(help="Country whose rules come with saylau, two letters, e.g. kz.")],
    file: Annotated[Path, typer.Argument(help="File of legal cases (.toml), or a folder of such files.")],
) -> None:
    """Print what each reading answered beside what was expected; exit code 1 where an answer differs."""
    code = country.lower()
    if code not in countries():
        raise NotFound(f"no rules of {country!r} come with saylau; it holds those of: {', '.join(countries())}")
    if not file.exists():
        raise NotFound(f"{file}: no such file or folder")
    results = run_cases(file, code)
    screen().print(_table(results))
    different = sum(not result.passed for result in results)
    typer.echo(f"{number(len(results), 'case')}, {different} with an answer that differs")
    if different:
        raise typer.Exit(1)


def _table(results: list[CaseResult]) -> Table:
    """A row for each answer, the case named at its first."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("case", overflow="fold", ratio=3)
    for name in ("rule", "reading", "expected", "got"):
        table.add_column(name, overflow="fold", ratio=2)
    table.add_column("ok")
    for result in results:
        for place, answer in enumerate(result.answers):
            _add_row(table, "" if place else result.name, answer)
    return table


def _add_row(table: Table, case: str, answer: Answer) -> None:
    expected = f"{answer.value}: {answer.expected}" if answer.value else answer.expected
    said = (case, answer.rule, answer.reading, expected, answer.got, "yes" if answer.ok else "no")
    style = "" if answer.ok else "bold"
    table.add_row(*(Text(part, style) for part in said))
