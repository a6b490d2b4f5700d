"""Ways by kinship or marriage from the chair of a commission to people who held other offices on voting day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saylau.checks.contestants import Contestant, contestants
from saylau.checks.told import fit, may_hold
from saylau.methods.networks import Edge, along, shortest_paths
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Office, Tenure, Tie
from saylau.records.kinds.actors import TieSort

RELATED = (TieSort.KINSHIP, TieSort.MARRIAGE)


@dataclass(frozen=True)
class Relation:
    """A way from a person to the holder of an office."""

    holder: str
    offices: tuple[str, ...]
    way: tuple[str, ...]
    """Persons from the first to the holder, both in it."""
    family_steps: int
    """Steps to the nearest relative by blood of the holder, the holder included."""
    ties: tuple[str, ...]
    """The claims on the ties of the way."""
    tenures: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Ties on the way."""
        return len(self.way) - 1


def relations(case: Case, person: str, body: str | None) -> tuple[Relation, ...]:
    """Holders of offices outside a body to whom a person is related, the nearest first."""
    related = _related(case)
    ties, blood = _edges(related), [edge for edge, _ in _edges(f for f in related if f.record.sort is TieSort.KINSHIP)]
    ways = shortest_paths((edge for edge, _ in ties), person)
    found = []
    for holder, way in ways.items():
        tenures = in_office(case, holder, body)
        if holder == person or not tenures:
            continue
        family = set(shortest_paths(blood, holder)) - {person}
        near = min(len(path) - 1 for node, path in ways.items() if node in family)
        offices = tuple(dict.fromkeys(f.record.office for f in tenures))
        found.append(Relation(holder, offices, way, near, along(way, ties), names(tenures)))
    return tuple(found)


def _related(case: Case) -> tuple[Fact[Tie], ...]:
    """The claims on ties of kinship and marriage."""
    return fit(case, [f for f in case.all(Tie) if f.record.sort in RELATED])


def _edges(ties: Iterable[Fact[Tie]]) -> list[tuple[Edge, str]]:
    """The two ends of each tie, and the claim that tells it."""
    return [((f.record.one, f.record.other), f.fact) for f in ties]


def in_office(case: Case, person: str, body: str | None) -> tuple[Fact[Tenure], ...]:
    """Tenures, outside a body where one is given, that may cover voting day."""
    own = {f.id for f in case.all(Office) if body and f.record.body == body}
    tenures = [f for f in case.where(Tenure, person=person) if f.record.office not in own]
    return fit(case, [f for f in tenures if may_hold(f.record.during, case.info.poll)])


def related_contestants(case: Case, person: str) -> tuple[tuple[Contestant, tuple[str, ...], int], ...]:
    """Contestants to whom a person is related by kinship or marriage: the claims on the ties, and how many ties."""
    ties = _edges(_related(case))
    ways = shortest_paths((edge for edge, _ in ties), person)
    standing = [one for one in contestants(case) if one.shown and one.person != person]
    found = [(one, ways[one.person]) for one in standing if one.person in ways]
    return tuple((one, along(way, ties), len(way) - 1) for one, way in found)
