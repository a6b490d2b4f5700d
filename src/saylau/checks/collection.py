"""What the checks of signatures share: the base of the threshold, what is stated of each candidate, and the days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from saylau.checks.ask import Answer, ask
from saylau.checks.contestants import Contestant
from saylau.checks.from_law import deciding, integer
from saylau.checks.told import Told, fit, told
from saylau.law.inputs import SignatureInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import CandidacyStep, DayOff, Election, Region, SignatureStatement, VoterTotal
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, Ends, Truth, When, days_between


def hull(counts: Sequence[Count]) -> Count | None:
    """The count that holds all of those given: the count itself where they are one; None where there is none."""
    if not counts or len(set(counts)) == 1:
        return counts[0] if counts else None
    highs = [count.high for count in counts if count.high is not None]
    return Count.between(min(count.low for count in counts), max(highs) if len(highs) == len(counts) else None)


def voter_base(case: Case) -> tuple[Fact[VoterTotal], ...]:
    """The claims about the last total of voters dated before the election was called; empty where there is none."""
    called = [f.record.called for f in case.where(Election) if f.id == case.info.election and f.record.called]
    limit = called[0] if called else When.on(case.info.poll)
    totals = case.where(VoterTotal, election=case.info.election)
    dated = [f for f in totals if f.record.as_of and f.record.as_of.before(limit) is Truth.YES]
    if not dated:
        return ()
    newest = max(dated, key=lambda f: f.record.as_of.sort_key() if f.record.as_of else (0, 0, ""))
    return fit(case, (f for f in dated if f.id == newest.id))


def regions_on_poll(case: Case) -> tuple[tuple[Fact[Region], ...], int | None]:
    """The regions on voting day with their number; None where that of one is uncertain or none is recorded."""
    poll = When.on(case.info.poll)
    valid = [(f, poll.within(f.record.during) if f.record.during else Truth.YES) for f in case.all(Region)]
    there = tuple(f for f, held in valid if held is not Truth.NO)
    uncertain = not there or any(held is Truth.UNKNOWN for _, held in valid)
    return there, None if uncertain else len({f.id for f in there})


@dataclass(frozen=True)
class Threshold:
    """The number of signatures required, by the readings that decide."""

    answers: tuple[Answer, ...]
    facts: tuple[str, ...]

    @property
    def required(self) -> tuple[tuple[str, int], ...]:
        """Reading and number, for the readings that decide and yield one."""
        found = ((a.rule.reading, integer(a.explanation, "required")) for a in deciding(self.answers))
        return tuple((reading, number) for reading, number in found if number)

    @property
    def lowest(self) -> int | None:
        """The lowest number that a deciding reading requires: no candidate needed fewer."""
        return min((number for _, number in self.required), default=None)


def required_by_law(case: Case) -> Threshold:
    """How many signatures the law required, on the base that the case holds."""
    base = voter_base(case)
    voters = hull([f.record.voters for f in base])
    _, regions = regions_on_poll(case)
    given = SignatureInputs(facts=names(base), voters=voters, regions=regions)
    return Threshold(ask(case, "signatures.total", given), names(base))


def statements(case: Case, contestant: Contestant) -> tuple[Fact[SignatureStatement], ...]:
    """Every claim about the signatures of a candidate."""
    return case.where(SignatureStatement, candidacy=contestant.candidacy)


def stated(case: Case, claims: Iterable[Fact[SignatureStatement]], *columns: str) -> tuple[Told[Count], ...]:
    """The different numbers that claims give, each in the first of the columns that it fills, in row order."""

    def first_filled(record: SignatureStatement) -> Count | None:
        return next((value for column in columns if (value := getattr(record, column)) is not None), None)

    return told(case, claims, first_filled)


@dataclass(frozen=True)
class Period:
    """Days in which signatures were collected."""

    start: When
    end: When
    facts: tuple[str, ...]
    assumed: str = ""
    """What was assumed about its end; empty where a source states it."""

    @property
    def days(self) -> Count:
        """Days with both ends counted."""
        return days_between(self.start, self.end, Ends.BOTH)


TO_THE_DAY_BEFORE = "No source states the last day of collection; the day before registration is assumed."
TO_REGISTRATION = "No source states the last day of collection; the day of registration is assumed."


def steps(case: Case, contestant: Contestant, stage: CandidacyStage) -> tuple[Fact[CandidacyStep], ...]:
    """The dated claims about one step of a candidacy, in row order."""
    found = case.where(CandidacyStep, candidacy=contestant.candidacy, stage=stage)
    return fit(case, (f for f in found if f.record.on is not None))


def periods(case: Case, contestant: Contestant) -> tuple[Period, ...]:
    """The periods of collection that the claims allow, the leading one first; empty where its start is unknown.

    Where no claim states the end, two are assumed: the day before registration, and the day of registration.
    """
    found: dict[tuple[When, When], Period] = {}
    starts = steps(case, contestant, CandidacyStage.COLLECTION_STARTED)
    for end in _ends(case, contestant):
        for start in starts:
            if start.record.on and start.record.on.after(end.end) is not Truth.YES:
                period = replace(end, start=start.record.on, facts=(start.fact, *end.facts))
                found.setdefault((period.start, period.end), period)
    first = starts[0].record.on if starts else None
    return tuple(sorted(found.values(), key=lambda period: period.start != first))


def _ends(case: Case, contestant: Contestant) -> list[Period]:
    """Periods of which only the end is right yet."""
    ended = steps(case, contestant, CandidacyStage.COLLECTION_ENDED)
    if ended:
        return [Period(f.record.on, f.record.on, (f.fact,)) for f in ended if f.record.on]
    found = []
    for f in steps(case, contestant, CandidacyStage.REGISTERED):
        day = f.record.on.exact_day if f.record.on else None
        if day:
            found.append(Period(When.on(day), When.on(day - timedelta(1)), (f.fact,), TO_THE_DAY_BEFORE))
            found.append(Period(When.on(day), When.on(day), (f.fact,), TO_REGISTRATION))
    return found


def days_off(case: Case, period: Period) -> tuple[Fact[DayOff], ...]:
    """The recorded days off, and days of work moved, that surely fall in a period."""
    if period.start.first is None or period.end.last is None or period.end.last < period.start.first:
        return ()
    span = When.between(period.start.first, period.end.last)
    return tuple(f for f in case.all(DayOff) if f.record.day.within(span) is Truth.YES)


def weekend(case: Case, period: Period) -> tuple[date, ...]:
    """Saturdays and Sundays of a period of which no record says whether they were worked."""
    first, last = period.start.first, period.end.last
    if first is None or last is None:
        return ()
    known = {f.record.day.exact_day for f in case.all(DayOff)}
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day.isoweekday() >= 6 and day not in known)
