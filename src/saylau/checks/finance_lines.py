"""Money: itemised reports on election funds: barred origins, limits for one donor, and sums that must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from saylau.checks.ask import Answer, ask, which_provision
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import deciding, provisions, together
from saylau.checks.fund_lines import SAMENESS, Ledger, Report, amounts, facts_of, ledgers, no_list, with_donations
from saylau.checks.funds import total
from saylau.checks.registry import Check, check
from saylau.checks.told import one_each, unknown
from saylau.law.inputs import DonorInputs, DonorSumInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import FundLine
from saylau.records.kinds.finance import FundLevel, FundSide, PayerKind
from saylau.values import Money, Truth
from saylau.values.message import Message, Name

BANS, DONOR_CAP = "finance.bans", "finance.donor_cap"
ABOUT_BANS = "from whom an election fund could not receive money"
ABOUT_DONOR = "how much one donor could give to an election fund"
AGGREGATES = "Donors stand under keys of the case; numbers are over all of them."
LISTED = "Only payments that a report lists one by one are in it; sums that are not broken down are not."


@dataclass(frozen=True)
class _Kind:
    """The payments of one kind of donor, and what each reading says of the kind."""

    kind: PayerKind | None
    lines: tuple[Fact[FundLine], ...]
    answers: tuple[Answer, ...]


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def origin_ban(case: Case) -> Iterator[Finding]:
    """Whether listed donations came from donors from whom a fund could not receive money.

    The kind of donor of each payment listed one by one, under each reading of the bans. A kind that is not known is
    counted apart and never taken as allowed; payments given back are left out.
    """
    found = with_donations(case)
    if not found:
        yield no_list(case, "finance.origin_ban")
        return
    for ledger in found:
        lines = ledger.of(FundSide.IN, FundLevel.ITEMISED)
        kinds = dict.fromkeys(line.record.payer_kind for line in lines)
        by_kind = [_kind_of(case, kind, lines) for kind in kinds]
        if not any(deciding(one.answers) for one in by_kind):
            says = Message("From whom the fund of {person} could not receive money is not known.",
                           person=Name(ledger.contestant.person))  # fmt: skip
            asking = which_provision(case, BANS, ABOUT_BANS)
            yield unknown(says, asking, subject=ledger.contestant.person, facts=names(lines))
        else:
            yield _origins(ledger, lines, by_kind)


def _kind_of(case: Case, kind: PayerKind | None, lines: Sequence[Fact[FundLine]]) -> _Kind:
    own = tuple(line for line in lines if line.record.payer_kind is kind)
    given = DonorInputs(donor=kind.value if kind else "", facts=names(own))
    return _Kind(kind, own, ask(case, BANS, given))


def _origins(ledger: Ledger, lines: Sequence[Fact[FundLine]], by_kind: Sequence[_Kind]) -> Finding:
    readings = tuple(_ban_reading(name, by_kind) for name in _reading_names(by_kind))
    unsure = tuple(line for line in lines if line.record.payer_kind is None)
    barred = _barred(by_kind)
    sums = amounts(barred)
    facts = facts_of(ledger, lines)
    return Finding(
        ledger.contestant.person,
        together(readings),
        Message(
            "Donations to the fund of {person} that are listed one by one: {listed}; from donors whom some reading "
            "of the law bars: {barred}; from donors of a kind not known: {unsure}.",
            person=Name(ledger.contestant.person), listed=len(lines), barred=len(barred), unsure=len(unsure),
        ),
        facts=facts,
        readings=readings,
        provisions=provisions(a for one in by_kind for a in one.answers),
        measures=(
            Measure("listed", len(lines), "", "donations listed one by one", facts),
            Measure("barred", len(barred), "", "donations from barred donors", names(barred)),
            *((Measure("barred_sum", sums, "", "sum of donations from barred donors", names(barred)),) if sums else ()),
            Measure("kind_unknown", len(unsure), "", "donations from donors of a kind not known", names(unsure)),
        ),
        method="The kind of donor of each listed payment, under each reading of the bans in force on voting day.",
        limits=(LISTED, AGGREGATES, "The kind of a donor is as the report states it."),
    )  # fmt: skip


def _reading_names(by_kind: Sequence[_Kind]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.rule.reading for one in by_kind for a in deciding(one.answers)))


def _verdict(one: _Kind, name: str) -> Truth:
    return next((a.explanation.verdict for a in one.answers if a.rule.reading == name), Truth.UNKNOWN)


def _barred(by_kind: Sequence[_Kind]) -> tuple[Fact[FundLine], ...]:
    return tuple(
        line for one in by_kind if any(a.explanation.verdict is Truth.NO for a in deciding(one.answers))
        for line in one.lines
    )  # fmt: skip


def _ban_reading(name: str, by_kind: Sequence[_Kind]) -> ReadingOutcome:
    """What one reading makes of all kinds of donors: contrary where one is barred, unknown where one is not known."""
    numbers = {v: sum(len(one.lines) for one in by_kind if _verdict(one, name) is v) for v in Truth}
    says = Message(
        "Listed donations that this reading bars: {barred}; that it does not: {allowed}; that cannot be told: "
        "{unsure}.",
        barred=numbers[Truth.NO], allowed=numbers[Truth.YES], unsure=numbers[Truth.UNKNOWN],
    )  # fmt: skip
    answer = next(a for one in by_kind for a in one.answers if a.rule.reading == name)
    return ReadingOutcome(name, answer.rule.whose, _outcome(numbers, Outcome.UNKNOWN), says)


def _outcome(numbers: Mapping[Truth, int], unsure: Outcome) -> Outcome:
    """Contrary where one answer is no, `unsure` where one is not known."""
    if numbers[Truth.NO]:
        return Outcome.CONTRARY
    return unsure if numbers[Truth.UNKNOWN] else Outcome.IN_LINE


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def donor_cap(case: Case) -> Iterator[Finding]:
    """Whether one donor gave more to a fund than the law allowed.

    Listed payments summed by donor as judged; the low bound takes those judged the same, the high bound those that may
    be as well. A donor is above the limit only where the low bound is.
    """
    found = with_donations(case)
    if not found:
        yield no_list(case, "finance.donor_cap")
        return
    for ledger in found:
        yield _donors(case, ledger)


def _donors(case: Case, ledger: Ledger) -> Finding:
    lines = tuple(line for line in ledger.of(FundSide.IN, FundLevel.ITEMISED) if line.record.payer)
    donors = _by_key(lines, lambda line: (line.payer,))
    maybe = _by_key(lines, lambda line: line.may_be)
    asked_of = [ask(case, DONOR_CAP, _donor(payer, donors, maybe)) for payer in donors]
    person = ledger.contestant.person
    if not any(deciding(answers) for answers in asked_of):
        says = Message(
            "How much one donor could give to the fund of {person} is not known; donors listed under keys: {donors}.",
            person=Name(person), donors=len(donors),
        )  # fmt: skip
        return unknown(says, which_provision(case, DONOR_CAP, ABOUT_DONOR), subject=person, facts=names(lines))
    named = tuple(dict.fromkeys(a.rule.reading for answers in asked_of for a in deciding(answers)))
    readings = tuple(_cap_reading(name, asked_of) for name in named)
    facts = facts_of(ledger, lines)
    return Finding(
        person,
        together(readings),
        readings[0].says,
        facts=facts,
        readings=readings if len(readings) > 1 else (),
        provisions=provisions(a for answers in asked_of for a in answers),
        measures=(
            Measure("donors", len(donors), "", "donors listed under keys", facts),
            Measure("payments", len(lines), "", "payments of these donors", facts),
        ),
        limits=(LISTED, AGGREGATES, SAMENESS),
    )


def _by_key(
    lines: Sequence[Fact[FundLine]], keys: Callable[[FundLine], Iterable[str]]
) -> Mapping[str, Sequence[Fact[FundLine]]]:
    """Lines under each of their keys, in row order."""
    found: dict[str, list[Fact[FundLine]]] = {}
    for line in lines:
        for key in keys(line.record):
            found.setdefault(key, []).append(line)
    return found


def _donor(
    payer: str, own: Mapping[str, Sequence[Fact[FundLine]]], maybe: Mapping[str, Sequence[Fact[FundLine]]]
) -> DonorSumInputs:
    """One donor: what is judged the donor's own, and what may be besides as the upper bound."""
    lines = own[payer]
    kinds = {line.record.payer_kind for line in lines if line.record.payer_kind}
    others = [other for line in lines for key in line.record.may_be for other in own.get(key, ())]
    besides = one_each(line for line in (*others, *maybe.get(payer, ())) if line.record.payer != payer)
    return DonorSumInputs(
        donor=next(iter(kinds)).value if len(kinds) == 1 else "",
        given=_given(amounts(lines), besides),
        facts=names((*lines, *besides)),
    )


