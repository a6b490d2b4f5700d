"""Annex on contradictions, second part: findings on which readings or sources part, and what each comes to."""

from __future__ import annotations

from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.report.boxes import LABELS
from saylau.report.document import Block, Head, Line, Row, Text
from saylau.report.pen import Pen
from saylau.values.message import sentence


def disputed(pen: Pen) -> tuple[Block, ...]:
    """One row a reading of each disputed finding; a finding whose sources part has one row with its sentence."""
    rows = tuple(row for f in pen.assessment.findings if f.outcome is Outcome.DISPUTED for row in _rows(pen, f))
    if not rows:
        return ()
    heads = tuple(Head(pen.say(t)) for t in ("Finding", "Reading, and whose it is", "Outcome", "What it comes to"))
    caption = pen.say("Findings on which readings or sources part")
    return (pen.table(caption, heads, rows, widths=(4, 4, 3, 7), entries=2),)


def _rows(pen: Pen, finding: Finding) -> list[Row]:
    named: Line = (Text(finding.id, target=finding.id),)
    if not finding.readings:
        says: Line = (Text(pen.words.text(finding.message)),)
        return [Row((named, (Text(pen.say("by source")),), (Text(pen.say(LABELS[finding.outcome])),), says))]
    return [
        Row((named, _reading(pen, r), (Text(pen.say(LABELS[r.outcome])),), (Text(pen.words.text(r.says)),)))
        for r in finding.readings
    ]


def _reading(pen: Pen, reading: ReadingOutcome) -> Line:
    name, whose = pen.words.text(sentence(reading.name)), pen.words.text(sentence(reading.whose))
    shown = (Text(pen.say("; it decides nothing and is shown beside the others")),) if not reading.decides else ()
    return (Text(name), *((Text(f" ({whose})"),) if whose else ()), *shown)
