"""Powers as they stood on a day, and the difference between two days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from saylau.checks.addressees import parliament
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.power_held import in_force
from saylau.checks.registry import check
from saylau.checks.told import one_each, shown, speakers, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Power
from saylau.records.kinds.power import PowerSort
from saylau.values import Truth
from saylau.values.message import From, Message, Name, Wording

NEW = (
    PowerSort.COORDINATES,
    PowerSort.APPOINTMENTS,
    PowerSort.REPORTS,
    PowerSort.BINDS,
    PowerSort.REVIEWS,
    PowerSort.DECIDES,
)
"""Sorts that let a body act on others; standing and the tenure of its chair are told apart."""

SAID: Mapping[PowerSort, str] = MappingProxyType(
    {
        PowerSort.STANDING: "standing, {day}",
        PowerSort.COORDINATES: "coordinates other bodies, {day}",
        PowerSort.APPOINTMENTS: "takes part in appointments, {day}",
        PowerSort.REPORTS: "hears reports, {day}",
        PowerSort.BINDS: "decisions bind other bodies, {day}",
        PowerSort.REVIEWS: "reviews acts of other bodies, {day}",
        PowerSort.DECIDES: "decides, {day}",
        PowerSort.CHAIR_FOR_LIFE: "chair for life, {day}",
    }
)
UNDATED = "dates not stated"
ASKED = "Which powers did the body have, from which day to which, and under which act?"


@check(chapter="PW", standards=("CPH-5.2", "CPH-5.4"), area="power")
def dated_powers(case: Case) -> Iterator[Finding]:
    """Which powers a body had gained by voting day, and whether its decisions bound others then.

    Each power with dates, on the day before the first of them began and on voting day. Claims that date one power
    differently stand side by side.
    """
    claims = [f for f in shown(case, Power) if f.record.during is not None]
    if not claims:
        says = Message("The material gives no dates of the powers of a body.")
        yield unknown(says, asked(case, ASKED, parliament(case)), facts=names(case.all(Power)))
        return
    for holder in dict.fromkeys(f.record.holder for f in claims):
        yield _of_holder(case, holder, [f for f in claims if f.record.holder == holder])


def _of_holder(case: Case, holder: str, claims: Sequence[Fact[Power]]) -> Finding:
    poll = case.info.poll
    before = _day_before(claims)
    acting = [f for f in claims if f.record.sort in NEW]
    gained = one_each(f for f in acting if before and _gained(f, before, poll))
    binding = [f for f in claims if f.record.sort is PowerSort.BINDS]
    differ = [thing for thing in one_each(claims) if len(_dates(claims, thing.id)) > 1]
    bound = _on(binding, poll)
    return Finding(
        holder,
        Outcome.NOTED,
        Message(
            "{body}: powers to act on other bodies that began after {before} and were in force on voting day: "
            "{gained}. Decisions binding on others on voting day: {bound}.",
            body=Name(holder),
            before=before or Message("a day not stated"),
            gained=From(len(gained), names(gained) or names(claims)),
            bound=From(bound, names(binding) or names(claims)),
        ),
        facts=names(claims),
        readings=tuple(_telling(case, f) for thing in differ for f in claims if f.id == thing.id),
        measures=(
            Measure("gained", len(gained), "powers", "powers gained by voting day", names(gained)),
            *(_state(claims, f, day) for f in one_each(claims) for day in _days(case, claims, f)),
        ),
        method="A power is in force on a day within its dates, by the claim that states its beginning most closely.",
        limits=(
            "These are powers on paper; how they were used is not in them.",
            "Powers without dates are not compared.",
        ),
        questions=tuple(
            asked(case, "From which day on did the power apply?", parliament(case),
                  Message("{body}: {power}", body=Name(holder), power=Wording(f.fact, "says")))
            for f in differ
        ),
    )  # fmt: skip


def _dates(claims: Sequence[Fact[Power]], thing: str) -> set[str]:
    return {str(f.record.during) for f in claims if f.id == thing}


def _day_before(claims: Sequence[Fact[Power]]) -> date | None:
    """The day before the first day on which any of the powers can have begun."""
    starts = [f.record.during.first for f in claims if f.record.during and f.record.during.first]
    return min(starts) - timedelta(1) if starts else None


def _gained(fact: Fact[Power], before: date, poll: date) -> bool:
    return in_force(fact.record, before) is Truth.NO and in_force(fact.record, poll) is Truth.YES


def _closest(claims: Sequence[Fact[Power]]) -> Fact[Power]:
    """The claim that states the beginning most precisely; of equal ones the first."""
    return max(claims, key=lambda f: f.record.during.precision.fineness if f.record.during else -1)


def _on(claims: Sequence[Fact[Power]], day: date) -> Truth:
    """Whether any of some powers was in force on a day, each by its closest claim."""
    things = {f.id: [g for g in claims if g.id == f.id] for f in claims}
    truths = [in_force(_closest(group).record, day) for group in things.values()]
    if Truth.YES in truths:
        return Truth.YES
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.NO


def _days(case: Case, claims: Sequence[Fact[Power]], fact: Fact[Power]) -> tuple[date, ...]:
    """Days on which a power is told: before it began, on voting day, and after it ended where it did."""
    during = _closest([f for f in claims if f.id == fact.id]).record.during
    first = during.start.exact_day if during and during.start else None
    last = during.last if during else None
    days = (first - timedelta(1) if first else None, case.info.poll, last + timedelta(1) if last else None)
    return tuple(sorted({day for day in days if day is not None}))


def _state(claims: Sequence[Fact[Power]], fact: Fact[Power], day: date) -> Measure:
    own = [f for f in claims if f.id == fact.id]
    return Measure(f"{fact.id}:{day}", _on(own, day), "", Message(SAID[fact.record.sort], day=day), names(own))


def _telling(case: Case, fact: Fact[Power]) -> ReadingOutcome:
    says = Message(
        "{power}. In force on voting day: {on}.",
        power=Wording(fact.fact, "says"),
        on=in_force(fact.record, case.info.poll),
    )
    who = Message("{who}", who=speakers(case, (fact.fact,)))
    dates = fact.record.during
    return ReadingOutcome(Message("{dates}", dates=dates) if dates else UNDATED, who, Outcome.NOTED, says)
