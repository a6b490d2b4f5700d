"""Signatures: how the numbers stated of each candidate compare with the number required and with one another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from saylau.checks.ask import which_provision
from saylau.checks.collection import Threshold, required_by_law, stated, statements
from saylau.checks.contestants import COMMISSION, Contestant, contestants, no_contestants
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import provisions
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, besides, unknown
from saylau.records.case import Case, names
from saylau.records.kinds import Question
from saylau.values import Count
from saylau.values.message import From, Message, Name, Percent

HANDED_IN = "A number without the word valid was taken as signatures handed in, before checking."

HOW_MANY = Question(asks="How many signatures of each candidate were handed in, accepted and rejected?", who=COMMISSION)
IN_THE_DECISION = Question(
    asks="What number of signatures stands in the decision that registered each candidate?", who=COMMISSION
)


@check(chapter="CR", standards=("VC-I.1.3.iii",), area="signatures")
def margin(case: Case) -> Iterator[Finding]:
    """How far the signatures of each candidate stood above the number required."""
    law = required_by_law(case)
    for contestant in contestants(case):
        yield _margin(case, contestant, law)
    if not contestants(case):
        yield no_contestants()


def _margin(case: Case, contestant: Contestant, law: Threshold) -> Finding:
    claims = statements(case, contestant)
    found = [one for one in stated(case, claims, "valid", "collected") if one.value.exact is not None]
    required = law.lowest
    if required is None or not found:
        lacking = [] if found else [HOW_MANY]
        if required is None:
            lacking.append(
                which_provision(case, "signatures.total", "the number of signatures that a candidate needed")
            )
        says = Message("The margin of {person} over the number required is not known.", person=Name(contestant.person))
        return unknown(says, *lacking, subject=contestant.person, facts=(*contestant.facts, *names(claims)))
    lowest = next(name for name, number in law.required if number == required)
    facts = tuple(name for one in found for name in one.facts)
    return Finding(
        subject=contestant.person,
        outcome=Outcome.NOTED,
        message=_margin_says(contestant, found, required),
        facts=tuple(dict.fromkeys((*facts, *law.facts))),
        measures=tuple(
            Measure(
                "margin" if (name, place) == (lowest, 0) else f"margin:{name}:{place + 1}",
                Percent(Fraction(one.value.low - number, number), 2),
                f"of the number required by the reading {name}",
                "margin over the number required",
                one.facts,
                how=f"({one.value.low} - {number}) / {number}",
            )
            for name, number in law.required
            for place, one in enumerate(found)
        ),
        provisions=provisions(law.answers),
        method="(Signatures - required) / required; valid signatures where stated, else those handed in.",
        assumptions=(HANDED_IN,),
        limits=(
            "A number equal to the one required may show that collection stopped there, or a slip of the source.",
            "Under a reading that requires one signature more, each margin is smaller by that one.",
        ),
    )


def _margin_says(contestant: Contestant, found: list[Told[Count]], required: int) -> Message:
    who = Name(contestant.person)
    if len(found) > 1:
        return Message(
            "Sources gave {counts} signatures of {person}; {required} were required, and the margins were {margins}.",
            counts=tuple(From(one.value, one.facts) for one in found), person=who, required=required,
            margins=tuple(Percent(Fraction(one.value.low - required, required), 2) for one in found),
        )  # fmt: skip
    number, count = found[0].value.low, From(found[0].value, found[0].facts)
    gap = Percent(Fraction(abs(number - required), required), 2)
    if number == required:
        return Message(
            "{count} signatures of {person} were stated, exactly the number required ({margin} above it).",
            count=count, person=who, margin=gap,
        )  # fmt: skip
    if number > required:
        return Message(
            "{count} signatures of {person} were stated, {margin} above the {required} required.",
            count=count, person=who, margin=gap, required=required,
        )  # fmt: skip
    return Message(
        "{count} signatures of {person} were stated, {margin} below the {required} required.",
        count=count, person=who, margin=gap, required=required,
    )  # fmt: skip


@check(chapter="CR", standards=("VC-I.1.3.iv",), area="signatures")
def valid_share(case: Case) -> Iterator[Finding]:
    """What share of each candidate's signatures was accepted."""
    for contestant in contestants(case):
        yield _valid_share(case, contestant)
    if not contestants(case):
        yield no_contestants()


