"""The electoral calendar: the time limits of its stages, and how often elections came early."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from saylau.checks.ask import Answer, ask, which_provision
from saylau.checks.calendar_early import early_run
from saylau.checks.contestants import COMMISSION
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import reading, together
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, besides, explanations, fit, open_questions, told, unknown
from saylau.law.inputs import DeadlineInputs, NoInputs
from saylau.methods.dates import first_day, last_day
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Election, Question, Stage
from saylau.records.kinds.elections import Phase
from saylau.values import Count, Ends, Precision, Truth, When, days_between
from saylau.values.message import From, Message, Value


def _election(case: Case) -> tuple[Fact[Election], ...]:
    return tuple(f for f in case.all(Election) if f.id == case.info.election)


def _stages(case: Case, phase: Phase) -> tuple[Fact[Stage], ...]:
    return case.where(Stage, election=case.info.election, phase=phase)


def _when_was(phase: Phase) -> Question:
    return Question(asks=f"On which days was the stage `{phase}` of the calendar?", who=COMMISSION)


def _readings(
    case: Case, name: str, given: list[tuple[DeadlineInputs, str]]
) -> tuple[tuple[Answer, ...], tuple[ReadingOutcome, ...]]:
    """Every reading of a time limit for every telling of the days; a telling is named only where there are several."""
    answers: list[Answer] = []
    readings: list[ReadingOutcome] = []
    for inputs, telling in given:
        for answer in ask(case, name, inputs):
            answers.append(answer)
            several = len(given) > 1
            readings.append(reading(answer, name=f"{answer.rule.reading}, {telling}" if several else ""))
    return tuple(answers), tuple(readings)


@check(chapter="LF", standards=("CPH-7.1",))
def early_poll_deadline(case: Case) -> Iterator[Finding]:
    """Whether the early poll was set within the time that the law allowed after the call.

    Calendar days from the day of the call, not counted, to voting day, counted; the last permitted day is the rule's.
    """
    claims = _election(case)
    calls, polls = told(case, claims, lambda e: e.called), told(case, claims, lambda e: e.poll)
    if not calls or not polls:
        asks = "On which day was the election called, and by which act?"
        yield unknown(
            Message("The material does not say on which day the election was called; no assessment was made."),
            Question(asks=asks, who="the office that calls elections"),
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
            f"{call.value} to {poll.value}",
        )
        for call, poll in pairs
    ]
    answers, readings = _readings(case, "calendar.early_poll", given)
    call, poll = pairs[0]
    facts = tuple(dict.fromkeys(f for pair in pairs for f in _both(*pair)))
    days = days_between(call.value, poll.value, Ends.ONE)
    measures = [Measure("days", days, "days", "from the call to voting day", facts, f"{call.value} to {poll.value}")]
    if not answers:
        says = Message(
            "Voting day was set {days} days after the call; the rule on early polls is not known.", days=days
        )
        question = which_provision(case, "calendar.early_poll", "the time between the call and an early poll")
        return Finding("case", Outcome.UNKNOWN, says, facts=facts, measures=tuple(measures), questions=(question,))
    deadline = answers[0].explanation.values.get("deadline")
    if deadline is not None:
        measures.append(Measure("deadline", deadline, "", "last permitted day", (), "by the rule"))
    return Finding(
        "case",
        together(readings),
        _early_poll_says(call, poll, days, deadline),
        facts=facts,
        readings=readings,
        measures=tuple(measures),
        explanations=explanations(answers),
        method="Calendar days from the call, not counted, to voting day, counted.",
        assumptions=_assumed(answers),
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


def _assumed(answers: tuple[Answer, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for e in explanations(answers) for a in e.assumed))


@check(chapter="LF", standards=("CPH-7.1", "CPH-5.3"))
def nomination_start(case: Case) -> Iterator[Finding]:
    """Whether nomination began on the day that the law set.

    The first day of the stage, in local calendar days, against the day that follows from the day of the call.
    """
    claims = _stages(case, Phase.NOMINATION)
    calls = told(case, _election(case), lambda e: e.called)
    starts = told(case, claims, lambda s: first_day(s.during))
    if not calls or not starts:
        missing = Message("The material does not give both the call and the first day of nomination.")
        yield unknown(missing, _when_was(Phase.NOMINATION), _when_was(Phase.CALL), facts=besides(claims, ()))
        return
    facts = (*(f for call in calls for f in call.facts), *(f for start in starts for f in start.facts))
    given = [
        (DeadlineInputs(begins=call.value, happened=When.on(start.value), facts=facts), f"{start.value}")
        for call in calls
        for start in starts
    ]
    answers, readings = _readings(case, "calendar.nomination", given)
    yield Finding(
        "case",
        together(readings),
        Message(
            "The election was called on {called}; nomination began on {start}.",
            called=From(calls[0].value, calls[0].facts),
            start=From(starts[0].value, starts[0].facts),
        ),
        facts=facts,
        context=besides(claims, facts),
        readings=readings,
        measures=(Measure("start", starts[0].value, "", "first day of nomination", starts[0].facts),),
        explanations=explanations(answers),
        method="Local calendar days.",
        assumptions=_assumed(answers),
        questions=open_questions(answers)
        or (() if answers else (which_provision(case, "calendar.nomination", "the start of nomination"),)),
    )


@check(chapter="LF")
def silence_day(case: Case) -> Iterator[Finding]:
    """Whether the campaign ended before the day of silence, and that day came before voting day.

    Local calendar days; an end of the campaign at midnight belongs to the day before.
    """
    campaign, silence = _stages(case, Phase.CAMPAIGN), _stages(case, Phase.SILENCE)
    ends = told(case, campaign, lambda s: last_day(s.during))
    quiet = told(case, silence, lambda s: first_day(s.during))
    polls = told(case, _election(case), lambda e: e.poll.exact_day)
    if not (ends and quiet and polls):
        says = Message("The material does not give the last day of the campaign, the day of silence and voting day.")
        yield unknown(says, *(_when_was(p) for p in (Phase.CAMPAIGN, Phase.SILENCE, Phase.POLL)))
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
        questions=() if answers else (which_provision(case, "calendar.cec", "the day of silence"),),
    )


@check(chapter="LF")
def events(case: Case) -> Iterator[Finding]:
    """The stages of the calendar as stated.

    Each time that claims give for a stage, in order of time; nothing is computed.
    """
    claims = case.where(Stage, election=case.info.election)
    stages = sorted(fit(case, claims), key=lambda f: (f.record.during.sort_key(), f.fact))
    if not stages:
        says = Message("The material holds no stage of the calendar.")
        yield unknown(says, Question(asks="Which stages did the electoral calendar have?", who=COMMISSION))
        return
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "The calendar as stated ran from {first} to {last}.",
            first=stages[0].record.during.start or stages[0].record.during,
            last=stages[-1].record.during.end or stages[-1].record.during,
        ),
        facts=tuple(f.fact for f in stages),
        context=besides(claims, (f.fact for f in stages)),
        measures=_stage_measures(case, stages),
        method="Listed in order of time.",
    )


def _stage_measures(case: Case, stages: list[Fact[Stage]]) -> tuple[Measure, ...]:
    """One measure for each stage, named after it; a further one where its claims give another time."""
    found = []
    for stage in dict.fromkeys(f.id for f in stages):
        claims = [f for f in stages if f.id == stage]
        for place, time in enumerate(told(case, claims, lambda s: s.during), start=1):
            name = stage if place == 1 else f"{stage}:{place}"
            found.append(Measure(name, time.value, "", str(claims[0].record.phase), time.facts))
    return tuple(found)


ORDER = (Phase.REGISTRATION, Phase.CAMPAIGN, Phase.SILENCE, Phase.POLL, Phase.RESULTS)
"""Stages that follow one another; nomination and the collection of signatures may run beside registration."""


@check(chapter="LF")
def phases(case: Case) -> Iterator[Finding]:
    """Whether each stage of the calendar ended before the next began.

    Neighbouring stages from registration to results, each by its most precisely stated claim: by the minute where both
    have clock times, else by the day.
    """
    stages = [s for phase in ORDER if (s := _finest(fit(case, _stages(case, phase))))]
    claims = [f for phase in ORDER for f in _stages(case, phase)]
    facts = tuple(f.fact for f in stages)
    if len(stages) < 2:
        says = Message("The material holds too few stages of the calendar to compare them.")
        yield unknown(says, *(_when_was(p) for p in ORDER if not _stages(case, p)), facts=facts)
        return
    meet = [(one, other) for one, other in pairwise(stages) if _share_a_day(one.record.during, other.record.during)]
    pairs = tuple(f"{one.record.phase}/{other.record.phase}" for one, other in meet)
    says = Message("Of {stages} stages in a row, each ended before the next began.", stages=len(stages))
    if meet:
        says = Message("As stated, these stages had a day in common with the next: {pairs}.", pairs=pairs)
    yield Finding(
        "case",
        Outcome.CONCERN if meet else Outcome.IN_LINE,
        says,
        facts=facts,
        context=besides(claims, facts),
        measures=(Measure("overlaps", len(meet), "pairs of stages", "stages that share a day with the next", facts),),
        method="Clock times where both stages have them, else calendar days.",
        limits=("Stages stated to the day can share it without overlapping; that is the precision of the source.",),
    )


def _finest(claims: tuple[Fact[Stage], ...]) -> Fact[Stage] | None:
    return max(claims, key=lambda f: f.record.during.precision.fineness, default=None)


def _share_a_day(one: When, other: When) -> bool:
    """Whether the first runs into the second, as far as stated: to the minute, or to the day."""
    end, start = one.end, other.start
    if end is None or start is None:
        return True
    if end.precision is Precision.MINUTE and start.precision is Precision.MINUTE:
        return end.after(start) is not Truth.NO
    last, first = last_day(one), first_day(other)
    return last is None or first is None or last >= first


@check(chapter="LF", standards=("GC25-16",))
def nomination_length(case: Case) -> Iterator[Finding]:
    """How many days there were to nominate candidates.

    Calendar days of the stage, first and last counted. No standard sets a number.
    """
    claims = _stages(case, Phase.NOMINATION)
    lengths = told(case, claims, lambda s: s.during.duration_days(Ends.BOTH))
    if not lengths:
        yield unknown(Message("The material does not give the time for nomination."), _when_was(Phase.NOMINATION))
        return
    facts = tuple(f for length in lengths for f in length.facts)
    yield Finding(
        "case",
        Outcome.NOTED if len(lengths) == 1 else Outcome.DISPUTED,
        Message(
            "Candidates could be nominated during {days} days.", days=tuple(From(n.value, n.facts) for n in lengths)
        ),
        facts=facts,
        context=besides(claims, facts),
        measures=tuple(Measure("days", n.value, "days", "days for nomination", n.facts) for n in lengths),
        method="Calendar days, first and last counted.",
        limits=("No standard in the registry sets a number of days; whether the time was short is a judgement.",),
    )


CHECKS: tuple[Check, ...] = (
    events,
    early_poll_deadline,
    nomination_start,
    nomination_length,
    phases,
    silence_day,
    early_run,
)
