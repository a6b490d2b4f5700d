"""What several verbs print alike: how wide, problems as a table, where a finding stands with its reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from saylau.errors import Problem

if TYPE_CHECKING:
    from saylau.assessment.review import ReviewState  # a verb without a case has no reviewers to load

PIPED_WIDTH = 100
"""Characters in a line of what is not read on a screen."""
_MOST_IN_TABLE = 1000
"""Laying out a table takes half a second for so many rows."""


def screen() -> Console:
    """Where tables and trees are printed: as wide as the screen, or of one width where there is none."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPED_WIDTH)


def number(count: int, one: str, more: str = "") -> str:
    """So many of a thing, in words that fit the number."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def print_problems(problems: Sequence[Problem]) -> None:
    """The problems as a table, or a line each where there are very many."""
    if len(problems) > _MOST_IN_TABLE:
        typer.echo("\n".join(map(str, problems)))
        return
    table = Table("file", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("row", justify="right")
    table.add_column("column")
    table.add_column("what is wrong, and what would be right", overflow="fold")
    for problem in problems:
        value = f"{problem.value}: " if problem.value else ""
        says = Text.assemble((value, "bold"), f"{problem.why}\n→ {problem.right}")
        table.add_row(Text(problem.file), str(problem.row or ""), Text(problem.column), says)
    screen().print(table)


def review_words(state: ReviewState) -> str:
    """Where a finding stands with its reviewers, in a few words."""
    if state.review is not None:
        done = "signed" if state.signed else "rejected"
        return f"{done} by {state.review.reviewer} on {state.review.day}"
    if state.fallen is not None:
        return "indication, changed since it was signed"
    return "indication, not reviewed"
