"""Conflicting counts: one row an event, the numbers of all claimants on one scale, their bounds in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from saylau.checks.finding import Finding, Measure
from saylau.records.kinds.protests import ClaimantRole
from saylau.report.charts.look import (
    BLUE,
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
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, plain_value
from saylau.report.charts.scale import Scale
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import Count, Precision, When
from saylau.values.message import Message

LOOKS = {
    ClaimantRole.OFFICIAL: ("square", BLUE),
    ClaimantRole.OBSERVER: ("circle", RUST),
    ClaimantRole.RIGHTS_GROUP: ("diamond", VIOLET),
    ClaimantRole.OTHER: ("triangle-up", GOLD),
}
DAYS = 7
"""Numbers of longer periods are not drawn: they would stand on another scale and count other people."""
ARROW = 46
STEP, LEADING = 60, 16
"""Heights in px of a row, and of a line of its name."""


@dataclass(frozen=True)
class Mark:
    """One number of one claimant."""

    role: ClaimantRole
    who: str
    number: Count
    unit: str
    says: str

    @property
    def low(self) -> int:
        """Where it is drawn: the number itself for `about 200` and `more than 140`, else its lower bound."""
        text = str(self.number).lstrip("<>=~")
        return int(text) if text.isdigit() else self.number.low

    @property
    def high(self) -> int:
        """The upper end of a range; for all else the same as `low`."""
        return self.number.high if ".." in str(self.number) and self.number.high is not None else self.low

    @property
    def open_end(self) -> int:
        """1 where there is no upper bound, -1 where only an upper bound is stated, else 0."""
        if self.number.high is None:
            return 1
        return -1 if str(self.number).startswith("<") else 0


@dataclass(frozen=True)
class Event:
    """One row: when and where, and the numbers."""

    finding: Finding
    when: str
    where: str
    marks: tuple[Mark, ...]

    @property
    def official(self) -> bool:
        """Whether an official number is among them."""
        return any(mark.role is ClaimantRole.OFFICIAL for mark in self.marks)


def counts(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Numbers of people detained, event by event; None where no number of a few days is stated."""
    events = [event for finding in findings if (event := _event(finding, words))]
    if not events:
        return None
    drawing = _Drawing(events, words, footer(words, source, "detentions.tally"))
    caption = words.say("Numbers of people detained, as different sides state them")
    heads = tuple(Head(words.say(title)) for title in ("When", "Where", "Stated by", "Counted", "Number", "Finding"))
    return Picture(caption, _alt(events, words), drawing.wide(caption), heads, _rows(events), drawing.narrow(caption))


def _event(finding: Finding, words: Words) -> Event | None:
    when = finding.message.values.get("when")
    if not isinstance(when, When) or when.first is None or when.last is None:
        return None
    if when.precision not in (Precision.DAY, Precision.MINUTE) or (when.last - when.first).days >= DAYS:
        return None
    marks = tuple(mark for m in finding.measures if m.name.startswith("stated:") and (mark := _mark(m, words)))
    where = finding.message.values.get("scope")
    place = words.value(where) if where is not None else words.say("place not stated")
    return Event(finding, words.value(when), place, marks) if marks else None


def _mark(measure: Measure, words: Words) -> Mark | None:
    value = plain_value(measure)
    if not isinstance(value, Count) or not isinstance(measure.label, Message):
        return None
    role = measure.label.values.get("role")
    who = measure.label.values.get("who")
    found = ClaimantRole(role.template) if isinstance(role, Message) else ClaimantRole.OTHER
    named = words.value(who) if who is not None else ""
    return Mark(found, named, value, words.text(measure.unit), words.value(value))


def _rows(events: Sequence[Event]) -> tuple[Row, ...]:
    return tuple(
        Row((cell(e.when), cell(e.where), cell(m.who), cell(m.unit), cell(m.says), finding_cell(e.finding)))
        for e in events
        for m in e.marks
    )


def _alt(events: Sequence[Event], words: Words) -> str:
    told = [words.say("Range chart of the numbers of people detained at {number} events.", number=len(events))]
    for event in events:
        if len(event.marks) > 1:
            said = words.say(
                "{when}, {where}: {numbers}.", when=event.when, where=event.where,
                numbers=tuple(mark.says for mark in event.marks),
            )  # fmt: skip
            told.append(said)
    told.append(words.say("The table beside it holds the numbers."))
    return " ".join(told)


