"""Elections before: the register, with results and with what bodies that assessed them said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.results_competitiveness import competitiveness
from saylau.checks.told import besides, fit, one_each, shown, speakers, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import ElectionAssessment, PastElection, Result
from saylau.records.kinds.elections import Assessment
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name, Wording

SAID: Mapping[Assessment, str] = MappingProxyType(
    {
        Assessment.MET: "{by}: in line with standards",
        Assessment.PARTLY: "{by}: partly in line with standards",
        Assessment.NOT_MET: "{by}: not in line with standards",
        Assessment.NONE: "{by}: no assessment",
    }
)
OTHERS = "Assessments are those of the bodies named, as sources tell them; none is made here."


@check(chapter="BG")
def register(case: Case) -> Iterator[Finding]:
    """Which elections came before this one, whether they were early, and how bodies assessed them.

    Each earlier election on record in order of time: whether it was early, people put forward and registered, the
    leading result, and each assessment with the body that made it.
    """
    before = _before(case)
    if not before:
        says = Message("The material holds no election before this one.")
        asks = "Which elections came before this one, with which results, and how did observers assess them?"
        yield unknown(says, asked(case, asks, commission(case)))
        return
    assessed = shown(case, ElectionAssessment)
    of_these = [f for f in assessed if f.record.election in {b.id for b in before}]
    general = [f for f in assessed if f.record.election is None]
    early = [f for f in before if f.record.early is Truth.YES]
    judged: set[str] = {f.record.election for f in of_these if f.record.election}
    facts = (*names(before), *names(of_these), *names(general))
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Earlier elections on record: {number} ({which}); of these, early as stated: {early}; with an assessment "
            "by a body that observed them: {judged}. Assessments of earlier elections in general: {general}.",
            number=From(len(before), names(before)),
            which=tuple(From(f.record.held, (f.fact,)) for f in before),
            early=len(early),
            judged=len(judged),
            general=len(general),
        ),
        facts=facts,
        context=besides(case.all(PastElection), facts),
        measures=tuple(m for f in before for m in _rows(case, f, of_these))
        + tuple(_assessment(case, f) for f in general),
        method="Listed in order of time, as stated.",
        limits=(OTHERS, "The register is that of the case and may not be complete."),
        questions=tuple(q for f in before if (q := _missing(case, f, judged))),
    )


def _before(case: Case) -> tuple[Fact[PastElection], ...]:
    """Elections held before voting day, the best told claim of each, in order of time."""
    poll = When.on(case.info.poll)
    held = [f for f in case.all(PastElection) if f.record.held.before(poll) is Truth.YES]
    claims = fit(case, [f for f in held if f.display is Display.PUBLIC])
    return tuple(sorted(one_each(claims), key=lambda f: f.record.held.sort_key()))


def _rows(case: Case, past: Fact[PastElection], assessed: Sequence[Fact[ElectionAssessment]]) -> tuple[Measure, ...]:
    record, label = past.record, Message("{election}: early", election=Name(past.id))
    rows = [Measure(f"early:{past.id}", record.early, "", label, (past.fact,))]
    if record.put_forward:
        label = Message("{election}: people put forward", election=Name(past.id))
        rows.append(Measure(f"put_forward:{past.id}", record.put_forward, "people", label, (past.fact,)))
    if record.registered:
        label = Message("{election}: people registered", election=Name(past.id))
        rows.append(Measure(f"registered:{past.id}", record.registered, "people", label, (past.fact,)))
    leading = _leading(case, past.id)
    if leading and leading.record.percent is not None:
        label = Message("{election}: leading result, per cent as stated", election=Name(past.id))
        rows.append(Measure(f"leading:{past.id}", leading.record.percent, "per cent", label, (leading.fact,)))
    return (*rows, *(_assessment(case, f) for f in assessed if f.record.election == past.id))


def _leading(case: Case, election: str) -> Fact[Result] | None:
    """The result with the greatest share, its most finely stated claim."""
    shares = [f for f in fit(case, case.where(Result, election=election)) if f.record.percent is not None]
    return max(shares, key=lambda f: (f.record.percent or 0, f.fact), default=None)


def _assessment(case: Case, fact: Fact[ElectionAssessment]) -> Measure:
    by = Message("{by}", by=Name(fact.record.by) if fact.record.by else speakers(case, (fact.fact,)))
    said = Message(SAID[fact.record.assessment], by=by)
    return Measure(f"assessment:{fact.id}", said, "", Message("{says}", says=Wording(fact.fact, "says")), (fact.fact,))


def _missing(case: Case, past: Fact[PastElection], judged: set[str]) -> Asked | None:
    """What would complete the row of an election, where something is missing."""
    about = Message("{election}", election=Name(past.id))
    if past.record.early is Truth.UNKNOWN:
        return asked(case, "On which day was the election held, and was it held before the term ended?",
                     commission(case), about)  # fmt: skip
    if past.id not in judged:
        return asked(case, "Which bodies observed the election, and how did they assess it?", commission(case), about)
    return None


CHECKS: tuple[Check, ...] = (register, competitiveness)
