"""What the case records for a chapter beyond its findings: statements, and facts at which no check looked."""

from __future__ import annotations

from saylau.records.base import Record
from saylau.records.fact import Fact
from saylau.records.kinds import BlockingReport, Result, ResultTotal, Statement, VoterTotal
from saylau.report.chapters import Chapter
from saylau.report.document import Block, Head, Line, Row, Text
from saylau.report.facts import fact_text, field_text
from saylau.report.pen import Pen
from saylau.report.replies import CHAPTER, replies_chapter
from saylau.report.words import fact_anchor

AREA_OF: dict[type[Record], str] = {VoterTotal: "VR", Result: "PE", ResultTotal: "PE", BlockingReport: "IR"}
"""Area of kinds whose facts stand in a chapter even where no check looked at them."""


def recorded_blocks(pen: Pen, chapter: Chapter) -> tuple[Block, ...]:
    """Tables of statements and of facts without a finding; empty where the case records none for the chapter."""
    replies = replies_chapter(pen) if chapter.slug == CHAPTER else ()
    return (*replies, *_statements(pen, chapter), *_unexamined(pen, chapter))


def _statements(pen: Pen, chapter: Chapter) -> tuple[Block, ...]:
    said = [f for f in pen.assessment.case.all(Statement) if f.record.area in chapter.codes]
    if not said:
        return ()
    facts = sorted(said, key=lambda f: (f.record.on is None, f.record.on.sort_key() if f.record.on else (), f.fact))
    heads = (Head(pen.say("When")), Head(pen.say("What was stated")), Head(pen.say("By whom")), Head(pen.say("Source")))
    rows = tuple(
        Row(
            (
                (Text(field_text(f, "on", pen.words) or pen.say("no day stated")),),
                _own_words(pen, f),
                (Text(_speaker(pen, f)),),
                pen.place_of(f),
            )
        )
        for f in facts
    )
    pen.use(tuple(f.fact for f in facts))
    return (pen.table(pen.say("Statements recorded, none of them assessed here"), heads, rows, widths=(3, 8, 3, 4)),)


def _own_words(pen: Pen, fact: Fact[Statement]) -> Line:
    """What was stated, leading to the claim."""
    return (Text(pen.wording(fact, "says"), target=fact_anchor(fact.fact)),)


def _speaker(pen: Pen, fact: Fact[Statement]) -> str:
    if fact.record.by:
        return pen.assessment.case.name(fact.record.by, pen.words.language)
    source = pen.assessment.case.source_of(fact)
    return pen.wording(fact, "said_by") or pen.words.own(source.author or source.publisher)


def _unexamined(pen: Pen, chapter: Chapter) -> tuple[Block, ...]:
    looked_at = {name for f in pen.assessment.findings for name in (*f.facts, *f.context)}
    looked_at |= {name for f in pen.assessment.findings for m in f.measures for name in m.facts}
    kinds = [kind for kind, area in AREA_OF.items() if area in chapter.codes]
    facts = [f for kind in kinds for f in pen.assessment.case.all(kind) if f.fact not in looked_at]
    if not facts:
        return ()
    pen.use(tuple(f.fact for f in facts))
    heads = (Head(pen.say("Claim")), Head(pen.say("What it says")), Head(pen.say("Source")))
    rows = tuple(
        Row(((Text(f.fact, target=fact_anchor(f.fact)),), (Text(fact_text(f, pen.words)),), pen.place_of(f)))
        for f in facts
    )
    return (pen.table(pen.say("Recorded, and looked at by no check"), heads, rows, widths=(3, 8, 4)),)