def _given(own: Money | None, besides: Sequence[Fact[FundLine]]) -> Money | None:
    """From the donor's own to all that may be the donor's; None for two currencies in the donor's own."""
    more = [line.record.amount for line in besides if own and line.record.amount.currency == own.currency]
    whole = total([own, *more]) if own else None
    return Money.from_minor(own.low, whole.high, own.currency) if own and whole and more else own


def _cap_reading(name: str, asked_of: Sequence[tuple[Answer, ...]]) -> ReadingOutcome:
    answers = [a for answers in asked_of for a in answers if a.rule.reading == name]
    numbers = {verdict: sum(a.explanation.verdict is verdict for a in answers) for verdict in Truth}
    says = Message(
        "Donors who gave more than the law allowed one donor: {above}; who did not: {within}; of whom it depends on "
        "which payments are theirs: {unsure}.",
        above=numbers[Truth.NO], within=numbers[Truth.YES], unsure=numbers[Truth.UNKNOWN],
    )  # fmt: skip
    return ReadingOutcome(name, answers[0].rule.whose, _outcome(numbers, Outcome.DISPUTED), says)


@check(chapter="CF", standards=("UNCAC-7.3",), area="finance")
def arithmetic(case: Case) -> Iterator[Finding]:
    """Whether the sums of reports on election funds agree.

    Listed payments and what is not listed one by one against the stated total, on each side; the opening balance and
    what came in against what went out and the closing balance.
    """
    found = [ledger for ledger in ledgers(case) if any(report.lines for report in ledger.reports)]
    if not found:
        yield no_list(case, "finance.arithmetic")
        return
    for ledger in found:
        yield _sums(ledger)


