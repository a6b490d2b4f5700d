"""Money in election funds against the limits: one row a candidate, own and nominator's money beside donations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from saylau.checks.finding import Finding, Outcome
from saylau.report.charts.amounts import Unit
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GRID,
    INK,
    LABEL,
    MUTED,
    NARROW,
    RULE,
    RUST,
    VALUE,
    WHITE,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import REGULAR, SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, value_of
from saylau.report.charts.scale import Scale, room_for
from saylau.report.document import Head, Line, Row
from saylau.report.words import Words
from saylau.values import Money, Truth
from saylau.values.message import Name

ROW, BAR, TICK = 37, 16, 27
"""Heights in px of a row, its bar and the mark of its limit."""
TITLE_LINE = 17
"""Height in px of a line of the title of a panel."""
_GAP = 24


@dataclass(frozen=True)
class Sum:
    """What came in of one origin, and the limit on it; None where not stated."""

    received: Money | None
    cap: Money | None

    @property
    def at_cap(self) -> bool:
        """Whether the sum surely equals its limit."""
        return bool(self.received and self.cap and self.received.equals(self.cap) is Truth.YES)


@dataclass(frozen=True)
class Fund:
    """One candidate's row."""

    finding: Finding
    name: str
    own: Sum
    donations: Sum

    def sums(self, of_donations: bool) -> Sum:
        """The sum that one of the two panels shows."""
        return self.donations if of_donations else self.own


