"""Measures of restraint over voting day, hours in custody by the clock, and hearings at night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saylau.checks.ask import Answer, asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import integer
from saylau.checks.internet_times import in_local_time, zone_of
from saylau.checks.limits import Limits
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, chosen, counted, people, steps
from saylau.checks.registry import check
from saylau.checks.told import hull, unknown
from saylau.law.calendar import ShortMonth, add_months
from saylau.law.inputs import ClockInputs
from saylau.law.night import NIGHT_RULE, is_night, minute_of_day
from saylau.methods.windows import HOUR, whole_hours
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import StatedDuration, StatedTime, Statement, Step
from saylau.records.kinds.prosecutions import StepSort
from saylau.records.kinds.statements import Stance
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message

CENTURY = 1200
NIGHT_FROM, NIGHT_UNTIL = 22, 6
NIGHT = "The hours from 22:00 to 06:00 count as night (assumed)."
ONE_ZONE = "Clock times without a zone are taken to be of one zone (assumed)."


def in_force_on(step: Step, day: date) -> Truth:
    """Whether a measure with its first day and length, or its first and last day, covers a day.

    A length in months ends on the day of the same number; where the first day has bounds, both are tried.
    """
    if step.during is None or step.during.first is None or step.during.last is None:
        return Truth.UNKNOWN
    if step.during.is_interval and step.months is None:
        return Truth.of(step.during.first <= day <= step.during.last)
    if step.months is None:
        return Truth.of(False) if step.during.first > day else Truth.UNKNOWN
    ends = None if step.months.high is None else _end(step.during.last, step.months.high)
    if step.during.first > day or (ends is not None and ends <= day):
        return Truth.NO
    return Truth.of(True) if step.during.last <= day < _end(step.during.first, step.months.low) else Truth.UNKNOWN


def _end(first: date, months: int) -> date:
    """The first day after a length in months; lengths beyond a century end a century later."""
    return add_months(first, min(months, CENTURY), ShortMonth.LAST_DAY)


@check(chapter="RP", standards=("CPH-7.7", "ICCPR-25", "ICCPR-9"), area="prosecutions")
def poll_day_overlap(case: Case) -> Iterator[Finding]:
    """How many people were under a measure of restraint on voting day.

    A measure with its first day and its length either covers voting day or not; without a first day that is unknown.
    The result is a number with bounds over all people of whom a measure is told.
    """
    measures = steps(case, StepSort.MEASURE)
    if not measures:
        asks = "Which measures of restraint were in force on voting day, against how many people?"
        yield unknown(Message("The material tells of no measure of restraint."), asked(case, asks, COUNSEL))
        return
    poll = case.info.poll
    surely, open_ = (chosen(measures, lambda s: in_force_on(s, poll), t) for t in (Truth.YES, Truth.UNKNOWN))
    told = people((*measures, *steps(case, StepSort.VERDICT)))
    silent = [f for f in steps(case, StepSort.CHARGE) if not people((f,)) <= told]
    low = len(people(surely))
    number = Count.between(low, len(people((*surely, *open_))))
    yield Finding(
        "case",
        Outcome.CONCERN if low else (Outcome.UNKNOWN if open_ else Outcome.NOTED),
        Message(
            "People under a measure of restraint on voting day, {day}: {number}; people of whom a measure is told: "
            "{people}; of them without a first day: {open}; people charged with neither measure nor verdict stated: "
            "{silent}.",
            day=poll,
            number=From(number, names((*surely, *open_))),
            people=len(people(measures)),
            open=len(people(open_) - people(surely)),
            silent=len(people(silent)),
        ),
        facts=names(measures),
        context=names(silent),
        measures=(
            Measure(
                "on_voting_day",
                number,
                "people",
                "people under a measure of restraint on voting day",
                names((*surely, *open_)),
            ),
            counted("people", measures, "people of whom a measure is told"),
            counted("start_not_stated", open_, "of them with no first day stated"),
            counted("no_measure_stated", silent, "people charged, of whom neither measure nor verdict is stated"),
        ),
        method="The first day and the length in calendar months give the period; voting day lies in it or not.",
        assumptions=("A measure that is not told to have ended early ran for its whole length (assumed).",),
        limits=(AGGREGATE, FEW, "Whether people under house arrest could vote is not known."),
        questions=(
            asked(case, "On which day did each measure of restraint begin, and could those under it vote?", COUNSEL),
        ),
    )


def _durations(case: Case, held: Sequence[Fact[Step]]) -> tuple[Fact[StatedDuration], ...]:
    """The stated durations of steps, where the case holds them with their ends."""
    clocks = {f.record.clock for f in held}
    return tuple(d for d in case.all(StatedDuration) if d.id in clocks)


def _hours(duration: Fact[StatedDuration]) -> Count | None:
    """Whole hours between the two ends; as given where these are kept out, None where that is not."""
    minutes = duration.record.during.duration_minutes()
    return duration.record.between if minutes is None else whole_hours(minutes)


@check(chapter="RP", standards=("ICCPR-9", "ICCPR-24"), area="prosecutions")
def custody_clock(case: Case) -> Iterator[Finding]:
    """Hours in custody: as stated, and by the two ends that are stated.

    The hours between the stated ends are compared with the hours stated. A document that tells of the custody, and a
    denial of it, make it disputed.
    """
    held = steps(case, StepSort.CUSTODY, StepSort.CELL)
    timed = {d: hours for d in _durations(case, held) if (hours := _hours(d))}
    if not timed:
        asks = "When did each custody begin and end, by the clock and with its zone?"
        yield unknown(
            Message("The material states no custody with both its ends and its length."), asked(case, asks, COUNSEL)
        )
        return
    differ = [d for d, hours in timed.items() if hours.equals(d.record.hours) is Truth.NO]
    apart = names(f for f in held if f.record.clock in {d.id for d in differ})
    denied = _denials(case, held)
    children = chosen(held, lambda s: s.child_present, Truth.YES)
    measured = tuple(_stays(held, timed))
    by_name = {m.name: m.value for m in measured}
    yield Finding(
        "case",
        Outcome.DISPUTED if differ or denied else Outcome.NOTED,
        Message(
            "Stays in custody whose ends and length are stated: {timed}; hours by the ends: {by_ends}; as stated: "
            "{stated}. People held with a child, as told: {children}; statements that deny it: {denied}.",
            timed=From(len(timed), names(timed)),
            by_ends=by_name["hours_by_ends"],
            stated=by_name["hours_stated"],
            children=len(people(children)),
            denied=len(denied),
        ),
        facts=names((*held, *timed)),
        context=names(denied),
        measures=(
            *measured,
            Measure("differ", len(differ), "stays", "stays whose length is not that of their ends", apart),
            counted("children", children, "people held with a child, as told"),
            Measure("denials", len(denied), "statements", "statements that deny it", names(denied)),
        ),
        method="The difference of the two clock times against the hours stated.",
        assumptions=(ONE_ZONE,) if any(d.record.during.zone_missing for d in timed) else (),
        limits=(AGGREGATE, FEW, "Which of two accounts is right is not decided here."),
        questions=(asked(case, CUSTODY_ASKED, COUNSEL),),
    )


CUSTODY_ASKED = "By the records of custody: when did each stay begin and end, in which zone, and was a child present?"


def _stays(held: Sequence[Fact[Step]], timed: Mapping[Fact[StatedDuration], Count]) -> Iterator[Measure]:
    """Hours by the ends and as stated, each from the shortest to the longest; hours in a cell, where known."""
    cells = [f for f in held if f.record.sort is StepSort.CELL and f.record.hours]
    for name, hours, facts, label in (
        ("hours_by_ends", hull(list(timed.values())), names(timed), "hours between the stated ends"),
        ("hours_stated", hull([d.record.hours for d in timed]), names(timed), "hours as stated"),
        ("hours_in_cell", hull([f.record.hours for f in cells if f.record.hours]), names(cells), "hours in a cell"),
    ):
        if hours:
            yield Measure(name, hours, "hours", label, facts)


def _denials(case: Case, held: Sequence[Fact[Step]]) -> tuple[Fact[Statement], ...]:
    told = {f.record.record for f in held if f.record.record}
    return tuple(s for s in case.where(Statement, stance=Stance.DENIES) if s.record.against in told)


@check(chapter="RP", standards=("ICCPR-14", "ICCPR-24"), area="prosecutions")
def night_hearing(case: Case) -> Iterator[Finding]:
    """Hearings that people waited for into the night, and hearings opened and put off at night.

    A hearing counts where a stated clock time of it, or of the waiting for it, lies in the night of the law of the
    day; where no such law is known, between 22:00 and 06:00. Days on which two tellings differ are counted.
    """
    heard = steps(case, StepSort.HEARING)
    nights = Limits(case, (NIGHT_RULE,), ClockInputs())
    found = [(f, night) for f in heard if (night := _at_night(case, f, nights)) is not None]
    if not found:
        asks = "At which hours were hearings on measures of restraint held?"
        yield unknown(Message("The material states no clock time of a hearing."), asked(case, asks, COUNSEL))
        return
    held = tuple(f for f, night in found if night.late)
    children = chosen(held, lambda s: s.child_present, Truth.YES)
    put_off = chosen(held, lambda s: s.put_off, Truth.YES)
    two_days = [f for f in held if f.record.record and len({c.record for c in case.claims(f.record.record)}) > 1]
    lawful = tuple(dict.fromkeys(answer.explanation.cite for _, night in found for answer in night.law))
    yield Finding(
        "case",
        Outcome.CONCERN if held else Outcome.NOTED,
        Message(
            "People who waited for a hearing into the night: {people}; whose hearing was opened and put off at night: "
            "{put_off}; with children kept waiting: {children}; with two days told for the same hearing: {two_days}.",
            people=From(len(people(held)), names(held)),
            put_off=len(people(put_off)),
            children=len(people(children)),
            two_days=len(people(two_days)),
        ),
        facts=tuple(dict.fromkeys((*names(held), *(t for _, night in found for t in night.facts)))) or names(heard),
        provisions=tuple(cite for cite in lawful if cite),
        measures=(
            counted("people", held, "people who waited for a hearing into the night"),
            counted("put_off", put_off, "of them with the hearing opened and put off"),
            counted("children", children, "of them with children kept waiting"),
            counted("two_days", two_days, "of them with two days told for it"),
            Measure("hearings", len(heard), "hearings", "hearings told of", names(heard)),
        ),
        method="A stated clock time against the hours of the night.",
        assumptions=(*(() if any(lawful) else (NIGHT,)), ONE_ZONE),
        limits=(AGGREGATE, FEW, NIGHT_READ if any(lawful) else NIGHT_UNREAD),
        questions=(
            asked(
                case, "When were the hearings called, opened and put off, and why at that hour?", "the courts concerned"
            ),
        ),
    )


NIGHT_UNREAD = "Whether the law of the day allowed hearings at such hours was not read."
NIGHT_READ = "The law of the day says when it is night; whether it allowed a hearing then is not tested here."


@dataclass(frozen=True)
class _Night:
    """Whether any stated clock time of a hearing lies at night, and on what that rests."""

    late: bool
    facts: tuple[str, ...]
    law: tuple[Answer, ...]


def _at_night(case: Case, step: Fact[Step], nights: Limits) -> _Night | None:
    """On the clock of the place; None where no clock time is stated that can be read so."""
    law = nights.of(step.record.during)
    first = law[0].explanation if law else None
    begins, ends = (integer(first, name) if first else None for name in ("night_from", "night_until"))
    night = (NIGHT_FROM * HOUR, NIGHT_UNTIL * HOUR) if begins is None or ends is None else (begins, ends)
    own = [] if step.record.during is None else [(step.fact, step.record.during, Truth.UNKNOWN)]
    own += [(t.fact, t.record.at, t.record.at_night) for t in _times(case, step)]
    read = [(fact, late) for fact, at, stated in own for late in _late(case, at, stated, night)]
    if not read:
        return None
    return _Night(any(late for _, late in read), tuple(fact for fact, late in read if late), law)


def _times(case: Case, step: Fact[Step]) -> tuple[Fact[StatedTime], ...]:
    if step.record.clock is None:
        return ()
    return tuple(t for t in case.all(StatedTime) if t.id == step.record.clock)


def _late(case: Case, at: When, stated: Truth, night: tuple[int, int]) -> Iterator[bool]:
    """Of each clock time whether it lies at night; where it is kept out, whether that is stated."""
    if not at.clock_times and stated is not Truth.UNKNOWN:
        yield stated is Truth.YES
    for time in at.clock_times:
        local = _local(case, time)
        if local is not None:
            yield is_night(minute_of_day(local), night)


def _local(case: Case, time: When) -> When | None:
    """A clock time on the clock of the place: one without a zone as written, one with a zone in that of the case.

    Without a zone of the case, one with an offset stands as written, and one in UTC is not read.
    """
    if time.zone_missing:
        return time
    zone = zone_of(case.info.zone)
    if zone is not None:
        return in_local_time(time, zone)
    return None if time.text.removesuffix("~").endswith("Z") else time
