"""Prose that cites findings and facts: a changed fact changes the sentence, a dangling citation is an error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.assessment.assess import Assessment
from saylau.checks.finding import Finding, Outcome
from saylau.errors import NotFound, ReportRefused
from saylau.records.base import Ref
from saylau.records.kinds import Candidacy, VoterTotal
from saylau.report.annexes import recommendations
from saylau.report.document import Bullets, Mark, Paragraph, Text, plain
from saylau.report.pen import Pen
from saylau.report.prose import citations, cited_fact, prose_blocks
from saylau.report.words import words_for
from saylau.values import Count, When
from saylau.values.message import Message
from tests.cases import case_of, election, fact

FINDING = Finding(
    "case",
    Outcome.NOTED,
    Message("The lists held {n} voters.", n=Count.of(100)),
    facts=("voters",),
    check="voters.total",
)


def pen(text: str, voters: int = 100) -> Pen:
    """A pen over a case with one claim, one finding and one passage of prose."""
    record = VoterTotal(election=Ref("election-2019"), voters=Count.of(voters), as_of=When.parse("2019-01-01"))
    case = case_of(election(), fact(record, "voters"), prose={("background", "en"): text})
    return Pen(Assessment(case, (FINDING,), {}, ()), words_for("en", case.name))


def paragraph(text: str, voters: int = 100) -> Paragraph:
    """The only block of a prose text, which is a paragraph."""
    (block,) = prose_blocks(pen(text, voters), "background")
    assert isinstance(block, Paragraph)
    return block


def test_a_cited_claim_is_printed_by_its_value_leads_to_it_and_carries_a_footnote() -> None:
    block = paragraph("There were {fact:voters} voters.")
    assert plain(block.line) == "There were 100 voters."
    assert Text("100", target="fact-voters") in block.line
    assert any(isinstance(part, Mark) for part in block.line)


def test_a_changed_fact_changes_the_sentence() -> None:
    assert plain(paragraph("There were {fact:voters} voters.", 101).line) == "There were 101 voters."


def test_one_field_of_a_claim_can_be_cited() -> None:
    assert plain(paragraph("Counted on {fact:voters.as_of}.").line) == "Counted on 1 January 2019."


def test_a_cited_finding_is_printed_by_its_sentence_and_leads_to_it() -> None:
    block = paragraph("{finding:voters.total:case}, so the material says.")
    assert plain(block.line) == "The lists held 100 voters, so the material says."
    assert any(isinstance(part, Text) and part.target == "voters.total:case" for part in block.line)


@pytest.mark.parametrize(
    "text",
    ["{fact:nothing}", "{finding:voters.total:nobody}", "{fact:voters.colour}"],
)
def test_a_citation_that_leads_nowhere_is_refused_by_file_and_name(text: str) -> None:
    with pytest.raises(ReportRefused, match=r"text/background\.en\.md.*leads nowhere"):
        paragraph(text)


def test_a_claim_without_a_main_value_is_answered_with_the_fields_that_can_be_cited() -> None:
    record = Candidacy(person=Ref("ada"), election=Ref("election-2019"))
    case = case_of(election(), fact(record, "ada-2019"))
    with pytest.raises(NotFound, match=r"for a candidacy; name one: \{fact:ada-2019\.person\}, \{fact:ada-2019\.elec"):
        cited_fact(case, "ada-2019")
    assert cited_fact(case, "ada-2019.person")[1] == "person"
    with pytest.raises(NotFound, match=r"has no field 'colour'; its fields are person, election, nominator"):
        cited_fact(case, "ada-2019.colour")
    with pytest.raises(NotFound, match=r"has nothing in its field 'nominator'; what it holds: person, election"):
        cited_fact(case, "ada-2019.nominator")


def test_a_citation_that_may_be_of_a_withheld_claim_is_refused_with_that_hint() -> None:
    writer = pen("{fact:p01}")
    public = replace(writer, assessment=replace(writer.assessment, hidden={"withheld-1": "s1"}))
    with pytest.raises(ReportRefused, match=r"no fact 'p01'.* it is withheld and may not be cited"):
        prose_blocks(public, "background")
    with pytest.raises(ReportRefused) as refused:
        prose_blocks(writer, "background")
    assert "withheld" not in str(refused.value)


def test_paragraphs_are_numbered_and_lists_and_weight_are_kept() -> None:
    blocks = prose_blocks(pen("One.\n\n- first **point**\n- second\n\nTwo."), "background")
    assert [getattr(b, "number", None) for b in blocks] == [1, None, 2]
    assert isinstance(blocks[1], Bullets)
    assert blocks[1].items == ((Text("first "), Text("point", strong=True)), (Text("second"),))


def test_a_chapter_without_prose_has_no_blocks() -> None:
    writer = pen("One.")
    assert prose_blocks(writer, "media") == ()
    assert prose_blocks(replace(writer, words=replace(writer.words, language="ru")), "background") == ()


def test_citations_are_listed_in_order() -> None:
    assert citations("{fact:a} and {finding:b:c}") == (("fact", "a"), ("finding", "b:c"))


def test_prose_of_the_recommendations_stands_before_them() -> None:
    writer = pen("")
    case = replace(writer.assessment.case, prose={("recommendations", "en"): "These were made by others."})
    writer = replace(writer, assessment=replace(writer.assessment, case=case))
    (block,) = recommendations(writer)
    assert isinstance(block, Paragraph)
    assert plain(block.line) == "These were made by others."
