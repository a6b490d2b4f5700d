"""Money: what election funds received, beside the limits of the law and beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from saylau.checks.ask import which_provision
from saylau.checks.contestants import no_contestants
from saylau.checks.finance_caps import CAPS
from saylau.checks.finance_disclosure import DISCLOSURE
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import provisions
from saylau.checks.funds import (
    DONATION_CAP,
    NO_MOTIVE,
    OWN_CAP,
    RECEIVED,
    Book,
    Cap,
    Fund,
    book,
    bounded,
    cap,
    total,
)
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.methods import concentration as methods
from saylau.records.case import Case
from saylau.values import Money
from saylau.values.message import From, Message, Name, OutOf, Percent, Value

NEAR = Fraction(95, 100)
"""A cap is said to bind from this share of it on."""

OF_RECEIPTS = "Shares of receipts by that day, not of spending; money outside the funds is not in them."


def _incomplete(case: Case, stated: Book) -> Finding:
    if not stated.funds:
        return no_contestants()
    missing = [fund for fund in stated.funds if fund.everything is None]
    return unknown(
        Message(
            "Receipts by origin are not stated for {missing} candidates; no shares were worked out.",
            missing=OutOf(len(missing), len(stated.funds)),
        ),
        RECEIVED,
        facts=stated.facts,
    )


def _amounts(stated: Book) -> list[Money]:
    return [fund.everything for fund in stated.funds if fund.everything is not None]


@check(chapter="CF", standards=("VC-I.2.3", "UNCAC-7.3"))
def shares(case: Case) -> Iterator[Finding]:
    """What each candidate's fund received, and its share of all receipts.

    Sum of receipts by origin on one stated day, in the currency stated; public money is left out.
    """
    stated = book(case)
    sums = _amounts(stated)
    everything = total(sums)
    if not stated.complete or everything is None or everything.high == 0:
        yield _incomplete(case, stated)
        return
    parts = methods.shares([(amount.low, amount.high) for amount in sums])
    top = max(range(len(sums)), key=lambda place: sums[place].low)
    donations = total([f.donations for f in stated.funds if f.donations is not None])
    own = total([f.own_and_nominator for f in stated.funds if f.own_and_nominator is not None])
    per_person = zip(stated.funds, sums, parts, strict=True)
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=_shares_says(stated, everything, donations or everything, own or everything, top, parts[top]),
        facts=stated.facts,
        measures=(
            Measure("total", everything, everything.currency, "received by all funds", stated.facts),
            *(Measure("donations", d, d.currency, "donations to all funds", stated.facts) for d in (donations,) if d),
            *(Measure("own_and_nominator", o, o.currency, "own and nominators' money in all funds", stated.facts)
              for o in (own,) if o),
            *(m for fund, amount, (low, high) in per_person for m in _of_person(fund, amount, everything, low, high)),
        ),
        method="Receipts of each fund over the receipts of all, by one stated day.",
        limits=(OF_RECEIPTS, NO_MOTIVE),
    )  # fmt: skip


def _of_person(fund: Fund, amount: Money, everything: Money, low: Fraction, high: Fraction) -> tuple[Measure, ...]:
    person = fund.contestant.person
    how = f"{amount} / {everything}"
    return (
        Measure(f"total:{person}", amount, amount.currency, "received by the fund", fund.facts),
        *bounded(f"share:{person}", low, high, "of all receipts", "share of all receipts", fund.facts, how),
    )


def _shares_says(
    stated: Book, everything: Money, donations: Money, own: Money, top: int, share: tuple[Fraction, Fraction]
) -> Message:
    fund = stated.funds[top]
    return Message(
        "By {day}, the funds of {number} candidates had received {total}: {donations} in donations and {own} of "
        "candidates' own and nominators' money. The fund of {person} had received the most, {share} of it.",
        day=stated.as_of or "", number=len(stated.funds), total=everything, donations=donations, own=own,
        person=Name(fund.contestant.person), share=From(Percent(share[0]), fund.facts),
    )  # fmt: skip


@check(chapter="CF", standards=("VC-I.2.3", "VC-II.3.5"))
def concentration(case: Case) -> Iterator[Finding]:
    """How far receipts were concentrated in few funds.

    Sum of squared shares of total receipts (Herfindahl 1950; Hirschman 1945), one over it, the effective number of
    funds (Laakso and Taagepera 1979), and the largest fund over the median one.
    """
    stated = book(case)
    sums = [(amount.low, amount.high) for amount in _amounts(stated)]
    if not stated.complete or not any(high is None or high > 0 for _, high in sums):
        yield _incomplete(case, stated)
        return
    index = methods.herfindahl_hirschman(sums)
    effective = methods.effective_number(index)
    ratio = methods.top_to_median(sums)
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=Message(
            "By {day}, the sum of squared shares of receipts was {index}, as if {effective} of the {number} funds had "
            "received equal amounts.",
            day=stated.as_of or "", index=_range(index), effective=_range(effective), number=len(sums),
        ),
        facts=stated.facts,
        measures=(
            *bounded("index", *index, "between 0 and 1", "sum of squared shares", stated.facts, percent=False),
            *bounded("effective_number", *effective, "funds", "effective number of funds", stated.facts, "1 / index",
                     percent=False),
            *(() if ratio is None else bounded(
                "top_to_median", *ratio, "times", "largest fund over the median fund", stated.facts, percent=False
            )),
        ),
        method="Herfindahl-Hirschman index of total receipts (Herfindahl 1950; Hirschman 1945); its reciprocal (Laakso "
        "and Taagepera 1979); largest over median.",
        limits=("The index has no threshold; it describes and assesses nothing.", OF_RECEIPTS),
    )  # fmt: skip


def _range(bounds: tuple[Fraction, Fraction]) -> Value:
    return bounds[0] if bounds[0] == bounds[1] else bounds


@check(chapter="CF", standards=("UNCAC-7.3", "CPH-7.6"))
def cap_distance(case: Case) -> Iterator[Finding]:
    """How near each candidate's fund came to its legal caps taken together."""
    stated = book(case)
    if not stated.complete:
        yield _incomplete(case, stated)
        return
    fund = stated.funds[0]
    caps = tuple(cap(case, name, fund) for name in (OWN_CAP, DONATION_CAP))
    known = [c.amount for c in caps if c.amount is not None]
    if len(known) < 2 or {k.currency for k in known} != {stated.currency} or any(k.low == 0 for k in known):
        lacking = [c.name for c in caps if c.amount is None] or [OWN_CAP]
        yield unknown(
            Message("The limits on election funds are not known; no distance to them was worked out."),
            *(which_provision(case, name, "limits on money in election funds") for name in lacking),
            facts=stated.facts,
        )
        return
    yield _distance(stated, caps, (known[0], known[1]))


