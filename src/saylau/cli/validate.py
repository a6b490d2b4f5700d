"""`saylau validate`: read a case strictly and print everything that is wrong in it, or would stop its report."""

from __future__ import annotations

from typing import Annotated

import typer

from saylau.cli.examination import MOST_CANDIDACIES, examine
from saylau.cli.screen import number, print_problems
from saylau.errors import CaseRefused
from saylau.records.case import Case
from saylau.records.locate import find_case, open_case
from saylau.records.places import places_of
from saylau.records.workbook import of_sheets


def validate(
    case: Annotated[str, typer.Argument(help="Folder, workbook (.xlsx), package (.zip), or name of a bundled case.")],
    checks: Annotated[
        bool | None,
        typer.Option(
            "--checks/--no-checks",
            help=f"Run the checks, to test what cites findings; unless told, up to {MOST_CANDIDACIES} candidacies.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print a table of all problems and end with exit code 4, or one line of counts where there are none."""
    try:
        found = open_case(case)
    except CaseRefused as refused:
        print_problems(refused.problems)
        typer.echo(f"{number(len(refused.problems), 'problem')}; nothing was loaded", err=True)
        raise typer.Exit(refused.exit_code) from None
    path = find_case(case)
    examined = examine(found, places_of(path), checks)
    if examined.problems:
        in_workbook = path.suffix.lower() == ".xlsx"
        print_problems([of_sheets(p) if in_workbook else p for p in examined.problems])
        typer.echo(f"{number(len(examined.problems), 'problem')}; a report would be refused", err=True)
    else:
        typer.echo(f"{found.info.id}: no problems; {_counts(found)}")
    for remark in examined.remarks:
        typer.echo(f"remark: {remark}")
    if not examined.problems and not examined.checked:
        typer.echo("remark: the checks were not run, so what cites findings was not tested; --checks runs them")
    if examined.problems:
        raise typer.Exit(CaseRefused.exit_code)


def _counts(case: Case) -> str:
    things = len({fact.id for fact in case.facts})
    facts, sources = number(len(case.facts), "fact"), number(len(case.sources), "source")
    parts = (
        f"{facts} about {number(things, 'thing')} from {sources}",
        number(len(case.texts), "translated text"),
        number(len(case.prose), "text of prose", "texts of prose"),
        number(len(case.declared), "declared rule"),
        number(len(case.reviews), "review"),
    )
    return ", ".join(parts)
