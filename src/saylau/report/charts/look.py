"""How charts look: colours, sizes and the theme, from the report's design; and the canvas that charts are drawn on.

A canvas is one Vega-Lite view whose marks stand at pixels: the chart function scales, Vega-Lite draws. Calls of one
kind in a row become one layer with one data set, in which colour, size and shape are columns; a layer costs more than
a row. Rows keep the name and the value that they show beside their place, so that the specification can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saylau.report.charts.measure_text import REGULAR, SEMIBOLD, balanced, lines, width

INK = "#16212b"
MUTED = "#51606e"
FAINT = "#7f97a6"
"""For marks only, never for text."""
RULE = "#c3ccd4"
GRID = "#e4e8ec"
BLUE = "#0b5c7a"
RUST = "#b3471d"
VIOLET = "#7b3f7d"
GOLD = "#8a6d00"
WHITE = "#ffffff"

WIDE, NARROW = 680, 360
"""Total width in px of a picture and of its variant for phones."""
PADDING = 4
TITLE, SUBTITLE, LABEL, VALUE, FOOTER = 17, 13, 12.5, 13, 11
"""Font sizes in px at scale 1."""
FONT = "'Source Sans Pro', sans-serif"
"""The family is quoted: an unquoted one that ends in a digit draws no text at all in PNG."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def theme() -> dict[str, Any]:
    """The `config` of every specification."""
    return {
        "font": FONT,
        "background": "white",
        "padding": PADDING,
        "view": {"stroke": None},
        "concat": {"spacing": 10},
        # No descriptions of single marks: they would be English, and most of the size.
        "aria": False,
        "title": {
            "font": FONT,
            "fontSize": TITLE,
            "fontWeight": SEMIBOLD,
            "color": INK,
            "anchor": "start",
            "frame": "bounds",
            "lineHeight": 21,
            "offset": 14,
            "subtitleFont": FONT,
            "subtitleFontSize": SUBTITLE,
            "subtitleFontWeight": REGULAR,
            "subtitleColor": MUTED,
            "subtitleLineHeight": 17,
            "subtitlePadding": 5,
        },
        "text": {"font": FONT, "fontSize": LABEL, "color": INK},
    }


