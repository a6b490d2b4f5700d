"""What is missing: the report of a form field by field, and the lawyer's worksheet, which stays in the house.

The worksheet knows the person by the case number alone: it stands beside a dossier that may name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from saylau.casework.fill import Filled, State
from saylau.casework.found import Missing
from saylau.casework.ink import Ink, paper
from saylau.report.document import Block, Document, Head, Paragraph, Row, Section, Term, Text
from saylau.report.words import Words
from saylau.values.message import Message, Said, Tongue

INSIDE = "For the team only: not to be sent"
STATES: Mapping[State, str] = MappingProxyType(
    {State.COMPLETE: "complete", State.BLOCKED: "blocked", State.WANTED: "wanted"}
)


def worksheet_of(filled: Filled, words: Words) -> Document:
    """The lawyer's worksheet: how each field stands, what is missing and who can give it, the checklist."""
    ink = Ink(filled, words)
    title = ink.say("Worksheet: {form}", form=Message(filled.form.title))
    tongues = tuple(map(Tongue, filled.form.languages))
    front: tuple[Term, ...] = (
        Term(ink.say("To"), ink.line(Message("{body}", body=filled.body_said))),
        Term(ink.say("Date"), ink.line(Message("{day}", day=filled.given.day))),
        Term(ink.say("State"), ink.line(_verdict(filled))),
        Term(ink.say("Form"), ink.line(filled.form.about or filled.form.title)),
        Term(ink.say("Languages"), ink.line(Message("{languages}", languages=tongues))),
    )
    if filled.form.limit:
        front += (Term(ink.say("Most pages"), ink.line(Message("{pages}", pages=filled.form.limit))),)
    sections = (
        Section("missing", "1", ink.say("What is missing"), (_missing(ink),)),
        Section("admissibility", "2", ink.say("Admissibility"), (_checklist(ink),)),
        Section("facts", "3", ink.say("Facts behind each field"), (_traced(ink),)),
    )
    return paper(ink, title, front, sections, words.say(INSIDE))


def _verdict(filled: Filled) -> Said:
    blocked = sum(one.state is State.BLOCKED for one in filled.fields)
    wanted = sum(one.state is State.WANTED for one in filled.fields)
    says = "Fields complete: {complete}; blocked: {blocked}; wanted: {wanted}; rules that block the whole: {rules}."
    complete = len(filled.fields) - blocked - wanted
    return Message(says, complete=complete, blocked=blocked, wanted=wanted, rules=len(filled.missing))


@dataclass(frozen=True)
class Lack:
    """A line of the missing-field report: fields that lack the same for the same reason."""

    fields: tuple[Said, ...]
    state: State
    missing: Missing


def lacks(filled: Filled) -> tuple[Lack, ...]:
    """Everything that is missing: what blocks the whole, then field by field, blocked ones first."""
    found: dict[tuple[State, Missing], list[Said]] = {}
    for missing in filled.missing:
        found.setdefault((State.BLOCKED, missing), []).append("The whole form")
    for one in filled.fields:
        for missing in one.missing:
            found.setdefault((one.state, missing), []).append(one.field.asks)
    lines = [Lack(tuple(fields), state, missing) for (state, missing), fields in found.items()]
    return tuple(sorted(lines, key=lambda line: line.state is not State.BLOCKED))


def _missing(ink: Ink) -> Block:
    found = lacks(ink.filled)
    if not found:
        return Paragraph((Text(ink.say("Nothing is missing.")),))
    rows = []
    for one in found:
        fields = "; ".join(map(ink.text, one.fields))
        cells = (fields, ink.say(STATES[one.state]), ink.say(one.missing.rule.value), ink.text(one.missing.says))
        rows.append(Row(tuple((Text(text),) for text in (*cells, ink.text(one.missing.who)))))
    heads = ("Field", "State", "Rule", "What would fill it", "Who can give it")
    return ink.table(ink.say("Missing fields"), [Head(ink.say(h)) for h in heads], rows, (4, 2, 2, 5, 4))


def _checklist(ink: Ink) -> Block:
    rows = []
    for point in ink.filled.points:
        says = " ".join(ink.text(said) for said in point.says)
        until = ink.words.day(point.until) if point.until else "–"
        settles = ink.text(point.settles) if point.settles else "–"
        rows.append(Row((
            (Text(ink.text(point.asks)),), (Text(ink.words.value(point.answer), strong=True),), (Text(says),),
            (Text(until),), (Text(settles),), (Text(ink.text(point.basis)),),
        )))  # fmt: skip
    heads = ("Point", "Answer", "Record", "Until", "What would settle it", "Basis")
    return ink.table(ink.say("Checklist"), [Head(ink.say(h)) for h in heads], rows, (4, 2, 5, 2, 4, 3))


def _traced(ink: Ink) -> Block:
    rows = []
    for one in ink.filled.fields:
        told = ", ".join(one.facts) or "–"
        rows.append(Row(tuple((Text(text),) for text in (ink.say(one.field.asks), ink.say(STATES[one.state]), told))))
    heads = ("Field", "State", "Claims of the case")
    return ink.table(ink.say("Fields and facts"), [Head(ink.say(h)) for h in heads], rows, (4, 2, 6))
