"""`saylau complaint`: a collective complaint of those people who may stand in it, and why others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.casework.annexes import annexes
from saylau.casework.collective import Inclusion, Selection, select
from saylau.casework.complaint import Complaint, of_included
from saylau.casework.complaint_files import KEPT, complaint_files, write_files
from saylau.casework.gate import gate, private_people
from saylau.casework.minors import minors_of
from saylau.casework.numbers import number_of
from saylau.cli.attorneys import check_attorney
from saylau.cli.days import day_of
from saylau.cli.screen import number, screen
from saylau.cli.vault.case import folder_of
from saylau.errors import NotFound, WrongUse
from saylau.records.case import Case
from saylau.records.folder import read_folder
from saylau.records.kinds import Person
from saylau.report.catalogue import known_language
from saylau.report.prose import citations
from saylau.report.words import Words, words_for
from saylau.vault import session
from saylau.vault.entries import Entry
from saylau.vault.vault import LISTED, vault_path


def complaint(
    case: Annotated[str, typer.Argument(help="Folder of the case; its vault stands beside it.")],
    to: Annotated[str, typer.Option(help="Addressees, by their ids in the case, parted by commas.")],
    attorney: Annotated[str, typer.Option(help="Who submits, as the powers of attorney name them.")] = "",
    requires: Annotated[str, typer.Option(help="Sorts of paper that each person must have, parted by ';'.")] = "",
    on: Annotated[str, typer.Option(help="Day of the complaint, e.g. 2026-11-22; today unless told.")] = "",
    persons: Annotated[str, typer.Option(help="Only these case numbers, parted by commas; all unless told.")] = "",
    text: Annotated[
        list[Path] | None, typer.Option(help="Your text of the common facts: FILE.en.md, FILE.ru.md.")
    ] = None,
    request: Annotated[list[str] | None, typer.Option(help="What is asked for, one sentence; may be repeated.")] = None,
    papers: Annotated[Path | None, typer.Option(help="Folder with copies of papers; found by their hashes.")] = None,
    named: Annotated[
        bool, typer.Option("--named", help="Leave out whoever may not be named to each addressee.")
    ] = False,
    in_confidence: Annotated[
        bool, typer.Option("--in-confidence", help="The addressees do not hand names on to the state.")
    ] = False,
    unconfirmed: Annotated[
        bool, typer.Option("--unconfirmed", help="Take in people whose consent is to be confirmed.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Languages of the paper, parted by commas.")] = "en",
    out: Annotated[
        Path | None, typer.Option(help="New folder to write into; without it, only who is taken in.")
    ] = None,
) -> None:
    """Take n of m people into one complaint, with the reason for each left out, and write it as DOCX and PDF."""
    languages = [known_language(one) for one in _parts(lang, ",")]
    texts = _texts(text or [], languages)
    if papers is not None and not papers.is_dir():
        raise NotFound(f"--papers {papers}: no such folder; name the one in which the copies of papers are")
    day = day_of(on)
    folder = folder_of(case)
    read = read_folder(folder)  # what is wrong here is told before a passphrase is asked for
    rule = Inclusion(
        _bodies(read, to), attorney, _parts(requires, ";"), to_government=not in_confidence, named=named,
        unconfirmed=unconfirmed,
    )  # fmt: skip
    vault = session.opened(vault_path(folder))
    everybody = vault.people()
    check_attorney(read, everybody, attorney)
    people = _only(everybody, _parts(persons.upper(), ","))
    recorded = {fact.record.name for fact in read.all(Person)} | {fact.id.upper() for fact in read.all(Person)}
    selection = select(people, rule, day, minors=minors_of(read, people, day), recorded=recorded)
    words = words_for("en", read)
    _print_selection(selection, words)
    if out is None:
        return
    if not selection.included:
        raise WrongUse("nobody can be taken in, so nothing was written; the reasons stand above")
    told = of_included(read, selection)
    made = Complaint(
        told, _cited(told, everybody, texts.values(), day), everybody, selection,
        annexes(people, selection.included, selection.named, day), texts, tuple(request or ()),
        [number_of(read, thing) for thing in private_people(read)],
    )  # fmt: skip
    listed = [entry for handle in vault.handles(LISTED) for entry in vault.entries(handle)]
    paths = write_files(complaint_files(made, languages, papers=papers, entries_of_lists=listed), out)
    _print_done(made, languages, paths, case)


def _parts(text: str, sign: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(str.strip, text.split(sign)) if part))


def _texts(files: Sequence[Path], languages: Sequence[str]) -> dict[str, str]:
    """Language to text. The name of a file says its language; one that says none is for the only language asked for."""
    found: dict[str, str] = {}
    for path in files:
        if not path.is_file():
            raise NotFound(f"--text {path}: no such file")
        said = path.suffixes[-2].removeprefix(".") if len(path.suffixes) > 1 else ""
        language = said or (languages[0] if len(languages) == 1 else "")
        if said and said not in languages:
            raise WrongUse(
                f"--text {path}: by its name it is in {said!r}, and the paper is asked for in {', '.join(languages)}; "
                f"name a text in that language, or ask for both: --lang {','.join((*languages, said))}"
            )
        if not language:
            raise WrongUse(
                f"--text {path}: say the language in its name, as facts.en.md; asked for: {', '.join(languages)}"
            )
        if language in found:
            raise WrongUse(f"--text {path}: there is a text in that language already; give one a language")
        found[language] = path.read_text(encoding="utf-8-sig")
    return found


def _bodies(case: Case, to: str) -> tuple[str, ...]:
    """The addressees. Raises `WrongUse` for one that the case does not know: everybody would be left out."""
    bodies = _parts(to, ",")
    unknown = [body for body in bodies if not case.claims(body)]
    if unknown or not bodies:
        raise WrongUse(
            f"--to {to}: the case knows no {', '.join(unknown) or 'addressee'}; add a row with that id to "
            "organisation.csv, and name the same id in consents and powers of attorney"
        )
    return bodies


def _only(people: Mapping[str, Sequence[Entry]], numbers: Sequence[str]) -> dict[str, Sequence[Entry]]:
    missing = [n for n in numbers if n not in people]
    if missing:
        raise NotFound(f"the vault holds nobody under {', '.join(missing)}; `saylau vault show CASE` lists its numbers")
    return {n: entries for n, entries in people.items() if not numbers or n in numbers}


def _cited(case: Case, people: Mapping[str, Sequence[Entry]], texts: Iterable[str], day: date) -> Assessment:
    """The case, with findings only where a text cites one: those of the copy for publication, which name nobody."""
    if not any(kind == "finding" for text in texts for kind, _ in citations(text)):
        return Assessment(case, (), {}, ())
    gated = gate(case, people, day)
    shown = publish(assess(gated.case, gated.cleared))
    return replace(shown, case=case)


def _print_selection(selection: Selection, words: Words) -> None:
    """n of m, and a reason for each left out, by number."""
    console = screen()
    console.print(f"{len(selection.included)} of {number(selection.of, 'person', 'people')} can be taken in.")
    for one in selection.left_out:
        for reason in one.reasons:
            console.print(f"  {words.text(reason.says)}", soft_wrap=True)
    for lack, count in selection.lacks.items():
        console.print(f"  {lack}: {count}")
    if selection.unconfirmed:
        console.print(f"To be confirmed, and taken in: {', '.join(sorted(selection.unconfirmed))}", soft_wrap=True)


def _print_done(made: Complaint, languages: Sequence[str], paths: Sequence[Path], case: str) -> None:
    for path in paths:
        typer.echo(str(path))
    for row in made.kept_back():
        typer.echo(f"not told of: {row}")
    for language in languages:
        for lack in made.lacks(language):
            typer.echo(f"draft: {lack}")
    paper = next(path for path in paths if path.suffix == ".pdf")
    typer.echo(f"Keep the folder {KEPT} in the house. Once the complaint is sent:")
    for body in made.selection.rule.bodies:
        typer.echo(f"  saylau sent {case} {paper} --to {body} --on {made.day}")
