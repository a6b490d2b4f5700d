"""`saylau server audit`: the log of the team server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saylau.cli.server_parts import server_module

audit = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Check that nobody altered the log, and take anchors of it.",
)


@audit.command()
def verify(
    anchor: Annotated[Path | None, typer.Option(help="File of an anchor that was kept elsewhere.")] = None,
) -> None:
    """Walk the log from its first event; exit code 1 where something does not fit."""
    raise typer.Exit(server_module("run").verify_log(anchor))


@audit.command()
def anchor(file: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write number, hash and Merkle root of the log to a small file, to be kept where the server is not."""
    server_module("run").write_anchor(file)
