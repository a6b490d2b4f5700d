"""Cumulative arrival: which part of the day's voters had come by each report, over all stations and at high turnout."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from saylau.checks.forensics.result import NOT_PROOF
from saylau.methods.results.histograms import plottable
from saylau.methods.results.roles import MISSING
from saylau.methods.results.stations import Report, Stations
from saylau.report.charts.look import BLUE, LABEL, MUTED, NARROW, RULE, RUST, WIDE, Canvas, Key, canvas, legend
from saylau.report.charts.picture import Picture, cell
from saylau.report.charts.stations import WARNING, Scale, grid
from saylau.report.document import Head, Row
from saylau.report.results.frame import Origin
from saylau.report.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Mask = NDArray[np.bool_]

CHECK = "results.arrival"
_HOW = (
    "Of all who voted in the end, the part that had come by each report of the day, over the stations that state all "
    "reports. The fifth of them with the highest turnout stands apart: towns and villages, shifts and units that vote "
    "early differ too. {scale} {caution}"
)
_TO_SCALE = "Hours are to scale, by one clock ({zone})."
_NOT_TO_SCALE = "Distances between reports are not to scale."


@dataclass(frozen=True, eq=False)
class Course:
    """Parts of the final number of voters at each report and at the close, in per cent."""

    name: str
    stations: int
    percents: tuple[float, ...]


def picture(stations: Stations, words: Words, origin: Origin) -> Picture | None:
    """Two courses; None where the table has no reports, or no station that states them all."""
    day = stations.day
    known = day.reports
    courses = _courses(stations, known, words) if known else ()
    if not courses:
        return None
    rows = courses[0].stations
    caption = words.say("Who had voted by each report of the day, at {rows} polling stations", rows=rows)
    foot = origin.footer(words, CHECK, rows, len(stations))
    hours = day.hours
    names = (*(_name(report, n, words) for n, report in enumerate(known, 1)), words.say("close"))
    scale = words.say(_TO_SCALE, zone=day.zone) if hours else words.say(_NOT_TO_SCALE)
    subtitle = words.say(_HOW, scale=scale, caution=NOT_PROOF)
    at = hours or tuple(range(len(names)))
    wide, narrow = (_draw(courses, names, at, words, total).spec(caption, subtitle, foot) for total in (WIDE, NARROW))
    first = courses[0].percents[0]
    alt = words.say(
        "Lines of the part of all voters who had come by each report. By the first report {percent} % had voted. The "
        "table below holds all numbers.",
        percent=round(first),
    )
    heads = (Head(words.say("Report")), *(Head(course.name, numeric=True) for course in courses))
    table = tuple(
        Row((cell(name), *(cell(f"{course.percents[place]:.1f} %") for course in courses)))
        for place, name in enumerate(names)
    )
    return Picture(caption, alt, wide, heads, table, narrow)


def _name(report: Report, number: int, words: Words) -> str:
    """The hour of a report, or its number."""
    return words.say("report {number}", number=number) if report.minute is None else report.name


def _courses(stations: Stations, known: tuple[Report, ...], words: Words) -> tuple[Course, ...]:
    """All stations that state every report, and the fifth of them with the highest turnout."""
    import numpy as np

    stated = plottable(stations) & (stations.issued > 0)
    for report in known:
        stated &= report.voted != MISSING
    if not stated.any():
        return ()
    turnout = stations.issued[stated] / stations.registered[stated]
    high = stated.copy()
    high[stated] = turnout >= np.quantile(turnout, 0.8)
    return (
        _course(stations, known, stated, words.say("all stations")),
        _course(stations, known, high, words.say("the fifth with the highest turnout")),
    )


def _course(stations: Stations, known: tuple[Report, ...], mask: Mask, name: str) -> Course:
    whole = int(stations.issued[mask].sum())
    parts = [100 * int(report.voted[mask].sum()) / whole for report in known]
    return Course(name, int(mask.sum()), (*parts, 100.0))


def _draw(courses: tuple[Course, ...], names: tuple[str, ...], at: tuple[int, ...], words: Words, total: int) -> Canvas:
    """Both courses; `at` holds the place of each report in time, or its number."""
    on = canvas(total)
    # The first is drawn larger: where both are one line, both are seen.
    looks = ((BLUE, "circle", 5.0, 420.0), (RUST, "diamond", 1.6, 130.0))
    keys = [Key(course.name, look[0], look[1]) for course, look in zip(courses, looks, strict=True)]
    y = legend(on, keys, 0) + 20
    on.text(0, y - 8, words.say("↑ % of all who voted"), size=LABEL, color=MUTED)
    top, bottom, left = y + 8, y + 228, 34
    across = Scale(at[0], at[-1], left + 36, on.width - 60)
    up = Scale(0, max(100.0, *(part for course in courses for part in course.percents)), bottom, top)
    grid(on, up, left, on.width - 8, upright=False)
    for value in range(0, 101, 20):
        on.text(left - 6, up(value), str(value), size=LABEL, color=MUTED, align="right")
    on.rule(left, bottom, on.width - 8, bottom, RULE)
    places = [across(place) for place in at]
    for x, name in zip(places, names, strict=True):
        on.text(x, bottom + 14, name, size=LABEL, color=MUTED, align="center")
    for course, (color, shape, thick, size) in zip(courses, looks, strict=True):
        spots = [(x, up(part)) for x, part in zip(places, course.percents, strict=True)]
        for (x, high), (x2, high2) in pairwise(spots):
            on.rule(x, high, x2, high2, color, thick)
        for x, high in spots:
            on.point(x, high, shape, color, size)
    on.text_on_lines(left + 8, bottom - 12, words.say(WARNING), size=LABEL, color=MUTED)
    on.height = bottom + 28
    return on
