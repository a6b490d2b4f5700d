from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import BadValue
from saylau.values import Count, Money, Truth, minor_digits
from tests.values.strategies import moneys

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
tenge = moneys("KZT")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("510000000 KZT", 51_000_000_000, 51_000_000_000),
        ("7331200.50 KZT", 733_120_050, 733_120_050),
        ("0 KZT", 0, 0),
        ("0.05 EUR", 5, 5),
        ("120..200 EUR", 12_000, 20_000),
        ("120.50..200 EUR", 12_050, 20_000),
        (">=100 KZT", 10_000, None),
        (">100 KZT", 10_001, None),
        ("<=100 KZT", 0, 10_000),
        ("<100 KZT", 0, 9_999),
        ("~1200000 EUR", 108_000_000, 132_000_000),
        ("500 JPY", 500, 500),
        ("1.005 KWD", 1_005, 1_005),
    ],
)
def test_each_form_states_its_bounds_in_minor_units(text: str, low: int, high: int | None) -> None:
    money = Money.parse(text)
    assert (money.low, money.high, money.currency) == (low, high, text[-3:])


def test_major_units_are_exact_decimals() -> None:
    money = Money.parse("120.50..200 EUR")
    assert (money.major_low, money.major_high) == (Decimal("120.50"), Decimal("200"))
    assert Money.parse(">=1 EUR").major_high is None


def test_only_one_stated_amount_is_exact() -> None:
    assert Money.parse("510000000 KZT").exact
    assert not any(Money.parse(text).exact for text in ("~5 EUR", "1..2 EUR", ">=5 EUR"))
    assert Money.parse("~5 EUR").approximate


@given(moneys())
def test_its_text_reads_back(money: Money) -> None:
    assert Money.parse(str(money)) == money
    assert hash(Money.parse(str(money))) == hash(money)


@given(st.integers(0, 10**12), st.sampled_from(["KZT", "JPY", "KWD"]))
def test_minor_units_survive_the_way_through_text(minor: int, currency: str) -> None:
    money = Money.from_minor(minor, minor, currency)
    assert money.low == money.high == minor
    assert Money.of(money.major_low, currency) == money


def test_the_fund_cap_of_2019_in_use() -> None:
    # 510,000,000 of 637,500,000 is four fifths
    ratio = Money.parse("510000000 KZT").ratio(Money.parse("637500000 KZT"))
    assert ratio == (Fraction(4, 5), Fraction(4, 5))


def test_a_ratio_keeps_its_bounds() -> None:
    fifth, third = Fraction(1, 5), Fraction(1, 3)
    assert Money.parse("20 EUR").ratio(Money.parse("60..100 EUR")) == (fifth, third)
    assert Money.parse(">=20 EUR").ratio(Money.parse("100 EUR")) == (fifth, None)
    assert Money.parse("20 EUR").ratio(Money.parse(">=100 EUR")) == (Fraction(0), fifth)
    assert Money.parse("20 EUR").ratio(Money.parse("0..100 EUR")) == (fifth, None)


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(BadValue, match="divided by zero"):
        Money.parse("20 EUR").ratio(Money.parse("0 EUR"))


def test_state_funding_planned_and_adopted_for_seven_candidates() -> None:
    # 7,500,000 announced, 7,331,200 adopted: 168,800 less; seven times the adopted sum is 51,318,400
    announced, adopted = Money.parse("7500000 KZT"), Money.parse("7331200 KZT")
    assert str(announced.difference(adopted)) == str(adopted.difference(announced)) == "168800 KZT"
    assert str(adopted.times(7)) == "51318400 KZT"
    assert adopted.less_than(announced) is YES


def test_a_quantity_with_bounds_times_a_price_with_bounds() -> None:
    assert str(Money.parse("1.50..2 EUR").times(Count.parse("10..20"))) == "15..40 EUR"
    assert str(Money.parse("2 EUR").times(Count.parse(">=41"))) == ">=82 EUR"


def test_a_cap_is_kept_when_the_amount_equals_it() -> None:
    cap = Money.parse("510000000 KZT")
    assert cap.at_most(cap) is YES
    assert cap.less_than(cap) is NO
    assert Money.parse("510000000.01 KZT").at_most(cap) is NO
    assert Money.parse("~510000000 KZT").at_most(cap) is UNKNOWN
    assert cap.at_least(cap) is YES
    assert cap.more_than(cap) is NO


