"""The sheet of one candidate: every condition for standing, met, not met or not known, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from saylau.checks.ask import ask, which_provision
from saylau.checks.candidacy_rules import basic_of, nominator_of
from saylau.checks.contestants import Contestant, each_person
from saylau.checks.deposits import paid_by
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import integer, reading, together
from saylau.checks.registry import check
from saylau.checks.stays import residence_of
from saylau.checks.told import besides, explanations, fit, open_questions, unknown
from saylau.law.inputs import ExamInputs, ServiceInputs
from saylau.records.case import Case, names
from saylau.records.kinds import Candidacy, CandidacyStep, Result, Service
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, Truth
from saylau.values.message import Message, Name, Value


def service_of(case: Case, one: Contestant) -> Finding:
    """What the rule on public service says of one candidate."""
    claims = case.where(Service, person=one.person)
    counted = fit(case, [f for f in claims if f.record.counts is not Truth.NO])
    periods = tuple(f.record.during if f.record.counts is Truth.YES else None for f in counted)
    answers = ask(case, "candidacy.service", ServiceInputs(periods=periods, facts=names(counted)), about=one.called)
    readings = tuple(reading(a) for a in answers)
    outcome = together(readings)
    person = Name(one.person)
    says = Message(
        "The material does not say how long {person} was in public service or elected office.", person=person
    )
    days = integer(answers[0].explanation, "days_low") if answers else None
    measures: tuple[Measure, ...] = ()
    if counted and days is not None:
        says = Message(
            "{person} was in public service or elected office for {days} days or more, as stated.",
            person=person,
            days=days,
        )
        measures = (Measure("days", Count.between(days, None), "days", "days in posts that count", names(counted)),)
    return Finding(
        one.person,
        outcome,
        says,
        facts=names(counted),
        context=(*besides(claims, names(counted)), *one.facts),
        readings=readings,
        measures=measures,
        explanations=explanations(answers),
        method="Days of all posts that count, overlaps counted once.",
        questions=open_questions(answers)
        if answers
        else (which_provision(case, "candidacy.service", "the career of candidates"),),
    )


def language_of(case: Case, one: Contestant) -> Finding:
    """What the rule on the language examination says of one candidate."""
    passed = fit(case, case.where(CandidacyStep, candidacy=one.candidacy, stage=CandidacyStage.EXAM_PASSED))
    failed = fit(case, case.where(CandidacyStep, candidacy=one.candidacy, stage=CandidacyStage.EXAM_FAILED))
    standing = fit(case, [f for f in case.all(Candidacy) if f.id == one.candidacy])
    again, earlier = _stands_again(case, one, standing[0].record.incumbent if standing else Truth.UNKNOWN)
    facts = (*names(passed), *names(failed), *names(standing[:1]), *earlier)
    given = ExamInputs(
        passed=Truth.YES if passed else Truth.NO if failed else Truth.UNKNOWN, incumbent=again, facts=facts
    )
    answers = ask(case, "candidacy.language", given, about=one.called)
    if not answers:
        says = Message("{person}: whether an examination had to be passed is not known.", person=Name(one.person))
        rule = which_provision(case, "candidacy.language", "the examination of candidates")
        return unknown(says, rule, subject=one.person, facts=facts)
    readings = tuple(reading(a) for a in answers)
    says = Message("{person}: language examination.", person=Name(one.person))
    return Finding(
        one.person, together(readings), says, facts=facts, readings=readings, explanations=explanations(answers),
        questions=open_questions(answers),
    )  # fmt: skip


def _stands_again(case: Case, one: Contestant, incumbent: Truth) -> tuple[Truth, tuple[str, ...]]:
    """Whether a candidate stands again as incumbent, and the claims that tell of an earlier election.

    Who holds the office need not have been elected to it: one who came to it otherwise may stand for the first time.
    """
    if incumbent is not Truth.YES:
        return incumbent, ()
    results = fit(case, [f for f in case.where(Result, person=one.person) if f.record.election != case.info.election])
    stood = fit(case, [f for f in case.where(Candidacy, person=one.person) if f.record.election != case.info.election])
    earlier = names((*results, *stood))
    return (Truth.YES if earlier else Truth.UNKNOWN), earlier


CONDITIONS: tuple[tuple[str, str, Callable[[Case, Contestant], Finding]], ...] = (
    ("basic", "age, citizenship by birth and education", basic_of),
    ("residence", "residence", residence_of),
    ("service", "public service or elected office", service_of),
    ("language", "language examination", language_of),
    ("nominator", "nominating body", nominator_of),
    ("deposit", "election deposit", paid_by),
)
"""Name of a condition, how it is called, and the check of one candidate that answers it."""

MET, NOT_MET, DIFFER, OPEN = "met", "not met", "readings or sources differ", "not known"
NONE = Message("none")


def _answer(found: Finding) -> str:
    """What a finding on a condition comes to, in a word."""
    if found.outcome in (Outcome.IN_LINE, Outcome.NOTED):
        return MET
    if found.outcome is Outcome.DISPUTED:
        return DIFFER
    return OPEN if found.outcome is Outcome.UNKNOWN else NOT_MET


@check(chapter="CR", standards=("GC25-15", "CPH-7.5"), area="candidacy")
def conditions(case: Case) -> Iterator[Finding]:
    """Which conditions for standing each candidate met, by what is on record.

    One sheet a candidate: what the check of each condition comes to, under every reading of its rule. Signatures have
    checks of their own.
    """
    yield from each_person(case, _sheet)


def _sheet(case: Case, one: Contestant) -> Finding:
    found = [(name, label, find(case, one)) for name, label, find in CONDITIONS]
    known = [f for _, _, f in found if f.outcome is not Outcome.UNKNOWN]
    by_answer = {
        answer: tuple(Message(label) for _, label, f in found if _answer(f) == answer)
        for answer in (MET, NOT_MET, DIFFER, OPEN)
    }
    said: dict[str, Value] = {
        "met": by_answer[MET] or NONE, "unmet": by_answer[NOT_MET] or NONE, "differ": by_answer[DIFFER] or NONE,
        "unknown": by_answer[OPEN] or NONE,
    }  # fmt: skip
    facts = tuple(dict.fromkeys(fact for f in known for fact in f.facts))
    return Finding(
        one.person,
        Outcome.NOTED if known else Outcome.UNKNOWN,
        Message(
            "{person}: conditions for standing, by what is on record. Met: {met}. Not met: {unmet}. Readings or "
            "sources differ: {differ}. Not known: {unknown}.",
            person=Name(one.person), **said,
        ),
        facts=facts,
        context=tuple(dict.fromkeys(f for f in (*one.facts, *(c for k in known for c in k.context)) if f not in facts)),
        measures=tuple(Measure(name, Message(_answer(f)), "", label, f.facts) for name, label, f in found),
        explanations=tuple(dict.fromkeys(e for f in known for e in f.explanations)),
        method="What the check of each condition comes to; each finding holds its facts and readings.",
        limits=("The commission registered on papers that the material does not hold.",),
        questions=tuple(dict.fromkeys(q for _, _, f in found if f.outcome is Outcome.UNKNOWN for q in f.questions)),
    )  # fmt: skip
