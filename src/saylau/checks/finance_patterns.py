"""Money: patterns in listed donations, beside what ordinary payments show. They describe and accuse nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from saylau.checks.ask import ask, which_provision
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import deciding, money, provisions
from saylau.checks.fund_lines import SAMENESS, Ledger, no_list, with_donations
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.law.inputs import NoInputs
from saylau.law.rule import Cite
from saylau.methods import payments as methods
from saylau.methods.payments import Payment, Scan, Shuffled
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import FundLine
from saylau.records.kinds.finance import FundLevel, FundSide, PayerKind
from saylau.values import Money
from saylau.values.message import Message, Name, Value

RULE = "finance.reporting_threshold"
ABOUT = "the amount from which a single donation is reported or identified"
NOT_PROOF = "This is not proof of fraud."
LEAST_PAYMENTS, LEAST_NEAR = 20, 15
RANK, CHANCE = 0.05, 0.001
DAYS, SIZE = 3, 4
OWN_MONEY = "Candidates' own money is left out."
INNOCENT = {
    "threshold": "Ordinary reasons: a round sum one step below, an earlier limit that people remember, a fee that the "
    "bank takes off.",
    "split": "Ordinary reasons: limits of the bank for one transfer, two pay days, a standing gift by month.",
    "cluster": "Ordinary reasons: a dinner for the fund, a round sum that was asked for, pay day, a bank that books on "
    "one day.",
}


def _donations(ledgers: Sequence[Ledger], currency: str = "") -> tuple[Fact[FundLine], ...]:
    """Listed payments with an exact amount, candidates' own money left out; of one currency where one is given."""
    return tuple(
        line for ledger in ledgers for line in ledger.of(FundSide.IN, FundLevel.ITEMISED)
        if line.record.payer_kind is not PayerKind.CANDIDATE and line.record.amount.exact
        and currency in ("", line.record.amount.currency)
    )  # fmt: skip


def _rounding(amounts: Sequence[int]) -> int:
    """The largest power of ten that divides at least half of some amounts above zero."""
    unit = 1
    while sum(amount % (10 * unit) == 0 for amount in amounts) * 2 >= len(amounts):
        unit *= 10
    return unit


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def threshold(case: Case) -> Iterator[Finding]:
    """Whether listed donations pile up just below a threshold of the law.

    Payments within two per cent below the threshold against those above it (one-sided binomial), and the same at every
    round sum of a grid as placebos; a concern needs a rank of at most 5 per cent, a chance below 0.1 per cent, and more
    payments below the threshold than at it.
    """
    found = with_donations(case)
    if not found:
        yield no_list(case, "finance.threshold")
        return
    limit, cited = _limit(case)
    if limit is None:
        yield _no_limit(case, found)
        return
    lines = _donations(found, limit.currency)
    amounts = [line.record.amount.low for line in lines]
    scan = methods.scan(amounts, limit.low, _rounding([a for a in amounts if a] or [1])) if amounts else None
    if scan is None or scan.window.below + scan.window.above < LEAST_NEAR:
        yield _too_few(lines, "case")
        return
    yield _threshold(limit, scan, lines, cited)


def _limit(case: Case) -> tuple[Money | None, tuple[Cite, ...]]:
    """The amount from which a single donation is reported, None where not known, and the provisions on it."""
    answers = deciding(ask(case, RULE, NoInputs()))
    known = (money(a.explanation, "threshold") for a in answers)
    return next((limit for limit in known if limit is not None), None), provisions(answers)


def _no_limit(case: Case, ledgers: Sequence[Ledger]) -> Finding:
    says = Message("The amount from which a single donation is reported is not known.")
    return unknown(says, which_provision(case, RULE, ABOUT), facts=names(_donations(ledgers)))


def _too_few(lines: Sequence[Fact[FundLine]], subject: str) -> Finding:
    return Finding(
        subject,
        Outcome.NOTED,
        Message("Listed donations: {payments}; too few for a pattern to be told.", payments=len(lines)),
        facts=names(lines),
        limits=("Nothing was tested.",),
    )


