"""Rows of invented facts, and what steps they take, for the tests of their pages."""

from __future__ import annotations

from saylau.server.access.models import User
from saylau.server.store.facts import add_fact, step_fact
from saylau.server.store.models import Case, Fact

EVENT = {
    "id": "gathering-1", "name": "A gathering in the square", "sort": "gathering", "during": "2030-05-01",
    "source": "paper", "locator": "page 3",
}  # fmt: skip
TALLY = {
    "id": "detained-1", "of": "people detained", "number": "80", "unit": "people", "during": "2030-05-01",
    "source": "paper", "locator": "page 3", "said_by": "ministry",
}  # fmt: skip


def entered(by: User, case: Case, kind: str, cells: dict[str, str], **more: str) -> Fact:
    """A fact that waits for review."""
    return add_fact(by, case, kind, cells | more, submit=True)


def draft(by: User, case: Case, kind: str, cells: dict[str, str], **more: str) -> Fact:
    """A fact that its author put aside."""
    return add_fact(by, case, kind, cells | more, submit=False)


def accepted(by: User, reviewer: User, case: Case, kind: str, cells: dict[str, str], **more: str) -> Fact:
    """A fact that another person accepted."""
    fact = entered(by, case, kind, cells, **more)
    return step_fact(reviewer, fact, "accept", fact.revision)
