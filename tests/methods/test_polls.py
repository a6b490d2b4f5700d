"""Margins and shares of polls against worked figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saylau.methods import polls


@pytest.mark.parametrize(("respondents", "points"), [(1000, 3.10), (1600, 2.45), (400, 4.90)])
def test_the_largest_margin_of_error_is_that_of_one_half(respondents: int, points: float) -> None:
    assert polls.margin_of_error(respondents) == pytest.approx(points, abs=0.005)
    assert polls.margin_of_error(respondents, 0.3) < polls.margin_of_error(respondents)


def test_a_design_effect_of_four_doubles_the_margin() -> None:
    assert polls.margin_of_error(1000, design_effect=4) == pytest.approx(2 * polls.margin_of_error(1000))


def test_the_margin_of_a_lead_is_wider_than_that_of_a_share() -> None:
    assert polls.margin_of_lead(0.45, 0.40, 1000) == pytest.approx(5.71, abs=0.005)


def test_with_two_answers_the_margin_of_the_lead_is_twice_that_of_a_share() -> None:
    assert polls.margin_of_lead(0.5, 0.5, 1000) == pytest.approx(2 * polls.margin_of_error(1000))


@pytest.mark.parametrize(
    ("respondents", "share", "number"),
    [
        (30, "17", 5),
        (30, "18", None),
        (150, "34.7", 52),
        (150, "34.6", None),
        (150, "34.8", None),
        (30, "0", 0),
        (30, "100", 30),
        (8, "12", 1),  # 12.5, a half rounded down
        (8, "13", 1),
    ],
)
def test_a_printed_share_is_that_of_a_whole_number_of_respondents_or_of_none(
    respondents: int, share: str, number: int | None
) -> None:
    assert polls.attainable(Decimal(share), respondents) == number


@pytest.mark.parametrize(
    ("share", "respondents", "known"),
    [("17", 99, True), ("17", 100, False), ("17.0", 999, True), ("17.0", 1000, False)],
)
def test_from_a_hundred_respondents_on_every_whole_per_cent_is_attainable(
    share: str, respondents: int, known: bool
) -> None:
    assert polls.informative(Decimal(share), respondents) is known


def test_with_so_many_respondents_every_share_is_attainable() -> None:
    assert all(polls.attainable(Decimal(share), 100) is not None for share in range(101))
    assert [share for share in range(101) if polls.attainable(Decimal(share), 30) is None][:3] == [1, 2, 4]


def test_shares_may_miss_a_hundred_by_half_a_digit_each() -> None:
    assert polls.sum_fits([Decimal("33.3"), Decimal("33.3"), Decimal("33.3")])
    assert polls.sum_fits([Decimal(33), Decimal(33), Decimal(33)])
    assert not polls.sum_fits([Decimal(60), Decimal(42)])
    assert polls.sum_fits([Decimal(60), Decimal(41)])
    assert not polls.sum_fits([Decimal("60.0"), Decimal("41.0")])


@pytest.mark.parametrize("number", [0, -1])
def test_without_respondents_there_is_no_margin_and_no_share(number: int) -> None:
    with pytest.raises(ValueError, match="respondents"):
        polls.margin_of_error(number)
    with pytest.raises(ValueError, match="respondents"):
        polls.margin_of_lead(0.5, 0.4, number)
    with pytest.raises(ValueError, match="respondents"):
        polls.attainable(Decimal(17), number)
