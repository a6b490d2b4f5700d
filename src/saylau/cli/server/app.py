"""`saylau server`: what whoever runs the team server does from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saylau.cli.server import audit
from saylau.cli.server_parts import server_module

server = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Run the team server's installation: its log, backups, links for accounts, further workers.",
)
server.add_typer(audit.audit, name="audit")

PLACE = Annotated[Path, typer.Argument(help="Folder of the backups, best on another disk.")]


@server.command()
def backup(
    place: PLACE,
    check: Annotated[bool, typer.Option("--check", help="Restore the newest backup there on trial instead.")] = False,
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Remove no old backup.")] = False,
) -> None:
    """Copy the installation while it runs: database, files, anchor of the log, settings without secrets.

    Files that were there before are not copied again. The newest backups of seven days and of five weeks are kept.
    """
    server_module("run").backup(place, check=check, keep_all=keep_all)


@server.command()
def restore(place: PLACE) -> None:
    """Put the newest backup of a folder, or the backup in it, into the empty data folder that SAYLAU_DATA names."""
    server_module("run").restore(place)


@server.command()
def reset(username: Annotated[str, typer.Argument(help="User name of an account.")]) -> None:
    """Print a one-time link to set password and second factor anew, for when no administrator can sign in."""
    server_module("run").reset(username)


@server.command()
def worker() -> None:
    """Do jobs of the background in a process of their own, until stopped; `saylau serve` does them as well."""
    server_module("run").worker()
