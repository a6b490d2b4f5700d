"""The last look before anything leaves the house: no name of a private or withheld person in any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from saylau.assessment.questions import OpenQuestion
from saylau.errors import ReportRefused
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.fact import Display
from saylau.records.kinds import Person
from saylau.values import Truth

CASE_NUMBER = re.compile("[A-Z]{1,3}[0-9]{1,4}")
"""How a private person is called: letters of a series and a number."""


def refuse_names(whole: Case, public: Case, questions: Iterable[OpenQuestion]) -> None:
    """Raise `ReportRefused` where the copy for publication names a private or withheld person.

    `whole` knows the names; `public` and the questions are what would go out. The error names the place, never the
    name. Case numbers such as P01 are no names.
    """
    for fact in public.all(Person):
        if fact.record.public is not Truth.YES and not CASE_NUMBER.fullmatch(fact.record.name):
            raise ReportRefused(
                f"person.csv, {fact.fact}: a private person would be printed by name; write a case number such as P01 "
                "as the name, set display to withheld, or public to yes for a public figure"
            )
    names = _names_to_keep(whole, public)
    if not names:
        return
    found = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    for place, text in _texts(public, questions):
        if found.search(_folded(text)):
            raise ReportRefused(f"{place}: the text names a person who is withheld; write the case number instead")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _names_to_keep(whole: Case, public: Case) -> list[str]:
    """Names and other spellings of persons whose rows do not go out, in a stable order."""
    shown = {fact.id for fact in public.all(Person)}
    hidden = [fact.record for fact in whole.facts if isinstance(fact.record, Person) and fact.id not in shown]
    names = {_folded(name) for person in hidden for name in (person.name, *person.aliases) if name}
    return sorted(name for name in names if not CASE_NUMBER.fullmatch(name.upper()))


def _texts(public: Case, questions: Iterable[OpenQuestion]) -> Iterator[tuple[str, str]]:
    """Every free text that would go out, with the place where it stands."""
    for fact in public.facts:
        if fact.display is Display.PUBLIC:
            fields = [c.name for c in record_columns(type(fact.record)) if c.type == "text"]
            said = (getattr(fact.record, name) for name in fields)
            text = " ".join(v if isinstance(v, str) else " ".join(v) for v in said if v)
            yield f"{fact.kind}.csv, {fact.fact}", f"{text} {fact.quote} {fact.note} {fact.said_by} {fact.locator}"
    for (thing, column, language), text in public.texts.items():
        yield f"texts.csv, {thing}, {column}, {language}", text
    for (chapter, language), text in public.prose.items():
        yield f"text/{chapter}.{language}.md", text
    for source in public.sources.values():
        yield f"sources.csv, {source.id}", f"{source.title} {source.author} {source.publisher}"
    for asked in questions:
        yield "a question", f"{asked.question.asks} {asked.question.who} {asked.question.why}"
