"""Money: what each fund received beside its legal limits, under every reading of them."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.ask import Answer, which_provision
from saylau.checks.contestants import no_contestants
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import deciding, money, provisions, reading, together
from saylau.checks.funds import DONATION_CAP, NO_MOTIVE, OWN_CAP, RECEIVED, Cap, Fund, book, bounded, cap
from saylau.checks.registry import Check, check
from saylau.checks.told import explanations, unknown
from saylau.records.case import Case, names
from saylau.records.kinds import CapStatement, Question
from saylau.values import Money, Truth, When
from saylau.values.message import From, Message, Name, Percent, Value

AT_LIMIT = "A sum equal to its limit does not in itself indicate a breach."
OWN_NAME, DONATIONS_NAME = "own and nominator", "donations"


@check(chapter="CF", standards=("UNCAC-7.3", "CPH-7.6"), area="finance")
def cap_use(case: Case) -> Iterator[Finding]:
    """How much of its legal cap each candidate's fund reached.

    Receipts by origin on one stated day over the limit in force, under each reading of it. The finding on the whole
    case says whether the readings of the limits agree.
    """
    stated = book(case)
    if not stated.funds:
        yield no_contestants()
        return
    for fund in stated.funds:
        yield _cap_use(case, fund, (cap(case, OWN_CAP, fund), cap(case, DONATION_CAP, fund)), stated.as_of)
    first = stated.funds[0]
    yield _provision(case, (cap(case, OWN_CAP, first), cap(case, DONATION_CAP, first)))


def _unanswered(case: Case, caps: tuple[Cap, Cap]) -> tuple[Question, ...]:
    return tuple(which_provision(case, c.name, "limits on money in election funds") for c in caps if not c.answers)


def _cap_use(case: Case, fund: Fund, caps: tuple[Cap, Cap], day: When | None) -> Finding:
    own, donated = caps
    readings = (
        *_readings(own, fund.own_and_nominator, OWN_NAME),
        *_readings(donated, fund.donations, DONATIONS_NAME),
    )
    outcome = _outcome(fund, readings)
    missing = (RECEIVED,) if fund.everything is None else ()
    return Finding(
        subject=fund.contestant.person,
        outcome=outcome,
        message=_says(fund, own.amount, donated.amount, day),
        facts=fund.facts,
        context=fund.contestant.facts,
        readings=readings,
        measures=(
            *_measures(fund, "own_and_nominator", fund.own_and_nominator, own.amount, "own and nominator's money"),
            *_measures(fund, "donations", fund.donations, donated.amount, "donations"),
        ),
        explanations=(*explanations(own.answers), *explanations(donated.answers)),
        method="Money received / limit on the day, by origin; limits are formulas over the base value in force.",
        limits=(
            *((AT_LIMIT,) if outcome is Outcome.NOTED else ()),
            "Receipts by that day, not the final ones; which origin each limit covers differs between readings.",
            NO_MOTIVE,
        ),
        questions=(*missing, *_unanswered(case, caps)),
    )


def _readings(of: Cap, received: Money | None, label: str) -> tuple[ReadingOutcome, ...]:
    """What comes of each reading of one limit: above it, exactly at it, or below."""
    return tuple(reading(a, _at_limit(a, received), f"{label}: {a.rule.reading}") for a in of.answers)


def _at_limit(answer: Answer, received: Money | None) -> Outcome | None:
    """`noted` where exactly the limit was received; None leaves the outcome to the verdict."""
    limit = money(answer.explanation, "cap")
    if answer.explanation.verdict is not Truth.YES or received is None or limit is None:
        return None
    return Outcome.NOTED if received.currency == limit.currency and received.low == limit.high else None


def _outcome(fund: Fund, readings: tuple[ReadingOutcome, ...]) -> Outcome:
    """The strongest of the two limits; claims that differ about a sum at its limit leave it disputed.

    A sum that is not stated is within no limit, even where a reading knows none.
    """
    found = []
    for label, received in ((OWN_NAME, fund.own_and_nominator), (DONATIONS_NAME, fund.donations)):
        of = [r for r in readings if r.name.startswith(label)]
        unsettled = any(r.decides and r.outcome is Outcome.UNKNOWN for r in of)
        if received is None:
            found.append(Outcome.UNKNOWN)
        else:
            found.append(Outcome.DISPUTED if fund.conflicting and unsettled else together(of))
    return min(found, key=lambda outcome: outcome.rank)


def _measures(fund: Fund, name: str, received: Money | None, limit: Money | None, label: str) -> tuple[Measure, ...]:
    found: list[Measure] = []
    if received is not None:
        found.append(Measure(name, received, received.currency, label, fund.facts_of(name)))
    if limit is not None:
        found.append(Measure(f"cap_{name}", limit, limit.currency, f"limit on {label}"))
    if received is not None and limit is not None and _comparable(received, limit):
        low, high = received.ratio(limit)
        how = f"{received} / {limit}"
        found.extend(
            bounded(f"use_{name}", low, high, "of the limit", f"{label} of its limit", fund.facts_of(name), how)
        )
    return tuple(found)


def _comparable(received: Money, limit: Money) -> bool:
    return received.currency == limit.currency and limit.high != 0


def _use(received: Money | None, limit: Money | None) -> Value | None:
    if received is None or limit is None or not _comparable(received, limit):
        return None
    low, high = received.ratio(limit)
    return Percent(low) if high is None or low == high else (Percent(low), Percent(high))


def _says(fund: Fund, own_cap: Money | None, donation_cap: Money | None, day: When | None) -> Message:
    who = Name(fund.contestant.person)
    own, donations = fund.own_and_nominator, fund.donations
    own_use, donations_use = _use(own, own_cap), _use(donations, donation_cap)
    if day and own and donations and own_cap and donation_cap and own_use is not None and donations_use is not None:
        return Message(
            "By {day}, the fund of {person} had received {own} of own and nominator's money, {own_use} of the limit of "
            "{own_cap}, and {donations} in donations, {donations_use} of the limit of {donation_cap}.",
            day=day, person=who, own=From(own, fund.facts_of("own_and_nominator")), own_use=own_use, own_cap=own_cap,
            donations=From(donations, fund.facts_of("donations")), donations_use=donations_use,
            donation_cap=donation_cap,
        )  # fmt: skip
    if day and own and own_cap and own_use is not None:
        return Message(
            "By {day}, the fund of {person} had received {own} of own and nominator's money, {own_use} of the limit of "
            "{own_cap}; donations, or a limit on them, are not known.",
            day=day, person=who, own=From(own, fund.facts_of("own_and_nominator")), own_use=own_use, own_cap=own_cap,
        )  # fmt: skip
    if day and donations and donation_cap and donations_use is not None:
        return Message(
            "By {day}, the fund of {person} had received {donations} in donations, {donations_use} of the limit of "
            "{donation_cap}; own and nominator's money, or a limit on it, is not known.",
            day=day, person=who, donations=From(donations, fund.facts_of("donations")), donations_use=donations_use,
            donation_cap=donation_cap,
        )  # fmt: skip
    return Message("How much of a limit the fund of {person} reached is not known.", person=who)


def _provision(case: Case, caps: tuple[Cap, Cap]) -> Finding:
    """Whether the readings of the limits agree on what they cover and on how much."""
    said = case.where(CapStatement, election=case.info.election)
    unanswered = _unanswered(case, caps)
    if unanswered:
        says = Message("The limits on money in election funds are not known; no use of them was worked out.")
        return unknown(says, *unanswered, facts=names(said))
    limits = {c.name: {money(a.explanation, "cap") for a in deciding(c.answers)} for c in caps}
    covered = {(f.record.origins, f.record.amount) for f in said}
    told = {(f.id, f.record.origins, f.record.amount) for f in said}
    agree = all(len(found) == 1 for found in limits.values()) and len(told) == len({f.id for f in said})
    readings = tuple(
        reading(a, Outcome.NOTED if a.rule.decides else None, f"{label}: {a.rule.reading}")
        for c, label in zip(caps, (OWN_NAME, DONATIONS_NAME), strict=True)
        for a in c.answers
    )
    return Finding(
        subject="case",
        outcome=Outcome.NOTED if agree else Outcome.DISPUTED,
        message=_provision_says(agree, len({r.name.split(": ")[1] for r in readings if r.decides}), len(covered)),
        facts=names(said),
        readings=tuple(_as_limit(r) for r in readings),
        provisions=tuple(cite for c in caps for cite in provisions(c.answers)),
        method="Limits under each reading side by side; none was merged or preferred.",
        questions=() if agree else (_word_for_word(case),),
    )


def _word_for_word(case: Case) -> Question:
    day = case.info.poll.isoformat()
    asks = f"What were the limits on own, nominators' and donated money in force on {day}, word for word?"
    return Question(asks=asks, who="the official register of laws")


def _provision_says(agree: bool, readings: int, accounts: int) -> Message:
    if agree:
        return Message("The limits on money in election funds stood in one reading.")
    return Message(
        "The limits on money in election funds stood in {readings} readings that may decide and in {accounts} "
        "different accounts of which origin a limit covers and how high it is.",
        readings=readings,
        accounts=accounts,
    )


def _as_limit(shown: ReadingOutcome) -> ReadingOutcome:
    """A reading as a statement of the limit, without the money of one fund."""
    limit = money(shown.explanation, "cap") if shown.explanation else None
    says = (
        Message("This reading knows no limit.")
        if limit is None
        else Message("This reading sets the limit at {limit}.", limit=limit)
    )
    return ReadingOutcome(shown.name, shown.whose, shown.outcome, says, decides=shown.decides)


CAPS: tuple[Check, ...] = (cap_use,)
