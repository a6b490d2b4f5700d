"""The stratified combined ratio estimator with linearised variance, in exact arithmetic up to the square root.

For stratum `h` with `N_h` stations in the frame, of which `r_h` reported, a station stands for `N_h / r_h` stations.
From the expanded totals `Y` and `X` and their covariances `S` follows, for any ratio `R = Y / X` of whole-number
columns, `V(R) = (S_yy - 2 R S_xy + R^2 S_xx) / X^2`, which is

    V(R) = (1 / X^2) sum_h N_h^2 (1 - r_h / N_h) s_h^2 / r_h ,   s_h^2 = sum_i (e_hi - ebar_h)^2 / (r_h - 1)

with residuals `e = y - R x`. W. G. Cochran, *Sampling Techniques*, 3rd edition 1977, 5A.14, 6.4 and 6.11; C.-E.
Sarndal, B. Swensson and J. Wretman, *Model Assisted Survey Sampling*, 1992, chapter 5. Degrees of freedom are
`sum_h (r_h - 1)` over the strata with at least two reports.

Votes are whole numbers, so totals and covariances are fractions: no order of rows or strata can change a digit.

Assumed: stations were drawn by chance inside every stratum without replacement; those that did not report are like
those of the same stratum that did; what was read at a station is the station's number. The linearisation is that of
large samples: with a handful of stations the interval is a rough one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from saylau.methods.quickcount.quantiles import student

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.int64]]

Contrast = Mapping[int, int]
"""Columns and what each is multiplied by: `{0: 1, 1: -1}` is the first less the second."""
_EXACT = 2**62


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of whole-number columns over the frame, as a sample tells them, with their covariances."""

    stations: int
    """Stations of the frame."""
    reports: int
    freedom: int
    """Degrees of freedom; 0 where every stratum has one station, which reported."""
    total: tuple[Fraction, ...]
    """Expanded total of each column."""
    covariance: tuple[tuple[Fraction, ...], ...]
    """Covariances of the expanded totals, columns by columns."""
    square: tuple[tuple[Fraction, ...], ...]
    """Expanded totals of the products of two columns."""
    observed: tuple[int, ...]
    """Plain sums over the reports."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio with its variance."""

    value: Fraction
    variance: Fraction
    freedom: int

    @property
    def error(self) -> float:
        """The standard error."""
        return sqrt(self.variance)

    def margin(self, level: float, *, sides: int = 2) -> float:
        """Half the width of the interval; with one side, the distance to its only end. 0 for a full count."""
        return student(level, self.freedom, sides=sides) * self.error if self.variance else 0.0

    def interval(self, level: float, low: float = 0.0, high: float = 1.0) -> tuple[float, float]:
        """The two-sided interval, cut to what is possible."""
        margin = self.margin(level)
        return max(low, float(self.value) - margin), min(high, float(self.value) + margin)


def totals(strata: Integers, numbers: Integers, stations: Sequence[int]) -> Totals:
    """Expanded totals and covariances of the columns of `numbers`.

    `strata`: stratum of each report as a place in `stations`, shape (reports,). `numbers`: whole numbers of each
    report, shape (reports, columns). `stations`: stations of the frame in each stratum.

    Raises `ValueError` where a stratum has no report, more reports than stations, or one report of several stations:
    such strata are collapsed with others first.
    """
    import numpy as np

    strata, numbers = np.asarray(strata), np.asarray(numbers)
    reports = np.bincount(strata, minlength=len(stations)) if len(strata) else np.zeros(len(stations), dtype=int)
    _refuse(reports.tolist(), stations)
    order, starts = np.argsort(strata, kind="stable"), np.concatenate(([0], np.cumsum(reports)[:-1]))
    rows = numbers[order]
    largest = int(np.abs(rows).max(initial=0))
    rows = rows.astype(np.int64 if largest**2 * len(rows) < _EXACT else object)
    sums = np.add.reduceat(rows, starts, axis=0).astype(object)
    products = np.add.reduceat(rows[:, :, None] * rows[:, None, :], starts, axis=0).astype(object)
    weights = np.array([int(one) for one in stations], dtype=object)
    total, covariance, square = _expanded(weights, reports, sums, products)
    return Totals(
        stations=sum(map(int, stations)),
        reports=len(rows),
        freedom=int((reports - 1)[reports > 1].sum()),
        total=tuple(total),
        covariance=tuple(map(tuple, covariance)),
        square=tuple(map(tuple, square)),
        observed=tuple(map(int, rows.sum(axis=0))),
    )


