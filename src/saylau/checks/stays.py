"""Stays abroad of one candidate, told in one way or in several, under every reading of the residence rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.ask import Answer, ask, which_provision
from saylau.checks.contestants import Contestant
from saylau.checks.finding import Finding, Measure, ReadingOutcome
from saylau.checks.from_law import integer, reading, together
from saylau.checks.told import assumed, besides, explanations, fit, open_questions, unknown
from saylau.law.inputs import ResidenceInputs, Stay
from saylau.law.residence import DAYS_A_YEAR
from saylau.law.rule import Explanation
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Residence, Ruling
from saylau.records.kinds.candidacy import PostSort
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, Name, Percent, Said, sentence

EXEMPT = {
    PostSort.DIPLOMATIC: Truth.YES,
    PostSort.INTERNATIONAL: Truth.YES,
    PostSort.PRIVATE: Truth.NO,
    PostSort.UNKNOWN: Truth.UNKNOWN,
}
RULE = "candidacy.residence"

LIMITS = (
    "Time in an office abroad is not the same as residence.",
    "The dates of an appointment are not the days on which a person lived abroad.",
    "An end stated to the month leaves bounds of up to 30 days.",
    "Stays that no source names are not counted.",
)


@dataclass(frozen=True)
class Telling:
    """One way in which the stays of a person are told, and what each reading says of it."""

    claims: tuple[Fact[Residence], ...]
    answers: tuple[Answer, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims of this telling."""
        return names(self.claims)

    @property
    def days(self) -> Count | None:
        """Days abroad inside the window, with bounds; None where no reading yields them."""
        first = self._first
        low, high = (integer(first, "abroad_low"), integer(first, "abroad_high")) if first else (None, None)
        return None if low is None or high is None else Count.between(low, high)

    @property
    def window(self) -> int | None:
        """Length of the window in days."""
        return integer(self._first, "window_days") if self._first else None

    @property
    def _first(self) -> Explanation | None:
        return self.answers[0].explanation if self.answers else None

    def years_since_return(self) -> tuple[Fraction, Fraction] | None:
        """Least and most years from the return to voting day."""
        values = self._first.values if self._first else {}
        low, high = values.get("years_since_return_low"), values.get("years_since_return_high")
        return (low, high) if isinstance(low, Fraction) and isinstance(high, Fraction) else None


def residence_of(case: Case, one: Contestant) -> Finding:
    """What the rule on residence says of one candidate."""
    stays = tuple(f for f in case.where(Residence, person=one.person) if f.record.country != case.country)
    about = Message("residence of {person} in the years up to voting day", person=sentence(one.called))
    tellings = [_telling(case, claims, about) for claims in _ways(case, stays)]
    answers = tuple(a for t in tellings for a in t.answers)
    if not stays or not answers:
        return _unknown(case, one, stays, answers)
    readings = _readings(tellings)
    facts = tuple(dict.fromkeys(f for t in tellings for f in t.facts))
    rulings = names(case.where(Ruling, beneficiary=one.candidacy))
    return Finding(
        one.person,
        together(readings),
        _says(one.person, tellings),
        facts=facts,
        context=(*besides(stays, facts), *rulings, *one.facts),
        readings=readings,
        measures=tuple(m for place, t in enumerate(tellings, start=1) for m in _measures(t, place)),
        explanations=explanations(answers),
        method="Days of all stays abroad inside the window up to voting day, overlaps counted once, one end counted.",
        assumptions=assumed(answers),
        limits=LIMITS,
        questions=open_questions(answers),
    )


def _ways(case: Case, stays: Sequence[Fact[Residence]]) -> list[tuple[Fact[Residence], ...]]:
    """The first way in which the stays are told, then one way more for each differing claim about a stay."""
    by_stay = [fit(case, [f for f in stays if f.id == stay]) for stay in dict.fromkeys(f.id for f in stays)]
    leading = tuple(claims[0] for claims in by_stay)
    ways = [leading]
    for place, claims in enumerate(by_stay):
        for claim in claims[1:]:
            if claim.record != leading[place].record:
                ways.append((*leading[:place], claim, *leading[place + 1 :]))
    return ways


