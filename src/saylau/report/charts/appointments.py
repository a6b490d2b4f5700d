"""Who fills which office: lines from those who appoint to what they fill, one row a kind of office.

Wide, those who appoint stand at the left and a line leads to each row; narrow, the rows stand under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saylau.checks.finding import Finding
from saylau.checks.power_acts import ON_PROPOSAL_OF, WITH_CONSENT_OF
from saylau.records.kinds.power import Manner
from saylau.report.charts.look import BLUE, LABEL, MUTED, NARROW, RUST, VIOLET, WIDE, Canvas, Key, canvas, legend
from saylau.report.charts.measure_text import SEMIBOLD, lines
from saylau.report.charts.picture import Picture, cell, finding_cell, footer
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import Count
from saylau.values.message import Message

CHECK = "power.appointments"
LEFT, RIGHT, LEADING = 150, 262, 16
"""Right edge of the names at the left; left edge of the rows; distance of lines of text."""


@dataclass(frozen=True)
class Line:
    """One appointment: who, what, how, and how many seats."""

    by: str
    fills: str
    manner: Manner
    how: str
    seats: str
    finding: Finding


@dataclass(frozen=True)
class Target:
    """What is filled, with those who fill it."""

    name: str
    lines: tuple[Line, ...]


def appointments(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """The appointments of the finding; None where it holds none."""
    found = [line for finding in findings for line in _lines(finding, words)]
    if not found:
        return None
    targets = _targets(found)
    keys = _keys(words)
    caption = words.say("Who fills which office")
    subtitle = words.say(
        "Kinds of office and seat as the sources state them, not single posts. Order says nothing of weight."
    )
    foot = footer(words, source, CHECK)
    wide, narrow = (_draw(targets, keys, words, (caption, subtitle, foot), total) for total in (WIDE, NARROW))
    columns = ("Filled by", "Office or seat", "How", "Seats", "Finding")
    heads = tuple(Head(words.say(column)) for column in columns)
    rows = tuple(
        Row((cell(f.by), cell(f.fills), cell(f.how), cell(f.seats), finding_cell(f.finding))) for f in found
    )  # fmt: skip
    return Picture(caption, _alt(found, words), wide, heads, rows, narrow)


def _lines(finding: Finding, words: Words) -> list[Line]:
    """The appointments among the measures of a finding."""
    found = []
    for measure in finding.measures:
        if not isinstance(measure.label, Message) or "fills" not in measure.label.values:
            continue
        shown = measure.value if isinstance(measure.value, Message) else measure.label.values["shown"]
        if not isinstance(shown, Message):
            continue
        how, seats = shown.values["how"], words.value(measure.value) if isinstance(measure.value, Count) else ""
        if isinstance(how, Message):
            by, fills = words.value(shown.values["by"]), words.value(measure.label.values["fills"])
            found.append(Line(by, fills, _manner(how), words.text(how), seats, finding))
    return found


def _manner(how: Message) -> Manner:
    """The manner that a text tells: the constants of the check, or the manner's own word."""
    told = {WITH_CONSENT_OF: Manner.WITH_CONSENT, ON_PROPOSAL_OF: Manner.ON_PROPOSAL}
    return told.get(how.template) or Manner(how.template)


def _targets(found: Sequence[Line]) -> list[Target]:
    """What is filled, in the order of those who fill it first; what several fill stands last of the first one's."""
    order = list(dict.fromkeys(line.by for line in found))
    names = list(dict.fromkeys(line.fills for line in found))
    targets = [Target(name, tuple(line for line in found if line.fills == name)) for name in names]
    return sorted(targets, key=lambda t: (order.index(t.lines[0].by), len({line.by for line in t.lines}) > 1))


def _notes(own: Sequence[Line], words: Words) -> list[str]:
    """What is said under the name: a proposal or consent, and seats, of each one who fills where there are several."""
    notes = [line.how for line in own if line.manner in (Manner.WITH_CONSENT, Manner.ON_PROPOSAL)]
    those = list(dict.fromkeys(line.by for line in own))
    for by in those:
        seats = tuple(line.seats for line in own if line.by == by and line.seats)
        if seats and len(those) > 1:
            notes.append(words.say("{by}, seats: {seats}", by=by, seats=seats))
        elif seats:
            notes.append(words.say("seats: {seats}", seats=seats))
    return list(dict.fromkeys(notes))


