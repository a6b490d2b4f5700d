"""Who fills the seats of a commission, and whether one office stands behind them."""

from __future__ import annotations

from dataclasses import dataclass

from saylau.checks.chambers import by_regions, exact
from saylau.checks.told import Told, fit, hull, told
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Appointment, ChamberSeats, Office
from saylau.records.kinds.power import SeatWay
from saylau.values import Count, Truth


@dataclass(frozen=True)
class Appointer:
    """An office or body that fills seats of a commission."""

    who: str
    seats: Count
    facts: tuple[str, ...]
    office: bool
    """Whether it is a post of one person rather than a body."""
    behind: tuple[str, ...] = ()
    """Of a body: the claims that an office which fills seats of the commission fills seats of this body too."""
    majority: tuple[str, ...] = ()
    """Of a chamber: the claims that one faction holds more than half of its seats."""
    offices_behind: tuple[str, ...] = ()
    """Of a body: the offices that fill seats of it and of the commission too."""

    def within_two_steps(self, office: str) -> bool:
        """Whether an office fills these seats itself, or stands behind the body, or one faction can decide in it."""
        return self.who == office or office in self.offices_behind or bool(self.majority)


def appointers(case: Case, body: str) -> tuple[Appointer, ...]:
    """Who fills seats of a body, as far as numbers of seats are stated, in row order."""
    claims = fit(case, [f for f in case.where(Appointment, fills=body) if f.record.seats])
    offices = {f.record.by for f in claims if _is_office(case, f.record.by)}
    found = []
    for who in dict.fromkeys(f.record.by for f in claims):
        own = [f for f in claims if f.record.by == who]
        by_office = [f for o in sorted(offices) for f in case.where(Appointment, fills=who, by=o)]
        found.append(
            Appointer(
                who,
                _seats(case, own),
                names(own),
                office=who in offices,
                behind=names(fit(case, by_office)),
                majority=majority(case, who),
                offices_behind=tuple(dict.fromkeys(f.record.by for f in fit(case, by_office))),
            )
        )
    return tuple(found)


def appointed_by_office(case: Case, chamber: Appointer) -> tuple[tuple[Told[int], Told[int]], ...]:
    """The seats of a chamber that an office behind it fills, over each of its totals: as stated, and by its regions."""
    behind = [f for f in case.all(Appointment) if f.fact in chamber.behind]
    parts = told(case, behind, lambda a: a.seats.exact if a.seats else None)
    claims = case.where(ChamberSeats, chamber=chamber.who)
    totals = exact(case, claims, SeatWay.TOTAL)
    upper = any(f.record.lower is Truth.NO for f in claims)
    derived = by_regions(case, totals[0].value, parts[0].value) if totals and parts and upper else None
    wholes = (*totals, derived) if derived else totals
    return tuple((part, whole) for part in parts for whole in wholes if part.value <= whole.value)


def _is_office(case: Case, thing: str) -> bool:
    return any(isinstance(f.record, Office) for f in case.claims(thing))


def _seats(case: Case, claims: list[Fact[Appointment]]) -> Count:
    """Seats of all appointments added up; where claims about one differ, from the least to the most."""
    total = Count.of(0)
    for thing in dict.fromkeys(f.id for f in claims):
        told_of = told(case, [f for f in claims if f.id == thing], lambda a: a.seats)
        total = total + (hull([t.value for t in told_of]) or Count.of(0))
    return total


def majority(case: Case, chamber: str) -> tuple[str, ...]:
    """The claims by which one faction holds more than half of the seats of a chamber; empty where none does."""
    claims = fit(case, case.where(ChamberSeats, chamber=chamber))
    totals = [f for f in claims if f.record.way is SeatWay.TOTAL]
    for faction in (f for f in claims if f.record.way is SeatWay.FACTION):
        seats = faction.record.seats
        if totals and all((seats + seats).more_than(t.record.seats) is Truth.YES for t in totals):
            return (faction.fact, *names(totals))
    return ()
