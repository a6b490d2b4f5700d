"""Stations without an invalid ballot beside the number that the invalid ballots of their district lead to expect.

Beta-binomial by district: rate p of the district, correlation rho by moments from Pearson's chi-square, which is low
where a district has few stations. Not a flag: a careful commission, an election with few invalid ballots and a rule
that counts doubtful ballots all give zeros.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Rates

FROM = 100
"""Ballots counted from which a station without an invalid one is counted."""
_LEAST_RHO = 1e-9


@dataclass(frozen=True, slots=True)
class District:
    """Stations of one district without an invalid ballot beside the number that its rate and spread lead to expect."""

    area: int
    stations: int
    none: int
    expected: float
    share: float
    """Invalid ballots of all ballots."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """Invalid ballots of a table. Units: stations, ballots."""

    stations: int
    """Of at least 100 ballots."""
    ballots: int
    invalid: int
    none: int
    expected: float
    """Stations without one, under the beta-binomial of their districts."""
    variance: float
    districts: tuple[District, ...]
    """Districts with such a station, by their code."""

    @property
    def z(self) -> float:
        """Excess of stations without one, in standard deviations of the null."""
        return (self.none - self.expected) / math.sqrt(self.variance) if self.variance > 0 else 0.0


def invalid(spoilt: Counts, ballots: Counts, area: Counts) -> Invalid:
    """Invalid ballots of stations of at least 100 ballots; `0 <= spoilt <= ballots`, areas as whole numbers from 0."""
    import numpy as np

    large = ballots >= FROM
    k, n, a = spoilt[large], ballots[large], area[large]
    if not len(k):
        return Invalid(0, 0, 0, 0, 0.0, 0.0, ())
    rate, rho = rates(k, n, a)
    chances = none_of(rate, rho, n, a)
    number, none, expected = np.bincount(a), np.bincount(a, k == 0), np.bincount(a, chances)
    districts = tuple(
        District(code, int(number[code]), int(none[code]), float(expected[code]), float(rate[code]))
        for code in np.flatnonzero(number).tolist()
    )
    return Invalid(
        len(k), int(n.sum()), int(k.sum()), int((k == 0).sum()), float(chances.sum()),
        float((chances * (1 - chances)).sum()), districts,
    )  # fmt: skip


def rates(count: Counts, base: Counts, area: Counts) -> tuple[Rates, Rates]:
    """Rate and correlation of each area: rho = (chi-square - (m - 1)) / sum (n - 1), between 0 and 0.99.

    m stations; chi-square = sum (k - n p)^2 / (n p (1 - p)), of expectation sum (1 + (n - 1) rho) but for one degree.
    """
    import numpy as np

    number, k, n = np.bincount(area), np.bincount(area, count), np.bincount(area, base)
    rate = np.divide(k, n, out=np.zeros(len(k)), where=n > 0)
    p = rate[area]
    spread = np.where((p > 0) & (p < 1), base * p * (1 - p), 1.0)
    chi = np.bincount(area, (count - base * p) ** 2 / spread)
    room = n - number
    rho = np.divide(chi - (number - 1), room, out=np.zeros(len(k)), where=room > 0)
    return rate, np.clip(np.where((rate > 0) & (rate < 1), rho, 0.0), 0.0, 0.99)


def none_of(rate: Rates, rho: Rates, base: Counts, area: Counts) -> Rates:
    """P(0 of n) of each station: beta-binomial of mean `rate` and correlation `rho` of its area, n of `base`.

    (1 - rate)^n where rho is 0.
    """
    import numpy as np

    mixed = (rho > _LEAST_RHO) & (rate > 0) & (rate < 1)
    size = np.where(mixed, (1 - rho) / np.where(mixed, rho, 1.0), 1.0)
    no = np.where(mixed, (1 - rate) * size, 1.0)
    alone = np.log1p(-np.minimum(rate, 1 - 1e-15))
    of_area = (log_gamma(size) - log_gamma(no))[area]
    logs = np.where(
        mixed[area], of_area + log_gamma(no[area] + base) - log_gamma(size[area] + base), alone[area] * base
    )
    chances: Rates = np.exp(np.minimum(logs, 0.0))
    return chances


def log_gamma(x: Rates) -> Rates:
    """log Gamma(x) for 0 < x < 1e30: Stirling's series at x + 8, error below 1e-9 (NIST Handbook, 5.11.1 and 5.5.1)."""
    import numpy as np

    steps = np.log(x * (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5) * (x + 6) * (x + 7))
    y = x + 8.0
    z = 1 / (y * y)
    series = (1 / 12 - z * (1 / 360 - z / 1260)) / y
    found: Rates = (y - 0.5) * np.log(y) - y + 0.5 * math.log(2 * math.pi) + series - steps
    return found
