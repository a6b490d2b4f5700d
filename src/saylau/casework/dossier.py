"""A filled form on paper: the dossier that is sent, as a Word file, PDF and data.

It holds what the form asks for and nothing of how it came about; what is missing stands on the worksheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from saylau.casework.dossier_json import json_of
from saylau.casework.fill import Filled, FilledField, State
from saylau.casework.forms import FormSection, Shape, Signer
from saylau.casework.found import Piece, Rule
from saylau.casework.from_vault import attorney_said
from saylau.casework.ink import Ink, name_of, paper
from saylau.casework.missing import worksheet_of
from saylau.casework.names import particular_secrets, secrets_of
from saylau.casework.reached import reaching
from saylau.errors import ReportRefused, WrongUse
from saylau.report.anchors import parts
from saylau.report.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Head,
    Inline,
    Line,
    Paragraph,
    Row,
    Section,
    Table,
    Term,
    Terms,
    Text,
)  # fmt: skip
from saylau.report.docx import write_docx
from saylau.report.fonts import font_folder
from saylau.report.pdf import write_pdf
from saylau.report.words import Words
from saylau.values.message import Message, Said
from saylau.vault.entries import Entry, NameWritten
from saylau.vault.ledger import Detail

FORMATS = ("docx", "pdf", "json")
BLANK = "[to be filled in]"
"""What stands in the place of what is missing."""
DRAFT = "Draft for the lawyer: incomplete, not to be sent"
TO_COMPLETE = "Draft: to be completed by the lawyer"
"""Stands on each page while a part of the lawyer's is unwritten; whoever writes it takes the mark out of the file."""


def document_of(filled: Filled, words: Words, *, draft: bool = False) -> Document:
    """The dossier as a tree for the writers. Raises `ReportRefused` for a blocked one that is no draft."""
    if filled.blocked and not draft:
        fields = sum(one.state is State.BLOCKED for one in filled.fields)
        raise ReportRefused(
            f"{filled.number}, form {filled.form.name}: fields that block it: {fields}; rules that block the whole: "
            f"{len(filled.missing)}; see the list of what is missing, or build a draft for the lawyer with --draft"
        )
    ink = Ink(filled, words, draft)
    sections = [_section(ink, number, part) for number, part in enumerate(filled.form.sections, 1)]
    sections.append(_signature(ink, len(sections) + 1))
    if filled.papers and not any(one.shape is Shape.ANNEXES for one in filled.form.fields):
        sections.append(_annexes(ink, len(sections) + 1))
    mark = DRAFT if draft else TO_COMPLETE if filled.to_write else ""
    return paper(ink, words.say(filled.form.title), _front(ink), tuple(sections), words.say(mark) if mark else "")


def _front(ink: Ink) -> tuple[Term, ...]:
    """To whom, by whom, when."""
    filled = ink.filled
    rows: list[tuple[str, Said]] = [("To", Message("{body}", body=filled.body_said))]
    if filled.given.attorney and _tells_submitter(filled):
        rows.append(("Submitted by", Message("{attorney}", attorney=attorney_said(filled.given))))
    rows.append(("Date", Message("{day}", day=filled.given.day)))
    return tuple(Term(ink.say(label), ink.line(said)) for label, said in rows)


def _tells_submitter(filled: Filled) -> bool:
    """Whether a field above says who submits."""
    return any(one.pieces for one in filled.fields if one.field.source == "submitter")


def _section(ink: Ink, number: int, part: FormSection) -> Section:
    """A section of the form: short fields as rows of label and text, the others below a heading of their own."""
    blocks: list[Block] = []
    rows: list[Term] = []
    for one in part.fields:
        filled = ink.filled.of(one.key)
        if one.shape is Shape.LINE:
            rows.append(Term(ink.say(one.asks), _short(ink, filled)))
            continue
        if rows:
            blocks.append(Terms(tuple(rows)))
            rows = []
        blocks += _long(ink, filled)
    if rows:
        blocks.append(Terms(tuple(rows)))
    return Section(f"section-{number}", str(number), ink.say(part.title), tuple(blocks))


