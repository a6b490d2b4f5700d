"""The annexes in their order, and the annex of facts, which comes last since everything else leads to it."""

from __future__ import annotations

from saylau.records.kinds import KINDS
from saylau.report import annexes
from saylau.report.annex_changes import changes
from saylau.report.annex_readings import disputed
from saylau.report.annex_recommendations import recommendations_table
from saylau.report.document import Block, Head, Line, Row, Section, Text
from saylau.report.facts import fact_text
from saylau.report.papers import related_papers
from saylau.report.pen import Pen
from saylau.report.words import fact_anchor, source_anchor


def annex_sections(pen: Pen, content: str) -> tuple[Section, ...]:
    """Annexes A to L. Every claim to which the report leads stands in the last one."""
    none_by_region = pen.say("The material contains no information on results by region. No assessment is made.")
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("Results by region", (pen.paragraph(none_by_region),)),
        ("Findings by obligation and area", annexes.matrix(pen)),
        ("Table of recommendations", recommendations_table(pen)),
        ("Incidents", annexes.incidents(pen)),
        ("What was looked for", annexes.searches(pen)),
        ("Sources", annexes.sources(pen)),
        ("Changes since the last version", (*changes(pen), *related_papers(pen))),
        ("How to rebuild this report", annexes.rebuild(pen, content)),
        ("Contradictions", (*annexes.contradictions(pen), *disputed(pen))),
        ("Open questions", annexes.questions(pen)),
        ("Provisions and standards", annexes.law(pen)),
    )
    sections = [
        Section(f"annex-{letter.lower()}", letter, pen.say(title), blocks)
        for letter, (title, blocks) in zip("ABCDEFGHIJK", parts, strict=True)
    ]
    return (*sections, Section("annex-l", "L", pen.say("Facts"), _facts(pen)))


def _facts(pen: Pen) -> tuple[Block, ...]:
    intro = pen.say(
        "Every claim to which this report leads, with its source and the place in it. "
        "All other claims of the case stand in the case package."
    )
    blocks: list[Block] = [pen.paragraph(intro)]
    used = [pen.assessment.case.fact(n) for n in pen.used if n not in pen.assessment.hidden]
    heads = (
        Head(pen.say("Claim")),
        Head(pen.say("What it says")),
        Head(pen.say("Stated by")),
        Head(pen.say("Source and place")),
    )
    for kind in KINDS:
        rows = []
        for fact in sorted((f for f in used if f.kind == kind), key=lambda f: f.fact):
            said: Line = (Text(fact_text(fact, pen.words)),)
            if fact.quote:
                language = pen.assessment.case.source_of(fact).language
                said = (*said, Text(f" {pen.words.quoted(fact.quote)}", language=language))
            if fact.note:
                said = (*said, Text(f" ({pen.wording(fact, 'note')})"))
            who = pen.stated_by(fact)
            rows.append(Row(((Text(fact.fact),), said, (Text(who),), pen.place_of(fact)), fact_anchor(fact.fact)))
        if rows:
            blocks.append(
                pen.table(
                    pen.say(kind.replace("_", " ").capitalize()), heads, tuple(rows), widths=(3, 7, 3, 4), entries=1
                )
            )
    hidden = [name for name in pen.used if name in pen.assessment.hidden]
    if hidden:
        blocks.append(_withheld(pen, hidden))
    return tuple(blocks)


def _withheld(pen: Pen, hidden: list[str]) -> Block:
    """Labels of claims on private people: the numbers over them stand, the claims do not leave the team."""
    case, words = pen.assessment.case, pen.say("withheld: it concerns a private person")
    rows = tuple(
        Row(
            ((Text(name),), (Text(words),), (Text(case.sources[source].author, target=source_anchor(source)),)),
            fact_anchor(name),
        )
        for name, source in ((n, pen.assessment.hidden[n]) for n in hidden)
    )
    heads = (Head(pen.say("Claim")), Head(pen.say("What it says")), Head(pen.say("Source")))
    return pen.table(pen.say("Withheld claims"), heads, rows)