def _expanded(weights: Any, reports: Any, sums: Any, products: Any) -> tuple[Any, Any, Any]:
    """Totals, covariances and products over all strata; strata with as many reports are summed as whole numbers."""
    import numpy as np

    columns = sums.shape[1]
    zero = Fraction(0)
    total, covariance, square = np.full(columns, zero), *(np.full((columns, columns), zero) for _ in range(2))
    for r in map(int, np.unique(reports)):
        same = reports == r
        n, s, p = weights[same], sums[same], products[same]
        total = total + (n[:, None] * s).sum(axis=0) * Fraction(1, r)
        square = square + (n[:, None, None] * p).sum(axis=0) * Fraction(1, r)
        if r > 1:
            spread = r * p - s[:, :, None] * s[:, None, :]
            part = ((n * (n - r))[:, None, None] * spread).sum(axis=0)
            covariance = covariance + part * Fraction(1, r * r * (r - 1))
    return total, covariance, square


def _refuse(reports: Sequence[int], stations: Sequence[int]) -> None:
    if not len(stations):
        raise ValueError("there is no stratum")
    for place, (r, n) in enumerate(zip(reports, stations, strict=False)):
        if r > n:
            raise ValueError(f"stratum {place}: {r} reports of {n} stations; the frame or the reports are wrong")
        if r == 0:
            raise ValueError(f"stratum {place}: no report; collapse it with another stratum first")
        if r == 1 < n:
            raise ValueError(f"stratum {place}: one report of {n} stations tells no variance; collapse it first")
    if len(reports) > len(stations):
        raise ValueError(f"a report stands in stratum {len(reports) - 1}, but there are {len(stations)} strata")


def ratio(of: Totals, top: Contrast, base: Contrast) -> Estimate:
    """The ratio of two totals with its linearised variance.

    Raises `ValueError` where the total of the base is not above 0.
    """
    under = _sum(of, base)
    if under <= 0:
        raise ValueError("the denominator sums to nothing in the reports")
    value = _sum(of, top) / under
    e = _residual(top, base, value)
    return Estimate(value, _form(of.covariance, e, e) / under**2, of.freedom)


def covariance(of: Totals, one: tuple[Contrast, Contrast], other: tuple[Contrast, Contrast]) -> Fraction:
    """The linearised covariance of two ratios, each given as numerator and denominator."""
    residuals, under = [], Fraction(1)
    for top, base in (one, other):
        whole = _sum(of, base)
        residuals.append(_residual(top, base, _sum(of, top) / whole))
        under *= whole
    return _form(of.covariance, residuals[0], residuals[1]) / under


def total(of: Totals, column: Contrast) -> Estimate:
    """The expanded total of a column or of a difference of columns, as an `Estimate` in units of the column."""
    weights = {place: Fraction(times) for place, times in column.items()}
    return Estimate(_sum(of, column), _form(of.covariance, weights, weights), of.freedom)


@dataclass(frozen=True, slots=True)
class DesignEffects:
    """How the variance compares with that of simpler samples; None where that variance is 0."""

    voters: float | None
    """Against as many voters drawn one by one from all."""
    stations: float | None
    """Against as many stations drawn without strata."""


def design_effects(of: Totals, top: Contrast, base: Contrast) -> DesignEffects:
    """How `V(R)` of a share compares with that of voters, and of stations, drawn without strata.

    Voters: `R (1 - R) / x (1 - x / X)`, with `x` the votes in the sample. Stations: `(1 - n / N) / (n xbar^2)` times
    `sum e^2 / (n - 1)`, computed with design weights. Not for differences of shares.
    """
    found = ratio(of, top, base)
    r, whole, seen = found.value, _sum(of, base), Fraction(sum(of.observed[c] * k for c, k in base.items()))
    voters = r * (1 - r) / seen * (1 - seen / whole)
    e = _residual(top, base, r)
    n, frame = of.reports, of.stations
    spread = _form(of.square, e, e) / frame * Fraction(n, n - 1) if n > 1 else Fraction(0)
    plain = (1 - Fraction(n, frame)) / n * (Fraction(frame) / whole) ** 2 * spread
    return DesignEffects(
        float(found.variance / voters) if voters > 0 else None, float(found.variance / plain) if plain > 0 else None
    )


def _sum(of: Totals, column: Contrast) -> Fraction:
    return sum((of.total[place] * times for place, times in column.items()), Fraction(0))


def _residual(top: Contrast, base: Contrast, value: Fraction) -> dict[int, Fraction]:
    found = {place: Fraction(times) for place, times in top.items()}
    for place, times in base.items():
        found[place] = found.get(place, Fraction(0)) - value * times
    return found


def _form(matrix: Sequence[Sequence[Fraction]], one: Mapping[int, Fraction], other: Mapping[int, Fraction]) -> Fraction:
    return sum((a * b * matrix[i][j] for i, a in one.items() for j, b in other.items()), Fraction(0))
