"""The paper of a collective complaint as a tree for the writers: people, common facts, requests, and its annexes."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from saylau.casework.common_facts import common_events, common_facts
from saylau.casework.complaint import Complaint, anchor, called
from saylau.casework.complaint_links import unlinked
from saylau.casework.complaint_sheets import papers, sheets, sources
from saylau.errors import ReportRefused
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.report.document import WORDS, Block, Document, Head, Line, Row, Section, Term, Terms, Text
from saylau.report.pen import Pen
from saylau.report.prose import placed_citations, prose_blocks
from saylau.report.words import words_for
from saylau.values.message import Message, Name

CHAPTER = "complaint"
"""Under this name the analyst's text goes through the writers of prose."""


def complaint_document(complaint: Complaint, language: str) -> Document:
    """The paper in a language. Raises `ReportRefused` for a citation that leads nowhere or to what is withheld."""
    case = _with_text(complaint, language)
    words = words_for(language, case)
    pen = Pen(replace(complaint.assessment, case=case), words)
    rule = complaint.selection.rule
    sections = (
        Section("people", "1", pen.say("The people for whom this complaint is made"), _people(pen, complaint)),
        Section("facts", "2", pen.say("Facts common to them"), _common(pen, complaint)),
        Section("requests", "3", pen.say("Requests"), _requests(pen, complaint)),
        Section("signature", "4", pen.say("Signature"), (_signature(pen, complaint),)),
        Section("sheets", "A", pen.say("What happened to each person"), (), sheets(pen, complaint)),
        Section("papers", "B", pen.say("Papers"), papers(pen, complaint)),
    )
    last = Section("sources", "C", pen.say("Sources"), sources(pen))
    attorney = words.value(called(case, rule.attorney)) if rule.attorney else words.own(case.info.organisation)
    return Document(
        id=f"{case.info.id}-complaint",
        language=language,
        title=pen.say("Collective complaint"),
        subtitle=case.title(language),
        author=attorney,
        day=complaint.day.isoformat(),
        cover=_cover(pen, complaint),
        about=((Text(pen.say(CONFIDENTIAL)),),),
        watermark=pen.say("Draft, not to be sent") if complaint.lacks(language) else "",
        sections=unlinked((*sections, last)),
        notes=tuple(pen.notes),
        words=MappingProxyType({word: pen.say(word) for word in WORDS}),
    )


CONFIDENTIAL = (
    "This paper is confidential. A person is named only where they agreed to it for each of the addressees; the others "
    "appear under a case number, and who they are is known to the submitter."
)


def _with_text(complaint: Complaint, language: str) -> Case:
    """The case with the analyst's text in it, so that its citations are resolved as in a report."""
    text = complaint.texts.get(language, "")
    for line, kind, name in placed_citations(text):
        if kind == "fact" and _withheld(complaint.case, name):
            raise ReportRefused(f"line {line} of the text cites {name}, which is withheld; leave the citation out")
        if kind == "fact" and not _held(complaint.case, name):
            raise ReportRefused(
                f"line {line} of the text in {language}: {{fact:{name}}} leads nowhere: the case holds no such row, or "
                "it is about somebody who is left out of this complaint; leave the citation out, or write it anew"
            )
    return replace(complaint.case, prose=MappingProxyType({(CHAPTER, language): text}))


def _withheld(case: Case, cited: str) -> bool:
    return any(f.display is Display.WITHHELD for f in case.facts if _cites(cited, f.fact))


def _held(case: Case, cited: str) -> bool:
    return any(_cites(cited, f.fact) for f in case.facts)


def _cites(cited: str, name: str) -> bool:
    return cited == name or cited.startswith(f"{name}.")


def _cover(pen: Pen, complaint: Complaint) -> tuple[Term, ...]:
    case, rule = pen.assessment.case, complaint.selection.rule
    rows = [(pen.say("To"), pen.words.value(tuple(called(case, body) for body in rule.bodies)))]
    rows += [(pen.say("Submitted by"), pen.words.value(called(case, rule.attorney)))] if rule.attorney else []
    rows.append((pen.say("On behalf of"), pen.say("{number:person|people}", number=len(complaint.selection.included))))
    rows.append((pen.say("State concerned"), pen.words.country(case.country)))
    rows.append((pen.say("Day"), pen.words.day(complaint.day)))
    return tuple(Term(label, (Text(text),)) for label, text in rows)


