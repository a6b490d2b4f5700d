"""Small counts of people in tables: which cells may not be printed, so that nobody can work them out.

A cell from 1 to `smallest` - 1 is printed as "fewer than `smallest`", a zero as zero. Where a printed total would
narrow such a cell further, more cells of the total are printed as "at least `smallest`", and where that does not
suffice the total itself is left out. Method: cell suppression with audit (Fischetti and Salazar 2001, *Management
Science* 47(7)); the audit looks for whole numbers that agree, by narrowing ranges and trying values, and the further
cells are chosen greedily, not as the best set.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

Range = tuple[int, int]


@dataclass(frozen=True)
class Protected(Generic[Key]):
    """What may not be printed of a table."""

    small: tuple[Key, ...]
    """Cells to be printed as fewer than the smallest count."""
    beside: tuple[Key, ...]
    """Further cells, to be printed as at least the smallest count, so that the small ones cannot be worked out."""
    totals: tuple[int, ...]
    """Places of the totals that are left out."""


@dataclass
class _Table(Generic[Key]):
    cells: Mapping[Key, int]
    totals: Sequence[Sequence[Key]]
    smallest: int
    small: tuple[Key, ...]
    beside: list[Key] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def printed(self) -> list[Sequence[Key]]:
        """The totals that stay."""
        return [group for place, group in enumerate(self.totals) if place not in self.dropped]


def protect(cells: Mapping[Key, int], totals: Sequence[Sequence[Key]], smallest: int) -> Protected[Key]:
    """What may not be printed of counts of people with the totals over some of them.

    `cells` are exact counts; each of `totals` names the cells of one printed sum. After it, whoever knows everything
    printed learns of each small cell no more than that it lies between 1 and `smallest` - 1. Deterministic: further
    cells are taken from the smallest, then in the order given.
    """
    small = tuple(key for key, count in cells.items() if 0 < count < smallest)
    table = _Table(cells, totals, smallest, small)
    for key in small:
        while not _hidden(table, key):
            _hide_more(table, key)
    return Protected(small, tuple(k for k in cells if k in table.beside), tuple(sorted(table.dropped)))


def _hide_more(table: _Table[Key], key: Key) -> None:
    """One more cell beside a small one that is not hidden yet; where none is left, one total less."""
    order = list(table.cells)
    masked = {*table.small, *table.beside}
    groups = [group for group in table.printed() if key in group]
    free = {k for group in groups for k in group if k not in masked and table.cells[k] >= table.smallest}
    if free:
        table.beside.append(min(free, key=lambda k: (table.cells[k], order.index(k))))
        return
    place = next(n for n, group in enumerate(table.totals) if n not in table.dropped and set(group) & masked)
    table.dropped.append(next((n for n, g in enumerate(table.totals) if n not in table.dropped and key in g), place))


def _hidden(table: _Table[Key], key: Key) -> bool:
    """Whether all of 1 to `smallest` - 1 agrees with everything that is printed."""
    masked = (*table.small, *table.beside)
    return all(
        agrees(table.cells, table.printed(), masked, key, value, table.smallest) for value in range(1, table.smallest)
    )


def agrees(
    cells: Mapping[Key, int],
    totals: Sequence[Sequence[Key]],
    masked: Sequence[Key],
    key: Key,
    value: int,
    smallest: int,
) -> bool:
    """Whether a masked cell can have a value, by everything that is printed.

    A masked cell is known to be from 1 to `smallest` - 1, or else `smallest` or more; all other cells are printed.
    """
    sums = [([k for k in group if k in masked], sum(cells[k] for k in group if k in masked)) for group in totals]
    most = max([smallest, *(left for _, left in sums)])
    ranges = {k: (1, smallest - 1) if cells[k] < smallest else (smallest, most) for k in masked}
    return _possible({**ranges, key: (value, value)}, [(keys, left) for keys, left in sums if keys])


def _possible(ranges: dict[Key, Range], sums: Sequence[tuple[list[Key], int]]) -> bool:
    """Whether whole numbers in the ranges have these sums."""
    narrowed = _narrowed(ranges, sums)
    if narrowed is None:
        return False
    summed = {k for keys, _ in sums for k in keys}
    open_ones = [k for k, (low, high) in narrowed.items() if low < high and k in summed]
    if not open_ones:
        return True
    key = min(open_ones, key=lambda k: narrowed[k][1] - narrowed[k][0])
    low, high = narrowed[key]
    return any(_possible({**narrowed, key: (value, value)}, sums) for value in range(low, high + 1))


def _narrowed(ranges: dict[Key, Range], sums: Sequence[tuple[list[Key], int]]) -> dict[Key, Range] | None:
    """The ranges without what no sum allows; None where one becomes empty."""
    found, changed = dict(ranges), True
    while changed:
        changed = False
        for keys, left in sums:
            lows, highs = sum(found[k][0] for k in keys), sum(found[k][1] for k in keys)
            for k in keys:
                low, high = found[k]
                tight = max(low, left - (highs - high)), min(high, left - (lows - low))
                if tight[0] > tight[1]:
                    return None
                if tight != (low, high):
                    found[k], changed = tight, True
                    lows, highs = lows - low + tight[0], highs - high + tight[1]
    return found
