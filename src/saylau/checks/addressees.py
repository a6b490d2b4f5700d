"""Whom a check asks: each addressee under one name, that which the case's own questions use, so that letters group."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.checks.ask import addressee
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Commission, Question
from saylau.records.kinds.commissions import CommissionLevel
from saylau.values.message import Message, Name, Said, Territory

COMMISSION = "the election commission"
"""The addressee where a case records no central commission."""
AUTHOR = "the source's author"
"""The addressee where no source is at hand."""
GOVERNMENT = "Government"


def as_asked(case: Case, name: str, otherwise: Said = "") -> Said:
    """A name as the questions of the case write it: `Central Commission of X` where they ask that for `Central
    Commission`, the shortest of several; else `otherwise`, the name itself where that is not given.
    """
    asked = [f for f in case.all(Question) if f.display is Display.PUBLIC]
    longer = [f for f in asked if f.record.who == name or f.record.who.startswith(f"{name} ")]
    if longer:
        return addressee(min(longer, key=lambda f: len(f.record.who)).fact)
    return otherwise or Message("{name}", name=name)


def commission(case: Case) -> Said:
    """The central commission of the assessed election; the generic name where none is recorded."""
    central = case.where(Commission, election=case.info.election, level=CommissionLevel.CENTRAL)
    found = next((f for f in central if f.display is Display.PUBLIC), None)
    if found is None or not found.record.name:
        return COMMISSION
    return as_asked(case, found.record.name, Message("{name}", name=Name(found.id)))


def government(case: Case) -> Said:
    """Who sets days off and days of work moved."""
    return as_asked(case, GOVERNMENT, "the government")


def parliament(case: Case) -> Said:
    """The parliament of the country."""
    return as_asked(case, "Parliament", Message("Parliament of {country}", country=Territory(case.country)))


def author(case: Case, facts: Iterable[str]) -> Said:
    """The author of the source in which the first of some claims stands; generic for no claim."""
    source = next((case.source_of(fact) for fact in facts), None)
    return as_asked(case, source.author or source.publisher or source.title) if source else AUTHOR


def asked_on(case: Case, provisions: Iterable[str], otherwise: Said) -> Said:
    """Who is asked about a provision in the case's own questions, the first provision first; else another."""
    public = [f for f in case.all(Question) if f.display is Display.PUBLIC]
    found = (addressee(f.fact) for provision in provisions for f in public if f.record.provision == provision)
    return next(found, otherwise)
