"""`saylau vault grant|authorise|withdraw|situation|released`: what a person agreed to, took back, and what has left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from saylau.casework.gate import children
from saylau.casework.released import record_release, told_in
from saylau.casework.withdrawn import Withdrawn, removal_requests
from saylau.casework.withdrawn import withdraw as take_back
from saylau.cli.bodies import ORGANISATIONS, unknown_bodies
from saylau.cli.days import day_of
from saylau.cli.readable import readable_text
from saylau.cli.screen import number
from saylau.cli.vault.case import folder_of, ids_of, opened_case
from saylau.errors import CaseRefused, NotFound, WrongUse
from saylau.records.folder import read_folder
from saylau.report.catalogue import known_language
from saylau.report.words import words_for
from saylau.vault.entries import (
    THROUGH_A_BODY,
    Authority,
    AuthorityForm,
    Consent,
    Explained,
    GivenBy,
    Manner,
    Purpose,
    Revocation,
    Situation,
)
from saylau.vault.ledger import PUBLIC, Detail

CASE = Annotated[str, typer.Argument(help="Folder of the case.")]
WHO = Annotated[str, typer.Argument(metavar="NUMBER", help="Case number, e.g. P-0042.")]
ON = Annotated[str, typer.Option(help="Day of which it speaks, e.g. 2026-11-22; today unless told.")]
PURPOSES = Annotated[
    list[str] | None,
    typer.Option("--purpose", help=f"What for, once for each: {', '.join(Purpose)}."),
]
BODIES = Annotated[list[str] | None, typer.Option("--body", help="Body by the id that the case has, once for each.")]
UNTIL = Annotated[str, typer.Option(help="Last day; no end unless told.")]
NOTE = Annotated[str, typer.Option(help="A clarifying remark; it stays in the vault.")]
PAPER = Annotated[Path | None, typer.Option(help="The signed paper: its SHA-256 is kept, the file is not.")]
UNKNOWN = Annotated[
    bool, typer.Option("--unknown-body", help="The body is meant as written, though neither case nor form knows it.")
]

_DETAILS = ", ".join(detail.name.lower() for detail in Detail)

E = TypeVar("E", bound=StrEnum)


def grant(
    case: CASE,
    who: WHO,
    purpose: PURPOSES = None,
    body: BODIES = None,
    until: UNTIL = "",
    given_by: Annotated[str, typer.Option(help=f"Who gave it: {', '.join(GivenBy)}.")] = GivenBy.SELF,
    relation: Annotated[str, typer.Option(help="Of a relative or guardian: the relation.")] = "",
    child_agrees: Annotated[bool, typer.Option(help="Of a guardian's consent: the child agrees too.")] = False,
    manner: Annotated[str, typer.Option(help=f"How: {', '.join(Manner)}.")] = Manner.WRITTEN,
    language: Annotated[str, typer.Option(help="Language in which it was asked for.")] = "",
    interpreter: Annotated[bool, typer.Option(help="An interpreter was there.")] = False,
    explained: Annotated[list[str] | None, typer.Option(help=f"Explained before: {', '.join(Explained)}.")] = None,
    in_custody: Annotated[bool, typer.Option(help="Given while held: to be confirmed later.")] = False,
    paper: PAPER = None,
    unknown_body: UNKNOWN = False,
    on: ON = "",
    note: NOTE = "",
) -> None:
    """Enter what a person agreed to. No purpose follows from another; what is not named is not granted."""
    purposes = _members(Purpose, purpose, "--purpose")
    if not purposes:
        raise WrongUse(f"name what for with --purpose, once for each: {', '.join(Purpose)}")
    bodies = tuple(body or ())
    if THROUGH_A_BODY & set(purposes) and not bodies:
        raise WrongUse(f"{', '.join(sorted(THROUGH_A_BODY))}: agreed to for bodies named one by one; name them: --body")
    entry = Consent(
        on=day_of(on), note=note, purposes=purposes, bodies=bodies, until=_until_day(until, day_of(on)),
        given_by=_member(GivenBy, given_by, "--given-by"), relation=relation, child_agrees=child_agrees,
        manner=_member(Manner, manner, "--manner"), language=language, interpreter=interpreter,
        explained=_members(Explained, explained, "--explained"), in_custody=in_custody, paper=_hash(paper),
    )  # fmt: skip
    who = who.upper()
    _refuse_unknown(folder_of(case), bodies, unknown_body)
    _, vault = opened_case(case)
    vault.entries(who)
    vault.add(who, entry)
    vault.save()
    typer.echo(f"{who}: agreed on {entry.on} to {', '.join(entry.purposes)}{_for(bodies)}{_until(entry.until)}")


def authorise(
    case: CASE,
    who: WHO,
    attorney: Annotated[str, typer.Option(help="Who may act: id of an organisation of the case, or a name.")] = "",
    body: BODIES = None,
    power: Annotated[list[str] | None, typer.Option(help="What they may do, once for each.")] = None,
    form: Annotated[str, typer.Option(help=f"Form: {', '.join(AuthorityForm)}.")] = AuthorityForm.SIMPLE,
    until: UNTIL = "",
    paper: PAPER = None,
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Take it back: of this attorney, before these bodies; all unless named.")
    ] = False,
    unknown_body: UNKNOWN = False,
    on: ON = "",
    note: NOTE = "",
) -> None:
    """Enter a power of attorney: who may act for the person, before which bodies, until when; or take it back."""
    bodies = tuple(body or ())
    entry: Authority | Revocation
    if revoke:
        entry = Revocation(on=_past(day_of(on)), note=note, attorney=attorney, bodies=bodies)
    elif not attorney or not bodies:
        raise WrongUse("name who may act with --attorney, and before which bodies with --body, once for each")
    else:
        entry = Authority(
            on=day_of(on), note=note, attorney=attorney, bodies=bodies, powers=tuple(power or ()),
            form=_member(AuthorityForm, form, "--form"), until=_until_day(until, day_of(on)), paper=_hash(paper),
        )  # fmt: skip
    who = who.upper()
    folder = folder_of(case)
    if revoke:
        _note_unknown(folder, bodies)  # what is taken back is never refused
    else:
        _refuse_unknown(folder, bodies, unknown_body)
    _, vault = opened_case(case)
    vault.entries(who)
    vault.add(who, entry)
    vault.save()
    what = "power of attorney taken back" if revoke else "power of attorney given"
    typer.echo(f"{who}: {what} on {entry.on}{_for(bodies)}")


def situation(case: CASE, who: WHO, on: ON = "", note: NOTE = "") -> None:
    """Enter that a person's situation changed: released, charged, abroad. Earlier consent is then to be confirmed."""
    who = who.upper()
    _, vault = opened_case(case)
    vault.entries(who)
    entry = Situation(on=day_of(on), note=note)
    vault.add(who, entry)
    vault.save()
    typer.echo(f"{who}: changed on {entry.on}; consent to publication given before is to be confirmed")


