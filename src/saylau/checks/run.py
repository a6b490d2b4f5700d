"""Run every check over a case, cap what it found, and keep the order of the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from saylau.checks.cap import cap
from saylau.checks.catalogue import CHECKS, CHECKS_OF_FINDINGS
from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.errors import SaylauError
from saylau.records.case import Case


def _dressed(case: Case, check: Check, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one check with its id, title and standards, capped. A check is never silent."""
    dressed = tuple(cap(case, _named(check, f)) for f in found)
    if not dressed:
        raise SaylauError(f"check {check.id} answered nothing; a check that lacks its inputs must answer unknown")
    subjects = [f.subject for f in dressed]
    if len(set(subjects)) != len(subjects):
        raise SaylauError(f"check {check.id} answered twice for one subject: {subjects}")
    return dressed


NOTHING_ASSESSED = "Nothing is assessed: what is missing is asked for."


def _named(check: Check, found: Finding) -> Finding:
    """A finding with what the check says of itself, where the finding says nothing of its own."""
    nothing = (NOTHING_ASSESSED,) if found.outcome is Outcome.UNKNOWN else ()
    return replace(
        found,
        check=check.id,
        area=check.chapter,
        title=check.title,
        standards=found.standards or check.standards,
        method=found.method or check.method,
        limits=found.limits or nothing,
    )


def run_check(case: Case, check: Check) -> tuple[Finding, ...]:
    """The findings of one check over a case, capped."""
    return _dressed(case, check, check.function(case))


def run_checks(case: Case) -> tuple[Finding, ...]:
    """The findings of all checks, in the order of the list; those that test the findings themselves come last."""
    found = [f for check in CHECKS for f in run_check(case, check)]
    for reviewing in CHECKS_OF_FINDINGS:
        found.extend(_dressed(case, reviewing.check, reviewing.function(case, tuple(found))))
    return tuple(found)
