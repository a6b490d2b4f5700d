"""`saylau dossier`: a form of a body filled for one person, or the list of what is missing."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from saylau.casework.dossier import FORMATS, files_of, worksheet_files, write_files
from saylau.casework.fill import Filled, fill
from saylau.casework.forms import FORMS, Need, form_named
from saylau.casework.missing import lacks
from saylau.cli.attorneys import check_attorney
from saylau.cli.days import day_of
from saylau.cli.screen import screen
from saylau.cli.vault.case import opened_case
from saylau.errors import NotFound, ReportRefused, WrongUse
from saylau.records.case import Case
from saylau.records.folder import read_folder
from saylau.records.kinds import Person
from saylau.report.catalogue import known_language
from saylau.report.words import Words, words_for
from saylau.values import Truth
from saylau.values.message import Message
from saylau.vault.ledger import Detail


def dossier(
    case: Annotated[str, typer.Argument(help="Folder of the case; its vault stands beside it.")] = "",
    form: Annotated[str, typer.Option(help="Name of the form, or path of a form of your own (.toml).")] = "",
    person: Annotated[str, typer.Option(help="Case number of the person, e.g. P-0042.")] = "",
    lang: Annotated[str, typer.Option(help="Languages of the dossier, parted by commas.")] = "en",
    format: Annotated[str, typer.Option(help="Formats, parted by commas.")] = ",".join(FORMATS),
    to: Annotated[str, typer.Option(help="Addressee, by its id; the form's own unless told.")] = "",
    attorney: Annotated[
        str | None, typer.Option(help="Who submits, as the power of attorney names them; '' for the person.")
    ] = None,
    on: Annotated[str, typer.Option(help="Day of submission, e.g. 2026-11-22; today unless told.")] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Build a blocked one for the lawyer, marked on each page.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write into; CASE-dossiers beside the case unless told.")
    ] = None,
    forms: Annotated[bool, typer.Option("--forms", help="List the forms.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Only list what is missing, with the worksheet.")] = False,
) -> None:
    """Fill the form of a body for one person, past the ledger; or list what is missing and who can give it."""
    if forms:
        _print_forms()
        return
    for option, given in (("CASE", case), ("--form", form), ("--person", person)):
        if not given:
            raise WrongUse(f"{option} is missing: saylau dossier CASE --form wgad --person P-0042; --forms lists forms")
    languages = [known_language(one) for one in _parts(lang)]
    chosen, formats, day = form_named(form), _formats(format), day_of(on)
    folder, vault = opened_case(case)
    read = read_folder(folder)
    people, person = vault.people(), person.upper()
    _known(read, people, person, folder.name)
    check_attorney(read, people, attorney or "")
    papers = out or folder.parent / f"{folder.name}-dossiers"
    blocked = False
    for place, language in enumerate(languages):
        words = words_for(language, read)
        filled = fill(chosen, read, person, people[person], day, words=words, attorney=attorney, body=to)
        if place == 0:
            _print_missing(filled, words_for("en", read))
        kinds = [kind for kind in formats if kind != "json"] or ["docx"]
        written = write_files(worksheet_files(filled, words, formats=kinds, people=people), papers)
        blocked = filled.blocked
        if not missing and (not blocked or draft):
            files = files_of(filled, words, formats=formats, draft=draft, people=people)
            written = (*write_files(files, papers), *written)
        for path in written:
            typer.echo(str(path))
        if language not in chosen.languages:
            typer.echo(
                f"Form {chosen.name} is taken in {', '.join(chosen.languages)}; the paper in {language} is for reading."
            )
        if not filled.blocked and not missing and place == 0:
            _print_afterwards(filled, folder.name, written[0])
    if blocked and not (draft or missing):
        raise ReportRefused(
            f"{person}, form {chosen.name}: blocked, so no dossier was written; what blocks it stands above and on the "
            "worksheet. Fill it in, or build a draft for the lawyer with --draft"
        )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(str.strip, text.split(",")) if part))


def _formats(text: str) -> tuple[str, ...]:
    found = _parts(text.lower())
    unknown = [kind for kind in found if kind not in FORMATS]
    if unknown or not found:
        raise WrongUse(f"--format {text}: formats are {', '.join(FORMATS)}")
    return found


def _known(case: Case, numbers: Collection[str], person: str, name: str) -> None:
    if person not in numbers:
        raise NotFound(f"no {person!r} in the vault of {name}; `saylau vault show {name}` lists the numbers")
    if not any(fact.id == person.lower() for fact in case.all(Person)):
        raise NotFound(f"no {person.lower()!r} in person.csv of {name}: the facts of the person hang on that row")


def _print_forms() -> None:
    table = Table("form", "goes to", "fields", "required", "to government", box=SIMPLE_HEAD, pad_edge=False)
    for name, form in FORMS.items():
        required = sum(one.need is Need.REQUIRED for one in form.fields)
        goes = "\n".join(f"{body}: {said}" for body, said in form.bodies.items())
        table.add_row(name, Text(goes), str(len(form.fields)), str(required), "yes" if form.to_government else "no")
    screen().print(table)


_TELLS = {Detail.NUMBER: "number", Detail.NAME: "name", Detail.PARTICULARS: "particulars"}


def _print_afterwards(filled: Filled, name: str, path: Path) -> None:
    """The commands that enter what was sent: in the vault on which consent, and in the register of the case."""
    tells = ",".join(_TELLS[detail] for detail in filled.details if detail in _TELLS)
    to = f"--to {filled.given.body} --on {filled.given.day}"
    hands_on = " --to-government" if filled.form.to_government else ""
    typer.echo("It holds what the vault holds, in the clear. When it is sent, enter it:")
    typer.echo(f"  saylau vault released {name} {path} {to} --numbers {filled.number} --tells {tells}{hands_on}")
    typer.echo(f"  saylau sent {name} {path} {to} --persons {filled.number} --form {filled.form.name}")


def _print_missing(filled: Filled, words: Words) -> None:
    """What is missing, and the checklist, on the terminal: case numbers only."""
    found = lacks(filled)
    table = Table("field", "state", "rule", "what would fill it", "who can give it", box=SIMPLE_HEAD, pad_edge=False)
    for one in found:
        cells = ("; ".join(map(words.text, one.fields)), one.state.value, one.missing.rule.value)
        table.add_row(*map(Text, (*cells, words.text(one.missing.says), words.text(one.missing.who))))
    console = screen()
    if found:
        console.print(table)
    points = Table("point", "answer", "until", "what would settle it", box=SIMPLE_HEAD, pad_edge=False)
    for point in filled.points:
        until = words.day(point.until) if point.until else ""
        settles = words.text(point.settles) if point.settles else ""
        points.add_row(*map(Text, (words.text(point.asks), str(point.answer), until, settles)))
    console.print(points)
    state = "blocked" if filled.blocked else "can be built"
    body = words.text(Message("{body}", body=filled.body_said))
    typer.echo(f"{filled.number}, form {filled.form.name}, to {body}, on {filled.given.day}: {state}")
    if filled.to_write and not filled.blocked:
        typer.echo(
            f"Parts that the lawyer writes: {len(filled.to_write)}. Each page is marked as a draft until then: write "
            "them in the Word file, and take the mark out of its header."
        )
    if any(one.source == "urgency" for one in filled.form.fields):
        _warn_of_urgency(filled, words)


def _warn_of_urgency(filled: Filled, words: Words) -> None:
    """An urgent appeal is for what goes on: said where the record does not tell that it does."""
    for point in filled.points:
        if point.key == "urgent" and point.answer is not Truth.YES:
            says = " ".join(words.text(said) for said in point.says)
            typer.echo(
                f"warning: the record does not tell that it goes on: {says} Send it as a letter of allegation, unless "
                "you know of a danger that goes on.",
                err=True,
            )