def _keys(words: Words) -> dict[Manner, Key]:
    return {
        Manner.ALONE: Key(words.say("alone"), BLUE, "circle"),
        Manner.ON_PROPOSAL: Key(words.say("on a proposal"), VIOLET, "diamond"),
        Manner.WITH_CONSENT: Key(words.say("with consent"), RUST, "square"),
        Manner.ELECTS: Key(words.say("elects"), MUTED, "triangle-up"),
    }


_DASH = {Manner.ALONE: (1, 0), Manner.ELECTS: (1, 0), Manner.ON_PROPOSAL: (6, 4), Manner.WITH_CONSENT: (2, 3)}


def _draw(
    targets: Sequence[Target], keys: dict[Manner, Key], words: Words, said: tuple[str, str, str], total: int
) -> dict[str, object]:
    on = canvas(total)
    used = {line.manner for target in targets for line in target.lines}
    top = legend(on, [key for manner, key in keys.items() if manner in used], 0) + 24
    place = _wide if total == WIDE else _narrow
    on.height = place(on, targets, keys, words, top)
    return on.spec(*said)


def _wide(on: Canvas, targets: Sequence[Target], keys: dict[Manner, Key], words: Words, top: float) -> float:
    """Rows at the right, those who appoint at the left in the middle of their rows; gives the lower edge."""
    places, y = [], top
    for target in targets:
        places.append(y)
        y = _row(on, target.name, _notes(target.lines, words), RIGHT + 16, y) + 24
    spots = _spots(targets, places)
    for target, row in zip(targets, places, strict=True):
        for line in _one_each(target.lines):
            key = keys[line.manner]
            on.rule(LEFT + 8, spots[line.by], RIGHT - 8, row, key.color, 1.4, _DASH[line.manner])
    for target, row in zip(targets, places, strict=True):
        key = keys[target.lines[0].manner]
        on.point(RIGHT, row, key.shape, key.color, 120, office=target.name)
    for by, spot in spots.items():
        said = lines(by, LABEL + 1, LEFT - 4, SEMIBOLD)
        on.block_around(LEFT, spot, said, LEADING, size=LABEL + 1, weight=SEMIBOLD, align="right")
    return y - 8


def _spots(targets: Sequence[Target], places: Sequence[float]) -> dict[str, float]:
    """Where those who appoint stand: in the middle of what only they fill, and never nearer than 40 px."""
    order = list(dict.fromkeys(line.by for target in targets for line in target.lines))
    found: dict[str, float] = {}
    for by in order:
        rows = [y for target, y in zip(targets, places, strict=True) if any(line.by == by for line in target.lines)]
        middle = (rows[0] + rows[-1]) / 2
        found[by] = max(middle, max(found.values(), default=-40.0) + 40)
    return found


def _narrow(on: Canvas, targets: Sequence[Target], keys: dict[Manner, Key], words: Words, top: float) -> float:
    """What each fills under its name; gives the lower edge."""
    y = top
    for by in dict.fromkeys(line.by for target in targets for line in target.lines):
        y = on.block(0, y, lines(by, 14, on.width, SEMIBOLD), 18, size=14, weight=SEMIBOLD) + 22
        for target in targets:
            own = [line for line in target.lines if line.by == by]
            if own:
                key = keys[own[0].manner]
                on.point(8, y, key.shape, key.color, 110, office=target.name)
                y = _row(on, target.name, _notes(own, words), 24, y) + 24
        y += 8
    return y - 16


def _row(on: Canvas, name: str, notes: Sequence[str], x: float, y: float) -> float:
    """The name of what is filled and what is said of it; gives the middle of the last line."""
    y = on.block(x, y, lines(name, 13.5, on.width - x), LEADING, size=13.5)
    for note in notes:
        y = on.block(x, y + LEADING, lines(note, LABEL, on.width - x), LEADING, size=LABEL, color=MUTED)
    return y


def _one_each(found: Sequence[Line]) -> list[Line]:
    return list({(line.by, line.manner): line for line in found}.values())


def _alt(found: Sequence[Line], words: Words) -> str:
    counts = {by: len({line.fills for line in found if line.by == by}) for by in dict.fromkeys(f.by for f in found)}
    most = max(counts, key=lambda by: counts[by])
    return words.say(
        "Lines from those who appoint or elect to the kinds of office and seat that they fill, {all} in number. {who} "
        "fills most: {number}. The table beside it holds them all.",
        all=len({line.fills for line in found}),
        who=most,
        number=counts[most],
    )
