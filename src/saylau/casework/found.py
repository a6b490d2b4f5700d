"""What an extractor is given, and what it finds: sentences with the facts they rest on, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact, Status
from saylau.records.kinds import Person
from saylau.values import Truth, When
from saylau.values.message import Message, Said
from saylau.vault.entries import Entry, Identity, Paper
from saylau.vault.ledger import Answer, Detail, may_leave

R = TypeVar("R", bound=Record)
E = TypeVar("E")
ADULT = 18
NOBODY = "?"
"""Attorney of those whose vault holds no power of attorney before the body, where nobody said who submits."""


class Rule(StrEnum):
    """Why a field cannot be filled."""

    NO_FACT = "no fact"
    NOT_ACCEPTED = "fact not accepted"
    DISPUTED = "disputed, other telling missing"
    WITHHELD = "row marked as withheld"
    NO_CONSENT = "no consent"
    CONSENT_EXPIRED = "consent expired"
    CONSENT_WITHDRAWN = "consent withdrawn"
    NO_AUTHORITY = "no authority"
    AUTHORITY_EXPIRED = "authority expired"
    AUTHORITY_REVOKED = "authority revoked"
    REMEDY_OPEN = "remedy open"
    ELSEWHERE = "pending before another body"
    TOO_LONG = "too long"
    TO_WRITE = "written by a person"


@dataclass(frozen=True)
class Missing:
    """Something that keeps a field from being filled as it should be."""

    rule: Rule
    says: Said
    """What is missing, or the fact that would fill it."""
    who: Said
    """Who can give it."""
    facts: tuple[str, ...] = ()
    blocks: bool = False
    """Whether it blocks a required field although something was found."""


@dataclass(frozen=True)
class Piece:
    """Sentences that rest on the same facts or entries."""

    says: tuple[Said, ...]
    when: When | None = None
    """When it happened, where it stands in a list in order of time."""
    facts: tuple[str, ...] = ()
    """Names of the claims of the case on which it rests."""
    entries: tuple[Said, ...] = ()
    """What in the vault it rests on, as a footnote says it."""


@dataclass(frozen=True)
class Found:
    """What an extractor found."""

    pieces: tuple[Piece, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Given:
    """What an extractor may look at: one person of one case, on one day, for one body."""

    case: Case
    number: str
    """Case number of the person."""
    entries: Sequence[Entry]
    """What the vault holds of the person."""
    day: date
    language: str = "en"
    attorney: str = ""
    """Who submits: an id of an organisation of the case, or a name; empty for the person, `NOBODY` where it is open."""
    body: str = ""
    """To whom it goes, by its id."""
    to_government: bool = False
    """Whether the body hands what it gets to the state."""
    mandated: bool = True
    """Whether who submits needs a power of attorney; else consent is enough."""

    @property
    def person(self) -> str:
        """Id of the person in the case."""
        return self.number.lower()

    def held(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of one kind, in the order in which they were added."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    @cached_property
    def accepted(self) -> Case:
        """The case without drafts and without rows that do not leave the team."""
        kept = (f for f in self.case.facts if f.status is not Status.DRAFT and f.display is not Display.WITHHELD)
        return replace(self.case, facts=tuple(kept))

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The annexes: each paper that was there on the day, once, in the order in which it came in."""
        return papers_until(self.entries, self.day)

    def annex(self, sha256: str) -> int:
        """Number of the annex of a hash; 0 for none."""
        hashes = [paper.sha256 for paper in self.papers]
        return hashes.index(sha256) + 1 if sha256 in hashes else 0

    def may_leave(self, detail: Detail) -> Answer:
        """Whether the ledger lets a detail of the person go to the body on the day."""
        return may_leave(
            self.entries, detail, self.body, self.day, number=self.number, to_government=self.to_government,
            minor=self.minor,
        )  # fmt: skip

    @cached_property
    def minor(self) -> bool:
        """Whether the person is a child on the day, or was one at the time as the case says it."""
        told = any(f.record.minor is Truth.YES for f in self.case.all(Person) if f.id == self.person)
        born = [one.born for one in self.held(Identity) if one.born]
        latest = born[-1].last if born else None
        return told or (latest is not None and (self.day.year - latest.year, self.day.month, self.day.day) < (
            ADULT, latest.month, latest.day
        ))  # fmt: skip


