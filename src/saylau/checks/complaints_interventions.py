"""What was done about restrictions, what came back, and what still waits for a reply.

An effect is told only as someone states it: that one day came after another is no effect.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import SEQUENCE
from saylau.checks.registry import Check, check
from saylau.checks.told import days_if_ordered, fit, hull, is_shown, one_each, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Intervention, Response
from saylau.records.kinds.reprisals import InterventionSort, ResponseSort
from saylau.values import Count, Ends, Truth, When
from saylau.values.message import From, Message, Name

AWAITING = (
    InterventionSort.REMEDY,
    InterventionSort.APPEAL,
    InterventionSort.URGENT_ACTION,
    InterventionSort.COMPLAINT,
    InterventionSort.COLLECTIVE_COMPLAINT,
)
"""Interventions that ask for a reply even where no request is written down."""
NO_REPLY = (ResponseSort.RECEIVED, ResponseSort.NONE)
"""Responses that leave what was asked for without a reply."""
SENDER = "who wrote to the bodies"
ASKED = "When was each letter sent, to whom, what did it ask for, and what came back on which day?"


@dataclass(frozen=True)
class Waiting:
    """One intervention as it stood on a day."""

    fact: Fact[Intervention]
    responses: tuple[Fact[Response], ...]
    asks: bool
    """Whether it asks for a reply."""
    answered: Truth
    days: Count | None
    """Days since it was sent, where the reply has not come and the day of sending is told."""
    overdue: Truth
    """Whether the day by which a reply was due has passed without one."""


def as_it_stood(case: Case, fact: Fact[Intervention], on: date) -> Waiting:
    """An intervention with what had come back by a day. A confirmed receipt is no reply."""
    record, today = fact.record, When.on(on)
    every = one_each(fit(case, case.where(Response, intervention=fact.id)))
    came = tuple(r for r in every if r.record.during is None or r.record.during.after(today) is not Truth.YES)
    replies = [r for r in came if r.record.sort not in NO_REPLY]
    asks = bool(record.requests) or record.sort in AWAITING
    answered = Truth.YES if replies else _unanswered(record, came)
    waits = asks and answered is not Truth.YES
    days = days_if_ordered(record.during, today, Ends.ONE) if waits else None
    overdue = record.due.before(today) if waits and record.due else Truth.NO if not waits else Truth.UNKNOWN
    return Waiting(fact, came, asks, answered, days, overdue)


def _unanswered(record: Intervention, came: Sequence[Fact[Response]]) -> Truth:
    if record.answered is not Truth.UNKNOWN:
        return record.answered
    return Truth.NO if any(r.record.sort is ResponseSort.NONE for r in came) else Truth.UNKNOWN


@check(chapter="CA", standards=("ICCPR-2", "CPH-10.4"), area="complaints")
def interventions(case: Case) -> Iterator[Finding]:
    """Letters, appeals and complaints on behalf of people: what was asked, what came back, and what waits.

    Requests without a reply and the days since they were sent, up to the date of assessment. Effects are counted only
    where somebody states them.
    """
    told = one_each(fit(case, case.all(Intervention)))
    if not told:
        says = Message("The material tells of no letter, appeal or complaint on behalf of people.")
        yield unknown(says, asked(case, ASKED, SENDER))
        return
    rows = [as_it_stood(case, f, case.info.assessed) for f in told]
    asking = [r for r in rows if r.asks]
    silent = [r for r in asking if r.answered is Truth.NO]
    open_ = [r for r in asking if r.answered is Truth.UNKNOWN]
    overdue = [r for r in asking if r.overdue is Truth.YES]
    effects = [f for r in rows for f in r.responses if f.record.effect]
    whose = [f for f in effects if f.record.effect_by]
    early = [r for r in rows if any(_before(r.fact, f) for f in r.responses)]
    yield Finding(
        "case",
        Outcome.CONCERN if silent or overdue or early else Outcome.UNKNOWN if open_ else Outcome.NOTED,
        Message(
            "Letters, appeals and complaints on behalf of people: {all}; asking for a reply: {asking}; answered: "
            "{answered}; without a reply: {silent}; of which it is not told: {open}. Past the day on which a reply was "
            "due: {overdue}. Effects that somebody states: {effects}; responses told before what they answer: {early}.",
            all=From(len(told), names(told)),
            asking=len(asking),
            answered=len(asking) - len(silent) - len(open_),
            silent=len(silent),
            open=len(open_),
            overdue=len(overdue),
            effects=len(whose),
            early=len(early),
        ),
        facts=(*names(told), *(f.fact for r in rows for f in r.responses)),
        measures=(
            Measure("all", len(told), "requests", "letters, appeals and complaints", names(told)),
            *_numbers(asking, silent, open_, overdue),
            *_days((*silent, *open_)),
            Measure("effects", len(whose), "requests", "effects that somebody states", names(whose)),
            Measure("effects_by_nobody", len(effects) - len(whose), "requests", "effects with nobody who states them",
                    names(f for f in effects if f not in whose)),
            *(m for r in (*silent, *open_) for m in _one(case, r)),
        ),
        method="Responses by their day beside what they answer; days are counted to the date of assessment.",
        limits=(
            SEQUENCE,
            "Letters on behalf of single people are counted, not listed.",
            "A confirmed receipt is no reply, and no reply is no denial.",
        ),
        questions=(asked(case, ASKED, SENDER),) if open_ or effects != whose or early else (),
    )  # fmt: skip


def _before(fact: Fact[Intervention], response: Fact[Response]) -> bool:
    sent, came = fact.record.during, response.record.during
    return sent is not None and came is not None and came.before(sent) is Truth.YES


def _numbers(
    asking: Sequence[Waiting], silent: Sequence[Waiting], open_: Sequence[Waiting], overdue: Sequence[Waiting]
) -> Iterator[Measure]:
    for name, rows, label in (
        ("asking", asking, "asking for a reply"),
        ("silent", silent, "without a reply"),
        ("open", open_, "of which it is not told whether a reply came"),
        ("overdue", overdue, "past the day on which a reply was due"),
    ):
        yield Measure(name, len(rows), "requests", label, names(r.fact for r in rows))


def _days(waiting: Sequence[Waiting]) -> Iterator[Measure]:
    dated = [r for r in waiting if r.days is not None]
    days = hull([r.days for r in dated if r.days is not None])
    if days is not None:
        label = "days since they were sent, from the shortest to the longest"
        yield Measure("days", days, "days", label, names(r.fact for r in dated))


def _one(case: Case, waiting: Waiting) -> Iterator[Measure]:
    """The days of one request, where it concerns nobody private and may be told one by one."""
    fact, record = waiting.fact, waiting.fact.record
    if waiting.days is None or record.persons or record.concerning or not record.to:
        return
    if not is_shown(case, fact.id) or not is_shown(case, record.to):
        return
    label = Message("days without a reply from {body}", body=Name(record.to))
    yield Measure(f"days:{fact.id}", waiting.days, "days", label, (fact.fact,))


CHECKS: tuple[Check, ...] = (interventions,)
