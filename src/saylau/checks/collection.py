"""What the checks of signatures share: the base of the threshold, what is stated of each candidate, and the days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.contestants import Contestant
from saylau.checks.from_law import deciding, integer, provisions, share
from saylau.checks.told import Told, fit, open_questions, told
from saylau.law.asked import Asked
from saylau.law.inputs import SignatureInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import (
    CandidacyStep,
    DayOff,
    Election,
    Region,
    SignatureStatement,
    VoterTotal,
)
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import Message

AFTER_THE_CALL = (
    "No total of voters is surely dated before the election was called; the nearest one was taken as base (assumed)."
)
CALL_NOT_KNOWN = "The day of the call is not known; the last total before voting day was taken as base (assumed)."
UNDATED = "The total of voters has no date; it was taken as base (assumed)."


@dataclass(frozen=True)
class VoterBase:
    """The totals of voters on which required signatures are counted: more than one where sources differ."""

    totals: tuple[Told[Count], ...] = ()
    assumed: str = ""
    """What was assumed in taking it; empty where it is dated before the call."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on which it rests."""
        return tuple(name for one in self.totals for name in one.facts)

    @property
    def known(self) -> bool:
        """Whether there is a total, and each is known to the unit."""
        return bool(self.totals) and all(one.value.exact is not None for one in self.totals)


def voter_base(case: Case) -> VoterBase:
    """The last total of voters dated before the election was called, else the nearest, which is then assumed.

    Totals of the same thing, the same day or the same basis stand beside it.
    """
    called = [f.record.called for f in case.where(Election) if f.id == case.info.election and f.record.called]
    limit = called[0] if called else When.on(case.info.poll)
    totals = case.where(VoterTotal, election=case.info.election)
    dated = [(f, f.record.as_of) for f in totals if f.record.as_of]
    before = [(f, day) for f, day in dated if day.before(limit) is Truth.YES]
    if before:
        chosen = max(before, key=lambda one: one[1].sort_key())[0]
        return _base(case, chosen, [f for f, _ in before], "" if called else CALL_NOT_KNOWN)
    if dated:
        return _base(case, min(dated, key=lambda one: _apart(one[1], limit))[0], [f for f, _ in dated], AFTER_THE_CALL)
    return _base(case, totals[0], list(totals), UNDATED) if totals else VoterBase()


def _base(case: Case, chosen: Fact[VoterTotal], among: list[Fact[VoterTotal]], assumed: str) -> VoterBase:
    def alike(other: Fact[VoterTotal]) -> bool:
        same_day = other.record.as_of is not None and other.record.as_of == chosen.record.as_of
        same_basis = bool(other.record.basis) and other.record.basis == chosen.record.basis
        return other.id == chosen.id or same_day or same_basis

    return VoterBase(told(case, filter(alike, among), lambda record: record.voters), assumed)


def _apart(day: When, limit: When) -> int:
    """Days between two times; 0 where they may touch."""
    if day.first and limit.last and day.first > limit.last:
        return (day.first - limit.last).days
    return (limit.first - day.last).days if day.last and limit.first and day.last < limit.first else 0


def regions_on_poll(case: Case) -> tuple[tuple[Fact[Region], ...], int | None]:
    """The regions on voting day with their number; None where that of one is uncertain or none is recorded."""
    poll = When.on(case.info.poll)
    valid = [(f, poll.within(f.record.during) if f.record.during else Truth.YES) for f in case.all(Region)]
    there = tuple(f for f, held in valid if held is not Truth.NO)
    uncertain = not there or any(held is Truth.UNKNOWN for _, held in valid)
    return there, None if uncertain else len({f.id for f in there})


@dataclass(frozen=True)
class Required:
    """A number of signatures required: by one reading of the law, and on one total of voters where totals differ."""

    name: str
    """The reading, with its total where totals lead to different numbers."""
    answer: Answer
    number: int | None
    total: Count | None = None
    """The total of voters, where totals lead to different numbers."""

    @property
    def called(self) -> Message:
        """The reading as a text tells it, with its total where totals lead to different numbers."""
        reading = Message(self.answer.rule.reading)
        if self.total is None:
            return reading
        return Message("{reading}: {voters} voters", reading=reading, voters=self.total)


@dataclass(frozen=True)
class Threshold:
    """The number of signatures required, by each reading and on each total of voters."""

    base: VoterBase
    by_total: tuple[tuple[Answer, ...], ...]
    """What the law answers on each total of the base, in its order; once where the base has none."""
    facts: tuple[str, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer of the law."""
        return tuple(answer for answers in self.by_total for answer in answers)

    @property
    def numbers(self) -> tuple[Required, ...]:
        """What each reading requires, once where all totals lead to the same number."""
        found = []
        for of_reading in zip(*self.by_total, strict=True):
            required = [integer(a.explanation, "required") for a in of_reading]
            reading = of_reading[0].rule.reading
            if len(set(required)) == 1:
                found.append(Required(reading, of_reading[0], required[0]))
                continue
            for total, answer, number in zip(self.base.totals, of_reading, required, strict=True):
                found.append(Required(f"{reading}:{total.value}", answer, number, total.value))
        return tuple(found)

    @property
    def required(self) -> tuple[tuple[str, int], ...]:
        """Reading and number, for the readings that decide and yield one."""
        return tuple((r.name, r.number) for r in self.decided if r.number)

    @property
    def decided(self) -> tuple[Required, ...]:
        """What the readings require that decide and yield a number."""
        return tuple(r for r in self.numbers if r.answer.rule.decides and r.number)

    @property
    def least(self) -> tuple[int, ...]:
        """The lowest number that a deciding reading requires on each total, each number once, the lowest first."""
        found = []
        for answers in self.by_total:
            required = (integer(a.explanation, "required") for a in deciding(answers))
            found.append(min((number for number in required if number), default=None))
        return tuple(sorted({number for number in found if number is not None}))

    @property
    def lowest(self) -> int | None:
        """The lowest number that a deciding reading requires: no candidate needed fewer."""
        return self.least[0] if self.least else None

    @property
    def assumed(self) -> tuple[str, ...]:
        """What was assumed of the base, where the number rests on it."""
        rests = self.lowest is not None and self.facts == self.base.facts
        return (self.base.assumed,) if self.base.assumed and rests else ()


def required_by_law(case: Case) -> Threshold:
    """How many signatures the law required, on each total of voters that the case holds as base."""
    base = voter_base(case)
    _, regions = regions_on_poll(case)
    given = [SignatureInputs(facts=one.facts, voters=one.value, regions=regions) for one in base.totals]
    answers = tuple(ask(case, "signatures.total", one) for one in given or [SignatureInputs(regions=regions)])
    of_voters = any(share(a.explanation, "share") is not None for a in answers[0])
    cited = tuple(name for cite in provisions(answers[0]) for name in names(case.claims(cite.provision)))
    return Threshold(base, answers, base.facts if of_voters else cited or base.facts)


def voters_asked(case: Case) -> Asked:
    """Who are counted, to the unit."""
    asks = "How many voters, to the unit, are the base of the number of signatures required?"
    return asked(case, asks, commission(case))


def number_asked(case: Case, law: Threshold) -> tuple[Asked, ...]:
    """What would settle the number required: the provision where none is known, else what its rule asks for."""
    if law.base.totals and law.answers and not law.base.known:
        return (voters_asked(case),)
    about = "the number of signatures that a candidate needed"
    return open_questions(law.answers) or (which_provision(case, "signatures.total", about),)


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
