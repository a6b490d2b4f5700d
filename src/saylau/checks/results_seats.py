"""Seats of lists: the share of votes that they needed, whether they add up, and how far they stand from the votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import provisions, reading, share, together
from saylau.checks.registry import Check, check
from saylau.checks.result_totals import several_seats
from saylau.checks.told import Told, explanations, open_questions, told, unknown
from saylau.law.inputs import SeatInputs
from saylau.methods.proportionality import least_squares
from saylau.records.case import Case, names
from saylau.records.kinds import Election, Result, ResultTotal
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Name, Percent

SEATS_ASKED = "How many votes and how many seats did each list receive?"
IN_TOTAL = "Only totals of the whole election were tested, not the steps by which districts gave out seats."
MANDATES = "A seat won by a candidate in person, whatever the share of the list, is not told apart here."


@dataclass(frozen=True)
class Seated:
    """One contestant whose seats are stated."""

    thing: str
    """The result as a thing of the case."""
    who: str
    """The candidacy; empty where none is named."""
    seats: tuple[Told[Count], ...]
    votes: tuple[Told[Count], ...]

    @property
    def name(self) -> Name | Message:
        """Whom to name in a sentence."""
        return Name(self.who) if self.who else Message("contestants told together")

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on its votes and seats."""
        return tuple(dict.fromkeys(f for one in (*self.seats, *self.votes) for f in one.facts))


def seated(case: Case) -> tuple[Seated, ...]:
    """The contestants of the assessed election whose seats are stated, in row order; none at all for an office."""
    results = case.where(Result, election=case.info.election)
    found = []
    for thing in dict.fromkeys(f.id for f in results):
        claims = [f for f in results if f.id == thing]
        seats = told(case, claims, lambda r: r.seats)
        if seats:
            who = next((f.record.candidacy for f in claims if f.record.candidacy), "") or ""
            found.append(Seated(thing, who, seats, told(case, claims, lambda r: r.votes)))
    return tuple(found)


def _one_seat(case: Case) -> Finding:
    """The answer for an office, or where the number of seats is not stated."""
    claims = names(f for f in case.all(Election) if f.id == case.info.election)
    says = Message("One office or seat was to be filled, as stated; nothing about seats of lists was tested.")
    return Finding("case", Outcome.NOTED, says, facts=claims, limits=("The number is that of the record.",))


def _valid(case: Case) -> tuple[Told[Count], ...]:
    return told(case, case.where(ResultTotal, election=case.info.election), lambda t: t.valid)


@check(chapter="PE", standards=("CPH-7.9",), area="results")
def seat_threshold(case: Case) -> Iterator[Finding]:
    """Whether seats went only to lists that reached the share of votes that the law asked for.

    Votes of each list over the valid votes, beside the share of the rule, for every telling of both. Where one seat
    was to be filled nothing is tested.
    """
    if not several_seats(case):
        yield _one_seat(case)
        return
    lists, valid = seated(case), _valid(case)
    if not lists or not valid or not any(one.votes for one in lists) or not any(v.value.low for v in valid):
        says = Message("The material does not hold the votes and seats of the lists, and the valid votes.")
        facts = tuple(f for one in lists for f in one.facts)
        yield unknown(says, asked(case, SEATS_ASKED, commission(case)), facts=facts)
        return
    rows = [(one, tuple(_answers(case, one, valid))) for one in lists]
    answers = tuple(a for _, group in rows for a in group)
    if not answers:
        says = Message("Which share of the votes a list needed to receive seats is not known.")
        question = which_provision(case, "results.seat_threshold", "the share of votes that a list needed for seats")
        yield unknown(says, question, facts=tuple(f for one in lists for f in one.facts))
        return
    yield _threshold(case, rows, answers, valid)


def _answers(case: Case, one: Seated, valid: Sequence[Told[Count]]) -> Iterator[Answer]:
    for seats in one.seats:
        for votes in one.votes or (None,):
            for base in valid:
                known = votes.value if votes else None
                facts = (*seats.facts, *(votes.facts if votes else ()), *base.facts)
                given = SeatInputs(votes=known, base=base.value, seats=seats.value, facts=facts)
                yield from ask(case, "results.seat_threshold", given)


Rows = Sequence[tuple[Seated, tuple[Answer, ...]]]
"""Each contestant with what the rule answers of it, for every telling."""


def _threshold(case: Case, rows: Rows, answers: Sequence[Answer], valid: Sequence[Told[Count]]) -> Finding:
    tested = [(one, group) for one, group in rows if one.votes]
    needed = next((s for a in answers if (s := share(a.explanation, "share")) is not None), Fraction(0))
    readings = tuple(_of_all([a for a in answers if a.rule.reading == name]) for name in _names(answers))
    facts = tuple(dict.fromkeys(f for one, _ in rows for f in one.facts)) + tuple(f for v in valid for f in v.facts)
    below, above = _lists(tested, valid, seats=False), _lists(tested, valid, seats=True)
    return Finding(
        "case",
        together(readings),
        Message(
            "By the rule a list needed {needed} of the valid votes for seats. Lists with seats, and the share of each: "
            "{with_seats}, {shares}. Lists without seats, and the share of each: {without}, {shares_without}.",
            needed=Percent(needed), with_seats=tuple(one.name for one, _ in above),
            shares=tuple(From(Percent(s), one.facts) for one, s in above),
            without=tuple(one.name for one, _ in below),
            shares_without=tuple(From(Percent(s), one.facts) for one, s in below),
        ),
        facts=facts,
        provisions=provisions(answers),
        readings=readings,
        measures=tuple(
            Measure(f"share:{one.who or one.thing}", Percent(s, 2), "", "share of the valid votes", one.facts)
            for one, s in (*above, *below)
        ),
        explanations=explanations(answers)[:1],
        method="Votes of each list over the valid votes, beside the share that the rule asks for.",
        limits=(IN_TOTAL, MANDATES),
        questions=open_questions(answers),
    )  # fmt: skip


