"""Small invented cases for tests: facts from records, all in one source unless told otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from saylau.records.base import Record, Ref
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Election
from saylau.records.source import CaseInfo, Grade, Interest, Source
from saylau.values import Truth, When
from saylau.values.message import Said, sentence

POLL = date(2019, 6, 9)


def source(name: str = "s1", grade: Grade = Grade.B, interest_of: Interest = Interest.OTHER, **more: Any) -> Source:
    """An invented source."""
    return Source(id=name, title=f"Source {name}", author="Invented", grade=grade, interest=interest_of, **more)


def fact(record: Record, thing: str, claim: str = "", source: str = "s1", **more: Any) -> Fact[Record]:
    """A claim about a thing; its name is the thing's id unless told."""
    return Fact(record, thing, claim or thing, source, locator=more.pop("locator", "p. 1"), **more)


def election(poll: str = "2019-06-09", called: str | None = "2019-04-09") -> Fact[Record]:
    """The election that an invented case assesses."""
    return fact(
        Election(
            name="Invented election",
            level="presidential",
            early=Truth.YES,
            poll=When.parse(poll),
            called=When.parse(called) if called else None,
        ),
        "election-2019",
    )


def case_of(*facts: Fact[Record], sources: tuple[Source, ...] = (), country: str = "xx", **more: Any) -> Case:
    """A case of the facts given, in a country without a law module unless told otherwise."""
    info = CaseInfo(
        id="invented", title="Invented case", country=country, election=Ref("election-2019"), poll=POLL,
        assessed=date(2019, 6, 9), smallest=3, smallest_reason="invented",
    )  # fmt: skip
    known = {s.id: s for s in (sources or (source(),))}
    return Case(info=info, sources=known, facts=facts, **more)


def template(said: Said) -> str:
    """The English template of a text."""
    return sentence(said).template
