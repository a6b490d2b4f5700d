"""Whom a check asks: each addressee under one name, that which the case's own questions use, so that letters group."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Commission, Question
from saylau.records.kinds.commissions import CommissionLevel

COMMISSION = "the election commission"
"""The addressee where a case records no central commission."""
AUTHOR = "the source's author"
"""The addressee where no source is at hand."""
GOVERNMENT = "Government"


def as_asked(case: Case, name: str) -> str:
    """A name as the questions of the case write it: `Central Commission of X` where they ask that for `Central
    Commission`, the shortest of several; else the name itself.
    """
    asked = (f.record.who for f in case.all(Question) if f.display is Display.PUBLIC)
    longer = [who for who in asked if who == name or who.startswith(f"{name} ")]
    return min(longer, key=len, default=name)


def commission(case: Case) -> str:
    """The central commission of the assessed election; the generic name where none is recorded."""
    central = case.where(Commission, election=case.info.election, level=CommissionLevel.CENTRAL)
    name = next((f.record.name for f in central if f.display is Display.PUBLIC), "")
    return as_asked(case, name) if name else COMMISSION


def government(case: Case) -> str:
    """Who sets days off and days of work moved."""
    name = as_asked(case, GOVERNMENT)
    return "the government" if name == GOVERNMENT else name


def author(case: Case, facts: Iterable[str]) -> str:
    """The author of the source in which the first of some claims stands; generic for no claim."""
    source = next((case.source_of(fact) for fact in facts), None)
    return as_asked(case, source.author or source.publisher or source.title) if source else AUTHOR


def asked_on(case: Case, provisions: Iterable[str], otherwise: str) -> str:
    """Who is asked about a provision in the case's own questions, the first provision first; else another."""
    public = [f.record for f in case.all(Question) if f.display is Display.PUBLIC]
    found = (record.who for provision in provisions for record in public if record.provision == provision)
    return next(found, otherwise)
