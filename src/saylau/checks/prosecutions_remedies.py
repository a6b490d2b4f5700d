"""Remedies at home, over all people: used, pending, decided, not used and why; what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, counted, people, steps
from saylau.checks.procedure import SANCTIONS
from saylau.checks.registry import Check, check
from saylau.checks.remedies import BESIDE_ASSUMED, WHICH_ASKED, Exhaustion, exhausted
from saylau.checks.told import unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Matter, Remedy
from saylau.records.kinds.complaints import NotPursued
from saylau.values import Truth
from saylau.values.message import From, Message

REASONS = {
    NotPursued.UNAVAILABLE: "people of whom a remedy was not used as unavailable",
    NotPursued.INEFFECTIVE: "people of whom a remedy was not used as ineffective",
    NotPursued.DANGEROUS: "people of whom a remedy was not used as dangerous",
    NotPursued.TOO_LONG: "people of whom a remedy was not used as unreasonably prolonged",
    NotPursued.NOT_STATED: "people of whom a remedy was not used, with no reason stated",
}


@check(chapter="CA", standards=("ICCPR-2", "CPH-5.10"), area="prosecutions")
def remedies(case: Case) -> Iterator[Finding]:
    """How many people reached the last ordinary remedy at home by the date of assessment, and what is still open.

    Each matter of each person with a remedy, a matter or a sanction told: used, pending, decided, not used with the
    reason given, and days due. Whether a remedy need not have been used is not decided.
    """
    sanctions = steps(case, *SANCTIONS)
    rows = case.all(Remedy)
    concerned = people((*rows, *case.all(Matter), *sanctions))
    if not rows:
        says = Message("People with a matter or a sanction: {people}; no remedy is told of any.", people=len(concerned))
        told = (*case.all(Matter), *sanctions)
        nothing = unknown(says, asked(case, WHICH_ASKED, COUNSEL), facts=names(told))
        yield replace(nothing, measures=(counted("people", told, "people with a matter or a sanction"),))
        return
    found = {person: exhausted(case, person, case.info.assessed) for person in sorted(concerned)}
    reached, not_reached, open_ = (_where(found, truth) for truth in (Truth.YES, Truth.NO, Truth.UNKNOWN))
    pending = [person for person, e in found.items() if e.pending]
    granted = [person for person, e in found.items() if e.granted]
    passed, ahead = (_with_due(found, truth) for truth in (Truth.YES, Truth.NO))
    groups = (reached, not_reached, open_, pending, granted, passed, ahead)
    yield Finding(
        "case",
        Outcome.NOTED if reached or not_reached else Outcome.UNKNOWN,
        Message(
            "People with a matter, a sanction or a remedy: {people}. By {day} the last ordinary remedy was decided for "
            "{reached}; it was not for {not_reached}; not known: {open}. With a remedy pending: {pending}; granted at "
            "least in part: {granted}; with a day due that has passed: {passed}; with one ahead: {ahead}.",
            people=len(concerned),
            day=case.info.assessed,
            reached=From(len(reached), names(rows)),
            not_reached=len(not_reached),
            open=len(open_),
            pending=len(pending),
            granted=len(granted),
            passed=len(passed),
            ahead=len(ahead),
        ),
        facts=names(rows),
        context=names((*case.all(Matter), *sanctions)),
        measures=(
            Measure("people", len(concerned), "people", "people with a matter, a sanction or a remedy", names(rows)),
            *_groups(found, groups),
            *_reasons(found),
        ),
        method="Each remedy by its days and outcome as on the date of assessment; a person by all matters together.",
        assumptions=(BESIDE_ASSUMED,),
        limits=(
            AGGREGATE,
            "A reason for not using a remedy is that of who gives it; whether it holds is a legal question.",
        ),
        questions=tuple(_questions(found)),
    )


def _where(found: Mapping[str, Exhaustion], truth: Truth) -> list[str]:
    return [person for person, e in found.items() if e.truth is truth]


def _with_due(found: Mapping[str, Exhaustion], passed: Truth) -> list[str]:
    return [person for person, e in found.items() if any(due.passed is passed for due in e.due)]


GROUPS = (
    ("reached", "people whose last ordinary remedy was decided"),
    ("not_reached", "people of whom it was not"),
    ("open", "people of whom that is not known"),
    ("pending", "people with a remedy pending"),
    ("granted", "people with a remedy granted at least in part"),
    ("passed", "people with a day due that has passed"),
    ("ahead", "people with a day due ahead"),
)


def _groups(found: Mapping[str, Exhaustion], groups: tuple[list[str], ...]) -> Iterator[Measure]:
    for (name, label), who in zip(GROUPS, groups, strict=True):
        yield Measure(name, len(who), "people", label, _facts(found, who))


def _facts(found: Mapping[str, Exhaustion], who: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for person in who for fact in found[person].facts))


def _reasons(found: Mapping[str, Exhaustion]) -> Iterator[Measure]:
    left: list[Fact[Remedy]] = [f for e in found.values() for f in e.not_pursued]
    for reason, label in REASONS.items():
        own = [f for f in left if (f.record.not_pursued or NotPursued.NOT_STATED) is reason]
        if own:
            yield counted(f"reason:{reason.name.lower()}", own, label)


def _questions(found: Mapping[str, Exhaustion]) -> tuple[Asked, ...]:
    """What would settle what is not known, each question once for all people."""
    return tuple(dict.fromkeys(q for e in found.values() for q in e.questions))


CHECKS: tuple[Check, ...] = (remedies,)
