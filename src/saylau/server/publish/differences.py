"""What changed between two versions, as `saylau diff` tells it, in words that can be kept."""

from __future__ import annotations

from typing import Any

from saylau.assessment.assess import Assessment
from saylau.assessment.changes import compare_findings
from saylau.checks.finding import Finding
from saylau.records.compare import Change, compare_facts
from saylau.report.words import Words, words_for

MOST = 500
"""So many changes of one sort are told in full."""


def differences(before: Assessment, after: Assessment) -> dict[str, Any]:
    """Facts and findings added, changed, withdrawn and removed; each list with how many there are in all."""
    facts, findings = compare_facts(before.case, after.case), compare_findings(before, after)
    old, new = words_for("en", before.case), words_for("en", after.case)
    changed = [
        {"id": c.after.id, "from": c.before.outcome.value, "to": c.after.outcome.value,
         "before": old.text(c.before.message), "after": new.text(c.after.message), "fell": c.signature_fell}
        for c in findings.changed[:MOST]
    ]  # fmt: skip
    return {
        "facts": {
            name: {"count": len(changes), "told": [_change(change) for change in changes[:MOST]]}
            for name in ("added", "changed", "withdrawn", "removed")
            for changes in (getattr(facts, name),)
        },
        "findings": {
            "added": _listed(findings.added, new),
            "changed": {"count": len(findings.changed), "told": changed},
            "withdrawn": _listed(findings.withdrawn, old),
        },
    }


def _listed(findings: tuple[Finding, ...], words: Words) -> dict[str, Any]:
    told = [{"id": f.id, "outcome": f.outcome.value, "says": words.text(f.message)} for f in findings[:MOST]]
    return {"count": len(findings), "told": told}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "name": change.name,
        "thing": change.thing if change.thing != change.name else "",
        "fields": [[field.field, field.before, field.after] for field in change.fields],
    }
