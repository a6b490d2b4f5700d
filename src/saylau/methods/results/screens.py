"""Arithmetic and logic of protocols: numbers of one station that cannot stand together, and rows that repeat.

No statistics. Every screen answers with the rows that it names, in the order of their keys; a number that is not
stated is never compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.equations import Equation
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import PSEUDO, Stations

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Mask

REPEATS_FROM = 100
"""Ballots counted from which two stations with the same numbers are worth a line."""
CHANGED = (1, 10)
"""Change of a list of voters, as a part of the earlier one, above which a station is named (assumed)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One rule: which roles it needs and which rows break it."""

    name: str
    rule: str
    needs: tuple[Role, ...]
    """Roles that the table must have."""
    finds: Callable[[Stations], Mask]
    violation: bool = True
    """Whether a named row breaks arithmetic; otherwise it is only unusual."""
    unless: Role | None = None
    """A role with which another screen makes the same comparison more fully."""


@dataclass(frozen=True, eq=False)
class Screened:
    """What one screen found: rows that it looked at, rows that it names, and the ballots behind these."""

    screen: Screen
    looked_at: int
    rows: Counts
    ballots: int


def run_screens(stations: Stations) -> tuple[Screened, ...]:
    """Every screen whose roles the table has, in the order of `SCREENS`, then the user's own equations and caps."""
    import numpy as np

    found = []
    for screen in (*SCREENS, *_declared(stations)):
        if not stations.has(*screen.needs) or (screen.name in _OPTIONS and not stations.options):
            continue
        if screen.unless and stations.has(screen.unless):
            continue
        rows = np.flatnonzero(screen.finds(stations))
        looked_at = int(_stated(stations, screen.needs).sum())
        found.append(Screened(screen, looked_at, rows, _ballots(stations, rows)))
    return tuple(found)


def _declared(stations: Stations) -> Iterator[Screen]:
    """The country's own control equations, and numbers at and above a cap: piles at a cap are a rule, no anomaly."""
    for name, rule in stations.equations.items():
        yield Screen(f"equation_{name}", f"does not hold: {rule.text}", rule.roles, _broken(rule))
    for role, cap in stations.caps.items():
        yield Screen(f"at_cap_{role}", f"{role} is {cap:,}, the cap", (role,), _at_cap(role, cap), violation=False)
        yield Screen(
            f"above_cap_{role}", f"{role} is above the cap of {cap:,}", (role,), _above_cap(role, cap), violation=False
        )


def _broken(rule: Equation) -> Callable[[Stations], Mask]:
    """Rows that state all numbers of an equation and do not obey it."""
    import numpy as np

    def finds(stations: Stations) -> Mask:
        left, right = (np.sum([stations.count(role) for role in side], axis=0) for side in (rule.left, rule.right))
        holds: Mask = {"=": left == right, "<=": left <= right, ">=": left >= right}[rule.sign]
        return np.asarray(_stated(stations, rule.roles) & ~holds)

    return finds


def _at_cap(role: Role, cap: int) -> Callable[[Stations], Mask]:
    return lambda stations: stations.count(role) == cap


def _above_cap(role: Role, cap: int) -> Callable[[Stations], Mask]:
    return lambda stations: stations.count(role) > cap


def _list_changed(stations: Stations) -> Mask:
    """Lists of voters that differ from the earlier one by more than a tenth of it."""
    part, whole = CHANGED
    n, before = stations.registered, stations.count(Role.BEFORE)
    named: Mask = _stated(stations, (Role.REGISTERED, Role.BEFORE)) & (whole * abs(n - before) > part * before)
    return named


def _ballots(stations: Stations, rows: Counts) -> int:
    counts = stations.base[rows]
    return int(counts[counts != MISSING].sum())


def _stated(stations: Stations, roles: Sequence[Role]) -> Mask:
    """Rows in which all these roles are stated."""
    import numpy as np

    held = np.ones(len(stations), np.bool_)
    for role in roles:
        held &= stations.count(role) != MISSING
    return held


def _more(role: Role, than: Role) -> Callable[[Stations], Mask]:
    return lambda stations: _stated(stations, (role, than)) & (stations.count(role) > stations.count(than))


def _differs(parts: tuple[Role, ...], whole: tuple[Role, ...]) -> Callable[[Stations], Mask]:
    def finds(stations: Stations) -> Mask:
        one = sum((stations.count(role) for role in parts[1:]), stations.count(parts[0]))
        other = sum((stations.count(role) for role in whole[1:]), stations.count(whole[0]))
        different: Mask = _stated(stations, (*parts, *whole)) & (one != other)
        return different

    return finds


