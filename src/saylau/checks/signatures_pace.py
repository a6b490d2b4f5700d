"""Signatures: the pace of collection, and the people that it took at an assumed pace of one collector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from saylau.checks.addressees import commission, government
from saylau.checks.ask import ask, asked
from saylau.checks.collection import (
    Period,
    Threshold,
    days_off,
    number_asked,
    periods,
    required_by_law,
    stated,
    statements,
    steps,
    weekend,
)
from saylau.checks.contestants import Contestant, no_signatories, signatories
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import beside, integer, provisions
from saylau.checks.registry import Check, check
from saylau.checks.signatures_says import per_day, rate_says, spans
from saylau.checks.told import Told, hull, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import ProxyInputs
from saylau.records.case import Case, names
from saylau.records.fact import Display
from saylau.records.kinds import Commission, Stage
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.records.kinds.commissions import CommissionLevel
from saylau.records.kinds.elections import Phase
from saylau.values import Count, Ends, Truth, days_between
from saylau.values.message import From, Message, Name, Said, Value, Wording

A_PERSON_DAY = 160
"""Signatures that one collector takes in a day, assumed: eight hours at three minutes each."""

HOW_MANY_COLLECTED = "How many people collected signatures for each candidate?"
WEEKEND = {6: "Saturday", 7: "Sunday"}
HOLIDAYS = "Holidays and weekend days in the period were counted as days of collection."
SPEED = "Speed of collection is not irregularity; how many people collected, and where, is not part of these numbers."


@check(chapter="CR", standards=("VC-I.1.3.iii",), area="signatures")
def rate(case: Case) -> Iterator[Finding]:
    """How many signatures a day the collection of each candidate's signatures meant.

    The number required, and the number stated where there is one, over the days of collection, both ends counted.
    """
    law = required_by_law(case)
    for contestant in signatories(case):
        yield _rate(case, contestant, law)
    if not signatories(case):
        yield no_signatories(case)


def _rate(case: Case, contestant: Contestant, law: Threshold) -> Finding:
    found = periods(case, contestant)
    counts = stated(case, statements(case, contestant), "collected")
    if not found or law.lowest is None:
        return _no_pace(case, contestant, law, found)
    first = found[0]
    off = days_off(case, first)
    unclear = weekend(case, first)
    days = (fact for period in spans(found) for fact in period.facts)
    facts = tuple(dict.fromkeys((*days, *(counts[0].facts if counts else ()), *law.facts)))
    return Finding(
        subject=contestant.person,
        outcome=Outcome.NOTED,
        message=rate_says(case, contestant, found, law.lowest, counts),
        facts=facts,
        context=tuple(dict.fromkeys(f for f in (*(f for p in found for f in p.facts), *names(off)) if f not in facts)),
        readings=tuple(_variant(p, law.lowest, counts) for p in found) if len(found) > 1 else (),
        measures=_rate_measures(case, contestant, first, law, counts),
        provisions=provisions(law.answers),
        method="The lowest number required by any reading, and the number handed in, over the days, both ends counted.",
        assumptions=(*((first.assumed,) if first.assumed else ()), *law.assumed),
        limits=(SPEED, HOLIDAYS, *_notes(case, first)),
        questions=tuple(_worked(case, day) for day in unclear),
    )


def _worked(case: Case, day: date) -> Asked:
    return Asked(
        asks=Message("Was {weekday} {day} a day of work?", weekday=Message(WEEKEND[day.isoweekday()]), day=day),
        who=government(case),
        why="how many working days the collection of signatures had",
    )


NOTED = (
    "The first day, {day}, as noted with its claim: {note}",
    "The last day, {day}, as noted with its claim: {note}",
)


def _notes(case: Case, period: Period) -> tuple[Said, ...]:
    """What is noted beside a claim on the first or the last day, in the words of its row."""
    ends = zip(NOTED, (period.start, period.end), (period.facts[0], period.facts[-1]), strict=True)
    told = ((template, day, case.fact(fact)) for template, day, fact in ends)
    return tuple(
        Message(template, day=day, note=Wording(fact.fact, "note"))
        for template, day, fact in told
        if fact.note and fact.display is Display.PUBLIC and day == getattr(fact.record, "on", None)
    )


def _variant(period: Period, required: int, counts: tuple[Told[Count], ...]) -> ReadingOutcome:
    exact = counts[0].value.exact if counts else None
    whose = "assumed" if period.assumed else "sources"
    if exact is None:
        says = Message(
            "From {start} to {end}, {days} days: at least {rate} a day.",
            start=period.start, end=period.end, days=period.days, rate=per_day(required, period.days),
        )  # fmt: skip
    else:
        says = Message(
            "From {start} to {end}, {days} days: {rate} a day for the number required, {count_rate} for the number "
            "handed in.",
            start=period.start, end=period.end, days=period.days, rate=per_day(required, period.days),
            count_rate=per_day(exact, period.days),
        )  # fmt: skip
    name = Message("{start} to {end}", start=period.start, end=period.end)
    return ReadingOutcome(name, whose, Outcome.NOTED, says)


def _rate_measures(
    case: Case, contestant: Contestant, period: Period, law: Threshold, counts: tuple[Told[Count], ...]
) -> tuple[Measure, ...]:
    registered = steps(case, contestant, CandidacyStage.REGISTERED)
    required = law.lowest or 0
    exact = counts[0].value.exact if counts else None
    days: Value = period.days.exact or period.days
    return (
        Measure("start", period.start, "", "first day of collection", period.facts[:1]),
        Measure("end", period.end, "", "last day of collection", period.facts[1:]),
        *(Measure("registered", f.record.on or "", "", "day of registration", (f.fact,)) for f in registered[:1]),
        Measure("days", days, "days", "days of collection, both ends counted", period.facts),
        Measure("required", required, "signatures", "signatures required", law.facts),
        Measure(
            "rate", _one(per_day(required, period.days)), "signatures a day", "for the number required",
            (*period.facts, *law.facts), f"{required} / {days}",
        ),
        *(
            ()
            if exact is None
            else (
                Measure("count", counts[0].value, "signatures", "handed in", counts[0].facts),
                Measure(
                    "rate_of_count", _one(per_day(exact, period.days)), "signatures a day", "for the number handed in",
                    (*period.facts, *counts[0].facts), f"{exact} / {days}",
                ),
            )
        ),
        *_window_left(case, period),
        *(
            Measure("day_off", f.record.day, "", "day off in the period", (f.fact,))
            for f in days_off(case, period)
            if f.record.working is Truth.NO
        ),
    )  # fmt: skip


def _window_left(case: Case, period: Period) -> tuple[Measure, ...]:
    """Days of the official time for signatures that were left after the last day of collection."""
    window = case.where(Stage, election=case.info.election, phase=Phase.SIGNATURES)
    closes = window[0].record.during.end if window else None
    if closes is None or closes.before(period.end) is not Truth.NO:
        return ()
    facts = (*period.facts[-1:], window[0].fact)
    left = _one(days_between(period.end, closes, Ends.ONE))
    return (Measure("window_left", left, "days", "days left of the time for signatures", facts),)


def _one(count: Count) -> int | Count:
    return count if count.exact is None else count.exact


def _no_pace(case: Case, contestant: Contestant, law: Threshold, found: tuple[Period, ...]) -> Finding:
    """What is missing for a pace: the days, or the number required."""
    days = asked(case, "On which days were the signatures of each candidate collected?", commission(case))
    return unknown(
        _no_number_says(contestant, bool(found)) if law.lowest is None else _no_days_says(case, contestant),
        *(() if found else (days,)),
        *(() if law.lowest else number_asked(case, law)),
        subject=contestant.person,
        facts=(*contestant.facts, *names(statements(case, contestant))),
    )


def _no_number_says(contestant: Contestant, dated: bool) -> Message:
    who = Name(contestant.person)
    if dated:
        return Message(
            "The number of signatures required is not known; no pace of collection was worked out for {person}.",
            person=who,
        )
    return Message(
        "Neither the number of signatures required nor the days on which those of {person} were collected are known; "
        "no pace was worked out.",
        person=who,
    )


def _no_days_says(case: Case, contestant: Contestant) -> Message:
    who = Name(contestant.person)
    registered = steps(case, contestant, CandidacyStage.REGISTERED)
    started = bool(steps(case, contestant, CandidacyStage.COLLECTION_STARTED))
    ended = bool(steps(case, contestant, CandidacyStage.COLLECTION_ENDED)) or any(
        f.record.on and f.record.on.exact_day for f in registered
    )
    if started and ended:
        return Message(
            "The first and last days stated for the collection of signatures of {person} leave no period; no pace was "
            "worked out.",
            person=who,
        )
    if started:
        return Message(
            "No source states the last day on which signatures of {person} were collected; no pace was worked out.",
            person=who,
        )
    if ended:
        return Message(
            "No source states the first day on which signatures of {person} were collected; no pace was worked out.",
            person=who,
        )
    return Message(
        "No source states the first and last day on which signatures of {person} were collected; no pace was worked "
        "out.",
        person=who,
    )


@check(chapter="CR", area="signatures")
def collectors(case: Case) -> Iterator[Finding]:
    """How many collectors each candidate's signatures took at an assumed pace.

    Signatures over days over 160 a person and day, rounded up; 160 is assumed: eight hours at three minutes each.
    """
    law = required_by_law(case)
    for contestant in signatories(case):
        yield _collectors(case, contestant, law)
    if not signatories(case):
        yield no_signatories(case)


def needed(number: int, days: Count) -> Count:
    """Collectors for a number of signatures, with the bounds that the number of days leaves; at least one."""
    low = 1 if days.high is None else ceil(Fraction(number, days.high * A_PERSON_DAY))
    return Count.between(low, ceil(Fraction(number, max(1, days.low) * A_PERSON_DAY)))


def _collectors(case: Case, contestant: Contestant, law: Threshold) -> Finding:
    found = periods(case, contestant)
    if not found or law.lowest is None:
        return _no_pace(case, contestant, law, found)
    claims = statements(case, contestant)
    counts, declared = stated(case, claims, "collected"), stated(case, claims, "collectors")
    exact = counts[0].value.exact if counts else None
    days = (fact for period in found for fact in period.facts)
    facts = (*days, *law.facts, *(counts[0].facts if exact else ()), *(f for d in declared for f in d.facts))
    return Finding(
        subject=contestant.person,
        outcome=Outcome.NOTED,
        message=_collectors_says(contestant, found, law.lowest, declared),
        facts=tuple(dict.fromkeys(facts)),
        readings=_ceilings(case, declared),
        measures=(
            *_needed_measures("required", "collectors required", law.lowest, found, ()),
            *(
                _needed_measures("required_for_count", "for the number handed in", exact, found, counts[0].facts)
                if exact
                else ()
            ),
            *(Measure("declared", d.value, "people", "collectors declared", d.facts) for d in declared[:1]),
        ),
        provisions=provisions(law.answers),
        method=Message(
            "Signatures / days / {pace} a person and day, rounded up; the pace of a person is assumed.",
            pace=A_PERSON_DAY,
        ),
        assumptions=(
            Message(
                "One collector takes {pace} signatures a day: eight hours at three minutes each (assumed).",
                pace=A_PERSON_DAY,
            ),
            *dict.fromkeys(period.assumed for period in found if period.assumed),
            *law.assumed,
        ),
        limits=(SPEED,),
        questions=() if declared else (asked(case, HOW_MANY_COLLECTED, commission(case)),),
    )  # fmt: skip


def _needed_measures(
    name: str, label: str, number: int, found: Sequence[Period], of_count: tuple[str, ...]
) -> tuple[Measure, ...]:
    """People needed: by the leading period, and by each other number of days, which then stands in name and label."""
    by_days: dict[Count, Period] = {}
    for period in found:
        by_days.setdefault(period.days, period)
    return tuple(
        Measure(
            f"{name}:{days}_days" if place else name, _one(needed(number, days)), "people",
            Message("{what}, in {days} days", what=Message(label), days=days) if len(by_days) > 1 else label,
            (*period.facts, *of_count), f"{number} / {days} / {A_PERSON_DAY}",
        )
        for place, (days, period) in enumerate(by_days.items())
    )  # fmt: skip


def _collectors_says(
    contestant: Contestant, found: Sequence[Period], required: int, declared: Sequence[Told[Count]]
) -> Message:
    """Collectors needed at the least, or the range of it where periods differ; and how many were declared."""
    given: dict[str, Value] = {"person": Name(contestant.person), "required": required, "pace": A_PERSON_DAY}
    days = list(dict.fromkeys(period.days for period in found))
    if declared:
        given["declared"] = From(declared[0].value, declared[0].facts)
    if len(days) == 1:
        template = NEEDED[bool(declared)]
        return Message(template, **given, days=days[0], needed=needed(required, days[0]))
    people = hull([needed(required, one) for one in days])
    return Message(NEEDED_BY_PERIOD[bool(declared)], **given, days=hull(days) or "", needed=people or "")


NEEDED = {
    False: "At {pace} signatures a person and day, {required} in {days} days needed at least {needed} collectors for "
    "{person}; their number is not known.",
    True: "At {pace} signatures a person and day, {required} in {days} days needed at least {needed} collectors for "
    "{person}; {declared} were declared.",
}
NEEDED_BY_PERIOD = {
    False: "The number of days on which signatures of {person} were collected is {days}, by which first and last day "
    "is taken; at {pace} signatures a person and day, {required} then needed {needed} collectors. Their number is not "
    "known.",
    True: "The number of days on which signatures of {person} were collected is {days}, by which first and last day "
    "is taken; at {pace} signatures a person and day, {required} then needed {needed} collectors; {declared} "
    "were declared.",
}


def _ceilings(case: Case, declared: tuple[Told[Count], ...]) -> tuple[ReadingOutcome, ...]:
    """How many proxies were allowed, in the words of the rule: shown beside the number, never deciding."""
    precinct = case.where(Commission, election=case.info.election, level=CommissionLevel.PRECINCT)
    given = ProxyInputs(
        facts=names(precinct[:1]),
        stations=precinct[0].record.number if precinct else None,
        declared=declared[0].value if declared else None,
    )
    answers = (a for a in ask(case, "signatures.proxies", given) if integer(a.explanation, "ceiling") is not None)
    return beside(answers)


PACE: tuple[Check, ...] = (rate, collectors)
