"""The gate between vault and report: which private people a case counts, shows under a number, or names, on a day.

Pure: from a case and the entries of its people to the case that the checks may see, and to what may be shown of it.
A person of whom the vault knows nothing granted nothing. Public figures are named without consent, their relatives not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from saylau.assessment.clearance import Clearance, Secrets
from saylau.assessment.leaks import CASE_NUMBER, said_names, texts_of
from saylau.casework.names import printed_names, secrets_of
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact, Status
from saylau.records.kinds import Person
from saylau.records.leave_out import leave_out
from saylau.records.resolve import references
from saylau.values import Truth, When
from saylau.vault.entries import Entry, Identity
from saylau.vault.ledger import PUBLIC, Detail, may_count, may_leave, months_later

OF_AGE = 18 * 12
"""Months of life from which a person is no child (Convention on the Rights of the Child, article 1)."""


@dataclass(frozen=True)
class Standing:
    """What of one person may be done on the day, as the ledger answered."""

    number: str
    known: bool
    """Whether the vault holds the number."""
    counted: bool
    """Whether the rows may be kept and analysed."""
    numbered: bool
    """Whether the person may be shown under the case number."""
    named: bool
    """Whether the person may be shown by name."""


@dataclass(frozen=True)
class Gated:
    """The case that the checks may see, and what may be shown of it."""

    case: Case
    cleared: Clearance
    standings: Mapping[str, Standing]
    """Id of each private person to how they stand; empty where nobody was asked."""
    names_at: tuple[str, ...] = ()
    """Places in the case where a name, address or telephone of the vault stands in a text; it belongs in the vault."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Case numbers whose rows were left out before anything was counted."""
        return tuple(s.number for s in self.standings.values() if not s.counted)

    @property
    def not_in_vault(self) -> tuple[str, ...]:
        """Case numbers of which the vault knows nothing."""
        return tuple(s.number for s in self.standings.values() if not s.known)


def gate(
    case: Case,
    people: Mapping[str, Sequence[Entry]],
    day: date,
    *,
    listed: Sequence[Entry] = (),
    name_consenting: bool = False,
    as_it_was: bool = False,
) -> Gated:
    """The case as the ledger lets it in and out on a day.

    `people` holds the entries of the vault by case number, `listed` those of lists of people, whose names are kept out
    of every text. With `name_consenting`, people who agreed to it stand in the case by name. What was taken back after
    the day counts, unless `as_it_was` asks for the case as it could be published on the day itself.
    """
    asking = _Asking(case, people, day, as_it_was)
    standings = {thing: asking.standing(thing) for thing in private_people(case, people)}
    shown = {t for t, s in standings.items() if s.numbered and s.counted}
    chosen = {t: s.number for t, s in standings.items() if name_consenting and s.named and t in shown}
    names = {t: found for t, n in chosen.items() if (found := printed_names(people[n], case.info.languages))}
    case = leave_out(case, {thing for thing, s in standings.items() if not s.counted})
    closed = frozenset(standings) - shown
    named = frozenset(f.id for f in case.facts if f.id in names and f.display is not Display.WITHHELD)
    open_numbers = {standings[thing].number for thing in shown}
    cleared = Clearance(
        day,
        sum(not s.counted for s in standings.values()),
        closed,
        named,
        secrets_of(
            people, listed, {standings[t].number for t in named}, set(_numbers(standings, people)) - open_numbers
        ),
    )
    dressed = _dressed(case, standings, closed, {t: names[t] for t in named})
    return Gated(dressed, cleared, standings, _names_at(case, standings, secrets_of(people, listed, (), ())))


def _names_at(case: Case, people: Collection[str], secrets: Secrets) -> tuple[str, ...]:
    """The places where a name stands in a text of the case, whether or not that is shown; a whole name also where it is
    that of a public figure, who may be somebody of the vault by mistake.
    """
    others = [f for f in case.facts if f.id not in people]
    beside, whole = secrets.beside(said_names(case, others)), secrets.whole_names()
    same = {f"person.csv, {f.fact}" for f in others if whole.stand_in(_called(f))}
    return tuple(place for place, text in texts_of(case) if place in same or beside.stand_in(text))


def without_people(case: Case) -> Gated:
    """The case without any private person, for whoever cannot or will not open the vault."""
    people = private_people(case)
    numbers = {_number(case, thing, {}) for thing in people}
    cleared = Clearance(None, len(people), frozenset(people), secrets=secrets_of({}, (), set(), numbers))
    return Gated(leave_out(case, people), cleared, {})


def children(case: Case, people: Mapping[str, Sequence[Entry]], day: date) -> frozenset[str]:
    """Case numbers of the private people who are, or at the time of what is told of them were, children."""
    asking = _Asking(case, people, day, as_it_was=False)
    numbers = {thing: _number(case, thing, people) for thing in private_people(case, people)}
    return frozenset(n for thing, n in numbers.items() if asking.minor(thing, people.get(n, ())))