def _sum_of_options(stations: Stations) -> Mask:
    import numpy as np

    total, held = np.zeros(len(stations), np.int64), _stated(stations, (Role.VALID,))
    for votes in stations.options.values():
        held &= votes != MISSING
        total += votes
    different: Mask = held & (total != stations.count(Role.VALID))
    return different


def _portable(stations: Stations) -> Mask:
    """More ballots in portable boxes than were issued early and outside the station."""
    early, outside = stations.count(Role.EARLY), stations.count(Role.OUTSIDE)
    stated = _stated(stations, (Role.PORTABLE, Role.EARLY, Role.OUTSIDE))
    return stated & (stations.count(Role.PORTABLE) > early + outside)


def _equal(role: Role, to: Role) -> Callable[[Stations], Mask]:
    return lambda stations: (
        _stated(stations, (role, to)) & (stations.count(role) == stations.count(to)) & (stations.count(to) > 0)
    )


def _full_turnout(stations: Stations) -> Mask:
    n = stations.registered
    named: Mask = (n > 0) & (stations.issued == n)
    return named


def _full_share(stations: Stations) -> Mask:
    c = stations.base
    named: Mask = (c > 0) & (stations.votes == c)
    return named


def _nothing_counted(stations: Stations) -> Mask:
    named: Mask = (stations.registered > 0) & (stations.base == 0)
    return named


def _no_invalid(stations: Stations) -> Mask:
    named: Mask = (stations.count(Role.INVALID) == 0) & (stations.base >= REPEATS_FROM)
    return named


def _pseudo(stations: Stations) -> Mask:
    n, c = stations.registered, stations.base
    named: Mask = (n > PSEUDO) | ((n == 0) & (c > 0))
    return named


def _vector(stations: Stations) -> tuple[Counts, ...]:
    """Registered voters, ballots and votes of all options: what two stations have in common only by copying."""
    return stations.registered, stations.base, stations.votes, *stations.options.values()


def _repeated(stations: Stations) -> Mask:
    """Stations of at least 100 ballots whose voters and votes are those of another one, number by number.

    Rows that share a hash are compared number by number.
    """
    import numpy as np

    columns, large = _vector(stations), stations.base >= REPEATS_FROM
    named, digest = np.zeros(len(stations), np.bool_), np.zeros(len(stations), np.uint64)
    for column in columns:
        digest ^= column.view(np.uint64)
        digest *= np.uint64(0x9E3779B97F4A7C15)
        digest ^= digest >> np.uint64(29)
    ranked = np.sort(digest[large])
    shared = ranked[1:][ranked[1:] == ranked[:-1]]
    if len(shared):
        at = np.minimum(np.searchsorted(shared, digest), len(shared) - 1)
        candidates = np.flatnonzero(large & (shared[at] == digest))
        vectors = np.column_stack([column[candidates] for column in columns])
        _, place, number = np.unique(vectors, axis=0, return_inverse=True, return_counts=True)
        named[candidates[number[place.ravel()] > 1]] = True
    return named


def _consecutive(stations: Stations) -> Mask:
    """Stations that follow one another in the order of their keys within a district, with the same numbers."""
    import numpy as np

    if not len(stations):
        return np.zeros(0, np.bool_)
    same = (stations.area[1:] == stations.area[:-1]) & (stations.base[1:] > 0)
    for column in _vector(stations):
        same &= column[1:] == column[:-1]
    return np.concatenate((same, [False])) | np.concatenate(([False], same))


def _same_key(stations: Stations) -> Mask:
    """Rows that share region, district, section and station with another row."""
    import numpy as np

    if len(stations) < 2:
        return np.zeros(len(stations), np.bool_)
    same = (stations.station[1:] == stations.station[:-1]) & (stations.area[1:] == stations.area[:-1])
    if stations.section is not None:
        same &= stations.section[1:] == stations.section[:-1]
    same = same.astype(np.bool_)
    return np.concatenate((same, [False])) | np.concatenate(([False], same))


_OPTIONS = frozenset({"options_valid", "repeated", "consecutive"})
"""Screens that need the votes of each option."""