def withdraw(
    case: CASE,
    who: WHO,
    purpose: PURPOSES = None,
    body: BODIES = None,
    on: ON = "",
    out: Annotated[Path | None, typer.Option(help="Folder for the requests for removal.")] = None,
    language: Annotated[str, typer.Option("--lang", help="Language of the requests, e.g. en.")] = "en",
    note: NOTE = "",
) -> None:
    """Enter that a person takes back consent, of everything unless a purpose or body is named. It works at once.

    What had left is listed, a request for removal is drafted to each who has it, and nothing built after this contains
    the person.
    """
    who, bodies = who.upper(), tuple(body or ())
    purposes = _members(Purpose, purpose, "--purpose")
    day = _past(day_of(on))
    known_language(language)
    folder, vault = opened_case(case)
    # Written before the case is read: a problem in some other row of it stops no withdrawal.
    done = take_back(vault, who, day, purposes=purposes, bodies=bodies, note=note)
    what = ", ".join(purposes) or ("what was agreed to for them" if bodies else "everything")
    typer.echo(f"{who}: withdrew on {day}: {what}{_for(bodies)}")
    later = sorted({e.on for e in vault.entries(who) if isinstance(e, Consent) and e.on > day})
    if later:
        typer.echo(f"note: consent given after that day stands: of {', '.join(map(str, later))}", err=True)
    _tell_left(done)
    if done.left:
        _ask_for_removal(folder, who, done, language, out)


def _ask_for_removal(folder: Path, who: str, done: Withdrawn, language: str, out: Path | None) -> None:
    try:
        read = read_folder(folder)
    except CaseRefused:
        typer.echo(
            "The withdrawal stands. The requests for removal are not written: the case holds problems. Correct them, "
            f"then run the same command again for {who}.",
            err=True,
        )
        raise
    letters = removal_requests(done, read, words_for(language, read))
    _write_letters(out or Path("out") / read.info.id / "removal", who, letters)


def _tell_left(done: Withdrawn) -> None:
    if not done.left:
        typer.echo("Nothing that is recorded had left on it. What was built and not recorded: destroy and build anew.")
        return
    typer.echo("Had left by then:")
    for release in done.left:
        told = f", telling: {', '.join(release.fields)}" if release.fields else ""
        typer.echo(f"  {release.on}  to {release.audience}: {release.what}{told}")
    typer.echo("To be built anew, without the person:")
    for what in done.to_build_anew:
        typer.echo(f"  {what}")
    typer.echo("Every report that counted the person says otherwise once it is built anew; none of these is listed.")


