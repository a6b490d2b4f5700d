"""Two old numbers of turnout and share over stations: the logarithmic vote rate and the slope of votes on turnout.

Logarithmic vote rate: P. Klimek and others, PNAS 109 (2012) 16469-16473. Slope: A. Sobyanin, V. Sukhovolsky (1995);
M. Myagkov, P. Ordeshook, D. Shakin, "The Forensics of Election Fraud", Cambridge 2009. Neither has an error rate;
both move with the size of the unit and with differences between places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Rates


@dataclass(frozen=True, slots=True)
class Shape:
    """Skewness m3 / m2^1.5 and excess kurtosis m4 / m2^2 - 3, population moments; 0 where nothing varies."""

    skewness: float
    kurtosis: float


@dataclass(frozen=True, slots=True)
class Line:
    """Least squares of the option's votes per registered voter on turnout."""

    slope: float
    intercept: float
    share: float
    """The option's votes of all ballots issued."""
    correlation: float
    """Of turnout and the option's share of valid ballots."""


def log_rate(base: Counts, votes: Counts) -> Rates:
    """nu = log((base - W) / W) of each station; `0 < votes < base`.

    `base` is valid ballots (the valid form) or registered voters (the electorate form, the text of the paper).
    """
    import numpy as np

    rates: Rates = np.log((base - votes) / votes)
    return rates


def shape(values: Rates) -> Shape:
    """Skewness and excess kurtosis of a distribution over stations; at least one value."""
    import numpy as np

    off = values - values.mean()
    square = off * off
    second = float(np.mean(square))
    if second <= 0:
        return Shape(0.0, 0.0)
    return Shape(float(np.mean(square * off)) / second**1.5, float(np.mean(square * square)) / second**2 - 3)


def line(registered: Counts, issued: Counts, valid: Counts, votes: Counts) -> Line:
    """Slope and intercept of W / N on G / N over stations, unweighted, as published.

    Near the overall share and near 0 where every station is a draw of one electorate; above 1 with a negative
    intercept where ballots were added; places that differ move both. Denominators above 0. Raises `ValueError` where
    turnout is the same everywhere.
    """
    import numpy as np

    turnout, of_list = issued / registered, votes / registered
    off, off_votes = turnout - turnout.mean(), of_list - of_list.mean()
    # Sums, not matrix products: these change with the number of threads.
    varies = float((off * off).sum())
    if varies <= 0:
        raise ValueError("turnout is the same in all stations: there is no slope")
    slope = float((off * off_votes).sum()) / varies
    share = votes / valid
    off_share = share - share.mean()
    both = varies * float((off_share * off_share).sum())
    return Line(
        slope, float(of_list.mean() - slope * turnout.mean()), int(votes.sum()) / int(issued.sum()),
        float((off * off_share).sum()) / float(np.sqrt(both)) if both > 0 else 0.0,
    )  # fmt: skip


def above(registered: Counts, issued: Counts, points: int = 95) -> int:
    """Stations whose turnout is above so many points, in whole numbers."""
    return int((100 * issued > points * registered).sum())
