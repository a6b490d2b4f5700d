"""Who stood: the candidacies that the checks of signatures and funds go through, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from saylau.checks.finding import Finding, Outcome
from saylau.records.case import Case, names
from saylau.records.kinds import Candidacy, CandidacyStep, Question
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values.message import Message

COMMISSION = "the election commission"
"""Who can answer most questions on candidates, signatures and funds."""


@dataclass(frozen=True)
class Contestant:
    """A candidate in the assessed election."""

    candidacy: str
    person: str
    facts: tuple[str, ...]
    """The claims that the candidate was registered, or put forward where no registration is known."""


def contestants(case: Case) -> tuple[Contestant, ...]:
    """The registered candidates of the assessed election in row order; all put forward where no step is known."""
    standing = case.where(Candidacy, election=case.info.election)
    registered = case.where(CandidacyStep, stage=CandidacyStage.REGISTERED)
    of_election = {fact.id for fact in standing}
    steps = [fact for fact in registered if fact.record.candidacy in of_election]
    found: dict[str, Contestant] = {}
    for fact in standing:
        own = names(step for step in steps if step.record.candidacy == fact.id)
        if own or not steps:
            found.setdefault(fact.id, Contestant(fact.id, fact.record.person, own or (fact.fact,)))
    return tuple(found.values())


def no_contestants() -> Finding:
    """What a check answers for a case that names no candidate."""
    return Finding(
        subject="case",
        outcome=Outcome.UNKNOWN,
        message=Message("The material names no candidate; no assessment was made."),
        questions=(Question(asks="Who was registered as a candidate, and when?", who=COMMISSION),),
    )
