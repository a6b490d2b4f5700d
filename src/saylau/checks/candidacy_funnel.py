"""How many reached the ballot: from being put forward to being registered, with the reasons of those who were not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import fit, one_each, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, CandidacyStep, Exam, PastElection
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, OutOf, Value

Steps = Sequence[Fact[CandidacyStep]]


def those_put_forward(case: Case) -> tuple[Fact[Candidacy], ...]:
    """One claim for each candidacy in the assessed election, in row order."""
    return one_each(case.where(Candidacy, election=case.info.election))


def steps_to(case: Case, stage: CandidacyStage) -> tuple[Fact[CandidacyStep], ...]:
    """The claims that candidacies in the assessed election reached a stage, as far as something can rest on them."""
    ours = {f.id for f in those_put_forward(case)}
    return fit(case, [f for f in case.where(CandidacyStep, stage=stage) if f.record.candidacy in ours])


def candidacies(steps: Steps) -> int:
    """How many candidacies the steps are of."""
    return len({f.record.candidacy for f in steps})


LOST: Mapping[CandidacyStage, tuple[str, str]] = MappingProxyType(
    {
        CandidacyStage.WITHDREW: ("withdrew", "withdrew"),
        CandidacyStage.EXAM_FAILED: ("failed_exam", "failed the examination"),
        CandidacyStage.REFUSED: ("refused", "refused registration"),
        CandidacyStage.DEREGISTERED: ("removed", "removed after registration"),
    }
)
"""The ways in which a candidacy ended before the vote, with the name and label of its count."""


@check(chapter="CR", standards=("GC25-15", "CPH-7.5"), area="candidacy")
def funnel(case: Case) -> Iterator[Finding]:
    """How many of those put forward were registered, by reason, and in earlier elections.

    Counts of candidacies by the stage that they reached; of earlier elections, the totals that sources state.
    """
    put_forward, registered = those_put_forward(case), steps_to(case, CandidacyStage.REGISTERED)
    if not put_forward or not registered:
        says = Message("The material does not hold who was put forward and who was registered.")
        asks = "How many people were put forward, how many were registered, and on what grounds were others not?"
        yield unknown(says, asked(case, asks, commission(case)), facts=(*names(put_forward), *names(registered)))
        return
    lost = {stage: steps_to(case, stage) for stage in LOST}
    facts = (*names(put_forward), *names(registered), *(f for steps in lost.values() for f in names(steps)))
    earlier = _earlier(case)
    yield Finding(
        "case",
        Outcome.NOTED,
        _funnel_says(case, put_forward, registered, lost),
        facts=facts,
        context=names(fact for fact, _, _ in earlier),
        measures=(*_funnel_measures(put_forward, registered, lost), *(_earlier_measure(*one) for one in earlier)),
        method="Counts of candidacies by the stage that they reached.",
        limits=("How many people sought nomination depends on the rules; the share is no measure of openness.",),
    )


def _funnel_says(
    case: Case, put_forward: Sequence[Fact[Candidacy]], registered: Steps, lost: Mapping[CandidacyStage, Steps]
) -> Message:
    """The counts in a sentence each, the examination only where there was one."""

    def count(stage: CandidacyStage) -> From:
        return From(candidacies(lost[stage]), names(lost[stage]))

    out_of = From(OutOf(candidacies(registered), len(put_forward)), (*names(put_forward), *names(registered)))
    withdrew, refused = count(CandidacyStage.WITHDREW), count(CandidacyStage.REFUSED)
    removed = count(CandidacyStage.DEREGISTERED)
    exams = case.where(Exam, election=case.info.election)
    if not lost[CandidacyStage.EXAM_FAILED] and not exams:
        return Message(
            "Registered, of those put forward: {registered}. Withdrew: {withdrew}. Refused: {refused}. Removed after "
            "registration: {removed}.",
            registered=out_of,
            withdrew=withdrew,
            refused=refused,
            removed=removed,
        )
    return Message(
        "Registered, of those put forward: {registered}. Withdrew: {withdrew}. Failed the examination: {failed}. "
        "Refused: {refused}. Removed after registration: {removed}.",
        registered=out_of,
        withdrew=withdrew,
        failed=count(CandidacyStage.EXAM_FAILED),
        refused=refused,
        removed=removed,
    )


def _funnel_measures(
    put_forward: Sequence[Fact[Candidacy]], registered: Steps, lost: Mapping[CandidacyStage, Steps]
) -> tuple[Measure, ...]:
    """The counts by name, as the chart asks for them."""
    both = (*names(put_forward), *names(registered))
    return (
        Measure("put_forward", len(put_forward), "", "people put forward", names(put_forward)),
        Measure(
            "registered", OutOf(candidacies(registered), len(put_forward)), "", "registered, of those put forward", both
        ),
        *(
            Measure(name, candidacies(lost[stage]), "", label, names(lost[stage]))
            for stage, (name, label) in LOST.items()
        ),
    )


def _earlier(case: Case) -> tuple[tuple[Fact[PastElection], Count, Count], ...]:
    """Earlier elections of which one claim states both totals, registered and put forward, in order of voting days."""
    poll = When.on(case.info.poll)
    both = [
        (f, part, whole)
        for f in case.all(PastElection)
        if (part := f.record.registered) and (whole := f.record.put_forward) and f.record.held.before(poll) is Truth.YES
    ]
    return tuple(sorted(both, key=lambda one: (one[0].record.held.sort_key(), one[0].fact)))


def _earlier_measure(fact: Fact[PastElection], part: Count, whole: Count) -> Measure:
    value: Value = Message("{registered} of {put_forward}", registered=part, put_forward=whole)
    if part.exact is not None and whole.exact is not None:
        value = OutOf(part.exact, whole.exact)
    label = Message("registered, of those put forward, election of {day}", day=fact.record.held)
    return Measure(f"registered_{fact.record.held}", value, "", label, (fact.fact,), f"{part} / {whole}")
