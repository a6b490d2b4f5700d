"""How many days a contestant had left to collect signatures and to be registered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.calendar_stages import stage_claims
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import check
from saylau.checks.told import Told, fit, told, unknown
from saylau.methods.dates import last_day
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, CandidacyStep
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.records.kinds.elections import Phase
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import From, Message, Name

ENDED = (Phase.REGISTRATION, Phase.SIGNATURES)
LIMITS = (
    "Days for checking signatures lie within these days; how many were used is not in them.",
    "No standard in the registry sets a number of days; whether the time was short is a judgement.",
)


@check(chapter="LF", standards=("GC25-16",), area="calendar")
def time_left(case: Case) -> Iterator[Finding]:
    """How many days each contestant had between compliance and the end of registration.

    Calendar days from the day on which compliance with the conditions was established, not counted, to the last day of
    registration, counted. A day known only as an upper or lower limit gives bounds.
    """
    ends = _ends(case)
    steps = case.where(CandidacyStep, stage=CandidacyStage.COMPLIANCE)
    running = dict.fromkeys(f.id for f in case.where(Candidacy, election=case.info.election))
    found = [(c, days) for c in running if (days := _days(case, [f for f in steps if f.record.candidacy == c], ends))]
    if not ends or not found:
        says = Message("The material does not give the days from compliance to the end of registration.")
        asks = "On which day was each contestant found to comply with the conditions, and when did registration end?"
        yield unknown(says, asked(case, asks, commission(case)), facts=names(steps))
        return
    for candidacy, days in found:
        yield _of(case, candidacy, days, ends)


def _ends(case: Case) -> tuple[Told[When], ...]:
    """The last day of registration, or of the collection of signatures where only that is known."""
    for phase in ENDED:
        claims = stage_claims(case, phase)
        days = told(case, claims, lambda s: last_day(s.during))
        if days:
            return tuple(Told(When.on(day.value), day.facts) for day in days)
    return ()


def _days(case: Case, steps: Sequence[Fact[CandidacyStep]], ends: Sequence[Told[When]]) -> tuple[Told[Count], ...]:
    """Days left by each claim on the day of compliance; one without a first day leaves no upper bound."""
    found = []
    for step in fit(case, [s for s in steps if s.record.on is not None]):
        on = step.record.on
        if on is None or on.end is None or not ends or on.after(ends[0].value) is Truth.YES:
            continue
        least = days_between(on.end, ends[0].value, Ends.ONE)
        most = days_between(on.start, ends[0].value, Ends.ONE).high if on.start else None
        found.append(Told(Count.between(least.low, most), (step.fact, *ends[0].facts)))
    return tuple(found)


def _of(case: Case, candidacy: str, days: Sequence[Told[Count]], ends: Sequence[Told[When]]) -> Finding:
    person = next(f.record.person for f in case.where(Candidacy, election=case.info.election) if f.id == candidacy)
    differ = len({str(d.value) for d in days}) > 1
    facts = tuple(dict.fromkeys(f for d in days for f in d.facts))
    first = days[0]
    with_first = Count.between(first.value.low + 1, None if first.value.high is None else first.value.high + 1)
    bounded = first.value.exact is None
    return Finding(
        person,
        Outcome.DISPUTED if differ else Outcome.NOTED,
        Message(
            "{who}: days from compliance to the end of registration on {end}: {days}; with the first day counted: "
            "{inclusive}.",
            who=Name(person),
            end=From(ends[0].value, ends[0].facts),
            days=tuple(From(d.value, d.facts) for d in days),
            inclusive=with_first,
        ),
        facts=facts,
        measures=(
            *(Measure("days", d.value, "days", "days left, first day not counted", d.facts) for d in days),
            Measure("inclusive", with_first, "days", "days left, first day counted", first.facts),
        ),
        method="Calendar days from the day of compliance, not counted, to the last day of registration, counted.",
        limits=LIMITS,
        questions=(
            asked(case, "On which day was compliance with the conditions established?", commission(case),
                  Message("{who}", who=Name(person))),
        ) if bounded else (),
    )  # fmt: skip
