"""How far seats stand from votes, by the least squares index."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saylau.methods.proportionality import least_squares


def test_equal_shares_of_votes_and_seats_are_full_proportionality() -> None:
    third = Fraction(1, 3)
    assert least_squares([(third, third)] * 3) == 0


def test_two_contestants_of_sixty_and_forty_with_seventy_and_thirty_of_the_seats() -> None:
    """By hand: differences of 10 points twice, squares 100 and 100, half of 200 is 100, its root 10."""
    pairs = [(Fraction(60, 100), Fraction(70, 100)), (Fraction(40, 100), Fraction(30, 100))]
    assert least_squares(pairs) == 10


def test_all_seats_for_one_of_two_equals() -> None:
    assert least_squares([(Fraction(1, 2), Fraction(1)), (Fraction(1, 2), Fraction(0))]) == 50


def test_the_index_is_cut_off_at_a_hundredth() -> None:
    """Differences of 3 and 3 points and 0: half of 18 is 9, root 3; with 1 and 2 points: half of 5, root 1.58..."""
    assert least_squares([(Fraction(51, 100), Fraction(50, 100)), (Fraction(48, 100), Fraction(50, 100))]) == Fraction(
        158, 100
    )


def test_no_contestant_has_no_index() -> None:
    with pytest.raises(ValueError, match="at least one"):
        least_squares([])
