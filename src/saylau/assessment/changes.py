"""What changed in the findings between two states of a case."""

from __future__ import annotations

from dataclasses import dataclass

from saylau.assessment.assess import Assessment
from saylau.checks.finding import Finding


@dataclass(frozen=True)
class FindingChange:
    """A finding that is there in both states and says something else."""

    before: Finding
    after: Finding
    signature_fell: bool
    """Whether a signature that stood before no longer covers it."""


@dataclass(frozen=True)
class FindingChanges:
    """Findings added, changed and withdrawn, in the order of the checks."""

    added: tuple[Finding, ...]
    changed: tuple[FindingChange, ...]
    withdrawn: tuple[Finding, ...]


def compare_findings(before: Assessment, after: Assessment) -> FindingChanges:
    """Compare by id; a finding changed when anything that a signature covers did."""
    old = {f.id: f for f in before.findings}
    new = {f.id: f for f in after.findings}
    changed = []
    for name, finding in new.items():
        if name in old and before.states[name].hash != after.states[name].hash:
            fell = before.states[name].signed and not after.states[name].signed
            changed.append(FindingChange(old[name], finding, fell))
    return FindingChanges(
        added=tuple(f for name, f in new.items() if name not in old),
        changed=tuple(changed),
        withdrawn=tuple(f for name, f in old.items() if name not in new),
    )
