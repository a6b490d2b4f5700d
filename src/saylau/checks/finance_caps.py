"""Money: what each fund received beside its legal limits, under every reading of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from saylau.checks.addressees import asked_on
from saylau.checks.ask import Answer, asked, lawyer, which_provision
from saylau.checks.contestants import no_contestants
from saylau.checks.finance_says import LOWER_BOUND, OVERLAPS, comparable, use_says
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import deciding, money, provisions, reading, together
from saylau.checks.funds import DONATION_CAP, NO_MOTIVE, OWN_CAP, Cap, Fund, book, bounded, cap, receipts_asked
from saylau.checks.registry import Check, check
from saylau.checks.told import explanations, unknown
from saylau.law.asked import Asked
from saylau.law.rule import Cite, Explanation
from saylau.records.case import Case, names
from saylau.records.kinds import CapStatement
from saylau.records.kinds.finance import FundOrigin
from saylau.values import Money, Truth, When
from saylau.values.message import Message

AT_LIMIT = "A sum equal to its limit does not in itself indicate a breach."
READINGS_DIFFER = "Which origin each limit covers differs between readings."
OWN_NAME, DONATIONS_NAME = "own and nominator: {reading}", "donations: {reading}"


@check(chapter="CF", standards=("UNCAC-7.3", "CPH-7.6"), area="finance")
def cap_use(case: Case) -> Iterator[Finding]:
    """How much of its legal cap each candidate's fund reached.

    Receipts by origin on one stated day over the limit in force, under each reading of it. The finding on the whole
    case says whether the readings of the limits agree.
    """
    stated = book(case)
    if not stated.funds:
        yield no_contestants(case)
        return
    for fund in stated.funds:
        yield _cap_use(case, fund, (cap(case, OWN_CAP, fund), cap(case, DONATION_CAP, fund)), stated.as_of)
    first = stated.funds[0]
    yield _provision(case, (cap(case, OWN_CAP, first), cap(case, DONATION_CAP, first)))


ABOUT = {
    OWN_CAP: "limits on own and nominators' money in election funds",
    DONATION_CAP: "limits on donations to election funds",
}


def limits_asked(case: Case, caps: tuple[Cap, Cap]) -> tuple[Asked, ...]:
    """What would settle the limits of which no amount is known: a provision, or the amount that a known one sets."""
    return tuple(
        _amount_asked(case, c) if c.answers else which_provision(case, c.name, ABOUT[c.name])
        for c in caps
        if c.amount is None
    )


def _amount_asked(case: Case, of: Cap) -> Asked:
    asks = Message(
        "Did the provision on the subject named set an amount on {day}, and which? Subject: {subject}.",
        day=case.info.poll, subject=Message(ABOUT[of.name]),
    )  # fmt: skip
    return asked(case, asks, lawyer(case))


def _unanswered(case: Case, caps: tuple[Cap, Cap]) -> tuple[Asked, ...]:
    return tuple(which_provision(case, c.name, ABOUT[c.name]) for c in caps if not c.answers)


def _cap_use(case: Case, fund: Fund, caps: tuple[Cap, Cap], day: When | None) -> Finding:
    own, donated = caps
    readings = (
        *_readings(own, fund.own_and_nominator, OWN_NAME, _whole(fund)),
        *_readings(donated, fund.donations, DONATIONS_NAME),
    )
    outcome = _outcome(fund, readings)
    return Finding(
        subject=fund.contestant.person,
        outcome=outcome,
        message=use_says(fund, own.amount, donated.amount, day),
        facts=fund.facts,
        context=fund.contestant.facts,
        readings=readings,
        measures=(
            *_measures(fund, "own_and_nominator", fund.own_and_nominator, own.amount, OWN_LABELS),
            *_measures(fund, "donations", fund.donations, donated.amount, DONATION_LABELS),
        ),
        explanations=(*explanations(own.answers), *explanations(donated.answers)),
        method="Money received / limit on the day, by origin; limits are formulas over the base value in force.",
        limits=(
            *((AT_LIMIT,) if outcome is Outcome.NOTED else ()),
            *_lower_bounds(fund),
            "Receipts by that day, not the final ones.",
            *((READINGS_DIFFER,) if any(len(deciding(c.answers)) > 1 for c in caps) else ()),
            NO_MOTIVE,
        ),
        questions=(*receipts_asked(case, (fund,)), *_unanswered(case, caps)),
    )


def _whole(fund: Fund) -> bool:
    """Whether own and nominator's money is stated in full."""
    return not fund.overlapping and not fund.missing_of(FundOrigin.OWN, FundOrigin.NOMINATOR)


def _lower_bounds(fund: Fund) -> tuple[str, ...]:
    """Which part of own and nominator's money is missing, where the other is stated."""
    if fund.own_and_nominator is None:
        return ()
    if fund.overlapping:
        return (OVERLAPS,)
    return tuple(LOWER_BOUND[origin] for origin in fund.missing_of(FundOrigin.OWN, FundOrigin.NOMINATOR))


def _readings(of: Cap, received: Money | None, label: str, whole: bool = True) -> tuple[ReadingOutcome, ...]:
    """What comes of each reading of one limit: above it, exactly at it, or below; a lower bound is never below."""
    return tuple(reading(a, _at_limit(a, received, whole), _named(label, a)) for a in of.answers)


def _named(label: str, answer: Answer) -> Message:
    """The name of a reading of one limit, which says which money it is about."""
    return Message(label, reading=Message(answer.rule.reading))


