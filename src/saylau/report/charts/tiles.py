"""Turnout by region on a map of equal tiles, whose places the case gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from saylau.checks.finding import Finding, Measure
from saylau.report.charts.look import INK, MUTED, NARROW, VALUE, WHITE, WIDE, Canvas, canvas, in_rows
from saylau.report.charts.measure_text import REGULAR, SEMIBOLD, lines, width
from saylau.report.charts.picture import Picture, cell, finding_cell, footer, plain_value
from saylau.report.document import Head, Row
from saylau.report.words import Words
from saylau.values.message import Name, Percent

CHECK = "results.turnout_outliers"
_PREFIX = "turnout:"
_CLASSES = ("#dbe9ee", "#a5cbd8", "#5b9fb6", "#0b5c7a", "#06283a")
"""Five classes from low to high; ink stands on the first three, white on the last two."""
_WIDTH, _HEIGHT, _GAP = 107, 62, 5
_NAME, _NUMBER = 13, 15


@dataclass(frozen=True)
class Tile:
    """One region: its name, its turnout, and its place from the top left, from 0."""

    name: str
    percent: Decimal
    says: str
    column: int
    row: int


@dataclass(frozen=True)
class Classes:
    """Five classes of equal width, in whole percentage points."""

    low: int
    step: int

    def of(self, percent: Decimal) -> int:
        """Place of the class that holds a value."""
        return min(len(_CLASSES) - 1, int((percent - self.low) // self.step))


def turnout(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """A tile a region; None where a region has no place, or two have one."""
    finding = next((f for f in findings if any(m.name.startswith(_PREFIX) for m in f.measures)), None)
    if finding is None:
        return None
    tiles = _tiles(finding, words)
    if not tiles or len({(t.column, t.row) for t in tiles}) < len(tiles):
        return None
    classes = _classes([t.percent for t in tiles])
    caption = words.say("Turnout by region")
    foot = footer(words, source, CHECK)
    wide = _draw(tiles, classes, words, caption, foot, WIDE)
    narrow = _draw(tiles, classes, words, caption, foot, NARROW)
    heads = (Head(words.say("Region")), Head(words.say("Turnout"), numeric=True), Head(words.say("Finding")))
    by_value = sorted(tiles, key=lambda t: (-t.percent, t.name))
    rows = tuple(Row((cell(t.name), cell(t.says), finding_cell(finding))) for t in by_value)
    return Picture(caption, _alt(by_value, words), wide, heads, rows, narrow)


def _tiles(finding: Finding, words: Words) -> list[Tile]:
    """The regions; none where a region has no place."""
    found = []
    measures = [m for m in finding.measures if m.name.startswith(_PREFIX)]
    placed = [m.tile for m in measures if m.tile]
    if len(placed) < len(measures):
        return []
    left, top = min(column for column, _ in placed), min(row for _, row in placed)
    for measure in measures:
        percent = _percent(measure)
        if percent is None or measure.tile is None:
            return []
        name = words.value(Name(measure.name.removeprefix(_PREFIX)))
        share = percent.share * 100
        number = Decimal(round(share * 10**percent.digits)) / 10**percent.digits
        found.append(Tile(name, number, words.value(percent), measure.tile[0] - left, measure.tile[1] - top))
    return found


def _percent(measure: Measure) -> Percent | None:
    value = plain_value(measure)
    return value if isinstance(value, Percent) else None


def _classes(values: Sequence[Decimal]) -> Classes:
    """From the whole point below the least value, in as many whole points a class as reach the greatest."""
    low = int(min(values))
    return Classes(low, max(1, -(-int(max(values) - low + 1) // len(_CLASSES))))


def _draw(
    tiles: Sequence[Tile], classes: Classes, words: Words, title: str, foot: str, total: int
) -> dict[str, object]:
    on = canvas(total)
    top = _key(on, classes, words) + 16
    if total == NARROW:
        on.height = _list(on, tiles, classes, top)
        subtitle = words.say("Turnout last announced, in per cent, from the highest to the lowest.")
        return on.spec(title, subtitle, foot)
    columns, rows = max(t.column for t in tiles) + 1, max(t.row for t in tiles) + 1
    across = min(_WIDTH, (on.width - _GAP * (columns - 1)) / columns)
    for tile in tiles:
        x, y = tile.column * (across + _GAP), top + tile.row * (_HEIGHT + _GAP)
        _tile(on, tile, classes, x, y, across)
    on.height = top + rows * (_HEIGHT + _GAP)
    subtitle = words.say(
        "Turnout last announced, in per cent. Every region has an equal tile, whatever its area or number of voters. "
        "Positions are approximate and imply no view on boundaries."
    )
    return on.spec(title, subtitle, foot)


def _list(on: Canvas, tiles: Sequence[Tile], classes: Classes, top: float) -> float:
    """For phones, where tiles are too small for names: one line a region, sorted; gives the lower edge."""
    y = top + 8
    for tile in sorted(tiles, key=lambda t: (-t.percent, t.name)):
        color = _CLASSES[classes.of(tile.percent)]
        on.rect(0, y - 7, 14, y + 7, color, region=tile.name, turnout=tile.says)
        last = on.block(22, y, lines(tile.name, VALUE, on.width - 90), 16)
        on.text(on.width, y, tile.says, weight=SEMIBOLD, align="right")
        y = last + 22
    return y - 8


def _key(on: Canvas, classes: Classes, words: Words) -> float:
    """The classes in a row, or in two where one is too narrow; gives the lower edge."""
    lows = [classes.low + place * classes.step for place in range(len(_CLASSES))]
    labels = [words.say("{low} to {high}", low=low, high=Decimal(low + classes.step) - Decimal("0.1")) for low in lows]
    places, y = in_rows([22 + width(label, VALUE) for label in labels], 20, on.width), 0.0
    for color, label, (x, row) in zip(_CLASSES, labels, places, strict=True):
        y = 22.0 * row
        on.rect(x, y + 2, x + 14, y + 16, color)
        on.text(x + 22, y + 9, label, color=MUTED)
    return y + 18


def _tile(on: Canvas, tile: Tile, classes: Classes, x: float, y: float, across: float) -> None:
    place = classes.of(tile.percent)
    on.rect(x, y, x + across, y + _HEIGHT, _CLASSES[place], region=tile.name, turnout=tile.says)
    color = INK if place < 3 else WHITE
    size, name = _fitting(tile.name, across - 4)
    leading = size + 2
    first = y + _HEIGHT / 2 - (len(name) * leading + _NUMBER + 2) / 2 + leading / 2
    last = on.block(x + across / 2, first, name, leading, size=size, weight=SEMIBOLD, color=color, align="center")
    number = min(_NUMBER, size + 2)
    on.text(x + across / 2, last + leading / 2 + number / 2 + 2, tile.says, number, REGULAR, color, "center")


def _fitting(name: str, room: float) -> tuple[float, list[str]]:
    """The largest size, from 13 down, at which a name on at most three lines leaves room for its number."""
    for half in range(2 * _NAME, 11, -1):
        size = half / 2
        rows = lines(name, size, room, SEMIBOLD)
        high = len(rows) * (size + 2) + min(_NUMBER, size + 2)
        if len(rows) <= 3 and high <= _HEIGHT - 2 and all(width(row, size, SEMIBOLD) <= room for row in rows):
            return size, rows
    return 6, lines(name, 6, room, SEMIBOLD)


def _alt(by_value: Sequence[Tile], words: Words) -> str:
    return words.say(
        "Map of equal tiles, one a region, regions: {regions}. Turnout was highest in {highest}, {high}, and "
        "lowest in {lowest}, {low}. The table beside it holds the numbers.",
        regions=len(by_value),
        highest=by_value[0].name,
        high=by_value[0].says,
        lowest=by_value[-1].name,
        low=by_value[-1].says,
    )
