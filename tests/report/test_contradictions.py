"""The annex of contradictions: which claims differ and who states each, and what each reading comes to."""

from __future__ import annotations

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.review import review_state
from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.records.base import Record
from saylau.records.fact import Fact
from saylau.records.kinds import VoterTotal
from saylau.report.build import build_document
from saylau.report.document import Table, plain, walk
from saylau.values.message import Message
from tests.cases import case_of, election
from tests.checks.found import made

READINGS = (
    ReadingOutcome("strict", "assumed", Outcome.CONTRARY, Message("Any stay breaks it.")),
    ReadingOutcome("council", "Constitutional Council", Outcome.IN_LINE, Message("The post is exempt."), decides=False),
)


def tables(finding: Finding, *facts: Fact[Record]) -> dict[str, list[str]]:
    """Tables of the annex by caption, a row as one line."""
    case = case_of(election(), *facts)
    found = Assessment(case, (finding,), {finding.id: review_state(case, finding)}, ())
    document = build_document(publish(found), content="0" * 64)
    (section,) = (s for _, s in walk(document.sections) if s.anchor == "annex-i")
    return {
        b.caption: [" | ".join(plain(cell) for cell in row.cells) for row in b.rows]
        for b in section.blocks
        if isinstance(b, Table)
    }


def test_each_reading_of_a_disputed_finding_stands_with_whose_it_is_and_what_it_comes_to() -> None:
    finding = Finding("x", Outcome.DISPUTED, Message("Readings part."), readings=READINGS, check="a.b", area="CR")
    assert tables(finding)["Findings on which readings or sources part"] == [
        "a.b:x | strict (assumed) | contrary to an explicit rule | Any stay breaks it.",
        "a.b:x | council (Constitutional Council); it decides nothing and is shown beside the others | in line | "
        "The post is exempt.",
    ]


def test_a_finding_on_which_sources_part_stands_with_its_sentence_and_another_not_at_all() -> None:
    parted = Finding("x", Outcome.DISPUTED, Message("Two numbers."), check="a.b", area="CR")
    assert tables(parted)["Findings on which readings or sources part"] == [
        "a.b:x | by source | disputed | Two numbers."
    ]
    assert tables(Finding("x", Outcome.NOTED, Message("One."), check="a.b", area="CR")) == {}


def test_claims_that_differ_stand_side_by_side_each_with_who_states_it() -> None:
    rows = [
        made(VoterTotal, "v", claim, election="election-2019", voters=voters)
        for claim, voters in (("v", "100"), ("v.2", "101"))
    ]
    told = tables(Finding("case", Outcome.NOTED, Message("x"), check="a.b", area="CR"), *rows)["Claims that differ"]
    assert [line.rsplit(" | ", 1)[0] for line in told] == ["v: voters | 100 | Invented", "v: voters | 101 | Invented"]
