"""Interruptions of the Internet beside events: one panel a day, windows on the local clock, UTC above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from saylau.checks.finding import Finding, Measure
from saylau.report.charts.look import (
    BLUE,
    GOLD,
    INK,
    LABEL,
    MUTED,
    NARROW,
    RULE,
    VALUE,
    VIOLET,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, plain_value, value_of
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import When
from saylau.values.message import Name

CHECK = "internet.rally_overlap"
_DAY = 24 * 60
_TINT = "#f6ecc9"
_WINDOW, _EVENT = "local:", "event:"
_INSET = 14


@dataclass(frozen=True)
class Bar:
    """A window or an event of a day: minutes from local midnight; None is an end that is not stated."""

    says: str
    begin: int | None
    end: int | None
    color: str
    clocks: str
    """The same in words, on both clocks."""
    finding: Finding


@dataclass(frozen=True)
class Panel:
    """One local day with its windows and events, and how far its clock is ahead of UTC."""

    day: date
    ahead: int
    bars: tuple[Bar, ...]
    events: tuple[Bar, ...]


def interruptions(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """A panel for each day on which an interruption with clock times began; None where none has."""
    panels = _by_day([panel for finding in findings if (panel := _panel(finding, words))])
    if not panels:
        return None
    caption = words.say("Interruptions of the Internet, and events of the same days")
    foot = footer(words, source, CHECK)
    wide, narrow = (_draw(panels, words, caption, foot, total) for total in (WIDE, NARROW))
    say = words.say
    heads = (Head(say("Day")), Head(say("What")), Head(say("Local time and UTC")), Head(say("Finding")))
    rows = tuple(
        Row((cell(words.value(p.day)), cell(bar.says), cell(bar.clocks), finding_cell(bar.finding)))
        for p in panels
        for bar in (*p.bars, *p.events)
    )
    return Picture(caption, _alt(panels, words), wide, heads, rows, narrow)


def _by_day(panels: Sequence[Panel]) -> list[Panel]:
    """Panels of one day on one clock as one, in order of time; an event that meets several windows stands once."""
    found: dict[tuple[date, int], Panel] = {}
    for panel in sorted(panels, key=lambda p: (p.day, p.ahead)):
        held = found.get((panel.day, panel.ahead))
        if held is None:
            found[panel.day, panel.ahead] = panel
            continue
        known = {(event.says, event.clocks) for event in held.events}
        new = tuple(event for event in panel.events if (event.says, event.clocks) not in known)
        found[panel.day, panel.ahead] = replace(held, bars=held.bars + panel.bars, events=held.events + new)
    return list(found.values())


def _when(measure: Measure) -> When | None:
    value = plain_value(measure)
    return value if isinstance(value, When) else None


def _panel(finding: Finding, words: Words) -> Panel | None:
    windows = [(m, w) for m in finding.measures if m.name.startswith(_WINDOW) and (w := _when(m)) and w.in_utc()]
    firsts = [w.first for _, w in windows if w.first]
    if not firsts:
        return None
    day = min(firsts)
    known = next(end for _, w in windows for end in (w.start, w.end) if end)
    offset = _clock(known).utcoffset() or timedelta(0)
    bars = tuple(_bar(finding, m, w, day, words) for m, w in windows)
    timed = [(m, w) for m in finding.measures if m.name.startswith(_EVENT) and (w := _when(m))]
    events = tuple(_event(finding, m, w, day, words) for m, w in timed)
    return Panel(day, int(offset.total_seconds() // 60), bars, events)


def _bar(finding: Finding, measure: Measure, window: When, day: date, words: Words) -> Bar:
    """A window, named by the services and, where it has no zone, by how it is read."""
    services = value_of(finding, "services")
    named = words.say("services not named") if services is None else words.value(services)
    begin, end = _minutes(window, day)
    clocks = _clocks(window, words)
    if measure.name.endswith(":utc"):
        says = words.say("{services}, read as UTC", services=named)
    elif measure.name.endswith(":local"):
        says = words.say("{services}, read as local time", services=named)
    else:
        return Bar(named, begin, end, BLUE, clocks, finding)
    return Bar(says, begin, end, VIOLET, clocks, finding)


def _event(finding: Finding, measure: Measure, during: When, day: date, words: Words) -> Bar:
    name = words.value(Name(measure.name.removeprefix(_EVENT)))
    if during.in_utc() and during.is_interval:
        return Bar(name, *_minutes(during, day), GOLD, _clocks(during, words), finding)
    return Bar(name, 0, _DAY, _TINT, words.say("{when}, hours not stated", when=during), finding)


def _minutes(window: When, day: date) -> tuple[int | None, int | None]:
    begin, end = (None if at is None else _from_midnight(_clock(at), day) for at in (window.start, window.end))
    return begin, end


def _from_midnight(moment: datetime, day: date) -> int:
    return (moment.date() - day).days * _DAY + moment.hour * 60 + moment.minute


def _clock(end: When) -> datetime:
    return datetime.fromisoformat(end.text.removesuffix("~"))


def _clocks(window: When, words: Words) -> str:
    """Begin and end on the local clock and in UTC."""
    utc = window.in_utc()
    local = [_time(at, words) for at in (window.start, window.end)]
    if utc is None:
        return ""
    there = [_time(at, words) for at in (utc.start, utc.end)]
    return words.say(
        "{begin} to {end} local time, {utc_begin} to {utc_end} UTC",
        begin=local[0], end=local[1], utc_begin=there[0], utc_end=there[1],
    )  # fmt: skip


def _time(end: When | None, words: Words) -> str:
    if end is None:
        return words.say("a time not stated")
    clock = f"{_clock(end):%H:%M}"
    return words.say("about {time}", time=clock) if end.approximate else clock


def _draw(panels: Sequence[Panel], words: Words, title: str, foot: str, total: int) -> dict[str, object]:
    on = canvas(total)
    y = legend(on, _keys(panels, words), 0) + 20
    for panel in panels:
        y = _one(on, panel, words, y) + 34
    on.height = y - 24
    subtitle = words.say(
        "Bars are reported windows, each on the clock of its reading. That an event fell on the same day does not show "
        "why access was cut or restricted."
    )
    return on.spec(title, subtitle, foot)


def _keys(panels: Sequence[Panel], words: Words) -> list[Key]:
    colors = {bar.color for panel in panels for bar in (*panel.bars, *panel.events)}
    known = (
        (BLUE, words.say("window with a time zone")),
        (VIOLET, words.say("window without a time zone, as read")),
        (_TINT, words.say("day of an event, hours not stated")),
        (GOLD, words.say("event with clock times")),
    )
    return [Key(label, color) for color, label in known if color in colors]


def _one(on: Canvas, panel: Panel, words: Words, y: float) -> float:
    """One day from `y`; gives its lower edge."""
    on.text(0, y, words.value(panel.day), weight=SEMIBOLD)
    on.text(0, y + 17, words.say("Upper row of hours: UTC. Lower row: local time."), size=LABEL, color=MUTED)
    y += 40
    axis = y
    _axis(on, panel, words, axis)
    y = axis + 34
    begun = y
    for event in (e for e in panel.events if e.color == _TINT):
        rows = lines(f"{event.says}: {event.clocks}", LABEL, on.width - 2 * _INSET - 8)
        bottom = y + 15 * len(rows) + 6
        on.rect(_x(on, 0), y, _x(on, _DAY), bottom, _TINT, event=event.says)
        on.block(_x(on, 0) + 4, y + 11, rows, 15, size=LABEL)
        y = bottom + 6
    for bar in (*(e for e in panel.events if e.color == GOLD), *panel.bars):
        y = _window(on, bar, y)
    on.rule(_x(on, 0), begun - 4, _x(on, 0), y, RULE)
    on.rule(_x(on, _DAY), begun - 4, _x(on, _DAY), y, RULE)
    return y


def _x(on: Canvas, minute: int) -> float:
    return _INSET + (on.width - 2 * _INSET) * min(max(minute, 0), _DAY) / _DAY


def _axis(on: Canvas, panel: Panel, words: Words, y: float) -> None:
    """Hours of the day, UTC above and local time below."""
    step = 4 * 60 if on.width > NARROW else 6 * 60
    for minute in range(0, _DAY + 1, step):
        align = "left" if minute == 0 else "right" if minute == _DAY else "center"
        x = _x(on, minute)
        ahead = (minute - panel.ahead) % _DAY
        local = f"{minute // 60:02}:00"
        on.text(x, y, f"{ahead // 60:02}:{ahead % 60:02}", size=LABEL, color=MUTED, align=align)
        on.text(x, y + 16, local, size=LABEL, color=INK, align=align)
        on.rule(x, y + 25, x, y + 30, RULE)
    on.rule(_x(on, 0), y + 27, _x(on, _DAY), y + 27, RULE)


def _window(on: Canvas, bar: Bar, y: float) -> float:
    rows = lines(f"{bar.says}: {bar.clocks}", LABEL, on.width - 2 * _INSET - 8)
    y = on.block(_INSET + 4, y + 8, rows, 15, size=LABEL) + 10
    begin, end = bar.begin, bar.end
    if begin is not None and end is not None:
        on.rect(_x(on, begin), y, max(_x(on, end), _x(on, begin) + 2), y + VALUE, bar.color, window=bar.says)
    elif begin is not None:
        on.rule(_x(on, begin), y + 6, _x(on, _DAY), y + 6, bar.color, 2.4, (5, 4))
        on.point(_x(on, begin), y + 6, "circle", bar.color, 110, window=bar.says)
    elif end is not None:
        on.rule(_x(on, 0), y + 6, _x(on, end), y + 6, bar.color, 2.4, (5, 4))
        on.point(_x(on, end), y + 6, "circle", bar.color, 110, window=bar.says)
    return y + 22


def _alt(panels: Sequence[Panel], words: Words) -> str:
    told = [words.say("Reported interruptions of the Internet on a time line, one panel a day.")]
    for panel in panels:
        said = words.say("{day}: {window}.", day=panel.day, window=panel.bars[0].clocks)
        told.append(said)
        if panel.events:
            told.append(words.say("On that day: {events}.", events=tuple(e.says for e in panel.events)))
    told.append(words.say("The table beside it holds the times."))
    return " ".join(told)
