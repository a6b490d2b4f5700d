"""Whom checks of the material ask: the authors of its sources where a letter can reach one, else who made the case."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Question

ANALYST = "the analyst"


def maker(case: Case) -> str:
    """Who made the case."""
    return case.info.organisation or ANALYST


def authors_asked(case: Case, facts: Iterable[str], asks: str) -> tuple[Question, ...]:
    """A question to each author of claims about what the author wrote; to who made the case for one without a name."""
    found = []
    for fact in facts:
        source = case.source_of(fact)
        if source.author or source.publisher:
            who = author(case, (fact,))
            found.append(asked(case, asks, who, f"material by {source.author or source.publisher}"))
        else:
            found.append(asked(case, asks, maker(case), f"source {source.id}"))
    return tuple(dict.fromkeys(found))


def public(facts: Iterable[Fact[Record]], field: str) -> str:
    """A field of public claims, as a list for a question; of others it stays untold."""
    said = (str(getattr(f.record, field)) for f in facts if f.display is Display.PUBLIC)
    return "; ".join(dict.fromkeys(said))