@dataclass(frozen=True)
class _Sum:
    """Two numbers of a report that must be equal."""

    name: str
    stated: Money
    worked_out: Money
    facts: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether they can be equal within their bounds."""
        return self.stated.currency == self.worked_out.currency and (
            self.stated.equals(self.worked_out) is not Truth.NO
        )


def _sums(ledger: Ledger) -> Finding:
    sums = [one for report in ledger.reports for one in _of_report(report)]
    apart = [one for one in sums if not one.agrees]
    facts = tuple(dict.fromkeys(name for one in sums for name in one.facts))
    person = Name(ledger.contestant.person)
    if not sums:
        return unknown(
            Message("The reports on the fund of {person} state no two sums that must agree.", person=person),
            subject=ledger.contestant.person,
            facts=tuple(name for report in ledger.reports for name in names(report.lines)),
        )
    return Finding(
        ledger.contestant.person,
        Outcome.CONCERN if apart else Outcome.IN_LINE,
        Message(
            "Sums of the reports on the fund of {person} that must agree: {sums}; that do not: {apart}.",
            person=person, sums=len(sums), apart=len(apart),
        ),
        facts=facts,
        measures=tuple(
            measure for one in sums
            for measure in (
                Measure(f"stated:{one.name}", one.stated, "", "as stated", one.facts),
                Measure(f"worked_out:{one.name}", one.worked_out, "", "worked out from the lines", one.facts),
            )
        ),
        limits=("Lines of different levels are never added; payments given back stand apart.",
                "A difference may be a slip of the report or of its transcription."),
    )  # fmt: skip


def _of_report(report: Report) -> Iterator[_Sum]:
    for side in FundSide:
        parts = report.of(side, FundLevel.ITEMISED, FundLevel.UNITEMISED)
        whole = report.of(side, FundLevel.TOTAL)
        stated, worked_out = amounts(whole), amounts(parts)
        if stated is not None and worked_out is not None:
            yield _Sum(f"{report.fact.id}:{side}", stated, worked_out, (report.fact.fact, *names((*whole, *parts))))
    balance = _balance(report)
    if balance is not None:
        yield balance


def _balance(report: Report) -> _Sum | None:
    """Opening balance and money in against money out and closing balance, where all four are stated."""
    record = report.fact.record
    sides = {side: report.of(side, FundLevel.TOTAL) for side in FundSide}
    came, went = (amounts(lines) for lines in sides.values())
    known = [m for m in (record.opening, record.closing, came, went) if m is not None]
    if len(known) < 4 or len({m.currency for m in known}) > 1:
        return None
    opening, closing, received, spent = known
    facts = (report.fact.fact, *names((*sides[FundSide.IN], *sides[FundSide.OUT])))
    return _Sum(f"{report.fact.id}:balance", opening + received, spent + closing, facts)


LINES: tuple[Check, ...] = (origin_ban, donor_cap, arithmetic)
