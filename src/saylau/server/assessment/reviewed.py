"""Where findings stand with those who sign, asked of the signatures as they are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from saylau.records.source import Decision
from saylau.server.review.conclusions import Standing, signatures_of, standing
from saylau.server.review.models import Signature
from saylau.server.store.models import Case


def standings(case: Case, hashes: Mapping[str, str]) -> dict[str, Standing]:
    """Where each finding stands; `hashes` leads from its id to the hash of what it says now."""
    rows = signatures_of(case)
    by_finding: dict[str, list[Signature]] = defaultdict(list)
    for row in rows.filter(finding__in=list(hashes)) if len(hashes) == 1 else rows:
        by_finding[row.finding].append(row)
    return {finding: standing(by_finding.get(finding, ()), now) for finding, now in hashes.items()}


def state_of(found: Standing) -> str:
    """A standing as one of five words: open, waiting, reviewed, rejected, fallen."""
    if found.in_force is not None:
        return "rejected" if found.in_force.decision == Decision.REJECTED else "reviewed"
    if found.waiting is not None:
        return "waiting"
    return "fallen" if found.fallen is not None else "open"
