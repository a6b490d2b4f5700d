"""Small counts of people in tables: which cells may not be printed, so that nobody can work them out.

A cell from 1 to `smallest` - 1 is printed as "fewer than `smallest`", a zero as zero. Totals are cells like others, and
sums say which cells add up to which. Where what is printed would narrow a small cell further, more cells are printed as
"at least `smallest`". Method: cell suppression with audit (Fischetti and Salazar 2001, *Management Science* 47(7)). The
further cells are found as the cheapest cycle through a small cell (Cox 1980, *JASA* 75), and any of them without which
all stay hidden is given back; the audit looks for whole numbers that agree with everything printed, by narrowing ranges
and trying values, and where that takes long by an integer programme.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

Range = tuple[int, int]
Sums = Sequence[tuple[Key, Sequence[Key]]]
"""Each total with the cells that add up to it."""
TRIES = 40
"""Values that are tried before the integer programme is asked."""


@dataclass(frozen=True)
class Protected(Generic[Key]):
    """What may not be printed of a table."""

    small: tuple[Key, ...]
    """Cells to be printed as fewer than the smallest count."""
    beside: tuple[Key, ...]
    """Further cells, to be printed as at least the smallest count, so that the small ones cannot be worked out."""
    exposed: tuple[Key, ...] = ()
    """Small cells that what is printed elsewhere tells all the same."""


def protect(
    cells: Mapping[Key, int],
    sums: Sums[Key],
    smallest: int,
    *,
    zeros: Collection[Key] = (),
    shown: Collection[Key] = (),
    hidden: Collection[Key] = (),
    or_none: bool = False,
) -> Protected[Key]:
    """What may not be printed of counts of people.

    `cells` are exact counts, totals among them; each of `sums` names a total and its parts. `zeros` are zeros that are
    hidden too, as "fewer than", since they would tell that all of a group are in another cell; `or_none` tells readers
    that some may be, though none is. After it, whoever knows
    everything printed learns of each small cell no more than that it, and any total or part of it that is small too,
    is fewer than `smallest` (and, where no zero is hidden, not zero). `shown` are cells that readers know already,
    `hidden` those that were bounds elsewhere and stay so; where that leaves no way, small cells are `exposed`.
    Deterministic: cheapest are few cells, then no totals, then small counts, then the order given.
    """
    small = tuple(key for key, count in cells.items() if 0 < count < smallest or (count == 0 and key in zeros))
    held = [key for key in cells if key in hidden and key not in small and cells[key] >= smallest]
    least = 0 if or_none or any(cells[k] == 0 for k in small) else 1
    table = _Table(cells, sums, smallest, small, least, frozenset(shown), frozenset(held), held)
    for key in small:
        table.hide(key)
    table.give_back()
    exposed = tuple(key for key in small if key in shown or not table.hidden(key))
    return Protected(small, tuple(key for key in cells if key in table.beside), exposed)


@dataclass
class _Table(Generic[Key]):
    cells: Mapping[Key, int]
    sums: Sums[Key]
    smallest: int
    small: tuple[Key, ...]
    least: int
    """The smallest number that "fewer than" may stand for: 1, or 0 where zeros are hidden."""
    shown: frozenset[Key] = frozenset()
    held: frozenset[Key] = frozenset()
    beside: list[Key] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = {key: place for place, key in enumerate(self.cells)}
        self.totals = {total for total, _ in self.sums}
        self.within: dict[Key, tuple[int, ...]] = {
            key: tuple(n for n, (total, parts) in enumerate(self.sums) if key == total or key in parts)
            for key in self.cells
        }
        everything = tuple(k for k in self.cells if self.cells[k] >= self.smallest)
        masked = (*self.small, *everything)
        self.ends = {
            key: [next(v for v in ways if self._agrees(masked, key, v)) for ways in self._values()]
            for key in self.small
        }

    @property
    def masked(self) -> tuple[Key, ...]:
        """The cells that are not printed."""
        return (*self.small, *self.beside)

    def _values(self) -> tuple[range, range]:
        return range(self.least, self.smallest), range(self.smallest - 1, self.least - 1, -1)

    def _agrees(self, masked: Sequence[Key], key: Key, value: int) -> bool:
        return agrees(self.cells, self.sums, masked, key, value, self.smallest, least=self.least)

    def hidden(self, key: Key) -> bool:
        """Whether it may be as few and as many as where no other number of the table were printed."""
        return all(self._agrees(self.masked, key, value) for value in self.ends[key])

    def hide(self, key: Key) -> None:
        """Mask more cells until a small one is hidden: the cheapest way first, then ways with more room, then any."""
        for room in (0, self.smallest - 1 - self.least):
            if self.hidden(key):
                return
            self.beside += self._way(key, room)
        for more in self._others(key):
            if self.hidden(key):
                return
            self.beside.append(more)

    def _others(self, key: Key) -> Iterator[Key]:
        """Cells that could still be masked: those that share a sum with a masked one first."""
        near = {n for k in self.masked for n in self.within[k]}
        free = [k for k in self.cells if k not in self.masked and self._may_be_masked(k)]
        yield from sorted(free, key=lambda k: (not near & set(self.within[k]), *self._cost(k)))

    def _may_be_masked(self, key: Key, room: int = 0) -> bool:
        return self.cells[key] >= self.smallest + room and key not in self.shown

    def _cost(self, key: Key) -> tuple[bool, int, int]:
        return key in self.totals, self.cells[key], self.order[key]

    def _way(self, key: Key, room: int) -> list[Key]:
        """Unmasked cells of the cheapest cycle through a cell; with `room`, over cells that can go down so far.

        Sums are the knots and cells the ways between them; a cell in one sum alone leads outside.
        """
        ends = self._knots(key)
        found: list[Key] = []
        for start, goal in pairwise(ends):
            found += [k for k in self._shortest(key, start, goal, room, frozenset(found)) if k not in found]
        return found

    def _knots(self, key: Key) -> tuple[int, ...]:
        sums = self.within[key]
        return sums if len(sums) > 1 else (*sums, -1)

    def _shortest(self, key: Key, start: int, goal: int, room: int, taken: frozenset[Key]) -> list[Key]:
        at: dict[int, list[Key]] = {}
        for k in self.cells:
            usable = self._may_be_masked(k, room) or (k in self.masked and not room)
            if k != key and usable:
                for knot in self._knots(k):
                    at.setdefault(knot, []).append(k)
        waiting: list[tuple[tuple[int, int, int], int, int, list[Key]]] = [((0, 0, 0), 0, start, [])]
        pushed = 0
        seen: set[int] = set()
        while waiting:
            cost, _, knot, way = heapq.heappop(waiting)
            if knot == goal:
                return [k for k in way if k not in self.masked]
            if knot in seen:
                continue
            seen.add(knot)
            for k in at.get(knot, ()):
                free = k in self.masked or k in taken
                more = (0, 0, 0) if free else (1, int(k in self.totals), self.cells[k])
                for other in self._knots(k):
                    if other not in seen:
                        step = (cost[0] + more[0], cost[1] + more[1], cost[2] + more[2])
                        pushed += 1
                        heapq.heappush(waiting, (step, pushed, other, [*way, k]))
        return []

    def give_back(self) -> None:
        """Print again each cell without which all small ones stay hidden: totals and large ones first."""
        kept = [k for k in self.small if self.hidden(k)]
        for key in sorted(set(self.beside) - self.held, key=self._cost, reverse=True):
            self.beside.remove(key)
            if not all(self.hidden(k) for k in kept):
                self.beside.append(key)


def agrees(
    cells: Mapping[Key, int],
    sums: Sums[Key],
    masked: Sequence[Key],
    key: Key,
    value: int,
    smallest: int,
    *,
    least: int = 1,
) -> bool:
    """Whether a masked cell can have a value, by everything that is printed.

    A masked cell is known to be from `least` to `smallest` - 1, or else `smallest` or more; all others are printed.
    """
    most = 2 * max([smallest, *cells.values()]) + smallest
    ranges = {k: (least, smallest - 1) if cells[k] < smallest else (smallest, most) for k in masked}
    low, high = ranges[key]
    if not low <= value <= high:
        return False
    known = {k: (count, count) for k, count in cells.items()}
    return keeps_to({**known, **ranges, key: (value, value)}, sums)


def keeps_to(ranges: Mapping[Key, Range], sums: Sums[Key]) -> bool:
    """Whether whole numbers within these ranges, ends included, can keep to the sums."""
    open_ones = {k: ends for k, ends in ranges.items() if ends[0] < ends[1]}
    fixed = {k: ends[0] for k, ends in ranges.items() if k not in open_ones}
    lines = [_line(fixed, total, parts) for total, parts in sums]
    return all(signs or left == 0 for signs, left in lines) and _possible(
        open_ones, [line for line in lines if line[0]], [TRIES]
    )


Line = tuple[dict[Key, int], int]
"""Masked cells of a sum with their signs, and what they must come to."""


def _line(fixed: Mapping[Key, int], total: Key, parts: Sequence[Key]) -> Line[Key]:
    signs = {k: 1 for k in parts if k not in fixed}
    left = fixed.get(total, 0) - sum(fixed.get(k, 0) for k in parts)
    return (signs if total in fixed else {**signs, total: -1}), left


def _possible(ranges: dict[Key, Range], lines: Sequence[Line[Key]], tries: list[int]) -> bool:
    """Whether whole numbers in the ranges keep to the sums. `tries` holds how many values may still be tried."""
    narrowed = _narrowed(ranges, lines)
    if narrowed is None:
        return False
    summed = {k for signs, _ in lines for k in signs}
    open_ones = [k for k, (low, high) in narrowed.items() if low < high and k in summed]
    if not open_ones:
        return True
    if tries[0] <= 0:
        return _by_programme(narrowed, lines)
    key = min(open_ones, key=lambda k: narrowed[k][1] - narrowed[k][0])
    low, high = narrowed[key]
    for value in range(low, high + 1):
        tries[0] -= 1
        if tries[0] <= 0:
            return _by_programme(narrowed, lines)
        if _possible({**narrowed, key: (value, value)}, lines, tries):
            return True
    return False


def _by_programme(ranges: Mapping[Key, Range], lines: Sequence[Line[Key]]) -> bool:
    """The same by an integer programme, for tables in which trying takes long."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    keys = list(ranges)
    matrix = np.array([[signs.get(k, 0) for k in keys] for signs, _ in lines], dtype=float)
    left = np.array([come_to for _, come_to in lines], dtype=float)
    low, high = (np.array([ranges[k][end] for k in keys], dtype=float) for end in (0, 1))
    answer = milp(
        np.zeros(len(keys)), integrality=np.ones(len(keys), dtype=int), bounds=Bounds(low, high),
        constraints=LinearConstraint(matrix, left, left),
    )  # fmt: skip
    return bool(answer.success)


def _narrowed(ranges: dict[Key, Range], lines: Sequence[Line[Key]]) -> dict[Key, Range] | None:
    """The ranges without what no sum allows; None where one becomes empty."""
    found, changed = dict(ranges), True
    while changed:
        changed = False
        for signs, left in lines:
            ends = {k: _signed_ends(found[k], sign) for k, sign in signs.items()}
            least, most = sum(e[0] for e in ends.values()), sum(e[1] for e in ends.values())
            for k, (low, high) in ends.items():
                tight = max(low, left - (most - high)), min(high, left - (least - low))
                if tight[0] > tight[1]:
                    return None
                if tight != (low, high):
                    found[k], changed = _signed_ends(tight, signs[k]), True
                    least, most = least + tight[0] - low, most + tight[1] - high
    return found


def _signed_ends(one: Range, sign: int) -> Range:
    return one if sign > 0 else (-one[1], -one[0])
