"""Money: what is said where a fund, or a limit on it, is known only in part: the missing part is named."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from saylau.checks.contestants import no_contestants
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.funds import Book, Fund, open_above, receipts_asked, total
from saylau.records.case import Case
from saylau.records.kinds.finance import FundOrigin
from saylau.values import Money, When
from saylau.values.message import From, Message, Name, Percent, Value, sentence

LOWER_BOUND = {
    FundOrigin.OWN: "The candidate's own money is not stated; what is given of own and nominator's money is a lower "
    "bound.",
    FundOrigin.NOMINATOR: "The nominator's money is not stated; what is given of own and nominator's money is a lower "
    "bound.",
}
OVERLAPS = "Own and nominator's money is stated both in one row and apart; the larger is given, as a lower bound."


def incomplete(case: Case, stated: Book) -> Finding:
    """The answer of a check that compares whole funds, where a part of some is missing: who lacks what."""
    if not stated.funds:
        return no_contestants(case)
    lacking = [fund for fund in stated.funds if fund.everything is None]
    known = [(fund, fund.stated) for fund in stated.funds if fund.stated is not None]
    least = total([amount for _, amount in known])
    return Finding(
        subject="case",
        outcome=Outcome.UNKNOWN,
        message=_incomplete_says(stated, lacking, least),
        context=stated.facts,
        measures=(
            *((Measure("total", least, "", "received by all funds, as far as stated", stated.facts),) if least else ()),
            *(Measure(f"total:{fund.contestant.person}", amount, "",
                      Message("receipts as far as stated: {person}", person=sentence(fund.contestant.called)),
                      fund.facts)
              for fund, amount in known),
        ),
        questions=receipts_asked(case, lacking),
    )  # fmt: skip


def _incomplete_says(stated: Book, lacking: Sequence[Fund], least: Money | None) -> Message:
    if least is None or stated.as_of is None:
        return Message(
            "Receipts of election funds are not stated for any of {number} candidates; funds were not compared.",
            number=len(stated.funds),
        )
    people: dict[str, Value] = {
        origin.value: tuple(Name(fund.contestant.person) for fund in lacking if origin in fund.missing)
        for origin in (FundOrigin.OWN, FundOrigin.NOMINATOR, FundOrigin.DONATIONS)
    }
    missing = {name: who for name, who in people.items() if who}
    if not missing:
        missing = {"both": tuple(Name(fund.contestant.person) for fund in lacking)}
    return Message(
        _LACKING[" ".join(missing)],
        day=stated.as_of, currency=stated.currency, total=From(open_above(least), stated.facts), **missing,
    )  # fmt: skip


_LACKING = {
    "own": "Candidates' own money in {currency} by {day} is not stated for {own}; the funds had received {total}, and "
    "were not compared.",
    "nominator": "Nominators' money in {currency} by {day} is not stated for {nominator}; the funds had received "
    "{total}, and were not compared.",
    "donations": "Donations in {currency} by {day} are not stated for {donations}; the funds had received {total}, and "
    "were not compared.",
    "own nominator": "Receipts in {currency} by {day} are not stated in full: own money for {own} and nominators' "
    "money for {nominator} are missing; the funds had received {total}, and were not compared.",
    "own donations": "Receipts in {currency} by {day} are not stated in full: own money for {own} and donations for "
    "{donations} are missing; the funds had received {total}, and were not compared.",
    "nominator donations": "Receipts in {currency} by {day} are not stated in full: nominators' money for {nominator} "
    "and donations for {donations} are missing; the funds had received {total}, and were not compared.",
    "own nominator donations": "Receipts in {currency} by {day} are not stated in full: own money for {own}, "
    "nominators' money for {nominator} and donations for {donations} are missing; the funds had received {total}, and "
    "were not compared.",
    "both": "Own and nominators' money in {currency} by {day} is stated both in one row and apart for {both}; the "
    "funds had received {total}, and were not compared.",
}


class _Known(Enum):
    """What is known of one part of a fund."""

    USE = auto()
    """The money and its limit."""
    MONEY = auto()
    LIMIT = auto()
    NEITHER = auto()


def use(received: Money | None, limit: Money | None) -> Value | None:
    """The share of a limit that was received, with its bounds; None where it cannot be worked out."""
    if received is None or limit is None or not comparable(received, limit):
        return None
    low, high = received.ratio(limit)
    return Percent(low) if high is None or low == high else (Percent(low), Percent(high))


def comparable(received: Money, limit: Money) -> bool:
    """Whether an amount has a share in a limit: one currency, and a limit above zero."""
    return received.currency == limit.currency and limit.high != 0


def _known(received: Money | None, limit: Money | None) -> _Known:
    if received is not None:
        return _Known.MONEY if limit is None else _Known.USE
    return _Known.NEITHER if limit is None else _Known.LIMIT


def use_says(fund: Fund, own_cap: Money | None, donation_cap: Money | None, day: When | None) -> Message:
    """What a fund had received of each origin beside its limit, and which of the four is not known."""
    own, donations = fund.own_and_nominator, fund.donations
    states = _known(own, own_cap), _known(donations, donation_cap)
    own_use, donations_use = use(own, own_cap), use(donations, donation_cap)
    given: dict[str, Value | None] = {
        "person": Name(fund.contestant.person),
        "day": day,
        "own": own and From(own, fund.facts_of("own_and_nominator")),
        "own_use": own_use,
        "own_cap": own_cap,
        "donations": donations and From(donations, fund.facts_of("donations")),
        "donations_use": donations_use,
        "donation_cap": donation_cap,
    }
    template = _SAYS[states]
    if (states[0] is _Known.USE and own_use is None) or (states[1] is _Known.USE and donations_use is None):
        template = _NO_SHARE
    return Message(template, **{k: v for k, v in given.items() if v is not None and "{" + k + "}" in template})


_NO_SHARE = (
    "How much of a limit the fund of {person} reached was not worked out: a limit is zero, or in another currency than "
    "the receipts."
)
_U, _M, _L, _N = _Known.USE, _Known.MONEY, _Known.LIMIT, _Known.NEITHER
_SAYS = {
    (_U, _U): "By {day}, the fund of {person} had received {own} of own and nominator's money, {own_use} of the limit "
    "of {own_cap}, and {donations} in donations, {donations_use} of the limit of {donation_cap}.",
    (_U, _M): "By {day}, the fund of {person} had received {own} of own and nominator's money, {own_use} of the limit "
    "of {own_cap}, and {donations} in donations; no limit on donations is known.",
    (_U, _L): "By {day}, the fund of {person} had received {own} of own and nominator's money, {own_use} of the limit "
    "of {own_cap}; donations, on which the limit was {donation_cap}, are not stated.",
    (_U, _N): "By {day}, the fund of {person} had received {own} of own and nominator's money, {own_use} of the limit "
    "of {own_cap}; donations are not stated, and no limit on them is known.",
    (_M, _U): "By {day}, the fund of {person} had received {donations} in donations, {donations_use} of the limit of "
    "{donation_cap}, and {own} of own and nominator's money; no limit on own and nominator's money is known.",
    (_M, _M): "By {day}, the fund of {person} had received {own} of own and nominator's money and {donations} in "
    "donations; no limit on either is known.",
    (_M, _L): "By {day}, the fund of {person} had received {own} of own and nominator's money, on which no limit is "
    "known; donations, on which the limit was {donation_cap}, are not stated.",
    (_M, _N): "By {day}, the fund of {person} had received {own} of own and nominator's money, on which no limit is "
    "known; donations are not stated, and no limit on them is known.",
    (_L, _U): "By {day}, the fund of {person} had received {donations} in donations, {donations_use} of the limit of "
    "{donation_cap}; own and nominator's money, on which the limit was {own_cap}, is not stated.",
    (_L, _M): "By {day}, the fund of {person} had received {donations} in donations, on which no limit is known; own "
    "and nominator's money, on which the limit was {own_cap}, is not stated.",
    (_L, _L): "What the fund of {person} had received is not stated; the limits were {own_cap} on own and nominator's "
    "money and {donation_cap} on donations.",
    (_L, _N): "What the fund of {person} had received is not stated; the limit on own and nominator's money was "
    "{own_cap}, and no limit on donations is known.",
    (_N, _U): "By {day}, the fund of {person} had received {donations} in donations, {donations_use} of the limit of "
    "{donation_cap}; own and nominator's money is not stated, and no limit on it is known.",
    (_N, _M): "By {day}, the fund of {person} had received {donations} in donations, on which no limit is known; own "
    "and nominator's money is not stated, and no limit on it is known.",
    (_N, _L): "What the fund of {person} had received is not stated; the limit on donations was {donation_cap}, and no "
    "limit on own and nominator's money is known.",
    (_N, _N): "What the fund of {person} had received is not stated, and no limit on it is known.",
}
