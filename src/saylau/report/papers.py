"""What the report says around sources: looks at their addresses, and papers that belong together."""

from __future__ import annotations

from saylau.records.fact import Fact
from saylau.records.kinds import AddressLook, RelatedPaper
from saylau.records.source import Source
from saylau.report.document import Block, Head, Line, Row, Text
from saylau.report.facts import field_text
from saylau.report.pen import Pen
from saylau.report.words import source_anchor
from saylau.values import Truth


def look_at(pen: Pen, source: Source) -> str:
    """What the last look at the address of a source found; empty where the case records none."""
    looks = [f for f in pen.assessment.case.all(AddressLook) if f.record.of == source.id]
    if not looks:
        return ""
    last = max(looks, key=lambda f: f.record.on.sort_key()).record
    if last.opened is Truth.NO:
        said = pen.say("the address no longer opened on {day}", day=last.on)
    elif last.opened is Truth.YES:
        said = pen.say("the address opened on {day}", day=last.on)
    else:
        said = pen.say("whether the address opened on {day} is not known", day=last.on)
    return f"{said}; {pen.say('copy: {place}', place=last.copy_at)}" if last.copy_at else said


def related_papers(pen: Pen) -> tuple[Block, ...]:
    """Other versions, translations and companions of the sources and of this assessment; empty where none is told."""
    papers = pen.assessment.case.all(RelatedPaper)
    if not papers:
        return ()
    pen.use(tuple(f.fact for f in papers))
    heads = tuple(Head(pen.say(title)) for title in ("Paper", "Relation", "Belongs to", "Source"))
    rows = tuple(
        Row((_paper(pen, f), (Text(pen.say(f.record.relation.value)),), _belongs(pen, f), pen.place_of(f)))
        for f in papers
    )
    return (pen.table(pen.say("Related papers"), heads, rows, widths=(7, 3, 3, 4)),)


def _paper(pen: Pen, fact: Fact[RelatedPaper]) -> Line:
    record = fact.record
    parts = (
        field_text(fact, "by", pen.words),
        pen.words.quoted(field_text(fact, "title", pen.words)),
        pen.words.when(record.published) if record.published else "",
    )
    said = Text(", ".join(part for part in parts if part))
    return (said, Text(", "), Text(record.url, url=record.url)) if record.url else (said,)


def _belongs(pen: Pen, fact: Fact[RelatedPaper]) -> Line:
    source = pen.assessment.case.sources.get(fact.record.of)
    if source is None:
        return (Text(pen.say("this assessment")),)
    return (Text(pen.short(source), target=source_anchor(source.id)),)
