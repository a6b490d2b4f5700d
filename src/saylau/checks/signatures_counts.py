"""Signatures: how the numbers stated of each candidate compare with the number required and with one another."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.collection import Required, Threshold, number_asked, required_by_law, stated, statements
from saylau.checks.contestants import Contestant, no_signatories, signatories
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import provisions
from saylau.checks.registry import Check, check
from saylau.checks.signatures_says import margin_says, margin_share
from saylau.checks.told import Told, besides, fit, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import SignatureStatement
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Name, Percent

HANDED_IN = "A number without the word valid was taken as signatures handed in, before checking."

HOW_MANY = "How many signatures of each candidate were handed in, accepted and rejected?"
IN_THE_DECISION = "What number of signatures stands in the decision that registered each candidate?"


@check(chapter="CR", standards=("VC-I.1.3.iii",), area="signatures")
def margin(case: Case) -> Iterator[Finding]:
    """How far the signatures of each candidate stood above the number required.

    Everyone of whose signatures something is stated is tested, refused candidates among them. Against the lowest number
    that a reading requires, on each total of voters: a registered candidate below it on every count is `contrary`,
    counts or totals on both sides of it are `disputed`.
    """
    law = required_by_law(case)
    for contestant in signatories(case):
        yield _margin(case, contestant, law)
    if not signatories(case):
        yield no_signatories(case)


def _margin(case: Case, contestant: Contestant, law: Threshold) -> Finding:
    claims = statements(case, contestant)
    valid = stated(case, claims, "valid")
    said = valid or stated(case, claims, "collected")
    found = [one for one in said if one.value.exact is not None]
    if law.lowest is None or not found:
        return unknown(
            _no_margin_says(contestant, law, bool(found)),
            *(() if found else (asked(case, HOW_MANY, commission(case)),)),
            *(() if law.lowest else number_asked(case, law)),
            subject=contestant.person,
            facts=(*contestant.facts, *names(claims)),
        )
    side = _side(said, law)
    outcome = _margin_outcome(contestant, law, side)
    told_of = outcome is not Outcome.NOTED or contestant.stage is CandidacyStage.REFUSED
    decided_on = names(fit(case, map(case.fact, contestant.facts))) if told_of else ()
    facts = (*(name for one in found for name in one.facts), *law.facts, *decided_on)
    several = len(law.required) > len(law.least)
    return Finding(
        subject=contestant.person,
        outcome=outcome,
        message=margin_says(contestant, said, law, accepted=bool(valid), differ=side is Side.BOTH),
        facts=tuple(dict.fromkeys(facts)),
        context=besides(claims, facts),
        measures=_margins(found, law),
        provisions=provisions(law.answers),
        method="(Signatures - required) / required; valid signatures where stated, else those handed in.",
        assumptions=(HANDED_IN, *law.assumed),
        limits=(
            "A number equal to the one required may show that collection stopped there, or a slip of the source.",
            *(("Under a reading that requires more signatures, each margin is smaller.",) if several else ()),
            *((REFUSED_LIMIT,) if contestant.stage is CandidacyStage.REFUSED else ()),
        ),
    )


REFUSED_LIMIT = "Registration may be refused on other grounds; this check looks at the number alone."


class Side(Enum):
    """On which side of the number required the numbers stated lie."""

    REACHED = "reached"
    BELOW = "below"
    BOTH = "both"
    """Sources, or totals of voters, lead to both."""


def _side(said: tuple[Told[Count], ...], law: Threshold) -> Side:
    """The side on which every number stated lies against every total; one that may lie on either is on both."""
    verdicts = {one.value.at_least(number) for one in said for number in law.least}
    if verdicts == {Truth.NO}:
        return Side.BELOW
    return Side.BOTH if Truth.NO in verdicts else Side.REACHED


def _margin_outcome(contestant: Contestant, law: Threshold, side: Side) -> Outcome:
    """Below the number is contrary to the rule for who was registered; reaching it is of interest for who was not."""
    if side is Side.BOTH:
        return Outcome.DISPUTED
    if side is Side.BELOW and contestant.stage is CandidacyStage.REGISTERED:
        return Outcome.CONCERN if law.assumed else Outcome.CONTRARY
    if side is Side.REACHED and contestant.stage is CandidacyStage.REFUSED:
        return Outcome.CONCERN
    return Outcome.NOTED


def _margins(found: list[Told[Count]], law: Threshold) -> tuple[Measure, ...]:
    lowest = next(name for name, number in law.required if number == law.lowest)
    return tuple(
        measure
        for r in law.decided
        for place, one in enumerate(found, 1)
        for measure in _margin_of(
            one, law, r,
            "" if (r.name, place) == (lowest, 1) else f":{r.name}:{place}",
            several=len(law.decided) > 1,
        )
    )  # fmt: skip


MARGINS = {
    ("above", False): "signatures above the number required",
    ("above", True): "signatures above the number required by the reading {reading}",
    ("below", False): "signatures below the number required",
    ("below", True): "signatures below the number required by the reading {reading}",
    ("margin", False): "margin over the number required",
    ("margin", True): "margin over the number required by the reading {reading}",
}
"""Labels of a margin, where the law has one reading and where it has several."""


def _margin_of(
    one: Told[Count], law: Threshold, required: Required, suffix: str, *, several: bool
) -> tuple[Measure, Measure]:
    """The margin in signatures, said to be above or below, and the signed share of the number required."""
    number = required.number or 0
    over, facts = one.value.low - number, (*one.facts, *law.facts)
    side = "below" if over < 0 else "above"
    how = f"{one.value.low} - {number}"
    of_reading = {"reading": required.called} if several else {}
    return (
        Measure(f"{side}{suffix}", abs(over), side, Message(MARGINS[side, several], **of_reading), facts, how),
        Measure(f"margin{suffix}", margin_share(over, number), "", Message(MARGINS["margin", several], **of_reading),
                facts, f"({how}) / {number}"),
    )  # fmt: skip


def _no_margin_says(contestant: Contestant, law: Threshold, counted: bool) -> Message:
    who = Name(contestant.person)
    if law.lowest is not None:
        return Message("No source states the exact number of signatures of {person}; no margin was worked out.",
                       person=who)  # fmt: skip
    if counted:
        return Message("The number of signatures required is not known; the margin of {person} was not worked out.",
                       person=who)  # fmt: skip
    return Message(
        "Neither the number of signatures required nor the exact number of {person} is known; no margin was worked "
        "out.",
        person=who,
    )  # fmt: skip


@check(chapter="CR", standards=("VC-I.1.3.iv",), area="signatures")
def valid_share(case: Case) -> Iterator[Finding]:
    """What share of each candidate's signatures was accepted.

    Signatures accepted over signatures handed in, both as one source states them.
    """
    for contestant in signatories(case):
        yield _valid_share(case, contestant)
    if not signatories(case):
        yield no_signatories(case)


def _exact_pair(fact: Fact[SignatureStatement]) -> tuple[Fact[SignatureStatement], int, int] | None:
    """The numbers accepted and handed in, where a claim gives both exactly and some were handed in."""
    valid = fact.record.valid.exact if fact.record.valid else None
    collected = fact.record.collected.exact if fact.record.collected else None
    return (fact, valid, collected) if valid is not None and collected else None


def _more_than_handed_in(contestant: Contestant, fact: Fact[SignatureStatement], valid: int, collected: int) -> Finding:
    """More signatures accepted than handed in: the two numbers of one claim cannot both hold."""
    return Finding(
        subject=contestant.person,
        outcome=Outcome.CONCERN,
        message=Message(
            "{valid} signatures of {person} were stated as accepted and {collected} as handed in; both cannot hold.",
            valid=From(Count.of(valid), (fact.fact,)),
            collected=From(Count.of(collected), (fact.fact,)),
            person=Name(contestant.person),
        ),
        facts=(fact.fact,),
        measures=(
            Measure("valid", valid, "signatures", "signatures stated as accepted", (fact.fact,)),
            Measure("collected", collected, "signatures", "signatures stated as handed in", (fact.fact,)),
        ),
        limits=("A slip in the source or in the record is the first thing to look for.",),
    )


def _valid_share(case: Case, contestant: Contestant) -> Finding:
    exact = [pair for f in statements(case, contestant) if (pair := _exact_pair(f))]
    if not exact:
        return unknown(
            Message("How many signatures of {person} were accepted is not known.", person=Name(contestant.person)),
            asked(case, HOW_MANY, commission(case)),
            subject=contestant.person,
            facts=names(statements(case, contestant)),
        )
    fact, valid, collected = exact[0]
    if valid > collected:
        return _more_than_handed_in(contestant, fact, valid, collected)
    accepted = Fraction(valid, collected)
    return Finding(
        subject=contestant.person,
        outcome=Outcome.NOTED,
        message=Message(
            "{valid} of {collected} signatures of {person} were accepted, {share}.",
            valid=From(Count.of(valid), (fact.fact,)),
            collected=From(Count.of(collected), (fact.fact,)),
            person=Name(contestant.person),
            share=Percent(accepted),
        ),
        facts=tuple(f.fact for f, _, _ in exact),
        context=besides(statements(case, contestant), [f.fact for f, _, _ in exact]),
        measures=(
            Measure(
                "share",
                Percent(accepted),
                "",
                "accepted, of the signatures handed in",
                (fact.fact,),
                f"{valid} / {collected}",
            ),
        ),
        method="Valid signatures over those handed in.",
        limits=("Who checked, by which criteria, and whether all were checked, is not part of the numbers.",),
    )


@check(chapter="CR", area="signatures")
def source_agreement(case: Case) -> Iterator[Finding]:
    """Whether sources agree on each candidate's signatures.

    The numbers that different sources state for one candidate, side by side, with the difference.
    """
    for contestant in signatories(case):
        yield _agreement(case, contestant)
    if not signatories(case):
        yield no_signatories(case)


def _agreement(case: Case, contestant: Contestant) -> Finding:
    claims = statements(case, contestant)
    found = stated(case, claims, "valid", "collected")
    if len(found) < 2 and len({case.fact(name).source for one in found for name in one.facts}) < 2:
        return unknown(
            Message(
                "Fewer than two sources state the signatures of {person}; they could not be compared.",
                person=Name(contestant.person),
            ),
            asked(case, IN_THE_DECISION, commission(case)),
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
        questions=(asked(case, IN_THE_DECISION, commission(case)),),
        method="Numbers of sources compared: valid signatures where a claim gives them, else those handed in.",
        assumptions=(HANDED_IN,),
        limits=("A slip of one digit in one of the sources is possible.",),
    )  # fmt: skip


COUNTS: tuple[Check, ...] = (margin, valid_share, source_agreement)
