"""`saylau tables`: a table over private people that may be printed, compared with those printed before."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from saylau.assessment.tables import KINDS, TOTAL, Printed, count, heads_for, said_head
from saylau.assessment.tables_printed import printable
from saylau.cli.gated import gated_case
from saylau.errors import BadValue, WrongUse
from saylau.records.case import Case
from saylau.records.csvtext import list_bytes
from saylau.report.words import Words, words_for
from saylau.values import Count

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
    table = printable(counted, read.info.smallest, [_read(path) for path in earlier or ()])
    words = words_for(lang, read)
    if format == "table" and out is None:
        _show(table, words, read)
        return
    written = _json(table, read) if format == "json" else _csv(table, words)
    if out is None:
        typer.echo(written.decode(), nl=False)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(written)
        typer.echo(str(out))


def _show(table: Printed, words: Words, case: Case) -> None:
    console = Console()
    heads, *lines = _lines(table, words)
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


def _lines(table: Printed, words: Words) -> list[list[str]]:
    def said(by: str, key: str) -> str:
        return words.value(said_head(table.of, by, key))

    first = [", ".join(table.by), *(said(table.by[-1], column) for column in table.columns)]
    return [
        first,
        *(
            [said(table.by[0], row), *(words.count(table.cells[row, column]) for column in table.columns)]
            for row in table.rows
        ),
    ]


def _csv(table: Printed, words: Words) -> bytes:
    heads, *lines = _lines(table, words)
    return list_bytes(heads, lines)


def _json(table: Printed, case: Case) -> bytes:
    cells = [{"row": r, "column": c, "printed": str(n)} for (r, c), n in table.cells.items()]
    told: dict[str, Any] = {
        "case": case.info.id, "assessed": case.info.assessed.isoformat(), "of": table.of, "by": table.by,
        "rows": table.rows, "columns": table.columns, "smallest": table.smallest, "zeros_hidden": table.zeros_hidden,
        "left_out": table.left_out, "cells": cells,
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _read(path: Path) -> Printed:
    """A table as `--format json` wrote it. Raises `BadValue` for anything else."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        cells = {(c["row"], c["column"]): Count.parse(c["printed"]) for c in told["cells"]}
        table = Printed(
            told["of"], tuple(told["by"]), tuple(told["rows"]), tuple(told["columns"]), MappingProxyType(cells),
            int(told["smallest"]), bool(told["zeros_hidden"]), int(told["left_out"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise BadValue(
            str(path), "is no table that saylau printed", "give the file that `--format json` wrote"
        ) from None
    whole = set(cells) == {(r, c) for r in table.rows for c in table.columns} and (TOTAL, TOTAL) in cells
    if not (whole and table.of in KINDS and set(table.by) <= set(heads_for(table.of))):
        raise BadValue(str(path), "is no whole table", "give the file that `--format json` wrote, unchanged")
    return table
