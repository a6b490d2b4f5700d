"""`saylau dataset`: a research data set of those who agreed to one, in which nobody stands alone."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from saylau.casework.dataset import LADDERS, SENSITIVE, as_csv, asked, data_set
from saylau.casework.minors import minors_of
from saylau.cli.days import day_of
from saylau.cli.screen import number
from saylau.cli.vault.case import opened_case
from saylau.errors import ReportRefused
from saylau.records.folder import read_folder


def dataset(
    case: Annotated[str, typer.Argument(help="Folder of the case; its vault stands beside it.")],
    out: Annotated[Path, typer.Option(help="File to write, as CSV.")],
    on: Annotated[
        str, typer.Option(help="Day of which the consents are asked, e.g. 2026-11-22; today unless told.")
    ] = "",
) -> None:
    """One row a person who agreed to a research data set: coarse, in groups, without case numbers."""
    day = day_of(on)
    folder, vault = opened_case(case)
    read = read_folder(folder)
    people = vault.people()
    found = asked(read, people, day, minors_of(read, people, day))
    typer.echo(f"agreed to a research data set: {len(found.persons)}; not: {len(found.not_granted)}")
    made = data_set(found, read.info.smallest)
    if made is None:
        raise ReportRefused(
            f"{number(len(found.rows), 'row')}: too few for groups of at least {read.info.smallest} people with two "
            f"different values of {SENSITIVE}, however coarse; nothing was written. Ask more people, or publish a "
            "table: saylau tables"
        )
    written = as_csv(made)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(written)
    coarser = [name for name in LADDERS if made.levels[name]]
    typer.echo(
        f"{number(len(made.rows), 'row')}, {made.dropped} left out; made coarser: {', '.join(coarser) or 'nothing'}"
    )
    typer.echo(f"smallest group: {made.k} people; least diverse: {made.l} values; t-closeness: {float(made.t):.2f}")
    typer.echo(f"{out}  sha256 {hashlib.sha256(written).hexdigest()}")
    typer.echo("when it goes out, enter it: saylau vault released")
