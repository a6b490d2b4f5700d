"""The steps of a procedure against one person, as a chain: their order, what is missing, how long custody lasted.

Pure functions over a case: checks count over all people with them, and a person's own papers take one person's chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from types import MappingProxyType

from saylau.checks.internet_times import read_in, zone_of
from saylau.checks.told import days_if_ordered, fit, hull, one_each
from saylau.errors import BadValue
from saylau.methods.windows import HOUR
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Matter, StatedDuration, StatedTime, Step
from saylau.records.kinds.prosecutions import MatterSort, StepSort
from saylau.values import Count, Ends, Truth, When

S = StepSort
Steps = tuple[Fact[Step], ...]

IN_ORDER = (
    S.DETENTION, S.POLICE_STATION, S.CUSTODY, S.CELL, S.SEARCH, S.PROTOCOL, S.SUSPICION, S.MEASURE, S.CHARGE, S.HEARING,
    S.FINE, S.ARREST, S.VERDICT, S.APPEAL, S.CASSATION, S.SERVED, S.RELEASE, S.SUMMONS, S.CALL_UP,
)  # fmt: skip
"""The order in which steps of one day are told."""

HELD = (S.DETENTION, S.POLICE_STATION, S.CUSTODY, S.CELL)
SANCTIONS = (S.FINE, S.ARREST, S.VERDICT)
"""Outcomes of hearings: each is one sentence."""

NEEDS: Mapping[StepSort, tuple[tuple[StepSort, ...], ...]] = MappingProxyType(
    {
        S.POLICE_STATION: ((S.DETENTION,),),
        S.HEARING: ((S.PROTOCOL, S.SUSPICION, S.CHARGE),),
        S.FINE: ((S.PROTOCOL, S.HEARING),),
        S.ARREST: ((S.HEARING,),),
        S.MEASURE: ((S.SUSPICION, S.CHARGE),),
        S.CHARGE: ((S.SUSPICION,),),
        S.VERDICT: ((S.CHARGE,), (S.HEARING,)),
        S.APPEAL: ((*SANCTIONS, S.MEASURE),),
        S.CASSATION: ((S.APPEAL,),),
        S.SERVED: (SANCTIONS,),
        S.RELEASE: ((*HELD, S.ARREST, S.MEASURE),),
        S.CALL_UP: ((S.SUMMONS,),),
    }
)
"""Of each sort of step, the groups of steps of which one comes before it: where none is told, a step is missing."""

AFTER: Mapping[StepSort, tuple[tuple[StepSort, ...], ...]] = MappingProxyType(
    {
        S.CUSTODY: ((S.DETENTION,),),
        S.CELL: ((S.DETENTION,),),
        S.FINE: ((S.PROTOCOL,), (S.HEARING,)),
        S.ARREST: ((S.PROTOCOL,), (S.HEARING,)),
        S.VERDICT: ((S.CHARGE,),),
        S.APPEAL: ((*SANCTIONS, S.MEASURE),),
        S.CASSATION: ((S.APPEAL,),),
        S.SERVED: (SANCTIONS,),
        S.RELEASE: (HELD,),
    }
)
"""Of each sort of step, the groups of which it cannot come before every step that is told."""


@dataclass(frozen=True)
class Chain:
    """The steps of one matter of one person, in order of time; those without a day come last."""

    matter: str
    """Id of the matter; empty for steps of which no matter is told."""
    person: str
    sort: MatterSort | None
    steps: Steps
    missing: tuple[tuple[StepSort, Fact[Step]], ...]
    """A sort of step that is not told, and a step that it comes before. None is asked for where no matter is told."""
    impossible: tuple[tuple[Fact[Step], Fact[Step]], ...]
    """Two steps in an order that cannot be, unless another step is missing: the first is told before the second."""


def chains_of(case: Case, person: str) -> tuple[Chain, ...]:
    """The chains of one person: one for each matter, and one of the steps of which no matter is told."""
    rows = one_each(fit(case, case.where(Step, person=person)))
    known = (f.id for f in case.where(Matter, person=person))
    matters = dict.fromkeys((*known, *(str(f.record.matter or "") for f in rows)))
    found = (_chain(case, person, one, [f for f in rows if str(f.record.matter or "") == one]) for one in matters)
    return tuple(chain for chain in found if chain.steps or chain.matter)


def all_chains(case: Case) -> tuple[Chain, ...]:
    """The chains of every person of whom a step or a matter is told, in order of the rows."""
    persons = (*(f.record.person for f in case.all(Matter)), *(f.record.person for f in case.all(Step)))
    return tuple(chain for person in dict.fromkeys(map(str, persons)) for chain in chains_of(case, person))


def _chain(case: Case, person: str, matter: str, rows: Sequence[Fact[Step]]) -> Chain:
    times = {f.fact: moment(case, f) for f in rows}

    def key(f: Fact[Step]) -> tuple[bool, tuple[int, int, str], int, str]:
        time = times[f.fact]
        return time is None, time.sort_key() if time else (0, 0, ""), IN_ORDER.index(f.record.sort), f.fact

    steps = tuple(sorted(rows, key=key))
    claims = case.claims(matter) if matter else ()
    sort = claims[0].record.sort if claims and isinstance(claims[0].record, Matter) else None
    missing = tuple(_missing(steps)) if matter else ()
    return Chain(matter, person, sort, steps, missing, tuple(_impossible(steps, times)))


def _missing(steps: Steps) -> Iterator[tuple[StepSort, Fact[Step]]]:
    told = {f.record.sort for f in steps}
    asked: set[StepSort] = set()
    for step in steps:
        for group in NEEDS.get(step.record.sort, ()):
            if not told & set(group) and group[0] not in asked:
                asked.add(group[0])
                yield group[0], step


def _impossible(steps: Steps, times: Mapping[str, When | None]) -> Iterator[tuple[Fact[Step], Fact[Step]]]:
    for step in steps:
        for group in AFTER.get(step.record.sort, ()):
            others = [f for f in steps if f.record.sort in group]
            if others and all(_before(times[step.fact], times[f.fact]) is Truth.YES for f in others):
                yield step, others[0]


def _before(one: When | None, other: When | None) -> Truth:
    return Truth.UNKNOWN if one is None or other is None else one.before(other)


def moment(case: Case, step: Fact[Step]) -> When | None:
    """When a step was, by the clock where a clock time of it is told and kept, else by its day."""
    record = step.record
    told = case.claims(record.clock)[0].record if record.clock and case.claims(record.clock) else None
    time = told.at if isinstance(told, StatedTime) else told.during if isinstance(told, StatedDuration) else None
    return time if time is not None and time.clock_times else record.during


# Custody


DAY = 24 * HOUR
"""Minutes."""
CENTURY = 100 * 366 * 24
"""Hours; longer stays are taken as one of a century, so that a slip in a number stays a number."""


@dataclass(frozen=True)
class Held:
    """One stay in custody, as far as its length is told."""

    facts: tuple[str, ...]
    minutes: Count
    step: Fact[Step]
    """The step with which it began."""


def stays_of(case: Case, chain: Chain) -> tuple[Held, ...]:
    """The stays in custody of one chain whose length is told, or follows from when they began and ended.

    A stay ends with release or with a hearing. Clock times without a zone are read in the zone of the case; without
    one they are compared by their days alone. Days without clock times leave bounds: from the 1st to the 3rd are more
    than 24 and less than 72 hours. Steps of no matter, and those known by month or year, tell no length together.
    """
    zone = zone_of(case.info.zone)
    held = [f for f in chain.steps if f.record.sort in HELD]
    lengths = ((f, _own_length(case, f, zone)) for f in held)
    own = tuple(Held((f.fact, *facts), minutes, f) for f, (minutes, facts) in lengths if minutes is not None)
    return (*own, *_spans(case, chain, zone)) if chain.matter else own


def _own_length(case: Case, step: Fact[Step], zone: tzinfo | None) -> tuple[Count | None, tuple[str, ...]]:
    """Minutes as told of the step itself, over all tellings: hours as stated, and hours by the two ends."""
    told = [_in_minutes(step.record.hours)] if step.record.hours else []
    facts = []
    for claim in case.claims(step.record.clock) if step.record.clock else ():
        record = claim.record
        if not isinstance(record, StatedDuration):
            continue
        facts.append(claim.fact)
        told.append(_in_minutes(record.hours))
        by_ends = _between(record.during.start, record.during.end, zone) if record.during.clock_times else None
        told += [by_ends] if by_ends else [_in_minutes(record.between)] if record.between else []
    return hull(told), tuple(facts)


def _in_minutes(hours: Count) -> Count:
    low, high = min(hours.low, CENTURY), hours.high
    return Count.between(low * HOUR, None if high is None else min(high, CENTURY) * HOUR)


def _spans(case: Case, chain: Chain, zone: tzinfo | None) -> Iterator[Held]:
    """From each detention to the first release or hearing after it, and before the next detention."""
    begun = [f for f in chain.steps if f.record.sort is S.DETENTION]
    ended = [f for f in chain.steps if f.record.sort in (S.RELEASE, S.HEARING)]
    for place, start in enumerate(begun):
        later = begun[place + 1 :]
        own = [f for f in ended if _belongs(case, start, f, later)]
        for end in own[:1]:
            minutes = _between(moment(case, start), moment(case, end), zone)
            if minutes is not None:
                yield Held((start.fact, end.fact), minutes, start)


def _belongs(case: Case, start: Fact[Step], end: Fact[Step], later: Iterable[Fact[Step]]) -> bool:
    time = moment(case, end)
    if time is None or _before(time, moment(case, start)) is Truth.YES:
        return False
    return all(_before(time, moment(case, other)) is Truth.YES for other in later)


def _between(start: When | None, end: When | None, zone: tzinfo | None) -> Count | None:
    """Minutes from one moment to another; None where one is not known or they are surely the wrong way round."""
    if start is None or end is None or start.after(end) is Truth.YES:
        return None
    window = _window(start, end)
    if window is not None and window.zone_missing:
        window = read_in(window, zone) if zone else None
    minutes = window.duration_minutes() if window else None
    if minutes is not None:
        return minutes
    days = days_if_ordered(start, end, Ends.ONE) if _of_a_day(start) and _of_a_day(end) else None
    if days is None:
        return None
    low = max(0, min(days.low, CENTURY) - 1) * DAY + (days.low > 0)
    return Count.between(low, None if days.high is None else (min(days.high, CENTURY) + 1) * DAY - 1)


def _of_a_day(time: When) -> bool:
    return time.exact_day is not None or bool(time.clock_times)


def _window(start: When, end: When) -> When | None:
    """The period between two clock times; None where one of them is none, or where it would end before it begins."""
    begins, ends = start.clock_times[:1], end.clock_times[-1:]
    try:
        return When(f"{begins[0]}/{ends[0]}") if begins and ends else None
    except BadValue:
        return None


# Counting


def persons(steps: Iterable[Fact[Step]]) -> int:
    """Different persons: one is counted once, however many steps there are."""
    return len({str(f.record.person) for f in steps})


def detentions(steps: Iterable[Fact[Step]]) -> int:
    """Detentions: steps of that sort, each once. Bringing to a station and custody belong to a detention."""
    return len({f.id for f in steps if f.record.sort is S.DETENTION})


def sentences(steps: Iterable[Fact[Step]]) -> int:
    """Sentences: fines, arrests and verdicts, each once; an appeal passes none of its own."""
    return len({f.id for f in steps if f.record.sort in SANCTIONS})
