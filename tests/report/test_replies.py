"""The right of reply: the reply stands in the box of its finding and again in the chapter of replies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.review import review_state
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Body, Reply, Statement
from saylau.report.build import build_document
from saylau.report.document import Document, FindingBox, FindingItem, Paragraph, Section, Table, plain, walk
from saylau.values.message import Message
from tests.cases import case_of, election
from tests.checks.found import made

BODY = made(Body, "cec", name="Election Commission", sort="commission")
FINDING = Finding("case", Outcome.CONCERN, Message("Reports were not published."), check="finance.reporting", area="CF")


def reply(thing: str = "reply", **fields: Any) -> Fact[Record]:
    given = {"finding": "finance.reporting:case", "to": "cec", "asked": "2019-05-20", "due": "2019-05-30", **fields}
    return made(Reply, thing, **given)


def report(*facts: Fact[Record]) -> Document:
    case = case_of(election(), BODY, *facts)
    found = Assessment(case, (FINDING,), {FINDING.id: review_state(case, FINDING)}, ())
    return build_document(publish(found), content="0" * 64)


def box(document: Document) -> FindingItem:
    sections = (s for _, s in walk(document.sections))
    (item,) = (i for s in sections for b in s.blocks if isinstance(b, FindingBox) for i in b.items)
    return item


def terms(document: Document) -> list[tuple[str, str]]:
    return [(t.label, plain(t.line)) for t in box(document).terms if t.label in ("Reply", "Statement")]


def chapter(document: Document) -> str:
    (section,) = (s for _, s in walk(document.sections) if s.anchor == "replies")
    return _text(section)


def _text(section: Section) -> str:
    found = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            found.append(plain(block.line))
        if isinstance(block, Table):
            found += [plain(cell) for row in block.rows for cell in row.cells]
    return "\n".join(found)


def test_a_reply_stands_in_full_in_the_box_and_in_the_chapter() -> None:
    document = report(reply(put="Were reports published?", says="They will be, in July.", replied="2019-05-28"))
    ((label, said),) = terms(document)
    assert label == "Reply"
    assert "Put to Election Commission, 20 May 2019; a reply was asked for by 30 May 2019." in said
    assert "Question: Were reports published?" in said
    assert "Reply of 28 May 2019: They will be, in July." in said
    assert "They will be, in July." in chapter(document)
    assert "finance.reporting:case" in chapter(document)


def test_that_no_reply_came_is_told_with_the_day() -> None:
    document = report(reply(none_by="2019-06-01"))
    assert "No reply was received by 1 June 2019." in terms(document)[0][1]
    assert "No reply was received by 1 June 2019." in chapter(document)


def test_a_reply_that_is_still_awaited_is_told_as_such() -> None:
    assert "A reply is awaited." in terms(report(reply()))[0][1]


def test_a_reply_to_a_check_stands_with_each_of_its_findings_and_another_elsewhere_not() -> None:
    assert len(terms(report(reply(finding="finance.reporting", says="Yes.")))) == 1
    assert terms(report(reply(finding="finance.shares", says="Yes."))) == []


def test_a_withheld_reply_stands_nowhere() -> None:
    hidden = replace(reply(says="Zzqsecret"), display=Display.WITHHELD)
    document = report(hidden)
    assert terms(document) == []
    assert "Zzqsecret" not in repr(document)


def test_a_statement_upon_a_finding_stands_in_its_box_and_one_against_another_in_the_chapter() -> None:
    first = made(Statement, "first", stance="asserts", says="Nothing was published.")
    answer = {"stance": "denies", "says": "It was.", "by": "cec", "on": "2019-05-21", "against": "first"}
    document = report(first, made(Statement, "second", reacts_to=("finance.reporting",), **answer))
    assert terms(document) == [("Statement", "Election Commission, 21 May 2019: It was.")]
    told = chapter(document)
    assert told.index("The case records no finding that was put") < told.index("It was.")
    assert "Nothing was published." in told


def test_a_case_without_replies_says_that_it_holds_none() -> None:
    assert "The material contains no information on replies of those concerned" in chapter(report())
