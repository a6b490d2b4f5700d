"""`saylau vault add`: people from a form or from questions, and the entries of a list of people."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from saylau.cli.bodies import unknown_bodies
from saylau.cli.days import day_of
from saylau.cli.screen import number
from saylau.cli.vault.case import (
    PERSONS,
    folder_of,
    ids_of,
    input_is_utf8,
    numbers_in,
    opened_case,
    rest_of_input,
    rows_for,
)
from saylau.cli.vault.questions import asked
from saylau.errors import CaseRefused, NotFound, WrongUse
from saylau.records.entering import enter
from saylau.vault import session
from saylau.vault.blank import blank_form
from saylau.vault.form import Filled, listed, people_of
from saylau.vault.ledger import named_bodies
from saylau.vault.vault import LISTED, PEOPLE, Vault, series_of, vault_path

LISTS = "people_list.csv"


def add(
    case: Annotated[str, typer.Argument(help="Folder of the case.")] = "",
    form: Annotated[str, typer.Option("--from", help="Form of people in TOML, or - for standard input.")] = "",
    blank: Annotated[
        bool, typer.Option("--blank", help="Print the empty form, with what each field may hold.")
    ] = False,
    source: Annotated[
        str, typer.Option(help="Id of the source from which the case knows of them, for person.csv.")
    ] = "",
    row: Annotated[bool, typer.Option("--row/--no-row", help="Give new case numbers a row in person.csv.")] = True,
    more: Annotated[bool, typer.Option("--more", help="Add to people whose numbers the vault has already.")] = False,
    of_list: Annotated[
        str, typer.Option("--list", help="Read entries of this list of people instead, from the CSV file of --from.")
    ] = "",
    on: Annotated[str, typer.Option(help="With --list: day of which the list speaks, where its rows do not say.")] = "",
) -> None:
    """Put people into the vault: from a form (--from), or by answering questions in a terminal.

    Each gets the next case number unless the form gives one. The numbers are printed, never the names.
    """
    if blank:
        typer.echo(blank_form(), nl=False)
        return
    if not case:
        raise WrongUse("name the folder of the case, or print the empty form with --blank")
    folder = folder_of(case)
    input_is_utf8()
    if of_list:
        _add_list(case, of_list, form, day_of(on) if on else None)
        return
    if not form and not sys.stdin.isatty():
        raise WrongUse("there is no terminal to ask questions in; name a form with --from FILE (--blank prints one)")
    if form and form != "-":
        people = people_of(_read(form), Path(form).name)  # told before a passphrase is asked for
        _, vault = opened_case(case)
    else:
        _, vault = opened_case(case)
        people = people_of(rest_of_input(), "standard input") if form else asked()
    _add_people(folder, vault, people, source=source, row=row, more=more)


def _read(form: str) -> bytes:
    path = Path(form)
    if not path.is_file():
        raise NotFound(f"no file {form}; name the form, or print an empty one: saylau vault add --blank")
    return path.read_bytes()


def _add_people(folder: Path, vault: Vault, people: Sequence[Filled], *, source: str, row: bool, more: bool) -> None:
    """All or nothing: what could refuse the case's part is asked before the vault is written."""
    taken, there = numbers_in(folder), set(vault.numbers())
    given: list[tuple[str, int]] = []
    for person in people:
        if person.number in there and not more:
            raise WrongUse(f"{person.number} is in the vault already; nothing was added. To add to it say --more")
        if person.number and series_of(person.number) == LISTED:
            raise WrongUse(
                f"{person.number}: the series {LISTED} is that of list entries; nothing was added. Use another"
            )
    kept = taken | {person.number for person in people}
    for person in people:
        handle = person.number or vault.new_handle(PEOPLE, kept)
        vault.add(handle, *person.entries)
        given.append((handle, len(person.entries)))
    rows = rows_for(folder, [handle for handle, _ in given], source) if row else ()
    if rows:
        _enter(folder, rows, vault)
    else:
        vault.save()
    for handle, count in given:
        typer.echo(f"{handle}: {number(count, 'entry', 'entries')}" + (" more" if handle in there else ""))
    _note_unknown(folder, people)
    if rows:
        typer.echo(f"{PERSONS} has a row for each number that had none; what the case tells of them points at that id")


def _note_unknown(folder: Path, people: Sequence[Filled]) -> None:
    """A body that is spelt wrong was granted nothing."""
    named = named_bodies([entry for person in people for entry in person.entries])
    for body in unknown_bodies(folder, named):
        typer.echo(f"note: neither the case nor a form knows the body {body}; mind its spelling", err=True)


def _enter(folder: Path, rows: Sequence[Mapping[str, str]], vault: Vault) -> None:
    """Save the vault and give its new people their rows: the case is read strictly with the rows before either."""
    try:
        enter(folder, {"person": rows}, before=vault.save)
    except CaseRefused:
        typer.echo(
            "Nothing was added: the case holds problems. Correct them, or leave its files as they are with --no-row "
            f"and give the people their rows in {PERSONS} later.",
            err=True,
        )
        raise
    except OSError as refused:
        raise WrongUse(
            f"the vault holds them, but {PERSONS} could not be written ({refused.strerror}); add their rows there: "
            f"{', '.join(row['name'] for row in rows)}"
        ) from None


def _add_list(case: str, of_list: str, form: str, on: date | None) -> None:
    folder = folder_of(case)
    known = ids_of(folder / LISTS)
    if of_list not in known:
        raise WrongUse(
            f"--list {of_list}: no such list in {LISTS}; it holds {', '.join(sorted(known)) or 'none yet'}. Say there "
            "who keeps the list and what an entry is, then run the command again"
        )
    if not form:
        raise WrongUse("name the file of the list's entries with --from FILE.csv, or - for standard input")
    if form == "-":
        vault = session.opened(vault_path(folder))
        entries = listed(rest_of_input(), "standard input", of_list, on)
    else:
        entries = listed(_read(form), Path(form).name, of_list, on)
        vault = session.opened(vault_path(folder))
    handles = [vault.new_handle(LISTED) for _ in entries]
    for handle, entry in zip(handles, entries, strict=True):
        vault.add(handle, entry)
    vault.save()
    typer.echo(f"{number(len(entries), 'entry', 'entries')} of {of_list}: {handles[0]} to {handles[-1]}")