def _short(ink: Ink, filled: FilledField) -> Line:
    """A short field in one line; several answers are numbered."""
    if not filled.pieces:
        return (Text(ink.say(BLANK if _open(ink, filled) else "not known")),)
    parts: list[Inline] = []
    several = len(filled.pieces) > 1
    for place, piece in enumerate(filled.pieces, 1):
        parts += [Text(" ")] if place > 1 else []
        parts += [Text(ink.say("({place}) ", place=place))] if several else []
        parts += ink.piece(piece)
    return tuple(parts)


def _open(ink: Ink, filled: FilledField) -> bool:
    """Whether an empty field of a draft waits for something, and is not just not known."""
    return (ink.draft and any(missing.rule is not Rule.NO_FACT for missing in filled.missing)) or (
        filled.state is State.BLOCKED
    )


def _long(ink: Ink, filled: FilledField) -> list[Block]:
    asks = ink.say(filled.field.asks)
    if filled.field.shape is Shape.ARGUMENT:
        return [_argument(ink, filled, asks)]
    head = Paragraph((Text(asks, strong=True),))
    if not filled.pieces:
        blank = BLANK if _open(ink, filled) else "Nothing is recorded."
        return [head, Paragraph((Text(ink.say(blank)),))]
    if filled.field.shape is Shape.ANNEXES:
        return [_papers(ink, asks)]
    if filled.field.shape is Shape.TIMES:
        return [_times(ink, filled, asks)]
    return [head, Bullets(tuple(ink.piece(piece) for piece in filled.pieces))]


def _times(ink: Ink, filled: FilledField, asks: str) -> Table:
    rows = []
    for piece in filled.pieces:
        when = ink.words.when(piece.when) if piece.when is not None else ink.say("day not recorded")
        rows.append(Row(((Text(when),), ink.piece(piece))))
    return ink.table(asks, (Head(ink.say("When")), Head(ink.say("What is recorded"))), rows, (3, 10))


def _argument(ink: Ink, filled: FilledField, asks: str) -> Callout:
    """A marked place for the lawyer's words, and the facts that bear on it."""
    place = Paragraph((Text(ink.say("[The lawyer writes this part, or strikes it out.]"), strong=True),))
    if not filled.pieces:
        return Callout(asks, (place,))
    head = Paragraph((Text(ink.say("Recorded facts that bear on it:")),))
    return Callout(asks, (place, head, Bullets(tuple(_dated(ink, piece) for piece in filled.pieces), small=True)))


def _dated(ink: Ink, piece: Piece) -> Line:
    if piece.when is None:
        return ink.piece(piece)
    return (Text(ink.words.when(piece.when)), Text(": "), *ink.piece(piece))


def _signature(ink: Ink, number: int) -> Section:
    given = ink.filled.given
    who: Said = BLANK
    if _tells_submitter(ink.filled):
        attorney = given.attorney and ink.filled.form.signed_by is Signer.ATTORNEY
        who = Message("{attorney}", attorney=attorney_said(given)) if attorney else "The person named above"
    rows = (("Signed by", who), ("Place and date", "……………………………………"), ("Signature", "……………………………………"))
    terms = tuple(Term(ink.say(label), ink.line(said)) for label, said in rows)
    return Section("signature", str(number), ink.say("Signature"), (Terms(terms),))


def _annexes(ink: Ink, number: int) -> Section:
    table = _papers(ink, ink.say("Documents attached in copy"))
    return Section("annexes", str(number), ink.say("Annexes"), (table,))


def _papers(ink: Ink, caption: str) -> Table:
    """The papers, numbered, each with the hash by which a copy is known."""
    heads = ("Annex", "Document", "Sort", "Pages", "SHA-256")
    rows = [
        Row((
            (Text(str(place)),), (Text(ink.words.own(paper.title)),), (Text(ink.words.own(paper.sort)),),
            (Text(str(paper.pages or "")),), (Text(paper.sha256),),
        ))
        for place, paper in enumerate(ink.filled.papers, 1)
    ]  # fmt: skip
    return ink.table(caption, [Head(ink.say(h)) for h in heads], rows, (1, 5, 2, 1, 6))


