"""The typed relations of power: who holds, sits in, fills, proposes, consents to, binds and reviews what.

Steps count acts: appointing, electing, proposing, consenting, dismissing, binding, coordinating, hearing reports,
reviewing, deciding on the acts of another, and holding the majority of a chamber. That a person holds an office, an
office belongs to a body, or a person leads an organisation is a position and counts no step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saylau.checks.appointers import majority
from saylau.checks.power_held import held_on, in_force, organisations_led
from saylau.checks.told import may_hold, shown
from saylau.methods.networks import Step, within_steps
from saylau.records.case import Case
from saylau.records.kinds import Appointment, ChamberSeats, Office, Power
from saylau.records.kinds.power import Manner, PowerSort
from saylau.values import Truth


class Relation(StrEnum):
    """What one end of a relation can do to the other."""

    HOLDS = "holds the office of"
    SITS_IN = "sits in"
    LEADS = "leads"
    MAJORITY = "holds the majority of"
    APPOINTS = "appoints"
    ELECTS = "elects"
    PROPOSES = "proposes for"
    CONSENTS = "consents to"
    DISMISSES = "dismisses"
    BINDS = "binds"
    COORDINATES = "coordinates"
    HEARS = "hears reports of"
    REVIEWS = "reviews acts of"
    DECIDES = "decides on acts of"


POSITIONS = (Relation.HOLDS, Relation.SITS_IN, Relation.LEADS)
FILLS = (Relation.APPOINTS, Relation.ELECTS)
BLOCKS = (Relation.PROPOSES, Relation.CONSENTS, Relation.REVIEWS, Relation.DECIDES)
"""Relations by which something can be kept from taking place."""
BINDS = (Relation.BINDS, Relation.COORDINATES, Relation.HEARS, Relation.DISMISSES)

CARRY_ON = (*POSITIONS, *FILLS, Relation.MAJORITY, Relation.BINDS)
"""Relations beyond which a way goes on: who fills or binds something may act through it; who reviews it may not."""

_OF_POWERS = {
    PowerSort.BINDS: Relation.BINDS,
    PowerSort.COORDINATES: Relation.COORDINATES,
    PowerSort.REPORTS: Relation.HEARS,
    PowerSort.REVIEWS: Relation.REVIEWS,
    PowerSort.DECIDES: Relation.DECIDES,
}


@dataclass(frozen=True)
class Edge:
    """One relation with its direction and its claims."""

    start: str
    relation: Relation
    end: str
    facts: tuple[str, ...]


def edges(case: Case, day: date) -> tuple[Edge, ...]:
    """Every relation as it stood on a day, each once, in the order of kinds and rows."""
    found: dict[tuple[str, Relation, str], dict[str, None]] = {}
    for edge in (*_positions(case, day), *_appointments(case, day), *_powers(case, day), *_majorities(case)):
        found.setdefault((edge.start, edge.relation, edge.end), {}).update(dict.fromkeys(edge.facts))
    return tuple(Edge(*key, tuple(facts)) for key, facts in found.items())


def _positions(case: Case, day: date) -> Iterable[Edge]:
    for fact in held_on(case, day):
        yield Edge(fact.record.person, Relation.HOLDS, fact.record.office, (fact.fact,))
    for office in shown(case, Office):
        if office.record.body:
            yield Edge(office.id, Relation.SITS_IN, office.record.body, (office.fact,))
    for tie in organisations_led(case, day):
        yield Edge(tie.record.one, Relation.LEADS, tie.record.other, (tie.fact,))


def _appointments(case: Case, day: date) -> Iterable[Edge]:
    for fact in shown(case, Appointment):
        record: Appointment = fact.record
        if not may_hold(record.during, day):
            continue
        verb = Relation.ELECTS if record.manner is Manner.ELECTS else Relation.APPOINTS
        yield Edge(record.by, verb, record.fills, (fact.fact,))
        if record.dismisses is Truth.YES:
            yield Edge(record.by, Relation.DISMISSES, record.fills, (fact.fact,))
        if record.partner:
            with_consent = record.manner is Manner.WITH_CONSENT
            role = Relation.CONSENTS if with_consent else Relation.PROPOSES
            yield Edge(record.partner, role, record.fills, (fact.fact,))


def _powers(case: Case, day: date) -> Iterable[Edge]:
    for fact in shown(case, Power):
        relation = _OF_POWERS.get(fact.record.sort)
        on = Truth.YES if fact.record.during is None else in_force(fact.record, day)
        if relation and fact.record.over and on is Truth.YES:
            yield Edge(fact.record.holder, relation, fact.record.over, (fact.fact,))


def _majorities(case: Case) -> Iterable[Edge]:
    chambers = dict.fromkeys(f.record.chamber for f in case.all(ChamberSeats))
    for chamber in chambers:
        facts = majority(case, chamber)
        holder = next((f.record.holder for f in case.all(ChamberSeats) if f.fact in facts[:1]), None)
        if facts and holder:
            yield Edge(holder, Relation.MAJORITY, chamber, facts)


@dataclass(frozen=True)
class Reach:
    """A thing within reach, with the relations that lead to it."""

    end: str
    steps: int
    way: tuple[Edge, ...]

    @property
    def last(self) -> Edge:
        """The relation that arrives at it."""
        return self.way[-1]

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims of all relations on the way."""
        return tuple(dict.fromkeys(f for edge in self.way for f in edge.facts))


def reach(case_edges: tuple[Edge, ...], start: str, most: int) -> tuple[Reach, ...]:
    """Everything that a person or office can fill, block or bind within so many steps, the nearest first.

    A thing reached in two ways at the last step is listed once for each relation that arrives.
    """
    carrying = [place for place, e in enumerate(case_edges) if e.relation in CARRY_ON]
    steps = [Step(e.start, e.end, 0 if e.relation in POSITIONS else 1) for e in (case_edges[p] for p in carrying)]
    ways = within_steps(steps, start, most)
    found: list[Reach] = []
    for edge in case_edges:
        if edge.relation in POSITIONS or edge.start not in ways:
            continue
        way = ways[edge.start]
        if way.steps + 1 <= most and edge.end != start:
            before = tuple(case_edges[carrying[place]] for place in way.edges)
            found.append(Reach(edge.end, way.steps + 1, (*before, edge)))
    return tuple(sorted(found, key=lambda r: r.steps))
