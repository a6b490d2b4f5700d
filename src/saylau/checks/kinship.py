"""Ways by kinship or marriage from the chair of a commission to people who held other offices on voting day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from saylau.checks.contestants import Contestant, contestants
from saylau.checks.told import fit
from saylau.methods.networks import neighbours, shortest_paths
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Office, Tenure, Tie
from saylau.records.kinds.actors import TieSort
from saylau.values import Truth, When

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
    ties = fit(case, [f for f in case.all(Tie) if f.record.sort in RELATED])
    edges = [(f.record.one, f.record.other) for f in ties]
    blood = [(f.record.one, f.record.other) for f in ties if f.record.sort is TieSort.KINSHIP]
    found = []
    for holder, way in shortest_paths(edges, person).items():
        tenures = in_office(case, holder, body)
        if holder == person or not tenures:
            continue
        family = _kin(blood, holder) - {person}
        near = min(len(path) - 1 for node, path in shortest_paths(edges, person).items() if node in family)
        offices = tuple(dict.fromkeys(f.record.office for f in tenures))
        found.append(Relation(holder, offices, way, near, _on_the_way(ties, way), names(tenures)))
    return tuple(found)


def _kin(blood: Iterable[tuple[str, str]], person: str) -> set[str]:
    """Everyone whom ties of blood join to a person, the person included."""
    blood = tuple(blood)
    return set(shortest_paths(blood, person)) if person in neighbours(blood) else {person}


def in_office(case: Case, person: str, body: str | None) -> tuple[Fact[Tenure], ...]:
    """Tenures, outside a body where one is given, that may cover voting day."""
    poll = When.on(case.info.poll)
    own = {f.id for f in case.all(Office) if body and f.record.body == body}
    return fit(
        case,
        [
            f
            for f in case.where(Tenure, person=person)
            if f.record.office not in own and poll.within(f.record.during) is not Truth.NO
        ],
    )


def _on_the_way(ties: Iterable[Fact[Tie]], way: tuple[str, ...]) -> tuple[str, ...]:
    steps = {frozenset(pair) for pair in pairwise(way)}
    return tuple(f.fact for f in ties if frozenset((f.record.one, f.record.other)) in steps)


def related_contestants(case: Case, person: str) -> tuple[tuple[Contestant, tuple[str, ...], int], ...]:
    """Contestants to whom a person is related by kinship or marriage: the claims on the ties, and how many ties."""
    ties = fit(case, [f for f in case.all(Tie) if f.record.sort in RELATED])
    ways = shortest_paths([(f.record.one, f.record.other) for f in ties], person)
    standing = [one for one in contestants(case) if one.shown and one.person != person]
    found = [(one, ways[one.person]) for one in standing if one.person in ways]
    return tuple((one, _on_the_way(ties, way), len(way) - 1) for one, way in found)
