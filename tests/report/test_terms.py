"""The first use of a word that is explained leads to its explanation."""

from __future__ import annotations

from saylau.report.document import Bullets, Figure, Head, Line, Paragraph, Row, Section, Table, Text
from saylau.report.terms import Explained, with_first_uses

WORD = Explained(("akim", "akims"), "explained-akim", "fact-akim")


def linked(
    *blocks: Paragraph | Bullets | Table | Figure, words: tuple[Explained, ...] = (WORD,)
) -> list[tuple[str, str]]:
    """Texts with their targets, after the first uses were linked."""
    (section,) = with_first_uses((Section("s", "1", "A section", blocks),), words)
    lines: list[Line] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.line)
        elif isinstance(block, Table):
            lines += [cell for row in block.rows for cell in row.cells]
    return [(part.text, part.target) for line in lines for part in line if isinstance(part, Text)]


def said(text: str, target: str = "") -> Paragraph:
    return Paragraph((Text(text, target=target),))


def test_the_first_use_is_linked_and_the_second_is_not() -> None:
    assert linked(said("One akim and another akim."), said("An akim.")) == [
        ("One ", ""), ("akim", "explained-akim"), (" and another akim.", ""), ("An akim.", ""),
    ]  # fmt: skip


def test_only_whole_words_count_with_a_small_or_a_capital_first_letter() -> None:
    assert linked(said("An akimat."), said("Akims met.")) == [
        ("An akimat.", ""), ("Akims", "explained-akim"), (" met.", ""),
    ]  # fmt: skip


def test_the_longest_form_is_taken() -> None:
    assert ("akims", "explained-akim") in linked(said("All akims."))


def test_a_text_that_leads_elsewhere_keeps_its_link() -> None:
    assert linked(said("the akim", "finding"), said("an akim")) == [
        ("the akim", "finding"), ("an ", ""), ("akim", "explained-akim"),
    ]  # fmt: skip


def test_two_words_in_one_text_are_linked_each_once() -> None:
    other = Explained(("council",), "explained-council")
    assert linked(said("A council and an akim."), words=(WORD, other)) == [
        ("A ", ""), ("council", "explained-council"), (" and an ", ""), ("akim", "explained-akim"), (".", ""),
    ]  # fmt: skip


def test_numbers_behind_a_finding_and_the_claim_that_explains_are_no_first_use() -> None:
    behind = Table(None, "Numbers", (Head("What"),), (Row(((Text("akim"),),)),))
    claims = Table(1, "Claims", (Head("What"),), (Row(((Text("akim"),),), "fact-akim"), Row(((Text("akim"),),))))
    assert linked(behind, claims) == [("akim", ""), ("akim", ""), ("akim", "explained-akim")]


def test_without_words_the_sections_stay_as_they_are() -> None:
    sections = (Section("s", "1", "A section", (said("An akim."),)),)
    assert with_first_uses(sections, ()) == sections
