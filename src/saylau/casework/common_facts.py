"""What was done to several people alike: acts and steps by sort, with how many people and when, and the claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from saylau.casework.found import Given, Telling
from saylau.casework.from_facts import acts, steps
from saylau.records.case import Case
from saylau.records.kinds import Act, Event, Protest, Step
from saylau.records.kinds.prosecutions import ActSort
from saylau.records.vocabulary import VOCABULARY
from saylau.values import When
from saylau.values.message import Message, Said


@dataclass
class Common:
    """One sort of act or step over the people of a complaint."""

    says: Said
    persons: list[str] = field(default_factory=list)
    """Case numbers, each once."""
    things: int = 0
    """Acts or steps; a thing told in several ways counts once."""
    times: list[When] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    @property
    def during(self) -> When | None:
        """From the earliest day that any of them can mean to the latest; None where no day is told."""
        days = [day for when in self.times for day in (when.first, when.last) if day]
        if not days:
            return None
        return When.on(days[0]) if min(days) == max(days) else When.between(min(days), max(days))


def common_facts(given: Iterable[Given]) -> tuple[Common, ...]:
    """What is told of at least two of the people, most people first; what is told of one stands in that one's sheet."""
    found: dict[str, Common] = {}
    for one in given:
        seen: set[str] = set()
        for telling in _tellings(one):
            sort = telling.record.sort
            said = VOCABULARY[sort].title if isinstance(sort, ActSort) else sort.value
            entry = found.setdefault(f"{type(telling.record).kind} {sort}", Common(Message(said)))
            if one.number not in entry.persons:
                entry.persons.append(one.number)
            entry.things += telling.thing not in seen
            seen.add(telling.thing)
            entry.times += [telling.record.during] if telling.record.during else []
            entry.facts += telling.facts
    several = [entry for entry in found.values() if len(entry.persons) > 1]
    return tuple(sorted(several, key=lambda entry: (-len(entry.persons), _first(entry))))


def _tellings(given: Given) -> Sequence[Telling[Act] | Telling[Step]]:
    return (*acts(given).tellings, *steps(given).tellings)


def _first(entry: Common) -> tuple[int, int, str]:
    return entry.during.sort_key() if entry.during else (2**31, 0, "")


@dataclass(frozen=True)
class At:
    """An event at which something was done to people of the complaint."""

    event: str
    """Id of the event or assembly."""
    during: When | None
    persons: tuple[str, ...]
    facts: tuple[str, ...]


def common_events(case: Case, given: Iterable[Given]) -> tuple[At, ...]:
    """Events at which something was done to the people, in order of time."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for one in given:
        for telling in _tellings(one):
            if telling.record.event:
                persons, facts = found.setdefault(telling.record.event, ([], []))
                persons += [] if one.number in persons else [one.number]
                facts += telling.facts
    events = [At(event, _during(case, event), tuple(who), tuple(facts)) for event, (who, facts) in found.items()]
    return tuple(sorted(events, key=lambda at: at.during.sort_key() if at.during else (2**31, 0, "")))


def _during(case: Case, event: str) -> When | None:
    record = case.claims(event)[0].record
    return record.during if isinstance(record, Event | Protest) else None
