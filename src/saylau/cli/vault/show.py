"""`saylau vault show` and `saylau vault erase`: what the vault holds, and the end of what it holds of one person."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.table import Table

from saylau.cli.days import day_of
from saylau.cli.screen import number, screen
from saylau.cli.vault.case import PERSONS, lines, numbers_in, opened_case, rows_of
from saylau.errors import WrongUse
from saylau.vault import session
from saylau.vault.entries import THROUGH_A_BODY, Entry, Purpose, Release
from saylau.vault.ledger import State, named_bodies, stands
from saylau.vault.vault import COMMON, LISTED, Vault


def show(
    case: Annotated[str, typer.Argument(help="Folder of the case.")],
    who: Annotated[str, typer.Argument(metavar="[NUMBER]", help="A case number, to read all that is held of it.")] = "",
    on: Annotated[str, typer.Option(help="Day on which consents are asked; today unless told.")] = "",
    in_the_clear: Annotated[
        bool, typer.Option("--in-the-clear", help="Print a person's entries though no terminal reads them.")
    ] = False,
) -> None:
    """List the case numbers with what stands consented, without names; or everything of one number."""
    if who and not in_the_clear and not sys.stdout.isatty():
        raise WrongUse(
            "what is printed here does not go to a terminal, and a file or pipe would hold names unencrypted; say "
            "--in-the-clear if that is meant"
        )
    folder, vault = opened_case(case)
    if who:
        who = _handle(who)
        for line in _everything(who, vault.entries(who)):
            typer.echo(line)
        return
    _list(folder, vault, day_of(on))


def _handle(who: str) -> str:
    """The handle that was meant: case numbers are written in capital letters, their ids in the case in small ones."""
    return who if who == COMMON else who.upper()


def _list(folder: Path, vault: Vault, day: date) -> None:
    minors = {r["id"] for r in rows_of(folder / PERSONS) if r.get("minor", "").strip() == "yes"}
    table = Table("number", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("entries", justify="right")
    table.add_column(f"purposes that stand on {day}", overflow="fold")
    for who in vault.numbers():
        entries = vault.entries(who)
        standing = "; ".join(_standing(who, entries, day, who.lower() in minors))
        table.add_row(who, str(len(entries)), standing or "none")
    if vault.numbers():
        screen().print(table)
    typer.echo(
        f"{number(len(vault.numbers()), 'person', 'people')}, "
        f"{number(len(vault.handles(LISTED)), 'list entry', 'list entries')}; written {number(vault.saved, 'time')}"
    )
    known = numbers_in(folder)
    without = [who for who in vault.numbers() if who not in known]
    if without:
        typer.echo(f"without a row in {PERSONS}, so that the case tells nothing of them: {', '.join(without)}")
    gone = [f"{who} on {erased.on}" for who, erased in sorted(vault.erased.items())]
    if gone:
        typer.echo(f"erased: {', '.join(gone)}")


def _standing(who: str, entries: Sequence[Entry], day: date, minor: bool) -> Iterator[str]:
    """The purposes that stand, with the bodies for which they were agreed to."""
    for purpose in Purpose:
        if purpose in THROUGH_A_BODY:
            bodies = [b for b in named_bodies(entries) if stands(entries, purpose, b, day, number=who, minor=minor).yes]
            if bodies:
                yield f"{purpose}: {', '.join(bodies)}"
            continue
        answer = stands(entries, purpose, "", day, number=who, minor=minor)
        if answer.yes:
            yield f"{purpose} (to be confirmed)" if answer.state is State.TO_CONFIRM else str(purpose)


def _everything(who: str, entries: Sequence[Entry]) -> Iterator[str]:
    yield f"{who}: {number(len(entries), 'entry', 'entries')}"
    for entry in entries:
        yield f"\n{entry.kind}, {entry.on}"
        yield from (f"  {field}: {_told(value)}" for field, value in _filled(entry))


def _filled(entry: BaseModel) -> Iterator[tuple[str, object]]:
    """The fields that say something."""
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field not in ("kind", "on") and value not in (None, "", (), False, {}):
            yield field, value


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else "yes" if value is True else str(value)


def erase(
    case: Annotated[str, typer.Argument(help="Folder of the case.")],
    who: Annotated[str, typer.Argument(metavar="[NUMBER]", help="The case number to erase.")] = "",
    as_in: Annotated[
        Path | None, typer.Option(help="Erase whoever a later copy of this vault had erased: for a copy put back.")
    ] = None,
    on: Annotated[str, typer.Option(help="Day of the erasure; today unless told.")] = "",
) -> None:
    """Destroy what the vault holds of one person, for good. The number stays, is not used again, and names nobody."""
    if bool(who) == (as_in is not None):
        raise WrongUse("name the case number to erase, or a later copy of the vault with --as-in FILE")
    _, vault = opened_case(case)
    if as_in is not None:
        gone = vault.erase_as_in(session.opened(as_in))
        vault.save()
        typer.echo(
            f"{number(len(gone), 'handle')} erased as in {as_in.name}" + (f": {', '.join(gone)}" if gone else "")
        )
        return
    who = _handle(who)
    entries = vault.entries(who)
    left = [entry for entry in entries if isinstance(entry, Release)]
    if (
        lines(f"This destroys {number(len(entries), 'entry', 'entries')} of {who}. Type the number to do it").upper()
        != who
    ):
        raise WrongUse("another number was typed; nothing was erased")
    gone = vault.erase(who, day_of(on))
    vault.save()
    _tell_erased(vault, gone, left)


def _tell_erased(vault: Vault, gone: Sequence[str], left: Sequence[Release]) -> None:
    typer.echo(f"Erased: {', '.join(gone)}.")
    for release in left:
        typer.echo(f"  had left on {release.on}, to {release.audience}: {release.what}")
    typer.echo(
        f"Older copies of {vault.path.name} still hold the person, for whoever can open them: destroy the copies, or "
        f"wait until the last backup expires. What the case tells of {gone[0]} stays in its files under the number."
    )
