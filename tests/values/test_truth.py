from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.values import Truth, all_of, any_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
truths = st.sampled_from(Truth)


def test_a_missing_fact_makes_a_conjunction_unknown_unless_another_part_fails() -> None:
    assert (YES & UNKNOWN) is UNKNOWN
    assert (NO & UNKNOWN) is NO


def test_a_missing_fact_makes_a_disjunction_unknown_unless_another_part_holds() -> None:
    assert (YES | UNKNOWN) is YES
    assert (NO | UNKNOWN) is UNKNOWN


def test_not_unknown_is_unknown() -> None:
    assert [~truth for truth in (YES, NO, UNKNOWN)] == [NO, YES, UNKNOWN]


def test_on_yes_and_no_it_is_ordinary_logic() -> None:
    for left in (True, False):
        for right in (True, False):
            assert (Truth.of(left) & Truth.of(right)) is Truth.of(left and right)
            assert (Truth.of(left) | Truth.of(right)) is Truth.of(left or right)


def test_none_is_unknown() -> None:
    assert Truth.of(None) is UNKNOWN


@given(truths, truths)
def test_order_does_not_matter(left: Truth, right: Truth) -> None:
    assert (left & right) is (right & left)
    assert (left | right) is (right | left)


@given(truths, truths)
def test_de_morgan_holds(left: Truth, right: Truth) -> None:
    assert ~(left & right) is (~left | ~right)
    assert ~(left | right) is (~left & ~right)


@given(truths, truths, truths)
def test_grouping_does_not_matter_and_and_distributes_over_or(a: Truth, b: Truth, c: Truth) -> None:
    assert ((a & b) & c) is (a & (b & c))
    assert (a & (b | c)) is ((a & b) | (a & c))


@given(st.lists(truths))
def test_all_of_and_any_of_mirror_each_other(many: list[Truth]) -> None:
    assert all_of(many) is ~any_of(~truth for truth in many)


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert all_of([]) is YES
    assert any_of([]) is NO


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_is_never_a_bool(truth: Truth) -> None:
    with pytest.raises(TypeError, match=r"is not a bool: write `x is Truth\.YES`"):
        bool(truth)


def test_all_of_python_cannot_be_used_by_mistake() -> None:
    with pytest.raises(TypeError, match="all_of"):
        all([UNKNOWN])


def test_a_truth_does_not_mix_with_bools_or_texts() -> None:
    with pytest.raises(TypeError):
        YES & True  # type: ignore[operator]
    with pytest.raises(TypeError):
        "yes" | YES  # type: ignore[operator]
    assert YES != "yes"  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("truth", Truth)
def test_its_text_reads_back(truth: Truth) -> None:
    assert Truth.parse(str(truth)) is truth


@pytest.mark.parametrize("text", ["", "Yes", "true", "1", "y", " yes", "no answer"])
def test_other_texts_are_refused_with_the_three_that_are_right(text: str) -> None:
    with pytest.raises(BadValue, match="write yes, no or unknown") as refusal:
        Truth.parse(text)
    assert refusal.value.text == text
