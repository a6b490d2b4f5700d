"""No finding is stronger than its weakest necessary input."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.checks.told import only_hearsay
from saylau.law.rule import Basis, Cite, Explanation
from saylau.records.case import Case
from saylau.records.source import Grade
from saylau.standards import STANDARDS
from saylau.values.message import Message

ASSERTS_A_BREACH = (Outcome.CONTRARY, Outcome.AT_ODDS)


def cites(explanation: Explanation) -> tuple[Cite, ...]:
    """The provisions on which an explanation rests, its parts included, in order."""
    own = (explanation.cite,) if explanation.cite else ()
    return tuple(dict.fromkeys((*own, *(c for part in explanation.parts for c in cites(part)))))


def necessary_provisions(finding: Finding) -> tuple[Cite, ...]:
    """The provisions that decide a finding: those it names, of its explanations, and of readings that decide."""
    deciding = [r.explanation for r in finding.readings if r.decides and r.explanation]
    found = [*finding.provisions, *(c for e in (*finding.explanations, *deciding) for c in cites(e))]
    return tuple(dict.fromkeys(found))


def _ceiling(outcome: Outcome, provisions: tuple[Cite, ...]) -> Outcome:
    """The strongest outcome that provisions known this well allow. `disputed` asserts no breach and stays."""
    if any(c.basis is Basis.GENERAL for c in provisions):
        return Outcome.UNKNOWN
    if outcome in ASSERTS_A_BREACH and any(c.basis is Basis.REPORTED for c in provisions):
        return Outcome.CONCERN
    return outcome


def _cap_reading(reading: ReadingOutcome, of_finding: tuple[Cite, ...]) -> ReadingOutcome:
    """A reading rests on its own provisions, or on those of the finding where it names none."""
    own = cites(reading.explanation) if reading.explanation else of_finding
    return replace(reading, outcome=_ceiling(reading.outcome, own))


def _weak_facts(case: Case, finding: Finding) -> Message | None:
    """Which claims are too weak for anything to rest on, where there are such."""
    weak = tuple(f for f in finding.facts if case.source_of(f).grade is Grade.C)
    if weak:
        return Message("It needs {facts}, known only from a source of grade C.", facts=weak)
    rumours = tuple(f for f in finding.facts if only_hearsay(case, case.fact(f)))
    return Message("It needs {facts}, known to the source only from hearsay.", facts=rumours) if rumours else None


def _known_standards(finding: Finding, on: date) -> bool:
    """Whether at least one standard cited was read (grade A or B) and applied on the day."""
    cited = [STANDARDS[s] for s in finding.standards]
    return any(s.grade is not Grade.C and not s.is_later_guidance(on) for s in cited)


def cap(case: Case, finding: Finding) -> Finding:
    """The finding, no stronger than its weakest necessary input, saying what it would have been.

    A claim of grade C, a claim that is hearsay and that no good claim about the same thing confirms, or a provision
    known only from general knowledge, leaves `unknown`: a good paper that repeats a rumour is worth no more than a weak
    one. Second-hand knowledge, the common case in accounts of relatives and counsel, caps nothing. A provision known
    through a source of grade B leaves at most `concern`, marked provisional. `at odds` needs a standard that was read.
    """
    provisions = necessary_provisions(finding)
    capped = replace(
        finding,
        provisions=provisions,
        readings=tuple(_cap_reading(r, provisions) for r in finding.readings),
        provisional=any(c.basis is Basis.REPORTED for c in provisions),
    )
    if finding.outcome is Outcome.UNKNOWN:
        return capped
    reason = _weak_facts(case, finding)
    if reason:
        return replace(capped, outcome=Outcome.UNKNOWN, would_be=finding.outcome, cap_reason=reason)
    if finding.outcome is Outcome.AT_ODDS and not _known_standards(finding, case.info.poll):
        reason = Message("None of the standards that it cites was read and in force on voting day.")
        return replace(capped, outcome=Outcome.UNKNOWN, would_be=finding.outcome, cap_reason=reason)
    ceiling = _ceiling(finding.outcome, provisions)
    if ceiling is finding.outcome:
        return capped
    reason = (
        Message("The provision is known only from general knowledge.")
        if ceiling is Outcome.UNKNOWN
        else Message("The text of the provision in force was not read; a source of grade B reports it.")
    )
    return replace(capped, outcome=ceiling, would_be=finding.outcome, cap_reason=reason)
