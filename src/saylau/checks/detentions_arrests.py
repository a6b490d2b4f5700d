"""Arrests after assemblies: lengths against the limits of the law, sums by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from saylau.checks.addressees import author
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.detentions_claims import (
    NEVER_ADDED,
    POLICE,
    Claim,
    each_telling,
    not_told_by_whole,
    number,
    parts_of,
    public,
    sum_by_place,
    sum_in_signs,
    unit,
    who,
)
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import deciding, integer, provisions, reading, together
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, people, steps
from saylau.checks.registry import check
from saylau.checks.told import hull, open_questions, unknown
from saylau.law.inputs import SanctionInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Step
from saylau.records.kinds.prosecutions import StepSort
from saylau.records.kinds.protests import TallySubject
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Value, Wording

GROUND = "Whether an arrest or a fine had a lawful ground is not tested here: length and amount alone are."
PARAGRAPH = "Which paragraph was applied to each person is not stated."
REPEATED = "Had each of the people been sanctioned before for the same kind of breach, and when?"


@check(chapter="FA", standards=("ICCPR-9", "GC35-17", "ICCPR-21"), area="detentions")
def arrests(case: Case) -> Iterator[Finding]:
    """Lengths of arrests after assemblies against the longest that the law allowed, and the sum over places.

    The days stated for a group are compared with the limit under each reading of the provision. Numbers by place are
    added only where their claimant declares them parts of one number, of one unit and the same days, and their places
    lie apart. Arrests of single people are counted over all of them.
    """
    groups = not_told_by_whole(c for c in public(case, TallySubject.PEOPLE_ARRESTED) if c.record.each_days)
    single = steps(case, StepSort.ARREST)
    if not groups and not single:
        asks = "How many people were arrested by a court after the assemblies, where, and for how many days?"
        yield unknown(Message("The material states no length of an arrest."), asked(case, asks, POLICE))
        return
    for subject, claim in each_telling(groups).items():
        yield replace(_group(case, claim), subject=subject)
    if single:
        yield _single(case, single)


def _group(case: Case, claim: Claim) -> Finding:
    answers = ask(case, "protests.arrest", SanctionInputs(days=claim.record.each_days, facts=(claim.fact,)))
    parts = parts_of(case, claim)
    total = sum_by_place(case, parts)
    adds_up = total.equals(claim.record.number) if total else Truth.UNKNOWN
    by_law = together([reading(a) for a in answers])
    outcome = Outcome.DISPUTED if adds_up is Truth.NO else by_law
    missing = () if answers else (which_provision(case, "protests.arrest", ABOUT),)
    return Finding(
        claim.id,
        outcome,
        _says(claim, answers, total, parts),
        facts=names((claim, *parts)),
        provisions=provisions(answers),
        readings=tuple(reading(a) for a in answers),
        measures=tuple(_measures(case, claim, answers, total, parts)),
        method="Stated days against the limit of each reading of the provision; declared parts are added.",
        limits=(NEVER_ADDED, GROUND, PARAGRAPH),
        questions=(
            *missing,
            *open_questions(answers),
            asked(case, REPEATED, author(case, (claim.fact,))),
            *((asked(case, APART, author(case, names(parts))),) if parts and total is None else ()),
        ),
    )


APART = "Of which unit, days and places is each part of the number of people arrested, and is anyone in two of them?"
ABOUT = "how long people could be arrested for a breach of the rules on assemblies"


def _measures(
    case: Case, claim: Claim, answers: Sequence[Answer], total: Count | None, parts: Sequence[Claim]
) -> Iterator[Measure]:
    label = Message("people arrested; stated by {who}", who=who(case, claim))
    yield Measure("people", claim.record.number, unit(claim), label, (claim.fact,))
    if claim.record.each_days:
        yield Measure("days", claim.record.each_days, "days", "length of each arrest", (claim.fact,))
    yield from _limits(answers)
    for part in parts:
        where = Message("of them: {scope}", scope=Wording(part.fact, "scope"))
        yield Measure(f"part:{part.fact}", part.record.number, unit(part), where, (part.fact,))
    if total:
        yield Measure("sum", total, unit(claim), "sum of the parts by place", names(parts), sum_in_signs(parts))


def _limits(answers: Sequence[Answer]) -> Iterator[Measure]:
    for answer in deciding(answers):
        limit = integer(answer.explanation, "limit_days")
        if limit is not None:
            yield Measure(f"limit:{answer.rule.reading}", limit, "days", "longest arrest that the provision allows")


SAYS = {
    (True, True): "People arrested, as stated: {people}, for {days} days each; the limit was {limit} days; the parts "
    "by place {parts} add up to {sum}.",
    (True, False): "People arrested, as stated: {people}, for {days} days each; the limit was {limit} days.",
    (False, True): "People arrested, as stated: {people}, for {days} days each; no limit is known; the parts by place "
    "{parts} add up to {sum}.",
    (False, False): "People arrested, as stated: {people}, for {days} days each; no limit is known.",
}
"""By whether a limit is known, and whether parts are declared."""


def _says(claim: Claim, answers: Sequence[Answer], total: Count | None, parts: Sequence[Claim]) -> Message:
    given: dict[str, Value] = {"people": number(claim)}
    if claim.record.each_days:
        given["days"] = From(claim.record.each_days, (claim.fact,))
    limits = [m.value for m in _limits(answers)]
    if limits:
        given["limit"] = limits[0]
    if total:
        given |= {"parts": tuple(number(p) for p in parts), "sum": From(total, names(parts))}
    return Message(SAYS[bool(limits), total is not None], **given)


def _single(case: Case, arrested: Sequence[Fact[Step]]) -> Finding:
    """Arrests of single people: a range over all of them."""
    stated = [f for f in arrested if f.record.days]
    days = hull([f.record.days for f in stated if f.record.days])
    number_of = len(people(arrested))
    facts = names(arrested)
    if days is None:
        says = Message("Arrests told of single people: {people}; no length is stated.", people=From(number_of, facts))
    else:
        says = Message(
            "Arrests told of single people: {people}; a length is stated for {stated}: {days} days.",
            people=From(number_of, facts),
            stated=len(people(stated)),
            days=From(days, names(stated)),
        )
    return Finding(
        "case",
        Outcome.NOTED,
        says,
        facts=facts,
        measures=(
            Measure("people_single", number_of, "people", "people of whom an arrest is told one by one", facts),
            Measure("people_with_days", len(people(stated)), "people", "of them with a stated length", names(stated)),
            *(
                (Measure("days_single", days, "days", "from the shortest to the longest", names(stated)),)
                if days
                else ()
            ),
        ),
        method="The shortest and the longest stated length over all people.",
        limits=(AGGREGATE, FEW, GROUND, "Under which provisions these arrests were imposed is not stated for all."),
        questions=(
            asked(
                case, "For how many days was each person arrested, on what ground and under which provision?", COUNSEL
            ),
        ),
    )
