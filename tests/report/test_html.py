"""The page: whole in one file, without scripts, each link with its anchor, readable by machine and on a phone."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from saylau.errors import ReportRefused, WrongUse
from saylau.report.document import (
    Bullets,
    Document,
    FindingItem,
    Mark,
    Paragraph,
    Section,
    Table,
    Text,
    walk,
)
from saylau.report.html import write_html
from tests.report.page import SVGS, Element, parts, read_page, written
from tests.report.sample import AWKWARD, KAZAKH, RUSSIAN, line, sample_document

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def text() -> str:
    return written(sample_document())


@pytest.fixture(scope="module")
def page(text: str) -> Element:
    return read_page(text)


def one_chapter(*blocks: Any, **changes: Any) -> Document:
    """A report of one chapter with these blocks."""
    return replace(sample_document(), sections=(Section("chapter", "1", "Chapter", blocks),), **changes)


# Safe and whole


def test_the_page_holds_no_script_no_handler_and_no_inline_style(page: Element) -> None:
    elements = list(page.walk())
    assert [e.tag for e in elements if e.tag in {"script", "iframe", "object", "form", "link", "base"}] == []
    names = {name for element in elements for name in element.attributes}
    assert {name for name in names if name.startswith("on") or name == "style"} == set()


def test_the_page_loads_nothing(text: str, page: Element) -> None:
    loads = [e.attributes for e in page.walk() if {"src", "srcset", "data"} & set(e.attributes)]
    assert loads == []
    outside = [e for e in page.walk() for name, v in e.attributes.items() if v.startswith("http") and name != "href"]
    assert outside == []
    assert {e.tag for e in page.walk() if e.attributes.get("href", "").startswith("http")} == {"a"}
    style = page.find("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_the_security_policy_allows_the_style_sheet_of_the_page_and_nothing_else(text: str, page: Element) -> None:
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = page.find("meta", **{"http-equiv": "Content-Security-Policy"})[0].attributes["content"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "unsafe" not in policy


def test_signs_of_html_in_a_text_stay_text(text: str, page: Element) -> None:
    assert page.by_id("p-2").text == f"2 Signs that a writer must escape: {AWKWARD}"
    assert "<script" not in text


@pytest.mark.parametrize("awkward", ['"><script>alert(1)</script>', "</style><script>x</script>", "a\\"])
def test_no_field_of_the_document_can_leave_its_place(awkward: str) -> None:
    document = sample_document()
    hostile = replace(
        document, id=awkward, title=awkward, author=awkward, subtitle=awkward, watermark=awkward, language=awkward,
        words=dict.fromkeys(document.words, awkward),
    )  # fmt: skip
    read = read_page(written(hostile))
    assert [e.tag for e in read.walk() if e.tag == "script"] == []
    assert read.find("h1")[0].text == awkward
    assert read.find("html")[0].attributes["lang"] == awkward


def test_an_address_that_is_not_of_the_web_is_printed_and_not_linked() -> None:
    address = "javascript:alert(1)"
    read = read_page(written(one_chapter(Paragraph(line(Text("a page", url=address))), notes=())))
    assert [a for a in read.find("a") if "javascript" in a.attributes["href"]] == []
    assert "a page" in read.find("main")[0].text


def test_the_same_document_gives_the_same_bytes(text: str) -> None:
    assert written(sample_document()) == text


# Anchors


def test_every_link_within_the_page_has_its_anchor(page: Element) -> None:
    ids = {e.attributes["id"] for e in page.walk() if "id" in e.attributes}
    led_to = {unquote(e.attributes["href"][1:]) for e in page.walk() if e.attributes.get("href", "").startswith("#")}
    labels = " ".join(e.attributes.get("aria-labelledby", "") for e in page.walk()).split()
    assert led_to - ids == set()
    assert set(labels) - ids == set()
    assert {"finance.cap_use:candidate-a", "fact-fund-a-2", "note-1", "p-1"} <= led_to


def test_no_id_stands_twice(page: Element) -> None:
    ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def test_the_id_of_a_finding_is_its_anchor_and_its_link(page: Element) -> None:
    for item in parts(sample_document(), FindingItem):
        box = page.by_id(item.anchor)
        assert box.tag == "article"
        assert box.find("a", href=f"#{item.anchor}")[0].text == item.anchor


def test_an_anchor_with_other_letters_is_led_to_in_percent_signs() -> None:
    read = read_page(
        written(one_chapter(Paragraph(line(Text("see", target="сайлау%"))), Paragraph(line("x"), anchor="сайлау%")))
    )
    assert read.by_id("сайлау%").text == "x"
    assert read.find("a", class_="in")[0].attributes["href"] == "#%D1%81%D0%B0%D0%B9%D0%BB%D0%B0%D1%83%25"


def test_a_link_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(ReportRefused, match="leads to what it does not hold: fact-lost"):
        written(one_chapter(Paragraph(line(Text("41", target="fact-lost")))))


def test_a_mark_without_its_note_is_refused() -> None:
    with pytest.raises(ReportRefused, match="note-9"):
        written(one_chapter(Paragraph(line("said", Mark(9)))))


def test_an_anchor_that_stands_twice_is_refused() -> None:
    with pytest.raises(ReportRefused, match="'a' stands at two places"):
        written(one_chapter(Paragraph(line("x"), anchor="a"), Paragraph(line("y"), anchor="a")))


@pytest.mark.parametrize("anchor", ["two words", " "])
def test_an_anchor_with_a_space_is_refused(anchor: str) -> None:
    with pytest.raises(ReportRefused, match="holds a space"):
        written(one_chapter(Paragraph(line("x"), anchor=anchor)))


# What the report says


def test_every_text_of_the_document_stands_on_the_page(page: Element) -> None:
    shown = "".join(page._texts())
    document = sample_document()
    texts = [part.text for part in parts((document.cover, document.about, document.sections, document.notes), Text)]
    assert [said for said in texts if said not in shown] == []
    assert [w for w in (document.title, document.subtitle, document.author, document.watermark) if w not in shown] == []


def test_numbered_paragraphs_carry_their_number_and_lead_to_themselves(page: Element) -> None:
    document = sample_document()
    numbers = [p.number for p in parts(document, Paragraph) if p.number] + [
        f.number for f in parts(document, FindingItem)
    ]
    for number in numbers:
        place = page.by_id(f"p-{number}")
        link = place.find("a", class_="no")[0]
        assert (link.text, link.attributes["href"]) == (str(number), f"#p-{number}")
        assert place.text.startswith(f"{number} ")


def test_a_paragraph_keeps_the_anchor_that_the_document_gives_it() -> None:
    read = read_page(written(one_chapter(Paragraph(line("said"), number=7, anchor="para-7"))))
    assert read.by_id("para-7").find("a", href="#para-7")[0].text == "7"


def test_a_finding_shows_mark_outcome_and_review_state_in_words(page: Element) -> None:
    for item in parts(sample_document(), FindingItem):
        verdict = page.by_id(item.anchor).find("p", class_="verdict")[0]
        assert verdict.text == f"{item.mark} {item.outcome_label} {item.state} {item.anchor}"
        assert len(verdict.find("span", class_="open")) == (0 if item.signed else 1)


def test_each_outcome_has_a_tint_in_the_style_sheet(text: str, page: Element) -> None:
    for badge in page.find("span", class_="badge"):
        assert f".{badge.attributes['class'].split()[1]}{{" in text


def test_the_numbers_behind_the_findings_are_folded_away_in_their_box(page: Element) -> None:
    box = next(b for b in page.find("section", class_="box") if "510000000 / 510000000" in b.text)
    folded = box.find("details")[0]
    assert folded.find("summary")[0].text == "Numbers behind this"
    assert folded.find("caption")[0].text == "Numbers behind these findings"


def test_a_box_without_common_terms_or_numbers_has_no_empty_frame(page: Element) -> None:
    box = next(b for b in page.find("section", class_="box") if b.find("h3") and "Outcomes" in b.find("h3")[0].text)
    assert box.find("details") == []
    assert box.find("div", class_="common") == []


def test_a_framed_remark_holds_its_title_and_its_blocks() -> None:
    frame = read_page(written(sample_document())).find("div", class_="callout")[0]
    assert frame.text.startswith("Priority recommendations To the Parliament: repeal")
    assert len(frame.find("li")) == 2


def test_the_watermark_stands_on_the_page_and_only_where_there_is_one(page: Element) -> None:
    assert page.find("aside", class_="band")[0].text == "Contains indications that no person has reviewed"
    assert read_page(written(replace(sample_document(), watermark=""))).find("aside", class_="band") == []


# Notes


def test_two_marks_at_one_place_are_parted_by_a_comma(page: Element) -> None:
    first = page.by_id("p-1").find("sup")[0]
    assert first.text == "1, 2"
    assert [a.attributes["href"] for a in first.find("a")] == ["#note-1", "#note-2"]


def test_each_note_leads_back_to_the_places_that_call_it(page: Element) -> None:
    back = page.by_id("note-2").find("a", role="doc-backlink")
    assert [(a.text, a.attributes["href"]) for a in back] == [
        ("1", "#mark-2-1"),
        ("4", "#mark-2-2"),
        ("Table 2", "#mark-2-3"),
    ]
    assert back[0].attributes["aria-label"] == "Back to text 1"


def test_a_note_called_twice_in_one_paragraph_leads_back_once() -> None:
    twice = Paragraph(line("one", Mark(1), " two", Mark(1)), number=1)
    read = read_page(written(one_chapter(twice, Paragraph(line("three", Mark(1)), number=2))))
    assert [a.text for a in read.by_id("note-1").find("a", role="doc-backlink")] == ["1", "2"]


def test_a_note_called_outside_of_paragraphs_names_the_section() -> None:
    read = read_page(written(one_chapter(Bullets((line("said", Mark(1)),)))))
    assert [a.text for a in read.by_id("note-1").find("a", role="doc-backlink")] == ["§ 1"]


def test_a_report_without_notes_has_no_list_of_them() -> None:
    assert read_page(written(one_chapter(Paragraph(line("said")), notes=()))).find("ol", class_="notes") == []


# Structure and access


def test_there_is_one_first_heading_and_no_level_is_left_out(page: Element) -> None:
    levels = [int(e.tag[1]) for e in page.walk() if e.tag in HEADINGS]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_headings_carry_number_and_title(page: Element) -> None:
    expected = [f"{s.number} {s.title}" for _, s in walk(sample_document().sections)]
    shown = [e.text for e in page.walk() if e.tag in HEADINGS]
    assert [heading for heading in shown if heading in expected] == expected


def test_the_page_has_landmarks_and_a_link_that_skips_to_the_report(page: Element) -> None:
    body = page.find("body")[0]
    first = next(e for e in body.walk() if e.tag == "a")
    assert (first.text, first.attributes["href"]) == ("Skip to the report", "#report")
    assert page.by_id("report").tag == "main"
    assert [len(body.find(tag)) for tag in ("header", "nav", "main")] == [1, 1, 1]
    assert page.find("nav")[0].attributes["aria-label"] == "Contents"


def test_the_contents_list_two_levels_in_order(page: Element) -> None:
    listed = [a.attributes["href"] for a in page.find("nav")[0].find("a")]
    assert listed == [f"#{s.anchor}" for depth, s in walk(sample_document().sections) if depth < 3]


def test_the_language_is_marked_on_the_page_and_on_passages(page: Element) -> None:
    assert page.find("html")[0].attributes["lang"] == "en"
    assert page.find("span", lang="ru")[0].text == RUSSIAN
    assert page.find("span", lang="kk")[0].children == [KAZAKH]


def test_tables_have_a_caption_and_heads_that_say_their_scope(page: Element) -> None:
    tables = page.find("table")
    assert len(tables) == len(parts(sample_document(), Table))
    for table in tables:
        assert table.find("caption")[0].text
        assert {th.attributes["scope"] for th in table.find("thead")[0].find("th")} == {"col"}
        rows = table.find("tbody")[0].find("tr")
        assert {tuple(th.attributes["scope"] for th in row.find("th")) for row in rows} == {("row",)}
        assert {len(row.find("th")) + len(row.find("td")) for row in rows} == {len(table.find("thead")[0].find("th"))}


def test_every_row_of_a_long_table_is_there_with_numbers_at_the_right(page: Element) -> None:
    table = page.by_id("table-stations")
    rows = table.find("tbody")[0].find("tr")
    assert len(rows) == 120
    assert ["num" in cell.attributes.get("class", "") for cell in rows[0].find("td")] == [True, True, True, False]
    assert rows[6].attributes["id"] == "station-7"


def test_a_wide_table_scrolls_in_a_region_that_has_a_name_and_takes_the_focus(page: Element) -> None:
    region = page.find("div", role="region")[-1]
    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-label"] == "Table 2: Turnout by polling station"


def test_relative_widths_of_columns_stand_in_the_style_sheet(text: str, page: Element) -> None:
    classes = [col.attributes["class"] for col in page.by_id("table-stations").find("col")]
    assert classes == ["w36", "w14", "w14", "w14", "w21"]
    assert ".w36{width:36%}" in text


# Fonts and paper


def test_faces_travel_in_the_page_only_when_asked_for(tmp_path: Path, text: str) -> None:
    face = tmp_path / "SourceSerifPro-Semibold.ttf"
    face.write_bytes(b"face")
    with_faces = write_html(sample_document(), svgs=SVGS, embed_fonts=True, font_files=(face,))
    expected = "@font-face{font-family:'Source Serif Pro';font-weight:600;src:url(data:font/ttf;base64,ZmFjZQ==)"
    assert expected in with_faces
    assert "@font-face" not in text
    assert write_html(sample_document(), svgs=SVGS, font_files=(face,)) == text


def test_embedding_without_font_files_is_refused() -> None:
    with pytest.raises(WrongUse, match="no font file"):
        write_html(sample_document(), svgs=SVGS, embed_fonts=True)


def test_a_face_that_the_page_does_not_use_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"SourceSerifPro-It\.ttf"):
        write_html(sample_document(), svgs=SVGS, embed_fonts=True, font_files=(tmp_path / "SourceSerifPro-It.ttf",))


def test_printed_pages_name_the_report_and_their_number(text: str) -> None:
    assert '@bottom-left{margin-left:14mm;content:"sample-2019-v1"}' in text
    assert '@bottom-right{content:"Page " counter(page) " of " counter(pages)}' in text


def test_the_page_is_small() -> None:
    few = one_chapter(Paragraph(line("said")), notes=())
    assert len(written(few).encode()) < 15_000
