"""The sample beside the official result: station by station, in total, and by the difference estimator.

A difference is a question to the commission and to the observer; the sample alone never says which of the two is right.
Where ballots were added before the count, the sample and the official result agree: neither comparison sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.methods.quickcount.estimate import Estimate, Totals, total, totals

Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One number of one station that differs."""

    station: str
    number: str
    reported: int
    official: int

    @property
    def apart(self) -> int:
        """Reported less official."""
        return self.reported - self.official


@dataclass(frozen=True, slots=True)
class Stations:
    """Reports and official figures of the same stations. This needs no statistics and no sample."""

    compared: int
    equal: int
    """Stations of which every number agrees."""
    differences: tuple[Difference, ...]
    sums: Mapping[str, int]
    """Of each number, reported less official, over all compared stations."""
    largest: tuple[str, Fraction] | None
    """The station with the greatest sum of differences of contestants as a share of its official denominator."""
    without: tuple[str, ...]
    """Stations that reported and have no official figure."""


def by_station(
    reports: Mapping[str, Numbers], official: Mapping[str, Numbers], contestants: Sequence[str], base: str
) -> Stations:
    """Every number that both hold, compared; stations in the order of the bytes of their ids."""
    both = sorted(reports.keys() & official.keys(), key=lambda name: name.encode())
    found: list[Difference] = []
    sums: dict[str, int] = {}
    changes: dict[str, Fraction] = {}
    for station in both:
        own, theirs = reports[station], official[station]
        for name in (name for name in own if name in theirs):
            sums[name] = sums.get(name, 0) + own[name] - theirs[name]
            if own[name] != theirs[name]:
                found.append(Difference(station, name, own[name], theirs[name]))
        moved = sum(abs(own[name] - theirs[name]) for name in contestants if name in theirs)
        if moved:
            changes[station] = Fraction(moved, max(1, theirs.get(base, 0)))
    differing = {one.station for one in found}
    largest = max(changes.items(), key=lambda one: one[1], default=None)
    without = tuple(sorted(reports.keys() - official.keys(), key=lambda name: name.encode()))
    return Stations(len(both), len(both) - len(differing), tuple(found), sums, largest, without)


@dataclass(frozen=True, slots=True)
class Against:
    """An estimate against an official share."""

    official: Fraction
    apart: Fraction
    """Estimate less official."""
    score: float | None
    """The difference in standard errors; None for a full count."""
    inside: bool
    """Whether the official share lies in the interval of the level that was asked."""


def against(estimate: Estimate, official: Fraction, level: float) -> Against:
    """Whether an official share lies in the interval of an estimate. `level` is that of all statements together."""
    apart = estimate.value - official
    score = float(apart) / estimate.error if estimate.variance else None
    return Against(official, apart, score, abs(apart) <= Fraction(estimate.margin(level)))


def difference_total(strata: Sequence[int], differences: Sequence[Sequence[int]], stations: Sequence[int]) -> Totals:
    """Expanded totals of `reported - official`, a row a report and a column a number; stations as `estimate.totals`."""
    import numpy as np

    return totals(np.array(strata, dtype=np.int64), np.array(differences, dtype=np.int64), stations)


def difference(of: Totals, column: int) -> Estimate:
    """`D = sum_h (N_h / r_h) sum_i (y_reported - y_official)` in votes, with its variance.

    It is 0 with variance 0 where the stations agree, however different the stations are, and so far sharper than the
    comparison of shares. It presumes that the official figures of the reporting stations are those that make up the
    official total.
    """
    return total(of, {column: 1})
