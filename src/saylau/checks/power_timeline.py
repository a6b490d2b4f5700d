"""Dated events of power: tenures that began or ended, institutions, changes of law on powers, rulings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from saylau.checks.addressees import parliament
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.power_held import public_tenures
from saylau.checks.registry import check
from saylau.checks.told import shown, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case
from saylau.records.kinds import InstitutionEvent, LawChange, Ruling
from saylau.records.kinds.law import Subject
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name, Wording

UNDATED = Message("date not stated")
ABOUT = (Subject.POWERS, Subject.TERRITORY)


class EventSort(StrEnum):
    """What an event is, for the charts; first part of the names of measures."""

    OFFICE = "office"
    INSTITUTION = "institution"
    LAW = "law"
    RULING = "ruling"


@dataclass(frozen=True)
class Event:
    """One dated event."""

    on: When | None
    """None where the material gives no day."""
    sort: EventSort
    says: Message
    fact: str


@check(chapter="PW", area="power")
def timeline(case: Case) -> Iterator[Finding]:
    """What is dated of offices, institutions and laws on powers, in order of time.

    The days on which tenures began or ended as stated, institutions were created or changed, laws on powers took a step
    and rulings were made, up to voting day. Tenures whose first day is not stated are left out.
    """
    poll = When.on(case.info.poll)
    found = [e for e in _events(case) if e.on is None or e.on.after(poll) is not Truth.YES]
    dated = sorted(((e.on, e) for e in found if e.on), key=lambda pair: pair[0].sort_key())
    if not dated:
        says = Message("The material gives no dated event of offices, institutions or powers.")
        asks = "Who took and left which office before the election, and which laws changed their powers, and when?"
        yield unknown(says, asked(case, asks, parliament(case)))
        return
    events = (*(e for _, e in dated), *(e for e in found if e.on is None))
    facts = tuple(dict.fromkeys(e.fact for e in events))
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Dated events of offices, institutions and powers up to voting day: {number}, the first of {first}, the "
            "last of {last}.",
            number=From(len(dated), tuple(dict.fromkeys(e.fact for _, e in dated))),
            first=dated[0][0],
            last=dated[-1][0],
        ),
        facts=facts,
        measures=tuple(
            Measure(f"{e.sort.value}:{number}:{e.fact}", e.on or UNDATED, "", e.says, (e.fact,))
            for number, e in enumerate(events, start=1)
        ),
        method="Listed in order of time, as stated; one event that claims date differently stands under each date.",
        limits=("What is not dated in the material is not in the list.",),
        questions=_undated(case),
    )


def _events(case: Case) -> Iterator[Event]:
    yield from _tenures(case)
    for event in shown(case, InstitutionEvent):
        says = Message("{says}", says=Wording(event.fact, "says"))
        yield Event(event.record.on, EventSort.INSTITUTION, says, event.fact)
    for change in [f for f in shown(case, LawChange) if f.record.about in ABOUT]:
        says = Message("{says}", says=Wording(change.fact, "says"))
        yield Event(change.record.on, EventSort.LAW, says, change.fact)
    for ruling in shown(case, Ruling):
        says = Message("{body}: {says}", body=Wording(ruling.fact, "body"), says=Wording(ruling.fact, "says"))
        yield Event(ruling.record.ruled, EventSort.RULING, says, ruling.fact)


def _tenures(case: Case) -> Iterator[Event]:
    for fact in public_tenures(case):
        tenure, start, end = fact.record, fact.record.during.start, fact.record.during.end
        who, office = Name(tenure.person), Name(tenure.office)
        if start and tenure.held_on is None:
            yield Event(start, EventSort.OFFICE,
                        Message("{who} took the office: {office}", who=who, office=office), fact.fact)  # fmt: skip
        if end:
            yield Event(end, EventSort.OFFICE,
                        Message("{who} left the office: {office}", who=who, office=office), fact.fact)  # fmt: skip


def _undated(case: Case) -> tuple[Asked, ...]:
    """The question for institutions of which no day is stated."""
    dated = {f.id for f in case.all(InstitutionEvent) if f.record.on}
    found = dict.fromkeys(f.record.institution for f in case.all(InstitutionEvent) if f.id not in dated)
    asks = "On which day, and by which act, was the institution created or changed?"
    return tuple(asked(case, asks, parliament(case), Message("{name}", name=Name(i))) for i in found)
