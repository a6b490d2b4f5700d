"""`saylau new`: an empty case to fill in, as a folder or as a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from saylau.errors import WrongUse
from saylau.records.skeleton import Start, new_folder
from saylau.records.workbook_form import write_workbook


def new(
    folder: Annotated[Path | None, typer.Argument(help="Folder to make; it must be new or empty.")] = None,
    title: Annotated[str, typer.Option(help="Title of the assessment.")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166-1 code of the country, two letters.")] = "",
    poll: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Voting day.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook to this file instead of a folder.")] = None,
) -> None:
    """Write an empty case: every file with its header, and a README that says how to fill it in."""
    if (folder is None) == (xlsx is None):
        raise WrongUse("name the folder to make, or a workbook with --xlsx FILE")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise WrongUse(f"--country {country}: write the two letters of ISO 3166-1, e.g. kz")
    if xlsx is not None:
        _new_workbook(xlsx)
    elif folder is not None:
        day = poll.date() if poll else None
        new_folder(folder, Start(folder.resolve().name, title.strip(), country.lower(), day))
        typer.echo(f"An empty case is in {folder}. Read README.md there, then: saylau validate {folder}")


def _new_workbook(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(f"{path}: the name of a workbook ends in .xlsx")
    if path.exists():
        raise WrongUse(f"{path} exists already; name a new file")
    if not path.parent.is_dir():
        raise WrongUse(f"there is no folder {path.parent}; make it first")
    write_workbook(path)
    typer.echo(f"An empty workbook is in {path}. Read its sheet README, then: saylau validate {path}")
