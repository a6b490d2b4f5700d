"""What pictures of polling stations share: texts of the file made safe, names of the rates, axes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from saylau.methods.results.roles import Role
from saylau.methods.results.stations import Stations
from saylau.report.charts.look import GRID, LABEL, MUTED, RULE, Canvas
from saylau.report.words import Words

_LONGEST = 48
TURNOUT = {
    Role.ISSUED: "Turnout: ballots issued, % of registered voters",
    Role.COUNTED: "Turnout: ballots counted, % of registered voters",
    Role.VALID: "Turnout: valid ballots, % of registered voters",
}
SHARE = {
    Role.COUNTED: "Share of {option}, % of ballots counted",
    Role.VALID: "Share of {option}, % of valid ballots",
}
"""What the rates are, by the role that they are computed with."""
WARNING = "A statistical anomaly is not proof of fraud."
"""The part of the caution that stands within the drawing itself, so that it cannot be cropped off."""


def shown(text: str, longest: int = _LONGEST) -> str:
    """A text out of the file: without signs that steer or break a page, and not longer than a line holds."""
    safe = "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign for sign in text)
    return safe if len(safe) <= longest else f"{safe[: longest - 1].rstrip()}…"


def turnout_words(stations: Stations, words: Words) -> str:
    """What turnout is, for an axis."""
    return words.say(TURNOUT[stations.turnout_role])


def share_words(stations: Stations, words: Words) -> str:
    """What the share is, for an axis."""
    return words.say(SHARE[stations.share_role], option=shown(stations.leader))


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
