"""Concentration: closed cases by hand, a second way by pairs, and bounds that hold every amount inside them."""

from __future__ import annotations

from fractions import Fraction
from statistics import median as other_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods.concentration import (
    effective_number,
    exact,
    herfindahl_hirschman,
    shares,
    top_to_median,
)

AMOUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=12).filter(any)


def by_pairs(amounts: list[int]) -> Fraction:
    """The index a second way: one less the chance that two units drawn at random have different holders."""
    unlike = sum(a * b for i, a in enumerate(amounts) for j, b in enumerate(amounts) if i != j)
    return 1 - Fraction(unlike, sum(amounts) ** 2)


@pytest.mark.parametrize(
    ("amounts", "index", "effective"),
    [([5, 5, 5, 5], Fraction(1, 4), 4), ([7, 0, 0], 1, 1), ([1, 3], Fraction(10, 16), Fraction(8, 5))],
)
def test_the_index_is_one_over_n_for_equal_amounts_and_one_for_a_single_holder(
    amounts: list[int], index: Fraction, effective: Fraction
) -> None:
    found = herfindahl_hirschman(exact(amounts))
    assert found == (index, index)
    assert effective_number(found) == (effective, effective)


@given(AMOUNTS)
def test_two_ways_to_the_index_agree(amounts: list[int]) -> None:
    low, high = herfindahl_hirschman(exact(amounts))
    assert low == high == by_pairs(amounts)


@given(AMOUNTS, st.data())
def test_bounds_hold_the_index_and_the_shares_of_any_amounts_inside_them(
    amounts: list[int], data: st.DataObject
) -> None:
    bounds = [
        (data.draw(st.integers(0, a)), data.draw(st.one_of(st.none(), st.integers(a, 2 * a + 9)))) for a in amounts
    ]
    low, high = herfindahl_hirschman(bounds)
    assert low <= by_pairs(amounts) <= high
    for amount, (least, greatest) in zip(amounts, shares(bounds), strict=True):
        assert least <= Fraction(amount, sum(amounts)) <= greatest
    ratio = top_to_median(bounds)
    middle = Fraction(other_median(map(Fraction, amounts)))
    if ratio is not None and middle:
        assert ratio[0] <= max(amounts) / middle
        assert ratio[1] is None or max(amounts) / middle <= ratio[1]


def test_the_top_over_the_median_by_hand() -> None:
    assert top_to_median(exact([9, 1, 3])) == (Fraction(3), Fraction(3))
    assert top_to_median(exact([9, 1, 3, 5])) == (Fraction(9, 4), Fraction(9, 4))
    assert top_to_median(exact([9, 0, 0])) is None


def test_nothing_above_zero_has_no_shares() -> None:
    with pytest.raises(ValueError, match="above zero"):
        shares(exact([0, 0]))
    with pytest.raises(ValueError, match="above zero"):
        herfindahl_hirschman([])
