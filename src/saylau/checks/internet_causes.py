"""What was said of interruptions of the Internet: causes stated and denied, comparisons, reactions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.internet import COMMUNICATIONS, of_the_day
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, speakers, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import BlockingComparison, BlockingReport, CauseClaim, Reaction
from saylau.records.kinds.internet import Cause, Relation
from saylau.values import Ends, Truth, When
from saylau.values.message import From, Message, Name, Said, Value, Wording
from saylau.values.when import days_between

Claim = Fact[CauseClaim]
DELIBERATE = {Cause.ORDER, Cause.ASSEMBLY, Cause.BROADCAST, Cause.GROUP_ACTIVITY, Cause.EXAMS}
ACCIDENTAL = {Cause.TECHNICAL, Cause.POWER, Cause.CABLE}
SAYS = {
    Truth.YES: "{cause} (stated by {who})",
    Truth.NO: "{cause} (denied by {who})",
    Truth.UNKNOWN: "{cause} (not confirmed by {who})",
}
UNRESOLVED = "Which of them is right is not settled here; each stays with who said it."
NOT_DENIED = "Not confirming a cause is not denying it."
NO_MEASURE = "A comparison without a measure cannot be tested."


@check(area="internet", chapter="IR", standards=("GC34-43",))
def cause_claims(case: Case) -> Iterator[Finding]:
    """What was said of the cause of each interruption.

    Causes stated, denied and not confirmed, each with its speaker. A cause that is stated and denied, or one of intent
    beside one of accident, is a contradiction that stays open. Claims on other interruptions are shown and decide
    nothing.
    """
    claims = [f for f in case.all(CauseClaim) if f.display is Display.PUBLIC]
    told = tuple(dict.fromkeys(f.record.interruption for f in claims if f.record.interruption))
    if not told:
        says = Message("The material holds nothing that anyone said of the cause of an interruption of the Internet.")
        yield unknown(says, _which_cause(case, ""), facts=names(claims))
    for interruption in told:
        mine = fit(case, [f for f in claims if f.record.interruption == interruption])
        yield _causes(case, interruption, mine, [f for f in claims if f not in mine])


def _contradict(one: CauseClaim, other: CauseClaim) -> bool:
    """Whether two claims cannot both be right: one cause stated and denied, or intent beside accident."""
    if one.cause is other.cause:
        return {one.holds, other.holds} == {Truth.YES, Truth.NO}
    causes = {one.cause, other.cause}
    parted = bool(causes & DELIBERATE) and bool(causes & ACCIDENTAL)
    return parted and one.holds is Truth.YES and other.holds is Truth.YES


def _causes(case: Case, interruption: str, mine: Sequence[Claim], others: Sequence[Claim]) -> Finding:
    disputed = any(_contradict(a.record, b.record) for a, b in combinations(mine, 2))
    same = [f for f in others if f.record.interruption == interruption]
    beside = [f for f in others if f not in same and any(_contradict(f.record, m.record) for m in mine)]
    unconfirmed = any(f.record.holds is Truth.UNKNOWN for f in mine)
    return Finding(
        interruption,
        Outcome.DISPUTED if disputed else Outcome.NOTED,
        _causes_says(case, interruption, mine, disputed),
        facts=names(mine),
        context=(*names(same), *names(beside)),
        readings=(
            *((_reading(f, decides=True) for f in mine) if disputed else ()),
            *(_reading(f, decides=False) for f in beside),
        ),
        measures=tuple(
            Measure(f"cause:{f.fact}", _claimed(f), "", "what was said of the cause", (f.fact,)) for f in mine
        ),
        method="Claims on one interruption, side by side.",
        limits=(UNRESOLVED, *((NOT_DENIED,) if unconfirmed else ())),
        questions=(_which_cause(case, of_the_day(_reports(case, interruption))),),
    )


def _claimed(claim: Claim) -> Message:
    record = claim.record
    return Message(SAYS[record.holds], cause=Message(record.cause.value), who=Wording(claim.fact, "by"))


def _causes_says(case: Case, interruption: str, mine: Sequence[Claim], disputed: bool) -> Message:
    values: dict[str, Value] = {
        "window": _window(case, interruption),
        "claims": tuple(From(_claimed(f), (f.fact,)) for f in mine),
    }
    if disputed:
        return Message(
            "On the cause of the cut or restriction, {window}, statements contradicted each other: {claims}.", **values
        )
    return Message("On the cause of the cut or restriction, {window}, this was said: {claims}.", **values)


def _reports(case: Case, interruption: str) -> tuple[Fact[BlockingReport], ...]:
    return tuple(f for f in case.all(BlockingReport) if f.id == interruption)


def _window(case: Case, interruption: str) -> When | Message:
    return next((f.record.window for f in _reports(case, interruption)), Message("time not stated"))


def _reading(claim: Claim, decides: bool) -> ReadingOutcome:
    says = Message("{claim}.", claim=_claimed(claim))
    if decides:
        name = Message("{who}", who=Wording(claim.fact, "by"))
    elif claim.record.interruption:
        name = Message("{who}, on another interruption", who=Wording(claim.fact, "by"))
    else:
        name = Message("{who}, on interruptions in general", who=Wording(claim.fact, "by"))
    return ReadingOutcome(name, Message("as in {fact}", fact=claim.fact), Outcome.NOTED, says, decides=decides)


def _which_cause(case: Case, about: Said) -> Asked:
    asks = "What was the cause of the cut or restriction, who decided on it, and which record shows it?"
    return asked(case, asks, COMMUNICATIONS, about)


@check(area="internet", chapter="IR", standards=())
def comparison(case: Case) -> Iterator[Finding]:
    """Whether a comparison of an interruption with another one holds.

    The relation that somebody stated, against the same measure of both. Without a measure nothing is compared.
    """
    claims = [f for f in case.all(BlockingComparison) if f.display is Display.PUBLIC]
    if not claims:
        says = Message("The material compares no interruption of the Internet with another one.")
        asks = "With which interruption elsewhere, by which measure, was access compared?"
        yield unknown(says, asked(case, asks, COMMUNICATIONS))
    for claim in (fit(case, [f for f in claims if f.id == thing])[0] for thing in dict.fromkeys(f.id for f in claims)):
        yield _compared(case, claim)


RELATIONS = {
    Relation.MORE: "wider than in {place}",
    Relation.LESS: "narrower than in {place}",
    Relation.EQUAL: "as wide as in {place}",
}


def _compared(case: Case, claim: Fact[BlockingComparison]) -> Finding:
    record = claim.record
    held = Message(RELATIONS[record.claimed], place=Wording(claim.fact, "other_place"))
    values: dict[str, Value] = {"who": speakers(case, (claim.fact,)), "day": record.on, "held": held}
    if not record.measure or record.value is None or record.other_value is None:
        asks = "By which measure was the cut or restriction compared with the other, and what was it in both places?"
        return Finding(
            claim.id,
            Outcome.UNKNOWN,
            Message(
                "As {who} stated, the cut or restriction of {day} was {held}. No measure of both is given.", **values
            ),
            facts=(claim.fact,),
            method="The same measure of both, where one is given.",
            limits=(NO_MEASURE,),
            questions=(asked(case, asks, author(case, (claim.fact,))),),
        )
    right = {
        Relation.MORE: record.value > record.other_value,
        Relation.LESS: record.value < record.other_value,
        Relation.EQUAL: record.value == record.other_value,
    }[record.claimed]
    numbers: dict[str, Value] = {
        "measure": Wording(claim.fact, "measure"), "value": record.value, "other": record.other_value,
    }  # fmt: skip
    return Finding(
        claim.id,
        Outcome.IN_LINE if right else Outcome.DISPUTED,
        Message(
            "As {who} stated, the cut or restriction of {day} was {held}. {measure}: {value} here, {other} there.",
            **values, **numbers,
        ),
        facts=(claim.fact,),
        measures=(
            Measure("value", record.value, "", "measure of the interruption", (claim.fact,)),
            Measure("other_value", record.other_value, "", "the same measure elsewhere", (claim.fact,)),
        ),
        method="The same measure of both, where one is given.",
        limits=("Two measures are comparable only where they were taken in the same way.",),
    )  # fmt: skip


@check(area="internet", chapter="IR", standards=("ICCPR-19",))
def reactions(case: Case) -> Iterator[Finding]:
    """Which bodies and experts reacted to interruptions, when, and whether they were answered.

    Each reaction with its speaker and day, the days since the interruption to which it belongs, and the answer of the
    authorities, where one is recorded.
    """
    claims = [f for f in case.where(Reaction, election=case.info.election) if f.display is Display.PUBLIC]
    if not claims:
        says = Message("The material holds no reaction of a body or an expert to an interruption of the Internet.")
        asks = "Which international bodies or experts reacted to the cut or restriction, and when?"
        yield unknown(says, asked(case, asks, COMMUNICATIONS))
    for thing in dict.fromkeys(f.id for f in claims):
        yield _reaction(case, fit(case, [f for f in claims if f.id == thing]))


def _reaction(case: Case, claims: Sequence[Fact[Reaction]]) -> Finding:
    record, facts = claims[0].record, names(claims[:1])
    reports = fit(case, _reports(case, record.interruption or ""))
    answered = record.answered is Truth.YES or record.answer is not None
    days = _days(reports, record.on)
    values: dict[str, Value] = {
        "who": Name(record.by),
        "day": From(record.on, facts) if record.on else Message("on a day that is not stated"),
        "said": Wording(record.statement, "says") if record.statement else Message("words not recorded"),
    }
    asks = "Did an authority answer this reaction, when, and what did it say?"
    return Finding(
        claims[0].id,
        Outcome.NOTED,
        Message("{who}, {day}: {said}. An answer of the authorities is recorded.", **values)
        if answered
        else Message("{who}, {day}: {said}. No answer of the authorities is recorded.", **values),
        facts=(*facts, *names(reports[:1])),
        context=besides(claims, facts),
        measures=days,
        method="Calendar days from the day of the interruption to that of the reaction.",
        limits=("A reaction speaks of what its author knew; it is no measurement.",),
        questions=() if answered else (asked(case, asks, COMMUNICATIONS, Message("{who}", who=Name(record.by))),),
    )


def _days(reports: Sequence[Fact[BlockingReport]], on: When | None) -> tuple[Measure, ...]:
    first = reports[0].record.window.first if reports else None
    if on is None or first is None or on.exact_day is None or on.exact_day < first:
        return ()
    days = days_between(When.on(first), on, Ends.ONE)
    return (Measure("days", days, "days", "days from the interruption to the reaction", names(reports[:1])),)


CHECKS: tuple[Check, ...] = (cause_claims, comparison, reactions)
