"""Annex G: what the report says otherwise than its earlier version did."""

from __future__ import annotations

from saylau.checks.finding import Finding
from saylau.report.document import Block, Head, Line, Row, Text
from saylau.report.pen import Pen
from saylau.values.message import Message


def changes(pen: Pen) -> tuple[Block, ...]:
    """Findings added, withdrawn and said otherwise since the earlier version, as both versions print them."""
    version, before = pen.assessment.case.info.version, pen.assessment.before
    if before is None:
        text = "This is version {version}; the case records no earlier one with which it could be compared."
        return (pen.paragraph(pen.say(text, version=version)),)
    earlier = before.case.info.version
    intro = pen.say("This is version {version}, compared with version {earlier}.", version=version, earlier=earlier)
    old, new = ({f.id: f for f in findings} for findings in (before.findings, pen.assessment.findings))
    rows = [
        Row((_name(pen, name, name in new), _said(pen, old.get(name)), _said(pen, new.get(name))))
        for name in dict.fromkeys((*old, *new))
        if _said(pen, old.get(name)) != _said(pen, new.get(name))
    ]
    if not rows:
        return (pen.paragraph(intro), pen.paragraph(pen.say("No finding says anything else than it did.")))
    heads = tuple(Head(pen.say(title)) for title in ("Finding", "Earlier version", "This version"))
    caption = pen.say("Findings added, withdrawn or said otherwise")
    return (pen.paragraph(intro), pen.table(caption, heads, tuple(rows), widths=(3, 6, 6)))


def _name(pen: Pen, name: str, stands: bool) -> Line:
    return (Text(name, target=name if stands else ""),)


def _said(pen: Pen, finding: Finding | None) -> Line:
    """Outcome and sentence of a finding; that there was none where there was none."""
    if finding is None:
        return (Text(pen.say("no such finding")),)
    outcome = pen.words.value(Message(finding.outcome.value))
    return (Text(outcome, strong=True), Text(". "), Text(pen.words.text(finding.message)))
