"""Dated events of offices, institutions and laws on powers, as a dated list."""

from __future__ import annotations

from collections.abc import Sequence

from saylau.checks.finding import Finding
from saylau.checks.power_timeline import EventSort
from saylau.report.charts.dated_list import Entry, draw, table
from saylau.report.charts.look import BLUE, GOLD, MUTED, NARROW, RUST, WIDE, Key
from saylau.report.charts.picture import Picture, footer
from saylau.report.document import Head
from saylau.report.words import Words
from saylau.values import When
from saylau.values.message import Message

CHECK = "power.timeline"


def timeline(findings: tuple[Finding, ...], words: Words, source: str) -> Picture | None:
    """The events in the order of the finding, those without a date last; None where fewer than two are dated."""
    keys = {
        EventSort.OFFICE: Key(words.say("Offices"), BLUE, "circle"),
        EventSort.INSTITUTION: Key(words.say("Institutions"), MUTED, "diamond"),
        EventSort.LAW: Key(words.say("Laws"), RUST, "square"),
        EventSort.RULING: Key(words.say("Rulings"), GOLD, "triangle-up"),
    }
    entries, dated = [], []
    for finding in findings:
        for measure in finding.measures:
            sort, _, _ = measure.name.partition(":")
            if isinstance(measure.value, When | Message):
                key = keys[EventSort(sort)]
                entry = Entry(words.value(measure.value), words.text(measure.label), key, finding)
                entries.append(entry)
                dated.extend([entry] if isinstance(measure.value, When) else [])
    if len(dated) < 2:
        return None
    caption = words.say("Offices, institutions and laws on powers before the election")
    subtitle = words.say(
        "Dates as the sources state them; two dates of one event stand apart. Distances are not to scale."
    )
    foot = footer(words, source, CHECK)
    wide, narrow = (draw(entries, list(keys.values()), caption, subtitle, foot, total) for total in (WIDE, NARROW))
    heads = (Head(words.say("When")), Head(words.say("Event")), Head(words.say("Finding")))
    return Picture(caption, _alt(dated, words), wide, heads, table(entries), narrow)


def _alt(dated: Sequence[Entry], words: Words) -> str:
    return words.say(
        "Dated list of {number} events of offices, institutions and laws on powers, from {first} to {last}. The table "
        "beside it holds them all.",
        number=len(dated),
        first=dated[0].when,
        last=dated[-1].when,
    )
