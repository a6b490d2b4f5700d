"""Confidence: evidence times agreement, with its reason.

There are two reliabilities: that of the source (its grade) and that of this piece of information in it (how it reached
the source). A good source is one of grade A or B that does not repeat hearsay; a claim that no good source bears out is
of low confidence. First-hand and second-hand knowledge weigh alike here, since one witness more is still one source.

*High* for two independent sources of grade A or B that agree, or for the text of the law itself. *Medium* for one
primary source, or several that depend on one another. *Low* for one secondary or partisan source, or an open conflict.
A finding has the confidence of its weakest necessary input. What rests on hearsay alone is capped as well
(`checks.cap`).
"""

from __future__ import annotations

from itertools import combinations

from saylau.checks.finding import Confidence, Finding, Level, Outcome
from saylau.checks.told import is_good
from saylau.law.rule import Basis
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.conflicts import can_both_be_true, confirms
from saylau.records.fact import Fact, Heard
from saylau.records.source import Grade, Interest, Source
from saylau.values.message import Message

PARTISAN = frozenset(
    {Interest.GOVERNMENT, Interest.COMMISSION, Interest.CANDIDATE, Interest.OPPOSITION, Interest.RIGHTS_GROUP}
)
"""Voices that speak for a side: two of the same side are not independent of each other."""


def _roots(case: Case, source: Source) -> frozenset[str]:
    """The source and everything that it repeats, directly or through others."""
    found: set[str] = set()
    waiting = [source.id]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(case.sources[name].based_on)
    return frozenset(found)


def independent(case: Case, one: Source, other: Source) -> bool:
    """Whether two sources neither repeat each other or a common source, nor speak for the same side."""
    same_side = one.interest is other.interest and one.interest in PARTISAN
    return not same_side and not (_roots(case, one) & _roots(case, other))


def _of_fact(case: Case, fact: Fact[Record]) -> Confidence:
    """Confidence in one claim, from all claims about the same thing."""
    claims = case.claims(fact.id)
    agreeing = [c for c in claims if confirms(fact.record, c.record) and is_good(case, c)]
    good = [case.sources[name] for name in dict.fromkeys(c.source for c in agreeing)]
    if any(not can_both_be_true(a.record, b.record) for a, b in combinations(claims, 2)):
        return Confidence(Level.LOW, Message("claims about {thing} do not agree", thing=fact.id))
    if any(independent(case, a, b) for a, b in combinations(good, 2)):
        return Confidence(Level.HIGH, Message("for each of its facts two independent sources agreed"))
    if any(s.grade is Grade.A for s in good):
        return Confidence(Level.MEDIUM, Message("the weakest of its facts rested on one official or primary source"))
    if len(good) > 1:
        return Confidence(
            Level.MEDIUM, Message("for the weakest of its facts several sources agreed, which depended on one another")
        )
    if not good and fact.heard is Heard.HEARSAY:
        return Confidence(Level.LOW, Message("the weakest of its facts was hearsay in its source"))
    only = good[0] if good else case.source_of(fact)
    return Confidence(
        Level.LOW,
        Message(
            "the weakest of its facts rested on one source of grade {grade} ({interest})",
            grade=str(only.grade),
            interest=Message(only.interest.value),
        ),
    )


_BY_BASIS = {
    Basis.TEXT: Confidence(Level.HIGH, Message("it rested on the text of the law")),
    Basis.REPORTED: Confidence(Level.LOW, Message("the text of the provision in force was not read")),
    Basis.GENERAL: Confidence(Level.LOW, Message("the provision is known only from general knowledge")),
}


def confidence(case: Case, finding: Finding) -> Confidence:
    """The confidence of a finding: that of its weakest necessary claim or provision."""
    if finding.outcome is Outcome.DISPUTED:
        return Confidence(Level.LOW, Message("readings or sources led to different outcomes"))
    inputs = [_of_fact(case, case.fact(name)) for name in finding.facts]
    inputs += [_BY_BASIS[cite.basis] for cite in finding.provisions]
    if not inputs and finding.outcome is Outcome.UNKNOWN:
        return Confidence(Level.LOW, Message("no fact in the case settled it"))
    if not inputs:
        return Confidence(Level.HIGH, Message("it counted what stands in the case itself"))
    order = (Level.LOW, Level.MEDIUM, Level.HIGH)
    return min(inputs, key=lambda c: order.index(c.level))
