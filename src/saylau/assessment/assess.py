"""Assessment: a case with everything found in it, ready to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from saylau.assessment.clearance import Clearance
from saylau.assessment.confidence import confidence
from saylau.assessment.questions import OpenQuestion, open_questions
from saylau.assessment.review import ReviewState, review_state
from saylau.checks.finding import Finding
from saylau.checks.run import run_checks
from saylau.errors import NotFound
from saylau.records.case import Case


@dataclass(frozen=True)
class Assessment:
    """A case, its findings with their confidence and review, and the questions that stay open."""

    case: Case
    findings: tuple[Finding, ...]
    states: Mapping[str, ReviewState]
    """Finding id to where it stands with its reviewers."""
    questions: tuple[OpenQuestion, ...]
    hidden: Mapping[str, str] = field(default_factory=dict)
    """In the copy for publication: label of a claim left out, to the source in which it stands."""

    before: Assessment | None = None
    """In the copy for publication: the copy of the earlier version with which it is compared."""

    cleared: Clearance | None = None
    """Whom of the private people the report may show; None where no vault stands beside the case."""

    @property
    def unsigned(self) -> tuple[Finding, ...]:
        """Findings that no person has signed as they are."""
        return tuple(f for f in self.findings if not self.states[f.id].signed)

    def finding(self, name: str) -> Finding:
        """A finding by its id. Raises `NotFound` naming those of the same check."""
        for found in self.findings:
            if found.id == name:
                return found
        same = [f.id for f in self.findings if f.check == name.partition(":")[0]]
        hint = f"; this check has {', '.join(same)}" if same else "; `saylau findings` lists them"
        raise NotFound(f"no finding {name!r} in case {self.case.info.id}{hint}")


def assess(case: Case, cleared: Clearance | None = None) -> Assessment:
    """Run all checks over a case and weigh what they found. Where a vault stands beside the case, the case is what its
    ledger lets in (`saylau.casework.gate`) and `cleared` what it lets out.
    """
    findings = tuple(replace(f, confidence=confidence(case, f)) for f in run_checks(case))
    states = {f.id: review_state(case, f) for f in findings}
    return Assessment(case, findings, states, open_questions(case, findings), cleared=cleared)
