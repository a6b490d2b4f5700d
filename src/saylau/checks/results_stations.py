"""Results by polling station: the test of integer percentages, and the arithmetic of the protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.forensics.integer_result import integers as integers_of
from saylau.checks.forensics.result import Effect, Verdict
from saylau.checks.forensics.screens_result import screens
from saylau.checks.registry import Check, check
from saylau.checks.results_publication import STATION_ASKED
from saylau.checks.told import unknown
from saylau.errors import CaseRefused, WrongUse
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import StationResults
from saylau.tables.kept import read_kept
from saylau.tables.results import ResultsTable
from saylau.values.message import From, Message

ABSENT = "The material holds no table of results by polling station, so that no test of single stations was made."
UNREAD = (
    "The file {file} could not be read as results by polling station; `saylau results` tells what is wrong with it."
)
REFUSED = (
    "The test of integer percentages gives no answer for the results by polling station: its conditions do not hold; "
    "`saylau results` tells which."
)
CAUTION = (
    "A statistical anomaly is not proof of fraud. It shows where the protocol, the recount and the witnesses deserve a "
    "look."
)
INNOCENT = (
    "Percentages computed before the counts, numbers rounded by rule, special stations and copied rows can also make "
    "such an excess."
)
TYPING = "Typing errors, corrections made in one place only and voters added on the day break such sums too."
PROTOCOLS = "Can the signed protocols of the stations in question be had, to be compared with the published numbers?"
OUTCOMES = {
    Verdict.CONCERN: Outcome.CONCERN,
    Verdict.IN_LINE: Outcome.IN_LINE,
    Verdict.NOTED: Outcome.NOTED,
    Verdict.UNKNOWN: Outcome.UNKNOWN,
}
Claim = Fact[StationResults]


@check(area="results", chapter="ED", standards=("CPH-7.4",))
def integers(case: Case) -> Iterator[Finding]:
    """Whether integer percentages of turnout or share are more frequent than chance makes them.

    Stations whose turnout or whose share of one option is an integer percentage, against the exact number expected if
    each ballot had been cast independently at the station's own rates (Kobak, Shpilkin and Pshenichnikov 2016). One
    number is tested, at a one-sided level of 0.1 % fixed in advance.
    """
    yield from _each(case, _integers)


@check(area="results", chapter="ED", standards=("CPH-7.4",))
def protocols(case: Case) -> Iterator[Finding]:
    """Whether the numbers in the protocols of polling stations can stand together.

    Plain comparisons of numbers that one protocol states: ballots with voters, parts with sums. No statistics.
    """
    yield from _each(case, _protocols)


Finds = Callable[[Case, Claim, ResultsTable, str], Finding]


def _each(case: Case, finds: Finds) -> Iterator[Finding]:
    """A finding for each table; where there is none, or one cannot be read, what is asked."""
    claims = [f for f in case.where(StationResults, election=case.info.election) if f.display is Display.PUBLIC]
    files = {claim.record.file: claim for claim in reversed(claims)}
    question = asked(case, STATION_ASKED, commission(case))
    if not files:
        yield unknown(Message(ABSENT), question)
    for claim in reversed(files.values()):
        subject = "case" if len(files) == 1 else claim.id
        table = station_table(case, claim)
        if table is None:
            says = Message(UNREAD, file=claim.record.file)
            yield unknown(says, question, subject=subject, facts=(claim.fact,))
        else:
            yield finds(case, claim, table, subject)


def station_table(case: Case, claim: Claim) -> ResultsTable | None:
    """The table of a claim; None where it is not at hand or cannot be read."""
    record = claim.record
    data = case.files.get(record.file)
    if data is None:
        return None
    try:
        return read_kept(record.file, data, case.files.get(record.roles, b""), record.option)
    except (CaseRefused, WrongUse):
        return None


def _integers(case: Case, claim: Claim, table: ResultsTable, subject: str) -> Finding:
    found, facts = integers_of(table.stations), (claim.fact,)
    if not found.effects:
        return unknown(Message(REFUSED), asked(case, STATION_ASKED, commission(case)), subject=subject, facts=facts)
    effect = next(effect for effect in found.effects if effect.headline)
    return Finding(
        subject,
        OUTCOMES[found.verdict],
        _integers_says(effect, found.verdict, facts),
        facts=facts,
        measures=tuple(_integers_measures(effect, facts)),
        method="Exact chances of an integer percentage for each station, summed; no simulation.",
        assumptions=("Ballots of one station were cast independently of each other.",),
        limits=(
            CAUTION,
            INNOCENT,
            "On thirteen elections that nobody disputes, in eight countries, z lay between -2.22 and 2.22.",
            Message(
                "The smallest excess that would have been flagged: {number} stations. Ballots added without round "
                "numbers are not seen.",
                number=_rounded(effect.deviation.smallest, 0),
            ),
        ),
        questions=(asked(case, PROTOCOLS, commission(case)),) if found.verdict is Verdict.CONCERN else (),
    )


def _integers_says(effect: Effect, verdict: Verdict, facts: tuple[str, ...]) -> Message:
    found = effect.deviation
    values: dict[str, From] = {
        "observed": From(found.observed, facts),
        "expected": From(_rounded(found.expected, 0), facts),
        "z": From(_rounded(found.z, 2), facts),
    }
    if verdict is Verdict.CONCERN:
        return Message(
            "Polling stations with an integer percentage of turnout or share: {observed}; expected if each ballot was "
            "cast independently: {expected} (z = {z}). These numbers are inconsistent with that.",
            **values,
        )
    return Message(
        "Polling stations with an integer percentage of turnout or share: {observed}; expected if each ballot was cast "
        "independently: {expected} (z = {z}). These numbers are in line with that.",
        **values,
    )


def _integers_measures(effect: Effect, facts: tuple[str, ...]) -> Iterator[Measure]:
    found = effect.deviation
    yield Measure("used", found.stations, "polling stations", "polling stations in the test", facts)
    yield Measure("observed", found.observed, "polling stations", "with an integer percentage", facts)
    yield Measure("expected", _rounded(found.expected, 2), "polling stations", "expected by chance alone", facts)
    yield Measure("sd", _rounded(found.sd, 2), "polling stations", "standard deviation of that number", facts)
    how = f"({found.observed} - {found.expected:.2f}) / {found.sd:.2f}"
    yield Measure("z", _rounded(found.z, 3), "", "excess in standard deviations", facts, how)


def _rounded(number: float, digits: int) -> Decimal:
    return Decimal(f"{number:.{digits}f}")


def _protocols(case: Case, claim: Claim, table: ResultsTable, subject: str) -> Finding:
    found, facts = screens(table.stations), (claim.fact,)
    held = {row[0]: row for row in found.tables[0].rows if row[2] == "violation"}
    broken = [flag for flag in found.flags if flag.rule in held]
    stations = len({int(row) for flag in broken for row in flag.rows})
    if not held:
        says = Message("The results by polling station state too few numbers for any comparison of sums.")
        return unknown(says, asked(case, STATION_ASKED, commission(case)), subject=subject, facts=facts)
    measures = (
        Measure("asked", len(held), "comparisons", "comparisons that the table allows", facts),
        Measure("failed", len(broken), "comparisons", "comparisons that fail somewhere", facts),
        Measure("stations", stations, "polling stations", "stations in which a comparison fails", facts),
        Measure("rows", len(table.stations), "polling stations", "stations in the table", facts),
        Measure("rejected", table.rejected_rows, "rows", "rows that could not be read", facts),
    )
    return Finding(
        subject,
        OUTCOMES[found.verdict],
        Message(
            "Comparisons of the numbers in the protocols: {asked}, of which {failed} fail somewhere; polling stations "
            "in which one fails: {stations} of {rows}.",
            asked=From(len(held), facts), failed=From(len(broken), facts), stations=From(stations, facts),
            rows=From(len(table.stations), facts),
        ),
        facts=facts,
        measures=measures,
        method="Numbers of one row are compared with each other; a number that is not stated is never compared.",
        limits=(TYPING, "Numbers that fit together may still be untrue.", CAUTION),
        questions=(asked(case, PROTOCOLS, commission(case)),) if broken else (),
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (integers, protocols)
