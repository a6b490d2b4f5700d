"""What one table allows to be said: any table is answered, and a refusal leaves no doubt which."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.methods.capture.assess import Refusal, assess, before, held_lists
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.latent import LatentClasses
from tests.methods.capture.published import DIABETES, KOSOVO, UK_SIX, in_order


@settings(max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=7, max_size=7))
def test_any_table_of_three_lists_is_answered(numbers: list[int]) -> None:
    table = in_order(3, *numbers)
    if before(table):
        return
    found = assess(held_lists(table))
    assert all(number >= table.people for number in found.estimates)
    assert len(found.table) == 8


def test_a_table_that_allows_it_is_answered_without_a_refusal() -> None:
    found = assess(DIABETES)
    assert found.refusals == ()
    assert len(found.table) == 113
    assert found.bound.people < min(found.estimates)
    assert [weight for weight, _ in found.graphs] == [1 / 16, 1 / 4]


def test_chains_that_do_not_agree_refuse() -> None:
    chains = LatentClasses(2500, 2400, 2500, 2600, 1.67, 90, 20)
    assert assess(DIABETES, chains).refusals == (Refusal.NO_ESTIMATE,)
    agreed = LatentClasses(2500, 2400, 2500, 2600, 1.01, 900, 20)
    assert assess(DIABETES, agreed).refusals == ()


def test_a_posterior_without_an_end_refuses() -> None:
    """All that lists share is one person in a hundred: numbers hundreds of times those seen stay likely."""
    table = Histories(3, {"100": 400, "010": 400, "001": 400, "110": 4, "101": 4, "011": 2})
    assert Refusal.NO_ESTIMATE in assess(table).refusals


def test_models_that_fit_equally_well_and_differ_by_more_than_a_half() -> None:
    assert assess(KOSOVO).refusals == (Refusal.MODELS_DIFFER,)


def test_six_lists_have_the_stepwise_way_and_no_graphs() -> None:
    found = assess(UK_SIX)
    assert found.graphs == ()
    assert found.chosen is not None
    assert found.chosen.estimate.people == pytest.approx(11417.9911, abs=1e-3)


def test_without_anybody_on_exactly_two_lists_nothing_is_told() -> None:
    assert before(Histories(3, {"100": 40, "010": 30, "001": 20, "111": 15})) == (Refusal.FEW_SHARED,)


def test_a_list_on_which_nobody_stands_is_left_out() -> None:
    table = Histories(3, {"100": 40, "010": 30, "110": 15})
    assert held_lists(table) == Histories(2, {"10": 40, "01": 30, "11": 15})
    assert before(table) == (Refusal.TWO_LISTS,)


def test_a_bound_that_is_the_estimate_itself_does_not_refuse() -> None:
    """1,000 people on lists with chances of 0.6, 0.5 and 0.4, each history as often as independence has it.

    On all three no more stand than by chance, so that the bound is the model of independence: 1,000, but for 2e-11.
    """
    found = assess(in_order(3, 80, 120, 80, 180, 120, 180, 120))
    assert found.chosen is not None
    assert found.bound.people == pytest.approx(found.chosen.estimate.people, abs=1e-6)
    assert found.bound.people == pytest.approx(1000, abs=1e-6)
    assert found.graphs[0][1].median == 1000
    assert found.refusals == ()
