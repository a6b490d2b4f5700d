"""Widths of columns on paper."""

from __future__ import annotations

from saylau.report.columns import WHOLE, column_shares, is_prose
from saylau.report.document import Head, Row, Table
from tests.report.sample import line


def table(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> Table:
    heads = tuple(Head("Head") for _ in rows[0])
    return Table(1, "A table", heads, tuple(Row(tuple(line(cell) for cell in row)) for row in rows), widths=widths)


def test_a_table_of_short_cells_is_narrower_than_the_text_and_no_narrower_than_half_of_it() -> None:
    assert WHOLE * 0.49 < sum(column_shares(table(("a", "b")), 8.8)) <= WHOLE * 0.5
    medium = sum(column_shares(table(("a sentence of medium length", "another one of the same length")), 8.8))
    assert WHOLE * 0.5 < medium < WHOLE


def test_a_table_with_long_text_is_as_wide_as_the_text_and_short_columns_get_no_more_than_they_need() -> None:
    shares = column_shares(table(("the case", "long words and more of them " * 20), widths=(5, 5)), 8.8)
    assert WHOLE - 2 <= sum(shares) <= WHOLE
    assert shares[0] < WHOLE * 0.12


def test_room_goes_where_it_makes_the_table_shorter() -> None:
    words = "long words and more of them "
    even = column_shares(table((words * 20, words * 20), widths=(1, 3)), 8.8)
    assert abs(even[0] - even[1]) < WHOLE * 0.1
    uneven = column_shares(table((words * 10, words * 30), widths=(3, 1)), 8.8)
    assert 2 < uneven[1] / uneven[0] < 4


def test_no_column_is_narrower_than_its_longest_word() -> None:
    long = "long words and more of them " * 20
    shares = column_shares(table(("Verwaltungsbezirk Nord", long, long), widths=(1, 30, 30)), 8.8)
    # Seventeen letters of 8.8 points take about 4.4 points each, of 453.5 that the text is wide.
    assert shares[0] / WHOLE * 453.5 > 17 * 4.0


def test_in_a_table_of_many_columns_each_has_room_for_its_longest_word() -> None:
    row = ("Amirzhan Kosanov", "27 April 2019 (assumed)", "not stated", "7", "118,140", "16,877", "signatures.rate:one")
    shares = column_shares(table(row, row, widths=(1,) * 7), 8.8)
    longest = (7, 7, 6, 1, 6, 5, 17)
    for share, letters in zip(shares, longest, strict=True):
        assert share / WHOLE * 453.5 > letters * 3.9
    assert sum(shares) <= WHOLE


def test_words_that_do_not_fit_together_are_cut_alike() -> None:
    shares = column_shares(table(("W" * 40,) * 6), 8.8)
    assert max(shares) - min(shares) <= 1
    assert WHOLE - 6 <= sum(shares) <= WHOLE


def test_long_cells_are_text_and_amounts_are_not() -> None:
    assert is_prose("the sheets in question had been issued for another candidate")
    assert not is_prose("between 510,000,000 and 638,000,000 KZT")


def test_a_name_gets_the_room_that_columns_of_marks_do_not_need() -> None:
    shares = column_shares(table(("Code of Good Practice in Electoral Matters, first part", *["× 2"] * 12)), 8.0)
    assert shares[0] > 4 * shares[1]
    assert WHOLE - len(shares) <= sum(shares) <= WHOLE
