"""The matrix of findings by obligation and area: gravest outcome and number, and no cell where nothing was found."""

from __future__ import annotations

from saylau.checks.finding import Finding, Outcome
from saylau.report.charts.matrix import matrices
from saylau.report.charts.picture import Picture
from saylau.report.document import Text, plain
from saylau.report.words import words_for
from saylau.values.message import Message
from tests.cases import case_of, election


def finding(subject: str, area: str, outcome: Outcome, *standards: str) -> Finding:
    return Finding(subject, outcome, Message("x"), standards=standards, check="a.b", area=area)


def drawn(*findings: Finding) -> list[Picture]:
    return matrices(findings, words_for("en", case_of(election())), "9 June 2019")


FINDINGS = (
    finding("one", "CR", Outcome.IN_LINE, "CPH-7.5", "ICCPR-25"),
    finding("two", "CR", Outcome.AT_ODDS, "CPH-7.5"),
    finding("three", "LF", Outcome.NOTED, "CPH-7.5"),
    finding("four", "CR", Outcome.CONCERN, "VC-I.1.1"),
)


def test_treaties_commitments_and_guidance_have_a_picture_each() -> None:
    titles = [picture.caption for picture in drawn(*FINDINGS)]
    assert titles == [
        "Findings by treaty obligation and area",
        "Findings by OSCE commitment and area",
        "Findings by guidance and area",
    ]


def test_a_cell_holds_the_gravest_outcome_the_number_and_leads_to_the_finding() -> None:
    (commitment,) = (p for p in drawn(*FINDINGS) if "OSCE" in p.caption)
    (row,) = commitment.rows
    assert [head.title for head in commitment.heads] == ["Standard", "LF", "CR"]
    assert [plain(cell) for cell in row.cells] == ["1990 OSCE Copenhagen Document, 7.5", "• 1", "× 2"]
    assert isinstance(row.cells[2][0], Text)
    assert row.cells[2][0].target == "a.b:two"


def test_where_nothing_was_found_stands_a_dot_in_the_table_and_the_picture_says_what_it_means() -> None:
    picture = drawn(finding("x", "LF", Outcome.NOTED, "CPH-7.1"), finding("y", "CR", Outcome.NOTED, "CPH-7.5"))[0]
    assert [plain(row.cells[2]) for row in picture.rows] == ["·", "• 1"]
    assert "not that all is well" in str(picture.spec["vconcat"][0]["title"]["subtitle"])
    assert picture.narrow is not None
    assert "no finding was made" in str(picture.narrow["vconcat"][0]["title"]["subtitle"])


def test_every_cell_of_the_picture_shows_what_it_stands_for_beside_its_colour() -> None:
    (picture,) = drawn(*FINDINGS[1:3])
    shown = [
        row
        for spec in (picture.spec, picture.narrow or {})
        for rows in spec["datasets"].values()
        for row in rows
        if "standard" in row
    ]
    assert [(r["area"], r["outcome"], r["findings"]) for r in shown] == 2 * [
        ("LF", "noted", "1"), ("CR", "at odds", "1"),
    ]  # fmt: skip


def test_findings_without_standards_draw_nothing() -> None:
    assert drawn(finding("one", "CR", Outcome.NOTED)) == []
