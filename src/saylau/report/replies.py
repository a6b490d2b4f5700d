"""The right of reply: a reply in the box of its finding, and all replies and reactions again in one chapter."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.finding import Finding
from saylau.records.fact import Fact
from saylau.records.kinds import Reply, Statement
from saylau.report.document import Block, Head, Line, Row, Term, Text
from saylau.report.facts import field_text
from saylau.report.pen import Pen
from saylau.report.words import fact_anchor
from saylau.values import When
from saylau.values.message import Message, Name, Simple

CHAPTER = "replies"


def reply_terms(pen: Pen, finding: Finding) -> Iterator[Term]:
    """What belongs into the box of a finding: to whom it was put and what they replied, and statements upon it."""
    for fact in _of(pen, finding):
        yield Term(pen.say("Reply"), (*_put(pen, fact), *_answer(pen, fact), *pen.cite_facts((fact.fact,))))
    for said in pen.assessment.case.all(Statement):
        if finding.id in said.record.reacts_to or finding.check in said.record.reacts_to:
            yield Term(pen.say("Statement"), (*_statement(pen, said), *pen.cite_facts((said.fact,))))


def _heads(pen: Pen, *titles: str) -> tuple[Head, ...]:
    return tuple(Head(pen.say(title)) for title in titles)


def _of(pen: Pen, finding: Finding) -> list[Fact[Reply]]:
    return [f for f in pen.assessment.case.all(Reply) if f.record.finding in (finding.id, finding.check)]


def _to(fact: Fact[Reply]) -> Simple:
    if fact.record.to:
        return Name(fact.record.to)
    return fact.said_by or Message("those concerned")


def _put(pen: Pen, fact: Fact[Reply]) -> Line:
    """To whom, when and by when it was put, and in which words."""
    record, to = fact.record, _to(fact)
    if record.asked and record.due:
        template = "Put to {to}, {asked}; a reply was asked for by {due}."
        text = pen.say(template, to=to, asked=record.asked, due=record.due)
    elif record.asked:
        text = pen.say("Put to {to}, {asked}.", to=to, asked=record.asked)
    else:
        text = pen.say("From {to}.", to=to)
    put = field_text(fact, "put", pen.words)
    return (Text(text), *((Text(" "), Text(pen.say("Question: {question}", question=put))) if put else ()))


def _answer(pen: Pen, fact: Fact[Reply]) -> Line:
    """The reply in full, or by which day none had come."""
    record, says = fact.record, field_text(fact, "says", pen.words)
    if says and record.replied:
        return (Text(" "), Text(pen.say("Reply of {day}: {reply}", day=record.replied, reply=says)))
    if says:
        return (Text(" "), Text(pen.say("Reply: {reply}", reply=says)))
    if record.none_by:
        return (Text(" "), Text(pen.say("No reply was received by {day}.", day=record.none_by)))
    return (Text(" "), Text(pen.say("A reply is awaited.")))


def _speaker(pen: Pen, fact: Fact[Statement]) -> str:
    if fact.record.by:
        return pen.words.value(Name(fact.record.by))
    return pen.wording(fact, "said_by") if fact.said_by else pen.say("not stated")


def _statement(pen: Pen, fact: Fact[Statement]) -> Line:
    says = field_text(fact, "says", pen.words)
    who = _speaker(pen, fact)
    if isinstance(fact.record.on, When):
        return (Text(pen.say("{who}, {day}: {says}", who=who, day=fact.record.on, says=says)),)
    return (Text(pen.say("{who}: {says}", who=who, says=says)),)


def replies_chapter(pen: Pen) -> tuple[Block, ...]:
    """All replies, by finding, and statements of authorities and bodies upon what was found."""
    replies = pen.assessment.case.all(Reply)
    blocks: list[Block] = []
    if replies:
        pen.use(tuple(f.fact for f in replies))
        rows = tuple(
            Row(((_finding(pen, f.record.finding)), _put(pen, f), _answer(pen, f)[1:], pen.place_of(f)))
            for f in replies
        )
        heads = _heads(pen, "Finding", "Put to whom, when and by when", "Reply", "Source")
        blocks.append(pen.table(pen.say("Replies of those concerned"), heads, rows, widths=(4, 5, 6, 3)))
    reactions = _reactions(pen)
    if reactions and not replies:
        blocks.append(pen.paragraph(pen.say("The case records no finding that was put to those concerned.")))
    return (*blocks, *reactions)


def _finding(pen: Pen, name: str) -> Line:
    known = any(f.id == name for f in pen.assessment.findings)
    first = next((f.id for f in pen.assessment.findings if f.check == name), "")
    return (Text(name, target=name if known else first),)


def _reactions(pen: Pen) -> tuple[Block, ...]:
    """Statements that contradict others or react to a finding: who said what, and against what."""
    said = [f for f in pen.assessment.case.all(Statement) if f.record.against or f.record.reacts_to]
    if not said:
        return ()
    pen.use(tuple(f.fact for f in said))
    rows = tuple(
        Row(
            (
                (Text(field_text(f, "on", pen.words) or pen.say("no day stated")),),
                (Text(_speaker(pen, f)),),
                (Text(field_text(f, "says", pen.words), target=fact_anchor(f.fact)),),
                _against(pen, f),
                pen.place_of(f),
            )
        )
        for f in said
    )
    heads = _heads(pen, "When", "By whom", "What was stated", "Upon what", "Source")
    caption = pen.say("Statements of authorities and bodies upon what was stated or found")
    return (pen.table(caption, heads, rows, widths=(3, 3, 6, 5, 3)),)


def _against(pen: Pen, fact: Fact[Statement]) -> Line:
    """The statement that it contradicts, and the findings to which it reacts."""
    parts: list[Text] = []
    against = fact.record.against
    if against and pen.assessment.case.claims(against):
        other = pen.assessment.case.claims(against)[0]
        parts.append(Text(field_text(other, "says", pen.words), target=fact_anchor(other.fact)))
        pen.use((other.fact,))
    for name in fact.record.reacts_to:
        parts += [*((Text("; "),) if parts else ()), *(p for p in _finding(pen, name) if isinstance(p, Text))]
    return tuple(parts)
