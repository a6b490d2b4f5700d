"""Krippendorff's alpha: the example of the method's author, with missing values; and hand arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods import agreement
from saylau.methods.agreement import Distance, Margins, nominal, ordinal, pairable

CODERS = (
    "1 2 3 3 2 1 4 1 2 - - -",
    "1 2 3 3 2 2 4 1 2 5 - 3",
    "- 3 3 3 2 3 4 2 2 5 1 -",
    "1 2 3 3 2 4 4 1 2 5 1 -",
)
"""Four coders, twelve units: the example in Krippendorff's Computing Krippendorff's Alpha-Reliability (2011)."""
UNITS = [[int(code) - 1 for code in unit if code != "-"] for unit in zip(*(c.split() for c in CODERS), strict=True)]


def alpha(units: Sequence[Sequence[int]], codes: int, distance: Distance = nominal) -> Fraction | None:
    return agreement.alpha(pairable(units), codes, distance)


def interval(one: int, other: int, margins: Margins) -> Fraction:
    """The author's third distance, for which the example is worked out too."""
    return Fraction((one - other) ** 2)


@pytest.mark.parametrize(("distance", "expected"), [(nominal, 0.743), (ordinal, 0.815), (interval, 0.849)])
def test_the_example_of_the_methods_author_is_reproduced(distance: Distance, expected: float) -> None:
    found = alpha(UNITS, 5, distance)
    assert found is not None
    assert round(float(found), 3) == expected


def test_full_agreement_with_different_codes_is_one() -> None:
    assert alpha([[0, 0], [1, 1], [2, 2]], 3) == 1


def test_equal_codes_everywhere_leave_alpha_undefined() -> None:
    assert alpha([[1, 1], [1, 1]], 3) is None


def test_units_coded_once_say_nothing() -> None:
    assert alpha([[0], [1]], 2) is None
    assert alpha([*UNITS, [0], [4]], 5) == alpha(UNITS, 5)


def test_two_units_by_hand() -> None:
    # codes 0 0 / 0 1: margins 3 and 1, n = 4; one coincidence of unlike codes in each direction: 1 - 3 * 1 / 3 = 0
    assert alpha([[0, 0], [0, 1]], 2) == Fraction(0)


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=8))
def test_with_two_codes_in_use_ordinal_and_nominal_agree_and_none_exceeds_one(units: list[list[int]]) -> None:
    two = [[code % 2 for code in unit] for unit in units]
    assert alpha(two, 2, nominal) == alpha(two, 2, ordinal)
    for distance in (nominal, ordinal, interval):
        found = alpha(units, 4, distance)
        assert found is None or found <= 1
