"""Dossiers: what sources took as speaking for and against, one row an indicator, the two sides at one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from saylau.checks.candidacy_dossier import ENTRIES
from saylau.checks.finding import Finding
from saylau.records.kinds.dossiers import Side
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GRID,
    INK,
    NARROW,
    VALUE,
    VIOLET,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines
from saylau.report.charts.picture import Picture, cell, finding_cell, footer
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values.message import Message, Name

CHECK = "candidacy.dossier"
ROW, LEADING, SQUARE = 26, 15, 16
"""Height of a row and of each further line of its label, and side of a square with its gap, in px."""
_SIDES = {template: side for side, template in ENTRIES.items()}
_KEYS: Mapping[Side, tuple[str, str]] = MappingProxyType(
    {Side.FOR: ("speaks for it", BLUE), Side.AGAINST: ("speaks against it", VIOLET), Side.OPEN: ("left open", FAINT)}
)
"""Side to its name in the legend and its colour."""


@dataclass(frozen=True)
class Entry:
    """One indicator of one candidate: what is said on each side."""

    finding: Finding
    name: str
    says: Mapping[Side, tuple[str, ...]]


@dataclass(frozen=True)
class Dossier:
    """One candidate and the indicators on record."""

    name: str
    heading: str
    """The candidate, and the question on which the indicators bear."""
    entries: tuple[Entry, ...]


def dossier(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Indicators for and against, by candidate; None where no finding holds one."""
    found = [held for f in findings if (held := _of(f, words)).entries]
    if not found:
        return None
    caption = words.say("Indicators taken as speaking for and against an account of a candidate")
    foot = footer(words, source, CHECK)
    return Picture(
        caption,
        _alt(found, words),
        _draw(found, words, caption, foot, WIDE),
        _heads(words),
        tuple(_row(held, entry) for held in found for entry in held.entries),
        _draw(found, words, caption, foot, NARROW),
    )


def _of(finding: Finding, words: Words) -> Dossier:
    """The indicators of one finding, those of one name together, in the order in which they first stand."""
    entries: dict[str, dict[Side, tuple[str, ...]]] = {}
    for reading in finding.readings:
        side = _SIDES.get(reading.name.template) if isinstance(reading.name, Message) else None
        if side is not None and isinstance(reading.name, Message):
            name = words.value(reading.name.values["indicator"])
            says = entries.setdefault(name, dict.fromkeys(Side, ()))
            says[side] = (*says[side], words.text(reading.says))
    made = tuple(Entry(finding, name, MappingProxyType(says)) for name, says in entries.items())
    name, asks = words.value(Name(finding.subject)), finding.message.values.get("questions")
    heading = name if asks is None else words.say("{candidate}: {questions}", candidate=name, questions=asks)
    return Dossier(name, heading, made)


def _draw(found: Sequence[Dossier], words: Words, title: str, foot: str, total: int) -> dict[str, object]:
    on = canvas(total)
    top = legend(on, [Key(words.say(label), color) for label, color in _KEYS.values()], 0) + 14
    entries = [entry for held in found for entry in held.entries]
    most = {side: max(len(e.says[side]) for e in entries) for side in Side}
    label = on.width * 0.45
    step = min(SQUARE, (on.width - label - 24) / max(1, sum(most.values())))
    axis = label + 8 + step * max(1, most[Side.FOR])
    for held in found:
        name = lines(held.heading, VALUE, on.width, SEMIBOLD)
        top = on.block(0, top + 12, name, LEADING + 2, weight=SEMIBOLD) + 12
        begins = top
        for entry in held.entries:
            top = _entry(on, entry, label, axis, step, most, top)
        on.rule(axis - 1.5, begins, axis - 1.5, top, INK, 1.2)
        top += 8
    on.height = top
    subtitle = words.say(
        "Each square is one indicator, on the side for which its source takes it. Indicators are not weighed; their "
        "number says nothing of who is right."
    )
    return on.spec(title, subtitle, foot)


def _entry(
    on: Canvas, entry: Entry, label: float, axis: float, step: float, most: Mapping[Side, int], top: float
) -> float:
    """One row; gives where the next begins."""
    named = lines(entry.name, VALUE, label - 8)
    high = ROW + LEADING * (len(named) - 1)
    middle, half = top + high / 2, (step - 3) / 2
    on.rule(0, top + high, on.width, top + high, GRID)
    on.block_around(0, middle, named, LEADING)
    starts = {
        Side.FOR: axis - 1.5 - step * len(entry.says[Side.FOR]),
        Side.AGAINST: axis + 1.5,
        Side.OPEN: axis + 12 + step * most[Side.AGAINST],
    }
    for side, (key, color) in _KEYS.items():
        for place in range(len(entry.says[side])):
            left = starts[side] + step * place
            shows = {"indicator": entry.name, "side": key}
            on.rect(left, middle - half, left + step - 3, middle + half, color, **shows)
    return top + high


def _alt(found: Sequence[Dossier], words: Words) -> str:
    told = [words.say("Rows of squares, one an indicator, at the two sides of a line.")]
    for held in found:
        counts = {side: sum(len(entry.says[side]) for entry in held.entries) for side in Side}
        told.append(
            words.say(
                "{candidate}: taken as speaking for it {pro}, against it {con}, left open {open}.",
                candidate=held.name, pro=counts[Side.FOR], con=counts[Side.AGAINST], open=counts[Side.OPEN],
            )
        )  # fmt: skip
    told.append(words.say("The table beside it holds what is said."))
    return " ".join(told)


def _heads(words: Words) -> tuple[Head, ...]:
    return (
        Head(words.say("Candidate")),
        Head(words.say("Indicator")),
        Head(words.say("Taken as speaking for it")),
        Head(words.say("Taken as speaking against it")),
        Head(words.say("Left open")),
        Head(words.say("Finding")),
    )


def _row(held: Dossier, entry: Entry) -> Row:
    sides = (cell(" ".join(entry.says[side]) or "–") for side in Side)
    return Row((cell(held.name), cell(entry.name), *sides, finding_cell(entry.finding)))
