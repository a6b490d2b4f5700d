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


@audit.command()
def prove(
    seq: Annotated[int, typer.Argument(help="Number of the event.", min=1)],
    anchor: Annotated[Path | None, typer.Option(help="Anchor that whoever checks the proof has.")] = None,
    detail: Annotated[bool, typer.Option("--detail", help="With what the event was about.")] = False,
) -> None:
    """Print the proof that one event stands in the log; it shows no other event. Keep it in a file."""
    server_module("run").prove_event(seq, anchor, with_detail=detail)


@audit.command(name="check-proof")
def check_proof(
    file: Annotated[Path, typer.Argument(help="File of a proof.")],
    anchor: Annotated[Path | None, typer.Option(help="Anchor that was kept elsewhere.")] = None,
) -> None:
    """Check a proof without the log, a server or a database; exit code 1 where it proves nothing."""
    raise typer.Exit(server_module("audit.proof").check_proof(file, anchor))