# Files


def paper_bytes(document: Document, kind: str) -> bytes:
    """A short paper, no report of a case, as a Word file or PDF: without cover page and contents."""
    if kind == "docx":
        return write_docx(document, pngs={}, paper=True)
    return write_pdf(document, svgs={}, fonts=font_folder(), paper=True)


def files_of(
    filled: Filled,
    words: Words,
    *,
    formats: Sequence[str] = FORMATS,
    draft: bool = False,
    people: Mapping[str, Sequence[Entry]] | None = None,
) -> Mapping[str, bytes]:
    """The dossier as files by name, each looked over for names that may not stand in it.

    `people` is everybody in the vault: none of the others may be named. Raises `ReportRefused` for a blocked dossier
    that is no draft and for a name that may not leave, and `WrongUse` for an unknown format.
    """
    for kind in formats:
        if kind not in FORMATS:
            raise WrongUse(f"no format {kind!r}; formats are {', '.join(FORMATS)}")
    document = document_of(filled, words, draft=draft)
    _look_over(filled, document, words, people or {filled.number: filled.given.entries})
    start = f"{name_of(filled)}.{words.language}"
    return {
        f"{start}.{kind}": json_of(filled, words, draft=draft).encode() if kind == "json"
        else paper_bytes(document, kind)
        for kind in formats
    }  # fmt: skip


def worksheet_files(
    filled: Filled, words: Words, *, formats: Sequence[str] = ("docx",), people: Mapping[str, Sequence[Entry]]
) -> Mapping[str, bytes]:
    """The worksheet as files by name. It names nobody; raises `ReportRefused` where it would."""
    document = worksheet_of(filled, words)
    _look_over(filled, document, words, people, nobody=True)
    start = f"{name_of(filled)}.worksheet.{words.language}"
    return {f"{start}.{kind}": paper_bytes(document, kind) for kind in formats if kind != "json"}


def _look_over(
    filled: Filled, document: Document, words: Words, people: Mapping[str, Sequence[Entry]], *, nobody: bool = False
) -> None:
    """Every word of a finished paper against the names of those who may not stand in it. Raises `ReportRefused`."""
    given = filled.given
    own = given.may_leave(Detail.NAME).yes and not nobody
    others = {number: entries for number, entries in people.items() if not (own and number == filled.number)}
    printed = [entry.text for entry in given.entries if isinstance(entry, NameWritten)] if own else []
    secrets = secrets_of(others, (), set(), set()).beside(printed)
    asked = {one.field.source for one in filled.fields if one.pieces} & {"contact", "address", "identity_document"}
    private = particular_secrets(() if asked else reaching(given.entries))

    def tells(text: str) -> bool:
        return secrets.stand_in(text) or private.stand_in(text)

    for part in parts(document):
        if isinstance(part, Text) and tells(part.text):
            raise ReportRefused(
                f"{filled.number}, form {filled.form.name}: the paper would hold a name, an address or a number of "
                f"somebody who did not agree to it{_in_fields(filled, words, tells)}; look through the free "
                "texts of the rows that name this person, and through what the vault holds of them: a place may be "
                "called after a name"
            )


def _in_fields(filled: Filled, words: Words, tells: Callable[[str], bool]) -> str:
    """The fields in which it stands, with the claims behind them; empty where it stands beside the fields."""
    found = [
        f"{one.field.asks!r}" + (f" ({', '.join(piece.facts)})" if piece.facts else "")
        for one in filled.fields
        for piece in one.pieces
        if any(tells(words.text(said)) for said in piece.says)
    ]
    return f", in the field {'; '.join(dict.fromkeys(found))}" if found else ""


def write_files(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write the files, which others on the machine may not read, into a folder that is made where it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).touch(mode=0o600)
        (out / name).chmod(0o600)
        (out / name).write_bytes(data)
    return tuple(out / name for name in files)
