"""Votes of each option by the turnout of the station where they were cast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.checks.forensics.result import NOT_PROOF
from saylau.methods.results.histograms import POINTS, plottable, votes_by_turnout
from saylau.methods.results.roles import MISSING
from saylau.methods.results.stations import PSEUDO, Stations
from saylau.report.charts.look import BLUE, GOLD, LABEL, MUTED, NARROW, RUST, VIOLET, WIDE, Canvas, canvas
from saylau.report.charts.measure_text import lines
from saylau.report.charts.picture import Picture, cell
from saylau.report.charts.stations import WARNING, Scale, number_axis, percent_axis, shown, turnout_words
from saylau.report.document import Head, Row
from saylau.report.results.frame import Origin
from saylau.report.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

CHECK = "results.votes_by_turnout"
MOST = 4
"""Options with a line of their own; the others are added up."""
_STYLES = ((BLUE, (1, 0)), (RUST, (6, 3)), (VIOLET, (2, 2)), (GOLD, (8, 3, 2, 3)), (MUTED, (1, 3)))
_HOW = (
    "Votes are added up by the turnout of their station, in whole points. Options whose voters live in the same places "
    "have lines of like shape; a second hump of one option at high turnout calls for a look there, and the countryside "
    "or one region can make it too. Rows of more than {most} voters (electronic, postal) are left out. {caution}"
)


@dataclass(frozen=True, eq=False)
class Line:
    """Votes of one option, or of all further ones together, in each point of turnout."""

    name: str
    votes: Counts


def picture(stations: Stations, words: Words, origin: Origin) -> Picture:
    """The option under study, the largest others, and the rest together."""
    mask = plottable(stations) & (stations.registered <= PSEUDO)
    found, rows = _lines(stations, mask, words), int(mask.sum())
    caption = words.say("Votes by the turnout of {rows} polling stations", rows=rows)
    foot = origin.footer(words, CHECK, rows, len(stations))
    subtitle = words.say(_HOW, most=PSEUDO, caution=NOT_PROOF)
    wide, narrow = (
        _draw(found, turnout_words(stations, words), words, total).spec(caption, subtitle, foot)
        for total in (WIDE, NARROW)
    )
    heads = (Head(words.say("Turnout, points from")), *(Head(line.name, numeric=True) for line in found))
    table = tuple(
        Row((cell(str(at)), *(cell(words.number(int(line.votes[at]))) for line in found)))
        for at in range(POINTS)
        if any(line.votes[at] for line in found)
    )
    alt = words.say(
        "Lines of votes by turnout in whole points. Most votes of {option} were cast at stations with a turnout of "
        "{turnout} %. The table below holds all numbers.",
        option=found[0].name, turnout=int(found[0].votes.argmax()),
    )  # fmt: skip
    return Picture(caption, alt, wide, heads, table, narrow)


def _lines(stations: Stations, mask: NDArray[np.bool_], words: Words) -> list[Line]:
    """The option under study first, then the others by their votes; one alone is set against all other ballots."""
    import numpy as np

    leader = Line(shown(stations.leader), votes_by_turnout(stations, mask, stations.votes))
    others = {name: votes for name, votes in stations.options.items() if not np.array_equal(votes, stations.votes)}
    if not others:
        rest = np.where(stations.base == MISSING, 0, stations.base - stations.votes)
        return [leader, Line(words.say("all other ballots"), votes_by_turnout(stations, mask, rest))]
    ranked = sorted(others, key=lambda name: (-int(np.maximum(others[name], 0).sum()), name))
    found = [
        leader,
        *(Line(shown(name), votes_by_turnout(stations, mask, others[name])) for name in ranked[: MOST - 1]),
    ]
    if further := ranked[MOST - 1 :]:
        total = np.sum([np.maximum(others[name], 0) for name in further], axis=0)
        found.append(Line(words.say("all others together"), votes_by_turnout(stations, mask, total)))
    return found


def _draw(found: list[Line], title: str, words: Words, total: int) -> Canvas:
    on = canvas(total)
    y = _key(on, found) + 22
    on.text(0, y - 8, words.say("↑ Votes"), size=LABEL, color=MUTED)
    y += 10
    left, bottom = 64, y + 250
    across = Scale(0, 100, left, on.width - 8)
    up = Scale(0, max(int(line.votes.max()) for line in found) * 1.14 or 1.0, bottom, y)
    number_axis(on, up, left, on.width - 8, words)
    for line, (color, dash) in reversed(list(zip(found, _STYLES, strict=False))):
        on.line([(across(at + 0.5), up(float(line.votes[at]))) for at in range(POINTS)], color, 1.8, dash)
    percent_axis(on, across, bottom)
    on.text_on_lines(left + 8, y + 6, words.say(WARNING), size=LABEL, color=MUTED)
    said = lines(f"→ {title}", LABEL, on.width - left)
    on.height = on.block(left, bottom + 34, said, 16, size=LABEL, color=MUTED) + 8
    return on


def _key(on: Canvas, found: list[Line]) -> float:
    """A dash of its own and a name for each line, below each other; gives where it ends."""
    y = 9.0
    for line, (color, dash) in zip(found, _STYLES, strict=False):
        on.rule(0, y, 30, y, color, 2.2, dash)
        y = on.block(38, y, lines(line.name, LABEL, on.width - 38), 16, size=LABEL) + 19
    return y
