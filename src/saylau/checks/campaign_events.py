"""The campaign: which events were filed for, and how the authorities answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, one_each, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import EventApplication
from saylau.records.kinds.campaign import EventAnswer
from saylau.values import Truth
from saylau.values.message import Message, Name, OutOf

AUTHORITIES = "the authorities with which public events are filed"
WHICH_EVENTS = "Which campaign events were filed for, for which day and place, and how and why did authorities answer?"
WHAT_ANSWER = "How did the authorities answer the applications of which no answer is stated?"
WHICH_REASON = "For which reason were applications refused, where none is stated?"


def _applications(case: Case) -> tuple[Fact[EventApplication], ...]:
    """The first claim on which something can rest, of each application."""
    return one_each(fit(case, case.where(EventApplication, election=case.info.election)))


@check(chapter="EC", standards=("ICCPR-21", "CPH-9.2", "GC25-12"), area="campaign")
def applications(case: Case) -> Iterator[Finding]:
    """How authorities answered applications for campaign events.

    Applications and notices recorded, by answer; refusals with and without a stated reason; answers given only after
    the day of the event; and the same for each candidate.
    """
    filed = _applications(case)
    if not filed:
        says = Message("No application for a campaign event is in the material, allowed or refused.")
        yield unknown(says, asked(case, WHICH_EVENTS, AUTHORITIES))
        return
    yield _answered(case, filed)


def _with(filed: Sequence[Fact[EventApplication]], *answers: EventAnswer) -> tuple[Fact[EventApplication], ...]:
    return tuple(claim for claim in filed if claim.record.answer in answers)


def _late(claim: Fact[EventApplication]) -> bool:
    """Whether the answer surely came after the day of the event."""
    record = claim.record
    return bool(record.answered and record.event and record.event.before(record.answered) is Truth.YES)


def _answered(case: Case, filed: tuple[Fact[EventApplication], ...]) -> Finding:
    refused = _with(filed, EventAnswer.REFUSED)
    silent = _with(filed, EventAnswer.NO_ANSWER)
    bare = tuple(claim for claim in refused if not claim.record.reason)
    late = tuple(claim for claim in filed if _late(claim))
    open_ones = tuple(claim for claim in filed if claim.record.answer is None)
    facts = names(filed)
    outcome = Outcome.NOTED
    if len(open_ones) == len(filed):
        outcome = Outcome.UNKNOWN
    elif bare or silent or late:
        outcome = Outcome.CONCERN
    elif not refused and not open_ones and not _with(filed, EventAnswer.MOVED):
        outcome = Outcome.IN_LINE
    return Finding(
        "case",
        outcome,
        Message(
            "Applications for campaign events on record: {filed}; allowed {allowed}, moved {moved}, refused {refused}, "
            "not answered {silent}, answer not known {unknown}. Refused without a stated reason: {bare}; answered "
            "after the day of the event: {late}.",
            filed=len(filed), allowed=len(_with(filed, EventAnswer.ALLOWED)),
            moved=len(_with(filed, EventAnswer.MOVED)), refused=len(refused), silent=len(silent),
            unknown=len(open_ones), bare=len(bare), late=len(late),
        ),
        facts=facts,
        context=besides(case.where(EventApplication, election=case.info.election), facts),
        measures=(
            Measure("filed", len(filed), "", "applications on record", facts),
            Measure("refused", OutOf(len(refused), len(filed)), "", "applications refused", names(refused)),
            Measure("without_reason", len(bare), "", "refusals without a stated reason", names(bare)),
            Measure("not_answered", len(silent), "", "applications not answered", names(silent)),
            Measure("late", len(late), "", "answers after the day of the event", names(late)),
            *_by_candidate(filed),
        ),
        method="Applications counted by answer; each counts once, by the first claim on it.",
        limits=(
            "Applications that no source tells of are not counted, nor are events for which nobody filed.",
            "Whether a stated reason justified a refusal is for a person to judge.",
        ),
        questions=(
            *((asked(case, WHAT_ANSWER, AUTHORITIES),) if open_ones else ()),
            *((asked(case, WHICH_REASON, AUTHORITIES),) if bare else ()),
        ),
    )  # fmt: skip


def _by_candidate(filed: Sequence[Fact[EventApplication]]) -> Iterator[Measure]:
    """Refusals of each candidate's applications, of all of them."""
    candidacies = dict.fromkeys(claim.record.candidacy for claim in filed if claim.record.candidacy)
    for candidacy in candidacies:
        own = tuple(claim for claim in filed if claim.record.candidacy == candidacy)
        label = Message("applications refused: {candidate}", candidate=Name(candidacy))
        refused = OutOf(len(_with(own, EventAnswer.REFUSED)), len(own))
        yield Measure(f"refused:{candidacy}", refused, "", label, names(own))


EVENTS: tuple[Check, ...] = (applications,)
