"""What Word counts for itself in the file: headings, contents, captions. It has to count as the document does."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.report.document import FindingBox, Section, walk
from tests.report.sample import sample_document
from tests.report.word_file import all_of, body, made, opened, part, qn, sample, short, words


def headings(data: bytes) -> list[tuple[int, str]]:
    found = opened(data).paragraphs
    styles = [(p.style.name if p.style else "", p.text) for p in found]
    return [(int(str(name)[-1]), text) for name, text in styles if str(name).startswith("Heading")]


def test_headings_are_those_of_the_document_in_order_and_level() -> None:
    expected = []
    for depth, section in walk(sample_document().sections):
        expected.append((depth, section.title))
        expected += [(depth + 1, block.title) for block in section.blocks if isinstance(block, FindingBox)]
    assert headings(sample()) == expected


def counted(data: bytes) -> list[str]:
    """The numbers that a reader of the file gives its headings, counted from the lists of the file alone."""
    lists = part(data, "word/numbering.xml")
    kinds = {n.get(qn("w:numId")): n for n in lists.iter(qn("w:num"))}
    at: dict[str, list[int]] = {}
    numbers = []
    for paragraph in body(data).iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
        if not style.startswith("Heading"):
            continue
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        instance, level = (properties.find(qn(tag)).get(qn("w:val")) for tag in ("w:numId", "w:ilvl"))
        if instance == "0":
            numbers.append("")
            continue
        numbers.append(_count(lists, kinds[instance], int(level), at.setdefault(instance, [])))
    return numbers


def _count(lists: Any, instance: Any, level: int, at: list[int]) -> str:
    kind = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
    [form] = [a for a in lists.iter(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == kind]
    starts = [int(o.find(qn("w:startOverride")).get(qn("w:val"))) for o in instance.iter(qn("w:lvlOverride"))]
    if not at and starts:
        at[:] = starts
    else:
        at[:] = [*at, *([0] * (level + 1))][: level + 1]
        at[level] += 1
    first = form.find(qn("w:lvl")).find(qn("w:numFmt")).get(qn("w:val"))
    head = chr(64 + at[0]) if first == "upperLetter" else str(at[0])
    return ".".join([head, *map(str, at[1:])])


def test_lists_of_word_count_the_headings_as_the_document_numbers_them() -> None:
    numbers = []
    for _, section in walk(sample_document().sections):
        numbers.append(section.number)
        numbers += ["" for block in section.blocks if isinstance(block, FindingBox)]
    assert counted(sample()) == numbers


@pytest.mark.parametrize("numbers", [("1", "2", "4", "5", "A", "C"), ("3", "1", "B", "A")])
def test_a_gap_in_the_numbers_of_chapters_begins_a_new_list_at_the_number(numbers: tuple[str, ...]) -> None:
    sections = tuple(Section(f"s-{n}", n, f"Chapter {n}") for n in numbers)
    assert counted(made(short(*sections))) == list(numbers)


def test_a_number_that_no_list_counts_is_written_out() -> None:
    assert headings(made(short(Section("x", "IV-a", "Special part")))) == [(1, "IV-a\u2002Special part")]


def test_contents_are_filled_in_beforehand_with_chapters_and_numbered_sections() -> None:
    root = body(sample())
    [code] = [field.text for field in all_of(root, "w:instrText") if "TOC" in field.text]
    assert code == ' TOC \\o "1-2" \\n \\h '
    paragraphs = all_of(root.find(f".//{qn('w:sdtContent')}"), "w:p")
    assert [words(p) for p in paragraphs][:4] == [
        "Contents",
        "1\tSummary",
        "2\tCampaign finance",
        "2.1\tThe rule of the day",
    ]
    assert "\tOutcomes that a finding may have" not in [words(p) for p in paragraphs]
    begun = [p for p in paragraphs if p.find(f".//{qn('w:fldChar')}") is not None]
    assert begun == [paragraphs[1], paragraphs[-1]]


def test_captions_are_counted_by_word_and_keep_their_numbers_out_of_order() -> None:
    root = body(sample())
    codes = [field.text.strip() for field in all_of(root, "w:instrText") if "SEQ" in field.text]
    assert codes == ["SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC \\r 2", "SEQ Table \\* ARABIC \\r 1"]
    captions = [p.text for p in opened(sample()).paragraphs if p.style and p.style.name == "Caption"]
    assert captions[1:] == ["Table 2\u2003Turnout by polling station", "Table 1\u2003Facts used"]
