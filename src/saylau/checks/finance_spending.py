"""Money: spending that observers saw beside what was declared, donors who won contracts, reports and their days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from saylau.checks.addressees import commission
from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.contestants import Contestant, contestants
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import deciding, provisions
from saylau.checks.fund_lines import SAMENESS, Ledger, amounts, facts_of, ledgers, no_list, with_donations
from saylau.checks.funds import open_above, total_of_one
from saylau.checks.registry import Check, check
from saylau.checks.told import explanations, fit, one_each, unknown
from saylau.law.inputs import NoInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Contract, FundReport, ObservedActivity, PriceReference, Provision
from saylau.records.kinds.finance import FundLevel, FundSide
from saylau.values import Money, Truth, When
from saylau.values.message import Message, Name, OutOf

SEEN = "Which campaign activity was seen, how much of it, where and when, and what did one unit of it cost there?"
SPENT = "How much did each candidate declare as spent, and on what?"
OBSERVERS = "observers of the campaign"


@dataclass(frozen=True)
class _Priced:
    """Something that was seen, with what it cost; no cost where no price of the place and day is recorded."""

    seen: Fact[ObservedActivity]
    price: Fact[PriceReference] | None

    @property
    def cost(self) -> Money | None:
        """Quantity times price, as bounds."""
        return self.price.record.price.times(self.seen.record.quantity) if self.price else None


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def observed_spending(case: Case) -> Iterator[Finding]:
    """Whether declared spending covers the activity that observers saw.

    Quantity times price for everything seen, as bounds, against the expenses declared. Observation is partial, so only
    the low bound can carry a statement; middles are never compared (ODIHR handbook on campaign finance, 2015).
    """
    found = False
    declared = {one.contestant.candidacy: one for one in ledgers(case)}
    for contestant in contestants(case):
        seen = fit(case, case.where(ObservedActivity, candidacy=contestant.candidacy))
        if seen:
            found = True
            priced = [_Priced(claim, _price(case, claim.record)) for claim in one_each(seen)]
            yield _observed(case, contestant, priced, declared.get(contestant.candidacy))
    if not found:
        yield unknown(Message("No observed campaign activity is in the material."), asked(case, SEEN, OBSERVERS))


def _price(case: Case, seen: ObservedActivity) -> Fact[PriceReference] | None:
    """The price of the same item and unit that holds at the place and day; one of the place before one of anywhere."""
    fitting = [
        f for f in case.where(PriceReference, item=seen.item, unit=seen.unit)
        if f.record.place in ("", seen.place) and _held(f.record.during, seen.on)
    ]  # fmt: skip
    return min(fitting, key=lambda f: not f.record.place, default=None)


def _held(price: When | None, seen: When | None) -> bool:
    return price is None or seen is None or seen.overlaps(price) is not Truth.NO


def _observed(case: Case, contestant: Contestant, priced: Sequence[_Priced], ledger: Ledger | None) -> Finding:
    cost = total_of_one([cost for one in priced if (cost := one.cost) is not None])
    unpriced = [one for one in priced if one.cost is None]
    lines = () if ledger is None else ledger.of(FundSide.OUT, FundLevel.TOTAL)
    spent = amounts(lines)
    facts = (*names(one.seen for one in priced), *names(one.price for one in priced if one.price), *names(lines))
    person = Name(contestant.person)
    if cost is None or spent is None or spent.currency != cost.currency:
        return unknown(
            Message("Activity seen of the campaign of {person} and its declared cost cannot be compared.",
                    person=person),
            asked(case, SEEN, OBSERVERS) if cost is None else asked(case, SPENT, commission(case)),
            subject=contestant.person, facts=facts,
        )  # fmt: skip
    seen = open_above(cost) if unpriced else cost
    outcome, says = _compared(contestant, seen, spent)
    return Finding(
        contestant.person,
        outcome,
        says,
        facts=facts,
        measures=(
            Measure("observed", seen, "", "cost of what was seen", facts),
            Measure("declared", spent, "", "expenses declared", names(lines)),
            *_items(priced),
            Measure("not_priced", len(unpriced), "", "items without a price", names(one.seen for one in unpriced)),
        ),
        limits=(
            "Observation is partial: what was not seen is in no number.",
            "Whether given goods count as spending is for the law to say; they count here at their price.",
        ),
    )


def _compared(contestant: Contestant, seen: Money, spent: Money) -> tuple[Outcome, Message]:
    person = Name(contestant.person)
    if seen.more_than(spent) is Truth.YES and spent.high is not None:
        gap = Money.from_minor(seen.low - spent.high, seen.low - spent.high, seen.currency)
        return Outcome.CONCERN, Message(
            "The activity seen of the campaign of {person} cost {seen}, and {spent} was declared: at least {gap} is "
            "not covered.",
            person=person, seen=seen, spent=spent, gap=gap,
        )  # fmt: skip
    return Outcome.NOTED, Message(
        "The activity seen of the campaign of {person} cost {seen}, and {spent} was declared: the two can both be "
        "right.",
        person=person, seen=seen, spent=spent,
    )  # fmt: skip


def _items(priced: Sequence[_Priced]) -> Iterator[Measure]:
    """What drives the sum, the largest low bound first."""
    known = [(one, cost) for one in priced if (cost := one.cost) is not None]
    for one, cost in sorted(known, key=lambda pair: (-pair[1].low, pair[0].seen.fact)):
        price = one.price.record.price if one.price else None
        how = f"{one.seen.record.quantity} * {price}"
        label = Message("cost of what was seen: {item}", item=one.seen.record.item)
        yield Measure(f"cost:{one.seen.id}", cost, "", label, (one.seen.fact,), how)


CONTRACTS = "Which contracts did public authorities sign with suppliers, for how much, when, and after competition?"
REGISTER = "the register of public contracts"
YEARS_APART = timedelta(days=3 * 365)


@check(chapter="CF", standards=("UNCAC-7.4", "VC-II.3.5"), area="finance")
def contracts(case: Case) -> Iterator[Finding]:
    """Whether donors to a fund won public contracts.

    Donors and suppliers judged to be one, under one key; contracts signed within three years of a payment, before or
    after. A match by name alone is no match.
    """
    found = with_donations(case)
    held = case.all(Contract)
    if not found:
        yield no_list(case, "finance.contracts")
        return
    if not held:
        yield unknown(Message("No public contract is in the material."), asked(case, CONTRACTS, REGISTER))
        return
    for ledger in found:
        yield _suppliers(ledger, held)


def _near(payment: When | None, signed: When) -> bool:
    """Whether a contract may have been signed within three years of a payment."""
    if payment is None or payment.first is None or payment.last is None or signed.first is None or signed.last is None:
        return True
    return payment.first - YEARS_APART <= signed.last and signed.first <= payment.last + YEARS_APART


def _suppliers(ledger: Ledger, held: Sequence[Fact[Contract]]) -> Finding:
    lines = tuple(line for line in ledger.of(FundSide.IN, FundLevel.ITEMISED) if line.record.payer)
    pairs = [
        (line, contract) for line in lines for contract in held
        if contract.record.supplier == line.record.payer and _near(line.record.on, contract.record.signed)
    ]  # fmt: skip
    won = tuple(dict.fromkeys(contract for _, contract in pairs))
    paid = tuple(dict.fromkeys(line for line, _ in pairs))
    donors = {line.record.payer for line in paid}
    open_call = sum(contract.record.competitive is Truth.YES for contract in won)
    bare = sum(contract.record.competitive is Truth.NO for contract in won)
    given, worth = amounts(paid), total_of_one([contract.record.amount for contract in won])
    facts = (*facts_of(ledger, paid or lines), *names(won))
    return Finding(
        ledger.contestant.person,
        Outcome.CONCERN if won else Outcome.NOTED,
        Message(
            "Donors to the fund of {person} who were judged to be suppliers of public authorities: {donors}; their "
            "contracts signed within three years of a payment: {contracts}, without competition {bare}.",
            person=Name(ledger.contestant.person), donors=len(donors), contracts=len(won), bare=bare,
        ),
        facts=facts,
        measures=(
            Measure("donors", len(donors), "", "donors who were suppliers", names(paid)),
            Measure("contracts", len(won), "", "their contracts", names(won)),
            Measure("competitive", OutOf(open_call, len(won)), "", "contracts awarded after competition", names(won)),
            *((Measure("donated", given, "", "what these donors gave", names(paid)),) if given else ()),
            *((Measure("worth", worth, "", "worth of these contracts", names(won)),) if worth else ()),
        ),
        limits=(
            "A donor who is a supplier did nothing wrong by that; a payment is no evidence of a favour.",
            SAMENESS,
        ),
    )  # fmt: skip


WHEN_FILED = "When was each report on an election fund due, filed and published, and was it complete?"


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def report_days(case: Case) -> Iterator[Finding]:
    """Whether each report on an election fund was filed in time, complete, broken down and published.

    Five answers for each report: due, filed, complete, listed payment by payment, published.
    """
    found = [(ledger, report) for ledger in ledgers(case) for report in ledger.reports]
    if not found:
        says = Message("No report on an election fund is in the material.")
        yield unknown(says, asked(case, WHEN_FILED, commission(case)))
        return
    for ledger, report in found:
        listed = bool(report.of(FundSide.IN, FundLevel.ITEMISED) or report.of(FundSide.OUT, FundLevel.ITEMISED))
        yield _days(case, ledger, report.fact, Truth.of(listed) if report.lines else Truth.UNKNOWN)


def _days(case: Case, ledger: Ledger, claim: Fact[FundReport], listed: Truth) -> Finding:
    record = claim.record
    in_time = Truth.UNKNOWN
    if record.filed and record.due:
        in_time = ~record.filed.after(record.due)
    answers = {
        "in_time": in_time,
        "complete": record.complete,
        "listed": listed,
        "published": Truth.YES if record.published else Truth.UNKNOWN,
    }
    outcome = Outcome.IN_LINE
    if Truth.NO in answers.values():
        outcome = Outcome.CONCERN
    elif Truth.UNKNOWN in answers.values():
        outcome = Outcome.UNKNOWN
    return Finding(
        claim.id,
        outcome,
        Message(
            "Report on the fund of {person}. Filed in time: {in_time}; complete: {complete}; payments listed one by "
            "one: {listed}; published: {published}.",
            person=Name(ledger.contestant.person), **answers,
        ),
        facts=(claim.fact,),
        limits=("That no publication is recorded does not say that there was none.",),
        questions=(asked(case, WHEN_FILED, commission(case)),) if Truth.UNKNOWN in answers.values() else (),
    )  # fmt: skip


SANCTION = "finance.sanction"
ABOUT_SANCTION = "what a breach of the rules on election funds leads to"


@check(chapter="CF", standards=("CPH-24",), area="finance")
def sanction_weight(case: Case) -> Iterator[Finding]:
    """What a breach of the rules on election funds led to.

    The consequence as the rule in force on voting day states it.
    """
    answers = deciding(ask(case, SANCTION, NoInputs()))
    if not answers:
        says = Message("What a breach of the rules on election funds led to is not known.")
        yield unknown(says, which_provision(case, SANCTION, ABOUT_SANCTION))
        return
    cited = provisions(answers)
    claims = tuple(f for f in case.all(Provision) if f.id in {cite.provision for cite in cited})
    yield Finding(
        "case",
        Outcome.NOTED,
        answers[0].explanation.says,
        facts=names(fit(case, claims)),
        provisions=cited,
        readings=tuple(
            ReadingOutcome(a.rule.reading, a.rule.whose, Outcome.NOTED, a.explanation.says, a.explanation)
            for a in answers
        )
        if len(answers) > 1
        else (),
        explanations=explanations(answers),
        limits=("Whether a consequence is in proportion to a breach is a judgement for a person.",),
    )


SPENDING: tuple[Check, ...] = (report_days, observed_spending, contracts, sanction_weight)
