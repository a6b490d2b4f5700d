"""What is due: remedies, steps, replies awaited, our own next steps, and consents and powers of attorney that run out.

Pure functions of the case and, where the vault is open, of its entries. People are told by case number only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from saylau.casework.due import Due, DueSort, Urgency
from saylau.casework.expiry import authorities_due, consents_due
from saylau.casework.form_limits import form_limits
from saylau.casework.minors import minors_of
from saylau.casework.numbers import number_of
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Intervention, Remedy, Response, Step
from saylau.records.kinds.reprisals import InterventionSort, ResponseSort
from saylau.values import Truth
from saylau.values.message import Message, Name
from saylau.vault.entries import Entry
from saylau.vault.ledger import State, may_count

R = TypeVar("R", bound=Record)

ANSWERED = frozenset(ResponseSort) - {ResponseSort.RECEIVED, ResponseSort.NONE}
"""Responses after which no reply is awaited any more."""
ASKS = frozenset({
    InterventionSort.REMEDY, InterventionSort.APPEAL, InterventionSort.URGENT_ACTION, InterventionSort.COMPLAINT,
    InterventionSort.COLLECTIVE_COMPLAINT,
})  # fmt: skip
"""Interventions that ask for a reply even where no day for it is stated."""
_ORDER = (Urgency.OVERDUE, Urgency.PERHAPS, Urgency.OPEN, Urgency.NO_DAY)

People = Mapping[str, Sequence[Entry]]
"""Case numbers to the entries of the vault."""


def deadlines(case: Case, on: date, people: People | None = None) -> tuple[Due, ...]:
    """Everything that is due as seen from a day: overdue first, then by day, what has no day last.

    `people` is None while the vault is closed: consents, powers of attorney and forms are then not looked at.
    """
    found = [*_remedies(case), *_steps(case), *_replies(case), *_ours(case)]
    if people is not None:
        minors = minors_of(case, people, on)
        kept = {number: own for number, own in people.items() if not _gone(number, own, on, number in minors)}
        found += form_limits(case, kept, on)
        for number, entries in kept.items():
            found += [*consents_due(number, entries, on, number in minors), *authorities_due(number, entries, on)]
    return tuple(sorted(found, key=lambda due: _place(due, on)))


def _gone(number: str, entries: Sequence[Entry], on: date, minor: bool) -> bool:
    """Whether a person took back that the record is kept or looked into: nothing is renewed for them any more."""
    return may_count(entries, on, number=number, minor=minor).state is State.WITHDRAWN


def within(dues: Iterable[Due], on: date, days: int) -> tuple[Due, ...]:
    """Those whose earliest last day is no more than so many days away; what is past or has no day stays."""
    last = on + timedelta(days=days)
    return tuple(due for due in dues if due.when is None or due.when.first is None or due.when.first <= last)


def _place(due: Due, on: date) -> tuple[int, tuple[int, int, str], str, tuple[str, ...], str]:
    when = due.when.sort_key() if due.when else (0, 0, "")
    return _ORDER.index(due.urgency(on)), when, due.sort, due.persons, due.about


def _remedies(case: Case) -> Iterator[Due]:
    """Remedies with a last day for filing that were neither used, nor filed, nor left for a reason."""
    for fact in _first_tellings(case.all(Remedy)):
        told = fact.record
        if told.due and told.filed is None and told.used is not Truth.YES and told.not_pursued is None:
            says = Message("Last day for filing: {remedy}.", remedy=Message(told.sort.value))
            yield Due(DueSort.REMEDY, told.due, says, (number_of(case, told.person),), fact.fact)


def _steps(case: Case) -> Iterator[Due]:
    """Deadlines that follow from a step, but for those for which a remedy of the same person and day is recorded."""
    recorded = {(f.record.person, f.record.due) for f in case.all(Remedy)}
    for fact in _first_tellings(case.all(Step)):
        told = fact.record
        if told.next_due and (told.person, told.next_due) not in recorded:
            says = Message("Deadline that follows from this step: {step}.", step=Message(told.sort.value))
            yield Due(DueSort.STEP, told.next_due, says, (number_of(case, told.person),), fact.fact)


def _replies(case: Case) -> Iterator[Due]:
    """Interventions to which no reply was recorded: those with a day, and those that ask for a reply without one."""
    answered = {f.record.intervention for f in case.all(Response) if f.record.sort in ANSWERED}
    for fact in _first_tellings(case.all(Intervention)):
        told = fact.record
        open_still = told.answered is not Truth.YES and fact.id not in answered
        if open_still and (told.due or told.sort in ASKS):
            values = {
                "sort": Message(told.sort.value),
                "to": Name(told.to) if told.to else Message("addressee not named"),
            }
            if told.during:
                says = Message("Reply awaited to {sort}, sent to {to}, {sent}.", sent=told.during, **values)
            else:
                says = Message("Reply awaited to {sort}, sent to {to}.", **values)
            persons = tuple(number_of(case, person) for person in told.persons)
            yield Due(DueSort.REPLY, told.due, says, persons, fact.fact, told.due_under)


def _ours(case: Case) -> Iterator[Due]:
    """Our next step after a response, until a later intervention to the same addressee for one of the same people."""
    for fact in _first_tellings(case.all(Response)):
        told = fact.record
        asked = case.get(told.intervention).record
        if told.due and not _taken(case, asked, told):
            says = Message(
                "Our next step is due after this response: {response}, {by}.",
                response=Message(told.sort.value),
                by=Name(asked.to) if asked.to else Message("addressee not named"),
            )
            persons = tuple(number_of(case, person) for person in asked.persons)
            yield Due(DueSort.OURS, told.due, says, persons, fact.fact)


def _taken(case: Case, asked: Intervention, told: Response) -> bool:
    since = told.during or asked.during
    return since is not None and any(
        later.record.to == asked.to
        and later.record.during is not None
        and later.record.during.before(since) is Truth.NO
        and later.record.during != asked.during
        and (not asked.persons or set(asked.persons) & set(later.record.persons))
        for later in case.all(Intervention)
    )


def _first_tellings(facts: Sequence[Fact[R]]) -> Iterator[Fact[R]]:
    seen: set[str] = set()
    for fact in facts:
        if fact.id not in seen:
            seen.add(fact.id)
            yield fact
