"""Amounts printed in two currencies: the exchange rates that each printed figure leaves room for, one row an amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from saylau.checks.finding import Finding, Measure
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GRID,
    LABEL,
    MUTED,
    NARROW,
    RULE,
    RUST,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, value_of
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values.message import Wording

ROW, BAR = 26, 9
ZEROS, THOUSAND = "trailing_zeros", "to_the_thousand"
Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Pair:
    """One amount, and the rates that it leaves room for under each way of rounding."""

    name: str
    zeros: Bounds
    thousand: Bounds


def conversion(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Rates of all public amounts; None where fewer than two are known."""
    (finding, *_) = findings or (None,)
    pairs = _pairs(finding, words) if finding else []
    if finding is None or len(pairs) < 2:
        return None
    caption = words.say("Exchange rates that amounts printed in two currencies leave room for")
    drawing = _Drawing(pairs, words, _common(finding), footer(words, source, "finance.conversion"))
    return Picture(
        caption,
        _alt(pairs, words, drawing.common),
        drawing.wide(caption),
        _heads(words),
        _rows(pairs, words, finding),
        drawing.narrow(caption),
    )


def _pairs(finding: Finding, words: Words) -> list[Pair]:
    by_name = {measure.name: measure for measure in finding.measures}
    found = []
    for name, measure in by_name.items():
        if not (name.startswith("rate:") and name.endswith(ZEROS)):
            continue
        zeros, thousand = _bounds(measure), _bounds(by_name.get(name.replace(ZEROS, THOUSAND)))
        if zeros and thousand:
            said = words.value(Wording(measure.facts[0], "what")) or measure.facts[0]
            found.append(Pair(said, zeros, thousand))
    return found


def _bounds(measure: Measure | None) -> Bounds | None:
    match measure and measure.value:
        case (Fraction() as low, Fraction() as high):
            return low, high
    return None


def _common(finding: Finding) -> Bounds | None:
    low, high = (value_of(finding, f"common:{ZEROS}:{end}") for end in ("low", "high"))
    return (low, high) if isinstance(low, Fraction) and isinstance(high, Fraction) else None


@dataclass(frozen=True)
class _Axis:
    """A linear scale between two rates, for it is not from zero that rates differ."""

    start: float
    length: float
    low: int
    high: int

    def at(self, rate: Fraction | int) -> float:
        """Pixels from the left; what lies outside is drawn at the edge."""
        share = (Fraction(rate) - self.low) / (self.high - self.low)
        return self.start + float(min(max(share, Fraction(0)), Fraction(1))) * self.length

    @property
    def ticks(self) -> range:
        """Round rates, at most seven."""
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if (self.high - self.low) / s <= 7)
        return range(ceil(self.low / step) * step, self.high + 1, step)


@dataclass(frozen=True)
class _Drawing:
    pairs: Sequence[Pair]
    words: Words
    common: Bounds | None
    footer: str

    def wide(self, title: str) -> dict[str, object]:
        """What each amount is at the left, its rates at the right."""
        on = canvas(WIDE)
        names = [lines(pair.name, LABEL, 250) for pair in self.pairs]
        left = max(width(line, LABEL) for name in names for line in name) + 14
        axis = self._axis(left, on.width - left - 8)
        top = self._legend(on) + 16
        heights = [max(ROW, 15 * len(name) + 8) for name in names]
        self._grid(on, axis, top, top + sum(heights))
        for pair, name, height in zip(self.pairs, names, heights, strict=True):
            middle = top + height / 2
            on.block_around(left - 10, middle, name, 15, size=LABEL, align="right")
            self._ranges(on, axis, middle, pair)
            top += height
        on.height = top + 26
        return on.spec(title, self._subtitle(), self.footer)

    def narrow(self, title: str) -> dict[str, object]:
        """What each amount is above its rates."""
        on = canvas(NARROW)
        names = [lines(pair.name, LABEL, on.width) for pair in self.pairs]
        axis = self._axis(4, on.width - 12)
        top = self._legend(on) + 16
        heights = [15 * len(name) + ROW for name in names]
        self._grid(on, axis, top, top + sum(heights))
        for pair, name, height in zip(self.pairs, names, heights, strict=True):
            on.block(0, top + 10, name, 15, on_lines=True, size=LABEL)
            self._ranges(on, axis, top + height - ROW / 2, pair)
            top += height
        on.height = top + 26
        return on.spec(title, self._subtitle(), self.footer)

    def _axis(self, start: float, length: float) -> _Axis:
        ends = [end for pair in self.pairs for end in (*pair.zeros, *pair.thousand)]
        low, high = floor(min(ends)), ceil(max(ends))
        return _Axis(start, length, low, max(high, low + 1))

    def _legend(self, on: Canvas) -> float:
        say = self.words.say
        keys = [
            Key(say("trailing zeros are rounding"), FAINT),
            Key(say("rounded to the thousand, smaller figures by trailing zeros"), BLUE),
        ]
        if self.common:
            keys.append(Key(say("rates that fit all, with trailing zeros as rounding"), RUST, dash=(1, 0)))
        return legend(on, keys, 0)

    def _subtitle(self) -> str:
        return self.words.say(
            "Each bar spans the rates at which the original amount gives the printed figure. Which figures were "
            "rounded how is not stated in the source; both ways are assumed. The scale does not begin at zero."
        )

    def _grid(self, on: Canvas, axis: _Axis, top: float, bottom: float) -> None:
        for tick in axis.ticks:
            on.rule(axis.at(tick), top, axis.at(tick), bottom, GRID)
        on.rule(axis.start, bottom, axis.start + axis.length, bottom, RULE)
        for tick in axis.ticks:
            on.text(axis.at(tick), bottom + 14, self.words.value(tick), size=LABEL, color=MUTED, align="center")
        for end in self.common or ():
            on.rule(axis.at(end), top, axis.at(end), bottom, RUST, 1.6)

    def _ranges(self, on: Canvas, axis: _Axis, middle: float, pair: Pair) -> None:
        for bounds, half, color in ((pair.zeros, BAR / 2, FAINT), (pair.thousand, BAR / 4, BLUE)):
            low, high = axis.at(bounds[0]), axis.at(bounds[1])
            high = max(high, low + 2)
            on.rect(low, middle - half, high, middle + half, color, name=pair.name)


def _alt(pairs: Sequence[Pair], words: Words, common: Bounds | None) -> str:
    told = [words.say("Range chart of the exchange rates of {number} amounts.", number=len(pairs))]
    if common:
        told.append(
            words.say("With trailing zeros as rounding, rates from {low} to {high} fit all amounts.",
                      low=common[0], high=common[1])
        )  # fmt: skip
    told.append(words.say("The table beside it holds the numbers."))
    return " ".join(told)


def _heads(words: Words) -> tuple[Head, ...]:
    return (
        Head(words.say("Amount")),
        Head(words.say("Rates with trailing zeros as rounding"), numeric=True),
        Head(words.say("Rates rounded to the thousand"), numeric=True),
        Head(words.say("Finding")),
    )


def _rows(pairs: Sequence[Pair], words: Words, finding: Finding) -> tuple[Row, ...]:
    def span(bounds: Bounds) -> str:
        return words.say("{low} to {high}", low=bounds[0], high=bounds[1])

    return tuple(Row((cell(p.name), cell(span(p.zeros)), cell(span(p.thousand)), finding_cell(finding))) for p in pairs)
