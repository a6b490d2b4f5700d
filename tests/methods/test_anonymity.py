"""Record-level files: nobody stands in a group smaller than k, and no group tells the sensitive value of all in it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.anonymity import ANY, Row, anonymise, anything, exact, groups


def month_to_year(value: str) -> str:
    return value[:4]


LADDERS = {"region": (exact, anything), "month": (exact, month_to_year, anything)}


def row(region: str, month: str, outcome: str) -> Row:
    return {"region": region, "month": month, "outcome": outcome}


def test_rows_of_large_and_diverse_groups_stay_as_they_are() -> None:
    rows = [row("north", "2019-05", outcome) for outcome in ("fined", "fined", "arrested", "fined", "fined")]
    found = anonymise(rows, LADDERS, "outcome")
    assert found is not None
    assert (found.levels, found.dropped, found.k, found.l, found.t) == ({"region": 0, "month": 0}, 0, 5, 2, Fraction(0))


def test_months_become_years_before_two_columns_are_made_coarser() -> None:
    rows = [row("north", f"2019-0{n}", "fined" if n % 2 else "arrested") for n in range(1, 7)]
    found = anonymise(rows, LADDERS, "outcome")
    assert found is not None
    assert {r["month"] for r in found.rows} == {"2019"}
    assert found.levels == {"region": 0, "month": 1}


def test_a_group_in_which_all_met_the_same_is_no_group_to_publish() -> None:
    assert anonymise([row("north", "2019-05", "arrested")] * 40, LADDERS, "outcome") is None


def test_one_row_of_twenty_may_be_left_out_and_one_of_nineteen_may_not() -> None:
    many = [row("north", "2019", "fined" if n % 2 else "arrested") for n in range(19)]
    alone = [row("south", "2019", "fined")]
    found = anonymise(many + alone, LADDERS, "outcome")
    assert found is not None
    assert found.dropped == 1
    fewer = anonymise(many[:18] + alone, LADDERS, "outcome")
    assert fewer is not None
    assert fewer.dropped == 0
    assert {r["region"] for r in fewer.rows} == {ANY}


def test_closeness_is_half_the_sum_of_differences() -> None:
    # North: 4 of 5 fined; south: 1 of 5; all: 5 of 10. |4/5 - 1/2| + |1/5 - 1/2|, halved, is 3/10.
    rows = [row("north", "2019", o) for o in "ffffa"] + [row("south", "2019", o) for o in "faaaa"]
    found = anonymise(rows, LADDERS, "outcome")
    assert found is not None
    assert found.t == Fraction(3, 10)


ROWS = st.lists(
    st.builds(row, st.sampled_from(["north", "south"]), st.sampled_from(["2019-05", "2019-06", "2018-01"]),
              st.sampled_from(["fined", "arrested", "released"])),
    min_size=1, max_size=60,
)  # fmt: skip


@given(ROWS)
def test_in_whatever_comes_out_each_group_is_large_and_diverse_and_no_row_is_made_up(rows: list[Row]) -> None:
    found = anonymise(rows, LADDERS, "outcome", k=4)
    if found is None:
        return
    held = groups(found.rows, "outcome")
    assert all(values.total() >= 4 and len(values) >= 2 for values in held.values())
    assert found.dropped * 20 <= len(rows)
    assert not Counter(r["outcome"] for r in found.rows) - Counter(r["outcome"] for r in rows)


@given(ROWS)
def test_the_order_of_rows_changes_nothing(rows: list[Row]) -> None:
    shuffled = sorted(rows, key=lambda r: (r["outcome"], r["month"]))
    assert anonymise(rows, LADDERS, "outcome") == anonymise(shuffled, LADDERS, "outcome")
