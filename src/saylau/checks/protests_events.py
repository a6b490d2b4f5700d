"""Events and their parts: a raid within a gathering. What happened at a part happened at the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, counted
from saylau.checks.registry import check
from saylau.checks.told import is_shown, one_each, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Event, Step
from saylau.values.message import From, Message, Name


@check(chapter="FA", standards=("ICCPR-21",), area="protests")
def events(case: Case) -> Iterator[Finding]:
    """Events and their parts, and of how many people an act at them is told.

    An event may be a part of a larger one. People of whom an act or step at a part is told are counted with the whole,
    each once. Events that are said to be parts of one another in a circle are told, and nothing is counted over them.
    """
    told = one_each(case.all(Event))
    if not told:
        asks = "Which gatherings, raids, trials and blockings make up what happened, and which is a part of which?"
        yield unknown(Message("The material tells of no event with its parts."), asked(case, asks, COUNSEL))
        return
    larger = {f.id: str(f.record.part_of) for f in told if f.record.part_of}
    circles = frozenset(thing for thing in larger if thing in _above(thing, larger))
    parts = [f for f in told if f.id in larger]
    at = {f.id: _at(case, f.id, larger) for f in told if not _above(f.id, larger) & circles and f.id not in circles}
    yield Finding(
        "case",
        Outcome.UNKNOWN if circles else Outcome.NOTED,
        Message(
            "Events told of: {events}; of them parts of a larger one: {parts}; said to be parts of one another in a "
            "circle: {circle}; with acts or steps told of people: {with_acts}.",
            events=From(len(told), names(told)),
            parts=From(len(parts), names(parts)),
            circle=len(circles),
            with_acts=sum(bool(rows) for rows in at.values()),
        ),
        facts=names(told),
        measures=(
            Measure("events", len(told), "events", "events told of", names(told)),
            Measure("parts", len(parts), "events", "of them parts of a larger one", names(parts)),
            Measure("circle", len(circles), "events", "of them in a circle", names(f for f in told if f.id in circles)),
            *(
                counted(f"people:{f.fact}", at[f.id], Message(AT, event=Name(f.id)))
                for f in told
                if at.get(f.id) and is_shown(case, f.id)
            ),
        ),
        method="An event, its parts and their parts are followed; people are counted once for each event.",
        limits=(AGGREGATE, "What is counted with a part is counted with its whole too: the two are not added."),
        questions=tuple(_circle(case, told, circles)),
    )


AT = "people of whom an act or step is told at {event} or a part of it"


def _above(thing: str, larger: Mapping[str, str]) -> frozenset[str]:
    """The events of which an event is a part, directly or through others; itself among them where it is in a circle."""
    found: list[str] = []
    while thing in larger and larger[thing] not in found:
        thing = larger[thing]
        found.append(thing)
    return frozenset(found)


def _at(case: Case, event: str, larger: Mapping[str, str]) -> tuple[Fact[Act] | Fact[Step], ...]:
    """The acts and steps told at an event or at a part of it."""
    own = {event, *(part for part in larger if event in _above(part, larger))}
    acts = (f for f in case.all(Act) if f.record.event and str(f.record.event) in own)
    return (*acts, *(f for f in case.all(Step) if f.record.event and str(f.record.event) in own))


def _circle(case: Case, told: tuple[Fact[Event], ...], circles: frozenset[str]) -> Iterator[Asked]:
    if not circles:
        return
    named = tuple(Name(f.id) for f in told if f.id in circles and is_shown(case, f.id))
    asks = Message(
        "Which of these events is a part of which: {events}?", events=named or (Message("events not shown"),)
    )
    yield asked(case, asks, COUNSEL)