@dataclass(frozen=True)
class _Drawing:
    events: list[Event]
    words: Words
    footer: str

    def wide(self, title: str) -> dict[str, object]:
        """When and where at the left of each row."""
        on = canvas(WIDE)
        names = [(*lines(e.when, LABEL, 170), *lines(e.where, LABEL, 170)) for e in self.events]
        left = max(width(line, LABEL) for name in names for line in name) + 24
        scale = self._scale(left, on.width - left - 16)
        heights = [
            max(STEP + self._below(scale, event), LEADING * len(name) + 18)
            for event, name in zip(self.events, names, strict=True)
        ]
        top = self._legend(on) + 18
        bottom = top + sum(heights) + 6
        self._axis(on, scale, top, bottom)
        at = top
        for event, name, height in zip(self.events, names, heights, strict=True):
            middle = at + (height - self._below(scale, event)) / 2 + 10
            on.block_around(left - 14, middle, name, LEADING, size=LABEL, align="right")
            self._marks(on, scale, middle, event)
            self._nothing_official(on, scale, middle, event)
            at += height
        on.height = bottom + 44
        return on.spec(title, self._subtitle(), self.footer)

    def narrow(self, title: str) -> dict[str, object]:
        """When and where above the marks of each row."""
        on = canvas(NARROW)
        names = [
            lines(self.words.say("{when} · {where}", when=e.when, where=e.where), LABEL, on.width) for e in self.events
        ]
        scale = self._scale(12, on.width - 36)
        top = self._legend(on) + 18
        below = [self._below(scale, event) for event in self.events]
        heights = [LEADING * len(name) + STEP - 4 + more for name, more in zip(names, below, strict=True)]
        bottom = top + sum(heights) + 6
        self._axis(on, scale, top, bottom)
        at = top
        for event, name, height, more in zip(self.events, names, heights, below, strict=True):
            on.block(0, at + 10, name, LEADING, on_lines=True, size=LABEL)
            self._marks(on, scale, at + height - 16 - more, event)
            at += height
        on.height = bottom + 44
        return on.spec(title, self._subtitle(), self.footer)

    def _scale(self, start: float, length: float) -> Scale:
        """Room for each mark, half of its label, and the arrow of an open end."""
        tops = [Decimal(1)]
        for mark in (m for event in self.events for m in event.marks):
            beside = max(ARROW * (mark.open_end > 0), width(mark.says, VALUE, SEMIBOLD) / 2) + 4
            tops.append(Decimal(mark.high) * Decimal(length) / Decimal(max(length - beside, 1)))
        return Scale(start, length, max(tops))

    def _legend(self, on: Canvas) -> float:
        roles = [role for role in LOOKS if any(m.role is role for e in self.events for m in e.marks)]
        return legend(on, [Key(self.words.say(role.value), LOOKS[role][1], LOOKS[role][0]) for role in roles], 0)

    def _subtitle(self) -> str:
        say = self.words.say
        told = [say("Claimants did not all count the same thing; the table says what each of them counted.")]
        if any(m.open_end for e in self.events for m in e.marks):
            told.append(say("An arrow marks a number that is a bound only."))
        if any(len(e.marks) > 1 for e in self.events):
            told.append(say("The material does not resolve the differences."))
        return " ".join(told)

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

    def _marks(self, on: Canvas, scale: Scale, middle: float, event: Event) -> None:
        ends = [scale.at(Decimal(n)) for m in event.marks for n in (m.low, m.high)]
        if len(event.marks) > 1:
            on.rule(min(ends), middle, max(ends), middle, RULE, 5)
        for mark in event.marks:
            shape, color = LOOKS[mark.role]
            low, high = scale.at(Decimal(mark.low)), scale.at(Decimal(mark.high))
            if mark.open_end:
                tip = max(high + ARROW - 8, 0) if mark.open_end > 0 else max(low - ARROW + 8, scale.start)
                on.rule(low, middle, tip, middle, color, 2.4, (4, 3))
                on.point(tip, middle, "triangle-right" if mark.open_end > 0 else "triangle-left", color, 110)
            if high > low:
                on.rule(low, middle, high, middle, color, 2.4)
                on.point(high, middle, shape, color, who=mark.who, value=str(mark.number))
            on.point(low, middle, shape, color, who=mark.who, value=str(mark.number))
        self._labels(on, scale, middle, event)

    def _labels(self, on: Canvas, scale: Scale, middle: float, event: Event) -> None:
        """The number in words above its mark, or below where that would touch another."""
        for mark, at, lane in _lanes(scale, event):
            y = middle - 18 if lane == 0 else middle + 4 + LEADING * lane
            on.text_on_lines(at, y, mark.says, weight=SEMIBOLD, align="center")

    def _below(self, scale: Scale, event: Event) -> float:
        """The height of the labels that stand below their marks."""
        return LEADING * max(lane for _, _, lane in _lanes(scale, event))

    def _nothing_official(self, on: Canvas, scale: Scale, middle: float, event: Event) -> None:
        """Words instead of a gap, where there is room beside the marks."""
        if event.official:
            return
        says = self.words.say("No official number in the material")
        needed = width(says, LABEL)
        last = max(scale.at(Decimal(m.high)) + ARROW * (m.open_end > 0) for m in event.marks) + 12
        first = min(scale.at(Decimal(m.low)) for m in event.marks) - 14
        if last + needed <= scale.start + scale.length + 16:
            on.text_on_lines(last, middle, says, size=LABEL, color=MUTED)
        elif first - needed >= scale.start:
            on.text_on_lines(first, middle, says, size=LABEL, color=MUTED, align="right")


def _lanes(scale: Scale, event: Event) -> list[tuple[Mark, float, int]]:
    """Each mark with the middle of its label and the lane in which it stands: 0 above the marks, others below."""
    taken: list[float] = []
    found = []
    for mark in sorted(event.marks, key=lambda m: (m.low, m.role)):
        half = width(mark.says, VALUE, SEMIBOLD) / 2
        at = max((scale.at(Decimal(mark.low)) + scale.at(Decimal(mark.high))) / 2, scale.start + half - 6)
        lane = next((n for n, end in enumerate(taken) if at - half > end + 6), len(taken))
        taken[lane : lane + 1] = [at + half]
        found.append((mark, at, lane))
    return found
