"""Money: what sources state of declarations and fund reports, filed and published, and by whom it is stated."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.addressees import author, commission
from saylau.checks.ask import ask, asked
from saylau.checks.contestants import contestants, no_contestants
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import beside
from saylau.checks.registry import check
from saylau.checks.told import unknown
from saylau.law.inputs import NoInputs
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Declaration, SearchForEvidence
from saylau.records.kinds.candidacy import DeclarationSort
from saylau.values import Truth
from saylau.values.message import Message, OutOf, Wording

WHAT_FILED = "Which declarations and fund reports did candidates file, and where were they published?"
WHERE_PUBLISHED = "Where and when were published declarations and reports looked for?"


@check(chapter="CF", standards=("UNCAC-7.3", "VC-II.3.5"), area="finance")
def reporting(case: Case) -> Iterator[Finding]:
    """Whether what candidates disclosed was filed and published.

    Disclosures recorded for each candidate: how many were stated as filed, and how many as published.
    """
    standing = contestants(case)
    if not standing:
        yield no_contestants(case)
        return
    searches = [f for f in case.where(SearchForEvidence, check="finance.reporting") if f.record.found is Truth.NO]
    claims = [f for c in standing for f in case.where(Declaration, candidacy=c.candidacy)]
    if not claims:
        yield unknown(
            Message("Whether candidates filed and published declarations or reports is not in the material."),
            asked(case, WHAT_FILED, commission(case)),
            facts=names(searches),
        )  # fmt: skip
        return
    yield _reporting(case, claims, len(standing), searches)


def _reporting(
    case: Case, claims: list[Fact[Declaration]], number: int, searches: list[Fact[SearchForEvidence]]
) -> Finding:
    filed, published, kept = (
        _held(claims, column, value)
        for column, value in (("filed", Truth.YES), ("published", Truth.YES), ("published", Truth.NO))
    )
    sorts = tuple(sort for sort in DeclarationSort if any(f.record.sort is sort for f in claims))
    of = number * len(sorts)
    outcome = Outcome.UNKNOWN
    if any(f.record.published is Truth.NO for f in claims):
        outcome = Outcome.AT_ODDS
    elif published == of:
        outcome = Outcome.IN_LINE
    documents = "declarations and reports" if len(sorts) > 1 else PLURALS[sorts[0]]
    told_by = {f.said_by or _author_of(case, f): f for f in reversed(claims)}
    who = tuple(
        Wording(f.fact, "said_by") if f.said_by else author_named for author_named, f in reversed(told_by.items())
    )
    counts = {"filed": OutOf(filed, of), "published": OutOf(published, of), "kept": OutOf(kept, of)}
    return Finding(
        subject="case",
        outcome=outcome,
        message=_reporting_says(sorts, who, counts),
        facts=names(claims),
        context=names(searches),
        readings=beside(ask(case, "candidacy.declarations", NoInputs())),
        measures=tuple(
            Measure(name, counts[key], documents, label, names(claims))
            for name, key, label in (
                ("filed", "filed", "stated as filed"),
                ("published", "published", "stated as published"),
                ("not_published", "kept", "stated as not published"),
            )
            if name != "published" or published
        ),
        method="Filed and published are two facts; a document counts once for each candidate and kind.",
        limits=(
            "That nothing was found published holds for the places searched, as far as the sources name them.",
            *_notes(claims),
        ),
        questions=() if searches else (asked(case, WHERE_PUBLISHED, author(case, names(claims))),),
    )  # fmt: skip


def _notes(claims: list[Fact[Declaration]]) -> tuple[Message, ...]:
    """What is noted with public claims, each remark once."""
    first = {f.note: f.fact for f in reversed(claims) if f.note and f.display is Display.PUBLIC}
    found = reversed(first.values())
    return tuple(Message("As noted with the claims: {note}", note=Wording(fact, "note")) for fact in found)


PLURALS = {
    DeclarationSort.ASSETS: "declarations of income and property",
    DeclarationSort.FUND_REPORT: "reports on election funds",
}


def _author_of(case: Case, claim: Fact[Declaration]) -> str:
    source = case.source_of(claim)
    return source.author or source.title


def _reporting_says(
    sorts: tuple[DeclarationSort, ...], who: tuple[Wording | str, ...], counts: dict[str, OutOf]
) -> Message:
    """What sources state of filing and publication, by whom; what they do not state is not said to be otherwise."""
    template = _REPORTING[sorts if len(sorts) == 1 else (), bool(counts["published"].part)]
    given = counts if counts["published"].part else {key: counts[key] for key in ("filed", "kept")}
    return Message(template, who=who, **given)


_REPORTING = {
    ((DeclarationSort.ASSETS,), False): "Of declarations of income and property, {filed} were stated as filed and "
    "{kept} as not published, by {who}.",
    ((DeclarationSort.ASSETS,), True): "Of declarations of income and property, {filed} were stated as filed, "
    "{published} as published and {kept} as not published, by {who}.",
    ((DeclarationSort.FUND_REPORT,), False): "Of reports on election funds, {filed} were stated as filed and {kept} as "
    "not published, by {who}.",
    ((DeclarationSort.FUND_REPORT,), True): "Of reports on election funds, {filed} were stated as filed, {published} "
    "as published and {kept} as not published, by {who}.",
    ((), False): "Of declarations of income and property and reports on election funds, {filed} were stated as filed "
    "and {kept} as not published, by {who}.",
    ((), True): "Of declarations of income and property and reports on election funds, {filed} were stated as filed, "
    "{published} as published and {kept} as not published, by {who}.",
}
"""By the kinds of documents recorded, and whether any is stated as published."""


def _held(claims: list[Fact[Declaration]], column: str, value: Truth) -> int:
    """How many documents are stated to be so, and by no claim otherwise: one for each candidate and kind."""
    held = {(f.record.candidacy, f.record.sort) for f in claims if getattr(f.record, column) is value}
    denied = {(f.record.candidacy, f.record.sort) for f in claims if getattr(f.record, column) is ~value}
    return len(held - denied)
