"""Tables as files: whole, readable by spreadsheets, and never run as formulas."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from saylau.checks.finding import Finding, Measure, Outcome
from saylau.report.site.data import csv_bytes, numbers_csv, table_csv
from saylau.report.words import words_for
from saylau.values import Count
from saylau.values.message import From, Message, OutOf, Percent
from tests.report.sample import stations_table


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_has_its_heads_and_each_of_its_rows() -> None:
    read = rows(table_csv(stations_table()))
    assert read[0] == ["Polling station", "Voters", "Ballots", "Turnout", "Note"]
    assert len(read) == 121
    assert read[1][:3] == ["No. 1, School of the 1th Street", "1,007", "605"]


def test_a_cell_that_a_spreadsheet_would_run_is_marked_as_text_and_a_negative_number_is_not() -> None:
    assert rows(csv_bytes([["=1+1", "@x", "+7", "-5", "-a", "a=b"]])) == [["'=1+1", "'@x", "'+7", "-5", "'-a", "a=b"]]


def test_the_file_says_that_it_is_utf_8_so_that_kazakh_letters_arrive() -> None:
    data = csv_bytes([["Әә Ғғ"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert rows(data) == [["Әә Ғғ"]]


def test_numbers_stand_as_printed_and_as_machines_write_them() -> None:
    measures = (
        Measure("people", Count.parse(">=1041"), "people", "People detained", ("tally-1", "tally-2")),
        Measure("share", From(Percent(Fraction(2, 3)), ("tally-1",)), "", "Share", (), "2 / 3"),
        Measure("part", OutOf(4, 7), "", "Part"),
    )
    finding = Finding("case", Outcome.NOTED, Message("Said."), measures=measures)
    read = rows(numbers_csv(finding, words_for("en", lambda thing, language: thing)))
    assert read[1] == ["people", "People detained", "at least 1,041", ">=1041", "people", "", "tally-1 tally-2"]
    assert read[2][2:4] == ["66.7\u00a0%", "2/3"]
    assert read[2][5] == "2 / 3"
    assert read[3][2:4] == ["4 of 7", "4/7"]
