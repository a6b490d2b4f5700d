"""Tables over private people as they may be printed: small cells hidden, and compared with the tables printed before.

Of two tables over the same people each may pass alone, and tell of few people beside the other: by other heads that
share one, by months and by quarters, or of a later day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, permutations, product
from types import MappingProxyType
from typing import Any

from saylau.assessment.tables import NOT_STATED, TELLING, TOTAL, Counted, Place, Printed, sums_of
from saylau.errors import ReportRefused
from saylau.methods.small_cells import Range, keeps_to, protect
from saylau.values import Count, When

PERIODS = ("month", "quarter", "year")
"""Heads of time, of which each holds the ones before it."""
Knot = tuple[str, Place]
"""A place in the earlier table, in the new one, or of those whom only the coarser of the two states in a period."""
Sum = tuple[Knot, tuple[Knot, ...]]


def printable(counted: Counted, smallest: int, earlier: Sequence[Printed] = ()) -> Printed:
    """The table with small cells, and whatever would tell them, as bounds.

    Where all of a group stand under one head, the zeros beside it are hidden too, and so are all zeros where bounds
    alone would leave one number. `earlier` are the tables printed before: a total that one of them shows is no longer
    hidden here, and one that it hides is not shown. Raises `ReportRefused` where this table, or an earlier one with it,
    tells of fewer people than may be printed.
    """
    before = [_turned(table, counted.by) for table in earlier if table.of == counted.of]
    shown, hidden = _known(before, counted)
    table, exposed = _hidden(counted, smallest, _telling_zeros(counted, smallest), shown, hidden)
    if _worked_out(table):
        zeros = tuple(place for place, number in counted.cells.items() if not number)
        table, exposed = _hidden(counted, smallest, zeros, shown, hidden, or_none=True)
    told = [*exposed, *_worked_out(table)]
    if not before and told:
        raise ReportRefused(
            f"the bounds of this table together tell of fewer than {smallest} people in: {_named(told)}; count by "
            "broader heads, or by one head alone"
        )
    told += [place for old in before for place in _told_together(old, table)]
    if told:
        raise ReportRefused(
            f"the tables printed before and this one together tell of fewer than {smallest} people in: {_named(told)}; "
            "count by broader heads (a quarter or a year in place of a month), or wait until more are recorded"
        )
    return table


def _hidden(
    counted: Counted, smallest: int, zeros: Collection[Place], shown: Collection[Place], hidden: Collection[Place],
    *, or_none: bool = False,
) -> tuple[Printed, tuple[Place, ...]]:  # fmt: skip
    """The table with its bounds, and the small cells that what is printed elsewhere tells all the same."""
    kept = protect(counted.cells, counted.sums, smallest, zeros=zeros, shown=shown, hidden=hidden, or_none=or_none)
    fewer, more = Count.parse(f"<{smallest}"), Count.parse(f">={smallest}")
    printed = {place: Count.of(number) for place, number in counted.cells.items()}
    printed |= dict.fromkeys(kept.small, fewer) | dict.fromkeys(kept.beside, more)
    table = Printed(
        counted.of, counted.by, counted.rows, counted.columns, MappingProxyType(printed), smallest,
        or_none or bool(zeros), counted.left_out,
    )  # fmt: skip
    return table, kept.exposed


def _worked_out(table: Printed) -> tuple[Place, ...]:
    """Cells given as fewer than the smallest count of which the bounds of the table leave one number alone.

    Two parts of one total of which all three are fewer than 3, and none is nobody, are one each.
    """
    most = 4 * max([table.smallest, *(count.low for count in table.cells.values())])
    sums = _sums_in("new", table)
    ranges = {("new", place): _range(table, place, most) for place in table.cells}
    found = []
    for knot, (low, high) in ranges.items():
        if low < high < table.smallest:
            ways = (n for n in range(low, high + 1) if keeps_to({**ranges, knot: (n, n)}, sums))
            if len(tuple(islice(ways, 2))) == 1:
                found.append(knot[1])
    return tuple(found)


def _named(places: Sequence[Place]) -> str:
    return ", ".join(f"{row} / {column}" if column != TOTAL else row for row, column in dict.fromkeys(places))


def _turned(table: Printed, by: Sequence[str]) -> Printed:
    """A table with its rows as columns, where it has the same heads in the other order."""
    if tuple(by) == table.by or tuple(by) != table.by[::-1]:
        return table
    cells = MappingProxyType({(c, r): number for (r, c), number in table.cells.items()})
    return replace(table, by=tuple(by), rows=table.columns, columns=table.rows, cells=cells)


def _known(before: Sequence[Printed], counted: Counted) -> tuple[set[Place], set[Place]]:
    """The totals of a table that earlier tables show as they are now, and those that earlier tables hide."""
    shown, hidden = set(), set()
    for old in before:
        for place, own in _shared(old, counted):
            cell, now = old.cells[place], counted.cells[own]
            if cell.exact is None:
                hidden.add(own)
            elif cell.exact == now:
                shown.add(own)
    return shown - hidden, hidden


def _shared(old: Printed, new: Counted | Printed) -> list[tuple[Place, Place]]:
    """Places of two tables that count the same people: all of them, or by other heads the totals of a shared head."""
    if old.by == new.by:
        return [(place, place) for place in old.cells if place in new.cells]
    found = [((TOTAL, TOTAL), (TOTAL, TOTAL))]
    for at, name in enumerate(old.by):
        for other in [n for n, same in enumerate(new.by) if same == name]:
            keys = [key for key in (old.rows, old.columns)[at] if key in (new.rows, new.columns)[other]]
            found += [(_margin(at, key), _margin(other, key)) for key in keys if key != TOTAL]
    return found


def _margin(axis: int, key: str) -> Place:
    return (key, TOTAL) if axis == 0 else (TOTAL, key)


def _telling_zeros(counted: Counted, smallest: int) -> tuple[Place, ...]:
    """Zeros beside a cell that holds all of a group large enough to be printed, where that tells what befell them."""
    found = []
    for total, parts in counted.sums:
        if not parts:
            continue
        axis = 0 if all(part[1] == total[1] for part in parts) else 1
        holding = [place for place in parts if counted.cells[place]]
        if NOT_STATED in total:
            continue  # nobody is known to stand in it
        if counted.by[axis] in TELLING and counted.cells[total] >= smallest and len(holding) == 1:
            found += [place for place in parts if place not in holding]
    return tuple(dict.fromkeys(found))


def _told_together(old: Printed, new: Printed) -> tuple[Place, ...]:
    """What two tables tell of few people: new ones since the earlier, or cells that the other table narrows."""
    if old.by == new.by:
        return isolated(old, new)
    links = [*_same_people(old, new), *_periods(old, new)]
    changed = _changed({"old": old, "new": new}, links, new.smallest)
    return changed or _narrowed(old, new, links)


def _same_people(old: Printed, new: Printed) -> Iterator[Sum]:
    yield from ((("new", own), (("old", place),)) for place, own in _shared(old, new))


def _changed(tables: Mapping[str, Printed], links: Sequence[Sum], smallest: int) -> tuple[Place, ...]:
    """Places of which two tables show how many there are, and differ by few; none where not all is shown."""
    found = []
    for total, parts in links:
        ends = [_known_range(tables, knot, 1) for knot in (total, *parts)]
        if all(low == high for low, high in ends) and 0 < abs(ends[0][0] - sum(n for n, _ in ends[1:])) < smallest:
            found.append(next((place for version, place in (total, *parts) if version == "new"), (TOTAL, TOTAL)))
    return tuple(dict.fromkeys(found))


def _periods(old: Printed, new: Printed) -> Iterator[Sum]:
    """Each quarter of the one table with its months in the other, and those whose month is not stated; so of years.

    Whoever's month is stated stands in its quarter. Of the others some may be stated by quarter: they stand apart.
    """
    for (v, fine), (w, coarse) in permutations((("old", old), ("new", new))):
        for a, b in product(range(len(fine.by)), range(len(coarse.by))):
            if not _holds(coarse.by[b], fine.by[a]):
                continue
            months, quarters = _keys_of(fine, a), _keys_of(coarse, b)
            for other in _others(fine, coarse, a, b):
                stated = any(_place(a, NOT_STATED, o) in fine.cells for o in (other, TOTAL))
                apart: list[Knot] = [(f"apart:{v}:{a}:{b}", (q, other)) for q in quarters] if stated else []
                for at, quarter in enumerate(quarters):
                    within = [(v, _place(a, month, other)) for month in months if _lies_in(month, quarter)]
                    yield (w, _place(b, quarter, other)), (*within, *apart[at : at + 1])
                if stated:
                    yield (v, _place(a, NOT_STATED, other)), (*apart, (w, _place(b, NOT_STATED, other)))


def _holds(coarse: str, fine: str) -> bool:
    return fine in PERIODS and coarse in PERIODS[PERIODS.index(fine) + 1 :]


def _lies_in(month: str, quarter: str) -> bool:
    one, other = When.parse(month), When.parse(quarter)
    return bool(one.first and other.first and other.last and other.first <= one.first <= other.last)


def _keys_of(table: Printed, axis: int) -> list[str]:
    return [key for key in (table.rows, table.columns)[axis] if key not in (TOTAL, NOT_STATED)]


def _others(fine: Printed, coarse: Printed, a: int, b: int) -> tuple[str, ...]:
    """Keys beside the periods that both tables have: all of a head that they share, else the total alone."""
    if len(fine.by) < 2 or len(coarse.by) < 2 or fine.by[1 - a] != coarse.by[1 - b]:
        return (TOTAL,)
    return _joined((fine.rows, fine.columns)[1 - a], (coarse.rows, coarse.columns)[1 - b])


def _place(axis: int, key: str, other: str) -> Place:
    return (key, other) if axis == 0 else (other, key)


def _known_range(tables: Mapping[str, Printed], knot: Knot, most: int) -> Range:
    version, place = knot
    return _range(tables[version], place, most) if version in tables else (0, most)


def _narrowed(old: Printed, new: Printed, links: Sequence[Sum]) -> tuple[Place, ...]:
    """Small cells of two tables over the same people of which both tell more than each alone."""
    most = 4 * max([new.smallest, *(c.low for t in (old, new) for c in t.cells.values())])
    tables = {"old": old, "new": new}
    sums = {v: _sums_in(v, table) for v, table in tables.items()}
    both = [*sums["old"], *sums["new"], *links]
    knots = dict.fromkeys(knot for total, parts in both for knot in (total, *parts))
    ranges = {knot: _known_range(tables, knot, most) for knot in knots}
    if not keeps_to(ranges, both):
        return ()  # the people counted have changed since; what is new was compared above
    found = []
    for (version, place), (low, high) in ranges.items():
        if version in tables and low < high < new.smallest:
            for value in range(max(1, low), high + 1):
                asked = {**ranges, (version, place): (value, value)}
                if keeps_to(asked, sums[version]) and not keeps_to(asked, both):
                    found.append(place)
    return tuple(dict.fromkeys(found))


def _sums_in(version: str, table: Printed) -> list[Sum]:
    return [
        ((version, total), tuple((version, p) for p in parts)) for total, parts in sums_of(table.rows, table.columns)
    ]


def isolated(old: Printed, new: Printed) -> tuple[Place, ...]:
    """The cells that grew or fell, as both tables together tell, by at least one and fewer than the smallest count; and
    the totals of which the parts that are not printed did so together.
    """
    rows, columns = _joined(old.rows, new.rows), _joined(old.columns, new.columns)
    most = 4 * max([new.smallest, *(c.low for t in (old, new) for c in t.cells.values())])
    ranges: dict[tuple[str, Place], Range] = {}
    for row in rows:
        for column in columns:
            for version, table in (("old", old), ("new", new)):
                ranges[version, (row, column)] = _range(table, (row, column), most)
            ranges["more", (row, column)] = (-most, most)
    both = [
        ((version, total), tuple((version, part) for part in parts))
        for version in ("old", "new")
        for total, parts in sums_of(rows, columns)
    ]
    links = [(("new", place), (("old", place), ("more", place))) for place in ((r, c) for r in rows for c in columns)]
    places = [place for version, place in ranges if version == "more"]
    alone = [p for p in places if not _can_be_many_or_none(ranges, [*both, *links], p, new.smallest, most)]
    together = [total for total, parts in sums_of(rows, columns) if 0 < _rest(ranges, total, parts) < new.smallest]
    return tuple(dict.fromkeys([*alone, *together]))


def _rest(ranges: Mapping[tuple[str, Place], Range], total: Place, parts: Sequence[Place]) -> int:
    """By how many the parts of a sum that are not printed both times grew or fell together; 0 where nobody can tell."""
    old, new = ({p: ranges[version, p] for p in (total, *parts)} for version in ("old", "new"))
    known = {p: new[p][0] - old[p][0] for p in old if old[p][0] == old[p][1] and new[p][0] == new[p][1]}
    return abs(known[total] - sum(known.get(p, 0) for p in parts)) if total in known else 0


def _can_be_many_or_none(
    ranges: Mapping[tuple[str, Place], Range], sums: Any, place: Place, smallest: int, most: int
) -> bool:
    ways = ((0, 0), (smallest, most), (-most, -smallest))
    return any(keeps_to({**ranges, ("more", place): way}, sums) for way in ways)


def _range(table: Printed, place: Place, most: int) -> Range:
    """What a reader knows of a cell; a head that a table lacks counts nobody in it."""
    cell = table.cells.get(place)
    if cell is None:
        return (0, 0)
    if cell.high is None:
        return cell.low, most
    fewer = cell.exact is None and not table.zeros_hidden
    return max(cell.low, int(fewer)), cell.high


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return (*dict.fromkeys([k for k in (*one, *other) if k != TOTAL]), TOTAL)