def _about(shown: ReadingOutcome, label: str) -> bool:
    return isinstance(shown.name, Message) and shown.name.template == label


def _at_limit(answer: Answer, received: Money | None, whole: bool) -> Outcome | None:
    """`noted` where exactly the limit was received; None leaves the outcome to the verdict."""
    limit = money(answer.explanation, "cap")
    if answer.explanation.verdict is not Truth.YES or received is None or limit is None:
        return None
    if not whole:
        return Outcome.UNKNOWN
    return Outcome.NOTED if received.currency == limit.currency and received.low == limit.high else None


def _outcome(fund: Fund, readings: tuple[ReadingOutcome, ...]) -> Outcome:
    """The strongest of the two limits; claims that differ about a sum at its limit leave it disputed.

    A sum that is not stated is within no limit, even where a reading knows none; a lower bound can only be above one.
    """
    found = []
    for label, received in ((OWN_NAME, fund.own_and_nominator), (DONATIONS_NAME, fund.donations)):
        of = [r for r in readings if _about(r, label)]
        unsettled = any(r.decides and r.outcome is Outcome.UNKNOWN for r in of)
        outcome = together(of)
        if received is None or (label == OWN_NAME and not _whole(fund) and outcome is not Outcome.CONTRARY):
            found.append(Outcome.UNKNOWN)
        else:
            found.append(Outcome.DISPUTED if fund.conflicting and unsettled else outcome)
    return min(found, key=lambda outcome: outcome.rank)


OWN_LABELS = (
    "own and nominator's money", "limit on own and nominator's money", "share of the limit on own and nominator's money"
)  # fmt: skip
DONATION_LABELS = "donations", "limit on donations", "share of the limit on donations"


def _measures(
    fund: Fund, name: str, received: Money | None, limit: Money | None, labels: tuple[str, str, str]
) -> tuple[Measure, ...]:
    found: list[Measure] = []
    if received is not None:
        found.append(Measure(name, received, "", labels[0], fund.facts_of(name)))
    if limit is not None:
        found.append(Measure(f"cap_{name}", limit, "", labels[1]))
    if received is not None and limit is not None and comparable(received, limit):
        low, high = received.ratio(limit)
        how = f"{received} / {limit}"
        found.extend(bounded(f"use_{name}", low, high, "", labels[2], fund.facts_of(name), how))
    return tuple(found)


def _provision(case: Case, caps: tuple[Cap, Cap]) -> Finding:
    """Whether the readings of the limits agree on what they cover and on how much."""
    said = case.where(CapStatement, election=case.info.election)
    readings = tuple(
        reading(a, Outcome.NOTED, _named(label, a))
        for c, label in zip(caps, (OWN_NAME, DONATIONS_NAME), strict=True)
        for a in c.answers
    )
    shown = tuple(_as_limit(r) for r in readings)
    cited = tuple(cite for c in caps for cite in provisions(c.answers))
    unanswered = _unanswered(case, caps)
    if unanswered:
        found = unknown(_half_known_says(caps), *unanswered, facts=names(said))
        return replace(found, readings=shown, provisions=cited)
    limits = {c.name: {money(a.explanation, "cap") for a in deciding(c.answers)} for c in caps}
    covered = {(f.record.origins, f.record.amount) for f in said}
    told = {(f.id, f.record.origins, f.record.amount) for f in said}
    agree = all(len(found) == 1 for found in limits.values()) and len(told) == len({f.id for f in said})
    return Finding(
        subject="case",
        outcome=Outcome.NOTED if agree else Outcome.DISPUTED,
        message=_provision_says(agree, len({a.rule.reading for c in caps for a in deciding(c.answers)}), len(covered)),
        facts=names(said),
        readings=shown,
        provisions=cited,
        method="Limits under each reading side by side; none was merged or preferred.",
        limits=("Which reading the law meant is for a person to say, once its text in force was read.",),
        questions=() if agree else (_word_for_word(case, cited),),
    )


def _half_known_says(caps: tuple[Cap, Cap]) -> Message:
    """Which of the two limits is not known, and what the other is."""
    own, donated = caps
    if donated.amount is not None:
        return Message(
            "The limit on donations was {limit}; no provision on own and nominators' money is known.",
            limit=donated.amount,
        )
    if own.amount is not None:
        return Message(
            "The limit on own and nominators' money was {limit}; no provision on donations is known.",
            limit=own.amount,
        )
    return Message("No amount of a limit on money in election funds is known; no use of limits was worked out.")


def _word_for_word(case: Case, cited: tuple[Cite, ...]) -> Asked:
    asks = Message(
        "What were the limits on own, nominators' and donated money in force on {day}, word for word?",
        day=case.info.poll,
    )
    return asked(case, asks, asked_on(case, (cite.provision for cite in cited), lawyer(case)))


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
    says = _limit_says(shown.explanation) if shown.explanation else shown.says
    return ReadingOutcome(shown.name, shown.whose, shown.outcome, says, decides=shown.decides)


def _limit_says(explanation: Explanation) -> Message:
    """The limit, or the two where a reading limits own money and the nominator's each by itself."""
    limit, own, nominator = (money(explanation, name) for name in ("cap", "own_cap", "nominator_cap"))
    if own is not None and nominator is not None:
        return Message(
            "This reading limits own money to {own} and the nominator's to {nominator}, each by itself.",
            own=own, nominator=nominator,
        )  # fmt: skip
    if limit is None:
        return Message("This reading knows no limit.")
    return Message("This reading sets the limit at {limit}.", limit=limit)


CAPS: tuple[Check, ...] = (cap_use,)