def _names(answers: Sequence[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.rule.reading for a in answers))


def _of_all(answers: Sequence[Answer]) -> ReadingOutcome:
    """One reading over all lists: the strongest of its outcomes, with the words for a list that has it."""
    return min((reading(a) for a in answers), key=lambda r: r.outcome.rank)


def _lists(rows: Rows, valid: Sequence[Told[Count]], *, seats: bool) -> list[tuple[Seated, Fraction]]:
    """The lists with or without seats and the share of each, the largest first."""
    base = valid[0].value.low
    found = [
        (one, Fraction(one.votes[0].value.low, base))
        for one, _ in rows
        if base and (one.seats[0].value.at_least(1) is Truth.YES) is seats
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].thing))


@check(chapter="PE", area="results")
def seats_total(case: Case) -> Iterator[Finding]:
    """Whether the seats of all lists add up to the seats that were to be filled.

    Seats of each list added with their bounds, beside the number of seats in the record of the election.
    """
    if not several_seats(case):
        yield _one_seat(case)
        return
    lists = seated(case)
    claims = [f for f in case.all(Election) if f.id == case.info.election]
    wholes = told(case, claims, lambda e: e.seats)
    if not lists:
        says = Message("The material does not hold the seats of the lists.")
        yield unknown(says, asked(case, SEATS_ASKED, commission(case)), facts=names(claims))
        return
    low = sum(min(t.value.low for t in one.seats) for one in lists)
    highs = [t.value.high for one in lists for t in one.seats]
    high = None if None in highs else sum(max(t.value.high or 0 for t in one.seats) for one in lists)
    total = Count.between(low, high)
    equal = {total.equals(whole.value) for whole in wholes}
    outcome = Outcome.IN_LINE if equal == {Truth.YES} else Outcome.CONCERN if equal == {Truth.NO} else Outcome.UNKNOWN
    if {Truth.YES, Truth.NO} <= equal:
        outcome = Outcome.DISPUTED
    seats_of = (f for one in lists for f in one.facts)
    facts = tuple(dict.fromkeys((*seats_of, *(f for whole in wholes for f in whole.facts))))
    yield Finding(
        "case",
        outcome,
        Message(
            "The seats of the lists added up to {total}; to be filled, as stated, were {whole}.",
            total=total, whole=tuple(From(w.value, w.facts) for w in wholes),
        ),
        facts=facts,
        measures=(Measure("seats", total, "seats", "seats of all lists", facts),),
        method="Seats of each list added, beside the number of seats to be filled.",
        limits=(IN_TOTAL,),
        questions=() if outcome is Outcome.IN_LINE else (asked(case, SEATS_ASKED, commission(case)),),
    )  # fmt: skip


@check(chapter="PE", area="results")
def proportionality(case: Case) -> Iterator[Finding]:
    """How far the seats of the lists stood from their votes.

    The least squares index (M. Gallagher, Electoral Studies 10, 1991) over all contestants whose votes and seats are
    stated to the unit: 0 is full proportionality, 100 the greatest distance. A fact worth stating, no assessment.
    """
    if not several_seats(case):
        yield _one_seat(case)
        return
    lists = [one for one in seated(case) if one.votes]
    known = [(one, one.votes[0].value.exact, one.seats[0].value.exact) for one in lists]
    votes, seats = sum(v or 0 for _, v, _ in known), sum(s or 0 for _, _, s in known)
    if not votes or not seats or any(v is None or s is None for _, v, s in known):
        says = Message("The votes and seats of the lists are not stated to the unit.")
        facts = tuple(f for one in lists for f in one.facts)
        yield unknown(says, asked(case, SEATS_ASKED, commission(case)), facts=facts)
        return
    index = least_squares([(Fraction(v or 0, votes), Fraction(s or 0, seats)) for _, v, s in known])
    wasted = sum(v or 0 for _, v, s in known if not s)
    facts = tuple(dict.fromkeys(f for one in lists for f in one.facts))
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "The least squares index of disproportionality between votes and seats was {index}. Votes for contestants "
            "without a seat: {wasted} of {votes}, {share}.",
            index=index, wasted=wasted, votes=votes, share=Percent(Fraction(wasted, votes)),
        ),
        facts=facts,
        measures=(
            Measure("index", index, "points", "least squares index of disproportionality", facts),
            Measure("without_seats", Percent(Fraction(wasted, votes), 2), "", "votes without a seat", facts),
        ),
        method="M. Gallagher, Proportionality, disproportionality and electoral systems, Electoral Studies 10, 1991; "
        "to a hundredth, cut off.",
        limits=(
            "The index grows with a threshold and with small districts, which a law may set for reasons of its own.",
            "Contestants counted as one row, such as independents, are one contestant here.",
        ),
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (seat_threshold, seats_total, proportionality)
