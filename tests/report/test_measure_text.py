"""Widths of texts come from the fonts themselves, and lines break where they have to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.report.charts.measure_text import SEMIBOLD, balanced, lines, read_face, width
from saylau.report.fonts import face_files

from .pictures import has_glyphs

TEXTS = st.text(alphabet="абғқңіөұүһ ABCxyz-0123456789", max_size=60)


def test_a_text_is_as_wide_as_the_advances_of_its_letters() -> None:
    # Source Sans Pro: 1000 units per em; advances of regular A 544, space 200, digits 497 (the font's own design).
    assert width("A", 1000) == 544
    assert width("0 9", 10) == pytest.approx((497 + 200 + 497) / 100)


def test_semibold_is_wider_than_regular() -> None:
    assert width("сайлау", 13, SEMIBOLD) > width("сайлау", 13)


def test_a_second_reader_measures_the_same() -> None:
    image_font = pytest.importorskip("PIL.ImageFont", reason="Pillow is no dependency")
    font = image_font.truetype(str(face_files()[0]), 1000, layout_engine=image_font.Layout.BASIC)
    for text in ("Money in funds", "Қасым-Жомарт Тоқаев № 5 ₸", "≤ ≥ − × ≠ ✓ • →"):
        assert width(text, 1000) == font.getlength(text)


def test_the_faces_have_every_sign_that_a_report_uses() -> None:
    for weight in (400, 600, 700):
        assert has_glyphs("ӘәҒғҚқҢңӨөҰұҮүҺһІі№₸≤≥−×≠✓•→“”«»’–\u00a0", weight)


def test_a_thin_space_is_not_in_the_faces() -> None:
    assert not has_glyphs("\u2009")


def test_lines_break_at_spaces_and_hold_at_no_break_spaces() -> None:
    assert lines("aaa bbb ccc", 10, width("aaa bbb", 10)) == ["aaa bbb", "ccc"]
    assert lines("aaa bbb\u00a0ccc", 10, width("aaa bbb", 10) + 1) == ["aaa", "bbb\u00a0ccc"]


def test_lines_break_after_a_hyphen_between_letters_but_not_inside_a_date() -> None:
    assert lines("Kassym-Jomart", 10, width("Kassym-J", 10)) == ["Kassym-", "Jomart"]
    assert lines("on 2019-05-09", 10, width("2019-05-09", 10)) == ["on", "2019-05-09"]


def test_a_word_wider_than_the_line_is_broken_between_letters() -> None:
    assert lines("mmmm", 10, width("mm", 10)) == ["mm", "mm"]


@given(TEXTS, st.integers(30, 300))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, most: int) -> None:
    for broken in (lines(text, 12, most), balanced(text, 12, most)):
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")
        assert all(width(line, 12) <= most for line in broken)


@given(TEXTS, st.integers(30, 300))
def test_balancing_adds_no_line(text: str, most: int) -> None:
    assert len(balanced(text, 12, most)) == len(lines(text, 12, most))


def test_a_single_last_word_is_given_company() -> None:
    text = "one two three four five six seven eight nine ten"
    most = width("one two three four five six seven eight nine", 10)
    assert lines(text, 10, most)[-1] == "ten"
    assert len(balanced(text, 10, most)[-1].split()) > 1


def test_a_font_without_a_character_map_is_refused() -> None:
    # A table directory with empty tables: no subtable of format 4.
    tables = (b"cmap", b"head", b"hhea", b"hmtx")
    at = 12 + 16 * len(tables)
    directory = b"".join(tag + bytes(4) + at.to_bytes(4, "big") + bytes(4) for tag in tables)
    with pytest.raises(ValueError, match="no Unicode character map"):
        read_face(bytes(4) + len(tables).to_bytes(2, "big") + bytes(6) + directory + bytes(100))
