"""Small cells: an attacker who tries every table that agrees with what is printed learns no more than `fewer than`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.methods import small_cells
from saylau.methods.small_cells import Protected, agrees, protect

Cells = dict[str, int]
Sums = tuple[tuple[str, tuple[str, ...]], ...]
MOST = 5


def table(counts: Sequence[Sequence[int]]) -> tuple[Cells, Sums]:
    """A table with all its margins: cells `00`, `01` ..., rows `0t`, columns `t0`, and `tt`."""
    rows, columns = range(len(counts)), range(len(counts[0]))
    cells = {f"{r}{c}": counts[r][c] for r in rows for c in columns}
    cells |= {f"{r}t": sum(counts[r]) for r in rows} | {f"t{c}": sum(line[c] for line in counts) for c in columns}
    cells["tt"] = sum(map(sum, counts))
    by_row = tuple((f"{r}t", tuple(f"{r}{c}" for c in columns)) for r in rows)
    by_column = tuple((f"t{c}", tuple(f"{r}{c}" for r in rows)) for c in columns)
    whole = (("tt", tuple(f"{r}t" for r in rows)), ("tt", tuple(f"t{c}" for c in columns)))
    return cells, (*by_row, *by_column, *whole)


def attacked(cells: Cells, sums: Sums, kept: Protected[str], s: int, counts: Sequence[Sequence[int]]) -> dict[str, set]:  # type: ignore[type-arg]
    """Every value that each small cell can have, by trying all inner tables with counts up to 11."""
    inner = [key for key in cells if "t" not in key]
    ways = [
        [cells[k]] if k not in (*kept.small, *kept.beside) else range(1, s) if k in kept.small else range(s, 12)
        for k in inner
    ]
    found: dict[str, set[int]] = {k: set() for k in kept.small}
    for values in product(*ways):
        lines = [list(values[r * len(counts[0]) : (r + 1) * len(counts[0])]) for r in range(len(counts))]
        guess, _ = table(lines)
        if all(_as_printed(guess[k], cells[k], k, kept, s) for k in cells):
            for key in kept.small:
                found[key].add(guess[key])
    return found


def _as_printed(guess: int, true: int, key: str, kept: Protected[str], s: int) -> bool:
    if key in kept.small:
        return 1 <= guess < s
    return guess >= s if key in kept.beside else guess == true


def everything_hidden(cells: Mapping[str, int], s: int) -> Protected[str]:
    """The most that can be done: every cell but the zeros is a bound."""
    small = tuple(k for k, n in cells.items() if 0 < n < s)
    return Protected(small, tuple(k for k, n in cells.items() if n >= s))


def test_a_small_part_of_a_printed_whole_takes_another_part_with_it() -> None:
    cells = {"one": 1, "two": 9, "three": 12, "whole": 22}
    assert protect(cells, [("whole", ("one", "two", "three"))], 3) == Protected(("one",), ("two",))


def test_a_table_without_small_cells_is_left_alone_and_zero_is_printed() -> None:
    assert protect({"a": 0, "b": 3, "c": 10, "t": 13}, [("t", ("a", "b", "c"))], 3) == Protected((), ())


def test_a_small_cell_in_no_total_needs_no_other() -> None:
    assert protect({"a": 2, "b": 30}, [], 3) == Protected(("a",), ())


def test_a_total_that_is_as_small_as_its_only_part_is_a_bound_as_well() -> None:
    assert protect({"a": 1, "b": 0, "t": 1}, [("t", ("a", "b"))], 3) == Protected(("a", "t"), ())


def test_where_only_the_total_is_left_it_is_a_bound() -> None:
    # 2 + 2 = 4: no other part could stand beside them, and 4 would leave only 2 and 2.
    assert protect({"a": 2, "b": 2, "t": 4}, [("t", ("a", "b"))], 3) == Protected(("a", "b"), ("t",))


def test_two_small_cells_that_a_total_pins_to_their_least_are_not_left_so() -> None:
    # 1 + 1 = 2 leaves only 1 and 1 where both are from 1 to 2.
    kept = protect({"a": 1, "b": 1, "c": 5, "t": 7}, [("t", ("a", "b", "c"))], 3)
    assert kept == Protected(("a", "b"), ("c",))


def test_a_small_cell_of_a_table_takes_three_others_with_it() -> None:
    # One of its row, one of its column, and the one in which these two meet: the smallest of them, 2 x 2 corners.
    cells, sums = table([[1, 20, 30], [20, 8, 40], [30, 50, 60]])
    assert protect(cells, sums, 5) == Protected(("00",), ("01", "10", "11"))


def test_a_zero_that_would_tell_that_all_are_in_another_cell_is_hidden_on_request() -> None:
    cells, sums = table([[0, 17], [19, 18]])
    kept = protect(cells, sums, 5, zeros=("00",))
    assert kept.small == ("00",)
    assert kept.beside == ("01", "10", "11")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.integers(0, MOST), min_size=2, max_size=2), min_size=2, max_size=2), st.integers(3, 4))
def test_an_attacker_with_all_margins_learns_no_more_than_if_nothing_else_were_printed(
    counts: list[list[int]], smallest: int
) -> None:
    cells, sums = table(counts)
    kept = protect(cells, sums, smallest)
    learned = attacked(cells, sums, kept, smallest, counts)
    at_best = attacked(cells, sums, everything_hidden(cells, smallest), smallest, counts)
    assert {k: (min(v), max(v)) for k, v in learned.items()} == {k: (min(v), max(v)) for k, v in at_best.items()}


@settings(max_examples=12, deadline=None)
@given(
    st.integers(2, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 2, 5, 6, 8, 12, 20]), min_size=width, max_size=width), min_size=2, max_size=3
        )
    )
)
def test_hardly_more_is_hidden_than_has_to_be(counts: list[list[int]]) -> None:
    cells, sums = table(counts)
    kept = protect(cells, sums, 5)
    hides = set(kept.small)
    fewest = next(n for n in range(len(cells)) if any(_safe(cells, sums, hides, c) for c in _choices(cells, n)))
    assert fewest <= len(kept.beside) <= fewest + 1


def _choices(cells: Cells, number: int) -> list[tuple[str, ...]]:
    return list(combinations([k for k, n in cells.items() if n >= 5], number))


def _safe(cells: Cells, sums: Sums, small: set[str], beside: tuple[str, ...]) -> bool:
    widest = everything_hidden(cells, 5)
    masked, all_masked = (*small, *beside), (*widest.small, *widest.beside)
    return all(
        agrees(cells, sums, masked, key, value, 5) or not agrees(cells, sums, all_masked, key, value, 5)
        for key in small
        for value in range(1, 5)
    )


@given(st.lists(st.lists(st.integers(3, MOST), min_size=2, max_size=2), min_size=2, max_size=2))
def test_nothing_is_hidden_in_a_table_that_holds_no_small_cell(counts: list[list[int]]) -> None:
    cells, sums = table(counts)
    assert protect(cells, sums, 3) == Protected((), ())


@given(st.permutations(range(3)), st.permutations(range(3)))
def test_a_table_made_safe_stays_safe_when_rows_and_columns_change_places(rows: list[int], columns: list[int]) -> None:
    counts = [[1, 20, 33], [21, 8, 40], [30, 50, 0]]
    cells, sums = table([[counts[r][c] for c in columns] for r in rows])
    kept = protect(cells, sums, 5)
    assert sorted(cells[k] for k in kept.small) == [1]
    assert _safe(cells, sums, set(kept.small), kept.beside)


@pytest.mark.parametrize("value", range(1, 5))
def test_trying_and_the_integer_programme_agree(value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cells, sums = table([[1, 20, 33], [2, 8, 40], [30, 50, 6]])
    masked = ("00", "10", "01", "11", "t0")
    by_trying = agrees(cells, sums, masked, "00", value, 5)
    monkeypatch.setattr(small_cells, "TRIES", 0)
    assert agrees(cells, sums, masked, "00", value, 5) is by_trying
