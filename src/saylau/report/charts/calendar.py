"""The electoral calendar as a dated list: one row a stage, in order of time."""

from __future__ import annotations

from collections.abc import Sequence

from saylau.checks.finding import Finding
from saylau.report.charts.dated_list import Entry, draw, table
from saylau.report.charts.look import BLUE, NARROW, WIDE, Key
from saylau.report.charts.picture import Picture, footer, plain_value
from saylau.report.document import Head
from saylau.report.words import Words
from saylau.values import When

CHECK = "calendar.events"


def events(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """The stages in the order of the finding; None where no finding holds a dated stage."""
    day = Key(words.say("one day"), BLUE, "circle")
    period = Key(words.say("period"), BLUE, "square")
    entries = _entries(findings, words, day, period)
    if not entries:
        return None
    caption = words.say("Calendar of the election")
    subtitle = words.say("Days as the sources state them. Stages may overlap. Distances are not to scale.")
    foot = footer(words, source, CHECK)
    wide, narrow = (draw(entries, (day, period), caption, subtitle, foot, total) for total in (WIDE, NARROW))
    heads = (Head(words.say("When")), Head(words.say("Stage")), Head(words.say("Finding")))
    return Picture(caption, _alt(entries, words), wide, heads, table(entries), narrow)


def _entries(findings: Sequence[Finding], words: Words, day: Key, period: Key) -> list[Entry]:
    """Each stage with each of its dates once, however many sources give it."""
    found: dict[tuple[str, str], Entry] = {}
    for finding in findings:
        for measure in finding.measures:
            value = plain_value(measure)
            if isinstance(value, When):
                says = words.text(measure.label)
                entry = Entry(words.value(value), says, period if value.is_interval else day, finding)
                found.setdefault((entry.when, says), entry)
    return list(found.values())


def _alt(entries: Sequence[Entry], words: Words) -> str:
    first, last = entries[0], entries[-1]
    return words.say(
        "Dated list of {number} stages of the election, from {first} ({first_when}) to {last} ({last_when}). The table "
        "beside it holds the dates.",
        number=len(entries),
        first=first.says,
        first_when=first.when,
        last=last.says,
        last_when=last.when,
    )
