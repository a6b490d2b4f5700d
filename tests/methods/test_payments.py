"""Patterns in invented payments: planted ones are found, and their clean twins are not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.methods import payments as methods
from saylau.methods.payments import Payment

THRESHOLD, UNIT = 150_000, 1_000


def paid(payer: str, day: int, amount: int, currency: str = "EUR") -> Payment:
    return Payment(payer, day, amount, currency)


def ordinary(seed: int, number: int = 1_500) -> list[int]:
    """Log-normal amounts, most of them rounded as people round."""
    chance = Random(seed)
    found = []
    for _ in range(number):
        amount = int(chance.lognormvariate(10.5, 0.9))
        step = chance.choices((10_000, 1_000, 1), (41, 34, 25))[0]
        found.append(max(step, round(amount / step) * step))
    return found


def test_forty_payments_planted_just_below_the_threshold_are_told_from_round_numbers() -> None:
    planted = [*ordinary(1), *([THRESHOLD - UNIT] * 40)]
    scan = methods.scan(planted, THRESHOLD, UNIT)
    assert scan is not None
    assert scan.window.p < 0.001
    assert scan.rank <= 0.05
    assert scan.just_below
    assert (scan.modal, scan.modal_count >= 40) == (THRESHOLD - UNIT, True)


@pytest.mark.parametrize("seed", range(20))
def test_without_planted_payments_nothing_is_told(seed: int) -> None:
    scan = methods.scan(ordinary(seed), THRESHOLD, UNIT)
    assert scan is not None
    assert not (scan.rank <= 0.05 and scan.window.p < 0.001)


def test_a_window_counts_below_at_and_above_by_hand() -> None:
    # 2 per cent of 1,000 are 20: 980 to 999 below, 1,001 to 1,020 above
    found = methods.window([979, 980, 999, 1_000, 1_000, 1_001, 1_020, 1_021], 1_000, 1)
    assert found is not None
    assert (found.below, found.exactly, found.above) == (2, 2, 2)
    # of four coins at least two heads: 11 of 16
    assert found.p == pytest.approx(11 / 16)


def test_the_window_holds_whole_rounding_units_or_there_is_none() -> None:
    assert methods.window([1], 40_000, 1_000) is None
    assert methods.window([49_000, 51_000], 50_000, 1_000) is not None


def test_multiples_of_a_threshold_are_no_placebos() -> None:
    amounts = ordinary(3)
    alone, more = (methods.scan(amounts, THRESHOLD, UNIT, others) for others in ((), (20_000,)))
    assert alone is not None
    assert more is not None
    assert more.placebos < alone.placebos


def test_the_grid_has_at_least_twenty_round_sums() -> None:
    points = methods.grid(sorted(ordinary(4)))
    assert len(points) >= 20
    assert len({point % (points[1] - points[0]) for point in points}) == 1


def test_no_amounts_have_no_grid_and_no_scan() -> None:
    assert methods.grid([]) == ()
    assert methods.scan([], THRESHOLD, UNIT) is None


@given(st.permutations(ordinary(5, 60)))
def test_the_order_of_amounts_changes_nothing(amounts: list[int]) -> None:
    assert methods.scan(amounts, 50_000, 1_000) == methods.scan(sorted(amounts), 50_000, 1_000)


def test_scaling_amounts_and_threshold_by_a_thousand_changes_no_count() -> None:
    amounts = ordinary(6)
    one = methods.scan(amounts, THRESHOLD, UNIT)
    other = methods.scan([1_000 * a for a in amounts], 1_000 * THRESHOLD, 1_000 * UNIT)
    assert one is not None
    assert other is not None
    assert (one.window.below, one.window.above, one.rank) == (other.window.below, other.window.above, other.rank)


@pytest.mark.parametrize(
    ("days", "number"),
    [(1, 0), (2, 1), (3, 1)],
)
def test_payments_that_reach_a_threshold_together_count_within_their_days(days: int, number: int) -> None:
    split = [paid("D-1", 1, 60), paid("D-1", 2, 40), paid("D-2", 1, 60), paid("D-2", 9, 40)]
    assert methods.split(split, 100, days) == number


def test_one_payment_or_a_payment_above_the_threshold_is_not_split() -> None:
    assert methods.split([paid("D-1", 1, 99)], 100, 3) == 0
    assert methods.split([paid("D-1", 1, 100), paid("D-1", 1, 5)], 100, 3) == 0


def test_a_cluster_is_of_different_payers_on_one_day_with_one_amount() -> None:
    same = [paid(f"D-{n}", 1, 50) for n in range(3)]
    assert methods.clusters(same, 3) == 1
    assert methods.clusters([*same, paid("D-0", 1, 50)], 4) == 0
    assert methods.clusters([paid("D-1", 1, 50)] * 5, 2) == 0
    assert methods.clusters([*same, paid("D-4", 1, 50, "USD")], 4) == 0


def test_planted_clusters_are_rare_among_shuffles_and_the_same_on_every_run() -> None:
    chance = Random(7)
    scattered = [paid(f"D-{n}", chance.randrange(40), 10 * chance.randrange(1, 60)) for n in range(200)]
    planted = [paid(f"P-{n}", 10 * (n // 5), 777) for n in range(20)]
    found = methods.shuffled([*scattered, *planted], lambda rows: methods.clusters(rows, 4))
    assert found.observed == 4
    assert found.p < 0.01
    assert found == methods.shuffled([*scattered, *planted], lambda rows: methods.clusters(rows, 4))
