"""What the pictures of polling stations share: texts of the file made safe, axes in per cent, classes, the footer."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from saylau.methods.results.result import NOT_PROOF
from saylau.methods.results.stations import Role, Stations
from saylau.report.charts.look import GRID, LABEL, MUTED, RULE, Canvas
from saylau.report.words import Words

SEQUENCE = ("#dbe9ee", "#a5cbd8", "#5b9fb6", "#0b5c7a", "#06283a")
"""Five classes of counts, the smallest first."""
_FIXED = (1, 2, 4, 9, 21)
_MOST_FIXED = 100
_LONGEST = 48
ROLES = {
    Role.ISSUED: "ballots issued",
    Role.COUNTED: "ballots counted",
    Role.VALID: "valid ballots",
}
"""Roles that turnout or a share may be computed with, in words."""
WARNING = NOT_PROOF.partition(". ")[0] + "."
"""The part of the caution that stands within the drawing itself, so that it cannot be cropped off."""


def shown(text: str, longest: int = _LONGEST) -> str:
    """A text out of the file: without signs that steer or break a page, and not longer than a line holds."""
    safe = "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign for sign in text)
    return safe if len(safe) <= longest else f"{safe[: longest - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a picture names below itself: the file, its hash and where it is told of."""

    source: str
    date: str
    name: str
    sha256: str

    def footer(self, words: Words, finding: str, rows: int, of: int) -> str:
        """Source, rows shown and the name of the result, burnt into the picture."""
        parts = dict.fromkeys(part for part in (self.source, self.date, self.name) if part)
        return words.say(
            "Source: {source}, SHA-256 {hash}... {rows} of {of} rows. Result\u00a0{finding}, not reviewed.",
            source=", ".join(shown(part, 90) for part in parts), hash=self.sha256[:12], rows=rows, of=of,
            finding=finding,
        )  # fmt: skip


def turnout_words(stations: Stations, words: Words) -> str:
    """What turnout is, for an axis."""
    return words.say("Turnout: {role}, % of registered voters", role=ROLES[stations.turnout_role])


def share_words(stations: Stations, words: Words) -> str:
    """What the share is, for an axis."""
    name = shown(stations.leader)
    return words.say("Share of {option}, % of {role}", option=name, role=ROLES[stations.share_role])


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to px along one axis."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)


def percent_axis(on: Canvas, across: Scale, bottom: float, step: int = 20) -> None:
    """Ticks and labels in per cent below a plot."""
    on.rule(across.start, bottom, across.stop, bottom, RULE)
    first = -(-int(across.low) // step) * step
    for value in range(first, int(across.high) + 1, step):
        on.rule(across(value), bottom, across(value), bottom + 4, RULE)
        on.text(across(value), bottom + 14, str(value), size=LABEL, color=MUTED, align="center")


def grid(on: Canvas, scale: Scale, start: float, stop: float, *, upright: bool, step: int = 20) -> None:
    """Grid lines at multiples of a step."""
    for value in range(-(-int(scale.low) // step) * step, int(scale.high) + 1, step):
        place = scale(value)
        if upright:
            on.rule(place, start, place, stop, GRID)
        else:
            on.rule(start, place, stop, place, GRID)


def number_axis(on: Canvas, up: Scale, left: float, right: float, words: Words) -> None:
    """Grid lines and labels of round numbers at the left of a plot whose values begin at 0."""
    step = nice_step(up.high)
    for value in range(0, int(up.high) + 1, step):
        on.rule(left, up(value), right, up(value), GRID)
        on.text(left - 6, up(value), words.number(value), size=LABEL, color=MUTED, align="right")


def nice_step(most: float) -> int:
    """A round distance of ticks that gives two to five of them."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if most / (times * step) <= 4.5:
                return times * step
        step *= 10


def classes(most: int) -> tuple[int, ...]:
    """Least counts of five classes: fixed ones, and for large tables powers that reach as far as the fullest cell."""
    if most <= _MOST_FIXED:
        return _FIXED
    return tuple(max(place + 1, round(most ** (place / 5))) for place in range(5))


def class_of(count: int, least: Sequence[int]) -> int:
    """Class of a count above 0."""
    return sum(count >= low for low in least) - 1


def class_labels(least: Sequence[int], words: Words) -> tuple[str, ...]:
    """The classes as a reader sees them: `1`, `2–3`, `21+`."""
    ends = [*(low - 1 for low in least[1:]), None]
    number = words.number
    return tuple(
        f"{number(low)}+" if end is None else number(low) if end == low else f"{number(low)}–{number(end)}"
        for low, end in zip(least, ends, strict=True)
    )
