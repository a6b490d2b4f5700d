"""Collection of signatures: when each candidate's were collected, and how many a day that meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton

from saylau.checks.finding import Finding
from saylau.report.charts.look import (
    BLUE,
    FAINT,
    GRID,
    LABEL,
    MUTED,
    RULE,
    RUST,
    VALUE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, value_of
from saylau.report.document import Head, Line, Row
from saylau.report.words import NO_BREAK, Words
from saylau.values import When
from saylau.values.message import Name, Value

ROW, BAR = 46, 16
_DAY = timedelta(1)
_MOST_DAYS = 120
"""A longer axis has no room for its days."""


@dataclass(frozen=True)
class Collection:
    """One candidate's row; days that the material does not give are None."""

    finding: Finding
    name: str
    start: When | None
    end: When | None
    registered: When | None

    @property
    def assumed(self) -> bool:
        """Whether its last day is an assumption of the check."""
        return bool(self.finding.assumptions)

    @property
    def days(self) -> tuple[date, date] | None:
        """The widest span of days that start and end can mean; None where one side is open."""
        first, last = self.start and self.start.first, self.end and self.end.last
        return (first, last) if first and last and first <= last else None

    @property
    def certain(self) -> tuple[date, date] | None:
        """The days that surely lie in it."""
        first, last = self.start and self.start.last, self.end and self.end.first
        return (first, last) if first and last and first <= last else None


