"""Media: powers over them on a line of time, and the coverage of contestants in each outlet monitored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from saylau.checks.finding import Finding, Measure
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GRID,
    LABEL,
    MUTED,
    NARROW,
    RUST,
    VALUE,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, plain_value
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values import When
from saylau.values.message import Percent

POWERS, AIRTIME = "media.environment", "media.airtime"


@dataclass(frozen=True)
class Power:
    """One power over media, and since when."""

    since: When
    says: str
    finding: Finding


def powers(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Powers over media and the Internet, each from the day of its act on; None where none is dated."""
    held = [
        Power(m.value, words.text(m.label), finding)
        for finding in findings
        for m in finding.measures
        if m.name.startswith("since:") and isinstance(m.value, When) and m.value.first
    ]
    if not held:
        return None
    caption = words.say("Powers over media and the Internet, and duties on them, by the day from which they held")
    foot = footer(words, source, POWERS)
    wide, narrow = _powers(held, words, caption, foot, WIDE), _powers(held, words, caption, foot, NARROW)
    heads = (Head(words.say("Since")), Head(words.say("What it allows or asks")), Head(words.say("Finding")))
    rows = tuple(Row((cell(words.value(_began(p.since))), cell(p.says), finding_cell(p.finding))) for p in held)
    alt = words.say(
        "Bars on a line of time, one for each of {number} powers or duties, from {first} on. The table beside it holds "
        "the days.",
        number=len(held), first=_began(held[0].since),
    )  # fmt: skip
    return Picture(caption, alt, wide, heads, rows, narrow)


def _began(since: When) -> When:
    return since.start or since


def _powers(held: Sequence[Power], words: Words, title: str, foot: str, total: int) -> dict[str, object]:
    on = canvas(total)
    firsts = [p.since.first for p in held if p.since.first]
    years = range(min(firsts).year, max(firsts).year + 2)
    step = on.width / len(years)

    def place(day: date) -> float:
        return (day.year - years[0] + (day.timetuple().tm_yday - 1) / 365) * step

    y = 12.0
    for year in years:
        on.text((year - years[0]) * step + 3, y, str(year), size=LABEL, color=MUTED)
    y += 34
    texts = [lines(words.say("{day}: {power}", day=_began(p.since), power=p.says), VALUE, on.width) for p in held]
    lower = y + sum(17 * (len(text) - 1) + 48 for text in texts) - 24
    for year in years:
        on.rule((year - years[0]) * step, y - 22, (year - years[0]) * step, lower, GRID)
    for power, text in zip(held, texts, strict=True):
        x = place(power.since.first or firsts[0])
        y = on.block(0, y, text, 17, on_lines=True) + 17
        on.rect(x, y - 5, on.width, y + 7, BLUE, power=power.says)
        y += 31
    on.height = lower
    subtitle = words.say("Each bar begins on the day from which the power or duty held; more than one hold together.")
    return on.spec(title, subtitle, foot)


@dataclass(frozen=True)
class Share:
    """A contestant's share of coverage in one outlet."""

    who: str
    alone: Fraction
    office: Fraction
    low: Fraction | None = None
    high: Fraction | None = None