def _at(name: str) -> dict[str, Any]:
    """A position in px, without a scale."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def _from(name: str) -> dict[str, str]:
    """A property of a mark that is a column of its data."""
    return {"expr": f"datum.{name}"}


_LINE = {"x": _at("x"), "x2": {"field": "x2"}, "y": _at("y"), "y2": {"field": "y2"}}
_SPOT = {"x": _at("x"), "y": _at("y")}
_WORDS = {**_SPOT, "text": {"field": "text", "type": "nominal"}}
_LETTERING = {
    "type": "text",
    "baseline": "middle",
    "align": _from("align"),
    "fontSize": _from("size"),
    "fontWeight": _from("weight"),
}
_LAYERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "rect": ({"type": "rect", "color": _from("color")}, _LINE),
    "rule": (
        {"type": "rule", "color": _from("color"), "strokeWidth": _from("width"), "strokeDash": _from("dash")},
        _LINE,
    ),
    "point": (
        {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "color": _from("color"),
            "shape": _from("shape"),
            "size": _from("size"),
            "stroke": "white",
            "strokeWidth": 2,
        },
        _SPOT,
    ),
    "halo": ({**_LETTERING, "color": WHITE, "stroke": WHITE, "strokeWidth": 4, "strokeJoin": "round"}, _WORDS),
    "text": ({**_LETTERING, "color": _from("color")}, _WORDS),
}


@dataclass
class Canvas:
    """Marks at pixels from the top left of the drawing; later calls lie over earlier ones."""

    width: float
    height: float = 0
    _layers: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    _paths: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)

    def _add(self, kind: str, row: dict[str, Any]) -> None:
        if not self._layers or self._layers[-1][0] != kind:
            self._layers.append((kind, []))
        self._layers[-1][1].append(row)

    def rect(self, x: float, y: float, x2: float, y2: float, color: str, **shows: str) -> None:
        """A filled rectangle; `shows` names what it stands for."""
        self._add("rect", _row(x=x, y=y, x2=x2, y2=y2, color=color) | shows)

    def rule(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        color: str = GRID,
        width: float = 1,
        dash: Sequence[int] = (1, 0),
    ) -> None:
        """A stroke."""
        self._add("rule", _row(x=x, y=y, x2=x2, y2=y2, color=color, width=width, dash=list(dash)))

    def point(self, x: float, y: float, shape: str, color: str, size: float = 150, **shows: str) -> None:
        """A filled shape with a white edge: `circle`, `square`, `diamond`, `triangle-up` ..."""
        self._add("point", _row(x=x, y=y, shape=shape, color=color, size=size) | shows)

    def line(
        self, points: Sequence[tuple[float, float]], color: str, width: float = 1.4, dash: Sequence[int] = (1, 0)
    ) -> None:
        """One line through points, level around each of them: the outline of a histogram."""
        mark = {"type": "line", "interpolate": "step", "color": color, "strokeWidth": width, "strokeDash": list(dash)}
        self._path(mark, _SPOT, [_row(x=x, y=y) for x, y in points])

    def area(self, points: Sequence[tuple[float, float, float]], color: str) -> None:
        """What lies between two such lines: x, lower and upper y of each point."""
        mark = {"type": "area", "interpolate": "step", "color": color, "opacity": 1}
        self._path(mark, {**_SPOT, "y2": {"field": "y2"}}, [_row(x=x, y=y, y2=y2) for x, y, y2 in points])

    def _path(self, mark: dict[str, Any], encoding: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        """A layer of its own, in the order of its rows."""
        kind = f"path{len(self._paths)}"
        self._paths[kind] = (mark, {**encoding, "order": {"value": 0}} if mark["type"] == "line" else encoding)
        self._layers.append((kind, rows))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = VALUE,
        weight: int = REGULAR,
        color: str = INK,
        align: str = "left",
    ) -> None:
        """One line of text, its middle at `y`."""
        self._add("text", _row(x=x, y=y, text=text, size=size, weight=weight, color=color, align=align))

    def text_on_lines(self, x: float, y: float, text: str, **how: Any) -> None:
        """A text that lies over grid lines: with a white halo."""
        self.text(x, y, text, **how)
        self._layers[-1][1][-1]["halo"] = True

    def block(
        self, x: float, y: float, rows: Sequence[str], leading: float, *, on_lines: bool = False, **how: Any
    ) -> float:
        """Lines below each other, the middle of the first at `y`; gives the middle of the last."""
        draw = self.text_on_lines if on_lines else self.text
        for place, row in enumerate(rows):
            draw(x, y + place * leading, row, **how)
        return y + (len(rows) - 1) * leading

    def block_around(self, x: float, middle: float, rows: Sequence[str], leading: float, **how: Any) -> None:
        """Lines below each other, the middle of them all at `middle`."""
        self.block(x, middle - leading * (len(rows) - 1) / 2, rows, leading, **how)

    def spec(self, title: str, subtitle: str, footer: str) -> dict[str, Any]:
        """The whole specification: title and subtitle above the drawing, the footer below it, data by name."""
        layers: list[dict[str, Any]] = []
        datasets: dict[str, list[dict[str, Any]]] = {}
        for kind, rows in self._with_halos():
            name = f"d{len(datasets)}"
            mark, encoding = self._paths.get(kind) or _LAYERS[kind]
            layers.append({"data": {"name": name}, "mark": mark, "encoding": encoding})
            datasets[name] = rows
        head = {
            "text": balanced(title, TITLE, self.width, SEMIBOLD),
            "subtitle": balanced(subtitle, SUBTITLE, self.width),
        }
        foot = {
            "text": lines(footer, FOOTER, self.width),
            "orient": "bottom",
            "fontSize": FOOTER,
            "fontWeight": REGULAR,
            "color": MUTED,
            "lineHeight": 14.5,
            "offset": 12,
        }
        drawing = {"width": self.width, "height": self.height, "title": head, "layer": layers}
        return {"$schema": SCHEMA, "config": theme(), "vconcat": [drawing], "title": foot, "datasets": datasets}

    def _with_halos(self) -> list[tuple[str, list[dict[str, Any]]]]:
        found: list[tuple[str, list[dict[str, Any]]]] = []
        for kind, rows in self._layers:
            halos = [row for row in rows if row.get("halo")]
            found.extend([("halo", halos)] if halos else [])
            found.append((kind, rows))
        return found


def canvas(total: int = WIDE) -> Canvas:
    """An empty canvas for a picture of so many px."""
    return Canvas(total - 2 * PADDING)


def _row(**columns: Any) -> dict[str, Any]:
    """A row of data; positions to a hundredth of a px."""
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in columns.items()}


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a shape, or with `stroke` an upright line."""

    label: str
    color: str
    shape: str = "square"
    dash: tuple[int, int] | None = None
    """Dashes of an upright line; `(1, 0)` for an unbroken one."""


def in_rows(widths: Sequence[float], gap: float, most: float) -> list[tuple[float, int]]:
    """Left edge and row, from 0, of things beside each other: one that would end beyond `most` px begins a row."""
    found, x, row = [], 0.0, 0
    for wide in widths:
        if x and x + wide > most:
            x, row = 0.0, row + 1
        found.append((x, row))
        x += wide + gap
    return found


def legend(on: Canvas, keys: Sequence[Key], y: float) -> float:
    """Draw a legend in rows from `y`, a label wider than the drawing in lines; gives where the next thing may begin."""
    indents = [14 if key.dash else 22 for key in keys]
    labels = [lines(key.label, VALUE, on.width - indent) for key, indent in zip(keys, indents, strict=True)]
    wide = [indent + max(width(line, VALUE) for line in label) for indent, label in zip(indents, labels, strict=True)]
    last, below = 0, 0.0
    for key, indent, label, (x, row) in zip(keys, indents, labels, in_rows(wide, 24, on.width), strict=True):
        if row > last:
            last, y, below = row, y + below + 22, 0.0
        if key.dash:
            on.rule(x + 3, y, x + 3, y + 18, key.color, 2.4, key.dash)
        else:
            on.point(x + 7, y + 9, key.shape, key.color, 190 if key.shape != "square" else 150)
        below = max(below, on.block(x + indent, y + 9, label, 17) - y - 9)
    return y + below + 18
