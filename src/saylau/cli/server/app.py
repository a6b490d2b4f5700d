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
KEY = Annotated[Path | None, typer.Option("--key", help="File of the key that opens an encrypted backup.")]


@server.command()
def backup(
    place: PLACE,
    check: Annotated[bool, typer.Option("--check", help="Restore the newest backup there on trial instead.")] = False,
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Remove no old backup.")] = False,
    key: KEY = None,
) -> None:
    """Copy the installation while it runs: database, files, anchor of the log, settings without secrets.

    Files that were there before are not copied again. The newest backups of seven days and of five weeks are kept.
    With SAYLAU_BACKUP_RECIPIENTS all of it is encrypted, and --check needs the key that stays elsewhere.
    """
    server_module("run").backup(place, check=check, keep_all=keep_all, key=key)


@server.command()
def restore(
    place: PLACE,
    key: KEY = None,
    erasures: Annotated[
        Path | None, typer.Option("--erasures", help="List that saylau server erasures wrote, newer than the backups.")
    ] = None,
) -> None:
    """Put the newest backup of a folder, or the backup in it, into the empty data folder that SAYLAU_DATA names.

    Whom a newer backup in the same folder tells to have been erased is not brought back.
    """
    server_module("run").restore(place, key=key, erasures=erasures)


@server.command(name="backup-key")
def backup_key() -> None:
    """Print a new key for backups, once, as age-keygen does: keep it where the server is not, on paper too.

    The text that begins with age1 goes into SAYLAU_BACKUP_RECIPIENTS; the line AGE-SECRET-KEY-1... opens the backups.
    """
    server_module("run").backup_key()


@server.command()
def erasures(file: Annotated[Path, typer.Argument(help="File to write; an older list in it is replaced.")]) -> None:
    """Write the list of whom the server erased, by number and day, so that no backup brings them back."""
    server_module("run").write_erasures(file)


@server.command()
def reset(username: Annotated[str, typer.Argument(help="User name of an account.")]) -> None:
    """Print a one-time link to set password and second factor anew, for when no administrator can sign in."""
    server_module("run").reset(username)


@server.command()
def worker() -> None:
    """Do jobs of the background in a process of their own, until stopped; `saylau serve` does them as well."""
    server_module("run").worker()
