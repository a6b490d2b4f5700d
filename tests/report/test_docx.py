"""The Word file, read back with python-docx and as the archive of XML that it is."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from saylau.errors import ReportRefused
from saylau.report.document import (
    Document,
    FindingBox,
    Head,
    Mark,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    plain,
    walk,
)
from saylau.report.docx import write_docx
from saylau.report.docx_lines import bookmark_name
from tests.report.sample import AWKWARD, KAZAKH, RUSSIAN, line, sample_document
from tests.report.word_file import all_of, body, chapter, made, opened, part, qn, sample, short, values, words


def test_each_note_is_a_real_footnote_that_is_called_once() -> None:
    called = values(body(sample()), "w:footnoteReference", "w:id")
    notes = part(sample(), "word/footnotes.xml")
    texts = {note.get(qn("w:id")): words(note) for note in all_of(notes, "w:footnote") if not note.get(qn("w:type"))}
    assert called == list(texts) == ["1", "2", "3"]
    for note in sample_document().notes:
        assert plain(note.line) in texts[str(note.number)]
    assert len(texts["1"]) > 600


def test_a_second_mark_of_a_note_refers_to_the_first() -> None:
    root = body(sample())
    fields = [field.text for field in all_of(root, "w:instrText") if "NOTEREF" in field.text]
    assert set(fields) == {" NOTEREF _RefNote1 \\f \\h ", " NOTEREF _RefNote2 \\f \\h "}
    assert {"_RefNote1", "_RefNote2"} <= set(values(root, "w:bookmarkStart", "w:name"))


def test_two_marks_at_one_place_are_parted_by_a_raised_comma() -> None:
    [first] = [p for p in all_of(body(sample()), "w:p") if words(p).startswith("1\tAn invented election")]
    runs = [r for r in all_of(first, "w:r") if r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") is not None]
    raised = [r for r in runs if r.find(qn("w:rPr")).find(qn("w:rStyle")).get(qn("w:val")) == "FootnoteReference"]
    assert ["," if words(r) else "mark" for r in raised] == ["mark", ",", "mark"]


def test_notes_called_out_of_order_keep_their_numbers_as_text() -> None:
    called = Paragraph(line("Third", Mark(3), " first", Mark(1), " second", Mark(2)), number=1)
    data = made(short(chapter(called), notes=tuple(Note(n, line(f"Note {n}.")) for n in (1, 2, 3))))
    assert values(body(data), "w:footnoteReference", "w:customMarkFollows") == ["1", "1", "1"]
    runs = [r for r in all_of(body(data), "w:r") if all_of(r, "w:footnoteReference")]
    assert [words(r) for r in runs] == ["3", "1", "2"]
    notes = [words(note) for note in all_of(part(data, "word/footnotes.xml"), "w:footnote")][2:]
    assert notes == ["1\tNote 1.", "2\tNote 2.", "3\tNote 3."]


def test_numbered_paragraphs_and_findings_show_their_numbers() -> None:
    shown = [words(p) for p in all_of(body(sample()), "w:p")]
    boxes = [b for _, s in walk(sample_document().sections) for b in s.blocks if isinstance(b, FindingBox)]
    for item in (item for box in boxes for item in box.items):
        first = next(text.text for text in item.sentence if isinstance(text, Text))
        assert [text for text in shown if text.startswith(f"{item.number}\t{first}")]
        assert f" {item.mark} {item.outcome_label}   {item.state}\t{item.anchor}" in shown
    assert "6\tThe material contains no information on observers. No assessment is made." in shown


def test_all_signs_and_alphabets_arrive_as_they_are() -> None:
    whole = "\n".join(paragraph.text for paragraph in opened(sample()).paragraphs)
    for text in (AWKWARD, KAZAKH, RUSSIAN):
        assert text in whole


def test_signs_that_xml_does_not_allow_are_left_out() -> None:
    data = made(short(chapter(Paragraph(line("bell\x07 and\x00 tab"), number=1))))
    assert "1\tbell and tab" in [words(p) for p in all_of(body(data), "w:p")]


def test_every_link_within_the_file_leads_to_a_bookmark_and_bookmarks_are_unique() -> None:
    roots = [body(sample()), part(sample(), "word/footnotes.xml")]
    names = [name for root in roots for name in values(root, "w:bookmarkStart", "w:name")]
    led_to = {name for root in roots for name in values(root, "w:hyperlink", "w:anchor") if name != "None"}
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 40 for name in names)
    assert led_to <= set(names)
    assert len(led_to) > 10
    ids = [number for root in roots for number in values(root, "w:bookmarkStart", "w:id")]
    assert len(set(ids)) == len(ids)


def test_findings_facts_and_rows_have_their_bookmarks() -> None:
    names = set(values(body(sample()), "w:bookmarkStart", "w:name"))
    for anchor in (
        "finance.cap_use:candidate-a",
        "p-4",
        "fact-fund-a-2",
        "station-7",
        "figure-funds",
        "table-stations",
    ):
        assert bookmark_name(anchor) in names


def test_names_of_bookmarks_differ_where_anchors_do() -> None:
    anchors = ["a" * 60, "a" * 61, "ҚАЗ", "қаз", "x:1", "x.1", "A1", "a1", "9"]
    names = [bookmark_name(anchor) for anchor in anchors]
    assert len({name.lower() for name in names}) == len(anchors)
    assert all(name.isascii() and name[0].isalpha() and name.replace("_", "a").isalnum() for name in names)


def test_outside_addresses_are_links_in_text_and_notes_and_others_are_not() -> None:
    with zipfile.ZipFile(io.BytesIO(sample())) as archive:
        relations = archive.read("word/_rels/footnotes.xml.rels").decode()
    assert 'Target="https://example.org/funds?year=2019&amp;page=2" TargetMode="External"' in relations
    data = made(short(chapter(Paragraph(line(Text("press here", url="file:///etc/passwd")), number=1))))
    assert "1\tpress here" in [words(p) for p in all_of(body(data), "w:p")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"passwd" not in b"".join(archive.read(name) for name in archive.namelist())


def rows_of(table: Any) -> list[Any]:
    return all_of(table._tbl, "w:tr")


def test_heads_of_tables_are_repeated_and_rows_stay_whole() -> None:
    tables = opened(sample()).tables
    assert [len(rows_of(table)) for table in tables] == [3, 4, 121, 3]
    for table in tables:
        rows = rows_of(table)
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_numbers_are_set_flush_right_and_long_text_among_them_is_not() -> None:
    table = Table(
        1,
        "Values",
        (Head("What"), Head("Value", numeric=True)),
        (Row((line("a"), line("5"))), Row((line("b"), line("a long text that explains what is not a number")))),
    )
    data = made(short(chapter(table)))
    rows = all_of(all_of(body(data), "w:tbl")[0], "w:tr")
    assert [values(row, "w:pStyle")[1] for row in rows] == ["TableHeadNumber", "TableNumber", "TableText"]


def test_pictures_have_alternative_text_and_are_as_wide_as_the_text() -> None:
    root = body(sample())
    texts = [element.get("descr") for element in root.iter(qn("wp:docPr"))]
    assert len(texts) == 1
    assert texts[0].startswith("Bar chart of the money in three election funds.")
    [extent] = root.iter(qn("wp:extent"))
    assert (extent.get("cx"), extent.get("cy")) == (str(160 * 36_000), str(80 * 36_000))


def test_properties_come_from_the_document_and_days_from_the_day_of_assessment() -> None:
    known = opened(sample()).core_properties
    assert known.title == sample_document().title
    assert known.author == known.last_modified_by == "The Sample House"
    assert known.created == known.modified == datetime(2019, 6, 11, tzinfo=UTC)
    assert known.language == "en-GB"
    assert known.comments == ""


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ru", "ru-RU"), ("kk", "kk-KZ"), ("ky", "ky")])
def test_the_language_is_marked_on_the_document(language: str, tag: str) -> None:
    data = made(short(chapter(), language=language))
    [defaults] = part(data, "word/styles.xml").iter(qn("w:rPrDefault"))
    assert values(defaults, "w:lang") == [tag]


def test_a_passage_in_another_language_is_marked() -> None:
    marked = {words(r): values(r, "w:lang")[0] for r in all_of(body(sample()), "w:r") if all_of(r, "w:lang")}
    assert marked == {RUSSIAN: "ru-RU", KAZAKH: "kk-KZ"}


def test_watermark_and_number_of_the_page_stand_on_every_page() -> None:
    [page] = opened(sample()).sections
    assert not page.different_first_page_header_footer
    assert page.header.paragraphs[0].text == "sample-2019-v1\tContains indications that no person has reviewed"
    assert page.footer.paragraphs[0].text.endswith("\tPage 1 of 1")
    codes = [field.text.strip() for field in all_of(page.footer.part.element, "w:instrText")]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_report_without_a_watermark_has_none() -> None:
    [page] = opened(made(short(chapter(), watermark=""))).sections
    assert page.header.paragraphs[0].text == "sample-2019-v1"


def test_every_style_that_is_used_exists() -> None:
    styles = part(sample(), "word/styles.xml")
    known = set(values(styles, "w:style", "w:styleId"))
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"):
        root = part(sample(), name)
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            assert set(values(root, tag)) <= known
    for tag in ("w:basedOn", "w:next"):
        assert set(values(styles, tag)) <= known


def test_nothing_of_the_template_of_python_docx_is_left() -> None:
    with zipfile.ZipFile(io.BytesIO(sample())) as archive:
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "WithEffects" in name]


@pytest.mark.parametrize(
    ("document", "named"),
    [
        (short(chapter(Paragraph(line(Text("there", target="nowhere"))))), "nowhere"),
        (short(chapter(Paragraph(line("a"), anchor="same"), Paragraph(line("b"), anchor="same"))), "same"),
        (short(chapter(Paragraph(line("a", Mark(7))))), "7"),
    ],
    ids=["a link to nowhere", "an anchor twice", "a mark without a note"],
)
def test_what_cannot_be_linked_is_refused_by_name(document: Document, named: str) -> None:
    with pytest.raises(ReportRefused, match=named):
        made(document)


def test_a_missing_picture_is_refused_by_name() -> None:
    with pytest.raises(ReportRefused, match="figure-funds"):
        write_docx(sample_document(), pngs={})


def test_two_processes_write_the_same_bytes() -> None:
    code = "import hashlib; from tests.report.test_docx import sample; print(hashlib.sha256(sample()).hexdigest())"
    root = str(Path(__file__).parents[2])
    extra = {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty", "PYTHONPATH": os.pathsep.join([root, *sys.path])}
    answer = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **extra}, capture_output=True, text=True, check=True, cwd=root
    )
    assert answer.stdout.strip() == hashlib.sha256(sample()).hexdigest()


@pytest.mark.needs_libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_notes_numbers_and_heads(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(sample())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages]
    whole = " ".join("\n".join(pages).split())
    assert all("Contains indications that no person has reviewed" in text for text in pages)
    assert "Protocols of the precinct commissions, 10 June 2019." in whole
    assert "2.1 The rule of the day" in whole
    assert "A Results by station" in whole
    assert len([text for text in pages if "Polling station" in text]) >= 3