def airtime(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Shares of coverage of each contestant, outlet by outlet; None where nothing was monitored."""
    held = [(finding, _shares(finding, words)) for finding in findings]
    held = [(finding, shares) for finding, shares in held if shares]
    if not held:
        return None
    caption = words.say("Shares of contestants in the coverage monitored, by outlet")
    foot = footer(words, source, AIRTIME)
    wide, narrow = _airtime(held, words, caption, foot, WIDE), _airtime(held, words, caption, foot, NARROW)
    titles = ("Outlet", "Contestant", "As candidate", "With coverage in office", "Finding")
    rows = tuple(
        Row(
            (
                cell(_outlet(finding, words)), cell(one.who), cell(words.value(Percent(one.alone))),
                cell(words.value(Percent(one.office))), finding_cell(finding),
            )
        )
        for finding, shares in held
        for one in shares
    )  # fmt: skip
    alt = words.say(
        "Points for each contestant in each of {number} outlets: share of coverage as candidate, and with coverage in "
        "office. The table beside it holds the shares.",
        number=len(held),
    )
    return Picture(caption, alt, wide, tuple(Head(words.say(title)) for title in titles), rows, narrow)


def _outlet(finding: Finding, words: Words) -> str:
    return words.value(finding.message.values["outlet"])


def _shares(finding: Finding, words: Words) -> list[Share]:
    """The shares that the finding holds, largest first."""
    values = {m.name: m for m in finding.measures}
    found = []
    for name, measure in values.items():
        kind, _, actor = name.partition(":")
        alone, office = _share(measure), _share(values.get(f"with_office:{actor}"))
        if kind == "share" and alone is not None and office is not None:
            low, high = _ends(values.get(f"interval:{actor}"))
            found.append(Share(words.name(actor, words.language), alone, office, low, high))
    return sorted(found, key=lambda one: -one.office)


def _share(measure: Measure | None) -> Fraction | None:
    value = measure and plain_value(measure)
    return value.share if isinstance(value, Percent) else None


def _ends(measure: Measure | None) -> tuple[Fraction | None, Fraction | None]:
    if measure is None or not isinstance(measure.value, tuple):
        return None, None
    low, high = (value.share if isinstance(value, Percent) else None for value in measure.value)
    return low, high


def _airtime(
    held: Sequence[tuple[Finding, list[Share]]], words: Words, title: str, foot: str, total: int
) -> dict[str, object]:
    on = canvas(total)
    left = 200.0 if total == WIDE else 0.0
    most = max(max(one.office, one.alone) for _, shares in held for one in shares)
    scale = (on.width - left - 16) / float(most or 1)
    keys = (
        Key(words.say("as candidate"), BLUE, "circle"),
        Key(words.say("with coverage in office"), RUST, "diamond"),
        Key(words.say("equal share"), FAINT, dash=(4, 3)),
    )
    y = legend(on, keys, 0) + 30
    for finding, shares in held:
        y = on.block(0, y, lines(_outlet(finding, words), VALUE, on.width, SEMIBOLD), 17, size=VALUE, weight=SEMIBOLD)
        texts = [lines(one.who, LABEL, (left or on.width) - 12) for one in shares]
        steps = [_step(text, total) for text in texts]
        y += 22
        _grid(on, words, left, (y, y + sum(steps) + 14), scale, Fraction(1, len(shares)))
        y += 22
        for one, text, step in zip(shares, texts, steps, strict=True):
            on.block(0, y, text, 15, on_lines=True, size=LABEL)
            _row(on, one, left, y if total == WIDE else y + step - 24, scale)
            y += step
        y += 18
    on.height = y - 8
    subtitle = words.say(
        "News where there is any. Lines through points are intervals of 95 per cent of a sample of days."
    )
    return on.spec(title, subtitle, foot)


def _step(text: Sequence[str], total: int) -> float:
    """From one contestant to the next: beside the name, or below it."""
    return 24 + 15 * (len(text) - 1) + (0 if total == WIDE else 18)


def _grid(on: Canvas, words: Words, left: float, span: tuple[float, float], scale: float, equal: Fraction) -> None:
    """Upright lines every ten per cent with their labels above, and the equal share."""
    top, lower = span
    for tenth in range(int((on.width - left) / scale * 10) + 1):
        x = left + tenth * scale / 10
        if x <= on.width - 30:
            on.text(x, top, words.value(Percent(Fraction(tenth, 10), 0)), size=LABEL, color=MUTED)
        on.rule(x, top + 10, x, lower, GRID)
    on.rule(left + float(equal) * scale, top + 10, left + float(equal) * scale, lower, FAINT, 1.4, (4, 3))


def _row(on: Canvas, one: Share, left: float, y: float, scale: float) -> None:
    on.rule(left, y, on.width, y, GRID)
    if one.low is not None and one.high is not None:
        on.rule(left + float(one.low) * scale, y, left + float(one.high) * scale, y, BLUE, 3)
    on.point(left + float(one.office) * scale, y, "diamond", RUST, 120, contestant=one.who)
    on.point(left + float(one.alone) * scale, y, "circle", BLUE, 120, contestant=one.who)