def _people(pen: Pen, complaint: Complaint) -> tuple[Block, ...]:
    selection = complaint.selection
    blocks: list[Block] = []
    says = "This complaint is made for {number:person|people}. Each agreed that each addressee gets what is told here."
    blocks.append(pen.paragraph(pen.say(says, number=len(selection.included))))
    if selection.rule.attorney:
        says = "Each gave {attorney} a power of attorney that was in force on {day}."
        attorney = called(pen.assessment.case, selection.rule.attorney)
        blocks.append(pen.paragraph(pen.say(says, attorney=attorney, day=selection.day)))
    heads = tuple(
        Head(pen.say(title)) for title in ("Case number", "Name of the person", "First and last day told of", "Sheet")
    )
    rows = tuple(_person_row(pen, complaint, number, place) for place, number in enumerate(selection.included, 1))
    blocks.append(pen.table(pen.say("People"), heads, rows, widths=(3, 6, 6, 2)))
    return tuple(blocks)


def _person_row(pen: Pen, complaint: Complaint, number: str, place: int) -> Row:
    days = [d for piece in complaint.course(number, pen.words.language).pieces if piece.when
            for d in (piece.when.first, piece.when.last) if d]  # fmt: skip
    said = pen.say("no day told")
    if days:
        first, last = pen.words.day(min(days)), pen.words.day(max(days))
        said = first if first == last else pen.say("{start} to {end}", start=first, end=last)
    name = complaint.name(number, pen.words) or pen.say("told by the number only")
    return Row(((Text(number),), (Text(name),), (Text(said),), (Text(f"A.{place}", target=anchor(number)),)))


def _common(pen: Pen, complaint: Complaint) -> tuple[Block, ...]:
    """The analyst's text, then what is told of several of the people."""
    given = [complaint.given(number, pen.words.language) for number in complaint.selection.included]
    blocks: list[Block] = list(prose_blocks(pen, CHAPTER))
    for at in common_events(pen.assessment.case, given):
        line: Line = (Text(pen.say(
            "{event}, {day}: of the people of this complaint, those against whom acts at it are recorded: {number}.",
            event=Name(at.event), day=at.during or Message("no day told"), number=len(at.persons),
        )), *pen.cite_facts(at.facts))  # fmt: skip
        blocks.append(pen.paragraph(line))
    found = common_facts(given)
    if found:
        says = "The table tells what was done to more than one of them. A person may stand in several of its rows."
        blocks.append(pen.paragraph(pen.say(says)))
        heads = (Head(pen.say("What was done")), Head(pen.say("People"), numeric=True),
                 Head(pen.say("Times told of"), numeric=True), Head(pen.say("When")))  # fmt: skip
        rows = tuple(
            Row((
                (Text(pen.words.text(one.says)), *pen.cite_facts(tuple(one.facts))),
                (Text(pen.words.number(len(one.persons))),),
                (Text(pen.words.number(one.things)),),
                (Text(pen.words.value(one.during) if one.during else pen.say("no day told")),),
            ))
            for one in found
        )  # fmt: skip
        blocks.append(pen.table(pen.say("What was done to several of the people"), heads, rows, widths=(6, 2, 3, 5)))
    return tuple(blocks) or (pen.paragraph(pen.say("Nothing is told alike of more than one of them.")),)


def _requests(pen: Pen, complaint: Complaint) -> tuple[Block, ...]:
    if not complaint.requests:
        return (pen.paragraph(pen.say("The requests are still to be written by whoever submits the complaint.")),)
    lead = pen.paragraph(pen.say("The addressees are asked:"))
    return (lead, *(pen.paragraph(pen.words.own(request)) for request in complaint.requests))


def _signature(pen: Pen, complaint: Complaint) -> Terms:
    attorney = complaint.selection.rule.attorney
    who = pen.words.value(called(pen.assessment.case, attorney)) if attorney else ""
    labels = (("Submitted by", who), ("Name and office", ""), ("Place and day", ""),
              ("Signature", ""))  # fmt: skip
    return Terms(tuple(Term(pen.say(label), (Text(text or "\u00a0" + "_" * 38),)) for label, text in labels))
