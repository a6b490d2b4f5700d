"""Findings by obligation and area: the gravest outcome and the number of findings in a cell, one picture a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saylau.checks.finding import Finding, Outcome
from saylau.report.boxes import LABELS, MARKS, standard_anchor
from saylau.report.charts.look import (
    GRID,
    LABEL,
    MUTED,
    NARROW,
    RUST,
    VALUE,
    VIOLET,
    WHITE,
    WIDE,
    Canvas,
    canvas,
    in_rows,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell
from saylau.report.document import Head, Row, Text
from saylau.report.words import NO_BREAK, Words
from saylau.standards import AREAS, STANDARDS
from saylau.standards.instruments import Binding
from saylau.values.message import Message

STEP, ROW, CHIP, LEADING = 31, 28, 44, 15
"""Least width of a column, height of a row, width of a cell in the narrow variant, and of a line of text, in px."""
KINDS: tuple[tuple[tuple[Binding, ...], str], ...] = (
    ((Binding.TREATY, Binding.DECLARATION), "Findings by treaty obligation and area"),
    ((Binding.COMMITMENT,), "Findings by OSCE commitment and area"),
    ((Binding.SOFT, Binding.GUIDANCE), "Findings by guidance and area"),
)
"""Kinds of standards that share a picture, and its title."""
TINTS = {
    Outcome.CONTRARY: (RUST, WHITE),
    Outcome.AT_ODDS: ("#f7ddd2", "#9a3a15"),
    Outcome.DISPUTED: ("#ecdff0", VIOLET),
    Outcome.CONCERN: ("#f6ecc9", "#6f5700"),
    Outcome.UNKNOWN: (WHITE, MUTED),
    Outcome.NOTED: ("#e9edf0", MUTED),
    Outcome.IN_LINE: ("#dcebe3", "#2f6f4f"),
}
"""Tint of a cell, and the colour of what is written on it and of its edge."""


@dataclass(frozen=True)
class _Cell:
    area: str
    outcome: Outcome
    number: int
    finding: Finding
    """The first of the gravest, to which the cell leads."""

    @property
    def text(self) -> str:
        """The mark of the outcome and the number of findings."""
        return f"{MARKS[self.outcome]}{NO_BREAK}{self.number}"


@dataclass(frozen=True)
class _Row:
    anchor: str
    name: str
    cells: tuple[_Cell, ...]


def matrices(findings: Sequence[Finding], words: Words, as_of: str) -> list[Picture]:
    """One picture for each kind of standards that some finding cites."""
    pictures = []
    for bindings, title in KINDS:
        rows = _rows(findings, words, bindings)
        if rows:
            pictures.append(_picture(rows, words, words.say(title), as_of))
    return pictures


def _rows(findings: Sequence[Finding], words: Words, bindings: tuple[Binding, ...]) -> list[_Row]:
    found = []
    for name, standard in STANDARDS.items():
        citing = [f for f in findings if name in f.standards]
        if citing and standard.binding in bindings:
            areas = [a.code for a in AREAS if any(f.area == a.code for f in citing)]
            cells = tuple(_cell(area, [f for f in citing if f.area == area]) for area in areas)
            found.append(_Row(standard_anchor(name), words.standard(standard), cells))
    return found


def _cell(area: str, found: list[Finding]) -> _Cell:
    gravest = min(found, key=lambda f: f.outcome.rank)
    return _Cell(area, gravest.outcome, len(found), gravest)


def _picture(rows: list[_Row], words: Words, title: str, as_of: str) -> Picture:
    areas = [a.code for a in AREAS if any(c.area == a.code for row in rows for c in row.cells)]
    foot = words.say("Findings of this report, by the standards that they cite. As of {day}.", day=as_of)
    reads = words.say("A cell shows the gravest outcome and the number of findings.")
    dots = words.say("A dot means that no finding was made, not that all is well.")
    areas_left_out = words.say("For areas left out no finding was made; that does not mean that all is well.")
    heads = (Head(words.say("Standard")), *(Head(area) for area in areas))
    return Picture(
        title,
        _alt(rows, areas, words),
        _wide(rows, areas, words).spec(title, f"{reads} {dots}", foot),
        heads,
        tuple(_table_row(row, areas) for row in rows),
        _narrow(rows, areas, words).spec(title, f"{reads} {areas_left_out}", foot),
    )


def _table_row(row: _Row, areas: list[str]) -> Row:
    held = {c.area: c for c in row.cells}
    told = (
        (Text(held[a].text.replace(NO_BREAK, " "), target=held[a].finding.id),) if a in held else cell("·")
        for a in areas
    )
    return Row(((Text(row.name, target=row.anchor),), *told))


def _wide(rows: list[_Row], areas: list[str], words: Words) -> Canvas:
    """Names at the left, one column an area, below them what marks and codes stand for."""
    on = canvas(WIDE)
    left = min(max(width(row.name, LABEL) for row in rows) + 14, on.width - STEP * len(areas))
    step = min(60.0, (on.width - left) / len(areas))
    for place, area in enumerate(areas):
        on.text(left + step * (place + 0.5), 8, area, size=LABEL, weight=SEMIBOLD, color=MUTED, align="center")
    y = 22.0
    for row in rows:
        name = lines(row.name, LABEL, left - 12)
        height = max(ROW, LEADING * len(name) + 6)
        on.rule(0, y, on.width, y, GRID)
        on.block_around(0, y + height / 2, name, LEADING, size=LABEL)
        held = {c.area: c for c in row.cells}
        for place, area in enumerate(areas):
            x = left + step * place
            if area in held:
                _draw(on, held[area], row, x + 1, y + height / 2 - 11, step - 2)
            else:
                on.text(x + step / 2, y + height / 2, "·", color=MUTED, align="center")
        y += height
    on.height = _key(on, rows, areas, words, y + 14)
    return on


def _narrow(rows: list[_Row], areas: list[str], words: Words) -> Canvas:
    """Each standard with its cells below it, each with the code of its area; no cell stands for no finding."""
    on = canvas(NARROW)
    y = 0.0
    for row in rows:
        on.rule(0, y, on.width, y, GRID)
        y = on.block(0, y + 14, lines(row.name, LABEL, on.width), LEADING, size=LABEL) + 12
        x = 0.0
        for held in row.cells:
            if x + CHIP + 28 > on.width:
                x, y = 0.0, y + 26
            on.text(x, y + 11, held.area, size=LABEL, weight=SEMIBOLD, color=MUTED)
            _draw(on, held, row, x + 26, y, CHIP)
            x += CHIP + 40
        y += 30
    on.height = _key(on, rows, areas, words, y + 10)
    return on


def _draw(on: Canvas, held: _Cell, row: _Row, x: float, y: float, wide: float) -> None:
    shows = {"standard": row.name, "area": held.area, "outcome": held.outcome.value, "findings": str(held.number)}
    _tinted(on, held.outcome, held.text, x, y, wide, **shows)


def _tinted(on: Canvas, outcome: Outcome, text: str, x: float, y: float, wide: float, /, **shows: str) -> None:
    """A cell of a picture or of its legend: edge, tint, and what is written on it."""
    tint, ink = TINTS[outcome]
    on.rect(x, y, x + wide, y + 22, ink if outcome is not Outcome.CONTRARY else tint)
    on.rect(x + 1, y + 1, x + wide - 1, y + 21, tint, **shows)
    on.text(x + wide / 2, y + 11.5, text, size=LABEL, weight=SEMIBOLD, color=ink, align="center")


def _key(on: Canvas, rows: list[_Row], areas: list[str], words: Words, y: float) -> float:
    """The outcomes that occur, then the areas that occur; gives the end."""
    outcomes = [o for o in Outcome if any(c.outcome is o for row in rows for c in row.cells)]
    labels = [words.say(LABELS[outcome]) for outcome in outcomes]
    places = in_rows([32 + width(label, VALUE) for label in labels], 18, on.width)
    top = y
    for outcome, label, (x, row) in zip(outcomes, labels, places, strict=True):
        y = top + 26 * row
        _tinted(on, outcome, MARKS[outcome], x, y, 24)
        on.text(x + 32, y + 11.5, label)
    titles = {a.code: a.title for a in AREAS}
    told = "; ".join(words.say("{code}: {title}", code=a, title=Message(titles[a])) for a in areas)
    return on.block(0, y + 42, lines(told, LABEL, on.width), LEADING, size=LABEL, color=MUTED) + 8


def _alt(rows: list[_Row], areas: list[str], words: Words) -> str:
    grave = sum(c.outcome in (Outcome.CONTRARY, Outcome.AT_ODDS) for row in rows for c in row.cells)
    return words.say(
        "Grid of standards and areas of the report. Standards: {standards}; areas: {areas}; cells with a finding that "
        "is contrary to a rule or at odds with a standard: {grave}. The table beside it holds each cell.",
        standards=len(rows),
        areas=len(areas),
        grave=grave,
    )
