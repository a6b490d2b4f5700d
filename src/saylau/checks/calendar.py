"""The electoral calendar: the time limits of its stages, and how often elections came early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.calendar_early import early_run
from saylau.checks.calendar_left import time_left
from saylau.checks.calendar_stages import election_claims, events, nomination_length, phases, stage_claims, when_was
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import reading, together
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, assumed, besides, explanations, fit, open_questions, told, unknown
from saylau.law.inputs import DeadlineInputs, NoInputs
from saylau.methods.dates import first_day, last_day
from saylau.records.case import Case, names
from saylau.records.kinds.elections import Phase
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import From, Message, Value


def _readings(
    case: Case, name: str, given: list[tuple[DeadlineInputs, Message]]
) -> tuple[tuple[Answer, ...], tuple[ReadingOutcome, ...]]:
    """Every reading of a time limit for every telling of the days; a telling is named only where there are several."""
    answers: list[Answer] = []
    readings: list[ReadingOutcome] = []
    for inputs, telling in given:
        for answer in ask(case, name, inputs):
            answers.append(answer)
            several = len(given) > 1
            of = Message("{reading}, {telling}", reading=Message(answer.rule.reading), telling=telling)
            readings.append(reading(answer, name=of if several else ""))
    return tuple(answers), tuple(readings)


@check(chapter="LF", standards=("CPH-7.1",))
def early_poll_deadline(case: Case) -> Iterator[Finding]:
    """Whether the early poll was set within the time that the law allowed after the call.

    Calendar days from the day of the call, not counted, to voting day, counted; the last permitted day is the rule's.
    """
    claims = election_claims(case)
    calls, polls = told(case, claims, lambda e: e.called), told(case, claims, lambda e: e.poll)
    calls = tuple(c for c in calls if all(c.value.after(p.value) is not Truth.YES for p in polls))
    if not calls or not polls:
        asks = "On which day was the election called, and by which act?"
        yield unknown(
            Message(
                "The material does not say on which day before voting day the election was called; no assessment "
                "was made."
            ),
            asked(case, asks, commission(case)),
        )
    elif all(f.record.early is Truth.NO for f in fit(case, claims)):
        says = Message("The election was regular; a time limit for early elections did not apply.")
        yield Finding("case", Outcome.NOTED, says, facts=tuple(f.fact for f in fit(case, claims)))
    else:
        yield _early_poll(case, calls, polls)


def _early_poll(case: Case, calls: tuple[Told[When], ...], polls: tuple[Told[When], ...]) -> Finding:
    pairs = [(call, poll) for call in calls for poll in polls]
    given = [
        (
            DeadlineInputs(begins=call.value, happened=poll.value, facts=_both(call, poll)),
            Message("{call} to {poll}", call=call.value, poll=poll.value),
        )
        for call, poll in pairs
    ]
    answers, readings = _readings(case, "calendar.early_poll", given)
    call, poll = pairs[0]
    facts = tuple(dict.fromkeys(f for pair in pairs for f in _both(*pair)))
    days = days_between(call.value, poll.value, Ends.ONE)
    measures = [Measure("days", days, "days", "from the call to voting day", facts, f"{poll.value} - {call.value}")]
    if not answers:
        says = Message(
            "Voting day was set {days} days after the call; the rule on early polls is not known.", days=days
        )
        question = which_provision(case, "calendar.early_poll", "the time between the call and an early poll")
        return Finding("case", Outcome.UNKNOWN, says, facts=facts, measures=tuple(measures), questions=(question,))
    deadline = answers[0].explanation.values.get("deadline")
    if deadline is not None:
        measures.append(Measure("deadline", deadline, "", "last permitted day by the rule"))
    return Finding(
        "case",
        together(readings),
        _early_poll_says(call, poll, days, deadline),
        facts=facts,
        readings=readings,
        measures=tuple(measures),
        explanations=explanations(answers),
        method="Calendar days from the call, not counted, to voting day, counted.",
        limits=("Whether an early poll was justified is another question.",),
        assumptions=assumed(answers),
        questions=open_questions(answers),
    )


def _early_poll_says(call: Told[When], poll: Told[When], days: Count, deadline: Value | None) -> Message:
    called, set_for = From(call.value, call.facts), From(poll.value, poll.facts)
    if deadline is None:
        return Message(
            "The election was called on {called} and set for {poll}, {days} days later.",
            called=called,
            poll=set_for,
            days=days,
        )
    return Message(
        "The election was called on {called} and set for {poll}, {days} days later. The last day that the law allowed "
        "was {deadline}.",
        called=called,
        poll=set_for,
        days=days,
        deadline=deadline,
    )


def _both(one: Told[When], other: Told[When]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one.facts, *other.facts)))


@check(chapter="LF", standards=("CPH-7.1", "CPH-5.3"))
def nomination_start(case: Case) -> Iterator[Finding]:
    """Whether nomination began on the day that the law set.

    The first day of the stage, in local calendar days, against the day that follows from the day of the call.
    """
    claims = stage_claims(case, Phase.NOMINATION)
    calls = told(case, election_claims(case), lambda e: e.called)
    starts = told(case, claims, lambda s: first_day(s.during))
    if not calls or not starts:
        yield _no_start(case, calls, starts, besides(claims, ()))
        return
    facts = (*(f for call in calls for f in call.facts), *(f for start in starts for f in start.facts))
    given = [
        (
            DeadlineInputs(begins=call.value, happened=When.on(start.value), facts=facts),
            Message("{start}", start=start.value),
        )
        for call in calls
        for start in starts
    ]
    answers, readings = _readings(case, "calendar.nomination", given)
    yield Finding(
        "case",
        together(readings),
        Message(
            "The election was called on {called}; nomination began on {start}."
            if answers
            else "The election was called on {called}; nomination began on {start}. The rule on the start of "
            "nomination is not known.",
            called=From(calls[0].value, calls[0].facts),
            start=From(starts[0].value, starts[0].facts),
        ),
        facts=facts,
        context=besides(claims, facts),
        readings=readings,
        measures=(Measure("start", starts[0].value, "", "first day of nomination", starts[0].facts),),
        explanations=explanations(answers),
        method="Local calendar days.",
        limits=("Only the first day of the stage was tested, not whether everyone could use it.",),
        assumptions=assumed(answers),
        questions=open_questions(answers)
        or (() if answers else (which_provision(case, "calendar.nomination", "the start of nomination"),)),
    )


def _no_start(
    case: Case, calls: tuple[Told[When], ...], starts: tuple[Told[date], ...], facts: tuple[str, ...]
) -> Finding:
    """What is known of the call and the start of nomination, and what is not."""
    if calls:
        says = Message(
            "The election was called on {called}; the material does not give the first day of nomination.",
            called=From(calls[0].value, calls[0].facts),
        )
        return unknown(says, when_was(case, Phase.NOMINATION), facts=(*calls[0].facts, *facts))
    if starts:
        says = Message(
            "Nomination began on {start}; the material does not give the day of the call.",
            start=From(starts[0].value, starts[0].facts),
        )
        return unknown(says, when_was(case, Phase.CALL), facts=facts)
    missing = Message("The material gives neither the day of the call nor the first day of nomination.")
    return unknown(missing, when_was(case, Phase.CALL), when_was(case, Phase.NOMINATION), facts=facts)


@check(chapter="LF")
def silence_day(case: Case) -> Iterator[Finding]:
    """Whether the campaign ended before the day of silence, and that day came before voting day.

    Local calendar days; an end of the campaign at midnight belongs to the day before.
    """
    campaign, silence = stage_claims(case, Phase.CAMPAIGN), stage_claims(case, Phase.SILENCE)
    ends = told(case, campaign, lambda s: last_day(s.during))
    quiet = told(case, silence, lambda s: first_day(s.during))
    polls = told(case, election_claims(case), lambda e: e.poll.exact_day) or (Told(case.info.poll, ()),)
    if not ends or not quiet:
        yield _no_silence(case, ends, quiet, polls[0], (*names(campaign), *names(silence)))
        return
    answers = ask(case, "calendar.cec", NoInputs())
    kept = {e.value < q.value < p.value for e in ends for q in quiet for p in polls}
    known = {True: Outcome.IN_LINE, False: Outcome.CONTRARY}[kept.pop()] if len(kept) == 1 else Outcome.DISPUTED
    facts = tuple(dict.fromkeys(f for day in (*ends, *quiet, *polls) for f in day.facts))
    yield Finding(
        "case",
        known if answers else Outcome.UNKNOWN,
        Message(
            "The campaign ended on {end}, the day of silence was {silence} and voting day {poll}.",
            end=From(ends[0].value, ends[0].facts),
            silence=From(quiet[0].value, quiet[0].facts),
            poll=From(polls[0].value, polls[0].facts),
        ),
        facts=facts,
        context=besides((*campaign, *silence), facts),
        measures=(
            Measure("campaign_end", ends[0].value, "", "last day of the campaign", ends[0].facts),
            Measure("silence", quiet[0].value, "", "day of silence", quiet[0].facts),
            Measure("poll", polls[0].value, "", "voting day", polls[0].facts),
        ),
        explanations=explanations(answers),
        method="Local calendar days; an end at midnight belongs to the day before.",
        limits=("Campaigning that went on during the silence is not visible in a calendar.",),
        questions=() if answers else (which_provision(case, "calendar.cec", "the day of silence"),),
    )


def _no_silence(
    case: Case,
    ends: tuple[Told[date], ...],
    quiet: tuple[Told[date], ...],
    poll: Told[date],
    facts: tuple[str, ...],
) -> Finding:
    """What is known of the last days before voting day, and what is not."""
    if ends:
        says = Message(
            "The campaign ended on {end} and voting day was {poll}; the material gives no day of silence.",
            end=From(ends[0].value, ends[0].facts),
            poll=From(poll.value, poll.facts),
        )
        return unknown(says, when_was(case, Phase.SILENCE), facts=facts)
    if quiet:
        says = Message(
            "The day of silence was {silence} and voting day {poll}; the material does not give the last day of the "
            "campaign.",
            silence=From(quiet[0].value, quiet[0].facts),
            poll=From(poll.value, poll.facts),
        )
        return unknown(says, when_was(case, Phase.CAMPAIGN), facts=facts)
    says = Message("The material gives neither the last day of the campaign nor a day of silence.")
    return unknown(says, when_was(case, Phase.CAMPAIGN), when_was(case, Phase.SILENCE), facts=facts)


CHECKS: tuple[Check, ...] = (
    events,
    early_poll_deadline,
    nomination_start,
    nomination_length,
    time_left,
    phases,
    silence_day,
    early_run,
)