def _write_letters(folder: Path, who: str, letters: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    typer.echo("Requests for removal, to be looked through and sent:")
    for audience, text in letters.items():
        path = folder / f"{who}-{''.join(c if c.isalnum() else '-' for c in audience)}.md"
        path.write_text(text + "\n", encoding="utf-8")
        typer.echo(f"  {path}")


def released(
    case: CASE,
    file: Annotated[Path, typer.Argument(help="The file that goes out or has gone out.")],
    to: Annotated[str, typer.Option(help=f"Who gets it: {PUBLIC}, or a body by the id that the case has.")] = PUBLIC,
    numbers: Annotated[
        str, typer.Option(help="Case numbers of whom it tells, with commas; found in the file unless told.")
    ] = "",
    tells: Annotated[
        str, typer.Option(help=f"What it tells of those named by --numbers: {_DETAILS}; with commas.")
    ] = "number",
    to_government: Annotated[
        bool, typer.Option("--to-government", help="The body hands on to the government what it gets.")
    ] = False,
    left_already: Annotated[
        bool, typer.Option("--left-already", help="Record it though the ledger does not let it go: it has left.")
    ] = False,
    on: ON = "",
) -> None:
    """Record that a file goes out: for each person in it, to whom, what it tells, and the consent on which it goes.

    Refused, and nothing recorded, where the ledger lets one of them not go. A withdrawal lists what was recorded.
    """
    if not file.is_file():
        raise NotFound(f"no file {file}; name the file that goes out")
    folder, vault = opened_case(case)
    people, read, day = vault.people(), read_folder(folder), day_of(on)
    told = {n.strip().upper(): _details(tells) for n in numbers.split(",") if n.strip()}
    if unknown := [n for n in told if n not in people]:
        raise NotFound(f"--numbers: the vault holds nobody under {', '.join(unknown)}")
    if not told:
        text = readable_text(file)
        if text is None:
            raise WrongUse(
                f"{file.name}: the numbers in such a file cannot be found by reading it; name them with --numbers, or "
                "record the HTML or JSON of the same build"
            )
        told = dict(told_in(text, people))
    if to != PUBLIC:
        _note_unknown(folder, (to,))
    done = record_release(
        vault, told, what=file.name, sha256=sha256(file.read_bytes()).hexdigest(), audience=to, on=day,
        to_government=to_government, minors=children(read, people, day), left_already=left_already,
    )  # fmt: skip
    typer.echo(f"{file.name} to {to} on {day}: {number(len(done), 'person', 'people')} recorded{_listed(done)}")


def _listed(numbers: Sequence[str]) -> str:
    return f": {', '.join(numbers)}" if numbers else "; no case number or name of the vault stands in it"


def _details(text: str) -> tuple[Detail, ...]:
    known = {detail.name.lower(): detail for detail in Detail}
    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    if wrong := [name for name in names if name not in known]:
        raise WrongUse(f"--tells {wrong[0]}: write some of {', '.join(known)}, with commas")
    return tuple(known[name] for name in names)


def _members(kind: type[E], given: Sequence[str] | None, option: str) -> tuple[E, ...]:
    return tuple(dict.fromkeys(_member(kind, text, option) for text in given or ()))


def _member(kind: type[E], text: str, option: str) -> E:
    """A category by its words, or by its name in small letters with hyphens."""
    for member in kind:
        if text.strip().lower() in (member.value, member.name.lower().replace("_", "-")):
            return member
    raise WrongUse(f"{option} {text!r}: write one of {', '.join(kind)}")


def _until_day(text: str, given: date) -> date | None:
    """The last day of what is given on a day. Raises `WrongUse` for what is no day, or lies before that day."""
    until = day_of(text, "--until") if text else None
    if until is not None and until < given:
        raise WrongUse(
            f"--until {until} lies before the day on which it was given, {given}; mind the year, or say --on"
        )
    return until


def _past(day: date) -> date:
    """A day that has come: what is taken back is taken back at once. Raises `WrongUse`."""
    if day > date.today():
        raise WrongUse(f"--on {day}: consent is taken back at once, not from a day to come; leave --on out")
    return day


def _hash(paper: Path | None) -> str:
    if paper is None:
        return ""
    if not paper.is_file():
        raise NotFound(f"no file {paper}; name the paper whose hash is to be kept")
    return sha256(paper.read_bytes()).hexdigest()


def _for(bodies: Sequence[str]) -> str:
    return f" (for: {', '.join(bodies)})" if bodies else ""


def _until(day: date | None) -> str:
    return f", until {day}" if day else ""


def _refuse_unknown(folder: Path, bodies: Iterable[str], meant: bool) -> None:
    """A body that is spelt wrong would be granted nothing. Raises `WrongUse` unless it is meant as written."""
    unknown = () if meant else unknown_bodies(folder, bodies)
    if unknown:
        known = sorted(ids_of(folder / ORGANISATIONS))
        raise WrongUse(
            f"--body: neither the case nor a form knows {', '.join(unknown)}; nothing was written. Organisations of "
            f"the case: {', '.join(known) or 'none'}; bodies of forms: saylau dossier --forms. Add a row to "
            f"{ORGANISATIONS}, or say --unknown-body where it is meant as written"
        )


def _note_unknown(folder: Path, bodies: Iterable[str]) -> None:
    for body in unknown_bodies(folder, bodies):
        typer.echo(f"note: {body} is no organisation of the case; exports to a body are asked by its id", err=True)
