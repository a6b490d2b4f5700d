"""The last look before anything leaves the house: no name of a private or withheld person in any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from saylau.assessment.questions import OpenQuestion
from saylau.errors import ReportRefused
from saylau.methods.transliteration import is_cyrillic, is_latin, to_cyrillic, to_latin
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
    said = {word for f in public.facts for name in _said_names(public, f) for word in _folded(name).split()}
    called = {f.fact: [n for n in _said_names(whole, f) if not CASE_NUMBER.fullmatch(n)] for f in hidden}
    whole_names = {form for names in called.values() for name in names for form in _scripts(name)}
    persons = [name for f in hidden if isinstance(f.record, Person) for name in called[f.fact]]
    own = {word for name in persons for word in name.split() if _folded(word) not in said}
    words = {form for word in own for form in _scripts(word) if len(form) >= LONG_ENOUGH and form not in said}
    parts = [re.escape(name) for name in sorted(whole_names - said)] + sorted({_with_ending(word) for word in words})
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
    """A text without what differs from one way of writing to another: case, line breaks, soft hyphens, apostrophes."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\\n", " ").replace("\\'", "'")
    return " ".join(_APOSTROPHE.sub("'", plain).casefold().replace("\u0451", "\u0435").split())


_APOSTROPHE = re.compile("[\u02bc\u2018\u2019]")


def _scripts(name: str) -> frozenset[str]:
    """A name as written, and as Russian and Kazakh would write it in the other script."""
    turn = to_cyrillic if is_latin(name) else to_latin if is_cyrillic(name) else None
    return frozenset(
        {_folded(name)} | ({_folded(turn(name, language)) for language in ("ru", "kk")} if turn else set())
    )


def _with_ending(word: str) -> str:
    """A pattern for a word of a name with another ending: of Cyrillic words the last vowel or sign may go."""
    stem = word[:-1] if len(word) > LONG_ENOUGH and word[-1] in _FALLS_OFF else word
    return rf"{re.escape(stem)}\w{{0,{2 + len(word) - len(stem)}}}"


_FALLS_OFF = "\u0430\u044f\u044c\u0439"
"""Last letters of Russian names that give way to an ending."""


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
