"""Signatures in support of candidates: how many were required, stated, accepted, and from how many regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.collection import (
    Required,
    Threshold,
    number_asked,
    regions_on_poll,
    required_by_law,
    stated,
    statements,
    voter_base,
    voters_asked,
)
from saylau.checks.contestants import Contestant, no_signatories, no_signatures, signatories
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import integer, provisions, reading, share, together
from saylau.checks.registry import Check, check
from saylau.checks.signatures_counts import COUNTS
from saylau.checks.signatures_course import COURSE
from saylau.checks.signatures_pace import PACE
from saylau.checks.signatures_rules import RULES
from saylau.checks.told import Told, explanations, hull, told, unknown
from saylau.law.inputs import SignatureInputs
from saylau.records.case import Case, names
from saylau.records.kinds import SignatureRequirement
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Name, Percent

ONE_PER_CENT = Fraction(1, 100)


@check(chapter="CR", standards=("VC-I.1.3.i-ii", "GC25-17"))
def threshold(case: Case) -> Iterator[Finding]:
    """How many signatures a candidate needed.

    The number under each reading of the share and its rounding, over the total of voters that is its base, beside the
    numbers that sources state as required.
    """
    law = required_by_law(case)
    claims = case.where(SignatureRequirement, election=case.info.election)
    if no_signatures(case) and not claims:
        yield no_signatories(case)
        return
    if not law.required:
        yield unknown(_no_number(law), *number_asked(case, law), facts=(*names(claims), *law.base.facts))
        return
    yield _threshold(case, law, told(case, claims, lambda record: record.number))


def _no_number(law: Threshold) -> Message:
    if not law.answers:
        return Message("No provision on the number of signatures is known; no assessment was made.")
    if law.base.totals:
        return Message(
            "The number of voters is stated as {voters}, not to the unit; the signatures required were not worked out.",
            voters=tuple(From(one.value, one.facts) for one in law.base.totals),
        )
    return Message("The number of voters on which the required signatures were counted is not in the material.")


def _threshold(case: Case, law: Threshold, said: tuple[Told[Count], ...]) -> Finding:
    numbers = {number for _, number in law.required}
    agrees = len(numbers) == 1 and all(one.value.low in numbers for one in said)
    lowest, highest = min(numbers), max(numbers)
    required = tuple(
        Message("{number} ({reading})", number=r.number, reading=r.called) for r in law.decided if r.number
    )
    exact = dict.fromkeys(e for a in law.answers if a.rule.decides and (e := share(a.explanation, "exact")) is not None)
    facts = (*law.facts, *(name for one in said for name in one.facts))
    compared = len(law.required) > 1 or bool(said)
    return Finding(
        subject="case",
        outcome=(Outcome.IN_LINE if compared else Outcome.NOTED) if agrees else Outcome.DISPUTED,
        message=_threshold_says(law, agrees, said),
        facts=tuple(dict.fromkeys(facts)),
        readings=(
            *(_by_law(r) for r in law.numbers),
            *(_as_stated(case, one, lowest, highest) for one in said),
        ),
        measures=(
            *_measures_of_base(law, tuple(exact)),
            *(
                Measure(
                    f"required:{r.name}",
                    r.number,
                    "signatures",
                    Message("signatures required ({reading})", reading=r.called),
                    law.facts,
                )
                for r in law.decided
                if r.number
            ),
            *(
                Measure(f"stated:{one.facts[0]}", one.value, "signatures", "signatures required, as stated", one.facts)
                for one in said
            ),
        ),
        provisions=provisions(law.answers),
        method=Message(
            "The share of the voters that the law asks for, rounded under each reading: {required}."
            if exact
            else "The number that the law states: {required}.",
            required=required,
        ),
        assumptions=law.assumed,
        limits=("A number stated in round figures may be an approximation.",) if said else (),
    )


def _measures_of_base(law: Threshold, exact: tuple[Fraction, ...]) -> tuple[Measure, ...]:
    """The totals of voters and the share of each; the law may state a number and have no base."""
    if not exact:
        return ()
    totals = law.base.totals
    return (
        *(Measure("exact" if n == 1 else f"exact:{n}", e, "signatures", "exact share of the voters", law.facts,
                  f"{one.value} × {float(e / one.value.low):.4g}" if one.value.low and one.value.exact else "")
          for n, (e, one) in enumerate(zip(exact, totals, strict=True), 1)),
        *(Measure("voters" if n == 1 else f"voters:{n}", one.value, "voters", "voters taken as base", one.facts)
          for n, one in enumerate(totals, 1)),
    )  # fmt: skip


def _by_law(required: Required) -> ReadingOutcome:
    rule, number = required.answer.rule, required.number
    says = (
        Message("The number under this reading is not known.")
        if number is None
        else Message("{required} signatures were required.", required=number)
    )
    outcome = Outcome.UNKNOWN if number is None else Outcome.NOTED
    # The number required is what is asked here; how many a candidate handed in is a question of other checks.
    explanation = replace(required.answer.explanation, questions=())
    return ReadingOutcome(required.called, rule.whose, outcome, says, explanation, rule.decides)


def _threshold_says(law: Threshold, agrees: bool, said: tuple[Told[Count], ...]) -> Message:
    values = tuple(From(number, law.facts) for number in sorted({number for _, number in law.required}))
    others = tuple(From(one.value, one.facts) for one in said)
    if len(law.least) > 1:
        return _by_total_says(law, values, others)
    if not others and len(values) == 1:
        return Message("By the law, {required} signatures were required.", required=values)
    if not others:
        return Message(
            "By the number of voters, {low} or {high} signatures were required, by how the share is rounded.",
            low=values[0], high=values[-1],
        )  # fmt: skip
    if agrees:
        return Message("By the law, {required} signatures were required; the same was stated.", required=values)
    if len(values) == 1:
        return Message(
            "By the law, {required} signatures were required; {stated} were stated as required.",
            required=values, stated=others,
        )  # fmt: skip
    return Message(
        "By the number of voters, {required} signatures were required, by how the share is rounded; {stated} were "
        "stated as required.",
        required=values,
        stated=others,
    )


def _by_total_says(law: Threshold, values: tuple[From, ...], others: tuple[From, ...]) -> Message:
    voters = tuple(From(one.value, one.facts) for one in law.base.totals)
    if not others:
        return Message(
            "Sources gave {voters} voters; {low} or {high} signatures were required, by which of them is taken.",
            voters=voters, low=values[0], high=values[-1],
        )  # fmt: skip
    return Message(
        "Sources gave {voters} voters; {low} or {high} signatures were required, by which of them is taken; {stated} "
        "were stated as required.",
        voters=voters, low=values[0], high=values[-1], stated=others,
    )  # fmt: skip


def _as_stated(case: Case, one: Told[Count], lowest: int, highest: int) -> ReadingOutcome:
    fact = case.fact(one.facts[0])
    who = Message("{who}", who=fact.said_by or case.source_of(fact).author or case.source_of(fact).title)
    if one.value.low < lowest:
        says = Message("Stated as required: {stated} signatures, below every reading of the law.", stated=one.value)
    elif one.value.low > highest:
        says = Message("Stated as required: {stated} signatures, above every reading of the law.", stated=one.value)
    else:
        says = Message("Stated as required: {stated} signatures.", stated=one.value)
    return ReadingOutcome("as stated", who, Outcome.NOTED, says)


@check(chapter="CR", standards=("VC-I.1.3.i-ii", "GC25-17"))
def spread(case: Case) -> Iterator[Finding]:
    """From how many regions each candidate's signatures came.

    Regions with signatures, as stated, against the number of regions that each reading of the rule requires.
    """
    there, number = regions_on_poll(case)
    for contestant in signatories(case):
        yield _spread(case, contestant, names(there), number)
    if not signatories(case):
        yield no_signatories(case)


def _spread(case: Case, contestant: Contestant, regions: tuple[str, ...], number: int | None) -> Finding:
    found = stated(case, statements(case, contestant), "regions")
    asks = "From which regions did the signatures of each candidate come, and how many from each?"
    asking = asked(case, asks, commission(case))
    voters = hull([one.value for one in voter_base(case).totals])
    answers = [
        (one, ask(case, "signatures.spread", SignatureInputs(
            facts=one.facts, voters=voters, regions=number, regions_covered=one.value
        )))
        for one in found
    ]  # fmt: skip
    if not found or not answers[0][1]:
        lacking = (asking,) if not found else ()
        known = ask(case, "signatures.spread", SignatureInputs(regions=number))
        law = () if known else (which_provision(case, "signatures.spread", "the regions from which signatures come"),)
        says = Message("The material does not settle from how many regions the signatures of {person} came.",
                       person=Name(contestant.person))  # fmt: skip
        return unknown(says, *lacking, *law, subject=contestant.person, facts=contestant.facts)
    readings = tuple(_of_registered(contestant, _reading(a)) for _, given in answers for a in given)
    facts = tuple(name for one in found for name in one.facts)
    return Finding(
        subject=contestant.person,
        outcome=together(readings),
        message=_spread_says(contestant, found, number),
        facts=facts,
        context=regions,
        readings=readings,
        measures=tuple(Measure("regions", one.value, "regions", "regions with signatures", one.facts) for one in found),
        explanations=tuple(e for _, given in answers for e in explanations(given) if e.verdict is not Truth.UNKNOWN),
        questions=(asking,) if any(r.outcome is Outcome.UNKNOWN for r in readings) else (),
        method="The number of regions with signatures beside the number required, under each reading.",
        limits=("Numbers by region are needed for any reading that asks for equal shares.",),
    )


def _reading(answer: Answer) -> ReadingOutcome:
    """A reading that asks for equal shares says what either number of signatures required comes to."""
    found = reading(answer)
    least, most, regions = (
        integer(answer.explanation, name) for name in ("least_each", "least_each_at_least", "regions_required")
    )
    if least is None or most is None or regions is None or least == most:
        return found
    says = Message(
        "At least {least} or {most} valid signatures from each of {required} regions were needed under this reading, "
        "by how the number required is rounded.",
        least=least, most=most, required=regions,
    )  # fmt: skip
    return replace(found, says=says, explanation=replace(answer.explanation, says=says))


def _of_registered(contestant: Contestant, found: ReadingOutcome) -> ReadingOutcome:
    """Too few regions are contrary to the rule where the candidate was registered; of another they are noted."""
    if contestant.stage is CandidacyStage.REFUSED and found.outcome is not Outcome.UNKNOWN:
        return replace(found, outcome=Outcome.NOTED)
    return found


def _spread_says(contestant: Contestant, found: tuple[Told[Count], ...], number: int | None) -> Message:
    counts = tuple(From(one.value, one.facts) for one in found)
    if number is None:
        return Message(
            "Signatures of {person} came from {counts} regions.", person=Name(contestant.person), counts=counts
        )
    return Message(
        "Signatures of {person} came from {counts} of {number} regions.",
        person=Name(contestant.person), counts=counts, number=number,
    )  # fmt: skip


@check(chapter="CR", standards=("VC-I.1.3.i-ii",))
def ceiling_standard(case: Case) -> Iterator[Finding]:
    """Whether the law asked for more signatures than the standard allows.

    The share of voters that the rule asks for against the highest share in the standard, one per cent.
    """
    if no_signatures(case):
        yield replace(no_signatories(case), outcome=Outcome.IN_LINE)
        return
    law = required_by_law(case)
    asked = {s for a in law.answers if a.rule.decides and (s := share(a.explanation, "share")) is not None}
    base = () if asked else law.base.facts
    if not asked and law.base.known:
        totals = [one.value.low for one in law.base.totals if one.value.low]
        asked = {Fraction(number, voters) for _, number in law.required for voters in totals}
    if not asked:
        yield unknown(
            Message("The share of voters whose signatures were required is not known; no assessment was made."),
            *((voters_asked(case),) if law.required else number_asked(case, law)),
        )
        return
    highest = max(asked)
    cited = tuple(fact for cite in provisions(law.answers) for fact in names(case.claims(cite.provision)))
    yield Finding(
        subject="case",
        outcome=Outcome.AT_ODDS if highest > ONE_PER_CENT else Outcome.IN_LINE,
        message=_ceiling_says(highest),
        facts=tuple(dict.fromkeys((*(cited or law.facts), *base))),
        measures=(Measure("share", _percent(highest), "", "share of the voters asked for"),),
        provisions=provisions(law.answers),
        method="The share in the law, or its number over the voters, beside one per cent of the voters.",
        assumptions=(law.base.assumed,) if base and law.base.assumed else (),
        limits=("The standard is a code of good practice, not a rule of law.",),
    )


def _percent(asked: Fraction) -> Percent:
    """A share with so many digits that one just above the ceiling does not print as the ceiling."""
    return Percent(asked, 1 if (asked * 1000).denominator == 1 else 3)


def _ceiling_says(asked: Fraction) -> Message:
    share_of, ceiling = _percent(asked), Percent(ONE_PER_CENT)
    if asked < ONE_PER_CENT:
        return Message(
            "The law asked for the signatures of {share} of the voters, below the {ceiling} that the standard allows.",
            share=share_of,
            ceiling=ceiling,
        )
    if asked == ONE_PER_CENT:
        return Message(
            "The law asked for the signatures of {share} of the voters, exactly what the standard allows.",
            share=share_of,
        )
    return Message(
        "The law asked for the signatures of {share} of the voters, above the {ceiling} that the standard allows.",
        share=share_of,
        ceiling=ceiling,
    )


CHECKS: tuple[Check, ...] = (
    threshold, spread, ceiling_standard, *PACE, *COUNTS, *COURSE, *RULES,
)  # fmt: skip
