"""Custody, arrests and fines of single people against the limits of the law on the day, counted over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from saylau.checks.ask import Answer, asked, which_provision
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import money, provisions
from saylau.checks.limits import Limits, limit_measures, within
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, counted, people, steps
from saylau.checks.procedure import HELD, Chain, Held, all_chains, moment, stays_of
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, hull, one_answer, one_each, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import NoInputs
from saylau.methods.windows import HOUR, whole_hours
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Step
from saylau.records.kinds.prosecutions import MatterSort, StepSort
from saylau.values import Count, Truth
from saylau.values.message import From, Message

CUSTODY: Mapping[MatterSort, tuple[str, ...]] = MappingProxyType(
    {MatterSort.ADMINISTRATIVE: ("detentions.custody",), MatterSort.CRIMINAL: ("prosecutions.custody",)}
)
"""Rules on custody by the sort of matter."""
EITHER = ("detentions.custody", "prosecutions.custody")
"""Where no sort is told, the limits of both: a stay is beyond them only if it is beyond each."""
ARRESTS = ("prosecutions.arrest", "protests.arrest", "protests.harm_arrest")
FINES = ("prosecutions.fine", "protests.fine", "protests.harm_fine")

ROUNDED = "Hours are rounded outward to whole ones; the limit is tested to the minute."
NO_ZONE = "A clock time without a zone is read in the zone of the case; without one, days alone are compared."
CUSTODY_ASKED = (
    "By the records of custody: when did each stay begin, and when did it end with release or before a judge?"
)


@dataclass(frozen=True)
class Kept:
    """Things held against a limit, by whether they keep to it."""

    within: tuple[Fact[Step], ...]
    beyond: tuple[Fact[Step], ...]
    open: tuple[Fact[Step], ...]

    @property
    def outcome(self) -> Outcome:
        """Contrary where one is surely beyond; in line where all are within."""
        if self.beyond:
            return Outcome.CONTRARY
        if not self.within:
            return Outcome.UNKNOWN
        return Outcome.NOTED if self.open else Outcome.IN_LINE


def _sorted(pairs: Sequence[tuple[Fact[Step], Truth]]) -> Kept:
    found = {truth: tuple(f for f, t in pairs if t is truth) for truth in Truth}
    return Kept(found[Truth.YES], found[Truth.NO], found[Truth.UNKNOWN])


def _measures(held: Kept, within_says: str, beyond_says: str, open_says: str) -> tuple[Measure, ...]:
    return (
        counted("within", held.within, within_says),
        counted("beyond", held.beyond, beyond_says),
        counted("open", held.open, open_says),
    )


# Custody


@check(chapter="RP", standards=("ICCPR-9",), area="prosecutions")
def custody_limit(case: Case) -> Iterator[Finding]:
    """Hours in custody before release or a judge, against the limit in force on the day of the detention.

    Each stay whose length is told, or follows from when it began and ended, against the limit for its sort of matter.
    A stay is beyond the limit only where its shortest reading is.
    """
    stays = custody_kept(case, all_chains(case))
    held = steps(case, *HELD)
    if not stays:
        says = Message(
            "People of whom custody is told: {people}; of none of them its length is.",
            people=From(len(people(held)), names(held)) if held else 0,
        )
        nothing = unknown(says, asked(case, CUSTODY_ASKED, COUNSEL), facts=names(held))
        yield replace(nothing, measures=(counted("silent", held, "people held with no length told"),))
        return
    found = _sorted([(stay.step, kept) for stay, _, kept in stays])
    yield _custody(case, held, [stay for stay, _, _ in stays], found, tuple(a for _, own, _ in stays for a in own))


def custody_kept(case: Case, chains: Iterable[Chain]) -> tuple[tuple[Held, tuple[Answer, ...], Truth], ...]:
    """Each stay in custody with the limits in force when it began, and whether it kept to them.

    For one person's papers, give the chains of that person.
    """
    rules = {sort: Limits(case, CUSTODY.get(sort, EITHER) if sort else EITHER) for sort in (None, *MatterSort)}
    stays = [(stay, rules[c.sort].of(moment(case, stay.step))) for c in chains for stay in stays_of(case, c)]
    return tuple((stay, own, within(stay.minutes, own, "limit_hours", HOUR)) for stay, own in stays)


def _custody(
    case: Case, held: Sequence[Fact[Step]], stays: Sequence[Held], found: Kept, answers: Sequence[Answer]
) -> Finding:
    facts = tuple(dict.fromkeys(fact for stay in stays for fact in stay.facts))
    hours = hull([whole_hours(stay.minutes) for stay in stays]) or Count.of(0)
    timed = people(stay.step for stay in stays)
    silent = [f for f in held if f.record.person not in timed]
    decided = found.within or found.beyond
    missing = [] if answers else [which_provision(case, name, CUSTODY_ABOUT[name]) for name in EITHER]
    return Finding(
        "case",
        found.outcome,
        Message(
            "People of whom the length of custody is known: {people}, from the shortest to the longest stay {hours} "
            "hours. Held beyond the limit of the day: {beyond}; within it: {within}; not decided: {open}. People held "
            "with no length told: {silent}.",
            people=From(len(timed), facts),
            hours=hours,
            beyond=len(people(found.beyond)),
            within=len(people(found.within)),
            open=len(people(found.open)),
            silent=len(people(silent)),
        ),
        facts=facts,
        context=names(silent),
        provisions=provisions(answers) if decided else (),
        measures=(
            counted("people", [stay.step for stay in stays], "people of whom the length of custody is known"),
            Measure("hours", hours, "hours", "from the shortest to the longest stay", facts),
            *_measures(found, "people held within the limit", "people held beyond the limit", "people not decided"),
            counted("silent", silent, "people held with no length told"),
            *limit_measures(answers, "limit_hours", "hours", "longest custody that the law allowed: {reading}"),
        ),
        method="Minutes from detention to release or hearing, or as stated, against the hours of the law on that day.",
        assumptions=(NO_ZONE,),
        limits=(AGGREGATE, FEW, ROUNDED, "Whether there was a ground for the custody is not tested here."),
        questions=(*missing, asked(case, CUSTODY_ASKED, COUNSEL)),
    )


CUSTODY_ABOUT = {
    "detentions.custody": "how long people could be held before release or a judge in administrative matters",
    "prosecutions.custody": "how long suspects could be held before release or a judge",
}


# Arrests


@check(chapter="RP", standards=("ICCPR-9", "GC35-17"), area="prosecutions")
def arrest_limit(case: Case) -> Iterator[Finding]:
    """Days of administrative arrest of single people, against the most that the provision invoked allowed that day.

    Only the limit of the provision on which the arrest was based counts, in the edition of its day. Where several
    readings part, an arrest within one and beyond another is not decided.
    """
    told = one_each(fit(case, steps(case, StepSort.ARREST)))
    stated = [f for f in told if f.record.days]
    if not stated:
        asks = "For how many days was each person arrested, under which provision and on which day?"
        yield unknown(Message("The material states no length of an arrest of one person."), asked(case, asks, COUNSEL))
        return
    rows = arrests_kept(case, stated)
    answers = {f.fact: own for f, own, _ in rows}
    found = _sorted([(f, kept) for f, _, kept in rows])
    known = tuple(a for own in answers.values() for a in own)
    bare = [f for f in stated if not f.record.provision]
    days = hull([f.record.days for f in stated if f.record.days]) or Count.of(0)
    yield Finding(
        "case",
        found.outcome,
        Message(
            "People whose arrest has a length: {people}, from the shortest to the longest {days} days. Longer than the "
            "provision invoked allowed: {beyond}; within it: {within}; not decided: {open}, of them with no provision "
            "stated: {bare}.",
            people=From(len(people(stated)), names(stated)),
            days=days,
            beyond=len(people(found.beyond)),
            within=len(people(found.within)),
            open=len(people(found.open)),
            bare=len(people(bare)),
        ),
        facts=names(stated),
        provisions=provisions(known) if found.within or found.beyond else (),
        measures=(
            counted("people", stated, "people whose arrest has a length"),
            Measure("days", days, "days", "from the shortest to the longest arrest", names(stated)),
            *_measures(found, "people within the limit", "people beyond the limit", "people not decided"),
            counted("bare", bare, "people with no provision stated"),
            *limit_measures(known, "limit_days", "days", "longest arrest that the provision allowed: {reading}"),
        ),
        method="Days imposed against the limit of the provision invoked, in the edition of the day of the arrest.",
        limits=(AGGREGATE, FEW, "Whether an arrest had a lawful ground is not tested here: its length alone is."),
        questions=tuple(_limit_questions(case, stated, answers, "prosecutions.arrest", ARREST_ABOUT)),
    )


ARREST_ABOUT = "how long an administrative arrest could be under each provision invoked"
FINE_ABOUT = "how high a fine could be under each provision invoked"


def arrests_kept(case: Case, arrests: Iterable[Fact[Step]]) -> tuple[tuple[Fact[Step], tuple[Answer, ...], Truth], ...]:
    """Each arrest with the limits of the provision invoked on its day, and whether its days kept to them."""
    limits = Limits(case, ARRESTS)
    found = []
    for f in arrests:
        own = limits.of(f.record.during, f.record.provision) if f.record.provision else ()
        kept = within(f.record.days, own, "limit_days") if f.record.days else Truth.UNKNOWN
        found.append((f, own, kept))
    return tuple(found)


def _limit_questions(
    case: Case, stated: Sequence[Fact[Step]], answers: Mapping[str, tuple[Answer, ...]], rule: str, about: str
) -> Iterator[Asked]:
    if any(not f.record.provision for f in stated):
        yield asked(case, "Under which provision was each sanction imposed, in which edition?", COUNSEL)
    if any(f.record.provision and f.record.during is None for f in stated):
        yield asked(case, "On which day was each sanction imposed?", COUNSEL)
    if any(f.record.provision and not answers.get(f.fact) for f in stated):
        yield which_provision(case, rule, about)
    yield asked(case, "What does the paper of each sanction say of its length or amount, and is it final?", COUNSEL)


# Fines


@check(chapter="RP", standards=("ICCPR-14", "CPH-5.3"), area="prosecutions")
def fine_units(case: Case) -> Iterator[Finding]:
    """Fines of single people in base units of the day, and against the most that the provision invoked allowed.

    The amount divided by the base unit in force on the day of the fine. A fine that is no whole number of base units
    is worth a look at the day and the amount.
    """
    told = [f for f in one_each(fit(case, steps(case, StepSort.FINE))) if f.record.fine]
    if not told:
        asks = "How high was each fine, on which day and under which provision was it imposed?"
        yield unknown(Message("The material states no fine of one person."), asked(case, asks, COUNSEL))
        return
    unit = Limits(case, ("prosecutions.base_unit",), NoInputs())
    bases = {f.fact: _base(unit.of(f.record.during), f) for f in told}
    units = {f.fact: base for f in told if (base := bases[f.fact]) is not None}
    if not units:
        says = Message("People fined, as told: {people}; the base unit of the day is not known.",
                       people=From(len(people(told)), names(told)))  # fmt: skip
        missing = which_provision(case, "prosecutions.base_unit", "the base unit in which fines are counted")
        nothing = unknown(says, missing, asked(case, FINE_DAY_ASKED, COUNSEL), facts=names(told))
        yield replace(nothing, measures=(counted("people", told, "people fined"),))
        return
    yield _fines(case, told, units, tuple(a for f in told if f.fact in units for a in unit.of(f.record.during)))


FINE_DAY_ASKED = "On which day was each fine imposed, and in which currency?"
Units = tuple[Fraction, Fraction | None]


def _base(answers: Sequence[Answer], step: Fact[Step]) -> Units | None:
    """The fine in base units, from the lowest to the highest; None where the units or the currency are not known."""
    fine = step.record.fine
    bases = {base for a in answers if (base := money(a.explanation, "base_unit")) is not None}
    if fine is None or len(bases) != 1:
        return None
    (base,) = bases
    return fine.ratio(base) if base.currency == fine.currency and base.low else None


def _fines(case: Case, told: Sequence[Fact[Step]], units: Mapping[str, Units], bases: Sequence[Answer]) -> Finding:
    limits = Limits(case, FINES)
    counted_in = [f for f in told if f.fact in units]
    answers = {f.fact: limits.of(f.record.during, f.record.provision) for f in told if f.record.provision}
    found = _sorted([(f, _fine_kept(f, answers.get(f.fact, ()))) for f in told])
    whole = [f for f in counted_in if _whole(units[f.fact])]
    known = tuple(a for own in answers.values() for a in own)
    by_law = (*bases, *known) if found.within or found.beyond else bases
    return Finding(
        "case",
        found.outcome if found.beyond or found.within else Outcome.NOTED,
        Message(
            "People fined, as told: {people}; in base units of the day, known for {counted}: {units}. A whole number "
            "of units: {whole}. Above the most that the provision invoked allowed: {beyond}; within it: {within}; not "
            "decided: {open}.",
            people=From(len(people(told)), names(told)),
            counted=len(people(counted_in)),
            units=_range(units),
            whole=len(people(whole)),
            beyond=len(people(found.beyond)),
            within=len(people(found.within)),
            open=len(people(found.open)),
        ),
        facts=names(told),
        provisions=provisions(by_law),
        measures=(
            counted("people", told, "people fined"),
            counted("in_units", counted_in, "people whose fine is known in base units"),
            *_unit_measures(units),
            counted("whole", whole, "people whose fine is a whole number of base units"),
            *_measures(found, "people within the limit", "people above the limit", "people not decided"),
            *limit_measures(known, "limit", "", "highest fine that the provision allowed: {reading}"),
        ),
        method="The amount divided by the base unit of the day; the amount against the limit of the provision invoked.",
        limits=(AGGREGATE, FEW, "Whether a fine had a lawful ground is not tested here: its amount alone is."),
        questions=tuple(_limit_questions(case, told, answers, "prosecutions.fine", FINE_ABOUT)),
    )


def _fine_kept(step: Fact[Step], answers: Sequence[Answer]) -> Truth:
    limits = [limit for a in answers if (limit := money(a.explanation, "limit")) is not None]
    fine = step.record.fine
    return one_answer(fine.at_most(limit) for limit in limits if fine is not None and fine.currency == limit.currency)


def _whole(units: Units) -> bool:
    low, high = units
    return low == high and low.denominator == 1


def _range(units: Mapping[str, Units]) -> tuple[From, ...]:
    """The lowest and the highest number of units; one where they are the same."""
    low, high = _ends(units)
    facts = tuple(units)
    ends: tuple[Fraction, ...] = (low,) if high is None or high == low else (low, high)
    return tuple(From(end, facts) for end in ends)


def _ends(units: Mapping[str, Units]) -> tuple[Fraction, Fraction | None]:
    highs = [high for _, high in units.values() if high is not None]
    return min(low for low, _ in units.values()), max(highs) if len(highs) == len(units) else None


def _unit_measures(units: Mapping[str, Units]) -> Iterator[Measure]:
    low, high = _ends(units)
    yield Measure("units_low", low, "base units", "lowest fine in base units", tuple(units))
    if high is not None:
        yield Measure("units_high", high, "base units", "highest fine in base units", tuple(units))


CHECKS: tuple[Check, ...] = (custody_limit, arrest_limit, fine_units)
