"""Counting over private people: how many a statement concerns, never who."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from saylau.checks.finding import Measure
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Conduct, Step
from saylau.records.kinds.prosecutions import StepSort
from saylau.values import Truth
from saylau.values.message import Said

FEW = "Few people, chosen by those who told of them: nothing follows for how often it happened."
AGGREGATE = "People are counted, not described: no row about one person is printed."
SEQUENCE = "That one thing followed another does not show that it was its cause."
COUNSEL = "counsel or the body that documented the cases"


def people(facts: Iterable[Fact[Record]]) -> frozenset[str]:
    """The different people whom claims concern."""
    found: set[str] = set()
    for fact in facts:
        one = getattr(fact.record, "person", None)
        found |= {str(one)} if one else {str(p) for p in getattr(fact.record, "persons", ())}
    return frozenset(found)


def steps(case: Case, *sorts: StepSort) -> tuple[Fact[Step], ...]:
    """The steps of some sorts, in row order."""
    return tuple(f for f in case.all(Step) if f.record.sort in sorts)


def chosen(facts: Iterable[Fact[Step]], test: Callable[[Step], Truth], answer: Truth) -> tuple[Fact[Step], ...]:
    """The steps of which something has the answer given."""
    return tuple(f for f in facts if test(f.record) is answer)


def conduct_of(case: Case, step: Fact[Step]) -> Fact[Conduct] | None:
    """The conduct that a step followed, where it is told."""
    ref = step.record.after
    return case.get(ref) if ref and case.claims(ref) else None


def counted(name: str, facts: Sequence[Fact[Record]], label: Said) -> Measure:
    """How many people some claims concern, as a measure."""
    return Measure(name, len(people(facts)), "people", label, names(facts))
