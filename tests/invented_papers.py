"""What the vault and the case hold of invented people: consents, powers of attorney, lists, chains of procedure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from saylau.records.base import Record, Ref
from saylau.records.fact import Display, Fact
from saylau.records.kinds.actors import Person
from saylau.records.kinds.lists import ListUnit, PeopleList
from saylau.records.kinds.prosecutions import (
    Act,
    ActSort,
    Consequence,
    ConsequenceSort,
    Matter,
    MatterSort,
    Step,
    StepSort,
)
from saylau.values import Count, Money, Truth, When
from saylau.vault.entries import (
    Authority,
    Consent,
    Entry,
    GivenBy,
    Identity,
    Manner,
    NamePart,
    NameWritten,
    Purpose,
    Situation,
    Withdrawal,
)
from tests.invented_people import BODIES, LISTS, TODAY, Chain, ConsentState, Invented, Someone

SOURCE = "s1"
COUNSEL = "counsel-one"
_RECENT, _OLD = TODAY - timedelta(days=60), TODAY - timedelta(days=500)


def vault_people(invented: Invented) -> dict[str, tuple[Entry, ...]]:
    """What the vault holds, by case number."""
    return {someone.number: vault_entries(someone) for someone in invented.persons}


def vault_entries(someone: Someone) -> tuple[Entry, ...]:
    """Names, identity, consent in the state that the truth says, and a power of attorney where there is one."""
    return tuple(_entries(someone))


def _entries(someone: Someone) -> Iterator[Entry]:
    called = someone.called
    patronymic = called.father + ("қызы" if called.woman else "ұлы")
    for part, text in (
        (NamePart.FAMILY, called.family()), (NamePart.GIVEN, called.given), (NamePart.PATRONYMIC, patronymic)
    ):  # fmt: skip
        yield NameWritten(on=_OLD, text=text, part=part, language="kk", source="invented")
    yield Identity(on=_OLD, gender=someone.gender, born=When.on(someone.born))
    yield from _consents(someone)
    if someone.mandate:
        yield Authority(on=_RECENT, attorney=COUNSEL, bodies=BODIES, until=TODAY + timedelta(days=300))


def _consents(someone: Someone) -> Iterator[Entry]:
    state = someone.consent
    if state is ConsentState.NONE:
        return
    inside = state is ConsentState.INSIDE_ONLY
    yield Consent(
        on=_OLD if state is ConsentState.OLD else _RECENT,
        purposes=(Purpose.STORE, Purpose.ANALYSE) if inside else tuple(Purpose),
        bodies=() if inside else BODIES,
        until=TODAY - timedelta(days=1) if state is ConsentState.EXPIRED else None,
        given_by=GivenBy.GUARDIAN if someone.minor else GivenBy.SELF,
        relation="mother" if someone.minor else "",
        child_agrees=someone.minor,
        manner=Manner.WRITTEN,
        in_custody=state is ConsentState.IN_CUSTODY,
    )
    if state is ConsentState.WITHDRAWN:
        yield Withdrawal(on=TODAY - timedelta(days=10))
    if state is ConsentState.CHANGED:
        yield Situation(on=TODAY - timedelta(days=20), note="invented")


def case_facts(invented: Invented) -> tuple[Fact[Record], ...]:
    """The case by case numbers: persons, lists, matters, steps, acts and consequences, each in source `s1`."""
    found: list[Fact[Record]] = [_list(invented, name) for name in LISTS]
    for someone in invented.persons:
        found += _procedure(someone)
    return tuple(found)


def _fact(record: Record, thing: str) -> Fact[Record]:
    return Fact(record, thing, thing, SOURCE, locator="invented", display=Display.NUMBER)


def _list(invented: Invented, name: str) -> Fact[Record]:
    entries = sum(entry.list == name for entry in invented.entries.values())
    record = PeopleList(name=f"Invented {name}", unit=ListUnit.PEOPLE, entries=Count.of(entries), closed=Truth.YES)
    return Fact(record, name, name, SOURCE, locator="invented")


def _procedure(someone: Someone) -> Iterator[Fact[Record]]:
    """Everything against one person: for each day of detention its acts and steps, all in one matter."""
    person: Ref[Person] = Ref(someone.id)
    record = Person(name=someone.number, gender=someone.gender, minor=Truth.of(someone.minor))
    yield _fact(record, someone.id)
    matter: Ref[Matter] | None = None
    if someone.chain is not Chain.RELEASED:
        sort = MatterSort.CRIMINAL if someone.chain is Chain.CRIMINAL else MatterSort.ADMINISTRATIVE
        yield _fact(Matter(person=person, sort=sort, opened=When.on(someone.stopped[0])), f"{someone.id}-matter")
        matter = Ref(f"{someone.id}-matter")
    for turn, day in enumerate(someone.stopped, 1):
        yield from _steps(someone, person, matter, day, f"{someone.id}-{turn}")
    if someone.chain is Chain.ARRESTED and int(someone.number[2:]) % 4 == 0:
        lost = Consequence(person=person, sort=ConsequenceSort.LOST_WORK, during=When.on(someone.stopped[0]))
        yield _fact(lost, f"{someone.id}-lost")


def _steps(
    someone: Someone, person: Ref[Person], matter: Ref[Matter] | None, day: date, name: str
) -> Iterator[Fact[Record]]:
    def step(sort: StepSort, on: date, **more: object) -> Fact[Record]:
        record = Step(person=person, sort=sort, matter=matter, during=When.on(on), **more)
        return _fact(record, f"{name}-{sort.name.lower().replace('_', '-')}")

    late = int(someone.number[2:]) % 10 == 0
    yield _fact(Act(person=person, sort=ActSort.DETENTION_SHORT, during=When.on(day)), f"{name}-act")
    yield step(StepSort.DETENTION, day, hours=Count.of(9 if late else 3))
    yield step(StepSort.POLICE_STATION, day)
    if someone.chain is Chain.RELEASED:
        yield step(StepSort.RELEASE, day)
        return
    if someone.chain is Chain.CRIMINAL:
        yield step(StepSort.SUSPICION, day + timedelta(days=1))
        yield step(StepSort.MEASURE, day + timedelta(days=2), months=Count.of(2))
        yield step(StepSort.CHARGE, day + timedelta(days=20))
        return
    yield step(StepSort.PROTOCOL, day)
    yield step(StepSort.HEARING, day + timedelta(days=1), counsel=Truth.of(not late))
    if someone.chain is Chain.FINED:
        yield step(StepSort.FINE, day + timedelta(days=1), fine=Money.parse("37875 KZT"))
        return
    days = 15 if late else 7
    yield step(StepSort.ARREST, day + timedelta(days=1), days=Count.of(days))
    yield step(StepSort.SERVED, day + timedelta(days=1 + days))
