"""What the checks of money share: each candidate's fund as stated on one day, and the limits that apply to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked
from saylau.checks.contestants import Contestant, contestants
from saylau.checks.finding import Measure
from saylau.checks.from_law import deciding, money
from saylau.checks.told import fit
from saylau.law.asked import Asked
from saylau.law.inputs import FundInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, FundReceipt, Organisation
from saylau.records.kinds.actors import OrganisationSort
from saylau.records.kinds.finance import FundOrigin
from saylau.values import Money, Truth, When
from saylau.values.message import Message, Percent, Said, Value, sentence

RECEIVED = "How much had each election fund received, by origin, and by which day?"

PARTS = (FundOrigin.OWN, FundOrigin.NOMINATOR, FundOrigin.DONATIONS)
"""What all receipts of a fund are made of, public money left out."""

HOW_MUCH = {
    FundOrigin.OWN: "How much of the candidate's own money had each election fund received, and by which day?",
    FundOrigin.NOMINATOR: "How much of the nominator's money had each election fund received, and by which day?",
    FundOrigin.DONATIONS: "How much had each election fund received in donations, and by which day?",
}
OVERLAP = "Does the row for own and nominator's money hold the rows that state the two apart?"

NO_MOTIVE = "Donations are no evidence of popularity, nor of motive."

OWN_CAP, DONATION_CAP = "finance.own_nominator_cap", "finance.donation_cap"


@dataclass(frozen=True)
class Fund:
    """The receipts of one candidate's election fund, public money left out."""

    contestant: Contestant
    claims: tuple[Fact[FundReceipt], ...]
    nominated_by_party: Truth

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on which it rests."""
        return names(self.claims)

    def of(self, *origins: FundOrigin) -> tuple[Fact[FundReceipt], ...]:
        """The claims of some origins."""
        return tuple(f for f in self.claims if f.record.origin in origins)

    def received(self, origin: FundOrigin) -> Money | None:
        """The sum of receipts of one origin, claims that differ leaving bounds; None where not stated."""
        by_thing: dict[str, list[Money]] = {}
        for claim in self.of(origin):
            by_thing.setdefault(claim.id, []).append(claim.record.amount)
        return total([hull(amounts) for amounts in by_thing.values()])

    @property
    def own_and_nominator(self) -> Money | None:
        """The candidate's own and the nominator's money, as far as stated; None where neither is.

        A lower bound where one of the two is not stated, and where joint rows stand beside separate ones, since either
        may hold the other.
        """
        joint = self.received(FundOrigin.OWN_AND_NOMINATOR)
        apart = total([m for o in (FundOrigin.OWN, FundOrigin.NOMINATOR) if (m := self.received(o)) is not None])
        if joint is not None and apart is not None:
            return Money.from_minor(max(joint.low, apart.low), None, joint.currency)
        if apart is None or not self.missing_of(FundOrigin.OWN, FundOrigin.NOMINATOR):
            return joint if apart is None else apart
        return open_above(apart)

    @property
    def overlapping(self) -> bool:
        """Whether own and nominator's money is stated both in one row and apart."""
        return bool(self.of(FundOrigin.OWN_AND_NOMINATOR)) and bool(self.of(FundOrigin.OWN, FundOrigin.NOMINATOR))

    def missing_of(self, *origins: FundOrigin) -> tuple[FundOrigin, ...]:
        """The origins of which no source states the money; a joint row states both that it covers."""
        joint = (FundOrigin.OWN, FundOrigin.NOMINATOR) if self.of(FundOrigin.OWN_AND_NOMINATOR) else ()
        return tuple(o for o in origins if o not in joint and not self.of(o))

    @property
    def missing(self) -> tuple[FundOrigin, ...]:
        """What is missing for the sum of all receipts."""
        return self.missing_of(*PARTS)

    def _by_label(self, origin: FundOrigin) -> Money | None:
        """The part of joint receipts whose label names one origin alone; None where some label names both or neither.

        A source may print one row for own and nominator's money and name only the party beside it.
        """
        joint = self.of(FundOrigin.OWN_AND_NOMINATOR)
        if not joint or any(claim.record.label_names is None for claim in joint):
            return None
        named = [claim.record.amount for claim in joint if claim.record.label_names is origin]
        return total(named) or Money.of(0, joint[0].record.amount.currency)

    @property
    def donations(self) -> Money | None:
        """Voluntary donations; None where not stated."""
        return self.received(FundOrigin.DONATIONS)

    @property
    def everything(self) -> Money | None:
        """All receipts; None where a part is not stated."""
        return None if self.missing or self.overlapping else self.stated

    @property
    def stated(self) -> Money | None:
        """The receipts as far as stated: all of them, or a lower bound where a part is missing; None for none."""
        known = total([part for part in (self.own_and_nominator, self.donations) if part is not None])
        if known is None or not (self.missing or self.overlapping):
            return known
        return open_above(known)

    def facts_of(self, part: str) -> tuple[str, ...]:
        """The claims on `donations`, or on `own_and_nominator`."""
        donated = part == FundOrigin.DONATIONS.value
        return names(f for f in self.claims if (f.record.origin is FundOrigin.DONATIONS) is donated)

    @property
    def conflicting(self) -> bool:
        """Whether claims about one receipt differ."""
        amounts = {(f.id, f.record.amount) for f in self.claims}
        return len(amounts) > len({f.id for f in self.claims})

    @property
    def given(self) -> FundInputs:
        """What the rules on limits need to know of it."""
        return FundInputs(
            facts=self.facts,
            nominated_by_party=self.nominated_by_party,
            own=self.received(FundOrigin.OWN) or self._by_label(FundOrigin.OWN),
            nominator=self.received(FundOrigin.NOMINATOR) or self._by_label(FundOrigin.NOMINATOR),
            own_and_nominator=self.received(FundOrigin.OWN_AND_NOMINATOR),
            donations=self.donations,
        )


