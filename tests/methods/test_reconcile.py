"""Two stated numbers: when they can be compared. Figures: worked by hand from the numbers of the reference case."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saylau.errors import BadValue
from saylau.methods.reconcile import Against, Comparison, CountClaim, Scope, added, against, compare, share
from saylau.values import Count, Truth, When

TWO = frozenset({"A", "B"})
MAY_DAY = When("2019-05-01")


def claim(
    number: str, places: frozenset[str] = TWO, during: str | None = "2019-05-01", quantity: str = "detained",
    everywhere: bool = False, by: str = "", as_of: str = "",
) -> CountClaim:  # fmt: skip
    scope = Scope(frozenset() if everywhere else places, everywhere, When(during) if during else None)
    return CountClaim(quantity, Count(number), scope, by, When(as_of) if as_of else None)


def test_numbers_of_one_scope_whose_bounds_exclude_each_other_are_disputed() -> None:
    assert compare(claim("80"), claim("~200")) is Comparison.DISPUTED


def test_numbers_of_one_scope_whose_bounds_meet_are_in_line() -> None:
    assert compare(claim("190"), claim("~200")) is Comparison.IN_LINE


def test_numbers_of_two_quantities_are_never_compared() -> None:
    assert compare(claim("80"), claim("200", quantity="fined")) is Comparison.NOT_COMPARABLE


def test_a_part_that_its_whole_allows_is_contained_and_one_that_is_more_is_disputed() -> None:
    whole = claim(">1000", during="2018-03/2019-06", everywhere=True)
    assert compare(claim(">140"), whole) is Comparison.CONTAINED
    assert compare(whole, claim(">140")) is Comparison.CONTAINED
    small = claim("<=100", during="2019-04/2019-06", everywhere=True)
    assert compare(claim(">140"), small) is Comparison.DISPUTED


@pytest.mark.parametrize(
    "other",
    [
        claim("700", during="2019-05-01/2019-05-02", places=frozenset({"A", "C"})),
        claim("700", places=frozenset()),
        claim("700", during=None),
        claim("700", during="2019-05-02"),
        claim("700", places=frozenset({"C"})),
    ],
)
def test_scopes_that_overlap_in_part_lie_apart_or_are_unknown_are_not_compared(other: CountClaim) -> None:
    assert compare(claim("80"), other) is Comparison.NOT_COMPARABLE


def test_an_unknown_place_never_makes_a_contradiction() -> None:
    police, ministry = (
        claim("~500", places=frozenset()),
        claim("700", places=frozenset(), during="2019-05-01/2019-05-02"),
    )
    assert compare(police, ministry) is Comparison.NOT_COMPARABLE


def test_a_later_number_of_the_same_claimant_revises_the_earlier_one() -> None:
    first, second = claim("80", by="police", as_of="2019-05-01"), claim("120", by="police", as_of="2019-05-03")
    assert compare(first, second) is Comparison.REVISED
    assert compare(second, first) is Comparison.REVISED
    assert compare(first, claim("120", by="press", as_of="2019-05-03")) is Comparison.DISPUTED


def test_a_month_is_not_known_to_be_the_same_days_as_the_same_month_told_by_another() -> None:
    month = Scope(TWO, during=When("2019-06"))
    assert month.same_as(Scope(TWO, during=When("2019-06"))) is Truth.UNKNOWN
    assert month.same_as(Scope(TWO, during=When("2019-07"))) is Truth.NO


def test_the_share_keeps_its_bounds() -> None:
    assert share(Count("957"), Count("<4000")) == (Fraction(957, 3999), None)
    assert share(Count("957"), Count(">5000")) == (None, Fraction(957, 5001))
    assert share(Count("23"), Count("~200")) == (Fraction(23, 220), Fraction(23, 180))


def test_numbers_are_added_only_over_places_that_lie_apart_on_the_same_days() -> None:
    one, other = claim("13", places=frozenset({"A"})), claim("10", places=frozenset({"B"}))
    assert added([one, other]) == Count("23")
    assert added([one, claim(">=10", places=frozenset({"B"}))]) == Count(">=23")
    for wrong in (
        claim("10", places=frozenset({"A"})), claim("10", everywhere=True), claim("10", during="2019-05-02"),
        claim("10", places=frozenset({"B"}), during="2019-05-02"),
    ):  # fmt: skip
        with pytest.raises(BadValue, match="may count the same people"):
            added([one, wrong])
    with pytest.raises(BadValue, match="two units"):
        added([one, claim("10", places=frozenset({"B"}), quantity="fined")])


@pytest.mark.parametrize(
    ("listed", "number", "said"),
    [
        ("60", "80", Against.SHORTFALL),
        ("80", "80", Against.OVERLAP),
        ("90", "80", Against.CONTRADICTION),
        ("0..7", "~200", Against.SHORTFALL),
        ("0..7", "several", Against.OVERLAP),
        (">=41", ">140", Against.OVERLAP),
        ("5", "<5", Against.CONTRADICTION),
    ],
)
def test_a_list_of_the_scope_of_a_number_lacks_meets_or_exceeds_its_bounds(
    listed: str, number: str, said: Against
) -> None:
    assert against(claim(listed), claim(number)) is said


def test_a_list_of_a_part_can_only_contradict_and_one_of_more_can_only_lack() -> None:
    part = frozenset({"A"})
    assert against(claim("60", places=part), claim("80")) is Against.OVERLAP
    assert against(claim("90", places=part), claim("80")) is Against.CONTRADICTION
    assert against(claim("60"), claim("80", places=part)) is Against.SHORTFALL
    assert against(claim("90"), claim("80", places=part)) is Against.OVERLAP


def test_a_list_of_another_unit_or_of_a_scope_apart_says_nothing() -> None:
    assert against(claim("90", quantity="detentions"), claim("80")) is Against.NOT_COMPARABLE
    assert against(claim("90", places=frozenset({"C"})), claim("80")) is Against.NOT_COMPARABLE
    assert against(claim("90", during=None), claim("80")) is Against.NOT_COMPARABLE
