"""`saylau new`: an empty case to fill in, as a folder or as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from saylau.errors import BadValue, WrongUse
from saylau.records.countries import is_country
from saylau.records.skeleton import Start, new_folder
from saylau.records.workbook_form import write_workbook
from saylau.values import When


def new(
    folder: Annotated[Path | None, typer.Argument(help="Folder to make; it must be new or empty.")] = None,
    title: Annotated[str, typer.Option(help="Title of the assessment.")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166-1 code of the country, two letters.")] = "",
    poll: Annotated[str, typer.Option(help="Voting day, e.g. 2019-06-09.")] = "",
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook to this file instead of a folder.")] = None,
) -> None:
    """Write an empty case: every file with its header, and a README that says how to fill it in."""
    if (folder is None) == (xlsx is None):
        raise WrongUse("name the folder to make, or a workbook with --xlsx FILE")
    if country and not is_country(country.lower()):
        raise WrongUse(f"--country {country}: write the two letters of ISO 3166-1, e.g. kz; for an invented country xx")
    day = _day(poll) if poll else None
    if xlsx is not None:
        if title or country or day:
            raise WrongUse("--title, --country and --poll fill a folder; in a workbook write them into its sheet case")
        _new_workbook(xlsx)
    elif folder is not None:
        new_folder(folder, Start(folder.resolve().name, title.strip(), country.lower(), day))
        typer.echo(f"An empty case is in {folder}. Read README.md there, then: saylau validate {folder}")


def _day(text: str) -> date:
    """A day as it is written in a case. Raises `WrongUse`."""
    try:
        day = When.parse(text).exact_day
    except BadValue:
        day = None
    if day is None or text != day.isoformat():
        raise WrongUse(f"--poll {text}: write a day that there is as year-month-day, e.g. 2019-06-09")
    return day


def _new_workbook(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(f"{path}: the name of a workbook ends in .xlsx")
    if path.exists():
        raise WrongUse(f"{path} exists already; name a new file")
    if not path.parent.is_dir():
        raise WrongUse(f"there is no folder {path.parent}; make it first")
    write_workbook(path)
    typer.echo(f"An empty workbook is in {path}. Read its sheet README, then: saylau validate {path}")