def private_people(case: Case, known: Collection[str] = ()) -> tuple[str, ...]:
    """Ids of the people of a case who are not public figures by every claim about them, in row order.

    Whoever stands under a case number, or in the vault, whose numbers are `known`, is none, whatever a row says.
    """
    found = [f for f in case.facts if isinstance(f.record, Person)]
    standing = [f for f in found if f.status is not Status.WITHDRAWN] or found
    public = {f.id for f in standing if _public(f)} - {f.id for f in standing if not _public(f)}
    public -= {f.id for f in found if CASE_NUMBER.fullmatch(_called(f)) or f.id.upper() in known}
    return tuple(dict.fromkeys(f.id for f in found if f.id not in public))


def _called(fact: Fact[Record]) -> str:
    return fact.record.name if isinstance(fact.record, Person) else ""


def _public(fact: Fact[Record]) -> bool:
    return isinstance(fact.record, Person) and fact.record.public is Truth.YES


def _number(case: Case, thing: str, people: Mapping[str, Sequence[Entry]]) -> str:
    """The case number of a person: the id in capitals where the vault has that, else the name that the case has."""
    if thing.upper() in people:
        return thing.upper()
    names = [f.record.name for f in case.facts if f.id == thing and isinstance(f.record, Person)]
    return next((name for name in names if CASE_NUMBER.fullmatch(name)), thing.upper())


def _numbers(standings: Mapping[str, Standing], people: Mapping[str, Sequence[Entry]]) -> Iterable[str]:
    """All case numbers, of the case and of the vault."""
    return (*(s.number for s in standings.values()), *people)


@dataclass(frozen=True)
class _Asking:
    """The questions to the ledger about one person of the case."""

    case: Case
    people: Mapping[str, Sequence[Entry]]
    day: date
    as_it_was: bool

    def standing(self, thing: str) -> Standing:
        """How one person stands on the day."""
        number = _number(self.case, thing, self.people)
        entries = self.people.get(number, ())
        if self.as_it_was:
            entries = tuple(entry for entry in entries if entry.on <= self.day)
        minor = self.minor(thing, entries)
        counted = may_count(entries, self.day, number=number, minor=minor).yes
        numbered, named = (
            may_leave(entries, detail, PUBLIC, self.day, number=number, minor=minor).yes
            for detail in (Detail.NUMBER, Detail.NAME)
        )
        return Standing(number, number in self.people, counted, numbered, named)

    def minor(self, thing: str, entries: Sequence[Entry]) -> bool:
        """Whether the person is, or then was, a child: as the case says, or by the birth that the vault knows."""
        told = [f.record.minor for f in self.case.facts if f.id == thing and isinstance(f.record, Person)]
        births = [e.born.last for e in entries if isinstance(e, Identity) and e.born is not None]
        earliest = min([self.case.info.poll, self.day, *self._days(thing)])
        return Truth.YES in told or any(b is None or months_later(b, OF_AGE) > earliest for b in births)

    def _days(self, thing: str) -> Iterable[date]:
        """The first days of what the case tells of the person."""
        for fact in self.case.facts:
            during = getattr(fact.record, "during", None)
            about = any(t == thing for _, t in references(fact.record))
            if about and isinstance(during, When) and during.first is not None:
                yield during.first


def _dressed(
    case: Case, private: Collection[str], closed: frozenset[str], names: Mapping[str, Mapping[str, str]]
) -> Case:
    """The case in which the people who may not be shown are withheld, others stand as numbers, and some by name.

    Withheld too is what only tells of people who are not named, such as the paper to which a row about them points.
    """
    people = set(private)
    beside = {f.fact for f in leave_out(case, people - set(names)).facts}
    facts = tuple(
        _dress(f, f.id in closed, names.get(f.id)) if f.id in people
        else f if f.fact in beside else replace(f, display=Display.WITHHELD)
        for f in case.facts
    )  # fmt: skip
    texts = {key: text for key, text in case.texts.items() if key[0] not in people}
    texts |= {(t, "name", language): name for t, by in names.items() for language, name in by.items() if language}
    return replace(case, facts=facts, texts=texts)


def _dress(fact: Fact[Record], closed: bool, names: Mapping[str, str] | None) -> Fact[Record]:
    if closed or fact.display is Display.WITHHELD:
        return replace(fact, display=Display.WITHHELD)
    if names is None:
        return replace(fact, display=Display.NUMBER)
    record = fact.record.model_copy(update={"name": names[""], "aliases": (), "spellings": None})
    return replace(fact, record=record, display=Display.PUBLIC)
