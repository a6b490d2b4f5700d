"""Whom checks of the material ask: the authors of its sources where a letter can reach one, else who made the case."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.law.asked import Asked
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.values.message import Message, Said, Simple, Wording

ANALYST = "the analyst"


WITHHELD = Message("what is withheld")


def maker(case: Case) -> Said:
    """Who made the case."""
    return Message("{name}", name=case.info.organisation) if case.info.organisation else ANALYST


def authors_asked(case: Case, facts: Iterable[str], asks: Said) -> tuple[Asked, ...]:
    """A question to each author of claims about what the author wrote; to who made the case for one without a name."""
    found = []
    for fact in facts:
        source = case.source_of(fact)
        if source.author or source.publisher:
            who = author(case, (fact,))
            about = Message("material by {author}", author=source.author or source.publisher)
            found.append(asked(case, asks, who, about))
        else:
            found.append(asked(case, asks, maker(case), Message("source {source}", source=source.id)))
    return tuple(dict.fromkeys(found))


def public(facts: Iterable[Fact[Record]], field: str) -> tuple[Simple, ...]:
    """A field of public claims, as a list for a question; of others it stays untold."""
    shown = [f for f in facts if f.display is Display.PUBLIC]
    first = {getattr(f.record, field): f.fact for f in reversed(shown)}
    return tuple(Wording(fact, field) for fact in reversed(first.values())) or (WITHHELD,)
