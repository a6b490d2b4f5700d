"""Whether the seats filled in one way, or held by one faction, sufficed to adopt or to block a bill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from saylau.checks.addressees import parliament
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.chambers import by_regions, exact
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import share
from saylau.checks.registry import check
from saylau.checks.told import Told, explanations, fit, one_each, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import NoInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import ChamberSeats
from saylau.records.kinds.power import SeatWay
from saylau.values import Truth
from saylau.values.message import From, Message, Name, Said, Value

HALF = Fraction(1, 2)
WAYS = {
    SeatWay.APPOINTED: "seats appointed",
    SeatWay.INDIRECT: "seats filled by an indirect vote",
    SeatWay.CHOSEN_BY_BODY: "seats chosen by a body",
    SeatWay.FACTION: "seats of a faction",
}


@check(chapter="PW", area="power")
def blocking_share(case: Case) -> Iterator[Finding]:
    """Whether the seats filled in one way sufficed to adopt or to block a bill.

    Votes needed to adopt follow from the rule on the majority and the number of all seats; so many seats fewer than all
    and one more suffice to block. Where the rule is not known, more than half of all seats is assumed.
    """
    chambers = dict.fromkeys(f.record.chamber for f in case.all(ChamberSeats))
    found = [finding for chamber in chambers if (finding := _of_chamber(case, chamber))]
    if not found:
        says = Message("The material does not tell how many seats of a chamber were filled in which way.")
        asks = "How many seats had each chamber, how were they filled, and which majority does a bill need?"
        yield unknown(says, asked(case, asks, parliament(case)), facts=names(case.all(ChamberSeats)))
    yield from found


def _of_chamber(case: Case, chamber: str) -> Finding | None:
    claims = case.where(ChamberSeats, chamber=chamber)
    totals = exact(case, claims, SeatWay.TOTAL)
    parts = one_each(f for f in fit(case, claims) if f.record.way in WAYS and f.record.seats.exact is not None)
    if not totals or not parts:
        return None
    upper = any(f.record.lower is Truth.NO for f in claims)
    answers = ask(case, "power.upper_chamber_vote" if upper else "power.lower_chamber_vote", NoInputs())
    more_than = next((s for a in answers if (s := share(a.explanation, "more_than"))), HALF)
    appointed = exact(case, claims, SeatWay.APPOINTED)
    derived = by_regions(case, totals[0].value, appointed[0].value) if upper and appointed else None
    wholes = (*totals, derived) if derived else totals
    largest = max(parts, key=lambda f: f.record.seats.low)
    facts = tuple(dict.fromkeys((*(f for whole in wholes for f in whole.facts), *names(parts))))
    return Finding(
        chamber,
        Outcome.NOTED,
        _says(chamber, wholes[0], largest, more_than),
        facts=facts,
        measures=tuple(m for n, whole in enumerate(wholes, start=1) for m in _measures(whole, parts, more_than, n)),
        explanations=explanations(answers),
        method="Votes to adopt: the whole number next above the share of all seats. Seats to block: all seats less "
        "votes to adopt, and one.",
        assumptions=_assumed(answers, derived is not None),
        limits=(
            "Whether members appointed or elected in one way vote together is not in these numbers.",
            "Votes that need another majority, such as changes of the constitution, are not counted here.",
        ),
        questions=_questions(case, answers, upper),
    )


def _assumed(answers: Sequence[Answer], derived: bool) -> tuple[Said, ...]:
    rule = () if answers else ("A bill needs more than half of all seats (assumed).",)
    return (*rule, *(("Each region filled the same number of seats (assumed).",) if derived else ()))


def _questions(case: Case, answers: Sequence[Answer], upper: bool) -> tuple[Asked, ...]:
    if answers:
        return ()
    name = "power.upper_chamber_vote" if upper else "power.lower_chamber_vote"
    about = "the majority by which the upper chamber decides" if upper else "the majority by which the chamber decides"
    return (which_provision(case, name, about),)


def _to_adopt(seats: int, more_than: Fraction) -> int:
    """The least whole number of votes above a share of all seats."""
    return floor(seats * more_than) + 1


def _says(chamber: str, whole: Told[int], largest: Fact[ChamberSeats], more_than: Fraction) -> Message:
    need = _to_adopt(whole.value, more_than)
    block, part = whole.value - need + 1, largest.record.seats.low
    values: dict[str, Value] = {
        "chamber": Name(chamber),
        "seats": From(whole.value, whole.facts),
        "need": need,
        "block": block,
        "part": From(part, (largest.fact,)),
        "way": Message(WAYS[largest.record.way]),
    }
    if part >= need:
        return Message(
            "{chamber}, seats: {seats}; votes needed to adopt: {need}; seats that suffice to block: {block}. The "
            "largest group on record ({way}: {part}) sufficed to adopt and to block.",
            **values,
        )
    if part >= block:
        return Message(
            "{chamber}, seats: {seats}; votes needed to adopt: {need}; seats that suffice to block: {block}. The "
            "largest group on record ({way}: {part}) sufficed to block and not to adopt.",
            **values,
        )
    return Message(
        "{chamber}, seats: {seats}; votes needed to adopt: {need}; seats that suffice to block: {block}. The largest "
        "group on record ({way}: {part}) sufficed for neither alone; short of blocking by: {short}.",
        **values,
        short=block - part,
    )


def _measures(
    whole: Told[int], parts: Sequence[Fact[ChamberSeats]], more_than: Fraction, number: int
) -> Iterator[Measure]:
    suffix = "" if number == 1 else f"_{number}"
    need = _to_adopt(whole.value, more_than)
    block = whole.value - need + 1
    yield Measure(f"seats{suffix}", whole.value, "seats", "all seats", whole.facts)
    yield Measure(f"adopt{suffix}", need, "seats", "votes needed to adopt", whole.facts, f"{whole.value} x {more_than}")
    yield Measure(f"block{suffix}", block, "seats", "seats that suffice to block", whole.facts,
                  f"{whole.value} - {need} + 1")  # fmt: skip
    if number == 1:
        for part in parts:
            yield Measure(part.id, part.record.seats.low, "seats", WAYS[part.record.way], (part.fact,))