def rate(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """Days of collection on one axis with signatures a day beside them; None where no candidate's days are known."""
    found = [_collection(finding, words) for finding in findings]
    rows = sorted(found, key=lambda one: (one.days is None, one.days or (date.min, date.min), one.finding.subject))
    dated = [row.days for row in rows if row.days]
    days = _axis_days(rows)
    if not dated or len(days) > _MOST_DAYS:
        return None
    caption = words.say("Collection of signatures: days, and signatures a day")
    drawing = _Drawing(rows, words, days)
    spec = drawing.wide(caption, footer(words, source, "signatures.rate"))
    return Picture(caption, _alt(rows, words), spec, _heads(words), tuple(_row(row, words) for row in rows))


def _collection(finding: Finding, words: Words) -> Collection:
    def when(name: str) -> When | None:
        value = value_of(finding, name)
        return When.on(value) if isinstance(value, date) else value if isinstance(value, When) else None

    return Collection(finding, words.value(Name(finding.subject)), when("start"), when("end"), when("registered"))


def _registered(row: Collection) -> date | None:
    return row.registered.exact_day if row.registered else None


def _axis_days(rows: Sequence[Collection]) -> list[date]:
    """Every day from the first that is drawn to the last."""
    drawn = [day for row in rows if row.days for day in (*row.days, _registered(row)) if day]
    if not drawn:
        return []
    return [min(drawn) + _DAY * place for place in range((max(drawn) - min(drawn)).days + 1)]


@dataclass(frozen=True)
class _Drawing:
    rows: list[Collection]
    words: Words
    days: list[date]

    def wide(self, title: str, foot: str) -> dict[str, object]:
        """Names, days, then the numbers as two columns."""
        on = canvas()
        names = [lines(row.name, LABEL, 170) for row in self.rows]
        high = max(ROW, 16 * max(map(len, names)) + 8)
        left = max(width(line, LABEL) for name in names for line in name) + 12
        columns = self._columns()
        right = on.width - sum(wide + 18 for _, _, wide in columns)
        a_day = (right - left) / len(self.days)
        top = legend(on, self._keys(), 0) + 46
        bottom = top + high * len(self.rows)
        self._axis(on, left, a_day, top, bottom)
        for place, row in enumerate(self.rows):
            self._days(on, row, left, a_day, top + high * (place + 0.5))
        edge = right
        for head, cells, wide in columns:
            edge += wide + 18
            on.block(edge, top - 12 - 15 * (len(head) - 1), head, 15, size=LABEL, color=MUTED, align="right")
            for place, (number, under) in enumerate(cells):
                middle = top + high * (place + 0.5)
                on.text(edge, middle - 8 * bool(under), number, weight=SEMIBOLD, align="right")
                if under:
                    on.text(edge, middle + 9, under, size=LABEL, color=MUTED, align="right")
        for place, name in enumerate(names):
            on.block_around(left - 10, top + high * (place + 0.5), name, 16, size=LABEL, align="right")
        on.height = bottom + 24
        return on.spec(title, self._subtitle(), foot)

    def _say(self, row: Collection, name: str) -> str:
        value = value_of(row.finding, name)
        return "" if value is None else self.words.value(value)

    def _columns(self) -> list[tuple[list[str], list[tuple[str, str]], float]]:
        """Head, cells (a number and what stands under it) and width of each column of numbers."""
        say, rows = self.words.say, self.rows
        required = list(dict.fromkeys(v for row in rows if (v := self._say(row, "required"))))
        head = say("Per day, for the number required")
        if len(required) == 1:
            head = say("Per day, for the {required} required", required=required[0])
        days = [self._say(row, "days") for row in rows]
        rates = [self._say(row, "rate") for row in rows]
        counts = [self._say(row, "count") for row in rows]
        of_counts = [self._say(row, "rate_of_count") for row in rows]
        found = [(head, [(r, d and say("in {days} days", days=d)) for r, d in zip(rates, days, strict=True)])]
        if any(counts):
            a_day = [c and say("{rate} per day", rate=c) for c in of_counts]
            found.append((say("Handed in, as stated"), list(zip(counts, a_day, strict=True))))
        return [(lines(head, LABEL, 112), cells, _widest(cells, lines(head, LABEL, 112))) for head, cells in found]

    def _keys(self) -> list[Key]:
        say = self.words.say
        keys = [Key(say("days of collection, as stated"), BLUE)] if any(self._stated(row) for row in self.rows) else []
        if any(row.days and row.assumed for row in self.rows):
            keys.append(Key(say("the same, last day assumed"), FAINT))
        if any(row.days and _registered(row) for row in self.rows):
            keys.append(Key(say("registered"), RUST, "diamond"))
        if self._days_off():
            keys.append(Key(say("day off"), GRID))
        return keys

    def _stated(self, row: Collection) -> bool:
        return bool(row.days) and not row.assumed

    def _days_off(self) -> list[date]:
        """Days off that findings name, inside the axis."""
        named = {m.value for row in self.rows for m in row.finding.measures if m.name == "day_off"}
        days = {v.exact_day if isinstance(v, When) else v for v in named if isinstance(v, When | date)}
        return [day for day in self.days if day in days]

    def _subtitle(self) -> str:
        say = self.words.say
        told = [say("Days as stated, first and last counted.")]
        if any(len(row.finding.readings) > 1 for row in self.rows):
            told.append(
                say("Where several periods are possible, the first is drawn; the others stand with the finding.")
            )
        told.append(
            say("How many people collected is not part of these numbers; speed of collection is not irregularity.")
        )
        return " ".join(told)

    def _axis(self, on: Canvas, left: float, a_day: float, top: float, bottom: float) -> None:
        # Rows without days stand last; a band behind their words would hide them.
        with_days = top + (bottom - top) * sum(bool(row.days) for row in self.rows) / len(self.rows)
        for day in self._days_off():
            start = left + a_day * (day - self.days[0]).days
            on.rect(start, top, start + a_day, with_days, GRID, day=day.isoformat())
        step = self._step(a_day)
        for place in range(0, len(self.days) + 1, 1 if a_day >= 12 else step):
            on.rule(left + a_day * place, top, left + a_day * place, bottom, GRID)
        on.rule(left, bottom, left + a_day * len(self.days), bottom, RULE)
        for place in range(0, len(self.days), step):
            label = _short(self.days[place], self.words)
            middle = left + a_day * (place + 0.5)
            half = width(label, LABEL) / 2
            middle = min(max(middle, left - 8 + half), left + a_day * len(self.days) - half + 8)
            on.text(middle, bottom + 14, label, size=LABEL, color=MUTED, align="center")

    def _step(self, a_day: float) -> int:
        """Days from one label to the next, so that two labels never touch."""
        widest = max(width(_short(day, self.words), LABEL) for day in self.days)
        return next(step for step in range(1, _MOST_DAYS) if step * a_day >= widest + 14)

    def _days(self, on: Canvas, row: Collection, left: float, a_day: float, middle: float) -> None:
        """A bar over the days that are certain, a thinner one over those that are possible, and the registration."""
        if not row.days:
            on.text_on_lines(left + 6, middle, self.words.say("no days in the material"), color=MUTED)
            return

        def at(day: date) -> float:
            return left + a_day * (day - self.days[0]).days

        first, last = row.days
        shows = {"name": row.name, "value": f"{row.start}/{row.end}"}
        if row.certain != row.days:
            on.rect(at(first), middle - BAR / 4, at(last + _DAY), middle + BAR / 4, RULE, **shows)
        if row.certain:
            begins, ends = at(row.certain[0]), at(row.certain[1] + _DAY)
            color = FAINT if row.assumed else BLUE
            on.rect(begins + 1, middle - BAR / 2, ends - 1, middle + BAR / 2, color, **shows)
        if registered := _registered(row):
            on.point(at(registered) + a_day / 2, middle, "diamond", RUST, 170, name=row.name)


def _widest(cells: Sequence[tuple[str, str]], head: Sequence[str]) -> float:
    texts = [(number, VALUE, SEMIBOLD) for number, _ in cells] + [
        (t, LABEL, 400) for t in (*head, *(u for _, u in cells))
    ]
    return max(width(text, size, weight) for text, size, weight in texts)


def _short(day: date, words: Words) -> str:
    """A day without its year, the month shortened as the language does."""
    locale = words.locale
    return format_skeleton("MMMd", day, locale=locale).replace(" ", NO_BREAK)


def _alt(rows: Sequence[Collection], words: Words) -> str:
    dated = [row for row in rows if row.days]
    told = [
        words.say(
            "Chart of the days on which signatures were collected for {dated} of {all} candidates.",
            dated=len(dated),
            all=len(rows),
        )
    ]
    rates: list[tuple[Collection, Value]] = [
        (row, v) for row in dated if (v := value_of(row.finding, "rate")) is not None
    ]
    whole = [(row, v) for row, v in rates if isinstance(v, int)]
    if whole:
        row, most = max(whole, key=lambda item: item[1])
        told.append(words.say("The highest number a day was {rate} ({name}).", rate=most, name=row.name))
    told.append(words.say("The table beside it holds the numbers."))
    return " ".join(told)


def _heads(words: Words) -> tuple[Head, ...]:
    texts = [Head(words.say(t)) for t in ("Candidate", "First day", "Last day", "Registered")]
    titles = ("Days", "Number required", "A day for it", "Handed in", "A day for those")
    return (*texts, *(Head(words.say(title), numeric=True) for title in titles), Head(words.say("Finding")))


def _row(row: Collection, words: Words) -> Row:
    def shown(value: Value | None, assumed: bool = False) -> Line:
        if value is None:
            return cell(words.say("not stated"))
        said = words.value(value)
        return cell(words.say("{day} (assumed)", day=said) if assumed else said)

    numbers = ("days", "required", "rate", "count", "rate_of_count")
    days = (shown(row.start), shown(row.end, row.assumed), shown(row.registered))
    cells = (shown(value_of(row.finding, name)) for name in numbers)
    return Row((cell(row.name), *days, *cells, finding_cell(row.finding)))
