"""Pen: what writes the tree. It counts paragraphs, tables, figures and notes through the whole report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_lowercase

from saylau.assessment.assess import Assessment
from saylau.records.base import Record
from saylau.records.fact import Fact, Heard
from saylau.records.source import Source
from saylau.report.document import Figure, Head, Line, Mark, Note, Paragraph, Row, Table, Text
from saylau.report.words import Words, source_anchor
from saylau.values.message import Message, Value


@dataclass
class Pen:
    """Counters of one report in the making, and the words of its language."""

    assessment: Assessment
    words: Words
    paragraphs: int = 0
    tables: int = 0
    figures: list[Figure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)
    """Claims that the report leads to, in the order of first use."""
    _seen_sources: set[str] = field(default_factory=set)

    def say(self, english: str, **values: Value) -> str:
        """A template in the language of the report."""
        return self.words.say(english, **values)

    def wording(self, fact: Fact[Record], column: str) -> str:
        """A text of a claim in the language of the report."""
        return self.words.wording(fact.fact, column, self.words.language)

    def paragraph(self, line: Line | str, anchor: str = "") -> Paragraph:
        """The next numbered paragraph."""
        self.paragraphs += 1
        return Paragraph((Text(line),) if isinstance(line, str) else line, self.paragraphs, anchor)

    def table(
        self,
        caption: str,
        heads: tuple[Head, ...],
        rows: tuple[Row, ...],
        *,
        source: Line = (),
        anchor: str = "",
        widths: tuple[int, ...] = (),
        entries: int = 0,
    ) -> Table:
        """The next numbered table."""
        self.tables += 1
        return Table(self.tables, caption, heads, rows, source, anchor, widths, entries)

    def note(self, line: Line) -> Mark:
        """The next footnote, or the one before it where it says the same."""
        if self.notes and self.notes[-1].line == line:
            return Mark(len(self.notes))
        self.notes.append(Note(len(self.notes) + 1, line))
        return Mark(len(self.notes))

    def use(self, facts: tuple[str, ...]) -> None:
        """Remember that the report leads to these claims."""
        self.used.update(dict.fromkeys(facts))

    def cite_facts(self, names: tuple[str, ...]) -> tuple[Mark, ...]:
        """One footnote with source and place of each claim, sources in order of first use."""
        self.use(names)
        places: dict[str, list[str]] = {}
        for name in names:
            if name in self.assessment.hidden:
                places.setdefault(self.assessment.hidden[name], [])
                continue
            fact = self.assessment.case.fact(name)
            found = places.setdefault(fact.source, [])
            locator = self.words.own(fact.locator)
            if locator and locator not in found:
                found.append(locator)
        parts: list[Text] = []
        for source, locators in places.items():
            if parts:
                parts.append(Text("; "))
            parts.append(self._reference(self.assessment.case.sources[source]))
            if locators:
                parts.append(Text(", " + ", ".join(locators)))
        return (self.note((*parts, Text("."))),) if parts else ()

    def _reference(self, source: Source) -> Text:
        """The source in full at first mention, then in its short form; it leads to the list of sources."""
        said = self.short(source) if source.id in self._seen_sources else self.full(source)
        self._seen_sources.add(source.id)
        return Text(said, target=source_anchor(source.id))

    def short(self, source: Source) -> str:
        """The short form of a source, told apart by a letter from others that would read the same: `... 2019a`."""
        return self._short[source.id]

    @cached_property
    def _short(self) -> dict[str, str]:
        """The short form of every source of the case, by its id."""
        alike: dict[str, list[str]] = {}
        for source in self.assessment.case.sources.values():
            alike.setdefault(short_reference(source, self.words), []).append(source.id)
        return {name: _told_apart(said, place, len(names)) for said, names in alike.items()
                for place, name in enumerate(names)}  # fmt: skip

    def full(self, source: Source) -> str:
        """The whole reference; where the short form bears a letter, with that form."""
        short = self.short(source)
        called = "" if short == short_reference(source, self.words) else self.say(" (cited as {short})", short=short)
        return full_reference(source, self.words) + called

    def stated_by(self, fact: Fact[Record]) -> str:
        """Who states a claim, and how it reached its source where that is known."""
        source = self.assessment.case.source_of(fact)
        who = self.wording(fact, "said_by") or self.words.own(source.author or source.publisher)
        if fact.heard is Heard.NOT_KNOWN:
            return who
        heard = Message(fact.heard.value)
        return self.say("{who} ({heard})", who=who, heard=heard) if who else self.words.text(heard)

    def place_of(self, fact: Fact[Record]) -> Line:
        """Source and place of a claim, for a table."""
        source = self.assessment.case.source_of(fact)
        locator = self.words.own(fact.locator)
        place = f", {locator}" if locator else ""
        return (Text(self.short(source), target=source_anchor(source.id)), Text(place))


def _told_apart(said: str, place: int, of: int) -> str:
    """A short form with its letter where several sources read alike."""
    if of == 1:
        return said
    letter = ascii_lowercase[place % 26]
    return f"{said}{letter}" if said[-1:].isdigit() else f"{said} ({letter})"


def short_reference(source: Source, words: Words) -> str:
    """Who wrote it, else the first words of its title, and the year: `Open Dialogue Foundation 2019`."""
    who = words.own(source.author or source.publisher) or re.split("[,:]", words.own(source.title))[0]
    year = _year(source)
    return f"{who} {year}" if year and year not in who else who


def full_reference(source: Source, words: Words) -> str:
    """Author, title, day, and the day on which it was looked at."""
    parts = [words.own(source.author or source.publisher), words.quoted(words.own(source.title))]
    if source.published:
        parts.append(words.when(source.published))
    if source.retrieved:
        parts.append(words.say("looked at {day}", day=words.when(source.retrieved)))
    return ", ".join(part for part in parts if part)


def _year(source: Source) -> str:
    return str(source.published.first.year) if source.published and source.published.first else ""
