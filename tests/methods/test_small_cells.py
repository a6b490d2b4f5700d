"""Small cells: an attacker who tries every table that agrees with what is printed learns no more than `fewer than`."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.methods.small_cells import Protected, protect

ROWS = (("a", "b"), ("c", "d"))
GRID = ROWS + tuple(zip(*ROWS, strict=True))
MOST = 9


def attacked(
    cells: dict[str, int], totals: tuple[tuple[str, ...], ...], kept: Protected[str], s: int
) -> dict[str, set[int]]:
    """Every value that each small cell can have, by trying all tables with counts up to 3 times the largest."""
    masked = [k for k in cells if k in (*kept.small, *kept.beside)]
    ways = [range(1, s) if k in kept.small else range(s, 2 * MOST + s) for k in masked]
    printed = [g for n, g in enumerate(totals) if n not in kept.totals]
    found: dict[str, set[int]] = {k: set() for k in kept.small}
    for values in product(*ways):
        guess = {**cells, **dict(zip(masked, values, strict=True))}
        if all(sum(guess[k] for k in g) == sum(cells[k] for k in g) for g in printed):
            for key in kept.small:
                found[key].add(guess[key])
    return found


def test_a_small_part_of_a_printed_whole_takes_another_part_with_it() -> None:
    kept = protect({"one": 1, "two": 9, "three": 12}, [("one", "two", "three")], 3)
    assert kept == Protected(("one",), ("two",), ())


def test_a_table_without_small_cells_is_left_alone_and_zero_is_printed() -> None:
    assert protect({"a": 0, "b": 3, "c": 10}, [("a", "b", "c")], 3) == Protected((), (), ())


def test_a_small_cell_in_no_total_needs_no_other() -> None:
    assert protect({"a": 2, "b": 30}, [], 3) == Protected(("a",), (), ())


def test_where_no_cell_can_stand_beside_it_the_total_is_left_out() -> None:
    assert protect({"a": 1, "b": 0}, [("a", "b")], 3) == Protected(("a",), (), (0,))


def test_two_small_cells_that_a_total_pins_to_their_least_are_not_left_so() -> None:
    # 1 + 1 = 2 leaves only 1 and 1 where both are from 1 to 2.
    kept = protect({"a": 1, "b": 1, "c": 5}, [("a", "b", "c")], 3)
    assert kept.beside == ("c",)
    assert attacked({"a": 1, "b": 1, "c": 5}, (("a", "b", "c"),), kept, 3) == {"a": {1, 2}, "b": {1, 2}}


@settings(max_examples=60)
@given(st.lists(st.integers(0, MOST), min_size=4, max_size=4), st.integers(2, 4))
def test_an_attacker_with_all_margins_learns_nothing_more_of_a_small_cell(counts: list[int], smallest: int) -> None:
    cells = dict(zip("abcd", counts, strict=True))
    kept = protect(cells, GRID, smallest)
    possible = attacked(cells, GRID, kept, smallest)
    assert all(values == set(range(1, smallest)) for values in possible.values())


@given(st.lists(st.integers(0, MOST), min_size=4, max_size=4))
def test_nothing_is_hidden_in_a_table_that_holds_no_small_cell(counts: list[int]) -> None:
    cells = {key: count + 3 for key, count in zip("abcd", counts, strict=True)}
    assert protect(cells, GRID, 3) == Protected((), (), ())
