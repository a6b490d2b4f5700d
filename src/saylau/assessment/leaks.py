"""The last look before anything leaves the house: no name of a private or withheld person in any text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from saylau.assessment.clearance import Clearance, Secrets
from saylau.assessment.questions import OpenQuestion
from saylau.assessment.spellings import LONG_ENOUGH, as_read, folded, scripts, stem
from saylau.errors import ReportRefused
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.fact import Fact
from saylau.records.kinds import Person
from saylau.values import Truth

CASE_NUMBER = re.compile("[A-Z]{1,3}-?[0-9]{1,6}")
"""How a private person is called: letters of a series and a number."""


@dataclass(frozen=True)
class Guard:
    """Looks for withheld names in texts. It knows the names; what it raises never repeats one."""

    pattern: re.Pattern[str] | None
    """Empty where the case withholds no name, as where private people stand under case numbers only."""
    secrets: Secrets | None = None
    """What the vault beside the case holds of people who may not be named or shown."""

    @property
    def knows_names(self) -> bool:
        """Whether there is anything to look for."""
        return self.pattern is not None or self.secrets is not None

    def refuse(self, place: str, text: str) -> None:
        """Raise `ReportRefused` naming the place where a text names someone or something withheld."""
        text = as_read(text)
        if self.pattern and self.pattern.search(folded(text)):
            raise ReportRefused(
                f"{place}: the text names a person or thing that is withheld; write the case number instead, or show it"
            )
        if self.secrets and self.secrets.stand_in(text):
            raise ReportRefused(
                f"{place}: a name, address, telephone or case number of somebody in the vault stands in the text, who "
                "did not agree to that; take it out. Where it is an ordinary word, give the name in the vault by its "
                "parts (family, given, patronymic): only the family name is then looked for by itself"
            )


def guard_of(whole: Case, public: Case, cleared: Clearance | None = None) -> Guard:
    """The guard over what leaves the house: `whole` knows all names, `public` those that may be printed, `cleared` what
    stands in the vault.
    """
    shown = {fact.id for fact in public.facts}
    hidden = [f for f in whole.facts if f.id not in shown and hasattr(f.record, "name")]
    said = {word for f in public.facts for name in _said_names(public, f) for word in folded(name).split()}
    called = {f.fact: [n for n in _said_names(whole, f) if not CASE_NUMBER.fullmatch(n)] for f in hidden}
    whole_names = {form for names in called.values() for name in names for form in scripts(name)}
    persons = [name for f in hidden if isinstance(f.record, Person) for name in called[f.fact]]
    own = {word for name in persons for word in name.split() if folded(word) not in said}
    words = {form for word in own for form in scripts(word) if len(form) >= LONG_ENOUGH and form not in said}
    parts = [re.escape(name) for name in sorted(whole_names - said)] + sorted({_with_ending(word) for word in words})
    secrets = cleared.secrets.beside(said_names(public, public.facts)) if cleared else None
    return Guard(re.compile("|".join(rf"\b{part}\b" for part in parts)) if parts else None, secrets)


def refuse_names(
    guard: Guard, public: Case, questions: Iterable[OpenQuestion], named: Collection[str] = frozenset()
) -> None:
    """Raise `ReportRefused` where a row of the copy prints a private person by name, or a text names a withheld one.

    `named` holds the ids of those who agreed to be named.
    """
    for fact in public.all(Person):
        private = fact.record.public is not Truth.YES and fact.id not in named
        if private and not CASE_NUMBER.fullmatch(fact.record.name):
            raise ReportRefused(
                f"person.csv, {fact.fact}: a private person would be printed by name; write a case number such as P01 "
                "as the name, set display to withheld, or public to yes for a public figure"
            )
    for place, text in texts_of(public, questions):
        guard.refuse(place, text)


def _with_ending(word: str) -> str:
    """A pattern for a word of a name with another ending: of Cyrillic words the last vowel or sign may go."""
    kept, more = stem(word)
    return rf"{re.escape(kept)}\w{{0,{more}}}"


def said_names(case: Case, facts: Iterable[Fact[Record]]) -> Iterator[str]:
    """The names of things with their translations."""
    for fact in facts:
        yield from _said_names(case, fact)


def _said_names(case: Case, fact: Fact[Record]) -> tuple[str, ...]:
    """The names of a thing with their translations, from texts of the thing and from phrases."""
    own = _names(fact)
    if not own:
        return ()
    told = tuple(text for (thing, _, _), text in case.texts.items() if thing in (fact.id, fact.fact))
    turned = tuple(text for (phrase, _), text in case.phrases.items() if phrase in own)
    return (*own, *told, *turned)


def _names(fact: Fact[Record]) -> tuple[str, ...]:
    """The name and other spellings of a thing; empty for what has none."""
    name = getattr(fact.record, "name", "")
    return (name, *getattr(fact.record, "aliases", ())) if name else ()


def free_texts(fact: Fact[Record]) -> tuple[str, ...]:
    """What a row says in words of its own: the text fields of its record, the quote, the note, and who said it."""
    values = (getattr(fact.record, c.name) for c in record_columns(type(fact.record)) if c.type == "text")
    found = (text for value in values if value for text in ((value,) if isinstance(value, str) else value))
    return tuple(text for text in (*found, fact.quote, fact.note, fact.said_by) if text)


def texts_of(public: Case, questions: Iterable[OpenQuestion] = ()) -> Iterator[tuple[str, str]]:
    """Every free text of a case, with the place where it stands; and its questions."""
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
