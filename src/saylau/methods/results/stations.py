"""Polling stations as arrays: counts by role, places as codes, and which rows a method uses, or why it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from saylau.methods.results.equations import Equation
from saylau.methods.results.integers import FEWEST_VOTERS, LARGEST, MOST_OF
from saylau.methods.results.roles import MISSING, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts, Mask

PSEUDO = 10_000
"""Rows with more registered voters are taken for electronic, postal or other pseudo-stations, and listed."""


@dataclass(frozen=True, slots=True)
class About:
    """What the source says of itself, and what of it was not read."""

    source: str
    date: str = ""
    selection: str = ""
    """How the stations came into the table, where it is not a full count (photographs collected by one side ...)."""
    rejected: int = 0
    """Rows of the file that could not be read as a station."""


@dataclass(frozen=True, eq=False)
class Report:
    """How many had voted by one report of the day."""

    name: str
    minute: int | None
    """Its hour, in minutes after midnight; None where the table gives its number only."""
    voted: Counts


@dataclass(frozen=True, eq=False)
class Day:
    """The reports of the day in their order, and when the stations close."""

    reports: tuple[Report, ...] = ()
    close: int | None = None
    """Minutes after midnight, by the clock of the reports."""
    zone: str = ""
    """`+04:00`, `Z`, or `local` where each station goes by its own clock."""

    @property
    def hours(self) -> tuple[int, ...] | None:
        """Minutes after midnight of the reports and of the close; None where one of them is not known."""
        every = (*(report.minute for report in self.reports), self.close)
        known = tuple(minute for minute in every if minute is not None)
        return known if len(known) == len(every) else None


@dataclass(frozen=True, eq=False)
class Stations:
    """The rows of a table of polling stations in the order of their keys, so that no result depends on row order.

    Arrays have one entry a row. Counts are whole numbers, `MISSING` where the source states none.
    """

    counts: Mapping[Role, Counts]
    options: Mapping[str, Counts]
    """Votes of each option on the ballot, by the name of its column."""
    area: NDArray[np.int64]
    """Place of the row's region and district in `areas`."""
    areas: tuple[tuple[str, str], ...]
    """Region and district, sorted; an empty text where the table has none."""
    station: NDArray[Any]
    """Name of the station, or its number where all of the table have plain numbers."""
    turnout_role: Role
    """What stands for ballots issued: the numerator of turnout."""
    share_role: Role
    """Denominator of the leader's share."""
    leader: str
    """Name of the option under study, the same in all stations."""
    about: About
    section: NDArray[np.object_] | None = None
    derived: frozenset[str] = frozenset()
    """Roles that were added up from others; screens do not compare them with their own parts."""
    aggregate: bool = False
    """Whether the source declares that its rows are villages or communes, not stations."""
    kind: Counts | None = None
    """Place of the row's kind in `kinds`; None where the table states none."""
    kinds: tuple[str, ...] = ()
    """Kinds of station or booth, in the words of the source, sorted."""
    ordinary: tuple[str, ...] = ()
    """Kinds of booth whose voters are divided by the alphabet or at random, as the user declares."""
    special: tuple[str, ...] = ()
    """Kinds of station that no test of stations uses, as the user declares."""
    day: Day = field(default_factory=Day)
    contests: Mapping[str, Counts] = field(default_factory=lambda: MappingProxyType({}))
    """Ballots counted in each of several contests held at one visit to the box, by the name of its column."""
    caps: Mapping[Role, int] = field(default_factory=lambda: MappingProxyType({}))
    """Most that a count of a station may be by rule."""
    equations: Mapping[str, Equation] = field(default_factory=lambda: MappingProxyType({}))
    """The country's own control equations of a protocol, by name."""

    def __len__(self) -> int:
        return len(self.area)

    def count(self, role: Role) -> Counts:
        """Counts of a role; all `MISSING` where the table has none."""
        import numpy as np

        return self.counts[role] if role in self.counts else np.full(len(self), MISSING, np.int64)

    def has(self, *roles: Role) -> bool:
        """Whether the source states all these roles."""
        return all(role in self.counts and role not in self.derived for role in roles)

    @property
    def registered(self) -> Counts:
        """Voters on the list."""
        return self.count(Role.REGISTERED)

    @property
    def issued(self) -> Counts:
        """Ballots issued, or what stands in for them."""
        return self.count(self.turnout_role)

    @property
    def base(self) -> Counts:
        """Denominator of the leader's share."""
        return self.count(self.share_role)

    @property
    def votes(self) -> Counts:
        """Votes of the option under study."""
        return self.count(Role.LEADER)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Names of the regions, sorted."""
        return tuple(sorted({region for region, _ in self.areas}))

    @cached_property
    def region(self) -> NDArray[np.int64]:
        """Place of each row's region in `regions`."""
        import numpy as np

        place = {region: number for number, region in enumerate(self.regions)}
        return np.array([place[region] for region, _ in self.areas], np.int64)[self.area]

    def of_kinds(self, names: tuple[str, ...]) -> Mask:
        """Rows of stations of these kinds; none where the table states no kinds."""
        import numpy as np

        if self.kind is None:
            return np.zeros(len(self), np.bool_)
        found: Mask = np.isin(self.kind, [place for place, name in enumerate(self.kinds) if name in names])
        return found

    def key(self, row: int) -> tuple[str, str, str]:
        """Region, district, station."""
        return (*self.areas[self.area[row]], str(self.station[row]))