def cap_use(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Funds against limits; None where no sum is stated, or sums in several currencies."""
    funds = _funds(findings, words)
    stated = [m for f in funds for s in (f.own, f.donations) for m in (s.received, s.cap) if m]
    if not funds or len({m.currency for m in stated}) > 1:
        return None
    differ = any(f.subject == "case" and f.outcome is Outcome.DISPUTED for f in findings)
    drawing = _Drawing(funds, words, Unit.of(stated), differ, footer(words, source, "finance.cap_use"))
    caption = _caption(funds, words)
    return Picture(
        caption, _alt(funds, words), drawing.wide(caption), _heads(words), _rows(funds, words), drawing.narrow(caption)
    )


def _caption(funds: Sequence[Fund], words: Words) -> str:
    """The title, with the day by which the sums are stated where it is the same for all."""
    days = {value_of(fund.finding, "day") for fund in funds}
    day = days.pop() if len(days) == 1 else None
    if day is None:
        return words.say("Money in election funds against the limits")
    return words.say("Money in election funds by {day}, against the limits", day=day)


def _funds(findings: Sequence[Finding], words: Words) -> list[Fund]:
    """Candidates of whom a sum is stated, the largest own and nominator's money first."""
    found = [
        Fund(
            finding,
            words.value(Name(finding.subject)),
            Sum(_money(finding, "own_and_nominator"), _money(finding, "cap_own_and_nominator")),
            Sum(_money(finding, "donations"), _money(finding, "cap_donations")),
        )
        for finding in findings
    ]
    stated = [fund for fund in found if fund.own.received or fund.donations.received]
    return sorted(stated, key=lambda f: (-_least(f.own), -_least(f.donations), f.finding.subject))


def _money(finding: Finding, name: str) -> Money | None:
    value = value_of(finding, name)
    return value if isinstance(value, Money) else None


def _least(one: Sum) -> int:
    return one.received.low if one.received else -1


@dataclass(frozen=True)
class _Drawing:
    funds: list[Fund]
    words: Words
    unit: Unit
    limits_differ: bool
    """Whether readings of the law differ on the limits."""
    footer: str

    def wide(self, title: str) -> dict[str, object]:
        """Two panels side by side on one scale, names at the left."""
        on = canvas(WIDE)
        names = [lines(fund.name, LABEL, 170) for fund in self.funds]
        row = max(ROW, 16 * max(map(len, names)) + 8)
        left = max(width(line, LABEL) for name in names for line in name) + 12
        length = (on.width - left - _GAP) / 2
        scale = self._scale(left, length)
        top = self._legend(on) + 36 + max(self._raised(of_donations, length) for of_donations in (False, True))
        for of_donations in (False, True):
            panel = Scale(left + of_donations * (length + _GAP), length, scale.top)
            self._panel(on, panel, top, of_donations, row)
        for place, name in enumerate(names):
            on.block_around(left - 10, top + row * (place + 0.5), name, 16, size=LABEL, align="right")
        on.height = top + row * len(self.funds) + 44
        return on.spec(title, self._subtitle(), self.footer)

    def narrow(self, title: str) -> dict[str, object]:
        """Two panels below each other, names above the bars."""
        on = canvas(NARROW)
        scale = self._scale(0, on.width - 8)
        names = [lines(fund.name, LABEL, on.width) for fund in self.funds]
        row, top = ROW - 3 + 16 * max(map(len, names)), self._legend(on)
        for of_donations in (False, True):
            top += 36 + self._raised(of_donations, scale.length)
            self._panel(on, scale, top, of_donations, row, names_above=True)
            for place, name in enumerate(names):
                on.block(0, top + row * place + 12, name, 16, on_lines=True, size=LABEL)
            top += row * len(self.funds) + 44
        on.height = top
        return on.spec(title, self._subtitle(), self.footer)

    def _scale(self, start: float, length: float) -> Scale:
        """One scale for all panels, on which each label has room to the right of its bar."""
        tops = [Decimal(1)]
        for one in (s for fund in self.funds for s in (fund.own, fund.donations)):
            if one.cap:
                tops.append(room_for(_major(one.cap), length, 8))
            if one.received:
                beside = (
                    0 if one.at_cap else 12 + 26 * (not one.received.high) + width(self._label(one.received), VALUE)
                )
                tops.append(room_for(_major(one.received), length, beside))
        return Scale(start, length, max(tops))

    def _label(self, money: Money) -> str:
        return self.unit.say(self.words, money)

    def _legend(self, on: Canvas) -> float:
        """The limits as marks, each with its amount where it is the same for all; gives the lower edge."""
        keys = []
        for of_donations, one, plain in (
            (False, "limit {amount}: own and nominator’s money", "limit: own and nominator’s money"),
            (True, "limit {amount}: donations", "limit: donations"),
        ):
            caps = list(dict.fromkeys(c for f in self.funds if (c := f.sums(of_donations).cap)))
            if caps:
                says = self.words.say(one, amount=self._label(caps[0])) if len(caps) == 1 else self.words.say(plain)
                keys.append(Key(says, RUST, dash=_dash(of_donations)))
        return legend(on, keys, 0) if keys else -20

    def _subtitle(self) -> str:
        """How to read it, and what it does not show."""
        say = self.words.say
        sums = [s for fund in self.funds for s in (fund.own, fund.donations)]
        told = [say("Bars show what the funds had received, as stated; upright lines show the limits.")]
        if any(s.at_cap for s in sums):
            told.append(say("A sum that equals its limit does not in itself indicate a breach."))
        if self.limits_differ:
            told.append(say("Readings of the limits differ; the lowest of each is drawn."))
        if any(s.cap is None for s in sums):
            told.append(say("A limit that is not known is not drawn."))
        told.append(say("Money spent outside the funds is not shown."))
        return " ".join(told)

    def _title(self, of_donations: bool, most: float) -> list[str]:
        """What a panel shows, in lines that its neighbour leaves room for."""
        title = self.words.say("Voluntary donations") if of_donations else self.words.say("Own and nominator’s money")
        return lines(title, 13.5, most, SEMIBOLD)

    def _raised(self, of_donations: bool, most: float) -> float:
        """What the title of a panel needs above its last line, in px."""
        return TITLE_LINE * (len(self._title(of_donations, most)) - 1)

    def _panel(
        self, on: Canvas, scale: Scale, top: float, of_donations: bool, row: float, *, names_above: bool = False
    ) -> None:
        bottom = top + row * len(self.funds)
        self._axis(on, scale, top, bottom)
        raised = self._raised(of_donations, scale.length)
        title = self._title(of_donations, scale.length)
        on.block(scale.start, top - 14 - raised, title, TITLE_LINE, size=13.5, weight=SEMIBOLD)
        first = row - ROW / 2 if names_above else row / 2
        for place, fund in enumerate(self.funds):
            middle = top + row * place + first
            one = fund.sums(of_donations)
            if one.received:
                self._bar(on, scale, middle, one.received, fund.name, FAINT if of_donations else BLUE)
            if one.cap:
                at = scale.at(_major(one.cap))
                on.rule(at, middle - TICK / 2, at, middle + TICK / 2, RUST, 2.4, _dash(of_donations))
        for place, fund in enumerate(self.funds):
            self._value(on, scale, top + row * place + first, fund.sums(of_donations), of_donations)

    def _axis(self, on: Canvas, scale: Scale, top: float, bottom: float) -> None:
        in_units = Scale(scale.start, scale.length, scale.top / self.unit.size)
        ticks = in_units.ticks(5)
        for tick in ticks:
            at = in_units.at(tick)
            on.rule(at, top, at, bottom, GRID)
        for tick in ticks:
            on.rule(in_units.at(tick), bottom, in_units.at(tick), bottom + 4, RULE)
        on.rule(scale.start, bottom, scale.start + scale.length, bottom, RULE)
        for tick in ticks:
            align = "left" if tick == 0 else "center"
            on.text(in_units.at(tick), bottom + 14, self.words.value(tick), size=LABEL, color=MUTED, align=align)
        middle = scale.start + scale.length / 2
        on.text(middle, bottom + 34, self.unit.title(self.words), size=LABEL, color=MUTED, align="center")

    def _bar(self, on: Canvas, scale: Scale, middle: float, received: Money, name: str, color: str) -> None:
        """A bar to the lower bound; a lighter one to the upper; a dashed arrow where there is none."""
        low, high = scale.at(received.major_low), _end(scale, received)
        on.rect(scale.start, middle - BAR / 2, low, middle + BAR / 2, color, name=name, value=received.text)
        if received.major_high is None:
            on.rule(low, middle, high - 6, middle, color, 2, (3, 2))
            on.point(high - 6, middle, "triangle-right", color, 110)
        elif high > low:
            on.rect(low, middle - BAR / 4, high, middle + BAR / 4, RULE, name=name, value=received.text)

    def _value(self, on: Canvas, scale: Scale, middle: float, one: Sum, of_donations: bool) -> None:
        """The sum: right of its bar, or inside it where the mark of the limit stands there."""
        if one.received is None:
            on.text_on_lines(scale.start + 5, middle, self.words.say("not stated"), color=MUTED)
            return
        label, end = self._label(one.received), _end(scale, one.received)
        needed = width(label, VALUE, SEMIBOLD)
        cap = scale.at(_major(one.cap)) if one.cap else None
        taken = cap is not None and end - 2 <= cap <= end + 10 + needed
        if taken and one.received.exact and end - scale.start > needed + 12:
            on.text(end - 7, middle, label, weight=SEMIBOLD, color=INK if of_donations else WHITE, align="right")
        else:
            start = max(end, cap or 0) if taken else end
            on.text_on_lines(start + 6, middle, label, weight=SEMIBOLD if one.at_cap else REGULAR)


def _dash(of_donations: bool) -> tuple[int, int]:
    return (3, 2) if of_donations else (1, 0)


def _major(money: Money) -> Decimal:
    """The upper bound, or the lower where there is no upper."""
    return money.major_low if money.major_high is None else money.major_high


def _end(scale: Scale, received: Money) -> float:
    """Where the drawing of a sum ends."""
    return scale.at(_major(received)) + (26 if received.major_high is None else 0)


def _alt(funds: list[Fund], words: Words) -> str:
    largest = funds[0]
    told = [words.say("Bar chart of money in the election funds of {number} candidates.", number=len(funds))]
    if largest.own.received and largest.own.cap:
        told.append(
            words.say(
                "The largest sum of own and nominator’s money was {amount} ({name}); the limit was {cap}.",
                amount=largest.own.received, name=largest.name, cap=largest.own.cap,
            )
        )  # fmt: skip
    most = max(funds, key=_most_donated)
    if most.donations.received:
        told.append(
            words.say(
                "The largest sum of donations was {amount} ({name}).", amount=most.donations.received, name=most.name
            )
        )
    told.append(words.say("The table beside it holds the numbers."))
    return " ".join(told)


def _most_donated(fund: Fund) -> int:
    return _least(fund.donations)


def _heads(words: Words) -> tuple[Head, ...]:
    titles = ("Own and nominator’s money", "Its limit", "Voluntary donations", "Their limit")
    numbers = tuple(Head(words.say(title), numeric=True) for title in titles)
    return (Head(words.say("Candidate")), *numbers, Head(words.say("Finding")))


def _rows(funds: list[Fund], words: Words) -> tuple[Row, ...]:
    def amount(money: Money | None) -> Line:
        return cell(words.value(money) if money else words.say("not stated"))

    return tuple(
        Row(
            (
                cell(fund.name),
                amount(fund.own.received),
                amount(fund.own.cap),
                amount(fund.donations.received),
                amount(fund.donations.cap),
                finding_cell(fund.finding),
            )
        )
        for fund in funds
    )