@given(tenge, tenge, st.integers(0, 10**7), st.integers(0, 10**7))
def test_what_is_certain_holds_for_all_possible_amounts(left: Money, right: Money, i: int, j: int) -> None:
    a, b = _within(left, i), _within(right, j)
    assert left.equals(right) in (UNKNOWN, Truth.of(a == b))
    assert left.at_most(right) in (UNKNOWN, Truth.of(a <= b))
    assert left.less_than(right) in (UNKNOWN, Truth.of(a < b))
    for result, true in ((left + right, a + b), (left.difference(right), abs(a - b)), (left.times(3), 3 * a)):
        assert result.low <= true
        assert result.high is None or true <= result.high
    if b:
        low, high = left.ratio(right)
        assert low <= Fraction(a, b)
        assert high is None or Fraction(a, b) <= high


@given(tenge, tenge)
def test_sums_and_differences_do_not_depend_on_order(left: Money, right: Money) -> None:
    assert left + right == right + left
    assert left.difference(right) == right.difference(left)


def _within(money: Money, at: int) -> int:
    """An amount inside the bounds, in minor units."""
    return money.low + at if money.high is None else min(money.low + at, money.high)


def test_two_currencies_never_stand_in_one_sum_or_comparison() -> None:
    tenge_sum, euro_sum = Money.parse("5 KZT"), Money.parse("5 EUR")
    for combine in (
        lambda: tenge_sum + euro_sum,
        lambda: tenge_sum.at_most(euro_sum),
        lambda: tenge_sum.equals(euro_sum),
        lambda: tenge_sum.ratio(euro_sum),
        lambda: tenge_sum.difference(euro_sum),
    ):
        with pytest.raises(BadValue, match="convert it first, with the rate, its date and its source"):
            combine()


def test_only_money_adds_to_money() -> None:
    with pytest.raises(TypeError):
        Money.parse("5 EUR") + 5  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("100", "write amount, one space"),
        ("", "write amount, one space"),
        ("100 kzt", "write 100 KZT"),
        ("100KZT", "write 100 KZT"),
        ("EUR 120", "write 120 EUR"),
        ("€120", "write 120 EUR"),
        ("1 000 000 KZT", "write 1000000 KZT"),
        ("120-200 EUR", "write 120..200 EUR"),
        ("7331200.5 KZT", "write 7331200.50 KZT"),
        ("7331200.00 KZT", "write 7331200 KZT"),
        ("100.555 EUR", "write 100555 EUR, or round 100.555"),
        ("100.5555 EUR", "round 100.5555"),
        ("48.500 €", "48500 EUR or 48.50 EUR?"),
        ("48.500 EUR", "48500 EUR or 48.50 EUR?"),
        ("48,500 EUR", "48500 EUR or 48.50 EUR?"),
        ("48.000..50.000 EUR", "48000..50000 EUR or 48..50 EUR?"),
        ("48.500,50 EUR", "write 48500.50 EUR"),
        ("48,500.50 EUR", "write 48500.50 EUR"),
        ("48,5 EUR", "write 48.50 EUR"),
        ("1.234.567 EUR", "write 1234567 EUR"),
        ("0.500 EUR", "write 0.50 EUR"),
        ("1,500 KWD", "1500 KWD or 1.500 KWD?"),
        ("1.2.3 EUR", "write amount, one space"),
        ("100.5 JPY", "round 100.5"),
        ("-5 EUR", "an amount is 0 or more"),
        ("5..3 EUR", "write 3..5 EUR"),
        ("5..5 EUR", "write 5 EUR"),
        ("<0 EUR", "write 0 EUR"),
        ("~0 EUR", "write 0 EUR"),
        ("1e6 EUR", "write amount, one space"),
    ],
)
def test_other_spellings_are_refused_with_the_right_one(text: str, right: str) -> None:
    with pytest.raises(BadValue) as refusal:
        Money.parse(text)
    assert refusal.value.right.startswith(right)


@pytest.mark.parametrize("amount", [0.1, True, Decimal("NaN"), Decimal("0.001"), -1])
def test_floats_and_amounts_that_the_currency_cannot_hold_are_refused(amount: Decimal) -> None:
    with pytest.raises(BadValue):
        Money.of(amount, "KZT")


def test_minor_units_follow_iso_4217() -> None:
    assert [minor_digits(code) for code in ("KZT", "EUR", "JPY", "KWD", "CLF")] == [2, 2, 0, 3, 4]


@given(st.text("0123456789.,' KZTEUR~<>=€", max_size=14))
def test_what_is_offered_instead_is_never_refused_itself(text: str) -> None:
    try:
        Money.parse(text)
    except BadValue as refusal:
        offered = re.findall(r"(?:(?<=^)|(?<=write )|(?<= or ))[^ ]+ [A-Z]{3}", refusal.right.partition("?")[0])
        for other in offered if "amount" not in refusal.right else ():
            assert str(Money.parse(other)) == other
