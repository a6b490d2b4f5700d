"""Ink: what writes a paper of casework. It counts footnotes and tables, and knows how a claim is cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from saylau.casework.fill import Filled
from saylau.casework.found import Piece
from saylau.records.case import Case
from saylau.records.fact import Heard
from saylau.records.source import Source
from saylau.report.document import WORDS, Document, Head, Inline, Line, Mark, Note, Row, Section, Table, Term, Text
from saylau.report.pen import full_reference, short_reference
from saylau.report.words import Words
from saylau.values.message import Said, Value

_HEARD = {Heard.SECOND_HAND: "as heard from someone who was there", Heard.HEARSAY: "as heard from others"}


@dataclass
class Ink:
    """Words, footnotes and numbers of one paper in the making."""

    filled: Filled
    words: Words
    draft: bool = False
    notes: list[Note] = field(default_factory=list)
    tables: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def case(self) -> Case:
        """The case of the dossier."""
        return self.filled.given.case

    def say(self, english: str, **values: Value) -> str:
        """A template in the language of the paper."""
        return self.words.say(english, **values)

    def text(self, said: Said) -> str:
        """A text in the language of the paper."""
        return self.words.text(said)

    def line(self, said: Said) -> Line:
        """A text with numbers that lead to their facts."""
        return self.words.line(said)

    def note(self, line: Line) -> Mark:
        """A footnote, or an earlier one that says the same."""
        for note in self.notes:
            if note.line == line:
                return Mark(note.number)
        self.notes.append(Note(len(self.notes) + 1, line))
        return Mark(len(self.notes))

    def piece(self, piece: Piece) -> Line:
        """The sentences of a piece, with one footnote on what it rests."""
        said: list[Inline] = []
        for place, sentence in enumerate(piece.says):
            said += [*([Text(" ")] if place else []), *self.line(sentence)]
        return (*said, *self.source(piece))

    def source(self, piece: Piece) -> tuple[Mark, ...]:
        """The footnote of a piece: source and place of each claim, annexes, or the entry of the vault."""
        told: list[Inline] = []
        for cited in (*self._claims(piece.facts), *(self.line(entry) for entry in piece.entries)):
            told += [*([Text("; ")] if told else []), *cited]
        return (self.note((*told, Text("."))),) if told else ()

    def _claims(self, names: Iterable[str]) -> Iterable[Line]:
        places: dict[str, list[str]] = {}
        for name in names:
            fact = self.case.fact(name)
            said = places.setdefault(fact.source, [])
            annex = self.filled.given.annex(getattr(fact.record, "document", "")) if self.filled.papers else 0
            told = (
                self.words.own(fact.locator),
                self.say("annex {number}", number=annex) if annex else "",
                self.say(_HEARD[fact.heard]) if fact.heard in _HEARD else "",
            )
            said += [one for one in told if one and one not in said]
        for source, about in places.items():
            yield (Text(", ".join([self._reference(self.case.sources[source]), *about])),)

    def _reference(self, source: Source) -> str:
        """The source in full at first mention, then in its short form."""
        first = source.id not in self.seen
        self.seen.add(source.id)
        return full_reference(source, self.words) if first else short_reference(source, self.words)

    def table(self, caption: str, heads: Sequence[Head], rows: Iterable[Row], widths: tuple[int, ...]) -> Table:
        """A table with the next number."""
        self.tables += 1
        return Table(self.tables, caption, tuple(heads), tuple(rows), widths=widths)


def name_of(filled: Filled) -> str:
    """Beginning of the names of files: case number and form, nothing else of the person."""
    return f"{filled.number}.{filled.form.name}"


def paper(ink: Ink, title: str, front: tuple[Term, ...], sections: tuple[Section, ...], mark: str) -> Document:
    """A paper about one person, under the case number alone."""
    filled, info = ink.filled, ink.case.info
    return Document(
        id=name_of(filled),
        language=ink.words.language,
        title=title,
        subtitle=ink.say("Case number {number}", number=filled.number),
        author=ink.words.own(info.organisation),
        day=filled.given.day.isoformat(),
        cover=front,
        about=(),
        watermark=mark,
        sections=sections,
        notes=tuple(ink.notes),
        words={word: ink.say(word) for word in WORDS},
    )