R = Role
SCREENS = (
    Screen(
        "issued_registered",
        "more ballots issued than registered voters",
        (R.REGISTERED, R.ISSUED),
        _more(R.ISSUED, R.REGISTERED),
    ),
    Screen(
        "counted_registered",
        "more ballots counted than registered voters",
        (R.REGISTERED, R.COUNTED),
        _more(R.COUNTED, R.REGISTERED),
    ),
    Screen("counted_issued", "more ballots counted than issued", (R.ISSUED, R.COUNTED), _more(R.COUNTED, R.ISSUED)),
    Screen("valid_counted", "more valid ballots than counted", (R.COUNTED, R.VALID), _more(R.VALID, R.COUNTED)),
    Screen(
        "leader_valid",
        "more votes for the option under study than valid ballots",
        (R.VALID, R.LEADER),
        _more(R.LEADER, R.VALID),
    ),
    Screen(
        "leader_counted",
        "more votes for the option under study than ballots counted",
        (R.COUNTED, R.LEADER),
        _more(R.LEADER, R.COUNTED),
    ),
    Screen("options_valid", "votes of all options do not add up to valid ballots", (R.VALID,), _sum_of_options),
    Screen(
        "valid_invalid",
        "valid and invalid do not add up to ballots counted",
        (R.VALID, R.INVALID, R.COUNTED),
        _differs((R.VALID, R.INVALID), (R.COUNTED,)),
    ),
    Screen(
        "boxes",
        "portable and stationary boxes do not add up to ballots counted",
        (R.PORTABLE, R.STATIONARY, R.COUNTED),
        _differs((R.PORTABLE, R.STATIONARY), (R.COUNTED,)),
    ),
    Screen(
        "received",
        "ballots received and not accounted for differ from issued, cancelled and lost",
        (R.RECEIVED, R.NOT_ACCOUNTED, R.ISSUED, R.CANCELLED, R.LOST),
        _differs((R.RECEIVED, R.NOT_ACCOUNTED), (R.ISSUED, R.CANCELLED, R.LOST)),
    ),
    Screen(
        "received_lost",
        "ballots received differ from issued, cancelled and lost",
        (R.RECEIVED, R.ISSUED, R.CANCELLED, R.LOST),
        _differs((R.RECEIVED,), (R.ISSUED, R.CANCELLED, R.LOST)),
        unless=R.NOT_ACCOUNTED,
    ),
    Screen(
        "received_cancelled",
        "ballots received differ from issued and cancelled",
        (R.RECEIVED, R.ISSUED, R.CANCELLED),
        _differs((R.RECEIVED,), (R.ISSUED, R.CANCELLED)),
        violation=False,
        unless=R.LOST,
    ),
    Screen(
        "issued_received",
        "more ballots issued than received",
        (R.RECEIVED, R.ISSUED),
        _more(R.ISSUED, R.RECEIVED),
    ),
    Screen(
        "portable",
        "more ballots in portable boxes than issued early and outside",
        (R.PORTABLE, R.EARLY, R.OUTSIDE),
        _portable,
    ),
    Screen(
        "full_turnout", "as many ballots as registered voters (100 % turnout)", (R.REGISTERED,), _full_turnout, False
    ),
    Screen("full_share", "every ballot for the option under study", (R.LEADER,), _full_share, False),
    Screen("nothing_counted", "registered voters, and no ballot counted", (R.REGISTERED,), _nothing_counted, False),
    Screen(
        "all_issued", "every ballot received was issued", (R.RECEIVED, R.ISSUED), _equal(R.ISSUED, R.RECEIVED), False
    ),
    Screen(
        "repeated",
        "voters, ballots and all votes repeat in another station of at least 100 ballots",
        (R.REGISTERED,),
        _repeated,
        False,
    ),
    Screen(
        "consecutive",
        "voters, ballots and all votes are those of the next station of the district",
        (R.REGISTERED,),
        _consecutive,
        False,
    ),
    Screen("same_key", "region, district and station stand in more than one row", (), _same_key, False),
    Screen(
        "list_changed",
        "the list of voters differs from the earlier one by more than a tenth (assumed)",
        (R.REGISTERED, R.BEFORE),
        _list_changed,
        False,
    ),
    Screen("no_invalid", "no invalid ballot among at least 100", (R.INVALID,), _no_invalid, False),
    Screen(
        "pseudo",
        "above 10,000 registered voters, or ballots without any: postal, electronic or special",
        (R.REGISTERED,),
        _pseudo,
        False,
    ),
)
"""Every screen, in the order of the report. Violations of arithmetic first."""
