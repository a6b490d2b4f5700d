from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.values import Count, Truth
from tests.values.strategies import count_texts, counts

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0", 0, 0),
        ("41", 41, 41),
        (">=41", 41, None),
        (">140", 141, None),
        (">0", 1, None),
        ("<1", 0, 0),
        ("<=5", 0, 5),
        ("1000..3000", 1000, 3000),
        ("~200", 180, 220),
        ("~7", 6, 8),  # 6.3 and 7.7, rounded outward
        ("~10", 9, 11),
        ("several", 2, None),
    ],
)
def test_each_form_states_its_bounds(text: str, low: int, high: int | None) -> None:
    count = Count.parse(text)
    assert (count.low, count.high) == (low, high)


def test_only_an_exact_number_is_exact() -> None:
    assert Count.parse("41").exact == 41
    assert Count.parse("<1").exact == 0
    assert [Count.parse(text).exact for text in (">=41", "40..42", "several", "~200", "<=5")] == [None] * 5


def test_about_is_approximate_and_nothing_else_is() -> None:
    assert Count.parse("~200").approximate
    assert not any(Count.parse(text).approximate for text in ("200", ">=200", "several", "180..220"))


@given(count_texts)
def test_its_text_reads_back(text: str) -> None:
    count = Count.parse(text)
    assert str(count) == text
    assert Count.parse(str(count)) == count
    assert hash(Count(text)) == hash(count)


def test_two_ways_of_stating_the_same_bounds_stay_two_values() -> None:
    assert Count.parse(">140") != Count.parse(">=141")


@given(counts, counts)
def test_a_sum_does_not_depend_on_order(left: Count, right: Count) -> None:
    assert left + right == right + left


@given(counts, counts, st.integers(0, 500), st.integers(0, 500))
def test_a_sum_contains_every_sum_of_possible_numbers(left: Count, right: Count, i: int, j: int) -> None:
    a, b = _within(left, i), _within(right, j)
    total = left + right
    assert total.low <= a + b
    assert total.high is None or a + b <= total.high


@given(counts, counts, st.integers(0, 500), st.integers(0, 500))
def test_a_comparison_that_is_certain_holds_for_all_possible_numbers(left: Count, right: Count, i: int, j: int) -> None:
    a, b = _within(left, i), _within(right, j)
    assert left.equals(right) in (UNKNOWN, Truth.of(a == b))
    assert left.at_least(right) in (UNKNOWN, Truth.of(a >= b))
    assert left.at_most(right) in (UNKNOWN, Truth.of(a <= b))
    assert left.less_than(right) in (UNKNOWN, Truth.of(a < b))
    assert left.more_than(right) in (UNKNOWN, Truth.of(a > b))


def _within(count: Count, at: int) -> int:
    """A number inside the bounds."""
    number = count.low + at
    return number if count.high is None else min(number, count.high)


def test_exact_numbers_compare_with_certainty() -> None:
    assert Count.of(23).equals(Count.of(13) + Count.of(10)) is YES
    assert Count.of(40).at_least(41) is NO
    assert Count.of(41).at_least(41) is YES
    assert Count.of(41).more_than(41) is NO


def test_a_comparison_inside_the_bounds_is_unknown() -> None:
    assert Count.parse(">140").more_than(200) is UNKNOWN
    assert Count.parse("~200").equals(200) is UNKNOWN
    assert Count.parse("~200").less_than(180) is NO
    assert Count.parse("1000..3000").at_most(3000) is YES
    assert Count.parse("several").equals(1) is NO


def test_a_sum_with_an_open_part_is_open() -> None:
    assert str(Count.parse(">140") + Count.of(5)) == ">=146"


def test_only_counts_add_to_counts() -> None:
    with pytest.raises(TypeError):
        Count.of(1) + 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("-5", "a count is 0 or more"),
        ("1,000", "write 1000"),
        ("1 000", "write 1000"),
        ("48.500", "write 48500"),
        ("1.000-2.000", "write 1000..2000"),
        ("1,5", "write 41, >=41"),
        ("1000-3000", "write 1000..3000"),
        ("≥41", "write >=41"),
        ("> 140", "write >140"),
        ("007", "write 7"),
        ("5..5", "write 5"),
        ("5..3", "write 3..5"),
        ("<0", "write 0"),
        ("~0", "write 0"),
        ("Several", "write several"),
        ("", "write 41, >=41"),
        ("about 200", "write 41, >=41"),
        ("4.5", "write 41, >=41"),
        ("٤١", "write 41, >=41"),
    ],
)
def test_other_spellings_are_refused_with_the_right_one(text: str, right: str) -> None:
    with pytest.raises(BadValue) as refusal:
        Count.parse(text)
    assert refusal.value.right.startswith(right)


@pytest.mark.parametrize(("low", "high"), [(5, 3), (-1, -1), (-1, 4), (-1, None)])
def test_bounds_out_of_order_or_below_zero_are_refused(low: int, high: int | None) -> None:
    with pytest.raises(BadValue):
        Count.between(low, high)
