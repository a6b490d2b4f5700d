"""Interruptions of the Internet beside assemblies and broadcasts: what fell on the same days, in local time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.internet import COMMUNICATIONS, NOT_A_CAUSE, Report, concerned, local_time, no_local_time, of_the_day
from saylau.checks.internet_times import MINUTE, clock, in_local_time, read_in, zone_of
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, unknown
from saylau.law.asked import Asked
from saylau.methods.windows import common
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import BlockingReport, Broadcast, Protest
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, Name, Value

AS_WRITTEN, AS_UTC, AS_LOCAL = "as written", "read as UTC", "read as local time"
HOURS = "Of an event that is dated by the day, its hours are not known; the time in common is an upper bound."
PLACES = "Whether an event was held where access was cut is not tested; the place of each is as stated."
RECORDS = "Only events in the material are compared; days without a record may have had events."
LIST = "A list of events written after the interruptions cannot show that the two fell together by more than chance."


@dataclass(frozen=True)
class Reading:
    """A reported window on the local clock, under one reading of its zone."""

    claim: str
    how: str
    window: When

    @property
    def days(self) -> When:
        """The local days that it surely touches; of a window with an open end, the days of its other end."""
        start, end = self.window.start, self.window.end
        if start is None or end is None:
            known = start or end
            return known.whole() if known else self.window
        return When.between(self.window.first, self.window.last)


@dataclass(frozen=True)
class Event:
    """An assembly or a broadcast."""

    thing: str
    during: When
    facts: tuple[str, ...]


@check(area="internet", chapter="IR", standards=("ICCPR-21", "ICCPR-19"))
def rally_overlap(case: Case) -> Iterator[Finding]:
    """Which assemblies and broadcasts fell on the days of an interruption.

    The window in local time against the days, or hours, of each assembly and broadcast in the case. A window without a
    zone is read as UTC and as local time, both side by side. That the two fell together shows no cause.
    """
    public = [f for f in case.all(BlockingReport) if f.display is Display.PUBLIC]
    if not public:
        says = Message("The material holds no report that access to the Internet was cut or restricted.")
        yield unknown(says, _why(case))
    events = (*_events(case, Protest), *_events(case, Broadcast))
    for thing in dict.fromkeys(f.id for f in public):
        yield _beside(case, thing, [f for f in public if f.id == thing], events)


def _events(case: Case, kind: type[Protest] | type[Broadcast]) -> Iterator[Event]:
    public = [f for f in case.all(kind) if f.display is Display.PUBLIC]
    for thing in dict.fromkeys(f.id for f in public):
        able: tuple[Fact[Record], ...] = fit(case, [f for f in public if f.id == thing])
        during = getattr(able[0].record, "during", None)
        if isinstance(during, When):
            yield Event(thing, during, names(able[:1]))


def _readings(claims: Sequence[Report], zone: tzinfo | None) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for claim in claims:
        stated = claim.record.window
        if stated.zone_missing:
            utc, local = read_in(stated, UTC), read_in(stated, zone) if zone else None
            moved = in_local_time(utc, zone) if utc and zone else utc
            pairs = ((AS_UTC, moved or utc), (AS_LOCAL, local or stated))
            found.extend(Reading(claim.fact, how, window) for how, window in pairs if window)
        else:
            local = in_local_time(stated, zone) if zone and stated.clock_times else None
            found.append(Reading(claim.fact, AS_WRITTEN, local or stated))
    return tuple(found)


def _meets(reading: Reading, event: Event) -> Truth:
    """Whether an event has a day in common with a window; for events on the clock, time in common."""
    if event.during.in_utc() and reading.window.in_utc():
        return reading.window.overlaps(event.during)
    days = When.between(event.during.first, event.during.last) if event.during.is_interval else event.during
    met = reading.days.overlaps(days)
    open_ended = reading.window.start is None or reading.window.end is None
    return Truth.UNKNOWN if open_ended and met is Truth.NO else met


def _outcome(reading: Reading, events: Sequence[Event]) -> Outcome:
    return Outcome.CONCERN if any(_meets(reading, e) is Truth.YES for e in events) else Outcome.UNKNOWN


def _beside(case: Case, thing: str, claims: Sequence[Report], events: Sequence[Event]) -> Finding:
    able = fit(case, claims)
    zone = zone_of(case.info.zone)
    readings = _readings(able, zone)
    outcomes = {_outcome(r, events) for r in readings}
    meeting = tuple(e for e in events if any(_meets(r, e) is Truth.YES for r in readings))
    differ = len(outcomes) > 1 and any(r.how != AS_WRITTEN for r in readings)
    outcome = Outcome.DISPUTED if differ else Outcome.CONCERN if meeting else Outcome.UNKNOWN
    facts = tuple(dict.fromkeys((*names(able), *(f for e in meeting for f in e.facts))))
    no_zone = () if zone else (no_local_time(case),)
    return Finding(
        thing,
        outcome,
        _says(able, readings, meeting),
        facts=facts,
        context=besides(claims, facts),
        readings=tuple(_reading(r, events) for r in readings) if differ else (),
        measures=tuple(_measures(readings, meeting, zone)),
        method="Windows moved to local time, against the days or hours of each event.",
        assumptions=(local_time(case),) if zone else (),
        limits=(NOT_A_CAUSE, RECORDS, PLACES, LIST, *((HOURS,) if meeting else ()), *no_zone),
        questions=_questions(case, able, meeting),
    )


def _says(claims: Sequence[Report], readings: Sequence[Reading], meeting: Sequence[Event]) -> Message:
    values: dict[str, Value] = {
        **concerned(claims[0]),
        "windows": tuple({r.window: From(r.window, (r.claim,)) for r in readings}.values()),
    }
    if not meeting:
        return Message(
            "{place}, {services} reported cut or restricted, in local time: {windows}. No assembly and no "
            "broadcast in the material fell on those days for certain.",
            **values,
        )
    values["events"] = tuple(From(Name(e.thing), e.facts) for e in meeting)
    return Message(
        "{place}, {services} reported cut or restricted, in local time: {windows}. On the same days: {events}. That "
        "they fell together does not show why.",
        **values,
    )


def _reading(reading: Reading, events: Sequence[Event]) -> ReadingOutcome:
    name = Message("{claim}, {how}", claim=reading.claim, how=Message(reading.how))
    meeting = tuple(From(Name(e.thing), e.facts) for e in events if _meets(reading, e) is Truth.YES)
    outcome = _outcome(reading, events)
    if not meeting:
        return ReadingOutcome(name, "assumed", outcome, Message("{window}: no event.", window=reading.window))
    says = Message("{window}: {events}.", window=reading.window, events=meeting)
    return ReadingOutcome(name, "assumed", outcome, says)


def _measures(readings: Sequence[Reading], meeting: Sequence[Event], zone: tzinfo | None) -> Iterator[Measure]:
    for reading in readings:
        label = Message("window in local time, {how}", how=Message(reading.how))
        end = {AS_WRITTEN: "", AS_UTC: ":utc", AS_LOCAL: ":local"}[reading.how]
        yield Measure(f"local:{reading.claim}{end}", reading.window, "", label, (reading.claim,))
        for event in meeting:
            shared = _shared(reading, event, zone)
            if shared is not None:
                label = Message("time in common with {event}", event=Name(event.thing))
                facts = (reading.claim, *event.facts)
                yield Measure(f"common:{reading.claim}{end}:{event.thing}", shared, "minutes", label, facts)
    for event in meeting:
        label = Message("time of {event}, as stated", event=Name(event.thing))
        yield Measure(f"event:{event.thing}", event.during, "", label, event.facts)


def _shared(reading: Reading, event: Event, zone: tzinfo | None) -> Count | None:
    """Minutes in common: of an event on the clock as such, of one dated by the day at most so many."""
    utc = reading.window.in_utc()
    if utc is None or utc.start is None or utc.end is None or not utc.is_interval:
        return None
    window = (clock(utc.start), clock(utc.end))
    on_clock = event.during.in_utc()
    if on_clock and on_clock.is_interval and on_clock.start and on_clock.end:
        return Count.of(common(window, (clock(on_clock.start), clock(on_clock.end))) // MINUTE)
    if zone is None or event.during.first is None or event.during.last is None:
        return None
    begin = datetime(event.during.first.year, event.during.first.month, event.during.first.day, tzinfo=zone)
    after = event.during.last + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=zone)
    return Count.between(0, common(window, (begin.astimezone(UTC), end.astimezone(UTC))) // MINUTE)


def _why(case: Case) -> Asked:
    asks = "Why was access to the Internet cut or restricted, and on whose decision?"
    return asked(case, asks, COMMUNICATIONS)


def _questions(case: Case, claims: Sequence[Report], meeting: Sequence[Event]) -> tuple[Asked, ...]:
    about = of_the_day(claims)
    if meeting:
        asks = "From when to when, and where, were the events of that day held?"
        return (asked(case, asks, author(case, meeting[0].facts), about), _why(case))
    asks = "Which assemblies and live broadcasts fell on the days of the cut or restriction?"
    return (asked(case, asks, author(case, names(claims)), about),)


CHECKS: tuple[Check, ...] = (rally_overlap,)
