"""What the checks of itemised reports share: the current reports of each candidate and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.contestants import Contestant, contestants
from saylau.checks.finding import Finding
from saylau.checks.funds import total_of_one
from saylau.checks.told import fit, one_each, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import FundLine, FundReport, SearchForEvidence
from saylau.records.kinds.finance import FundLevel, FundSide
from saylau.values import Money, Truth
from saylau.values.message import Message

LISTS = "Which donations did each election fund receive, payment by payment, of which kind of donor, and when?"
NO_LIST = "No list of single donations or expenses of an election fund is in the material."
SAMENESS = "Which payments are one payer's was judged by a person; the keys say nothing else."


@dataclass(frozen=True)
class Report:
    """A report that no other takes the place of, and its lines, memo lines left out."""

    fact: Fact[FundReport]
    lines: tuple[Fact[FundLine], ...]

    def of(self, side: FundSide, *levels: FundLevel, refund: bool = False) -> tuple[Fact[FundLine], ...]:
        """The lines of one side and some levels; payments given back stand apart."""
        return tuple(
            line for line in self.lines
            if line.record.side is side and line.record.level in levels
            and (line.record.refund is Truth.YES) is refund
        )  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """The current reports on one candidate's fund."""

    contestant: Contestant
    reports: tuple[Report, ...]

    def of(self, side: FundSide, *levels: FundLevel, refund: bool = False) -> tuple[Fact[FundLine], ...]:
        """The lines of all its reports, as `Report.of`."""
        return tuple(line for report in self.reports for line in report.of(side, *levels, refund=refund))


def ledgers(case: Case) -> tuple[Ledger, ...]:
    """The contestants of whose funds reports are recorded; an amended report takes the place of the first."""
    replaced = {f.record.supersedes for f in case.all(FundReport) if f.record.supersedes}
    found = []
    for contestant in contestants(case):
        claims = one_each(fit(case, case.where(FundReport, candidacy=contestant.candidacy)))
        current = tuple(Report(claim, _lines(case, claim)) for claim in claims if claim.id not in replaced)
        if current:
            found.append(Ledger(contestant, current))
    return tuple(found)


def _lines(case: Case, report: Fact[FundReport]) -> tuple[Fact[FundLine], ...]:
    """The first claim on which something can rest, of each line of a report."""
    claims = fit(case, case.where(FundLine, report=report.id))
    return one_each(claim for claim in claims if claim.record.level is not FundLevel.MEMO)


def amounts(lines: Iterable[Fact[FundLine]]) -> Money | None:
    """The sum of lines in one currency; None for none, and where currencies differ."""
    return total_of_one([line.record.amount for line in lines])


def with_donations(case: Case) -> tuple[Ledger, ...]:
    """The ledgers that list single payments into the fund."""
    return tuple(one for one in ledgers(case) if one.of(FundSide.IN, FundLevel.ITEMISED))


def no_list(case: Case, check: str) -> Finding:
    """The answer of a check that needs single donations, where none are listed; what was looked for stands beside."""
    searches = [f for f in case.where(SearchForEvidence, check=check) if f.record.found is Truth.NO]
    return unknown(Message(NO_LIST), asked(case, LISTS, commission(case)), facts=names(searches))


def facts_of(ledger: Ledger, lines: Sequence[Fact[FundLine]]) -> tuple[str, ...]:
    """The claims on some lines and on the reports in which they stand."""
    reports = {line.record.report for line in lines}
    return (*(r.fact.fact for r in ledger.reports if r.fact.id in reports), *names(lines))
