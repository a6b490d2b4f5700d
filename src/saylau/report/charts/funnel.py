"""From being put forward to being registered: one row an election, one square a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saylau.checks.finding import Finding
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GOLD,
    LABEL,
    MUTED,
    RUST,
    VALUE,
    VIOLET,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, plain_value, value_of
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import When
from saylau.values.message import OutOf

ROW, SQUARE = 58, 18
"""Height of a row, and the side of the largest square with the gap beside it, in px."""
CHECK = "candidacy.funnel"
_PREFIX = "registered_"
_REASONS = (
    ("withdrew", "withdrew", "{number} withdrew", GOLD),
    ("failed_exam", "failed the examination", "{number} failed the examination", RUST),
    ("refused", "refused", "{number} refused", VIOLET),
)
"""Name of the number, its legend, its sentence and colour. Who was removed after registration counts as registered."""


@dataclass(frozen=True)
class Part:
    """People of one election who went one way."""

    key: str
    says: str
    color: str
    people: int


@dataclass(frozen=True)
class Election:
    """One row: who was put forward, and what became of them."""

    name: str
    out_of: OutOf
    parts: tuple[Part, ...]


def funnel(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Put forward and registered by election; None where no finding holds both numbers."""
    finding = next((f for f in findings if isinstance(value_of(f, "registered"), OutOf)), None)
    if finding is None:
        return None
    rows = _elections(finding, words)
    caption = words.say("People put forward as candidates, and registered")
    foot = footer(words, source, CHECK)
    return Picture(
        caption, _alt(rows, words), _draw(rows, words, caption, foot), _heads(words), _rows(rows, finding, words)
    )


def _elections(finding: Finding, words: Words) -> list[Election]:
    """Earlier elections in order of time, then the one that is assessed, which alone has reasons."""
    found = []
    for measure in finding.measures:
        value = plain_value(measure)
        if measure.name.startswith(_PREFIX) and isinstance(value, OutOf):
            held = words.value(When(measure.name.removeprefix(_PREFIX)))
            found.append(Election(held, value, _parts(value, {}, words)))
    this = value_of(finding, "registered")
    if isinstance(this, OutOf):
        reasons = {name: v for name, *_ in _REASONS if isinstance(v := value_of(finding, name), int)}
        found.append(Election(words.say("This election"), this, _parts(this, reasons, words)))
    return found


def _parts(out_of: OutOf, reasons: dict[str, int], words: Words) -> tuple[Part, ...]:
    """Registered, then each reason, then those of whom no reason is stated; empty parts are left out."""
    say = words.say
    parts = [Part(say("registered"), say("{number} registered", number=out_of.part), BLUE, out_of.part)]
    if sum(reasons.values()) <= out_of.whole - out_of.part:
        for name, key, says, color in _REASONS:
            people = reasons.get(name, 0)
            parts.append(Part(say(key), say(says, number=people), color, people))
    rest = out_of.whole - sum(part.people for part in parts)
    says = say("{number} not registered, reasons not stated", number=rest)
    parts.append(Part(say("not registered, reasons not stated"), says, FAINT, rest))
    return tuple(part for part in parts if part.people)


def _draw(rows: Sequence[Election], words: Words, title: str, foot: str) -> dict[str, object]:
    on = canvas()
    keys: dict[str, Key] = {}
    # The last row is the only one with reasons; its parts lead the legend.
    for part in (part for row in reversed(rows) for part in row.parts):
        keys.setdefault(part.key, Key(part.key, part.color))
    top = legend(on, list(keys.values()), 0) + 14
    names = [lines(row.name, VALUE, 150, SEMIBOLD) for row in rows]
    shares = [words.value(row.out_of) for row in rows]
    left = max(width(line, VALUE, SEMIBOLD) for name in names for line in name) + 16
    right = on.width - max(width(share, VALUE, SEMIBOLD) for share in shares) - 16
    step = min(SQUARE, (right - left) / max(row.out_of.whole for row in rows))
    for place, (row, name, share) in enumerate(zip(rows, names, shares, strict=True)):
        middle = top + ROW * place + 16
        _squares(on, row, left, step, middle)
        on.block(left - 14, middle, name, 16, weight=SEMIBOLD, align="right")
        on.text(on.width, middle, share, weight=SEMIBOLD, align="right")
        said = lines(" · ".join(part.says for part in row.parts), LABEL, on.width - left)
        on.block(left, middle + 20, said, 15, size=LABEL, color=MUTED)
    on.height = top + ROW * len(rows)
    reads = "Each square is one person." if _countable(step) else "Each bar is divided by what became of people."
    limit = "How many sought nomination depends on the rules of the day; the share is no measure of openness."
    subtitle = f"{words.say(reads)} {words.say(limit)}"
    return on.spec(title, subtitle, foot)


def _countable(step: float) -> bool:
    """Whether squares of that width can still be counted."""
    return step >= 9


def _squares(on: Canvas, row: Election, left: float, step: float, middle: float) -> None:
    """One square a person, or one bar a part where squares would be too small to count."""
    gap, half = (3.0 if _countable(step) else 0.0), min(step, SQUARE) / 2
    height = half - 1.5 if gap else 7
    x = left
    for part in row.parts:
        shows = {"election": row.name, "part": part.key}
        if not gap:
            on.rect(x, middle - height, x + step * part.people, middle + height, part.color, **shows)
        for place in range(part.people if gap else 0):
            start = x + step * place
            on.rect(start, middle - height, start + step - gap, middle + height, part.color, **shows)
        x += step * part.people


def _alt(rows: Sequence[Election], words: Words) -> str:
    told = [words.say("Rows of squares, one a person put forward as a candidate.")]
    told += [
        words.say("{election}: {registered} registered.", election=row.name, registered=row.out_of) for row in rows
    ]
    told.append(words.say("The table beside it holds the numbers."))
    return " ".join(told)


def _heads(words: Words) -> tuple[Head, ...]:
    say = words.say
    return (
        Head(say("Election")),
        Head(say("Put forward"), numeric=True),
        Head(say("Registered"), numeric=True),
        Head(say("What became of them, as stated")),
        Head(say("Finding")),
    )


def _rows(rows: Sequence[Election], finding: Finding, words: Words) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                cell(row.name),
                cell(words.value(row.out_of.whole)),
                cell(words.value(row.out_of.part)),
                cell("; ".join(part.says for part in row.parts)),
                finding_cell(finding),
            )
        )
        for row in rows
    )
