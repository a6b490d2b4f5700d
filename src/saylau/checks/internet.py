"""The Internet: when access was reported cut or restricted, on the clock of UTC and in local time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from fractions import Fraction
from itertools import combinations

from saylau.checks.addressees import author
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.internet_times import in_local_time, is_whole, length, minutes_apart, read_in, union, zone_of
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, speakers, unknown
from saylau.law.asked import Asked
from saylau.methods.windows import HOUR, whole_hours
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import BlockingReport
from saylau.records.kinds.internet import BlockingMethod
from saylau.values import Truth, When
from saylau.values.message import From, Message, Said, Value, Wording

Report = Fact[BlockingReport]
OBSERVERS = "those who measured access to the Internet"
COMMUNICATIONS = "the ministry responsible for communications"
NOT_A_CAUSE = "That an interruption fell together with something else does not show why it happened."
NO_ZONE = "A time without a zone is not compared to the hour with any other."
NO_PROVIDERS = "Which providers were concerned is not stated; that does not mean all of them."
ABOUT = "A clock time stated as about so late lies within an hour of it either way (assumed)."


@dataclass(frozen=True)
class Bare:
    """A window stated without a zone, and the two ways to read it."""

    claim: Report
    as_utc: When | None
    as_local: When | None
    """None where the zone is not known."""

    @property
    def apart(self) -> tuple[int, ...]:
        """Minutes between the two readings; empty where one is not known."""
        return minutes_apart(self.as_utc, self.as_local) if self.as_utc and self.as_local else ()


@dataclass(frozen=True)
class Interruption:
    """Something cut or restricted once, with every report of it on which something can rest."""

    claims: tuple[Report, ...]
    bare: tuple[Bare, ...]
    whole: tuple[Report, ...]
    """Reports of a period with a zone at both ends."""

    @property
    def differ(self) -> bool:
        """Whether two reports cannot both be right."""
        return any(_apart(a.record.window, b.record.window) for a, b in combinations(self.claims, 2))

    @property
    def outcome(self) -> Outcome:
        """Disputed where reports differ, or where a missing zone leaves two readings that are not known to agree."""
        if self.differ or any(set(b.apart) != {0} for b in self.bare):
            return Outcome.DISPUTED
        return Outcome.NOTED if self.whole or self.bare else Outcome.UNKNOWN


@check(chapter="IR", standards=("GC34-43", "ICCPR-19"))
def window(case: Case) -> Iterator[Finding]:
    """When access to the Internet was reported cut or restricted.

    Windows with a zone in UTC and in local time, their union and its length, time in several counted once. A window
    without a zone is read twice, as UTC and as local time of the case's zone, and is not compared to the hour.
    """
    public = [f for f in case.all(BlockingReport) if f.display is Display.PUBLIC]
    if not public:
        asks = "From when to when, in which time zone, was access to the Internet cut or restricted, and to what?"
        says = Message("The material holds no report that access to the Internet was cut or restricted.")
        yield unknown(says, asked(case, asks, OBSERVERS))
    for thing in dict.fromkeys(f.id for f in public):
        yield _interruption(case, thing, [f for f in public if f.id == thing])


def _interruption(case: Case, thing: str, claims: Sequence[Report]) -> Finding:
    able = fit(case, claims)
    zone = zone_of(case.info.zone)
    one = Interruption(
        able,
        tuple(
            Bare(f, read_in(f.record.window, UTC), read_in(f.record.window, zone) if zone else None)
            for f in able
            if f.record.window.zone_missing
        ),
        tuple(f for f in able if is_whole(f.record.window)),
    )
    return Finding(
        thing,
        one.outcome,
        _says(case, one),
        facts=names(able),
        context=besides(claims, names(able)),
        readings=_readings(case, one) if one.outcome is Outcome.DISPUTED else (),
        measures=(*(m for f in able for m in _measures(case, f, one)), *_union_measures(one)),
        method="Clock times moved to UTC by the zone that their source states; local time by the zone's rules then.",
        assumptions=_assumptions(case, one, zone is not None),
        limits=_limits(case, one, zone is not None),
        questions=_questions(case, one),
    )


def _apart(one: When, other: When) -> bool:
    """Whether two windows surely begin or end at different times; a time without a zone is somewhere in its day."""
    ends = ((one.start, other.start), (one.end, other.end))
    return any(a is not None and b is not None and a.overlaps(b) is Truth.NO for a, b in ends)


def concerned(claim: Report) -> dict[str, Value]:
    """Place and services of a report, in the words of the case."""
    services = Wording(claim.fact, "services") if claim.record.services else Message("services not named")
    return {"place": Wording(claim.fact, "place"), "services": services}


def _given_by(case: Case, claims: Sequence[Report]) -> tuple[str, ...]:
    """Whose accounts these are: the authors of the sources, which may tell what somebody else measured."""
    sources = (case.source_of(f) for f in claims)
    return tuple(dict.fromkeys(s.author or s.publisher or s.title for s in sources))


def _says(case: Case, one: Interruption) -> Message:
    head = concerned(one.claims[0])
    whole = [f.record.window for f in one.whole]
    known: dict[str, Value] = {
        "who": _given_by(case, one.whole),
        "union": tuple(From(piece, names(one.whole)) for piece in union(whole)),
        "hours": From(whole_hours(length(whole)), names(one.whole)),
    }
    if one.bare:
        return _two_ways(case, one, head, known)
    if not one.whole:
        return Message(
            "{place}, {services} reported cut or restricted: {windows}, as given by {who}. How long it lasted was not "
            "stated.",
            windows=tuple(From(f.record.window, (f.fact,)) for f in one.claims),
            who=_given_by(case, one.claims),
            **head,
        )
    if one.differ:
        return Message(
            "{place}, {services} reported cut or restricted: the accounts of {who} differed; together they covered "
            "{union}, {hours} hours.",
            **head,
            **known,
        )
    return Message(
        "{place}, {services} reported cut or restricted: {union}, {hours} hours, as given by {who}.", **head, **known
    )


def _two_ways(case: Case, one: Interruption, head: dict[str, Value], known: dict[str, Value]) -> Message:
    """The sentence where a zone is missing; its lists of readings stand in the order of the claims."""
    values = head | {
        "teller": _given_by(case, [b.claim for b in one.bare]),
        "stated": tuple(From(b.claim.record.window, (b.claim.fact,)) for b in one.bare),
    }
    local = [local for b in one.bare if b.as_local and (local := b.as_local.in_utc())]
    utc = [b.as_utc for b in one.bare if b.as_utc]
    if len(local) < len(one.bare) or len(utc) < len(one.bare):
        if not one.whole:
            return Message(
                "{place}, {services} reported cut or restricted: {stated}, as given by {teller}. When that was in UTC "
                "is not known.",
                **values,
            )
        return Message(
            "{place}, {services} reported cut or restricted: {stated}, as given by {teller}; when that was in UTC is "
            "not known. As given by {who}: {union}, {hours} hours.",
            **values,
            **known,
        )
    apart = dict.fromkeys(Fraction(m, HOUR) for b in one.bare for m in b.apart)
    values |= {
        "as_utc": tuple(utc),
        "as_local": tuple(local),
        "shift": tuple(int(hours) if hours.denominator == 1 else hours for hours in apart),
    }
    if not one.whole:
        return Message(
            "{place}, {services} reported cut or restricted: {stated}, as given by {teller}. Read as UTC: {as_utc}; "
            "read as local time: {as_local}; {shift} hours apart.",
            **values,
        )
    return Message(
        "{place}, {services} reported cut or restricted: {stated}, as given by {teller}. Read as UTC: {as_utc}; read "
        "as local time: {as_local}; {shift} hours apart. As given by {who}: {union}, {hours} hours.",
        **values,
        **known,
    )


def _readings(case: Case, one: Interruption) -> tuple[ReadingOutcome, ...]:
    bare = {b.claim.fact: b for b in one.bare}
    found = []
    for claim in one.claims:
        who = _given_by(case, (claim,))[0]
        if claim.fact not in bare:
            says = Message("{window}.", window=From(claim.record.window, (claim.fact,)))
            whose = Message("as in {fact}", fact=claim.fact)
            found.append(ReadingOutcome(Message("{who}", who=who), whose, Outcome.NOTED, says))
            continue
        found.append(_as_read(Message("{who}, read as UTC", who=who), bare[claim.fact].as_utc))
        found.append(_as_read(Message("{who}, read as local time", who=who), bare[claim.fact].as_local))
    return tuple(found)


def _as_read(name: Message, read: When | None) -> ReadingOutcome:
    utc = read.in_utc() if read else None
    if read is None or utc is None:
        return ReadingOutcome(name, "assumed", Outcome.UNKNOWN, Message("When that was in UTC is not known."))
    return ReadingOutcome(name, "assumed", Outcome.NOTED, Message("{window}.", window=utc))


def _measures(case: Case, claim: Report, one: Interruption) -> Iterator[Measure]:
    """The window as stated, in UTC and in local time, and its length in minutes."""
    stated, facts = claim.record.window, (claim.fact,)
    label = Message(
        "window, stated by {speaker}, as given by {teller}",
        speaker=speakers(case, facts)[0],
        teller=_given_by(case, (claim,))[0],
    )
    yield Measure(f"stated:{claim.fact}", stated, "", label, facts)
    yield from _how_known(claim)
    zone = zone_of(case.info.zone)
    for bare in (b for b in one.bare if b.claim is claim):
        yield from _bare_measures(case, bare)
    if not stated.zone_missing and (in_utc := stated.in_utc()):
        yield Measure(f"utc:{claim.fact}", in_utc, "", "window in UTC", facts)
        if zone and (local := in_local_time(stated, zone)):
            label = Message("window in local time of {zone}", zone=case.info.zone)
            yield Measure(f"local:{claim.fact}", local, "", label, facts)
    lasted = stated.duration_minutes()
    if lasted is not None:
        yield Measure(f"length:{claim.fact}", lasted, "minutes", "length of the window", facts)


def _how_known(claim: Report) -> Iterator[Measure]:
    """Services, providers and the way in which the claimant came to know, as far as stated."""
    record, facts = claim.record, (claim.fact,)
    if record.services:
        yield Measure(f"services:{claim.fact}", Wording(claim.fact, "services"), "", "services", facts)
    if record.providers:
        yield Measure(f"providers:{claim.fact}", Wording(claim.fact, "providers"), "", "providers", facts)
    if record.method is not BlockingMethod.NOT_STATED:
        yield Measure(f"method:{claim.fact}", Message(record.method.value), "", "how it was known", facts)


def _bare_measures(case: Case, bare: Bare) -> Iterator[Measure]:
    claim = bare.claim.fact
    if bare.as_utc:
        yield Measure(f"as_utc:{claim}", bare.as_utc, "", "read as UTC", (claim,))
    if bare.as_local and (in_utc := bare.as_local.in_utc()):
        label = Message("read as local time of {zone}, in UTC", zone=case.info.zone)
        yield Measure(f"as_local:{claim}", in_utc, "", label, (claim,))
    for place, minutes in enumerate(bare.apart, start=1):
        name = f"apart:{claim}" if place == 1 else f"apart:{claim}_{place}"
        yield Measure(name, minutes, "minutes", "between the two readings", (claim,))


def _union_measures(one: Interruption) -> tuple[Measure, ...]:
    if not one.whole:
        return ()
    whole, facts = [f.record.window for f in one.whole], names(one.whole)
    return (
        Measure("union", union(whole), "", "windows with a zone, joined where they meet", facts),
        Measure("length", length(whole), "minutes", "length of the windows with a zone, joined", facts),
        Measure("hours", whole_hours(length(whole)), "hours", "the same in whole hours, rounded outward", facts),
    )


def _assumptions(case: Case, one: Interruption, zone_known: bool) -> tuple[Said, ...]:
    about = any(f.record.window.approximate for f in one.claims)
    return (*((local_time(case),) if zone_known else ()), *((ABOUT,) if about else ()))


def _limits(case: Case, one: Interruption, zone_known: bool) -> tuple[Said, ...]:
    providers = () if any(f.record.providers for f in one.claims) else (NO_PROVIDERS,)
    return (NOT_A_CAUSE, *((NO_ZONE,) if one.bare else ()), *providers, *(() if zone_known else (no_local_time(case),)))


def local_time(case: Case) -> Said:
    """Which local time is given."""
    return Message("Local time is that of {zone} (assumed); a country may have several zones.", zone=case.info.zone)


def no_local_time(case: Case) -> Said:
    """Why no local time is given."""
    if not case.info.zone:
        return "The case names no time zone, so that no local time is given."
    return Message("No data on the time zone {zone} were found, so that no local time is given.", zone=case.info.zone)


def of_the_day(claims: Sequence[Report]) -> Said:
    """What a question on reports of one interruption is about; empty where its day is not stated."""
    first = claims[0].record.window.first if claims else None
    return Message("cut or restriction of {day}", day=first) if first else ""


def _questions(case: Case, one: Interruption) -> tuple[Asked, ...]:
    about = of_the_day(one.claims)
    found = []
    if one.bare:
        asks = "In which time zone are the clock times of the cut or restriction stated?"
        found.append(asked(case, asks, author(case, (b.claim.fact for b in one.bare)), about))
    if one.differ and len(one.whole) > 1:
        asks = "When, in UTC, did the cut or restriction begin and end, as the accounts of it differ?"
        found.append(asked(case, asks, author(case, names(one.whole)), about))
    if not (one.whole or one.bare):
        asks = "When, in UTC, did the cut or restriction begin and end?"
        found.append(asked(case, asks, author(case, names(one.claims)), about))
    return tuple(found)


CHECKS: tuple[Check, ...] = (window,)