class Why(StrEnum):
    """Why rows are not used, in the order in which it is asked."""

    SPECIAL = "a kind of station that was declared special"
    MISSING = "a number that the test needs is not stated"
    NO_VOTERS = "no registered voters"
    NO_BALLOTS = "no ballots in the denominator of the share"
    TURNOUT = "more ballots than registered voters"
    SHARE = "more votes for the option than ballots"
    PSEUDO = "larger than a station can be, or was declared to be"
    SMALL = "fewer than 100 registered voters"
    FULL_TURNOUT = "turnout above 99 %"
    FULL_SHARE = "share of the option above 99 %"
    ALL_VOTED = "turnout of 100 %"
    ONE_SIDED = "no vote for the option, or none for any other"
    FEW_NEIGHBOURS = "too few stations in the district"
    FEW_BALLOTS = "fewer than 100 ballots"
    INVALID = "more invalid ballots than ballots counted"
    NO_SECTION = "the only booth of its section, or a section of one mind"
    NOT_ORDINARY = "a booth of a kind that is no random part of its section"


@dataclass(frozen=True, slots=True)
class Excluded:
    """Rows that are left out for one reason, and what they hold."""

    why: Why
    rows: int
    registered: int
    ballots: int
    votes: int


@dataclass(frozen=True, eq=False)
class Used:
    """The rows that a test uses, and the account of all others."""

    mask: Mask
    rows: int
    excluded: tuple[Excluded, ...]
    registered: int
    registered_of_all: int

    @property
    def number(self) -> int:
        """Rows used."""
        return self.rows - sum(e.rows for e in self.excluded)


def used_by_integers(stations: Stations, largest: int | None = None) -> Used:
    """Rows with C > 0, N >= 100, G <= N, W <= C, 100 G <= 99 N, 100 W <= 99 C (Kobak and others 2016).

    G is ballots issued or what stands in for them, C the denominator of the share. With `largest` rows of more
    registered voters are left out too.
    """
    n, g, c, w = stations.registered, stations.issued, stations.base, stations.votes
    part, whole = MOST_OF
    reasons = (
        *unusable(stations),
        (Why.PSEUDO, (n > (largest or LARGEST)) | (c > LARGEST)),
        (Why.SMALL, n < FEWEST_VOTERS),
        (Why.FULL_TURNOUT, whole * g > part * n),
        (Why.FULL_SHARE, whole * w > part * c),
    )
    return account(stations, reasons)


def unusable(stations: Stations) -> tuple[tuple[Why, Mask], ...]:
    """Why no test of shares uses a row: a number not stated, N = 0, C = 0, G > N, W > C."""
    n, g, c, w = stations.registered, stations.issued, stations.base, stations.votes
    return (
        (Why.MISSING, (n == MISSING) | (g == MISSING) | (c == MISSING) | (w == MISSING)),
        (Why.NO_VOTERS, n <= 0), (Why.NO_BALLOTS, c <= 0), (Why.TURNOUT, g > n), (Why.SHARE, w > c),
    )  # fmt: skip


def account(stations: Stations, reasons: tuple[tuple[Why, Mask], ...], *, special: bool = True) -> Used:
    """Each row that has a reason stands under the first of them; the others are used.

    Stations of a kind that the user declared special are left out first, unless `special` is false.
    """
    import numpy as np

    if special and stations.special:
        reasons = ((Why.SPECIAL, stations.of_kinds(stations.special)), *reasons)

    left = np.ones(len(stations), np.bool_)
    excluded = []
    for why, holds in reasons:
        out = left & holds
        if out.any():
            sums = (_sum(values, out) for values in (stations.registered, stations.issued, stations.votes))
            excluded.append(Excluded(why, int(out.sum()), *sums))
            left &= ~out
    of_all = _sum(stations.registered, np.ones(len(stations), np.bool_))
    return Used(left, len(stations), tuple(excluded), _sum(stations.registered, left), of_all)


def _sum(values: Counts, mask: Mask) -> int:
    chosen = values[mask]
    return int(chosen[chosen != MISSING].sum())
