"""Results in total: whether they add up, what the leader had, the base of turnout, and how the votes were spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked, lawyer
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.registry import Check, check
from saylau.checks.result_totals import Share, Sum, Totals, Votes, add_up, limited, several_seats, totals
from saylau.checks.told import Told, told, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.kinds import VoterTotal
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, Name, Percent

IN_TOTAL = "Only totals were tested; the results of single polling stations are not among these numbers."
VOTES_ASKED = "How many votes did each contestant receive?"
BALLOTS_ASKED = "How many votes were cast, how many of them were valid and how many invalid?"
Base = Told[tuple[Count, When | None]]
Shares = Sequence[Share]
MATERIAL = Fraction(5, 10_000)
"""Half of the last digit of a turnout printed to a tenth of a per cent."""


@check(chapter="PE", standards=("CPH-7.4",))
def arithmetic(case: Case) -> Iterator[Finding]:
    """Whether the votes add up to the totals stated with them.

    Votes for all contestants against valid votes, and valid and invalid ballots against votes cast, with their bounds;
    of the assessed election and of each earlier one whose numbers are in the case.
    """
    for stated in totals(case):
        sums = add_up(stated)
        if sums:
            yield _arithmetic(case, stated, sums)
        else:
            yield unknown(
                Message(
                    "{election}: the material does not hold both the votes and the totals to which they add up.",
                    election=Name(stated.election),
                ),
                *_missing(case, stated),
                subject=stated.subject,
                facts=stated.facts,
            )


def _arithmetic(case: Case, stated: Totals, sums: Sequence[Sum]) -> Finding:
    facts = tuple(dict.fromkeys(f for s in sums for f in s.facts))
    outcome = _adds_up(sums)
    return Finding(
        stated.subject,
        outcome,
        _arithmetic_says(stated, sums),
        facts=facts,
        context=tuple(f for f in stated.facts if f not in facts),
        readings=tuple(_sum_reading(s) for s in sums) if outcome is Outcome.DISPUTED else (),
        measures=tuple(
            Measure(name, value, "", label, s.facts, how)
            for place, s in enumerate(sums, start=1)
            for name, value, label, how in (
                (_numbered(s.parts_name, place, sums), s.parts, s.parts_label, s.how),
                (_numbered(s.whole_name, place, sums), s.whole, s.whole_label, ""),
            )
        ),
        method="Parts added with their bounds and compared with the whole that is stated.",
        limits=(IN_TOTAL, "Totals that add up do not show that the votes were counted as they were cast."),
        questions=_missing_totals(case, stated, sums),
    )


def _numbered(name: str, place: int, sums: Sequence[Sum]) -> str:
    """The name of a measure, with a number from its second telling on."""
    earlier = sum(name in (s.parts_name, s.whole_name) for s in sums[: place - 1])
    return f"{name}_{earlier + 1}" if earlier else name


def _adds_up(sums: Sequence[Sum]) -> Outcome:
    """One sum that is right in one telling and wrong in another is disputed; one that is wrong in all, a concern."""
    verdicts = {name: {s.verdict for s in sums if s.parts_name == name} for name in (s.parts_name for s in sums)}
    if any({Truth.YES, Truth.NO} <= found for found in verdicts.values()):
        return Outcome.DISPUTED
    if any(Truth.NO in found for found in verdicts.values()):
        return Outcome.CONCERN
    return Outcome.IN_LINE if any(Truth.YES in found for found in verdicts.values()) else Outcome.UNKNOWN


def _sum_reading(one: Sum) -> ReadingOutcome:
    by_verdict = {Truth.YES: Outcome.IN_LINE, Truth.NO: Outcome.CONCERN, Truth.UNKNOWN: Outcome.UNKNOWN}
    says = Message("Added up: {parts}; stated: {whole}.", parts=one.parts, whole=one.whole)
    name = Message("{label}, as in {facts}", label=Message(one.parts_label), facts=one.facts)
    return ReadingOutcome(name, "", by_verdict[one.verdict], says)


def _arithmetic_says(stated: Totals, sums: Sequence[Sum]) -> Message:
    election = Name(stated.election)
    votes, ballots = ([s for s in sums if s.parts_name == name] for name in ("votes", "ballots"))
    if votes and ballots:
        return Message(
            "{election}: the votes for contestants added up to {votes}, and the valid votes were stated as {valid}; "
            "valid and invalid ballots added up to {ballots}, and the votes cast were stated as {cast}.",
            election=election, votes=_parts(votes), valid=_wholes(votes), ballots=_parts(ballots),
            cast=_wholes(ballots),
        )  # fmt: skip
    if votes:
        return Message(
            "{election}: the votes for contestants added up to {votes}, and the valid votes were stated as {valid}.",
            election=election, votes=_parts(votes), valid=_wholes(votes),
        )  # fmt: skip
    return Message(
        "{election}: valid and invalid ballots added up to {ballots}, and the votes cast were stated as {cast}.",
        election=election, ballots=_parts(ballots), cast=_wholes(ballots),
    )  # fmt: skip


def _parts(sums: Sequence[Sum]) -> tuple[From, ...]:
    return tuple(From(value, facts) for value, facts in {s.parts: s.facts for s in sums}.items())


def _wholes(sums: Sequence[Sum]) -> tuple[From, ...]:
    return tuple(From(value, facts) for value, facts in {s.whole: s.facts for s in sums}.items())


def _missing(case: Case, stated: Totals) -> tuple[Asked, ...]:
    lacking = ((not stated.complete, VOTES_ASKED), (not (stated.valid and stated.cast), BALLOTS_ASKED))
    return tuple(_asked_of(case, stated, text) for lacks, text in lacking if lacks)


def _asked_of(case: Case, stated: Totals, asks: str) -> Asked:
    """A question on one election: the assessed one, or an earlier one of the same country."""
    if stated.subject == "case":
        return asked(case, asks, commission(case))
    return asked(case, asks, commission(case), Message("{election}", election=Name(stated.election)))


def _missing_totals(case: Case, stated: Totals, sums: Sequence[Sum]) -> tuple[Asked, ...]:
    """What would let the other sum be tested, or settle one that is open or wrong."""
    found = []
    if not stated.complete and any(s.parts_name == "votes" and s.verdict is not Truth.YES for s in sums):
        found.append("Which contestants are missing from the list of votes, and how many votes did each receive?")
    if any(s.verdict is Truth.NO for s in sums):
        found.append("Which of the votes and totals that do not add up are right?")
    if len({s.parts_name for s in sums}) < 2:
        found.append(BALLOTS_ASKED)
    return tuple(_asked_of(case, stated, asks) for asks in found)


@check(chapter="PE")
def majority(case: Case) -> Iterator[Finding]:
    """Which share of the votes the leading contestant received.

    Votes of the contestant with the most over the votes cast, invalid ballots included, and over the valid votes, which
    are two bases. No provision is tested; whether more than half of the votes cast was reached can be disputed.
    """
    stated = totals(case)[0]
    leader = max(stated.votes, key=lambda c: c.votes[0].value.low, default=None)
    votes = limited(leader.votes) if leader else ()
    of_cast = tuple(Share(mine, whole) for mine in votes for whole in limited(stated.cast))
    of_valid = tuple(Share(mine, whole) for mine in votes for whole in limited(stated.valid))
    if leader is None or not (of_cast or of_valid):
        says = Message("The material does not hold the votes of the contestants and the totals of which they are part.")
        yield unknown(says, *_missing(case, stated), facts=stated.facts)
        return
    facts = tuple(dict.fromkeys(f for s in (*of_cast, *of_valid) for f in s.facts))
    several = several_seats(case)
    halves = set() if several else {(s.part.value + s.part.value).more_than(s.whole.value) for s in of_cast}
    rule = Message("Which share of the votes did a contestant need on {day}, and of which votes?", day=case.info.poll)
    yield Finding(
        "case",
        Outcome.DISPUTED if {Truth.YES, Truth.NO} <= halves else Outcome.NOTED,
        _majority_says(leader, votes, of_cast, of_valid),
        facts=facts,
        context=tuple(f for f in stated.facts if f not in facts),
        measures=(
            *_share_measures("of_cast", "share of the votes cast", of_cast),
            *_share_measures("of_valid", "share of the valid votes", of_valid),
        ),
        method="Votes of the contestant with the most over the votes cast, and over the valid votes.",
        limits=(
            IN_TOTAL,
            "Where several seats were filled, the share says who led and not who was elected."
            if several
            else "Whether the share was enough to be elected depends on a provision that no rule here states.",
            *(() if stated.complete else ("Votes of some contestants are not in the material.",)),
        ),
        questions=(
            *(() if several else (asked(case, rule, lawyer(case)),)),
            *(() if stated.complete else _missing(case, stated)),
        ),
    )


def _majority_says(leader: Votes, votes: Sequence[Told[Count]], of_cast: Shares, of_valid: Shares) -> Message:
    received, cast, valid = _told(votes), _percents(of_cast, 1), _percents(of_valid, 1)
    if not of_valid:
        return Message(
            "{leader} received the most votes, {votes}: {of_cast} of the votes cast.",
            leader=leader.name,
            votes=received,
            of_cast=cast,
        )
    if not of_cast:
        return Message(
            "{leader} received the most votes, {votes}: {of_valid} of the valid votes.",
            leader=leader.name,
            votes=received,
            of_valid=valid,
        )
    return Message(
        "{leader} received the most votes, {votes}: {of_cast} of the votes cast and {of_valid} of the valid votes.",
        leader=leader.name,
        votes=received,
        of_cast=cast,
        of_valid=valid,
    )


def _told(values: Sequence[Told[Count]]) -> tuple[From, ...]:
    return tuple(From(v.value, v.facts) for v in values)


def _percents(shares: Shares, digits: int) -> tuple[From, ...]:
    """Shares as printed, each once, with the claims on all that print alike."""
    printed: dict[int, Percent] = {}
    facts: dict[int, dict[str, None]] = {}
    for share in shares:
        for percent in share.percents(digits):
            shown = round(percent.share * 100 * 10**digits)
            printed.setdefault(shown, percent)
            facts.setdefault(shown, {}).update(dict.fromkeys(share.facts))
    return tuple(From(percent, tuple(facts[shown])) for shown, percent in printed.items())


def _share_measures(name: str, label: str, shares: Shares, digits: int = 1) -> tuple[Measure, ...]:
    """One measure for each share; a further one bears its number."""
    return tuple(
        measure
        for place, one in enumerate(shares, start=1)
        for measure in one.measures(name if place == 1 else f"{name}_{place}", label, digits)
    )


@check(chapter="PE", standards=("CPH-7.3", "CPH-7.4"))
def turnout_base(case: Case) -> Iterator[Finding]:
    """Whether turnout depends on which total of voters it is taken of.

    Votes cast over each total of voters that sources state. Totals that hold for voting day decide; one of another day
    is another base and is shown beside them. Shares 0.05 percentage points or more apart differ materially.
    """
    stated = totals(case)[0]
    claims = case.where(VoterTotal, election=case.info.election)
    bases = [b for b in told(case, claims, lambda v: (v.voters, v.as_of)) if limited([_voters(b)])]
    cast = limited(stated.cast)
    if not cast or not bases:
        asks = "How many voters were on the lists on voting day, and how many of them took part?"
        says = Message("The material does not hold both the voters who took part and a total of all voters.")
        yield unknown(says, asked(case, asks, commission(case)), facts=(*stated.facts, *names(claims)))
        return
    of_the_day = [b for b in bases if _holds_on(case, b)]
    deciding = tuple(Share(c, _voters(b)) for c in cast for b in of_the_day or bases)
    beside = tuple(Share(c, _voters(b)) for c in cast for b in bases if of_the_day and b not in of_the_day)
    yield _turnout(case, stated, deciding, beside)


def _voters(base: Base) -> Told[Count]:
    return Told(base.value[0], base.facts)


def _holds_on(case: Case, base: Base) -> bool:
    """Whether a total is said to hold on voting day."""
    as_of = base.value[1]
    return as_of is not None and as_of.within(When.on(case.info.poll)) is Truth.YES


def _turnout(case: Case, stated: Totals, deciding: Shares, beside: Shares) -> Finding:
    apart = max(s.ends[0] for s in deciding) - min(s.ends[1] for s in deciding)
    differ = apart >= MATERIAL
    facts = tuple(dict.fromkeys(f for s in deciding for f in s.facts))
    shown = (*stated.facts, *(f for s in beside for f in s.facts))
    return Finding(
        "case",
        Outcome.DISPUTED if differ else Outcome.NOTED,
        _turnout_says(deciding, beside),
        facts=facts,
        context=tuple(dict.fromkeys(f for f in shown if f not in facts)),
        readings=tuple(_turnout_reading(s) for s in deciding) if differ else (),
        measures=(
            *_share_measures("turnout", "turnout", deciding, 2),
            *_share_measures("beside", "turnout on a total that is not of voting day", beside, 2),
            *(
                Measure("stated", Percent(Fraction(t.value) / 100, 2), "%", "turnout as printed", t.facts)
                for t in stated.turnout
            ),
        ),
        method="Voters who took part over each total of voters.",
        assumptions=("Shares 0.05 percentage points or more apart differ materially (assumed).",),
        limits=(
            "A total of another day leaves out, or still holds, voters whose entry changed until voting day.",
            "Turnout says nothing of why people voted or did not.",
        ),
        questions=(asked(case, _which_total(deciding), commission(case)),) if differ else (),
    )


def _which_total(deciding: Shares) -> Message:
    return Message(
        "Which of these totals of voters on voting day is right, and who was counted in it: {totals}?",
        totals=tuple(dict.fromkeys(s.whole.value for s in deciding)),
    )


def _turnout_says(deciding: Shares, beside: Shares) -> Message:
    cast = _told(tuple(dict.fromkeys(s.part for s in deciding)))
    voters = _told(tuple(dict.fromkeys(s.whole for s in deciding)))
    if not beside:
        return Message(
            "Voters who took part: {cast}. All voters, as stated: {voters}; turnout: {turnout}.",
            cast=cast,
            voters=voters,
            turnout=_percents(deciding, 2),
        )
    return Message(
        "Voters who took part: {cast}. All voters on voting day, as stated: {voters}; turnout: {turnout}. Other "
        "totals of voters, not of that day: {others}; turnout on those: {on_others}.",
        cast=cast,
        voters=voters,
        turnout=_percents(deciding, 2),
        others=_told(tuple(dict.fromkeys(s.whole for s in beside))),
        on_others=_percents(beside, 2),
    )


def _turnout_reading(one: Share) -> ReadingOutcome:
    says = Message(
        "Of {voters} voters, {cast} took part: {turnout}.",
        voters=one.whole.value,
        cast=one.part.value,
        turnout=one.percents(2),
    )
    name = Message("{part} of {whole}", part=one.part.value, whole=one.whole.value)
    return ReadingOutcome(name, Message("as in {facts}", facts=one.facts), Outcome.NOTED, says)


CHECKS: tuple[Check, ...] = (arithmetic, majority, turnout_base)
