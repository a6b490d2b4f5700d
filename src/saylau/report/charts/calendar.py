"""The electoral calendar as a dated list: one row a stage, in order of time, distances not to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saylau.checks.finding import Finding
from saylau.report.charts.look import BLUE, NARROW, RULE, VALUE, WIDE, Canvas, Key, canvas, legend
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import When
from saylau.values.message import From

CHECK = "calendar.events"



@dataclass(frozen=True)
class Entry:
    """One row of the list."""

    when: str
    says: str
    period: bool
    finding: Finding


def events(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """The stages in the order of the finding; None where no finding holds a dated stage."""
    entries = _entries(findings, words)
    if not entries:
        return None
    caption = words.say("Calendar of the election")
    foot = footer(words, source, CHECK)
    wide, narrow = _draw(entries, words, caption, foot, WIDE), _draw(entries, words, caption, foot, NARROW)
    heads = (Head(words.say("When")), Head(words.say("Stage")), Head(words.say("Finding")))
    rows = tuple(Row((cell(e.when), cell(e.says), finding_cell(e.finding))) for e in entries)
    return Picture(caption, _alt(entries, words), wide, heads, rows, narrow)


def _entries(findings: Sequence[Finding], words: Words) -> list[Entry]:
    """Each stage with each of its dates once, however many sources give it."""
    found: dict[tuple[str, str], Entry] = {}
    for finding in findings:
        for measure in finding.measures:
            value = measure.value.value if isinstance(measure.value, From) else measure.value
            if isinstance(value, When):
                says = words.text(measure.label)
                entry = Entry(words.value(value), says, value.is_interval, finding)
                found.setdefault((entry.when, says), entry)
    return list(found.values())


def _draw(entries: Sequence[Entry], words: Words, title: str, foot: str, total: int) -> dict[str, object]:
    on = canvas(total)
    top = legend(on, _keys(entries, words), 0) + 26
    place = _beside if total == WIDE else _under
    on.height = place(on, entries, top) + 8
    subtitle = words.say("Days as the sources state them. Stages may overlap. Distances are not to scale.")
    return on.spec(title, subtitle, foot)


def _keys(entries: Sequence[Entry], words: Words) -> list[Key]:
    kinds = ((False, Key(words.say("one day"), BLUE, "circle")), (True, Key(words.say("period"), BLUE, "square")))
    return [key for period, key in kinds if any(entry.period is period for entry in entries)]


def _beside(on: Canvas, entries: Sequence[Entry], top: float) -> float:
    """Dates at the left of the line, stages at its right; gives the lower edge."""
    dates = [lines(entry.when, VALUE, 220, SEMIBOLD) for entry in entries]
    line = max(width(row, VALUE, SEMIBOLD) for date in dates for row in date) + 18
    places, y = [], top
    for entry, date in zip(entries, dates, strict=True):
        places.append(y)
        on.block(line - 16, y, date, 17, weight=SEMIBOLD, align="right")
        said = lines(entry.says, 13.5, on.width - line - 16)
        on.block(line + 16, y, said, 17, size=13.5)
        y += 34 + 17 * (max(len(date), len(said)) - 1)
    _line(on, entries, places, line)
    return y - 20


def _under(on: Canvas, entries: Sequence[Entry], top: float) -> float:
    """The line at the left edge, each stage under its date; gives the lower edge."""
    places, y = [], top
    for entry in entries:
        places.append(y)
        y = on.block(28, y, lines(entry.when, VALUE, on.width - 28, SEMIBOLD), 17, weight=SEMIBOLD)
        y = on.block(28, y + 18, lines(entry.says, 13.5, on.width - 28), 17, size=13.5) + 30
    _line(on, entries, places, 8)
    return y - 18


def _line(on: Canvas, entries: Sequence[Entry], places: Sequence[float], x: float) -> None:
    on.rule(x, places[0], x, places[-1], RULE, 2)
    for entry, y in zip(entries, places, strict=True):
        shape, size = ("square", 130) if entry.period else ("circle", 150)
        on.point(x, y, shape, BLUE, size, when=entry.when, stage=entry.says)


def _alt(entries: Sequence[Entry], words: Words) -> str:
    first, last = entries[0], entries[-1]
    return words.say(
        "Dated list of {number} stages of the election, from {first} ({first_when}) to {last} ({last_when}). The table "
        "beside it holds the dates.",
        number=len(entries),
        first=first.says,
        first_when=first.when,
        last=last.says,
        last_when=last.when,
    )