def _threshold(limit: Money, scan: Scan, lines: Sequence[Fact[FundLine]], cited: tuple[Cite, ...]) -> Finding:
    near, facts = scan.window, names(lines)
    unusual = scan.rank <= RANK and near.p < CHANCE and scan.just_below
    values: dict[str, Value] = {
        "limit": limit, "below": near.below, "exactly": near.exactly, "above": near.above,
        "placebos": scan.placebos,
    }  # fmt: skip
    says = Message(
        "Listed donations within two per cent of {limit}: below {below}, exactly {exactly}, above {above}. Round sums "
        "tested beside it: {placebos}. The excess below is not unlike that below other round sums.",
        **values,
    )
    if unusual:
        says = Message(
            "Listed donations within two per cent of {limit}: below {below}, exactly {exactly}, above {above}. Round "
            "sums tested beside it: {placebos}. The excess below is larger than ordinary rounding leaves.",
            **values,
        )
    modal = Money.from_minor(scan.modal, scan.modal, limit.currency)
    return Finding(
        "case",
        Outcome.CONCERN if unusual else Outcome.NOTED,
        says,
        facts=facts,
        provisions=cited,
        measures=(
            Measure("below", near.below, "", "donations just below the threshold", facts),
            Measure("exactly", near.exactly, "", "donations exactly at it", facts),
            Measure("above", near.above, "", "donations just above it", facts),
            Measure("p", _digits(near.p), "", "chance of so many below, were either side alike", facts),
            Measure("rank", _digits(scan.rank), "", "rank among the round sums tested", facts),
            *((Measure("modal", modal, "", "most frequent amount just below", facts),
               Measure("modal_count", scan.modal_count, "", "how often it was given", facts)) if scan.modal else ()),
        ),
        assumptions=("The rounding unit is the largest power of ten that divides half of the amounts (assumed).",),
        limits=(INNOCENT["threshold"], NOT_PROOF, OWN_MONEY, "A small excess is not seen by this test: in a trial "
                "eight payments among 1,500 were found in one of eight runs, twenty in nearly all."),
    )  # fmt: skip


def _digits(number: float) -> Decimal:
    """Three significant digits."""
    return Decimal(f"{number:.3g}")


def _payments(lines: Sequence[Fact[FundLine]]) -> list[Payment]:
    """The payments of one recipient whose payer and day are known."""
    return [
        Payment(line.record.payer, day.toordinal(), line.record.amount.low, line.record.amount.currency)
        for line in lines
        if line.record.payer and line.record.on and (day := line.record.on.exact_day)
    ]


def _by_fund(
    ledgers: Sequence[Ledger],
    one: Callable[[Ledger, Sequence[Fact[FundLine]], list[Payment]], Finding],
    currency: str = "",
) -> Iterator[Finding]:
    """One finding for each fund whose donations are listed with payer and day; too few of them say so."""
    for ledger in ledgers:
        lines = _donations((ledger,), currency)
        payments = _payments(lines)
        few = len(payments) < LEAST_PAYMENTS
        yield _too_few(lines, ledger.contestant.person) if few else one(ledger, lines, payments)


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def split(case: Case) -> Iterator[Finding]:
    """Whether donors reached a threshold of the law by several payments below it within three days.

    Donors with such payments, beside 500 shuffles of the days among the payments of the fund by a fixed generator.
    """
    found = with_donations(case)
    if not found:
        yield no_list(case, "finance.split")
        return
    limit, cited = _limit(case)
    if limit is None:
        yield _no_limit(case, found)
        return

    def of_fund(ledger: Ledger, lines: Sequence[Fact[FundLine]], payments: list[Payment]) -> Finding:
        split_by = methods.shuffled(payments, lambda rows: methods.split(rows, limit.low, DAYS))
        says = Message(
            "Donors to the fund of {person} who reached {limit} by payments below it within {days} days: {donors}; "
            "with the days shuffled, at most {most}.",
            person=Name(ledger.contestant.person), limit=limit, days=DAYS, donors=split_by.observed,
            most=split_by.most,
        )  # fmt: skip
        return _pattern(ledger, lines, split_by, says, INNOCENT["split"], cited)

    yield from _by_fund(found, of_fund, limit.currency)


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def cluster(case: Case) -> Iterator[Finding]:
    """Whether several donors gave the same amount on the same day.

    Days and amounts that at least four donors share, beside 500 shuffles of the days by a fixed generator.
    """
    found = with_donations(case)
    if not found:
        yield no_list(case, "finance.cluster")
        return

    def of_fund(ledger: Ledger, lines: Sequence[Fact[FundLine]], payments: list[Payment]) -> Finding:
        shared = methods.shuffled(payments, lambda rows: methods.clusters(rows, SIZE))
        says = Message(
            "Days on which at least {size} donors gave the fund of {person} the same amount, each amount by itself: "
            "{clusters}; with the days shuffled, at most {most}.",
            size=SIZE, person=Name(ledger.contestant.person), clusters=shared.observed, most=shared.most,
        )  # fmt: skip
        return _pattern(ledger, lines, shared, says, INNOCENT["cluster"], ())

    yield from _by_fund(found, of_fund)


def _pattern(
    ledger: Ledger, lines: Sequence[Fact[FundLine]], found: Shuffled, says: Message, innocent: str,
    cited: tuple[Cite, ...],
) -> Finding:  # fmt: skip
    facts = names(lines)
    return Finding(
        ledger.contestant.person,
        Outcome.CONCERN if found.observed and found.p <= RANK and found.observed > found.most else Outcome.NOTED,
        says,
        facts=facts,
        provisions=cited,
        measures=(
            Measure("observed", found.observed, "", "as listed", facts),
            Measure("mean", _digits(found.mean), "", "mean with the days shuffled", facts),
            Measure("most", found.most, "", "most with the days shuffled", facts),
            Measure("p", _digits(found.p), "", "share of shuffles as extreme", facts),
        ),
        limits=(innocent, NOT_PROOF, OWN_MONEY, SAMENESS),
    )


PATTERNS: tuple[Check, ...] = (threshold, split, cluster)
