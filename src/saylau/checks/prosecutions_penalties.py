"""People in need of special care under restraint, and what sentences added to or put in place of prison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.ask import Answer, ask, asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import beside, deciding, integer, provisions
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, chosen, counted, people, steps
from saylau.checks.registry import check
from saylau.checks.told import hull, unknown
from saylau.law.inputs import SanctionInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Consequence, Step
from saylau.records.kinds.prosecutions import ActSort, Ancillary, ConsequenceSort, StepSort
from saylau.values import Truth
from saylau.values.message import From, Message, OutOf

SENTENCED = (
    "People sentenced: {people}; to prison: {prison}; with penalties added or in place of prison: {added}; with a ban "
    "that restricts expression: {banned}."
)
SENTENCED_ABOVE = (
    "People sentenced: {people}; to prison: {prison}; with penalties added or in place of prison: {added}; with a ban "
    "that restricts expression: {banned}; for longer than the law allowed: {above}."
)
RESTRAINT = (StepSort.CUSTODY, StepSort.CELL, StepSort.HEARING, StepSort.MEASURE, StepSort.ARREST)
ON_EXPRESSION = (Ancillary.NETWORK_BAN, Ancillary.ACTIVITY_BAN)


@check(chapter="RP", standards=("ICCPR-24", "ICCPR-10"), area="prosecutions")
def vulnerability(case: Case) -> Iterator[Finding]:
    """People under restraint who cared for an infant or a child, and children held or kept waiting along.

    Counted over all people in custody, at hearings, under arrest or under a measure of restraint.
    """
    restrained = steps(case, *RESTRAINT)
    if not restrained:
        asks = "Did people in custody or under a measure of restraint care for infants or children?"
        yield unknown(Message("The material tells of no custody or measure of restraint."), asked(case, asks, COUNSEL))
        return
    carers = chosen(restrained, lambda s: s.cares_for_child, Truth.YES)
    along = (*chosen(restrained, lambda s: s.child_present, Truth.YES), *case.where(Act, sort=ActSort.CHILD_HELD))
    measured = steps(case, StepSort.MEASURE)
    under = chosen(measured, lambda s: s.cares_for_child, Truth.YES)
    lost = [
        c for c in case.where(Consequence, sort=ConsequenceSort.CARE_INTERRUPTED) if people((c,)) <= people(restrained)
    ]
    asks = "Was the care of children looked at before each measure was ordered, and what was provided for them?"
    yield Finding(
        "case",
        Outcome.CONCERN if carers or along else Outcome.NOTED,
        Message(
            "People under restraint who cared for a child: {carers} of {people}; under a measure of restraint: "
            "{under}; with whom a child was held or kept waiting: {along}.",
            carers=From(len(people(carers)), names(carers)),
            people=len(people(restrained)),
            under=OutOf(len(people(under)), len(people(measured))),
            along=len(people(along)),
        ),
        facts=tuple(dict.fromkeys(names((*restrained, *along)))),
        context=names(lost),
        measures=(
            counted("people", restrained, "people in custody, at hearings, under arrest or under a measure"),
            counted("carers", carers, "of them who cared for a child"),
            counted("under_measure", under, "of them under a measure of restraint"),
            counted("child_along", along, "people with whom a child was held or kept waiting"),
            counted("care_interrupted", lost, "people whose care of a child was interrupted, as told"),
        ),
        method="People are counted once over all steps.",
        limits=(AGGREGATE, FEW, "Care that is not told of is not counted: the numbers are what is known at least."),
        questions=(asked(case, asks, COUNSEL),),
    )


@check(chapter="RP", standards=("ICCPR-19", "ICCPR-14"), area="prosecutions")
def penalties(case: Case) -> Iterator[Finding]:
    """Sentences over assemblies and expression: prison, suspended terms, and penalties added to them.

    Over all people with a verdict. A ban on social networks or on an activity restricts expression by itself and is
    counted apart. Each term is held against the longest that the law allowed.
    """
    verdicts = steps(case, StepSort.VERDICT)
    if not verdicts:
        asks = "Which sentences were passed over assemblies or expression, with which added penalties?"
        yield unknown(Message("The material tells of no verdict."), asked(case, asks, COUNSEL))
        return
    prison = chosen(verdicts, lambda s: s.to_prison, Truth.YES)
    added = [f for f in verdicts if f.record.ancillary]
    banned = [f for f in verdicts if set(f.record.ancillary) & set(ON_EXPRESSION)]
    months = hull([f.record.months for f in verdicts if f.record.months])
    answers = ask(case, "prosecutions.term", SanctionInputs(months=months, facts=names(verdicts))) if months else ()
    above = _above(answers, verdicts)
    asks = (
        "Which sentence was passed on each person, under which provision, with which added penalties, and is it final?"
    )
    yield Finding(
        "case",
        Outcome.CONCERN if banned or above else Outcome.NOTED,
        Message(
            SENTENCED_ABOVE if above else SENTENCED,
            people=From(len(people(verdicts)), names(verdicts)),
            prison=len(people(prison)),
            added=len(people(added)),
            banned=len(people(banned)),
            **({"above": len(people(above))} if above else {}),
        ),
        facts=names(verdicts),
        provisions=provisions(answers) if above else (),
        readings=beside(answers),
        measures=(
            counted("people", verdicts, "people sentenced"),
            counted("prison", prison, "of them to prison"),
            counted("ancillary", added, "of them with penalties added or in place of prison"),
            counted("expression", banned, "of them with a ban that restricts expression"),
            *((counted("above", above, "of them for longer than the law allowed"),) if above else ()),
            Measure(
                "kinds",
                len({a for f in added for a in f.record.ancillary}),
                "kinds",
                "kinds of such penalties",
                names(added),
            ),
        ),
        method="People are counted once; kinds of penalties are counted over all of them.",
        limits=(AGGREGATE, FEW, "The judgments were not read; whether they are final is not stated."),
        questions=(asked(case, asks, COUNSEL),),
    )


def _above(answers: Sequence[Answer], verdicts: Sequence[Fact[Step]]) -> tuple[Fact[Step], ...]:
    """The verdicts to longer terms than every reading allows, whatever their bounds."""
    limits = [limit for a in deciding(answers) if (limit := integer(a.explanation, "limit_months")) is not None]
    if not limits:
        return ()
    return tuple(f for f in verdicts if f.record.months and f.record.months.more_than(max(limits)) is Truth.YES)
