"""`saylau sent`: the register of what was sent and what came back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from saylau.casework.complaint_files import KEPT, RELEASE
from saylau.casework.minors import minors_of
from saylau.casework.register import Reply, Sent, enter_reply, enter_sent
from saylau.casework.released import record_release
from saylau.cli.days import day_of
from saylau.cli.screen import number
from saylau.errors import BadValue, NotFound, WrongUse
from saylau.records.case import Case
from saylau.records.entering import case_folder
from saylau.records.kinds.reprisals import InterventionSort, ResponseSort
from saylau.values import When
from saylau.vault import session
from saylau.vault.entries import Release
from saylau.vault.ledger import Detail
from saylau.vault.vault import vault_path


def sent(
    case: Annotated[str, typer.Argument(help="Folder of the case.")],
    what: Annotated[str, typer.Argument(help="The file that was sent; with --reply the id of the entry.")],
    to: Annotated[str, typer.Option(help="Addressee, by its id in the case.")] = "",
    on: Annotated[str, typer.Option(help="Day on which it was sent, or came; today unless told.")] = "",
    persons: Annotated[
        str, typer.Option(help="Case numbers, parted by commas; of a complaint made here they are known.")
    ] = "",
    sort: Annotated[InterventionSort | None, typer.Option(help="What it was.")] = None,
    form: Annotated[str, typer.Option(help="Form that was filled, e.g. wgad.")] = "",
    by: Annotated[str, typer.Option(help="Who sent it, by its id in the case.")] = "",
    request: Annotated[list[str] | None, typer.Option(help="What was asked for, in a short phrase.")] = None,
    due: Annotated[str, typer.Option(help="Day by which a reply, or our next step, is due.")] = "",
    due_under: Annotated[str, typer.Option(help="Rule or practice from which that day follows.")] = "",
    reply: Annotated[ResponseSort | None, typer.Option(help="Enter what came back to an entry, of this sort.")] = None,
    says: Annotated[str, typer.Option(help="With --reply: what it says, in your words, naming nobody.")] = "",
    source: Annotated[str, typer.Option(help="Source of the entry; the register itself unless told.")] = "",
    vault: Annotated[
        bool,
        typer.Option("--vault/--no-vault", help="Record in the vault what left of whom; a withdrawal asks for it."),
    ] = True,
) -> None:
    """Enter a paper that was sent, by its hash and case numbers, or with --reply what came back to it."""
    day = _come(day_of(on))
    until = _when(due, day)
    folder, read = case_folder(case)
    if reply is not None:
        _refuse_beside_reply(to=to, persons=persons, form=form, by=by, sort=sort, request=request, due_under=due_under)
        thing = enter_reply(folder, read, Reply(what, reply, day, says, until), source)
        typer.echo(f"{thing}: {reply}, to {what}")
        return
    if says:
        raise WrongUse("--says belongs to a reply; say which with --reply")
    path = Path(what)
    if not path.is_file():
        raise NotFound(f"no file {what}; name the file that was sent, or with --reply the entry that was answered")
    data = path.read_bytes()
    made = _made_here(path, data)
    numbers = _numbers(persons, made)
    if not to:
        raise WrongUse("name the addressee: --to and its id in the case")
    told = Sent(
        to, day, data, numbers, sort or (InterventionSort.COLLECTIVE_COMPLAINT if made else InterventionSort.COMPLAINT),
        form or ("collective" if made else ""), by or _organisation(read, made), tuple(request or ()), until,
        due_under,
    )  # fmt: skip
    thing = enter_sent(folder, read, told, source, lambda: _record(folder, read, path, told, made) if vault else None)
    typer.echo(f"{thing}: {told.sort} to {to}, for {number(len(numbers), 'person', 'people')}")
    if not vault:
        typer.echo("The vault does not know of it: a person who takes back consent would not see it listed.")


def _come(day: date) -> date:
    """A day that has come: what was sent, or came, did so on one. Raises `WrongUse`."""
    if day > date.today():
        raise WrongUse(f"--on {day}: that day is still to come; enter a paper once it is sent, and mind the year")
    return day


def _refuse_beside_reply(**given: object) -> None:
    wrong = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if wrong:
        raise WrongUse(f"{', '.join(wrong)} belong to a paper that was sent, not to a reply; leave them out")


def _when(text: str, day: date) -> When | None:
    """When something is due. Raises `WrongUse` for what is no time, or surely lies before the day of the paper."""
    try:
        due = When.parse(text) if text else None
    except BadValue as error:
        raise WrongUse(f"--due {error}") from None
    if due is not None and due.last is not None and due.last < day:
        raise WrongUse(f"--due {due} lies before the day of the paper, {day}; mind the year, or say --on")
    return due


def _made_here(path: Path, data: bytes) -> Mapping[str, Any]:
    """What is told of a complaint beside whose paper it stands; empty for any other file."""
    beside = path.parent / KEPT / RELEASE
    if not beside.is_file():
        return {}
    try:
        told: Mapping[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
        known = sha256(data).hexdigest() in told["files"].values()
    except (ValueError, KeyError, AttributeError, TypeError):
        raise WrongUse(
            f"{beside} cannot be read; build the complaint again, or move the paper and name --persons"
        ) from None
    if not known:
        raise WrongUse(f"{path} is not the paper that was built here; move it elsewhere and name --persons")
    return told


def _organisation(case: Case, made: Mapping[str, Any]) -> str:
    """The attorney of a complaint, where the case knows them as an organisation."""
    attorney = str(made.get("attorney", ""))
    return attorney if attorney and case.claims(attorney) else ""


def _numbers(persons: str, made: Mapping[str, Any]) -> tuple[str, ...]:
    numbers = tuple(dict.fromkeys(part.upper() for part in map(str.strip, persons.split(",")) if part))
    if not numbers and not made:
        raise WrongUse("say whom it concerns: --persons P-0001,P-0002")
    return numbers or tuple(made["persons"])


def _record(folder: Path, case: Case, path: Path, told: Sent, made: Mapping[str, Any]) -> None:
    """Tell the vault what left of whom. What has left already is recorded even where no consent covers it."""
    place = vault_path(folder)
    if not place.is_file():
        return
    opened = session.opened(place)
    details = {n: [Detail(d) for d in made.get("persons", {}).get(n, (Detail.NUMBER,))] for n in told.persons}
    known = {n: found for n, found in details.items() if n in opened.numbers()}
    record_release(
        opened, known, what=path.name, sha256=sha256(told.document).hexdigest(), audience=told.to, on=told.on,
        to_government=made.get("to_government", True),
        minors=minors_of(case, {n: opened.entries(n) for n in known}, told.on), left_already=True,
    )  # fmt: skip
    for name in known:
        without = [e for e in opened.entries(name) if isinstance(e, Release) and e.sha256 and e.note]
        if any(e.audience == told.to and e.on == told.on for e in without):
            typer.echo(
                f"{name}: it left without a consent that covers it; tell the person, and ask for removal", err=True
            )
    for name in details.keys() - known.keys():
        typer.echo(f"{name}: the vault holds nobody under this number", err=True)
