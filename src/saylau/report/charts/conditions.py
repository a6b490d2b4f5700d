"""Conditions for standing: one row a candidate, one column a condition, a mark for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from saylau.checks.finding import Finding
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GRID,
    LABEL,
    MUTED,
    NARROW,
    RUST,
    SUBTITLE,
    VALUE,
    VIOLET,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values.message import Message, Name

CHECK = "candidacy.conditions"
ROW, LEADING = 30, 15
"""Height of a row with a name of one line, and of each further line, in px."""
_MARKS: Mapping[str, tuple[str, str, float]] = MappingProxyType(
    {
        "met": ("circle", BLUE, 150),
        "not met": ("square", RUST, 150),
        "readings or sources differ": ("diamond", VIOLET, 170),
        "not known": ("circle", FAINT, 36),
    }
)
"""Answer to the shape, colour and size of its mark."""


@dataclass(frozen=True)
class Sheet:
    """One row: a candidate, and the answer to each condition."""

    finding: Finding
    name: str
    answers: tuple[str, ...]
    """In English, as keys of the marks."""


def conditions(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Which conditions each candidate met; None where no sheet answers any."""
    sheets = [sheet for f in findings if (sheet := _sheet(f, words))]
    if not sheets or all(answer == "not known" for sheet in sheets for answer in sheet.answers):
        return None
    labels = [words.text(m.label) for m in sheets[0].finding.measures]
    caption = words.say("Conditions for standing, by candidate")
    foot = footer(words, source, CHECK)
    return Picture(
        caption,
        _alt(sheets, words),
        _draw(sheets, labels, words, caption, foot, WIDE),
        (Head(words.say("Candidate")), *(Head(label) for label in labels), Head(words.say("Finding"))),
        tuple(
            Row((cell(s.name), *(cell(words.template(a)) for a in s.answers), finding_cell(s.finding))) for s in sheets
        ),
        _draw(sheets, labels, words, caption, foot, NARROW),
    )


def _sheet(finding: Finding, words: Words) -> Sheet | None:
    """The answers of one finding; None for one that is no sheet."""
    answers = tuple(m.value.template for m in finding.measures if isinstance(m.value, Message))
    if not answers or not all(answer in _MARKS for answer in answers):
        return None
    return Sheet(finding, words.value(Name(finding.subject)), answers)


def _draw(
    sheets: Sequence[Sheet], labels: Sequence[str], words: Words, title: str, foot: str, total: int
) -> dict[str, object]:
    on = canvas(total)
    keys = [Key(words.template(answer), color, shape) for answer, (shape, color, _) in _MARKS.items()]
    top = legend(on, keys, 0) + 18
    left = min(max(width(s.name, VALUE, SEMIBOLD) for s in sheets) + 14, on.width * 0.45)
    step = (on.width - left) / len(labels)
    top = (_heads if total == WIDE else _numbers)(on, labels, left, step, top)
    for sheet in sheets:
        name = lines(sheet.name, VALUE, left - 8, SEMIBOLD)
        high = ROW + LEADING * (len(name) - 1)
        middle = top + high / 2
        on.rule(0, top + high, on.width, top + high, GRID)
        on.block_around(0, middle, name, LEADING, weight=SEMIBOLD)
        for column, answer in enumerate(sheet.answers):
            shape, color, size = _MARKS[answer]
            shows = {"candidate": sheet.name, "condition": labels[column], "answer": words.template(answer)}
            on.point(left + step * (column + 0.5), middle, shape, color, size, **shows)
        top += high
    on.height = top + 8 if total == WIDE else _numbered(on, labels, top + 20)
    return on.spec(title, words.say("By what is on record; the commission saw papers that the material lacks."), foot)


def _heads(on: Canvas, labels: Sequence[str], left: float, step: float, top: float) -> float:
    """Wrapped headings over the columns; gives where the rows begin."""
    wrapped = [lines(label, LABEL, step - 8) for label in labels]
    deep = max(len(rows) for rows in wrapped)
    for column, rows in enumerate(wrapped):
        start = top + (deep - len(rows)) * LEADING + 4
        on.block(left + step * (column + 0.5), start, rows, LEADING, size=LABEL, color=MUTED, align="center")
    return top + deep * LEADING + 4


def _numbers(on: Canvas, labels: Sequence[str], left: float, step: float, top: float) -> float:
    """Numbers over the columns, for a picture too narrow for headings; gives where the rows begin."""
    for column in range(len(labels)):
        on.text(left + step * (column + 0.5), top + 4, str(column + 1), size=LABEL, color=MUTED, align="center")
    return top + 18


def _numbered(on: Canvas, labels: Sequence[str], y: float) -> float:
    """What the numbers over the columns stand for; gives the height that the drawing then has."""
    for number, label in enumerate(labels, 1):
        on.text(0, y, str(number), size=SUBTITLE, color=MUTED)
        y = on.block(16, y, lines(label, SUBTITLE, on.width - 16), 16, size=SUBTITLE, color=MUTED) + 18
    return y


def _alt(sheets: Sequence[Sheet], words: Words) -> str:
    counts = [
        words.say("{answer}: {number}", answer=Message(answer), number=sum(s.answers.count(answer) for s in sheets))
        for answer in _MARKS
    ]
    return " ".join(
        [
            words.say("A grid of marks, one row a candidate and one column a condition for standing."),
            "; ".join(counts) + ".",
            words.say("The table beside it holds the answers."),
        ]
    )
