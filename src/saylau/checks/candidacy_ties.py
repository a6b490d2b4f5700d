"""Ways by recorded ties from a candidate's campaign to those who hold office and to bodies of the state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.contestants import Contestant, contestants, no_contestants
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.kinship import in_office
from saylau.checks.registry import check
from saylau.checks.told import fit, may_hold, one_each, unknown
from saylau.methods.networks import Edge, along, shortest_paths
from saylau.records.case import Case, names
from saylau.records.kinds import Candidacy, Organisation, Person, Tie
from saylau.records.kinds.actors import OrganisationSort
from saylau.values.message import From, Message, Name, Value

MOST = 4
"""Ties of the longest way that is told, assumed: longer ways join nearly anybody to anybody."""

LIMITS = (
    "A tie says nothing of influence, agreement or knowledge; a way by several ties says less.",
    "Only ties on record are walked; how many are on record differs from candidate to candidate.",
    "A tie of which no time is stated was used, though it may have ended.",
)


Ties = Sequence[tuple[Edge, str]]
"""The two ends of each tie, and the claim that tells it."""


@dataclass(frozen=True)
class Way:
    """A shortest way from a candidate to a holder of office or to a body of the state."""

    way: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Ties on the way."""
        return len(self.way) - 1


@check(chapter="CR", standards=("CPH-7.5", "GC25-15"), area="candidacy")
def affiliations(case: Case) -> Iterator[Finding]:
    """How each candidate's campaign was joined by ties to holders of office and to bodies of the state.

    Shortest ways (breadth-first search) through the recorded ties of people and organisations, the nominating body
    among them, never by way of another candidate; ways of more than four ties are left out.
    """
    people = contestants(case)
    if not people:
        yield no_contestants(case)
    for one in people:
        yield _affiliations(case, one, {other.person for other in people} - {one.person})


def _affiliations(case: Case, one: Contestant, rivals: set[str]) -> Finding:
    ties = _ties(case, rivals)
    reached = {
        to: way
        for to, way in shortest_paths((edge for edge, _ in ties), one.person).items()
        if 1 < len(way) <= MOST + 1
    }
    if not any(isinstance(case.fact(fact).record, Tie) for way in reached.values() for fact in along(way, ties)):
        says = Message(
            "{person}: beyond the nominating body, the material holds no tie of the candidate or the campaign.",
            person=Name(one.person),
        )
        asks = "Who led the campaign, and which offices and memberships had they?"
        return unknown(says, asked(case, asks, commission(case), one.called), subject=one.person, facts=one.facts)
    own = in_office(case, one.person, None)
    holder, body = _nearest_holder(case, reached, ties), _nearest_body(case, reached, ties)
    found = [way for way in (holder, body) if way]
    facts = tuple(dict.fromkeys((*names(own), *(f for way in found for f in way.facts))))
    return Finding(
        one.person,
        Outcome.NOTED,
        _says(one, holder, body),
        facts=facts or tuple(dict.fromkeys(f for way in reached.values() for f in along(way, ties))),
        context=one.facts,
        measures=(
            Measure("reached", len(reached), "", "people and organisations joined by up to four ties"),
            *(Measure("own_offices", len({f.record.office for f in own}), "", "offices of the candidate", names(own))
              for _ in own[:1]),
            *(Measure("to_holder", way.steps, "ties", "to the nearest holder of an office", way.facts)
              for way in found if way is holder),
            *(Measure("to_body", way.steps, "ties", "to the nearest body of the state", way.facts)
              for way in found if way is body),
        ),
        method="Shortest ways of up to four ties by breadth-first search, never through another candidate.",
        assumptions=("Ways of more than four ties were left out (assumed).",),
        limits=LIMITS,
    )  # fmt: skip


def _ties(case: Case, rivals: set[str]) -> Ties:
    """Every tie that may have held on voting day, and who put whom forward; none that touches a rival."""
    held = fit(case, [f for f in case.all(Tie) if may_hold(f.record.during, case.info.poll)])
    put_forward = fit(case, [f for f in case.where(Candidacy, election=case.info.election) if f.record.nominator])
    ties = [
        *(((f.record.one, f.record.other), f.fact) for f in held),
        *(((f.record.person, f.record.nominator), f.fact) for f in put_forward if f.record.nominator),
    ]
    return [(edge, fact) for edge, fact in ties if not rivals.intersection(edge)]


def _nearest_holder(case: Case, reached: dict[str, tuple[str, ...]], ties: Ties) -> Way | None:
    """The nearest person in office on voting day, with the claims on the way and the office."""
    people = {f.id for f in case.all(Person)}
    for to, way in reached.items():
        tenures = in_office(case, to, None) if to in people else ()
        if tenures:
            return Way(way, (*along(way, ties), *names(tenures)))
    return None


def _nearest_body(case: Case, reached: dict[str, tuple[str, ...]], ties: Ties) -> Way | None:
    """The nearest organisation that is a body of the state."""
    bodies = {f.id: f for f in one_each(case.where(Organisation, sort=OrganisationSort.STATE_BODY))}
    return next((Way(way, (*along(way, ties), bodies[to].fact)) for to, way in reached.items() if to in bodies), None)


def _between(way: Way) -> Value:
    return From(way.steps, way.facts)


def _path(way: Way) -> Value:
    return tuple(Name(node) for node in way.way[1:])


def _says(one: Contestant, holder: Way | None, body: Way | None) -> Message:
    person = Name(one.person)
    if holder and body:
        return Message(
            "{person}. Ties to the nearest other holder of an office: {steps} (way: {way}); to the nearest body of the "
            "state: {body_steps} (way: {body_way}).",
            person=person, steps=_between(holder), way=_path(holder), body_steps=_between(body), body_way=_path(body),
        )  # fmt: skip
    if holder:
        return Message(
            "{person}. Ties to the nearest other holder of an office: {steps} (way: {way}); no body of the state is "
            "joined by up to four ties on record.",
            person=person, steps=_between(holder), way=_path(holder),
        )  # fmt: skip
    if body:
        return Message(
            "{person}. Ties to the nearest body of the state: {steps} (way: {way}); no holder of an office is "
            "joined by up to four ties on record.",
            person=person, steps=_between(body), way=_path(body),
        )  # fmt: skip
    return Message(
        "{person}: no holder of an office and no body of the state is joined to the candidate by up to four ties on "
        "record.",
        person=person,
    )
