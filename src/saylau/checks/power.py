"""Who holds power: how the seats of parliament are filled, beside the other checks of this area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import parliament
from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.chambers import by_regions, exact, regions_of_the_day
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.power_acts import appointments, consent_chain, joint_acts, privileges
from saylau.checks.power_blocking import blocking_share
from saylau.checks.power_dated import dated_powers
from saylau.checks.power_interest import interested_members
from saylau.checks.power_offices import life_posts, succession, tenures
from saylau.checks.power_timeline import timeline
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, besides, explanations, fit, one_each, speakers, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import NoInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import ChamberSeats
from saylau.records.kinds.power import SeatWay
from saylau.values import Truth
from saylau.values.message import From, Message, Name, OutOf

NOT_ELECTED = (SeatWay.APPOINTED, SeatWay.INDIRECT, SeatWay.CHOSEN_BY_BODY)


def _seats(case: Case, lower: Truth) -> tuple[Fact[ChamberSeats], ...]:
    """The claims on the seats of the upper (`no`) or the lower or only (`yes`) chamber."""
    return case.where(ChamberSeats, lower=lower)


@check(chapter="PW")
def senate_seats(case: Case) -> Iterator[Finding]:
    """Which share of the upper chamber was appointed.

    Appointed seats over all seats as stated; beside it, over a total derived from the regions of voting day, where the
    seats that are not appointed do not divide among them.
    """
    claims = _seats(case, Truth.NO)
    totals, appointed = exact(case, claims, SeatWay.TOTAL), exact(case, claims, SeatWay.APPOINTED)
    if not totals or not appointed:
        says = Message("The material does not give the seats of an upper chamber and how many of them are appointed.")
        asks = "How many seats did the upper chamber have on voting day, and how many of them were appointed?"
        yield unknown(says, asked(case, asks, parliament(case)), facts=names(claims))
        return
    regions = regions_of_the_day(case)
    derived = by_regions(case, totals[0].value, appointed[0].value)
    bases = [(total, "as stated") for total in totals]
    if derived:
        bases.append((derived, "derived from the regions (assumed)"))
    shares = [(part, base, whose) for base, whose in bases for part in appointed]
    used = (*(f for part in appointed for f in part.facts), *(f for base, _ in bases for f in base.facts))
    facts = tuple(dict.fromkeys(used))
    differ = len(shares) > 1
    yield Finding(
        "case",
        Outcome.DISPUTED if differ else Outcome.NOTED,
        _senate_says(case, shares, len(regions), derived),
        facts=facts,
        context=besides((*claims, *regions), facts),
        readings=tuple(_share_reading(*share) for share in shares) if differ else (),
        measures=tuple(_share_measure(place, *share) for place, share in enumerate(shares, start=1)),
        method="Appointed seats over all seats.",
        assumptions=("Each region filled the same number of seats (assumed).",) if len(bases) > len(totals) else (),
        limits=("An appointed upper chamber is not as such at odds with a standard.",),
        questions=(asked(case, "How many seats did the upper chamber have on voting day?", parliament(case)),)
        if differ
        else (),
    )


def _senate_says(
    case: Case, shares: Sequence[tuple[Told[int], Told[int], str]], regions: int, derived: Told[int] | None
) -> Message:
    first = _share(*shares[0][:2])
    if len(shares) == 1:
        return Message("Of the seats of the upper chamber, {share} were appointed.", share=first)
    if derived:
        part = next(part for part, base, _ in shares if base is derived)
        return Message(
            "Of the seats of the upper chamber, {share} were appointed, as {who} stated. With {each} for each "
            "of the {regions} regions of voting day and {appointed} appointed it would be {derived}.",
            share=tuple(_share(part, base) for part, base, _ in shares if base is not derived),
            who=speakers(
                case, (f for part, base, _ in shares if base is not derived for f in (*part.facts, *base.facts))
            ),
            each=(derived.value - part.value) // regions,
            regions=From(regions, derived.facts),
            appointed=From(part.value, part.facts),
            derived=tuple(_share(part, base) for part, base, _ in shares if base is derived),
        )
    rest = tuple(_share(part, base) for part, base, _ in shares[1:])
    return Message(
        "Of the seats of the upper chamber, {share} were appointed by one account and {others} by another.",
        share=first,
        others=rest,
    )


def _share(part: Told[int], base: Told[int]) -> From:
    return From(OutOf(part.value, base.value), (*part.facts, *base.facts))


def _share_reading(part: Told[int], base: Told[int], whose: str) -> ReadingOutcome:
    says = Message("{share} seats were appointed.", share=_share(part, base))
    name = Message("{share}", share=OutOf(part.value, base.value))
    return ReadingOutcome(name, whose, Outcome.NOTED, says)


def _share_measure(place: int, part: Told[int], base: Told[int], whose: str) -> Measure:
    name = "appointed" if place == 1 else f"appointed_{place}"
    how, label = f"{part.value} / {base.value}", Message("appointed, {whose}", whose=Message(whose))
    return Measure(name, OutOf(part.value, base.value), "seats", label, (*part.facts, *base.facts), how)


SEATS_ASKED = "How many seats did the lower chamber have, and how many were filled other than by a popular vote?"


@check(chapter="PW", standards=("CPH-7.2",))
def majilis_seats(case: Case) -> Iterator[Finding]:
    """Whether all seats of the lower chamber were contested in a popular vote.

    Seats filled in another way over all seats, and the share of each faction; of all seats, and of those not filled in
    another way.
    """
    claims = _seats(case, Truth.YES)
    totals = exact(case, claims, SeatWay.TOTAL)
    ways = tuple(f for f in fit(case, claims) if f.record.way in NOT_ELECTED and f.record.seats.exact is not None)
    factions = tuple(f for f in fit(case, claims) if f.record.way is SeatWay.FACTION)
    if len(totals) != 1 or not (ways or factions):
        says = Message("The material does not tell how the seats of a lower chamber were filled.")
        yield unknown(says, asked(case, SEATS_ASKED, parliament(case)), facts=names(claims))
        return
    total, others = totals[0], sum(f.record.seats.low for f in one_each(ways))
    answers = ask(case, "power.lower_chamber", NoInputs())
    facts = (*total.facts, *names(ways)) if ways else (*total.facts, *names(factions))
    yield Finding(
        "case",
        _majilis_outcome(others, bool(ways), bool(answers)),
        _majilis_says(total, ways, others),
        facts=facts,
        context=besides(claims, facts),
        explanations=explanations(answers),
        measures=(
            *(_way_measure(f, total.value, "not_elected", "filled other than by a popular vote") for f in ways),
            *(_way_measure(f, total.value, "faction", "of all seats") for f in one_each(factions)),
            *(
                _way_measure(f, total.value - others, "faction_of_others", "of the seats not filled in another way")
                for f in one_each(factions)
                if others
            ),
        ),
        method="Seats over all seats of the chamber.",
        assumptions=("No member of a faction held a seat that was filled in another way (assumed).",),
        limits=("How seats are filled says nothing of how free the vote on the other seats was.",),
        questions=_majilis_questions(case, bool(ways), bool(answers)),
    )


def _majilis_questions(case: Case, ways_known: bool, article_known: bool) -> tuple[Asked, ...]:
    """What would settle it: how seats were filled, where not stated, and the article, where not known."""
    missing = () if ways_known else (asked(case, SEATS_ASKED, parliament(case)),)
    if article_known:
        return missing
    return (*missing, which_provision(case, "power.lower_chamber", "how seats of the lower chamber were filled"))


def _majilis_outcome(others: int, known: bool, article: bool) -> Outcome:
    """At odds needs the article by which seats are filled; without it, seats filled in another way are a concern."""
    if not known:
        return Outcome.UNKNOWN
    if not others:
        return Outcome.IN_LINE
    return Outcome.AT_ODDS if article else Outcome.CONCERN


def _majilis_says(total: Told[int], ways: Sequence[Fact[ChamberSeats]], others: int) -> Message:
    if not ways:
        return Message(
            "The lower chamber had {total} seats; whether any were filled other than by a popular vote is not stated.",
            total=From(total.value, total.facts),
        )
    by = tuple(From(Name(f.record.holder), (f.fact,)) for f in one_each(ways) if f.record.holder)
    share = From(OutOf(others, total.value), (*total.facts, *names(ways)))
    if not by:
        return Message("Of the seats of the lower chamber, {share} were not filled by a popular vote.", share=share)
    return Message(
        "Of the seats of the lower chamber, {share} were chosen by {by}, not in a popular vote.", share=share, by=by
    )


def _way_measure(fact: Fact[ChamberSeats], base: int, name: str, label: str) -> Measure:
    part = fact.record.seats.low
    who = fact.record.holder or fact.id
    said = Message("{holder}", holder=Name(who)) if fact.record.holder else Message(fact.record.way.value)
    told_as = Message("{who}: {share_of}", who=said, share_of=Message(label))
    return Measure(f"{name}:{who}", OutOf(part, base), "seats", told_as, (fact.fact,), f"{part} / {base}")


CHECKS: tuple[Check, ...] = (
    timeline,
    tenures,
    succession,
    life_posts,
    dated_powers,
    privileges,
    appointments,
    joint_acts,
    consent_chain,
    interested_members,
    senate_seats,
    majilis_seats,
    blocking_share,
)
