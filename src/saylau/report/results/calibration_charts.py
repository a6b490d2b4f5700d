"""The pictures of a calibration: false positives by block with their bounds, and what forging would be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from saylau.checks.forensics.calibration import SHARES
from saylau.checks.forensics.error_rates import MOST_BLOCKS, Group, Power, Rate, Report
from saylau.methods.results.trial import LEVELS
from saylau.report.charts.look import (
    BLUE,
    GOLD,
    GRID,
    INK,
    LABEL,
    MUTED,
    NARROW,
    RULE,
    RUST,
    VIOLET,
    WIDE,
    Canvas,
    Key,
    canvas,
    legend,
)
from saylau.report.charts.measure_text import SEMIBOLD, lines
from saylau.report.charts.picture import Picture, cell
from saylau.report.document import Head, Row
from saylau.report.words import Words

_Across = Callable[[float], float]
ENOUGH = 20
"""A percentage of fewer cases is not printed."""
MOST_LINES = 5
"""Lines of the power curve; the table below it holds all elections."""
_LOOKS = (("circle", BLUE), ("square", RUST), ("diamond", VIOLET), ("triangle-up", GOLD), ("cross", MUTED))
_REACH = 0.12
"""Right end of the axis of rates; a bound beyond it is drawn to the edge and told in figures."""
_BESIDE = 4
"""Px by which one line stands beside another, so that none hides it."""
_INSET = 16
"""Px between the ends of the axis of forged stations and its first and last place."""
_RATES = "False positives of the integer test by block, on elections taken for clean"
_RATES_HOW = (
    "Rejected blocks as a share of those tested, at a nominal level of 5\u00a0% (dot), and the upper 95\u00a0% bound "
    "of the true rate (bar). Required: a bound of at most 7\u00a0%. Each block was tested on its own, without regard "
    "to the whole. Whether an election is clean, no program can say."
)
_POWER = "What share of forged stations the integer test would have flagged"
_POWER_HOW = (
    "Turnout of randomly drawn stations was forged to the next whole per cent at least five points up; the share of "
    "forged elections whose headline was flagged (z above 3.09). Smaller elections show less. Added ballots that make "
    "no round numbers are not seen by this test at any share."
)


def percent(share: float, digits: int = 1) -> str:
    """A rate as a reader sees it, parted from its sign by a blank at which no line breaks."""
    return f"{100 * share:.{digits}f}\u00a0%"


def counted(rate: Rate, words: Words, what: str = "", digits: int = 1) -> str:
    """`8 of 300 blocks (2.7 %)`: the per cent only where there are enough for one."""
    said = words.say("{rejected} of {of}", rejected=rate.rejected, of=rate.of).replace(" ", "\u00a0")
    return f"{said}{what and ' '}{what}" + (f" ({percent(rate.share, digits)})" if rate.of >= ENOUGH else "")


def rates(report: Report, words: Words, foot: str) -> Picture:
    """One line a group: the dot at the rate, the bar to its bound, 5 and 7 % as upright lines."""
    wide, narrow = (_draw_rates(report.groups, words, px) for px in (WIDE, NARROW))
    caption, how = words.say(_RATES), words.say(_RATES_HOW)
    heads = (
        Head(words.say("Elections")),
        *(Head(words.say(t), numeric=True) for t in ("Blocks tested", "Rejected", "Rate", "Upper 95 % bound")),
    )
    rows = tuple(
        Row(tuple(map(cell, (
            group.name, words.number(group.headline.of), words.number(group.headline.rejected),
            percent(group.headline.share), percent(group.headline.upper),
        ))))
        for group in report.groups
    )  # fmt: skip
    said = "; ".join(
        words.say("{name}: {rate}, bound {bound}", name=g.name, rate=counted(g.headline, words),
                  bound=percent(g.headline.upper))
        for g in report.groups
    )  # fmt: skip
    alt = words.say("Rates with upper bounds beside lines at 5 and 7 %. {said}.", said=said)
    return Picture(caption, alt, wide.spec(caption, how, foot), heads, rows, narrow.spec(caption, how, foot))


def _draw_rates(groups: Sequence[Group], words: Words, total: int) -> Canvas:
    on = canvas(total)
    right = on.width - 12
    most = float(MOST_BLOCKS)

    def across(share: float) -> float:
        return 4 + (right - 4) * min(share, _REACH) / _REACH

    keys = (
        Key(words.say("rate and its upper bound"), BLUE, "circle"),
        Key(words.say("nominal level, 5 %"), MUTED, dash=(4, 3)),
        Key(words.say("largest bound allowed, 7 %"), RUST, dash=(1, 0)),
    )
    top = legend(on, keys, 0) + 10
    bottom = top + 52 * len(groups)
    for points in range(0, round(100 * _REACH) + 1, 2):
        on.rule(across(points / 100), top, across(points / 100), bottom, GRID)
        on.text(across(points / 100), bottom + 12, f"{points}\u00a0%", size=LABEL, color=MUTED, align="center")
    on.rule(4, bottom, right, bottom, RULE)
    on.rule(across(LEVELS[0]), top, across(LEVELS[0]), bottom, MUTED, 1.2, (4, 3))
    on.rule(across(most), top, across(most), bottom, RUST, 1.6)
    for place, group in enumerate(groups):
        _draw_rate(on, group, words, top + 52 * place, across)
    on.height = bottom + 26
    return on


def _draw_rate(on: Canvas, group: Group, words: Words, y: float, across: _Across) -> None:
    rate = group.headline
    name = lines(group.name, LABEL, on.width - 8, SEMIBOLD)[0]
    on.text_on_lines(4, y + 12, name, size=LABEL, weight=SEMIBOLD)
    said = words.say("{rate}, bound {bound}", rate=counted(rate, words), bound=percent(rate.upper))
    line, start, end = y + 36, across(rate.share), across(rate.upper)
    on.rule(start, line, end, line, BLUE, 3)
    if rate.upper <= _REACH:
        on.rule(end, line - 6, end, line + 6, BLUE, 3)
    else:
        on.point(end, line, "triangle-right", BLUE, 110)
    on.point(start, line, "circle", BLUE, 150)
    on.text_on_lines(on.width, y + 12, said, size=LABEL, color=INK, align="right")


def power(report: Report, words: Words, foot: str) -> Picture:
    """A line for each of the first elections: share of forged elections that were flagged, by forged stations."""
    groups = tuple(group for group in report.groups if group.power)
    shown = (*groups[: MOST_LINES - 1], groups[-1]) if len(groups) > MOST_LINES else groups
    wide, narrow = (_draw_power(shown, words, px) for px in (WIDE, NARROW))
    caption, how = words.say(_POWER), words.say(_POWER_HOW)
    heads = (
        Head(words.say("Elections, forged stations")),
        *(
            Head(words.say(t), numeric=True)
            for t in ("Flagged", "95 % bounds", "Mean z of the headline", "Mean z of turnout")
        ),
    )
    rows = tuple(Row(tuple(map(cell, _power_row(group, one, words)))) for group in groups for one in group.power)
    alt = words.say(
        "Lines that rise with the share of forged stations. {said}.",
        said="; ".join(_first_seen(group, words) for group in groups),
    )
    return Picture(caption, alt, wide.spec(caption, how, foot), heads, rows, narrow.spec(caption, how, foot))


def forged_words(one: Power) -> str:
    """Share of forged stations."""
    return f"{one.per_10_000 / 100:g}\u00a0%"


def _power_row(group: Group, one: Power, words: Words) -> tuple[str, ...]:
    name, flagged = f"{group.name}, {forged_words(one)}", counted(one.flagged, words)
    bounds = f"{percent(one.flagged.lower, 0)} – {percent(one.flagged.upper, 0)}"
    return name, flagged, bounds, f"{one.z:.2f}", f"{one.z_turnout:.2f}"


def _first_seen(group: Group, words: Words) -> str:
    """From which share on at least eight of ten forged elections were flagged."""
    seen = [one for one in group.power if one.flagged.share >= 0.8]
    if not seen:
        return words.say("{name}: at no share in eight of ten", name=group.name)
    return words.say("{name}: in eight of ten from {share} on", name=group.name, share=forged_words(seen[0]))


def _draw_power(groups: Sequence[Group], words: Words, total: int) -> Canvas:
    on = canvas(total)
    keys = [Key(group.name, color, shape) for group, (shape, color) in zip(groups, _LOOKS, strict=False)]
    top = legend(on, keys, 0) + 14
    left, right, bottom = 44, on.width - 14, top + 230
    step = (right - left - 2 * _INSET) / (len(SHARES) - 1)
    for points in range(0, 101, 20):
        y = bottom - (bottom - top) * points / 100
        on.rule(left, y, right, y, GRID)
        on.text(left - 6, y, f"{points}\u00a0%", size=LABEL, color=MUTED, align="right")
    on.rule(left, bottom, right, bottom, RULE)
    for place, share in enumerate(SHARES):
        x = left + _INSET + step * place
        on.rule(x, bottom, x, bottom + 4, RULE)
        on.text(x, bottom + 14, f"{share / 100:g}", size=LABEL, color=MUTED, align="center")
    said = lines(words.say("→ forged stations, % of all (steps double from 0.25 on)"), LABEL, right - left)
    below = on.block(left, bottom + 34, said, 16, size=LABEL, color=MUTED)
    for place, (group, (shape, color)) in enumerate(zip(groups, _LOOKS, strict=False)):
        start = left + _INSET + _BESIDE * (place - (len(groups) - 1) / 2)
        spots = [
            (start + step * SHARES.index(one.per_10_000), bottom - (bottom - top) * one.flagged.share)
            for one in group.power
        ]
        for (x, y), (x2, y2) in pairwise(spots):
            on.rule(x, y, x2, y2, color, 2)
        for x, y in spots:
            on.point(x, y, shape, color, 110)
    on.height = below + 12
    return on