def papers_until(entries: Sequence[Entry], day: date) -> tuple[Paper, ...]:
    """Each paper of one person that was there on a day, once, in the order in which it came in."""
    return tuple({e.sha256: e for e in entries if isinstance(e, Paper) and e.on <= day}.values())


@dataclass(frozen=True)
class Telling(Generic[R]):
    """One telling of one thing: the claims that say the same, and how many other tellings there are."""

    thing: str
    record: R
    claims: tuple[Fact[R], ...]
    place: int = 1
    of: int = 1

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the claims."""
        return tuple(claim.fact for claim in self.claims)

    def said(self, *sentences: Said) -> tuple[Said, ...]:
        """The sentences; where the thing is told in several ways, after a sentence that says so."""
        if self.of == 1:
            return sentences
        return (Message("By one of {of} accounts that differ:", of=self.of), *sentences)


@dataclass(frozen=True)
class Told(Generic[R]):
    """All tellings of a kind about a person that may be used, in row order, and why others may not."""

    tellings: tuple[Telling[R], ...] = ()
    missing: tuple[Missing, ...] = ()


TEAM = "the team that keeps the record"


def told(given: Given, kind: type[R], concerns: Callable[[R], bool]) -> Told[R]:
    """The accepted claims of a kind that concern the person, thing by thing: claims that say the same are one telling.

    A draft is not accepted, a withheld row does not leave the team, and a claim that is marked disputed while no other
    telling of the thing is accepted would give one side only.
    """
    found: dict[str, list[Fact[R]]] = {}
    missing: list[Missing] = []
    for fact in given.case.all(kind):
        if not concerns(fact.record):
            continue
        if fact.display is Display.WITHHELD:
            missing.append(Missing(Rule.WITHHELD, "The row is marked as withheld.", TEAM, (fact.fact,)))
        elif fact.status is Status.DRAFT:
            missing.append(
                Missing(Rule.NOT_ACCEPTED, "The claim is a draft: it is to be reviewed.", TEAM, (fact.fact,))
            )
        else:
            found.setdefault(fact.id, []).append(fact)
    tellings = [one for thing, claims in found.items() for one in _tellings(thing, claims)]
    alone = [one for one in tellings if one.of == 1 and any(c.status is Status.DISPUTED for c in one.claims)]
    missing += [
        Missing(Rule.DISPUTED, "The claim is disputed: the other telling is to be recorded beside it.",
                TEAM, one.facts, blocks=True)
        for one in alone
    ]  # fmt: skip
    return Told(tuple(one for one in tellings if one not in alone), tuple(missing))


def _tellings(thing: str, claims: Sequence[Fact[R]]) -> Iterable[Telling[R]]:
    alike: dict[R, list[Fact[R]]] = {}
    for claim in claims:
        alike.setdefault(claim.record, []).append(claim)
    for place, (record, same) in enumerate(alike.items(), 1):
        yield Telling(thing, record, tuple(same), place, len(alike))


def in_time(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces by their first day, then by their last, so that a measure stands after the day on which it began; of
    the same days in the order in which they are recorded, which is that of a procedure. Those without a day come last.
    """
    return tuple(sorted(pieces, key=_days))


def _days(piece: Piece) -> tuple[date, date]:
    when = piece.when
    return (date.max, date.max) if when is None else (when.first or date.max, when.last or date.max)


def merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces that say the same as one, with the facts of all: of short answers, where the time is not told."""
    alike: dict[tuple[Said, ...], list[Piece]] = {}
    for piece in pieces:
        alike.setdefault(piece.says, []).append(piece)
    return tuple(
        Piece(says, same[0].when, tuple(dict.fromkeys(f for one in same for f in one.facts)))
        for says, same in alike.items()
    )
