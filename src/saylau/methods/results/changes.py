"""A table that was published twice: every number of a station that is another one in the later publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.roles import MISSING
from saylau.methods.results.stations import Stations

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One number of one station; None where a publication does not state it."""

    row: int
    """Place of the station in the later table."""
    number: str
    earlier: int | None
    later: int | None


@dataclass(frozen=True, eq=False)
class Changes:
    """All differences, in the order of the later table's stations, and what could not be compared."""

    compared: int
    """Stations that stand once in both."""
    numbers: tuple[str, ...]
    """Numbers that both publications have."""
    found: tuple[Change, ...]
    only_earlier: tuple[Key, ...]
    only_later: Counts
    """Rows of the later table."""
    several: int
    """Stations of either that stand in more than one row, so that none of the rows is compared."""


def changes(earlier: Stations, later: Stations) -> Changes:
    """Every number that differs, by the stations' keys: region, district, section and station."""
    import numpy as np

    before, after = _keys(earlier), _keys(later)
    several = {key for keys in (before, after) for key, times in Counter(keys).items() if times > 1}
    place = {key: row for row, key in enumerate(before) if key not in several}
    pairs = [(place[key], row) for row, key in enumerate(after) if key in place]
    old, new = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    columns = _columns(earlier), _columns(later)
    numbers = tuple(name for name in columns[1] if name in columns[0])
    found = []
    for order, name in enumerate(numbers):
        one, other = columns[0][name][old], columns[1][name][new]
        found += [
            (int(new[at]), order, Change(int(new[at]), name, _stated(one[at]), _stated(other[at])))
            for at in np.flatnonzero(one != other)
        ]
    known, seen = set(after), set(before)
    return Changes(
        len(pairs), numbers, tuple(change for _, _, change in sorted(found, key=lambda item: item[:2])),
        tuple(sorted({key for key in before if key not in known})),
        np.array([row for row, key in enumerate(after) if key not in seen], np.int64), len(several),
    )  # fmt: skip


def _keys(stations: Stations) -> list[Key]:
    sections = stations.section if stations.section is not None else [""] * len(stations)
    places = [stations.areas[area] for area in stations.area.tolist()]
    names = zip(places, sections, stations.station, strict=True)
    return [(*place, str(section), str(station)) for place, section, station in names]


def _columns(stations: Stations) -> Mapping[str, Counts]:
    """Counts by role and votes by option, without what was added up from others."""
    counts = {role.value: of for role, of in stations.counts.items() if role not in stations.derived}
    return {**counts, **{name: of for name, of in stations.options.items() if name not in counts}}


def _stated(number: int) -> int | None:
    return None if number == MISSING else int(number)
