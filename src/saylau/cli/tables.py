"""`saylau tables`: a table over private people that may be printed, compared with those printed before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from saylau.assessment.tables import Printed, count
from saylau.assessment.tables_printed import printable
from saylau.cli.gated import gated_case
from saylau.errors import WrongUse
from saylau.records.case import Case
from saylau.report.table_files import read_table, table_csv, table_json, table_lines
from saylau.report.words import Words, words_for

FORMATS = ("table", "csv", "json")


def tables(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    of: Annotated[str, typer.Option(help="What is counted: acts, steps (people, each once) or appeals.")] = "acts",
    by: Annotated[
        str, typer.Option(help="One head, or two with a comma: sort, region, gender, age, month ...")
    ] = "sort",
    format: Annotated[str, typer.Option(help="table, csv or json; json is what --earlier reads.")] = "table",
    out: Annotated[Path | None, typer.Option(help="File to write; the terminal unless told.")] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(help="A table printed before, as json: refused where both together tell of few."),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the heads.")] = "en",
    without_people: Annotated[bool, typer.Option(help="Leave out every private person; the vault stays shut.")] = False,
    on: Annotated[str, typer.Option(help="Day for which consent is asked, e.g. 2026-11-22; today unless told.")] = "",
) -> None:
    if format not in FORMATS:
        raise WrongUse(f"no format {format!r}; choose from: {', '.join(FORMATS)}")
    read = gated_case(case, on=on, without_people=without_people).case
    counted = count(read, of, [name.strip() for name in by.split(",")])
    before = [read_table(path.read_bytes(), str(path)) for path in earlier or ()]
    table = printable(counted, read.info.smallest, before)
    words = words_for(lang, read)
    if format == "table" and out is None:
        _show(table, words, read)
        return
    written = table_json(table, read) if format == "json" else table_csv(table, words)
    if out is None:
        typer.echo(written.decode(), nl=False)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(written)
        typer.echo(str(out))


def _show(table: Printed, words: Words, case: Case) -> None:
    console = Console()
    heads, *lines = table_lines(table, words)
    drawn = Table(heads[0], box=None, header_style="dim", pad_edge=False)
    for head in heads[1:]:
        drawn.add_column(head, justify="right")
    for line in lines:
        drawn.add_row(*line)
    console.print(drawn)
    what = "reports" if table.of == "appeals" else f"people, each under the first of the {table.of} told of them"
    console.print(f"{what}; counts below {table.smallest} are bounds, with what would tell them", style="dim")
    if table.left_out:
        console.print(f"left out: {table.left_out} rows about groups whose number is not stated exactly", style="dim")
