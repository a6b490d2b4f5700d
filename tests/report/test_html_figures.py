"""Figures on the page: named in the report's language, with their data, their ids their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.errors import ReportRefused
from saylau.report.document import Figure, Paragraph, Section, Text
from saylau.report.html import figure_names, write_html
from tests.report.page import SVG, Element, parts, read_page, written
from tests.report.sample import line, sample_document


@pytest.fixture(scope="module")
def page() -> Element:
    return read_page(written(sample_document()))


def test_a_figure_has_alternative_text_caption_and_its_data(page: Element) -> None:
    figure = parts(sample_document(), Figure)[0]
    shown = page.by_id(figure.anchor)
    picture = shown.find("svg")[0]
    assert picture.attributes["role"] == "img"
    title, description = (page.by_id(name).text for name in picture.attributes["aria-labelledby"].split())
    assert (title, description) == (figure.caption, figure.alt)
    assert shown.find("figcaption")[0].text == f"Figure 1 {figure.caption}"
    assert shown.find("details")[0].find("tbody")[0].find("tr")[0].text == "Candidate A 510.0"


def test_both_widths_of_a_figure_are_there(page: Element) -> None:
    figure = page.find("figure")[0]
    assert len(figure.find("div", class_="broad")[0].find("svg")) == 1
    assert len(figure.find("div", class_="narrow")[0].find("svg")) == 1


def test_ids_in_a_picture_belong_to_it_alone_and_its_references_follow(page: Element) -> None:
    for picture, prefix in zip(page.find("svg"), ("figure-funds", "figure-funds.narrow"), strict=True):
        assert picture.find("clippath")[0].attributes["id"] == f"{prefix}-clip"
        group = picture.find("g")[0]
        assert group.attributes == {"clip-path": f"url(#{prefix}-clip)"}
        assert picture.find("use")[0].attributes["href"] == f"#{prefix}-clip"


def test_text_in_a_picture_stays_text(page: Element) -> None:
    assert page.find("svg")[0].find("text")[0].text == "Cap & sum < 5"


def test_names_that_the_renderer_gave_a_picture_are_replaced() -> None:
    named = SVG.replace("<defs>", "<title>English</title><desc>English</desc><defs>")
    read = read_page(write_html(sample_document(), svgs={"figure-funds": named, "figure-funds.narrow": named}))
    assert [len(svg.find("title") + svg.find("desc")) for svg in read.find("svg")] == [2, 2]


def test_a_picture_without_a_view_box_gets_one_from_its_size() -> None:
    plain = '<svg xmlns="http://www.w3.org/2000/svg" width="680" height="90"/>'
    read = read_page(write_html(sample_document(), svgs={"figure-funds": plain, "figure-funds.narrow": plain}))
    assert read.find("svg")[0].attributes["viewbox"] == "0 0 680 90"
    assert "width" not in read.find("svg")[0].attributes


def test_a_missing_picture_is_refused() -> None:
    with pytest.raises(ReportRefused, match=r"'figure-funds\.narrow'"):
        write_html(sample_document(), svgs={"figure-funds": SVG})


@pytest.mark.parametrize("picture", ["<svg", "<html/>"])
def test_what_is_not_a_picture_is_refused(picture: str) -> None:
    with pytest.raises(ValueError, match="not an SVG picture"):
        write_html(sample_document(), svgs={"figure-funds": picture, "figure-funds.narrow": SVG})


def test_a_figure_has_an_anchor_that_stays_when_its_number_changes_and_says_how_to_cite_it(page: Element) -> None:
    figure = page.by_id("figure-funds")
    assert figure.children[1] == figure.find("span", id="figure:finance.cap_use")[0]  # at its start, above the picture
    said = figure.find("details", class_="cite")[0].text
    for part in ("sample-2019-v1", "11 June 2019", "#figure:finance.cap_use", "0123456789abcdef" * 4):
        assert part in said


def test_the_cover_says_how_to_cite_the_report(page: Element) -> None:
    said = page.find("header", class_="cover")[0].find("details", class_="cite")[0].text
    assert "The Sample House, “Election of the President of Northland, 9 June 2019”" in said


def test_a_link_without_words_is_not_drawn() -> None:
    chapter = Section("chapter", "1", "Chapter", (Paragraph(line("A", Text("", target="chapter"), "B")),))
    read = read_page(written(replace(sample_document(), sections=(chapter,), notes=())))
    assert [a for a in read.find("main")[0].find("a") if not a.text] == []


def test_a_figure_is_named_by_the_check_whose_findings_stand_before_it() -> None:
    assert figure_names(sample_document()) == {"figure-funds": "finance.cap_use"}
