"""The last look before anything leaves the house: no name of a private or withheld person in any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from saylau.assessment.questions import OpenQuestion
from saylau.errors import ReportRefused
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.fact import Fact
from saylau.records.kinds import Person
from saylau.values import Truth

CASE_NUMBER = re.compile("[A-Z]{1,3}[0-9]{1,4}")
"""How a private person is called: letters of a series and a number."""
LONG_ENOUGH = 5
"""Letters from which a single word of a withheld name is looked for by itself, with up to two more as an ending."""


@dataclass(frozen=True)
class Guard:
    """Looks for withheld names in texts. It knows the names; what it raises never repeats one."""

    pattern: re.Pattern[str] | None
    """Empty where the case withholds no name, as where private people stand under case numbers only."""

    def refuse(self, place: str, text: str) -> None:
        """Raise `ReportRefused` naming the place where a text names someone or something withheld."""
        if self.pattern and self.pattern.search(_folded(text)):
            raise ReportRefused(
                f"{place}: the text names a person or thing that is withheld; write the case number instead, or show it"
            )


def guard_of(whole: Case, public: Case) -> Guard:
    """The guard over what leaves the house: `whole` knows all names, `public` those that may be printed."""
    shown = {fact.id for fact in public.facts}
    hidden = [f for f in whole.facts if f.id not in shown and hasattr(f.record, "name")]
    said = {word for f in public.facts for name in _names(f) for word in _folded(name).split()}
    whole_names = {_folded(name) for f in hidden for name in _names(f) if not CASE_NUMBER.fullmatch(name)}
    persons = {
        _folded(n) for f in hidden if isinstance(f.record, Person) for n in _names(f) if not CASE_NUMBER.fullmatch(n)
    }
    words = {w for name in persons for w in name.split() if len(w) >= LONG_ENOUGH and w not in said}
    parts = [re.escape(name) for name in sorted(whole_names)] + [rf"{re.escape(w)}\w{{0,2}}" for w in sorted(words)]
    return Guard(re.compile("|".join(rf"\b{part}\b" for part in parts)) if parts else None)


def refuse_names(guard: Guard, public: Case, questions: Iterable[OpenQuestion]) -> None:
    """Raise `ReportRefused` where a row of the copy prints a private person by name, or a text names a withheld one."""
    for fact in public.all(Person):
        if fact.record.public is not Truth.YES and not CASE_NUMBER.fullmatch(fact.record.name):
            raise ReportRefused(
                f"person.csv, {fact.fact}: a private person would be printed by name; write a case number such as P01 "
                "as the name, set display to withheld, or public to yes for a public figure"
            )
    for place, text in _texts(public, questions):
        guard.refuse(place, text)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _names(fact: Fact[Record]) -> tuple[str, ...]:
    """The name and other spellings of a thing; empty for what has none."""
    name = getattr(fact.record, "name", "")
    return (name, *getattr(fact.record, "aliases", ())) if name else ()


def free_texts(fact: Fact[Record]) -> tuple[str, ...]:
    """What a row says in words of its own: the text fields of its record, the quote, the note, and who said it."""
    values = (getattr(fact.record, c.name) for c in record_columns(type(fact.record)) if c.type == "text")
    found = (text for value in values if value for text in ((value,) if isinstance(value, str) else value))
    return tuple(text for text in (*found, fact.quote, fact.note, fact.said_by) if text)


def _texts(public: Case, questions: Iterable[OpenQuestion]) -> Iterator[tuple[str, str]]:
    """Every free text of the case that would go out, with the place where it stands."""
    for fact in public.facts:
        yield f"{fact.kind}.csv, {fact.fact}", " ".join((*free_texts(fact), fact.locator))
    for (thing, column, language), text in public.texts.items():
        yield f"texts.csv, {thing}, {column}, {language}", text
    for (phrase, language), text in public.phrases.items():
        yield f"phrases.csv, {phrase[:40]}, {language}", f"{phrase} {text}"
    for (chapter, language), text in public.prose.items():
        yield f"text/{chapter}.{language}.md", text
    for source in public.sources.values():
        yield f"sources.csv, {source.id}", f"{source.title} {source.author} {source.publisher} {source.url}"
    for review in public.reviews:
        yield f"review.csv, {review.finding}", f"{review.note} {review.reviewer}"
    yield "case.toml", f"{public.info.title} {public.info.organisation}"
    for asked in questions:
        yield "a question", repr(asked.question)
