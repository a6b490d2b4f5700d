"""Dossiers on candidacies: indicators for and against an account of a candidate, side by side, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.contestants import Contestant, contestants, no_contestants
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.registry import check
from saylau.checks.told import fit, speakers, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Indicator
from saylau.records.kinds.dossiers import Side
from saylau.values.message import From, Message, Name, OutOf, Wording

Indicators = Sequence[Fact[Indicator]]

NO_VERDICT = "Indicators are listed and not weighed; how many there are on a side says nothing of who is right."
WATCHES = "someone who followed the candidates"
AS_TAKEN = "For which side an indicator speaks is how its source takes it."


@check(chapter="CR", standards=("GC25-15", "CPH-7.5"), area="candidacy")
def dossier(case: Case) -> Iterator[Finding]:
    """What sources took as speaking for and against an account of each candidate.

    Every indicator on record with its source and the side for which the source takes it, the same for each candidate.
    Nothing is weighed and no verdict is drawn. For how many candidates indicators are on record is said too.
    """
    people = contestants(case)
    if not people:
        yield no_contestants(case)
        return
    held = {one.candidacy: _indicators(case, one) for one in people}
    for one in people:
        if held[one.candidacy]:
            yield _dossier(case, one, held[one.candidacy])
    yield _coverage(case, people, [one for one in people if held[one.candidacy]])


def _indicators(case: Case, one: Contestant) -> tuple[Fact[Indicator], ...]:
    return fit(case, case.where(Indicator, candidacy=one.candidacy))


def _of(found: Indicators, side: Side) -> tuple[str, ...]:
    return names(f for f in found if f.record.side is side)


def _dossier(case: Case, one: Contestant, found: Indicators) -> Finding:
    sides = {side: _of(found, side) for side in Side}
    questions = {f.record.question: f.fact for f in found}
    rests = tuple(f.fact for i in found if i.record.rests_on for f in case.claims(i.record.rests_on))
    sources = tuple(dict.fromkeys(f.source for f in found))
    return Finding(
        one.person,
        Outcome.NOTED,
        Message(
            "{person}: sources gave indicators on: {questions}. They stand side by side below, each with who gives it; "
            "how many stand on a side says nothing.",
            person=Name(one.person),
            questions=tuple(Wording(fact, "question") for fact in questions.values()),
        ),
        facts=names(found),
        context=tuple(dict.fromkeys(rests)),
        readings=tuple(_entry(case, f) for side in Side for f in found if f.record.side is side),
        measures=(
            Measure("for", len(sides[Side.FOR]), "", "indicators taken as speaking for it", sides[Side.FOR]),
            Measure("against", len(sides[Side.AGAINST]), "", "indicators taken as speaking against it",
                    sides[Side.AGAINST]),
            Measure("open", len(sides[Side.OPEN]), "", "indicators left open", sides[Side.OPEN]),
            Measure("sources", len(sources), "", "sources of these indicators", names(found)),
        ),
        method="Indicators in the order for, against, open, each with its source and the claim on which it rests.",
        limits=(
            NO_VERDICT,
            AS_TAKEN,
            *(("All of them stand in one source.",) if len(sources) == 1 else ()),
            *(("No indicator for the account is on record.",) if not sides[Side.FOR] else ()),
            *(("No indicator against the account is on record.",) if not sides[Side.AGAINST] else ()),
        ),
    )  # fmt: skip


ENTRIES = {
    Side.FOR: "{indicator}: for",
    Side.AGAINST: "{indicator}: against",
    Side.OPEN: "{indicator}: open",
}


def _entry(case: Case, fact: Fact[Indicator]) -> ReadingOutcome:
    """One line of the dossier: the indicator and its side, who says it, and what is said."""
    who = speakers(case, (fact.fact,))
    return ReadingOutcome(
        Message(ENTRIES[fact.record.side], indicator=Wording(fact.fact, "indicator")),
        Message("{who}", who=who),
        Outcome.NOTED,
        Message("{says}.", says=From(Wording(fact.fact, "says"), (fact.fact,))),
    )


def _coverage(case: Case, people: Sequence[Contestant], told: Sequence[Contestant]) -> Finding:
    """For how many candidates indicators are on record: one side of a dossier may be missing for want of looking."""
    without = [one for one in people if one not in told]
    asks = "Which statements and ties speak for and against an account of each candidate, and in which sources?"
    facts = tuple(f for one in told for f in names(_indicators(case, one)))
    who = author(case, facts) if facts else WATCHES
    ask_for = (asked(case, asks, who),) if without else ()
    if not told:
        return unknown(Message("The material holds no indicators on any candidate."), *ask_for)
    covered = OutOf(len(told), len(people))
    says = Message("Indicators are on record for all candidates: {covered}.", covered=covered)
    if without:
        says = Message(
            "Candidates on whom indicators are on record: {covered}. None are on record for: {others}.",
            covered=covered,
            others=tuple(Name(one.person) for one in without),
        )
    return Finding(
        "case",
        Outcome.NOTED,
        says,
        facts=facts,
        measures=(Measure("covered", covered, "", "candidates on whom indicators are on record", facts),),
        method="Candidates with at least one indicator, of all candidates.",
        limits=("That the material holds no indicator on a candidate does not show that there is none.", NO_VERDICT),
        questions=ask_for,
    )
