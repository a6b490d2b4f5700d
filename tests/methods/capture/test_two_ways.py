"""The same number by a second way, and what may not change a number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from math import exp, lgamma, log, prod
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.methods.capture.chao import of_lists
from saylau.methods.capture.decomposable import averaged
from saylau.methods.capture.existence import asked_of
from saylau.methods.capture.graphs import decomposable
from saylau.methods.capture.heterogeneity import lower_bound
from saylau.methods.capture.histories import Histories, pairs
from saylau.methods.capture.interval import log_normal
from saylau.methods.capture.loglinear import averaged as weighed
from saylau.methods.capture.loglinear import fit, fit_all
from saylau.methods.capture.models import INDEPENDENCE, Model, hierarchical, name, of_pairs
from saylau.methods.capture.stepwise import stepwise
from saylau.methods.capture.two_lists import chapman, lincoln_petersen, odds_ratio_band
from tests.methods.capture.published import DIABETES, KOSOVO, NEW_ORLEANS, UK_FIVE, WESTERN_US, in_order

TABLES = st.lists(st.integers(1, 60), min_size=7, max_size=7).map(lambda numbers: in_order(3, *numbers))


# Log-linear models


@pytest.mark.parametrize("table", [KOSOVO, DIABETES], ids=["kosovo", "diabetes"])
def test_newtons_method_and_a_search_for_the_highest_likelihood_agree(table: Histories) -> None:
    chosen: Model = frozenset({(0, 1), (1, 2), (2, 3)})
    found = fit(table, chosen)
    unseen, log_error = by_search(table, table.order, chosen)
    assert found.unseen == pytest.approx(unseen, rel=1e-5)
    assert found.log_error == pytest.approx(log_error, rel=1e-4)


def by_search(table: Histories, cells: Sequence[str], chosen: Model) -> tuple[float, float]:
    """People unseen and the error of their logarithm, from a general search for the highest likelihood."""
    import numpy as np
    from scipy.optimize import minimize

    terms = [(), *((place,) for place in range(table.lists)), *sorted(chosen)]
    design = np.array([[float(all(h[p] == "1" for p in term)) for term in terms] for h in cells])
    counts = np.array([float(table.counts.get(h, 0)) for h in cells])

    def short(beta: Any) -> tuple[float, Any]:
        means = np.exp(design @ beta)
        return float((means - counts * (design @ beta)).sum()), design.T @ (means - counts)

    start = np.append(5.0, np.zeros(len(terms) - 1))
    found = minimize(short, start, jac=True, method="BFGS", options={"gtol": 1e-8, "maxiter": 5000}).x
    inverse = np.linalg.inv(design.T @ (design * np.exp(design @ found)[:, None]))
    return float(np.exp(found[0])), float(np.sqrt(inverse[0, 0]))


def test_all_pairs_of_three_lists_have_a_closed_form() -> None:
    table = in_order(3, 43, 53, 13, 71, 7, 155, 72)
    n001, n010, n011, n100, n101, n110, n111 = table.vector()
    found = fit(table, frozenset(pairs(3)))
    assert found.unseen == pytest.approx(n111 * n100 * n010 * n001 / (n110 * n101 * n011))
    assert found.deviance == pytest.approx(0, abs=1e-8)


def test_two_lists_by_the_log_linear_model_are_lincoln_petersen() -> None:
    table = in_order(2, 254, 781, 167)
    assert fit(table, INDEPENDENCE).estimate.people == pytest.approx(lincoln_petersen(948, 421, 167))


def test_models_fitted_together_are_those_fitted_alone() -> None:
    models = hierarchical(4)
    together = fit_all(KOSOVO, models)
    for place in (0, 7, 40, 112):
        alone = fit(KOSOVO, models[place])
        assert together[place].estimate.people == pytest.approx(alone.estimate.people, rel=1e-9)


@settings(max_examples=25)
@given(TABLES, st.permutations(range(3)))
def test_the_order_of_lists_changes_nothing(table: Histories, order: list[int]) -> None:
    moved = table.relabelled(order)
    first, second = (sorted(f.bic for f in fit_all(t, hierarchical(3))) for t in (table, moved))
    assert first == pytest.approx(second)
    assert weighed(fit_all(table, hierarchical(3))).people == pytest.approx(
        weighed(fit_all(moved, hierarchical(3))).people, rel=1e-6
    )
    assert averaged(table, delta=0.125).mean == pytest.approx(averaged(moved, delta=0.125).mean, rel=1e-9)
    assert lower_bound(table, each_list=True).people == pytest.approx(lower_bound(moved, each_list=True).people)


@pytest.mark.parametrize("order", list(permutations(range(5)))[::29])
def test_stepwise_does_not_depend_on_the_order_of_lists(order: tuple[int, ...]) -> None:
    for table in (UK_FIVE, WESTERN_US):
        found = stepwise(table.relabelled(order))[-1].estimate.people
        assert found == pytest.approx(stepwise(table)[-1].estimate.people)


@settings(max_examples=25)
@given(TABLES)
def test_twice_as_many_in_each_cell_are_twice_as_many_in_all_and_surer(table: Histories) -> None:
    once, twice = (fit_all(t, hierarchical(3)) for t in (table, table.times(2)))
    for one, two in zip(once, twice, strict=True):
        assert two.estimate.people == pytest.approx(2 * one.estimate.people, rel=1e-6)
        assert two.log_error == pytest.approx(one.log_error / 2**0.5, rel=1e-6)
        assert two.deviance == pytest.approx(2 * one.deviance, abs=1e-6)
    bound, doubled = of_lists(table), of_lists(table.times(2))
    assert doubled.people == pytest.approx(2 * bound.people)
    assert doubled.standard_error == pytest.approx(bound.standard_error * 2**0.5)


def test_numbers_of_models_and_graphs() -> None:
    assert [len(hierarchical(lists)) for lists in (3, 4)] == [8, 113]
    assert [len(decomposable(lists)) for lists in (3, 4, 5)] == [8, 61, 822]
    assert len(set(of_pairs(5))) == 1024
    assert name(INDEPENDENCE, 3) == "[1,2,3]"


# Existence


def test_a_table_may_have_no_estimate_or_more_than_one() -> None:
    # Two lists that only ever stand with the third: nothing says how many stand with neither.
    empty = Histories(3, {"100": 10, "010": 12, "001": 9, "110": 5})
    assert asked_of(empty, frozenset({(0, 2), (1, 2)})).sound is True
    assert asked_of(empty, frozenset(pairs(3))).identified is False
    # All who are on the first two lists are also on the third: the pair alone drifts without end.
    nested = Histories(3, {"100": 10, "010": 12, "001": 9, "111": 5})
    assert asked_of(nested, frozenset({(0, 2), (1, 2)})).exists is False
    assert asked_of(nested, INDEPENDENCE).sound is True


def test_lists_that_share_nobody_go_apart_at_minus_infinity() -> None:
    assert NEW_ORLEANS.on(0, 4) == 0
    found = fit(NEW_ORLEANS, frozenset({(0, 4)}))
    together = [h for h in NEW_ORLEANS.order if h[0] == h[4] == "1"]
    means = dict(zip(NEW_ORLEANS.order, found.means, strict=True))
    assert {means[h] for h in together} == {0.0}
    unseen, log_error = by_search(NEW_ORLEANS, [h for h in NEW_ORLEANS.order if h not in together], INDEPENDENCE)
    assert (found.unseen, found.log_error) == pytest.approx((unseen, log_error), rel=1e-4)


# Lower bounds


@pytest.mark.parametrize("chances", [(0.3, 0.3, 0.3), (0.05, 0.2, 0.4), (0.02, 0.1, 0.3, 0.5)])
def test_of_unequal_lists_only_the_bound_that_lets_them_differ_is_one(chances: tuple[float, ...]) -> None:
    """Expected tables of a million people on independent lists: nobody differs, so the bound is to be met exactly."""
    whole = 1_000_000
    table = Histories(
        len(chances),
        {
            "".join(h): round(whole * prod(p if d == "1" else 1 - p for p, d in zip(chances, h, strict=True)))
            for h in product("01", repeat=len(chances))
            if "1" in h
        },
    )
    assert lower_bound(table, each_list=True).people == pytest.approx(whole, rel=2e-3)
    closed = of_lists(table).people
    if len(set(chances)) == 1:
        assert closed == pytest.approx(whole, rel=2e-3)
    else:
        assert closed > whole * 1.05


def test_the_log_normal_interval_never_falls_below_the_people_seen() -> None:
    found = log_normal(100, 5, 400)
    assert 100 < found.low < found.people < found.high
    assert log_normal(100, 0, 0).low == 100


# Chapman by simulation


def test_chapman_is_right_on_average_and_its_error_is_that_of_many_draws() -> None:
    random, people, chances = Random(4), 1000, (0.3, 0.25)
    found = []
    for _ in range(1500):
        on = [(random.random() < chances[0], random.random() < chances[1]) for _ in range(people)]
        found.append(chapman(sum(a for a, _ in on), sum(b for _, b in on), sum(a and b for a, b in on)))
    mean = sum(f.people for f in found) / len(found)
    spread = (sum((f.people - mean) ** 2 for f in found) / len(found)) ** 0.5
    assert mean == pytest.approx(people, rel=0.01)
    assert sum(f.standard_error for f in found) / len(found) == pytest.approx(spread, rel=0.08)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 200))
def test_the_middle_of_the_band_is_lincoln_petersen(first: int, second: int, both: int) -> None:
    low, middle, high = odds_ratio_band(first, second, both)
    assert middle == pytest.approx(lincoln_petersen(first + both, second + both, both))
    assert low <= middle <= high


# Decomposable graphs by brute force


def test_a_sum_over_graphs_is_that_over_tables_written_out() -> None:
    """Three lists, a handful of people: each graph's likelihood from its cliques and separators, written by hand."""
    table, delta, grid = in_order(3, 4, 3, 2, 5, 1, 2, 1), 0.5, range(0, 41)
    written = {
        "[1,2,3]": (["0", "1", "2"], []), "[12,3]": (["01", "2"], []), "[13,2]": (["02", "1"], []),
        "[23,1]": (["12", "0"], []), "[12,13]": (["01", "02"], ["0"]), "[12,23]": (["01", "12"], ["1"]),
        "[13,23]": (["02", "12"], ["2"]), "[123]": (["012"], []),
    }  # fmt: skip

    def margin(term: str, unseen: int) -> float:
        counts = dict.fromkeys(product("01", repeat=len(term)), 0)
        for history, number in [*table.counts.items(), ("000", unseen)]:
            counts[tuple(history[int(place)] for place in term)] += number
        cell = delta * 2 ** (3 - len(term))
        whole = sum(counts.values())
        return (
            lgamma(8 * delta)
            - lgamma(whole + 8 * delta)
            + sum(lgamma(n + cell) - lgamma(cell) for n in counts.values())
        )

    likely: dict[tuple[str, int], float] = {}
    for graph, (cliques, separators) in written.items():
        for unseen in grid:
            people = table.people + unseen
            likely[graph, unseen] = exp(
                -log(people) + lgamma(people + 1) - lgamma(unseen + 1)
                + sum(margin(c, unseen) for c in cliques) - sum(margin(s, unseen) for s in separators)
            )  # fmt: skip
    whole = sum(likely.values())
    found = averaged(table, delta=delta, unseen=grid)
    mean = sum((table.people + unseen) * p for (_, unseen), p in likely.items()) / whole
    assert found.mean == pytest.approx(mean, rel=1e-10)
    assert dict(found.graphs) == pytest.approx(
        {graph: sum(p for (g, _), p in likely.items() if g == graph) / whole for graph in written}, rel=1e-9
    )


def test_a_grid_that_ends_too_early_is_told() -> None:
    assert averaged(KOSOVO, delta=1 / 16, unseen=range(3000)).at_the_end
    assert not averaged(KOSOVO, delta=1 / 16).at_the_end


def test_two_lists_and_six_have_no_average_over_graphs() -> None:
    with pytest.raises(ValueError, match="three to five lists"):
        averaged(in_order(2, 5, 6, 7), delta=0.25)
