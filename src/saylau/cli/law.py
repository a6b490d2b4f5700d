"""`saylau law`: a lawyer's dated cases, run against the rules of a country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from saylau.cli.screen import number, screen
from saylau.errors import NotFound, WrongUse
from saylau.law.cases import Answer, CaseResult, run_cases
from saylau.law.declared import declared_rules, own_results
from saylau.law.rule import countries
from saylau.records.locate import open_case


def law(
    country: Annotated[
        str, typer.Argument(help="A case with declared rules, or a country whose rules come with saylau, e.g. kz.")
    ],
    file: Annotated[
        Path | None,
        typer.Argument(help="File of legal cases (.toml), or a folder of them; without it a case runs its own."),
    ] = None,
) -> None:
    """Print what each reading answered beside what was expected; exit code 1 where an answer differs."""
    results = _of_country(country.lower(), country, file) if country.lower() in countries() else _of_case(country, file)
    screen().print(_table(results))
    different = sum(not result.passed for result in results)
    typer.echo(f"{number(len(results), 'case')}, {different} with an answer that differs")
    if different:
        raise typer.Exit(1)


def _of_country(code: str, written: str, file: Path | None) -> list[CaseResult]:
    if file is None:
        raise WrongUse(f"saylau law {written}: name the file or folder of legal cases to run")
    return run_cases(_there(file), code)


def _of_case(name: str, file: Path | None) -> list[CaseResult]:
    """The legal cases of a file, or those beside its rules, against the rules that a case declares."""
    try:
        case = open_case(name)
    except NotFound as error:
        known = ", ".join(countries())
        raise NotFound(f"no rules of {name!r} come with saylau; it holds those of: {known}. {error}") from error
    if file is not None:
        return run_cases(_there(file), case.country, declared_rules(case))
    return list(own_results(case))


def _there(file: Path) -> Path:
    if not file.exists():
        raise NotFound(f"{file}: no such file or folder")
    return file


def _table(results: list[CaseResult]) -> Table:
    """A row for each answer, the case named at its first."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("case", overflow="fold", ratio=3)
    table.add_column("rule", no_wrap=True)
    for name in ("reading", "expected", "got"):
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
