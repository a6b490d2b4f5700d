"""`saylau deadlines`: what is due in a case, and how many days are left."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from saylau.casework.calendar_file import calendar
from saylau.casework.deadlines import People, within
from saylau.casework.deadlines import deadlines as all_due
from saylau.casework.due import Due, Urgency
from saylau.casework.gate import gate
from saylau.cli.days import day_of
from saylau.cli.gate_open import opened_vault
from saylau.cli.gated import WITHOUT_PEOPLE, Asked, CaseLetIn, let_in, tell, vault_beside
from saylau.cli.screen import number, screen
from saylau.records.case import Case
from saylau.records.csvtext import list_bytes
from saylau.records.locate import open_case
from saylau.report.words import Words, words_for
from saylau.vault.vault import LISTED


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    ICS = "ics"


COLUMNS = ("urgency", "day", "days_left", "sort", "persons", "what", "about", "rule")
_COLOURS = {Urgency.OVERDUE: "bold red", Urgency.PERHAPS: "red", Urgency.OPEN: "", Urgency.NO_DAY: "dim"}


def deadlines(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    on: Annotated[str, typer.Option(help="Day from which days are counted, e.g. 2026-11-22; today unless told.")] = "",
    days: Annotated[
        int | None, typer.Option("--within", min=0, help="Only what is due within so many days, past or without a day.")
    ] = None,
    format: Annotated[Format, typer.Option(help="A table, CSV, or a calendar file (iCalendar).")] = Format.TABLE,
    without_people: WITHOUT_PEOPLE = False,
    language: Annotated[str, typer.Option("--lang", help="Language of what is said, e.g. en.")] = "en",
) -> None:
    """List remedies, steps, replies awaited, next steps, consents and powers of attorney by day, what is past first."""
    day = day_of(on)
    read, people = _let_in(case, day, without_people)
    dues = all_due(read, day, people)
    found = dues if days is None else within(dues, day, days)
    words = words_for(language, read)
    if format is Format.ICS:
        sys.stdout.buffer.write(calendar(found, read.info.id, day, words.text))
        _say_left_out(found)
    elif format is Format.CSV:
        sys.stdout.buffer.write(list_bytes(COLUMNS, (_row(due, day, words) for due in found)))
    else:
        _print(found, day, words, read)


def _let_in(case: str, day: date, without_people: bool) -> tuple[Case, People | None]:
    """The case past the ledger, and the people of its vault; no people where there is no vault or it stays shut."""
    path = vault_beside(case)
    if without_people or path is None:
        return let_in(case, Asked(day, without_people)).case, None
    vault = opened_vault(path, case)
    people = vault.people()
    listed = [entry for handle in vault.handles(LISTED) for entry in vault.entries(handle)]
    gated = gate(open_case(case), people, day, listed=listed)
    tell(CaseLetIn(gated.case, gated.cleared, gated.left_out, gated.not_in_vault, gated.names_at))
    return gated.case, people


def _say_left_out(dues: tuple[Due, ...]) -> None:
    without = sum(due.urgency(date.min) is Urgency.NO_DAY for due in dues)
    if without:
        typer.echo(f"{number(without, 'entry has', 'entries have')} no day and cannot stand in a calendar", err=True)


def _left(due: Due, day: date) -> str:
    """Days left: a number, two with their bounds, or nothing."""
    low, high = due.days_left(day)
    if low == high:
        return "" if low is None else str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _row(due: Due, day: date, words: Words) -> tuple[str, ...]:
    return (
        due.urgency(day), str(due.when or ""), _left(due, day), due.sort, ";".join(due.persons),
        words.text(due.says), due.about, due.rule,
    )  # fmt: skip


def _print(dues: tuple[Due, ...], day: date, words: Words, case: Case) -> None:
    console = screen()
    console.print(f"{words.own(case.info.title)}: due as seen on {words.day(day)}", style="bold")
    if not dues:
        console.print("Nothing is due.")
        return
    table = Table("", "Day", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Left", justify="right", no_wrap=True)
    for title in ("Who", "What"):
        table.add_column(title, overflow="fold")
    for due in dues:
        urgency = due.urgency(day)
        said = words.text(due.says) + (f" ({due.rule})" if due.rule else "") + (f" [{due.about}]" if due.about else "")
        shown = "" if urgency is Urgency.OPEN else words.template(urgency)
        when = words.when(due.when) if due.when else ""
        cells = (shown, when, _left(due, day), _some(due.persons), said)
        table.add_row(*(Text(cell, style=_COLOURS[urgency] if place < 3 else "") for place, cell in enumerate(cells)))
    console.print(table)
    past = sum(due.urgency(day) is Urgency.OVERDUE for due in dues)
    console.print(f"{number(len(dues), 'deadline')}, {past} past")


def _some(persons: tuple[str, ...]) -> str:
    return ", ".join(persons) if len(persons) <= 3 else f"{persons[0]} and {len(persons) - 1} more"
