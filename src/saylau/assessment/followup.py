"""What became of the recommendations of one election at the next: statuses with evidence, findings then and now.

A status is the judgement of whoever assessed it, with its source; none is derived. Beside it stand the outcomes of the
findings on which the recommendation rests, in both cases: they may have changed for other reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saylau.assessment.assess import Assessment
from saylau.checks.finding import Finding, Outcome
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import FollowUp, Recommendation
from saylau.records.kinds.statements import RecommendationStatus


@dataclass(frozen=True)
class Basis:
    """A finding, check or standard on which a recommendation rests, with the gravest outcome in each case."""

    name: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True)
class Followed:
    """One recommendation and what became of it."""

    recommendation: Fact[Recommendation]
    statuses: tuple[tuple[Case, Fact[FollowUp]], ...]
    """Each status with the case that holds it, the earliest first; two sources may differ, and both stay."""
    basis: tuple[Basis, ...]

    @property
    def status(self) -> RecommendationStatus:
        """The status assessed last; as the recommendation itself says where nobody assessed it since."""
        if self.statuses:
            return self.statuses[-1][1].record.implementation
        return self.recommendation.record.implementation


def follow_up(before: Assessment, after: Assessment) -> tuple[Followed, ...]:
    """Every recommendation of the earlier case, by its number, with what the two cases tell of it since.

    A recommendation is the same in both cases where its id is.
    """
    told = [(case, f) for case in (before.case, after.case) for f in case.all(FollowUp)]
    told.sort(key=lambda item: item[1].record.on.sort_key() if item[1].record.on else ())
    made = sorted(before.case.all(Recommendation), key=lambda f: f.record.number)
    return tuple(
        Followed(
            made_one,
            _each_once((c, f) for c, f in told if f.record.recommendation == made_one.id),
            tuple(Basis(n, _gravest(before.findings, n), _gravest(after.findings, n)) for n in made_one.record.basis),
        )
        for made_one in made
    )


def _each_once(told: Iterable[tuple[Case, Fact[FollowUp]]]) -> tuple[tuple[Case, Fact[FollowUp]], ...]:
    """A status that stands word for word in both cases, once."""
    found: dict[tuple[object, str], tuple[Case, Fact[FollowUp]]] = {}
    for case, fact in told:
        found.setdefault((fact.record, fact.source), (case, fact))
    return tuple(found.values())


def _gravest(findings: tuple[Finding, ...], name: str) -> Outcome | None:
    """The gravest outcome of a finding, of a check, or of the findings that cite a standard; None for none."""
    found = [f.outcome for f in findings if name in (f.id, f.check) or name in f.standards]
    return min(found, key=lambda outcome: outcome.rank, default=None)
