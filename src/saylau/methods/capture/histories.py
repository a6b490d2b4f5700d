"""Capture histories: how many people stood on exactly these of several lists, and on no other.

A history is written as in the literature, one digit a list in their order: `101` is on the first and the third. The
people on no list are what is asked for; their history is never given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from types import MappingProxyType


@dataclass(frozen=True)
class Histories:
    """Numbers of people by capture history."""

    lists: int
    counts: Mapping[str, int] = field(hash=False)
    """People by history; a history that is not named has none. Raises `ValueError` for what is no history."""

    def __post_init__(self) -> None:
        for history, number in self.counts.items():
            if len(history) != self.lists or set(history) - {"0", "1"} or "1" not in history:
                raise ValueError(f"{history!r} is no history of somebody seen on one of {self.lists} lists")
            if number < 0:
                raise ValueError(f"{number} people have the history {history!r}")
        object.__setattr__(self, "counts", MappingProxyType(dict(self.counts)))

    @property
    def people(self) -> int:
        """People on at least one list: n."""
        return sum(self.counts.values())

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every history of somebody seen, in the order of binary numbers."""
        return tuple("".join(digits) for digits in product("01", repeat=self.lists))[1:]

    def vector(self) -> tuple[int, ...]:
        """The counts in that order, noughts included."""
        return tuple(self.counts.get(history, 0) for history in self.order)

    def on(self, *lists: int) -> int:
        """People on all of these lists, whatever else they are on. Lists are numbered from 0."""
        return sum(number for history, number in self.counts.items() if all(history[place] == "1" for place in lists))

    def frequencies(self) -> tuple[int, ...]:
        """People on exactly 1, 2, ... lists: f1, f2, ..."""
        found = [0] * self.lists
        for history, number in self.counts.items():
            found[history.count("1") - 1] += number
        return tuple(found)

    def overlapping(self) -> int:
        """People on two lists or more."""
        return sum(self.frequencies()[1:])

    def hang_together(self, lists: Sequence[int]) -> bool:
        """Whether one can go from any of these lists to any other over lists of them that share somebody."""
        left, ahead = set(lists[1:]), [*lists[:1]]
        while ahead:
            one = ahead.pop()
            met = {other for other in left if self.on(one, other)}
            left -= met
            ahead += sorted(met)
        return not left

    def relabelled(self, order: Sequence[int]) -> Histories:
        """The same people with the lists in another order."""
        moved = {"".join(history[place] for place in order): number for history, number in self.counts.items()}
        return Histories(self.lists, moved)

    def times(self, factor: int) -> Histories:
        """Every count so many times as large."""
        return Histories(self.lists, {history: factor * number for history, number in self.counts.items()})


def pairs(lists: int) -> tuple[tuple[int, ...], ...]:
    """Every two lists, numbered from 0."""
    return tuple(combinations(range(lists), 2))
