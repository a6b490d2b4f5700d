"""Votes of the option under study at high turnout beyond its share at ordinary turnout: a band over clean ranges.

S. Shpilkin (from 2009), described in D. Kobak, S. Shpilkin, M. S. Pshenichnikov, Annals of Applied Statistics 10
(2016) 54-73. The assumption, that an honest electorate votes alike at every turnout, fails wherever towns and villages
differ: where nobody alleges anything the number reaches 17 % of the option's votes. Hence a band and refusals, never
one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts

HIGHEST_PEAK = 75
"""Bin of the peak of the other votes above which they have no clean cluster."""
LEAST_CLEAN = 0.10
"""Least share of registered voters at or left of the end of a window."""
FIRST = 20
"""First bin of a window: the few stations of less turnout are left out."""


class Refusal(StrEnum):
    """Why no band is told."""

    PEAK = "the other votes peak above 75 % turnout: they have no clean cluster"
    FEW = "less than 10 % of registered voters at or left of the end of a window"
    TURNOUT = "the turnout that a window leaves is above the official one"
    WIDE = "the band is wider than half its middle"
    EMPTY = "a window without other votes"


@dataclass(frozen=True, slots=True)
class Window:
    """Bins of turnout, both ends included, and what follows from calling them clean. Units: votes."""

    first: int
    last: int
    clean_share: float
    """Of the option, in the window."""
    beyond: float
    """Votes of the option to the right of the window beyond what the window's ratio gives."""


@dataclass(frozen=True, slots=True)
class Band:
    """The windows, and the reasons for which no band may be told of them."""

    peak: int
    windows: tuple[Window, ...]
    votes: int
    refused: tuple[Refusal, ...]

    @property
    def low(self) -> float:
        """The least of the windows, votes."""
        return min(window.beyond for window in self.windows)

    @property
    def high(self) -> float:
        """The most of the windows, votes."""
        return max(window.beyond for window in self.windows)


@dataclass(frozen=True, eq=False)
class Turnouts:
    """Sums by turnout in bins of one point centred on 0 to 100: registered, issued, the option's and other votes."""

    registered: Counts
    issued: Counts
    option: Counts
    others: Counts


def turnouts(registered: Counts, issued: Counts, valid: Counts, votes: Counts) -> Turnouts:
    """Sums by turnout; all arrays of one length, `issued <= registered`, `registered > 0`.

    A station with more votes for the option than valid ballots counts with fewer than no other votes, as in the
    official total. The bin of a half point is the even one of its neighbours.
    """
    import numpy as np

    double = 200 * issued + registered
    place = double // (2 * registered)
    halves = double % (2 * registered) == 0
    place -= (halves & (place % 2 == 1)).astype(np.int64)

    def summed(of: Counts) -> Counts:
        whole: Counts = np.rint(np.bincount(place, of, 101)).astype(np.int64)
        return whole

    return Turnouts(summed(registered), summed(issued), summed(votes), summed(valid - votes))


def peak(others: Counts) -> int:
    """The bin where the running sum over three bins of the other votes is largest; the first of equal ones."""
    import numpy as np

    padded = np.concatenate(([0], others, [0]))
    return int(np.argmax(padded[:-2] + padded[1:-1] + padded[2:]))


def window(sums: Turnouts, first: int, last: int) -> Window | None:
    """r = option / others in the window; beyond = sum over higher bins of (option - r others). None without others."""
    inside = slice(max(first, 0), last + 1)
    option, others = int(sums.option[inside].sum()), int(sums.others[inside].sum())
    if not others:
        return None
    right_option, right_others = int(sums.option[last + 1 :].sum()), int(sums.others[last + 1 :].sum())
    return Window(max(first, 0), last, option / (option + others), right_option - option * right_others / others)


def user_window(registered: Counts, issued: Counts, valid: Counts, votes: Counts, last: int) -> Window | None:
    """The window of the public calculation: all stations of turnout at most `last` + 1 points are clean."""
    clean = 100 * issued <= (last + 1) * registered
    option, others = int(votes[clean].sum()), int((valid - votes)[clean].sum())
    if not others:
        return None
    right_option, right_others = int(votes[~clean].sum()), int((valid - votes)[~clean].sum())
    return Window(0, last, option / (option + others), right_option - option * right_others / others)


def band(sums: Turnouts) -> Band:
    """The band over the windows [20, pk - 5], [20, pk], [pk - 2, pk + 2], pk the peak of the other votes."""
    top = peak(sums.others)
    ranges = ((FIRST, top - 5), (FIRST, top), (top - 2, top + 2))
    tried = [window(sums, first, last) for first, last in ranges]
    windows = tuple(found for found in tried if found is not None)
    refused = list(_refusals(sums, top, windows))
    if len(windows) < len(ranges):
        refused.append(Refusal.EMPTY)
    return Band(top, windows, int(sums.option.sum()), tuple(refused))


def _refusals(sums: Turnouts, top: int, windows: tuple[Window, ...]) -> tuple[Refusal, ...]:
    registered = int(sums.registered.sum())
    found = [Refusal.PEAK] if top > HIGHEST_PEAK else []
    if any(int(sums.registered[: w.last + 1].sum()) < LEAST_CLEAN * registered for w in windows):
        found.append(Refusal.FEW)
    if any(w.beyond < 0 for w in windows):
        found.append(Refusal.TURNOUT)
    beyond = [w.beyond for w in windows]
    if beyond and max(beyond) - min(beyond) > abs(max(beyond) + min(beyond)) / 4:
        found.append(Refusal.WIDE)
    return tuple(found)
