"""The annexes of a collective complaint: a short sheet a person, the list of papers, the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from saylau.casework.complaint import Complaint, anchor
from saylau.casework.extractors import EXTRACTORS
from saylau.casework.found import Given, Piece
from saylau.report.document import Block, Head, Line, Row, Section, Table, Term, Terms, Text
from saylau.report.pen import Pen
from saylau.report.words import source_anchor
from saylau.values.message import sentence
from saylau.vault.ledger import Detail

PARTICULARS = (("birth", "Born"),)
"""What a sheet tells beside the name of a person who may be named: extractor and label. Name and birth tell one from
another; address, identity document and contact are nobody's need who reads a collective complaint.
"""


MOST_IN_CONTENTS = 12
"""Sheets that the contents name one by one; more stand in groups, since the table of people leads to each."""
GROUP = 25


def sheets(pen: Pen, complaint: Complaint) -> tuple[Section, ...]:
    """A sheet a person, in the order of the table of people."""
    made = tuple(
        Section(anchor(number), f"A.{place}", _sheet_title(pen, complaint, number), _sheet(pen, complaint, number))
        for place, number in enumerate(complaint.selection.included, 1)
    )
    if len(made) <= MOST_IN_CONTENTS:
        return made
    groups = [made[start : start + GROUP] for start in range(0, len(made), GROUP)]
    return tuple(
        Section(f"sheets-{place}", "", pen.say("{first} to {last}", first=g[0].number, last=g[-1].number), (), g)
        for place, g in enumerate(groups, 1)
    )


def _sheet_title(pen: Pen, complaint: Complaint, number: str) -> str:
    name = complaint.name(number, pen.words)
    return f"{name} ({number})" if name else number


def _sheet(pen: Pen, complaint: Complaint, number: str) -> tuple[Block, ...]:
    """What is told of one person: particulars where they may be told, the course of events, remedies, papers."""
    given = complaint.given(number, pen.words.language)
    blocks: list[Block] = []
    if terms := _particulars(pen, complaint, given):
        blocks.append(Terms(terms))
    blocks += _pieces(
        pen,
        "What happened",
        complaint.course(number, pen.words.language).pieces,
        "No reviewed fact tells what happened.",
    )
    blocks += _pieces(pen, "Remedies at home", EXTRACTORS["remedies"].find(given).pieces, "No remedy is recorded.")
    before = EXTRACTORS["interventions"].find(given).pieces
    blocks += _pieces(pen, "What was done about it before", before, "") if before else []
    listed = [annex.number for annex in complaint.annexes if annex.person == number]
    if listed:
        blocks.append(Terms((Term(pen.say("Papers"), (Text(", ".join(listed), target="papers"),)),)))
    return tuple(blocks)


def _particulars(pen: Pen, complaint: Complaint, given: Given) -> tuple[Term, ...]:
    """Particulars, where the ledger lets each addressee have them."""
    bodies = complaint.selection.rule.bodies
    if not all(replace(given, body=body).may_leave(Detail.PARTICULARS).yes for body in bodies):
        return ()
    told = [(label, EXTRACTORS[source].find(given).pieces) for source, label in PARTICULARS]
    return tuple(Term(pen.say(label), _said(pen, pieces[0])) for label, pieces in told if pieces)


def _pieces(pen: Pen, title: str, pieces: Iterable[Piece], none: str) -> list[Block]:
    """A table in order of time, or the sentence that there is nothing."""
    rows = tuple(
        Row(((Text(pen.words.value(piece.when) if piece.when else pen.say("no day told")),), _cited(pen, piece)))
        for piece in pieces
    )
    if not rows:
        return [Terms((Term(pen.say(title), (Text(pen.say(none)),)),))]
    heads = (Head(pen.say("When")), Head(pen.say("What is told")))
    return [Table(None, pen.say(title), heads, rows, widths=(3, 10))]


def _said(pen: Pen, piece: Piece) -> Line:
    return (Text(" ".join(pen.words.text(sentence(said)) for said in piece.says)),)


def _cited(pen: Pen, piece: Piece) -> Line:
    return (*_said(pen, piece), *pen.cite_facts(piece.facts))


def papers(pen: Pen, complaint: Complaint) -> tuple[Block, ...]:
    """The list of papers: hashed where they go along, told by their sort where they are kept by the submitter."""
    if not complaint.annexes:
        return (pen.paragraph(pen.say("No papers are listed.")),)
    blocks: list[Block] = []
    if any(not annex.enclosed for annex in complaint.annexes):
        says = "Papers of people who are not named stay with the submitter, who can show them where the person agrees."
        blocks.append(pen.paragraph(pen.say(says)))
    titles = ("No.", "Person", "Paper", "Pages", "Language", "SHA-256")
    heads = tuple(Head(pen.say(title), numeric=title == "Pages") for title in titles)
    rows = tuple(
        Row(tuple((Text(cell),) for cell in (
            annex.number, annex.person, annex.title or pen.say("paper"), str(annex.paper.pages or ""),
            annex.paper.language, annex.paper.sha256 if annex.enclosed else pen.say("kept by the submitter"),
        )))
        for annex in complaint.annexes
    )  # fmt: skip
    return (*blocks, pen.table(pen.say("Papers"), heads, rows, widths=(2, 3, 6, 2, 3, 10)))


def sources(pen: Pen) -> tuple[Block, ...]:
    """The sources on which the paper rests, each with its place to be led to."""
    case = pen.assessment.case
    used = dict.fromkeys(case.fact(name).source for name in pen.used)
    rows = tuple(
        Row(((Text(pen.short(case.sources[name])),), (Text(pen.full(case.sources[name])),)), source_anchor(name))
        for name in used
    )
    if not rows:
        return (pen.paragraph(pen.say("No source is cited.")),)
    heads = (Head(pen.say("Short form")), Head(pen.say("Source")))
    return (pen.table(pen.say("Sources"), heads, rows, widths=(4, 10)),)
