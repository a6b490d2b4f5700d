"""What is fixed before election day: strata, drawn stations, contestants, statements, level and publication rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from saylau.methods.quickcount.publish import Rule

VALID, CAST, REGISTERED = "valid", "cast", "registered"
"""Names of numbers of a report beside the contestants; the registered voters are those of the frame."""
EACH, TURNOUT = "each", "turnout"


@dataclass(frozen=True, slots=True)
class Stratum:
    """A stratum of the frame."""

    name: str
    region: str
    stations: int
    registered: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A station that was drawn."""

    stratum: str
    registered: int
    most: int
    """The greatest number of ballots it can hold; 0 where nobody knows."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of the law: of a contestant, of each contestant or of turnout."""

    of: str
    at: Fraction
    base: str
    """The denominator that the law counts from."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A quick count before its first report."""

    strata: tuple[Stratum, ...]
    """In the order in which they are collapsed where reports lack."""
    drawn: Mapping[str, Drawn]
    contestants: tuple[str, ...]
    base: str = VALID
    turnout: bool = False
    thresholds: tuple[Threshold, ...] = ()
    level: float = 0.95
    rule: Rule = field(default_factory=Rule)
    by_covariance: bool = False
    """Whether simultaneous margins come from the joint t distribution of all statements instead of Bonferroni's levels.

    They are narrower; thresholds, which are one-sided, have the two-sided ones then.
    """


class Sort(StrEnum):
    """What a statement is about."""

    SHARE = "share"
    LEAD = "lead"
    TURNOUT = "turnout"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the statements fixed in advance, which have the level together."""

    sort: Sort
    top: tuple[str, ...]
    """The number that is asked about; of a lead, the one it is ahead of too."""
    base: str
    threshold: Threshold | None = None

    @property
    def name(self) -> str:
        """A short name, unique in a plan."""
        if self.threshold is not None:
            return f"{self.top[0]} against {float(self.threshold.at):.4g} of {self.base}"
        return TURNOUT if self.sort is Sort.TURNOUT else " - ".join(self.top)


def statements(plan: Plan) -> tuple[Statement, ...]:
    """Shares, leads of every two contestants, turnout where asked for, thresholds."""
    return tuple(_statements(plan))


def _statements(plan: Plan) -> Iterator[Statement]:
    yield from (Statement(Sort.SHARE, (name,), plan.base) for name in plan.contestants)
    yield from (Statement(Sort.LEAD, pair, plan.base) for pair in combinations(plan.contestants, 2))
    if plan.turnout:
        yield Statement(Sort.TURNOUT, (CAST,), REGISTERED)
    for threshold in plan.thresholds:
        turnout = threshold.of == TURNOUT
        names = plan.contestants if threshold.of == EACH else (CAST if turnout else threshold.of,)
        base = REGISTERED if turnout else threshold.base
        yield from (Statement(Sort.THRESHOLD, (name,), base, threshold) for name in names)


def columns(plan: Plan) -> tuple[str, ...]:
    """The numbers that a report has to hold, in the order of the arrays; the registered voters come from the frame."""
    needed = {name for one in statements(plan) for name in (*one.top, one.base)} - {*plan.contestants, REGISTERED}
    return (*plan.contestants, *sorted(needed))
