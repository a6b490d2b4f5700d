"""`saylau validate`: read a case strictly and print everything that is wrong in it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from saylau.errors import CaseRefused, Problem
from saylau.records.locate import open_case

_NARROWEST = 100
_MOST_IN_TABLE = 1000
"""Laying out a table takes half a second for so many rows."""


def validate(
    case: Annotated[str, typer.Argument(help="Folder, workbook (.xlsx), package (.zip), or name of a bundled case.")],
) -> None:
    """Print a table of all problems and end with exit code 4, or one line of counts where there are none."""
    try:
        found = open_case(case)
    except CaseRefused as refused:
        _print(refused.problems)
        raise typer.Exit(refused.exit_code) from None
    things = len({fact.id for fact in found.facts})
    facts, sources = _number(len(found.facts), "fact"), _number(len(found.sources), "source")
    parts = (
        f"{facts} about {_number(things, 'thing')} from {sources}",
        _number(len(found.texts), "translated text"),
        _number(len(found.prose), "text of prose", "texts of prose"),
        _number(len(found.declared), "declared rule"),
        _number(len(found.reviews), "review"),
    )
    typer.echo(f"{found.info.id}: no problems; {', '.join(parts)}")


def _number(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _print(problems: tuple[Problem, ...]) -> None:
    """The problems as a table, or a line each where there are very many."""
    if len(problems) <= _MOST_IN_TABLE:
        _print_table(problems)
    else:
        typer.echo("\n".join(map(str, problems)))
    typer.echo(f"{_number(len(problems), 'problem')}; nothing was loaded", err=True)


def _print_table(problems: tuple[Problem, ...]) -> None:
    """A table, as wide as it needs to be where it is not read on a screen."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=max(_NARROWEST, _width(problems)))
    table = Table(show_lines=False)
    for title in ("file", "row", "column", "value", "why", "what would be right"):
        table.add_column(title, justify="right" if title == "row" else "left", overflow="fold")
    for problem in problems:
        row = str(problem.row or "")
        cells = (problem.file, row, problem.column, problem.value, problem.why, problem.right)
        table.add_row(*map(Text, cells))
    console.print(table)


def _width(problems: tuple[Problem, ...]) -> int:
    """The width at which no cell is broken: three characters of frame a column and one more."""
    columns = zip(*((p.file, str(p.row), p.column, p.value, p.why, p.right) for p in problems), strict=True)
    return sum(max(map(len, column)) + 9 for column in columns)
