"""Annex C: every recommendation with addressee, basis, action and priority, and what became of it by whose account."""

from __future__ import annotations

from saylau.assessment.followup import Followed, follow_up
from saylau.report.document import Block, Head, Inline, Line, Row, Text
from saylau.report.facts import field_text
from saylau.report.pen import Pen
from saylau.standards import STANDARDS
from saylau.values import Truth
from saylau.values.message import Message

HEADS = ("No.", "Addressees", "By", "Action", "Rests on", "Status at the next election")


def recommendations_table(pen: Pen) -> tuple[Block, ...]:
    """Every recommendation of the case in the order of the numbers."""
    followed = follow_up(pen.assessment, pen.assessment)
    if not followed:
        return (pen.paragraph(pen.say("The case holds no recommendations.")),)
    pen.use(tuple(f.recommendation.fact for f in followed))
    heads = tuple(Head(pen.say(title)) for title in HEADS)
    rows = tuple(_row(pen, one) for one in followed)
    note = pen.say(
        "A status is the judgement of whoever assessed it, as its source tells; none is derived from findings."
    )
    return (pen.table(pen.say("Recommendations"), heads, rows, source=(Text(note),), widths=(2, 4, 3, 3, 4, 6)),)


def _row(pen: Pen, followed: Followed) -> Row:
    fact = followed.recommendation
    anchor = f"recommendation-{fact.record.number}"
    number: list[Inline] = [Text(f"R{fact.record.number}", target=anchor)]
    if fact.record.priority is Truth.YES:
        number.append(Text(pen.say(", priority")))
    texts = (field_text(fact, name, pen.words) for name in ("addressees", "by", "action"))
    return Row(
        (tuple(number), *((Text(text),) for text in texts), _basis(pen, fact.record.basis), _status(pen, followed))
    )


def _basis(pen: Pen, basis: tuple[str, ...]) -> Line:
    """Findings and standards on which it rests, each leading to itself."""
    parts: list[Inline] = []
    for name in basis:
        found = next((f.id for f in pen.assessment.findings if name in (f.id, f.check)), "")
        cited = any(name in f.standards for f in pen.assessment.findings)
        target = found or (f"standard-{name}" if cited else "")
        text = pen.words.standard(STANDARDS[name]) if name in STANDARDS else name
        parts += [*((Text("; "),) if parts else ()), Text(text, target=target)]
    return tuple(parts)


def _status(pen: Pen, followed: Followed) -> Line:
    """The status assessed last, then each account of it with its evidence and source."""
    parts: list[Inline] = [Text(pen.say(followed.status.value), strong=True)]
    for _, told in followed.statuses:
        pen.use((told.fact,))
        by = field_text(told, "by", pen.words) or pen.say("not stated")
        said = pen.say(
            "{by}, {day}: {evidence}",
            by=by,
            day=told.record.on or Message("no day stated"),
            evidence=field_text(told, "evidence", pen.words) or Message("no evidence told"),
        )
        parts += [Text(". "), Text(said), *pen.cite_facts((told.fact,))]
    return tuple(parts)
