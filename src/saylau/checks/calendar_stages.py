"""The stages of the electoral calendar: their list, their order, and the time for nomination."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import besides, fit, told, unknown
from saylau.law.asked import Asked
from saylau.methods.dates import first_day, last_day
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Election, Stage
from saylau.records.kinds.elections import Phase
from saylau.values import Ends, Precision, Truth, When
from saylau.values.message import From, Message


def election_claims(case: Case) -> tuple[Fact[Election], ...]:
    """The claims about the assessed election itself."""
    return tuple(f for f in case.all(Election) if f.id == case.info.election)


def stage_claims(case: Case, phase: Phase) -> tuple[Fact[Stage], ...]:
    """The claims about one stage of its calendar."""
    return case.where(Stage, election=case.info.election, phase=phase)


ASKED = {
    Phase.CALL: "On which day was the election called?",
    Phase.NOMINATION: "From which day to which could candidates be nominated?",
    Phase.SIGNATURES: "From which day to which could signatures be collected?",
    Phase.REGISTRATION: "From which day to which were candidates registered?",
    Phase.CAMPAIGN: "From which day to which did the campaign last?",
    Phase.SILENCE: "Was there a day of silence before voting day, and which day was it?",
    Phase.POLL: "Which day was voting day?",
    Phase.COUNT: "On which days were the votes counted?",
    Phase.RESULTS: "On which days were the results established and published?",
}


SAID = {
    Phase.CALL: "Election called",
    Phase.NOMINATION: "Nomination of candidates",
    Phase.SIGNATURES: "Collection of signatures",
    Phase.REGISTRATION: "Registration of candidates",
    Phase.CAMPAIGN: "Election campaign",
    Phase.SILENCE: "Day of silence",
    Phase.POLL: "Voting day",
    Phase.COUNT: "Count of votes",
    Phase.RESULTS: "Results",
}
"""A stage as the list of the calendar and its chart say it."""


def when_was(case: Case, phase: Phase) -> Asked:
    """The question for the days of a stage."""
    return asked(case, ASKED[phase], commission(case))


@check(chapter="LF", area="calendar")
def events(case: Case) -> Iterator[Finding]:
    """The stages of the calendar as stated, from the call on.

    Each time that claims give for a stage, in order of time; nothing is computed. The day of the call stands in the
    record of the election where no stage gives it.
    """
    claims = case.where(Stage, election=case.info.election)
    stages = sorted(fit(case, claims), key=lambda f: (f.record.during.sort_key(), f.fact))
    calls = () if stage_claims(case, Phase.CALL) else told(case, election_claims(case), lambda e: e.called)
    if not stages:
        says = Message("The material holds no stage of the calendar.")
        yield unknown(says, asked(case, "Which stages did the electoral calendar have?", commission(case)))
        return
    facts = (*(f for call in calls for f in call.facts), *names(stages))
    times = sorted((*(c.value for c in calls), *(f.record.during for f in stages)), key=lambda w: w.sort_key())
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "The calendar as stated ran from {first} to {last}.",
            first=times[0].start or times[0],
            last=times[-1].end or times[-1],
        ),
        facts=facts,
        context=besides(claims, facts),
        measures=(
            *(
                Measure("call" if place == 1 else f"call:{place}", call.value, "", SAID[Phase.CALL], call.facts)
                for place, call in enumerate(calls, start=1)
            ),
            *_stage_measures(case, stages),
        ),
        method="Listed in order of time.",
        limits=("These are the stages as announced; what took place on these days is not in a calendar.",),
    )


def _stage_measures(case: Case, stages: list[Fact[Stage]]) -> tuple[Measure, ...]:
    """One measure for each stage, named after it; a further one where its claims give another time."""
    found = []
    for stage in dict.fromkeys(f.id for f in stages):
        claims = [f for f in stages if f.id == stage]
        for place, time in enumerate(told(case, claims, lambda s: s.during), start=1):
            name = stage if place == 1 else f"{stage}:{place}"
            found.append(Measure(name, time.value, "", SAID[claims[0].record.phase], time.facts))
    return tuple(found)


ORDER = (Phase.REGISTRATION, Phase.CAMPAIGN, Phase.SILENCE, Phase.POLL, Phase.RESULTS)
"""Stages that follow one another; nomination and the collection of signatures may run beside registration."""


@check(chapter="LF", area="calendar")
def phases(case: Case) -> Iterator[Finding]:
    """Whether each stage of the calendar ended before the next began.

    Neighbouring stages from registration to results, each by its most precisely stated claim: by the minute where both
    have clock times, else by the day.
    """
    stages = [s for phase in ORDER if (s := _finest(fit(case, stage_claims(case, phase))))]
    claims = [f for phase in ORDER for f in stage_claims(case, phase)]
    facts = tuple(f.fact for f in stages)
    if len(stages) < 2:
        says = Message("The material holds too few stages of the calendar to compare them.")
        yield unknown(says, *(when_was(case, p) for p in ORDER if not stage_claims(case, p)), facts=facts)
        return
    meet = [(one, other) for one, other in pairwise(stages) if _share_a_day(one.record.during, other.record.during)]
    yield Finding(
        "case",
        Outcome.CONCERN if meet else Outcome.IN_LINE,
        _phases_say(len(stages), meet),
        facts=facts,
        context=besides(claims, facts),
        measures=(Measure("overlaps", len(meet), "", "stages that share a day with the next, as pairs", facts),),
        method="Clock times where both stages have them, else calendar days.",
        limits=(
            "Stages stated by the day may share a day and still not overlap; hours, where a source gives them, are in "
            "the notes of the claims.",
        ),
        questions=tuple(_at_which_hour(case, one, other) for one, other in meet),
    )


def _phases_say(stages: int, meet: list[tuple[Fact[Stage], Fact[Stage]]]) -> Message:
    if not meet:
        return Message("Of {stages} stages in a row, each ended before the next began.", stages=stages)
    pairs = tuple(
        Message("{one} / {other}", one=Message(SAID[one.record.phase]), other=Message(SAID[other.record.phase]))
        for one, other in meet
    )
    if any(_to_the_minute(one.record.during.end) and _to_the_minute(other.record.during.start) for one, other in meet):
        return Message("As stated, these stages had a time in common with the next: {pairs}.", pairs=pairs)
    return Message(
        "As stated by the day, these stages had a day in common with the next: {pairs}. Whether they overlapped by the "
        "hour is open; the concern is with the precision of the data.",
        pairs=pairs,
    )


def _at_which_hour(case: Case, one: Fact[Stage], other: Fact[Stage]) -> Asked:
    asks = Message(
        "At which hour, in which time zone, did the stage “{one}” end, and at which hour did “{other}” begin?",
        one=Message(SAID[one.record.phase]),
        other=Message(SAID[other.record.phase]),
    )
    return asked(case, asks, commission(case))


def _finest(claims: tuple[Fact[Stage], ...]) -> Fact[Stage] | None:
    return max(claims, key=lambda f: f.record.during.precision.fineness, default=None)


def _share_a_day(one: When, other: When) -> bool:
    """Whether the first runs into the second, as far as stated: to the minute, or to the day."""
    end, start = one.end, other.start
    if end is None or start is None:
        return True
    if _to_the_minute(end) and _to_the_minute(start):
        return end.after(start) is not Truth.NO
    last, first = last_day(one), first_day(other)
    return last is None or first is None or last >= first


def _to_the_minute(when: When | None) -> bool:
    return when is not None and when.precision is Precision.MINUTE


@check(chapter="LF", standards=("GC25-16",), area="calendar")
def nomination_length(case: Case) -> Iterator[Finding]:
    """How many days there were to nominate candidates.

    Calendar days of the stage, first and last counted. No standard sets a number.
    """
    claims = stage_claims(case, Phase.NOMINATION)
    lengths = told(case, claims, lambda s: s.during.duration_days(Ends.BOTH))
    if not lengths:
        yield unknown(Message("The material does not give the time for nomination."), when_was(case, Phase.NOMINATION))
        return
    facts = tuple(f for length in lengths for f in length.facts)
    yield Finding(
        "case",
        Outcome.NOTED if len(lengths) == 1 else Outcome.DISPUTED,
        Message(
            "Days on which candidates could be nominated, first and last counted: {days}.",
            days=tuple(From(n.value, n.facts) for n in lengths),
        ),
        facts=facts,
        context=besides(claims, facts),
        measures=tuple(Measure("days", n.value, "days", "days for nomination", n.facts) for n in lengths),
        method="Calendar days, first and last counted.",
        limits=("No standard in the registry sets a number of days; whether the time was short is a judgement.",),
    )
