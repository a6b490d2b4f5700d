"""`saylau vault add`: people from a form or from questions, and the entries of a list of people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from saylau.cli.screen import number
from saylau.cli.vault_case import (
    PERSONS,
    day_of,
    folder_of,
    input_is_utf8,
    lines,
    numbers_in,
    opened_case,
    rest_of_input,
    rows_for,
    sheet_of,
    write_persons,
)
from saylau.errors import NotFound, WrongUse
from saylau.vault import session
from saylau.vault.blank import blank_form
from saylau.vault.entries import THROUGH_A_BODY, Explained, Manner, Purpose
from saylau.vault.form import Filled, listed, people_of, people_told
from saylau.vault.ledger import SAYS
from saylau.vault.vault import LISTED, PEOPLE, Vault, series_of, vault_path

LISTS = "people_list.csv"
_YES, _NO = frozenset({"y", "yes"}), frozenset({"", "n", "no"})


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
        people = people_of(rest_of_input(), "standard input") if form else _asked()
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
    rows = rows_for(folder, [handle for handle, _ in given], source) if row else None
    vault.save()
    for handle, count in given:
        typer.echo(f"{handle}: {number(count, 'entry', 'entries')}" + (" more" if handle in there else ""))
    if rows is not None:
        _write_rows(folder, rows, [handle for handle, _ in given])


def _write_rows(folder: Path, rows: bytes, handles: Iterable[str]) -> None:
    try:
        write_persons(folder, rows)
    except OSError as refused:
        raise WrongUse(
            f"the vault holds them, but {PERSONS} could not be written ({refused.strerror}); add their rows there: "
            f"{', '.join(handles)}"
        ) from None
    typer.echo(f"{PERSONS} has a row for each number that had none; what the case tells of them points at that id")


def _add_list(case: str, of_list: str, form: str, on: date | None) -> None:
    folder = folder_of(case)
    known = sheet_of(folder / LISTS).ids() - {""}
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


# Questions in a terminal


def _asked() -> tuple[Filled, ...]:
    """One person by questions. What is answered becomes the same form that a file would be."""
    typer.echo("An empty answer leaves a thing out. Nothing is kept before the last question.", err=True)
    told: dict[str, Any] = {"number": lines("Case number (empty: the next one)"), "on": _asked_day()}
    told["name"] = list(_asked_names())
    told["identity"] = _table(
        gender="Sex (woman, man, other)", born="Born (1980, 1980-02 or 1980-02-03)", nationality="Nationality",
        document="Identity document", profession="Profession", address="Address",
    )  # fmt: skip
    told["contact"] = _table(way="Way of contact (telephone, letter, through counsel ...)", address="Number or address",
                             safe="When and how it is safe to use it")  # fmt: skip
    told["consent"] = _asked_consent()
    told["authority"] = _table(attorney="Power of attorney to (an organisation's id or a name; empty: none)")
    if told["authority"]:
        told["authority"] |= {"bodies": _asked_list("Before which bodies (ids, with commas)")}
        told["authority"] |= _table(until="Power of attorney until (year-month-day; empty: no end)")
    told["account"] = _table(text="What the person told, in their words, in one line")
    return people_told({"person": [{key: value for key, value in told.items() if value}]}, "the answers")


def _asked_day() -> str:
    return lines(f"Day on which this was told and agreed (empty: {date.today()})") or date.today().isoformat()


def _asked_names() -> Iterable[dict[str, str]]:
    language = ""
    for part, question in (("family", "Family name"), ("given", "Given name"), ("patronymic", "Patronymic")):
        text = lines(question)
        if text:
            language = language or lines("Language of the name (kk, ru, en ...)")
            yield {"text": text, "part": part, "language": language}


def _table(**questions: str) -> dict[str, str]:
    answers = {field: lines(question) for field, question in questions.items()}
    return {field: answer for field, answer in answers.items() if answer}


def _asked_list(question: str) -> list[str]:
    return [part.strip() for part in lines(question).split(",") if part.strip()]


def _yes(question: str) -> bool:
    while True:
        answer = lines(f"{question} (y/N)").lower()
        if answer in _YES | _NO:
            return answer in _YES


def _asked_consent() -> dict[str, Any]:
    """Each purpose is asked for by itself: none follows from another."""
    purposes = [purpose for purpose in Purpose if _yes(f"Consent to {SAYS[purpose]}")]
    if not purposes:
        return {}
    told: dict[str, Any] = {"purposes": [str(purpose) for purpose in purposes]}
    if THROUGH_A_BODY & set(purposes):
        told["bodies"] = _asked_list("For which bodies (ids, with commas)")
    told["until"] = lines("Consent until (year-month-day; empty: no end)")
    told["manner"] = lines(f"Manner ({', '.join(Manner)}; empty: {Manner.WRITTEN})")
    told["language"] = lines("Language in which consent was asked for")
    told["explained"] = [str(each) for each in Explained if _yes(f"Explained before: {each}")]
    told["in_custody"] = _yes("Given while held")
    return told