def receipts_by_origin_asked(case: Case) -> Asked:
    """What every fund received."""
    return asked(case, RECEIVED, commission(case))


def receipts_asked(case: Case, funds: Sequence[Fund]) -> tuple[Asked, ...]:
    """What would complete some funds: the parts that are missing, or all where nothing is stated of any."""
    if not any(fund.claims for fund in funds):
        return (receipts_by_origin_asked(case),)
    lacking = {origin for fund in funds for origin in fund.missing}
    open_ones = [HOW_MUCH[origin] for origin in PARTS if origin in lacking]
    if any(fund.overlapping for fund in funds):
        open_ones.append(OVERLAP)
    return tuple(asked(case, asks, commission(case)) for asks in open_ones)


def hull(amounts: Sequence[Money]) -> Money:
    """The amount that holds all of those given: the amount itself where they are one."""
    if len(set(amounts)) == 1:
        return amounts[0]
    highs = [amount.high for amount in amounts if amount.high is not None]
    high = max(highs) if len(highs) == len(amounts) else None
    return Money.from_minor(min(amount.low for amount in amounts), high, amounts[0].currency)


def total(amounts: Sequence[Money]) -> Money | None:
    """The sum of amounts of one currency; None for none. BadValue for several currencies."""
    if not amounts:
        return None
    found = amounts[0]
    for amount in amounts[1:]:
        found = found + amount
    return found


def total_of_one(amounts: Sequence[Money]) -> Money | None:
    """The sum of amounts that share one currency; None for none, and where currencies differ."""
    return total(amounts) if len({amount.currency for amount in amounts}) == 1 else None


def open_above(amount: Money) -> Money:
    """The same or more: the lower bound alone."""
    return Money.from_minor(amount.low, None, amount.currency)


@dataclass(frozen=True)
class Book:
    """The funds of all contestants as stated on one day and in one currency."""

    as_of: When | None
    currency: str
    funds: tuple[Fund, ...]

    @property
    def complete(self) -> bool:
        """Whether all receipts of every contestant are stated."""
        return bool(self.funds) and all(fund.everything is not None for fund in self.funds)

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on which it rests."""
        return tuple(name for fund in self.funds for name in fund.facts)

    def facts_of(self, part: str) -> tuple[str, ...]:
        """The claims on `donations`, or on `own_and_nominator`, of all funds."""
        return tuple(name for fund in self.funds for name in fund.facts_of(part))


def book(case: Case) -> Book:
    """The receipts of every contestant on the last day for which most contestants have any.

    Amounts of other days are never added to them; nor are those in another currency than most.
    """
    standing = contestants(case)
    ids = {contestant.candidacy for contestant in standing}
    claims = fit(
        case,
        (f for f in case.all(FundReceipt) if f.record.candidacy in ids and f.record.origin is not FundOrigin.STATE),
    )
    if not claims:
        return Book(None, "", tuple(_fund(case, contestant, ()) for contestant in standing))
    stated: dict[tuple[When, str], set[str]] = {}
    for f in claims:
        stated.setdefault((f.record.as_of, f.record.amount.currency), set()).add(f.record.candidacy)
    day, currency = max(stated, key=lambda key: (len(stated[key]), key[0].sort_key(), key[1]))
    kept = [f for f in claims if (f.record.as_of, f.record.amount.currency) == (day, currency)]
    return Book(day, currency, tuple(_fund(case, contestant, kept) for contestant in standing))


def _fund(case: Case, contestant: Contestant, claims: Sequence[Fact[FundReceipt]]) -> Fund:
    own = tuple(f for f in claims if f.record.candidacy == contestant.candidacy)
    nominators = {
        f.record.nominator for f in case.all(Candidacy) if f.id == contestant.candidacy and f.record.nominator
    }
    sorts = {f.record.sort for f in case.all(Organisation) if f.id in nominators}
    party = Truth.of(sorts == {OrganisationSort.PARTY}) if sorts else Truth.UNKNOWN
    return Fund(contestant, own, party)


@dataclass(frozen=True)
class Cap:
    """A limit on money of some origin, under every reading in force."""

    name: str
    answers: tuple[Answer, ...]

    @property
    def amount(self) -> Money | None:
        """The lowest limit that a deciding reading knows."""
        found = [cap for a in deciding(self.answers) if (cap := money(a.explanation, "cap")) is not None]
        return min(found, key=lambda cap: cap.low, default=None)


def cap(case: Case, name: str, fund: Fund) -> Cap:
    """What the law says of a fund under the rule of that name."""
    return Cap(name, ask(case, name, fund.given))


def bounded(
    name: str, low: Fraction, high: Fraction | None, unit: Said, label: Said, facts: tuple[str, ...], how: str = "",
    *, percent: bool = True,
) -> tuple[Measure, ...]:  # fmt: skip
    """One measure, or its least and greatest value where bounds leave more than one."""

    def value(number: Fraction) -> Value:
        return Percent(number) if percent else number

    if low == high:
        return (Measure(name, value(low), unit, label, facts, how),)
    least = Measure(f"{name}:low", value(low), unit, Message("at least: {what}", what=sentence(label)), facts, how)
    if high is None:
        return (least,)
    most = Measure(f"{name}:high", value(high), unit, Message("at most: {what}", what=sentence(label)), facts, how)
    return least, most
