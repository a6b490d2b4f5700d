"""The PDF, read back with two independent readers: pypdf for its text, pikepdf for its structure."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from saylau.errors import ReportRefused
from saylau.report.document import Document, FindingBox, Mark, Note, Paragraph, Section, Text, walk
from saylau.report.fonts import font_folder
from saylau.report.pdf import breakable, write_pdf
from tests.report.sample import AWKWARD, KAZAKH, RUSSIAN, line, sample_document

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="680" height="200" viewBox="0 0 680 200">
<rect x="100" y="20" width="400" height="40" fill="#0b5c7a"/>
<text x="10" y="45" font-family="'Source Sans Pro', sans-serif" font-size="12.5">Candidate A</text></svg>"""


def made(document: Document) -> bytes:
    return write_pdf(document, svgs={"figure-funds": SVG}, fonts=font_folder())


def short(*blocks: Paragraph, notes: tuple[Note, ...] = (), language: str = "en") -> Document:
    """A report of one chapter."""
    sections = (Section("one", "1", "One", blocks),)
    return replace(sample_document(), sections=sections, notes=notes, language=language)


@pytest.fixture(scope="module")
def data() -> bytes:
    return made(sample_document())


@pytest.fixture(scope="module")
def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.fixture
def file(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def squeezed(text: str) -> str:
    """Without white space and hyphens, since lines end where the page wants them to."""
    return "".join(text.replace("-", "").split())


def tags(node: Any) -> Iterator[Any]:
    """Every element of the structure below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
        if "/S" in node:
            yield node
        yield from tags(node.K)


def structure(file: pikepdf.Pdf, kind: str) -> list[Any]:
    return [tag for tag in tags(file.Root.StructTreeRoot) if str(tag.S) == kind]


def bookmarks(items: Any) -> Iterator[str]:
    for item in items:
        if isinstance(item, list):
            yield from bookmarks(item)
        else:
            yield str(item.title)


def test_it_declares_itself_accessible_in_its_language_with_its_title(file: pikepdf.Pdf) -> None:
    assert file.Root.Lang == "en-GB"
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    with file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == sample_document().title


def test_its_properties_come_from_the_document_and_its_days_from_the_day_of_assessment(file: pikepdf.Pdf) -> None:
    assert str(file.docinfo.Author) == "The Sample House"
    assert str(file.docinfo.CreationDate).startswith("D:20190611000000")
    assert str(file.docinfo.ModDate).startswith("D:20190611000000")
    assert "sample-2019-v1" in str(file.docinfo.Keywords)


def test_every_figure_has_its_alternative_text(file: pikepdf.Pdf) -> None:
    texts = [str(tag.Alt) for tag in structure(file, "/Figure")]
    assert len(texts) == 1
    assert texts[0].startswith("Bar chart of the money in three election funds.")


def test_tables_have_heads_and_their_rows_are_tagged(file: pikepdf.Pdf) -> None:
    assert len(structure(file, "/Table")) == 4
    assert len(structure(file, "/TH")) == 5 + 2 + 5 + 3
    assert len(structure(file, "/TR")) == (1 + 2) + (1 + 3) + (1 + 120) + (1 + 2)


def test_all_signs_and_alphabets_arrive_as_they_are(pages: list[str]) -> None:
    whole = squeezed("\n".join(pages))
    for text in (AWKWARD, KAZAKH, RUSSIAN):
        assert squeezed(text) in whole


def test_every_finding_stands_with_number_outcome_state_and_id(pages: list[str]) -> None:
    whole = squeezed("\n".join(pages))
    boxes = [b for _, s in walk(sample_document().sections) for b in s.blocks if isinstance(b, FindingBox)]
    for item in (item for box in boxes for item in box.items):
        assert squeezed(f"{item.mark} {item.outcome_label} {item.state} {item.anchor}") in whole
        first = next(part.text for part in item.sentence if isinstance(part, Text))
        assert squeezed(f"{item.number} {first}") in whole


def test_findings_paragraphs_facts_and_sections_can_be_led_to_from_outside(data: bytes) -> None:
    names = set(pypdf.PdfReader(io.BytesIO(data)).named_destinations)
    assert {"finance.cap_use:candidate-a", "p-4", "fact-fund-a-2", "station-7", "figure-funds", "annex-f"} <= names


def test_every_link_within_the_file_leads_to_a_place_that_it_has(file: pikepdf.Pdf) -> None:
    names = set(pikepdf.NameTree(file.Root.Names.Dests))
    own_pages = {page.objgen for page in file.pages}
    links = [link for page in file.pages for link in page.get("/Annots", [])]
    inside = [link.Dest if "/Dest" in link else link.A.D for link in links if "/URI" not in link.get("/A", {})]
    assert len(inside) > 20
    for place in inside:
        assert place[0].objgen in own_pages if isinstance(place, pikepdf.Array) else str(place) in names


def test_outside_addresses_are_links(file: pikepdf.Pdf) -> None:
    links = [link for page in file.pages for link in page.get("/Annots", [])]
    addresses = {str(link.A.URI) for link in links if "/URI" in link.get("/A", {})}
    assert addresses == {"https://example.org/funds?year=2019&page=2"}


def test_an_address_that_is_not_of_the_web_is_printed_and_not_linked() -> None:
    made_file = made(short(Paragraph(line(Text("press here", url="file:///etc/passwd")), number=1)))
    assert "press here" in text_of(made_file)
    assert b"passwd" not in made_file


def test_the_watermark_and_the_number_of_the_page_stand_on_every_page(pages: list[str]) -> None:
    assert len(pages) > 5
    for number, text in enumerate(pages, start=1):
        assert "Contains indications that no person has reviewed" in text
        assert f"Page {number} of {len(pages)}" in text


def test_a_report_without_a_watermark_has_none() -> None:
    assert "no person has reviewed" not in text_of(made(replace(short(), watermark="")))


def test_each_note_stands_once_with_its_own_number(file: pikepdf.Pdf, pages: list[str]) -> None:
    whole = "\n".join(pages)
    assert len(structure(file, "/Note")) == 3
    assert whole.count("Protocols of the precinct commissions, 10 June 2019.") == 1
    long = sample_document().notes[0].line
    assert sum(len(part.text) for part in long if isinstance(part, Text)) > 600
    assert squeezed("".join(part.text for part in long if isinstance(part, Text))) in squeezed(whole)


def test_two_marks_at_one_place_are_parted_by_a_comma(pages: list[str]) -> None:
    assert "9 June.1,2 See" in " ".join("\n".join(pages).split())


def test_notes_keep_their_numbers_where_they_are_called_out_of_order() -> None:
    called = Paragraph(line("Third", Mark(3), " first", Mark(1), " second", Mark(2), " third again", Mark(3)), number=1)
    notes = tuple(Note(n, line(f"The text of note {n}.")) for n in (1, 2, 3))
    text = " ".join(text_of(made(short(called, notes=notes))).split())
    assert "Third3 first1 second2 third again3" in text
    for n in (1, 2, 3):
        assert f"{n}The text of note {n}." in text


def test_bookmarks_are_the_headings_in_order_with_their_numbers(data: bytes) -> None:
    expected = []
    for _, section in walk(sample_document().sections):
        expected.append(f"{section.number} {section.title}".strip())
        expected += [block.title for block in section.blocks if isinstance(block, FindingBox)]
    assert list(bookmarks(pypdf.PdfReader(io.BytesIO(data)).outline)) == expected


def test_levels_of_headings_have_no_gap(file: pikepdf.Pdf) -> None:
    levels = [
        int(str(tag.S)[2:])
        for tag in tags(file.Root.StructTreeRoot)
        if str(tag.S)[1:] in {f"H{n}" for n in range(1, 7)}
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_long_table_repeats_its_heads_on_each_page(pages: list[str]) -> None:
    with_rows = [text for text in pages if "School of the" in text]
    assert len(with_rows) >= 3
    assert all("Polling station" in text and "Turnout" in text for text in with_rows)


def test_kazakh_is_marked_as_such_and_its_words_are_never_broken() -> None:
    words = "Ішкі істер министрлігінің қызметкерлері " * 40
    made_file = made(short(Paragraph(line(words), number=1), language="kk"))
    text = text_of(made_file)
    assert text.split().count("министрлігінің") == 40
    with pikepdf.open(io.BytesIO(made_file)) as file:
        assert file.Root.Lang == "kk-KZ"


def test_a_passage_in_another_language_is_marked(file: pikepdf.Pdf) -> None:
    steps = [step for page in file.pages for step in pikepdf.parse_content_stream(page)]
    marked = [step.operands[1] for step in steps if str(step.operator) == "BDC"]
    assert {str(mark.Lang) for mark in marked if "/Lang" in mark} == {"en-GB", "ru", "kk"}


@pytest.mark.parametrize(
    ("document", "named"),
    [
        (short(Paragraph(line(Text("there", target="nowhere")))), "nowhere"),
        (short(Paragraph(line("a"), anchor="same"), Paragraph(line("b"), anchor="same")), "same"),
        (short(Paragraph(line("a", Mark(7)))), "7"),
        (short(Paragraph(line("a")), notes=(Note(5, line("never called")),)), "5"),
        (short(Paragraph(line("漢"))), "漢"),
    ],
    ids=[
        "a link to nowhere",
        "an anchor twice",
        "a mark without a note",
        "a note without a mark",
        "a letter no face has",
    ],
)
def test_what_cannot_be_printed_rightly_is_refused_by_name(document: Document, named: str) -> None:
    with pytest.raises(ReportRefused, match=named):
        made(document)


def test_a_missing_picture_is_refused_by_name() -> None:
    with pytest.raises(ReportRefused, match="figure-funds"):
        write_pdf(sample_document(), svgs={}, fonts=font_folder())


def test_fonts_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match="source serif pro"):
        write_pdf(short(Paragraph(line("a"))), svgs={}, fonts=tmp_path)


def test_long_names_may_break_and_short_words_may_not() -> None:
    assert breakable("a short sentence of usual words") == "a short sentence of usual words"
    assert breakable("signatures.rate:rakhimbekov").split("\u200b") == ["signatures.", "rate:", "rakhimbekov"]
    assert max(map(len, breakable("0123456789abcdef" * 4).split("\u200b"))) <= 20


def test_two_processes_write_the_same_bytes(data: bytes) -> None:
    code = "import hashlib; from tests.report.test_pdf import made, sample_document; "
    code += "print(hashlib.sha256(made(sample_document())).hexdigest())"
    root = str(Path(__file__).parents[2])
    extra = {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty", "PYTHONPATH": os.pathsep.join([root, *sys.path])}
    answer = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **extra}, capture_output=True, text=True, check=True, cwd=root
    )
    assert answer.stdout.strip() == hashlib.sha256(data).hexdigest()
