"""Deadlines as a calendar file: RFC 5545, the same bytes, nobody's name. All people are invented."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from saylau.casework.calendar_file import LONGEST, calendar, escaped, folded
from saylau.casework.due import Due, DueSort
from saylau.report.words import words_for
from saylau.values import When
from saylau.values.message import Message

ON = date(2026, 11, 22)
SAY = words_for("en", lambda thing, language: thing).text
DUES = (
    Due(DueSort.REMEDY, When("2026-12-01"), Message("Last day for filing: {remedy}.", remedy="appeal, first; second"),
        ("P-0001",), "remedy-1", "article 1,\nparagraph 2"),
    Due(DueSort.REPLY, When("2027-02"), "Reply awaited.", ("P-0001", "P-0002"), "sent-1"),
    Due(DueSort.REPLY, None, "No day is stated.", ("P-0003",), "sent-2"),
)  # fmt: skip


def lines() -> list[str]:
    """The lines of the calendar, unfolded."""
    return calendar(DUES, "invented", ON, SAY).decode().replace("\r\n ", "").split("\r\n")


def test_a_deadline_is_a_whole_day_and_a_month_is_all_its_days() -> None:
    told = lines()
    assert told.count("BEGIN:VEVENT") == told.count("END:VEVENT") == 2  # what has no day cannot stand in a calendar
    assert [line for line in told if line.startswith("DT")] == [
        "DTSTAMP:20261122T000000Z", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202",
        "DTSTAMP:20261122T000000Z", "DTSTART;VALUE=DATE:20270201", "DTEND;VALUE=DATE:20270301",
    ]  # fmt: skip


def test_it_tells_case_numbers_and_what_is_due_with_marks_escaped() -> None:
    assert "SUMMARY:remedy at home: P-0001" in lines()
    assert (
        "DESCRIPTION:Last day for filing: appeal\\, first\\; second.\\ninvented\\nremedy-1\\narticle 1\\,\\nparagraph 2"
        in lines()
    )


def test_the_same_deadlines_give_the_same_bytes_and_each_its_own_name() -> None:
    assert calendar(DUES, "invented", ON, SAY) == calendar(DUES, "invented", ON, SAY)
    assert len({line for line in lines() if line.startswith("UID:")}) == 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_a_folded_line_fits_cuts_no_letter_and_unfolds_to_itself(text: str) -> None:
    parts = list(folded(text))
    assert all(len(part.encode()) <= LONGEST for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == text


def test_a_line_break_and_a_backslash_are_written_out() -> None:
    assert escaped("a\r\nb\rc\u2028d\x85e\x0bf") == "a\\nb\\nc\\nd\\ne\\nf"
    assert escaped("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"