def _valid_share(case: Case, contestant: Contestant) -> Finding:
    claims = [f for f in statements(case, contestant) if f.record.collected and f.record.valid]
    exact = [
        (f, f.record.valid.exact, f.record.collected.exact)
        for f in claims
        if f.record.valid and f.record.collected and f.record.valid.exact and f.record.collected.exact
    ]
    if not exact:
        return unknown(
            Message("How many signatures of {person} were accepted is not known.", person=Name(contestant.person)),
            HOW_MANY,
            subject=contestant.person,
            facts=names(statements(case, contestant)),
        )
    fact, valid, collected = exact[0]
    accepted = Fraction(valid or 0, collected or 1)
    return Finding(
        subject=contestant.person,
        outcome=Outcome.NOTED,
        message=Message(
            "{valid} of {collected} signatures of {person} were accepted, {share}.",
            valid=From(Count.of(valid or 0), (fact.fact,)),
            collected=From(Count.of(collected or 0), (fact.fact,)),
            person=Name(contestant.person),
            share=Percent(accepted),
        ),
        facts=tuple(f.fact for f, _, _ in exact),
        context=besides(statements(case, contestant), [f.fact for f, _, _ in exact]),
        measures=(
            Measure(
                "share",
                Percent(accepted),
                "of the signatures handed in",
                "accepted",
                (fact.fact,),
                f"{valid} / {collected}",
            ),
        ),
        method="Valid signatures over those handed in.",
        limits=("Who checked, by which criteria, and whether all were checked, is not part of the numbers.",),
    )


@check(chapter="CR", area="signatures")
def source_agreement(case: Case) -> Iterator[Finding]:
    """Whether sources agree on each candidate's signatures."""
    for contestant in contestants(case):
        yield _agreement(case, contestant)
    if not contestants(case):
        yield no_contestants()


def _agreement(case: Case, contestant: Contestant) -> Finding:
    claims = statements(case, contestant)
    found = stated(case, claims, "valid", "collected")
    if len(found) < 2 and len({case.fact(name).source for one in found for name in one.facts}) < 2:
        return unknown(
            Message(
                "Fewer than two sources state the signatures of {person}; they could not be compared.",
                person=Name(contestant.person),
            ),
            IN_THE_DECISION,
            subject=contestant.person,
            facts=names(claims),
        )
    numbers = tuple(From(one.value, one.facts) for one in found)
    facts = tuple(name for one in found for name in one.facts)
    if len(found) == 1:
        says = Message(
            "Sources agreed on {number} signatures of {person}.", number=numbers, person=Name(contestant.person)
        )
        return Finding(contestant.person, Outcome.IN_LINE, says, facts, method="Numbers of different sources compared.")
    apart = max(one.value.low for one in found) - min(one.value.low for one in found)
    return Finding(
        subject=contestant.person,
        outcome=Outcome.DISPUTED,
        message=Message(
            "Sources gave {numbers} signatures of {person}, {apart} apart.",
            numbers=numbers, person=Name(contestant.person), apart=apart,
        ),
        facts=facts,
        measures=(Measure("difference", apart, "signatures", "how far the numbers lie apart", facts),),
        questions=(IN_THE_DECISION,),
        method="Numbers of sources compared: valid signatures where a claim gives them, else those handed in.",
        assumptions=(HANDED_IN,),
        limits=("A slip of one digit in one of the sources is possible.",),
    )  # fmt: skip


COUNTS: tuple[Check, ...] = (margin, valid_share, source_agreement)