def _telling(case: Case, claims: tuple[Fact[Residence], ...], about: Said) -> Telling:
    stays = tuple(
        Stay(during=f.record.during, exempt_post=EXEMPT[f.record.post], habitual=f.record.habitual) for f in claims
    )
    given = ResidenceInputs(poll=When.on(case.info.poll), stays_abroad=stays, facts=names(claims))
    return Telling(claims, ask(case, RULE, given, about=about))


def _readings(tellings: Sequence[Telling]) -> tuple[ReadingOutcome, ...]:
    """Each reading once where all tellings come to the same under it, else once for each telling."""
    found: list[ReadingOutcome] = []
    for place, answer in enumerate(tellings[0].answers):
        each = [reading(t.answers[place]) for t in tellings]
        if len({r.outcome for r in each}) == 1:
            found.append(each[0])
        else:
            name = Message(answer.rule.reading)
            found.extend(
                reading(t.answers[place], name=Message("{reading}, as in {facts}", reading=name, facts=t.facts))
                for t in tellings
            )
    return tuple(found)


def _unknown(case: Case, one: Contestant, stays: Sequence[Fact[Residence]], answers: tuple[Answer, ...]) -> Finding:
    person = Name(one.person)
    says = Message("The material does not say where {person} lived in the years before voting day.", person=person)
    if stays:
        says = Message(
            "The claims give the time abroad of {person} as {times}; which residence the law required is not known.",
            person=person,
            times=tuple(From(f.record.during, (f.fact,)) for f in stays),
        )
    open_ones = open_questions(answers) or (which_provision(case, RULE, "the residence of candidates"),)
    return unknown(says, *open_ones, subject=one.person, facts=(*names(stays), *one.facts))


def _says(person: str, tellings: Sequence[Telling]) -> Message:
    days = tuple(From(t.days, t.facts) for t in tellings if t.days is not None)
    if not days:
        return Message(
            "The claims give the time abroad of {person} as {times}.", person=Name(person), times=_times(tellings)
        )
    if len(days) == 1:
        return Message(
            "The claims give the time abroad of {person} as {times}: {days} of the {window} days up to voting day.",
            person=Name(person),
            times=_times(tellings),
            days=days[0],
            window=tellings[0].window or "",
        )
    return Message(
        "The claims give the time abroad of {person} as {times}: by their accounts in turn {days} of the {window} "
        "days up to voting day.",
        person=Name(person),
        times=_times(tellings),
        days=days,
        window=tellings[0].window or "",
    )


def _times(tellings: Sequence[Telling]) -> tuple[From, ...]:
    """When the stays were, each claim once."""
    claims = dict.fromkeys(f.fact for t in tellings for f in t.claims)
    during = {f.fact: f.record.during for t in tellings for f in t.claims}
    return tuple(From(during[name], (name,)) for name in claims)


def _measures(telling: Telling, place: int) -> list[Measure]:
    """Days and share of the window abroad, years since the return; of a further telling with its number."""
    suffix = "" if place == 1 else f"_{place}"
    days, window, years = telling.days, telling.window, telling.years_since_return()
    found: list[Measure] = []
    if days is not None:
        how = ", ".join(str(f.record.during) for f in telling.claims)
        found.append(Measure(f"days_abroad{suffix}", days, "days", "days abroad", telling.facts, how))
    if days is not None and days.high is not None and window:
        for bound, number in (("low", days.low), ("high", days.high)):
            share = Percent(Fraction(number, window))
            label = "least share of the time abroad" if bound == "low" else "greatest share of the time abroad"
            how = f"{number} / {window}"
            found.append(Measure(f"share_{bound}{suffix}", share, "%", label, telling.facts, how))
    if years:
        for bound, value in zip(("low", "high"), years, strict=True):
            label = "least years since the return" if bound == "low" else "most years since the return"
            how = f"{value * DAYS_A_YEAR} / {float(DAYS_A_YEAR)} = {float(value):.2f}"
            found.append(Measure(f"years_since_return_{bound}{suffix}", value, "years", label, telling.facts, how))
    return found
