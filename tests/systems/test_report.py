"""Rows 3 and 74 to 80 of the page on systems: register of findings, earlier elections, and the report itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction

import pytest

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.assessment.review import finding_hash
from saylau.records.case import Case
from saylau.records.kinds import AddressLook, FollowUp, GlossaryTerm, RelatedPaper, Statement
from saylau.records.source import Decision, Review
from saylau.report.build import build_document
from saylau.report.document import Document, FindingBox, FindingItem, Section, Table, Text, plain, walk
from tests.checks.found import added, made
from tests.systems.rows import Alter, Row, both, covers, outcome, seen, tell, then, value, values, withdraw

HEADLINES = 9
"""No pluralism; no independents; protests; media; networks; consent to events; polls; the commission; article 25."""


def published(case: Case, before: Case | None = None) -> tuple[Assessment, Document]:
    """The public copy of a case and its report."""
    earlier = assess(before) if before else None
    shown = publish(assess(case), earlier)
    return shown, build_document(shown, content="0" * 64)


@pytest.fixture(scope="module")
def report(kazakhstan: Case) -> Document:
    return published(kazakhstan)[1]


LATER = made(FollowUp, "follow-up-told", recommendation="recommendation-2", implementation="mostly implemented",
             by="Invented body", on="2026-01-01", evidence="Invented evidence")  # fmt: skip
WORD = made(GlossaryTerm, "word-told", term="local councils", means="invented meaning")
PAPER = made(RelatedPaper, "paper-told", title="Invented sequel", relation="later version", by="Invented body",
             published="2026-12", url="https://example.org/sequel")  # fmt: skip
LOOK = {"of": "cec-release-5218", "on": "2026-11-21", "copy_at": "archive of the invented body", "sha256": "a" * 64}


def looked(opened: str) -> Alter:
    """A look at the address of a source of the case."""
    look = made(AddressLook, "look-told", opened=opened, **LOOK)
    return lambda case: added(case, look)


ALTERED = then(
    tell("kosanov-own", amount="102000000 KZT"),
    tell("tugel-own", amount="51000000 KZT"),
    tell("language-candidacy", languages=("kk", "ru")),
    withdraw("word-akim"),
    looked("no"),
    lambda case: added(case, LATER, WORD, PAPER),
    lambda case: replace(case, info=case.info.model_copy(update={"version": "2"})),
)
"""A second version of the case, in which every input of these tests is altered at once, to build one report only."""


@pytest.fixture(scope="module")
def altered(kazakhstan: Case) -> Document:
    return published(ALTERED(kazakhstan), kazakhstan)[1]


def section(document: Document, anchor: str) -> Section:
    (found,) = (s for _, s in walk(document.sections) if s.anchor == anchor)
    return found


def within(part: object) -> Iterator[object]:
    """Every part of a document, in reading order."""
    yield part
    if isinstance(part, tuple):
        for item in part:
            yield from within(item)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from within(getattr(part, field.name))


def texts(part: object) -> str:
    return " ".join(p.text for p in within(part) if isinstance(p, Text))


def row_of(document: Document, anchor: str, first: str) -> str:
    """The row of a table in a section, by the text with which it begins."""
    tables = [p for p in within(section(document, anchor)) if isinstance(p, Table)]
    (found,) = (texts(row) for table in tables for row in table.rows if plain(row.cells[0]).startswith(first))
    return found


def items(document: Document) -> dict[str, FindingItem]:
    return {p.anchor: p for p in within(document.sections) if isinstance(p, FindingItem)}


# Votes of 2011, share as printed of 2015, votes of 2019
OF_2011 = (7_850_958, 159_036, 111_924, 94_452)
EQUAL = (7_850_958, 7_850_958, 111_924, 94_452)
"""The same with two who received as many."""


def effective(votes: tuple[int, ...]) -> Fraction:
    """One over the sum of squared shares."""
    return Fraction(sum(votes) ** 2, sum(v * v for v in votes))


ROWS = (
    Row((74,), "earlier elections, their funnels and their assessments follow the register",
        values("elections.register", "registered:past-2015", "early:past-2011", "leading:past-2015"),
        (3, "unknown", 97),
        lambda case: tell("past-2015", registered="4")(tell("past-2011", early="yes")(case)), (4, "yes", 97)),
    Row((74,), "how many contestants an earlier election had in effect follows its votes",
        value("results.competitiveness", "effective_number", "past-2011"), effective(OF_2011),
        lambda case: tell("result-total-2011", valid=str(sum(EQUAL)))(tell("result-2011-2", votes="7850958")(case)),
        effective(EQUAL)),
    Row((76,), "recommendations, and what became of them, follow the tracker",
        values("data.recommendations", "all", "status:not_implemented", "status:partially"), (11, 1, 1),
        withdraw("follow-up-odihr-4", "recommendation-6"), (10, None, 1)),
    Row((77,), "references without a target, and sources without a day, follow the register of sources",
        values("data.source_and_date", "references"), (5,), withdraw("missing-references-detained"), (2,)),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_systems_of_the_report_follow_their_inputs(row: Row, kazakhstan: Case) -> None:
    assert seen(row, kazakhstan) == row.expected


@covers(3)
def test_the_headline_conclusions_of_the_source_are_registered_and_follow_what_is_told(kazakhstan: Case) -> None:
    told = [f for f in kazakhstan.all(Statement) if f.fact.startswith("assessment-") and "section 1" in f.locator]
    told += [f for f in kazakhstan.all(Statement) if f.fact == "assessment-iccpr" and f not in told]
    assert len({f.fact for f in told}) == HEADLINES
    assert all(f.record.says and f.record.area for f in told)


@covers(3)
def test_each_finding_stands_with_text_area_evidence_criteria_confidence_and_review(kazakhstan: Case) -> None:
    found = assess(kazakhstan)
    for finding in found.findings:
        assert finding.message.template
        assert finding.area
        assert finding.confidence
        assert finding.limits
        assert not found.states[finding.id].signed


@covers(3)
def test_a_signature_stands_in_the_register_and_falls_when_the_fact_changes(kazakhstan: Case) -> None:
    name = "campaign.usable_days:case"
    covered = finding_hash(kazakhstan, assess(kazakhstan).finding(name))
    review = Review(
        finding=name, hash=covered, reviewer="A Reviewer", day=date(2026, 11, 22), decision=Decision.APPROVED
    )
    signed = replace(kazakhstan, reviews=(review,))
    assert assess(signed).states[name].signed
    changed = tell(("stage-campaign", "stage-campaign.press"), during="2019-05-11/2019-06-05")(signed)
    assert not assess(changed).states[name].signed


@covers(75)
def test_a_finding_stands_in_the_matrix_under_its_obligation_and_area_and_moves_with_its_outcome(
    report: Document, altered: Document
) -> None:
    name = "minorities.languages:case"
    assert items(report)[name].outcome == "concern"
    assert items(altered)[name].outcome != "concern"
    before, after = (next(row for row in rows_of(d, "annex-b") if row.startswith(name)) for d in (report, altered))
    assert "MN" in before
    assert before != after
    obligation = "Equality and absence of discrimination"
    assert any(row.startswith("MN") and len(row) > len(obligation) for row in rows_of(report, "annex-b"))


def rows_of(document: Document, anchor: str) -> list[str]:
    tables = [p for p in within(section(document, anchor)) if isinstance(p, Table)]
    return [texts(row) for table in tables for row in table.rows]


@covers(76)
def test_the_table_of_recommendations_tells_the_status_told_last(report: Document, altered: Document) -> None:
    assert "not assessed" in row_of(report, "annex-c", "R2")
    after = row_of(altered, "annex-c", "R2")
    assert "mostly implemented" in after
    assert "Invented evidence" in after
    for addressee in ("election observation mission", "European Union Delegation", "diplomatic missions"):
        assert addressee in after


@covers(77)
def test_dead_addresses_and_archived_copies_follow_the_looks_at_them(kazakhstan: Case) -> None:
    web = sum(1 for s in kazakhstan.sources.values() if s.url)
    look = both(values("data.source_register", "dead", "kept"), outcome("data.source_register"))
    none, dead = (((0, web), (0, web)), "noted"), (((1, web), (1, web)), "concern")
    copied = (((0, web), (1, web)), "noted")
    closed = Row((77,), "an address that no longer opened", look, none, looked("no"), dead)
    archived = Row((77,), "an archived copy", look, none, looked("yes"), copied)
    assert seen(closed, kazakhstan) == closed.expected
    assert seen(archived, kazakhstan) == archived.expected


@covers(77)
def test_a_source_that_nobody_looked_at_is_a_concern(kazakhstan: Case) -> None:
    one = kazakhstan.sources["cec-release-5218"].model_copy(update={"retrieved": None})
    unseen = replace(kazakhstan, sources={**kazakhstan.sources, one.id: one})
    assert outcome("data.source_register")(unseen) == "concern"


@covers(77)
def test_without_an_address_the_register_is_unknown(kazakhstan: Case) -> None:
    bare = {name: s.model_copy(update={"url": ""}) for name, s in kazakhstan.sources.items()}
    assert outcome("data.source_register")(replace(kazakhstan, sources=bare)) == "unknown"


@covers(77)
def test_the_list_of_sources_tells_that_an_address_no_longer_opened(report: Document, altered: Document) -> None:
    assert "opened" not in row_of(report, "annex-f", "cec-release-5218")
    row = row_of(altered, "annex-f", "cec-release-5218")
    assert "the address no longer opened on 21 November 2026" in row
    assert "looked at 22 November 2026" in row


@covers(78)
def test_the_first_use_of_a_word_leads_to_its_explanation_and_only_the_first(report: Document) -> None:
    entries = section(report, "words-explained")
    assert "akim : head of the local executive authority" in texts(entries)
    links = [p for p in within(report.sections) if isinstance(p, Text) and p.target == "explained-word-akim"]
    assert [p.text.lower() for p in links] == ["akims"]


@covers(78)
def test_a_word_is_explained_where_the_case_explains_it_and_only_there(report: Document, altered: Document) -> None:
    before, after = ({p.target for p in within(d.sections) if isinstance(p, Text)} for d in (report, altered))
    assert "explained-word-akim" in before - after
    assert "explained-word-told" in after - before


@covers(79)
def test_related_papers_stand_with_their_relation_and_follow_the_case(report: Document, altered: Document) -> None:
    assert sum("Open Dialogue Foundation, “" in row for row in rows_of(report, "annex-g")) == 2
    row = row_of(altered, "annex-g", "Invented body")
    for said in ("Invented sequel", "December 2026", "https://example.org/sequel", "later version", "this assessment"):
        assert said in row


@covers(79)
def test_what_changed_since_the_earlier_version_is_listed_and_nothing_else(altered: Document) -> None:
    rows = rows_of(altered, "annex-g")
    named = {row.split()[0] for row in rows}
    assert "finance.cap_use:tugel" in named
    assert "finance.cap_use:akhmetbekov" not in named
    # 51,000,000 are a tenth of 510,000,000; 20,200,000 were 4.0 %
    (row,) = (r for r in rows if r.startswith("finance.cap_use:tugel"))
    assert row.index("4.0") < row.index("10.0")


@covers(80)
def test_each_number_of_a_finding_leads_to_a_place_in_the_report(report: Document) -> None:
    anchors = {p.anchor for p in within(report.sections) if hasattr(p, "anchor")}
    leads = {p.target for item in items(report).values() for p in item.sentence if isinstance(p, Text) and p.target}
    assert len(leads) > 100
    assert {target for target in leads if not target.startswith("numbers-")} <= anchors
    boxes = {f"numbers-{p.check}" for p in within(report.sections) if isinstance(p, FindingBox)}
    assert {target for target in leads if target.startswith("numbers-")} <= boxes | anchors


@covers(80)
def test_a_claim_stands_with_its_source_and_the_place_in_it(report: Document) -> None:
    row = row_of(report, "annex-l", "tokayev-own")
    for said in ("510", "Central Election Commission", "Open Dialogue Foundation", "section 3, Financing"):
        assert said in row


@covers(80)
def test_findings_are_numbered_through_the_report_and_follow_a_changed_fact(
    report: Document, altered: Document
) -> None:
    before, after = items(report), items(altered)
    numbers = [item.number for item in before.values()]
    assert numbers == sorted(set(numbers))
    # 76,000,000 and 102,000,000 of 510,000,000
    assert "14.9" in plain(before["finance.cap_use:kosanov"].sentence)
    assert "20.0" in plain(after["finance.cap_use:kosanov"].sentence)
    for name in (name for name in before if name.startswith("candidacy.dep")):
        assert plain(before[name].sentence) == plain(after[name].sentence)
