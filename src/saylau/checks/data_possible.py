"""How the material holds together: days and numbers that cannot be right together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from saylau.checks.ask import asked
from saylau.checks.data_asked import authors_asked, maker
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Accreditation,
    Candidacy,
    CandidacyStep,
    ChamberSeats,
    Complaint,
    EventApplication,
    ObserverNumber,
    PastElection,
    Poll,
    Representation,
    Ruling,
    SignatureStatement,
)
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.records.kinds.observers import ObserverPart
from saylau.records.kinds.power import SeatWay
from saylau.values import Count, Truth, When
from saylau.values.message import Message

Claims = tuple[Fact[Record], ...]
Tested = tuple[Claims, bool]
"""Claims that were held against each other, and whether they can be right together."""

ORDER: Mapping[type[Record], tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Complaint: (("filed", "answered"), ("filed", "due")),
        EventApplication: (("filed", "answered"), ("filed", "event")),
        Poll: (("fieldwork", "published"),),
        Ruling: (("asked", "ruled"),),
    }
)
"""Days of one claim of which the first cannot come after the second."""

WITHIN: Mapping[type[Record], tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Accreditation: (("accredited", "applied"), ("refused", "applied")),
        Candidacy: (("women", "candidates"),),
        PastElection: (("registered", "put_forward"),),
        Representation: (("number", "of"),),
        SignatureStatement: (("valid", "collected"), ("invalid", "collected")),
    }
)
"""Numbers of one claim of which the first is a part of the second."""

PASSED = ("on", "as_of", "filed", "answered", "asked", "called", "held", "published", "replied", "ruled", "signed")
"""Fields of days on which something was said, filed or done, so that they cannot lie ahead."""

STEPS = (
    (CandidacyStage.PUT_FORWARD, CandidacyStage.REGISTERED),
    (CandidacyStage.COLLECTION_STARTED, CandidacyStage.COLLECTION_ENDED),
    (CandidacyStage.REGISTERED, CandidacyStage.DEREGISTERED),
)
"""Steps of one candidacy, told by one source, of which the first cannot come after the second."""


@check(chapter="DM", area="data")
def possible(case: Case) -> Iterator[Finding]:
    """Whether days and numbers that belong together can all be right.

    Days of one claim, and steps of one candidacy, of which one cannot come after the other; numbers of one claim of
    which one is a part of the other; parts of a mission or of a chamber against the whole of the same source and day.
    What was said, filed or done after the date of assessment, which considers nothing later, is counted beside them.
    """
    days = (*_days(case), *_steps(case))
    sizes = (*_parts(case), *_signatures(case), *_observers(case), *_seats(case))
    late = _late(case)
    if not days and not sizes and not late:
        question = asked(case, "Which days and numbers of the material belong together?", maker(case))
        says = Message("The material states no two days or numbers that can be held against each other.")
        yield unknown(says, question)
        return
    early = _wrong(days)
    large = _wrong(sizes)
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if early or large or late else Outcome.IN_LINE,
        message=Message(
            "Days and numbers held against each other, pairs: {pairs}. Days in an order that cannot be: {days}; parts "
            "that their whole cannot hold: {sizes}; claims of a day after the date of assessment: {late}.",
            pairs=len(days) + len(sizes),
            days=len(early),
            sizes=len(large),
            late=len(late),
        ),
        facts=_facts((*early, *large, late)) or _facts(own for own, _ in (*days, *sizes)),
        measures=(
            Measure("days", len(early), "", "days in an order that cannot be", _facts(early)),
            Measure("sizes", len(large), "", "parts that their whole cannot hold", _facts(large)),
            Measure("late", len(late), "", "claims of a day after the date of assessment", names(late)),
        ),
        method="Two days are out of order, and a part is too large, only where every reading of their bounds says so.",
        limits=("A slip in the source or in the record is the first thing to look for.",),
        questions=tuple(
            q
            for own in (*early, *large, *((f,) for f in late))
            for q in authors_asked(case, names(own), "Which of the days or numbers that cannot be together are right?")
        ),
    )


def _wrong(tested: Iterable[Tested]) -> tuple[Claims, ...]:
    return tuple(dict.fromkeys(own for own, held in tested if not held))


def _facts(found: Iterable[Claims]) -> tuple[str, ...]:
    return names(dict.fromkeys(f for own in found for f in own))


def _days(case: Case) -> Iterator[Tested]:
    for kind, pairs in ORDER.items():
        for fact in case.all(kind):
            for first, second in pairs:
                start, end = getattr(fact.record, first), getattr(fact.record, second)
                if start is not None and end is not None:
                    yield (fact,), _in_order(start, end)


def _late(case: Case) -> Claims:
    """Claims of a day that has passed, which surely lies after the date of assessment."""
    assessed = When.on(case.info.assessed)
    found = []
    for fact in case.facts:
        days = [getattr(fact.record, name, None) for name in PASSED]
        if any(isinstance(day, When) and (day.start or day).after(assessed) is Truth.YES for day in days):
            found.append(fact)
    return tuple(found)


def _in_order(start: When, end: When) -> bool:
    return (start.start or start).after(end) is not Truth.YES


def _steps(case: Case) -> Iterator[Tested]:
    """Steps that one source tells of one candidacy."""
    told = [f for f in case.all(CandidacyStep) if f.record.on is not None]
    for one in told:
        for other in told:
            same = (one.record.candidacy, one.source) == (other.record.candidacy, other.source)
            if same and (one.record.stage, other.record.stage) in STEPS and one.record.on and other.record.on:
                yield (one, other), _in_order(one.record.on, other.record.on)


def _parts(case: Case) -> Iterator[Tested]:
    for kind, pairs in WITHIN.items():
        for fact in case.all(kind):
            for first, second in pairs:
                part, whole = getattr(fact.record, first), getattr(fact.record, second)
                if part is not None and whole is not None:
                    yield (fact,), _fits(part, whole)


def _fits(part: Count, whole: Count) -> bool:
    return whole.high is None or part.low <= whole.high


def _signatures(case: Case) -> Iterator[Tested]:
    """Accepted and rejected ones against those handed in, where one claim tells all three."""
    for fact in case.all(SignatureStatement):
        valid, invalid, collected = fact.record.valid, fact.record.invalid, fact.record.collected
        if valid is not None and invalid is not None and collected is not None:
            yield (fact,), _fits(valid + invalid, collected)


def _observers(case: Case) -> Iterator[Tested]:
    """Parts of a mission against the number of all, where one source tells them of one day."""
    rows = [f for f in case.all(ObserverNumber) if f.record.as_of is not None]
    key = {f: (f.source, f.record.mission, f.record.state.value, str(f.record.as_of)) for f in rows}
    for _, own in groupby(sorted(rows, key=lambda f: key[f]), key=lambda f: key[f]):
        told = tuple(own)
        wholes = [f for f in told if f.record.part is ObserverPart.ALL]
        parts = tuple(f for f in told if f.record.part is not ObserverPart.ALL)
        for whole in wholes if parts else ():
            yield (whole, *parts), _fits(sum((f.record.number for f in parts), Count.of(0)), whole.record.number)


def _seats(case: Case) -> Iterator[Tested]:
    """Seats of factions against all seats of the chamber, where one source tells them of one day."""
    rows = [f for f in case.all(ChamberSeats) if f.record.way in (SeatWay.TOTAL, SeatWay.FACTION)]
    key = {f: (f.source, f.record.chamber, str(f.record.as_of or "")) for f in rows}
    for _, own in groupby(sorted(rows, key=lambda f: key[f]), key=lambda f: key[f]):
        told = tuple(own)
        wholes = [f for f in told if f.record.way is SeatWay.TOTAL]
        parts = tuple(f for f in told if f.record.way is SeatWay.FACTION)
        for whole in wholes if parts else ():
            yield (whole, *parts), _fits(sum((f.record.seats for f in parts), Count.of(0)), whole.record.seats)


POSSIBLE: tuple[Check, ...] = (possible,)
