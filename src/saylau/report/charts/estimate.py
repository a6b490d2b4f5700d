"""How many people in all: documented, the lower bound, and what each model gives, on one scale from zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from saylau.checks.finding import Finding, Measure
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GOLD,
    GRID,
    LABEL,
    MUTED,
    NARROW,
    RULE,
    RUST,
    VALUE,
    VIOLET,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, plain_value, value_of
from saylau.report.charts.scale import Scale, room_for
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import Count

CHECK = "detentions.estimate"
LOOKS = {
    "documented": ("square", BLUE, "documented on lists"),
    "bound": ("triangle-up", RUST, "lower bound"),
    "model": ("circle", VIOLET, "log-linear models"),
    "graphs": ("diamond", GOLD, "decomposable models averaged"),
    "range": ("square", FAINT, "range of all estimates"),
}
"""Shape, colour and words of each sort of number; a range is a bar."""
STEP, LEADING = 34, 15
"""Heights in px of a row, and of a line of its name."""


@dataclass(frozen=True)
class Mark:
    """One row: a number with its interval, or a range."""

    sort: str
    says: str
    low: int
    high: int
    at: int | None
    """The number itself; None for a range."""


def estimate(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """The first finding that tells an estimate; None where all refuse."""
    finding = next((f for f in findings if isinstance(value_of(f, "range"), Count)), None)
    if finding is None:
        return None
    marks = tuple(_marks(finding, words))
    caption = words.say("How many people in all: documented, at least, and by models")
    drawing = _Drawing(marks, words, footer(words, source, CHECK))
    heads = (
        Head(words.say("What")),
        Head(words.say("People"), numeric=True),
        Head(words.say("Interval of 95 per cent")),
        Head(words.say("Finding")),
    )
    rows = tuple(_row(mark, finding, words) for mark in marks)
    return Picture(caption, _alt(marks, words), drawing.wide(caption), heads, rows, drawing.narrow(caption))


def _marks(finding: Finding, words: Words) -> Iterator[Mark]:
    """What is documented, bounds, models and averages in the order of the finding, the range last."""
    intervals = {m.name.removeprefix("interval:"): m for m in finding.measures if m.name.startswith("interval:")}
    for measure in finding.measures:
        kind, _, rest = measure.name.partition(":")
        value = plain_value(measure)
        if kind == "documented" and isinstance(value, Count):
            yield Mark("documented", words.text(measure.label), value.low, value.low, value.low)
        elif kind == "estimate" and isinstance(value, int):
            low, high = _ends(intervals[rest], value)
            yield Mark(_sort(rest), words.text(measure.label), low, high, value)
        elif kind in ("range", "widest") and isinstance(value, Count):
            yield Mark("range", words.text(measure.label), value.low, value.high or value.low, None)


def _ends(interval: Measure, value: int) -> tuple[int, int]:
    found = plain_value(interval)
    return (found.low, found.high or value) if isinstance(found, Count) else (value, value)


def _sort(name: str) -> str:
    method = name.rpartition(":")[2].partition(".")[0]
    return method if method in LOOKS else "model"


def _row(mark: Mark, finding: Finding, words: Words) -> Row:
    number = words.value(mark.at) if mark.at is not None else words.value(Count.between(mark.low, mark.high))
    interval = words.value(Count.between(mark.low, mark.high)) if mark.at is not None and mark.low < mark.high else ""
    return Row((cell(mark.says), cell(number), cell(interval), finding_cell(finding)))


def _alt(marks: Sequence[Mark], words: Words) -> str:
    told = [words.say("Points and intervals on one scale from zero.")]
    for mark in marks:
        number = Count.between(mark.low, mark.high) if mark.at is None else mark.at
        told.append(words.say("{what}: {number}.", what=mark.says, number=number))
    return " ".join(told)


@dataclass(frozen=True)
class _Drawing:
    marks: tuple[Mark, ...]
    words: Words
    footer: str

    def wide(self, title: str) -> dict[str, object]:
        """What a number is at the left of its row."""
        on = canvas(WIDE)
        names = [lines(mark.says, LABEL, 235) for mark in self.marks]
        left = max(width(line, LABEL) for name in names for line in name) + 18
        scale = self._scale(left, on.width - left - 8)
        heights = [max(STEP, LEADING * len(name) + 12) for name in names]
        top = self._legend(on) + 12
        bottom = top + sum(heights) + 4
        self._axis(on, scale, top, bottom)
        at = top
        for mark, name, height in zip(self.marks, names, heights, strict=True):
            on.block_around(left - 12, at + height / 2, name, LEADING, size=LABEL, align="right")
            self._draw(on, scale, at + height / 2, mark)
            at += height
        on.height = bottom + 44
        return on.spec(title, self._subtitle(), self.footer)

    def narrow(self, title: str) -> dict[str, object]:
        """What a number is above its row."""
        on = canvas(NARROW)
        names = [lines(mark.says, LABEL, on.width) for mark in self.marks]
        scale = self._scale(8, on.width - 20)
        heights = [LEADING * len(name) + STEP for name in names]
        top = self._legend(on) + 12
        bottom = top + sum(heights) + 4
        self._axis(on, scale, top, bottom)
        at = top
        for mark, name, height in zip(self.marks, names, heights, strict=True):
            on.block(0, at + 12, name, LEADING, on_lines=True, size=LABEL)
            self._draw(on, scale, at + height - 14, mark)
            at += height
        on.height = bottom + 44
        return on.spec(title, self._subtitle(), self.footer)

    def _scale(self, start: float, length: float) -> Scale:
        """Room for each mark and the number beside it."""
        tops = [room_for(Decimal(m.high), length, width(self._number(m), VALUE, SEMIBOLD) + 18) for m in self.marks]
        return Scale(start, length, max(tops))

    def _number(self, mark: Mark) -> str:
        return self.words.value(mark.at if mark.at is not None else Count.between(mark.low, mark.high))

    def _legend(self, on: Canvas) -> float:
        sorts = [sort for sort in LOOKS if any(mark.sort == sort for mark in self.marks)]
        return legend(on, [Key(self.words.say(LOOKS[sort][2]), LOOKS[sort][1], LOOKS[sort][0]) for sort in sorts], 0)

    def _subtitle(self) -> str:
        limits = (
            "It estimates people, not detentions: one who was detained twice counts once.",
            "A line is an interval of 95 per cent, which holds for its own model alone.",
        )
        return " ".join(self.words.say(limit) for limit in limits)

    def _axis(self, on: Canvas, scale: Scale, top: float, bottom: float) -> None:
        ticks = scale.ticks(6 if scale.length > 300 else 4)
        for tick in ticks:
            on.rule(scale.at(tick), top, scale.at(tick), bottom, GRID)
        on.rule(scale.start, bottom, scale.start + scale.length, bottom, RULE)
        for tick in ticks:
            on.rule(scale.at(tick), bottom, scale.at(tick), bottom + 4, RULE)
            on.text(scale.at(tick), bottom + 14, self.words.value(tick), size=LABEL, color=MUTED, align="center")
        middle = scale.start + scale.length / 2
        on.text(middle, bottom + 34, self.words.say("People"), size=LABEL, color=MUTED, align="center")

    def _draw(self, on: Canvas, scale: Scale, middle: float, mark: Mark) -> None:
        shape, color, _ = LOOKS[mark.sort]
        low, high = scale.at(Decimal(mark.low)), scale.at(Decimal(mark.high))
        if mark.at is None:
            on.rect(low, middle - 6, high, middle + 6, color, value=f"{mark.low}..{mark.high}")
        else:
            if high > low:
                on.rule(low, middle, high, middle, color, 2.4)
            on.point(scale.at(Decimal(mark.at)), middle, shape, color, value=str(mark.at))
        on.text_on_lines(high + 12, middle, self._number(mark), weight=SEMIBOLD)
