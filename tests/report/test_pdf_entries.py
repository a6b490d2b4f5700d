"""Long tables of short cells on paper: entries in two columns, that hold every word of the table."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from saylau.report.document import Document, FindingBox, Head, Row, Section, Table, Text
from saylau.report.fonts import font_folder
from saylau.report.pdf import write_pdf
from tests.report.sample import line, sample_document

HEADS = (Head("Subject"), Head("Number"), Head("Value"), Head("Rests on"))


def rows(subjects: int, numbers: int) -> tuple[Row, ...]:
    return tuple(
        Row((line(f"Subject{s}"), line(f"number{s}x{n}"), line(f"value{s}x{n}"), line(f"fact{s}x{n}")), f"row-{s}-{n}")
        for s in range(subjects)
        for n in range(numbers)
    )


def read(*blocks: Table | FindingBox) -> pypdf.PdfReader:
    sections = (Section("one", "1", "One", blocks),)
    document: Document = replace(sample_document(), sections=sections, notes=())
    return pypdf.PdfReader(io.BytesIO(write_pdf(document, svgs={}, fonts=font_folder())))


def text(file: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in file.pages)


@pytest.mark.parametrize(("subjects", "numbers"), [(3, 3), (60, 4)], ids=["two by two", "down the columns"])
def test_every_cell_stands_once_and_what_rows_share_stands_above_them_once(subjects: int, numbers: int) -> None:
    table = Table(1, "Numbers", HEADS, rows(subjects, numbers), entries=2)
    file = read(table)
    words = text(file).split()
    for s in range(subjects):
        assert words.count(f"Subject{s}") == 1
        for n in range(numbers):
            assert [words.count(f"{kind}{s}x{n}") for kind in ("number", "value", "fact")] == [1, 1, 1]
    assert {f"row-{s}-{n}" for s in range(subjects) for n in range(numbers)} <= set(file.named_destinations)


def test_the_caption_says_what_stands_in_an_entry() -> None:
    told = " ".join(text(read(Table(7, "The numbers", HEADS, rows(1, 2), entries=2))).split())
    assert "Table 7 The numbers Subject · Number · Value · Rests on" in told


def test_a_cell_without_text_leaves_no_gap() -> None:
    row = Row((line("name"), line("what"), (), line("place")))
    assert "name · what · place" in " ".join(text(read(Table(1, "A", HEADS, (row,), entries=1))).split())


def test_the_contents_name_chapters_and_numbered_sections_and_no_check() -> None:
    file = read(FindingBox("a.b", "Title of the check", ()), Table(1, "A", HEADS, rows(1, 1), entries=1))
    assert [page.extract_text().count("Title of the check") for page in file.pages] == [0, 0, 1]
    assert any(getattr(item, "title", "") == "Title of the check" for item in _flat(file.outline))


def _flat(items: object) -> list[object]:
    return [one for item in items for one in _flat(item)] if isinstance(items, list) else [items]


def test_an_entry_leads_where_its_table_leads() -> None:
    rows_of = [Row((line("name"), (Text("what", target=target),))) for target in ("", "one")]
    without, leading = (read(Table(1, "A", HEADS[:2], (row,), entries=1)) for row in rows_of)
    assert _links(leading) == _links(without) + 1


def _links(file: pypdf.PdfReader) -> int:
    return sum(len(page.get("/Annots", [])) for page in file.pages)
