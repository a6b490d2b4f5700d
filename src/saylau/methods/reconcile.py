"""Two numbers that people state: when they can be compared at all, and what the comparison says.

Rules after the practice of those who keep counts of detentions and casualties: the unit is compared first, then the
scope; numbers are never added where the same people may stand in both. Nothing here is an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from saylau.errors import BadValue
from saylau.values import Count, Precision, Truth, When


@dataclass(frozen=True)
class Scope:
    """What a number covers: places and days."""

    places: frozenset[str] = frozenset()
    """Places named; empty where they are not, or where it is the whole country."""
    everywhere: bool = False
    """Whether it covers the whole country."""
    during: When | None = None

    @property
    def known(self) -> bool:
        """Whether both places and days are stated."""
        return bool(self.places or self.everywhere) and self.during is not None

    def same_as(self, other: Scope) -> Truth:
        """Whether two scopes are one: places and days alike, to the day."""
        if not (self.known and other.known) or self.during is None or other.during is None:
            return Truth.UNKNOWN
        if (self.places, self.everywhere) != (other.places, other.everywhere):
            return Truth.NO
        if _fine(self.during) and _fine(other.during):
            return Truth.of(self.during == other.during)
        return Truth.UNKNOWN if self.during.overlaps(other.during) is not Truth.NO else Truth.NO

    def inside(self, other: Scope) -> Truth:
        """Whether all that it covers is covered by the other too."""
        if not (self.known and other.known) or self.during is None or other.during is None:
            return Truth.UNKNOWN
        if not other.everywhere and (self.everywhere or not self.places <= other.places):
            return Truth.NO
        return self.during.whole().within(other.during.whole())


@dataclass(frozen=True)
class CountClaim:
    """A number with its unit, its scope and who states it."""

    quantity: str
    """What was counted, in the words of a common list: people detained, people fined."""
    count: Count
    scope: Scope
    claimant: str = ""
    as_of: When | None = None


class Comparison(StrEnum):
    IN_LINE = "in line"
    """Same unit and scope, and the bounds meet."""
    DISPUTED = "disputed"
    """Same unit, and the bounds exclude each other in one scope, or a part is more than its whole."""
    CONTAINED = "contained"
    """Same unit; one scope lies in the other, and the numbers allow it."""
    REVISED = "revised"
    """The same claimant's later number of the same scope."""
    NOT_COMPARABLE = "not comparable"
    """Other units, or scopes that overlap in part, lie apart, or are not known."""


def compare(one: CountClaim, other: CountClaim) -> Comparison:
    """What two numbers say of each other: unit first, then equal scopes, then one scope within the other."""
    if one.quantity != other.quantity:
        return Comparison.NOT_COMPARABLE
    if one.scope.same_as(other.scope) is Truth.YES:
        if _revises(one, other) or _revises(other, one):
            return Comparison.REVISED
        return Comparison.DISPUTED if one.count.equals(other.count) is Truth.NO else Comparison.IN_LINE
    for inner, outer in ((one, other), (other, one)):
        if inner.scope.inside(outer.scope) is Truth.YES:
            fits = inner.count.at_most(outer.count) is not Truth.NO
            return Comparison.CONTAINED if fits else Comparison.DISPUTED
    return Comparison.NOT_COMPARABLE


class Against(StrEnum):
    """What a list says of a number: a list shows that there were at least as many as stand on it."""

    OVERLAP = "overlap"
    """The bounds meet, or the list covers a part of what the number covers and is no longer than it."""
    SHORTFALL = "shortfall"
    """The list covers all that the number covers and is shorter."""
    CONTRADICTION = "contradiction"
    """The list covers no more than the number does and is longer."""
    NOT_COMPARABLE = "not comparable"
    """Other units, or scopes of which neither is known to lie in the other."""


def against(listed: CountClaim, number: CountClaim) -> Against:
    """What a list of that many says of a number that someone states: unit first, then scopes one within the other."""
    if listed.quantity != number.quantity:
        return Against.NOT_COMPARABLE
    same = listed.scope.same_as(number.scope) is Truth.YES
    within = same or listed.scope.inside(number.scope) is Truth.YES
    around = same or number.scope.inside(listed.scope) is Truth.YES
    if within and listed.count.more_than(number.count) is Truth.YES:
        return Against.CONTRADICTION
    if around and listed.count.less_than(number.count) is Truth.YES:
        return Against.SHORTFALL
    return Against.OVERLAP if within or around else Against.NOT_COMPARABLE


def _revises(later: CountClaim, earlier: CountClaim) -> bool:
    if not later.claimant or later.claimant != earlier.claimant or later.as_of is None or earlier.as_of is None:
        return False
    return later.as_of.after(earlier.as_of) is Truth.YES


def _fine(when: When) -> bool:
    return when.precision in (Precision.DAY, Precision.MINUTE) and not when.approximate


def share(part: Count, whole: Count) -> tuple[Fraction | None, Fraction | None]:
    """The bounds of a part divided by a whole, None for no bound: 957 of less than 4,000 is 957/3999 or more."""
    low = None if not whole.high else Fraction(part.low, whole.high)
    high = None if part.high is None or whole.low == 0 else Fraction(part.high, whole.low)
    return low, high


def added(claims: Iterable[CountClaim]) -> Count:
    """The sum of numbers of one unit over places that lie apart, on the same days.

    Raises `BadValue` where units differ, or where two scopes may share a place: then nothing is added.
    """
    held = tuple(claims)
    for one, other in combinations(held, 2):
        if one.quantity != other.quantity:
            raise BadValue(f"{one.quantity}, {other.quantity}", "are two units", "add numbers of one unit only")
        places = one.scope.places, other.scope.places
        if not all(places) or places[0] & places[1] or one.scope.during != other.scope.during:
            raise BadValue(
                f"{one.count}, {other.count}", "may count the same people", "add numbers of the same days over places "
                "that are named and lie apart"
            )  # fmt: skip
    return sum((claim.count for claim in held), Count.of(0))
