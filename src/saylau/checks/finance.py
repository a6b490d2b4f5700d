"""Money: what election funds received, beside the limits of the law and beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finance_caps import CAPS, limits_asked
from saylau.checks.finance_disclosure import DISCLOSURE
from saylau.checks.finance_lines import LINES
from saylau.checks.finance_says import incomplete
from saylau.checks.finance_spending import SPENDING
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import provisions
from saylau.checks.funds import (
    DONATION_CAP,
    NO_MOTIVE,
    OWN_CAP,
    Book,
    Cap,
    Fund,
    book,
    bounded,
    cap,
    receipts_by_origin_asked,
    total,
)
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.methods import concentration as methods
from saylau.records.case import Case
from saylau.values import Money
from saylau.values.message import From, Message, Name, OutOf, Percent, Value, sentence

NEAR = Fraction(95, 100)
"""A cap is said to bind from this share of it on."""

OF_RECEIPTS = "Shares of receipts by that day, not of spending; money outside the funds is not in them."


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
        yield incomplete(case, stated)
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
            Measure("total", everything, "", "receipts of all funds", stated.facts),
            *(Measure("donations", d, "", "donations to all funds", stated.facts_of("donations"))
              for d in (donations,) if d),
            *(Measure("own_and_nominator", o, "", "own and nominators' money in all funds",
                      stated.facts_of("own_and_nominator")) for o in (own,) if o),
            *(m for fund, amount, (low, high) in per_person for m in _of_person(fund, amount, everything, low, high)),
        ),
        method="Receipts of each fund over the receipts of all, by one stated day.",
        limits=(OF_RECEIPTS, NO_MOTIVE),
    )  # fmt: skip


def _of_person(fund: Fund, amount: Money, everything: Money, low: Fraction, high: Fraction) -> tuple[Measure, ...]:
    person, name = fund.contestant.person, sentence(fund.contestant.called)
    how = f"{amount} / {everything}"
    return (
        Measure(f"total:{person}", amount, "", Message("receipts of {person}", person=name), fund.facts),
        *bounded(
            f"share:{person}", low, high, "", Message("share of all receipts: {person}", person=name), fund.facts, how
        ),
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
        yield incomplete(case, stated)
        return
    index = methods.herfindahl_hirschman(sums)
    effective = methods.effective_number(index)
    ratio = methods.top_to_median(sums)
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=_concentration_says(stated, index, effective),
        facts=stated.facts,
        measures=(
            *bounded("index", *index, "", "sum of squared shares, from 0 to 1", stated.facts, percent=False),
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


def _concentration_says(
    stated: Book, index: tuple[Fraction, Fraction], effective: tuple[Fraction, Fraction]
) -> Message:
    number = len(stated.funds)
    if all(round(bound, 2) == number for bound in effective):
        return Message(
            "By {day}, the sum of squared shares of receipts was {index}; the receipts of the {number} funds were "
            "equal, or nearly so.",
            day=stated.as_of or "", index=_range(index), number=number,
        )  # fmt: skip
    return Message(
        "By {day}, the sum of squared shares of receipts was {index}, as if {effective} of the {number} funds had "
        "received equal amounts.",
        day=stated.as_of or "", index=_range(index), effective=_range(effective), number=number,
    )  # fmt: skip


def _range(bounds: tuple[Fraction, Fraction]) -> Value:
    return bounds[0] if bounds[0] == bounds[1] else bounds


@check(chapter="CF", standards=("UNCAC-7.3", "CPH-7.6"))
def cap_distance(case: Case) -> Iterator[Finding]:
    """How near each candidate's fund came to its legal caps taken together.

    One minus all receipts over both limits added; and for how many candidates a limit was used to 95 per cent or more.
    """
    stated = book(case)
    if not stated.complete:
        yield incomplete(case, stated)
        return
    fund = stated.funds[0]
    caps = cap(case, OWN_CAP, fund), cap(case, DONATION_CAP, fund)
    own, donations = (c.amount for c in caps)
    known = None if own is None or donations is None else (own, donations)
    if known is None or any(k.currency != stated.currency or k.low == 0 for k in known):
        rate = (asked(case, WHICH_AMOUNTS, commission(case)),) if known else ()
        says = _no_distance_says(own, donations, stated.currency)
        yield unknown(says, *limits_asked(case, caps), *rate, facts=stated.facts)
        return
    yield _distance(stated, caps, known)


WHICH_AMOUNTS = "How high were the limits on election funds in the currency of the receipts, and at which rate?"


def _no_distance_says(own: Money | None, donations: Money | None, currency: str) -> Message:
    """Which of the two limits is not known; both are needed."""
    if own is not None and donations is not None:
        return Message(
            "The limits, {own} on own and nominators' money and {donations} on donations, are zero or not in the "
            "currency of the receipts, {currency}; no distance to them was worked out.",
            own=own, donations=donations, currency=currency,
        )  # fmt: skip
    if own is not None:
        return Message(
            "The limit on own and nominators' money was {own}; that on donations is not known, and the two were not "
            "added.",
            own=own,
        )  # fmt: skip
    if donations is not None:
        return Message(
            "The limit on donations was {donations}; that on own and nominators' money is not known, and the two were "
            "not added.",
            donations=donations,
        )  # fmt: skip
    return Message("The limits on election funds are not known; no distance to them was worked out.")


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
            Measure("joint_cap", joint, "", "the two limits added", (), f"{known[0]} + {known[1]}"),
            Measure("near_cap", OutOf(len(near), len(stated.funds)), "candidates", "at 95 % of a limit", stated.facts),
            *(m for fund, (low, high) in uses
              for m in bounded(f"use:{fund.contestant.person}", low, high, "",
                               _of(fund, "share of the two limits added: {person}"), fund.facts,
                               f"{fund.everything} / {joint}")),
            *(m for fund, (low, high) in uses
              for m in bounded(f"distance:{fund.contestant.person}", 1 - (low if high is None else high), 1 - low,
                               "", _of(fund, "share of the two limits added that was left: {person}"), fund.facts)),
        ),
        provisions=tuple(cite for c in caps for cite in provisions(c.answers)),
        method="1 - receipts / (limit on own and nominator's money + limit on donations); a limit binds from 95 % on.",
        assumptions=("The sum of the two limits is ours; no provision states it.",),
        limits=("The lowest limit of the readings that may decide was used.", NO_MOTIVE),
    )  # fmt: skip


def _of(fund: Fund, template: str) -> Message:
    """A label that names whose fund it is."""
    return Message(template, person=sentence(fund.contestant.called))


def _binds(fund: Fund, known: tuple[Money, Money]) -> bool:
    """Whether a fund surely stands at 95 per cent or more of one of its two limits."""
    pairs = zip((fund.own_and_nominator, fund.donations), known, strict=True)
    return any(received is not None and received.ratio(limit)[0] >= NEAR for received, limit in pairs)


@check(chapter="CF")
def donations_comparison(case: Case) -> Iterator[Finding]:
    """How donations to the funds compared with the smallest.

    Donations to each fund over those to the fund with the least.
    """
    stated = book(case)
    given = [(fund, fund.donations) for fund in stated.funds if fund.donations is not None]
    if not given or len(given) < len(stated.funds):
        yield incomplete(case, stated)
        return
    lowest, least = min(given, key=lambda one: one[1].low)
    if len(given) < 2 or least.low == 0:
        yield unknown(_not_compared_says(lowest, least), receipts_by_origin_asked(case), facts=stated.facts)
        return
    ratios = [(fund, donations.ratio(least)) for fund, donations in given if fund is not lowest]
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=_compared_says(stated, lowest, ratios),
        facts=stated.facts_of("donations"),
        measures=tuple(
            m for fund, (low, high) in ratios
            for m in bounded(f"ratio:{fund.contestant.person}", low, high, "times",
                             _of(fund, "donations over the smallest: {person}"),
                             (*fund.facts_of("donations"), *lowest.facts_of("donations")),
                             f"{fund.donations} / {least}", percent=False)
        ),
        method="Donations to each fund over those to the fund with the smallest.",
        limits=(NO_MOTIVE,),
    )  # fmt: skip


def _not_compared_says(lowest: Fund, least: Money) -> Message:
    who = Name(lowest.contestant.person)
    if least.low == 0:
        return Message("Donations to the fund of {person} may be zero; others were not divided by them.", person=who)
    return Message("The fund of {person} is the only one; there was nothing to compare.", person=who)


def _compared_says(stated: Book, lowest: Fund, ratios: list[tuple[Fund, tuple[Fraction, Fraction | None]]]) -> Message:
    day, person = stated.as_of or "", Name(lowest.contestant.person)
    low = min(ratio[0] for _, ratio in ratios)
    highs = [ratio[1] for _, ratio in ratios]
    high = max((h for h in highs if h is not None), default=low)
    if None in highs:
        return Message(
            "By {day}, donations to the other funds were at least {low} times those to the fund of {person}, the "
            "smallest.",
            day=day, low=low, person=person,
        )  # fmt: skip
    if round(low, 2) == round(high, 2) and len(ratios) == 1:
        return Message(
            "By {day}, donations to the fund of {other} were {ratio} times those to the fund of {person}.",
            day=day, other=Name(ratios[0][0].contestant.person), ratio=low, person=person,
        )  # fmt: skip
    if round(low, 2) == round(high, 2):
        return Message(
            "By {day}, donations to each other fund were {ratio} times those to the fund of {person}, the smallest.",
            day=day, ratio=low, person=person,
        )  # fmt: skip
    return Message(
        "By {day}, donations to the other funds were {low} to {high} times those to the fund of {person}, "
        "the smallest.",
        day=day, low=low, high=high, person=person,
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    *CAPS,
    shares,
    concentration,
    cap_distance,
    donations_comparison,
    *DISCLOSURE,
    *LINES,
    *SPENDING,
)