def _distance(stated: Book, caps: tuple[Cap, ...], known: tuple[Money, Money]) -> Finding:
    joint = known[0] + known[1]
    near = [fund for fund in stated.funds if _binds(fund, known)]
    uses = [(fund, fund.everything.ratio(joint)) for fund in stated.funds if fund.everything is not None]
    return Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=Message(
            "Against the two limits added, {joint}, receipts stood between {low} and {high}; {near} candidates stood "
            "at {line} or more of a limit.",
            joint=joint, low=Percent(min(use[0] for _, use in uses)), high=Percent(max(use[0] for _, use in uses)),
            near=OutOf(len(near), len(stated.funds)), line=Percent(NEAR, 0),
        ),
        facts=stated.facts,
        measures=(
            Measure("joint_cap", joint, joint.currency, "the two limits added", (), f"{known[0]} + {known[1]}"),
            Measure("near_cap", OutOf(len(near), len(stated.funds)), "candidates", "at 95 % of a limit", stated.facts),
            *(m for fund, (low, high) in uses
              for m in bounded(f"use:{fund.contestant.person}", low, high, "of the two limits added", "used",
                               fund.facts, f"{fund.everything} / {joint}")),
            *(m for fund, (low, high) in uses
              for m in bounded(f"distance:{fund.contestant.person}", 1 - (low if high is None else high), 1 - low,
                               "of the two limits added", "left", fund.facts)),
        ),
        provisions=tuple(cite for c in caps for cite in provisions(c.answers)),
        method="1 - receipts / (limit on own and nominator's money + limit on donations); a limit binds from 95 % on.",
        assumptions=("The sum of the two limits is ours; no provision states it.",),
        limits=("The lowest limit of the readings that may decide was used.", NO_MOTIVE),
    )  # fmt: skip


def _binds(fund: Fund, known: tuple[Money, Money]) -> bool:
    """Whether a fund surely stands at 95 per cent or more of one of its two limits."""
    pairs = zip((fund.own_and_nominator, fund.donations), known, strict=True)
    return any(received is not None and received.ratio(limit)[0] >= NEAR for received, limit in pairs)


@check(chapter="CF")
def donations_comparison(case: Case) -> Iterator[Finding]:
    """How donations to the funds compared with the smallest."""
    stated = book(case)
    given = [(fund, fund.donations) for fund in stated.funds if fund.donations is not None]
    least = min((donations for _, donations in given), key=lambda amount: amount.low, default=None)
    if len(given) < 2 or len(given) < len(stated.funds) or least is None or least.low == 0:
        yield (
            _incomplete(case, stated)
            if not stated.complete
            else unknown(
                Message("Donations could not be compared: the smallest were zero, or one fund alone is stated."),
                RECEIVED,
                facts=stated.facts,
            )
        )
        return
    lowest = next(fund for fund, donations in given if donations == least)
    ratios = [(fund, donations.ratio(least)) for fund, donations in given if fund is not lowest]
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=Message(
            "By {day}, donations to the other funds were {low} to {high} times those to the fund of {person}, "
            "the smallest.",
            day=stated.as_of or "", low=min(r[0] for _, r in ratios), high=max(r[0] for _, r in ratios),
            person=Name(lowest.contestant.person),
        ),
        facts=stated.facts,
        measures=tuple(
            m for fund, (low, high) in ratios
            for m in bounded(f"ratio:{fund.contestant.person}", low, high, "times", "over the smallest", fund.facts,
                             f"{fund.donations} / {least}", percent=False)
        ),
        method="Donations to each fund over those to the fund with the smallest.",
        limits=(NO_MOTIVE,),
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (*CAPS, shares, concentration, cap_distance, donations_comparison, *DISCLOSURE)
